//! Mentions to dossiers: the claims about one match and one tie, brought together over sections and articles.
//!
//! Teams first ([`teams`]): one identity for all spellings of an edition. Then every mention goes to its **pairing**, the
//! mentions of two teams in one round ([`pairing`]); within a pairing boxes, legs and cells meet in matches ([`matches`])
//! and rows, slots and sentences in a tie ([`ties`]). Nothing depends on the order of the input: articles are taken in
//! the order of their paths.

mod across;
mod aliases;
mod coverage;
mod disputes;
mod editions;
mod entry;
mod fold;
mod ids;
mod matches;
mod pages;
mod pairing;
mod short_names;
mod teams;
mod ties;

pub use across::Member;
pub use aliases::Aliases;
pub use coverage::coverage;
pub use entry::articles;
pub use fold::fold;

use crate::{
    extract::Extracted,
    finding::Location,
    record::{
        LegMention, MatchMention, MatchMentionKind, Pair, Round, Score, Status, Team, TieMention,
        TieMentionKind, Transclusion,
    },
    span::{Span, Stated},
    work,
};

/// Index of a team in [`Dossiers::teams`].
pub type TeamId = usize;

/// A team, under all the names that the batch uses for it.
#[derive(Clone, Debug)]
pub struct TeamDossier {
    /// The name used most often, ties broken by order of bytes.
    pub name: String,
    /// Each spelling with the places that use it, in order of article and offset.
    pub spellings: Vec<Spelling>,
    /// Each country code with the places that use it, in order of article and offset.
    pub countries: Vec<Spelling>,
    /// Editions of a competition in which it is named.
    pub editions: Vec<usize>,
}

/// A name or a code and where it is used.
#[derive(Clone, Debug)]
pub struct Spelling {
    /// As written.
    pub text: String,
    /// Where.
    pub places: Vec<Location>,
}

/// One statement about one fact, seen in the dossier's orientation.
#[derive(Clone, Copy, Debug)]
pub struct Claim<'a, T> {
    /// Index of the article in the batch.
    pub article: usize,
    /// Index of the mention in its article.
    pub index: usize,
    /// Whether the mention names the two teams in the other order than the dossier.
    pub reversed: bool,
    /// The mention.
    pub mention: &'a T,
}

impl<T> Claim<'_, T> {
    /// A place in the claim's article.
    #[must_use]
    pub fn location(&self, span: Span) -> Location {
        work::add(1);
        Location { article: self.article, span }
    }

    fn orient<V>(&self, [first, second]: Pair<V>) -> Pair<V> {
        work::add(1);
        if self.reversed { [second, first] } else { [first, second] }
    }
}

impl Claim<'_, MatchMention> {
    /// Kind of place.
    #[must_use]
    pub fn kind(&self) -> MatchMentionKind {
        work::add(1);
        self.mention.kind
    }

    /// Score, home side of the dossier first.
    #[must_use]
    pub fn score(&self) -> Option<Stated<Score>> {
        self.mention.score.map(|stated| stated.map(|score| Score::of(self.orient(score.pair()))))
    }

    /// The cells of the two numbers of the score, home side of the dossier first, where each has its own.
    #[must_use]
    pub fn score_cells(&self) -> Option<Pair<Location>> {
        Some(self.orient(self.mention.score_cells?).map(|cell| self.location(cell)))
    }

    /// Shoot-out, home side of the dossier first.
    #[must_use]
    pub fn shootout(&self) -> Option<Stated<Score>> {
        self.mention.shootout.map(|stated| stated.map(|score| Score::of(self.orient(score.pair()))))
    }

    /// Status.
    #[must_use]
    pub fn status(&self) -> Status {
        work::add(1);
        self.mention.status
    }
}

impl Claim<'_, TieMention> {
    /// Kind of place.
    #[must_use]
    pub fn kind(&self) -> TieMentionKind {
        work::add(1);
        self.mention.kind
    }

    /// Aggregate in the order of the dossier's teams.
    ///
    /// A sentence gives it in the winner's view, and link has set `reversed` where the winner is the second team; a
    /// sentence without a winner gives a level aggregate, which has no order.
    #[must_use]
    pub fn aggregate(&self) -> Option<Stated<Pair<u16>>> {
        self.mention.aggregate.map(|stated| stated.map(|pair| self.orient(pair)))
    }

    /// The cells of the two numbers of the aggregate and of the shoot-out, in the order of the dossier's teams, where each
    /// has its own.
    #[must_use]
    pub fn aggregate_cells(&self) -> Option<Pair<Location>> {
        Some(self.orient(self.mention.aggregate_cells?).map(|cell| self.location(cell)))
    }

    /// Shoot-out in the order of the dossier's teams.
    #[must_use]
    pub fn shootout(&self) -> Option<Stated<Pair<u16>>> {
        self.mention.shootout.map(|stated| stated.map(|pair| self.orient(pair)))
    }

    /// Legs with their scores in the order of the dossier's teams.
    #[must_use]
    pub fn legs(&self) -> Vec<LegMention> {
        let turn = |leg: &LegMention| LegMention {
            score: leg.score.map(|pair| self.orient(pair)),
            status: leg.status,
            at: self.orient(leg.at),
        };
        self.mention.legs.iter().map(turn).collect()
    }
}

/// A match with its claims, the most detailed first.
#[derive(Clone, Debug)]
pub struct MatchDossier<'a> {
    /// Stable id.
    pub id: String,
    /// Edition of a competition, an index into [`Dossiers::editions`].
    pub edition: usize,
    /// Home and away team.
    pub teams: Pair<Option<TeamId>>,
    /// Round.
    pub round: Option<Round>,
    /// Leg of its tie, counted from 1.
    pub leg: Option<u8>,
    /// Its tie, an index into [`Dossiers::ties`].
    pub tie: Option<usize>,
    /// Its claims.
    pub claims: Vec<Claim<'a, MatchMention>>,
}

/// A tie with its claims, the most detailed first.
#[derive(Clone, Debug)]
pub struct TieDossier<'a> {
    /// Stable id.
    pub id: String,
    /// Edition of a competition, an index into [`Dossiers::editions`].
    pub edition: usize,
    /// The teams, in the order of the most detailed claim.
    pub teams: Pair<Option<TeamId>>,
    /// Round.
    pub round: Option<Round>,
    /// Matches of the tie in leg order, indices into [`Dossiers::matches`].
    pub legs: Vec<usize>,
    /// Its claims.
    pub claims: Vec<Claim<'a, TieMention>>,
    /// For each claim, the index of the winner in `teams`, where the claim names one of them.
    pub winners: Vec<Option<Stated<usize>>>,
    /// Winners that a claim names and that are neither team: index of the claim, name.
    pub strangers: Vec<(usize, Stated<String>)>,
}

impl TieDossier<'_> {
    /// Which of the tie's teams a mention's winner is, when it is given by position.
    #[must_use]
    pub fn winner_of(&self, claim: usize) -> Option<Stated<usize>> {
        self.winners.get(claim).copied().flatten()
    }
}

/// One season of one competition, over the articles that speak of it.
#[derive(Clone, Debug, Default)]
pub struct Edition {
    /// Key shared by its articles.
    pub key: String,
    /// How many revisions come before those of its articles; 0 where each is the one that counts.
    pub revision: usize,
    /// Indices of its articles in the batch.
    pub articles: Vec<usize>,
}

/// The dossiers of a batch.
#[derive(Clone, Debug)]
pub struct Dossiers<'a> {
    /// The articles.
    pub articles: &'a [Extracted],
    /// Competitions and seasons.
    pub editions: Vec<Edition>,
    /// Teams.
    pub teams: Vec<TeamDossier>,
    /// From spellings to teams.
    names: teams::Names,
    /// From titles to articles.
    pages: pages::Pages,
    /// Matches that several editions state.
    across: across::Across,
    /// Matches, in the order of their first claim.
    pub matches: Vec<MatchDossier<'a>>,
    /// Ties, in the order of their first claim.
    pub ties: Vec<TieDossier<'a>>,
}

impl Dossiers<'_> {
    /// Name of a team for messages; `an unnamed team` where no place names it.
    #[must_use]
    pub fn team_name(&self, team: Option<TeamId>) -> &str {
        team.and_then(|id| self.teams.get(id)).map_or("an unnamed team", |team| &team.name)
    }

    /// Which team a spelling belongs to in an edition.
    #[must_use]
    pub fn team_named(&self, edition: usize, name: &str) -> Option<TeamId> {
        self.names.find(edition, name)
    }

    /// The article of the batch that a call in another one shows.
    #[must_use]
    pub fn shown(&self, article: usize, call: &Transclusion) -> Option<usize> {
        self.pages.shown(self.articles, article, call)
    }

    /// Which team a place of an edition names.
    #[must_use]
    pub fn team_of(&self, edition: usize, team: &Team) -> Option<TeamId> {
        self.names.team(edition, team)
    }

    /// The edition of an article.
    #[must_use]
    pub fn edition_of(&self, article: usize) -> Option<usize> {
        self.editions.iter().position(|edition| edition.articles.contains(&article))
    }
}

/// Brings the mentions of a batch together.
#[must_use]
pub fn link(articles: &[Extracted]) -> Dossiers<'_> {
    link_with(articles, &Aliases::default())
}

/// Brings the mentions of a batch together; some names of teams are declared to be one.
#[must_use]
pub fn link_with<'a>(articles: &'a [Extracted], aliases: &Aliases) -> Dossiers<'a> {
    let pages = pages::Pages::new(articles);
    let editions = editions::editions(articles, &pages);
    let (teams, names) = teams::identify(articles, &editions, aliases);
    let mut pairings = pairing::pair(articles, &editions, &names);
    let matches = matches::matches(articles, &mut pairings);
    let mut dossiers = Dossiers {
        articles,
        editions,
        teams,
        names,
        pages,
        across: across::Across::default(),
        matches,
        ties: Vec::new(),
    };
    ties::ties(&mut dossiers, &pairings);
    dossiers.name();
    dossiers.across = across::across(&dossiers);
    dossiers.share_ids();
    dossiers
}
