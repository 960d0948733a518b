//! The only place that sees every stage: source → markup → extract → link → check.
//!
//! The articles of one run are one batch: a statement in one article is compared with those in the others. They are
//! read in parallel where that pays, and always kept in the order of the input.
//!
//! Pages of dumps go by one after the other ([`dump`]), and only those are kept that state something. Where these are too
//! many to be held at once, [`read_in_groups`] hands them over in groups of a bounded size, in the order of the input: the
//! pages of one group are compared with each other. Ids depend on what a page states alone, so that a match that pages of
//! two groups state has one id in both.

mod dump;
mod texts;

use std::{convert::Infallible, path::PathBuf, sync::Arc};

use rayon::prelude::*;

use crate::{
    catalogue::{self, Catalogue},
    check::{self, Report},
    extract::{self, Census, Extracted, Origin},
    link::{self, Aliases},
    markup::{self, DiagnosticKind, Dialect},
    record::{Article, Coverage},
    source::{self, Entry, Loaded, Opened, Page, Pages, Problem},
};

pub use dump::PageCounts;
use dump::Selection;
pub use texts::read_texts;

/// Below this many bytes, starting threads takes longer than they save.
const PARALLEL_BYTES: u64 = 512 * 1024;

/// Texts of pages that are parsed at once.
const CHUNK_BYTES: usize = 4 << 20;

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
    /// Files in folders that are no articles by their name.
    pub skipped: Vec<PathBuf>,
    /// Names of teams that are declared to be one.
    pub teams: Aliases,
    /// What became of the pages of dumps.
    pub pages: PageCounts,
}

/// What is known when the batch has been compared.
#[derive(Debug)]
pub struct Outcome {
    /// The articles with their entries, in the order of the input.
    pub articles: Vec<Article>,
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
        Ok(()) => whole,
    }
}

/// Reads all articles that `paths` name, and hands them over in groups: the files and, behind them or between, pages of dumps
/// with texts of `most_bytes` and what they are more in the end. There is at least one group.
///
/// # Errors
/// What `each` says; nothing is read any more.
pub fn read_in_groups<E>(
    paths: &[PathBuf],
    options: &Options,
    catalogue: &Catalogue,
    most_bytes: usize,
    each: impl FnMut(Batch) -> Result<(), E>,
) -> Result<(), E> {
    let listing = source::list(paths);
    let outcomes = for_each(&listing.entries, options.jobs, |entry| read_entry(entry, options, catalogue));
    let batch = Batch { problems: listing.problems, skipped: listing.skipped, ..Batch::default() };
    let mut groups = Groups { options, catalogue, batch, bytes: 0, most_bytes, each };
    for (entry, outcome) in listing.entries.into_iter().zip(outcomes) {
        match outcome {
            Ok(ReadEntry::Article(article, problem)) => {
                groups.batch.problems.extend(problem);
                groups.batch.articles.push(*article);
                groups.batch.relative.push(entry.relative);
            }
            Ok(ReadEntry::Pages(pages)) => groups.stream(&entry, pages)?,
            Err(problem) => groups.batch.problems.push(problem),
        }
    }
    groups.hand_over()
}

/// An input that has been read, or opened.
enum ReadEntry {
    Article(Box<Extracted>, Option<Problem>),
    Pages(Pages),
}

/// The group that is being filled.
struct Groups<'r, F> {
    options: &'r Options,
    catalogue: &'r Catalogue,
    batch: Batch,
    /// Texts of pages in it.
    bytes: usize,
    most_bytes: usize,
    each: F,
}

impl<E, F: FnMut(Batch) -> Result<(), E>> Groups<'_, F> {
    /// Reads the pages of an input.
    fn stream(&mut self, entry: &Entry, mut pages: Pages) -> Result<(), E> {
        let language = language_of(entry, self.options, self.catalogue, None);
        let mut selection = Selection::new(self.options, self.catalogue, &language);
        let (mut chunk, mut bytes) = (Vec::new(), 0);
        while let Some(next) = pages.next() {
            match next {
                Ok(page) if selection.takes(&page, &mut self.batch.pages) => {
                    bytes += page.text.len();
                    chunk.push(page.into_page());
                }
                Ok(_) => {}
                Err(problem) => self.batch.problems.push(problem),
            }
            if bytes >= CHUNK_BYTES {
                self.extract(entry, std::mem::take(&mut chunk))?;
                bytes = 0;
            }
        }
        self.batch.pages.bytes += pages.bytes();
        self.extract(entry, chunk)
    }

    /// Reads some pages in parallel and keeps those that state something.
    fn extract(&mut self, entry: &Entry, pages: Vec<Page>) -> Result<(), E> {
        let (options, catalogue) = (self.options, self.catalogue);
        let read = |page: &Page| {
            let extracted = read_page(entry, page, options, catalogue);
            (options.all_pages || dump::states_something(&extracted)).then_some(extracted)
        };
        for (page, extracted) in pages.iter().zip(map(&pages, options.jobs, read)) {
            if page.bad_bytes > 0 {
                self.batch.problems.push(dump::invalid_utf8(&entry.path, page));
            }
            let Some(extracted) = extracted else {
                self.batch.pages.without_record += 1;
                continue;
            };
            self.batch.pages.kept += 1;
            self.bytes += extracted.text.len();
            self.batch.articles.push(extracted);
            self.batch.relative.push(dump::relative(&entry.relative, &page.title));
        }
        if self.bytes >= self.most_bytes { self.hand_over() } else { Ok(()) }
    }

    fn hand_over(&mut self) -> Result<(), E> {
        self.bytes = 0;
        let batch = std::mem::take(&mut self.batch);
        (self.each)(Batch { teams: self.options.teams.clone(), ..batch })
    }
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
    for outcome in for_each(&listing.entries, options.jobs, count) {
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

    /// Templates that are cut off, as problems of their articles.
    pub fn cut_off(&self) -> impl Iterator<Item = Problem> + '_ {
        // in a dump they are common; each is listed as unread in its article
        self.articles.iter().filter(|article| article.article.page_id.is_none()).flat_map(|article| {
            let unclosed = |kind| kind == DiagnosticKind::UnclosedTemplate;
            article.diagnostics.iter().filter(move |diagnostic| unclosed(diagnostic.kind)).map(|diagnostic| {
                Problem {
                    path: Arc::clone(&article.path),
                    place: Some(article.position(diagnostic.span.start)),
                    message: diagnostic.message.to_string(),
                    partial: true,
                }
            })
        })
    }
}

fn read_entry(entry: &Entry, options: &Options, catalogue: &Catalogue) -> Result<ReadEntry, Problem> {
    match source::open(entry)? {
        Opened::Article(Loaded { text, problem }) => {
            let document = markup::parse(&text, options.dialect);
            let origin = origin_of(entry, options, catalogue);
            Ok(ReadEntry::Article(Box::new(extract::extract(&document, &origin, catalogue)), problem))
        }
        Opened::Pages(pages) => Ok(ReadEntry::Pages(pages)),
    }
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
fn for_each<T: Send>(entries: &[Entry], jobs: usize, work: impl Fn(&Entry) -> T + Sync) -> Vec<T> {
    let bytes: u64 = entries.iter().map(|entry| entry.size).sum();
    map(entries, if bytes < PARALLEL_BYTES { 1 } else { jobs }, work)
}

/// Maps in order; on several threads where `jobs` is not 1.
fn map<I: Sync, T: Send>(items: &[I], jobs: usize, work: impl Fn(&I) -> T + Sync) -> Vec<T> {
    if items.len() < 2 || jobs == 1 {
        return items.iter().map(work).collect();
    }
    match rayon::ThreadPoolBuilder::new().num_threads(jobs).build() {
        Ok(pool) => pool.install(|| items.par_iter().map(&work).collect()),
        // A machine that grants no threads still has this one.
        Err(_) => items.iter().map(work).collect(),
    }
}
