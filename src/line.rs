//! Texts on one line: of records, where white space means nothing, and of messages, which a terminal shows.

use std::borrow::Cow;

use crate::span::trim;

/// A text with one blank for each run of white space, and none at its ends.
pub(crate) fn one_line(text: &str) -> String {
    let text = trim(text);
    if is_one_line(text) {
        return text.to_owned();
    }
    let mut line = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
}

/// Whether a text has no white space but single blanks between words. Bytes tell, but for those that begin other blanks:
/// such a text is looked at letter by letter.
fn is_one_line(text: &str) -> bool {
    let is_plain = |byte: u8| byte >= b' ' && !matches!(byte, 0xC2 | 0xE1..=0xE3);
    let is_gap = |pair: &[u8]| pair == b"  ";
    text.bytes().all(is_plain) && !text.as_bytes().windows(2).any(is_gap)
}

/// A text without control characters, which a terminal would obey.
pub(crate) fn printable(text: &str) -> Cow<'_, str> {
    if text.contains(char::is_control) { text.replace(char::is_control, " ").into() } else { text.into() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_space_of_any_kind_is_one_blank() {
        for (text, line) in [
            ("", ""),
            (" \n ", ""),
            ("one", "one"),
            ("one two", "one two"),
            (" one \t\n two\u{a0}three\u{3000}", "one two three"),
            ("3–1 after  extra time", "3–1 after extra time"),
            ("São Paulo – Âncora", "São Paulo – Âncora"),
        ] {
            assert_eq!(one_line(text), line, "{text:?}");
        }
    }

    #[test]
    fn control_characters_are_not_shown() {
        assert_eq!(printable("A\u{1b}[31m\nB"), "A [31m B");
        assert_eq!(printable("Košice"), "Košice");
    }
}
