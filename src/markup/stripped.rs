//! Wikitext that went through a stripper: templates are whole, everything else lost its marks.
//!
//! An empty line stands between the lines; a single line end is a break inside one. A heading is a bare line. A table begins with the
//! attributes that stood behind its `{|`; the first cell of each row is a bare line that cells (`!`, `|`) follow. Links are
//! their labels, references are gone.

use super::{
    Block, BlockKind, Cell, Dialect, Document, Title,
    assemble::assemble,
    blocks,
    lines::{Line, lines, templates_alone},
    sections,
    structure::structure,
    table::{self, Builder},
    wikitext::braced,
};
use crate::span::Span;

/// Parses stripped wikitext.
pub(super) fn parse(source: &str) -> Document<'_> {
    let mut document = assemble(source, Dialect::Stripped, structure(&braced(source)));
    let chunks = chunks(&document);
    let mut index = usize::from(title(&mut document, &chunks));
    while let Some(chunk) = chunks.get(index) {
        let rest = chunks.get(index..).unwrap_or(&[]);
        index += match chunk_text(&document, chunk) {
            text if is_attributes(text.lines().next().unwrap_or("")) => push_table(&mut document, rest),
            text if is_heading(text)
                && !rest.get(1).is_some_and(|next| is_cell(chunk_text(&document, next))) =>
            {
                push_heading(&mut document, chunk)
            }
            _ => push_chunk(&mut document, chunk),
        };
    }
    sections::fill(&mut document);
    document
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
fn title(document: &mut Document<'_>, chunks: &[Chunk]) -> bool {
    let Some(first) = chunks.first().filter(|chunk| is_bare(chunk_text(document, chunk))) else {
        return false;
    };
    let text = chunk_text(document, first);
    let hash = text.find('#').map(|at| first.span.start() + at);
    let name = Span::new(first.span.start(), hash.unwrap_or(first.span.end())).trimmed(document.source);
    let fragment = hash.map(|hash| Span::new(hash + 1, first.span.end()).trimmed(document.source));
    document.title = Some(Title { text: name, fragment });
    true
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

fn push_heading(document: &mut Document<'_>, chunk: &Chunk) -> usize {
    let kind = BlockKind::Heading { level: 2 };
    document.blocks.push(Block { kind, span: chunk.span, content: chunk.span });
    1
}

/// Adds a chunk that is neither heading nor table: templates, items, or one line of text. A `|}` that a leg list left is nothing.
fn push_chunk(document: &mut Document<'_>, chunk: &Chunk) -> usize {
    let mut text: Option<Span> = None;
    for line in &chunk.lines {
        let visible = line.visible(document);
        let words = document.text(visible);
        let is_own = !templates_alone(document, line, visible.start()).is_empty()
            || has_marker(words)
            || words == "|}";
        if !is_own && !visible.is_empty() {
            let start = text.map_or(visible.start, |text| text.start);
            text = Some(Span { start, end: visible.end });
            continue;
        }
        flush(document, &mut text);
        blocks::push_line(document, line);
    }
    flush(document, &mut text);
    1
}

fn flush(document: &mut Document<'_>, text: &mut Option<Span>) {
    if let Some(span) = text.take() {
        document.blocks.push(Block { kind: BlockKind::Line, span, content: span });
    }
}

/// Whether a line is a list item or a rule.
fn has_marker(text: &str) -> bool {
    text.starts_with(['•', '*', '#', ';', ':']) || text.starts_with("- ") || text.starts_with("----")
}

/// Adds the table at the start of `chunks`; gives how many of them it takes.
fn push_table(document: &mut Document<'_>, chunks: &[Chunk]) -> usize {
    let Some(first) = chunks.first() else { return 1 };
    let mut builder = Builder::default();
    let (mut taken, mut end) = (0, first.span.end());
    for (index, chunk) in chunks.iter().enumerate() {
        let next_is_cell = chunks.get(index + 1).is_some_and(|next| is_cell(chunk_text(document, next)));
        let header = chunks.get(index + 1).is_some_and(|next| chunk_text(document, next).starts_with('!'));
        let text = chunk_text(document, chunk);
        let span = if index == 0 { behind_first_line(document, chunk) } else { chunk.span };
        match text {
            _ if index == 0 && span.is_empty() => {}
            "|}" => {
                taken = index + 1;
                end = chunk.span.end();
                break;
            }
            _ if is_cell(text) => push_cells(document, &mut builder, chunk),
            _ if next_is_cell || index == 0 => {
                builder.start_row();
                builder.cell(Cell { header: header && next_is_cell, content: span, rowspan: 1, colspan: 1 });
            }
            _ => break,
        }
        taken = index + 1;
        end = chunk.span.end();
    }
    let mut table = builder.finish(document, Span::new(first.span.start(), end));
    table.flattened = true;
    let (index, span) = (document.tables.len(), table.span);
    document.tables.push(table);
    document.blocks.push(Block { kind: BlockKind::Table(index), span, content: span });
    taken
}

fn behind_first_line(document: &Document<'_>, chunk: &Chunk) -> Span {
    let start = chunk.lines.get(1).map_or(chunk.span.end(), |line| line.span.start());
    Span::new(start, chunk.span.end()).trimmed(document.source)
}

/// Adds the cells of a chunk; its lines without a mark go on with the cell above them.
fn push_cells(document: &Document<'_>, builder: &mut Builder, chunk: &Chunk) {
    for line in &chunk.lines {
        let span = line.span.trimmed(document.source);
        let text = document.text(span);
        match text {
            _ if text.starts_with("|+") => {
                builder.caption(table::content(document, Span::new(span.start() + 2, span.end())).0)
            }
            _ if text.starts_with("|-") => builder.start_row(),
            _ if is_cell(text) => {
                builder.cells(document, Span::new(span.start() + 1, span.end()), text.starts_with('!'));
            }
            _ => builder.extend(span.end()),
        }
    }
}
