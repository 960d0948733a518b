//! Rules about shoot-outs from the penalty mark.

use super::{
    Reporter, Rule, across,
    claims::{Reading, Source, agreed, disputes, readings, relate_agreeing},
    fixes,
    kicks::{can_be_taken_in_turn, is_possible},
    legs::{Legs, leader, match_shootouts, score_readings, shootouts},
    outcome::away_goals_in_force,
    registry::{KicksDisagree, ShootoutAfterDecision, ShootoutDisagrees, ShootoutImpossible, ShootoutLevel},
    text,
};
use crate::{
    finding::{Location, Severity, Suspect},
    link::{Claim, Dossiers, MatchDossier, TieDossier},
    record::{Kick, MatchMention, Pair, Side, StatementKind},
    span::Span,
};

/// The shoot-out of a match that belongs to no tie.
fn single_match(dossier: &MatchDossier<'_>) -> Vec<Reading<Pair<u16>>> {
    let is_single = dossier.tie.is_none() && dossier.leg.is_none();
    readings(if is_single { match_shootouts(dossier) } else { vec![] })
}

fn of_tie(dossiers: &Dossiers<'_>, tie: &TieDossier<'_>) -> Vec<Reading<Pair<u16>>> {
    readings(shootouts(dossiers, tie))
}

fn first_source(stated: &[Reading<Pair<u16>>]) -> Option<&Source> {
    stated
        .iter()
        .flat_map(|reading| &reading.sources)
        .min_by_key(|source| (source.location.article, source.location.span.start))
}

impl Rule for ShootoutAfterDecision {
    fn check_match(&self, dossier: &MatchDossier<'_>, reporter: &mut Reporter<'_, '_>) {
        let stated = single_match(dossier);
        let scores = score_readings(dossier);
        let (Some(shootout), Some(score)) = (first_source(&stated), agreed(&scores)) else { return };
        reporter.applied();
        let Some(winner) = leader(score) else { return };
        let name = text::match_name(reporter.dossiers, dossier);
        let team = reporter.dossiers.team_name(dossier.teams.get(winner).copied().flatten());
        let message = format!("a shoot-out is stated, but {team} had already won, {}", text::pair(score));
        let finding = reporter.report(shootout.location.clone(), name, message);
        scores.iter().for_each(|reading| reading.relate_to(finding, &|value| text::pair(*value)));
    }

    fn check_tie(&self, tie: &TieDossier<'_>, reporter: &mut Reporter<'_, '_>) {
        let stated = of_tie(reporter.dossiers, tie);
        let legs = Legs::of(reporter.dossiers, tie);
        let (Some(shootout), Some(sum)) = (first_source(&stated), legs.sum()) else { return };
        reporter.applied();
        let Some(decision) = decision(tie, &legs, sum, reporter.dossiers) else { return };
        let name = text::tie_name(reporter.dossiers, tie);
        let team = reporter.dossiers.team_name(tie.teams.get(decision.winner).copied().flatten());
        let message = format!("a shoot-out is stated, but {team} had already won {}", decision.how);
        let finding = reporter.report(shootout.location.clone(), name, message);
        for (index, leg) in legs.legs.iter().enumerate() {
            let (Some(place), Some(score)) = (&leg.place, leg.score) else { continue };
            finding.relate(place.clone(), format!("the {} is {}", text::leg(index + 1), text::pair(score)));
        }
        if let Some(place) = decision.rule {
            finding.relate(place, "the away goals rule applies");
        }
    }
}

/// What decided a tie without its shoot-out.
struct Decision {
    winner: usize,
    how: String,
    rule: Option<Location>,
}

fn decision(tie: &TieDossier<'_>, legs: &Legs, sum: Pair<u16>, dossiers: &Dossiers<'_>) -> Option<Decision> {
    if let Some(winner) = leader(sum) {
        let what = if legs.legs.len() > 1 { " on aggregate" } else { "" };
        return Some(Decision { winner, how: format!("{}{what}", text::pair(sum)), rule: None });
    }
    let rule = away_goals_in_force(dossiers, tie)?;
    let goals = legs.away_goals()?;
    let how = format!("on away goals, {}", text::pair(goals));
    leader(goals).map(|winner| Decision { winner, how, rule: Some(rule) })
}

impl Rule for ShootoutLevel {
    fn check_match(&self, dossier: &MatchDossier<'_>, reporter: &mut Reporter<'_, '_>) {
        let stated = single_match(dossier);
        if !stated.is_empty() {
            let name = text::match_name(reporter.dossiers, dossier);
            report_level(&stated, name, reporter);
        }
    }

    fn check_tie(&self, tie: &TieDossier<'_>, reporter: &mut Reporter<'_, '_>) {
        let stated = of_tie(reporter.dossiers, tie);
        if !stated.is_empty() {
            let name = text::tie_name(reporter.dossiers, tie);
            report_level(&stated, name, reporter);
        }
    }

    fn check_batch(&self, _: &Dossiers<'_>, reporter: &mut Reporter<'_, '_>) {
        report_sentences(level, reporter);
    }
}

/// Numbers of sentences about shoot-outs of whatever match, as far as no sequence of kicks ends so. A story may tell how a
/// shoot-out stood before its end, so that this is a warning.
fn report_sentences(objection: impl Fn(Pair<u16>) -> Option<String>, reporter: &mut Reporter<'_, '_>) {
    let articles = reporter.dossiers.articles;
    for (article, extracted) in articles.iter().enumerate() {
        let of_shootouts = extracted.statements.iter().filter(|one| one.kind == StatementKind::Shootout);
        for stated in of_shootouts.filter_map(|statement| statement.shootout) {
            reporter.applied();
            let Some(message) = objection(stated.value) else { continue };
            let place = Location { article, span: stated.at };
            reporter.report(place, format!("sentence: {message}"), message).severity(Severity::Warning);
        }
    }
}

fn level(value: Pair<u16>) -> Option<String> {
    leader(value).is_none().then(|| format!("the shoot-out ends level at {}", text::pair(value)))
}

fn impossible(value: Pair<u16>) -> Option<String> {
    let impossible = leader(value).is_some() && !is_possible(value);
    impossible.then(|| format!("no sequence of kicks gives a shoot-out of {}", text::pair(value)))
}

fn report_level(stated: &[Reading<Pair<u16>>], name: String, reporter: &mut Reporter<'_, '_>) {
    report_value(stated, &name, reporter, level);
}

/// One finding for each stated value that `objection` objects to.
fn report_value(
    stated: &[Reading<Pair<u16>>],
    name: &str,
    reporter: &mut Reporter<'_, '_>,
    objection: impl Fn(Pair<u16>) -> Option<String>,
) {
    for reading in stated {
        reporter.applied();
        let (Some(message), Some((first, rest))) = (objection(reading.value), reading.sources.split_first())
        else {
            continue;
        };
        let finding = reporter.report(first.location.clone(), format!("{name}: {message}"), message);
        relate_agreeing(rest, finding);
    }
}

impl Rule for ShootoutImpossible {
    fn check_match(&self, dossier: &MatchDossier<'_>, reporter: &mut Reporter<'_, '_>) {
        let stated = single_match(dossier);
        if !stated.is_empty() {
            let name = text::match_name(reporter.dossiers, dossier);
            report_impossible(&stated, &name, reporter);
        }
    }

    fn check_tie(&self, tie: &TieDossier<'_>, reporter: &mut Reporter<'_, '_>) {
        let stated = of_tie(reporter.dossiers, tie);
        if !stated.is_empty() {
            let name = text::tie_name(reporter.dossiers, tie);
            report_impossible(&stated, &name, reporter);
        }
    }

    fn check_batch(&self, _: &Dossiers<'_>, reporter: &mut Reporter<'_, '_>) {
        report_sentences(impossible, reporter);
    }
}

fn report_impossible(stated: &[Reading<Pair<u16>>], name: &str, reporter: &mut Reporter<'_, '_>) {
    report_value(stated, name, reporter, impossible);
}

impl Rule for ShootoutDisagrees {
    fn check_match(&self, dossier: &MatchDossier<'_>, reporter: &mut Reporter<'_, '_>) {
        let stated = single_match(dossier);
        if !stated.is_empty() {
            let name = text::match_name(reporter.dossiers, dossier);
            report_disputes(&stated, &name, reporter);
        }
    }

    fn check_tie(&self, tie: &TieDossier<'_>, reporter: &mut Reporter<'_, '_>) {
        let stated = of_tie(reporter.dossiers, tie);
        if !stated.is_empty() {
            let name = text::tie_name(reporter.dossiers, tie);
            report_disputes(&stated, &name, reporter);
        }
    }

    fn check_batch(&self, _: &Dossiers<'_>, reporter: &mut Reporter<'_, '_>) {
        across::report("shoot-out", |claim| claim.shootout(), reporter);
    }
}

fn report_disputes(stated: &[Reading<Pair<u16>>], name: &str, reporter: &mut Reporter<'_, '_>) {
    if stated.iter().map(|reading| reading.sources.len()).sum::<usize>() > 1 {
        reporter.applied();
    }
    let articles = reporter.dossiers.articles;
    for dispute in disputes(stated) {
        let what = format!("shoot-out of {name}");
        if let Some(finding) = dispute.report(&what, name, &|value| text::pair(*value), reporter) {
            fixes::offer(finding, &dispute, articles);
        }
    }
}

impl Rule for KicksDisagree {
    fn check_match(&self, dossier: &MatchDossier<'_>, reporter: &mut Reporter<'_, '_>) {
        let mut with_kicks = dossier.claims.iter().filter(|claim| !claim.mention.kicks.is_empty()).peekable();
        let is_agreed = with_kicks.peek().is_some() && is_agreed(dossier, reporter.dossiers);
        for claim in with_kicks {
            reporter.applied();
            let wrong =
                [Side::Home, Side::Away].map(|side| check_count(dossier, claim, side, is_agreed, reporter));
            if !wrong.contains(&true) {
                check_order(dossier, claim, reporter);
            }
        }
    }
}

/// Kicks that went in against the shoot-out score, for a side whose kicks are listed.
fn check_count(
    dossier: &MatchDossier<'_>,
    claim: &Claim<'_, MatchMention>,
    side: Side,
    is_agreed: bool,
    reporter: &mut Reporter<'_, '_>,
) -> bool {
    let kicks: Vec<&Kick> = claim.mention.kicks.iter().filter(|kick| kick.side == side).collect();
    let (Some(stated), Some(place)) = (claim.mention.shootout, extent(&kicks)) else { return false };
    let scored = kicks.iter().filter(|kick| kick.scored).count();
    let expected = usize::from(stated.value.side(side));
    if scored == expected {
        return false;
    }
    let team = if side == Side::Home { &claim.mention.home } else { &claim.mention.away };
    let team = team.as_ref().map_or("a side", |team| &team.name);
    let kicks = if scored == 1 { "1 kick of" } else { &format!("{scored} kicks of") };
    let are = if scored == 1 { "is" } else { "are" };
    let message = format!("{kicks} {team} {are} listed as scored, but the shoot-out is {}", stated.value);
    let name = text::match_name(reporter.dossiers, dossier);
    let suspect = if is_agreed { Suspect::This } else { Suspect::None };
    reporter
        .report(claim.location(place), format!("{name}: {message}"), message)
        .suspect(suspect)
        .relate(claim.location(stated.at), format!("the shoot-out is {}", stated.value));
    true
}

/// Whether at least two places give the shoot-out of a match or its tie, and all the same.
fn is_agreed(dossier: &MatchDossier<'_>, dossiers: &Dossiers<'_>) -> bool {
    let tie = dossier.tie.and_then(|tie| dossiers.ties.get(tie));
    let stated = tie.map_or_else(|| single_match(dossier), |tie| of_tie(dossiers, tie));
    matches!(stated.as_slice(), [only] if only.sources.len() > 1)
}

fn check_order(dossier: &MatchDossier<'_>, claim: &Claim<'_, MatchMention>, reporter: &mut Reporter<'_, '_>) {
    let kicks: Vec<&Kick> = claim.mention.kicks.iter().collect();
    let both = [Side::Home, Side::Away].iter().all(|side| kicks.iter().any(|kick| kick.side == *side));
    let Some(place) = extent(&kicks).filter(|_| both && !can_be_taken_in_turn(&claim.mention.kicks)) else {
        return;
    };
    let message = "the listed kicks go on after the decision, or one side has too many";
    let name = text::match_name(reporter.dossiers, dossier);
    let finding = reporter.report(claim.location(place), name, message);
    if let Some(stated) = claim.mention.shootout {
        finding.relate(claim.location(stated.at), format!("the shoot-out is {}", stated.value));
    }
}

fn extent(kicks: &[&Kick]) -> Option<Span> {
    let (first, last) = (kicks.first()?, kicks.last()?);
    Some(Span { start: first.at.start, end: last.at.end.max(first.at.end) })
}
