//! MediaWiki wikitext: the linear pass; its lines are read when they are asked for.

use std::borrow::Cow;

use memchr::memmem;

use super::{Dialect, Document, Options, assemble::assemble, structure::structure};

/// Parses wikitext.
pub(super) fn parse<'s>(source: &'s str, options: &Options) -> Document<'s> {
    assemble(source, Dialect::Wikitext, structure(&braced(source), options))
}

/// The bytes to read: the text itself, or, where it writes `<<name|…>>` throughout and `{{` nowhere, the same
/// bytes with braces. Both spellings are as long, so that places stay the same.
pub(super) fn braced(source: &str) -> Cow<'_, [u8]> {
    if !has_angle_templates(source) {
        return Cow::Borrowed(source.as_bytes());
    }
    let mut bytes = source.replace("<<", "{{").into_bytes();
    // From the right, so that the tag keeps its own end in `<br>>>`.
    for at in memmem::rfind_iter(source.as_bytes(), b">>") {
        bytes.get_mut(at..at + 2).into_iter().for_each(|pair| pair.copy_from_slice(b"}}"));
    }
    Cow::Owned(bytes)
}

/// Whether templates are written `<<name|…>>` throughout.
pub(super) fn has_angle_templates(source: &str) -> bool {
    let opens = |(at, _): (usize, &str)| {
        source.get(at + 2..).and_then(|rest| rest.chars().next()).is_some_and(char::is_alphabetic)
    };
    !source.contains("{{") && source.contains(">>") && source.match_indices("<<").any(opens)
}
