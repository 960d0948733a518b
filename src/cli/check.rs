//! `scoreline check`: findings to standard output, a summary to standard error.

use std::{
    io::{self, Write},
    path::{Path, PathBuf},
    sync::atomic::Ordering::Relaxed,
    time::Instant,
};

use anyhow::{Result, anyhow};
use clap::ValueEnum;

use super::{
    Status, fix,
    input::{Input, Prepared},
    output::{self, count, say},
    summary::Totals,
};
use crate::{
    check::Report,
    config::{Config, Layer},
    finding::{Finding, Severity},
    pipeline::Batch,
    review::{
        Choice,
        baseline::{Baseline, Reviewed},
        statistics::Counts,
    },
    sink::{self, FindingFormat, FindingStyle, FindingWriter, file},
};

/// Texts that are compared with each other and held at once.
const GROUP_BYTES: usize = 64 << 20;

/// Arguments of `check`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
A comment in an article leaves a finding alone:  <!-- scoreline: ignore AGG001 -->
A scoreline.toml in this folder or above it gives defaults; options on the command line win.
`scoreline rule` lists the rules, `scoreline rule AGG001` shows the page of one.

Examples:
  scoreline check articles                               all rules, source excerpts
  scoreline check --select AGG,score-disagrees a.wiki    one family and one rule
  scoreline check --write-baseline known.toml articles   write down what is known today
  scoreline check --baseline known.toml articles         report what is new
  scoreline check --fix --diff articles | patch -p1      look at corrections, or make them
  scoreline check --format sarif articles > out.sarif    for a code scanning service

Exit status:
  0  clean
  1  findings at or above --fail-on
  2  could not run, or some input could not be read or written")]
pub(super) struct Args {
    #[command(flatten)]
    input: Input,
    /// How findings are written
    #[arg(long, value_enum, default_value_t, help_heading = "Output")]
    format: FindingFormat,
    /// Write how many findings there are of each rule and severity, as a table or JSON, instead of the findings
    #[arg(long, conflicts_with_all = ["fix", "write_baseline"], help_heading = "Output")]
    statistics: bool,
    /// Least severity that makes the exit status 1 [default: warning]
    #[arg(long, value_enum, value_name = "SEVERITY", help_heading = "Output")]
    fail_on: Option<SeverityName>,
    /// Report only these rules: codes, names or the letters of a family, such as AGG, between commas
    #[arg(long, value_name = "RULES", value_delimiter = ',', help_heading = "Rules")]
    select: Vec<String>,
    /// Do not report these rules
    #[arg(long, value_name = "RULES", value_delimiter = ',', help_heading = "Rules")]
    ignore: Vec<String>,
    /// Do not report the findings of this file; name its entries that match nothing any more
    #[arg(long, value_name = "FILE", help_heading = "Reviewed findings")]
    baseline: Option<PathBuf>,
    /// Write the findings to this file, as reviewed
    #[arg(long, value_name = "FILE", conflicts_with = "baseline", help_heading = "Reviewed findings")]
    write_baseline: Option<PathBuf>,
    /// Take the corrections that follow from places which agree; without --write they are only shown
    #[arg(long, conflicts_with = "write_baseline", help_heading = "Corrections")]
    pub(super) fix: bool,
    /// Show the corrections as a unified diff
    #[arg(long, requires = "fix", help_heading = "Corrections")]
    pub(super) diff: bool,
    /// Write the corrections to the files, then report what is left
    #[arg(long, requires = "fix", help_heading = "Corrections")]
    pub(super) write: bool,
}

/// A severity on the command line.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum SeverityName {
    Error,
    Warning,
    Info,
}

impl From<SeverityName> for Severity {
    fn from(name: SeverityName) -> Self {
        match name {
            SeverityName::Error => Severity::Error,
            SeverityName::Warning => Severity::Warning,
            SeverityName::Info => Severity::Info,
        }
    }
}

/// What holds for a whole run: the command line laid over the configuration.
pub(super) struct Session<'a> {
    pub(super) arguments: &'a Args,
    config: Config,
    command_line: Layer,
    begun: Instant,
    /// Reviewed findings, and where they are written down.
    known: Option<(PathBuf, Baseline)>,
}

/// The articles with the findings that are reported.
pub(super) struct Checked {
    pub(super) batch: Batch,
    pub(super) findings: Vec<Finding>,
    ignored: usize,
    reviewed: Reviewed,
}

/// Runs the command.
pub(super) fn run(arguments: &Args) -> Result<Status> {
    let session = Session::new(arguments)?;
    if arguments.fix {
        return fix::run(&session);
    }
    match &arguments.write_baseline {
        Some(path) => {
            let Some(checked) = session.look()? else { return Ok(Status::Interrupted) };
            session.write_baseline(path, &checked)
        }
        None => session.check(),
    }
}

impl<'a> Session<'a> {
    fn new(arguments: &'a Args) -> Result<Self> {
        let config = arguments.input.reading.config()?;
        let command_line =
            Layer::new(&arguments.select, &arguments.ignore).map_err(|message| anyhow!(message))?;
        let baseline = arguments.baseline.as_ref().or(config.baseline.as_ref());
        let known = match baseline.filter(|_| arguments.write_baseline.is_none()) {
            Some(path) => Some((path.clone(), Baseline::load(path)?)),
            None => None,
        };
        Ok(Self { arguments, config, command_line, begun: Instant::now(), known })
    }

    fn choice(&self) -> Choice<'_> {
        Choice { config: &self.config, command_line: &self.command_line }
    }

    fn fail_on(&self) -> Severity {
        self.arguments.fail_on.map(Severity::from).or(self.config.fail_on).unwrap_or(Severity::Warning)
    }

    fn style(&self) -> FindingStyle {
        FindingStyle { format: self.arguments.format, colour: output::is_coloured() }
    }

    /// Where reviewed findings are written down.
    fn baseline(&self) -> Option<&Path> {
        self.known.as_ref().map(|(path, _)| path.as_path())
    }

    /// Reads all articles and applies the rules, to correct them or to write down what is found.
    pub(super) fn look(&self) -> Result<Option<Checked>> {
        let Some(batch) = self.arguments.input.read_with(&self.config)? else { return Ok(None) };
        let checked = self.judge(batch);
        if let Some(path) = self.baseline() {
            checked.reviewed.say_outdated(path);
        }
        Ok(Some(checked))
    }

    /// Applies the rules to a group of articles.
    fn judge(&self, batch: Batch) -> Checked {
        let Report { mut findings, ignored, .. } = batch.check();
        self.choice().apply(&mut findings, &batch.articles);
        let mut reviewed = Reviewed::default();
        if let Some((_, known)) = &self.known {
            reviewed = known.apply(&mut findings, &batch.articles, self.choice());
        }
        Checked { batch, findings, ignored, reviewed }
    }

    /// Reads the articles in groups, applies the rules, and writes the findings, or how many they are.
    fn check(&self) -> Result<Status> {
        let mut source = self.arguments.input.prepare_with(&self.config)?;
        let mut run = Run::default();
        let written = output::to_stdout(|out| run.write(self, &source, out));
        source.watch.finish();
        if source.watch.progress.stops() {
            return Ok(Status::Interrupted);
        }
        written?;
        if let Some(path) = self.baseline() {
            run.reviewed.say_outdated(path);
        }
        if self.arguments.format == FindingFormat::Text {
            run.totals.say(self.baseline(), self.begun.elapsed());
        }
        Ok(self.status(&run.totals))
    }

    /// Writes the findings of articles that are at hand.
    pub(super) fn report(&self, checked: &Checked) -> Result<Status> {
        let Checked { batch, findings, .. } = checked;
        output::to_stdout(|out| sink::write_findings(findings, &batch.articles, self.style(), out))?;
        let totals = checked.totals();
        if self.arguments.format == FindingFormat::Text {
            totals.say(self.baseline(), self.begun.elapsed());
        }
        Ok(self.status(&totals))
    }

    /// Says what was found in articles that are at hand, without the findings.
    pub(super) fn sum_up(&self, checked: &Checked) -> Status {
        let totals = checked.totals();
        say(format_args!("{}", totals.summary(self.baseline())));
        self.status(&totals)
    }

    pub(super) fn status(&self, totals: &Totals) -> Status {
        if !totals.is_complete() {
            Status::Incomplete
        } else if totals.has(self.fail_on()) {
            Status::Findings
        } else {
            Status::Clean
        }
    }

    fn write_baseline(&self, path: &Path, checked: &Checked) -> Result<Status> {
        let Checked { batch, findings, .. } = checked;
        let before = if path.exists() { Baseline::load(path)? } else { Baseline::default() };
        let baseline = Baseline::of(findings, &batch.articles, self.choice(), &before);
        file::replace(path, |out| baseline.write(out))?;
        let findings = count(findings.len(), "finding", "findings");
        let entries = count(baseline.entries.len(), "entry", "entries");
        say(format_args!("{findings} written down; {} has {entries}", path.display()));
        Ok(if batch.problems.is_empty() { Status::Clean } else { Status::Incomplete })
    }
}

impl Checked {
    /// What came of them.
    pub(super) fn totals(&self) -> Totals {
        let mut totals = Totals::default();
        totals.add(&self.batch, &self.findings, self.ignored, self.reviewed.known);
        totals
    }
}

/// A run on its way.
#[derive(Default)]
struct Run {
    totals: Totals,
    reviewed: Reviewed,
}

impl Run {
    fn write(&mut self, session: &Session<'_>, source: &Prepared<'_>, out: &mut dyn Write) -> io::Result<()> {
        let style = session.style();
        if session.arguments.statistics {
            let mut counts = Counts::default();
            self.read(session, source, |checked| {
                counts.add(&checked.findings);
                Ok(())
            })?;
            return sink::write_statistics(&counts.sorted(), style.format, out);
        }
        let mut writer = FindingWriter::new(style, out)?;
        self.read(session, source, |checked| {
            source.watch.aside(|| writer.write(&checked.findings, &checked.batch.articles))
        })?;
        writer.finish()
    }

    fn read(
        &mut self,
        session: &Session<'_>,
        source: &Prepared<'_>,
        mut write: impl FnMut(&Checked) -> io::Result<()>,
    ) -> io::Result<()> {
        source.read_in_groups(GROUP_BYTES, |batch| {
            let checked = session.judge(batch);
            self.totals.add(&checked.batch, &checked.findings, checked.ignored, checked.reviewed.known);
            self.reviewed.outdated.extend_from_slice(&checked.reviewed.outdated);
            source.watch.found.findings.store(self.totals.findings() as u64, Relaxed);
            write(&checked)
        })
    }
}

impl Reviewed {
    /// Names the entries that match less often than they say.
    fn say_outdated(&self, path: &Path) {
        for (entry, matches) in &self.outdated {
            let how = match matches {
                0 => "matches nothing any more".to_owned(),
                times => format!("matches {times} of {} times", entry.count),
            };
            let (code, article, message) = (&entry.code, &entry.article, &entry.message);
            say(format_args!("{}: entry {how}: {code} in {article}: {message}", path.display()));
        }
    }
}
