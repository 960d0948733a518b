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
    catalogue::{Language, Zones},
    record::Kickoff,
};

/// No place is further from UTC, in minutes.
const LARGEST_OFFSET: i16 = 14 * 60;

/// A time of day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TimeValue {
    /// 0–23; 24 at the end of the day.
    pub hour: i8,
    /// 0–59.
    pub minute: i8,
    /// Minutes east of UTC, where an offset or a zone of the catalogue is stated.
    pub offset: Option<i16>,
    /// Whether the stated offset is none of those that the zone's abbreviation beside it stands for: `20:45 CET (UTC+2)`.
    pub off_zone: bool,
}

/// Reads a time of day: `20:45`, `20.45`, `18h30`, `8:30 p.m.`, `8 p.m.`; behind it zone or offset, in
/// brackets or not. Where both stand there (`20:45 CEST (UTC+2)`) the offset counts. An abbreviation that
/// several parts of the world share (`19:00 CST`) says nothing by itself. Of two times (`20:45 (19:45 UTC+1)`)
/// the one with an offset is read; one in universal time (`15:00 MSK (11:00 UTC)`) says what the other's offset is.
///
/// # Errors
/// The text is not a time of day, states two offsets for one, or two times without saying which is local.
pub fn time(text: &str, language: &Language, zones: &Zones) -> Result<TimeValue, Unreadable> {
    let refused = || Unreadable(format!("expected a time of day, found `{}`", text.trim()));
    let items = text.split(['(', ')', ',', ';', '/', '\n']).map(str::trim).filter(|item| !item.is_empty());
    let mut times: Vec<Zoned> = Vec::new();
    for item in items {
        let zone = match whole((clock(language), rest), item) {
            Some((clock, behind)) => {
                times.push(Zoned { clock, ..Zoned::default() });
                behind.trim()
            }
            None => item,
        };
        times.last_mut().and_then(|time| time.add(zone, language, zones)).ok_or_else(refused)?;
    }
    if let [local, universal] = times.as_slice()
        && let Some(read) = local.beside(universal, language, zones)
    {
        return Ok(read);
    }
    let times: Option<Vec<TimeValue>> = times.into_iter().map(|time| time.value(zones)).collect();
    local_among(&times.ok_or_else(refused)?).ok_or_else(refused)
}

/// The time that is meant where an article states it for two places.
fn local_among(times: &[TimeValue]) -> Option<TimeValue> {
    let mut zoned = times.iter().filter(|time| time.offset.is_some());
    match (times, zoned.next(), zoned.next()) {
        ([only], _, _) => Some(*only),
        (_, Some(zoned), None) => Some(*zoned),
        (_, Some(first), Some(second)) if first.is_same_instant(*second) => Some(*first),
        _ => None,
    }
}

impl TimeValue {
    fn minutes(self) -> i16 {
        i16::from(self.hour) * 60 + i16::from(self.minute)
    }

    /// Whether two local times are the same moment of a day.
    fn is_same_instant(self, other: Self) -> bool {
        let utc = |time: Self| Some((time.minutes() - time.offset?).rem_euclid(24 * 60));
        utc(self).is_some() && utc(self) == utc(other)
    }
}

/// A time of day with what stands behind it.
#[derive(Clone, Copy, Debug, Default)]
struct Zoned<'t> {
    clock: TimeValue,
    abbreviation: Option<&'t str>,
    offset: Option<i16>,
}

impl<'t> Zoned<'t> {
    /// Adds a zone or an offset; `None` where it is neither, or a second one that says something else.
    fn add(&mut self, text: &'t str, language: &Language, zones: &Zones) -> Option<()> {
        if text.is_empty() || language.is("time.local", text) {
            return Some(());
        }
        let agrees = match whole((opt(word), preceded(blank, opt(signed_offset))), text)? {
            (Some(name), None) => self.abbreviation.replace(name).is_none(),
            // `UTC+1`, `GMT-3`
            (Some(name), Some(_)) if zones.offsets(name) != Some(&[0]) => false,
            (_, Some(offset)) => self.offset.replace(offset).is_none_or(|other| other == offset),
            (None, None) => false,
        };
        agrees.then_some(())
    }

    /// A local time without an offset of its own, with the one that the same moment in universal time gives it. `UTC±0` is
    /// the offset of a place, and no universal time.
    fn beside(&self, universal: &Self, language: &Language, zones: &Zones) -> Option<TimeValue> {
        let is_universal = |name| universal.offset.is_none() && language.is("time.universal", name);
        universal.abbreviation.filter(|name| is_universal(name))?;
        let known = self.abbreviation.map(|name| zones.offsets(name).unwrap_or_default());
        if self.offset.is_some() || known.is_some_and(|offsets| offsets.len() == 1) {
            return None;
        }
        let difference = (self.clock.minutes() - universal.clock.minutes()).rem_euclid(24 * 60);
        let offset = if difference > LARGEST_OFFSET { difference - 24 * 60 } else { difference };
        let off_zone = known.is_some_and(|offsets| !offsets.is_empty() && !offsets.contains(&offset));
        (offset % 15 == 0 && in_range(offset).is_some()).then_some(TimeValue {
            offset: Some(offset),
            off_zone,
            ..self.clock
        })
    }

    /// What it says; `None` where an unknown abbreviation stands alone.
    fn value(self, zones: &Zones) -> Option<TimeValue> {
        let known = self.abbreviation.map(|name| zones.offsets(name));
        let by_name = match known {
            Some(None) if self.offset.is_none() => return None,
            Some(Some([only])) => Some(*only),
            _ => None,
        };
        let off_zone = self
            .offset
            .is_some_and(|stated| known.flatten().is_some_and(|offsets| !offsets.contains(&stated)));
        Some(TimeValue { offset: self.offset.or(by_name), off_zone, ..self.clock })
    }
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

/// The offset from UTC, in minutes, of a zone as it is written without a time: `CET (UTC+1)`, `UTC−7`, `Arabia Standard
/// Time`. `None` where none of its parts states one, or two differ.
#[must_use]
pub fn zone_offset(text: &str, language: &Language, zones: &Zones) -> Option<i16> {
    let mut zoned = Zoned::default();
    let items = text.split(['(', ')', ',']).map(str::trim).filter(|item| !item.is_empty());
    for item in items {
        match zones.only(item) {
            Some(known) if item.contains(' ') => zoned.offset = Some(known),
            _ => zoned.add(item, language, zones)?,
        }
    }
    zoned.value(zones)?.offset
}

/// Local time, offset and, where date and offset are known, the instant in UTC.
#[must_use]
pub fn kickoff(time: TimeValue, date: Option<Date>) -> Kickoff {
    Kickoff {
        local: format!("{:02}:{:02}", time.hour, time.minute),
        utc_offset: time.offset.map(written_offset),
        utc: instant(time, date),
        offset_of_page: false,
    }
}

/// Completes a kick-off beside which no offset stands with the one that the page states for all.
pub fn complete_kickoff(kickoff: &mut Kickoff, date: Option<Date>, offset: i16) {
    let clock = kickoff.local.split_once(':').map(|(hour, minute)| (hour.parse(), minute.parse()));
    let Some((Ok(hour), Ok(minute))) = clock else { return };
    kickoff.utc_offset = Some(written_offset(offset));
    kickoff.utc = instant(TimeValue { hour, minute, offset: Some(offset), off_zone: false }, date);
    kickoff.offset_of_page = true;
}

/// `+05:30`
fn written_offset(offset: i16) -> String {
    let sign = if offset < 0 { '-' } else { '+' };
    format!("{sign}{:02}:{:02}", offset.abs() / 60, offset.abs() % 60)
}

/// RFC 3339 in UTC; `None` without date or offset, and at the ends of the calendar.
fn instant(time: TimeValue, date: Option<Date>) -> Option<String> {
    // `24:00` ends the day that is stated.
    let (date, hour) = if time.hour == 24 { (date?.tomorrow().ok()?, 0) } else { (date?, time.hour) };
    let local = date.to_datetime(jiff::civil::Time::new(hour, time.minute, 0, 0).ok()?);
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
    let fits = ((0..24).contains(&hour) && (0..60).contains(&minute)) || (hour, minute) == (24, 0);
    fits.then_some(TimeValue { hour, minute, ..TimeValue::default() })
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
    use super::{
        super::tests::{catalogue, english},
        *,
    };

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
            ("12:00 noon", 12, 0, None),
            ("24:00", 24, 0, None),
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
            ("14:45 UYT (UTC−03:30)", 14, 45, Some(-210)),
            ("18:00 MSK", 18, 0, None),
            ("18:00 MSK (UTC+4)", 18, 0, Some(240)),
            ("18:00 XYZ (UTC+4)", 18, 0, Some(240)),
            ("20:45 \n (19:45 UTC±0)", 19, 45, Some(0)),
            ("20:45 CET (19:45 GMT)", 20, 45, Some(60)),
            ("15:00 MSK (11:00 UTC)", 15, 0, Some(240)),
            ("20:00 (18:00 UTC)", 20, 0, Some(120)),
            ("20:00 XYZ (18:00 GMT)", 20, 0, Some(120)),
            ("20:00 (01:30 UTC)", 20, 0, Some(-330)),
            ("01:00 (19:00 UTC)", 1, 0, Some(360)),
        ] {
            let expected = TimeValue { hour, minute, offset, off_zone: false };
            assert_eq!(time(text, english(), catalogue().zones()), Ok(expected), "{text}");
        }
    }

    #[test]
    fn other_texts_are_no_times() {
        for text in [
            "",
            "TBD",
            "18",
            "25:00",
            "24:01",
            "12:60",
            "1:5",
            "13:00 p.m.",
            "0 a.m.",
            "20:45 XYZ",
            "20:45 (UTC+2) (UTC+1)",
            "20:45 (19:45)",
            "20:45 CET (20:45 GMT)",
            "CET",
            "18:00 UTC+15",
            "18:00 20:00",
        ] {
            assert!(time(text, english(), catalogue().zones()).is_err(), "{text}");
        }
    }

    #[test]
    fn a_stated_offset_counts_whatever_the_abbreviation_stands_for() {
        for (text, off_zone) in
            [("20:45 CET (UTC+02:00)", true), ("20:45 CEST (UTC+02:00)", false), ("19:00 CST (UTC+2)", true)]
        {
            let expected = TimeValue { hour: 0, minute: 0, offset: Some(120), off_zone };
            let read = time(text, english(), catalogue().zones()).unwrap();
            assert_eq!(TimeValue { hour: 0, minute: 0, ..read }, expected, "{text}");
        }
    }

    #[test]
    fn zones_without_a_time() {
        for (text, minutes) in [
            ("CET (UTC+1)", Some(60)),
            ("UTC−7 (PDT)", Some(-420)),
            ("AST (UTC+3)", Some(180)),
            ("Arabia Standard Time (UTC+3)", Some(180)),
            ("CEST", Some(120)),
            ("UTC", Some(0)),
            ("AST", None),
            ("local time", None),
            ("in the evening", None),
        ] {
            assert_eq!(zone_offset(text, english(), catalogue().zones()), minutes, "{text}");
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
        let evening = TimeValue { hour: 20, minute: 5, offset: Some(-210), off_zone: false };
        let expected = Kickoff {
            local: "20:05".to_owned(),
            utc_offset: Some("-03:30".to_owned()),
            utc: Some("2017-03-01T23:35:00Z".to_owned()),
            offset_of_page: false,
        };
        assert_eq!(kickoff(evening, date), expected);
        assert_eq!(kickoff(evening, None), Kickoff { utc: None, ..expected });
        let morning = TimeValue { hour: 0, minute: 30, offset: Some(120), off_zone: false };
        assert_eq!(kickoff(morning, date).utc.as_deref(), Some("2017-02-28T22:30:00Z"));
        let midnight = TimeValue { hour: 24, minute: 0, ..morning };
        let end = kickoff(midnight, date);
        assert_eq!((end.local.as_str(), end.utc.as_deref()), ("24:00", Some("2017-03-01T22:00:00Z")));
        let unknown = kickoff(TimeValue { offset: None, ..morning }, date);
        assert_eq!((unknown.utc_offset, unknown.utc), (None, None));
    }
}
