//! The command line: arguments are resolved once into options; no stage below reads flags or the environment.

mod catalogue;
mod check;
mod completions;
mod extract;
mod fix;
mod input;
mod man;
mod markup;
mod output;
#[cfg(feature = "report")]
mod report;
mod rule;
mod schema;
mod summary;
mod tally;
mod watch;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Reads Wikipedia football articles into typed records and finds where they contradict themselves
#[derive(Debug, Parser)]
#[command(version, propagate_version = true, arg_required_else_help = true, max_term_width = 100)]
#[command(
    after_help = "Exit status: 0 clean, 1 findings, 2 could not run or some input could not be read, 130 interrupted."
)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Write what articles state as typed records
    Extract(extract::Args),
    /// Find where articles contradict themselves
    Check(check::Args),
    /// Write a page that shows competitions and their contradictions at a glance
    #[cfg(feature = "report")]
    Report(report::Args),
    /// List the rules, or show the page of one
    Rule(rule::Args),
    /// List the templates that are known, or count those that articles use
    Catalogue(catalogue::Args),
    /// List every template with its name, parameters and byte span, one JSON object a line
    Markup(markup::Args),
    /// Print the JSON Schema of what is written
    Schema(schema::Args),
    /// Print the completions of a shell
    Completions(completions::Args),
    /// Print the manual
    Man(man::Args),
}

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Status {
    /// Everything was read and nothing was found.
    Clean,
    /// Findings at or above the severity that fails.
    Findings,
    /// Some input could not be read.
    Incomplete,
    /// The user asked for the end before it came.
    Interrupted,
}

impl From<Status> for ExitCode {
    fn from(status: Status) -> Self {
        match status {
            Status::Clean => ExitCode::SUCCESS,
            Status::Findings => ExitCode::from(1),
            Status::Incomplete => ExitCode::from(2),
            Status::Interrupted => ExitCode::from(watch::INTERRUPTED),
        }
    }
}

/// Runs the command that the process was started with.
#[must_use]
pub fn run() -> ExitCode {
    let result = match Cli::parse().command {
        Command::Extract(arguments) => extract::run(&arguments),
        Command::Check(arguments) => check::run(&arguments),
        #[cfg(feature = "report")]
        Command::Report(arguments) => report::run(&arguments),
        Command::Rule(arguments) => rule::run(&arguments),
        Command::Catalogue(arguments) => catalogue::run(&arguments),
        Command::Markup(arguments) => markup::run(&arguments),
        Command::Schema(arguments) => schema::run(&arguments),
        Command::Completions(arguments) => completions::run(&arguments),
        Command::Man(arguments) => man::run(&arguments),
    };
    match result {
        Ok(status) => status.into(),
        // A reader that has seen enough, such as `head`, is no failure.
        Err(error) if output::is_closed_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            output::say(format_args!("error: {}", output::in_full(&error)));
            ExitCode::from(2)
        }
    }
}
