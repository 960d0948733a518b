//! `scoreline extract`: records to standard output, to one file, or to a folder with one file an article.

use std::{
    collections::HashSet,
    path::{Path, PathBuf},
};

use anyhow::{Result, bail};

use super::{
    Status,
    input::{Input, coverage_summary, report_problems, unread_summary},
    output::{self, count, say},
};
use crate::{
    pipeline::Batch,
    record::Article,
    sink::{self, RecordFormat, RecordStyle, Table, file},
    source::Problem,
};

/// Arguments of `extract`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Without -o, each article is one JSON object on standard output, on one line unless --pretty is given.
With -o, several articles go to a folder, one file each, named after the whole input name: x.txt.json.
A target that ends in .ndjson, or --format ndjson, takes them all into one file.
With --table, one flat table of all articles is written: as CSV, as one JSON array, or one object a line.")]
pub(super) struct Args {
    #[command(flatten)]
    input: Input,
    /// Write to this file, or into this folder
    #[arg(long, short, value_name = "FILE|DIR")]
    output: Option<PathBuf>,
    /// How records are written [default: json, or ndjson or csv for a file of that name]
    #[arg(long, value_enum)]
    format: Option<RecordFormat>,
    /// Write one flat table of all articles [default with csv: matches]
    #[arg(long, value_enum, value_name = "NAME")]
    table: Option<Table>,
    /// Indent the objects
    #[arg(long)]
    pretty: bool,
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
}

/// Runs the command.
pub(super) fn run(arguments: &Args) -> Result<Status> {
    let target = target(arguments)?;
    let style =
        RecordStyle { format: format_of(arguments), table: arguments.table, pretty: arguments.pretty };
    let batch = arguments.input.read()?;
    let cut_off: Vec<Problem> = batch.cut_off().collect();
    report_problems(&cut_off);
    let articles = batch.entries().articles;
    match &target {
        Target::Stdout => output::to_stdout(|out| sink::write_articles(&articles, style, out))?,
        Target::File(path) => file::replace(path, |out| sink::write_articles(&articles, style, out))?,
        Target::Folder(folder) => write_folder(folder, &articles, &batch, style)?,
    }
    if !arguments.quiet {
        say_summary(&target, &articles, &batch);
    }
    let complete = batch.problems.is_empty() && cut_off.is_empty();
    Ok(if complete { Status::Clean } else { Status::Incomplete })
}

fn format_of(arguments: &Args) -> RecordFormat {
    let by_name = || match &arguments.output {
        Some(path) if has_extension(path, "ndjson") => RecordFormat::Ndjson,
        Some(path) if has_extension(path, "csv") => RecordFormat::Csv,
        _ => RecordFormat::Json,
    };
    arguments.format.unwrap_or_else(by_name)
}

/// Decides before anything is read, so that a bad target costs no time.
fn target(arguments: &Args) -> Result<Target> {
    let format = format_of(arguments);
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

fn has_extension(path: &Path, wanted: &str) -> bool {
    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case(wanted))
}

fn names_several(paths: &[PathBuf]) -> bool {
    paths.len() > 1 || paths.iter().any(|path| path.is_dir())
}

fn write_folder(folder: &Path, articles: &[Article], batch: &Batch, style: RecordStyle) -> Result<()> {
    let paths: Vec<&str> = articles.iter().map(|article| article.article.path.as_str()).collect();
    let targets = file::targets(folder, &batch.relative, &paths);
    for (article, path) in articles.iter().zip(targets) {
        file::replace(&path, |out| sink::write_articles(std::slice::from_ref(article), style, out))?;
    }
    Ok(())
}

/// `5 articles, 228 matches, 112 ties written to out`
fn say_summary(target: &Target, articles: &[Article], batch: &Batch) {
    // A match that several articles state is one match.
    let distinct = |ids: &mut dyn Iterator<Item = &str>| ids.collect::<HashSet<_>>().len();
    let matches =
        distinct(&mut articles.iter().flat_map(|article| &article.matches).map(|entry| entry.id.as_str()));
    let ties =
        distinct(&mut articles.iter().flat_map(|article| &article.ties).map(|entry| entry.id.as_str()));
    let records = format!(
        "{}, {}, {}",
        count(articles.len(), "article", "articles"),
        count(matches, "match", "matches"),
        count(ties, "tie", "ties")
    );
    let written = match target {
        Target::Stdout => None,
        Target::File(path) | Target::Folder(path) => Some(format!("{records} written to {}", path.display())),
    };
    let is_written = written.is_some();
    let parts: Vec<String> = written.into_iter().chain(unread_summary(&batch.problems)).collect();
    if !parts.is_empty() {
        say(format_args!("{}", parts.join("; ")));
    }
    if is_written {
        say(format_args!("{}", coverage_summary(&batch.coverage())));
    }
}
