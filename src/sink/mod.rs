//! Records and findings to bytes: one format a file, chosen in one place.
//!
//! A sink knows how to write, not what is right: it takes values and a writer and returns the writer's error.

mod concise;
mod csv;
mod diff;
mod excerpt;
mod finding_json;
mod github;
mod partial;
mod record_json;
mod sarif;
pub mod sqlite;
mod statistics;
mod table_json;
mod text;
mod uri;

pub mod continued;
pub mod file;
pub mod table;

use std::io::{self, Write};

use clap::ValueEnum;

use crate::{extract::Extracted, finding::Finding, record::Article};

pub use diff::write as write_diff;
pub use finding_json::FindingRecord;
pub use statistics::write as write_statistics;
pub use table::Table;

/// A format of records.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
#[non_exhaustive]
pub enum RecordFormat {
    /// One JSON object an article
    #[default]
    Json,
    /// One JSON object an article, each on one line, all in one file
    Ndjson,
    /// A table as CSV
    Csv,
    /// A database with all tables, in one file
    Sqlite,
}

/// A format of findings.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
#[non_exhaustive]
pub enum FindingFormat {
    /// Source excerpts, as a compiler shows them
    #[default]
    Text,
    /// One line a finding: `path:line:column: severity[CODE] message`
    Concise,
    /// One JSON array
    Json,
    /// One JSON object a line
    Ndjson,
    /// SARIF 2.1.0, for code scanning services
    Sarif,
    /// Workflow commands of GitHub Actions
    Github,
}

/// How records are laid out.
#[derive(Clone, Copy, Debug, Default)]
pub struct RecordStyle {
    /// Format.
    pub format: RecordFormat,
    /// The flat table to write in place of whole articles; CSV writes matches where none is named.
    pub table: Option<Table>,
    /// Whether objects are indented.
    pub pretty: bool,
}

/// How findings are laid out.
#[derive(Clone, Copy, Debug, Default)]
pub struct FindingStyle {
    /// Format.
    pub format: FindingFormat,
    /// Whether text is coloured.
    pub colour: bool,
}

/// Writes articles, one after the other, or one of their tables.
///
/// # Errors
/// What the writer says.
pub fn write_articles(articles: &[Article], style: RecordStyle, out: &mut dyn Write) -> io::Result<()> {
    let mut writer = ArticleWriter::new(style, out)?;
    writer.write(articles)?;
    writer.finish()
}

/// Articles, or one of their tables, on their way to a writer; they may come in parts.
pub struct ArticleWriter<'w> {
    style: RecordStyle,
    array: table_json::Array,
    out: &'w mut dyn Write,
}

impl<'w> ArticleWriter<'w> {
    /// Begins; a table as CSV has its header by then.
    ///
    /// # Errors
    /// What the writer says.
    pub fn new(style: RecordStyle, out: &'w mut dyn Write) -> io::Result<Self> {
        if style.format == RecordFormat::Csv {
            csv::write_header(style.table.unwrap_or(Table::Matches), out)?;
        }
        Ok(Self { style, array: table_json::Array::default(), out })
    }

    /// Writes some articles.
    ///
    /// # Errors
    /// What the writer says.
    pub fn write(&mut self, articles: &[Article]) -> io::Result<()> {
        let (style, out) = (self.style, &mut *self.out);
        match (style.format, style.table) {
            (RecordFormat::Sqlite, _) => Err(io::Error::other("a database is no stream of bytes")),
            (RecordFormat::Csv, table) => csv::write_rows(articles, table.unwrap_or(Table::Matches), out),
            (RecordFormat::Json, Some(table)) => self.array.write(articles, table, out),
            (RecordFormat::Ndjson, Some(table)) => table_json::write_lines(articles, table, out),
            (format, None) => {
                let pretty = style.pretty && format == RecordFormat::Json;
                articles.iter().try_for_each(|article| record_json::write(article, pretty, out))
            }
        }
    }

    /// Writes what stands behind the last article.
    ///
    /// # Errors
    /// What the writer says.
    pub fn finish(self) -> io::Result<()> {
        match (self.style.format, self.style.table) {
            (RecordFormat::Json, Some(_)) => self.array.finish(self.out),
            _ => Ok(()),
        }
    }
}

/// Writes findings about `articles`.
///
/// # Errors
/// What the writer says.
pub fn write_findings(
    findings: &[Finding],
    articles: &[Extracted],
    style: FindingStyle,
    out: &mut dyn Write,
) -> io::Result<()> {
    match style.format {
        FindingFormat::Text => text::write(findings, articles, style.colour, out),
        FindingFormat::Concise => concise::write(findings, articles, out),
        FindingFormat::Json => finding_json::write_array(findings, articles, out),
        FindingFormat::Ndjson => finding_json::write_lines(findings, articles, out),
        FindingFormat::Sarif => sarif::write(findings, articles, out),
        FindingFormat::Github => github::write(findings, articles, out),
    }
}

/// The path of an article of the batch, as the user named it.
fn path_of(articles: &[Extracted], article: usize) -> &str {
    articles.get(article).map_or("", |article| &article.path)
}

/// Line and column of a byte offset in an article of the batch.
fn position(articles: &[Extracted], article: usize, offset: u32) -> (u32, u32) {
    articles.get(article).map_or((1, 1), |article| article.position(offset))
}

/// A text from an article on one line, without control characters that a terminal would obey.
fn one_line(text: &str) -> String {
    let shown = |character: char| if character.is_control() { ' ' } else { character };
    text.chars().map(shown).collect()
}

#[cfg(test)]
mod tests;
