//! What a run of `extract` came to, counted while it goes by: as text, and as JSON for whoever looks after many runs.

use std::{
    collections::{BTreeMap, HashSet},
    io::{self, Write},
    path::Path,
    time::{Duration, Instant},
};

use serde::{Deserialize, Serialize};

use super::{
    input::{coverage_summary, pages_summary, unread_inputs},
    output::{count, say},
};
use crate::{
    pipeline::{Batch, Outcome, PageCounts},
    record::Coverage,
};

/// What a run came to, with those that it goes on from.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Tally {
    /// Whether everything was read, in whole.
    pub(super) is_complete: bool,
    /// Articles that were written.
    pub(super) articles: usize,
    /// A match or tie that several articles of a group state counts once.
    pub(super) matches: usize,
    pub(super) ties: usize,
    /// What became of the pages of dumps.
    pages: PageCounts,
    /// By rule.
    findings: BTreeMap<String, u64>,
    /// Inputs that could not be read at all.
    unread_inputs: Vec<String>,
    /// Things that could not be read, in inputs and of them.
    problems: u64,
    /// How much of the articles was read.
    coverage: Coverage,
    /// Bytes of the inputs that were read, as they lie on the disk.
    bytes_read: u64,
    seconds: f64,
}

/// The same with what is asked for at the end alone.
#[derive(Serialize)]
struct Summary<'a> {
    version: &'static str,
    /// Inputs as the user named them.
    inputs: Vec<String>,
    /// Where the records went; `null` for standard output.
    output: Option<String>,
    #[serde(flatten)]
    tally: &'a Tally,
}

impl Default for Tally {
    fn default() -> Self {
        Self {
            is_complete: true,
            articles: 0,
            matches: 0,
            ties: 0,
            pages: PageCounts::default(),
            findings: BTreeMap::new(),
            unread_inputs: Vec::new(),
            problems: 0,
            coverage: Coverage::default(),
            bytes_read: 0,
            seconds: 0.0,
        }
    }
}

impl Tally {
    /// Adds a group of articles.
    pub(super) fn add(&mut self, batch: &Batch, outcome: &Outcome) {
        let articles = &outcome.articles;
        self.articles += articles.len();
        let matches = articles.iter().flat_map(|article| &article.matches);
        self.matches += matches.map(|entry| &entry.id).collect::<HashSet<_>>().len();
        let ties = articles.iter().flat_map(|article| &article.ties);
        self.ties += ties.map(|entry| &entry.id).collect::<HashSet<_>>().len();
        for finding in &outcome.report.findings {
            *self.findings.entry(finding.code.to_owned()).or_default() += 1;
        }
        self.coverage = std::mem::take(&mut self.coverage).and(batch.coverage());
        self.pages += batch.pages;
        self.problems += batch.problems.len() as u64;
        self.unread_inputs.extend(batch.unread().map(str::to_owned));
        self.is_complete &= batch.problems.is_empty();
    }

    /// The same for a run that goes on: `unlisted` paths that could not be followed will be met again, and `bytes` are those of
    /// the inputs that are done.
    pub(super) fn going_on(mut self, unlisted: usize, bytes: u64) -> Self {
        self.problems = self.problems.saturating_sub(unlisted as u64);
        self.unread_inputs.drain(..unlisted.min(self.unread_inputs.len()));
        self.bytes_read = bytes;
        self
    }

    /// Findings of all rules.
    pub(super) fn all_findings(&self) -> u64 {
        self.findings.values().sum()
    }

    /// The same with the time and the bytes of the run that ends.
    pub(super) fn with_run(&self, begun: Instant, bytes_read: u64) -> Self {
        let seconds = self.seconds + begun.elapsed().as_secs_f64();
        Self { seconds, bytes_read: self.bytes_read + bytes_read, ..self.clone() }
    }

    /// Writes it as JSON.
    ///
    /// # Errors
    /// What the writer says.
    pub(super) fn write(
        &self,
        inputs: Vec<String>,
        output: Option<String>,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let summary = Summary { version: env!("CARGO_PKG_VERSION"), inputs, output, tally: self };
        serde_json::to_writer_pretty(&mut *out, &summary)?;
        out.write_all(b"\n")
    }

    /// `5 articles, 228 matches, 112 ties written to out`
    pub(super) fn say(&self, target: Option<&Path>) {
        let records = format!(
            "{}, {}, {}",
            count(self.articles, "article", "articles"),
            count(self.matches, "match", "matches"),
            count(self.ties, "tie", "ties")
        );
        if let Some(pages) = pages_summary(&self.pages, Duration::from_secs_f64(self.seconds.max(0.0))) {
            say(format_args!("{pages}"));
            say(format_args!("{}", self.findings()));
        }
        let written = target.map(|path| format!("{records} written to {}", path.display()));
        let unread = unread_inputs(self.unread_inputs.iter().map(String::as_str).collect());
        let parts: Vec<String> = written.into_iter().chain(unread).collect();
        if !parts.is_empty() {
            say(format_args!("{}", parts.join("; ")));
        }
        if target.is_some() {
            say(format_args!("{}", coverage_summary(&self.coverage)));
        }
    }

    /// `13 findings: AGG001 12, PEN005 1`
    fn findings(&self) -> String {
        let number = usize::try_from(self.all_findings()).unwrap_or(usize::MAX);
        let rules = self.findings.iter().map(|(code, number)| format!("{code} {number}"));
        let rules: Vec<String> = rules.collect();
        let findings = count(number, "finding", "findings");
        if rules.is_empty() { findings } else { format!("{findings}: {}", rules.join(", ")) }
    }
}
