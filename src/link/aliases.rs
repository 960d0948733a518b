//! Names of teams that the user has declared to be one.

use std::collections::BTreeMap;

use super::fold;
use crate::hash::HashMap;

/// From spellings to the names that they stand for. Spellings are compared as all names are: without case, accents and
/// punctuation.
#[derive(Clone, Debug, Default)]
pub struct Aliases {
    names: HashMap<String, String>,
}

impl Aliases {
    /// Whether a spelling stands for another name.
    #[must_use]
    pub fn contains(&self, spelling: &str) -> bool {
        self.names.contains_key(&fold(spelling))
    }

    /// The name that a spelling stands for; the spelling itself where nothing was declared.
    #[must_use]
    pub fn name<'n>(&'n self, spelling: &'n str) -> &'n str {
        if self.names.is_empty() {
            return spelling;
        }
        self.names.get(&fold(spelling)).map_or(spelling, String::as_str)
    }

    /// All of them, in order: the spelling without case, accents and punctuation, and the name.
    pub(crate) fn pairs(&self) -> BTreeMap<&str, &str> {
        self.names.iter().map(|(spelling, name)| (spelling.as_str(), name.as_str())).collect()
    }
}

impl FromIterator<(String, String)> for Aliases {
    fn from_iter<I: IntoIterator<Item = (String, String)>>(pairs: I) -> Self {
        Self { names: pairs.into_iter().map(|(spelling, name)| (fold(&spelling), name)).collect() }
    }
}
