//! Blocks of wikitext: headings, lines, list items, rules, tables, templates that stand alone.

use super::{
    Block, BlockKind, Dialect, Document, NodeKind,
    cells::{Dividers, cells},
    lines::{Line, are_templates_alone},
    lists, sections, switches,
    table::{self, Mark},
    tables::{Reading, Start, Tables},
    tree::Layout,
};
use crate::span::Span;

/// Makes the blocks, tables and sections of a wikitext document.
pub(super) fn layout(document: &Document<'_>) -> Layout {
    let mut layout = Layout::default();
    let tables = Tables::find(document, &mut layout);
    let (mut index, mut arranged_to) = (0, 0);
    while let Some(line) = tables.lines.get(index) {
        match tables.end(index) {
            Some(end) => match tables.read(Start::Line(index)) {
                reading if reading.is_layout() => arranged_to = arranged_to.max(end),
                reading => {
                    let behind = reading.table.span.end();
                    push_table(&mut layout, &tables, reading);
                    index = push_line_and_tables(document, &mut layout, &tables, end, behind);
                }
            },
            None if index < arranged_to && table::mark(table::row_text(document, line).1).is_some() => {
                push_arranged(document, &mut layout, line);
            }
            None => {
                let start = line.span.start();
                index = push_line_and_tables(document, &mut layout, &tables, index, start);
            }
        }
        index += 1;
    }
    sections::fill(document, &mut layout);
    layout
}

/// Adds a table, and behind it the tables inside its cells.
fn push_table(layout: &mut Layout, tables: &Tables<'_, '_>, reading: Reading) {
    let (span, mut waiting) = (reading.table.span, reading.inside);
    let kind = BlockKind::Table(layout.tables.len());
    layout.blocks.push(Block { kind, span, content: span });
    layout.tables.push(reading.table);
    while let Some(start) = waiting.pop() {
        let reading = tables.read(start);
        layout.tables.push(reading.table);
        waiting.extend(reading.inside);
    }
}

/// Adds what line `index` holds from an offset on, HTML tables that begin there too; gives the line on which the last
/// of them ends.
fn push_line_and_tables(
    document: &Document<'_>,
    layout: &mut Layout,
    tables: &Tables<'_, '_>,
    mut index: usize,
    mut from: usize,
) -> usize {
    let mut search = from;
    loop {
        let Some(line) = tables.lines.get(index) else { return index };
        let Some((start, span)) = tables.html_in(Span::new(search, line.span.end())) else {
            push_piece(document, layout, line, Span::new(from, line.span.end()));
            return index;
        };
        search = span.start() + 1;
        let reading = tables.read(start);
        if !reading.is_layout() {
            push_piece(document, layout, line, Span::new(from, span.start()));
            push_table(layout, tables, reading);
            (index, from, search) = (tables.line_at(span.end()), span.end(), span.end());
        }
    }
}

/// Adds a line, or what is left of it beside a table.
fn push_piece(document: &Document<'_>, layout: &mut Layout, line: &Line, piece: Span) {
    if piece == line.span {
        return push_line(document, layout, line);
    }
    let rest = Line::of(document, piece);
    let may_list = piece.start == line.span.start;
    push_text(document, layout, &rest, may_list);
}

/// Adds what the cells of one line of a layout table hold.
fn push_arranged(document: &Document<'_>, layout: &mut Layout, line: &Line) {
    let (dividers, rest) = match table::mark(table::row_text(document, line).1) {
        None | Some((Mark::End, _)) => return push_line(document, layout, line),
        Some((Mark::Row, _)) => return,
        Some((Mark::Headers, rest)) => (Dividers::PipesAndMarks, rest),
        Some((_, rest)) => (Dividers::Pipes, rest),
    };
    let inside = Span::new(line.span.end() - rest.len(), line.span.end());
    cells(document, line, inside, dividers, |content, _| {
        push_line(document, layout, &Line::of(document, content));
    });
}

/// Adds the blocks of one line that belongs to no table.
pub(super) fn push_line(document: &Document<'_>, layout: &mut Layout, line: &Line) {
    let visible = line.visible;
    let text = document.text(visible);
    if text.is_empty() {
        return;
    }
    if let Some(rest) = text.strip_prefix("|}").filter(|rest| !rest.starts_with('}')) {
        return push_rest(document, layout, Span::new(visible.end() - rest.len(), line.span.end()));
    }
    if let Some((level, content)) = line_heading(document, line) {
        let block = Block {
            kind: BlockKind::Heading { level },
            span: line.span.trimmed(document.source),
            content: Span::of(content, document.source),
        };
        return layout.blocks.push(block);
    }
    let is_indented = is_indented(document, line);
    let dashes = text.bytes().take_while(|byte| *byte == b'-').count();
    if dashes >= 4 && !is_indented {
        push(document, layout, BlockKind::Rule, Span::new(visible.start(), visible.start() + dashes), dashes);
        return push_rest(document, layout, Span::new(visible.start() + dashes, line.span.end()));
    }
    push_text(document, layout, line, !is_indented);
}

/// Whether white space stands before what a line of wikitext shows. Such a line is preformatted: only tables and
/// templates are markup at its beginning (`BlockLevelPass`).
fn is_indented(document: &Document<'_>, line: &Line) -> bool {
    let before = Span { start: line.span.start, end: line.visible.start };
    !before.is_empty()
        && document.dialect == Dialect::Wikitext
        && document.text(before).ends_with([' ', '\t'])
}

/// Level and text of the heading that a line is.
#[inline]
pub(super) fn line_heading<'s>(document: &Document<'s>, line: &Line) -> Option<(u8, &'s str)> {
    // Few lines go any further.
    if line.first_byte(document) == Some(b'=') { marked_heading(document, line) } else { None }
}

fn marked_heading<'s>(document: &Document<'s>, line: &Line) -> Option<(u8, &'s str)> {
    heading(document.text(line.visible)).filter(|_| !is_indented(document, line))
}

/// Adds what stands behind `----` or `|}` on the same line: there no list begins.
fn push_rest(document: &Document<'_>, layout: &mut Layout, span: Span) {
    push_text(document, layout, &Line::of(document, span), false);
}

/// Adds templates, or a line of text, or a list item where the line may be one.
fn push_text(document: &Document<'_>, layout: &mut Layout, line: &Line, may_list: bool) {
    let visible = line.visible;
    let text = document.text(visible);
    let indent = text.bytes().take_while(|byte| *byte == b':').count() as u32;
    let start = visible.start + indent;
    if line.begins_with_node(document, start) {
        if are_templates_alone(document, line, start) {
            return push_templates(document, layout, line, start);
        }
        if is_markup_only(document, line, visible) {
            return;
        }
    }
    if text.is_empty() || (text.starts_with('_') && switches::are_switches(text)) {
        return;
    }
    match lists::marker(text) {
        (BlockKind::Term, marker) if may_list => lists::push_term(document, layout, visible, marker),
        (kind, marker) if may_list => push(document, layout, kind, visible, marker),
        _ => push(document, layout, BlockKind::Line, visible, 0),
    }
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

/// Adds templates that stand alone from an offset on.
fn push_templates(document: &Document<'_>, layout: &mut Layout, line: &Line, from: u32) {
    let behind = line.nodes(document).filter(|(_, node)| node.span.start >= from);
    for (id, node) in behind.filter(|(_, node)| node.kind == NodeKind::Template) {
        layout.blocks.push(Block { kind: BlockKind::Template(id), span: node.span, content: node.span });
    }
}

/// Adds a block whose content begins behind a marker.
pub(super) fn push(document: &Document<'_>, layout: &mut Layout, kind: BlockKind, span: Span, marker: usize) {
    let content = Span::new(span.start() + marker, span.end()).trimmed(document.source);
    layout.blocks.push(Block { kind, span, content });
}

/// Level and text of a heading: as many `=` as stand on both sides, at most 6 (`Parser::handleHeadings`).
///
/// Accepts `== Final ==` (2), `=== x ==` (2, with a `=` left), `===` (1); rejects `== x`, `=`.
pub(super) fn heading(text: &str) -> Option<(u8, &str)> {
    if !text.starts_with('=') {
        return None;
    }
    let left = text.len() - text.trim_start_matches('=').len();
    let right = text.len() - text.trim_end_matches('=').len();
    let level = if left == text.len() { left.saturating_sub(1) / 2 } else { left.min(right) }.min(6);
    let content = text.get(level..text.len().checked_sub(level)?)?;
    (level > 0).then_some((level as u8, content.trim()))
}
