//! Articles and pages of dumps on their way into groups.

use std::path::PathBuf;

use super::{
    Batch, Options,
    dump::{self, Selection},
    extract_article, language_of, read_page,
    threads::Threads,
};
use crate::{
    catalogue::Catalogue,
    extract::Extracted,
    source::{self, Entry, Opened, Page, Pages, Problem},
};

/// Texts of pages that are parsed at once.
const CHUNK_BYTES: usize = 4 << 20;

/// The group that is being filled.
pub(super) struct Groups<'r, F> {
    options: &'r Options,
    catalogue: &'r Catalogue,
    threads: Threads,
    batch: Batch,
    /// Texts of pages in it.
    bytes: usize,
    most_bytes: usize,
    each: F,
}

impl<'r, E, F: FnMut(Batch) -> Result<(), E>> Groups<'r, F> {
    /// Begins with a batch; a group with texts of pages of `most_bytes` is handed to `each`.
    pub fn new(
        options: &'r Options,
        catalogue: &'r Catalogue,
        threads: Threads,
        batch: Batch,
        most_bytes: usize,
        each: F,
    ) -> Self {
        Self { options, catalogue, threads, batch, bytes: 0, most_bytes, each }
    }

    /// Adds an article.
    pub fn add(&mut self, relative: PathBuf, article: Extracted, problem: Option<Problem>) {
        self.batch.problems.extend(problem);
        self.batch.articles.push(article);
        self.batch.relative.push(relative);
    }

    /// Adds something that could not be read.
    pub fn fail(&mut self, problem: Problem) {
        self.batch.problems.push(problem);
    }

    /// Reads an input that holds pages, or may.
    pub fn open(&mut self, entry: &Entry) -> Result<(), E> {
        match source::open(entry, self.threads.count) {
            Ok(Opened::Pages(pages)) => return self.stream(entry, pages),
            Ok(Opened::Article(loaded)) => {
                let (article, problem) = extract_article(entry, loaded, self.options, self.catalogue);
                self.add(entry.relative.clone(), article, problem);
            }
            Err(problem) => self.fail(problem),
        }
        Ok(())
    }

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
        let extracted = self.threads.map(&pages, read);
        for (page, extracted) in pages.iter().zip(extracted) {
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

    /// Hands the group over and begins the next one.
    pub fn hand_over(&mut self) -> Result<(), E> {
        self.bytes = 0;
        let batch = std::mem::take(&mut self.batch);
        (self.each)(Batch { teams: self.options.teams.clone(), ..batch })
    }
}
