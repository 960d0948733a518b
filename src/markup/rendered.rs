//! Rendered text: what a reader sees, with a few marks for its structure.
//!
//! `= Title =`, `==Section==`, an `Infobox` of `- Key: value` lines, `| a | b |` rows, `- item`, `;term`,
//! `----`. A text without any `=` heading has bare short lines for headings.

use std::cmp::Reverse;

use super::{
    Block, BlockKind, Cell, Dialect, Document, Node, NodeKind, Options, Part, Row, Table, Title,
    assemble::assemble,
    blocks::{self, heading},
    lines::{Line, lines},
    sections, stripped,
    structure::{Structure, structure},
    tree::Layout,
    wikitext::braced,
};
use crate::span::Span;

/// Parses rendered text.
pub(super) fn parse<'s>(source: &'s str, options: &Options) -> Document<'s> {
    let mut structure = structure(&braced(source), options);
    add_infoboxes(source, &mut structure);
    assemble(source, Dialect::Rendered, structure)
}

/// Makes the blocks, tables and sections of rendered text.
pub(super) fn layout(document: &Document<'_>) -> Layout {
    let mut layout = Layout::default();
    let lines = lines(document);
    let marked = lines.iter().any(|line| heading(document.text(line.visible)).is_some());
    let mut index = 0;
    while let Some(line) = lines.get(index) {
        let rest = lines.get(index..).unwrap_or(&[]);
        index += match rows(document, rest) {
            0 => push_line(document, &mut layout, line, rest.get(1..).unwrap_or(&[]), marked),
            taken => push_table(document, &mut layout, rest.get(..taken).unwrap_or(&[])),
        };
    }
    sections::fill(document, &mut layout);
    layout
}

/// Adds the blocks of a line that is no row; gives how many lines that takes.
fn push_line(
    document: &Document<'_>,
    layout: &mut Layout,
    line: &Line,
    rest: &[Line],
    marked: bool,
) -> usize {
    let visible = line.visible;
    let text = document.text(visible);
    match heading(text) {
        _ if is_rest_of_table(text) => {}
        Some((1, content)) if layout.title.is_none() && layout.blocks.is_empty() => {
            layout.title = Some(Title { text: Span::of(content, document.source), fragment: None });
        }
        None if !marked && is_bare_heading(document, text, rest) => {
            layout.blocks.push(Block {
                kind: BlockKind::Heading { level: 2 },
                span: visible,
                content: visible,
            });
        }
        None if text.starts_with("- ") => blocks::push(document, layout, BlockKind::Item, visible, 1),
        _ => blocks::push_line(document, layout, line),
    }
    1
}

/// `|}` that rendering left of a table made by templates.
fn is_rest_of_table(text: &str) -> bool {
    text.strip_prefix("|}").is_some_and(|rest| rest.trim().is_empty())
}

/// Whether a line is a heading in a text that does not mark its headings: short, bare, and a sentence or a
/// list follows.
fn is_bare_heading(document: &Document<'_>, text: &str, rest: &[Line]) -> bool {
    let next = rest.iter().map(|line| document.text(line.visible)).find(|text| !text.is_empty());
    stripped::is_heading(text) && !has_score(text) && next.is_some_and(|next| !stripped::is_heading(next))
}

/// Whether two numbers stand around a dash, as in `Alpha 1–0 Beta`.
fn has_score(text: &str) -> bool {
    let characters: Vec<char> = text.chars().collect();
    characters.windows(3).any(|window| match window {
        [left, dash, right] => left.is_ascii_digit() && "-–−".contains(*dash) && right.is_ascii_digit(),
        _ => false,
    })
}

/// How many lines from here on are rows of one table.
fn rows(document: &Document<'_>, lines: &[Line]) -> usize {
    lines.iter().take_while(|line| is_row(document.text(line.span.trimmed(document.source)))).count()
}

fn is_row(text: &str) -> bool {
    text.len() > 1 && text.starts_with('|') && text.ends_with('|')
}

fn push_table(document: &Document<'_>, layout: &mut Layout, lines: &[Line]) -> usize {
    let rows: Vec<Row> = lines.iter().map(|line| row(document, line)).collect();
    let start = rows.first().map_or(0, |row| row.span.start);
    let span = Span { start, end: rows.last().map_or(start, |row| row.span.end) };
    let index = layout.tables.len();
    layout.tables.push(Table { span, caption: None, rows, flattened: true });
    layout.blocks.push(Block { kind: BlockKind::Table(index), span, content: span });
    lines.len()
}

/// The cells of `| a | b |`.
fn row(document: &Document<'_>, line: &Line) -> Row {
    let span = line.span.trimmed(document.source);
    let inside = document.text(Span::new(span.start() + 1, span.end() - 1));
    let cell = |text: &str| {
        let content = Span::of(text, document.source).trimmed(document.source);
        Cell { header: false, content, rowspan: 1, colspan: 1 }
    };
    Row { span, cells: inside.split('|').map(cell).collect() }
}

/// Adds a template node for each line `Infobox` with the `- Key: value` lines under it.
fn add_infoboxes(source: &str, structure: &mut Structure) {
    let count = structure.nodes.len();
    let mut lines = source.lines().peekable();
    while let Some(line) = lines.next() {
        if line.trim() != "Infobox" {
            continue;
        }
        let head = Span::of(line.trim(), source);
        let (first, mut end) = (structure.parts.len() as u32, head.end);
        while let Some(part) = lines.peek().and_then(|line| key_and_value(line, source)) {
            structure.parts.push(part);
            end = part.value.end;
            lines.next();
        }
        let parts = (first, structure.parts.len() as u32);
        if parts.0 < parts.1 {
            let node = Node::new(NodeKind::Template, Span { end, ..head });
            structure.nodes.push(Node { head, parts, ..node });
        }
    }
    if structure.nodes.len() > count {
        structure.nodes.sort_by_key(|node| (node.span.start, Reverse(node.span.end)));
    }
}

/// `- Key: value`
fn key_and_value(line: &str, source: &str) -> Option<Part> {
    let (key, value) = line.strip_prefix("- ")?.split_once(':')?;
    Some(Part { key: Some(Span::of(key, source)), value: Span::of(value, source) })
}
