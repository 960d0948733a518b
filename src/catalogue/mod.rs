//! What templates, codes and words mean. Data, not code: every name is a line of TOML under `catalogue/`.
//!
//! - `catalogue/templates/*.toml`: which template has which [`Shape`], and which parameter is which field;
//! - `catalogue/languages/*.toml`: months, rounds, statuses, column headings and phrases of a language;
//! - `catalogue/countries.toml`: country codes and names.

mod countries;
mod language;
mod load;
mod pattern;
mod template;

pub use countries::Countries;
pub use language::{Language, Phrase};
pub use pattern::{Captures, Pattern, SlotKind};
pub use template::{Shape, TemplateEntry};

use std::path::Path;

use crate::error::Result;

/// Everything that the catalogue knows.
#[derive(Debug)]
pub struct Catalogue {
    templates: template::Templates,
    languages: Vec<Language>,
    countries: Countries,
}

impl Catalogue {
    /// The catalogue that comes with the program.
    ///
    /// # Errors
    /// A file of the catalogue holds an entry that the catalogue does not know; a test keeps that from happening.
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

    /// The entry of a template, by its name as written; `{{#invoke:Module|function}}` is found by `#invoke:Module`.
    #[must_use]
    pub fn template(&self, language: &str, name: &str) -> Option<&TemplateEntry> {
        self.templates.find(language, name)
    }

    /// The words of a language; English where the language has no file.
    #[must_use]
    pub fn language(&self, code: &str) -> &Language {
        let by_code = |code: &str| self.languages.iter().find(|language| language.code == code);
        by_code(code).or_else(|| by_code("en")).unwrap_or(Language::none())
    }

    /// Country codes and names.
    #[must_use]
    pub fn countries(&self) -> &Countries {
        &self.countries
    }
}
