//! Rules about who won a tie.

use super::{
    Reporter, Rule,
    claims::{MOST_PLACES, Source, disputes, readings, relate_agreeing},
    legs::{Legs, aggregates, source_of_claim},
    outcome::{Outcome, agreed_winner, decide},
    registry::{UndecidedTie, WinnerDisagrees, WinnerMismatch},
    text,
};
use crate::{
    finding::{Finding, Suspect},
    link::{Dossiers, TieDossier},
    record::{Decider, TieMentionKind},
};

impl Rule for WinnerMismatch {
    fn check_tie(&self, tie: &TieDossier<'_>, reporter: &mut Reporter<'_, '_>) {
        report_strangers(tie, reporter);
        let Outcome::Won { team, by } = decide(reporter.dossiers, tie) else { return };
        let stated = readings(named_winners(tie));
        if !stated.is_empty() && by != Decider::Walkover {
            reporter.applied();
        }
        let Some(wrong) = stated.iter().find(|reading| reading.value != team) else { return };
        let Some((first, rest)) = wrong.sources.split_first() else { return };
        let right = stated.iter().any(|reading| reading.value == team);
        let suspect = if right && rest.is_empty() { Suspect::This } else { Suspect::None };
        let message = format!(
            "{} is named as winner by {}, but {} won {}",
            team_name(reporter.dossiers, tie, wrong.value),
            wrong.nouns(),
            team_name(reporter.dossiers, tie, team),
            by.phrase()
        );
        let name = text::tie_name(reporter.dossiers, tie);
        let legs = Legs::of(reporter.dossiers, tie);
        let finding =
            reporter.report(first.location.clone(), format!("{name}: {message}"), message).suspect(suspect);
        relate_agreeing(rest, finding);
        relate_scores(tie, &legs, finding);
    }
}

fn team_name<'d>(dossiers: &'d Dossiers<'_>, tie: &TieDossier<'_>, index: usize) -> &'d str {
    dossiers.team_name(tie.teams.get(index).copied().flatten())
}

/// The winners that claims name, with their places.
fn named_winners(tie: &TieDossier<'_>) -> impl Iterator<Item = (usize, Source)> {
    (0..tie.claims.len()).filter_map(|claim| {
        let winner = tie.winner_of(claim)?;
        Some((winner.value, source_of_claim(tie, claim, &winner)?))
    })
}

fn relate_scores(tie: &TieDossier<'_>, legs: &Legs, finding: &mut Finding) {
    for (index, leg) in legs.legs.iter().enumerate() {
        if let (Some(place), Some(score)) = (&leg.place, leg.score) {
            finding.relate(place.clone(), format!("the {} is {}", text::leg(index + 1), text::pair(score)));
        }
    }
    for (claim, stated) in aggregates(tie, legs.sum()).take(MOST_PLACES) {
        if let Some(source) = source_of_claim(tie, claim, &stated) {
            let message = format!("the {} says {} on aggregate", source.noun, text::pair(stated.value));
            finding.relate(source.location, message);
        }
    }
}

/// Winners that are neither of the two teams.
fn report_strangers(tie: &TieDossier<'_>, reporter: &mut Reporter<'_, '_>) {
    for (claim, stranger) in &tie.strangers {
        let Some(source) = source_of_claim(tie, *claim, stranger) else { continue };
        let name = text::tie_name(reporter.dossiers, tie);
        let message =
            format!("{} is named as winner by the {}, but the tie is {name}", stranger.value, source.noun);
        let finding = reporter.report(source.location, format!("{name}: {message}"), message);
        let other = tie.claims.iter().enumerate().find(|(index, _)| index != claim);
        if let Some((_, other)) = other {
            let message = format!("the {} names both teams", other.kind().noun());
            finding.relate(other.location(other.mention.at.span()), message);
        }
    }
}

impl Rule for WinnerDisagrees {
    fn check_tie(&self, tie: &TieDossier<'_>, reporter: &mut Reporter<'_, '_>) {
        let stated = readings(named_winners(tie));
        if stated.iter().map(|reading| reading.sources.len()).sum::<usize>() > 1 {
            reporter.applied();
        }
        if matches!(decide(reporter.dossiers, tie), Outcome::Won { .. }) {
            return; // winner-mismatch names the one who did not win
        }
        let dossiers = reporter.dossiers;
        let name = text::tie_name(dossiers, tie);
        for dispute in disputes(&stated) {
            let show = |winner: &usize| team_name(dossiers, tie, *winner).to_owned();
            dispute.report(&format!("winner of {name}"), &name, &show, reporter);
        }
    }
}

impl Rule for UndecidedTie {
    fn check_tie(&self, tie: &TieDossier<'_>, reporter: &mut Reporter<'_, '_>) {
        let outcome = decide(reporter.dossiers, tie);
        if outcome != Outcome::Unknown {
            reporter.applied();
        }
        let says_nothing = tie
            .claims
            .iter()
            .all(|claim| claim.mention.decided_by.is_none_or(|stated| stated.value == Decider::Aggregate));
        if outcome != Outcome::Level || !says_nothing {
            return;
        }
        let is_listed =
            |kind| matches!(kind, TieMentionKind::LegList | TieMentionKind::Bracket | TieMentionKind::Prose);
        let Some(claim) = tie.claims.iter().find(|claim| is_listed(claim.kind())) else { return };
        let span = claim.mention.aggregate.map_or(claim.mention.at.span(), |stated| stated.at);
        let name = text::tie_name(reporter.dossiers, tie);
        let winner = agreed_winner(tie).map(|winner| team_name(reporter.dossiers, tie, winner));
        let what =
            winner.map_or_else(String::new, |winner| format!(" although {winner} is said to have won"));
        let message = format!("{name} is level{what}, and nothing says how the tie was decided");
        let legs = Legs::of(reporter.dossiers, tie);
        let finding = reporter.report(claim.location(span), name, message);
        relate_scores(tie, &legs, finding);
    }
}
