//! How much of an article was read, and of a batch.

use super::{Dossiers, pages::Pages};
use crate::{extract::Extracted, record::Coverage};

/// How much was read of all articles of a batch together. Matches are not counted: one match may stand in several.
#[must_use]
pub fn coverage(articles: &[Extracted]) -> Coverage {
    let pages = Pages::new(articles);
    let each =
        articles.iter().enumerate().map(|(index, extracted)| of_article(articles, &pages, index, extracted));
    each.fold(Coverage::default(), Coverage::and)
}

impl Dossiers<'_> {
    /// How much was read of one article.
    pub(super) fn coverage(&self, article: usize, extracted: &Extracted) -> Coverage {
        of_article(self.articles, &self.pages, article, extracted)
    }
}

fn of_article(articles: &[Extracted], pages: &Pages, index: usize, extracted: &Extracted) -> Coverage {
    let mut coverage = extracted.coverage.clone();
    for unread in &extracted.unread {
        *coverage.unread.entry(unread.what.into()).or_default() += 1;
    }
    let missing = extracted.transclusions.iter().filter(|call| pages.shown(articles, index, call).is_none());
    coverage.transclusions_missing = u32::try_from(missing.count()).unwrap_or(u32::MAX);
    coverage.transclusions = u32::try_from(extracted.transclusions.len()).unwrap_or(u32::MAX);
    coverage
}
