//! Rules about who won a tie.

use super::{
    Reporter, Rule,
    claims::{MOST_PLACES, Source, disputes, readings, relate_agreeing},
    legs::{Legs, aggregates, matches_of, source_of_claim},
    outcome::{Outcome, agreed_winner, decide},
    registry::{UndecidedTie, WinnerDisagrees, WinnerMismatch},
    text,
};
use crate::{
    finding::{Finding, Suspect},
    hash::HashMap,
    link::{Claim, Dossiers, MatchDossier, TeamId, TieDossier},
    record::{Decider, MatchMention, Pair, Round, TieMentionKind},
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
    fn check_batch(&self, dossiers: &Dossiers<'_>, reporter: &mut Reporter<'_, '_>) {
        let meetings = meetings(dossiers);
        for tie in &dossiers.ties {
            let outcome = decide(dossiers, tie);
            if outcome != Outcome::Unknown {
                reporter.applied();
            }
            let is_level = outcome == Outcome::Level && says_nothing(dossiers, tie);
            if is_level && !is_replayed(dossiers, tie, &meetings) {
                report_undecided(tie, reporter);
            }
        }
    }
}

/// Whether no place says how a tie was decided: neither a mark, nor a note at the tie or one of its matches.
fn says_nothing(dossiers: &Dossiers<'_>, tie: &TieDossier<'_>) -> bool {
    let of_tie = tie.claims.iter().all(|claim| {
        let decided = claim.mention.decided_by;
        !claim.mention.settled && decided.is_none_or(|stated| stated.value == Decider::Aggregate)
    });
    let mut claims = matches_of(dossiers, tie).into_iter().flat_map(|dossier| &dossier.claims);
    of_tie && claims.all(|claim| !claim.mention.settled)
}

/// Matches outside groups, by edition and teams, the lower id first.
type Meetings = HashMap<(usize, Pair<TeamId>), Vec<usize>>;

/// Meetings of two teams that are looked through.
const MOST_MEETINGS: usize = 12;

fn meetings(dossiers: &Dossiers<'_>) -> Meetings {
    let mut meetings = Meetings::default();
    for (index, dossier) in dossiers.matches.iter().enumerate() {
        let [Some(home), Some(away)] = dossier.teams else { continue };
        if dossier.claims.iter().all(|claim| claim.mention.group.is_none()) {
            meetings.entry((dossier.edition, [home.min(away), home.max(away)])).or_default().push(index);
        }
    }
    meetings
}

/// Whether a further match parted the teams of a level tie: beyond its legs, in a section below it, or in a replay or play-off.
fn is_replayed(dossiers: &Dossiers<'_>, tie: &TieDossier<'_>, meetings: &Meetings) -> bool {
    let [Some(one), Some(other)] = tie.teams else { return false };
    let of_teams = meetings.get(&(tie.edition, [one.min(other), one.max(other)]));
    let listed = tie.claims.iter().map(|claim| claim.mention.legs.len()).max().filter(|legs| *legs > 0);
    let legs = tie.legs.get(..listed.unwrap_or(2).min(tie.legs.len())).unwrap_or_default();
    let others = of_teams.into_iter().flatten().take(MOST_MEETINGS).filter(|index| !legs.contains(index));
    others.filter_map(|&index| Some((index, dossiers.matches.get(index)?))).any(|(index, dossier)| {
        let is_of_tie = tie.legs.contains(&index);
        (is_of_tie || is_replay(tie, dossier)) && parts_teams(dossier)
    })
}

fn is_replay(tie: &TieDossier<'_>, dossier: &MatchDossier<'_>) -> bool {
    let is_named = dossier.round != tie.round && dossier.round.as_ref().is_some_and(Round::is_replay);
    let is_below = |claim: &Claim<'_, MatchMention>| {
        let section = &claim.mention.at.section;
        tie.claims.iter().any(|own| {
            let above = &own.mention.at.section;
            own.article == claim.article && section.len() > above.len() && section.starts_with(above)
        })
    };
    is_named || dossier.claims.iter().any(is_below)
}

/// Whether a match has a winner.
fn parts_teams(dossier: &MatchDossier<'_>) -> bool {
    let is_won = |claim: &Claim<'_, MatchMention>| {
        let scores = [claim.mention.score, claim.mention.shootout];
        scores.into_iter().flatten().any(|score| score.value.winner().is_some())
    };
    dossier.claims.iter().any(|claim| is_won(claim) || claim.mention.settled)
}

fn report_undecided(tie: &TieDossier<'_>, reporter: &mut Reporter<'_, '_>) {
    let is_listed =
        |kind| matches!(kind, TieMentionKind::LegList | TieMentionKind::Bracket | TieMentionKind::Prose);
    let Some(claim) = tie.claims.iter().find(|claim| is_listed(claim.kind())) else { return };
    let span = claim.mention.aggregate.map_or(claim.mention.at.span(), |stated| stated.at);
    let name = text::tie_name(reporter.dossiers, tie);
    let winner = agreed_winner(tie).map(|winner| team_name(reporter.dossiers, tie, winner));
    let what = winner.map_or_else(String::new, |winner| format!(" although {winner} is said to have won"));
    let message = format!("{name} is level{what}, and nothing says how the tie was decided");
    let legs = Legs::of(reporter.dossiers, tie);
    let finding = reporter.report(claim.location(span), name, message);
    relate_scores(tie, &legs, finding);
}
