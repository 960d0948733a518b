//! Claims about one match or tie side by side, each with the lines that make it.

use std::collections::BTreeSet;

use super::{address::Address, context::Context, marks::Mark, quote::Quote, words};
use crate::finding::Severity;
use crate::record::{
    Match, MatchClaim, MatchMention, MatchMentionKind, Place, Tie, TieClaim, TieMention, TieMentionKind,
};
use crate::span::Span;

/// Why a match or tie is disputed whose claims agree and which no listed finding touches.
const UNLISTED: &str = "an error that is not listed touches it";

/// What several places say about one fact.
#[derive(Clone, Debug, Default)]
pub struct Claims {
    /// What is compared: `score`, `date`.
    pub columns: Vec<Column>,
    /// The claims, the most detailed first.
    pub rows: Vec<Claim>,
    /// `3 places, date differs`, `all 2 places agree; AGG001 touches it`
    pub summary: String,
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

/// Which values of a match are disputed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct MatchDispute {
    /// The day.
    pub date: bool,
    /// The score.
    pub score: bool,
    /// The shoot-out or its kicks.
    pub kicks: bool,
}

/// Which values of a tie are disputed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TieDispute {
    /// The aggregate.
    pub aggregate: bool,
    /// The winner, or how it was decided.
    pub decided: bool,
    /// Each of its legs.
    pub legs: Vec<bool>,
}

/// What the places say about a match; `marks` are the findings that touch it.
pub(super) fn of_match(context: &Context<'_>, article: usize, entry: &Match, marks: &[Mark]) -> Claims {
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
    Claims::new(&["teams", "date", "score", "shoot-out", "status"], rows.collect(), marks, UNLISTED)
}

/// Values of a match about which its claims differ, or at which an error stands.
pub(super) fn match_dispute(
    context: &Context<'_>,
    article: usize,
    entry: &Match,
    claims: &Claims,
) -> MatchDispute {
    let mut dispute = MatchDispute {
        date: claims.differ_in("date"),
        score: claims.differ_in("score"),
        kicks: claims.differ_in("shoot-out"),
    };
    for claim in &entry.claims {
        let of = context.article_at(&claim.path).unwrap_or(article);
        let Some(mention) = context.match_mention(of, claim) else { continue };
        let is_wrong = |places: &[Span]| places.iter().any(|place| context.has_error(of, *place));
        let date = mention.date.iter().map(|date| date.at);
        let date: Vec<Span> = date.chain(mention.date_problem.iter().map(|problem| problem.at)).collect();
        let shootout = mention.shootout.iter().map(|shootout| shootout.at);
        let kicks = mention
            .kicks
            .iter()
            .map(|kick| kick.at)
            .reduce(|one, other| Span { start: one.start.min(other.start), end: one.end.max(other.end) });
        dispute.date |= is_wrong(&date);
        dispute.score |= is_wrong(&score_places(mention));
        dispute.kicks |= is_wrong(&shootout.chain(kicks).collect::<Vec<_>>());
    }
    dispute
}

/// Values of a tie about which its claims differ, or at which an error stands.
pub(super) fn tie_dispute(context: &Context<'_>, article: usize, entry: &Tie, claims: &Claims) -> TieDispute {
    let mut dispute = TieDispute {
        aggregate: claims.differ_in("aggregate"),
        decided: ["shoot-out", "decided", "winner"].iter().any(|column| claims.differ_in(column)),
        legs: vec![false; entry.legs.len()],
    };
    for claim in &entry.claims {
        let of = context.article_at(&claim.path).unwrap_or(article);
        let Some(mention) = context.tie_mention(of, claim) else { continue };
        let is_wrong = |place: Span| context.has_error(of, place);
        let shootout = mention.shootout.iter().map(|shootout| shootout.at);
        let winner = mention.winner.iter().map(|winner| winner.at);
        let aggregate = aggregate_places(mention);
        // A sentence says all at once: what is wrong in it is the aggregate, where it states one.
        let is_apart = |place: &Span| !aggregate.iter().any(|aggregate| place.contains(*aggregate));
        let decided = shootout.chain(winner).chain(mention.decided_by.iter().map(|by| by.at));
        let mut decided = decided.filter(is_apart);
        dispute.aggregate |= aggregate.iter().copied().any(is_wrong);
        dispute.decided |= decided.any(is_wrong);
        for (leg, stated) in dispute.legs.iter_mut().zip(&mention.legs) {
            *leg |= stated.at.into_iter().any(is_wrong);
        }
    }
    dispute
}

/// What the places say about a tie; `marks` are the findings that touch it.
pub(super) fn of_tie(
    context: &Context<'_>,
    article: usize,
    entry: &Tie,
    marks: &[Mark],
    has_disputed_leg: bool,
) -> Claims {
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
    let names = ["teams", "aggregate", "shoot-out", "decided", "winner"];
    Claims::new(&names, rows.collect(), marks, if has_disputed_leg { "a leg is disputed" } else { UNLISTED })
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
    fn new(names: &[&'static str], mut rows: Vec<Claim>, marks: &[Mark], otherwise: &str) -> Self {
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
        let columns: Vec<Column> = columns.collect();
        Self { summary: summary(&columns, rows.len(), marks, otherwise), columns, rows }
    }

    /// Whether the claims differ about a value.
    fn differ_in(&self, name: &str) -> bool {
        self.columns.iter().any(|column| column.differs && column.name == name)
    }
}

/// Why it is disputed: the claims differ, or they agree and an error touches them.
fn summary(columns: &[Column], places: usize, marks: &[Mark], otherwise: &str) -> String {
    let differ: Vec<&str> =
        columns.iter().filter(|column| column.differs).map(|column| column.name).collect();
    if !differ.is_empty() {
        let verb = if differ.len() == 1 { "differs" } else { "differ" };
        return format!("{}, {} {verb}", words::count(places, "place", "places"), differ.join(" and "));
    }
    let errors = marks.iter().filter(|mark| mark.severity == Severity::Error);
    let codes: BTreeSet<&str> = errors.map(|mark| mark.code).collect();
    let codes: Vec<&str> = codes.into_iter().collect();
    let why = match codes.as_slice() {
        [] => otherwise.to_owned(),
        [code] => format!("{code} touches it"),
        codes => format!("{} touch it", codes.join(" and ")),
    };
    match places {
        1 => format!("one place; {why}"),
        places => format!("all {places} places agree; {why}"),
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
    let score = score_places(mention);
    let teams = [&mention.home, &mention.away].into_iter().flatten().map(|team| team.at);
    let date = mention.date.iter().map(|date| date.at);
    let shootout = mention.shootout.iter().map(|score| score.at);
    or_whole(teams.chain(date).chain(score).chain(shootout), &claim.at)
}

fn score_places(mention: &MatchMention) -> Vec<Span> {
    let cells = mention.score_cells.map(Vec::from);
    cells.unwrap_or_else(|| mention.score.iter().map(|score| score.at).collect())
}

fn aggregate_places(mention: &TieMention) -> Vec<Span> {
    let cells = mention.aggregate_cells.map(Vec::from);
    cells.unwrap_or_else(|| mention.aggregate.iter().map(|pair| pair.at).collect())
}

/// The bytes that state what a claim about a tie says.
fn tie_places(claim: &TieClaim, mention: &TieMention) -> Vec<Span> {
    let aggregate = aggregate_places(mention);
    let teams = mention.teams.iter().flatten().map(|team| team.at);
    let shootout = mention.shootout.iter().map(|pair| pair.at);
    let decided = mention.decided_by.iter().map(|by| by.at);
    or_whole(teams.chain(aggregate).chain(shootout).chain(decided), &claim.at)
}

fn or_whole(places: impl Iterator<Item = Span>, whole: &Place) -> Vec<Span> {
    let places: Vec<Span> = places.filter(|place| !place.is_empty()).collect();
    if places.is_empty() { vec![whole.span()] } else { places }
}
