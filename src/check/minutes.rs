//! Rules about the minutes of goals: those that no match has, and those of extra time.
//!
//! A match has 90 minutes and, where it goes to extra time, 120 (IFAB, Laws of the Game, Law 7); time added on is
//! written on the last minute of a half: `45+2`, `90+4`, `105+1`, `120+3`.

use super::{
    Reporter, Rule,
    registry::{ExtraTimeUnmarked, ImpossibleMinute},
    text,
};
use crate::{
    link::{Claim, MatchDossier},
    record::{Goal, MatchMention, MatchMentionKind, Pair, Side, Status},
    span::Stated,
};

/// Last minutes of halves, on which stoppage time is written.
const ENDS_OF_HALVES: [u16; 4] = [45, 90, 105, 120];

/// Last minute of a match without extra time.
const NINETY: u16 = 90;

/// Last minute of extra time.
const LAST: u16 = 120;

impl Rule for ImpossibleMinute {
    fn check_match(&self, dossier: &MatchDossier<'_>, reporter: &mut Reporter<'_, '_>) {
        let said = Said::of(dossier);
        for claim in &dossier.claims {
            for goal in &claim.mention.goals {
                let Some(minute) = goal.minute else { continue };
                reporter.applied();
                let problem = on_no_clock(goal).or_else(|| {
                    (minute > NINETY && said.rules_extra_time_out(claim))
                        .then(|| "is in extra time, but the score was not level after 90 minutes".to_owned())
                });
                if let Some(problem) = problem {
                    report(dossier, claim, goal, &problem, reporter);
                }
            }
        }
    }
}

/// Why no match has a minute, whatever its length.
fn on_no_clock(goal: &Goal) -> Option<String> {
    let minute = goal.minute?;
    if minute == 0 {
        return Some("is before the kick-off".to_owned());
    }
    if minute > LAST {
        return Some(format!("is beyond {LAST}"));
    }
    let misplaced = goal.stoppage.is_some() && !ENDS_OF_HALVES.contains(&minute);
    misplaced.then(|| "has stoppage time, but no half ends there".to_owned())
}

/// What the places of a match say of extra time together.
struct Said<'d, 'a> {
    /// Whether it is a leg.
    two_legs: bool,
    /// Whether any place states a shoot-out.
    shootout: bool,
    /// The first place that marks extra time.
    marked: Option<(&'d Claim<'a, MatchMention>, Stated<bool>)>,
}

impl<'d, 'a> Said<'d, 'a> {
    fn of(dossier: &'d MatchDossier<'a>) -> Self {
        let mut said = Self { two_legs: dossier.leg.is_some(), shootout: false, marked: None };
        for claim in &dossier.claims {
            said.two_legs |= claim.mention.aggregate.is_some();
            said.shootout |= claim.mention.shootout.is_some();
            let mark = claim.mention.extra_time.filter(|stated| stated.value);
            said.marked = said.marked.or(mark.map(|stated| (claim, stated)));
        }
        said
    }

    /// Whether nothing says that there was extra time, and the goals say that there was no reason for it.
    fn rules_extra_time_out(&self, claim: &Claim<'_, MatchMention>) -> bool {
        let is_possible = self.two_legs || self.shootout || self.marked.is_some();
        !is_possible && after_ninety(claim.mention).is_some_and(|[home, away]| home != away)
    }
}

fn says_extra_time(mention: &MatchMention) -> bool {
    mention.extra_time.is_some_and(|stated| stated.value)
}

/// The score after 90 minutes as the goals make it; `None` unless all goals are listed with their minutes.
fn after_ninety(mention: &MatchMention) -> Option<Pair<u16>> {
    let score = mention.score.filter(|_| mention.status == Status::Played)?.value.pair();
    let (mut all, mut regular) = ([0_u16; 2], [0_u16; 2]);
    for goal in &mention.goals {
        let side = usize::from(goal.side == Side::Away);
        let minute = goal.minute?;
        *all.get_mut(side)? += 1;
        *regular.get_mut(side)? += u16::from(minute <= NINETY);
    }
    (all == score).then_some(regular)
}

fn report(
    dossier: &MatchDossier<'_>,
    claim: &Claim<'_, MatchMention>,
    goal: &Goal,
    problem: &str,
    reporter: &mut Reporter<'_, '_>,
) {
    let scorer = goal.player.as_ref().map_or("a goal", |player| &player.name);
    let message = format!("{scorer} scores at {}, which {problem}", minute(goal));
    let subject = format!("{}: {message}", text::match_name(reporter.dossiers, dossier));
    let finding = reporter.report(claim.location(goal.at), subject, message);
    if let Some(score) = claim.mention.score {
        finding.relate(claim.location(score.at), format!("the score is {}", text::score(&score.value)));
    }
}

/// `45+2′`
fn minute(goal: &Goal) -> String {
    let stoppage = goal.stoppage.map_or_else(String::new, |minutes| format!("+{minutes}"));
    format!("{}{stoppage}′", goal.minute.unwrap_or(0))
}

impl Rule for ExtraTimeUnmarked {
    fn check_match(&self, dossier: &MatchDossier<'_>, reporter: &mut Reporter<'_, '_>) {
        let said = Said::of(dossier);
        for claim in dossier.claims.iter().filter(|claim| states_result(claim)) {
            reporter.applied();
            if says_extra_time(claim.mention) {
                report_needless(dossier, &said, claim, reporter);
            } else if claim.mention.extra_time.is_none() && !report_late_goal(dossier, &said, claim, reporter)
            {
                report_marked_elsewhere(dossier, &said, claim, reporter);
            }
        }
    }
}

/// Only a match box is expected to mark extra time: other places, an infobox too, leave the mark out for want of room.
fn states_result(claim: &Claim<'_, MatchMention>) -> bool {
    claim.kind() == MatchMentionKind::MatchBox
        && !claim.mention.summary
        && claim.mention.score.is_some()
        && claim.status() == Status::Played
}

/// A goal after 90 minutes in a match that no place marks, but that can have gone to extra time.
fn report_late_goal(
    dossier: &MatchDossier<'_>,
    said: &Said<'_, '_>,
    claim: &Claim<'_, MatchMention>,
    reporter: &mut Reporter<'_, '_>,
) -> bool {
    let is_late = |goal: &&Goal| goal.minute.is_some_and(|minute| (NINETY + 1..=LAST).contains(&minute));
    let (Some(goal), Some(score)) = (claim.mention.goals.iter().find(is_late), claim.mention.score) else {
        return false;
    };
    if said.marked.is_some() || said.rules_extra_time_out(claim) {
        return false;
    }
    let name = text::match_name(reporter.dossiers, dossier);
    let message = format!("a goal at {}, but no extra time is marked", minute(goal));
    reporter
        .report(claim.location(score.at), format!("{name}: extra time"), message)
        .relate(claim.location(goal.at), format!("the goal at {}", minute(goal)));
    true
}

/// Extra time that another place marks.
fn report_marked_elsewhere(
    dossier: &MatchDossier<'_>,
    said: &Said<'_, '_>,
    claim: &Claim<'_, MatchMention>,
    reporter: &mut Reporter<'_, '_>,
) {
    let (Some((other, stated)), Some(score)) = (said.marked, claim.mention.score) else { return };
    let name = text::match_name(reporter.dossiers, dossier);
    let message =
        format!("extra time according to the {}, but the match box does not mark it", other.kind().noun());
    reporter
        .report(claim.location(score.at), format!("{name}: extra time"), message)
        .relate(other.location(stated.at), format!("the {} marks extra time", other.kind().noun()));
}

/// Extra time in a single match that was not level after 90 minutes.
fn report_needless(
    dossier: &MatchDossier<'_>,
    said: &Said<'_, '_>,
    claim: &Claim<'_, MatchMention>,
    reporter: &mut Reporter<'_, '_>,
) {
    let (Some(regular), Some(marked)) = (after_ninety(claim.mention), claim.mention.extra_time) else {
        return;
    };
    if regular[0] == regular[1] || said.two_legs {
        return;
    }
    let name = text::match_name(reporter.dossiers, dossier);
    let message =
        format!("extra time is marked, but the goals make {} after 90 minutes", text::pair(regular));
    let finding = reporter.report(claim.location(marked.at), format!("{name}: extra time"), message);
    if let Some(last) = claim.mention.goals.iter().rfind(|goal| goal.minute <= Some(NINETY)) {
        finding.relate(claim.location(last.at), format!("the last of these goals, at {}", minute(last)));
    }
}
