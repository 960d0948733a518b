//! Findings as one line each, as editors and `grep` like them: `path:line:column: error[AGG001] message`.

use std::io::{self, Write};

use super::{path_of, position};
use crate::{extract::Extracted, finding::Finding, line::printable};

/// Writes one line a finding.
pub(super) fn write(findings: &[Finding], articles: &[Extracted], out: &mut dyn Write) -> io::Result<()> {
    findings.iter().try_for_each(|finding| {
        let article = finding.location.article;
        let (line, column) = position(articles, article, finding.location.span.start);
        let (path, message) = (path_of(articles, article), printable(&finding.message));
        let (severity, code) = (finding.severity.name(), finding.code);
        writeln!(out, "{path}:{line}:{column}: {severity}[{code}] {message}")
    })
}
