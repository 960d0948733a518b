//! Which article is which page: titles, redirects, and revisions of one page.

use crate::hash::HashMap;
use std::cmp::Reverse;

use crate::{extract::Extracted, record::Transclusion, source};

/// The pages of a batch, by wiki and title.
#[derive(Clone, Debug, Default)]
pub(super) struct Pages {
    by_title: HashMap<(String, String), Vec<usize>>,
    redirects: HashMap<(String, String), String>,
    /// For each article how many of its page's revisions come before it.
    revisions: Vec<usize>,
}

impl Pages {
    /// The pages of a batch. Of one page's revisions the newest comes first; where the inputs do not say when they were
    /// made, they are in the order of the numbers in their files' names. Inputs of one title that no number tells apart
    /// are one revision, written in several ways.
    pub fn new(articles: &[Extracted]) -> Self {
        let mut pages = Self { revisions: vec![0; articles.len()], ..Self::default() };
        for (index, extracted) in articles.iter().enumerate() {
            let Some(page) = &extracted.page else { continue };
            let key = (extracted.article.language.clone(), page.clone());
            match &extracted.redirect {
                Some(target) => drop(pages.redirects.insert(key, target.clone())),
                None => pages.by_title.entry(key).or_default().push(index),
            }
        }
        for inputs in pages.by_title.values_mut() {
            inputs
                .sort_by_key(|index| articles.get(*index).map(|extracted| (age(extracted), &extracted.path)));
            let mut number = 0;
            for pair in inputs.windows(2) {
                let [before, input] = pair else { continue };
                let age = |index: &usize| articles.get(*index).map(age);
                number += usize::from(age(before) != age(input));
                if let Some(revision) = pages.revisions.get_mut(*input) {
                    *revision = number;
                }
            }
        }
        pages
    }

    /// How many revisions of its page come before an article; 0 for the one that counts.
    pub fn revision(&self, article: usize) -> usize {
        self.revisions.get(article).copied().unwrap_or(0)
    }

    /// The article that a page of a wiki is, by whatever redirect; of several revisions the first, or, among as many, the
    /// one of the same number as the article that shows it.
    pub fn find(&self, language: &str, title: &str, revision: usize) -> Option<usize> {
        let key = (language.to_owned(), title.to_owned());
        let found = self.by_title.get(&key).or_else(|| {
            let target = self.redirects.get(&key)?;
            self.by_title.get(&(key.0, target.clone()))
        })?;
        let same = found.iter().find(|found| self.revision(**found) == revision);
        same.or_else(|| found.first()).copied()
    }

    /// The article that a call in another one shows.
    pub fn shown(&self, articles: &[Extracted], article: usize, call: &Transclusion) -> Option<usize> {
        let language = &articles.get(article)?.article.language;
        self.find(language, &call.page, self.revision(article))
    }
}

/// What tells revisions of a page apart, the newest first.
fn age(extracted: &Extracted) -> impl Ord + '_ {
    let article = &extracted.article;
    let made = (article.timestamp.as_deref(), article.revision);
    (Reverse(made), source::revision_of(&extracted.path))
}
