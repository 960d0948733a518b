//! The only place that sees every stage: source → markup → extract → link → check.
//!
//! The articles of one run are one batch: a statement in one article is compared with those in the others. They are
//! read in parallel where that pays, and always kept in the order of the input.
//!
//! Pages of dumps go by one after the other ([`dump`]), and only those are kept that state something. Where articles and pages
//! are too many to be held at once, [`read_in_groups`] hands them over in groups of a bounded size, in the order of the input:
//! those of one group are compared with each other. A match has one id in all articles of a group: that of its competition, where
//! an article of the group names it.

mod choice;
mod dump;
mod groups;
mod progress;
mod texts;
mod threads;

use std::{convert::Infallible, path::PathBuf, sync::Arc};

use serde::{Deserialize, Serialize};

use crate::{
    catalogue::{self, Catalogue},
    check::{self, Report},
    extract::{self, Census, Extracted, Origin},
    link::{self, Aliases},
    markup::{self, Dialect},
    record::{self, Coverage},
    source::{self, Entry, Loaded, Page, Problem},
};

pub use choice::{Choice, plain_title};
pub use dump::PageCounts;
use groups::Groups;
pub use progress::Progress;
pub use texts::read_texts;
use threads::Threads;

/// Below this many bytes, starting threads takes longer than they save.
const PARALLEL_BYTES: u64 = 512 * 1024;

/// Files that are read at once: so many, or of so many bytes.
const ENTRIES: usize = 1024;
const ENTRY_BYTES: u64 = 4 << 20;

/// How a run reads its articles.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Options {
    /// Dialect of all inputs; `None` detects it for each.
    pub dialect: Option<Dialect>,
    /// Language code of the wiki that the articles come from; `None` takes it from the folder of each (`de/`, `dewiki/`),
    /// else it is English.
    pub language: Option<String>,
    /// Threads; 0 is one for each core.
    pub jobs: usize,
    /// Names of teams that are declared to be one.
    pub teams: Aliases,
    /// Namespaces whose pages are read of dumps; none names those of articles and templates.
    pub namespaces: Vec<i32>,
    /// Whether pages of dumps are kept that state nothing.
    pub all_pages: bool,
    /// Which articles and pages are read of all.
    pub choice: Choice,
    /// Where the run begins: at the first input, or where an earlier run with the same inputs and options came to.
    pub begin: Position,
    /// Told how far the run is, and asked whether it goes on.
    pub progress: Arc<Progress>,
}

/// How far a run is in its inputs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Position {
    /// Inputs that are done.
    pub input: usize,
    /// Pages of the next input that are done.
    pub pages: u64,
    /// Articles and pages that were chosen so far.
    pub taken: u64,
}

/// How a run came to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    /// All was read.
    Whole,
    /// It was asked to: what had not been handed over by then is lost.
    Stopped,
}

/// The articles of one run, each read, none compared yet.
#[derive(Debug, Default)]
pub struct Batch {
    /// What the articles state, in the order of the input.
    pub articles: Vec<Extracted>,
    /// For each article its place below the folder that was named, or its file name.
    pub relative: Vec<PathBuf>,
    /// What could not be read, in whole or in part.
    pub problems: Vec<Problem>,
    /// Templates that are cut off in articles. Those in pages of dumps are not here, where they are common; each is listed as
    /// unread in its article.
    pub cut_off: Vec<Problem>,
    /// Files in folders that are no articles by their name, and indexes of dumps.
    pub skipped: Vec<PathBuf>,
    /// Names of teams that are declared to be one.
    pub teams: Aliases,
    /// What became of the pages of dumps.
    pub pages: PageCounts,
    /// Where the next group begins.
    pub end: Position,
    /// Whether there is no next group.
    pub is_last: bool,
}

/// What is known when the batch has been compared.
#[derive(Debug)]
pub struct Outcome {
    /// The articles with their entries, in the order of the input.
    pub articles: Vec<record::Article>,
    /// The findings.
    pub report: Report,
}

/// Reads all articles that `paths` name.
#[must_use]
pub fn read(paths: &[PathBuf], options: &Options, catalogue: &Catalogue) -> Batch {
    let mut whole = Batch::default();
    let keep = |batch| -> Result<(), Infallible> {
        whole = batch;
        Ok(())
    };
    match read_in_groups(paths, options, catalogue, usize::MAX, keep) {
        Ok(_) => whole,
    }
}

/// Reads all articles that `paths` name, and hands them over in groups with texts of `most_bytes` and what they are more in the
/// end. There is at least one group, unless the run is stopped.
///
/// # Errors
/// What `each` says; nothing is read any more.
pub fn read_in_groups<E>(
    paths: &[PathBuf],
    options: &Options,
    catalogue: &Catalogue,
    most_bytes: usize,
    each: impl FnMut(Batch) -> Result<(), E>,
) -> Result<Ended, E> {
    let listing = source::list(paths);
    let mut threads = Threads::new(options.jobs);
    options.progress.expect_bytes(listing.entries.iter().map(|entry| entry.size).sum());
    let entries = listing.entries.get(options.begin.input..).unwrap_or(&[]);
    let mut batch = Batch::default();
    // an earlier run has told of these
    if options.begin == Position::default() {
        (batch.problems, batch.skipped) = (listing.problems, listing.skipped);
    }
    let mut groups = Groups::new(options, catalogue, batch, most_bytes, each);
    for entries in chunks(entries) {
        let outcomes = for_each(entries, &mut threads, |entry| read_article(entry, options, catalogue));
        for (entry, outcome) in entries.iter().zip(outcomes) {
            if groups.is_full() || groups.stops() {
                return groups.finish();
            }
            match outcome {
                Ok(Article::Read(article, problem)) => groups.add(entry.relative.clone(), *article, problem),
                Ok(Article::LeftOut) => {}
                Ok(Article::Unknown) => groups.open(entry, &mut threads)?,
                Err(problem) => groups.fail(problem),
            }
            groups.pass()?;
        }
    }
    groups.finish()
}

/// Entries that are read at once.
fn chunks(mut entries: &[Entry]) -> impl Iterator<Item = &[Entry]> {
    std::iter::from_fn(move || {
        let mut bytes = 0;
        let fits = |entry: &&Entry| {
            bytes += entry.size;
            bytes <= ENTRY_BYTES
        };
        let count = entries.iter().take(ENTRIES).take_while(fits).count().max(1);
        let (chunk, rest) = entries.split_at_checked(count)?;
        entries = rest;
        Some(chunk)
    })
}

/// Counts the templates of all articles that `paths` name, and says what could not be read.
#[must_use]
pub fn census(paths: &[PathBuf], options: &Options, catalogue: &Catalogue) -> (Census, Vec<Problem>) {
    let listing = source::list(paths);
    let count = |entry: &Entry| {
        let Loaded { text, problem } = source::load(entry)?;
        let document = markup::parse(&text, options.dialect);
        let origin = origin_of(entry, options, catalogue);
        Ok((Census::of(&document, catalogue, &origin.language), problem))
    };
    let (mut census, mut problems) = (Census::default(), listing.problems);
    for outcome in for_each(&listing.entries, &mut Threads::new(options.jobs), count) {
        match outcome {
            Ok((counted, problem)) => {
                census = census.and(counted);
                problems.extend(problem);
            }
            Err(problem) => problems.push(problem),
        }
    }
    (census, problems)
}

impl Batch {
    /// How much was read of all articles together.
    #[must_use]
    pub fn coverage(&self) -> Coverage {
        link::coverage(&self.articles)
    }

    /// Inputs that could not be read at all.
    pub fn unread(&self) -> impl Iterator<Item = &str> {
        self.problems.iter().filter(|problem| !problem.partial).map(|problem| &*problem.path)
    }

    /// Applies the rules to the batch.
    #[must_use]
    pub fn check(&self) -> Report {
        check::check(&link::link_with(&self.articles, &self.teams))
    }

    /// Applies the rules, and makes entries of the statements.
    #[must_use]
    pub fn entries(&self) -> Outcome {
        let dossiers = link::link_with(&self.articles, &self.teams);
        let report = check::check(&dossiers);
        let mut articles = link::articles(&dossiers, &report.findings);
        for article in &mut articles {
            article.coverage.rules_not_applied.clone_from(&report.not_applied);
        }
        Outcome { articles, report }
    }
}

/// An input that may be one article.
enum Article {
    Read(Box<Extracted>, Option<Problem>),
    /// It was not chosen.
    LeftOut,
    /// It holds pages, or may.
    Unknown,
}

/// Reads an input that is one article.
fn read_article(entry: &Entry, options: &Options, catalogue: &Catalogue) -> Result<Article, Problem> {
    // who asked for the end waits for it
    if options.progress.stops() {
        return Ok(Article::LeftOut);
    }
    let Some(loaded) = source::load_article(entry, &options.progress.counter())? else {
        return Ok(Article::Unknown);
    };
    if !options.choice.takes(&title_of(entry)) {
        return Ok(Article::LeftOut);
    }
    let (article, problem) = extract_article(entry, loaded, options, catalogue);
    Ok(Article::Read(Box::new(article), problem))
}

/// The title of an article by the name of its file.
fn title_of(entry: &Entry) -> String {
    source::title_of(&entry.path).unwrap_or_else(|| entry.relative.to_string_lossy().into_owned())
}

fn extract_article(
    entry: &Entry,
    loaded: Loaded,
    options: &Options,
    catalogue: &Catalogue,
) -> (Extracted, Option<Problem>) {
    let document = markup::parse(&loaded.text, options.dialect);
    let origin = origin_of(entry, options, catalogue);
    (extract::extract(&document, &origin, catalogue), loaded.problem)
}

/// Reads a page; what a wiki holds is wikitext, unless the user says otherwise.
fn read_page(entry: &Entry, page: &Page, options: &Options, catalogue: &Catalogue) -> Extracted {
    let document = markup::parse(&page.text, options.dialect.or(Some(Dialect::Wikitext)));
    let origin = Origin {
        path: dump::path(&entry.path, &page.title),
        title: Some(page.title.clone()),
        language: language_of(entry, options, catalogue, page.language.as_deref()),
        page_id: page.page_id,
        revision: page.revision,
        timestamp: page.timestamp.clone(),
    };
    extract::extract(&document, &origin, catalogue)
}

fn origin_of(entry: &Entry, options: &Options, catalogue: &Catalogue) -> Origin {
    Origin {
        path: Arc::clone(&entry.path),
        title: None,
        language: language_of(entry, options, catalogue, None),
        page_id: None,
        revision: None,
        timestamp: None,
    }
}

/// The language that the user names, else the input, else its folder; else English.
fn language_of(entry: &Entry, options: &Options, catalogue: &Catalogue, stated: Option<&str>) -> String {
    let by_folder = || {
        let path = entry.absolute()?;
        source::language_of(&path, &entry.relative, |code| catalogue.has_language(code))
    };
    let named = options.language.as_deref().or(stated).map(str::to_owned);
    named.or_else(by_folder).unwrap_or_else(|| catalogue::ENGLISH.to_owned())
}

/// Maps entries in order, on several threads where there is enough to do.
fn for_each<T: Send>(entries: &[Entry], threads: &mut Threads, work: impl Fn(&Entry) -> T + Sync) -> Vec<T> {
    let bytes: u64 = entries.iter().map(|entry| entry.size).sum();
    if bytes < PARALLEL_BYTES { entries.iter().map(work).collect() } else { threads.map(entries, work) }
}
