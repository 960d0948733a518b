//! Lists of words turned round, so that a text is looked up once: which lists hold it, whether it holds one of them.

use aho_corasick::AhoCorasick;

use super::fold::{SHORT, fold_words, fold_words_in};
use crate::hash::HashMap;

/// For each word the lists that hold it, in order of their names.
#[derive(Clone, Debug, Default)]
pub(super) struct ListsByWord {
    lists: HashMap<String, Vec<String>>,
    /// Letters of the longest word.
    longest: usize,
}

impl ListsByWord {
    /// Turns lists round; their words are folded.
    pub fn of(words: &HashMap<String, Vec<String>>) -> Self {
        let mut lists: HashMap<String, Vec<String>> = HashMap::default();
        for (name, words) in words {
            words.iter().for_each(|word| lists.entry(word.clone()).or_default().push(name.clone()));
        }
        lists.values_mut().for_each(|names| names.sort_unstable());
        let longest = lists.keys().map(|word| word.chars().count()).max().unwrap_or(0);
        Self { lists, longest }
    }

    /// The lists that hold a text, folded.
    pub fn holding(&self, text: &str) -> &[String] {
        // Folding takes away no letter, so a long text is in no list.
        if text.len() > self.longest && has_more_letters(text, self.longest) {
            return &[];
        }
        let found = match fold_words_in(text, &mut [0; SHORT]) {
            Some(folded) => self.lists.get(folded),
            None => self.lists.get(&fold_words(text)),
        };
        found.map_or(&[], Vec::as_slice)
    }
}

/// Whether a text has more than `most` characters that are no white space.
fn has_more_letters(text: &str, most: usize) -> bool {
    text.chars().filter(|c| !c.is_whitespace()).nth(most).is_some()
}

/// The words of one list, all looked for at once.
#[derive(Clone, Debug)]
pub(super) struct WordSearch {
    /// Words of ASCII letters; `None` where no automaton can be built.
    ascii: Option<AhoCorasick>,
    /// The others, lower case; all where there is no automaton.
    others: Vec<String>,
}

impl WordSearch {
    /// Looks for the words of a list, which are folded.
    pub fn of(words: &[String]) -> Self {
        let (ascii, others): (Vec<_>, Vec<_>) = words.iter().cloned().partition(|word| word.is_ascii());
        match AhoCorasick::builder().ascii_case_insensitive(true).build(&ascii) {
            Ok(automaton) => Self { ascii: Some(automaton), others },
            Err(_) => Self { ascii: None, others: words.to_vec() },
        }
    }

    /// Whether one of the words stands somewhere in a text, in any letter case.
    pub fn is_in(&self, text: &str) -> bool {
        self.ascii.as_ref().is_some_and(|words| words.is_match(text)) || self.others_are_in(text)
    }

    fn others_are_in(&self, text: &str) -> bool {
        if self.others.is_empty() {
            return false;
        }
        let lower = text.to_lowercase();
        self.others.iter().any(|word| lower.contains(word.as_str()))
    }
}
