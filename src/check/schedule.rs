//! Rules about schedules: matches against the days of their round, and places that give different days.

use crate::hash::{HashMap, HashSet};
use std::collections::BTreeMap;

use jiff::civil::Date;

use super::{
    Reporter, Rule,
    claims::{MOST_PLACES, Source, agreed, disputes, readings},
    dates::day_readings,
    registry::{DatesDisagree, OutsideRoundWindow},
    text,
};
use crate::{
    extract::Extracted,
    finding::{Location, Severity},
    link::{Claim, Dossiers, MatchDossier},
    record::{DateRange, MatchMention, ScheduleKind, ScheduleRow, Statement, StatementKind},
    span::{Span, Stated},
    work,
};

/// First and last day, as something that can be counted.
type Days = (Date, Date);

/// A round and leg, as a schedule dates it.
type Slot = (String, Option<u8>);

/// Days that a row of a schedule gives a round and leg.
#[derive(Clone)]
struct Window {
    article: usize,
    range: Stated<DateRange>,
    amended: bool,
}

impl Window {
    fn location(&self) -> Location {
        Location { article: self.article, span: self.range.at }
    }
}

/// The windows of an edition, those of the calendar as amended where it was amended.
fn windows(dossiers: &Dossiers<'_>, articles: &[usize]) -> BTreeMap<Slot, Vec<Window>> {
    let mut windows: BTreeMap<Slot, Vec<Window>> = BTreeMap::new();
    for &article in articles {
        for row in dossiers.articles.get(article).map_or(&[][..], |extracted| &extracted.schedule) {
            let Some((slot, window)) = window(article, row) else { continue };
            windows.entry(slot).or_default().push(window);
        }
    }
    for windows in windows.values_mut() {
        if windows.iter().any(|window| window.amended) {
            windows.retain(|window| window.amended);
        }
    }
    windows
}

fn window(article: usize, row: &ScheduleRow) -> Option<(Slot, Window)> {
    let amended = match row.kind {
        ScheduleKind::Matches => false,
        ScheduleKind::Amended => true,
        ScheduleKind::Draw | ScheduleKind::Unnamed => return None,
    };
    let round = row.round.as_ref()?;
    Some(((round.key.clone(), row.leg), Window { article, range: row.dates?, amended }))
}

/// Windows in which matches of one round and leg may lie.
struct Windows<'w> {
    /// The first ones.
    named: Vec<&'w Window>,
    /// Where each begins, in order, and how far it and those before it reach.
    reach: Vec<Days>,
}

impl<'w> Windows<'w> {
    fn new(all: Vec<&'w Window>) -> Self {
        let days = |window: &&Window| (window.range.value.from, window.range.value.to);
        let mut reach: Vec<Days> = all.iter().map(days).collect();
        work::add(reach.len());
        reach.sort_unstable();
        let mut furthest = Date::MIN;
        for (_, to) in &mut reach {
            furthest = furthest.max(*to);
            *to = furthest;
        }
        Self { named: all.into_iter().take(MOST_PLACES).collect(), reach }
    }

    fn contain(&self, day: Date) -> bool {
        let begun = self.reach.partition_point(|(from, _)| *from <= day);
        begun.checked_sub(1).and_then(|last| self.reach.get(last)).is_some_and(|(_, to)| *to >= day)
    }
}

/// The windows in which a match may lie: those of its round and leg, those of the round as a whole, and those of all its
/// legs where the leg is not known.
fn windows_of<'w>(windows: &'w BTreeMap<Slot, Vec<Window>>, round: &str, leg: Option<u8>) -> Vec<&'w Window> {
    let of = |leg| windows.get(&(round.to_owned(), leg)).into_iter().flatten();
    match leg {
        Some(leg) => of(Some(leg)).chain(of(None)).collect(),
        None => {
            let legs = windows.range((round.to_owned(), None)..=(round.to_owned(), Some(u8::MAX)));
            legs.flat_map(|(_, windows)| windows).collect()
        }
    }
}

impl Rule for OutsideRoundWindow {
    fn check_batch(&self, dossiers: &Dossiers<'_>, reporter: &mut Reporter<'_, '_>) {
        let editions: Vec<_> =
            dossiers.editions.iter().map(|edition| windows(dossiers, &edition.articles)).collect();
        let mut known: HashMap<(usize, &str, Option<u8>), Windows<'_>> = HashMap::default();
        for dossier in &dossiers.matches {
            let (Some(all), Some(round)) = (editions.get(dossier.edition), &dossier.round) else {
                continue;
            };
            let (key, leg) = (round.key.as_str(), dossier.leg);
            let of_leg = || Windows::new(windows_of(all, key, leg));
            let windows = known.entry((dossier.edition, key, leg)).or_insert_with(of_leg);
            for claim in dossier.claims.iter().filter(|_| !windows.named.is_empty()) {
                check_claim(dossier, claim, windows, reporter);
            }
        }
    }
}

fn check_claim(
    dossier: &MatchDossier<'_>,
    claim: &Claim<'_, MatchMention>,
    windows: &Windows<'_>,
    reporter: &mut Reporter<'_, '_>,
) {
    let Some(date) = claim.mention.date else { return };
    reporter.applied();
    let (false, Some(first)) = (windows.contain(date.value), windows.named.first()) else { return };
    let round = dossier.round.as_ref().map_or("", |round| &round.name);
    let leg = dossier.leg.map_or_else(String::new, |leg| format!(", {}", text::leg(usize::from(leg))));
    let name = text::match_name(reporter.dossiers, dossier);
    let scheduled = text::days(first.range.value);
    let message =
        format!("{name} is on {}, but the schedule gives {round}{leg} {scheduled}", text::day(date.value));
    let severity = if claim.mention.notes.is_empty() { Severity::Warning } else { Severity::Info };
    let finding = reporter.report(claim.location(date.at), name, message).severity(severity);
    for window in &windows.named {
        finding.relate(window.location(), format!("the schedule says {}", text::days(window.range.value)));
    }
}

impl Rule for DatesDisagree {
    fn check_match(&self, dossier: &MatchDossier<'_>, reporter: &mut Reporter<'_, '_>) {
        let stated = day_readings(dossier);
        if stated.iter().map(|reading| reading.sources.len()).sum::<usize>() > 1 {
            reporter.applied();
        }
        for dispute in disputes(&stated) {
            let name = text::match_name(reporter.dossiers, dossier);
            dispute.report(&format!("date of {name}"), &name, &|date| text::day(*date), reporter);
        }
    }

    fn check_batch(&self, dossiers: &Dossiers<'_>, reporter: &mut Reporter<'_, '_>) {
        for edition in &dossiers.editions {
            check_schedules(dossiers, &edition.articles, reporter);
            check_draws(dossiers, &edition.articles, reporter);
        }
        let days = match_days(dossiers);
        for (article, extracted) in dossiers.articles.iter().enumerate() {
            check_amendments(article, extracted, reporter);
            check_lead(article, extracted, &days, reporter);
        }
    }
}

/// Two articles of an edition that each give a round and leg one window, and not the same.
fn check_schedules(dossiers: &Dossiers<'_>, articles: &[usize], reporter: &mut Reporter<'_, '_>) {
    for ((round, leg), windows) in windows(dossiers, articles) {
        let mut rows: HashMap<usize, usize> = HashMap::default();
        windows.iter().for_each(|window| *rows.entry(window.article).or_default() += 1);
        let once = |window: &&Window| rows.get(&window.article) == Some(&1);
        let stated = readings(windows.iter().filter(once).map(|window| {
            let range = window.range.value;
            ((range.from, range.to), Source::new(window.location(), "schedule", false))
        }));
        let leg = leg.map_or_else(String::new, |leg| format!(", {}", text::leg(usize::from(leg))));
        for dispute in disputes(&stated) {
            let show = |&(from, to): &Days| text::days(DateRange { from, to });
            dispute.report(&format!("date of {round}{leg}"), &format!("{round}{leg}"), &show, reporter);
        }
    }
}

/// Sentences and rows of schedules about the draw for one round.
fn check_draws(dossiers: &Dossiers<'_>, articles: &[usize], reporter: &mut Reporter<'_, '_>) {
    let mut draws: BTreeMap<String, Vec<(Days, Source)>> = BTreeMap::new();
    for &article in articles {
        let Some(extracted) = dossiers.articles.get(article) else { continue };
        for (round, range, noun) in stated_draws(extracted) {
            let source = Source::new(Location { article, span: range.at }, noun, false);
            draws.entry(round).or_default().push(((range.value.from, range.value.to), source));
        }
    }
    for (round, stated) in draws {
        let stated = readings(stated);
        for dispute in disputes(&stated) {
            let show = |&(from, to): &Days| text::days(DateRange { from, to });
            let what = format!("draw for the {round}");
            dispute.report(&what, &what, &show, reporter);
        }
    }
}

fn stated_draws(extracted: &Extracted) -> impl Iterator<Item = (String, Stated<DateRange>, &'static str)> {
    let of_sentence = |statement: &Statement| {
        let is_draw = statement.kind == StatementKind::DrawDate;
        Some((statement.round.clone().filter(|_| is_draw)?.key, statement.dates?, "sentence"))
    };
    let of_row = |row: &ScheduleRow| {
        let is_draw = row.kind == ScheduleKind::Draw;
        Some((row.round.clone().filter(|_| is_draw)?.key, row.dates?, "schedule"))
    };
    extracted.statements.iter().filter_map(of_sentence).chain(extracted.schedule.iter().filter_map(of_row))
}

/// A schedule that gives a round neither the days to which it was moved nor those from which it was moved.
fn check_amendments(article: usize, extracted: &Extracted, reporter: &mut Reporter<'_, '_>) {
    let mut amendments: HashMap<Slot, &ScheduleRow> = HashMap::default();
    for row in extracted.schedule.iter().filter(|row| row.kind == ScheduleKind::Amended) {
        if let Some(round) = &row.round {
            amendments.insert((round.key.clone(), row.leg), row);
        }
    }
    for row in extracted.schedule.iter().filter(|row| row.kind == ScheduleKind::Matches) {
        let (Some(round), Some(days)) = (&row.round, row.dates) else { continue };
        let Some(amended) = amendments.get(&(round.key.clone(), row.leg)) else { continue };
        let (Some(moved), Some(original)) = (amended.dates, amended.moved_from) else { continue };
        reporter.applied();
        if days.value == moved.value || days.value == original.value {
            continue;
        }
        let message = format!(
            "the schedule gives {} {}, but it was moved from {} to {}",
            round.name,
            text::days(days.value),
            text::days(original.value),
            text::days(moved.value)
        );
        reporter
            .report(Location { article, span: days.at }, message.clone(), message)
            .relate(Location { article, span: moved.at }, "the amendment of the calendar");
    }
}

/// The days on which matches of each article were played, as any article states them.
fn match_days(dossiers: &Dossiers<'_>) -> HashSet<(usize, Date)> {
    let mut days = HashSet::default();
    for dossier in &dossiers.matches {
        if let Some(day) = agreed(&day_readings(dossier)) {
            days.extend(dossier.claims.iter().map(|claim| (claim.article, day)));
        }
    }
    days
}

/// `was played from 8 September to 25 November` against the first and the last window of the article's own schedule.
///
/// A match on the stated day explains it (`outside-round-window` speaks of that match). A schedule with rows that do not
/// say what they date may lack the first or the last window.
fn check_lead(
    article: usize,
    extracted: &Extracted,
    days: &HashSet<(usize, Date)>,
    reporter: &mut Reporter<'_, '_>,
) {
    if extracted.schedule.iter().any(|row| row.kind == ScheduleKind::Unnamed) {
        return;
    }
    let own: Vec<Window> = effective_windows(article, extracted);
    let first = own.iter().min_by_key(|window| window.range.value.from);
    let last = own.iter().max_by_key(|window| window.range.value.to);
    let (Some(first), Some(last)) = (first, last) else { return };
    let is_lead =
        |statement: &&Statement| statement.kind == StatementKind::PlayedDates && statement.round.is_none();
    for statement in extracted.statements.iter().filter(is_lead) {
        let Some(dates) = statement.dates else { continue };
        reporter.applied();
        for (day, window, verb) in [(dates.value.from, first, "begin"), (dates.value.to, last, "end")] {
            if !window.range.value.contains(day) && !days.contains(&(article, day)) {
                report_lead(article, dates.at, (day, verb), window, reporter);
            }
        }
    }
}

fn effective_windows(article: usize, extracted: &Extracted) -> Vec<Window> {
    let mut by_slot: BTreeMap<Slot, Vec<Window>> = BTreeMap::new();
    for (slot, window) in extracted.schedule.iter().filter_map(|row| window(article, row)) {
        by_slot.entry(slot).or_default().push(window);
    }
    let effective = by_slot.into_values().flat_map(|mut windows| {
        if windows.iter().any(|window| window.amended) {
            windows.retain(|window| window.amended);
        }
        windows
    });
    effective.collect()
}

fn report_lead(
    article: usize,
    at: Span,
    (day, verb): (Date, &str),
    window: &Window,
    reporter: &mut Reporter<'_, '_>,
) {
    let scheduled = text::days(window.range.value);
    let which = if verb == "begin" { "first" } else { "last" };
    let message = format!(
        "the sentence has the matches {verb} on {}, but the schedule's {which} dates are {scheduled}",
        text::day(day)
    );
    reporter
        .report(Location { article, span: at }, format!("{verb} of the competition"), message)
        .relate(window.location(), format!("the schedule says {scheduled}"));
}
