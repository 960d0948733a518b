//! Schedules: a round a row, the days of its draw and its legs in the columns.

use super::{Sheet, SheetRow, days_cell::DaysCell};
use crate::{
    extract::{Records, match_box::clean, reader::Reader},
    record::{ScheduleKind, ScheduleRow},
    span::{Span, Stated},
    value::DateError,
};
use std::ops::Range;

/// What a cell of a schedule holds.
enum Cell {
    /// A name of a stage or a round.
    Name(String),
    /// Days.
    Days(DaysCell),
    /// Nothing: a dash, `TBD`.
    Nothing,
    /// Something that looks like days and is none.
    Unreadable(String),
}

/// Days, and the columns that their cell spans.
struct Days {
    columns: Range<usize>,
    at: Span,
    cell: DaysCell,
}

/// Reads the table; `false` where no row holds a date.
pub(super) fn read(reader: &mut Reader<'_, '_>, sheet: &Sheet<'_>, records: &mut Records) -> bool {
    let (before, unread) = (records.schedule.len(), reader.unread.len());
    let mut stage = None;
    for row in sheet.rows.iter().filter(|row| !sheet.repeats_header(row)) {
        let rows = schedule_rows(reader, sheet, row, &mut stage);
        records.schedule.extend(rows);
    }
    let dated = records.schedule.iter().skip(before).any(|row| row.dates.is_some());
    if !dated {
        records.schedule.truncate(before);
        reader.unread.truncate(unread);
    }
    dated
}

fn schedule_rows(
    reader: &mut Reader<'_, '_>,
    sheet: &Sheet<'_>,
    row: &SheetRow,
    stage: &mut Option<String>,
) -> Vec<ScheduleRow> {
    let mut names = Vec::new();
    let mut days: Vec<Days> = Vec::new();
    for (column, span) in row.cells.iter().enumerate().filter(|(_, span)| !span.is_empty()) {
        match days.last_mut().filter(|last| last.at == *span) {
            Some(last) => last.columns.end = column + 1,
            None => match cell(reader, sheet, column, *span) {
                Cell::Name(name) => names.push(name),
                Cell::Days(cell) => days.push(Days { columns: column..column + 1, at: *span, cell }),
                Cell::Unreadable(reason) => reader.unread("value", Some("schedule"), *span, reason),
                Cell::Nothing => {}
            },
        }
    }
    // A grid repeats the stage in every row; a flattened table states it in the first row of the stage only.
    let round = names.pop();
    if let Some(name) = names.into_iter().next() {
        *stage = Some(name);
    }
    let Some(round) = round else { return Vec::new() };
    let template = ScheduleRow {
        kind: ScheduleKind::Unnamed,
        stage: stage.clone(),
        round: Some(reader.round(&round)),
        leg: None,
        dates: None,
        time: None,
        moved_from: None,
        venue: None,
        at: reader.place(row.span),
    };
    if days.is_empty() {
        return vec![template];
    }
    days.into_iter().flat_map(|days| dated(sheet, &template, days)).collect()
}

/// A date takes its meaning from the title of its column; where rendering has lost the column, it has none. A cell that
/// spans the columns of both legs dates the round: a final of one match. Days of a leg that is played on several
/// (`16–17 & 23–24 February`) make a row each.
fn dated(sheet: &Sheet<'_>, template: &ScheduleRow, days: Days) -> Vec<ScheduleRow> {
    let Days { columns, at, cell } = days;
    let (kind, leg) = match sheet.roles.get(columns.start).copied().flatten() {
        Some("first_leg") => (ScheduleKind::Matches, Some(1)),
        Some("second_leg") => (ScheduleKind::Matches, Some(2)),
        Some("third_leg") => (ScheduleKind::Matches, Some(3)),
        Some("dates") => (ScheduleKind::Matches, None),
        Some("draw_date") => (ScheduleKind::Draw, None),
        _ => (ScheduleKind::Unnamed, None),
    };
    let leg = leg.filter(|_| columns.len() == 1);
    let row = ScheduleRow { kind, leg, time: cell.time, venue: cell.venue, ..template.clone() };
    cell.ranges
        .into_iter()
        .map(|range| ScheduleRow { dates: Some(Stated::new(range, at)), ..row.clone() })
        .collect()
}

/// Reads a cell by its column: a name where rounds or stages stand, days where days stand, either where the header does
/// not say.
fn cell(reader: &Reader<'_, '_>, sheet: &Sheet<'_>, column: usize, span: Span) -> Cell {
    let text = clean(&reader.flat(span));
    let role = sheet.roles.get(column).copied().flatten().filter(|_| !sheet.flattened);
    if !text.chars().any(char::is_alphanumeric) || reader.language.is("mark.unknown", &text) {
        return Cell::Nothing;
    }
    if matches!(role, Some("round" | "phase")) {
        return Cell::Name(text);
    }
    let holds_days = matches!(role, Some("draw_date" | "first_leg" | "second_leg" | "third_leg" | "dates"));
    match DaysCell::read(reader, &text, span) {
        Ok(cell) => Cell::Days(cell),
        Err(DateError::Impossible(reason)) => Cell::Unreadable(reason),
        Err(reason) if holds_days => Cell::Unreadable(reason.to_string()),
        Err(_) if text.chars().any(char::is_alphabetic) => Cell::Name(text),
        Err(_) => Cell::Nothing,
    }
}
