//! `scoreline extract`: records to standard output, to one file, or to a folder with one file an article.

use std::{
    collections::HashSet,
    io::{self, Write},
    path::{Path, PathBuf},
    time::Instant,
};

use anyhow::{Result, bail};
use clap::ValueEnum;

use super::{
    Status,
    input::{Input, Prepared, coverage_summary, pages_summary, report_problems, unread_summary},
    output::{self, count, say},
};
use crate::{
    Error,
    pipeline::{Batch, Outcome, PageCounts},
    record::{Article, Coverage},
    sink::{self, ArticleWriter, CsvStyle, Group, RecordFormat, RecordStyle, Table, file},
    source::Problem,
};

/// Arguments of `extract`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Without -o, each article is one JSON object on standard output, on one line unless --pretty is given.
With -o, several articles go to a folder, one file each, named after the whole input name: x.txt.json.
A target that ends in .ndjson, or --format ndjson, takes them all into one file.
A target that ends in .sqlite, or --format sqlite, is a database with all flat tables.
With --format csv or parquet, a target without that ending is a folder with all flat tables, one file each.
With --table, one flat table of all articles is written: as CSV, Parquet, one JSON array, or one object a line.")]
pub(super) struct Args {
    #[command(flatten)]
    input: Input,
    /// Write to this file, or into this folder
    #[arg(long, short, value_name = "FILE|DIR")]
    output: Option<PathBuf>,
    /// How records are written [default: json, or what the name of the file ends in]
    #[arg(long, value_enum)]
    format: Option<RecordFormat>,
    /// Write one flat table of all articles [default for a file of csv or parquet: matches]
    #[arg(long, value_enum, value_name = "NAME")]
    table: Option<Table>,
    /// Indent the objects
    #[arg(long)]
    pretty: bool,
    /// What stands between two fields of csv: a character, or `tab` [default: `,`, for a file in .tsv `tab`]
    #[arg(long, value_name = "CHAR", value_parser = delimiter)]
    delimiter: Option<u8>,
    /// Leave out the line of csv that names the columns
    #[arg(long)]
    no_header: bool,
    /// Replace a database or a folder of tables that exists
    #[arg(long)]
    force: bool,
    /// Do not say what was written
    #[arg(long, short)]
    quiet: bool,
}

/// Where the records go.
#[derive(Debug, PartialEq, Eq)]
enum Target {
    Stdout,
    File(PathBuf),
    Folder(PathBuf),
    /// A database, a folder of tables, or a table that is no stream of bytes.
    Whole(PathBuf),
}

/// Runs the command.
pub(super) fn run(arguments: &Args) -> Result<Status> {
    let target = target(arguments)?;
    let style = style(arguments, &target);
    let source = arguments.input.prepare()?;
    let mut tally = Tally::default();
    let to_writer = |out: &mut dyn Write, tally: &mut Tally| {
        let mut writer = ArticleWriter::new(style, out)?;
        tally.read(&source, |batch, outcome| writer.write(&group(batch, outcome)))?;
        writer.finish()
    };
    match &target {
        Target::Stdout => output::to_stdout(|out| to_writer(out, &mut tally))?,
        Target::File(path) => file::replace(path, |out| to_writer(out, &mut tally))?,
        Target::Folder(folder) => {
            tally.read(&source, |batch, outcome| write_folder(folder, &outcome.articles, batch, style))?
        }
        Target::Whole(path) => {
            let mut sink = sink::create(path, style, &sources(&arguments.input.paths))?;
            tally
                .read(&source, |batch, outcome| sink.write(&group(batch, outcome)))
                .map_err(|error| Error::io(path, error))?;
            sink.finish()?;
        }
    }
    if !arguments.quiet {
        tally.say(&target);
    }
    Ok(if tally.is_complete { Status::Clean } else { Status::Incomplete })
}

/// How the records are laid out.
fn style(arguments: &Args, target: &Target) -> RecordStyle {
    let format = format_of(arguments);
    // a file of a format that only has tables
    let is_table = matches!(target, Target::Whole(path) if is_table_file(path));
    let table = arguments.table.or(is_table.then_some(Table::Matches));
    let by_name = if has_extension_of(arguments, "tsv") { b'\t' } else { b',' };
    let csv = CsvStyle { delimiter: arguments.delimiter.unwrap_or(by_name), header: !arguments.no_header };
    RecordStyle { format, table, pretty: arguments.pretty, csv }
}

/// A delimiter as it is written on the command line.
fn delimiter(text: &str) -> Result<u8, String> {
    match text.as_bytes() {
        b"tab" | b"\\t" => Ok(b'\t'),
        [byte] if byte.is_ascii() && !matches!(byte, b'"' | b'\r' | b'\n') => Ok(*byte),
        _ => Err("expected one ASCII character that is no quote and no line end, or `tab`".to_owned()),
    }
}

fn sources(paths: &[PathBuf]) -> Vec<String> {
    paths.iter().map(|path| path.display().to_string()).collect()
}

fn format_of(arguments: &Args) -> RecordFormat {
    let is = |extensions: &[&str]| extensions.iter().any(|extension| has_extension_of(arguments, extension));
    let by_name = || match () {
        () if is(&["ndjson"]) => RecordFormat::Ndjson,
        () if is(&["csv", "tsv"]) => RecordFormat::Csv,
        #[cfg(feature = "sqlite")]
        () if is(&["sqlite", "sqlite3", "db"]) => RecordFormat::Sqlite,
        #[cfg(feature = "parquet")]
        () if is(&["parquet"]) => RecordFormat::Parquet,
        () => RecordFormat::Json,
    };
    arguments.format.unwrap_or_else(by_name)
}

/// Whether all tables, or one in a format that is no stream of bytes, are written as a whole.
fn is_whole(format: RecordFormat, arguments: &Args) -> bool {
    let named = arguments.output.as_deref().filter(|path| *path != Path::new("-"));
    match format {
        RecordFormat::Json | RecordFormat::Ndjson => false,
        RecordFormat::Csv => arguments.table.is_none() && named.is_some_and(|path| !is_table_file(path)),
        #[cfg(any(feature = "sqlite", feature = "parquet"))]
        _ => true,
    }
}

/// Where a database or tables go: what is not there yet, or may be replaced.
fn whole(arguments: &Args, format: RecordFormat) -> Result<Target> {
    let name = format.to_possible_value().map_or_else(String::new, |value| value.get_name().to_owned());
    let is_database = name == "sqlite";
    if arguments.pretty {
        bail!("--pretty does not go with {name}");
    }
    if is_database && arguments.table.is_some() {
        bail!("--table does not go with sqlite, which holds all tables");
    }
    let Some(path) = arguments.output.clone().filter(|path| path != Path::new("-")) else {
        bail!(
            "{name} needs {}",
            if is_database { "a file: -o FILE" } else { "a file or a folder: -o FILE|DIR" }
        );
    };
    let shown = path.display();
    let is_file = is_database || arguments.table.is_some() || is_table_file(&path);
    if is_file && is_folder(&path) {
        bail!("{shown}: is a folder; {} is one file", if is_database { "a database" } else { "one table" });
    }
    if !is_file && path.is_file() {
        bail!("{shown}: is a file; all tables need a folder, or --table names one");
    }
    if is_input(&path, &arguments.input.paths) {
        bail!("{shown}: is an input; the records would replace it");
    }
    let holds_something = if is_file { is_database && path.exists() } else { holds_files(&path) };
    if holds_something && !arguments.force {
        bail!("{shown}: exists; --force replaces it");
    }
    Ok(Target::Whole(path))
}

fn holds_files(folder: &Path) -> bool {
    folder.read_dir().is_ok_and(|mut entries| entries.next().is_some())
}

/// Whether a target is a file with one table by its name.
fn is_table_file(path: &Path) -> bool {
    ["csv", "tsv", "parquet"].iter().any(|extension| has_extension(path, extension))
}

/// Decides before anything is read, so that a bad target costs no time.
fn target(arguments: &Args) -> Result<Target> {
    let format = format_of(arguments);
    if format != RecordFormat::Csv && (arguments.delimiter.is_some() || arguments.no_header) {
        bail!("--delimiter and --no-header go with csv");
    }
    if is_whole(format, arguments) {
        return whole(arguments, format);
    }
    let in_one = format != RecordFormat::Json || arguments.table.is_some();
    if arguments.pretty && in_one {
        bail!("--pretty does not go with ndjson, csv and tables, which are one line a record");
    }
    let Some(path) = arguments.output.clone().filter(|path| path != Path::new("-")) else {
        return Ok(Target::Stdout);
    };
    let shown = path.display();
    match (in_one, is_folder(&path)) {
        (true, true) => bail!("{shown}: is a folder; ndjson, csv and tables go to one file"),
        (false, false) if names_several(&arguments.input.paths) => {
            if path.exists() || has_extension(&path, "json") {
                bail!("{shown}: several articles need a folder, or --format ndjson for one file");
            }
            Ok(Target::Folder(path))
        }
        (_, true) => Ok(Target::Folder(path)),
        (_, false) if is_input(&path, &arguments.input.paths) => {
            bail!("{shown}: is an input; the records would replace it")
        }
        (_, false) => Ok(Target::File(path)),
    }
}

/// Whether a target is one of the inputs, by whatever name.
fn is_input(target: &Path, inputs: &[PathBuf]) -> bool {
    let Ok(target) = target.canonicalize() else { return false };
    inputs.iter().any(|input| input.canonicalize().is_ok_and(|input| input == target))
}

/// Whether a target is a folder by its name or because it is one already.
fn is_folder(path: &Path) -> bool {
    path.as_os_str().as_encoded_bytes().ends_with(b"/") || path.is_dir()
}

fn has_extension_of(arguments: &Args, wanted: &str) -> bool {
    arguments.output.as_ref().is_some_and(|path| has_extension(path, wanted))
}

fn has_extension(path: &Path, wanted: &str) -> bool {
    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case(wanted))
}

fn names_several(paths: &[PathBuf]) -> bool {
    paths.len() > 1 || paths.iter().any(|path| path.is_dir())
}

fn group<'a>(batch: &'a Batch, outcome: &'a Outcome) -> Group<'a> {
    Group::new(&outcome.articles, &batch.articles, &outcome.report.findings)
}

fn write_folder(folder: &Path, articles: &[Article], batch: &Batch, style: RecordStyle) -> io::Result<()> {
    let paths: Vec<&str> = articles.iter().map(|article| article.article.path.as_str()).collect();
    let targets = file::targets(folder, &batch.relative, &paths);
    for (article, path) in articles.iter().zip(targets) {
        file::replace(&path, |out| sink::write_article(article, style.pretty, out))
            .map_err(io::Error::other)?;
    }
    Ok(())
}

/// What was read and written, counted while it goes by.
struct Tally {
    begun: Instant,
    articles: usize,
    /// Ids: a match that several articles state is one match.
    matches: HashSet<String>,
    ties: HashSet<String>,
    coverage: Coverage,
    pages: PageCounts,
    problems: Vec<Problem>,
    is_complete: bool,
}

impl Default for Tally {
    fn default() -> Self {
        Self {
            begun: Instant::now(),
            articles: 0,
            matches: HashSet::new(),
            ties: HashSet::new(),
            coverage: Coverage::default(),
            pages: PageCounts::default(),
            problems: Vec::new(),
            is_complete: true,
        }
    }
}

impl Tally {
    /// Reads all groups of articles, says what could not be read, and writes them.
    fn read(
        &mut self,
        source: &Prepared<'_>,
        mut write: impl FnMut(&Batch, &Outcome) -> io::Result<()>,
    ) -> io::Result<()> {
        source.read_in_groups(|batch| {
            let cut_off: Vec<Problem> = batch.cut_off().collect();
            report_problems(&cut_off);
            let outcome = batch.entries();
            write(&batch, &outcome)?;
            self.is_complete &= batch.problems.is_empty() && cut_off.is_empty();
            self.add(batch, &outcome.articles);
            Ok(())
        })
    }

    fn add(&mut self, batch: Batch, articles: &[Article]) {
        self.articles += articles.len();
        for article in articles {
            self.matches.extend(article.matches.iter().map(|entry| entry.id.clone()));
            self.ties.extend(article.ties.iter().map(|entry| entry.id.clone()));
        }
        self.coverage = std::mem::take(&mut self.coverage).and(batch.coverage());
        self.pages += batch.pages;
        self.problems.extend(batch.problems);
    }

    /// `5 articles, 228 matches, 112 ties written to out`
    fn say(&self, target: &Target) {
        let records = format!(
            "{}, {}, {}",
            count(self.articles, "article", "articles"),
            count(self.matches.len(), "match", "matches"),
            count(self.ties.len(), "tie", "ties")
        );
        let written = match target {
            Target::Stdout => None,
            Target::File(path) | Target::Folder(path) | Target::Whole(path) => {
                Some(format!("{records} written to {}", path.display()))
            }
        };
        let is_written = written.is_some();
        if let Some(pages) = pages_summary(&self.pages, self.begun.elapsed()) {
            say(format_args!("{pages}"));
        }
        let parts: Vec<String> = written.into_iter().chain(unread_summary(&self.problems)).collect();
        if !parts.is_empty() {
            say(format_args!("{}", parts.join("; ")));
        }
        if is_written {
            say(format_args!("{}", coverage_summary(&self.coverage)));
        }
    }
}
