//! What templates, codes and words mean. Data, not code: every name is a line of TOML under `catalogue/`.
//!
//! - `catalogue/templates/*.toml`: which template has which [`Shape`], and which parameter is which field;
//! - `catalogue/languages/*.toml`: months, rounds, statuses, column headings of a language;
//! - `catalogue/phrases/*.toml`: its sentence patterns;
//! - `catalogue/competitions.toml`: what regulations say, by competition and season;
//! - `catalogue/countries.toml`: country codes and names;
//! - `catalogue/teams.toml`: titles of the articles about national teams;
//! - `catalogue/zones.toml`: abbreviations of time zones.

mod competitions;
mod countries;
pub mod fold;
mod football;
mod language;
pub(crate) mod load;
mod names;
mod parameter;
mod pattern;
mod screen;
mod teams;
mod template;
mod words;
mod zones;

pub use competitions::{Competitions, KnownRegulation};
pub use countries::Countries;
pub use football::FootballSearch;
pub use language::{Language, Phrase, role_in};
pub use parameter::SlotParameter;
pub use pattern::{Captures, NumberWords, Pattern, SlotKind};
pub use screen::{Candidates, Kind};
pub use teams::Teams;
pub use template::{Shape, TemplateEntry};
pub use zones::Zones;

use std::{collections::BTreeMap, path::Path};

use crate::error::Result;

/// The language whose words every wiki falls back to, and whose template names are known in every wiki.
pub const ENGLISH: &str = "en";

/// Everything that the catalogue knows.
#[derive(Debug, Default)]
pub struct Catalogue {
    templates: names::Templates,
    languages: BTreeMap<String, Language>,
    countries: Countries,
    teams: Teams,
    zones: Zones,
    competitions: Competitions,
}

impl Catalogue {
    /// The catalogue that comes with the program.
    ///
    /// # Errors
    /// A file of the catalogue holds an entry that the catalogue does not know; a test keeps that from
    /// happening.
    pub fn embedded() -> Result<Self> {
        load::embedded()
    }

    /// The embedded catalogue with the files of a folder laid over it.
    ///
    /// # Errors
    /// The folder cannot be read, or an entry is bad: the error names file and line.
    pub fn with_overlay(folder: &Path) -> Result<Self> {
        load::with_overlay(folder)
    }

    /// The entry of a template, by its name as written; `{{#invoke:Module|function}}` is found by
    /// `#invoke:Module`, and, where functions of a module differ, by `#invoke:Module|function`.
    #[must_use]
    pub fn template(&self, language: &str, name: &str) -> Option<&TemplateEntry> {
        self.templates.find(language, name)
    }

    /// The words of a language; English where the language has no file.
    #[must_use]
    pub fn language(&self, code: &str) -> &Language {
        let by_code = |code: &str| self.languages.get(code);
        by_code(code).or_else(|| by_code(ENGLISH)).unwrap_or(Language::none())
    }

    /// Whether there are words of a language.
    #[must_use]
    pub fn has_language(&self, code: &str) -> bool {
        self.languages.contains_key(code)
    }

    /// Gives every language the English words that it lacks.
    fn complete_languages(&mut self) {
        let Some(english) = self.languages.get(ENGLISH).cloned() else { return };
        for language in self.languages.values_mut().filter(|language| language.code != ENGLISH) {
            language.complete(&english);
        }
    }

    /// All templates, in the order of the files.
    pub fn templates(&self) -> impl Iterator<Item = &TemplateEntry> {
        self.templates.iter()
    }

    /// The words of a language to add to; new where it has none yet.
    fn language_mut(&mut self, code: &str) -> &mut Language {
        let new = || Language { code: code.to_owned(), ..Language::default() };
        self.languages.entry(code.to_owned()).or_insert_with(new)
    }

    /// What regulations of competitions say.
    #[must_use]
    pub fn competitions(&self) -> &Competitions {
        &self.competitions
    }

    /// Titles of the articles about national teams.
    #[must_use]
    pub fn teams(&self) -> &Teams {
        &self.teams
    }

    /// Abbreviations of time zones.
    #[must_use]
    pub fn zones(&self) -> &Zones {
        &self.zones
    }

    /// Country codes and names.
    #[must_use]
    pub fn countries(&self) -> &Countries {
        &self.countries
    }
}
