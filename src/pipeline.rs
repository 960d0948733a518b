//! The only place that sees every stage: source → markup → extract → link → check.
//!
//! The articles of one run are one batch: a statement in one article is compared with those in the others. They are
//! read in parallel where that pays, and always kept in the order of the input.

use std::{path::PathBuf, sync::Arc};

use rayon::prelude::*;

use crate::{
    catalogue::{self, Catalogue},
    check::{self, Report},
    extract::{self, Census, Extracted, Origin},
    link::{self, Aliases},
    markup::{self, DiagnosticKind, Dialect},
    record::{Article, Coverage},
    source::{self, Entry, Loaded, Problem},
};

/// Below this many bytes, starting threads takes longer than they save.
const PARALLEL_BYTES: u64 = 512 * 1024;

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
    let listing = source::list(paths);
    let outcomes = for_each(&listing.entries, options.jobs, |entry| read_entry(entry, options, catalogue));
    let mut batch = Batch {
        problems: listing.problems,
        skipped: listing.skipped,
        teams: options.teams.clone(),
        ..Batch::default()
    };
    for (entry, (article, problem)) in listing.entries.into_iter().zip(outcomes) {
        batch.problems.extend(problem);
        if let Some(article) = article {
            batch.articles.push(article);
            batch.relative.push(entry.relative);
        }
    }
    batch
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
        self.articles.iter().flat_map(|article| {
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

fn read_entry(
    entry: &Entry,
    options: &Options,
    catalogue: &Catalogue,
) -> (Option<Extracted>, Option<Problem>) {
    match source::load(entry) {
        Ok(Loaded { text, problem }) => {
            let document = markup::parse(&text, options.dialect);
            let origin = origin_of(entry, options, catalogue);
            (Some(extract::extract(&document, &origin, catalogue)), problem)
        }
        Err(problem) => (None, Some(problem)),
    }
}

fn origin_of(entry: &Entry, options: &Options, catalogue: &Catalogue) -> Origin {
    let by_folder = || {
        let path = entry.absolute()?;
        source::language_of(&path, &entry.relative, |code| catalogue.has_language(code))
    };
    let language = options.language.clone().or_else(by_folder);
    Origin {
        path: Arc::clone(&entry.path),
        title: None,
        language: language.unwrap_or_else(|| catalogue::ENGLISH.to_owned()),
        page_id: None,
        revision: None,
        timestamp: None,
    }
}

/// Maps entries in order, on several threads where there is enough to do.
fn for_each<T: Send>(entries: &[Entry], jobs: usize, work: impl Fn(&Entry) -> T + Sync) -> Vec<T> {
    let bytes: u64 = entries.iter().map(|entry| entry.size).sum();
    if entries.len() < 2 || jobs == 1 || bytes < PARALLEL_BYTES {
        return entries.iter().map(work).collect();
    }
    match rayon::ThreadPoolBuilder::new().num_threads(jobs).build() {
        Ok(pool) => pool.install(|| entries.par_iter().map(&work).collect()),
        // A machine that grants no threads still has this one.
        Err(_) => entries.iter().map(work).collect(),
    }
}
