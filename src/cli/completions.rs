//! `scoreline completions`: what a shell has to know to complete a command line.

use anyhow::Result;
use clap::CommandFactory;
use clap_complete::{Shell, generate};

use super::{Cli, Status, output};

/// Arguments of `completions`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
For example, for bash:
  scoreline completions bash > ~/.local/share/bash-completion/completions/scoreline")]
pub(super) struct Args {
    /// The shell
    shell: Shell,
}

/// Runs the command.
pub(super) fn run(arguments: &Args) -> Result<Status> {
    // the generator panics where a writer fails, as a closed pipe does
    let mut script = Vec::new();
    generate(arguments.shell, &mut Cli::command(), "scoreline", &mut script);
    output::to_stdout(|out| out.write_all(&script))?;
    Ok(Status::Clean)
}
