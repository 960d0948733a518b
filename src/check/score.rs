//! Rules about the score of one match: against its goals, and between the places that state it.

use crate::hash::HashMap;
use std::collections::BTreeMap;

use super::{
    Reporter, Rule, across,
    bracket::{is_of_brackets, tie_score_readings},
    claims::{Dispute, disputes},
    fixes,
    legs::{is_ruled, left_by_aggregate},
    registry::{GoalListedTwice, GoalsExceedScore, GoalsShortOfScore, ScoreDisagrees},
    text,
};
use crate::{
    finding::{Location, Severity, Suspect},
    link::{Claim, Dossiers, MatchDossier, fold},
    record::{Goal, MatchMention, MatchMentionKind, Pair, Score, Side, Status},
    span::{Span, Stated},
};

/// The goals that a place lists for a side whose goals it counts too.
struct Listed<'a> {
    side: Side,
    goals: Vec<&'a Goal>,
    score: Stated<Score>,
    list: Span,
}

impl Listed<'_> {
    fn scored(&self) -> usize {
        usize::from(self.score.value.side(self.side))
    }
}

/// The sides of which a place lists goals, all of them known as such. A result that an authority set says nothing about goals.
fn listed(mention: &MatchMention) -> impl Iterator<Item = Listed<'_>> {
    let score = mention.score.filter(|_| mention.status == Status::Played && !mention.ruled);
    let sides = [(Side::Home, mention.goal_lists[0]), (Side::Away, mention.goal_lists[1])];
    let sure = sides.into_iter().zip(mention.goals_unsure).filter(|(_, unsure)| !unsure);
    sure.filter_map(move |((side, list), _)| {
        let goals: Vec<&Goal> = mention.goals.iter().filter(|goal| goal.side == side).collect();
        let list = list.or_else(|| goals.first().map(|goal| goal.at))?;
        (!goals.is_empty()).then_some(Listed { side, goals, score: score?, list })
    })
}

fn check_goals(
    dossier: &MatchDossier<'_>,
    reporter: &mut Reporter<'_, '_>,
    is_wrong: impl Fn(usize, usize) -> bool,
) {
    for claim in &dossier.claims {
        for listed in listed(claim.mention) {
            reporter.applied();
            if is_wrong(listed.goals.len(), listed.scored()) {
                report_goals(claim, &listed, reporter);
            }
        }
    }
}

fn report_goals(claim: &Claim<'_, MatchMention>, listed: &Listed<'_>, reporter: &mut Reporter<'_, '_>) {
    let team = match listed.side {
        Side::Home => &claim.mention.home,
        Side::Away => &claim.mention.away,
    };
    let name = team.as_ref().map_or("a side", |team| &team.name);
    let (count, scored) = (listed.goals.len(), listed.scored());
    let noun = if count == 1 { "goal is" } else { "goals are" };
    let message = format!(
        "{count} {noun} listed for {name}, who scored {scored} in {}",
        text::score(&listed.score.value)
    );
    let subject = format!("{} {message}", opponents(claim.mention));
    reporter.report(claim.location(listed.list), subject, message).relate(
        claim.location(listed.score.at),
        format!("the score is {}", text::score(&listed.score.value)),
    );
}

fn opponents(mention: &MatchMention) -> String {
    let name = |team: &Option<crate::record::Team>| team.as_ref().map_or("?", |team| &team.name).to_owned();
    format!("{} v {}", name(&mention.home), name(&mention.away))
}

impl Rule for GoalsExceedScore {
    fn check_match(&self, dossier: &MatchDossier<'_>, reporter: &mut Reporter<'_, '_>) {
        check_goals(dossier, reporter, |listed, scored| listed > scored);
    }
}

impl Rule for GoalsShortOfScore {
    fn check_match(&self, dossier: &MatchDossier<'_>, reporter: &mut Reporter<'_, '_>) {
        check_goals(dossier, reporter, |listed, scored| listed < scored);
    }

    fn check_batch(&self, dossiers: &Dossiers<'_>, reporter: &mut Reporter<'_, '_>) {
        for (article, sides) in scoring_sides(dossiers) {
            let (listed, unlisted): (Vec<_>, Vec<_>) = sides.into_iter().partition(|side| side.is_listed);
            if listed.len() < LEAST_LISTED || listed.len() < unlisted.len() * LISTED_FOR_EACH_UNLISTED {
                continue;
            }
            for side in unlisted {
                side.report(article, reporter);
            }
        }
    }
}

/// Sides with a list of goals, from which on an article is taken to list them all.
const LEAST_LISTED: usize = 4;

/// Sides with a list of goals for each side without one.
const LISTED_FOR_EACH_UNLISTED: usize = 4;

/// A side that scored in a match box.
struct ScoringSide<'a> {
    mention: &'a MatchMention,
    side: Side,
    is_listed: bool,
}

impl ScoringSide<'_> {
    fn report(&self, article: usize, reporter: &mut Reporter<'_, '_>) {
        let Some(score) = self.mention.score else { return };
        let team = match self.side {
            Side::Home => &self.mention.home,
            Side::Away => &self.mention.away,
        };
        let name = team.as_ref().map_or("a side", |team| &team.name);
        let message = format!(
            "no goal is listed for {name}, who scored {} in {}",
            score.value.side(self.side),
            text::score(&score.value)
        );
        let subject = format!("{} {message}", opponents(self.mention));
        reporter.report(Location { article, span: score.at }, subject, message);
    }
}

/// The sides that scored, of the match boxes of each article.
fn scoring_sides<'a>(dossiers: &Dossiers<'a>) -> BTreeMap<usize, Vec<ScoringSide<'a>>> {
    let mut found: BTreeMap<usize, Vec<ScoringSide<'_>>> = BTreeMap::new();
    for (article, extracted) in dossiers.articles.iter().enumerate() {
        let boxes = extracted.matches.iter().filter(|mention| {
            let is_played = mention.status == Status::Played && !mention.ruled;
            mention.kind == MatchMentionKind::MatchBox && !mention.summary && is_played
        });
        for mention in boxes {
            let Some(score) = mention.score else { continue };
            for side in [Side::Home, Side::Away].into_iter().filter(|side| score.value.side(*side) > 0) {
                let is_listed = mention.goals.iter().any(|goal| goal.side == side);
                found.entry(article).or_default().push(ScoringSide { mention, side, is_listed });
            }
        }
    }
    found
}

impl Rule for GoalListedTwice {
    fn check_match(&self, dossier: &MatchDossier<'_>, reporter: &mut Reporter<'_, '_>) {
        for claim in &dossier.claims {
            let mut first_of: HashMap<GoalKey, &Goal> = HashMap::default();
            for goal in &claim.mention.goals {
                reporter.applied();
                let Some(key) = goal_key(goal) else { continue };
                match first_of.get(&key) {
                    Some(first) => report_twice(claim, goal, first, reporter),
                    None => drop(first_of.insert(key, goal)),
                }
            }
        }
    }
}

/// Player, minute and stoppage time.
type GoalKey = (String, u16, Option<u16>);

/// What tells goals apart; `None` for a goal without a player or a minute.
fn goal_key(goal: &Goal) -> Option<GoalKey> {
    Some((fold(&goal.player.as_ref()?.name), goal.minute?, goal.stoppage))
}

fn report_twice(claim: &Claim<'_, MatchMention>, goal: &Goal, first: &Goal, reporter: &mut Reporter<'_, '_>) {
    let player = goal.player.as_ref().map_or("", |player| &player.name);
    let stoppage = goal.stoppage.map_or_else(String::new, |minutes| format!("+{minutes}"));
    let minute = format!("{}{stoppage}′", goal.minute.unwrap_or(0));
    let subject = format!("{} {player} {minute}", opponents(claim.mention));
    reporter
        .report(claim.location(goal.at), subject, format!("{player} scores twice at {minute}"))
        .relate(claim.location(first.at), format!("the same goal, {minute}"));
}

impl Rule for ScoreDisagrees {
    fn check_match(&self, dossier: &MatchDossier<'_>, reporter: &mut Reporter<'_, '_>) {
        let readings = tie_score_readings(dossier);
        if readings.iter().map(|reading| reading.sources.len()).sum::<usize>() > 1 {
            reporter.applied();
        }
        let name = text::match_name(reporter.dossiers, dossier);
        let is_own = |odd| dossier.tie.is_none() || !is_of_brackets(odd);
        let articles = reporter.dossiers.articles;
        let is_ruled = is_ruled(reporter.dossiers, dossier);
        let left = left_by_aggregate(reporter.dossiers, dossier);
        for dispute in disputes(&readings).filter(|dispute| is_own(dispute.odd)) {
            let dispute = if readings.len() == 2 { settled(dispute, left) } else { dispute };
            let what = format!("score of {name}");
            if let Some(finding) = dispute.report(&what, &name, &|value| text::pair(*value), reporter) {
                if is_ruled {
                    finding.severity(Severity::Info).suspect(Suspect::None);
                } else {
                    fixes::offer(finding, &dispute, articles);
                }
            }
        }
        report_unplayed(dossier, &name, reporter);
    }

    fn check_batch(&self, _: &Dossiers<'_>, reporter: &mut Reporter<'_, '_>) {
        across::report("score", |claim| claim.score(), reporter);
    }
}

/// Two scores that outvote neither one another, settled by the one that the aggregate leaves.
fn settled<'r>(dispute: Dispute<'r, Pair<u16>>, left: Option<Pair<u16>>) -> Dispute<'r, Pair<u16>> {
    let Dispute { odd, usual, suspect: Suspect::None } = dispute else { return dispute };
    match left {
        Some(left) if left == usual.value => Dispute { odd, usual, suspect: Suspect::This },
        Some(left) if left == odd.value => Dispute { odd: usual, usual: odd, suspect: Suspect::This },
        _ => dispute,
    }
}

/// A score in one place of a match that another place says was never played.
fn report_unplayed(dossier: &MatchDossier<'_>, name: &str, reporter: &mut Reporter<'_, '_>) {
    let is_off = |status| matches!(status, Status::Void | Status::Postponed);
    let Some(off) = dossier.claims.iter().find(|claim| is_off(claim.status())) else { return };
    let played = dossier.claims.iter().filter(|claim| claim.status() == Status::Played);
    let scores: Vec<(Location, Score)> = played
        .filter_map(|claim| claim.score().map(|score| (claim.location(score.at), score.value)))
        .collect();
    let Some((first, score)) = scores.first() else { return };
    let message = format!(
        "{name} is {} in the {} but {} elsewhere",
        if off.status() == Status::Void { "void" } else { "postponed" },
        off.kind().noun(),
        text::score(score)
    );
    reporter
        .report(off.location(off.mention.at.span()), format!("{name}: status"), message)
        .relate(first.clone(), format!("the score is {}", text::score(score)));
}
