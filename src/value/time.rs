//! Times of day with their offset: `20:45 CEST`, `18:00 UTC+1`, `17:35`, `8:30 p.m.`

use jiff::civil::Date;

use super::Unreadable;
use crate::{catalogue::Language, record::Kickoff};

/// A time of day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TimeValue {
    /// 0–23.
    pub hour: i8,
    /// 0–59.
    pub minute: i8,
    /// Minutes east of UTC, where an offset or a zone of the catalogue is stated.
    pub offset: Option<i16>,
}

/// Reads a time of day.
///
/// # Errors
/// The text is not a time of day.
pub fn time(text: &str, language: &Language) -> Result<TimeValue, Unreadable> {
    let _ = language;
    Err(Unreadable(text.to_owned()))
}

/// Reads an offset from UTC in hours, as `UTZ` has it: `1`, `-4`, `−4`, `5.5`, `+5:30`. Gives minutes.
///
/// # Errors
/// The text is not an offset, or more than 14 hours.
pub fn utc_offset(text: &str) -> Result<i16, Unreadable> {
    Err(Unreadable(text.to_owned()))
}

/// Local time, offset and, where date and offset are known, the instant in UTC.
#[must_use]
pub fn kickoff(time: TimeValue, date: Option<Date>) -> Kickoff {
    let _ = (time, date);
    Kickoff { local: String::new(), utc_offset: None, utc: None }
}
