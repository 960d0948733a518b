//! `tests/markup/cases.txt`: wikitext and the tree that MediaWiki's behaviour gives it, written by hand.

use scoreline::{
    markup::{
        Block, BlockKind, Cell, DiagnosticKind, Dialect, Document, NodeId, NodeKind, Row, Table, parse,
    },
    span::Span,
};

const CASES: &str = include_str!("markup/cases.txt");

/// The tree of a text, a line for each block, then what is special about it.
fn tree(source: &str) -> String {
    let document = parse(source, Some(Dialect::Wikitext));
    let mut lines: Vec<String> =
        document.blocks().iter().map(|block| shown_block(&document, block)).collect();
    lines.extend(document.redirect().map(|target| format!("redirect {}", document.text(target))));
    for block in document.blocks() {
        lines.extend(document.emphasis(block.content).into_iter().map(|part| {
            let kind = match (part.bold, part.italic) {
                (true, true) => "both",
                (true, false) => "bold",
                _ => "italic",
            };
            format!("{kind} {}", shown(&document, part.span))
        }));
    }
    lines.extend(document.diagnostics().iter().map(|found| {
        let kind = match found.kind {
            DiagnosticKind::UnclosedTemplate => "unclosed",
            DiagnosticKind::StrayClose => "stray",
            DiagnosticKind::UnclosedTag => "unclosed",
            DiagnosticKind::DuplicateParameter => "duplicate",
            DiagnosticKind::TooDeep => "deep",
        };
        format!("fault {kind} {}", document.text(found.span))
    }));
    lines.join("\n")
}

fn shown_block(document: &Document<'_>, block: &Block) -> String {
    let text = shown(document, block.content);
    match block.kind {
        BlockKind::Heading { level } => format!("H{level} {text}"),
        BlockKind::Line => format!("P {text}"),
        BlockKind::Item => format!("* {text}"),
        BlockKind::Term => format!("; {text}"),
        BlockKind::Rule => "----".to_owned(),
        BlockKind::Template(_) => text,
        BlockKind::Table(index) => {
            document.tables().get(index).map_or(String::new(), |table| shown_table(document, table))
        }
    }
}

/// `(caption)[a|!b][<2x1>c]`: rows of cells, `!` before a header cell, rows and columns that it covers.
fn shown_table(document: &Document<'_>, table: &Table) -> String {
    let cell = |cell: &Cell| {
        let size = match (cell.rowspan, cell.colspan) {
            (1, 1) => String::new(),
            (rows, columns) => format!("<{rows}x{columns}>"),
        };
        format!("{}{size}{}", if cell.header { "!" } else { "" }, shown(document, cell.content))
    };
    let row = |row: &Row| format!("[{}]", row.cells.iter().map(cell).collect::<Vec<_>>().join("|"));
    let caption = table.caption.map(|caption| format!("({})", shown(document, caption))).unwrap_or_default();
    format!("| {caption}{}", table.rows.iter().map(row).collect::<String>())
}

/// The text of a span, its nodes written as below.
fn shown(document: &Document<'_>, span: Span) -> String {
    let (mut text, mut from) = (String::new(), span.start());
    for id in document.children_in(span) {
        let inside = document.nodes.get(id).map_or(span, |node| node.span);
        text += document.text(Span::new(from, inside.start()));
        text += &shown_node(document, id);
        from = inside.end();
    }
    text += document.text(Span::new(from, span.end()));
    text.replace('\n', "⏎").replace('\r', "␍")
}

/// `T(name;key=value;value)` template, `A(…)` argument, `L(target;label)` link, `V(flags;text)` variants,
/// `U(address;label)` external link,
/// `C` comment, `X(name;content)` extension tag, `<tag>` HTML.
fn shown_node(document: &Document<'_>, id: NodeId) -> String {
    let Some(node) = document.nodes.get(id) else { return String::new() };
    let letter = match node.kind {
        NodeKind::Template => "T",
        NodeKind::Argument => "A",
        NodeKind::Link => "L",
        NodeKind::Variant => "V",
        NodeKind::ExternalLink => "U",
        NodeKind::Comment => return "C".to_owned(),
        NodeKind::Extension => {
            return format!("X({};{})", document.text(node.head), shown(document, node.content));
        }
        NodeKind::Html => return document.text(node.span).to_owned(),
    };
    let parts = document.parts_of(id).iter().map(|part| {
        let key = part.key.map(|key| format!("{}=", shown(document, key))).unwrap_or_default();
        format!(";{key}{}", shown(document, part.value))
    });
    format!("{letter}({}{})", shown(document, node.head), parts.collect::<String>())
}

/// Title, wikitext and tree of each case. `%% title`, the text, `%=`, the tree; `␍` stands for a carriage return.
fn cases() -> impl Iterator<Item = (&'static str, String, &'static str)> {
    CASES.split("\n%% ").skip(1).filter_map(|case| {
        let (title, rest) = case.split_once('\n')?;
        let (source, tree) = rest.split_once("\n%=")?;
        Some((title, source.replace('␍', "\r"), tree.trim()))
    })
}

#[test]
fn trees_are_those_of_mediawiki() {
    let different: Vec<String> = cases()
        .filter_map(|(title, source, expected)| {
            let found = tree(&source);
            (found != expected).then(|| format!("{title}\nexpected:\n{expected}\nfound:\n{found}\n"))
        })
        .collect();
    assert!(different.is_empty(), "{}", different.join("\n"));
    assert_eq!(cases().count(), CASES.matches("\n%% ").count(), "each case has a title, a text and a tree");
}
