//! Plain text: what a reader sees of a span, as far as it can be known without templates.

use super::{Document, Node, NodeId, NodeKind, assemble::MAX_DEPTH, entity, switches};
use crate::{line::one_line, span::Span};

impl Document<'_> {
    /// The text of a span on one line: links give their label; apostrophes of bold and italics, tags, references,
    /// comments and templates go; character references are resolved. Of variants the first is taken, of an argument its
    /// default.
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
        one_line(&text)
    }

    fn push_plain(&self, span: Span, text: &mut String, depth: usize) {
        let mut from = span.start;
        for id in self.children_in(span) {
            let Some(node) = self.nodes.get(id) else { continue };
            push_resolved(self.text(Span { start: from, end: node.span.start.max(from) }), text);
            from = node.span.end;
            match self.shown_of(id, node) {
                Shown::Nothing => {}
                Shown::Space => text.push(' '),
                Shown::Raw(span) => push_references(self.text(span), text),
                Shown::Text(span) if depth < MAX_DEPTH => self.push_plain(span, text, depth + 1),
                Shown::Text(_) => {}
            }
        }
        push_resolved(self.text(Span { start: from, end: span.end.max(from) }), text);
    }

    fn shown_of(&self, id: NodeId, node: &Node) -> Shown {
        let mut labels = self.parts_of(id).iter().map(|part| part.value);
        let name = self.text(node.head);
        let is = |known: &str| name.eq_ignore_ascii_case(known);
        let shown = match node.kind {
            NodeKind::Link => labels.next_back().or_else(|| self.target_shown(node.head)),
            NodeKind::ExternalLink | NodeKind::Argument => labels.next(),
            NodeKind::Variant => self.variant_text(id),
            NodeKind::Extension if is("nowiki") || is("pre") => return Shown::Raw(node.content),
            NodeKind::Html if is("br") => return Shown::Space,
            _ => None,
        };
        shown.map_or(Shown::Nothing, Shown::Text)
    }

    /// What a link without a label shows: its target, without the colon of `[[:Category:A]]`; nothing of a file or a
    /// category.
    fn target_shown(&self, target: Span) -> Option<Span> {
        let text = self.text(target).trim();
        if let Some(rest) = text.strip_prefix(':') {
            return Some(Span::of(rest, self.source));
        }
        let namespace = text.split_once(':').map_or("", |(namespace, _)| namespace.trim());
        let is_hidden = NOT_SHOWN.iter().any(|known| known.eq_ignore_ascii_case(namespace));
        (!is_hidden).then_some(target)
    }
}

/// Namespaces to which a link shows no text; every wiki knows these names beside its own
/// (<https://www.mediawiki.org/wiki/Help:Namespaces>).
const NOT_SHOWN: [&str; 3] = ["Category", "File", "Image"];

/// What a reader sees of a node.
enum Shown {
    Nothing,
    Space,
    /// Text in which only character references are markup.
    Raw(Span),
    Text(Span),
}

/// Adds a text without runs of apostrophes and without behaviour switches, its character references resolved.
fn push_resolved(source: &str, text: &mut String) {
    let mut rest = source;
    while let Some(at) = memchr::memchr3(b'\'', b'&', b'_', rest.as_bytes()) {
        let (before, special) = rest.split_at(at);
        text.push_str(before);
        let quotes = special.bytes().take_while(|byte| *byte == b'\'').count();
        let taken = match (entity(special), switches::switch(special)) {
            (Some((length, character)), _) => {
                text.push(character);
                length
            }
            (None, Some(switch)) => switch.len(),
            (None, None) if quotes >= 2 => quotes,
            (None, None) => {
                text.push_str(special.get(..1).unwrap_or(""));
                1
            }
        };
        rest = special.get(taken..).unwrap_or("");
    }
    text.push_str(rest);
}

/// Adds a text, its character references resolved.
fn push_references(source: &str, text: &mut String) {
    let mut rest = source;
    while let Some(at) = memchr::memchr(b'&', rest.as_bytes()) {
        let (before, special) = rest.split_at(at);
        text.push_str(before);
        let (length, character) = entity(special).unwrap_or((1, '&'));
        text.push(character);
        rest = special.get(length..).unwrap_or("");
    }
    text.push_str(rest);
}

#[cfg(test)]
mod tests {
    use crate::markup::{Dialect, parse};

    #[test]
    fn what_a_reader_sees() {
        for (source, shown) in [
            ("a<br>b<br />c", "a b c"),
            ("[[a|b]] [[c]] [[:Category:d]]", "b c Category:d"),
            ("a[[Category:b]] [[File:c.jpg]]", "a"),
            ("[[a|''b'' [[c|d]]]]", "b d"),
            ("<nowiki>''a'' {{b}} &amp;</nowiki>", "''a'' {{b}} &"),
            ("{{{1|a}}} {{{2}}}", "a"),
            ("a __NOTOC__ b_c __d__", "a b_c __d__"),
            ("-{zh-hans:a&nbsp;b;zh-hant:c}- -{H|zh:d}- -{e}-", "a b e"),
            ("-{zh-hans:[[a;b|c]];}-", "c"),
            ("[http://a b] [http://c]", "b"),
            ("it's & &nosuch; 1<sup>st</sup>", "it's & &nosuch; 1st"),
        ] {
            let document = parse(source, Some(Dialect::Wikitext));
            assert_eq!(document.plain_text(document.span()), shown, "{source}");
        }
    }
}
