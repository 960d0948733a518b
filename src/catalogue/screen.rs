//! Which phrases a text can hold: one pass over the text instead of one for each phrase.
//!
//! Every match of a phrase holds the phrase's longest word, so a text without that word can be passed over. All these
//! words are looked for at once (Aho and Corasick, "Efficient string matching", 1975).

use std::collections::HashMap;

use aho_corasick::AhoCorasick;

use super::Phrase;

/// The longest words of all phrases of a language.
#[derive(Clone, Debug)]
pub(super) struct Screen {
    /// `None` where no automaton can be built: then every phrase is tried.
    words: Option<AhoCorasick>,
    /// The phrase of each word.
    phrases: Vec<usize>,
    /// Phrases without a word that every match holds.
    always: Vec<usize>,
    /// Kinds in order of their names, each with the number of its first phrase; the others follow it.
    kinds: Vec<(String, usize)>,
    count: usize,
}

impl Screen {
    /// The screen of phrases by kind.
    pub fn new(kinds: &HashMap<String, Vec<Phrase>>) -> Self {
        let (mut words, mut phrases, mut always) = (Vec::new(), Vec::new(), Vec::new());
        let (mut firsts, mut count) = (Vec::new(), 0);
        let mut sorted: Vec<_> = kinds.iter().collect();
        sorted.sort_unstable_by_key(|(kind, _)| *kind);
        for (kind, of_kind) in sorted {
            firsts.push((kind.clone(), count));
            for phrase in of_kind {
                match phrase.pattern.longest_word() {
                    Some(word) => {
                        words.push(word);
                        phrases.push(count);
                    }
                    None => always.push(count),
                }
                count += 1;
            }
        }
        Self { words: AhoCorasick::new(words).ok(), phrases, always, kinds: firsts, count }
    }

    /// The phrases that a text can hold.
    pub fn candidates(&self, text: &str) -> Candidates {
        let Some(words) = &self.words else { return Candidates { numbers: (0..self.count).collect() } };
        let found =
            words.find_overlapping_iter(text).filter_map(|word| self.phrases.get(word.pattern().as_usize()));
        let mut numbers: Vec<usize> = found.chain(&self.always).copied().collect();
        numbers.sort_unstable();
        numbers.dedup();
        Candidates { numbers }
    }

    /// The phrases of a kind that are among candidates, by their place in the file.
    pub fn among<'c>(&self, candidates: &'c Candidates, kind: &str) -> impl Iterator<Item = usize> + use<'c> {
        let (first, next) = self.range(kind);
        let from = candidates.numbers.partition_point(|number| *number < first);
        let to = candidates.numbers.partition_point(|number| *number < next);
        candidates.numbers.get(from..to).unwrap_or(&[]).iter().map(move |number| number - first)
    }

    /// The numbers of the phrases of a kind; empty for a kind that there is not.
    fn range(&self, kind: &str) -> (usize, usize) {
        let Ok(index) = self.kinds.binary_search_by(|(known, _)| known.as_str().cmp(kind)) else {
            return (0, 0);
        };
        let first = |index: usize| self.kinds.get(index).map_or(self.count, |(_, first)| *first);
        (first(index), first(index + 1))
    }
}

/// The phrases that a text can hold.
#[derive(Clone, Debug, Default)]
pub struct Candidates {
    /// Numbers of the phrases, ascending.
    numbers: Vec<usize>,
}
