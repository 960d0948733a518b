//! Rules about the days of matches: their order, the calendar, the dates that the article gives for all of it.

use crate::hash::HashMap;

use jiff::civil::Date;

use super::{
    Reporter, Rule,
    claims::{Reading, Source, agreed, readings},
    legs::matches_of,
    registry::{ImpossibleDate, LegOrder, OutsideStatedDates},
    text,
};
use crate::{
    finding::{Location, Severity},
    link::{Claim, Dossiers, MatchDossier, TieDossier},
    record::{DateRange, MatchMention, StatementKind},
    span::Stated,
};

/// The days that places state for a match.
pub(super) fn day_readings(dossier: &MatchDossier<'_>) -> Vec<Reading<Date>> {
    readings(dossier.claims.iter().filter_map(|claim| {
        let date = claim.mention.date?;
        Some((date.value, Source::new(claim.location(date.at), claim.kind().noun(), false)))
    }))
}

impl Rule for LegOrder {
    fn check_tie(&self, tie: &TieDossier<'_>, reporter: &mut Reporter<'_, '_>) {
        let days: Vec<Option<(Date, Location)>> =
            matches_of(reporter.dossiers, tie).into_iter().map(agreed_day).collect();
        for (leg, pair) in days.windows(2).enumerate() {
            let [Some((earlier, first)), Some((later, second))] = pair else { continue };
            reporter.applied();
            if later < earlier {
                let (before, after) = (text::leg(leg + 1), text::leg(leg + 2));
                let message = format!(
                    "{after} on {} is before the {before} on {}",
                    text::day(*later),
                    text::day(*earlier)
                );
                let name = text::tie_name(reporter.dossiers, tie);
                let subject = format!("{name}: {after} before {before}");
                reporter
                    .report(second.clone(), subject, message)
                    .relate(first.clone(), format!("the {before} is on {}", text::day(*earlier)));
            }
        }
    }
}

fn agreed_day(dossier: &MatchDossier<'_>) -> Option<(Date, Location)> {
    let stated = day_readings(dossier);
    let day = agreed(&stated)?;
    let source = stated.first()?.sources.first()?;
    Some((day, source.location.clone()))
}

impl Rule for ImpossibleDate {
    fn check_match(&self, dossier: &MatchDossier<'_>, reporter: &mut Reporter<'_, '_>) {
        for claim in &dossier.claims {
            if claim.mention.date.is_some() || claim.mention.date_problem.is_some() {
                reporter.applied();
            }
            if let Some(problem) = &claim.mention.date_problem {
                let name = text::match_name(reporter.dossiers, dossier);
                let subject = format!("{name}: {}", problem.value);
                reporter.report(claim.location(problem.at), subject, &problem.value);
            }
        }
    }
}

/// First and last day that an article gives for all its matches.
struct StatedDates {
    range: Stated<DateRange>,
    noun: &'static str,
}

fn stated_dates(dossiers: &Dossiers<'_>) -> HashMap<usize, Vec<StatedDates>> {
    let of_article = |extracted: &crate::extract::Extracted| {
        let infobox = extracted.competition.dates.map(|range| StatedDates { range, noun: "infobox" });
        let is_whole = |statement: &&crate::record::Statement| {
            statement.kind == StatementKind::PlayedDates && statement.round.is_none()
        };
        let sentences = extracted.statements.iter().filter(is_whole).filter_map(|statement| statement.dates);
        infobox.into_iter().chain(sentences.map(|range| StatedDates { range, noun: "sentence" })).collect()
    };
    dossiers.articles.iter().map(of_article).enumerate().collect()
}

impl Rule for OutsideStatedDates {
    fn check_batch(&self, dossiers: &Dossiers<'_>, reporter: &mut Reporter<'_, '_>) {
        let stated = stated_dates(dossiers);
        for dossier in &dossiers.matches {
            for claim in &dossier.claims {
                if let Some(stated) = stated.get(&claim.article).filter(|stated| !stated.is_empty()) {
                    check_claim(dossier, claim, stated, reporter);
                }
            }
        }
    }
}

fn check_claim(
    dossier: &MatchDossier<'_>,
    claim: &Claim<'_, MatchMention>,
    stated: &[StatedDates],
    reporter: &mut Reporter<'_, '_>,
) {
    let Some(date) = claim.mention.date else { return };
    reporter.applied();
    let outside: Vec<&StatedDates> =
        stated.iter().filter(|dates| !dates.range.value.contains(date.value)).collect();
    let Some(first) = outside.first() else { return };
    let name = text::match_name(reporter.dossiers, dossier);
    let message = format!(
        "{name} is on {}, but the {} says {}",
        text::day(date.value),
        first.noun,
        text::days(first.range.value)
    );
    let severity = if claim.mention.notes.is_empty() { Severity::Warning } else { Severity::Info };
    let finding = reporter.report(claim.location(date.at), name, message).severity(severity);
    for dates in outside {
        let message = format!("the {} says {}", dates.noun, text::days(dates.range.value));
        finding.relate(claim.location(dates.range.at), message);
    }
}
