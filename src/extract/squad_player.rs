//! A row of a squad: `{{nat fs g player|no=1|pos=GK|name=[[Name]]|age={{birth date and age|…}}|caps=3|goals=0|club=[[Club]]|clubnat=ENG}}`.
//!
//! Squads are most of the template calls of a football encyclopedia, so a row is read in one pass over its parameters, and a value
//! that is plain text or one link is not taken apart further.

use std::{borrow::Cow, sync::Arc};

use super::{
    birth::birth,
    match_box::clean,
    person::{Person, footnotes, is_plain, only_link, person, remarks, split_raised, split_signs},
    reader::{Reader, parameter},
};
use crate::{
    catalogue::{TemplateEntry, fold::is_dash},
    markup::{Key, Template},
    record::{Appearances, Coach, Country, Squad, SquadPlayer, Team},
    span::Span,
};

/// Reads a row; `None`, and a line among what was not read, where it names no player.
pub(super) fn row(
    reader: &mut Reader<'_, '_>,
    template: &Template<'_, '_>,
    entry: &TemplateEntry,
    competitions: &[String],
    squad: Arc<Squad>,
) -> Option<SquadPlayer> {
    let place = reader.place_of(template);
    let mut row = Row {
        reader,
        player: SquadPlayer::new(squad, place),
        names: Names::default(),
        numbers: Vec::new(),
        club_country: None,
    };
    for argument in template.arguments() {
        let value = match argument.key {
            Key::Named(_) => argument.value,
            Key::Positional(_) => argument.value.trimmed(template.document.source),
        };
        if value.is_empty() {
            continue;
        }
        let name = argument.key.name();
        let field = entry.field_as_spelled(&name).or_else(|| entry.field_of(&name));
        match (field, &argument.key) {
            (Some("competition.appearances"), Key::Positional(number)) => row.put_number(*number, value),
            (Some(field), _) => row.read(field, value),
            (None, _) if entry.is_ignored(&name) => {}
            (None, _) => row.reader.unread(
                "parameter",
                Some(&name),
                value,
                "the template has no parameter of this name",
            ),
        }
    }
    row.finish(template.span, competitions)
}

/// A coach in a row of the table.
pub(super) fn coach(
    reader: &mut Reader<'_, '_>,
    template: &Template<'_, '_>,
    entry: &TemplateEntry,
) -> Option<Coach> {
    let text = |field| parameter(template, entry, field).map(|span| clean(&reader.flat(span)));
    let names = Names { first: text("first_name"), surname: text("surname"), link: text("link") };
    let country = text("nationality").map(|country| code(reader, &country));
    let (name, link) = names.join()?;
    Some(Coach { name, link: Some(link), country })
}

/// A name in parts, as `Fs2 player` takes it.
#[derive(Default)]
struct Names {
    first: Option<String>,
    surname: Option<String>,
    link: Option<String>,
}

impl Names {
    /// The whole name and what it links to: the name itself where no other link is given
    /// (<https://en.wikipedia.org/wiki/Template:Fs2_player>).
    fn join(self) -> Option<(String, String)> {
        let surname = self.surname?;
        let name = self.first.map_or_else(|| surname.clone(), |first| format!("{first} {surname}"));
        let link = self.link.unwrap_or_else(|| name.clone());
        Some((name, link))
    }
}

/// A row on its way.
struct Row<'r, 'd, 's> {
    reader: &'r mut Reader<'d, 's>,
    player: SquadPlayer,
    names: Names,
    /// Matches and goals, two parameters for each competition.
    numbers: Vec<Span>,
    club_country: Option<Span>,
}

impl<'s> Row<'_, '_, 's> {
    fn read(&mut self, field: &str, value: Span) {
        match field {
            "number" => self.player.number = self.count(field, value),
            "position" => self.player.position = self.text(value).map(Cow::into_owned),
            "name" => self.name(value),
            "birth_date" => self.birth(value),
            "caps" => self.player.caps = self.count(field, value),
            "goals" => self.player.goals = self.count(field, value),
            "club" => self.player.club = self.club(value),
            "club_country" => self.club_country = Some(value),
            "nationality" => self.player.nationality = self.country(value),
            "first_name" => self.names.first = self.text(value).map(Cow::into_owned),
            "surname" => self.names.surname = self.text(value).map(Cow::into_owned),
            "link" => self.names.link = self.text(value).map(Cow::into_owned),
            "latest" => self.latest(value),
            _ => self.remark(value),
        }
    }

    /// Keeps a number at its place among those of the row. There are never more than parameters.
    fn put_number(&mut self, place: usize, value: Span) {
        self.numbers.resize(self.numbers.len().max(place), Span::default());
        if let Some(number) = self.numbers.get_mut(place - 1) {
            *number = value;
        }
    }

    /// A value on one line; its footnotes become notes.
    fn text(&mut self, value: Span) -> Option<Cow<'s, str>> {
        let text = self.reader.document.text(value);
        if is_plain(text) {
            return Some(Cow::Borrowed(text));
        }
        let flat = self.reader.flat(value);
        self.player.notes.extend(footnotes(self.reader, &flat));
        let text = clean(&flat);
        (!text.is_empty()).then_some(Cow::Owned(text))
    }

    /// A count; a dash or a question mark states none.
    fn count(&mut self, field: &str, value: Span) -> Option<u32> {
        let text = self.text(value)?;
        if let Ok(number) = text.parse() {
            return Some(number);
        }
        let (digits, signs) = split_signs(&text);
        self.player.notes.extend(signs.map(str::to_owned));
        let number = digits.parse().ok();
        if number.is_none() && field == "number" && is_two_numbers(digits) {
            self.player.notes.push(format!("{field}: {digits}"));
        } else if number.is_none() && !self.states_nothing(digits) {
            self.reader.unread("value", Some(field), value, format!("expected a number, found `{digits}`"));
        }
        number
    }

    fn states_nothing(&self, text: &str) -> bool {
        text.chars().all(is_dash) || self.reader.language.is("mark.unknown", text)
    }

    fn name(&mut self, value: Span) {
        let Some(named) = person(self.reader, value) else { return };
        let Person { name, link, captain, notes, .. } = named;
        (self.player.name, self.player.link) = (name, link);
        self.player.captain |= captain;
        self.player.notes.extend(notes);
    }

    fn birth(&mut self, value: Span) {
        match birth(self.reader, value) {
            Ok(stated) => {
                stated.put(&mut self.player);
                if let Some(problem) = stated.problem {
                    self.reader.unread("value", Some("birth_date"), value, problem);
                }
            }
            Err(_) if self.is_unknown(value) => {}
            Err(reason) => self.reader.unread("value", Some("birth_date"), value, reason),
        }
    }

    fn is_unknown(&mut self, value: Span) -> bool {
        self.text(value).is_some_and(|text| self.states_nothing(&text))
    }

    fn club(&mut self, value: Span) -> Option<Team> {
        if let Some((target, label)) = only_link(self.reader.document.text(value)) {
            let link = Some(target.to_owned());
            return Some(Team { name: label.to_owned(), link, at: value, ..Team::default() });
        }
        let club = person(self.reader, value)?;
        self.player.notes.extend(club.notes);
        Some(Team { name: club.name, link: club.link, country: club.country, at: value, ..Team::default() })
    }

    fn country(&mut self, value: Span) -> Option<Country> {
        let text = self.text(value)?;
        let countries = self.reader.catalogue.countries();
        let code = code(self.reader, &text);
        Some(match countries.name(&code).map(str::to_owned) {
            Some(name) => Country { code: Some(code), name: Some(name) },
            None => Country { code: None, name: Some(text.into_owned()) },
        })
    }

    fn latest(&mut self, value: Span) {
        let (shown, raised) = split_raised(self.reader, value);
        self.player.latest = self.text(shown.trimmed(self.reader.document.source)).map(Cow::into_owned);
        self.player.notes.extend(Some(raised).filter(|mark| !mark.is_empty()));
    }

    fn remark(&mut self, value: Span) {
        let Some(text) = self.text(value) else { return };
        let mut found = Person::default();
        remarks(self.reader, &text, &mut found);
        self.player.captain |= found.captain;
        self.player.notes.extend(found.notes);
    }

    fn finish(mut self, span: Span, competitions: &[String]) -> Option<SquadPlayer> {
        self.club_country();
        self.appearances(competitions);
        if let Some((name, link)) = self.names.join() {
            (self.player.name, self.player.link) = (name, Some(link));
        }
        if self.player.name.is_empty() {
            self.reader.unread("value", Some("name"), span, "the row names no player");
            return None;
        }
        Some(self.player)
    }

    fn club_country(&mut self) {
        let Some(value) = self.club_country else { return };
        let Some(text) = self.text(value) else { return };
        let code = code(self.reader, &text);
        match &mut self.player.club {
            Some(club) => club.country = Some(code),
            None => {
                let reason = "the row states the country of a club and no club";
                self.reader.unread("value", Some("club_country"), value, reason);
            }
        }
    }

    /// Pairs of matches and goals.
    fn appearances(&mut self, competitions: &[String]) {
        let numbers = std::mem::take(&mut self.numbers);
        let pairs = numbers.chunks(2).enumerate();
        for (index, pair) in pairs.filter(|(_, pair)| pair.iter().any(|cell| !cell.is_empty())) {
            let read = pair_of_numbers(self.reader, pair);
            let Some((started, substitute, goals)) = read else {
                let cell = pair.first().copied().unwrap_or_default();
                self.reader.unread("value", Some("appearances"), cell, "expected matches and goals");
                continue;
            };
            let competition = competitions.get(index).cloned();
            self.player.appearances.push(Appearances { competition, started, substitute, goals });
        }
    }
}

/// `23+1` and `2`: started, as a substitute, goals.
fn pair_of_numbers(reader: &Reader<'_, '_>, pair: &[Span]) -> Option<(u32, u32, u32)> {
    let text = |span: &Span| reader.document.text(*span).trim();
    let [matches, goals] = pair else { return None };
    let (started, substitute) = text(matches).split_once('+').unwrap_or((text(matches), "0"));
    Some((started.parse().ok()?, substitute.parse().ok()?, text(goals).parse().ok()?))
}

/// The code of a country that is written by code or name; as written where the catalogue knows neither.
fn code(reader: &Reader<'_, '_>, written: &str) -> String {
    let countries = reader.catalogue.countries();
    let known = if countries.name(written).is_some() { None } else { countries.code(written) };
    known.unwrap_or(written).to_owned()
}

/// `4 & 6`: a player who wore one number, then another.
fn is_two_numbers(text: &str) -> bool {
    let is_number = |part: &str| part.trim().parse::<u32>().is_ok();
    text.split_once(['&', '/']).is_some_and(|(one, other)| is_number(one) && is_number(other))
}
