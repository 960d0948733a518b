//! Findings that were reviewed and stay as they are: a file that people read, merge and annotate.
//!
//! An entry is known by its fingerprint, which no offset is part of: lines may move. What the same fingerprint is found
//! more often than `count` says is new; what is found less often is reported, so that the file does not outlive its
//! findings.

use std::{
    collections::{BTreeMap, BTreeSet},
    io::{self, Write},
    path::Path,
};

use serde::Serialize;

use super::Choice;
use crate::{
    catalogue::load::reader::{self, File},
    error::{Error, Result},
    extract::Extracted,
    finding::Finding,
};

/// What stands above the entries.
const HEADER: &str = "\
# Findings that were reviewed and stay as they are; written by `scoreline check --write-baseline`.
# A `reason` that is added to an entry by hand is kept. Line numbers are not needed: lines may move.
";

/// Keys of an entry.
const KEYS: [&str; 6] = ["code", "article", "message", "fingerprint", "count", "reason"];

/// A reviewed finding.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Entry {
    /// Title or file name of the article.
    pub article: String,
    /// `AGG001`
    pub code: String,
    /// What it said when it was reviewed.
    pub message: String,
    /// By which it is known.
    pub fingerprint: String,
    /// How often it is found in the article, where that is more than once.
    #[serde(skip_serializing_if = "is_one")]
    pub count: usize,
    /// Why it stays, in the user's words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

#[allow(clippy::trivially_copy_pass_by_ref)] // as serde calls it
fn is_one(count: &usize) -> bool {
    *count == 1
}

/// Reviewed findings.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Baseline {
    /// The entries, in the order of the file.
    #[serde(rename = "finding")]
    pub entries: Vec<Entry>,
}

/// The findings of a run, held against a baseline.
#[derive(Clone, Debug, Default)]
pub struct Reviewed {
    /// How many findings are known.
    pub known: usize,
    /// Entries about the articles and rules of the run that match less often than they say, with how often they match.
    pub outdated: Vec<(Entry, usize)>,
}

impl Baseline {
    /// Reads a file.
    ///
    /// # Errors
    /// The file cannot be read, or holds something that it cannot hold.
    pub fn load(path: &Path) -> Result<Self> {
        let text = std::fs::read_to_string(path).map_err(|source| Error::io(path, source))?;
        let file = File::of_config(path.to_owned(), &text);
        let table = file.parse()?;
        let mut entries = Vec::new();
        for key in file.entries(&table) {
            match key.key {
                "finding" => {
                    for fields in key.tables()? {
                        entries.push(Entry::read(&key, &fields)?);
                    }
                }
                _ => return Err(key.unknown("key", &["finding"])),
            }
        }
        Ok(Self { entries })
    }

    /// The findings of a run as a baseline. Reasons are kept of the one that it replaces, and so are entries about articles
    /// and rules that are not part of the run.
    #[must_use]
    pub fn of(findings: &[Finding], articles: &[Extracted], choice: Choice<'_>, before: &Self) -> Self {
        let reasons: BTreeMap<&str, &Option<String>> =
            before.entries.iter().map(|entry| (entry.fingerprint.as_str(), &entry.reason)).collect();
        let mut entries: BTreeMap<String, Entry> = BTreeMap::new();
        for finding in findings {
            let mut entry = Entry::of(finding, articles);
            entry.reason = reasons.get(entry.fingerprint.as_str()).copied().cloned().flatten();
            entries.entry(entry.fingerprint.clone()).and_modify(|entry| entry.count += 1).or_insert(entry);
        }
        let scope = Scope::new(articles, choice);
        let others = before.entries.iter().filter(|entry| !scope.holds(entry)).cloned();
        let mut entries: Vec<Entry> = entries.into_values().chain(others).collect();
        entries.sort();
        Self { entries }
    }

    /// Takes the known findings out.
    pub fn apply(&self, findings: &mut Vec<Finding>, articles: &[Extracted], choice: Choice<'_>) -> Reviewed {
        let mut found: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (index, finding) in findings.iter().enumerate() {
            found.entry(fingerprint(finding, articles)).or_default().push(index);
        }
        let scope = Scope::new(articles, choice);
        let (mut known, mut outdated) = (BTreeSet::new(), Vec::new());
        for entry in &self.entries {
            let same = found.get_mut(&entry.fingerprint);
            let matching = same.map(|same| take(same, entry, findings)).unwrap_or_default();
            if matching.len() < entry.count && scope.holds(entry) {
                outdated.push((entry.clone(), matching.len()));
            }
            known.extend(matching);
        }
        let mut index = 0..;
        findings.retain(|_| index.next().is_none_or(|index| !known.contains(&index)));
        Reviewed { known: known.len(), outdated }
    }

    /// Writes the file.
    ///
    /// # Errors
    /// What the writer says.
    pub fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        out.write_all(HEADER.as_bytes())?;
        for entry in &self.entries {
            let entry = toml::to_string(entry).map_err(io::Error::other)?;
            write!(out, "\n[[finding]]\n{entry}")?;
        }
        Ok(())
    }
}

/// Takes as many of the findings with an entry's fingerprint as the entry counts, those that say the same first.
fn take(same: &mut Vec<usize>, entry: &Entry, findings: &[Finding]) -> Vec<usize> {
    let says_else =
        |index: &usize| findings.get(*index).is_none_or(|finding| finding.message != entry.message);
    same.sort_by_key(says_else);
    same.drain(..entry.count.min(same.len())).collect()
}

/// The fingerprint of a finding.
fn fingerprint(finding: &Finding, articles: &[Extracted]) -> String {
    finding.fingerprint(articles.get(finding.location.article).map_or("", |article| &article.label))
}

/// Which entries a run can say something about: those of its articles and of the rules that are reported for them.
struct Scope<'a>(BTreeMap<&'a str, BTreeSet<&'static str>>);

impl<'a> Scope<'a> {
    fn new(articles: &'a [Extracted], choice: Choice<'_>) -> Self {
        Self(articles.iter().map(|article| (&*article.label, choice.codes(article))).collect())
    }

    fn holds(&self, entry: &Entry) -> bool {
        self.0.get(entry.article.as_str()).is_some_and(|codes| codes.contains(entry.code.as_str()))
    }
}

impl Entry {
    fn of(finding: &Finding, articles: &[Extracted]) -> Self {
        let article = articles.get(finding.location.article).map_or("", |article| &article.label);
        Self {
            article: article.to_owned(),
            code: finding.code.to_owned(),
            message: finding.message.clone(),
            fingerprint: finding.fingerprint(article),
            count: 1,
            reason: None,
        }
    }

    fn read(list: &reader::Entry<'_>, fields: &[reader::Entry<'_>]) -> Result<Self> {
        let empty = String::new;
        let mut entry = Self {
            article: empty(),
            code: empty(),
            message: empty(),
            fingerprint: empty(),
            count: 1,
            reason: None,
        };
        for field in fields {
            match field.key {
                "article" => entry.article = field.string()?,
                "code" => entry.code = field.string()?,
                "message" => entry.message = field.string()?,
                "fingerprint" => entry.fingerprint = field.string()?,
                "count" => entry.count = field.integer()?,
                "reason" => entry.reason = Some(field.string()?),
                _ => return Err(field.unknown("key", &KEYS)),
            }
        }
        if entry.fingerprint.is_empty() {
            return Err(fields.first().unwrap_or(list).error("an entry needs its `fingerprint`"));
        }
        Ok(entry)
    }
}
