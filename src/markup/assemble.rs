//! Raw nodes to a tree: those that are not there or too deep go out, and the others get their ends anew.

use std::sync::OnceLock;

use super::{Diagnostic, DiagnosticKind, Dialect, Document, Node, structure::Structure};
use crate::span::Span;

/// Nodes nested deeper than this are text, so that whoever walks the tree may recurse.
pub(super) const MAX_DEPTH: usize = 200;

/// Makes the tree of a text. As a rule the nodes are a tree already.
pub(super) fn assemble(source: &str, dialect: Dialect, structure: Structure) -> Document<'_> {
    let Structure { mut nodes, parts, mut diagnostics, depth } = structure;
    if depth >= MAX_DEPTH || dialect == Dialect::Rendered || nodes.iter().any(|node| node.span.is_empty()) {
        link(&mut nodes, &mut diagnostics);
    }
    Document {
        source,
        dialect,
        nodes,
        parts,
        faults: diagnostics,
        layout: OnceLock::new(),
        diagnostics: OnceLock::new(),
        lines: OnceLock::new(),
    }
}

/// Leaves out nodes that are empty, too deep, or crossed by an infobox, and gives the others their end.
fn link(nodes: &mut Vec<Node>, diagnostics: &mut Vec<Diagnostic>) {
    let mut open: Vec<(usize, Span)> = Vec::new();
    let (mut kept, mut deep_until) = (0, 0);
    for index in 0..nodes.len() {
        let Some(node) = nodes.get(index).filter(|node| !node.span.is_empty()) else { continue };
        let (span, node) = (node.span, node.clone());
        close_before(span.start, &mut open, nodes, kept);
        if open.last().is_some_and(|(_, parent)| !parent.contains(span)) {
            continue;
        }
        if open.len() >= MAX_DEPTH {
            if span.start >= deep_until {
                diagnostics.push(too_deep(span));
                deep_until = span.end;
            }
            continue;
        }
        open.push((kept, span));
        if let Some(slot) = nodes.get_mut(kept) {
            *slot = node;
        }
        kept += 1;
    }
    close_before(u32::MAX, &mut open, nodes, kept);
    nodes.truncate(kept);
}

/// Closes open nodes that end at or before `offset`; their descendants end at index `end`.
fn close_before(offset: u32, open: &mut Vec<(usize, Span)>, nodes: &mut [Node], end: usize) {
    while let Some((id, _)) = open.last().filter(|(_, span)| span.end <= offset) {
        if let Some(node) = nodes.get_mut(*id) {
            node.end = end as u32;
        }
        open.pop();
    }
}

fn too_deep(span: Span) -> Diagnostic {
    let message = format!("nested more than {MAX_DEPTH} deep: read as text");
    Diagnostic { kind: DiagnosticKind::TooDeep, span, message: message.into() }
}
