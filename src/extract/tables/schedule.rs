//! Schedules: a round a row, the days of its legs in the columns.

use std::ops::Range;

use super::{Sheet, SheetRow};
use crate::{
    extract::{Records, match_box::clean, reader::Reader},
    record::{DateRange, ScheduleKind, ScheduleRow},
    span::{Span, Stated},
    value::{self, DateError},
};

/// What a cell of a schedule holds.
enum Cell {
    /// A name of a stage or a round.
    Name(String, Span),
    /// Days, and the place of a draw behind them.
    Days(Stated<DateRange>, Option<String>),
    /// A date that the calendar does not have.
    Impossible(Span, String),
}

/// Days, and the columns that their cell spans.
struct Days {
    columns: Range<usize>,
    dates: Stated<DateRange>,
    venue: Option<String>,
}

/// Reads the table; `false` where no row holds a date.
pub(super) fn read(reader: &mut Reader<'_, '_>, sheet: &Sheet<'_>, records: &mut Records) -> bool {
    let before = records.schedule.len();
    let mut stage = None;
    for row in &sheet.rows {
        let rows = schedule_rows(reader, sheet, row, &mut stage);
        records.schedule.extend(rows);
    }
    let dated = records.schedule.iter().skip(before).any(|row| row.dates.is_some());
    if !dated {
        records.schedule.truncate(before);
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
        match cell(reader, *span) {
            Some(Cell::Name(name, span)) => names.push((name, span)),
            Some(Cell::Days(dates, venue)) => match days.last_mut() {
                Some(last) if last.dates.at == dates.at => last.columns.end = column + 1,
                _ => days.push(Days { columns: column..column + 1, dates, venue }),
            },
            Some(Cell::Impossible(span, reason)) => reader.unread("value", Some("schedule"), span, reason),
            None => {}
        }
    }
    // A grid repeats the stage in every row; a flattened table states it in the first row of the stage only.
    let round = names.pop();
    if let Some((name, _)) = names.into_iter().next() {
        *stage = Some(name);
    }
    let Some((round, _)) = round else { return Vec::new() };
    let template = ScheduleRow {
        kind: ScheduleKind::Unnamed,
        stage: stage.clone(),
        round: Some(reader.round(&round)),
        leg: None,
        dates: None,
        moved_from: None,
        venue: None,
        at: reader.place(row.span),
    };
    if days.is_empty() {
        return vec![template];
    }
    days.into_iter().map(|days| dated(sheet, &template, days)).collect()
}

/// A date takes its meaning from the title of its column; where rendering has lost the column, it has none. A cell that
/// spans the columns of both legs dates the round: a final of one match.
fn dated(sheet: &Sheet<'_>, template: &ScheduleRow, days: Days) -> ScheduleRow {
    let Days { columns, dates, venue } = days;
    let (kind, leg) = match sheet.roles.get(columns.start).copied().flatten() {
        Some("first_leg") => (ScheduleKind::Matches, Some(1)),
        Some("second_leg") => (ScheduleKind::Matches, Some(2)),
        Some("dates") => (ScheduleKind::Matches, None),
        Some("draw_date") => (ScheduleKind::Draw, None),
        _ => (ScheduleKind::Unnamed, None),
    };
    let leg = leg.filter(|_| columns.len() == 1);
    ScheduleRow { kind, leg, dates: Some(dates), venue, ..template.clone() }
}

/// `10–12 March 2017`, `21 March 2017 (Cairo, Egypt)`, or a name.
fn cell(reader: &Reader<'_, '_>, span: Span) -> Option<Cell> {
    let text = clean(&reader.flat(span));
    let (date, venue) = match text.split_once('(') {
        Some((date, rest)) => (date.trim(), rest.strip_suffix(')').map(str::to_owned)),
        None => (text.as_str(), None),
    };
    match value::date_range(date, reader.language, reader.year) {
        Ok(range) => Some(Cell::Days(Stated::new(range, span), venue)),
        Err(DateError::Impossible(reason)) => Some(Cell::Impossible(span, reason)),
        Err(_) => text.chars().any(char::is_alphabetic).then_some(Cell::Name(text, span)),
    }
}
