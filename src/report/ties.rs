//! The ties of an article: legs, aggregate, how they were decided.

use super::{
    article::Anchors,
    claims::{self, Claims, MatchDispute},
    context::Context,
    marks::Mark,
    matches::TeamView,
    words,
};
use crate::record::{Article, Decider, Leg, Match, Pair, Tie};

/// A leg of which nothing is stated.
const UNKNOWN: &str = "–";

/// Ties of one round.
#[derive(Clone, Debug, Default)]
pub struct TieGroup {
    /// The round.
    pub title: String,
    /// Legs that its ties have at most.
    pub legs: usize,
    /// The ties, in the article's order.
    pub ties: Vec<TieView>,
}

impl TieGroup {
    /// Columns for legs; a tie of one match shows its score as that of the tie.
    #[must_use]
    pub fn columns(&self) -> usize {
        if self.legs < 2 { 0 } else { self.legs }
    }

    /// `1st leg`, `2nd leg` …
    #[must_use]
    pub fn leg_names(&self) -> Vec<String> {
        let name = |leg: usize| match leg {
            1 => "1st leg".to_owned(),
            2 => "2nd leg".to_owned(),
            3 => "3rd leg".to_owned(),
            leg => format!("{leg}th leg"),
        };
        (1..=self.columns()).map(name).collect()
    }
}

/// A tie.
#[derive(Clone, Debug)]
pub struct TieView {
    /// Its anchor.
    pub id: String,
    /// Its id in the records.
    pub record_id: String,
    /// The number that the article gives it.
    pub number: Option<String>,
    /// The teams in the order written.
    pub teams: Pair<TeamView>,
    /// `5–2`, or what stands instead of it.
    pub score: String,
    /// The anchor of its match, where it is one.
    pub single: Option<String>,
    /// The legs, in the order of the teams; none of a tie of one match, whose score is that of the tie.
    pub legs: Vec<LegView>,
    /// `on away goals`; `4–2 on penalties`.
    pub decided: Option<String>,
    /// Reasons and remarks.
    pub notes: Vec<String>,
    /// Whether claims differ or an error touches it.
    pub disputed: bool,
    /// Whether the score that stands for it is.
    pub is_score_disputed: bool,
    /// Whether how it was decided is.
    pub is_decision_disputed: bool,
    /// The claims, where it is disputed.
    pub claims: Option<Claims>,
    /// Findings at its place.
    pub marks: Vec<Mark>,
}

/// A leg.
#[derive(Clone, Debug)]
pub struct LegView {
    /// `3–0`, or what became of it.
    pub score: String,
    /// Whether it is disputed.
    pub disputed: bool,
    /// The anchor of its match.
    pub id: Option<String>,
}

/// The ties of an article, those of one round together.
pub(super) fn groups(context: &Context<'_>, article: usize, anchors: &Anchors) -> Vec<TieGroup> {
    let Some(record) = context.source.articles.get(article) else { return Vec::new() };
    let mut groups: Vec<TieGroup> = Vec::new();
    for (index, tie) in record.ties.iter().enumerate() {
        let title =
            tie.round.as_ref().map_or_else(|| "Ties without a round".to_owned(), |round| round.name.clone());
        let view = view(context, article, record, tie, anchors, index);
        match groups.iter_mut().find(|group| group.title.to_lowercase() == title.to_lowercase()) {
            Some(group) => group.ties.push(view),
            None => groups.push(TieGroup { title, legs: 0, ties: vec![view] }),
        }
    }
    for group in &mut groups {
        group.legs = group.ties.iter().map(|tie| tie.legs.len()).max().unwrap_or(0);
    }
    groups
}

fn view(
    context: &Context<'_>,
    article: usize,
    record: &Article,
    tie: &Tie,
    anchors: &Anchors,
    index: usize,
) -> TieView {
    let team =
        |side: usize| TeamView::new(tie.teams.get(side).and_then(Option::as_ref), tie.winner == Some(side));
    let marks = context.marks_in(article, &claims::places_of_tie(context, article, tie));
    let games: Vec<Option<&Match>> = tie.legs.iter().map(|leg| game(record, leg, anchors)).collect();
    let of_games: Vec<MatchDispute> = games
        .iter()
        .map(|game| game.map_or_else(MatchDispute::default, |game| dispute_of(context, article, game)))
        .collect();
    let has_disputed_leg = games.iter().flatten().any(|game| game.disputed);
    let claims = tie.disputed.then(|| claims::of_tie(context, article, tie, &marks, has_disputed_leg));
    let dispute = claims.as_ref().map(|claims| claims::tie_dispute(context, article, tie, claims));
    let dispute = dispute.unwrap_or_default();
    let is_decision_disputed = dispute.decided || of_games.iter().any(|game| game.kicks);
    let mut legs: Vec<LegView> = tie.legs.iter().map(|leg| leg_view(record, leg, anchors)).collect();
    for ((leg, of_game), is_wrong) in legs.iter_mut().zip(of_games).zip(dispute.legs) {
        leg.disputed = is_wrong || of_game.score;
    }
    let single = match legs.as_slice() {
        [only] => Some(only),
        _ => None,
    };
    let is_score_disputed = dispute.aggregate || single.is_some_and(|leg| leg.disputed);
    let score = score(tie, single);
    let single = single.and_then(|leg| leg.id.clone());
    if legs.len() == 1 {
        legs.retain(|leg| leg.score != score);
    }
    TieView {
        id: anchors.tie(index),
        record_id: tie.id.clone(),
        number: tie.number.clone(),
        teams: [team(0), team(1)],
        score,
        single,
        decided: decided(tie),
        legs,
        notes: words::notes(&tie.notes),
        disputed: tie.disputed,
        is_score_disputed,
        is_decision_disputed,
        claims,
        marks,
    }
}

/// The match of a leg.
fn game<'a>(record: &'a Article, leg: &Leg, anchors: &Anchors) -> Option<&'a Match> {
    record.matches.get(anchors.index_of(record, leg.match_id.as_deref()?)?)
}

/// Which values of a leg are disputed.
fn dispute_of(context: &Context<'_>, article: usize, game: &Match) -> MatchDispute {
    if !game.disputed {
        return MatchDispute::default();
    }
    let claims = claims::of_match(context, article, game, &[]);
    claims::match_dispute(context, article, game, &claims)
}

fn leg_view(record: &Article, leg: &Leg, anchors: &Anchors) -> LegView {
    let score = leg.score.map(words::pair);
    let status = words::status(leg.status).map(str::to_owned);
    let index = leg.match_id.as_ref().and_then(|id| anchors.index_of(record, id));
    LegView {
        score: score.or(status).unwrap_or_else(|| UNKNOWN.to_owned()),
        disputed: false,
        id: index.map(|index| anchors.game(index)),
    }
}

/// The aggregate, else the score of its one match, else what became of it.
fn score(tie: &Tie, single: Option<&LegView>) -> String {
    let by_match = || single.map(|leg| leg.score.clone()).filter(|score| score != UNKNOWN);
    let by_decision = || match tie.decided_by {
        Some(Decider::Walkover) => "w/o",
        Some(Decider::Bye) => "bye",
        _ => "v",
    };
    tie.aggregate.map(words::pair).or_else(by_match).unwrap_or_else(|| by_decision().to_owned())
}

/// How it was decided; the kicks of a shoot-out are named.
fn decided(tie: &Tie) -> Option<String> {
    match (tie.shootout, tie.decided_by) {
        (Some(shootout), None | Some(Decider::Shootout)) => {
            Some(format!("{} on penalties", words::pair(shootout)))
        }
        // Of a single match its score says so.
        (_, Some(Decider::Aggregate)) if tie.legs.len() < 2 => None,
        (_, by) => by.map(|by| by.phrase().to_owned()),
    }
}
