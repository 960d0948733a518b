//! Days and ranges of days: `10 February 2017`, `29 September – 1 October 2017`, `2017-02-10`, `June 28, 2026`.

use jiff::civil::Date;

use crate::{catalogue::Language, record::DateRange};

/// Why a date could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DateError {
    /// Not a date at all.
    NotADate(String),
    /// A date that the calendar does not have, or whose weekday does not fit: `31 April 2017`.
    Impossible(String),
    /// Day and month without a year, and no year is known.
    NoYear(String),
}

/// Reads a single day. A weekday before it must fit. `year` completes a date without one.
///
/// # Errors
/// See [`DateError`].
pub fn date(text: &str, language: &Language, year: Option<i16>) -> Result<Date, DateError> {
    let _ = (language, year);
    Err(DateError::NotADate(text.to_owned()))
}

/// Reads a day or a range of days; a month or year written once holds for both ends (`10–12 February 2017`). Accepts
/// every dash and the language's words for "to".
///
/// # Errors
/// See [`DateError`].
pub fn date_range(text: &str, language: &Language, year: Option<i16>) -> Result<DateRange, DateError> {
    let _ = (language, year);
    Err(DateError::NotADate(text.to_owned()))
}
