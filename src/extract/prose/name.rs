//! Whether the words that a phrase takes for a team are a name.

use super::holds_score;
use crate::{
    extract::{reader::Reader, text::Flat},
    span::Stated,
};

/// A name has no more words than this: `Brighton and Hove Albion F.C.`
const MOST_WORDS: usize = 6;

/// Words of a name that begin with a small letter are no longer than this: `de`, `and`, `von`.
const LONGEST_PARTICLE: usize = 3;

/// Whether a text is a team's name: the label of a link, or a few words that begin with capitals and hold no score.
pub(super) fn is_team(reader: &Reader<'_, '_>, flat: &Flat<'_>, text: &Stated<String>) -> bool {
    let name = text.value.as_str();
    is_label(flat, name) || (is_written_as_name(name) && !reader.language.is("sentence.no-team", name))
}

fn is_label(flat: &Flat<'_>, name: &str) -> bool {
    let mut labels = flat.links.iter().filter_map(|link| flat.text.get(link.start..link.end));
    labels.any(|label| label.trim() == name)
}

fn is_written_as_name(name: &str) -> bool {
    let is_small = |word: &str| word.chars().next().is_some_and(char::is_lowercase);
    let is_particle = |word: &str| word.chars().count() <= LONGEST_PARTICLE;
    let starts_as_name = name.chars().next().is_some_and(|c| c.is_alphanumeric() && !c.is_lowercase());
    starts_as_name
        && name.split_whitespace().count() <= MOST_WORDS
        && name.split_whitespace().all(|word| !is_small(word) || is_particle(word))
        && !name.contains([',', ';', ':'])
        && !holds_score(name)
}

#[cfg(test)]
mod tests {
    use super::is_written_as_name;

    #[test]
    fn names_are_told_from_half_sentences() {
        for name in
            ["Elm", "1. FC Ash", "Elm and Hove Rovers F.C.", "Real Club de la Ash", "Östers IF", "Elm 04"]
        {
            assert!(is_written_as_name(name), "{name}");
        }
        for text in [
            "",
            "Elm 2–1",
            "the Elms",
            "Four years later, Elm",
            "Elm eliminated Ash",
            "2031 Cup hosts Elm",
            "That Would Be The Year Of Elm",
        ] {
            assert!(!is_written_as_name(text), "{text}");
        }
    }
}
