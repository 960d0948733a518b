//! What holds for the tree of any text.

use proptest::prelude::*;
use scoreline::{
    markup::{Dialect, Document, NodeKind, Part, parse},
    span::Span,
};

/// Texts dense in markup: pieces that open, close and split, with words between them.
fn markup() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        prop::sample::select(vec![
            "{{",
            "}}",
            "{{{",
            "}}}",
            "[[",
            "]]",
            "[",
            "]",
            "|",
            "=",
            "\n",
            "\n\n",
            "==",
            "\n== ",
            " ==\n",
            "<!--",
            "-->",
            "<ref>",
            "</ref>",
            "<ref name=\"a\" />",
            "<nowiki>",
            "</nowiki>",
            "<br />",
            "<noinclude>",
            "</noinclude>",
            "<includeonly>",
            "</includeonly>",
            "<poem>",
            "</poem>",
            "\n{|",
            "\n|}",
            "\n|-",
            "\n|",
            "\n!",
            "||",
            "!!",
            "\n* ",
            "\n----",
            "{{!}}",
            "{{!!}}",
            "\n{{(!}}",
            "\n{{!)}}",
            "\n{{!-}}",
            "-{",
            "}-",
            "<table>",
            "</table>",
            "<tr>",
            "<td rowspan=2>",
            "</td>",
            "<th>",
            "<caption>",
            "[http://a ",
            "<<",
            ">>",
            "''",
            "\nInfobox\n- a: b\n",
            "\n| a | b |\n",
            "= A =\n",
            "\nclass=\"wikitable\"\n",
            "\r\n",
            "\u{feff}",
        ])
        .prop_map(str::to_owned),
        "[a-zA-Zé–−•0-9 .#:;]{0,6}",
    ];
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

fn documents(source: &str) -> [Document<'_>; 4] {
    [None, Some(Dialect::Wikitext), Some(Dialect::Stripped), Some(Dialect::Rendered)]
        .map(|dialect| parse(source, dialect))
}

fn spans(document: &Document<'_>) -> Vec<Span> {
    let nodes = document.nodes.iter().flat_map(|node| [node.span, node.head, node.content]);
    let parts = document.parts.iter().flat_map(|part| part.key.into_iter().chain([part.value]));
    let blocks = document.blocks().iter().flat_map(|block| [block.span, block.content]);
    let cells = document.tables().iter().flat_map(|table| &table.rows).flat_map(|row| &row.cells);
    let diagnostics = document.diagnostics().iter().map(|diagnostic| diagnostic.span);
    nodes.chain(parts).chain(blocks).chain(cells.map(|cell| cell.content)).chain(diagnostics).collect()
}

/// Kind, places and parts of a node, and how many nodes it is with those inside it.
type Subnode = (NodeKind, [Span; 3], usize, Vec<Part>);

/// A node and all inside it, counted from the node's start.
fn subtree(document: &Document<'_>, id: usize) -> Vec<Subnode> {
    let Some(root) = document.nodes.get(id) else { return Vec::new() };
    let moved = |span: Span| Span {
        start: span.start.saturating_sub(root.span.start),
        end: span.end.saturating_sub(root.span.start),
    };
    let part = |part: &Part| Part { key: part.key.map(moved), value: moved(part.value) };
    let inside = document.nodes.iter().enumerate().take(root.end()).skip(id);
    inside
        .map(|(inside, node)| {
            let parts = document.parts_of(inside).iter().map(part).collect();
            (node.kind, [node.span, node.head, node.content].map(moved), node.end() - id, parts)
        })
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_has_a_tree(source in any::<String>()) {
        for document in documents(&source) {
            prop_assert_eq!(document.source, source.as_str());
        }
    }

    #[test]
    fn spans_lie_in_the_text_on_characters(source in markup()) {
        for document in documents(&source) {
            for span in spans(&document) {
                prop_assert!(source.get(span.range()).is_some(), "{:?}", span);
            }
        }
    }

    #[test]
    fn nodes_nest_and_are_in_order(source in markup()) {
        for document in documents(&source) {
            for (id, node) in document.nodes.iter().enumerate() {
                prop_assert!(!node.span.is_empty() && node.end() > id && node.end() <= document.nodes.len());
                let (inside, behind) = (document.nodes.get(id + 1), document.nodes.get(node.end()));
                if node.end() > id + 1 {
                    prop_assert!(inside.is_some_and(|inside| node.span.contains(inside.span)));
                }
                prop_assert!(behind.is_none_or(|behind| node.span.end <= behind.span.start));
            }
        }
    }

    #[test]
    fn blocks_are_in_order_and_do_not_overlap(source in markup()) {
        for document in documents(&source) {
            for block in document.blocks() {
                prop_assert!(block.span.contains(block.content), "{:?}", block);
            }
            for pair in document.blocks().windows(2) {
                prop_assert!(pair[0].span.end <= pair[1].span.start, "{:?}", pair);
            }
            prop_assert!(document.sections().windows(2).all(|pair| pair[0].start <= pair[1].start));
        }
    }

    #[test]
    fn tables_hold_their_cells(source in markup()) {
        for document in documents(&source) {
            for table in document.tables() {
                let cells = table.rows.iter().flat_map(|row| &row.cells).map(|cell| cell.content);
                for span in table.rows.iter().map(|row| row.span).chain(cells).chain(table.caption) {
                    prop_assert!(table.span.contains(span), "{:?} {:?}", span, table);
                }
            }
        }
    }

    #[test]
    fn emphasis_is_in_order_and_does_not_overlap(source in "([a-z \n]|'{1,6}|\\[\\[|\\||\\]\\]|\\{\\{|\\}\\}){0,40}") {
        let document = parse(&source, Some(Dialect::Wikitext));
        for block in document.blocks() {
            let mut end = block.content.start;
            for part in document.emphasis(block.content) {
                prop_assert!(end <= part.span.start && block.content.contains(part.span), "{:?}", part);
                end = part.span.end;
            }
        }
    }

    #[test]
    fn a_walk_meets_every_node_at_its_depth(source in markup()) {
        for document in documents(&source) {
            let visits: Vec<_> = document.walk(document.span()).collect();
            prop_assert_eq!(visits.len(), document.nodes.len());
            for visit in visits {
                let around = document.nodes.iter().enumerate();
                let around = around.filter(|(id, node)| *id < visit.id && node.end() > visit.id).count();
                prop_assert_eq!(visit.depth, around);
            }
        }
    }

    #[test]
    fn a_template_alone_is_the_same_template(source in markup()) {
        let source = source + "{{a|b}}";
        let document = parse(&source, Some(Dialect::Wikitext));
        for template in document.templates() {
            let text = document.text(template.span);
            let alone = parse(text, Some(Dialect::Wikitext));
            prop_assert_eq!(subtree(&alone, 0), subtree(&document, template.id), "{}", text);
        }
    }
}
