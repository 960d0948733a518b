//! Rows and columns of a table, with spans resolved where they are known.

use super::{Cell, Row, Table};
use crate::span::Span;

/// A table is not read wider than this, whatever its `colspan` says.
const WIDEST: usize = 200;

/// A row of a table, each cell in its column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GridRow {
    /// From its first to its last cell as written.
    pub span: Span,
    /// Content of the cell in each column. One that covers several rows or columns stands in each of them.
    pub cells: Vec<Span>,
}

/// A cell that still covers rows below.
#[derive(Clone, Copy)]
struct Pending {
    content: Span,
    rows: u32,
}

impl Table {
    /// The rows, each cell in its column. In a flattened table the cells stay where they stand.
    ///
    /// ```
    /// use scoreline::markup::parse;
    ///
    /// let document = parse("{|\n| rowspan=2 | a || b\n|-\n| c\n|}", None);
    /// let columns = |row: usize| {
    ///     let cells = document.tables()[0].grid()[row].cells.clone();
    ///     cells.into_iter().map(|cell| document.text(cell)).collect::<Vec<_>>()
    /// };
    /// assert_eq!(columns(0), ["a", "b"]);
    /// assert_eq!(columns(1), ["a", "c"]);
    /// ```
    #[must_use]
    pub fn grid(&self) -> Vec<GridRow> {
        let written = self.rows.iter().filter(|row| !row.cells.is_empty());
        let mut pending: Vec<Option<Pending>> = Vec::new();
        let mut cells = |row: &Row| match self.flattened {
            true => row.cells.iter().map(|cell| cell.content).collect(),
            false => resolve(row, &mut pending),
        };
        written.map(|row| GridRow { span: row.span, cells: cells(row) }).collect()
    }
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
