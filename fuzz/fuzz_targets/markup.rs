//! Any bytes have a tree, in every dialect, and its spans hold together.
#![no_main]

use libfuzzer_sys::fuzz_target;
use scoreline::{
    markup::{Dialect, Document, parse},
    span::Span,
};

fuzz_target!(|bytes: &[u8]| {
    let source = String::from_utf8_lossy(bytes);
    for dialect in [None, Some(Dialect::Wikitext), Some(Dialect::Stripped), Some(Dialect::Rendered)] {
        let document = parse(&source, dialect);
        spans_lie_in_the_text(&document);
        nodes_nest(&document);
        blocks_follow_each_other(&document);
        tables_hold_their_cells(&document);
        emphasis_follows_each_other(&document);
        insides_are_read(&document);
    }
    templates_alone_are_the_same(&parse(&source, Some(Dialect::Wikitext)));
});

fn spans_lie_in_the_text(document: &Document<'_>) {
    let nodes = document.nodes.iter().flat_map(|node| [node.span, node.head, node.content]);
    let parts = document.parts.iter().flat_map(|part| part.key.into_iter().chain([part.value]));
    let cells = document.tables().iter().flat_map(|table| &table.rows).flat_map(|row| &row.cells);
    let diagnostics = document.diagnostics().iter().map(|diagnostic| diagnostic.span);
    for span in nodes.chain(parts).chain(cells.map(|cell| cell.content)).chain(diagnostics) {
        assert!(document.source.get(span.range()).is_some(), "{span:?}");
    }
}

fn nodes_nest(document: &Document<'_>) {
    for (id, node) in document.nodes.iter().enumerate() {
        assert!(!node.span.is_empty() && node.end() > id && node.end() <= document.nodes.len());
        if let Some(next) = document.nodes.get(node.end()) {
            assert!(node.span.end <= next.span.start);
        }
        if node.end() > id + 1 {
            assert!(document.nodes.get(id + 1).is_some_and(|inside| node.span.contains(inside.span)));
        }
    }
}

fn blocks_follow_each_other(document: &Document<'_>) {
    let mut end = 0;
    for block in document.blocks() {
        assert!(end <= block.span.start && block.span.contains(block.content), "{block:?}");
        end = block.span.end;
    }
}

fn tables_hold_their_cells(document: &Document<'_>) {
    for table in document.tables() {
        let cells = table.rows.iter().flat_map(|row| &row.cells).map(|cell| cell.content);
        for span in table.rows.iter().map(|row| row.span).chain(cells).chain(table.caption) {
            assert!(table.span.contains(span), "{span:?} {table:?}");
        }
        assert!(table.grid().len() <= table.rows.len());
    }
}

fn emphasis_follows_each_other(document: &Document<'_>) {
    for block in document.blocks() {
        let mut end = block.content.start;
        for part in document.emphasis(block.content) {
            assert!(end <= part.span.start && block.content.contains(part.span), "{part:?}");
            assert!(part.bold || part.italic);
            end = part.span.end;
        }
    }
}

/// What is read on demand, once for the whole text; the walk meets every node.
fn insides_are_read(document: &Document<'_>) {
    assert_eq!(document.walk(document.span()).count(), document.nodes.len());
    assert!(document.plain_text(document.span()).len() <= document.source.len() * 2);
    let _ = (document.is_bold(document.span()), document.is_italic(document.span()));
    for visit in document.walk(document.span()) {
        let shown = document.variant_text(visit.id);
        assert!(shown.is_none_or(|shown| visit.node.span.contains(shown)));
        assert!(document.link(visit.id).is_none_or(|link| document.text(link.span).contains(link.target())));
    }
}

/// Reading the text of a template on its own gives the same template. That `<<a>>` is one is decided by the whole text,
/// so it is left out. A few are tried, or a text of nothing but nested templates would be read once for each.
fn templates_alone_are_the_same(document: &Document<'_>) {
    let braced = document.templates().filter(|template| document.text(template.span).starts_with("{{"));
    for template in braced.take(8) {
        let text = document.text(template.span);
        let alone = parse(text, Some(Dialect::Wikitext));
        let same = alone.templates().next().filter(|alone| alone.span == Span::new(0, text.len()));
        assert!(same.is_some_and(|same| same.name() == template.name()), "{text}");
        assert!(
            same.is_some_and(|same| same.parameters().count() == template.parameters().count()),
            "{text}"
        );
    }
}
