//! Which mentions speak of the same two teams in the same round.

use super::{Edition, TeamId, fold::fold, teams::Names};
use crate::hash::HashMap;
use crate::{
    extract::Extracted,
    record::{MatchMention, MatchMentionKind, Pair, Round, Team, TieMention},
};

/// A mention of a match in its pairing.
#[derive(Clone, Copy, Debug)]
pub(super) struct MatchRef {
    /// Index of the article in the batch.
    pub article: usize,
    /// Index of the mention in the article.
    pub index: usize,
    /// Home and away team as the mention names them.
    pub teams: Pair<TeamId>,
}

/// A mention of a tie, with the teams that it names.
#[derive(Clone, Copy, Debug)]
pub(super) struct TieRef {
    /// Index of the article in the batch.
    pub article: usize,
    /// Index of the mention in the article.
    pub index: usize,
    /// Its teams, where it names them.
    pub teams: Pair<Option<TeamId>>,
}

/// All mentions of two teams in one round.
#[derive(Clone, Debug, Default)]
pub(super) struct Pairing {
    /// Edition.
    pub edition: usize,
    /// The teams, the lower id first.
    pub teams: Pair<TeamId>,
    /// Round; `None` where no mention names one.
    pub round: Option<Round>,
    /// Group, folded, where a mention without a round names one: whoever meets in a knockout round meets elsewhere.
    pub group: Option<String>,
    /// Whether a results matrix outside any round states it: the teams meet in a league, and their ties are others.
    pub league: bool,
    /// The play-offs and cups whose headings stand above a cell of it: matches under these are the league's.
    parts: Vec<Vec<String>>,
    /// Mentions of matches.
    pub matches: Vec<MatchRef>,
    /// Mentions of ties that name both teams, or whose boxes do.
    pub ties: Vec<TieRef>,
    /// Matches of the pairing, indices into the dossiers, in the order in which they were played.
    pub legs: Vec<usize>,
}

/// Pairings of a batch, and the tie mentions that name less than two teams.
#[derive(Debug, Default)]
pub(super) struct Pairings {
    /// In the order of their first mention.
    pub all: Vec<Pairing>,
    /// Mentions without a pairing, with their edition.
    pub loose: Vec<(usize, TieRef)>,
    /// Match mentions without two known teams.
    pub single: Vec<(usize, usize, usize)>,
    by_teams: HashMap<(usize, Pair<TeamId>), Vec<usize>>,
}

/// What a mention says of its pairing.
#[derive(Clone, Copy, Debug)]
struct Sought<'m> {
    round: Option<&'m Round>,
    group: Option<&'m str>,
    /// The headings down to one that names a play-off or a cup.
    part: Option<&'m [String]>,
    seeker: Seeker,
}

/// What looks for its pairing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Seeker {
    /// A cell of a results matrix.
    Cell,
    /// Any other mention of a match.
    Match,
    /// A mention of a tie.
    Tie,
}

/// Sorts all mentions of a batch into pairings. Cells of matrices go first, then mentions with a round, so that the others
/// find them.
pub(super) fn pair(articles: &[Extracted], editions: &[Edition], names: &Names) -> Pairings {
    let mut pairings = Pairings::default();
    pairings.cells_without_round(articles, editions, names);
    for with_round in [true, false] {
        for (edition, of_edition) in editions.iter().enumerate() {
            for &article in &of_edition.articles {
                let Some(extracted) = articles.get(article) else { continue };
                for (index, mention) in extracted.matches.iter().enumerate() {
                    let is_added = is_cell_without_round(mention);
                    if mention.round.is_some() == with_round && !is_added {
                        pairings.add_match(edition, article, index, mention, names);
                    }
                }
                for (index, mention) in extracted.ties.iter().enumerate() {
                    if mention.round.is_some() == with_round {
                        pairings.add_tie(edition, article, index, mention, extracted, names);
                    }
                }
            }
        }
    }
    pairings
}

/// The team of a name. A placeholder stands for one while nothing is played; a score beside it says nothing of a team,
/// nor does one that says nothing at all (`TBD`) tell one match of a round from another.
fn who(names: &Names, edition: usize, team: &Team, played: bool) -> Option<TeamId> {
    let tells = !team.placeholder || (!played && team.name.contains(char::is_whitespace));
    tells.then(|| names.team(edition, team)).flatten()
}

/// Whether a mention is a cell of a matrix outside any round.
fn is_cell_without_round(mention: &MatchMention) -> bool {
    mention.kind == MatchMentionKind::Matrix && mention.round.is_none()
}

impl Pairings {
    fn cells_without_round(&mut self, articles: &[Extracted], editions: &[Edition], names: &Names) {
        for (edition, of_edition) in editions.iter().enumerate() {
            for &article in &of_edition.articles {
                let mentions =
                    articles.get(article).map(|article| article.matches.as_slice()).unwrap_or_default();
                let cells = mentions.iter().enumerate().filter(|(_, mention)| is_cell_without_round(mention));
                for (index, mention) in cells {
                    self.add_match(edition, article, index, mention, names);
                }
            }
        }
    }

    fn add_match(
        &mut self,
        edition: usize,
        article: usize,
        index: usize,
        mention: &MatchMention,
        names: &Names,
    ) {
        let played = mention.score.is_some();
        let team = |team: &Option<Team>| who(names, edition, team.as_ref()?, played);
        let (Some(home), Some(away)) = (team(&mention.home), team(&mention.away)) else {
            return self.single.push((edition, article, index));
        };
        let seeker = if mention.kind == MatchMentionKind::Matrix { Seeker::Cell } else { Seeker::Match };
        let (round, group) = (mention.round.as_ref(), mention.group.as_deref());
        let sought = Sought { round, group, part: mention.part(), seeker };
        let pairing = self.find_or_new(edition, [home, away], sought);
        if let Some(pairing) = self.all.get_mut(pairing) {
            let part = sought.part.filter(|part| seeker == Seeker::Cell && !pairing.has_part(part));
            pairing.parts.extend(part.map(<[String]>::to_vec));
            pairing.matches.push(MatchRef { article, index, teams: [home, away] });
        }
    }

    fn add_tie(
        &mut self,
        edition: usize,
        article: usize,
        index: usize,
        mention: &TieMention,
        extracted: &Extracted,
        names: &Names,
    ) {
        let played = mention.aggregate.is_some() || mention.legs.iter().any(|leg| leg.score.is_some());
        let teams = mention.teams.each_ref().map(|team| who(names, edition, team.as_ref()?, played));
        let tie = TieRef { article, index, teams };
        // A sentence speaks of the boxes above it; the last of them is the nearest.
        let below = mention.matches.iter().rev().filter_map(|&index| extracted.matches.get(index)).find_map(
            |above| {
                let home = names.team(edition, above.home.as_ref()?)?;
                Some([home, names.team(edition, above.away.as_ref()?)?])
            },
        );
        let creates = mention.kind != crate::record::TieMentionKind::Infobox;
        match (teams, below) {
            ([Some(first), Some(second)], _) if creates => {
                self.push_tie(edition, [first, second], mention, tie)
            }
            (_, Some(teams)) => self.push_tie(edition, teams, mention, tie),
            _ => self.loose.push((edition, tie)),
        }
    }

    fn push_tie(&mut self, edition: usize, teams: Pair<TeamId>, mention: &TieMention, tie: TieRef) {
        let sought = Sought { round: mention.round.as_ref(), group: None, part: None, seeker: Seeker::Tie };
        let pairing = self.find_or_new(edition, teams, sought);
        if let Some(pairing) = self.all.get_mut(pairing) {
            pairing.ties.push(tie);
        }
    }

    /// The pairing of two teams in a round. A mention that names no round, or a matchday, joins the league match of its teams;
    /// where they have none, or the mention is of a tie, their only pairing. A match under the heading of a play-off or a cup is
    /// none of a league whose matrix stands elsewhere. A match of a group joins no match of a round that is of no group, or of
    /// another; where a matrix of its group states it, it is that match, whatever the round is called.
    fn find_or_new(&mut self, edition: usize, teams: Pair<TeamId>, sought: Sought<'_>) -> usize {
        let [first, second] = teams;
        let teams = [first.min(second), first.max(second)];
        let known = self.by_teams.entry((edition, teams)).or_default();
        let all = &self.all;
        let group = sought.group.map(fold);
        let is_league = |index: usize| all.get(index).is_some_and(|pairing| pairing.league);
        let is_other = |index: usize| {
            all.get(index)
                .is_some_and(|known| known.group.is_some() && group.is_some() && known.group != group)
        };
        let league = known.iter().copied().find(|index| is_league(*index) && !is_other(*index));
        let of_group = league
            .filter(|index| group.is_some() && all.get(*index).is_some_and(|known| known.group == group));
        let others: Vec<usize> = known.iter().copied().filter(|index| !is_league(*index)).collect();
        let is_apart = |index: usize| {
            all.get(index).is_some_and(|known| known.is_of_another_group(sought.round, group.as_ref()))
        };
        let is_of_part = |league: usize| {
            sought.part.is_none_or(|part| all.get(league).is_some_and(|known| known.has_part(part)))
        };
        let same = |index: &&usize| {
            let known = all.get(**index).and_then(|pairing| pairing.round.as_ref());
            known.map(|round| &round.key) == sought.round.map(|round| &round.key) && !is_apart(**index)
        };
        let found = match (sought.round, sought.seeker, league, others.as_slice()) {
            (None, Seeker::Cell, ..) => league,
            (round, Seeker::Match, Some(league), _)
                if round.is_none_or(Round::is_matchday) && is_of_part(league) =>
            {
                Some(league)
            }
            (Some(_), Seeker::Match, ..) if of_group.is_some() => of_group,
            (None, _, _, [only]) if !is_apart(*only) => Some(*only),
            _ => others.iter().find(same).copied(),
        };
        found.unwrap_or_else(|| {
            known.push(self.all.len());
            let league = sought.round.is_none() && sought.seeker == Seeker::Cell;
            let round = sought.round.cloned();
            self.all.push(Pairing { edition, teams, round, group, league, ..Pairing::default() });
            self.all.len() - 1
        })
    }
}

impl Pairing {
    fn has_part(&self, part: &[String]) -> bool {
        self.parts.iter().any(|known| known == part)
    }

    /// Whether a mention without a round is of another group, or of a group where this is a round of none.
    fn is_of_another_group(&self, round: Option<&Round>, group: Option<&String>) -> bool {
        match (group, &self.group) {
            (Some(group), Some(own)) => round.is_none() && group != own,
            (Some(_), None) => round.is_none() && self.round.is_some(),
            (None, _) => false,
        }
    }
}
