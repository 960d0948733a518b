//! `scoreline.toml`: what a user wants of every run in a folder and the folders below it.
//!
//! A relative path or glob is relative to the folder of the file. Unknown keys, rules and words are errors with their
//! place, so that a slip never changes what is reported in silence.

mod file;
#[cfg(test)]
mod tests;

use std::{
    collections::{BTreeMap, BTreeSet},
    path::{Component, Path, PathBuf},
};

use globset::GlobSet;

use crate::{
    error::{Error, Result},
    finding::{Finding, Severity},
    link::Aliases,
};

/// The name of the file.
pub const FILE_NAME: &str = "scoreline.toml";

/// What a configuration file says; empty without one.
#[derive(Clone, Debug, Default)]
pub struct Config {
    /// The folder of the file.
    pub folder: PathBuf,
    /// Which rules are reported.
    pub rules: Layer,
    /// The same for some articles, in the order of the file.
    pub per_path: Vec<PerPath>,
    /// Severities in place of the rules' own, by code.
    pub severities: BTreeMap<&'static str, Severity>,
    /// Least severity that makes the exit status 1.
    pub fail_on: Option<Severity>,
    /// Findings that were reviewed.
    pub baseline: Option<PathBuf>,
    /// Language code of the wiki that the articles come from.
    pub language: Option<String>,
    /// Folder with catalogue files.
    pub catalogue: Option<PathBuf>,
    /// Names of teams that are one.
    pub teams: Aliases,
}

/// One place that says which rules are reported.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Layer {
    /// Codes of these rules only; whatever was chosen or ignored before is forgotten.
    pub select: Option<Vec<&'static str>>,
    /// Codes of rules that are left out.
    pub ignore: Vec<&'static str>,
}

/// A layer for the articles that a glob fits.
#[derive(Clone, Debug)]
pub struct PerPath {
    globs: GlobSet,
    layer: Layer,
}

impl Config {
    /// Reads a file.
    ///
    /// # Errors
    /// The file cannot be read, or holds something that it cannot hold.
    pub fn load(path: &Path) -> Result<Self> {
        let text = std::fs::read_to_string(path).map_err(|source| Error::io(path, source))?;
        file::parse(path, &text)
    }

    /// Reads the file in a folder, or in the nearest folder above that has one.
    ///
    /// # Errors
    /// The same as of [`Config::load`].
    pub fn discover(folder: &Path) -> Result<Self> {
        let found = folder.ancestors().map(|folder| folder.join(FILE_NAME)).find(|path| path.is_file());
        found.map_or_else(|| Ok(Self::default()), |path| Self::load(&path))
    }

    /// The codes of the rules that are reported for an article. What the file says comes first, then its parts for the
    /// article's path in their order, then the command line; each `select` begins anew, each `ignore` takes away.
    #[must_use]
    pub fn codes(&self, article: &str, command_line: &Layer) -> BTreeSet<&'static str> {
        let path = self.below_folder(article);
        let per_path = self.per_path.iter().filter(|part| part.globs.is_match(&path)).map(|part| &part.layer);
        let mut codes = crate::check::metas().map(|meta| meta.code).collect();
        std::iter::once(&self.rules)
            .chain(per_path)
            .chain([command_line])
            .for_each(|layer| layer.apply(&mut codes));
        codes
    }

    /// Gives a finding the severity that the file wants. One that the rule itself has lowered, because something at the
    /// place explains it, is not raised again.
    pub fn adjust(&self, finding: &mut Finding) {
        let Some(&wanted) = self.severities.get(finding.code) else { return };
        let usual = crate::check::find(finding.code).map(|rule| rule.meta().severity);
        let is_lowered = usual.is_some_and(|usual| finding.severity < usual);
        finding.severity = if is_lowered { finding.severity.min(wanted) } else { wanted };
    }

    /// The path of an article below the folder of the file, where it lies below it.
    fn below_folder(&self, article: &str) -> PathBuf {
        let absolute =
            |path: &Path| std::path::absolute(path).map_or_else(|_| path.to_owned(), |path| plain(&path));
        let article = absolute(Path::new(article));
        article.strip_prefix(absolute(&self.folder)).map_or_else(|_| article.clone(), Path::to_owned)
    }
}

/// A path without `..`, as far as its text alone tells.
fn plain(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for component in path.components() {
        match component {
            Component::ParentDir => drop(plain.pop()),
            other => plain.push(other),
        }
    }
    plain
}

impl Layer {
    /// The layer of `select` and `ignore`, each with rules by code, name or the beginning of codes.
    ///
    /// # Errors
    /// What to say about the first word that names no rule.
    pub fn new(select: &[String], ignore: &[String]) -> std::result::Result<Self, String> {
        let select = if select.is_empty() { None } else { Some(codes(select)?) };
        Ok(Self { select, ignore: codes(ignore)? })
    }

    fn apply(&self, codes: &mut BTreeSet<&'static str>) {
        if let Some(select) = &self.select {
            *codes = select.iter().copied().collect();
        }
        codes.retain(|code| !self.ignore.contains(code));
    }
}

/// The codes that words name.
fn codes(words: &[String]) -> std::result::Result<Vec<&'static str>, String> {
    let mut codes = Vec::new();
    for word in words.iter().map(|word| word.trim()).filter(|word| !word.is_empty()) {
        codes.extend(named(word)?);
    }
    Ok(codes)
}

fn named(word: &str) -> std::result::Result<Vec<&'static str>, String> {
    let named = crate::check::named(word);
    if named.is_empty() { Err(crate::check::no_such_rule(word)) } else { Ok(named) }
}

/// A language code as in the address of a wiki: `de`, `zh-yue`.
pub(crate) fn language_code(code: &str) -> std::result::Result<String, String> {
    let is_code = code.len() >= 2 && code.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-');
    is_code.then(|| code.to_owned()).ok_or_else(|| "expected a code such as `en` or `zh-yue`".to_owned())
}
