//! The closing line of `check`.

use std::{collections::BTreeSet, fmt, path::Path};

use super::{input::unread_summary, output::count};
use crate::{
    finding::{Finding, Severity},
    pipeline::Batch,
};

/// `3 errors, 2 warnings, 1 info in 2 of 5 articles; …`
pub(super) struct Summary<'a> {
    /// The findings that are reported.
    pub(super) findings: &'a [Finding],
    /// The articles.
    pub(super) batch: &'a Batch,
    /// How many findings comments ask to leave alone.
    pub(super) ignored: usize,
    /// How many findings were reviewed before.
    pub(super) known: usize,
    /// Where those are written down.
    pub(super) baseline: Option<&'a Path>,
}

impl fmt::Display for Summary<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write_findings(formatter)?;
        let fixable = self.findings.iter().filter(|finding| finding.fix.is_some()).count();
        if fixable > 0 {
            write!(formatter, "; {fixable} with a correction (--fix)")?;
        }
        if self.ignored > 0 {
            let comments = if self.ignored == 1 { "a comment" } else { "comments" };
            write!(formatter, "; {} ignored by {comments}", self.ignored)?;
        }
        if let Some(path) = self.baseline.filter(|_| self.known > 0) {
            write!(formatter, "; {} known from {}", self.known, path.display())?;
        }
        let empty = self.batch.articles.iter().filter(|article| article.is_empty()).count();
        if empty > 0 {
            write!(formatter, "; no record in {}", count(empty, "article", "articles"))?;
        }
        unread_summary(&self.batch.problems).map_or(Ok(()), |unread| write!(formatter, "; {unread}"))
    }
}

impl Summary<'_> {
    fn write_findings(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let of = |severity| self.findings.iter().filter(|finding| finding.severity == severity).count();
        let touched: BTreeSet<usize> = self.findings.iter().map(|finding| finding.location.article).collect();
        let articles = count(self.batch.articles.len(), "article", "articles");
        if self.findings.is_empty() {
            return write!(formatter, "no findings in {articles}");
        }
        let errors = count(of(Severity::Error), "error", "errors");
        let warnings = count(of(Severity::Warning), "warning", "warnings");
        let info = of(Severity::Info);
        write!(formatter, "{errors}, {warnings}, {info} info in {} of {articles}", touched.len())
    }
}
