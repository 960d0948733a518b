//! What stands above a match in a bracket: its day and its place.

use jiff::civil::Date;

use crate::{
    extract::{match_box::clean, reader::Reader},
    record::Venue,
    span::{Span, Stated},
    value::{self, DateError},
};

/// What stands between the day and the place.
const SEPARATORS: [&str; 4] = [" – ", " - ", " — ", ", "];

/// When and where two slots meet, as the cell above them says.
#[derive(Clone, Debug, Default)]
pub(super) struct Header {
    pub date: Option<Stated<Date>>,
    pub venue: Option<Stated<Venue>>,
    /// What is wrong with a day that is none of the calendar.
    pub date_problem: Option<Stated<String>>,
    /// A day that is not settled or whose year is not stated, or the number of the match, as written.
    pub note: Option<String>,
}

impl Header {
    /// Whether it says when or where the match is.
    pub fn says_when_or_where(&self) -> bool {
        self.date.is_some() || self.date_problem.is_some() || self.venue.is_some()
    }
}

/// Reads what stands above a match: `29 June – [[Foxborough]]`, a day, a place, the number of the match.
pub(super) fn header(reader: &mut Reader<'_, '_>, span: Span) -> Header {
    let flat = reader.flat(span);
    let text = clean(&flat);
    let mut header = Header::default();
    if text.is_empty() {
        return header;
    }
    let at = flat.span_of(flat.trimmed());
    let (day, place) = day_and_place(reader, &text);
    if !place.is_empty() {
        header.venue = Some(Stated::new(value::venue("", place, reader.catalogue.countries()), at));
    }
    header.day(reader, day, at);
    header
}

impl Header {
    /// Reads what should be a day; without a number in it, it is a place.
    fn day(&mut self, reader: &mut Reader<'_, '_>, text: &str, at: Span) {
        match value::date(text, reader.language, reader.year_at(at.start())) {
            Ok(date) => self.date = Some(Stated::new(date, at)),
            Err(DateError::Impossible(problem)) => self.date_problem = Some(Stated::new(problem, at)),
            Err(_) if value::score(text, reader.language).is_ok_and(|value| value.placeholder) => {
                self.note = Some(text.to_owned());
            }
            Err(_) if !text.chars().any(|c| c.is_ascii_digit()) => {
                self.venue = Some(Stated::new(value::venue("", text, reader.catalogue.countries()), at));
            }
            Err(reason) => reader.unread("value", Some("bracket header"), at, reason.to_string()),
        }
    }
}

/// Splits a header behind its day.
fn day_and_place<'t>(reader: &Reader<'_, '_>, text: &'t str) -> (&'t str, &'t str) {
    if is_day(reader, text) {
        return (text, "");
    }
    let mut parted = SEPARATORS.iter().filter_map(|separator| text.split_once(separator));
    parted.find(|(day, _)| is_day(reader, day)).unwrap_or((text, ""))
}

/// Whether a text is a day or days, with a year or without.
fn is_day(reader: &Reader<'_, '_>, text: &str) -> bool {
    !matches!(value::date_range(text, reader.language, Some(2000)), Err(DateError::NotADate(_)))
}
