//! Match boxes drawn as a raw table, as the output of the template is where it was pasted: a table of the class that the
//! template gives it; the first row is day, home side, score, away side and what else is known, the second the goals.

use super::matches::{date, result};
use crate::{
    extract::{
        Records,
        goals::goals,
        reader::{Reader, fold_spaces},
        team::team,
        text::Flat,
    },
    markup::{Row, Table},
    record::{MatchMention, MatchMentionKind, Side},
    span::{Span, Stated},
    value,
};

/// Reads the box; `false` where the table is none.
pub(super) fn read(reader: &mut Reader<'_, '_>, table: &Table, records: &mut Records) -> bool {
    let is_filled = |row: &&Row| row.cells.iter().any(|cell| !cell.content.is_empty());
    let mut rows = table.rows.iter().filter(is_filled);
    let Some(first) = rows.next().filter(|_| is_drawn_box(reader, table)) else { return false };
    let cells: Vec<Span> = first.cells.iter().map(|cell| cell.content).collect();
    let [day, home, score, away, place @ ..] = cells.as_slice() else { return false };
    let named = [home, away].map(|cell| team(reader, *cell));
    if named.iter().any(Option::is_none) {
        return false;
    }
    let mut mention = MatchMention::new(MatchMentionKind::MatchBox, reader.place(table.span));
    mention.round = reader.round_at(table.span.start());
    [mention.home, mention.away] = named;
    date(reader, &mut mention, *day);
    result(reader, &mut mention, *score);
    scorers(reader, &mut mention, rows.next());
    for cell in place {
        remarks(reader, &mut mention, *cell);
    }
    records.matches.push(mention);
    true
}

/// Whether the line that opens a table gives it the class of match boxes.
fn is_drawn_box(reader: &Reader<'_, '_>, table: &Table) -> bool {
    let opening = reader.document.text(table.span).lines().next().unwrap_or("");
    opening.contains("class") && reader.language.holds("table.match", opening)
}

/// The goals of the home side stand before the middle of the row, those of the away side behind it.
fn scorers(reader: &mut Reader<'_, '_>, mention: &mut MatchMention, row: Option<&Row>) {
    let Some([home, _, away, ..]) = row.map(|row| row.cells.as_slice()) else { return };
    let lists = [(Side::Home, home.content), (Side::Away, away.content)];
    for ((side, cell), place) in lists.into_iter().zip(&mut mention.goal_lists) {
        let flat = reader.flat(cell);
        if !flat.trimmed().is_empty() {
            mention.goals.extend(goals(reader, &flat, side));
            *place = Some(cell);
        }
    }
}

/// `Attendance: 753`; other lines are notes.
fn remarks(reader: &mut Reader<'_, '_>, mention: &mut MatchMention, cell: Span) {
    let flat = reader.flat(cell);
    for line in flat.text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        match attendance(reader, &flat, line) {
            Some(spectators) => mention.attendance = Some(spectators),
            None => mention.notes.push(line.to_owned()),
        }
    }
}

fn attendance(reader: &Reader<'_, '_>, flat: &Flat<'_>, line: &str) -> Option<Stated<u32>> {
    let (name, number) = line.split_once(':')?;
    let is_attendance = reader.language.role("result.", &fold_spaces(name)) == Some("attendance");
    let number = value::number(number.trim(), reader.language).ok().filter(|_| is_attendance)?;
    Some(Stated::new(number, flat.span_of(line)))
}
