//! Findings as JSON objects, in one array or one a line.

use std::io::{self, Write};

use schemars::JsonSchema;
use serde::Serialize;

use super::{array::Array, path_of, position};
use crate::{
    extract::Extracted,
    finding::{Confidence, Finding, Related, Severity, Suspect},
    span::Span,
};

/// A finding as it is written: with paths, lines and columns instead of offsets in a batch.
///
/// Lines and columns count from 1, columns in characters; `end_column` is the column after the last character.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct FindingRecord<'a> {
    /// `AGG001`
    pub code: &'static str,
    /// `aggregate-mismatch`
    pub name: &'static str,
    /// How sure the statement is to be wrong.
    pub severity: Severity,
    /// How sure the reading is.
    pub confidence: Confidence,
    /// Names both values.
    pub message: &'a str,
    /// The input as the user named it.
    pub path: &'a str,
    /// First line.
    pub line: u32,
    /// First column.
    pub column: u32,
    /// Last line.
    pub end_line: u32,
    /// Column after the last character.
    pub end_column: u32,
    /// The other places.
    pub related: Vec<RelatedRecord<'a>>,
    /// Which place is the likely culprit.
    pub suspect: Suspect,
    /// Stays the same when lines move.
    pub fingerprint: String,
    /// A correction, where one follows from the other places.
    pub fix: Option<FixRecord<'a>>,
}

/// Another place that speaks of the same fact.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct RelatedRecord<'a> {
    /// The input as the user named it.
    pub path: &'a str,
    /// Line.
    pub line: u32,
    /// Column.
    pub column: u32,
    /// What that place says.
    pub message: &'a str,
}

/// A correction.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct FixRecord<'a> {
    /// What to write.
    pub replacement: &'a str,
    /// In place of these bytes of the primary place's input.
    pub span: Span,
}

impl<'a> FindingRecord<'a> {
    /// Resolves a finding against the articles of its batch.
    #[must_use]
    pub fn new(finding: &'a Finding, articles: &'a [Extracted]) -> Self {
        let article = finding.location.article;
        let (line, column) = position(articles, article, finding.location.span.start);
        let (end_line, end_column) = position(articles, article, finding.location.span.end);
        Self {
            code: finding.code,
            name: finding.name,
            severity: finding.severity,
            confidence: finding.confidence,
            message: &finding.message,
            path: path_of(articles, article),
            line,
            column,
            end_line,
            end_column,
            related: finding.related.iter().map(|related| RelatedRecord::new(related, articles)).collect(),
            suspect: finding.suspect,
            fingerprint: finding.fingerprint(articles.get(article).map_or("", |article| &article.label)),
            fix: finding.fix.as_ref().map(|fix| FixRecord { replacement: &fix.replacement, span: fix.span }),
        }
    }
}

impl<'a> RelatedRecord<'a> {
    fn new(related: &'a Related, articles: &'a [Extracted]) -> Self {
        let article = related.location.article;
        let (line, column) = position(articles, article, related.location.span.start);
        Self { path: path_of(articles, article), line, column, message: &related.message }
    }
}

/// Adds findings to an array.
pub(super) fn write_elements(
    array: &mut Array,
    findings: &[Finding],
    articles: &[Extracted],
    out: &mut dyn Write,
) -> io::Result<()> {
    findings.iter().try_for_each(|finding| {
        out.write_all(array.before().as_bytes())?;
        Ok(serde_json::to_writer(&mut *out, &FindingRecord::new(finding, articles))?)
    })
}

/// Writes one object a line.
pub(super) fn write_lines(
    findings: &[Finding],
    articles: &[Extracted],
    out: &mut dyn Write,
) -> io::Result<()> {
    findings.iter().try_for_each(|finding| {
        serde_json::to_writer(&mut *out, &FindingRecord::new(finding, articles))?;
        out.write_all(b"\n")
    })
}
