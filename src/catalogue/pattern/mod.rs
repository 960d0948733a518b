//! Sentence patterns: `{winner} won {aggregate:score} on aggregate[.]`
//!
//! - `{name}` takes any text, `{name:score}` two numbers with a dash or colon, `{name:number}` digits or a number word;
//! - `[…]` may be missing, `(a|b)` is one of several; both may hold slots and each other;
//! - a blank fits any white space, a dash any dash, an apostrophe any apostrophe, the first letter either case;
//! - `\` takes the meaning from the character after it;
//! - the pattern fits the whole sentence; an ellipsis `…` at its beginning or end lets other words stand there.
//!
//! A pattern is compiled to a graph without loops; matching costs at most (nodes × bytes).

mod compile;
mod matcher;

use std::sync::Arc;

use memchr::memmem::Finder;

use self::compile::Node;
use super::Language;
use crate::{hash::HashSet, span::trim};

/// Longer sentences are never matched: no sentence that states a result comes near it.
const LONGEST_TEXT: usize = 4_000;

/// What a slot accepts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SlotKind {
    /// Any text, at least one character, as short as possible, without white space at its ends.
    Text,
    /// Digits, a dash or colon, digits.
    Score,
    /// Digits, or a number word of the language.
    Number,
}

impl SlotKind {
    const NAMES: [(&'static str, Self); 3] =
        [("text", Self::Text), ("score", Self::Score), ("number", Self::Number)];
}

/// The number words that a pattern accepts: `eight`, and `twenty-one` if both of its parts are known.
#[derive(Clone, Debug, Default)]
pub struct NumberWords(HashSet<String>);

impl NumberWords {
    /// Those of a language.
    #[must_use]
    pub fn of(language: &Language) -> Self {
        Self(language.numbers.keys().cloned().collect())
    }

    fn contains(&self, word: &str) -> bool {
        let word = word.to_lowercase();
        self.0.contains(&word) || word.split('-').all(|part| self.0.contains(part))
    }
}

/// A compiled pattern.
///
/// ```
/// use scoreline::catalogue::Pattern;
///
/// let pattern = Pattern::new("{aggregate:score} on aggregate. {winner} won on away goals[.]")?;
/// let captures = pattern.captures("1–1 on aggregate. Vipers won on away goals.").unwrap();
/// assert_eq!((captures.get("winner"), captures.get("aggregate")), (Some("Vipers"), Some("1–1")));
/// # Ok::<(), String>(())
/// ```
#[derive(Clone, Debug)]
pub struct Pattern {
    /// As written.
    pub source: String,
    nodes: Vec<Node>,
    slots: Vec<String>,
    /// Whether other words may stand before and behind.
    open: (bool, bool),
    /// First bytes of all texts that fit; `None` where it may be any.
    first: Option<Vec<u8>>,
    /// The letters with which every match behind the beginning of a text begins, one for each way; empty where it may be any.
    beginnings: Vec<String>,
    /// The words that every match holds, the longest first: a text without one of them is refused at once.
    needles: Vec<Finder<'static>>,
    /// Words of which every match holds one; empty where there are none.
    one_of: Vec<String>,
    numbers: Arc<NumberWords>,
}

/// The slots of a match: slices of the sentence.
#[derive(Clone, Debug, Default)]
pub struct Captures<'t> {
    whole: &'t str,
    slots: Vec<(String, &'t str)>,
}

impl<'t> Captures<'t> {
    /// What stands in a slot.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&'t str> {
        self.slots.iter().find(|(slot, _)| slot == name).map(|(_, text)| *text)
    }

    /// Everything that the pattern covers; without what stands at an ellipsis.
    #[must_use]
    pub fn whole(&self) -> &'t str {
        self.whole
    }

    /// The slots that are filled, in the order of the text.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &'t str)> {
        self.slots.iter().map(|(name, text)| (name.as_str(), *text))
    }
}

impl Pattern {
    /// Compiles a pattern whose number slots accept digits only.
    ///
    /// # Errors
    /// See [`Pattern::with_numbers`].
    pub fn new(source: &str) -> Result<Self, String> {
        Self::with_numbers(source, Arc::default())
    }

    /// Compiles a pattern whose number slots accept number words too.
    ///
    /// # Errors
    /// A bracket or brace is not closed, a slot has no name or a kind that does not exist, two text slots
    /// touch, or there is nothing in it.
    pub fn with_numbers(source: &str, numbers: Arc<NumberWords>) -> Result<Self, String> {
        let program = compile::compile(source)?;
        Ok(Self {
            source: source.to_owned(),
            first: program.first_bytes(),
            needles: program.needles().into_iter().map(|word| Finder::new(word).into_owned()).collect(),
            beginnings: program.beginnings(),
            one_of: program.one_of(),
            nodes: program.nodes,
            slots: program.slots,
            open: program.open,
            numbers,
        })
    }

    /// The names of the slots, in the order of the pattern.
    #[must_use]
    pub fn slots(&self) -> &[String] {
        &self.slots
    }

    /// The slots of a text that fits.
    #[must_use]
    pub fn captures<'t>(&self, text: &'t str) -> Option<Captures<'t>> {
        let text = trim(text);
        if text.len() > LONGEST_TEXT || !self.may_begin(text) || !self.may_fit(text) {
            return None;
        }
        matcher::find(self, text)
    }

    /// Whether a text that fits can begin so.
    fn may_begin(&self, text: &str) -> bool {
        let first = text.as_bytes().first();
        self.first.as_ref().is_none_or(|known| first.is_none_or(|first| known.contains(first)))
    }

    /// Words of which every match holds at least one; empty where there are none.
    #[must_use]
    pub fn one_of(&self) -> &[String] {
        &self.one_of
    }

    /// Whether a text holds the words that every match holds. Quick, so that longer texts can be passed over whole.
    #[must_use]
    pub fn may_fit(&self, text: &str) -> bool {
        self.needles.iter().all(|needle| needle.find(text.as_bytes()).is_some())
    }
}

#[cfg(test)]
mod tests;
