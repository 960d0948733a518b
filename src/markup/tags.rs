//! Tags that MediaWiki's preprocessor knows, and how a tag is recognised.

use memchr::memchr_iter;

/// What the preprocessor does with the text between a tag and its closing tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Content {
    /// Nothing in it is markup: `<nowiki>`.
    Raw,
    /// It is wikitext of its own: `<ref>`.
    Wikitext,
    /// It is not part of the page: `<includeonly>` on a page view.
    Ignored,
}

/// Names of extension tags, sorted, with what they contain: MediaWiki's own
/// (<https://www.mediawiki.org/wiki/Manual:Tag_extensions>: `pre`, `nowiki`, `gallery`, `indicator`,
/// `langconvert`) and those of the extensions on Wikipedia
/// (<https://en.wikipedia.org/wiki/Special:Version>, "Parser extension tags"). `includeonly` is here because
/// the preprocessor reads it in the same way.
const ELEMENTS: [(&str, Content); 42] = [
    ("categorytree", Content::Raw),
    ("ce", Content::Raw),
    ("charinsert", Content::Raw),
    ("chem", Content::Raw),
    ("dynamicpagelist", Content::Raw),
    ("gallery", Content::Wikitext),
    ("graph", Content::Raw),
    ("hiero", Content::Raw),
    ("imagemap", Content::Wikitext),
    ("includeonly", Content::Ignored),
    ("indicator", Content::Wikitext),
    ("inputbox", Content::Raw),
    ("langconvert", Content::Wikitext),
    ("languages", Content::Raw),
    ("mapframe", Content::Raw),
    ("maplink", Content::Raw),
    ("math", Content::Raw),
    ("nowiki", Content::Raw),
    ("pagelist", Content::Raw),
    ("pagequality", Content::Raw),
    ("pages", Content::Raw),
    ("phonos", Content::Raw),
    ("poem", Content::Wikitext),
    ("pre", Content::Raw),
    ("quiz", Content::Raw),
    ("ref", Content::Wikitext),
    ("references", Content::Wikitext),
    ("rss", Content::Raw),
    ("score", Content::Raw),
    ("section", Content::Raw),
    ("source", Content::Raw),
    ("syntaxhighlight", Content::Raw),
    ("tabber", Content::Wikitext),
    ("tabbertransclude", Content::Raw),
    ("talkpage", Content::Raw),
    ("templatedata", Content::Raw),
    ("templatestyles", Content::Raw),
    ("thread", Content::Raw),
    ("timeline", Content::Raw),
    ("translate", Content::Wikitext),
    ("tvar", Content::Wikitext),
    ("verse", Content::Wikitext),
];

/// An extension tag: its place in the list, so that a set of them is a bit mask, and its content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Element {
    /// One bit for each name.
    pub(super) bit: u64,
    /// What it contains.
    pub(super) content: Content,
}

/// The extension tags of a wiki; all that Wikipedia has, unless fewer are named. `<noinclude>` and its like are
/// MediaWiki's own and always known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Extensions(u64);

impl Default for Extensions {
    fn default() -> Self {
        Self(u64::MAX)
    }
}

impl Extensions {
    /// Only these; names that Wikipedia's extensions do not have are passed over.
    #[must_use]
    pub fn only(names: &[&str]) -> Self {
        let known = names.iter().chain(&["includeonly"]).filter_map(|name| element(name.as_bytes()));
        Self(known.fold(0, |bits, element| bits | element.bit))
    }

    /// The extension tag of this name, where the wiki has it.
    pub(super) fn element(self, name: &[u8]) -> Option<Element> {
        element(name).filter(|element| self.0 & element.bit != 0)
    }
}

/// Parser functions without `#` that take their first argument behind a colon.
const FUNCTIONS: [&str; 27] = [
    "anchorencode",
    "canonicalurl",
    "defaultsort",
    "defaultsortkey",
    "defaultcategorysort",
    "displaytitle",
    "filepath",
    "formatnum",
    "fullurl",
    "gender",
    "grammar",
    "int",
    "lc",
    "lcfirst",
    "localurl",
    "msg",
    "msgnw",
    "ns",
    "padleft",
    "padright",
    "plural",
    "raw",
    "safesubst",
    "subst",
    "uc",
    "ucfirst",
    "urlencode",
];

/// Whether a name is that of a parser function without `#`.
pub(super) fn is_function(name: &str) -> bool {
    FUNCTIONS.iter().any(|known| known.eq_ignore_ascii_case(name))
}

/// Tags that a page view passes over while it reads what is between them.
pub(super) fn is_transparent(name: &str) -> bool {
    ["noinclude", "onlyinclude", "includeonly"].iter().any(|known| known.eq_ignore_ascii_case(name))
}

/// The extension tag of this name on Wikipedia.
fn element(name: &[u8]) -> Option<Element> {
    // Few HTML tags begin like one of these, so that most names need no comparison.
    let first = name.first().map(u8::to_ascii_lowercase);
    let start = ELEMENTS.partition_point(|(known, _)| known.as_bytes().first() < first.as_ref());
    let is_name = |known: &str| known.as_bytes().eq_ignore_ascii_case(name);
    let (index, (_, content)) = (0_usize..)
        .zip(&ELEMENTS)
        .skip(start)
        .take_while(|(_, (known, _))| known.as_bytes().first() == first.as_ref())
        .find(|(_, (known, _))| is_name(known))?;
    Some(Element { bit: 1 << index, content: *content })
}

/// Length of a tag name at the start of `text`; 0 where there is none. `br` in `br />`, but nothing in
/// `3 goals`.
pub(super) fn name_length(text: &[u8]) -> usize {
    if !text.first().is_some_and(u8::is_ascii_alphabetic) {
        return 0;
    }
    let length = text.iter().position(|byte| !byte.is_ascii_alphanumeric()).unwrap_or(text.len());
    let ends = match text.get(length) {
        Some(b'/') => text.get(length + 1) == Some(&b'>'),
        Some(byte) => *byte == b'>' || byte.is_ascii_whitespace(),
        None => false,
    };
    if ends { length } else { 0 }
}

/// Where `</name>` begins and ends in `text`, the first after `from`; white space may stand before its `>`.
pub(super) fn closing(text: &[u8], from: usize, name: &[u8]) -> Option<(usize, usize)> {
    let rest = text.get(from..)?;
    memchr_iter(b'<', rest).find_map(|at| {
        let tail = rest.get(at + 1..)?.strip_prefix(b"/")?;
        let (found, tail) = tail.split_at_checked(name.len())?;
        if !found.eq_ignore_ascii_case(name) {
            return None;
        }
        let space = tail.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
        (tail.get(space) == Some(&b'>')).then_some((from + at, from + at + name.len() + space + 3))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_are_sorted_and_found_in_any_case() {
        assert!(ELEMENTS.is_sorted_by_key(|(name, _)| *name));
        assert_eq!(element(b"REF").map(|element| element.content), Some(Content::Wikitext));
        assert_eq!(element(b"nowiki").map(|element| element.content), Some(Content::Raw));
        assert_eq!(element(b"small"), None);
    }

    #[test]
    fn a_name_ends_at_space_slash_or_angle() {
        for (text, length) in
            [("br />", 2), ("ref>", 3), ("h2 id=a>", 2), ("3>", 0), ("br", 0), ("a{b>", 0), ("br/>", 2)]
        {
            assert_eq!(name_length(text.as_bytes()), length, "{text}");
        }
    }

    #[test]
    fn the_first_closing_tag_counts() {
        let text = "<ref>a</references></REF ></ref>";
        assert_eq!(closing(text.as_bytes(), 5, b"ref"), Some((19, 26)));
        assert_eq!(closing(text.as_bytes(), 5, b"pre"), None);
    }
}
