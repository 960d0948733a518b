//! `scoreline check`: findings to standard output, a summary to standard error.

use std::collections::BTreeSet;

use anyhow::Result;
use clap::ValueEnum;

use super::{
    Status,
    input::{Input, coverage_summary, unread_summary},
    output::{self, count, say},
    selection::Selection,
};
use crate::{
    check::Report,
    finding::{Finding, Severity},
    pipeline::Batch,
    sink::{self, FindingFormat, FindingStyle},
};

/// Arguments of `check`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    input: Input,
    /// How findings are written
    #[arg(long, value_enum, default_value_t)]
    format: FindingFormat,
    /// Report only these rules: codes, names or the letters of a family, separated by commas
    #[arg(long, value_name = "CODES", value_delimiter = ',')]
    select: Vec<String>,
    /// Do not report these rules
    #[arg(long, value_name = "CODES", value_delimiter = ',')]
    ignore: Vec<String>,
    /// Least severity that makes the exit status 1
    #[arg(long, value_enum, default_value_t, value_name = "SEVERITY")]
    fail_on: SeverityName,
}

/// A severity on the command line.
#[derive(Clone, Copy, Debug, Default, ValueEnum)]
enum SeverityName {
    Error,
    #[default]
    Warning,
    Info,
}

impl From<SeverityName> for Severity {
    fn from(name: SeverityName) -> Self {
        match name {
            SeverityName::Error => Severity::Error,
            SeverityName::Warning => Severity::Warning,
            SeverityName::Info => Severity::Info,
        }
    }
}

/// Runs the command.
pub(super) fn run(arguments: &Args) -> Result<Status> {
    let selection = Selection::new(&arguments.select, &arguments.ignore)?;
    let batch = arguments.input.read()?;
    let Report { mut findings, ignored, .. } = batch.check();
    findings.retain(|finding| selection.holds(finding.code));
    let style = FindingStyle { format: arguments.format, colour: output::is_coloured() };
    output::to_stdout(|out| sink::write_findings(&findings, &batch.articles, style, out))?;
    if arguments.format == FindingFormat::Text {
        say(format_args!("{}", summary(&findings, ignored, &batch)));
        say(format_args!("{}", coverage_summary(&batch.coverage())));
    }
    Ok(status(&findings, &batch, arguments.fail_on.into()))
}

fn status(findings: &[Finding], batch: &Batch, fail_on: Severity) -> Status {
    if !batch.problems.is_empty() {
        Status::Incomplete
    } else if findings.iter().any(|finding| finding.severity >= fail_on) {
        Status::Findings
    } else {
        Status::Clean
    }
}

/// `3 errors, 2 warnings, 1 info in 2 of 5 articles`
fn summary(findings: &[Finding], ignored: usize, batch: &Batch) -> String {
    let of = |severity| findings.iter().filter(|finding| finding.severity == severity).count();
    let touched: BTreeSet<usize> = findings.iter().map(|finding| finding.location.article).collect();
    let articles = count(batch.articles.len(), "article", "articles");
    let mut summary = if findings.is_empty() {
        format!("no findings in {articles}")
    } else {
        let (errors, warnings) = (
            count(of(Severity::Error), "error", "errors"),
            count(of(Severity::Warning), "warning", "warnings"),
        );
        format!("{errors}, {warnings}, {} info in {} of {articles}", of(Severity::Info), touched.len())
    };
    if ignored > 0 {
        summary.push_str(&format!(
            "; {ignored} ignored by {}",
            if ignored == 1 { "a comment" } else { "comments" }
        ));
    }
    let empty = batch.articles.iter().filter(|article| article.is_empty()).count();
    if empty > 0 {
        summary.push_str(&format!("; no record in {}", count(empty, "article", "articles")));
    }
    if let Some(unread) = unread_summary(&batch.problems) {
        summary.push_str("; ");
        summary.push_str(&unread);
    }
    summary
}
