//! `scoreline schema`: the JSON contract as JSON Schema.

use anyhow::Result;
use clap::ValueEnum;

use super::{Status, output};
use crate::sink::schema;

/// Arguments of `schema`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Of which object
    #[arg(value_enum, default_value_t)]
    object: Object,
}

/// What is written as an object.
#[derive(Clone, Copy, Debug, Default, ValueEnum)]
enum Object {
    /// What `extract` writes for an article
    #[default]
    Article,
    /// What `check` writes for a finding
    Finding,
}

/// Runs the command.
pub(super) fn run(arguments: &Args) -> Result<Status> {
    let schema = match arguments.object {
        Object::Article => schema::of_article(),
        Object::Finding => schema::of_finding(),
    };
    output::to_stdout(|out| {
        serde_json::to_writer_pretty(&mut *out, &schema)?;
        out.write_all(b"\n")
    })?;
    Ok(Status::Clean)
}
