//! Parameters that stand twice in one template; MediaWiki counts the later one.

use super::{Diagnostic, DiagnosticKind, Document, Key, Node, NodeKind, Part, Template};
use crate::hash::HashSet;
use crate::span::Span;

/// Reports parameters that stand twice. Parser functions other than `#invoke` may repeat theirs.
pub(super) fn duplicates(document: &Document<'_>) -> Vec<Diagnostic> {
    let is_comment = |node: &&Node| node.kind == NodeKind::Comment;
    let comments: Vec<Span> = document.nodes.iter().filter(is_comment).map(|node| node.span).collect();
    let mut found = Vec::new();
    for template in document.templates().filter(|template| may_repeat(document, template, &comments)) {
        let head = document.nodes.get(template.id).map_or("", |node| document.text(node.head).trim_start());
        if !head.starts_with('#') || head.starts_with("#invoke") {
            report(&template, &mut found);
        }
    }
    found
}

/// Whether two keys may be the same, as far as can be told without comparing them all. Where a comment stands in the
/// template or a key is a number, they are to be read with care.
fn may_repeat(document: &Document<'_>, template: &Template<'_, '_>, comments: &[Span]) -> bool {
    let parts = document.parts_of(template.id);
    if parts.len() < 2 {
        return false;
    }
    let mut seen = Seen::default();
    let is_number = |key: &[u8]| key.first().is_some_and(u8::is_ascii_digit);
    let mut keys = parts.iter().filter_map(|part| key(document, part));
    has_inside(comments, template.span) || keys.any(|key| is_number(key) || !seen.is_new(key))
}

/// The key of a part, comments not cut out.
fn key<'s>(document: &Document<'s>, part: &Part) -> Option<&'s [u8]> {
    let key = part.key?.trimmed(document.source);
    document.source.as_bytes().get(key.range())
}

/// Whether one of some spans, in order, begins in another.
fn has_inside(spans: &[Span], whole: Span) -> bool {
    let next = spans.partition_point(|span| span.start < whole.start);
    spans.get(next).is_some_and(|span| span.start < whole.end)
}

/// Keys that were seen, each as one bit: most that differ have different ones.
#[derive(Default)]
struct Seen([u64; 32]);

impl Seen {
    /// Adds a key; `false` where it, or another with its bit, was there before.
    fn is_new(&mut self, key: &[u8]) -> bool {
        let mix = mix(key);
        let Some(bits) = self.0.get_mut((mix >> 59) as usize) else { return false };
        let bit = 1 << ((mix >> 53) & 63);
        let is_new = *bits & bit == 0;
        *bits |= bit;
        is_new
    }
}

/// A number of both ends of a key; its upper bits differ for most keys that differ.
fn mix(key: &[u8]) -> u64 {
    let (first, last) = match (key.first_chunk(), key.last_chunk()) {
        (Some(first), Some(last)) => (u64::from_le_bytes(*first), u64::from_le_bytes(*last)),
        _ => match (key.first_chunk(), key.last_chunk()) {
            (Some(first), Some(last)) => {
                (u32::from_le_bytes(*first).into(), u32::from_le_bytes(*last).into())
            }
            _ => (key.iter().fold(0, |mix, byte| mix << 8 | u64::from(*byte)), key.len() as u64),
        },
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
