//! Line-ups: raw tables such as `|GK ||'''1''' ||[[Name]] ([[Captain (association football)|c]]) || {{yel|16}} || {{suboff|46}}`,
//! and `{{football squad on pitch|GK = [[Name]]|…}}`.
//!
//! The tables of both teams stand below the box of their match, the first-named team's first. Rows of one cell part a table:
//! `Substitutes:`, `Manager:`.

use std::sync::Arc;

use super::{
    Records,
    lineup_marks::Marks,
    match_box::clean,
    person::{person, persons},
    reader::Reader,
};
use crate::{
    catalogue::TemplateEntry,
    markup::{Cell, Row, Table, Template},
    record::{LineupPlayer, LineupRole, MatchMention, MatchMentionKind, Place, Team},
    span::Span,
};

/// Rows that a table of a line-up has at least.
const FEWEST_PLAYERS: usize = 7;

/// Longest position, in bytes.
const LONGEST_POSITION: usize = 4;

/// Which line-ups a match has by now.
#[derive(Debug, Default)]
pub(super) struct Lineups {
    /// The match: an index into the mentions.
    mention: Option<usize>,
    /// Its tables so far.
    tables: usize,
}

/// The team and the match that a table is about.
#[derive(Clone, Debug, Default)]
struct Subject {
    team: Option<Team>,
    mention: Option<usize>,
}

/// Whether a table is a line-up: its first row that states something is a player's, and so are most others. Lists of
/// personnel with header cells are none.
pub(super) fn is_lineup(reader: &Reader<'_, '_>, table: &Table) -> bool {
    let mut rows = table.rows.iter().filter(|row| row.cells.iter().any(|cell| !cell.content.is_empty()));
    let first = rows.next().is_some_and(|row| is_player(reader, row));
    first && rows.filter(|row| is_player(reader, row)).count() + 1 >= FEWEST_PLAYERS
}

fn is_player(reader: &Reader<'_, '_>, row: &Row) -> bool {
    let [position, _, ..] = row.cells.as_slice() else { return false };
    let text = reader.document.text(position.content);
    text.len() <= LONGEST_POSITION && reader.language.is("lineup.position", text)
}

impl Lineups {
    /// Reads the table of a line-up.
    pub fn table(&mut self, reader: &mut Reader<'_, '_>, table: &Table, records: &mut Records) {
        let section = reader.document.section_at(table.span.start());
        let subject = self.subject(&records.matches, &section);
        let mut role = LineupRole::Starter;
        for row in &table.rows {
            let stated: Vec<&Cell> = row.cells.iter().filter(|cell| !cell.content.is_empty()).collect();
            match stated.as_slice() {
                [] => {}
                [only] if heading(reader, only).is_some() => role = heading(reader, only).unwrap_or(role),
                [first, ..] if role == LineupRole::Coach || stated.len() == 1 => {
                    staff(reader, row, first, role, &subject, records);
                }
                _ => player(reader, row, role, &subject, records),
            }
        }
    }

    /// The first table below the box of a match is the home team's, the second the away team's.
    fn subject(&mut self, matches: &[MatchMention], section: &Arc<[String]>) -> Subject {
        let is_box = |mention: &&MatchMention| mention.kind == MatchMentionKind::MatchBox && !mention.summary;
        let last = matches.iter().rposition(|mention| is_box(&mention) && mention.at.section == *section);
        let Some(mention) = last else { return Subject::default() };
        self.tables = if self.mention == last { self.tables + 1 } else { 1 };
        self.mention = last;
        let stated = matches.get(mention);
        match self.tables {
            1 => Subject { team: stated.and_then(|mention| mention.home.clone()), mention: last },
            2 => Subject { team: stated.and_then(|mention| mention.away.clone()), mention: last },
            _ => Subject::default(),
        }
    }
}

/// The part of the line-up that a row of one cell begins: `Substitutes:`.
fn heading(reader: &Reader<'_, '_>, cell: &Cell) -> Option<LineupRole> {
    let text = clean(&reader.flat(cell.content));
    let text = text.trim_end_matches(':').trim_end();
    let parts = [
        ("lineup.substitutes", LineupRole::Substitute),
        ("lineup.coaches", LineupRole::Coach),
        ("lineup.others", LineupRole::Other),
    ];
    parts.into_iter().find(|(list, _)| reader.language.is(list, text)).map(|(_, role)| role)
}

/// A row of a player: position, number, name, cards and substitutions. Old line-ups have no numbers.
fn player(
    reader: &mut Reader<'_, '_>,
    row: &Row,
    role: LineupRole,
    subject: &Subject,
    records: &mut Records,
) {
    let cells: Vec<Span> = row.cells.iter().map(|cell| cell.content).collect();
    let text = |reader: &Reader<'_, '_>, cell: Option<&Span>| cell.map(|cell| clean(&reader.flat(*cell)));
    let position = text(reader, cells.first()).filter(|position| !position.is_empty());
    let second = text(reader, cells.get(1)).unwrap_or_default();
    let number = second.parse().ok();
    let is_number = second.is_empty() || second.chars().all(|c| !c.is_alphabetic());
    let named = cells.get(if is_number { 2 } else { 1 }).copied().filter(|cell| !cell.is_empty());
    let mut rows = named.and_then(|cell| person(reader, cell)).into_iter().map(|person| LineupPlayer {
        number,
        position: position.clone(),
        ..new(person, role, subject, reader.place(row.span))
    });
    match rows.next() {
        Some(player) => {
            let marks = Marks::read(reader, row);
            records.lineups.push(marks.put(player));
        }
        None => reader.unread("value", Some("line-up"), row.span, "the row names no player"),
    }
}

/// A row of coaches, one a line, or of a player without a position.
fn staff(
    reader: &mut Reader<'_, '_>,
    row: &Row,
    cell: &Cell,
    role: LineupRole,
    subject: &Subject,
    records: &mut Records,
) {
    let named = persons(reader, cell.content);
    if role != LineupRole::Coach || named.is_empty() {
        return reader.unread("value", Some("line-up"), row.span, "the row names no player");
    }
    let marks = Marks::read(reader, row);
    for person in named {
        let coach = new(person, role, subject, reader.place(row.span));
        records.lineups.push(marks.clone().put(coach));
    }
}

/// A line-up on a pitch: `{{football squad on pitch|GK = <big>'''1'''</big><br>[[Name]]}}`.
pub(super) fn on_pitch(
    reader: &mut Reader<'_, '_>,
    template: &Template<'_, '_>,
    entry: &TemplateEntry,
    team: Option<&Team>,
    records: &mut Records,
) {
    let subject = Subject { team: team.cloned(), mention: None };
    let place = reader.place_of(template);
    let caption = super::reader::parameter(template, entry, "caption").map(|span| clean(&reader.flat(span)));
    for argument in template.arguments() {
        let name = argument.key.name();
        let value = argument.value.trimmed(template.document.source);
        match entry.field_of(&name) {
            _ if value.is_empty() || entry.is_ignored(&name) => {}
            Some("position") => {
                let place = Place { template: place.template.clone(), ..reader.place(value) };
                let Some(mut player) = numbered(reader, value, &subject, place) else {
                    reader.unread("value", Some(&name), value, "the position names no player");
                    continue;
                };
                player.position = Some(name.into_owned());
                player.notes.extend(caption.clone());
                records.lineups.push(player);
            }
            Some(_) => {}
            None => {
                reader.unread("parameter", Some(&name), value, "the template has no parameter of this name")
            }
        }
    }
}

/// A name with its number on the line above.
fn numbered(reader: &Reader<'_, '_>, value: Span, subject: &Subject, place: Place) -> Option<LineupPlayer> {
    let mut lines = persons(reader, value);
    let number = lines.first().and_then(|line| line.name.parse().ok());
    if number.is_some() {
        lines.remove(0);
    }
    let person = lines.into_iter().next()?;
    Some(LineupPlayer { number, ..new(person, LineupRole::Starter, subject, place) })
}

fn new(person: super::person::Person, role: LineupRole, subject: &Subject, at: Place) -> LineupPlayer {
    LineupPlayer {
        team: subject.team.clone(),
        mention: subject.mention,
        match_id: None,
        role,
        number: None,
        position: None,
        name: person.name,
        link: person.link,
        country: person.country,
        captain: person.captain,
        cards: Vec::new(),
        on: None,
        off: None,
        notes: person.notes,
        at,
    }
}
