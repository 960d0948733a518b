//! Parameters that stand twice in one template; MediaWiki counts the later one.

use super::{Diagnostic, DiagnosticKind, Document, Key, NodeId, Template};
use crate::hash::HashSet;
use crate::span::Span;

/// Reports parameters that stand twice. Parser functions other than `#invoke` may repeat theirs.
pub(super) fn duplicates(document: &Document<'_>) -> Vec<Diagnostic> {
    let (mut found, mut keys) = (Vec::new(), Vec::new());
    for template in document.templates().filter(|template| may_repeat(document, template.id, &mut keys)) {
        let head = document.nodes.get(template.id).map_or("", |node| document.text(node.head).trim_start());
        if !head.starts_with('#') || head.starts_with("#invoke") {
            report(&template, &mut found);
        }
    }
    found
}

/// Whether two keys may be the same: two have the same bytes, or one is to be read with care, for it holds a comment
/// or is a number. `keys` is room to work in.
fn may_repeat<'s>(document: &Document<'s>, id: NodeId, keys: &mut Vec<&'s str>) -> bool {
    keys.clear();
    keys.extend(document.parts_of(id).iter().filter_map(|part| Some(document.text(part.key?).trim())));
    keys.sort_unstable();
    let is_odd = |key: &&str| key.contains('<') || key.starts_with(|first: char| first.is_ascii_digit());
    keys.windows(2).any(|pair| pair.first() == pair.last()) || keys.iter().any(is_odd)
}

fn report(template: &Template<'_, '_>, found: &mut Vec<Diagnostic>) {
    let mut seen = HashSet::default();
    for parameter in template.parameters() {
        let key = numbered(parameter.key);
        if seen.contains(&key) {
            found.push(duplicate(&template.name(), &key.name(), parameter.span));
        }
        seen.insert(key);
    }
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
