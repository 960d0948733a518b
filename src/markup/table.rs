//! Tables of wikitext: `{|`, `|+`, `|-`, `!`, `|`, `|}`.
//!
//! A table ends at its own `|}`. One that has none ends before the next heading or the next `{|`, so that a
//! forgotten `|}` hides nothing. A table inside a cell is a table of its own; its text belongs to the cell too.
//! <https://www.mediawiki.org/wiki/Help:Tables>

use std::sync::Arc;

use super::{
    Diagnostic, DiagnosticKind, Document,
    blocks::line_heading,
    glyphs::{may_hold_glyph, strip},
    lines::{Line, are_templates_alone},
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
        // Most lines do neither.
        if !matches!(line.first_byte(document), Some(b'{' | b'|' | b':')) {
            continue;
        }
        let text = row_text(document, line).1;
        if !matches!(text.as_bytes(), [b':', ..] | [_, b'|' | b'}', ..]) && !may_hold_glyph(text) {
            continue;
        }
        if is_start(text) {
            open.push(index);
        } else if is_end(text)
            && let Some(end) = open.pop().and_then(|start| ends.get_mut(start))
        {
            *end = Some(index);
        }
    }
    let message = Arc::from("table `{|` has no matching `|}`");
    for start in open {
        let inside = lines.get(start + 1..).unwrap_or(&[]);
        let inside = inside.get(..unclosed_length(document, inside)).unwrap_or(&[]);
        let span = lines.get(start).and_then(|line| unclosed(document, line, inside));
        faults.extend(span.map(|span| Diagnostic {
            kind: DiagnosticKind::UnclosedTag,
            span,
            message: Arc::clone(&message),
        }));
        if let Some(end) = ends.get_mut(start) {
            *end = Some(start + inside.len());
        }
    }
    ends
}

/// How many lines belong to a table without `|}`.
fn unclosed_length(document: &Document<'_>, lines: &[Line]) -> usize {
    let is_inside =
        |line: &&Line| !is_start(row_text(document, line).1) && line_heading(document, line).is_none();
    lines.iter().take_while(is_inside).count()
}

/// Where a table without `|}` begins, unless a template stands where that should be: many wikis have one that ends tables.
fn unclosed(document: &Document<'_>, line: &Line, inside: &[Line]) -> Option<Span> {
    let is_template = |line: &Line| are_templates_alone(document, line, line.visible.start);
    let last = inside.iter().rev().find(|line| !line.visible.is_empty());
    if last.is_some_and(is_template) {
        return None;
    }
    let (start, text) = row_text(document, line);
    let mark = text.trim_start_matches([':', ' ', '\t']);
    let brace = start + text.len() - mark.len();
    let length = mark.len() - strip(mark, "{|")?.len();
    Some(Span::new(brace, brace + length))
}

/// Where a line's text begins behind white space and comments, and that text.
pub(super) fn row_text<'s>(document: &Document<'s>, line: &Line) -> (usize, &'s str) {
    let start = line.visible.start();
    (start, document.text(Span { start: line.visible.start, end: line.span.end }))
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
    match text.as_bytes() {
        [b'!', ..] => Some((Mark::Headers, text.get(1..)?)),
        [b'|', b'-', ..] => Some((Mark::Row, text.get(2..)?)),
        [b'|', b'+', ..] => Some((Mark::Caption, text.get(2..)?)),
        [b'|', b'}', ..] => mark_of_braces(text),
        _ if may_hold_glyph(text) => mark_of_braces(text),
        [b'|', ..] => Some((Mark::Cells, text.get(1..)?)),
        _ => None,
    }
}

/// The mark at the start of a line, where it ends the table or a template may stand for it.
fn mark_of_braces(text: &str) -> Option<(Mark, &str)> {
    let end = strip_end(text).map(|rest| (Mark::End, rest));
    let found = end.or_else(|| strip(text, "|-").map(|rest| (Mark::Row, rest)));
    let found = found.or_else(|| strip(text, "|+").map(|rest| (Mark::Caption, rest)));
    found.or_else(|| strip(text, "|").map(|rest| (Mark::Cells, rest)))
}

/// From `{|` to `|}`, or to the end of the last line.
pub(super) fn span(document: &Document<'_>, lines: &[Line], start: usize, end: usize) -> Span {
    let from = lines.get(start).map_or(0, |line| line.visible.start());
    let to = lines.get(end).map_or(from, |line| {
        let rest = strip_end(row_text(document, line).1);
        line.span.end() - rest.map_or(0, str::len)
    });
    Span::new(from, to).trimmed(document.source)
}
