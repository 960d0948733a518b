//! Abbreviations of time zones.

use crate::hash::HashMap;

use super::fold::fold_words;

/// Abbreviations (`CEST`) and their offsets from UTC in minutes; more than one where parts of the world or years differ.
#[derive(Clone, Debug, Default)]
pub struct Zones {
    offsets: HashMap<String, Vec<i16>>,
}

impl Zones {
    /// The offsets that an abbreviation can stand for; letter case does not matter.
    #[must_use]
    pub fn offsets(&self, abbreviation: &str) -> Option<&[i16]> {
        self.offsets.get(&fold_words(abbreviation)).map(Vec::as_slice)
    }

    /// The offset of an abbreviation that stands for one only.
    #[must_use]
    pub fn only(&self, abbreviation: &str) -> Option<i16> {
        match self.offsets(abbreviation) {
            Some([only]) => Some(*only),
            _ => None,
        }
    }

    /// Adds an abbreviation, or replaces what is known of it.
    pub(super) fn add(&mut self, abbreviation: &str, offsets: Vec<i16>) {
        self.offsets.insert(fold_words(abbreviation), offsets);
    }
}
