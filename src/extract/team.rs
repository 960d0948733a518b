//! Teams: a name, a link, a flag before or behind it.

use std::ops::Range;

use super::{
    reader::{Reader, parameter},
    text::{Flat, LinkMark, Mark},
};
use crate::{
    catalogue::{Language, Phrase, Shape},
    line::one_line,
    markup::Dialect,
    record::{Country, Pair, Team},
    span::Span,
};

/// Reads a team; `None` where no name is shown. In rendered text a code before the name is what is left of a flag.
pub(super) fn team(reader: &Reader<'_, '_>, span: Span) -> Option<Team> {
    team_of(reader, &reader.flat(span))
}

/// The team that a text shows.
pub(super) fn team_of(reader: &Reader<'_, '_>, flat: &Flat<'_>) -> Option<Team> {
    let (code, name) = leading_code(reader, flat.trimmed()).unwrap_or(("", flat.trimmed()));
    named(reader, flat, name, Some(code).filter(|code| !code.is_empty()))
}

/// Reads a team where no flag stands beside it, so that `MAS Fez` is a name and not a code and a name.
pub(super) fn team_without_flag(reader: &Reader<'_, '_>, span: Span) -> Option<Team> {
    let flat = reader.flat(span);
    named(reader, &flat, flat.trimmed(), None)
}

/// Marks that some brackets and lists put behind a name instead of a number.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct NameMarks {
    /// `(a)`
    pub away_goals: bool,
    /// `(p)`, `(pen.)`
    pub shootout: bool,
    /// `(a.e.t.)`
    pub extra_time: bool,
}

/// Splits `Atlético Madrid (a)`, `Bayern Munich (aet)` into the name and its marks.
pub(super) fn split_marks<'t>(reader: &Reader<'_, '_>, text: &'t str) -> (&'t str, NameMarks) {
    let (mut name, mut marks) = (text.trim(), NameMarks::default());
    while let Some((rest, mark)) = name.strip_suffix(')').and_then(|open| open.rsplit_once('(')) {
        let is = |list: &str| reader.language.is(list, mark);
        let mark = if is("mark.away_goals") {
            &mut marks.away_goals
        } else if is("mark.shootout") {
            &mut marks.shootout
        } else if is("mark.extra_time") {
            &mut marks.extra_time
        } else {
            break;
        };
        *mark = true;
        name = rest.trim_end();
    }
    (name, marks)
}

/// Reads names one a line, each with its flag and link; a count in brackets (`(7 goals)`) is no part of a name.
pub(super) fn people(reader: &Reader<'_, '_>, span: Span) -> Vec<Team> {
    let flat = reader.flat(span);
    let mut start = 0;
    let mut people = Vec::new();
    for line in flat.text.split('\n') {
        people.extend(person(reader, &flat, line, start..start + line.len() + 1));
        start += line.len() + 1;
    }
    people
}

fn person(reader: &Reader<'_, '_>, flat: &Flat<'_>, line: &str, at: Range<usize>) -> Option<Team> {
    let (code, name) = leading_code(reader, line.trim()).unwrap_or(("", line.trim()));
    let name = without_count(name);
    let first = flat.marks.partition_point(|mark| mark.at < at.start);
    let here = flat.marks.iter().skip(first).take_while(|mark| at.contains(&mark.at));
    let flag = here.copied().find_map(|mark| code_of(reader, mark));
    let first = flat.links.partition_point(|link| link.start < at.start);
    let link = flat.links.get(first).filter(|link| at.contains(&link.start)).map(LinkMark::title);
    let country = flag.or_else(|| Some(code.to_owned()).filter(|code| !code.is_empty()));
    let at = flat.span_of(name);
    (!name.is_empty()).then(|| Team { name: name.to_owned(), link, country, at, ..Team::default() })
}

fn without_count(name: &str) -> &str {
    match name.rsplit_once('(') {
        Some((before, count)) if count.starts_with(|c: char| c.is_ascii_digit()) => before.trim_end(),
        _ => name,
    }
}

fn named(reader: &Reader<'_, '_>, flat: &Flat<'_>, name: &str, code: Option<&str>) -> Option<Team> {
    let (name, _) = split_marks(reader, name.trim_end_matches(is_reference_mark));
    let at = flat.span_of(name);
    // A link in brackets behind the name explains a mark: `Hazel ([[Coin toss|c]])`.
    let bracket = name.strip_suffix(')').and_then(|open| open.rfind('(')).filter(|at| *at > 0);
    let end = Span::of(name, &flat.text).start() + bracket.unwrap_or(name.len());
    let name = one_line(name);
    if name.is_empty() {
        return None;
    }
    let country = flag_code(reader, flat).or_else(|| code.map(str::to_owned));
    let placeholder = is_placeholder(reader, flat, &name);
    // A link in a placeholder leads to the match whose winner is meant, and not to a team.
    let link = || flat.link_before(end).or_else(|| national_link(reader, flat.mark(Shape::NationalTeam)?));
    let link = if placeholder { None } else { link() };
    let names_one = placeholder && names_one(reader.language, &name);
    Some(Team { name, link, country, placeholder, names_one, at })
}

/// Whether a placeholder can stand for one team only, as it names one match or group: `Winner Match 73`, `Winner Path B`. The
/// winners of a round are many: `Winner semi-final`, `Winner Round 1`.
fn names_one(language: &Language, placeholder: &str) -> bool {
    let is_number = |word: &str| {
        word.bytes().all(|byte| byte.is_ascii_digit())
            || (word.chars().count() == 1 && word.chars().all(char::is_alphabetic))
    };
    let words: Vec<&str> = placeholder.split_whitespace().collect();
    let Some(at) = words.iter().rposition(|word| is_number(word)) else { return false };
    let is_round = |from: usize| {
        words.get(from..=at).is_some_and(|name| language.known_round(&name.join(" ")).is_some())
    };
    words.len() > 1 && !(0..at).any(is_round)
}

/// A mark that refers to a note below the table.
fn is_reference_mark(c: char) -> bool {
    matches!(c, '*' | '†' | '‡') || c.is_whitespace()
}

/// The article that the template of a national team links to: `Brazil national football team`.
fn national_link(reader: &Reader<'_, '_>, mark: Mark<'_>) -> Option<String> {
    let template = reader.document.template(mark.id)?;
    let part = |field| Some(reader.document.text(parameter(&template, mark.entry, field)?));
    let countries = reader.catalogue.countries();
    let written = part("country")?;
    let code = countries.code(written).unwrap_or(written);
    let name = countries.name(code).unwrap_or(written);
    if let Some(suffix) = part("suffix") {
        return Some(format!("{name} {suffix}"));
    }
    let teams = reader.catalogue.teams();
    let asked = part("team").and_then(|mark| teams.kind(mark));
    teams.title(asked.or(mark.entry.teams.as_deref())?, code, name, part("age"))
}

/// Whether a name only says who will play: `Winner Match 74`, `3rd Group A/B/C`, `TBD`.
fn is_placeholder(reader: &Reader<'_, '_>, flat: &Flat<'_>, name: &str) -> bool {
    let fits = |phrase: &Phrase| phrase.pattern.captures(name).is_some();
    flat.phrases(reader.language, "placeholder").any(fits) || reader.language.is("mark.unknown", name)
}

/// The code of the first flag in a text.
pub(super) fn flag_code(reader: &Reader<'_, '_>, flat: &Flat<'_>) -> Option<String> {
    code_of(reader, flat.mark(Shape::Flag).or_else(|| flat.mark(Shape::NationalTeam))?)
}

/// The codes of all flags in a text, with their places.
pub(super) fn flag_codes<'f>(
    reader: &'f Reader<'_, '_>,
    flat: &'f Flat<'_>,
) -> impl Iterator<Item = (usize, String)> + 'f {
    flat.marks.iter().filter_map(|mark| Some((mark.at, code_of(reader, *mark)?)))
}

/// The code that a flag shows.
fn code_of(reader: &Reader<'_, '_>, mark: Mark<'_>) -> Option<String> {
    if !matches!(mark.entry.shape, Shape::Flag | Shape::NationalTeam) {
        return None;
    }
    let template = reader.document.template(mark.id)?;
    let code = reader.document.text(parameter(&template, mark.entry, "country")?);
    // A flag may be called by name; the code is what other places use.
    Some(reader.catalogue.countries().code(code).unwrap_or(code).to_owned())
}

/// Splits `COD TP Mazembe` where rendering has left a flag's code before the name.
fn leading_code<'t>(reader: &Reader<'_, '_>, text: &'t str) -> Option<(&'t str, &'t str)> {
    let (code, name) = text.split_once(char::is_whitespace)?;
    (reader.document.dialect == Dialect::Rendered && is_code(reader, code)).then_some((code, name.trim()))
}

/// Whether a word is a country code of the catalogue.
pub(super) fn is_code(reader: &Reader<'_, '_>, word: &str) -> bool {
    word.len() == 3
        && word.bytes().all(|b| b.is_ascii_uppercase())
        && reader.catalogue.countries().name(word).is_some()
}

/// Reads an association: `TUN Tunisia`, or a flag and a name.
pub(super) fn country(reader: &Reader<'_, '_>, span: Span) -> Option<Country> {
    let team = team(reader, span)?;
    let code = team.country.or_else(|| reader.catalogue.countries().code(&team.name).map(str::to_owned));
    Some(Country { code, name: Some(team.name) })
}

/// Splits `Vipers v Platinum Stars` at the language's word for "against", or at a dash between spaces.
pub(super) fn versus(language: &Language, text: &str) -> Option<Pair<String>> {
    let is_between = |word: &str| matches!(word, "–" | "-") || language.is("mark.versus", word);
    let between = text.split(' ').find(|word| is_between(word))?;
    let at = Span::of(between, text);
    let (first, second) = (text.get(..at.start())?.trim(), text.get(at.end()..)?.trim());
    (!first.is_empty() && !second.is_empty()).then(|| [first.to_owned(), second.to_owned()])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::Catalogue;

    #[test]
    fn a_placeholder_with_the_number_of_a_match_or_a_group_names_one_team() {
        let catalogue = Catalogue::embedded().unwrap();
        let one = |name: &str| names_one(catalogue.language("en"), name);
        for name in ["Winner Match 73", "QF Winner 1", "UEFA Play-off Path A winner", "Runner-up Group F"] {
            assert!(one(name), "{name}");
        }
        for name in [
            "TBD",
            "?",
            "To be announced",
            "Winner",
            "Winner semi-final",
            "3rd Group A/B/C/D/F",
            "Winner Round 1",
            "Round 1 winners",
        ] {
            assert!(!one(name), "{name}");
        }
    }

    #[test]
    fn an_anchor_names_two_teams_or_none() {
        let catalogue = Catalogue::embedded().unwrap();
        let teams = |text: &str| versus(catalogue.language("en"), text);
        let pair = Some(["Alder Town".to_owned(), "Birch Rovers".to_owned()]);
        for text in ["Alder Town v Birch Rovers", "Alder Town vs. Birch Rovers", "Alder Town – Birch Rovers"]
        {
            assert_eq!(teams(text), pair, "{text}");
        }
        for text in ["Final", "Match 12", "v Birch Rovers", "A1", ""] {
            assert_eq!(teams(text), None, "{text}");
        }
    }
}
