//! Arguments that several commands share, and the batch they name.

use std::{
    cell::OnceCell,
    collections::{BTreeSet, HashSet},
    fs, io,
    path::{Path, PathBuf},
    sync::Arc,
    time::{Duration, SystemTime},
};

use anyhow::{Context, Result, bail};
use clap::{Args, ValueEnum};
use walkdir::WalkDir;

use super::{
    output::{self, say},
    watch::{Show, Watch},
};
use crate::{
    catalogue::Catalogue,
    config::{Config, language_code},
    hash,
    markup::Dialect,
    pipeline::{self, Batch, Choice, Ended, Options, PageCounts, plain_title},
    record::Coverage,
    source::{self, Entry, EntryOrigin, Listing, Opened, Opening, Problem},
};

/// Which articles, and how they are read.
#[derive(Debug, Args)]
pub(super) struct Input {
    /// Articles, dumps (XML, JSON; also bz2, gz, zst): files, folders, or `-` for standard input
    #[arg(value_name = "PATH", required = true)]
    pub(super) paths: Vec<PathBuf>,
    #[command(flatten)]
    pub(super) reading: Reading,
    #[command(flatten)]
    parts: Parts,
}

/// How articles are read.
#[derive(Debug, Args)]
pub(super) struct Reading {
    /// How the text is written [default: detected for each article]
    #[arg(long, value_enum)]
    dialect: Option<DialectName>,
    /// Language code of the wiki that the articles come from [default: by the folder (de/, dewiki/), else en]
    #[arg(long, value_name = "CODE", value_parser = language_code)]
    language: Option<String>,
    /// Threads; 0 is one for each core
    #[arg(long, short, value_name = "N", default_value_t = 0)]
    jobs: usize,
    /// Folder with catalogue files that are laid over the ones built in
    #[arg(long, value_name = "DIR")]
    catalogue: Option<PathBuf>,
    /// Configuration file [default: scoreline.toml in this folder or the nearest above it]
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Take no configuration file
    #[arg(long, conflicts_with = "config")]
    no_config: bool,
}

/// Which articles and pages are read of all, and what is said meanwhile.
#[derive(Debug, Args)]
struct Parts {
    /// Namespaces that are read of dumps [default: 0 (articles) and 10 (templates)]
    #[arg(long = "namespace", value_name = "N", value_delimiter = ',', allow_negative_numbers = true)]
    namespaces: Vec<i32>,
    /// Keep pages of dumps that state nothing
    #[arg(long)]
    all: bool,
    /// Read no more than N articles and pages
    #[arg(long, value_name = "N", help_heading = "Parts of an input")]
    limit: Option<u64>,
    /// Read a share of the articles and pages, such as 2% or 0.02, the same ones in each run
    #[arg(long, value_name = "SHARE", value_parser = share, help_heading = "Parts of an input")]
    sample: Option<f64>,
    /// Read only the articles and pages whose titles stand in this file, one a line
    #[arg(long, value_name = "FILE", help_heading = "Parts of an input")]
    titles: Option<PathBuf>,
    /// Texts of articles and pages that are compared with each other and held at once, in bytes
    #[arg(long, value_name = "BYTES", hide = true)]
    group_bytes: Option<usize>,
    /// How it is shown how far the run is
    #[arg(long, value_enum, default_value_t, value_name = "HOW")]
    progress: Show,
    /// Name the files in folders that are skipped because they are no articles
    #[arg(long, short)]
    verbose: bool,
}

/// A dialect on the command line.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum DialectName {
    /// MediaWiki wikitext
    Wikitext,
    /// Templates kept, headings, tables and links stripped
    Stripped,
    /// Rendered text, no templates
    Rendered,
}

impl From<DialectName> for Dialect {
    fn from(name: DialectName) -> Self {
        match name {
            DialectName::Wikitext => Dialect::Wikitext,
            DialectName::Stripped => Dialect::Stripped,
            DialectName::Rendered => Dialect::Rendered,
        }
    }
}

/// Files that nothing may be written over.
#[derive(Default)]
pub(super) struct Files {
    named: Vec<PathBuf>,
    /// The same without links; many take a while.
    real: OnceCell<HashSet<PathBuf>>,
}

impl Files {
    /// Whether a path leads to one of them, by whatever name.
    fn has(&self, path: &Path) -> bool {
        let real = || self.named.iter().filter_map(|path| path.canonicalize().ok()).collect();
        path.canonicalize().is_ok_and(|path| self.real.get_or_init(real).contains(&path))
    }

    /// Fails where a path leads to one of them.
    pub(super) fn spare(&self, path: &Path, what: &str) -> Result<()> {
        if self.has(path) {
            bail!("{}: is an input; {what} would replace it", path.display());
        }
        Ok(())
    }
}

/// What is read, with everything that reading needs.
pub(super) struct Prepared<'a> {
    input: &'a Input,
    /// How they are read.
    pub(super) options: Options,
    catalogue: Catalogue,
    /// What is laid over the catalogue.
    overlay: Option<PathBuf>,
    /// How far it is.
    pub(super) watch: Watch,
}

impl Input {
    /// Takes options and catalogue from the command line and the configuration.
    pub(super) fn prepare(&self) -> Result<Prepared<'_>> {
        self.prepare_with(&self.reading.config()?)
    }

    /// The same with a configuration that is at hand.
    pub(super) fn prepare_with(&self, config: &Config) -> Result<Prepared<'_>> {
        let catalogue = self.reading.catalogue(config)?;
        let choice = self.parts.choice()?;
        let watch = Watch::new(self.parts.progress);
        let options = Options {
            choice,
            namespaces: self.parts.namespaces.clone(),
            all_pages: self.parts.all,
            progress: Arc::clone(&watch.progress),
            ..self.reading.options(config)
        };
        let overlay = self.reading.overlay(config).cloned();
        Ok(Prepared { input: self, options, catalogue, overlay, watch })
    }

    /// The inputs, those of folders among them.
    pub(super) fn list(&self) -> Listing {
        source::list(&self.paths)
    }

    /// The files that are read.
    pub(super) fn files(&self, listing: &Listing) -> Files {
        let listed = listing.entries.iter().filter_map(|entry| file_of(entry));
        let named = [&self.parts.titles, &self.reading.config].into_iter().flatten();
        let files = listed.chain(named.map(PathBuf::as_path));
        Files { named: files.map(Path::to_owned).collect(), real: OnceCell::new() }
    }

    /// Whether there are several articles, as far as is seen without reading on: several paths, a folder, a dump of several
    /// pages.
    pub(super) fn holds_several(&self) -> bool {
        let [path] = self.paths.as_slice() else { return true };
        if !path.is_file() {
            return path.is_dir();
        }
        let opened = self.list().entries.first().map(|entry| source::open(entry, &Opening::default()));
        let Some(Ok(Opened::Pages(mut pages))) = opened else { return false };
        pages.next().is_some() && pages.next().is_some()
    }

    /// Whether one article may be all that is chosen of several.
    pub(super) fn may_choose_one(&self) -> bool {
        self.parts.titles.is_some() || self.parts.limit.is_some_and(|limit| limit <= 1)
    }

    /// Reads the articles, and says on standard error what could not be read; `None` where the user asked for the end.
    pub(super) fn read_with(&self, config: &Config) -> Result<Option<Batch>> {
        let Prepared { options, catalogue, mut watch, .. } = self.prepare_with(config)?;
        let batch = pipeline::read(&self.paths, &options, &catalogue);
        watch.finish();
        self.report(&batch);
        Ok(Some(batch).filter(|_| !options.progress.stops()))
    }

    fn report(&self, batch: &Batch) {
        report_problems(&batch.problems);
        if self.parts.verbose {
            let skipped =
                |path: &PathBuf| say(format_args!("{}: skipped, not an article by its name", path.display()));
            batch.skipped.iter().for_each(skipped);
        }
    }
}

impl Prepared<'_> {
    /// What makes a run that is continued the same run: its inputs as they are on the disk, and all that decides what is
    /// written of them.
    pub(super) fn fingerprint(&self, listing: &Listing) -> serde_json::Value {
        let Options { dialect, language, namespaces, all_pages, choice, teams, .. } = &self.options;
        let files: Vec<_> = listing.entries.iter().map(|entry| (&entry.path, state_of(entry))).collect();
        let problems: Vec<_> = listing.problems.iter().map(|problem| &problem.path).collect();
        let titles =
            choice.titles.as_ref().map(|titles| hash::stable(&titles.iter().collect::<BTreeSet<_>>()));
        serde_json::json!({
            "version": env!("CARGO_PKG_VERSION"),
            "inputs": self.input.paths,
            "files": hash::stable(&(files, problems)),
            "dialect": format!("{dialect:?}"),
            "language": language,
            "namespaces": namespaces,
            "all_pages": all_pages,
            "group_bytes": self.input.parts.group_bytes,
            "limit": choice.limit,
            "share": choice.share,
            "titles": titles,
            "catalogue": self.overlay.as_deref().map(overlay_hash),
            "teams": hash::stable(&teams.pairs()),
        })
    }

    /// Whether all that is read can be read again, and known to be the same: pipes cannot.
    pub(super) fn lasts(&self) -> bool {
        let is_pipe = |path: &PathBuf| {
            path == Path::new("-") || fs::metadata(path).is_ok_and(|path| !path.is_file() && !path.is_dir())
        };
        !self.input.paths.iter().any(is_pipe)
    }

    /// Reads the articles in groups with texts of `most_bytes`, unless the user says otherwise, and says on standard error what
    /// could not be read.
    ///
    /// # Errors
    /// What `each` says, and that the user asked for the end.
    pub(super) fn read_in_groups(
        &self,
        most_bytes: usize,
        mut each: impl FnMut(Batch) -> io::Result<()>,
    ) -> io::Result<()> {
        let report = |batch| {
            self.watch.aside(|| self.input.report(&batch));
            each(batch)
        };
        match pipeline::read_in_groups(
            &self.input.paths,
            &self.options,
            &self.catalogue,
            self.input.parts.group_bytes.unwrap_or(most_bytes),
            report,
        )? {
            Ended::Whole => Ok(()),
            Ended::Stopped => Err(io::Error::new(io::ErrorKind::Interrupted, "interrupted")),
        }
    }
}

impl Reading {
    /// What the configuration file says.
    pub(super) fn config(&self) -> Result<Config> {
        Ok(match &self.config {
            Some(path) => Config::load(path)?,
            None if self.no_config => Config::default(),
            None => std::env::current_dir()
                .map_or_else(|_| Ok(Config::default()), |folder| Config::discover(&folder))?,
        })
    }

    /// The catalogue, with the folder laid over it that the user or the configuration names.
    pub(super) fn catalogue(&self, config: &Config) -> Result<Catalogue> {
        Ok(match self.overlay(config) {
            Some(folder) => Catalogue::with_overlay(folder)?,
            None => Catalogue::embedded()?,
        })
    }

    /// The folder that is laid over the catalogue.
    fn overlay<'r>(&'r self, config: &'r Config) -> Option<&'r PathBuf> {
        self.catalogue.as_ref().or(config.catalogue.as_ref())
    }

    /// Everything else.
    pub(super) fn options(&self, config: &Config) -> Options {
        Options {
            dialect: self.dialect.map(Dialect::from),
            language: self.language.as_ref().or(config.language.as_ref()).cloned(),
            jobs: self.jobs,
            teams: config.teams.clone(),
            ..Options::default()
        }
    }
}

impl Parts {
    /// Which articles and pages are read.
    fn choice(&self) -> Result<Choice> {
        let mut choice = Choice::default();
        (choice.limit, choice.share) = (self.limit, self.sample);
        if let Some(path) = &self.titles {
            let text = fs::read_to_string(path).with_context(|| path.display().to_string())?;
            let titles = text.trim_start_matches('\u{feff}').lines().map(plain_title);
            choice.titles = Some(Arc::new(titles.filter(|title| !title.is_empty()).collect::<HashSet<_>>()));
        }
        Ok(choice)
    }
}

fn file_of(entry: &Entry) -> Option<&Path> {
    match &entry.origin {
        EntryOrigin::File(path) => Some(path),
        EntryOrigin::Stdin => None,
    }
}

/// Size and time of a file.
fn state_of(entry: &Entry) -> Option<(u64, Option<SystemTime>)> {
    let metadata = fs::metadata(file_of(entry)?).ok()?;
    Some((metadata.len(), metadata.modified().ok()))
}

/// The files of a catalogue that is laid over the one built in, with their texts.
fn overlay_hash(folder: &Path) -> u64 {
    let files = WalkDir::new(folder).sort_by_file_name().into_iter().filter_map(std::result::Result::ok);
    let texts: Vec<_> = files.map(|file| (file.path().to_owned(), fs::read(file.path()).ok())).collect();
    hash::stable(&texts)
}

/// `2%` or `0.02`
fn share(written: &str) -> Result<f64, String> {
    let (number, unit) = written.strip_suffix('%').map_or((written, 1.0), |number| (number, 100.0));
    let share = number.trim().parse::<f64>().map(|number| number / unit).ok();
    let is_share = |share: &f64| (0.0..=1.0).contains(share);
    share.filter(is_share).ok_or_else(|| "a share is 0 to 1, or 0% to 100%".to_owned())
}

/// Writes each problem on a line of its own.
pub(super) fn report_problems(problems: &[Problem]) {
    problems.iter().for_each(|problem| say(format_args!("{problem}")));
}

/// Closing words of a summary: how many inputs could not be read, and which.
pub(super) fn unread_inputs(mut paths: Vec<&str>) -> Option<String> {
    paths.dedup();
    (!paths.is_empty()).then(|| {
        format!("{} could not be read: {}", output::count(paths.len(), "input", "inputs"), paths.join(", "))
    })
}

/// What became of the pages of dumps; `None` where there were none:
/// `1389 pages: 41 kept, 5 read without a record, 1291 without football, 52 in other namespaces; 9.5 MB in 0.31 s (30.7 MB/s)`.
pub(super) fn pages_summary(counts: &PageCounts, time: Duration) -> Option<String> {
    let of = [
        (counts.without_record, "read without a record"),
        (counts.without_football, "without football"),
        (counts.not_chosen, "not chosen"),
        (counts.redirects, "redirecting"),
        (counts.other_namespace, "in other namespaces"),
        (counts.other_model, "of other content models"),
    ];
    let rest: String = of
        .iter()
        .filter(|(number, _)| *number > 0)
        .map(|(number, what)| format!(", {number} {what}"))
        .collect();
    #[expect(clippy::cast_precision_loss, reason = "shown with one digit behind the point")]
    let megabytes = counts.bytes as f64 / 1e6;
    let seconds = time.as_secs_f64().max(1e-3);
    let speed = megabytes / seconds;
    let pages = if counts.pages == 1 { "page" } else { "pages" };
    (counts.pages > 0).then(|| {
        format!(
            "{} {pages}: {} kept{rest}; {megabytes:.1} MB in {seconds:.2} s ({speed:.1} MB/s)",
            counts.pages, counts.kept
        )
    })
}

/// How much was read, for the summary of a run: `read 240 of 248 templates (8 of other kinds), 3 of 3 tables (1 holds no
/// results); not read: 2 values`.
pub(super) fn coverage_summary(coverage: &Coverage) -> String {
    let mut read = format!("read {} of {} templates", coverage.templates_read, coverage.templates_seen);
    if coverage.templates_other > 0 {
        read.push_str(&format!(" ({} of other kinds)", coverage.templates_other));
    }
    if coverage.tables_seen > 0 {
        let others = coverage.tables_other.min(coverage.tables_seen);
        read.push_str(&format!(", {} of {} tables", coverage.tables_read, coverage.tables_seen - others));
        if others > 0 {
            read.push_str(&format!(" ({others} {} no results)", if others == 1 { "holds" } else { "hold" }));
        }
    }
    let mut parts = vec![read];
    let unread = coverage.unread.iter().map(|(what, number)| {
        let ending = if what.ends_with('x') { "es" } else { "s" };
        output::count(usize::try_from(*number).unwrap_or(usize::MAX), what, &format!("{what}{ending}"))
    });
    let unread: Vec<String> = unread.collect();
    if !unread.is_empty() {
        parts.push(format!("not read: {}", unread.join(", ")));
    }
    if coverage.transclusions > 0 {
        let (missing, all) = (coverage.transclusions_missing, coverage.transclusions);
        parts.push(format!("{missing} of {all} parts of other pages are not among the inputs"));
    }
    parts.join("; ")
}
