//! The winner that scores make: aggregate, then shoot-out, then away goals where they are in force.

use std::cmp::Ordering;

use super::{
    claims::{agreed, readings},
    legs::{Legs, aggregates, shootouts, source_of_claim},
};
use crate::{
    finding::Location,
    link::{Dossiers, TieDossier},
    record::{Decider, Pair},
};

/// What the scores of a tie make of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    /// One of its teams wins.
    Won {
        /// Index in the tie's teams.
        team: usize,
        /// How.
        by: Decider,
    },
    /// All legs are known and level, and nothing that is stated breaks the tie.
    Level,
    /// Not all is known, or what is known is disputed, or something other than goals decided.
    Unknown,
}

/// Decides a tie by what is stated about it.
pub(super) fn decide(dossiers: &Dossiers<'_>, tie: &TieDossier<'_>) -> Outcome {
    if [Decider::Replay, Decider::Lots, Decider::Bye].iter().any(|decider| says(tie, *decider)) {
        return Outcome::Unknown;
    }
    if says(tie, Decider::Walkover) {
        return won(agreed_winner(tie), Decider::Walkover);
    }
    let legs = Legs::of(dossiers, tie);
    let Some(total) = total(tie, &legs) else { return Outcome::Unknown };
    leader(total)
        .map_or_else(|| decide_level(dossiers, tie, &legs), |team| won(Some(team), Decider::Aggregate))
}

fn won(team: Option<usize>, by: Decider) -> Outcome {
    team.map_or(Outcome::Unknown, |team| Outcome::Won { team, by })
}

fn decide_level(dossiers: &Dossiers<'_>, tie: &TieDossier<'_>, legs: &Legs) -> Outcome {
    let stated = readings(shootouts(dossiers, tie));
    if !stated.is_empty() {
        return won(agreed(&stated).and_then(leader), Decider::Shootout);
    }
    if away_goals_in_force(dossiers, tie).is_some() {
        match legs.away_goals() {
            Some(goals) if leader(goals).is_some() => return won(leader(goals), Decider::AwayGoals),
            Some(_) => {}
            None => return Outcome::Unknown,
        }
    }
    let otherwise = [Decider::Shootout, Decider::ExtraTime].iter().any(|decider| says(tie, *decider));
    if otherwise { Outcome::Unknown } else { Outcome::Level }
}

/// The sum of the legs; `None` where a stated aggregate contradicts it or, without legs, where aggregates differ.
fn total(tie: &TieDossier<'_>, legs: &Legs) -> Option<Pair<u16>> {
    let sum = legs.sum();
    let stated = readings(
        aggregates(tie, sum)
            .filter_map(|(claim, value)| Some((value.value, source_of_claim(tie, claim, &value)?))),
    );
    match (sum, agreed(&stated)) {
        (Some(sum), Some(aggregate)) => (sum == aggregate).then_some(sum),
        (Some(sum), None) => stated.is_empty().then_some(sum),
        (None, aggregate) => aggregate,
    }
}

/// The index of the larger number, if there is one.
pub(super) fn leader([first, second]: Pair<u16>) -> Option<usize> {
    match first.cmp(&second) {
        Ordering::Greater => Some(0),
        Ordering::Less => Some(1),
        Ordering::Equal => None,
    }
}

/// The winner that all claims which name one agree on.
pub(super) fn agreed_winner(tie: &TieDossier<'_>) -> Option<usize> {
    let mut named = (0..tie.claims.len()).filter_map(|claim| tie.winner_of(claim)).map(|winner| winner.value);
    let first = named.next()?;
    named.all(|winner| winner == first).then_some(first)
}

/// Whether a claim says that the tie was decided in a certain way.
pub(super) fn says(tie: &TieDossier<'_>, decider: Decider) -> bool {
    tie.claims.iter().any(|claim| claim.mention.decided_by.is_some_and(|stated| stated.value == decider))
}

/// The place that puts the away goals rule in force: a claim about the tie, or the regulations of its edition.
pub(super) fn away_goals_in_force(dossiers: &Dossiers<'_>, tie: &TieDossier<'_>) -> Option<Location> {
    let claimed = tie.claims.iter().find_map(|claim| {
        let stated = claim.mention.decided_by.filter(|stated| stated.value == Decider::AwayGoals)?;
        Some(claim.location(stated.at))
    });
    claimed.or_else(|| regulated_away_goals(dossiers, tie))
}

fn regulated_away_goals(dossiers: &Dossiers<'_>, tie: &TieDossier<'_>) -> Option<Location> {
    dossiers.editions.get(tie.edition)?.articles.iter().find_map(|&article| {
        let stated = dossiers.articles.get(article)?.regulations.away_goals?;
        stated.value.then_some(Location { article, span: stated.at })
    })
}
