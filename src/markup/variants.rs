//! Text in the variants of a language: `-{zh-hans:曼联;zh-hant:曼聯}-`.
//!
//! What stands before the first pipe are flags, what stands behind it is the text, or a list of texts, each with the
//! code of its variant (<https://www.mediawiki.org/wiki/Writing_systems/Syntax>, `ConverterRule::parseFlags` and
//! `parseRules`).

use memchr::memchr_iter;

use super::{Document, NodeId, NodeKind};
use crate::span::Span;

/// Flags with which nothing is shown: a rule for the rest of the page, one that ends there, the page's title.
const HIDDEN: [&str; 3] = ["H", "-", "T"];

impl Document<'_> {
    /// What a reader sees of `-{ }-`, which depends on the variant chosen: the first text, or all of it where no variant
    /// is named; `None` where it is never shown.
    ///
    /// ```
    /// use scoreline::markup::parse;
    ///
    /// let document = parse("-{zh-hans:曼联;zh-hant:曼聯}- {{a|-{R|b|c}-}}", None);
    /// assert_eq!(document.text(document.variant_text(0).unwrap()), "曼联");
    /// assert_eq!(document.text(document.variant_text(2).unwrap()), "b|c");
    /// ```
    #[must_use]
    pub fn variant_text(&self, id: NodeId) -> Option<Span> {
        let node = self.nodes.get(id).filter(|node| node.kind == NodeKind::Variant)?;
        let end = node.span.end() - 2;
        let Some(first) = self.parts_of(id).first() else { return Some(self.first_variant(node.head)) };
        let is_hidden = |flag: &str| HIDDEN.contains(&flag.trim());
        if self.text(node.head).split(';').any(is_hidden) {
            return None;
        }
        Some(self.first_variant(Span::new(first.value.start(), end)))
    }

    /// The text of the first variant in a list, or the whole text where it is no list.
    fn first_variant(&self, text: Span) -> Span {
        let Some(length) = code_length(self.text(text)) else { return text };
        let text = Span::new(text.start() + length, text.end());
        let ends = |gap: Span| {
            let bytes = self.text(gap).as_bytes();
            memchr_iter(b';', bytes).map(|at| gap.start() + at).find(|at| self.is_next(*at + 1, text.end()))
        };
        let end = self.text_outside_nodes(text).find_map(ends).unwrap_or(text.end());
        Span::new(text.start(), end).trimmed(self.source)
    }

    /// Whether another variant or nothing follows a semicolon; that of `&nbsp;` is none between variants.
    fn is_next(&self, from: usize, end: usize) -> bool {
        let rest = self.text(Span::new(from, end)).trim_start();
        rest.is_empty() || code_length(rest).is_some()
    }
}

/// Longest code of a variant with the blanks around it.
const LONGEST_CODE: usize = 24;

/// Length of `zh-hans:` at the start of a text.
fn code_length(text: &str) -> Option<usize> {
    let colon = text.bytes().take(LONGEST_CODE).position(|byte| byte == b':')?;
    let code = text.get(..colon)?.trim();
    let is_code = code.len() >= 2 && code.bytes().all(|byte| byte.is_ascii_alphabetic() || byte == b'-');
    is_code.then_some(colon + 1)
}
