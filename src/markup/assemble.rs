//! Raw nodes to a linked tree: empty reservations out, parents and ends in, duplicate parameters reported.

use std::collections::HashSet;

use super::{Diagnostic, DiagnosticKind, Document, Key, Node, structure::Structure};
use crate::span::{LineIndex, Span};

/// Nodes nested deeper than this are text, so that whoever walks the tree may recurse.
pub(super) const MAX_DEPTH: usize = 200;

/// Makes the tree of a text; blocks are not in it yet.
pub(super) fn assemble(source: &str, dialect: super::Dialect, structure: Structure) -> Document<'_> {
    let Structure { nodes, parts, mut diagnostics, .. } = structure;
    let nodes = link(nodes, &mut diagnostics);
    let mut document = Document {
        source,
        dialect,
        title: None,
        nodes,
        parts,
        blocks: Vec::new(),
        tables: Vec::new(),
        sections: Vec::new(),
        diagnostics: Vec::new(),
        lines: LineIndex::new(source),
    };
    diagnostics.extend(duplicates(&document));
    diagnostics.sort_by_key(|diagnostic| diagnostic.span);
    document.diagnostics = diagnostics;
    document
}

/// Leaves out nodes that are empty, too deep, or crossed by an infobox, and gives the others their parent and
/// end.
fn link(raw: Vec<Node>, diagnostics: &mut Vec<Diagnostic>) -> Vec<Node> {
    let mut nodes: Vec<Node> = Vec::with_capacity(raw.len());
    let mut open: Vec<usize> = Vec::new();
    let mut deep_until = 0;
    for mut node in raw.into_iter().filter(|node| !node.span.is_empty()) {
        close_before(node.span.start, &mut open, &mut nodes);
        let parent = open.last().and_then(|id| nodes.get(*id));
        if parent.is_some_and(|parent| !parent.span.contains(node.span)) {
            continue;
        }
        if open.len() >= MAX_DEPTH {
            if node.span.start >= deep_until {
                diagnostics.push(too_deep(node.span));
                deep_until = node.span.end;
            }
            continue;
        }
        node.parent = open.last().copied();
        open.push(nodes.len());
        nodes.push(node);
    }
    close_before(u32::MAX, &mut open, &mut nodes);
    nodes
}

/// Closes open nodes that end at or before `offset`.
fn close_before(offset: u32, open: &mut Vec<usize>, nodes: &mut [Node]) {
    let end = nodes.len();
    while let Some(node) =
        open.last().and_then(|id| nodes.get_mut(*id)).filter(|node| node.span.end <= offset)
    {
        node.end = end;
        open.pop();
    }
}

fn too_deep(span: Span) -> Diagnostic {
    let message = format!("nested more than {MAX_DEPTH} deep: read as text");
    Diagnostic { kind: DiagnosticKind::TooDeep, span, message }
}

/// Parameters that stand twice in one template. Parser functions other than `#invoke` may repeat theirs.
fn duplicates(document: &Document<'_>) -> Vec<Diagnostic> {
    let (mut found, mut seen) = (Vec::new(), HashSet::new());
    for template in document.templates().filter(|template| document.parts_of(template.id).len() > 1) {
        let head = document.nodes.get(template.id).map_or("", |node| document.text(node.head).trim_start());
        if head.starts_with('#') && !head.starts_with("#invoke") {
            continue;
        }
        seen.clear();
        for parameter in template.parameters() {
            let key = numbered(parameter.key);
            if seen.contains(&key) {
                found.push(duplicate(&template.name(), &key.name(), parameter.span));
            }
            seen.insert(key);
        }
    }
    found
}

fn duplicate(template: &str, parameter: &str, span: Span) -> Diagnostic {
    let message = format!("parameter `{parameter}` of `{template}` is given twice; the later one counts");
    Diagnostic { kind: DiagnosticKind::DuplicateParameter, span, message }
}

/// `1=` and the first parameter without a name are the same.
fn numbered(key: Key<'_>) -> Key<'_> {
    match &key {
        Key::Named(name) if !name.starts_with('0') && name.bytes().all(|byte| byte.is_ascii_digit()) => {
            name.parse().map_or(key.clone(), Key::Positional)
        }
        _ => key,
    }
}
