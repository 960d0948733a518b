//! Claims about one match or tie side by side, each with the lines that make it.

use super::{address::Address, context::Context, quote::Quote, words};
use crate::record::{
    Match, MatchClaim, MatchMention, MatchMentionKind, Place, Tie, TieClaim, TieMention, TieMentionKind,
};
use crate::span::Span;

/// What several places say about one fact.
#[derive(Clone, Debug, Default)]
pub struct Claims {
    /// What is compared: `score`, `date`.
    pub columns: Vec<Column>,
    /// The claims, the most detailed first.
    pub rows: Vec<Claim>,
}

/// A value that claims state.
#[derive(Clone, Debug)]
pub struct Column {
    /// Its name.
    pub name: &'static str,
    /// Whether the claims that state it differ.
    pub differs: bool,
}

/// One place's claim.
#[derive(Clone, Debug)]
pub struct Claim {
    /// `match box`
    pub kind: &'static str,
    /// The article, where it is another one than the one that is shown.
    pub article: Option<String>,
    /// Line.
    pub line: u32,
    /// The section on its wiki.
    pub address: Option<Address>,
    /// Headings above it.
    pub section: String,
    /// The values, one for each column; empty where the place says nothing.
    pub values: Vec<String>,
    /// The lines that state them.
    pub quote: Quote,
}

/// What the places say about a match.
pub(super) fn of_match(context: &Context<'_>, article: usize, entry: &Match) -> Claims {
    let rows = entry.claims.iter().map(|claim| {
        let values = vec![
            names(&claim.teams),
            claim.date.map(words::day).unwrap_or_default(),
            claim.score.map(|score| score.to_string()).unwrap_or_default(),
            claim.shootout.map(|score| score.to_string()).unwrap_or_default(),
            words::status(claim.status).unwrap_or_default().to_owned(),
        ];
        let of = context.article_at(&claim.path).unwrap_or(article);
        let mention = context.match_mention(of, claim);
        let places = mention.map_or_else(|| vec![claim.at.span()], |mention| match_places(claim, mention));
        row(context, article, of, claim.kind.noun(), &claim.at, values, &places)
    });
    Claims::new(&["teams", "date", "score", "shoot-out", "status"], rows.collect())
}

/// What the places say about a tie.
pub(super) fn of_tie(context: &Context<'_>, article: usize, entry: &Tie) -> Claims {
    let rows = entry.claims.iter().map(|claim| {
        let winner = claim.winner.and_then(|winner| claim.teams.get(winner)?.clone());
        let winner =
            winner.or_else(|| entry.teams.get(claim.winner?)?.as_ref().map(|team| team.name.clone()));
        let values = vec![
            names(&claim.teams),
            claim.aggregate.map(words::pair).unwrap_or_default(),
            claim.shootout.map(words::pair).unwrap_or_default(),
            claim.decided_by.map(|by| by.phrase().to_owned()).unwrap_or_default(),
            winner.unwrap_or_default(),
        ];
        let of = context.article_at(&claim.path).unwrap_or(article);
        let mention = context.tie_mention(of, claim);
        let places = mention.map_or_else(|| vec![claim.at.span()], |mention| tie_places(claim, mention));
        row(context, article, of, claim.kind.noun(), &claim.at, values, &places)
    });
    Claims::new(&["teams", "aggregate", "shoot-out", "decided", "winner"], rows.collect())
}

/// The bytes that speak of a match, and in which article: a bracket or a row of a leg list speaks of others too.
pub(super) fn places_of_match(context: &Context<'_>, article: usize, entry: &Match) -> Vec<(usize, Span)> {
    let places = entry.claims.iter().flat_map(|claim| {
        let of = context.article_at(&claim.path).unwrap_or(article);
        let is_shared = matches!(claim.kind, MatchMentionKind::Bracket | MatchMentionKind::LegList);
        let mention = context.match_mention(of, claim).filter(|_| is_shared);
        let spans = mention.map_or_else(|| vec![claim.at.span()], |mention| match_places(claim, mention));
        spans.into_iter().map(move |span| (of, span))
    });
    places.collect()
}

/// The bytes that speak of a tie, and in which article; those of its legs, too.
pub(super) fn places_of_tie(context: &Context<'_>, article: usize, entry: &Tie) -> Vec<(usize, Span)> {
    let places = entry.claims.iter().flat_map(|claim| {
        let of = context.article_at(&claim.path).unwrap_or(article);
        let is_shared = matches!(claim.kind, TieMentionKind::Bracket | TieMentionKind::Infobox);
        let mention = context.tie_mention(of, claim).filter(|_| is_shared);
        let spans = mention.map_or_else(
            || vec![claim.at.span()],
            |mention| {
                let legs = mention.legs.iter().flat_map(|leg| leg.at);
                tie_places(claim, mention).into_iter().chain(legs).collect()
            },
        );
        spans.into_iter().map(move |span| (of, span))
    });
    places.collect()
}

impl Claims {
    /// Leaves out what no place states. Names of teams are spelled in many ways, which is no difference.
    fn new(names: &[&'static str], mut rows: Vec<Claim>) -> Self {
        let states =
            |row: &Claim, column: usize| row.values.get(column).is_some_and(|value| !value.is_empty());
        let used: Vec<usize> =
            (0..names.len()).filter(|column| rows.iter().any(|row| states(row, *column))).collect();
        for row in &mut rows {
            row.values = used.iter().filter_map(|column| row.values.get(*column).cloned()).collect();
        }
        let columns = used.iter().enumerate().filter_map(|(index, column)| {
            let name = *names.get(*column)?;
            let mut values =
                rows.iter().filter_map(|row| row.values.get(index)).filter(|value| !value.is_empty());
            let first = values.next();
            let differs = *column > 0 && name != "status" && values.any(|value| Some(value) != first);
            Some(Column { name, differs })
        });
        Self { columns: columns.collect(), rows }
    }
}

fn row(
    context: &Context<'_>,
    shown: usize,
    article: usize,
    kind: &'static str,
    at: &Place,
    values: Vec<String>,
    places: &[Span],
) -> Claim {
    let quote = context.quote(article, places);
    Claim {
        kind,
        article: (article != shown).then(|| context.label(article)),
        line: quote.first_line(),
        address: context.address_of(article, at),
        section: at.section.join(" › "),
        values,
        quote,
    }
}

fn names(teams: &[Option<String>; 2]) -> String {
    let [home, away] = teams.each_ref().map(|name| name.as_deref().unwrap_or("?"));
    if teams.iter().all(Option::is_none) { String::new() } else { format!("{home} v {away}") }
}

/// The bytes that state what a claim about a match says; its first line where there are none.
fn match_places(claim: &MatchClaim, mention: &MatchMention) -> Vec<Span> {
    let cells = mention.score_cells.map(Vec::from);
    let score = cells.unwrap_or_else(|| mention.score.iter().map(|score| score.at).collect());
    let teams = [&mention.home, &mention.away].into_iter().flatten().map(|team| team.at);
    let date = mention.date.iter().map(|date| date.at);
    let shootout = mention.shootout.iter().map(|score| score.at);
    or_whole(teams.chain(date).chain(score).chain(shootout), &claim.at)
}

/// The bytes that state what a claim about a tie says.
fn tie_places(claim: &TieClaim, mention: &TieMention) -> Vec<Span> {
    let cells = mention.aggregate_cells.map(Vec::from);
    let aggregate = cells.unwrap_or_else(|| mention.aggregate.iter().map(|pair| pair.at).collect());
    let teams = mention.teams.iter().flatten().map(|team| team.at);
    let shootout = mention.shootout.iter().map(|pair| pair.at);
    let decided = mention.decided_by.iter().map(|by| by.at);
    or_whole(teams.chain(aggregate).chain(shootout).chain(decided), &claim.at)
}

fn or_whole(places: impl Iterator<Item = Span>, whole: &Place) -> Vec<Span> {
    let places: Vec<Span> = places.filter(|place| !place.is_empty()).collect();
    if places.is_empty() { vec![whole.span()] } else { places }
}
