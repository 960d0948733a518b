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
    let (mut index, mut layout_end) = (0, 0);
    while let Some(line) = lines.get(index) {
        match ends.get(index).copied().flatten() {
            Some(end) if push_table(document, &lines, &ends, index, end) => index = end,
            Some(end) => layout_end = layout_end.max(end),
            None if index < layout_end => push_layout_line(document, line),
            None => push_line(document, line),
        }
        index += 1;
    }
    sections::fill(document);
}

/// Adds the table from line `start` to line `end`, behind it the tables inside its cells, and what stands
/// behind its `|}`. `false` for a table that only arranges the page: its lines are blocks of their own.
fn push_table(
    document: &mut Document<'_>,
    lines: &[Line],
    ends: &[Option<usize>],
    start: usize,
    end: usize,
) -> bool {
    let reading = table::read(document, lines, ends, start, end);
    if reading.is_layout() {
        return false;
    }
    let (span, mut waiting) = (reading.table.span, reading.inside);
    let kind = BlockKind::Table(document.tables.len());
    document.blocks.push(Block { kind, span, content: span });
    document.tables.push(reading.table);
    while let Some(start) = waiting.pop() {
        let Some(end) = ends.get(start).copied().flatten() else { continue };
        let reading = table::read(document, lines, ends, start, end);
        document.tables.push(reading.table);
        waiting.extend(reading.inside);
    }
    if let Some(last) = lines.get(end) {
        push_rest(document, Span::new(span.end(), last.span.end()));
    }
    true
}

/// Adds what the cells of one line of a layout table hold.
fn push_layout_line(document: &mut Document<'_>, line: &Line) {
    let (start, text) = table::row_text(document, line);
    if table::is_end(text) || !text.starts_with(['|', '!']) {
        return push_line(document, line);
    }
    if text.starts_with("|-") {
        return;
    }
    let marker = if text.starts_with("|+") { 2 } else { 1 };
    let cells = Span::new(start + marker, line.span.end());
    for piece in table::pieces(document, cells, text.starts_with('!')) {
        let content = table::content(document, piece).0;
        push_line(document, &Line::of(document, content));
    }
}

/// Adds the blocks of one line that belongs to no table.
pub(super) fn push_line(document: &mut Document<'_>, line: &Line) {
    let visible = line.visible(document);
    let text = document.text(visible);
    if text.is_empty() {
        return;
    }
    if let Some(rest) = text.strip_prefix("|}").filter(|rest| !rest.starts_with('}')) {
        return push_rest(document, Span::new(visible.end() - rest.len(), line.span.end()));
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
        return push_rest(document, Span::new(visible.start() + dashes, line.span.end()));
    }
    push_text(document, line, visible);
}

/// Adds what stands behind `----` or `|}` on the same line.
fn push_rest(document: &mut Document<'_>, span: Span) {
    let rest = Line::of(document, span);
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
