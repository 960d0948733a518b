//! `scoreline report`: a page to look at, or a folder of pages.

use std::path::{Path, PathBuf};

use anyhow::{Result, anyhow};

use super::{
    Status,
    extract::is_folder,
    input::{Input, unread_inputs},
    output::{self, count, say},
};
use crate::{
    config::{Config, Layer},
    finding::Finding,
    pipeline::{Batch, Outcome},
    report::{self, Page, Source},
    review::{Choice, baseline::Baseline},
    sink::file,
};

/// Arguments of `report`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
The page needs no network and no other file. It is read without a script; its filters need one, and
so do the articles of a large batch, which are packed in the page.
With -o DIR/ there is an index and a page an article, for batches of any size; they need no script.

Examples:
  scoreline report 2018_FIFA_World_Cup.wiki            writes report.html
  scoreline report articles -o cup.html                one page for all articles of a folder
  scoreline report dump.xml.bz2 -o pages/              an index and a page an article
  scoreline report --baseline known.toml articles      without findings that were reviewed")]
pub(super) struct Args {
    #[command(flatten)]
    input: Input,
    /// Write to this file, or into this folder; `-` is standard output
    #[arg(long, short, value_name = "FILE|DIR/", default_value = "report.html")]
    output: PathBuf,
    /// Show only findings of these rules: codes, names or the letters of a family, such as AGG, between commas
    #[arg(long, value_name = "RULES", value_delimiter = ',', help_heading = "Rules")]
    select: Vec<String>,
    /// Do not show findings of these rules
    #[arg(long, value_name = "RULES", value_delimiter = ',', help_heading = "Rules")]
    ignore: Vec<String>,
    /// Do not show the findings of this file
    #[arg(long, value_name = "FILE", help_heading = "Reviewed findings")]
    baseline: Option<PathBuf>,
    /// Do not say what was written
    #[arg(long, short)]
    quiet: bool,
}

/// Runs the command.
pub(super) fn run(arguments: &Args) -> Result<Status> {
    let config = arguments.input.reading.config()?;
    let is_stdout = arguments.output == Path::new("-");
    if !is_stdout {
        arguments.input.files(&arguments.input.list()).spare(&arguments.output, "the report")?;
    }
    let Some(batch) = arguments.input.read_with(&config)? else { return Ok(Status::Interrupted) };
    let Outcome { articles, report } = batch.entries();
    let findings = arguments.chosen(report.findings, &batch, &config)?;
    let source = Source {
        texts: &batch.articles,
        articles: &articles,
        findings: &findings,
        problems: &batch.problems,
    };
    let written = if is_stdout {
        let html = report::page(source)?;
        output::to_stdout(|out| out.write_all(html.as_bytes()))?;
        html.len()
    } else if is_folder(&arguments.output) {
        write_folder(&arguments.output, source)?
    } else {
        let html = report::page(source)?;
        file::replace(&arguments.output, |out| out.write_all(html.as_bytes()))?;
        html.len()
    };
    if !arguments.quiet && !is_stdout {
        arguments.say(&batch, &findings, written);
    }
    Ok(if batch.problems.is_empty() { Status::Clean } else { Status::Incomplete })
}

impl Args {
    /// The findings that are wanted.
    fn chosen(&self, mut findings: Vec<Finding>, batch: &Batch, config: &Config) -> Result<Vec<Finding>> {
        let command_line = Layer::new(&self.select, &self.ignore).map_err(|message| anyhow!(message))?;
        let choice = Choice { config, command_line: &command_line };
        choice.apply(&mut findings, &batch.articles);
        if let Some(path) = self.baseline.as_ref().or(config.baseline.as_ref()) {
            Baseline::load(path)?.apply(&mut findings, &batch.articles, choice);
        }
        Ok(findings)
    }

    /// `5 articles, 93 findings written to report.html (412 kB)`
    fn say(&self, batch: &Batch, findings: &[Finding], bytes: usize) {
        let articles = count(batch.articles.len(), "article", "articles");
        let findings = count(findings.len(), "finding", "findings");
        let size = match bytes / 1000 {
            0..1000 => format!("{} kB", bytes.div_ceil(1000)),
            kilobytes => format!("{}.{} MB", kilobytes / 1000, kilobytes % 1000 / 100),
        };
        let unread =
            unread_inputs(batch.unread().collect()).map(|unread| format!("; {unread}")).unwrap_or_default();
        say(format_args!("{articles}, {findings} written to {} ({size}){unread}", self.output.display()));
    }
}

/// Writes a page an article, then the index, so that the index leads nowhere that is not there yet.
fn write_folder(folder: &Path, source: Source<'_>) -> Result<usize> {
    let mut bytes = 0;
    report::folder(source, |Page { name, html }| -> Result<()> {
        let path = folder.join(name);
        file::replace_one_of_many(&path, |out| out.write_all(html.as_bytes()))?;
        bytes += html.len();
        Ok(())
    })?;
    Ok(bytes)
}
