//! Findings as workflow commands of GitHub Actions, which show them beside the lines of a change.
//!
//! Source of the format: <https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions>.

use std::io::{self, Write};

use super::FindingRecord;
use crate::{extract::Extracted, finding::Finding, finding::Severity};

/// Writes one command a finding.
pub(super) fn write(findings: &[Finding], articles: &[Extracted], out: &mut dyn Write) -> io::Result<()> {
    findings.iter().try_for_each(|finding| write_one(&FindingRecord::new(finding, articles), out))
}

fn write_one(finding: &FindingRecord<'_>, out: &mut dyn Write) -> io::Result<()> {
    let command = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "notice",
    };
    // A path is taken as it is in the repository.
    let (path, name) = (property(finding.path.trim_start_matches("./")), property(finding.name));
    let FindingRecord { line, column, end_line, end_column, code, .. } = finding;
    write!(out, "::{command} file={path},line={line},col={column},endLine={end_line}")?;
    // An end column is understood only on the line of the column.
    if line == end_line {
        write!(out, ",endColumn={end_column}")?;
    }
    writeln!(out, ",title={code} {name}::{}", data(finding.message))
}

/// The message of a command: `%`, carriage return and line feed are percent-encoded.
fn data(text: &str) -> String {
    escape(text, &['%', '\r', '\n'])
}

/// A property of a command, where `:` and `,` have a meaning too.
fn property(text: &str) -> String {
    escape(text, &['%', '\r', '\n', ':', ','])
}

fn escape(text: &str, special: &[char]) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        if special.contains(&character) {
            escaped.push_str(&format!("%{:02X}", u32::from(character)));
        } else {
            escaped.push(if character.is_control() { ' ' } else { character });
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_end_a_property_or_a_command_is_encoded() {
        assert_eq!(property("100%: a,b\r\n"), "100%25%3A a%2Cb%0D%0A");
        assert_eq!(data("100%: a,b\r\nc\u{1b}[m"), "100%25: a,b%0D%0Ac [m");
    }
}
