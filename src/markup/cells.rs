//! Cells of a table line: where they are divided, and what of each is attributes.

use memchr::{memchr, memchr2_iter, memchr3};

use super::{
    Document, NodeKind,
    glyphs::{glyph, strip},
    work,
};
use crate::span::Span;

/// Splits a line of cells at `||` (and `!!` in a header line) outside nodes.
pub(super) fn pieces(document: &Document<'_>, span: Span, header: bool, mut piece: impl FnMut(Span)) {
    let mut divider = Divider { from: span.start(), last: None };
    if may_split(document.text(span).as_bytes(), header) {
        for gap in document.text_outside_nodes(span) {
            work::add(gap.len() + 1);
            let bytes = document.text(gap).as_bytes();
            for at in memchr2_iter(b'|', b'!', bytes) {
                let byte = bytes.get(at).copied().filter(|byte| header || *byte == b'|');
                let at = gap.start() + at;
                divider.mark(byte, Span::new(at, at + 1)).into_iter().for_each(&mut piece);
            }
            let Some((written, meant)) = glyph(document.text(Span::new(gap.end(), span.end()))) else {
                continue;
            };
            let at = Span::new(gap.end(), gap.end() + written.len());
            let found = match meant {
                "|" => divider.mark(Some(b'|'), at),
                "||" => Some(divider.divide(at.start(), at.end())),
                _ => None,
            };
            found.into_iter().for_each(&mut piece);
        }
    }
    piece(Span::new(divider.from, span.end()));
}

/// Finds two equal marks in a row, each `|`, `!` or a template for it.
struct Divider {
    /// Where the piece begins.
    from: usize,
    /// The mark before, which a second one would make a divider.
    last: Option<(u8, Span)>,
}

impl Divider {
    /// Takes a mark; gives the piece that ends with it.
    fn mark(&mut self, byte: Option<u8>, at: Span) -> Option<Span> {
        let byte = byte?;
        match self.last {
            Some((last, before)) if last == byte && before.end == at.start => {
                Some(self.divide(before.start(), at.end()))
            }
            _ => {
                self.last = Some((byte, at));
                None
            }
        }
    }

    /// Ends a piece where a divider begins; the next one begins behind it.
    fn divide(&mut self, start: usize, end: usize) -> Span {
        let piece = Span::new(self.from, start);
        (self.from, self.last) = (end, None);
        piece
    }
}

/// Whether `||`, a template in its place or, in a header line, `!!` stands somewhere in a line of cells.
fn may_split(line: &[u8], header: bool) -> bool {
    work::add(line.len());
    memchr2_iter(b'|', b'!', line).any(|at| match line.get(at..) {
        Some([b'|', b'|', ..]) => true,
        Some([b'!', b'!', ..]) if header => true,
        Some([b'!', ..]) => line.get(..at).is_some_and(|before| before.ends_with(b"{{")),
        _ => false,
    })
}

/// Content and attributes of a cell: attributes stand before the first `|`, unless a link does
/// or text in variants does (`Parser::handleTables`). A template may hold that `|`: in `| rowspan=2 {{N/A}}` it is the
/// template that ends the attributes.
pub(super) fn content<'s>(document: &Document<'s>, piece: Span) -> (Span, &'s str) {
    // The last is that of `{{!}}`.
    if memchr3(b'|', b'=', b'!', document.text(piece).as_bytes()).is_none() {
        return (piece, "");
    }
    let (mut from, mut template) = (piece.start(), None);
    for node in document.children_in(piece).filter_map(|id| document.nodes.get(id)) {
        if node.kind == NodeKind::Html {
            continue;
        }
        if let Some(pipe) = pipe_between(document, from, node.span.start()) {
            return split_at(document, piece, pipe);
        }
        match node.kind {
            NodeKind::Link | NodeKind::Variant => return behind_attributes(document, piece, template),
            NodeKind::Template => {
                let glyph = glyph(document.text(Span::new(node.span.start(), piece.end())));
                if let Some((written, _)) = glyph.filter(|(_, meant)| *meant == "|") {
                    let start = node.span.start();
                    return split_at(document, piece, Span::new(start, start + written.len()));
                }
                template = template.or(Some(node.span.start()));
            }
            _ => {}
        }
        from = node.span.end();
    }
    match pipe_between(document, from, piece.end()) {
        Some(pipe) => split_at(document, piece, pipe),
        None => behind_attributes(document, piece, template),
    }
}

fn pipe_between(document: &Document<'_>, start: usize, end: usize) -> Option<Span> {
    let at = start + memchr(b'|', document.text(Span::new(start, end)).as_bytes())?;
    Some(Span::new(at, at + 1))
}

/// What stands behind a pipe, and the attributes before it.
fn split_at<'s>(document: &Document<'s>, piece: Span, pipe: Span) -> (Span, &'s str) {
    let attributes = document.text(Span::new(piece.start(), pipe.start()));
    // A link or variants that never close count, too.
    let is_content = attributes.as_bytes().windows(2).any(|pair| pair == b"[[" || pair == b"-{");
    if is_content { (piece, "") } else { (Span::new(pipe.end(), piece.end()), attributes) }
}

/// Without a pipe, attributes are what stands before a template, if it is nothing else.
fn behind_attributes<'s>(document: &Document<'s>, piece: Span, template: Option<usize>) -> (Span, &'s str) {
    let end = template.unwrap_or(piece.start());
    let attributes = document.text(Span::new(piece.start(), end));
    if !are_attributes(attributes) {
        return (piece, "");
    }
    (Span::new(end, piece.end()), attributes)
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

/// Number of an attribute such as `rowspan="2"`; 1 where there is none. At most 1000, as in HTML.
pub(super) fn span_attribute(attributes: &str, name: &str) -> u32 {
    // Most attributes are styles.
    if !holds_span(attributes.as_bytes()) {
        return 1;
    }
    let is_name = |window: &[u8]| window.eq_ignore_ascii_case(name.as_bytes());
    let Some(at) = attributes.as_bytes().windows(name.len()).position(is_name) else { return 1 };
    let value = attributes.get(at + name.len()..).unwrap_or("").trim_start();
    let value = strip(value, "=").unwrap_or("").trim_start_matches([' ', '"', '\'']);
    let digits = value.split(|character: char| !character.is_ascii_digit()).next().unwrap_or("");
    digits.parse().unwrap_or(1).clamp(1, 1000)
}
