//! Country codes and names.

use super::fold::fold_words;
use crate::hash::HashMap;

/// Codes (FIFA trigrams and those that wikis use beside them) and names.
#[derive(Clone, Debug, Default)]
pub struct Countries {
    /// Code to name.
    pub names: HashMap<String, String>,
    /// Lower-case name or variant to code.
    pub codes: HashMap<String, String>,
}

impl Countries {
    /// The name that belongs to a code.
    #[must_use]
    pub fn name(&self, code: &str) -> Option<&str> {
        self.names.get(code).map(String::as_str)
    }

    /// The code that belongs to a name or one of its variants; letter case does not matter.
    #[must_use]
    pub fn code(&self, name: &str) -> Option<&str> {
        self.codes.get(&fold_words(name)).map(String::as_str)
    }

    /// Whether `text` is the code or a name of a country.
    #[must_use]
    pub fn contains(&self, text: &str) -> bool {
        self.names.contains_key(text) || self.code(text).is_some()
    }

    /// Adds another code of a country. Where it is no name of another country, it leads to the country's own code.
    pub(super) fn add_alias(&mut self, alias: &str, code: &str, shown: &str) {
        self.names.insert(alias.to_owned(), shown.to_owned());
        self.codes.entry(fold_words(alias)).or_insert_with(|| code.to_owned());
    }

    /// Adds a country; `names` holds the shown name too.
    pub(super) fn add(&mut self, code: &str, shown: &str, names: &[String]) {
        self.names.insert(code.to_owned(), shown.to_owned());
        for name in names {
            self.codes.insert(fold_words(name), code.to_owned());
        }
    }
}
