//! Country codes and names.

use std::collections::HashMap;

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
        self.codes.get(&name.to_lowercase()).map(String::as_str)
    }
}
