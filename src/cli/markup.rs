//! `scoreline markup`: every template of an article at every depth, one JSON object a line.

use std::{
    borrow::Cow,
    io::{self, Write},
    path::PathBuf,
};

use anyhow::Result;
use clap::Args as ClapArgs;
use serde::Serialize;

use super::{
    Status,
    input::{DialectName, report_problems},
    output,
};
use crate::{
    markup::{self, Dialect, Key, Template},
    source::{self, Problem},
};

/// Arguments of `markup`.
#[derive(Debug, ClapArgs)]
pub(super) struct Args {
    /// Articles: files, folders, or `-` for standard input
    #[arg(value_name = "FILE", required = true)]
    paths: Vec<PathBuf>,
    /// How the text is written [default: detected for each article]
    #[arg(long, value_enum)]
    dialect: Option<DialectName>,
}

/// What `{{…}}` calls.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
enum Kind {
    /// `{{name|…}}`
    Template,
    /// `{{#invoke:module|function|…}}`
    Invoke,
    /// `{{#name:first|…}}`, `{{DEFAULTSORT:first}}`
    ParserFunction,
}

/// A template as it is written out. Offsets are bytes of the input; a positional parameter's key is its number.
#[derive(Debug, Serialize)]
struct TemplateRecord<'a> {
    path: &'a str,
    name: Cow<'a, str>,
    params: Vec<(Cow<'a, str>, Cow<'a, str>)>,
    start: u32,
    end: u32,
    kind: Kind,
}

/// Runs the command.
pub(super) fn run(arguments: &Args) -> Result<Status> {
    let listing = source::list(&arguments.paths);
    let mut problems = listing.problems;
    output::to_stdout(|out| {
        listing.entries.iter().try_for_each(|entry| match source::load(entry) {
            Ok(loaded) => {
                problems.extend(loaded.problem);
                write_templates(&entry.path, &loaded.text, arguments.dialect.map(Dialect::from), out)
            }
            Err(problem) => {
                problems.push(problem);
                Ok(())
            }
        })
    })?;
    report_problems(&problems);
    Ok(status(&problems))
}

fn status(problems: &[Problem]) -> Status {
    if problems.is_empty() { Status::Clean } else { Status::Incomplete }
}

fn write_templates(path: &str, text: &str, dialect: Option<Dialect>, out: &mut dyn Write) -> io::Result<()> {
    let document = markup::parse(text, dialect);
    document.templates().try_for_each(|template| {
        serde_json::to_writer(&mut *out, &record(path, &template))?;
        out.write_all(b"\n")
    })
}

/// In `{{#name:first|…}}` the text behind the colon is the first positional parameter
/// (<https://www.mediawiki.org/wiki/Help:Extension:ParserFunctions>).
fn record<'a>(path: &'a str, template: &Template<'_, 'a>) -> TemplateRecord<'a> {
    let document = template.document;
    let (name, first) = match template.function() {
        Some((name, first)) => (Cow::Owned(name), Some(document.text(first))),
        None => (template.name(), None),
    };
    let kind = match (&*name, first) {
        (_, None) => Kind::Template,
        ("#invoke", _) => Kind::Invoke,
        _ => Kind::ParserFunction,
    };
    let shift = usize::from(first.is_some());
    let mut params = Vec::from_iter(first.map(|first| (Cow::Borrowed("1"), Cow::Borrowed(first))));
    params.extend(template.parameters().map(|parameter| {
        let value = document.page_view(parameter.value);
        match parameter.key {
            Key::Positional(number) => (Cow::Owned((number + shift).to_string()), value),
            Key::Named(name) => (name, trimmed(value)),
        }
    }));
    TemplateRecord { path, name, params, start: template.span.start, end: template.span.end, kind }
}

fn trimmed(text: Cow<'_, str>) -> Cow<'_, str> {
    match text {
        Cow::Borrowed(text) => Cow::Borrowed(text.trim()),
        Cow::Owned(text) => Cow::Owned(text.trim().to_owned()),
    }
}
