//! Birth dates: `{{birth date and age|1995|9|15|df=y}}`, `{{birth date and age2|2026|6|11|1995|9|15}}`, `15 September 1995
//! (age 30)`, `1995`.

use jiff::civil::Date;

use super::{match_box::clean, person::split_signs, reader::Reader};
use crate::{
    catalogue::Shape,
    markup::{NodeId, NodeKind},
    record::SquadPlayer,
    span::Span,
    value,
};

/// What a place says about a birth.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Birth {
    /// The day.
    pub date: Option<Date>,
    /// The year, where the day is not stated.
    pub year: Option<i16>,
    /// The age as written.
    pub age: Option<u32>,
    /// The day on which the age is reckoned.
    pub age_on: Option<Date>,
    /// What else is written and is no date.
    pub problem: Option<String>,
}

impl Birth {
    /// Puts what is stated into a row.
    pub fn put(&self, player: &mut SquadPlayer) {
        player.birth_date = self.date;
        player.birth_year = self.year;
        player.age = self.age;
        player.age_on = self.age_on;
    }
}

/// Reads a value that is not empty.
///
/// # Errors
/// It is no date, no year and no age: says why.
pub(super) fn birth(reader: &Reader<'_, '_>, span: Span) -> Result<Birth, String> {
    let document = reader.document;
    let first = document.children_in(span).next();
    let whole = first.filter(|&id| document.nodes.get(id).is_some_and(|node| node.span == span));
    if let Some(id) = whole.filter(|&id| is_birth_date(reader, id)) {
        return template(reader, id);
    }
    let flat = reader.flat(span);
    match flat.mark(Shape::BirthDate) {
        Some(mark) => template(reader, mark.id),
        None => text(reader, &clean(&flat)),
    }
}

fn is_birth_date(reader: &Reader<'_, '_>, id: NodeId) -> bool {
    reader.document.nodes.get(id).is_some_and(|node| node.kind == NodeKind::Template)
        && reader.entry(id).is_some_and(|entry| entry.shape == Shape::BirthDate)
}

/// Year, month and day as three parameters.
#[derive(Clone, Copy, Default)]
struct Day<'t> {
    year: &'t str,
    month: &'t str,
    day: &'t str,
}

impl Day<'_> {
    fn is_empty(self) -> bool {
        self.year.is_empty() && self.month.is_empty() && self.day.is_empty()
    }

    fn date(self, reader: &Reader<'_, '_>) -> Option<Date> {
        let named = || reader.language.months.get(&self.month.to_lowercase()).copied();
        let month = self.month.parse().ok().or_else(named)?;
        Date::new(self.year.parse().ok()?, month, self.day.parse().ok()?).ok()
    }

    fn impossible(self) -> String {
        format!("the calendar has no day `{}-{}-{}`", self.year, self.month, self.day)
    }

    fn only_year(self) -> Option<i16> {
        (self.month.is_empty() && self.day.is_empty()).then(|| year(self.year)).flatten()
    }
}

/// One pass over the parameters.
fn template(reader: &Reader<'_, '_>, id: NodeId) -> Result<Birth, String> {
    let (mut born, mut on) = (Day::default(), Day::default());
    let (Some(template), Some(entry)) = (reader.document.template(id), reader.entry(id)) else {
        return Err("no template stands here".to_owned());
    };
    for parameter in template.parameters() {
        let text = reader.document.text(parameter.value).trim();
        match entry.field_as_spelled(&parameter.key.name()) {
            Some("year") => born.year = text,
            Some("month") => born.month = text,
            Some("day") => born.day = text,
            Some("on.year") => on.year = text,
            Some("on.month") => on.month = text,
            Some("on.day") => on.day = text,
            _ => {}
        }
    }
    if born.is_empty() {
        return Err("the template states no birth date".to_owned());
    }
    let (date, year, age_on) = (born.date(reader), born.only_year(), on.date(reader));
    if date.is_none() && year.is_none() {
        return Err(born.impossible());
    }
    let problem = (age_on.is_none() && !on.is_empty()).then(|| on.impossible());
    Ok(Birth { date, year, age: None, age_on, problem })
}

/// A day, a year or an age in words, an age in brackets behind it.
fn text(reader: &Reader<'_, '_>, text: &str) -> Result<Birth, String> {
    let (text, _) = split_signs(text);
    let (born, bracket) = match text.strip_suffix(')').and_then(|text| text.rsplit_once('(')) {
        Some((born, bracket)) => (born.trim(), Some(bracket)),
        None => (text, None),
    };
    let age = bracket
        .map(|bracket| age(reader, bracket).ok_or_else(|| format!("`{bracket}` is no age")))
        .transpose()?;
    let born = without_word(reader, born, "squad.born");
    if let Some(year) = year(born) {
        return Ok(Birth { year: Some(year), age, ..Birth::default() });
    }
    if let Some(alone) = age_in_years(born).filter(|_| age.is_none()) {
        return Ok(Birth { age: Some(alone), ..Birth::default() });
    }
    let date = value::date(born, reader.language, None).map_err(|error| error.to_string())?;
    Ok(Birth { date: Some(date), age, ..Birth::default() })
}

/// `age 26`, `aged 26`, `26`
fn age(reader: &Reader<'_, '_>, text: &str) -> Option<u32> {
    age_in_years(without_word(reader, text.trim(), "squad.age"))
}

fn age_in_years(text: &str) -> Option<u32> {
    let digits = (1..=2).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| text.parse().ok()).flatten()
}

fn year(text: &str) -> Option<i16> {
    let is_year =
        text.len() == 4 && text.starts_with(['1', '2']) && text.bytes().all(|byte| byte.is_ascii_digit());
    is_year.then(|| text.parse().ok()).flatten()
}

/// The text without a first word of a list: `Born 1936`.
fn without_word<'t>(reader: &Reader<'_, '_>, text: &'t str, list: &str) -> &'t str {
    match text.split_once(char::is_whitespace) {
        Some((first, rest)) if reader.language.is(list, first.trim_end_matches([':', '.'])) => rest.trim(),
        _ => text,
    }
}
