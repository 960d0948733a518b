//! `scoreline rule`: the list of rules, or the page of one.

use std::io::{self, Write};

use anyhow::{Result, anyhow};
use clap::ValueEnum;
use serde::Serialize;

use super::{Status, output};
use crate::{
    check::{RuleMeta, find, metas, no_such_rule},
    finding::Severity,
};

/// Arguments of `rule`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Code or name of a rule; without it, all rules are listed
    code: Option<String>,
    /// How the rules are written
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

/// How rules are written.
#[derive(Clone, Copy, Debug, Default, ValueEnum)]
enum Format {
    /// Code, severity and name on a line each; a page as Markdown
    #[default]
    Text,
    /// JSON
    Json,
}

#[derive(Serialize)]
struct RuleRecord {
    code: &'static str,
    name: &'static str,
    severity: Severity,
    since: &'static str,
    text: &'static str,
}

impl From<&'static RuleMeta> for RuleRecord {
    fn from(meta: &'static RuleMeta) -> Self {
        let RuleMeta { code, name, severity, text, since } = *meta;
        Self { code, name, severity, since, text }
    }
}

/// Runs the command.
pub(super) fn run(arguments: &Args) -> Result<Status> {
    match &arguments.code {
        Some(asked) => {
            let meta = find(asked).ok_or_else(|| anyhow!(no_such_rule(asked)))?.meta();
            output::to_stdout(|out| write_page(meta, arguments.format, out))?;
        }
        None => output::to_stdout(|out| write_list(arguments.format, out))?,
    }
    Ok(Status::Clean)
}

fn write_page(meta: &'static RuleMeta, format: Format, out: &mut dyn Write) -> io::Result<()> {
    match format {
        Format::Text => writeln!(out, "{}", meta.text.trim_end()),
        Format::Json => write_json(&RuleRecord::from(meta), out),
    }
}

fn write_list(format: Format, out: &mut dyn Write) -> io::Result<()> {
    match format {
        Format::Text => metas()
            .try_for_each(|meta| writeln!(out, "{}  {:7}  {}", meta.code, meta.severity.name(), meta.name)),
        Format::Json => write_json(&metas().map(RuleRecord::from).collect::<Vec<_>>(), out),
    }
}

fn write_json(value: &impl Serialize, out: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, value)?;
    out.write_all(b"\n")
}
