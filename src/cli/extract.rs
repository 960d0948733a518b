//! `scoreline extract`: records to standard output, to one file, or to a folder with one file an article.

use std::{
    io::{self, Write},
    path::{Path, PathBuf},
    sync::atomic::Ordering::Relaxed,
    time::Instant,
};

use anyhow::{Result, bail};
use clap::ValueEnum;
use serde::{Deserialize, Serialize};

use super::{
    Status,
    input::{Files, Input, Prepared, report_problems},
    output::{self, count, say},
    tally::Tally,
};
#[cfg(feature = "sqlite")]
use crate::sink::sqlite::Database;
use crate::{
    Error,
    pipeline::{Batch, Outcome, Position},
    record::Article,
    sink::{
        self, ArticleWriter, CsvStyle, Group, RecordFormat, RecordStyle, Table,
        continued::{Beginning, Continued, Lines},
        file::{self, Claim, Names},
    },
    source::Listing,
};

/// Arguments of `extract`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Without -o, each article is one JSON object on standard output, on one line unless --pretty is given.
With -o, several articles or pages go to a folder, one file each, named after the whole input name: x.txt.json.
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
    /// Go on with the dump of a run that was interrupted; its files and options must be the same
    #[arg(long)]
    resume: bool,
    /// Write what the run came to into this file, as JSON; `-` is standard output, if the records go elsewhere
    #[arg(long, value_name = "FILE")]
    summary: Option<PathBuf>,
}

/// Texts that are compared with each other and held at once; their records take several times as much.
const GROUP_BYTES: usize = 16 << 20;

/// Where the records go.
#[derive(Debug, PartialEq, Eq)]
enum Target {
    Stdout,
    File(PathBuf),
    Folder(PathBuf),
    /// A database, a folder of tables, or a table that is no stream of bytes.
    Whole(PathBuf),
}

impl Target {
    fn path(&self) -> Option<&Path> {
        match self {
            Target::Stdout => None,
            Target::File(path) | Target::Folder(path) | Target::Whole(path) => Some(path),
        }
    }

    /// What is there of it when the run is interrupted.
    fn when_interrupted(&self, is_kept: bool) -> String {
        match self {
            Target::Stdout => "the records are not all".to_owned(),
            Target::Folder(path) => format!("the records in {} are not all", path.display()),
            Target::File(path) | Target::Whole(path) => {
                let way = if is_kept { "; --resume goes on from here" } else { "" };
                format!("{} is as it was{way}", path.display())
            }
        }
    }
}

/// Runs the command.
pub(super) fn run(arguments: &Args) -> Result<Status> {
    let writes = arguments.output.is_some() || arguments.summary.is_some();
    let listing = if writes { arguments.input.list() } else { Listing::default() };
    let files = arguments.input.files(&listing);
    let target = target(arguments, &files)?;
    let summary = summary(arguments, &target, &files)?;
    let style = style(arguments, &target);
    let mut source = arguments.input.prepare()?;
    let mut run = Run::new();
    let written = match begin(arguments, &target, style, &source, &listing)? {
        Some(output) => run.continued(arguments, output, &mut source, &listing),
        None => run.whole(arguments, &target, style, &source, &Kept { files: &files, listing: &listing }),
    };
    source.watch.finish();
    let tally = run.tally.with_run(run.begun, source.watch.progress.read());
    match written {
        Err(error) if output::is_of_kind(&error, io::ErrorKind::Interrupted) => {
            say(format_args!("interrupted; {}", target.when_interrupted(run.is_kept)));
            return Ok(Status::Interrupted);
        }
        Err(error) if run.is_kept => {
            let error = output::in_full(&error);
            bail!("{error}; what was written is kept, and --resume goes on from there");
        }
        written => written?,
    }
    if let Some(summary) = summary {
        let output = arguments.output.as_ref().map(|path| path.display().to_string());
        let write = |out: &mut dyn Write| tally.write(shown(&arguments.input.paths), output, out);
        match summary {
            Summary::File(claim) => claim.write(write)?,
            Summary::Stdout => output::to_stdout(write)?,
        }
    }
    if !arguments.quiet {
        tally.say(target.path());
    }
    Ok(if tally.is_complete { Status::Clean } else { Status::Incomplete })
}

/// Where what the run came to goes.
enum Summary {
    Stdout,
    File(Claim),
}

/// Decides before anything is read where the summary goes: into a file, or to standard output if that is free.
fn summary(arguments: &Args, target: &Target, files: &Files) -> Result<Option<Summary>> {
    let Some(path) = &arguments.summary else { return Ok(None) };
    if path == Path::new("-") {
        if *target == Target::Stdout {
            bail!("--summary -: the records go to standard output; one of both needs a file");
        }
        return Ok(Some(Summary::Stdout));
    }
    files.spare(path, "the summary")?;
    // a folder of articles takes other files too
    let is_in_the_way = match target {
        Target::File(output) | Target::Whole(output) => file::holds(output, path),
        Target::Stdout | Target::Folder(_) => false,
    };
    if is_in_the_way {
        bail!("{}: is where the records go; the summary needs a file of its own", path.display());
    }
    Ok(Some(Summary::File(Claim::new(path)?)))
}

/// An output that a later run can continue, with its path and the state in which an earlier run left it.
struct Begun {
    path: PathBuf,
    output: Box<dyn Continued>,
    state: Option<String>,
}

/// Begins an output that can be continued, where the target is one.
fn begin(
    arguments: &Args,
    target: &Target,
    style: RecordStyle,
    source: &Prepared<'_>,
    listing: &Listing,
) -> Result<Option<Begun>> {
    if arguments.resume && !source.lasts() {
        bail!("--resume needs files: of a pipe it is not known whether it is the same again");
    }
    let run = || {
        let reading = source.fingerprint(listing);
        serde_json::json!({"reading": reading, "style": format!("{style:?}")}).to_string()
    };
    let (path, (output, state)): (_, (Box<dyn Continued>, _)) = match target {
        #[cfg(feature = "sqlite")]
        Target::Whole(path) if style.format == RecordFormat::Sqlite => {
            let beginning = Beginning { run: &run(), continues: arguments.resume };
            let (database, state) = Database::begin(path, beginning)?;
            (path, (Box::new(database), state))
        }
        Target::File(path) if style.format == RecordFormat::Ndjson && file::is_replaceable(path) => {
            let beginning = Beginning { run: &run(), continues: arguments.resume };
            let (lines, state) = Lines::begin(path, style, beginning)?;
            (path, (Box::new(lines), state))
        }
        _ if arguments.resume => bail!("--resume goes with files of ndjson and sqlite"),
        _ => return Ok(None),
    };
    Ok(Some(Begun { path: path.clone(), output, state }))
}

/// What must stay as it is, whatever is written into a folder.
struct Kept<'r> {
    files: &'r Files,
    listing: &'r Listing,
}

/// What a later run has to know to go on.
#[derive(Serialize, Deserialize)]
struct State {
    position: Position,
    tally: Tally,
}

/// A run on its way.
struct Run {
    begun: Instant,
    tally: Tally,
    /// Whether a later run can go on from here.
    is_kept: bool,
}

impl Run {
    fn new() -> Self {
        Self { begun: Instant::now(), tally: Tally::default(), is_kept: false }
    }

    /// Writes to an output that can be continued.
    fn continued(
        &mut self,
        arguments: &Args,
        Begun { path, mut output, state }: Begun,
        source: &mut Prepared<'_>,
        listing: &Listing,
    ) -> Result<()> {
        if let Some(state) = state {
            let State { position, tally } = serde_json::from_str(&state)?;
            say(format_args!(
                "going on behind {} of an earlier run",
                count(tally.articles, "article", "articles")
            ));
            source.options.begin = position;
            let done = listing.entries.iter().take(position.input).map(|entry| entry.size).sum();
            (self.tally, self.is_kept) = (tally.going_on(listing.problems.len(), done), true);
        } else if arguments.resume {
            say(format_args!("nothing to go on from; {} is begun anew", path.display()));
        }
        let (begun, lasts) = (self.begun, source.lasts());
        let mut is_long = self.is_kept;
        self.read(source, |batch, outcome, tally| {
            output.write(&group(batch, outcome))?;
            // a few articles are one group, and read again as fast as gone on behind
            is_long |= batch.pages.pages > 0 || !batch.is_last;
            if lasts && is_long {
                let state = State { position: batch.end, tally: tally.with_run(begun, 0) };
                output.checkpoint(&serde_json::to_string(&state)?)?;
            }
            Ok(lasts && is_long)
        })
        .map_err(|error| Error::io(path, error))?;
        Ok(output.finish()?)
    }

    /// Writes to an output that is whole or not there.
    fn whole(
        &mut self,
        arguments: &Args,
        target: &Target,
        style: RecordStyle,
        source: &Prepared<'_>,
        kept: &Kept<'_>,
    ) -> Result<()> {
        let is_one_object = style.format == RecordFormat::Json
            && style.table.is_none()
            && matches!(target, Target::File(path) if file::is_replaceable(path));
        let to_writer = |out: &mut dyn Write| {
            let mut writer = ArticleWriter::new(style, out)?;
            self.read(source, |batch, outcome, tally| {
                if is_one_object && tally.articles > 1 {
                    return Err(io::Error::other(NEED_A_FOLDER));
                }
                writer.write(&group(batch, outcome)).map(|()| false)
            })?;
            writer.finish()
        };
        match target {
            Target::Stdout => output::to_stdout(to_writer)?,
            Target::File(path) => file::replace(path, to_writer)?,
            Target::Whole(path) => {
                let mut sink = sink::create(path, style, &shown(&arguments.input.paths))?;
                self.read(source, |batch, outcome, _| sink.write(&group(batch, outcome)).map(|()| false))
                    .map_err(|error| Error::io(path, error))?;
                sink.finish()?;
            }
            Target::Folder(folder) => {
                let inputs =
                    kept.listing.entries.iter().map(|entry| (&*entry.path, entry.relative.as_path()));
                let mut names = Names::new(folder, &inputs.collect::<Vec<_>>());
                self.read(source, |batch, outcome, _| {
                    write_folder(&mut names, kept.files, &outcome.articles, batch, style).map(|()| false)
                })?;
            }
        }
        Ok(())
    }

    /// Reads all groups of articles, says what could not be read, and writes them; `write` says whether it came to a
    /// checkpoint.
    fn read(
        &mut self,
        source: &Prepared<'_>,
        mut write: impl FnMut(&Batch, &Outcome, &Tally) -> io::Result<bool>,
    ) -> io::Result<()> {
        source.read_in_groups(GROUP_BYTES, |batch| {
            source.watch.aside(|| report_problems(&batch.cut_off));
            let outcome = batch.entries();
            self.tally.add(&batch, &outcome);
            self.tally.is_complete &= batch.cut_off.is_empty();
            self.is_kept |= write(&batch, &outcome, &self.tally)?;
            source.watch.found.matches.store(self.tally.matches as u64, Relaxed);
            source.watch.found.findings.store(self.tally.all_findings(), Relaxed);
            Ok(())
        })
    }
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

/// Paths as the user named them.
fn shown(paths: &[PathBuf]) -> Vec<String> {
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
fn whole(arguments: &Args, format: RecordFormat, files: &Files) -> Result<Target> {
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
    files.spare(&path, "the records")?;
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
fn target(arguments: &Args, files: &Files) -> Result<Target> {
    let format = format_of(arguments);
    if format != RecordFormat::Csv && (arguments.delimiter.is_some() || arguments.no_header) {
        bail!("--delimiter and --no-header go with csv");
    }
    if is_whole(format, arguments) {
        return whole(arguments, format, files);
    }
    let in_one = format != RecordFormat::Json || arguments.table.is_some();
    if arguments.pretty && in_one {
        bail!("--pretty does not go with ndjson, csv and tables, which are one line a record");
    }
    let Some(path) = arguments.output.clone().filter(|path| path != Path::new("-")) else {
        return Ok(Target::Stdout);
    };
    let shown = path.display();
    files.spare(&path, "the records")?;
    match (in_one, is_folder(&path)) {
        (true, true) => bail!("{shown}: is a folder; ndjson, csv and tables go to one file"),
        (false, true) => Ok(Target::Folder(path)),
        (false, false) if file::is_replaceable(&path) && arguments.input.holds_several() => {
            let is_file = path.exists() || has_extension(&path, "json");
            if is_file && !arguments.input.may_choose_one() {
                bail!("{shown}: {NEED_A_FOLDER}");
            }
            Ok(if is_file { Target::File(path) } else { Target::Folder(path) })
        }
        (_, false) => Ok(Target::File(path)),
    }
}

/// Why several articles do not go into one file.
const NEED_A_FOLDER: &str = "several articles need a folder, or --format ndjson for one file";

/// Whether a target is a folder by its name or because it is one already.
pub(super) fn is_folder(path: &Path) -> bool {
    path.as_os_str().as_encoded_bytes().ends_with(b"/") || path.is_dir()
}

fn has_extension_of(arguments: &Args, wanted: &str) -> bool {
    arguments.output.as_ref().is_some_and(|path| has_extension(path, wanted))
}

fn has_extension(path: &Path, wanted: &str) -> bool {
    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case(wanted))
}

fn group<'a>(batch: &'a Batch, outcome: &'a Outcome) -> Group<'a> {
    Group::new(&outcome.articles, &batch.articles, &outcome.report.findings)
}

fn write_folder(
    names: &mut Names,
    inputs: &Files,
    articles: &[Article],
    batch: &Batch,
    style: RecordStyle,
) -> io::Result<()> {
    for (article, place) in articles.iter().zip(&batch.relative) {
        let path = names.next(place, &article.article.path);
        inputs.spare(&path, "the records").map_err(io::Error::other)?;
        file::replace_one_of_many(&path, |out| sink::write_article(article, style.pretty, out))
            .map_err(io::Error::other)?;
    }
    Ok(())
}
