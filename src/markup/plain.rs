//! Plain text: what a reader sees of a span, as far as it can be known without templates.

use super::{Document, NodeKind, assemble::MAX_DEPTH, entity};
use crate::span::Span;

impl Document<'_> {
    /// The text of a span on one line: links give their label; apostrophes of bold and italics, tags, references,
    /// comments and templates go; character references are resolved. Of variants the first is taken.
    ///
    /// ```
    /// use scoreline::{markup::parse, span::Span};
    ///
    /// let document = parse("'''[[Al Ahly SC|Al Ahly]]'''&nbsp;won<ref>a</ref> {{small|2}}", None);
    /// assert_eq!(document.plain_text(Span::new(0, document.source.len())), "Al Ahly won");
    /// ```
    #[must_use]
    pub fn plain_text(&self, span: Span) -> String {
        let mut text = String::new();
        self.push_plain(span, &mut text, 0);
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    fn push_plain(&self, span: Span, text: &mut String, depth: usize) {
        let mut from = span.start;
        for id in self.children_in(span) {
            let Some(node) = self.nodes.get(id) else { continue };
            push_resolved(self.text(Span { start: from, end: node.span.start.max(from) }), text);
            from = node.span.end;
            let label = self.parts_of(id).last().map(|part| part.value);
            let shown = match node.kind {
                NodeKind::Link => Some(label.unwrap_or(node.head)),
                NodeKind::ExternalLink => label,
                NodeKind::Variant => self.variant_text(id),
                _ => None,
            };
            if let Some(shown) = shown.filter(|_| depth < MAX_DEPTH) {
                self.push_plain(shown, text, depth + 1);
            }
        }
        push_resolved(self.text(Span { start: from, end: span.end.max(from) }), text);
    }
}

/// Adds a text without runs of apostrophes, its character references resolved.
fn push_resolved(source: &str, text: &mut String) {
    let mut rest = source;
    while let Some(at) = memchr::memchr2(b'\'', b'&', rest.as_bytes()) {
        let (before, special) = rest.split_at(at);
        text.push_str(before);
        let quotes = special.bytes().take_while(|byte| *byte == b'\'').count();
        let taken = match entity(special) {
            Some((length, character)) => {
                text.push(character);
                length
            }
            None if quotes >= 2 => quotes,
            None => {
                text.push_str(special.get(..1).unwrap_or(""));
                1
            }
        };
        rest = special.get(taken..).unwrap_or("");
    }
    text.push_str(rest);
}
