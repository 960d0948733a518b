//! Tables of wikitext: `{|`, `|+`, `|-`, `!`, `|`, `|}`.
//!
//! A table ends at its own `|}`. One that has none ends before the next heading or the next `{|`, so that a forgotten `|}` hides nothing.
//! A table inside a cell is a table of its own; its text belongs to the cell too. <https://www.mediawiki.org/wiki/Help:Tables>

use super::{Block, BlockKind, Cell, Document, NodeKind, Row, Table, blocks::heading, lines::Line};
use crate::span::Span;

/// For each line that begins a table the index of the line that ends it.
pub(super) fn ends(document: &Document<'_>, lines: &[Line]) -> Vec<Option<usize>> {
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
        let end = unclosed_end(document, lines, start);
        if let Some(slot) = ends.get_mut(start) {
            *slot = Some(end);
        }
    }
    ends
}

/// The last line of a table without `|}`.
fn unclosed_end(document: &Document<'_>, lines: &[Line], start: usize) -> usize {
    let is_inside = |line: &&Line| {
        let text = document.text(line.visible(document));
        !is_start(row_text(document, line).1) && heading(text).is_none()
    };
    start + lines.get(start + 1..).unwrap_or(&[]).iter().take_while(is_inside).count()
}

/// Where a line's text begins behind white space and comments, and that text.
fn row_text<'s>(document: &Document<'s>, line: &Line) -> (usize, &'s str) {
    let start = line.visible(document).start();
    (start, document.text(Span::new(start, line.span.end())))
}

/// `{|`, also behind colons.
fn is_start(text: &str) -> bool {
    let text = text.trim_start_matches(':').trim_start();
    text.starts_with("{|") && !text.starts_with("{|}")
}

/// `|}`, but not the `|` and `}}` that end a template.
fn is_end(text: &str) -> bool {
    text.starts_with("|}") && !text.starts_with("|}}")
}

/// Adds the table that makes up `lines`, and behind it the tables inside its cells. `ends` are the ends of tables that begin in these
/// lines; the first line has the index `first`.
pub(super) fn push(document: &mut Document<'_>, lines: &[Line], ends: &[Option<usize>], first: usize) {
    let index = document.tables.len();
    let mut waiting = Vec::new();
    waiting.push(0..lines.len());
    while let Some(range) = waiting.pop() {
        let mut builder = Builder::default();
        let mut at = range.start + 1;
        while at < range.end {
            let Some(line) = lines.get(at) else { break };
            match ends.get(at).copied().flatten() {
                Some(end) => {
                    let last = end - first;
                    builder.extend(lines.get(last).map_or(line.span.end(), |line| line.span.end()));
                    waiting.push(at..last + 1);
                    at = last + 1;
                }
                None => {
                    builder.line(document, line);
                    at += 1;
                }
            }
        }
        let inside = lines.get(range).unwrap_or(&[]);
        let table = builder.finish(document, span_of(document, inside));
        document.tables.push(table);
    }
    let span = document.tables.get(index).map_or(Span::default(), |table| table.span);
    document.blocks.push(Block { kind: BlockKind::Table(index), span, content: span });
}

fn span_of(document: &Document<'_>, lines: &[Line]) -> Span {
    let start = lines.first().map_or(0, |line| line.span.start());
    let end = lines.last().map_or(start, |line| line.span.end());
    Span::new(start, end).trimmed(document.source)
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
    fn line(&mut self, document: &Document<'_>, line: &Line) {
        let (start, text) = row_text(document, line);
        let end = line.span.end();
        if is_end(text) {
            self.open = Open::Nothing;
        } else if text.starts_with("|+") {
            self.caption(content(document, Span::new(start + 2, end)).0);
        } else if text.starts_with("|-") {
            self.start_row();
        } else if text.starts_with(['|', '!']) {
            self.cells(document, Span::new(start + 1, end), text.starts_with('!'));
        } else {
            self.extend(end);
        }
    }

    /// Sets the caption.
    pub(super) fn caption(&mut self, caption: Span) {
        (self.caption, self.open) = (Some(caption), Open::Caption);
    }

    /// Begins a row; it is there once it has a cell.
    pub(super) fn start_row(&mut self) {
        (self.new_row, self.open) = (true, Open::Nothing);
    }

    /// Adds the cells of a line: `a || b`, and `a !! b` in a header line.
    pub(super) fn cells(&mut self, document: &Document<'_>, span: Span, header: bool) {
        for piece in pieces(document, span, header) {
            let (content, attributes) = content(document, piece);
            let [rowspan, colspan] = ["rowspan", "colspan"].map(|name| span_attribute(attributes, name));
            self.cell(Cell { header, content, rowspan, colspan });
        }
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

/// Splits a line of cells at `||` (and `!!` in a header line) outside nodes.
fn pieces(document: &Document<'_>, span: Span, header: bool) -> Vec<Span> {
    let (mut found, mut from) = (Vec::new(), span.start());
    for gap in gaps(document, span) {
        let bytes = document.text(gap).as_bytes();
        let mut at = 0;
        while let Some(pair) = bytes.get(at..at + 2) {
            let splits = pair == b"||" || (header && pair == b"!!");
            if splits {
                found.push(Span::new(from, gap.start() + at));
                from = gap.start() + at + 2;
            }
            at += if splits { 2 } else { 1 };
        }
    }
    found.push(Span::new(from, span.end()));
    found
}

/// The text of a span between its nodes. HTML tags hide nothing.
fn gaps<'d>(document: &'d Document<'_>, span: Span) -> impl Iterator<Item = Span> + 'd {
    let nodes = document.children_in(span).filter_map(|id| document.nodes.get(id));
    let inside = nodes.filter(|node| node.kind != NodeKind::Html).map(|node| node.span);
    inside.chain([Span { start: span.end, end: span.end }]).scan(span.start, |from, node| {
        let gap = Span { start: *from, end: node.start.max(*from) };
        *from = node.end;
        Some(gap)
    })
}

/// Content and attributes of a cell: attributes stand before the first `|`, unless a link does (`Parser::handleTables`).
pub(super) fn content<'s>(document: &Document<'s>, piece: Span) -> (Span, &'s str) {
    let is_link = |id: &usize| document.nodes.get(*id).is_some_and(|node| node.kind == NodeKind::Link);
    let link = document.children_in(piece).find(is_link).and_then(|id| document.nodes.get(id));
    let limit = link.map_or(piece.end(), |node| node.span.start());
    let before = Span::new(piece.start(), limit);
    let pipe = gaps(document, before).find_map(|gap| document.text(gap).find('|').map(|at| gap.start() + at));
    match pipe {
        Some(pipe) => (Span::new(pipe + 1, piece.end()), document.text(Span::new(piece.start(), pipe))),
        None => (piece, ""),
    }
}

/// Number of an attribute such as `rowspan="2"`; 1 where there is none. At most 1000, as in HTML.
fn span_attribute(attributes: &str, name: &str) -> u32 {
    let lower = attributes.to_ascii_lowercase();
    let value = lower.split_once(name).map_or("", |(_, rest)| rest.trim_start());
    let value = value.strip_prefix('=').unwrap_or("").trim_start_matches([' ', '"', '\'']);
    let digits = value.split(|character: char| !character.is_ascii_digit()).next().unwrap_or("");
    digits.parse().unwrap_or(1).clamp(1, 1000)
}
