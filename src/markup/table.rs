//! Tables of wikitext: `{|`, `|+`, `|-`, `!`, `|`, `|}`.
//!
//! A table ends at its own `|}`. One that has none ends before the next heading or the next `{|`, so that a
//! forgotten `|}` hides nothing. A table inside a cell is a table of its own; its text belongs to the cell too.
//! <https://www.mediawiki.org/wiki/Help:Tables>

use memchr::{memchr_iter, memchr2};

use super::{
    Cell, Diagnostic, DiagnosticKind, Document, NodeKind, Row, Table,
    blocks::heading,
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
    let brace = start + text.find("{|").unwrap_or(0);
    let message = "table `{|` has no matching `|}`".to_owned();
    Some(Diagnostic { kind: DiagnosticKind::UnclosedTag, span: Span::new(brace, brace + 2), message })
}

/// Where a line's text begins behind white space and comments, and that text.
pub(super) fn row_text<'s>(document: &Document<'s>, line: &Line) -> (usize, &'s str) {
    let start = line.visible.start();
    (start, document.text(Span::new(start, line.span.end())))
}

/// `{|`, also behind colons.
fn is_start(text: &str) -> bool {
    let text = if text.starts_with(':') { text.trim_start_matches(':').trim_start() } else { text };
    text.starts_with("{|") && !text.starts_with("{|}")
}

/// `|}`, but not the `|` and `}}` that end a template.
pub(super) fn is_end(text: &str) -> bool {
    behind_pipe(text).is_some_and(|rest| rest.starts_with('}') && !rest.starts_with("}}"))
}

/// What follows a pipe at the start of a text. `{{!}}` is one too: it is expanded before tables are read
/// (<https://www.mediawiki.org/wiki/Help:Magic_words#Other>).
pub(super) fn behind_pipe(text: &str) -> Option<&str> {
    text.strip_prefix('|').or_else(|| text.strip_prefix(PIPE))
}

/// A template that stands for a pipe.
const PIPE: &str = "{{!}}";

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
        (at, text) if is_end(text) => at + 2,
        _ => line.span.end(),
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
        if is_end(text) {
            self.open = Open::Nothing;
            return;
        }
        let header = text.starts_with('!');
        let Some(rest) = behind_pipe(text).or_else(|| text.strip_prefix('!')) else {
            return self.extend(end);
        };
        let inside = start + (text.len() - rest.len());
        match rest.bytes().next() {
            Some(b'+') if !header => self.caption(content(document, Span::new(inside + 1, end)).0),
            Some(b'-') if !header => self.start_row(),
            _ => self.cells(document, Span::new(inside, end), header),
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

/// Splits a line of cells at `||` (and `!!` in a header line) outside nodes.
pub(super) fn pieces(document: &Document<'_>, span: Span, header: bool, mut piece: impl FnMut(Span)) {
    let mut from = span.start();
    if may_split(document.text(span).as_bytes(), header) {
        for gap in document.text_outside_nodes(span) {
            work::add(gap.len() + 1);
            let bytes = document.text(gap).as_bytes();
            let mut at = 0;
            while let Some(pair) = bytes.get(at..at + 2) {
                let splits = pair == b"||" || (header && pair == b"!!");
                if splits {
                    piece(Span::new(from, gap.start() + at));
                    from = gap.start() + at + 2;
                }
                at += if splits { 2 } else { 1 };
            }
        }
    }
    piece(Span::new(from, span.end()));
}

/// Whether `||` or, in a header line, `!!` stands somewhere in a line of cells.
fn may_split(line: &[u8], header: bool) -> bool {
    work::add(line.len());
    let is_doubled = |at: usize| line.get(at) == line.get(at + 1);
    memchr_iter(b'|', line).any(is_doubled) || (header && memchr_iter(b'!', line).any(is_doubled))
}

/// Content and attributes of a cell: attributes stand before the first `|`, unless a link does
/// (`Parser::handleTables`). A template may hold that `|`: in `| rowspan=2 {{N/A}}` it is the template that
/// ends the attributes, in `| rowspan=2 {{!}} a` it is `{{!}}`.
pub(super) fn content<'s>(document: &Document<'s>, piece: Span) -> (Span, &'s str) {
    if memchr2(b'|', b'=', document.text(piece).as_bytes()).is_none() {
        return (piece, "");
    }
    let (mut link, mut template) = (None, None);
    for node in document.children_in(piece).filter_map(|id| document.nodes.get(id)) {
        match node.kind {
            NodeKind::Link => link = link.or(Some(node.span.start())),
            NodeKind::Template => template = template.or(Some(node.span.start())),
            _ => {}
        }
    }
    let before = Span::new(piece.start(), link.unwrap_or(piece.end()));
    let pipe = document
        .text_outside_nodes(before)
        .find_map(|gap| document.text(gap).find('|').map(|at| gap.start() + at));
    if let Some(pipe) = pipe {
        return (Span::new(pipe + 1, piece.end()), document.text(Span::new(piece.start(), pipe)));
    }
    let end = template.unwrap_or(piece.start());
    let attributes = document.text(Span::new(piece.start(), end));
    if !are_attributes(attributes) {
        return (piece, "");
    }
    let is_pipe = document.text(Span::new(end, piece.end())).starts_with(PIPE);
    (Span::new(if is_pipe { end + PIPE.len() } else { end }, piece.end()), attributes)
}

/// Whether a text is nothing but `name=value` or `name="value"`, once or more.
fn are_attributes(text: &str) -> bool {
    let mut rest = text.trim();
    while let Some((name, value)) = rest.split_once('=') {
        if name.trim().is_empty() || !name.trim().bytes().all(|byte| byte.is_ascii_alphabetic()) {
            return false;
        }
        let quoted = value.trim_start().strip_prefix('"').and_then(|value| value.split_once('"'));
        let bare = || value.trim_start().split_once(' ').unwrap_or(("", ""));
        rest = quoted.unwrap_or_else(bare).1.trim_start();
    }
    rest.is_empty() && !text.trim().is_empty()
}

/// Number of an attribute such as `rowspan="2"`; 1 where there is none. At most 1000, as in HTML.
fn span_attribute(attributes: &str, name: &str) -> u32 {
    let is_name = |window: &[u8]| window.eq_ignore_ascii_case(name.as_bytes());
    let Some(at) = attributes.as_bytes().windows(name.len()).position(is_name) else { return 1 };
    let value = attributes.get(at + name.len()..).unwrap_or("").trim_start();
    let value = value.strip_prefix('=').unwrap_or("").trim_start_matches([' ', '"', '\'']);
    let digits = value.split(|character: char| !character.is_ascii_digit()).next().unwrap_or("");
    digits.parse().unwrap_or(1).clamp(1, 1000)
}
