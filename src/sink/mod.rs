//! Records and findings to bytes: one format a file, chosen in one place.
//!
//! A sink knows how to write, not what is right: it takes values and a writer and returns the writer's error.

mod array;
mod concise;
mod csv;
mod datapackage;
mod diff;
mod excerpt;
mod finding_json;
mod github;
#[cfg(feature = "parquet")]
mod parquet;
mod partial;
mod record_json;
mod sarif;
#[cfg(feature = "sqlite")]
pub mod sqlite;
mod statistics;
mod table_json;
mod tables;
mod text;
pub(crate) mod uri;

pub mod continued;
pub mod file;
pub mod schema;
pub mod table;

use std::{
    io::{self, Write},
    path::Path,
};

use clap::ValueEnum;

use crate::{
    error::{Error, Result},
    extract::Extracted,
    finding::Finding,
    record::Article,
};
use array::Array;
use csv::CsvTable;

pub use csv::CsvStyle;
pub use diff::write as write_diff;
pub use finding_json::FindingRecord;
pub use statistics::write as write_statistics;
use table::Checked;
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
    /// Tables as CSV, in a folder all of them
    Csv,
    /// A database with all tables, in one file
    #[cfg(feature = "sqlite")]
    Sqlite,
    /// Tables as Parquet files, in a folder all of them
    #[cfg(feature = "parquet")]
    Parquet,
}

/// A licence, and what it asks for.
struct Licence {
    /// By SPDX.
    name: &'static str,
    title: &'static str,
    url: &'static str,
    note: &'static str,
}

/// The licence of what Wikipedia's articles state, which goes with every file that can hold it.
const LICENCE: Licence = Licence {
    name: "CC-BY-SA-4.0",
    title: "Creative Commons Attribution-ShareAlike 4.0 International",
    url: "https://creativecommons.org/licenses/by-sa/4.0/",
    note: "Read from articles of Wikipedia, whose text is licensed under CC BY-SA 4.0. Whoever publishes these data \
        names the articles (columns path, title and revision) and keeps the licence.",
};

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
    /// How CSV is written.
    pub csv: CsvStyle,
}

/// How findings are laid out.
#[derive(Clone, Copy, Debug, Default)]
pub struct FindingStyle {
    /// Format.
    pub format: FindingFormat,
    /// Whether text is coloured.
    pub colour: bool,
}

/// Some articles of a run, in its order, with what was found in them.
#[derive(Debug)]
pub struct Group<'a> {
    articles: &'a [Article],
    /// Of each article.
    findings: Vec<Vec<FindingRecord<'a>>>,
}

impl<'a> Group<'a> {
    /// Articles as they are written and as they were read, both in one order, and the findings about them.
    #[must_use]
    pub fn new(articles: &'a [Article], read: &'a [Extracted], findings: &'a [Finding]) -> Self {
        let mut of_each: Vec<Vec<_>> = articles.iter().map(|_| Vec::new()).collect();
        for finding in findings {
            if let Some(of_article) = of_each.get_mut(finding.location.article) {
                of_article.push(FindingRecord::new(finding, read));
            }
        }
        Self { articles, findings: of_each }
    }

    /// How many articles there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.articles.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.articles.is_empty()
    }

    /// The articles, numbered from the one after `earlier`.
    fn checked(&self, earlier: usize) -> impl Iterator<Item = Checked<'_>> {
        self.articles.iter().zip(&self.findings).enumerate().map(move |(index, (article, findings))| {
            Checked { number: earlier + index + 1, article, findings }
        })
    }
}

/// Writes one article as an object.
///
/// # Errors
/// What the writer says.
pub fn write_article(article: &Article, pretty: bool, out: &mut dyn Write) -> io::Result<()> {
    record_json::write(article, pretty, out)
}

/// Articles, or one of their tables, on their way to a writer; they may come in parts.
pub struct ArticleWriter<'w> {
    layout: Layout<'w>,
    /// How many have come.
    articles: usize,
}

enum Layout<'w> {
    Objects { out: &'w mut dyn Write, pretty: bool },
    Array { out: &'w mut dyn Write, table: Table, array: Array },
    Lines { out: &'w mut dyn Write, table: Table },
    Csv { out: Box<CsvTable<&'w mut dyn Write>>, table: Table },
}

impl<'w> ArticleWriter<'w> {
    /// Begins; a table as CSV has its header by then.
    ///
    /// # Errors
    /// What the writer says, or the format is no stream of bytes.
    pub fn new(style: RecordStyle, out: &'w mut dyn Write) -> io::Result<Self> {
        let pretty = style.pretty;
        let layout = match (style.format, style.table) {
            (RecordFormat::Json, None) => Layout::Objects { out, pretty },
            (RecordFormat::Ndjson, None) => Layout::Objects { out, pretty: false },
            (RecordFormat::Json, Some(table)) => Layout::Array { out, table, array: Array::default() },
            (RecordFormat::Ndjson, Some(table)) => Layout::Lines { out, table },
            (RecordFormat::Csv, table) => {
                let table = table.unwrap_or(Table::Matches);
                Layout::Csv { out: Box::new(CsvTable::new(table, style.csv, out)?), table }
            }
            #[cfg(any(feature = "sqlite", feature = "parquet"))]
            _ => return Err(io::Error::other("this format needs a file")),
        };
        Ok(Self { layout, articles: 0 })
    }

    /// Writes some articles.
    ///
    /// # Errors
    /// What the writer says.
    pub fn write(&mut self, group: &Group<'_>) -> io::Result<()> {
        for checked in group.checked(self.articles) {
            match &mut self.layout {
                Layout::Objects { out, pretty } => record_json::write(checked.article, *pretty, out),
                Layout::Array { out, table, array } => {
                    table_json::write_elements(array, checked, *table, out)
                }
                Layout::Lines { out, table } => table_json::write_lines(checked, *table, out),
                Layout::Csv { out, table } => table.rows(checked, &mut |cells| out.write(cells)),
            }?;
        }
        self.articles += group.len();
        Ok(())
    }

    /// Writes what stands behind the last article.
    ///
    /// # Errors
    /// What the writer says.
    pub fn finish(self) -> io::Result<()> {
        match self.layout {
            Layout::Array { out, array, .. } => writeln!(out, "{}", array.end("")),
            Layout::Csv { mut out, .. } => out.flush(),
            Layout::Objects { .. } | Layout::Lines { .. } => Ok(()),
        }
    }
}

/// Where the records of a run go that are no stream of bytes: a database, a file or a folder of tables.
///
/// It takes articles in groups, in the order of the run. Its target is what it was before until [`Sink::finish`], and then
/// holds all of them.
pub trait Sink {
    /// Adds a group of articles.
    ///
    /// # Errors
    /// The disk is full, or two rows of a table have one key.
    fn write(&mut self, group: &Group<'_>) -> io::Result<()>;

    /// Completes what was written and puts it in its place.
    ///
    /// # Errors
    /// The disk is full, or the target cannot be replaced; it is what it was.
    fn finish(self: Box<Self>) -> Result<()>;
}

/// Begins a Parquet file or a folder of tables at `target`, with records of `sources`, as the user named them.
///
/// # Errors
/// The target cannot be written, or holds what no run of this program has written.
pub fn create(target: &Path, style: RecordStyle, sources: &[String]) -> Result<Box<dyn Sink>> {
    match (style.format, style.table) {
        (RecordFormat::Csv, None) => {
            let package = datapackage::Package::new(sources, style.csv);
            let begin = |table, file| begin_csv(table, style.csv, file);
            Ok(Box::new(tables::TableFolder::create(target, "csv", &begin, Some(package))?))
        }
        #[cfg(feature = "parquet")]
        (RecordFormat::Parquet, None) => {
            Ok(Box::new(tables::TableFolder::create(target, "parquet", &begin_parquet, None)?))
        }
        #[cfg(feature = "parquet")]
        (RecordFormat::Parquet, Some(table)) => {
            Ok(Box::new(tables::TableFile::create(target, table, &begin_parquet)?))
        }
        _ => Err(Error::io(target, io::Error::other("this format is written as a stream"))),
    }
}

fn begin_csv(table: Table, style: CsvStyle, file: std::fs::File) -> io::Result<Box<dyn tables::TableWriter>> {
    Ok(Box::new(CsvTable::new(table, style, file)?))
}

#[cfg(feature = "parquet")]
fn begin_parquet(table: Table, file: std::fs::File) -> io::Result<Box<dyn tables::TableWriter>> {
    Ok(Box::new(parquet::ParquetTable::new(table, file)?))
}

/// Findings on their way to a writer; they may come in parts, each with the articles that it speaks of.
pub struct FindingWriter<'w> {
    style: FindingStyle,
    form: FindingForm,
    out: &'w mut dyn Write,
}

/// What a format needs to know of what was written before.
enum FindingForm {
    /// Nothing: findings stand one behind the other.
    Plain,
    Array(Array),
    Log(sarif::Log),
}

impl<'w> FindingWriter<'w> {
    /// Begins to write.
    ///
    /// # Errors
    /// What the writer says.
    pub fn new(style: FindingStyle, out: &'w mut dyn Write) -> io::Result<Self> {
        let form = match style.format {
            FindingFormat::Json => FindingForm::Array(Array::default()),
            FindingFormat::Sarif => FindingForm::Log(sarif::Log::begin(out)?),
            _ => FindingForm::Plain,
        };
        Ok(Self { style, form, out })
    }

    /// Writes findings about `articles`, through to whoever reads them.
    ///
    /// # Errors
    /// What the writer says.
    pub fn write(&mut self, findings: &[Finding], articles: &[Extracted]) -> io::Result<()> {
        self.add(findings, articles)?;
        self.out.flush()
    }

    fn add(&mut self, findings: &[Finding], articles: &[Extracted]) -> io::Result<()> {
        let out = &mut *self.out;
        match (&mut self.form, self.style.format) {
            (FindingForm::Array(array), _) => finding_json::write_elements(array, findings, articles, out),
            (FindingForm::Log(log), _) => log.write(findings, articles, out),
            (FindingForm::Plain, FindingFormat::Text) => {
                text::write(findings, articles, self.style.colour, out)
            }
            (FindingForm::Plain, FindingFormat::Concise) => concise::write(findings, articles, out),
            (FindingForm::Plain, FindingFormat::Github) => github::write(findings, articles, out),
            (FindingForm::Plain, _) => finding_json::write_lines(findings, articles, out),
        }
    }

    /// Writes what stands behind the last finding.
    ///
    /// # Errors
    /// What the writer says.
    pub fn finish(self) -> io::Result<()> {
        match self.form {
            FindingForm::Array(array) => writeln!(self.out, "{}", array.end("")),
            FindingForm::Log(log) => log.finish(self.out),
            FindingForm::Plain => Ok(()),
        }
    }
}

/// Writes findings about `articles`, and nothing else.
///
/// # Errors
/// What the writer says.
pub fn write_findings(
    findings: &[Finding],
    articles: &[Extracted],
    style: FindingStyle,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut writer = FindingWriter::new(style, out)?;
    writer.write(findings, articles)?;
    writer.finish()
}

/// The path of an article of the batch, as the user named it.
fn path_of(articles: &[Extracted], article: usize) -> &str {
    articles.get(article).map_or("", |article| &article.path)
}

/// Line and column of a byte offset in an article of the batch.
fn position(articles: &[Extracted], article: usize, offset: u32) -> (u32, u32) {
    articles.get(article).map_or((1, 1), |article| article.position(offset))
}

#[cfg(test)]
mod tests;
