//! A page of a wiki, as a dump, the API or a list of pages gives it: header facts, and its text still as it is written there.

use std::borrow::Cow;

use super::decode;

/// What a page without a title is called in messages.
const UNTITLED: &str = "an untitled page";

/// A page whose text has been found and not yet looked at.
#[derive(Clone, Debug, Default)]
pub struct RawPage<'a> {
    /// Title with its namespace.
    pub title: Cow<'a, str>,
    /// Number of its namespace: 0 for articles, 10 for templates.
    pub namespace: i32,
    /// Page id.
    pub page_id: Option<u64>,
    /// Revision id.
    pub revision: Option<u64>,
    /// Time of the revision, RFC 3339.
    pub timestamp: Option<Cow<'a, str>>,
    /// Language code of its wiki.
    pub language: Option<Cow<'a, str>>,
    /// What its text is: `wikitext`, where the source says nothing.
    pub model: Cow<'a, str>,
    /// Whether it leads to another page.
    pub is_redirect: bool,
    /// The text.
    pub text: Cow<'a, [u8]>,
    /// Whether `<`, `>`, `&` and quotes in the text are written as XML has them.
    pub is_escaped: bool,
}

/// A page whose text is to be read.
#[derive(Clone, Debug)]
pub struct Page {
    /// Title with its namespace.
    pub title: String,
    /// Page id.
    pub page_id: Option<u64>,
    /// Revision id.
    pub revision: Option<u64>,
    /// Time of the revision, RFC 3339.
    pub timestamp: Option<String>,
    /// Language code of its wiki.
    pub language: Option<String>,
    /// The text as its author wrote it.
    pub text: String,
    /// How many bytes of it are not UTF-8; each is a U+001A.
    pub bad_bytes: usize,
}

impl RawPage<'_> {
    /// The page with its text as its author wrote it.
    #[must_use]
    pub fn into_page(self) -> Page {
        let (text, bad) = decode::decode(self.text.into_owned());
        let text = if self.is_escaped { unescaped(text) } else { text };
        Page {
            title: self.title.into_owned(),
            page_id: self.page_id,
            revision: self.revision,
            timestamp: self.timestamp.map(Cow::into_owned),
            language: self.language.map(Cow::into_owned),
            text,
            bad_bytes: bad.map_or(0, |bad| bad.count),
        }
    }

    /// Its title, for messages.
    #[must_use]
    pub fn name(&self) -> &str {
        if self.title.is_empty() { UNTITLED } else { &self.title }
    }
}

/// The text with the references of XML resolved: five named ones and numbers (<https://www.w3.org/TR/xml/#sec-references>).
/// What is none of them stays as it is.
pub(super) fn unescaped(text: String) -> String {
    let Some(first) = memchr::memchr(b'&', text.as_bytes()) else { return text };
    let mut out = String::with_capacity(text.len());
    out.push_str(text.get(..first).unwrap_or(""));
    let mut rest = text.get(first..).unwrap_or("");
    while let Some(at) = memchr::memchr(b'&', rest.as_bytes()) {
        out.push_str(rest.get(..at).unwrap_or(""));
        rest = rest.get(at..).unwrap_or("");
        let (character, length) = reference(rest).unwrap_or(('&', 1));
        out.push(character);
        rest = rest.get(length..).unwrap_or("");
    }
    out.push_str(rest);
    out
}

/// The character that a reference at the beginning of a text stands for, and the reference's length.
fn reference(text: &str) -> Option<(char, usize)> {
    const NAMED: [(&str, char); 5] =
        [("&lt;", '<'), ("&gt;", '>'), ("&quot;", '"'), ("&amp;", '&'), ("&apos;", '\'')];
    if let Some((name, character)) = NAMED.iter().find(|(name, _)| text.starts_with(name)) {
        return Some((*character, name.len()));
    }
    // the longest number is `&#x10FFFF;`, or `&#1114111;`
    let digits = text.strip_prefix("&#")?;
    let end = digits.bytes().take(9).position(|byte| byte == b';')?;
    let digits = digits.get(..end)?;
    // numbers are read with a sign, which has no place here
    if digits.contains('+') {
        return None;
    }
    let number = match digits.strip_prefix(['x', 'X']) {
        Some(digits) => u32::from_str_radix(digits, 16),
        None => digits.parse(),
    };
    Some((char::from_u32(number.ok()?)?, end + 3))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_resolved_once() {
        for (written, text) in [
            ("a &lt;br&gt; b", "a <br> b"),
            ("&amp;nbsp; &amp;lt;", "&nbsp; &lt;"),
            ("&quot;x&quot; it&#039;s &#x2013;", "\"x\" it's –"),
            (
                "R&D & &unknown; &#; &#xZZ; &#+65; &#99999999;",
                "R&D & &unknown; &#; &#xZZ; &#+65; &#99999999;",
            ),
            ("no reference", "no reference"),
            ("&", "&"),
        ] {
            assert_eq!(unescaped(written.to_owned()), text, "{written}");
        }
    }
}
