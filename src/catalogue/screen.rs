//! Which phrases a text can hold: one pass over the text instead of one for each phrase.
//!
//! Every match of a phrase holds the phrase's longest word, so a text without that word can be passed over. All these
//! words are looked for at once (Aho and Corasick, "Efficient string matching", 1975).

use std::ops::Range;

use aho_corasick::AhoCorasick;

use super::Phrase;
use crate::hash::HashMap;

/// The longest words of all phrases of a language.
#[derive(Clone, Debug)]
pub(super) struct Screen {
    /// `None` where no automaton can be built: then every phrase is tried.
    words: Option<AhoCorasick>,
    /// The phrase of each word.
    phrases: Vec<usize>,
    /// Phrases without a word that every match holds.
    always: Vec<usize>,
    /// The numbers of the phrases of each kind.
    kinds: HashMap<String, Range<usize>>,
    count: usize,
}

impl Screen {
    /// The screen of phrases by kind.
    pub fn new(kinds: &HashMap<String, Vec<Phrase>>) -> Self {
        let (mut words, mut phrases, mut always) = (Vec::new(), Vec::new(), Vec::new());
        let (mut ranges, mut count) = (HashMap::default(), 0);
        let mut sorted: Vec<_> = kinds.iter().collect();
        sorted.sort_unstable_by_key(|(kind, _)| *kind);
        for (kind, of_kind) in sorted {
            ranges.insert(kind.clone(), count..count + of_kind.len());
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
        Self { words: AhoCorasick::new(words).ok(), phrases, always, kinds: ranges, count }
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

    /// The phrases of a kind that are among candidates.
    pub fn among<'c>(&self, candidates: &'c Candidates, kind: &str) -> OfKind<'c> {
        let numbers = candidates.numbers.as_slice();
        let (Some(_), Some(range)) = (numbers.first(), self.kinds.get(kind)) else {
            return OfKind::default();
        };
        let from = numbers.partition_point(|number| *number < range.start);
        let rest = numbers.get(from..).unwrap_or(&[]);
        let to = rest.iter().take_while(|number| **number < range.end).count();
        OfKind { first: range.start, among: rest.get(..to).unwrap_or(&[]) }
    }
}

/// The phrases of one kind that a text can hold.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct OfKind<'c> {
    /// The number of the first phrase of the kind.
    pub first: usize,
    /// Numbers of phrases.
    pub among: &'c [usize],
}

impl OfKind<'_> {
    pub fn is_empty(self) -> bool {
        self.among.is_empty()
    }
}

/// The phrases that a text can hold.
#[derive(Clone, Debug, Default)]
pub struct Candidates {
    /// Numbers of the phrases, ascending.
    numbers: Vec<usize>,
}
