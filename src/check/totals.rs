//! Totals of an infobox against the matches of the same competition and season.
//!
//! An infobox counts all matches, or those played so far. Pages that hold only a part of a competition are the rule, so
//! fewer matches than stated are no contradiction where something of the article stands elsewhere or was not read.

use super::{
    Reporter, Rule,
    registry::{InfoboxGoals, InfoboxMatches},
};
use crate::{
    finding::{Location, Severity},
    link::{Dossiers, Edition, MatchDossier},
    record::{Competition, Counted, MatchMentionKind, StatementKind, Status},
    span::Stated,
};

/// Where more than one match, and more than one in so many, is not stated, the articles do not set out to state all of them.
const MOST_MISSING: u32 = 10;

/// What the matches of an edition add up to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Sum {
    /// Matches, whatever became of them, but for those that were called off.
    all: u32,
    /// Matches with a result.
    played: u32,
    /// Goals in them.
    goals: u32,
}

fn sums(dossiers: &Dossiers<'_>) -> Vec<Sum> {
    let mut sums = vec![Sum::default(); dossiers.editions.len()];
    for dossier in dossiers.matches.iter().filter(|dossier| is_counted(dossier)) {
        let Some(sum) = sums.get_mut(dossier.edition) else { continue };
        sum.all += 1;
        if let Some(score) = dossier.claims.iter().find_map(|claim| claim.score()) {
            sum.played += 1;
            sum.goals += u32::from(score.value.home) + u32::from(score.value.away);
        }
    }
    sums
}

/// A sentence or a record alone makes no match: it may speak of any competition. Nor does one that was called off.
fn is_counted(dossier: &MatchDossier<'_>) -> bool {
    let is_off = |status| matches!(status, Status::Cancelled | Status::Void | Status::Walkover);
    let is_aside = |kind| matches!(kind, MatchMentionKind::Sentence | MatchMentionKind::Record);
    dossier.claims.iter().any(|claim| !is_aside(claim.kind()))
        && !dossier.claims.iter().any(|claim| is_off(claim.status()))
}

impl Rule for InfoboxMatches {
    fn check_batch(&self, dossiers: &Dossiers<'_>, reporter: &mut Reporter<'_, '_>) {
        check_list(dossiers, Counted::Matches, |competition| competition.matches, reporter);
        for_each_infobox(dossiers, |article, sum, is_partial| {
            let Some(competition) = dossiers.articles.get(article).map(|found| &found.competition) else {
                return;
            };
            let Some(stated) = competition.matches else { return };
            reporter.applied();
            if stated.value == sum.all || stated.value == sum.played {
                return;
            }
            let missing = stated.value.saturating_sub(sum.all);
            let is_elsewhere = is_partial || (missing > 1 && missing > stated.value / MOST_MISSING);
            let severity = if missing > 0 && is_elsewhere { Severity::Info } else { Severity::Warning };
            // What it says of goals is as old as what it says of matches.
            let goals =
                competition.goals.filter(|goals| is_older(competition, sum) && goals.value < sum.goals);
            let message = if let Some(goals) = goals {
                let (matches, played) = (stated.value, sum.played);
                let (said, made) = (goals.value, sum.goals);
                format!(
                    "the infobox counts {matches} matches with {said} goals, {played} matches with {made} goals are stated"
                )
            } else if sum.all == sum.played {
                format!("the infobox counts {} matches, {} are stated", stated.value, sum.all)
            } else {
                let (value, all, played) = (stated.value, sum.all, sum.played);
                format!(
                    "the infobox counts {value} matches, {all} are stated, {played} of them with a result"
                )
            };
            let place = Location { article, span: stated.at };
            let finding = reporter.report(place, "matches of the infobox", message).severity(severity);
            if let Some(goals) = goals {
                let message = format!("the infobox counts {} goals", goals.value);
                finding.relate(Location { article, span: goals.at }, message);
            }
        });
    }
}

impl Rule for InfoboxGoals {
    fn check_batch(&self, dossiers: &Dossiers<'_>, reporter: &mut Reporter<'_, '_>) {
        check_list(dossiers, Counted::Goals, |competition| competition.goals, reporter);
        for_each_infobox(dossiers, |article, sum, is_partial| {
            let Some(competition) = dossiers.articles.get(article).map(|found| &found.competition) else {
                return;
            };
            let Some(stated) = competition.goals else { return };
            // Goals of other matches than those that the infobox counts cannot be compared.
            let comparable = match competition.matches {
                Some(matches) => matches.value == sum.played,
                None => !is_partial && sum.all == sum.played,
            };
            if !comparable && (stated.value >= sum.goals || is_older(competition, sum)) {
                return;
            }
            reporter.applied();
            if stated.value != sum.goals {
                let message = format!(
                    "the infobox counts {} goals, the scores of {} matches make {}",
                    stated.value, sum.played, sum.goals
                );
                reporter.report(Location { article, span: stated.at }, "goals of the infobox", message);
            }
        });
    }
}

/// Numbers that a list of scorers states above itself (`|goals=183`) against those of the infobox.
fn check_list(
    dossiers: &Dossiers<'_>,
    of: Counted,
    stated: impl Fn(&Competition) -> Option<Stated<u32>>,
    reporter: &mut Reporter<'_, '_>,
) {
    for (article, extracted) in dossiers.articles.iter().enumerate() {
        let totals = extracted.statements.iter().filter(|one| one.kind == StatementKind::Total);
        let counts = totals.flat_map(|statement| &statement.counts).filter(|count| count.of == of);
        let (Some(infobox), Some(list)) =
            (stated(&extracted.competition), counts.map(|count| count.value).next())
        else {
            continue;
        };
        reporter.applied();
        if infobox.value != list.value {
            let what = if of == Counted::Goals { "goals" } else { "matches" };
            let message =
                format!("the list of scorers counts {} {what}, the infobox {}", list.value, infobox.value);
            reporter
                .report(
                    Location { article, span: list.at },
                    format!("{what} of the list of scorers"),
                    message,
                )
                .relate(Location { article, span: infobox.at }, format!("{} {what}", infobox.value));
        }
    }
}

/// Whether an infobox counts fewer matches than have a result: its other numbers are of that day.
fn is_older(competition: &Competition, sum: Sum) -> bool {
    competition.matches.is_some_and(|matches| matches.value < sum.played)
}

/// For each edition whether all matches that its infobox counts are stated.
pub(super) fn complete_editions(dossiers: &Dossiers<'_>) -> Vec<bool> {
    let is_complete = |(edition, sum): (&Edition, Sum)| {
        let articles = edition.articles.iter().filter_map(|article| dossiers.articles.get(*article));
        let mut stated = articles.filter_map(|article| article.competition.matches);
        stated.any(|stated| stated.value == sum.played)
    };
    dossiers.editions.iter().zip(sums(dossiers)).map(is_complete).collect()
}

/// Each article with the sum of its edition's matches, and whether some of them may be elsewhere.
fn for_each_infobox(dossiers: &Dossiers<'_>, mut look: impl FnMut(usize, Sum, bool)) {
    let sums = sums(dossiers);
    for (edition, sum) in dossiers.editions.iter().zip(sums).filter(|(_, sum)| sum.played > 0) {
        let is_partial = edition.articles.iter().any(|article| leads_elsewhere(dossiers, *article));
        edition.articles.iter().for_each(|article| look(*article, sum, is_partial));
    }
}

/// Whether an article leaves matches to others: it is about a part of the competition, of which there are more, shows a
/// page that is not among the inputs, or was not read to the end.
fn leads_elsewhere(dossiers: &Dossiers<'_>, article: usize) -> bool {
    dossiers.articles.get(article).is_some_and(|extracted| {
        let mut calls = extracted.transclusions.iter();
        extracted.is_part
            || !extracted.unread.is_empty()
            || calls.any(|call| dossiers.shown(article, call).is_none())
    })
}
