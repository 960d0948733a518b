//! Wikitext that went through a stripper: templates are whole, everything else lost its marks.
//!
//! An empty line stands between the lines; a single line end is a break inside one. A heading is a bare line.
//! A table begins with the attributes that stood behind its `{|`; the first cell of each row is a bare line
//! that cells (`!`, `|`) follow. Links are their labels, references are gone.

use super::{
    Block, BlockKind, Cell, Dialect, Document, Options, Table, Title,
    assemble::assemble,
    blocks,
    builder::Builder,
    lines::{Line, are_templates_alone, lines},
    sections,
    structure::structure,
    tree::Layout,
    wikitext::braced,
};
use crate::span::Span;

/// Parses stripped wikitext.
pub(super) fn parse<'s>(source: &'s str, options: &Options) -> Document<'s> {
    assemble(source, Dialect::Stripped, structure(&braced(source), options))
}

/// Makes the blocks, tables and sections of stripped wikitext.
pub(super) fn layout(document: &Document<'_>) -> Layout {
    let chunks = chunks(document);
    let mut layout = Layout { title: title(document, &chunks), ..Layout::default() };
    let mut index = usize::from(layout.title.is_some());
    while let Some(chunk) = chunks.get(index) {
        let rest = chunks.get(index..).unwrap_or(&[]);
        index += match chunk_text(document, chunk) {
            text if is_attributes(text.lines().next().unwrap_or("")) => {
                push_table(document, &mut layout, rest)
            }
            text if is_heading(text)
                && !rest.get(1).is_some_and(|next| is_cell(chunk_text(document, next))) =>
            {
                push_heading(&mut layout, chunk)
            }
            _ => push_chunk(document, &mut layout, chunk),
        };
    }
    sections::fill(document, &mut layout);
    layout
}

/// Lines with no empty line between them: one line of the original.
struct Chunk {
    lines: Vec<Line>,
    span: Span,
}

fn chunks(document: &Document<'_>) -> Vec<Chunk> {
    let mut chunks: Vec<Chunk> = Vec::new();
    let mut open = false;
    for line in lines(document) {
        let span = line.span.trimmed(document.source);
        match chunks.last_mut().filter(|_| open) {
            _ if span.is_empty() => {}
            Some(chunk) => {
                chunk.span.end = span.end;
                chunk.lines.push(line);
            }
            None => chunks.push(Chunk { lines: vec![line], span }),
        }
        open = !span.is_empty();
    }
    chunks
}

fn chunk_text<'s>(document: &Document<'s>, chunk: &Chunk) -> &'s str {
    document.text(chunk.span)
}

/// Reads the title, a bare first line: `2017 Cup#Final` has a fragment.
fn title(document: &Document<'_>, chunks: &[Chunk]) -> Option<Title> {
    let first = chunks.first().filter(|chunk| is_bare(chunk_text(document, chunk)))?;
    let text = chunk_text(document, first);
    let hash = text.find('#').map(|at| first.span.start() + at);
    let name = Span::new(first.span.start(), hash.unwrap_or(first.span.end())).trimmed(document.source);
    let fragment = hash.map(|hash| Span::new(hash + 1, first.span.end()).trimmed(document.source));
    Some(Title { text: name, fragment })
}

/// Whether a text is one line, begins like a name and has no markup and no end of a sentence.
fn is_bare(text: &str) -> bool {
    let begins = text.chars().next().is_some_and(|first| first.is_uppercase() || first.is_numeric());
    let has_markup = text.contains(['{', '}', '[', ']', '|', '<', '\n', '=', '•']);
    begins && !has_markup && !text.ends_with(['.', ':', ';', ',', '!', '?', '…'])
}

/// Whether a text may be a heading: bare and at most 80 characters.
pub(super) fn is_heading(text: &str) -> bool {
    text.chars().take(81).count() <= 80 && is_bare(text)
}

/// Whether a line consists of the attributes of a table: `class="wikitable" style="text-align:center"`.
pub(super) fn is_attributes(line: &str) -> bool {
    let Some((name, value)) = line.split_once('=') else { return false };
    let is_name = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-');
    is_name && value.len() > 1 && value.starts_with('"') && value.trim_end().ends_with('"')
}

/// Whether a chunk is one or more cells.
fn is_cell(text: &str) -> bool {
    text.starts_with(['!', '|']) && !text.starts_with("|}")
}

fn push_heading(layout: &mut Layout, chunk: &Chunk) -> usize {
    let kind = BlockKind::Heading { level: 2 };
    layout.blocks.push(Block { kind, span: chunk.span, content: chunk.span });
    1
}

/// Adds a chunk that is neither heading nor table: templates, items, or one line of text. A `|}` that a leg
/// list left is nothing.
fn push_chunk(document: &Document<'_>, layout: &mut Layout, chunk: &Chunk) -> usize {
    let mut text: Option<Span> = None;
    for line in &chunk.lines {
        let visible = line.visible;
        let words = document.text(visible);
        let is_own = are_templates_alone(document, line, visible.start) || has_marker(words) || words == "|}";
        if !is_own && !visible.is_empty() {
            let start = text.map_or(visible.start, |text| text.start);
            text = Some(Span { start, end: visible.end });
            continue;
        }
        flush(layout, &mut text);
        blocks::push_line(document, layout, line);
    }
    flush(layout, &mut text);
    1
}

fn flush(layout: &mut Layout, text: &mut Option<Span>) {
    if let Some(span) = text.take() {
        layout.blocks.push(Block { kind: BlockKind::Line, span, content: span });
    }
}

/// Whether a line is a list item or a rule.
fn has_marker(text: &str) -> bool {
    text.starts_with(['•', '*', '#', ';', ':']) || text.starts_with("- ") || text.starts_with("----")
}

/// Adds the table at the start of `chunks`; gives how many of them it takes.
fn push_table(document: &Document<'_>, layout: &mut Layout, chunks: &[Chunk]) -> usize {
    let taken = table_length(document, chunks);
    let inside = chunks.get(..taken).unwrap_or(&[]);
    let mut builder = Builder::default();
    for (index, chunk) in inside.iter().enumerate() {
        let lines = chunk.lines.get(usize::from(index == 0)..).unwrap_or(&[]);
        let header = inside.get(index + 1).is_some_and(|next| chunk_text(document, next).starts_with('!'));
        push_cells(document, &mut builder, lines, header);
    }
    let span = inside.iter().map(|chunk| chunk.span).reduce(|first, last| Span { end: last.end, ..first });
    let span = span.unwrap_or_default();
    let kind = BlockKind::Table(layout.tables.len());
    layout.tables.push(Table { flattened: true, ..builder.finish(document, span) });
    layout.blocks.push(Block { kind, span, content: span });
    taken
}

/// How many chunks belong to the table that the first one begins: cells, bare lines with a cell behind them,
/// and `|}`.
fn table_length(document: &Document<'_>, chunks: &[Chunk]) -> usize {
    let text = |index: usize| chunks.get(index).map_or("", |chunk| chunk_text(document, chunk));
    let mut taken = 1;
    let has_cell = |chunk: &Chunk| chunk.lines.iter().any(|line| is_cell(document.text(line.visible)));
    while chunks.get(taken).is_some_and(has_cell) || (taken < chunks.len() && is_cell(text(taken + 1))) {
        taken += 1;
    }
    taken + usize::from(text(taken) == "|}")
}

/// Adds the cells of a chunk. Its first line begins a row where it has no mark; other lines without a mark go
/// on with the cell above them. `header` tells whether that first cell, whose mark is lost, is taken for a
/// header cell.
fn push_cells(document: &Document<'_>, builder: &mut Builder, lines: &[Line], header: bool) {
    for (index, line) in lines.iter().enumerate() {
        let span = line.span.trimmed(document.source);
        let text = document.text(span);
        if is_cell(text) {
            builder.line(document, line);
        } else if index > 0 {
            builder.extend(span.end());
        } else if text != "|}" {
            builder.start_row();
            builder.cell(Cell { header, content: span, rowspan: 1, colspan: 1 });
        }
    }
}
