//! `scoreline catalogue`: the templates that are known, or those that articles use.

use std::{
    collections::BTreeMap,
    io::{self, Write},
    path::PathBuf,
};

use anyhow::Result;
use clap::ValueEnum;
use serde::Serialize;

use super::{
    Status,
    input::{Reading, report_problems},
    output,
};
use crate::{catalogue::TemplateEntry, extract::Use, pipeline};

/// Arguments of `catalogue`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Count the templates that these articles use: files, folders, or `-` for standard input
    #[arg(long, value_name = "PATH", num_args = 1..)]
    used_in: Vec<PathBuf>,
    /// How templates are written
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    #[command(flatten)]
    reading: Reading,
}

/// How templates are written.
#[derive(Clone, Copy, Debug, Default, ValueEnum)]
enum Format {
    /// For people
    #[default]
    Text,
    /// JSON
    Json,
}

/// A known template as JSON.
#[derive(Serialize)]
struct Known<'c> {
    id: &'c str,
    shape: &'static str,
    names: BTreeMap<&'c str, Vec<&'c str>>,
    fields: &'c BTreeMap<String, Vec<String>>,
    required: &'c [String],
    ignored: &'c [String],
    shows: Option<&'c str>,
}

impl<'c> From<&'c TemplateEntry> for Known<'c> {
    fn from(entry: &'c TemplateEntry) -> Self {
        let mut names: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        entry.names().for_each(|(language, name)| names.entry(language).or_default().push(name));
        Self {
            id: &entry.id,
            shape: entry.shape.name(),
            names,
            fields: &entry.fields,
            required: &entry.required,
            ignored: &entry.ignored,
            shows: entry.shows.as_deref(),
        }
    }
}

/// Runs the command.
pub(super) fn run(arguments: &Args) -> Result<Status> {
    let config = arguments.reading.config()?;
    let catalogue = arguments.reading.catalogue(&config)?;
    if arguments.used_in.is_empty() {
        let known: Vec<Known<'_>> = catalogue.templates().map(Known::from).collect();
        output::to_stdout(|out| match arguments.format {
            Format::Text => known.iter().try_for_each(|known| write_known(known, out)),
            Format::Json => write_json(&known, out),
        })?;
        return Ok(Status::Clean);
    }
    let (census, problems) =
        pipeline::census(&arguments.used_in, &arguments.reading.options(&config), &catalogue);
    report_problems(&problems);
    let uses = census.by_uses();
    output::to_stdout(|out| match arguments.format {
        Format::Text => write_uses(&uses, out),
        Format::Json => write_json(&uses, out),
    })?;
    Ok(if problems.is_empty() { Status::Clean } else { Status::Incomplete })
}

/// `football-box (match-box)`, then its names by wiki and its fields, a line each.
fn write_known(known: &Known<'_>, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{} ({})", known.id, known.shape)?;
    for (language, names) in &known.names {
        writeln!(out, "  {language}: {}", names.join(", "))?;
    }
    for (field, parameters) in known.fields {
        writeln!(out, "  {field} = {}", parameters.join(", "))?;
    }
    Ok(())
}

fn write_uses(uses: &[Use], out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{:>8} {:>8}  {:12}  template", "uses", "articles", "")?;
    for Use { template, uses, articles, reading, entry } in uses {
        let entry = entry.as_ref().map_or_else(String::new, |id| format!(" ({id})"));
        writeln!(out, "{uses:>8} {articles:>8}  {:12}  {template}{entry}", reading.name())?;
    }
    Ok(())
}

fn write_json(value: &impl Serialize, out: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, value)?;
    out.write_all(b"\n")
}
