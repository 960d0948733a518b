//! Which phrases a text can hold: one pass over the text instead of one for each phrase.
//!
//! Every match of a phrase holds the phrase's longest word, or one word of a choice (`Winner`, `Loser`), so a text without
//! them can be passed over. All these words are looked for at once (Aho and Corasick, "Efficient string matching", 1975).

use std::ops::Range;

use aho_corasick::{
    Anchored,
    automaton::{Automaton, StateID},
    dfa::DFA,
};

use super::Phrase;
use crate::hash::HashMap;

/// The words by which all phrases of a language are known.
#[derive(Clone, Debug)]
pub(super) struct Screen {
    /// `None` where no automaton can be built: then every phrase is tried.
    words: Option<(DFA, StateID)>,
    /// The phrases of each word.
    phrases: Vec<Vec<usize>>,
    /// Phrases without a word that every match holds.
    always: Candidates,
    /// The numbers of the phrases of each kind.
    kinds: HashMap<String, Range<usize>>,
    count: usize,
}

impl Screen {
    /// The screen of phrases by kind.
    pub fn new(kinds: &HashMap<String, Vec<Phrase>>) -> Self {
        let mut words: HashMap<&[u8], Vec<usize>> = HashMap::default();
        let (mut always, mut ranges, mut count) = (Candidates::default(), HashMap::default(), 0);
        let mut sorted: Vec<_> = kinds.iter().collect();
        sorted.sort_unstable_by_key(|(kind, _)| *kind);
        for (kind, of_kind) in sorted {
            ranges.insert(kind.clone(), count..count + of_kind.len());
            for (number, phrase) in (count..).zip(of_kind) {
                let one_of = phrase.pattern.one_of();
                one_of.iter().for_each(|word| words.entry(word.as_bytes()).or_default().push(number));
                if one_of.is_empty() {
                    always.add(number);
                }
            }
            count += of_kind.len();
        }
        let (words, phrases): (Vec<_>, Vec<_>) = words.into_iter().unzip();
        Self { words: automaton(&words), phrases, always, kinds: ranges, count }
    }

    /// The phrases that a text can hold.
    pub fn candidates(&self, text: &str) -> Candidates {
        let mut found = self.always.clone();
        let Some((words, start)) = &self.words else {
            (0..self.count).for_each(|number| found.add(number));
            return found;
        };
        let mut state = *start;
        for byte in text.bytes() {
            state = words.next_state(Anchored::No, state, byte);
            if words.is_special(state) && words.is_match(state) {
                self.add(words, state, &mut found);
            }
        }
        found
    }

    /// Adds the phrases of the words that end in a state.
    #[cold]
    fn add(&self, words: &DFA, state: StateID, found: &mut Candidates) {
        for index in 0..words.match_len(state) {
            let phrases = self.phrases.get(words.match_pattern(state, index).as_usize());
            phrases.into_iter().flatten().for_each(|number| found.add(*number));
        }
    }

    /// The numbers of the phrases of a kind.
    pub fn kind(&self, kind: &str) -> Kind {
        self.kinds.get(kind).cloned().map_or(Kind::default(), Kind)
    }

    /// The phrases of a kind that are among candidates, by their place in the file.
    pub fn among<'c>(&self, candidates: &'c Candidates, kind: &str) -> impl Iterator<Item = usize> + use<'c> {
        let Kind(range) = if candidates.is_empty() { Kind::default() } else { self.kind(kind) };
        let (first, end) = (range.start, range.end);
        let mut next = first;
        std::iter::from_fn(move || {
            let found = candidates.next(next).filter(|number| *number < end)?;
            next = found + 1;
            Some(found - first)
        })
    }
}

fn automaton(words: &[&[u8]]) -> Option<(DFA, StateID)> {
    let words = DFA::builder().prefilter(false).build(words).ok()?;
    let start = words.start_state(Anchored::No).ok()?;
    Some((words, start))
}

/// A kind of phrases, looked up once for many texts.
#[derive(Clone, Debug, Default)]
pub struct Kind(Range<usize>);

/// The phrases that a text can hold: a set of their numbers.
#[derive(Clone, Debug, Default)]
pub struct Candidates {
    bits: Vec<u64>,
}

impl Candidates {
    fn add(&mut self, number: usize) {
        let word = number / 64;
        if self.bits.len() <= word {
            self.bits.resize(word + 1, 0);
        }
        if let Some(bits) = self.bits.get_mut(word) {
            *bits |= 1 << (number % 64);
        }
    }

    /// The first phrase from a number on.
    fn next(&self, from: usize) -> Option<usize> {
        let (first, mut mask) = (from / 64, u64::MAX << (from % 64));
        for (index, bits) in self.bits.iter().enumerate().skip(first) {
            if bits & mask != 0 {
                return Some(index * 64 + (bits & mask).trailing_zeros() as usize);
            }
            mask = u64::MAX;
        }
        None
    }

    /// Whether the text can hold a phrase of a kind.
    #[must_use]
    pub fn holds(&self, Kind(range): &Kind) -> bool {
        !self.is_empty() && self.next(range.start).is_some_and(|number| number < range.end)
    }

    /// Whether the text can hold none.
    fn is_empty(&self) -> bool {
        self.bits.is_empty()
    }
}
