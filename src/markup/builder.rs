//! A table in the making: rows, cells and caption, whether marks or tags begin them.

use memchr::memchr;

use super::{
    Cell, Document, Row, Table,
    cells::{Dividers, cells, rows_and_columns},
    html_table::{self, Name, Tag},
    lines::Line,
    table::{Mark, mark, row_text},
};
use crate::span::Span;

/// What the text that follows belongs to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Open {
    #[default]
    Nothing,
    Caption,
    Cell,
}

/// Cells that room is kept for in the first row.
const USUAL_CELLS: usize = 8;

/// Cells that room is kept for in the others at most; rows of a few cells behind a long one waste little.
const MOST_CELLS: usize = 16;

/// A table in the making.
#[derive(Debug, Default)]
pub(super) struct Builder {
    rows: Vec<Row>,
    caption: Option<Span>,
    open: Open,
    new_row: bool,
    /// Whether a tag began what is open, so that a tag ends it.
    tagged: bool,
}

impl Builder {
    /// Takes one line of a table.
    pub(super) fn line(&mut self, document: &Document<'_>, line: &Line) {
        let (_, text) = row_text(document, line);
        let Some((mark, rest)) = mark(text) else {
            return self.text(document, line.span);
        };
        let inside = Span { start: line.span.end - rest.len() as u32, end: line.span.end };
        let mut read = |dividers, header| {
            cells(document, line, inside, dividers, |content, attributes| {
                self.cell(cell(header, content, attributes));
            });
        };
        match mark {
            Mark::End => self.open = Open::Nothing,
            Mark::Row => self.start_row(),
            Mark::Caption => {
                cells(document, line, inside, Dividers::None, |content, _| self.caption(content))
            }
            Mark::Cells => read(Dividers::Pipes, false),
            Mark::Headers => read(Dividers::PipesAndMarks, true),
        }
    }

    /// Takes text between marks, where tags may begin rows and cells as in an HTML table.
    pub(super) fn text(&mut self, document: &Document<'_>, span: Span) {
        if memchr(b'<', document.text(span).as_bytes()).is_some() {
            html_table::tags(document, span, |tag| self.tag(document, tag));
        }
        self.extend(span.end());
    }

    fn tag(&mut self, document: &Document<'_>, tag: Tag) {
        if tag.name == Name::Table || (tag.closes && !self.tagged) {
            return;
        }
        self.extend(tag.span.start());
        let content = Span::new(tag.span.end(), tag.span.end());
        let attributes = document.text(tag.attributes);
        match tag.name {
            Name::Row => self.start_row(),
            _ if tag.closes => self.open = Open::Nothing,
            Name::Caption => self.caption(content),
            name => self.cell(cell(name == Name::Header, content, attributes)),
        }
        self.tagged = true;
    }

    /// Sets the caption.
    fn caption(&mut self, caption: Span) {
        (self.caption, self.open, self.tagged) = (Some(caption), Open::Caption, false);
    }

    /// Begins a row; it is there once it has a cell.
    pub(super) fn start_row(&mut self) {
        (self.new_row, self.open) = (true, Open::Nothing);
    }

    /// Adds a cell.
    pub(super) fn cell(&mut self, cell: Cell) {
        if self.new_row || self.rows.is_empty() {
            // Rows of a table are of one length, as a rule.
            let likely = self.rows.last().map_or(USUAL_CELLS, |row| row.cells.len().min(MOST_CELLS));
            self.rows.push(Row { span: cell.content, cells: Vec::with_capacity(likely) });
        }
        if let Some(row) = self.rows.last_mut() {
            row.span.end = cell.content.end;
            row.cells.push(cell);
        }
        (self.new_row, self.open, self.tagged) = (false, Open::Cell, false);
    }

    /// Makes the text up to `end` part of what is open.
    pub(super) fn extend(&mut self, end: usize) {
        let end = end as u32;
        let row = self.rows.last_mut().filter(|_| self.open == Open::Cell);
        match row {
            Some(row) => {
                row.span.end = end;
                if let Some(cell) = row.cells.last_mut() {
                    cell.content.end = end;
                }
            }
            None if self.open == Open::Caption => {
                self.caption = self.caption.map(|caption| Span { end, ..caption });
            }
            None => {}
        }
    }

    /// The table, with every span trimmed.
    pub(super) fn finish(mut self, document: &Document<'_>, span: Span) -> Table {
        // An empty cell at the end of a table without `|}` may begin behind the last thing that the table shows.
        let trimmed = |part: Span| {
            let part = part.trimmed(document.source);
            Span { start: part.start.min(span.end), end: part.end.min(span.end) }
        };
        for row in &mut self.rows {
            row.cells.iter_mut().for_each(|cell| cell.content = trimmed(cell.content));
            row.span = trimmed(row.span);
        }
        let caption = self.caption.map(trimmed);
        Table { span, caption, rows: self.rows, flattened: false }
    }
}

/// A cell with the rows and columns that its attributes say it covers.
fn cell(header: bool, content: Span, attributes: &str) -> Cell {
    let (rowspan, colspan) = rows_and_columns(attributes);
    Cell { header, content, rowspan, colspan }
}
