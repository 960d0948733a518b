//! Typed reading of TOML with the line of every mistake.

use std::path::PathBuf;

use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

use crate::{
    error::{Error, Result},
    span::LineIndex,
};

/// A file of the catalogue, or one in which users write down their settings.
pub struct File<'f> {
    path: PathBuf,
    text: &'f str,
    is_config: bool,
}

/// A key of a table with its value.
#[derive(Clone, Copy)]
pub struct Entry<'d> {
    file: &'d File<'d>,
    /// The key.
    pub key: &'d str,
    key_at: usize,
    value: &'d Spanned<DeValue<'d>>,
}

impl<'f> File<'f> {
    /// A file with its text.
    pub fn new(path: PathBuf, text: &'f str) -> Self {
        Self { path, text, is_config: false }
    }

    /// A file of settings with its text.
    pub fn of_config(path: PathBuf, text: &'f str) -> Self {
        Self { path, text, is_config: true }
    }

    /// The table that the file is.
    pub fn parse(&self) -> Result<DeTable<'f>> {
        let table = DeTable::parse(self.text).map_err(|error| {
            let at = error.span().map_or(0, |span| span.start);
            self.error(at, error.message().to_owned())
        })?;
        Ok(table.into_inner())
    }

    /// The entries of a table.
    pub fn entries<'d>(&'d self, table: &'d DeTable<'d>) -> impl Iterator<Item = Entry<'d>> {
        table.iter().map(move |(key, value)| Entry {
            file: self,
            key: key.get_ref(),
            key_at: key.span().start,
            value,
        })
    }

    /// An error at a byte offset.
    pub fn error(&self, at: usize, message: String) -> Error {
        let (line, column) = LineIndex::new(self.text).position(self.text, at);
        let path = self.path.clone();
        match self.is_config {
            true => Error::Config { path, line, column, message },
            false => Error::Catalogue { path, line: line as usize, message },
        }
    }
}

impl<'d> Entry<'d> {
    /// Its value as a string.
    pub fn string(&self) -> Result<String> {
        self.value.get_ref().as_str().map(str::to_owned).ok_or_else(|| self.mistyped("a string"))
    }

    /// Its value as `true` or `false`.
    pub fn boolean(&self) -> Result<bool> {
        self.value.get_ref().as_bool().ok_or_else(|| self.mistyped("`true` or `false`"))
    }

    /// Its value as a list of strings.
    pub fn strings(&self) -> Result<Vec<String>> {
        let items = self.value.get_ref().as_array().ok_or_else(|| self.mistyped("a list of strings"))?;
        items
            .iter()
            .map(|item| item.get_ref().as_str().map(str::to_owned))
            .collect::<Option<_>>()
            .ok_or_else(|| self.mistyped("a list of strings"))
    }

    /// The items of its value, a list, each at its own place.
    pub fn items(&self) -> Result<Vec<Entry<'d>>> {
        let items = self.value.get_ref().as_array().ok_or_else(|| self.mistyped("a list"))?;
        Ok(items.iter().map(|item| Entry { value: item, key_at: item.span().start, ..*self }).collect())
    }

    /// Where its value begins, as an error.
    pub fn error_in_value(&self, message: impl Into<String>) -> Error {
        self.file.error(self.value.span().start, message.into())
    }

    /// Its value as a list of lists of strings.
    pub fn lists(&self) -> Result<Vec<Vec<String>>> {
        let items = self.value.get_ref().as_array().ok_or_else(|| self.mistyped("a list of lists"))?;
        items.iter().map(|item| Entry { value: item, ..*self }.strings()).collect()
    }

    /// Its value as a whole number of type `T`.
    pub fn integer<T: std::str::FromStr>(&self) -> Result<T> {
        let integer = self.value.get_ref().as_integer().filter(|integer| integer.radix() == 10);
        let number = integer.and_then(|integer| integer.as_str().parse().ok());
        number.ok_or_else(|| self.mistyped("a whole number in range"))
    }

    /// The entries of its value, a table.
    pub fn entries(&self) -> Result<impl Iterator<Item = Entry<'d>> + use<'d>> {
        let table = self.value.get_ref().as_table().ok_or_else(|| self.mistyped("a table"))?;
        Ok(self.file.entries(table))
    }

    /// The tables of its value, an array of tables, each with its entries.
    pub fn tables(&self) -> Result<Vec<Vec<Entry<'d>>>> {
        let items = self.value.get_ref().as_array().ok_or_else(|| self.mistyped("an array of tables"))?;
        items.iter().map(|item| Ok(Entry { value: item, ..*self }.entries()?.collect())).collect()
    }

    /// The lists of strings below it under their dotted names: `[words.column] rank` is `column.rank`.
    pub fn named_lists(&self) -> Result<Vec<(String, Entry<'d>)>> {
        let mut found = Vec::new();
        let mut open: Vec<_> = self.entries()?.map(|entry| (entry.key.to_owned(), entry)).collect();
        while let Some((name, entry)) = open.pop() {
            if entry.value.get_ref().is_table() {
                open.extend(entry.entries()?.map(|inner| (format!("{name}.{}", inner.key), inner)));
            } else {
                found.push((name, entry));
            }
        }
        Ok(found)
    }

    /// An error at the key.
    pub fn error(&self, message: impl Into<String>) -> Error {
        self.file.error(self.key_at, message.into())
    }

    /// An error at the key: it is none of those that can stand here.
    pub fn unknown(&self, what: &str, known: &[&str]) -> Error {
        self.error(unknown(what, self.key, known))
    }

    /// Its value as one of the words that can stand here.
    pub fn one_of<T: Copy>(&self, what: &str, known: &[(&str, T)]) -> Result<T> {
        let word = self.string()?;
        let found = known.iter().find(|(name, _)| *name == word).map(|(_, value)| *value);
        found.ok_or_else(|| {
            let names: Vec<&str> = known.iter().map(|(name, _)| *name).collect();
            self.error_in_value(unknown(what, &word, &names))
        })
    }

    fn mistyped(&self, expected: &str) -> Error {
        let found = self.value.get_ref().type_str();
        self.file
            .error(self.value.span().start, format!("`{}`: expected {expected}, found {found}", self.key))
    }
}

/// A message that names what was found and the nearest of what was expected.
fn unknown(what: &str, found: &str, known: &[&str]) -> String {
    let near = known
        .iter()
        .map(|name| (strsim::damerau_levenshtein(found, name), name))
        .filter(|(distance, name)| *distance <= name.len().max(3) / 3)
        .min();
    match near {
        Some((_, name)) => format!("unknown {what} `{found}`, did you mean `{name}`?"),
        None => format!("unknown {what} `{found}`, expected one of {}", known.join(", ")),
    }
}
