//! Rows and columns of a table, with spans resolved where they are known.

use super::SheetRow;
use crate::{
    markup::{Cell, Row, Table},
    span::Span,
};

/// A table is not read wider than this, whatever its `colspan` says.
const WIDEST: usize = 200;

/// A cell that still covers rows below.
#[derive(Clone, Copy)]
struct Pending {
    content: Span,
    rows: u32,
}

/// The rows of a table, each cell in its column. In a flattened table the cells stay where they stand.
pub(super) fn rows(table: &Table) -> Vec<SheetRow> {
    let written = table.rows.iter().filter(|row| !row.cells.is_empty());
    if table.flattened {
        return written
            .map(|row| sheet_row(row, row.cells.iter().map(|cell| cell.content).collect()))
            .collect();
    }
    let mut pending: Vec<Option<Pending>> = Vec::new();
    written.map(|row| sheet_row(row, resolve(row, &mut pending))).collect()
}

fn sheet_row(row: &Row, cells: Vec<Span>) -> SheetRow {
    SheetRow { span: row.span, cells }
}

/// One row: cells from above first, then the row's own cells in the free columns
/// (<https://html.spec.whatwg.org/multipage/tables.html#forming-a-table>).
fn resolve(row: &Row, pending: &mut Vec<Option<Pending>>) -> Vec<Span> {
    let mut cells = Vec::new();
    for cell in &row.cells {
        cover(&mut cells, pending);
        place(cell, &mut cells, pending);
    }
    cover(&mut cells, pending);
    cells
}

/// Fills the next columns with cells that reach down from above.
fn cover(cells: &mut Vec<Span>, pending: &mut [Option<Pending>]) {
    while let Some(slot) = pending.get_mut(cells.len())
        && let Some(above) = slot
    {
        cells.push(above.content);
        above.rows -= 1;
        if above.rows == 0 {
            *slot = None;
        }
    }
}

fn place(cell: &Cell, cells: &mut Vec<Span>, pending: &mut Vec<Option<Pending>>) {
    for _ in 0..cell.colspan.max(1) {
        let column = cells.len();
        if column >= WIDEST {
            return;
        }
        cells.push(cell.content);
        if cell.rowspan > 1 {
            pending.resize(pending.len().max(column + 1), None);
            if let Some(slot) = pending.get_mut(column) {
                *slot = Some(Pending { content: cell.content, rows: cell.rowspan - 1 });
            }
        }
    }
}
