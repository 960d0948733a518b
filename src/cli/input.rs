//! Arguments that several commands share, and the batch they name.

use std::path::PathBuf;

use anyhow::Result;
use clap::{Args, ValueEnum};

use super::output::{self, say};
use crate::{
    catalogue::Catalogue,
    config::{Config, language_code},
    markup::Dialect,
    pipeline::{self, Batch, Options},
    source::Problem,
};

/// Which articles, and how they are read.
#[derive(Debug, Args)]
pub(super) struct Input {
    /// Articles: files, folders, or `-` for standard input
    #[arg(value_name = "PATH", required = true)]
    pub(super) paths: Vec<PathBuf>,
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

impl Input {
    /// What the configuration file says.
    pub(super) fn config(&self) -> Result<Config> {
        Ok(match &self.config {
            Some(path) => Config::load(path)?,
            None if self.no_config => Config::default(),
            None => std::env::current_dir()
                .map_or_else(|_| Ok(Config::default()), |folder| Config::discover(&folder))?,
        })
    }

    /// Reads the articles as the configuration wants.
    pub(super) fn read(&self) -> Result<Batch> {
        self.read_with(&self.config()?)
    }

    /// Reads the articles, and says on standard error what could not be read.
    pub(super) fn read_with(&self, config: &Config) -> Result<Batch> {
        let catalogue = match self.catalogue.as_ref().or(config.catalogue.as_ref()) {
            Some(folder) => Catalogue::with_overlay(folder)?,
            None => Catalogue::embedded()?,
        };
        let batch = pipeline::read(&self.paths, &self.options(config), &catalogue);
        report_problems(&batch.problems);
        if self.verbose {
            let skipped =
                |path: &PathBuf| say(format_args!("{}: skipped, not an article by its name", path.display()));
            batch.skipped.iter().for_each(skipped);
        }
        Ok(batch)
    }

    fn options(&self, config: &Config) -> Options {
        Options {
            dialect: self.dialect.map(Dialect::from),
            language: self.language.as_ref().or(config.language.as_ref()).cloned(),
            jobs: self.jobs,
            teams: config.teams.clone(),
        }
    }
}

/// Writes each problem on a line of its own.
pub(super) fn report_problems(problems: &[Problem]) {
    problems.iter().for_each(|problem| say(format_args!("{problem}")));
}

/// Closing words of a summary: how many inputs could not be read, and which.
pub(super) fn unread_summary(problems: &[Problem]) -> Option<String> {
    let mut paths: Vec<&str> =
        problems.iter().filter(|problem| !problem.partial).map(|problem| &*problem.path).collect();
    paths.dedup();
    (!paths.is_empty()).then(|| {
        format!("{} could not be read: {}", output::count(paths.len(), "input", "inputs"), paths.join(", "))
    })
}
