//! The words of a language.

use std::collections::{BTreeMap, HashMap};

use super::Pattern;
use crate::record::{GoalKind, Status};

/// A sentence pattern and what it means.
#[derive(Clone, Debug)]
pub struct Phrase {
    /// Which reader uses it: `tie-result`, `walkover`, `team-count` …
    pub kind: String,
    /// The pattern.
    pub pattern: Pattern,
    /// Further facts that follow from it: `decided_by = "away_goals"`.
    pub facts: BTreeMap<String, String>,
}

/// The words of a language. All look-ups fold letter case; `words` lists are folded already.
#[derive(Clone, Debug, Default)]
pub struct Language {
    /// Language code: `en`.
    pub code: String,
    /// Month names and abbreviations to 1–12.
    pub months: HashMap<String, i8>,
    /// Weekday names and abbreviations to 1 (Monday) – 7.
    pub weekdays: HashMap<String, i8>,
    /// Number words: `eight` to 8.
    pub numbers: HashMap<String, u32>,
    /// Round names in all spellings to their key: `quarter finals` to `quarter-finals`.
    pub rounds: HashMap<String, String>,
    /// Status words in a score field: `cancelled`.
    pub statuses: HashMap<String, Status>,
    /// Remarks beside a minute: `pen.`, `o.g.`.
    pub goal_kinds: HashMap<String, GoalKind>,
    /// Lists of words by name, lower case: headings of columns (`column.rank`), names of sections (`section.notes`),
    /// marks (`mark.away_goals`) …
    pub words: HashMap<String, Vec<String>>,
    /// Sentence patterns in the order of the file.
    pub phrases: Vec<Phrase>,
}

impl Language {
    /// A language without words.
    #[must_use]
    pub fn none() -> &'static Self {
        static NONE: std::sync::LazyLock<Language> = std::sync::LazyLock::new(Language::default);
        &NONE
    }

    /// The words of a list; empty where there is none.
    #[must_use]
    pub fn words(&self, list: &str) -> &[String] {
        self.words.get(list).map_or(&[], Vec::as_slice)
    }

    /// Whether `text`, trimmed and in any letter case, is one of the words of a list.
    #[must_use]
    pub fn is(&self, list: &str, text: &str) -> bool {
        let text = text.trim().to_lowercase();
        self.words(list).contains(&text)
    }

    /// The list among those that begin with `prefix` (`column.`) which holds `text`; the rest of its name.
    #[must_use]
    pub fn role<'a>(&'a self, prefix: &str, text: &str) -> Option<&'a str> {
        let text = text.trim().to_lowercase();
        self.words
            .iter()
            .filter(|(_, words)| words.contains(&text))
            .filter_map(|(name, _)| name.strip_prefix(prefix))
            .min()
    }

    /// The key of a round as written: the catalogue's where it knows the spelling, else the folded text.
    #[must_use]
    pub fn round_key(&self, name: &str) -> String {
        let folded = name.trim().to_lowercase();
        self.rounds.get(&folded).cloned().unwrap_or(folded)
    }

    /// The phrases of a kind.
    pub fn phrases<'a>(&'a self, kind: &'a str) -> impl Iterator<Item = &'a Phrase> {
        self.phrases.iter().filter(move |phrase| phrase.kind == kind)
    }
}
