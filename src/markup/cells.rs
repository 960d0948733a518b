//! Cells of a table line: where they are divided, and what of each is attributes.

use memchr::{memchr, memchr2, memchr2_iter};

use super::{
    Document, Node, NodeKind,
    glyphs::{glyph, strip},
    lines::Line,
    work,
};
use crate::span::Span;

/// What divides the cells of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Dividers {
    /// Nothing: a caption is one.
    None,
    /// `||`
    Pipes,
    /// `||`, and `!!` in a line of header cells.
    PipesAndMarks,
}

/// Text that is shorter is looked through byte by byte, which takes less than to prepare a search.
const SHORT: usize = 16;

impl Dividers {
    /// Where the next mark stands that may be half of a divider.
    fn next_mark(self, text: &[u8]) -> Option<usize> {
        match self {
            Dividers::PipesAndMarks => memchr2(b'|', b'!', text),
            _ if text.len() < SHORT => text.iter().position(|byte| *byte == b'|'),
            _ => memchr(b'|', text),
        }
    }
}

/// Gives the content and the attributes of each cell of a line, of which `inside` is what stands behind its mark.
///
/// Attributes stand before the first `|`, unless a link does or text in variants does (`Parser::handleTables`). A template
/// may hold that `|`: in `| rowspan=2 {{N/A}}` it is the template that ends the attributes.
pub(super) fn cells<'s>(
    document: &Document<'s>,
    line: &Line,
    inside: Span,
    dividers: Dividers,
    found: impl FnMut(Span, &'s str),
) {
    let mut reader = Reader { document, dividers, cell: Unread::new(inside.start), last: None, found };
    let mut from = inside.start;
    for (_, node) in line.nodes(document) {
        // The mark may be a node: `{{!}}`.
        if node.span.start >= inside.start && node.kind != NodeKind::Html {
            reader.gap(Span { start: from, end: node.span.start });
            reader.node(node);
            from = node.span.end;
        }
    }
    reader.gap(Span { start: from, end: inside.end });
    reader.end_cell(inside.end);
}

/// A cell that is read from left to right.
#[derive(Clone, Copy, Debug)]
struct Unread {
    start: u32,
    /// The first `|`, or a template for it.
    pipe: Option<Span>,
    /// Where the first template begins.
    template: Option<u32>,
    /// Whether what follows is content, whatever stands in it.
    is_content: bool,
}

impl Unread {
    fn new(start: u32) -> Self {
        Self { start, pipe: None, template: None, is_content: false }
    }
}

/// Reads a line of cells from left to right, text and nodes in turn.
struct Reader<'d, 's, F> {
    document: &'d Document<'s>,
    dividers: Dividers,
    cell: Unread,
    /// The mark before, `|`, `!` or a template for it; a second one makes it a divider.
    last: Option<(u8, Span)>,
    found: F,
}

impl<'s, F: FnMut(Span, &'s str)> Reader<'_, 's, F> {
    /// Reads text between nodes.
    fn gap(&mut self, gap: Span) {
        work::add(gap.len() + 1);
        let bytes = self.document.text(gap).as_bytes();
        let mut at = 0;
        while let Some(next) = self.dividers.next_mark(bytes.get(at..).unwrap_or(&[])) {
            at += next + 1;
            let end = gap.start + at as u32;
            bytes.get(at - 1).into_iter().for_each(|byte| self.mark(*byte, Span { start: end - 1, end }));
        }
    }

    fn node(&mut self, node: &Node) {
        match node.kind {
            NodeKind::Link | NodeKind::Variant => self.cell.is_content = true,
            NodeKind::Template => match glyph(self.document.text(node.span)) {
                Some((_, "|")) => self.mark(b'|', node.span),
                Some((_, "||")) if self.dividers != Dividers::None => self.divide(node.span),
                _ if self.cell.is_content => {}
                _ => self.cell.template = self.cell.template.or(Some(node.span.start)),
            },
            _ => {}
        }
    }

    fn mark(&mut self, byte: u8, at: Span) {
        match self.last {
            Some((last, before))
                if last == byte && before.end == at.start && self.dividers != Dividers::None =>
            {
                self.divide(Span { start: before.start, end: at.end });
            }
            _ => {
                self.last = Some((byte, at));
                if byte == b'|' && !self.cell.is_content {
                    self.cell.pipe = self.cell.pipe.or(Some(at));
                }
            }
        }
    }

    /// Ends a cell where a divider begins; the next one begins behind it.
    fn divide(&mut self, divider: Span) {
        self.end_cell(divider.start);
        (self.cell, self.last) = (Unread::new(divider.end), None);
    }

    fn end_cell(&mut self, end: u32) {
        let whole = Span { start: self.cell.start, end };
        // The pipe may be one of those that divide.
        let pipe = self.cell.pipe.filter(|pipe| pipe.end <= end);
        let (content, attributes) = match pipe {
            Some(pipe) => split_at(self.document, whole, pipe),
            None => match self.cell.template {
                Some(template) => behind_attributes(self.document, whole, template),
                None => (whole, ""),
            },
        };
        (self.found)(content, attributes);
    }
}

/// What stands behind a pipe, and the attributes before it.
fn split_at<'s>(document: &Document<'s>, cell: Span, pipe: Span) -> (Span, &'s str) {
    let attributes = document.text(Span { start: cell.start, end: pipe.start });
    // A link or variants that never close count, too.
    if holds_opening(attributes.as_bytes()) {
        return (cell, "");
    }
    (Span { start: pipe.end, end: cell.end }, attributes)
}

/// Whether `[[` or `-{` stands somewhere.
fn holds_opening(text: &[u8]) -> bool {
    let is_opening = |at: usize| matches!(text.get(at.saturating_sub(1)..=at), Some(b"[[" | b"-{"));
    memchr2_iter(b'[', b'{', text).any(is_opening)
}

/// Without a pipe, attributes are what stands before a template, if it is nothing else.
fn behind_attributes<'s>(document: &Document<'s>, cell: Span, template: u32) -> (Span, &'s str) {
    let attributes = document.text(Span { start: cell.start, end: template });
    if !are_attributes(attributes) {
        return (cell, "");
    }
    (Span { start: template, end: cell.end }, attributes)
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

/// Whether `span` stands somewhere, in any letter case.
fn holds_span(attributes: &[u8]) -> bool {
    let is_span = |at: usize| {
        let word = attributes.get(at.saturating_sub(1)..at + 3);
        word.is_some_and(|word| word.eq_ignore_ascii_case(b"span"))
    };
    memchr2_iter(b'p', b'P', attributes).any(is_span)
}

/// Rows and columns that a cell covers, by its attributes.
pub(super) fn rows_and_columns(attributes: &str) -> (u32, u32) {
    // Most cells have none, and most of those are styles.
    if attributes.is_empty() || !holds_span(attributes.as_bytes()) {
        return (1, 1);
    }
    (span_attribute(attributes, "rowspan"), span_attribute(attributes, "colspan"))
}

/// Number of an attribute such as `rowspan="2"`; 1 where there is none. At most 1000, as in HTML.
fn span_attribute(attributes: &str, name: &str) -> u32 {
    let is_name = |window: &[u8]| window.eq_ignore_ascii_case(name.as_bytes());
    let Some(at) = attributes.as_bytes().windows(name.len()).position(is_name) else { return 1 };
    let value = attributes.get(at + name.len()..).unwrap_or("").trim_start();
    let value = strip(value, "=").unwrap_or("").trim_start_matches([' ', '"', '\'']);
    let digits = value.split(|character: char| !character.is_ascii_digit()).next().unwrap_or("");
    digits.parse().unwrap_or(1).clamp(1, 1000)
}
