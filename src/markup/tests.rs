//! What a user of the tree notices, as tables of text and outline.

mod blocks;
mod growth;
mod inline;
mod rendered;
mod stripped;

use super::*;

/// The outermost nodes and what is in them, one word a node: `T(name;key=value;value)`, `L(target;label)`.
fn inline(source: &str) -> String {
    let document = parse(source, Some(Dialect::Wikitext));
    let outermost = document.children_in(Span::new(0, source.len()));
    outermost.map(|id| node(&document, id)).collect::<Vec<_>>().join(" ")
}

fn node(document: &Document<'_>, id: NodeId) -> String {
    let Node { kind, head, content, span, .. } = document.nodes[id].clone();
    let letter = match kind {
        NodeKind::Template => "T",
        NodeKind::Argument => "A",
        NodeKind::Link => "L",
        NodeKind::Variant => "V",
        NodeKind::ExternalLink => "U",
        NodeKind::Comment => return format!("C({})", document.text(span)),
        NodeKind::Extension => return format!("X({};{})", document.text(head), shown(document, content)),
        NodeKind::Html => return document.text(span).to_owned(),
    };
    let parts = document.parts_of(id).iter().map(|part| {
        let key = part.key.map(|key| format!("{}=", shown(document, key))).unwrap_or_default();
        format!(";{key}{}", shown(document, part.value))
    });
    format!("{letter}({}{})", shown(document, head), parts.collect::<String>())
}

/// The text of a span with the nodes in it written out.
fn shown(document: &Document<'_>, span: Span) -> String {
    let (mut text, mut from) = (String::new(), span.start);
    for id in document.children_in(span) {
        text += document.text(Span { start: from, end: document.nodes[id].span.start });
        text += &node(document, id);
        from = document.nodes[id].span.end;
    }
    text + document.text(Span { start: from, end: span.end })
}

/// The blocks, one a line: `2 heading`, `line`, `* item`, `; term`, `----`, `{{name}}`, `[a|!b][c]`.
fn outline(source: &str, dialect: Dialect) -> Vec<String> {
    let document = parse(source, Some(dialect));
    let line = |block: &Block| {
        let text = document.text(block.content);
        match block.kind {
            BlockKind::Heading { level } => format!("{level} {text}"),
            BlockKind::Line => text.to_owned(),
            BlockKind::Item => format!("* {text}"),
            BlockKind::Term => format!("; {text}"),
            BlockKind::Rule => "----".to_owned(),
            BlockKind::Template(id) => format!("{{{{{}}}}}", document.template(id).unwrap().name()),
            BlockKind::Table(index) => table(&document, &document.tables()[index]),
        }
    };
    document.blocks().iter().map(line).collect()
}

fn table(document: &Document<'_>, table: &Table) -> String {
    let cell = |cell: &Cell| {
        let mark = if cell.header { "!" } else { "" };
        let size = if cell.rowspan * cell.colspan > 1 {
            format!("<{}x{}>", cell.rowspan, cell.colspan)
        } else {
            String::new()
        };
        format!("{mark}{size}{}", document.text(cell.content))
    };
    let row = |row: &Row| format!("[{}]", row.cells.iter().map(cell).collect::<Vec<_>>().join("|"));
    let caption = table.caption.map(|caption| format!("({})", document.text(caption))).unwrap_or_default();
    caption + &table.rows.iter().map(row).collect::<String>()
}

fn paths(source: &str, dialect: Dialect) -> Vec<String> {
    parse(source, Some(dialect)).sections().iter().map(|section| section.path.join(" / ")).collect()
}

/// Diagnostics as kind and the text that they point at.
fn diagnostics(source: &str) -> Vec<(DiagnosticKind, &str)> {
    let document = parse(source, Some(Dialect::Wikitext));
    document.diagnostics().iter().map(|found| (found.kind, document.text(found.span))).collect()
}

use crate::span::Span;
