//! List items and definitions: `* a`, `# a`, `: a`, `; term : definition` (`BlockLevelPass`,
//! <https://www.mediawiki.org/wiki/Help:Lists>).

use super::{BlockKind, Document, Node, NodeKind, blocks::push, tree::Layout};
use crate::span::Span;

/// Kind of a line and length of its marker: the last of several says what the line is. `•` is no markup, but people
/// list with it.
pub(super) fn marker(text: &str) -> (BlockKind, usize) {
    let marker = text.bytes().take_while(|byte| b":*#;".contains(byte)).count();
    match text.as_bytes().get(..marker).and_then(<[u8]>::last) {
        Some(b';') => (BlockKind::Term, marker),
        Some(_) => (BlockKind::Item, marker),
        None if text.starts_with('•') => (BlockKind::Item, '•'.len_utf8()),
        None => (BlockKind::Line, 0),
    }
}

/// Adds a term, and the definition that follows a colon on its line.
pub(super) fn push_term(document: &Document<'_>, layout: &mut Layout, span: Span, marker: usize) {
    let inside = Span::new(span.start() + marker, span.end());
    let Some(colon) = colon(document, inside) else {
        return push(document, layout, BlockKind::Term, span, marker);
    };
    let term = Span::new(span.start(), colon).trimmed(document.source);
    push(document, layout, BlockKind::Term, term, marker.min(term.len()));
    let definition = Span::new(colon, span.end());
    if !Span::new(colon + 1, span.end()).trimmed(document.source).is_empty() {
        push(document, layout, BlockKind::Item, definition, 1);
    }
}

/// The first colon outside nodes, addresses and HTML elements (`BlockLevelPass::findColonNoLinks`).
fn colon(document: &Document<'_>, span: Span) -> Option<usize> {
    let (mut from, mut level) = (span.start(), 0_usize);
    let nodes = document.children_in(span).filter_map(|id| document.nodes.get(id));
    let end = Node::new(NodeKind::Html, Span::new(span.end(), span.end()));
    for node in nodes.chain([&end]) {
        let gap = Span::new(from, node.span.start());
        if let Some(at) = bare_colon(document.text(gap)).filter(|_| level == 0) {
            return Some(gap.start() + at);
        }
        from = node.span.end();
        if node.kind == NodeKind::Html {
            level = level.saturating_add_signed(depth(document, node));
        }
    }
    None
}

/// The first colon that is not one of `https://`.
fn bare_colon(text: &str) -> Option<usize> {
    text.match_indices(':').map(|(at, _)| at).find(|at| !text.get(at + 1..).unwrap_or("").starts_with("//"))
}

/// How much deeper the text behind an HTML tag lies than that before it.
fn depth(document: &Document<'_>, tag: &Node) -> isize {
    let (text, name) = (document.text(tag.span), document.text(tag.head));
    let is_void = ["br", "hr", "wbr"].iter().any(|void| name.eq_ignore_ascii_case(void));
    match text {
        "" => 0,
        _ if is_void || text.ends_with("/>") => 0,
        _ if text.starts_with("</") => -1,
        _ => 1,
    }
}
