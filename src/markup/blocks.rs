//! Blocks of wikitext: headings, lines, list items, rules, tables, templates that stand alone.

use super::{
    Block, BlockKind, Document,
    lines::{Line, lines, templates_alone},
    sections, table,
};
use crate::span::Span;

/// Makes the blocks, tables and sections of a wikitext document.
pub(super) fn fill(document: &mut Document<'_>) {
    let lines = lines(document);
    let ends = table::ends(document, &lines);
    let mut index = 0;
    while let Some(line) = lines.get(index) {
        let end = ends.get(index).copied().flatten();
        index += 1;
        match end.and_then(|end| Some((end, lines.get(index - 1..=end)?))) {
            Some((end, inside)) => {
                table::push(document, inside, ends.get(index - 1..=end).unwrap_or(&[]), index - 1);
                index = end + 1;
            }
            None => push_line(document, line),
        }
    }
    sections::fill(document);
}

/// Adds the blocks of one line that belongs to no table.
pub(super) fn push_line(document: &mut Document<'_>, line: &Line) {
    let visible = line.visible(document);
    let text = document.text(visible);
    if text.is_empty() {
        return;
    }
    if let Some(rest) = text.strip_prefix("|}").filter(|rest| !rest.starts_with('}')) {
        return push_rest(document, line, visible.end() - rest.len());
    }
    if let Some((level, content)) = heading(text) {
        let block = Block {
            kind: BlockKind::Heading { level },
            span: line.span.trimmed(document.source),
            content: Span::of(content, document.source),
        };
        return document.blocks.push(block);
    }
    let dashes = text.len() - text.trim_start_matches('-').len();
    if dashes >= 4 {
        push(document, BlockKind::Rule, Span::new(visible.start(), visible.start() + dashes), dashes);
        return push_rest(document, line, visible.start() + dashes);
    }
    push_text(document, line, visible);
}

/// Adds what stands behind `----` or `|}` on the same line.
fn push_rest(document: &mut Document<'_>, line: &Line, from: usize) {
    let rest = line.after(document, from);
    let visible = rest.visible(document);
    if !visible.is_empty() {
        push_text(document, &rest, visible);
    }
}

/// Adds templates, or a list item, or a line of text.
fn push_text(document: &mut Document<'_>, line: &Line, visible: Span) {
    let text = document.text(visible);
    let indent = text.len() - text.trim_start_matches(':').len();
    let templates = templates_alone(document, line, visible.start() + indent);
    if !templates.is_empty() {
        return push_templates(document, &templates);
    }
    let (kind, marker) = match text.trim_start_matches([':', '*', '#', ';']).len() {
        rest if rest == text.len() => (BlockKind::Line, bullet(text)),
        rest if text.starts_with(';') => (BlockKind::Term, text.len() - rest),
        rest => (BlockKind::Item, text.len() - rest),
    };
    let kind = if kind == BlockKind::Line && marker > 0 { BlockKind::Item } else { kind };
    if is_markup_only(document, line, visible) {
        return;
    }
    push(document, kind, visible, marker);
}

/// Length of a `•` at the start of a text.
fn bullet(text: &str) -> usize {
    if text.starts_with('•') { '•'.len_utf8() } else { 0 }
}

/// Whether nothing but tags without text makes up the line: `<div class="x">`, `<references />`.
fn is_markup_only(document: &Document<'_>, line: &Line, visible: Span) -> bool {
    let mut at = visible.start();
    for (_, node) in line.nodes(document) {
        if node.span.start() < visible.start() {
            continue;
        }
        let is_gap = document.text(Span::new(at, node.span.start())).trim().is_empty();
        if !is_gap || !super::lines::is_beside(document, node) {
            return false;
        }
        at = node.span.end();
    }
    document.text(Span::new(at, visible.end())).trim().is_empty()
}

/// Adds templates that stand alone.
fn push_templates(document: &mut Document<'_>, templates: &[usize]) {
    for id in templates {
        if let Some(span) = document.nodes.get(*id).map(|node| node.span) {
            document.blocks.push(Block { kind: BlockKind::Template(*id), span, content: span });
        }
    }
}

/// Adds a block whose content begins behind a marker.
pub(super) fn push(document: &mut Document<'_>, kind: BlockKind, span: Span, marker: usize) {
    let content = Span::new(span.start() + marker, span.end()).trimmed(document.source);
    document.blocks.push(Block { kind, span, content });
}

/// Level and text of a heading: as many `=` as stand on both sides, at most 6 (`Parser::handleHeadings`).
///
/// Accepts `== Final ==` (2), `=== x ==` (2, with a `=` left), `===` (1); rejects `== x`, `=`.
pub(super) fn heading(text: &str) -> Option<(u8, &str)> {
    let left = text.len() - text.trim_start_matches('=').len();
    let right = text.len() - text.trim_end_matches('=').len();
    let level = if left == text.len() { left.saturating_sub(1) / 2 } else { left.min(right) }.min(6);
    let content = text.get(level..text.len().checked_sub(level)?)?;
    (level > 0).then_some((level as u8, content.trim()))
}
