//! Counts of findings: a table for people, JSON for programs.

use std::io::{self, Write};

use super::FindingFormat;
use crate::review::statistics::Count;

/// Writes counts. Formats that only hold findings give the table.
///
/// # Errors
/// What the writer says.
pub fn write(counts: &[Count], format: FindingFormat, out: &mut dyn Write) -> io::Result<()> {
    match format {
        FindingFormat::Json => {
            serde_json::to_writer_pretty(&mut *out, counts)?;
            out.write_all(b"\n")
        }
        FindingFormat::Ndjson => counts.iter().try_for_each(|count| {
            serde_json::to_writer(&mut *out, count)?;
            out.write_all(b"\n")
        }),
        _ => write_table(counts, out),
    }
}

fn write_table(counts: &[Count], out: &mut dyn Write) -> io::Result<()> {
    let digits = counts.iter().map(|count| count.count.to_string().len()).max().unwrap_or(0);
    let longest = counts.iter().map(|count| count.name.len()).max().unwrap_or(0);
    counts.iter().try_for_each(|count| {
        let articles = if count.articles == 1 { "article" } else { "articles" };
        let Count { code, name, count: number, .. } = count;
        let severity = count.severity.name();
        write!(
            out,
            "{number:>digits$}  {severity:7}  {code}  {name:longest$}  in {} {articles}",
            count.articles
        )?;
        match count.fixable {
            0 => writeln!(out),
            fixable => writeln!(out, ", {fixable} with a correction"),
        }
    })
}
