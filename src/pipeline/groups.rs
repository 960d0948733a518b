//! Articles and pages of dumps on their way into groups.

use std::{path::PathBuf, sync::Arc};

use super::{
    Batch, Ended, Options, Position,
    dump::{self, Selection},
    extract_article, language_of, read_page,
    threads::Threads,
};
use crate::{
    catalogue::Catalogue,
    extract::Extracted,
    markup::DiagnosticKind,
    source::{self, Entry, Loaded, Opened, Opening, Page, Pages, Problem},
};

/// Texts of pages that are parsed at once.
const CHUNK_BYTES: usize = 4 << 20;

/// The group that is being filled.
pub(super) struct Groups<'r, F> {
    options: &'r Options,
    catalogue: &'r Catalogue,
    batch: Batch,
    /// Of the texts in it.
    bytes: usize,
    most_bytes: usize,
    /// Up to where everything is in this group or one before it.
    position: Position,
    each: F,
}

impl<'r, E, F: FnMut(Batch) -> Result<(), E>> Groups<'r, F> {
    /// Begins with a batch; a group with texts of `most_bytes` is handed to `each`.
    pub fn new(
        options: &'r Options,
        catalogue: &'r Catalogue,
        batch: Batch,
        most_bytes: usize,
        each: F,
    ) -> Self {
        Self { options, catalogue, batch, bytes: 0, most_bytes, position: options.begin, each }
    }

    /// Whether no more articles are wanted.
    pub fn is_full(&self) -> bool {
        self.options.choice.limit.is_some_and(|limit| self.position.taken >= limit)
    }

    /// Whether the run was asked to end.
    pub fn stops(&self) -> bool {
        self.options.progress.stops()
    }

    /// Adds an article.
    pub fn add(&mut self, relative: PathBuf, article: Extracted, problem: Option<Problem>) {
        self.position.taken += 1;
        self.bytes += article.text.len();
        self.batch.problems.extend(problem);
        self.batch.cut_off.extend(cut_off(&article));
        self.batch.articles.push(article);
        self.batch.relative.push(relative);
    }

    /// Adds something that could not be read.
    pub fn fail(&mut self, problem: Problem) {
        self.batch.problems.push(problem);
    }

    /// Goes on behind an input.
    pub fn pass(&mut self) -> Result<(), E> {
        self.position = Position { input: self.position.input + 1, pages: 0, ..self.position };
        if self.bytes >= self.most_bytes { self.hand_over() } else { Ok(()) }
    }

    /// Reads an input that holds pages, or may.
    pub fn open(&mut self, entry: &Entry, threads: &mut Threads) -> Result<(), E> {
        let opening = Opening { threads: threads.count, read: self.options.progress.counter() };
        match source::open(entry, &opening) {
            Ok(Opened::Pages(pages)) => return self.stream(entry, pages, threads),
            Ok(Opened::Article(loaded)) => self.extract_one(entry, loaded),
            Ok(Opened::Nothing) => self.batch.skipped.push(PathBuf::from(&*entry.path)),
            Err(problem) => self.fail(problem),
        }
        Ok(())
    }

    fn extract_one(&mut self, entry: &Entry, loaded: Loaded) {
        if self.options.choice.takes(&super::title_of(entry)) {
            let (article, problem) = extract_article(entry, loaded, self.options, self.catalogue);
            self.add(entry.relative.clone(), article, problem);
        }
    }

    fn stream(&mut self, entry: &Entry, mut pages: Pages, threads: &mut Threads) -> Result<(), E> {
        let language = language_of(entry, self.options, self.catalogue, None);
        let mut selection = Selection::new(self.options, self.catalogue, &language);
        let mut chunk = Chunk::default();
        let (mut seen, mut counted) = (0, 0);
        while !self.is_full() && !self.stops() {
            let Some(next) = pages.next() else { break };
            seen += 1;
            // an earlier run has done these
            if seen <= self.position.pages {
                counted = pages.bytes();
                continue;
            }
            self.position.pages = seen;
            match next {
                Ok(page) => {
                    let is_chosen = selection.chooses(&page, &mut self.batch.pages);
                    self.position.taken += u64::from(is_chosen);
                    if is_chosen && selection.finds(&page, &mut self.batch.pages) {
                        chunk.bytes += page.text.len();
                        chunk.pages.push(page.into_page());
                    }
                }
                Err(problem) => self.batch.problems.push(problem),
            }
            let bytes = pages.bytes();
            self.options.progress.add_page(bytes - counted);
            self.batch.pages.bytes += bytes - counted;
            counted = bytes;
            if chunk.bytes >= CHUNK_BYTES.min(self.most_bytes) {
                self.extract(entry, std::mem::take(&mut chunk), threads)?;
            }
        }
        if self.stops() {
            return Ok(());
        }
        self.extract(entry, chunk, threads)?;
        // what stands behind the last page belongs to the group in which the input is done
        self.batch.pages.bytes += pages.bytes() - counted;
        Ok(())
    }

    /// Reads some pages in parallel and keeps those that state something.
    fn extract(&mut self, entry: &Entry, chunk: Chunk, threads: &mut Threads) -> Result<(), E> {
        let (options, catalogue) = (self.options, self.catalogue);
        let read = |page: &Page| {
            let extracted = read_page(entry, page, options, catalogue);
            (options.all_pages || dump::states_something(&extracted)).then_some(extracted)
        };
        let extracted = threads.map(&chunk.pages, read);
        for (page, extracted) in chunk.pages.iter().zip(extracted) {
            if page.bad_bytes > 0 {
                self.batch.problems.push(dump::invalid_utf8(&entry.path, page));
            }
            let Some(extracted) = extracted else {
                self.batch.pages.without_record += 1;
                continue;
            };
            self.batch.pages.kept += 1;
            options.progress.add_kept();
            self.bytes += extracted.text.len();
            self.batch.articles.push(extracted);
            self.batch.relative.push(dump::relative(&entry.relative, &page.title));
        }
        if self.bytes >= self.most_bytes { self.hand_over() } else { Ok(()) }
    }

    /// Hands the last group over; not if the run was asked to end, as that group is not whole.
    pub fn finish(mut self) -> Result<Ended, E> {
        if self.stops() {
            return Ok(Ended::Stopped);
        }
        self.batch.is_last = true;
        self.hand_over().map(|()| Ended::Whole)
    }

    /// Hands the group over and begins the next one.
    fn hand_over(&mut self) -> Result<(), E> {
        self.bytes = 0;
        let batch = std::mem::take(&mut self.batch);
        (self.each)(Batch { teams: self.options.teams.clone(), end: self.position, ..batch })
    }
}

/// Templates that are cut off, as problems of an article.
fn cut_off(article: &Extracted) -> impl Iterator<Item = Problem> + '_ {
    let is_cut_off = |kind| kind == DiagnosticKind::UnclosedTemplate;
    article.diagnostics.iter().filter(move |diagnostic| is_cut_off(diagnostic.kind)).map(|diagnostic| {
        Problem {
            path: Arc::clone(&article.path),
            place: Some(article.position(diagnostic.span.start)),
            message: diagnostic.message.to_string(),
            partial: true,
        }
    })
}

/// Pages that are parsed at once.
#[derive(Default)]
struct Chunk {
    pages: Vec<Page>,
    /// Of their texts.
    bytes: usize,
}
