//! Ways through the tree: all nodes of a span without recursion, and links as links.

use std::ops::Range;

use super::{Document, Node, NodeId, NodeKind};
use crate::span::Span;

/// A node met on the way through a tree.
#[derive(Clone, Copy, Debug)]
pub struct Visit<'d> {
    /// Its index in [`Document::nodes`].
    pub id: NodeId,
    /// The node.
    pub node: &'d Node,
    /// Nodes of the span around it.
    pub depth: usize,
}

/// Goes through the nodes of a span, an outer one before those inside it. Made by [`Document::walk`].
#[derive(Clone, Debug)]
pub struct Walk<'d> {
    nodes: &'d [Node],
    span: Span,
    rest: Range<NodeId>,
    /// Where the nodes around the next one end.
    open: Vec<NodeId>,
}

impl Walk<'_> {
    /// Passes over what lies inside the node met last.
    pub fn skip_inside(&mut self) {
        if let Some(end) = self.open.pop() {
            self.rest.start = self.rest.start.max(end);
        }
    }
}

impl<'d> Iterator for Walk<'d> {
    type Item = Visit<'d>;

    fn next(&mut self) -> Option<Visit<'d>> {
        loop {
            let id = self.rest.next()?;
            let node = self.nodes.get(id)?;
            if !self.span.contains(node.span) {
                continue;
            }
            while self.open.last().is_some_and(|end| *end <= id) {
                self.open.pop();
            }
            let depth = self.open.len();
            self.open.push(node.end());
            return Some(Visit { id, node, depth });
        }
    }
}

impl<'s> Document<'s> {
    /// All of the text.
    #[must_use]
    pub fn span(&self) -> Span {
        Span::new(0, self.source.len())
    }

    /// The nodes that lie wholly inside a span, in document order, an outer one before those inside it.
    ///
    /// ```
    /// use scoreline::markup::{NodeKind, parse};
    ///
    /// let document = parse("{{a|[[b]]}} <ref>{{c}}</ref>", None);
    /// let visits = document.walk(document.span());
    /// let found: Vec<_> = visits.map(|visit| (visit.depth, document.text(visit.node.head))).collect();
    /// assert_eq!(found, [(0, "a"), (1, "b"), (0, "ref"), (1, "c")]);
    ///
    /// let mut walk = document.walk(document.span());
    /// let mut templates = 0;
    /// while let Some(visit) = walk.next() {
    ///     match visit.node.kind {
    ///         NodeKind::Extension => walk.skip_inside(),
    ///         NodeKind::Template => templates += 1,
    ///         _ => {}
    ///     }
    /// }
    /// assert_eq!(templates, 1);
    /// ```
    #[must_use]
    pub fn walk(&self, span: Span) -> Walk<'_> {
        let start = self.nodes.partition_point(|node| node.span.start < span.start);
        let end = self.nodes.partition_point(|node| node.span.start < span.end);
        Walk { nodes: &self.nodes, span, rest: start..end, open: Vec::new() }
    }

    /// A link node as a link; `None` for other nodes.
    #[must_use]
    pub fn link(&self, id: NodeId) -> Option<Link<'_, 's>> {
        let node = self.nodes.get(id).filter(|node| node.kind == NodeKind::Link)?;
        Some(Link { document: self, id, span: node.span })
    }

    /// All links `[[ ]]` in document order, those to files and categories, too.
    ///
    /// ```
    /// use scoreline::markup::parse;
    ///
    /// let document = parse("[[Al Ahly SC#Honours|''Al Ahly'']]", None);
    /// let link = document.links().next().unwrap();
    /// assert_eq!((link.target(), link.fragment()), ("Al Ahly SC", Some("Honours")));
    /// assert_eq!(link.shown(), "Al Ahly");
    /// ```
    pub fn links(&self) -> impl Iterator<Item = Link<'_, 's>> {
        (0..self.nodes.len()).filter_map(|id| self.link(id))
    }
}

/// A link `[[target#fragment|label]]` of a document.
#[derive(Clone, Copy, Debug)]
pub struct Link<'d, 's> {
    /// The document it belongs to.
    pub document: &'d Document<'s>,
    /// Its node.
    pub id: NodeId,
    /// All of it.
    pub span: Span,
}

impl<'s> Link<'_, 's> {
    /// The page that it leads to, as written: without the colon of `[[:Category:A]]` and without the fragment.
    #[must_use]
    pub fn target(&self) -> &'s str {
        self.address().0
    }

    /// What follows `#` in the target.
    #[must_use]
    pub fn fragment(&self) -> Option<&'s str> {
        self.address().1
    }

    /// The label, where it has one: what follows the last pipe, for in `[[File:a.jpg|thumb|b]]` options stand before it.
    #[must_use]
    pub fn label(&self) -> Option<Span> {
        self.document.parts_of(self.id).last().map(|part| part.value)
    }

    /// What a reader sees of it.
    #[must_use]
    pub fn shown(&self) -> String {
        self.document.plain_text(self.span)
    }

    fn address(&self) -> (&'s str, Option<&'s str>) {
        let head = self.document.nodes.get(self.id).map_or("", |node| self.document.text(node.head)).trim();
        let head = head.strip_prefix(':').unwrap_or(head).trim_start();
        match head.split_once('#') {
            Some((target, fragment)) => (target.trim_end(), Some(fragment)),
            None => (head, None),
        }
    }
}
