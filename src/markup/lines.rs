//! Lines as the eye sees them: a line end inside a template, a comment or a reference does not end one.

use memchr::memchr;

use super::{Document, Node, NodeId, NodeKind, tags, work};
use crate::span::{Span, trim};

/// A line, and the outermost nodes in it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line {
    /// From its first byte up to its line end.
    pub(super) span: Span,
    /// The line without what a page view does not show at its ends: white space, comments, section tags.
    pub(super) visible: Span,
    /// Its first outermost node.
    pub(super) first: NodeId,
    /// The node after its last one.
    pub(super) end: NodeId,
}

/// All lines of a document.
pub(super) fn lines(document: &Document<'_>) -> Vec<Line> {
    let (mut at, mut node) = (bom_length(document.source), 0);
    // About what an article has, so that little is moved while they grow.
    let mut found = Vec::with_capacity(document.source.len() / 64);
    while at < document.source.len() {
        let line = line(document, at, node);
        (at, node) = (line.span.end() + 1, line.end);
        found.push(line);
    }
    found
}

fn bom_length(source: &str) -> usize {
    source.len() - source.trim_start_matches('\u{feff}').len()
}

fn line(document: &Document<'_>, start: usize, first: NodeId) -> Line {
    let (mut node, mut from) = (first, start);
    loop {
        let rest = document.source.as_bytes().get(from..).unwrap_or(&[]);
        let end = from + memchr(b'\n', rest).unwrap_or(rest.len());
        work::add(end - from + 1);
        from = end;
        while let Some(next) = document.nodes.get(node).filter(|next| next.span.start() < end) {
            from = from.max(next.span.end());
            node = next.end();
        }
        if from == end {
            return Line::new(document, Span::new(start, end), first, node);
        }
    }
}

impl Line {
    /// The outermost nodes of the line.
    pub(super) fn nodes<'d>(
        &self,
        document: &'d Document<'_>,
    ) -> impl Iterator<Item = (NodeId, &'d Node)> + use<'d> {
        let (mut next, end) = (self.first, self.end);
        std::iter::from_fn(move || {
            let node = document.nodes.get(next).filter(|_| next < end)?;
            let id = next;
            next = node.end();
            Some((id, node))
        })
    }

    /// A piece of a line as a line of its own.
    pub(super) fn of(document: &Document<'_>, span: Span) -> Line {
        let first = document.nodes.partition_point(|node| node.span.start < span.start);
        let end = document.nodes.partition_point(|node| node.span.start < span.end);
        Line::new(document, span, first, end)
    }

    fn new(document: &Document<'_>, span: Span, first: NodeId, end: NodeId) -> Line {
        let mut line = Line { span, visible: span.trimmed(document.source), first, end };
        let text = document.text(line.visible);
        let is_last = span.end() == document.source.len();
        if first < end && (text.starts_with('<') || text.ends_with('>') || is_last) {
            line.hide(document);
        }
        line
    }

    /// Takes hidden nodes from both ends of what is visible.
    fn hide(&mut self, document: &Document<'_>) {
        work::add(self.end - self.first + 1);
        let mut span = self.visible;
        let hidden = self.nodes(document).map(|(_, node)| node).filter(|node| is_hidden(document, node));
        let hidden: Vec<Span> = hidden.map(|node| node.span).collect();
        for node in &hidden {
            if node.start == span.start {
                span = Span { start: node.end, ..span }.trimmed(document.source);
            }
        }
        for node in hidden.iter().rev() {
            if node.end == span.end && node.start >= span.start {
                span = Span { end: node.start, ..span }.trimmed(document.source);
            }
        }
        self.visible = span;
    }
}

/// Whether a node shows nothing and does not take part in the line: `<!-- -->`, `<section begin=X />`,
/// `<noinclude>`.
pub(super) fn is_hidden(document: &Document<'_>, node: &Node) -> bool {
    match node.kind {
        NodeKind::Comment => true,
        NodeKind::Extension => is_named(document, node, &["section", "templatestyles"]),
        NodeKind::Html => tags::is_transparent(document.text(node.head)),
        _ => false,
    }
}

/// Whether a node may stand beside templates that make up a line: besides hidden ones, layout and reference
/// marks.
pub(super) fn is_beside(document: &Document<'_>, node: &Node) -> bool {
    node.kind == NodeKind::Html
        || is_hidden(document, node)
        || (node.kind == NodeKind::Extension && is_named(document, node, &["ref", "references", "indicator"]))
}

fn is_named(document: &Document<'_>, node: &Node, names: &[&str]) -> bool {
    names.iter().any(|name| document.text(node.head).eq_ignore_ascii_case(name))
}

/// The templates of a line that consists of nothing else; empty where it does not. `from` is where its text
/// begins.
pub(super) fn templates_alone(document: &Document<'_>, line: &Line, from: usize) -> Vec<NodeId> {
    work::add(line.end - line.first + 1);
    let (mut found, mut at) = (Vec::new(), from);
    let is_blank = |start: usize, end: usize| trim(document.text(Span::new(start, end))).is_empty();
    for (id, node) in line.nodes(document).filter(|(_, node)| node.span.start() >= from) {
        match node.kind {
            NodeKind::Template if is_blank(at, node.span.start()) => found.push(id),
            _ if is_blank(at, node.span.start()) && is_beside(document, node) => {}
            _ => return Vec::new(),
        }
        at = node.span.end();
    }
    if is_blank(at, line.span.end()) { found } else { Vec::new() }
}
