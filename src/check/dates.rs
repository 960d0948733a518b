//! Rules about the days of matches: their order, the calendar, the dates that the article gives for all of it.

use std::sync::Arc;

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
    extract::Extracted,
    finding::{Location, Severity},
    link::{Claim, Dossiers, MatchDossier, TieDossier},
    record::{DateRange, MatchMention, Statement, StatementKind},
    span::{Span, Stated},
    value::Years,
};

/// The days that places state for a match.
pub(super) fn day_readings(dossier: &MatchDossier<'_>) -> Vec<Reading<Date>> {
    readings(dossier.claims.iter().filter_map(|claim| {
        let date = claim.mention.date?;
        let noun = if claim.mention.summary { "infobox" } else { claim.kind().noun() };
        Some((date.value, Source::new(claim.location(date.at), noun, false)))
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

/// First and last day that a place gives for matches.
struct StatedDates {
    range: DateRange,
    by: DatesBy,
}

/// What gives the dates of matches.
enum DatesBy {
    Infobox(Span),
    Sentence(Span),
    Heading(String),
}

impl StatedDates {
    /// `the infobox says 1–8 March 2031`
    fn says(&self) -> String {
        match &self.by {
            DatesBy::Infobox(_) => format!("the infobox says {}", text::days(self.range)),
            DatesBy::Sentence(_) => format!("the sentence says {}", text::days(self.range)),
            DatesBy::Heading(heading) => format!("the heading says {heading}"),
        }
    }

    fn place(&self) -> Option<Span> {
        match &self.by {
            DatesBy::Infobox(place) | DatesBy::Sentence(place) => Some(*place),
            DatesBy::Heading(_) => None,
        }
    }

    /// Whether at least half of some days fit. Sentences and headings of which less is true speak of other matches.
    fn fits_most(&self, days: &[Date]) -> bool {
        let fitting = days.iter().filter(|day| self.range.contains(**day)).count();
        fitting * 2 >= days.len()
    }
}

/// The days of an article's matches, and the dates that it gives for them.
struct ArticleDates {
    whole: Vec<StatedDates>,
    /// By the headings that a match stands under.
    sections: HashMap<Arc<[String]>, Vec<StatedDates>>,
}

/// Matches under a heading of a year before one of them can be out of it.
const LEAST_IN_SECTION: usize = 2;

impl ArticleDates {
    fn of(extracted: &Extracted) -> Self {
        let dated = || {
            let dated = extracted.matches.iter();
            dated.filter_map(|mention| Some((&mention.at.section, mention.date?.value)))
        };
        let days: Vec<Date> = dated().map(|(_, day)| day).collect();
        let stated = |dates: Stated<DateRange>, by: fn(Span) -> DatesBy| StatedDates {
            range: dates.value,
            by: by(dates.at),
        };
        let infobox = extracted.competition.dates.map(|dates| stated(dates, DatesBy::Infobox));
        let is_whole = |statement: &&Statement| {
            statement.kind == StatementKind::PlayedDates && statement.round.is_none()
        };
        let sentences = extracted.statements.iter().filter(is_whole).filter_map(|statement| statement.dates);
        let sentences =
            sentences.map(|dates| stated(dates, DatesBy::Sentence)).filter(|dates| dates.fits_most(&days));
        let mut sections: HashMap<Arc<[String]>, Vec<Date>> = HashMap::default();
        for (section, day) in
            dated().filter(|(section, _)| section.iter().any(|name| year_of(name).is_some()))
        {
            sections.entry(Arc::clone(section)).or_default().push(day);
        }
        let sections = sections.into_iter().map(|(section, days)| {
            let years = section.iter().filter_map(|name| {
                Some(StatedDates { range: year_of(name)?, by: DatesBy::Heading(name.clone()) })
            });
            let is_rule = |dates: &StatedDates| days.len() >= LEAST_IN_SECTION && dates.fits_most(&days);
            let years = years.filter(is_rule).collect();
            (section, years)
        });
        Self { whole: infobox.into_iter().chain(sentences).collect(), sections: sections.collect() }
    }

    /// What the article gives for the matches of a section.
    fn at(&self, section: &[String]) -> impl Iterator<Item = &StatedDates> {
        self.whole.iter().chain(self.sections.get(section).into_iter().flatten())
    }
}

/// The days of the year, or of both years of the season, that is all there is of a heading: `2025`, `2015–16`.
fn year_of(heading: &str) -> Option<DateRange> {
    let is_bare = heading.chars().all(|c| c.is_ascii_digit() || matches!(c, '–' | '-' | '/' | '−'));
    let (first, last) = match Years::named(heading) {
        Years::One(year) if is_bare => (year, year),
        Years::Season(year) if is_bare => (year, year + 1),
        _ => return None,
    };
    Some(DateRange { from: Date::new(first, 1, 1).ok()?, to: Date::new(last, 12, 31).ok()? })
}

impl Rule for OutsideStatedDates {
    fn check_batch(&self, dossiers: &Dossiers<'_>, reporter: &mut Reporter<'_, '_>) {
        let stated: Vec<ArticleDates> = dossiers.articles.iter().map(ArticleDates::of).collect();
        for dossier in &dossiers.matches {
            for claim in &dossier.claims {
                if let Some(stated) = stated.get(claim.article) {
                    let stated: Vec<&StatedDates> = stated.at(&claim.mention.at.section).collect();
                    check_claim(dossier, claim, &stated, reporter);
                }
            }
        }
    }
}

fn check_claim(
    dossier: &MatchDossier<'_>,
    claim: &Claim<'_, MatchMention>,
    stated: &[&StatedDates],
    reporter: &mut Reporter<'_, '_>,
) {
    let Some(date) = claim.mention.date.filter(|_| !stated.is_empty()) else { return };
    reporter.applied();
    let mut outside = stated.iter().filter(|dates| !dates.range.contains(date.value)).peekable();
    let Some(first) = outside.peek() else { return };
    let name = text::match_name(reporter.dossiers, dossier);
    let message = format!("{name} is on {}, but {}", text::day(date.value), first.says());
    let severity = if claim.mention.notes.is_empty() { Severity::Warning } else { Severity::Info };
    let finding = reporter.report(claim.location(date.at), name, message).severity(severity);
    for dates in outside {
        if let Some(place) = dates.place() {
            finding.relate(claim.location(place), dates.says());
        }
    }
}
