//! Tables of wikitext: `{|`, `|+`, `|-`, `!`, `|`, `|}`.
//!
//! A table ends at its own `|}`. One that has none ends before the next heading or the next `{|`, so that a
//! forgotten `|}` hides nothing. A table inside a cell is a table of its own; its text belongs to the cell too.
//! <https://www.mediawiki.org/wiki/Help:Tables>

use super::{
    Cell, Diagnostic, DiagnosticKind, Document, Row, Table,
    blocks::heading,
    cells::{content, pieces, span_attribute},
    glyphs::{glyph, strip},
    lines::{Line, templates_alone},
    work,
};
use crate::span::Span;

/// For each line that begins a table the index of the line that ends it. Reports tables that have no end.
pub(super) fn ends(
    document: &Document<'_>,
    lines: &[Line],
    faults: &mut Vec<Diagnostic>,
) -> Vec<Option<usize>> {
    let mut ends = vec![None; lines.len()];
    let mut open: Vec<usize> = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        let text = row_text(document, line).1;
        if is_start(text) {
            open.push(index);
        } else if is_end(text)
            && let Some(end) = open.pop().and_then(|start| ends.get_mut(start))
        {
            *end = Some(index);
        }
    }
    for start in open {
        let inside = lines.get(start + 1..).unwrap_or(&[]);
        let inside = inside.get(..unclosed_length(document, inside)).unwrap_or(&[]);
        faults.extend(unclosed(document, lines.get(start), inside));
        if let Some(end) = ends.get_mut(start) {
            *end = Some(start + inside.len());
        }
    }
    ends
}

/// How many lines belong to a table without `|}`.
fn unclosed_length(document: &Document<'_>, lines: &[Line]) -> usize {
    let is_inside = |line: &&Line| {
        let text = document.text(line.visible);
        !is_start(row_text(document, line).1) && heading(text).is_none()
    };
    lines.iter().take_while(is_inside).count()
}

/// A table without `|}`, unless a template stands where it should be: many wikis have one that ends tables.
fn unclosed(document: &Document<'_>, line: Option<&Line>, inside: &[Line]) -> Option<Diagnostic> {
    let is_template = |line: &Line| !templates_alone(document, line, line.visible.start()).is_empty();
    let last = inside.iter().rev().find(|line| !line.visible.is_empty());
    let line = line.filter(|_| !last.is_some_and(is_template))?;
    let (start, text) = row_text(document, line);
    let mark = text.trim_start_matches([':', ' ', '\t']);
    let brace = start + text.len() - mark.len();
    let length = mark.len() - strip(mark, "{|")?.len();
    let message = "table `{|` has no matching `|}`".to_owned();
    Some(Diagnostic { kind: DiagnosticKind::UnclosedTag, span: Span::new(brace, brace + length), message })
}

/// Where a line's text begins behind white space and comments, and that text.
pub(super) fn row_text<'s>(document: &Document<'s>, line: &Line) -> (usize, &'s str) {
    let start = line.visible.start();
    (start, document.text(Span::new(start, line.span.end())))
}

/// `{|`, also behind colons.
fn is_start(text: &str) -> bool {
    let text = if text.starts_with(':') { text.trim_start_matches(':').trim_start() } else { text };
    strip(text, "{|").is_some_and(|rest| !rest.starts_with('}'))
}

/// `|}`, but not the `|` and `}}` that end a template.
pub(super) fn is_end(text: &str) -> bool {
    strip_end(text).is_some()
}

/// What follows the end of a table.
fn strip_end(text: &str) -> Option<&str> {
    strip(text, "|}").filter(|rest| !rest.starts_with('}') || !text.starts_with("|}"))
}

/// What begins at the start of a line of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    /// `|}`
    End,
    /// `|-`
    Row,
    /// `|+`
    Caption,
    /// `|`
    Cells,
    /// `!`
    Headers,
}

/// The mark at the start of a line, and what follows it.
pub(super) fn mark(text: &str) -> Option<(Mark, &str)> {
    if let Some(rest) = text.strip_prefix('!') {
        return Some((Mark::Headers, rest));
    }
    if !text.starts_with('|') && glyph(text).is_none() {
        return None;
    }
    let end = strip_end(text).map(|rest| (Mark::End, rest));
    let found = end.or_else(|| strip(text, "|-").map(|rest| (Mark::Row, rest)));
    let found = found.or_else(|| strip(text, "|+").map(|rest| (Mark::Caption, rest)));
    found.or_else(|| strip(text, "|").map(|rest| (Mark::Cells, rest)))
}

/// A table as read, and what its cells hold beside text.
pub(super) struct Reading {
    pub(super) table: Table,
    /// Lines at which tables inside its cells begin.
    pub(super) inside: Vec<usize>,
    has_heading: bool,
}

impl Reading {
    /// Whether the table only arranges the page: headings stand in it, or mostly other tables.
    pub(super) fn is_layout(&self) -> bool {
        let cells = self.table.rows.iter().flat_map(|row| &row.cells).filter(|cell| !cell.content.is_empty());
        self.has_heading || (!self.inside.is_empty() && self.inside.len() * 2 >= cells.count())
    }
}

/// Reads the table from line `start` to line `end`. Tables inside it are text of its cells.
pub(super) fn read(
    document: &Document<'_>,
    lines: &[Line],
    ends: &[Option<usize>],
    start: usize,
    end: usize,
) -> Reading {
    let (mut builder, mut inside, mut has_heading) = (Builder::default(), Vec::new(), false);
    let mut at = start + 1;
    while let Some(line) = lines.get(at).filter(|_| at <= end) {
        work::add(1);
        if let Some(last) = ends.get(at).copied().flatten() {
            inside.push(at);
            builder.extend(lines.get(last).map_or(line.span.end(), |line| line.span.end()));
            at = last;
        } else {
            has_heading |= heading(document.text(line.visible)).is_some();
            builder.line(document, line);
        }
        at += 1;
    }
    let table = builder.finish(document, span(document, lines, start, end));
    Reading { table, inside, has_heading }
}

/// From `{|` to `|}`, or to the end of the last line.
fn span(document: &Document<'_>, lines: &[Line], start: usize, end: usize) -> Span {
    let from = lines.get(start).map_or(0, |line| line.visible.start());
    let to = lines.get(end).map_or(from, |line| match row_text(document, line) {
        (_, text) => line.span.end() - strip_end(text).map_or(0, str::len),
    });
    Span::new(from, to).trimmed(document.source)
}

/// What the text that follows belongs to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Open {
    #[default]
    Nothing,
    Caption,
    Cell,
}

/// A table in the making.
#[derive(Debug, Default)]
pub(super) struct Builder {
    rows: Vec<Row>,
    caption: Option<Span>,
    open: Open,
    new_row: bool,
}

impl Builder {
    /// Takes one line of a table.
    pub(super) fn line(&mut self, document: &Document<'_>, line: &Line) {
        let (start, text) = row_text(document, line);
        let end = line.span.end();
        let Some((mark, rest)) = mark(text) else { return self.extend(end) };
        let inside = Span::new(start + (text.len() - rest.len()), end);
        match mark {
            Mark::End => self.open = Open::Nothing,
            Mark::Row => self.start_row(),
            Mark::Caption => self.caption(content(document, inside).0),
            Mark::Cells => self.cells(document, inside, false),
            Mark::Headers => self.cells(document, inside, true),
        }
    }

    /// Sets the caption.
    fn caption(&mut self, caption: Span) {
        (self.caption, self.open) = (Some(caption), Open::Caption);
    }

    /// Begins a row; it is there once it has a cell.
    pub(super) fn start_row(&mut self) {
        (self.new_row, self.open) = (true, Open::Nothing);
    }

    /// Adds the cells of a line: `a || b`, and `a !! b` in a header line.
    fn cells(&mut self, document: &Document<'_>, span: Span, header: bool) {
        pieces(document, span, header, |piece| {
            let (content, attributes) = content(document, piece);
            let [rowspan, colspan] = ["rowspan", "colspan"].map(|name| span_attribute(attributes, name));
            self.cell(Cell { header, content, rowspan, colspan });
        });
    }

    /// Adds a cell.
    pub(super) fn cell(&mut self, cell: Cell) {
        if self.new_row || self.rows.is_empty() {
            self.rows.push(Row { span: cell.content, cells: Vec::new() });
        }
        if let Some(row) = self.rows.last_mut() {
            row.span.end = cell.content.end;
            row.cells.push(cell);
        }
        (self.new_row, self.open) = (false, Open::Cell);
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
        for row in &mut self.rows {
            row.cells.iter_mut().for_each(|cell| cell.content = cell.content.trimmed(document.source));
            row.span = row.span.trimmed(document.source);
        }
        let caption = self.caption.map(|caption| caption.trimmed(document.source));
        Table { span, caption, rows: self.rows, flattened: false }
    }
}
