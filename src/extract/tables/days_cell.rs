//! Days in a cell of a schedule, with the time and the place that may stand behind them.

use crate::{
    extract::reader::Reader,
    record::DateRange,
    span::Span,
    value::{self, DateError, Years},
};

/// Ranges in one cell, at most; a longer list is no date.
const MOST_RANGES: usize = 12;

/// What such a cell states.
pub(super) struct DaysCell {
    /// Ranges of days, in the order written: two in `16–17 & 23–24 February 2016`.
    pub ranges: Vec<DateRange>,
    /// The time of day, as written: `12:00`.
    pub time: Option<String>,
    /// The place: `San Siro, Milan`.
    pub venue: Option<String>,
}

impl DaysCell {
    /// Reads `10–12 March 2017`, `21 March 2017 (Cairo, Egypt)`, `18 March 2016, 12:00`, `28 May 2016 at San Siro, Milan`,
    /// `16–17 & 23–24 February 2016`.
    ///
    /// # Errors
    /// The text is no date, or one that the calendar does not have.
    pub fn read(reader: &Reader<'_, '_>, text: &str, span: Span) -> Result<Self, DateError> {
        let (text, bracket) = match text.split_once('(') {
            Some((text, rest)) => (text.trim(), rest.strip_suffix(')')),
            None => (text, None),
        };
        let (text, behind) = split_place(reader, text);
        let venue = behind.or(bracket).map(str::to_owned);
        let years = reader.year_at(span.start());
        match ranges(reader, text, years) {
            Err(DateError::NotADate(whole)) => {
                let (days, time) = split_time(reader, text).ok_or(DateError::NotADate(whole))?;
                Ok(Self { ranges: ranges(reader, days, years)?, time: Some(time.to_owned()), venue })
            }
            read => Ok(Self { ranges: read?, time: None, venue }),
        }
    }
}

/// `28 May 2016 at San Siro, Milan`: what stands before and behind the word for "at".
fn split_place<'t>(reader: &Reader<'_, '_>, text: &'t str) -> (&'t str, Option<&'t str>) {
    let at = text.split(' ').find(|word| reader.language.is("range.at", word));
    let split = at.map(|word| Span::of(word, text)).and_then(|at| {
        let (before, behind) = (text.get(..at.start())?.trim(), text.get(at.end()..)?.trim());
        (!before.is_empty() && !behind.is_empty()).then_some((before, behind))
    });
    split.map_or((text, None), |(before, behind)| (before.trim_end_matches(','), Some(behind)))
}

/// `18 March 2016, 12:00`
fn split_time<'t>(reader: &Reader<'_, '_>, text: &'t str) -> Option<(&'t str, &'t str)> {
    let (days, time) = text.rsplit_once(',').map(|(days, time)| (days.trim(), time.trim()))?;
    value::time(time, reader.language, reader.catalogue.zones()).is_ok().then_some((days, time))
}

/// One range, or several with "and" between them; the last states the month and the year of those that state none.
fn ranges(reader: &Reader<'_, '_>, text: &str, years: Years) -> Result<Vec<DateRange>, DateError> {
    let whole = value::date_range(text, reader.language, years);
    let Err(DateError::NotADate(_)) = whole else { return Ok(vec![whole?]) };
    let parts: Vec<&str> = listed(reader, text);
    let Some((last, before)) = parts.split_last().filter(|(_, before)| !before.is_empty()) else {
        return Ok(vec![whole?]);
    };
    let last_range = value::date_range(last, reader.language, years)?;
    let years = Years::from(Some(last_range.from.year()));
    let month = last.find(char::is_alphabetic).and_then(|at| last.get(at..)).unwrap_or("");
    let mut ranges = Vec::with_capacity(parts.len());
    for part in before {
        let alone = value::date_range(part, reader.language, years);
        ranges
            .push(alone.or_else(|_| value::date_range(&format!("{part} {month}"), reader.language, years))?);
    }
    ranges.push(last_range);
    Ok(ranges)
}

/// The parts of a text between the signs and words for "and".
fn listed<'t>(reader: &Reader<'_, '_>, text: &'t str) -> Vec<&'t str> {
    let separators = text.split(' ').filter(|word| reader.language.is("range.and", word));
    let mut start = 0;
    let mut parts = Vec::new();
    for at in separators.take(MOST_RANGES).map(|word| Span::of(word, text)) {
        parts.extend(text.get(start..at.start()).map(str::trim));
        start = at.end();
    }
    parts.extend(text.get(start..).map(str::trim));
    parts
}
