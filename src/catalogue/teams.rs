//! Titles of the articles about national teams.

use crate::hash::HashMap;

/// Kinds of national teams (`men`, `youth`) and how the articles about them are called.
#[derive(Clone, Debug, Default)]
pub struct Teams {
    kinds: HashMap<String, Kind>,
    /// What a parameter says, to the kind it asks for.
    marks: HashMap<String, String>,
}

/// One kind of teams.
#[derive(Clone, Debug, Default)]
pub(super) struct Kind {
    /// Title of most, with `{name}` and `{age}`.
    pub title: String,
    /// Titles that differ, by country code.
    pub titles: HashMap<String, String>,
}

impl Teams {
    /// The title of the article about a country's team: `Brazil national football team`. `None` where the kind is unknown,
    /// and for a youth team without an age.
    #[must_use]
    pub fn title(&self, kind: &str, code: &str, name: &str, age: Option<&str>) -> Option<String> {
        let kind = self.kinds.get(kind)?;
        let title = kind.titles.get(code).unwrap_or(&kind.title).replace("{name}", name);
        match age {
            Some(age) => Some(title.replace("{age}", age)),
            None => (!title.contains("{age}")).then_some(title),
        }
    }

    /// The kind that a parameter asks for: `men` for `avar=fb`.
    #[must_use]
    pub fn kind(&self, mark: &str) -> Option<&str> {
        self.marks.get(mark).map(String::as_str)
    }

    /// Adds a kind, or what is new of it.
    pub(super) fn add(&mut self, name: &str, kind: Kind, marks: Vec<String>) {
        self.marks.extend(marks.into_iter().map(|mark| (mark, name.to_owned())));
        let known = self.kinds.entry(name.to_owned()).or_default();
        if !kind.title.is_empty() {
            known.title = kind.title;
        }
        known.titles.extend(kind.titles);
    }
}
