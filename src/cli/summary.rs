//! What a run of `check` came to, counted while it goes by, and its closing lines.

use std::{collections::BTreeSet, fmt, path::Path, time::Duration};

use super::{
    input::{coverage_summary, pages_summary, unread_inputs},
    output::{count, say},
};
use crate::{
    finding::{Finding, Severity},
    pipeline::{Batch, PageCounts},
    record::Coverage,
};

/// What a run came to.
#[derive(Debug, Default)]
pub(super) struct Totals {
    /// Findings that are reported, by severity: info, warnings, errors.
    findings: [usize; 3],
    /// How many of them have a correction.
    fixable: usize,
    /// In how many articles they are.
    touched: usize,
    /// Articles.
    articles: usize,
    /// Articles of which no record came.
    empty: usize,
    /// How many findings comments ask to leave alone.
    ignored: usize,
    /// How many findings were reviewed before.
    known: usize,
    /// Whether everything was read, in whole.
    is_incomplete: bool,
    /// Inputs that could not be read at all.
    unread: Vec<String>,
    coverage: Coverage,
    pages: PageCounts,
}

impl Totals {
    /// Adds a group of articles with the findings that are reported of it.
    pub fn add(&mut self, batch: &Batch, findings: &[Finding], ignored: usize, known: usize) {
        for finding in findings {
            let [info, warnings, errors] = &mut self.findings;
            *match finding.severity {
                Severity::Info => info,
                Severity::Warning => warnings,
                Severity::Error => errors,
            } += 1;
        }
        self.fixable += findings.iter().filter(|finding| finding.fix.is_some()).count();
        let touched: BTreeSet<usize> = findings.iter().map(|finding| finding.location.article).collect();
        self.touched += touched.len();
        self.articles += batch.articles.len();
        self.empty += batch.articles.iter().filter(|article| article.is_empty()).count();
        (self.ignored, self.known) = (self.ignored + ignored, self.known + known);
        self.is_incomplete |= !batch.problems.is_empty();
        self.unread.extend(batch.unread().map(str::to_owned));
        self.coverage = std::mem::take(&mut self.coverage).and(batch.coverage());
        self.pages += batch.pages;
    }

    /// Whether everything was read, in whole.
    pub fn is_complete(&self) -> bool {
        !self.is_incomplete
    }

    /// Whether there is a finding of this severity or a worse one.
    pub fn has(&self, least: Severity) -> bool {
        let [info, warnings, errors] = self.findings;
        let counts = [(Severity::Info, info), (Severity::Warning, warnings), (Severity::Error, errors)];
        counts.iter().any(|(severity, count)| *severity >= least && *count > 0)
    }

    /// Findings of all severities.
    pub fn findings(&self) -> usize {
        self.findings.iter().sum()
    }

    /// Says it all on standard error.
    pub fn say(&self, baseline: Option<&Path>, time: Duration) {
        say(format_args!("{}", self.summary(baseline)));
        if let Some(pages) = pages_summary(&self.pages, time) {
            say(format_args!("{pages}"));
        }
        say(format_args!("{}", coverage_summary(&self.coverage)));
    }

    /// `3 errors, 2 warnings, 1 info in 2 of 5 articles; …`, with the file in which reviewed findings are written down.
    pub fn summary<'a>(&'a self, baseline: Option<&'a Path>) -> Summary<'a> {
        Summary { totals: self, baseline }
    }
}

/// The line about findings.
pub(super) struct Summary<'a> {
    totals: &'a Totals,
    baseline: Option<&'a Path>,
}

impl fmt::Display for Summary<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let totals = self.totals;
        totals.write_findings(formatter)?;
        if totals.fixable > 0 {
            write!(formatter, "; {} with a correction (--fix)", totals.fixable)?;
        }
        if totals.ignored > 0 {
            let comments = if totals.ignored == 1 { "a comment" } else { "comments" };
            write!(formatter, "; {} ignored by {comments}", totals.ignored)?;
        }
        if let Some(path) = self.baseline.filter(|_| totals.known > 0) {
            write!(formatter, "; {} known from {}", totals.known, path.display())?;
        }
        if totals.empty > 0 {
            write!(formatter, "; no record in {}", count(totals.empty, "article", "articles"))?;
        }
        let unread = unread_inputs(totals.unread.iter().map(String::as_str).collect());
        unread.map_or(Ok(()), |unread| write!(formatter, "; {unread}"))
    }
}

impl Totals {
    fn write_findings(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let articles = count(self.articles, "article", "articles");
        if self.findings() == 0 {
            return write!(formatter, "no findings in {articles}");
        }
        let [info, warnings, errors] = self.findings;
        let errors = count(errors, "error", "errors");
        let warnings = count(warnings, "warning", "warnings");
        write!(formatter, "{errors}, {warnings}, {info} info in {} of {articles}", self.touched)
    }
}
