//! Parameters that stand twice in one template; MediaWiki counts the later one.

use super::{Diagnostic, DiagnosticKind, Document, Key, NodeId, Template};
use crate::hash::HashSet;
use crate::span::{Span, trim};

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
    let parts = document.parts_of(id);
    if parts.len() < 2 {
        return false;
    }
    keys.extend(parts.iter().filter_map(|part| Some(trim(document.text(part.key?)))));
    let is_odd = |key: &&str| {
        let bytes = key.as_bytes();
        bytes.contains(&b'<') || bytes.first().is_some_and(u8::is_ascii_digit)
    };
    keys.iter().any(is_odd) || may_share_key(keys)
}

/// Whether two keys are the same; a few different ones are told apart without comparing them all.
fn may_share_key(keys: &mut [&str]) -> bool {
    let mut seen = [0_u64; 16];
    let is_new = |key: &&str| {
        let mix = mix(key.as_bytes());
        let Some(bits) = seen.get_mut((mix >> 60) as usize) else { return false };
        let bit = 1 << ((mix >> 54) & 63);
        let is_new = *bits & bit == 0;
        *bits |= bit;
        is_new
    };
    if keys.iter().all(is_new) {
        return false;
    }
    keys.sort_unstable();
    keys.windows(2).any(|pair| pair.first() == pair.last())
}

/// A number of both ends of a key; its upper bits differ for most keys that differ.
fn mix(key: &[u8]) -> u64 {
    let word = |bytes: Option<&[u8; 8]>| bytes.map(|bytes| u64::from_le_bytes(*bytes));
    let (first, last) = match (word(key.first_chunk()), word(key.last_chunk())) {
        (Some(first), Some(last)) => (first, last),
        _ => (key.iter().fold(0, |mix, byte| mix << 8 | u64::from(*byte)), key.len() as u64),
    };
    (first.rotate_left(23) ^ last).wrapping_mul(0x9E37_79B9_7F4A_7C15)
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
    Diagnostic { kind: DiagnosticKind::DuplicateParameter, span, message: message.into() }
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
