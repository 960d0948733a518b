//! Days and ranges of days: `10 February 2017`, `29 September – 1 October 2017`, `2017-02-10`, `June 28,
//! 2026`.

use jiff::civil::Date;
use nom::{
    Parser,
    branch::alt,
    character::complete::{char, digit1},
    combinator::{map_opt, map_res, opt, verify},
    multi::many0,
    sequence::{preceded, terminated},
};

use super::{
    Years,
    grammar::{Grammar, Parsed, blank, dash, integer, refuse, spaced, whole, word},
};
use crate::{
    catalogue::{Language, fold::fold_words},
    record::DateRange,
};

/// Why a date could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DateError {
    /// Not a date at all.
    NotADate(String),
    /// A date that the calendar does not have, or whose weekday does not fit: `31 April 2017`. Says why.
    Impossible(String),
    /// Day and month without a year, and no year is known.
    NoYear(String),
    /// A month without a day: `November`, `May 2017`.
    NoDay(String),
}

impl std::fmt::Display for DateError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::NotADate(text) => write!(f, "expected a date, found `{text}`"),
            Self::Impossible(why) => f.write_str(why),
            Self::NoYear(text) => write!(f, "the year of `{text}` is not stated"),
            Self::NoDay(text) => write!(f, "`{text}` names a month and no day"),
        }
    }
}

/// Reads a single day. A weekday before it must fit. `years` completes a date without a year.
///
/// # Errors
/// See [`DateError`].
pub fn date(text: &str, language: &Language, years: impl Into<Years>) -> Result<Date, DateError> {
    let text = text.trim();
    let Some(day) = whole(partial(language), text) else { return Err(no_day(text, language)) };
    day.complete(day.month, day.year.or_else(|| years.into().of(day.month)), text)
}

/// Why a text is no day: a month may stand alone.
fn no_day(text: &str, language: &Language) -> DateError {
    match whole((month(language), opt(year_behind())), text) {
        Some(_) => DateError::NoDay(text.to_owned()),
        None => DateError::NotADate(text.to_owned()),
    }
}

/// Reads a day or a range of days; a month or year written once holds for both ends (`10–12 February 2017`).
/// Accepts every dash and the language's words for "to". A range without a year, or with one at its end only,
/// may lead over New Year (`30 December – 2 January 2017`).
///
/// # Errors
/// See [`DateError`].
pub fn date_range(text: &str, language: &Language, years: impl Into<Years>) -> Result<DateRange, DateError> {
    let (text, years) = (text.trim(), years.into());
    let from = opt((listed("range.from", language), blank));
    let to = alt((spaced(dash).map(|_| ()), spaced(listed("range.to", language))));
    let range = preceded(from, (partial(language), opt(preceded(to, partial(language)))));
    let (first, last) = whole(range, text).ok_or_else(|| DateError::NotADate(text.to_owned()))?;
    let Some(last) = last else {
        let year = first.year.or_else(|| years.of(first.month));
        return Ok(DateRange::day(first.complete(first.month, year, text)?));
    };
    let (first, last) = complete_range(first, last, years);
    let range = DateRange {
        from: first.complete(first.month, first.year, text)?,
        to: last.complete(last.month, last.year, text)?,
    };
    if range.from <= range.to {
        Ok(range)
    } else {
        Err(DateError::Impossible(format!("`{text}` ends before it begins")))
    }
}

/// A day as far as it is written.
#[derive(Clone, Copy, Debug)]
struct Partial {
    weekday: Option<i8>,
    day: i8,
    month: Option<i8>,
    year: Option<i16>,
}

impl Partial {
    fn complete(self, month: Option<i8>, year: Option<i16>, text: &str) -> Result<Date, DateError> {
        let month = month.ok_or_else(|| DateError::NotADate(text.to_owned()))?;
        let year = year.ok_or_else(|| DateError::NoYear(text.to_owned()))?;
        let date = Date::new(year, month, self.day)
            .map_err(|_| DateError::Impossible(format!("`{text}`: the calendar has no such day")))?;
        let weekday = date.weekday();
        if self.weekday.is_some_and(|stated| stated != weekday.to_monday_one_offset()) {
            return Err(DateError::Impossible(format!("`{text}`: {date} is a {weekday:?}")));
        }
        Ok(date)
    }
}

/// Gives both ends of a range what only one of them states.
fn complete_range(mut first: Partial, mut last: Partial, years: Years) -> (Partial, Partial) {
    let over_new_year = matches!((first.month, last.month), (Some(first), Some(last)) if first > last);
    let step = i16::from(over_new_year);
    (first.month, last.month) = (first.month.or(last.month), last.month.or(first.month));
    let (stated_first, stated_last) = (first.year, last.year);
    first.year = stated_first.or(stated_last.map(|year| year.saturating_sub(step)));
    first.year = first.year.or_else(|| years.of(first.month));
    last.year = stated_last.or(first.year.map(|year| year.saturating_add(step)));
    (first, last)
}

/// A day in any of its forms.
fn partial<'t>(language: &'t Language) -> impl Grammar<'t, Partial> {
    let weekday = opt(terminated(weekday(language), (opt(char(',')), blank)));
    let written = (weekday, alt((day_first(language), month_first(language))));
    alt((iso, dotted, written.map(|(weekday, day)| Partial { weekday, ..day })))
}

/// `2017-02-10`
fn iso(input: &str) -> Parsed<'_, Partial> {
    let (rest, (year, _, month, _, day)) = (year, char('-'), padded, char('-'), padded).parse(input)?;
    Ok((rest, Partial { weekday: None, day, month: Some(month), year: Some(year) }))
}

/// `10.02.2017`; with slashes day and month could not be told apart.
fn dotted(input: &str) -> Parsed<'_, Partial> {
    let dot = || terminated(char('.'), blank);
    let (rest, (day, _, month, _, year)) = (integer(2), dot(), integer(2), dot(), year).parse(input)?;
    Ok((rest, Partial { weekday: None, day, month: Some(month), year: Some(year) }))
}

/// `10`, `10 February`, `10th of February 2017`, `12, 2017`
fn day_first<'t>(language: &'t Language) -> impl Grammar<'t, Partial> {
    let month = opt(preceded(blank, month(language)));
    (day(language), month, opt(year_behind())).map(|(day, month, year)| Partial {
        weekday: None,
        day,
        month,
        year,
    })
}

/// `February 10`, `Feb. 10th, 2017`
fn month_first<'t>(language: &'t Language) -> impl Grammar<'t, Partial> {
    (terminated(month(language), blank), day(language), opt(year_behind()))
        .map(|(month, day, year)| Partial { weekday: None, day, month: Some(month), year })
}

fn day<'t>(language: &'t Language) -> impl Grammar<'t, i8> {
    terminated(integer(2), opt(alt((listed("date.ordinal", language), ordinal_sign(language)))))
}

/// A sign behind the number of a day: the full stop of `24. Oktober`.
fn ordinal_sign<'t>(language: &'t Language) -> impl Grammar<'t, ()> {
    move |input: &'t str| {
        let signs = language.words("date.ordinal").iter().filter(|sign| !sign.contains(char::is_alphabetic));
        let rest = signs.filter_map(|sign| input.strip_prefix(sign.as_str())).next();
        rest.map_or_else(|| refuse(input), |rest| Ok((rest, ())))
    }
}

/// A month, with words such as "of" before it.
fn month<'t>(language: &'t Language) -> impl Grammar<'t, i8> {
    let filler = many0(terminated(listed("date.filler", language), blank));
    preceded(filler, map_opt(word, |name| look_up(&language.months, name)))
}

fn weekday<'t>(language: &'t Language) -> impl Grammar<'t, i8> {
    map_opt(word, |name| look_up(&language.weekdays, name))
}

/// A name with or without the full stop of an abbreviation.
fn look_up(names: &crate::hash::HashMap<String, i8>, name: &str) -> Option<i8> {
    let folded = fold_words(name);
    names.get(&folded).or_else(|| names.get(folded.trim_end_matches('.'))).copied()
}

fn year_behind<'t>() -> impl Grammar<'t, i16> {
    preceded((blank, opt(char(',')), blank), year)
}

fn year(input: &str) -> Parsed<'_, i16> {
    map_res(verify(digit1, |digits: &str| digits.len() == 4), str::parse).parse(input)
}

fn padded(input: &str) -> Parsed<'_, i8> {
    map_res(verify(digit1, |digits: &str| digits.len() == 2), str::parse).parse(input)
}

/// A word of one of the language's lists.
fn listed<'t>(list: &'static str, language: &'t Language) -> impl Grammar<'t, ()> {
    move |input: &'t str| match word(input) {
        Ok((rest, found)) if language.is(list, found) => Ok((rest, ())),
        _ => refuse(input),
    }
}

#[cfg(test)]
mod tests {
    use super::{super::tests::english, *};

    #[test]
    fn days_as_written() {
        for text in [
            "10 February 2017",
            "10\u{a0}February\u{a0}2017",
            "February 10, 2017",
            "Feb. 10 2017",
            "10th of February, 2017",
            "10 FEB 2017",
            "Friday, 10 February 2017",
            "Fri 10 February 2017",
            "2017-02-10",
            "10.02.2017",
            "10. 2. 2017",
            "10 February",
            "February 10",
        ] {
            let read = date(text, english(), Some(2017)).map(|date| date.to_string());
            assert_eq!(read.as_deref(), Ok("2017-02-10"), "{text}");
        }
    }

    #[test]
    fn a_season_across_two_years_completes_days_by_their_month() {
        for (text, expected) in
            [("29 August", "2015-08-29"), ("2 January", "2016-01-02"), ("1 May 2017", "2017-05-01")]
        {
            let read = date(text, english(), Years::Season(2015)).map(|date| date.to_string());
            assert_eq!(read.as_deref(), Ok(expected), "{text}");
        }
        let range = date_range("30 December – 2 January", english(), Years::Season(2015)).unwrap();
        assert_eq!((range.from.year(), range.to.year()), (2015, 2016));
    }

    #[test]
    fn days_that_cannot_be() {
        for text in
            ["31 April 2017", "29 February 2017", "0 May 2017", "Monday, 10 February 2017", "2017-13-01"]
        {
            assert!(matches!(date(text, english(), None), Err(DateError::Impossible(_))), "{text}");
        }
        assert_eq!(date("10 May", english(), None), Err(DateError::NoYear("10 May".to_owned())));
        for text in ["May 2017", "November"] {
            assert_eq!(date(text, english(), None), Err(DateError::NoDay(text.to_owned())));
        }
        for text in
            ["", "TBD", "10", "10/02/2017", "1 or 2 May 2017", "10 Foo 2017", "10 May 2017 x", "100 May 2017"]
        {
            assert!(matches!(date(text, english(), Some(2017)), Err(DateError::NotADate(_))), "{text}");
        }
    }

    #[test]
    fn ranges_as_written() {
        for (text, from, to) in [
            ("10–12 February 2017", "2017-02-10", "2017-02-12"),
            ("10-12 February", "2017-02-10", "2017-02-12"),
            ("29 September – 1 October 2017", "2017-09-29", "2017-10-01"),
            ("10 February to 22 April 2017", "2017-02-10", "2017-04-22"),
            ("from 10 February until 22 April 2017", "2017-02-10", "2017-04-22"),
            ("30 December 2016 – 2 January 2017", "2016-12-30", "2017-01-02"),
            ("30 December – 2 January 2017", "2016-12-30", "2017-01-02"),
            ("30 December – 2 January", "2017-12-30", "2018-01-02"),
            ("February 10–12, 2017", "2017-02-10", "2017-02-12"),
            ("June 28 – July 3, 2026", "2026-06-28", "2026-07-03"),
            ("2017-02-10 – 2017-02-12", "2017-02-10", "2017-02-12"),
            ("16–18 Oct", "2017-10-16", "2017-10-18"),
            ("21 March 2017", "2017-03-21", "2017-03-21"),
        ] {
            let read = date_range(text, english(), Some(2017))
                .map(|range| (range.from.to_string(), range.to.to_string()));
            assert_eq!(read, Ok((from.to_owned(), to.to_owned())), "{text}");
        }
    }

    #[test]
    fn ranges_that_cannot_be() {
        for text in ["17–10 February 2017", "10 May 2017 – 9 May 2017", "30–31 April 2017"] {
            assert!(matches!(date_range(text, english(), None), Err(DateError::Impossible(_))), "{text}");
        }
        for text in ["3–0", "1–2–3 May 2017", "May–June 2017", "10 February –"] {
            assert!(matches!(date_range(text, english(), Some(2017)), Err(DateError::NotADate(_))), "{text}");
        }
    }
}
