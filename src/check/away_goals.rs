//! Rules about the away goals rule: claims that it decided a tie, against the goals.

use std::sync::Arc;

use super::{
    Reporter, Rule,
    legs::{Legs, aggregates, leader},
    outcome::says,
    registry::{AwayGoalsClaimFalse, AwayGoalsNotInForce, AwayGoalsUnmarked},
    text,
};
use crate::{
    finding::Location,
    link::{Claim, Dossiers, TieDossier},
    record::{Decider, Pair, TieMention, TieMentionKind},
    span::Span,
};

/// A place that says that away goals decided, and for whom where it says so.
struct AwayGoalsClaim {
    location: Location,
    noun: &'static str,
    side: Option<usize>,
}

fn away_goals_claims(tie: &TieDossier<'_>) -> Vec<AwayGoalsClaim> {
    let claims = tie.claims.iter().enumerate();
    claims
        .filter_map(|(index, claim)| {
            let span = mark(claim)?;
            let beside =
                claim.mention.away_goals_side.map(|side| if claim.reversed { 1 - side.min(1) } else { side });
            let side = beside.or_else(|| tie.winner_of(index).map(|winner| winner.value));
            Some(AwayGoalsClaim { location: claim.location(span), noun: claim.kind().noun(), side })
        })
        .collect()
}

/// Where a claim says that away goals decided.
fn mark(claim: &Claim<'_, TieMention>) -> Option<Span> {
    let mention = claim.mention;
    let decided =
        mention.decided_by.filter(|stated| stated.value == Decider::AwayGoals).map(|stated| stated.at);
    let marked =
        mention.away_goals_side.map(|_| mention.aggregate.map_or(mention.at.span(), |stated| stated.at));
    decided.or(marked)
}

impl Rule for AwayGoalsClaimFalse {
    fn check_tie(&self, tie: &TieDossier<'_>, reporter: &mut Reporter<'_, '_>) {
        let claims = away_goals_claims(tie);
        if claims.is_empty() {
            return;
        }
        let legs = Legs::of(reporter.dossiers, tie);
        let sum = legs.sum().or_else(|| aggregates(tie, None).next().map(|(_, stated)| stated.value));
        let Some(sum) = sum else { return };
        reporter.applied();
        for claim in &claims {
            if let Some(objection) = objection(tie, claim, sum, legs.away_goals(), reporter) {
                report(tie, claim, &objection, &legs, reporter);
            }
        }
    }
}

/// Why away goals cannot have decided as claimed.
fn objection(
    tie: &TieDossier<'_>,
    claim: &AwayGoalsClaim,
    sum: Pair<u16>,
    away: Option<Pair<u16>>,
    reporter: &Reporter<'_, '_>,
) -> Option<String> {
    if leader(sum).is_some() {
        return Some(format!("the aggregate {} is not level", text::pair(sum)));
    }
    let away = away?;
    let Some(favoured) = leader(away) else {
        return Some(format!("the away goals are level at {}", text::pair(away)));
    };
    let side = claim.side.filter(|side| *side != favoured)?;
    let name = |index: usize| reporter.dossiers.team_name(tie.teams.get(index).copied().flatten());
    Some(format!("the away goals {} favour {}, not {}", text::pair(away), name(favoured), name(side)))
}

fn report(
    tie: &TieDossier<'_>,
    claim: &AwayGoalsClaim,
    objection: &str,
    legs: &Legs,
    reporter: &mut Reporter<'_, '_>,
) {
    let name = text::tie_name(reporter.dossiers, tie);
    let message = format!("decided on away goals according to the {}, but {objection}", claim.noun);
    let finding = reporter.report(claim.location.clone(), format!("{name}: {message}"), message);
    for (index, leg) in legs.legs.iter().enumerate() {
        if let (Some(place), Some(score)) = (&leg.place, leg.score) {
            finding.relate(place.clone(), format!("the {} is {}", text::leg(index + 1), text::pair(score)));
        }
    }
}

impl Rule for AwayGoalsUnmarked {
    fn check_tie(&self, tie: &TieDossier<'_>, reporter: &mut Reporter<'_, '_>) {
        let marked = away_goals_claims(tie);
        let Some(first) = marked.first() else { return };
        let level = aggregates(tie, None).any(|(_, stated)| leader(stated.value).is_none());
        if !level || says(tie, Decider::Shootout) {
            return;
        }
        reporter.applied();
        let name = text::tie_name(reporter.dossiers, tie);
        for claim in tie.claims.iter().filter(|claim| lacks_mark(claim)) {
            let span = claim.mention.aggregate.map_or(claim.mention.at.span(), |stated| stated.at);
            let noun = claim.kind().noun();
            let message =
                format!("the {noun} has no away goals mark, but the {} says on away goals", first.noun);
            let finding = reporter.report(claim.location(span), format!("{name}: {noun}"), message);
            for mark in &marked {
                finding.relate(mark.location.clone(), format!("the {} says on away goals", mark.noun));
            }
        }
    }
}

impl Rule for AwayGoalsNotInForce {
    fn check_tie(&self, tie: &TieDossier<'_>, reporter: &mut Reporter<'_, '_>) {
        let Some(exclusion) = Exclusion::of(tie, reporter.dossiers) else { return };
        reporter.applied();
        let name = text::tie_name(reporter.dossiers, tie);
        for claim in away_goals_claims(tie) {
            let reason = match &exclusion {
                Exclusion::Stated(_) => "away goals do not count".to_owned(),
                Exclusion::Known(source) => format!("away goals did not count in this season ({source})"),
            };
            let message = format!("decided on away goals according to the {}, but {reason}", claim.noun);
            let finding =
                reporter.report(claim.location, format!("{name}: away goals not in force"), message);
            if let Exclusion::Stated(place) = &exclusion {
                finding.relate(place.clone(), "the regulations exclude the away goals rule");
            }
        }
    }
}

/// Why away goals do not count in a tie.
enum Exclusion {
    /// The article says so.
    Stated(Location),
    /// The catalogue says so, with its source; the article says nothing.
    Known(Arc<str>),
}

impl Exclusion {
    fn of(tie: &TieDossier<'_>, dossiers: &Dossiers<'_>) -> Option<Self> {
        let articles = &dossiers.editions.get(tie.edition)?.articles;
        let stated = articles.iter().find_map(|&article| {
            let stated = dossiers.articles.get(article)?.regulations.away_goals?;
            Some((stated.value, Location { article, span: stated.at }))
        });
        if let Some((applies, place)) = stated {
            return (!applies).then_some(Self::Stated(place));
        }
        let mut known = articles
            .iter()
            .filter_map(|article| dossiers.articles.get(*article))
            .flat_map(|found| &found.known);
        let known = known.find(|known| known.away_goals.is_some())?;
        (known.away_goals == Some(false)).then(|| Self::Known(Arc::clone(&known.source)))
    }
}

/// A row of a leg list, or a pair of slots, with a level aggregate and nothing beside it.
fn lacks_mark(claim: &Claim<'_, TieMention>) -> bool {
    let marks = matches!(claim.kind(), TieMentionKind::LegList | TieMentionKind::Bracket);
    let level = claim.mention.aggregate.is_some_and(|stated| leader(stated.value).is_none());
    marks && level && mark(claim).is_none() && claim.mention.shootout.is_none()
}
