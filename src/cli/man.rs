//! `scoreline man`: the manual, as one page, or in a folder a page for each command.

use std::path::PathBuf;

use anyhow::Result;
use clap::{Command, CommandFactory};
use clap_mangen::Man;

use super::{
    Cli, Status,
    output::{self, count, say},
};
use crate::sink::file;

/// Arguments of `man`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
To read it: scoreline man | man -l -
To install it: scoreline man -o ~/.local/share/man/man1")]
pub(super) struct Args {
    /// Write a page for each command into this folder
    #[arg(long, short, value_name = "DIR")]
    output: Option<PathBuf>,
}

/// Runs the command.
pub(super) fn run(arguments: &Args) -> Result<Status> {
    let mut command = Cli::command().disable_help_subcommand(true);
    // gives subcommands their whole names
    command.build();
    let Some(folder) = &arguments.output else {
        output::to_stdout(|out| Man::new(command).render(out))?;
        return Ok(Status::Clean);
    };
    let commands: Vec<Command> =
        std::iter::once(&command).chain(command.get_subcommands()).cloned().collect();
    for command in &commands {
        let page = Man::new(command.clone());
        file::replace(&folder.join(page.get_filename()), |out| page.render(out))?;
    }
    say(format_args!("{} written to {}", count(commands.len(), "page", "pages"), folder.display()));
    Ok(Status::Clean)
}
