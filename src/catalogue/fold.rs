//! One spelling for what may be written in several: letter case, white space, dashes, apostrophes.

use crate::span::trim;

/// Dashes that articles use for each other: hyphens, en and em dash, minus, and the full-width hyphen of
/// Japanese.
#[must_use]
pub fn is_dash(c: char) -> bool {
    matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{FE58}' | '\u{FE63}' | '\u{FF0D}')
}

/// Apostrophes that articles use for each other.
#[must_use]
pub fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '\u{2018}' | '\u{2019}' | '\u{2032}' | '\u{02BC}')
}

/// A word or phrase as it is looked up: trimmed, lower case, single spaces, plain dashes and apostrophes.
#[must_use]
pub fn fold_words(text: &str) -> String {
    if let Some(plain) = folds_by_case(text) {
        return plain.to_ascii_lowercase();
    }
    collapse(
        text,
        |c| c.is_whitespace(),
        |c| match c {
            c if is_dash(c) => '-',
            c if is_apostrophe(c) => '\'',
            c => c,
        },
    )
    .to_lowercase()
}

/// Longest text that is folded without memory of its own, in bytes.
pub(super) const SHORT: usize = 64;

/// [`fold_words`] of a short text that differs in letter case only, made in a buffer: most words that are looked up.
pub(super) fn fold_words_in<'b>(text: &str, buffer: &'b mut [u8; SHORT]) -> Option<&'b str> {
    let text = trim(text);
    let folded = buffer.get_mut(..text.len())?;
    let mut before = b'a';
    for (slot, byte) in folded.iter_mut().zip(text.bytes()) {
        if !is_plain(byte) || (byte == b' ' && before == b' ') {
            return None;
        }
        *slot = byte.to_ascii_lowercase();
        before = byte;
    }
    str::from_utf8(folded).ok()
}

fn is_plain(byte: u8) -> bool {
    (b' '..=b'~').contains(&byte)
}

/// The text, trimmed, where letter case is all that [`fold_words`] would change in it: most words.
fn folds_by_case(text: &str) -> Option<&str> {
    let text = trim(text);
    let bytes = text.as_bytes();
    let has_gap = || bytes.windows(2).any(|pair| pair == b"  ");
    (bytes.iter().copied().all(is_plain) && !has_gap()).then_some(text)
}

/// A parameter name as it is looked up where the exact one is not known: `Tourney Name` is `tourney_name`.
#[must_use]
pub fn fold_parameter(name: &str) -> String {
    folded_chars(name).collect()
}

/// Whether two parameter names are the same when folded; needs no memory of its own.
#[must_use]
pub fn is_same_parameter(left: &str, right: &str) -> bool {
    folded_chars(left).eq(folded_chars(right))
}

/// The characters of [`fold_parameter`].
fn folded_chars(name: &str) -> impl Iterator<Item = char> {
    let mut after_gap = false;
    let single = move |c: &char| !std::mem::replace(&mut after_gap, is_gap(*c)) || !is_gap(*c);
    let blank = |c| if is_gap(c) { ' ' } else { c };
    name.trim_matches(is_gap).chars().filter(single).map(blank).flat_map(char::to_lowercase)
}

/// A title as MediaWiki compares it: `_` is a space, runs of spaces are one, the first letter is a capital.
#[must_use]
pub fn fold_title(name: &str) -> String {
    let name = collapse(name, is_gap, |c| c);
    let mut letters = name.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

fn is_gap(c: char) -> bool {
    c == '_' || c.is_whitespace()
}

/// The text with every run of gaps as one space, none at the ends, and the other characters changed one by
/// one.
fn collapse(text: &str, is_gap: impl Fn(char) -> bool, change: impl Fn(char) -> char) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in text.trim_matches(&is_gap).chars() {
        if !is_gap(c) {
            folded.push(change(c));
        } else if !folded.ends_with(' ') {
            folded.push(' ');
        }
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_a_word_meet() {
        for spelling in ["Quarter-finals", "quarter–finals", " QUARTER\u{2011}FINALS "] {
            assert_eq!(fold_words(spelling), "quarter-finals");
        }
        assert_eq!(fold_words("third\u{a0} place"), "third place");
    }

    #[test]
    fn spellings_of_a_parameter_meet() {
        for spelling in ["tourney_name", "Tourney Name", "TOURNEY__name"] {
            assert_eq!(fold_parameter(spelling), "tourney name");
            assert!(is_same_parameter(spelling, " Tourney _name"));
        }
        assert!(!is_same_parameter("tourney", "tourney name"));
    }

    #[test]
    fn spellings_of_a_title_meet() {
        for spelling in ["football box", "Football_box", "  Football   box"] {
            assert_eq!(fold_title(spelling), "Football box");
        }
        assert_eq!(fold_title(""), "");
    }
}
