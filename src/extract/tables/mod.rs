//! Raw tables, told apart by their header cells.
//!
//! Rendering flattens spans: a cell that covers several rows stands in the first of them only, and the cells of the
//! others move to the left. Each reader says how it finds the columns again.

mod criteria;
mod entrants;
mod qualified;
mod schedule;
mod scorers;

use super::{Records, prose, reader::Reader};
use crate::{
    markup::{Row, Table},
    record::StatementKind,
    span::Span,
};

/// A table cut into cells, with what its header cells mean.
pub(super) struct Sheet<'t> {
    /// The table.
    pub span: Span,
    /// Header texts of the columns.
    pub titles: Vec<String>,
    /// Roles of the columns in the catalogue: `rank`, `team` …
    pub roles: Vec<Option<&'t str>>,
    /// Rows below the header, one cell a column; in a flattened table as they stand.
    pub rows: Vec<SheetRow>,
    /// Whether spans are lost.
    pub flattened: bool,
}

/// A row below the header.
pub(super) struct SheetRow {
    /// From its first to its last cell.
    pub span: Span,
    /// Contents of its cells; empty where there is none.
    pub cells: Vec<Span>,
}

impl Sheet<'_> {
    /// The column with a role.
    pub fn column(&self, role: &str) -> Option<usize> {
        self.roles.iter().position(|found| *found == Some(role))
    }

    /// Whether all of these roles have a column.
    fn has(&self, roles: &[&str]) -> bool {
        roles.iter().all(|role| self.column(role).is_some())
    }
}

impl SheetRow {
    /// Whether one cell covers the whole row, or the only cell with text is the first: a heading or remark inside the
    /// table.
    pub fn is_one_cell(&self) -> bool {
        let mut stated = self.cells.iter().filter(|cell| !cell.is_empty());
        let first = stated.next();
        stated.all(|cell| Some(cell) == first)
    }

    /// The content of a cell; `None` where it is absent or empty.
    pub fn cell(&self, column: usize) -> Option<Span> {
        self.cells.get(column).copied().filter(|cell| !cell.is_empty())
    }
}

/// Reads a table with the first reader that knows it.
pub(super) fn table(reader: &mut Reader<'_, '_>, table: &Table, records: &mut Records) {
    reader.coverage.tables_seen += 1;
    let counted = counts(reader, table.rows.first(), records);
    let sheet = sheet(reader, table);
    let read = if sheet.has(&["rank", "player", "total"]) {
        scorers::read(reader, &sheet, records)
    } else if sheet.has(&["association", "team"]) {
        entrants::read(reader, &sheet, records)
    } else if sheet.has(&["group", "winners", "runners_up"]) {
        qualified::read(reader, &sheet, records)
    } else if sheet.has(&["round"]) || sheet.has(&["phase"]) {
        schedule::read(reader, &sheet, records)
    } else {
        criteria::read(reader, &sheet, records) || entrants::transferred(reader, &sheet, records)
    };
    if read || counted {
        reader.coverage.tables_read += 1;
    } else {
        reader.unread("table", None, table.rows.first().map_or(table.span, |row| row.span), why_not(&sheet));
    }
}

fn why_not(sheet: &Sheet<'_>) -> &'static str {
    let empty = sheet.rows.iter().all(|row| row.cells.iter().skip(1).all(|cell| cell.is_empty()));
    if empty {
        "the table holds nothing below its header"
    } else {
        "no reader knows a table with these header cells"
    }
}

/// `First round (12 teams)` in a header cell counts teams.
fn counts(reader: &mut Reader<'_, '_>, header: Option<&Row>, records: &mut Records) -> bool {
    let cells = header.map(|row| row.cells.clone()).unwrap_or_default();
    let before = records.statements.len();
    for cell in cells {
        records.statements.extend(prose::in_cell(
            reader,
            cell.content,
            "count-cell",
            StatementKind::TeamCount,
        ));
    }
    records.statements.len() > before
}

fn sheet<'t>(reader: &Reader<'t, '_>, table: &'t Table) -> Sheet<'t> {
    let mut rows = table.grid().into_iter().map(|row| SheetRow { span: row.span, cells: row.cells });
    let header = rows.next().map(|row| row.cells).unwrap_or_default();
    let titles: Vec<String> =
        header.iter().map(|cell| super::match_box::clean(&reader.flat(*cell))).collect();
    let roles = titles.iter().map(|title| reader.language.role("column.", title)).collect();
    Sheet { span: table.span, titles, roles, rows: rows.collect(), flattened: table.flattened }
}
