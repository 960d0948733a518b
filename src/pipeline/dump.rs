//! Which pages of a dump are read and kept, and what they are called.

use std::{
    ops::AddAssign,
    path::{Path, PathBuf},
    sync::Arc,
};

use serde::{Deserialize, Serialize};

use super::Options;
use crate::{
    catalogue::{Catalogue, FootballSearch},
    check,
    extract::Extracted,
    link,
    source::{Page, Problem, RawPage},
};

/// Namespaces that hold data: articles, and templates, as a table that several articles show is a template
/// (<https://www.mediawiki.org/wiki/Manual:Namespace#Built-in_namespaces>).
const NAMESPACES: [i32; 2] = [0, 10];

/// The content model of pages that are read.
const WIKITEXT: &str = "wikitext";

/// What became of the pages of dumps. The first is the sum of the others but the last.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PageCounts {
    /// All pages.
    pub pages: u64,
    /// Those in namespaces that are not read.
    pub other_namespace: u64,
    /// Those that are no wikitext: modules, styles, data.
    pub other_model: u64,
    /// Those that lead to another page.
    pub redirects: u64,
    /// Those that are left out by their titles.
    pub not_chosen: u64,
    /// Those that call no template of football and do not name it: they are not parsed.
    pub without_football: u64,
    /// Those that were read, and of which nothing came.
    pub without_record: u64,
    /// Those that became articles of the run.
    pub kept: u64,
    /// Bytes, unpacked.
    pub bytes: u64,
}

impl AddAssign for PageCounts {
    fn add_assign(&mut self, other: Self) {
        self.pages += other.pages;
        self.other_namespace += other.other_namespace;
        self.other_model += other.other_model;
        self.redirects += other.redirects;
        self.not_chosen += other.not_chosen;
        self.without_football += other.without_football;
        self.without_record += other.without_record;
        self.kept += other.kept;
        self.bytes += other.bytes;
    }
}

/// Chooses the pages that are parsed.
pub(super) struct Selection<'r> {
    options: &'r Options,
    catalogue: &'r Catalogue,
    /// The language of pages that do not state theirs.
    language: &'r str,
    /// One for each language seen.
    searches: Vec<FootballSearch<'r>>,
}

impl<'r> Selection<'r> {
    pub fn new(options: &'r Options, catalogue: &'r Catalogue, language: &'r str) -> Self {
        Self { options, catalogue, language, searches: Vec::new() }
    }

    /// Whether a page is one of those that are asked for; counts it.
    pub fn chooses(&self, page: &RawPage<'_>, counts: &mut PageCounts) -> bool {
        counts.pages += 1;
        let count = if !self.is_chosen(page.namespace) {
            &mut counts.other_namespace
        } else if page.model != WIKITEXT {
            &mut counts.other_model
        } else if page.is_redirect {
            &mut counts.redirects
        } else if !self.options.choice.takes(&page.title) {
            &mut counts.not_chosen
        } else {
            return true;
        };
        *count += 1;
        false
    }

    fn is_chosen(&self, namespace: i32) -> bool {
        let chosen = &self.options.namespaces;
        if chosen.is_empty() { NAMESPACES.contains(&namespace) } else { chosen.contains(&namespace) }
    }

    /// Whether a page is parsed: it can speak of football, or all are; counts it if it is not.
    pub fn finds(&mut self, page: &RawPage<'_>, counts: &mut PageCounts) -> bool {
        let is_found = self.options.all_pages || self.speaks_of_football(page);
        counts.without_football += u64::from(!is_found);
        is_found
    }

    /// Whether a page can speak of football, in its language.
    fn speaks_of_football(&mut self, page: &RawPage<'_>) -> bool {
        let language = self.options.language.as_deref().or(page.language.as_deref()).unwrap_or(self.language);
        if let Some(search) = self.searches.iter_mut().find(|search| search.language() == language) {
            return search.finds(&page.text);
        }
        let mut search = FootballSearch::new(self.catalogue, language);
        let found = search.finds(&page.text);
        self.searches.push(search);
        found
    }
}

/// Whether anything came of a page: a record, something that could not be read, or a finding in the page alone.
pub(super) fn states_something(extracted: &Extracted) -> bool {
    let has_finding = || !check::check(&link::link(std::slice::from_ref(extracted))).findings.is_empty();
    !extracted.is_empty() || !extracted.unread.is_empty() || has_finding()
}

/// What a page is called: `enwiki.xml.bz2#2031 Lowland Cup`. No title holds a `#`.
pub(super) fn path(dump: &str, title: &str) -> Arc<str> {
    Arc::from(format!("{dump}#{title}"))
}

/// The place of a page among the files that are written.
pub(super) fn relative(dump: &Path, title: &str) -> PathBuf {
    dump.join(title.replace(['/', '\\'], "%2F"))
}

/// A page with bytes that are no text.
pub(super) fn invalid_utf8(dump: &Arc<str>, page: &Page) -> Problem {
    let message =
        format!("page “{}”: {} bytes are not UTF-8; each is read as U+001A", page.title, page.bad_bytes);
    Problem { path: Arc::clone(dump), place: None, message, partial: true }
}
