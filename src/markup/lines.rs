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
    /// Its outermost nodes are among these.
    nodes: (u32, u32),
}

/// All lines of a document.
pub(super) fn lines(document: &Document<'_>) -> Vec<Line> {
    let (mut at, mut node) = (bom_length(document.source), 0);
    // About what an article has, so that little is moved while they grow.
    let mut found = Vec::with_capacity(document.source.len() / 64);
    while at < document.source.len() {
        let line = line(document, at, node);
        (at, node) = (line.span.end() + 1, line.nodes.1 as NodeId);
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
            return Line::new(document, Span { start: start as u32, end: end as u32 }, (first, node));
        }
    }
}

impl Line {
    /// The outermost nodes of the line.
    pub(super) fn nodes<'d>(
        &self,
        document: &'d Document<'_>,
    ) -> impl Iterator<Item = (NodeId, &'d Node)> + use<'d> {
        let (mut next, end) = (self.nodes.0 as NodeId, self.nodes.1 as NodeId);
        std::iter::from_fn(move || {
            let node = document.nodes.get(next).filter(|_| next < end)?;
            let id = next;
            next = node.end();
            Some((id, node))
        })
    }

    /// Whether nothing but blanks stands between an offset and the first node behind it. Only then may the line from there
    /// on be nothing but nodes.
    pub(super) fn begins_with_node(&self, document: &Document<'_>, from: u32) -> bool {
        let first = self.nodes(document).map(|(_, node)| node.span.start).find(|start| *start >= from);
        first.is_some_and(|start| trim(document.text(Span { start: from, end: start })).is_empty())
    }

    fn node_count(&self) -> usize {
        (self.nodes.1 - self.nodes.0) as usize
    }

    /// A piece of a line as a line of its own.
    pub(super) fn of(document: &Document<'_>, span: Span) -> Line {
        let first = document.nodes.partition_point(|node| node.span.start < span.start);
        let end = document.nodes.partition_point(|node| node.span.start < span.end);
        Line::new(document, span, (first, end))
    }

    #[inline]
    fn new(document: &Document<'_>, span: Span, (first, end): (NodeId, NodeId)) -> Line {
        let visible = span.trimmed(document.source);
        let mut line = Line { span, visible, nodes: (first as u32, end as u32) };
        if first < end {
            let text = document.source.as_bytes().get(visible.range()).unwrap_or(&[]);
            let is_last = span.end() == document.source.len();
            if text.first() == Some(&b'<') || text.last() == Some(&b'>') || is_last {
                line.hide(document);
            }
        }
        line
    }

    /// The byte that its text begins with.
    #[inline]
    pub(super) fn first_byte(&self, document: &Document<'_>) -> Option<u8> {
        let text = Span { start: self.visible.start, ..self.span };
        document.source.as_bytes().get(text.range())?.first().copied()
    }

    /// Takes hidden nodes from both ends of what is visible.
    fn hide(&mut self, document: &Document<'_>) {
        work::add(self.node_count() + 1);
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

/// Whether a line consists of templates, and nothing else but what may stand beside them. `from` is where its text begins.
pub(super) fn are_templates_alone(document: &Document<'_>, line: &Line, from: u32) -> bool {
    work::add(line.node_count() + 1);
    let (mut has_template, mut at) = (false, from);
    let is_blank = |start: u32, end: u32| trim(document.text(Span { start, end })).is_empty();
    for (_, node) in line.nodes(document).filter(|(_, node)| node.span.start >= from) {
        let is_template = node.kind == NodeKind::Template;
        if !is_blank(at, node.span.start) || !(is_template || is_beside(document, node)) {
            return false;
        }
        has_template |= is_template;
        at = node.span.end;
    }
    has_template && is_blank(at, line.span.end)
}
