use std::sync::LazyLock;

use proptest::prelude::*;

use super::*;
use crate::catalogue::{Catalogue, Language};

/// The embedded catalogue.
pub(super) fn catalogue() -> &'static Catalogue {
    static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(|| Catalogue::embedded().unwrap());
    &CATALOGUE
}

/// The words of English.
pub(super) fn english() -> &'static Language {
    catalogue().language("en")
}

fn read_with_all(text: &str) {
    let _ = score(text, english());
    let _ = date(text, english(), Some(2017));
    let _ = date_range(text, english(), None);
    let _ = minute(text);
    let _ = goal_kind(text, english());
    let _ = number(text, english());
    let _ = official(text);
    let _ = time(text, english()).map(|time| kickoff(time, None));
    let _ = utc_offset(text);
    let _ = venue(text, text, catalogue().countries());
}

proptest! {
    #[test]
    fn no_grammar_panics_on_any_text(text in "\\PC{0,40}") {
        read_with_all(&text);
    }

    #[test]
    fn no_grammar_panics_on_texts_of_its_own_alphabet(
        text in "([0-9]{1,3}|[-–:+.,()'’ \u{a0}]|Feb|May|UTC|pen|a\\.e\\.t\\.|p\\.m\\.|to|w/o|Cairo|é){0,10}"
    ) {
        read_with_all(&text);
    }
}
