//! Times of day with their offset: `20:45 CEST`, `18:00 UTC+1`, `17:35`, `8:30 p.m.`

use jiff::{civil::Date, tz::Offset};
use nom::{
    Parser,
    branch::alt,
    bytes::complete::take_while_m_n,
    character::complete::{char, digit1, one_of},
    combinator::{map_opt, map_res, opt, rest},
    sequence::preceded,
};

use super::{
    Unreadable,
    grammar::{Grammar, Parsed, blank, dash, integer, refuse, whole, word},
};
use crate::{
    catalogue::{Language, fold::fold_words},
    record::Kickoff,
};

/// No place is further from UTC, in minutes.
const LARGEST_OFFSET: i16 = 14 * 60;

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

/// Reads a time of day: `20:45`, `20.45`, `18h30`, `8:30 p.m.`, `8 p.m.`; behind it zone or offset, in
/// brackets or not. Where both stand there (`20:45 CEST (UTC+2)`) they must agree. The name of a zone that
/// several parts of the world share (`19:00 CST`) says nothing.
///
/// # Errors
/// The text is not a time of day.
pub fn time(text: &str, language: &Language) -> Result<TimeValue, Unreadable> {
    let refused = || Unreadable(format!("expected a time of day, found `{}`", text.trim()));
    let (clock, behind) = whole((clock(language), rest), text).ok_or_else(refused)?;
    let offset = offset_among(behind, language).ok_or_else(refused)?;
    Ok(TimeValue { offset, ..clock })
}

/// Reads an offset from UTC in hours, as `UTZ` has it: `1`, `-4`, `−4`, `5.5`, `+5:30`, `±0`. Gives minutes.
///
/// # Errors
/// The text is not an offset, or more than 14 hours.
pub fn utc_offset(text: &str) -> Result<i16, Unreadable> {
    let unsigned = map_opt(hours, in_range);
    let offset = whole(alt((signed_offset, unsigned)), text);
    offset.ok_or_else(|| Unreadable(format!("expected an offset from UTC in hours, found `{}`", text.trim())))
}

/// Local time, offset and, where date and offset are known, the instant in UTC.
#[must_use]
pub fn kickoff(time: TimeValue, date: Option<Date>) -> Kickoff {
    let written = |offset: i16| {
        let sign = if offset < 0 { '-' } else { '+' };
        format!("{sign}{:02}:{:02}", offset.abs() / 60, offset.abs() % 60)
    };
    Kickoff {
        local: format!("{:02}:{:02}", time.hour, time.minute),
        utc_offset: time.offset.map(written),
        utc: instant(time, date),
    }
}

/// RFC 3339 in UTC; `None` without date or offset, and at the ends of the calendar.
fn instant(time: TimeValue, date: Option<Date>) -> Option<String> {
    let local = date?.to_datetime(jiff::civil::Time::new(time.hour, time.minute, 0, 0).ok()?);
    let offset = Offset::from_seconds(i32::from(time.offset?) * 60).ok()?;
    offset.to_timestamp(local).ok().map(|instant| instant.to_string())
}

/// Hour and minute; the minute may be missing before `p.m.` and its like.
fn clock<'t>(language: &'t Language) -> impl Grammar<'t, TimeValue> {
    let minute = preceded(one_of(":.h"), map_res(two_digits, str::parse::<i8>));
    let half = opt(preceded(blank, half_of_day(language)));
    map_opt((integer(2), opt(minute), half), |(hour, minute, half)| time_of_day(hour, minute, half))
}

/// Which half of the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Half {
    BeforeNoon,
    AfterNoon,
}

fn half_of_day<'t>(language: &'t Language) -> impl Grammar<'t, Half> {
    map_opt(word, |found| match found {
        found if language.is("time.am", found) => Some(Half::BeforeNoon),
        found if language.is("time.pm", found) => Some(Half::AfterNoon),
        _ => None,
    })
}

fn time_of_day(hour: i8, minute: Option<i8>, half: Option<Half>) -> Option<TimeValue> {
    let hour = match half {
        None => hour,
        Some(_) if !(1..=12).contains(&hour) => return None,
        Some(Half::BeforeNoon) => hour % 12,
        Some(Half::AfterNoon) => hour % 12 + 12,
    };
    let minute = minute.or(half.map(|_| 0))?;
    let fits = (0..24).contains(&hour) && (0..60).contains(&minute);
    fits.then_some(TimeValue { hour, minute, offset: None })
}

/// The offset that zones and offsets behind a time agree on; `None` where one cannot be read or they do not
/// agree.
fn offset_among(text: &str, language: &Language) -> Option<Option<i16>> {
    let mut agreed = None;
    for item in text.split(['(', ')', ',', ';', '/']).map(str::trim).filter(|item| !item.is_empty()) {
        if ["time.local", "time.ambiguous"].iter().any(|list| language.is(list, item)) {
            continue;
        }
        let offset = whole(alt((zone(language), signed_offset)), item)?;
        if agreed.is_some_and(|other| other != offset) {
            return None;
        }
        agreed = Some(offset);
    }
    Some(agreed)
}

/// A zone by name, with or without an offset from it: `CEST`, `UTC`, `UTC+1`, `GMT−3:30`
fn zone<'t>(language: &'t Language) -> impl Grammar<'t, i16> {
    let named = map_opt(word, |name| language.zones.get(&fold_words(name)).copied());
    map_opt((named, blank, opt(signed_offset)), |(zone, _, offset)| {
        in_range(zone.checked_add(offset.unwrap_or(0))?)
    })
}

/// `+1`, `−4`, `±0`, `+05:30`
fn signed_offset(input: &str) -> Parsed<'_, i16> {
    let sign = alt((char('+').map(|_| 1), char('±').map(|_| 1), dash.map(|_| -1)));
    map_opt((sign, hours), |(sign, minutes): (i16, i16)| in_range(sign * minutes)).parse(input)
}

/// Hours with or without a fraction or minutes: `5`, `5.5`, `5:30`. Gives minutes.
fn hours(input: &str) -> Parsed<'_, i16> {
    let minutes = preceded(char(':'), map_res(two_digits, str::parse::<i16>));
    let fraction = preceded(char('.'), fraction);
    let (rest, (hours, minutes)) = (integer::<i16>(2), opt(alt((minutes, fraction)))).parse(input)?;
    match minutes.unwrap_or(0) {
        minutes @ 0..60 => Ok((rest, hours * 60 + minutes)),
        _ => refuse(input),
    }
}

/// The decimals of an hour, as minutes.
fn fraction(input: &str) -> Parsed<'_, i16> {
    let (rest, digits) = digit1(input)?;
    match (digits.len(), digits.parse::<i16>()) {
        (1, Ok(tenths)) => Ok((rest, tenths * 6)),
        (2, Ok(hundredths)) => Ok((rest, hundredths * 60 / 100)),
        _ => refuse(input),
    }
}

fn two_digits(input: &str) -> Parsed<'_, &str> {
    take_while_m_n(2, 2, |c: char| c.is_ascii_digit())(input)
}

fn in_range(offset: i16) -> Option<i16> {
    (offset.abs() <= LARGEST_OFFSET).then_some(offset)
}

#[cfg(test)]
mod tests {
    use super::{super::tests::english, *};

    #[test]
    fn times_as_written() {
        for (text, hour, minute, offset) in [
            ("17:35", 17, 35, None),
            ("9:05", 9, 5, None),
            ("20.45", 20, 45, None),
            ("18h30", 18, 30, None),
            ("8:30 p.m.", 20, 30, None),
            ("8:30\u{a0}PM", 20, 30, None),
            ("8 p.m.", 20, 0, None),
            ("12:15 a.m.", 0, 15, None),
            ("12 pm", 12, 0, None),
            ("20:45 CEST", 20, 45, Some(120)),
            ("20:45 CEST (UTC+2)", 20, 45, Some(120)),
            ("18:00 UTC+1", 18, 0, Some(60)),
            ("18:00 (UTC−03:30)", 18, 0, Some(-210)),
            ("1:00 p.m. UTC−6", 13, 0, Some(-360)),
            ("15:00 UTC±0", 15, 0, Some(0)),
            ("15:00 GMT", 15, 0, Some(0)),
            ("16:00 local time", 16, 0, None),
            ("19:00 CST", 19, 0, None),
            ("19:00 CST (UTC+8)", 19, 0, Some(480)),
            ("14:00 EET (UTC+2)", 14, 0, Some(120)),
            ("18:00+02:00", 18, 0, Some(120)),
        ] {
            let hour_minute = TimeValue { hour, minute, offset };
            assert_eq!(time(text, english()), Ok(hour_minute), "{text}");
        }
    }

    #[test]
    fn other_texts_are_no_times() {
        for text in [
            "",
            "TBD",
            "18",
            "25:00",
            "12:60",
            "1:5",
            "13:00 p.m.",
            "0 a.m.",
            "20:45 XYZ",
            "20:45 CEST (UTC+1)",
            "18:00 UTC+15",
            "18:00 20:00",
        ] {
            assert!(time(text, english()).is_err(), "{text}");
        }
    }

    #[test]
    fn offsets_as_written() {
        for (text, minutes) in [
            ("0", 0),
            ("1", 60),
            ("+1", 60),
            ("-4", -240),
            ("−4", -240),
            ("–4", -240),
            ("5.5", 330),
            ("5.75", 345),
            ("+5:30", 330),
            ("-3:30", -210),
            ("±0", 0),
            (" 2 ", 120),
            ("14", 840),
        ] {
            assert_eq!(utc_offset(text), Ok(minutes), "{text}");
        }
        for text in ["", "x", "15", "-15", "5:3", "5:75", "1 2", "+", "5."] {
            assert!(utc_offset(text).is_err(), "{text}");
        }
    }

    #[test]
    fn kickoff_gives_local_time_offset_and_instant() {
        let date = Some(jiff::civil::date(2017, 3, 1));
        let evening = TimeValue { hour: 20, minute: 5, offset: Some(-210) };
        let expected = Kickoff {
            local: "20:05".to_owned(),
            utc_offset: Some("-03:30".to_owned()),
            utc: Some("2017-03-01T23:35:00Z".to_owned()),
        };
        assert_eq!(kickoff(evening, date), expected);
        assert_eq!(kickoff(evening, None), Kickoff { utc: None, ..expected });
        let morning = TimeValue { hour: 0, minute: 30, offset: Some(120) };
        assert_eq!(kickoff(morning, date).utc.as_deref(), Some("2017-02-28T22:30:00Z"));
        let unknown = kickoff(TimeValue { offset: None, ..morning }, date);
        assert_eq!((unknown.utc_offset, unknown.utc), (None, None));
    }
}
