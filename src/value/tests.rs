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

/// Values of a parameter of the seed's match boxes, templates in them cut off.
fn seed_values(parameter: &'static str) -> impl Iterator<Item = &'static str> {
    let seed = include_str!("../../seeds/2017-caf-confederation-cup-qualifying-rounds.wikitext");
    let values = seed.lines().filter_map(move |line| {
        let (key, value) = line.strip_prefix('|')?.split_once('=')?;
        (key.trim() == parameter).then_some(value)
    });
    values.map(|value| value.split("{{").next().unwrap().trim()).filter(|value| !value.is_empty())
}

#[test]
fn every_plain_value_of_the_seed_is_read() {
    for value in seed_values("score").chain(seed_values("penaltyscore")) {
        assert!(!score(value, english()).unwrap().placeholder, "{value}");
    }
    for value in seed_values("attendance") {
        assert!(number(value, english()).is_ok(), "{value}");
    }
    for value in seed_values("referee") {
        let country = official(value).unwrap().country.unwrap();
        assert!(catalogue().countries().code(&country).is_some(), "{value}");
    }
    for value in seed_values("stadium") {
        let venue = venue(value, "", catalogue().countries());
        assert!(venue.stadium.is_some() && venue.city.is_some(), "{value}");
        assert_eq!(venue.country.is_some(), value.ends_with(')'), "{value}");
    }
    assert_eq!(seed_values("score").count(), 104);
}

fn read_with_all(text: &str) {
    let _ = score(text, english());
    let _ = date(text, english(), Some(2017));
    let _ = date_range(text, english(), None);
    let _ = minute(text);
    let _ = goal_kind(text, english());
    let _ = number(text, english());
    let _ = official(text);
    let _ = time(text, english(), catalogue().zones()).map(|time| kickoff(time, None));
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
