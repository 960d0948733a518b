//! Sections: every heading opens one, under the headings above it.

use std::sync::Arc;

use super::{Block, BlockKind, Document, NodeKind, Section, tree::Layout};
use crate::span::Span;

/// Makes the sections of a document from its heading blocks.
pub(super) fn fill(document: &Document<'_>, layout: &mut Layout) {
    let mut sections = vec![Section { start: 0, level: 0, path: Arc::from([]) }];
    let mut above: Vec<(u8, String)> = Vec::new();
    for block in &layout.blocks {
        let Block { kind: BlockKind::Heading { level }, span, content } = *block else { continue };
        while above.last().is_some_and(|(outer, _)| *outer >= level) {
            above.pop();
        }
        above.push((level, plain(document, content)));
        let path = above.iter().map(|(_, text)| text.clone()).collect();
        sections.push(Section { start: span.start, level, path });
    }
    layout.sections = sections;
}

/// Longest heading kept in a path: every section under it repeats it.
const LONGEST: usize = 200;

/// The text of a heading as a reader sees it: links give their label; quotes, tags, references and templates
/// go.
fn plain(document: &Document<'_>, span: Span) -> String {
    let mut text = String::new();
    push_plain(document, span, &mut text, 0);
    let end = text.char_indices().nth(LONGEST).map_or(text.len(), |(at, _)| at);
    text.truncate(end);
    text.replace("'''", "").replace("''", "").split_whitespace().collect::<Vec<_>>().join(" ")
}

fn push_plain(document: &Document<'_>, span: Span, text: &mut String, depth: usize) {
    let mut from = span.start;
    for id in document.children_in(span) {
        let Some(node) = document.nodes.get(id) else { continue };
        text.push_str(document.text(Span { start: from, end: node.span.start.max(from) }));
        from = node.span.end;
        let label = document.parts_of(id).last().map(|part| part.value);
        let shown = match node.kind {
            NodeKind::Link => Some(label.unwrap_or(node.head)),
            NodeKind::ExternalLink => label,
            _ => None,
        };
        if let Some(shown) = shown.filter(|_| depth < super::assemble::MAX_DEPTH) {
            push_plain(document, shown, text, depth + 1);
        }
    }
    text.push_str(document.text(Span { start: from, end: span.end.max(from) }));
}
