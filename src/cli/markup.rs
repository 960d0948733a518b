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
    markup::{self, Dialect, Document, Key, Node, NodeKind, Template},
    source::{self, Problem},
    span::Span,
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

/// Functions of MediaWiki itself whose name has no `#` (<https://www.mediawiki.org/wiki/Help:Magic_words>). Any other
/// name with a colon is a page in a namespace.
const FUNCTIONS: [&str; 24] = [
    "anchorencode",
    "canonicalurl",
    "DEFAULTCATEGORYSORT",
    "DEFAULTSORT",
    "DEFAULTSORTKEY",
    "DISPLAYTITLE",
    "filepath",
    "formatnum",
    "fullurl",
    "gender",
    "grammar",
    "int",
    "lc",
    "lcfirst",
    "localurl",
    "ns",
    "nse",
    "padleft",
    "padright",
    "PAGESINCATEGORY",
    "plural",
    "uc",
    "ucfirst",
    "urlencode",
];

/// In `{{#name:first|…}}` the text behind the colon is the first positional parameter
/// (<https://www.mediawiki.org/wiki/Help:Extension:ParserFunctions>).
fn record<'a>(path: &'a str, template: &Template<'_, 'a>) -> TemplateRecord<'a> {
    let (name, first) = match function(template) {
        Some((name, first)) => (Cow::Borrowed(name), Some(first)),
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
        let value = page_view(template.document, parameter.value);
        match parameter.key {
            Key::Positional(number) => (Cow::Owned((number + shift).to_string()), value),
            Key::Named(name) => (name, trimmed(value)),
        }
    }));
    TemplateRecord { path, name, params, start: template.span.start, end: template.span.end, kind }
}

/// Name and first parameter of a parser function.
fn function<'a>(template: &Template<'_, 'a>) -> Option<(&'a str, &'a str)> {
    let head = template.document.nodes.get(template.id)?.head;
    let (name, first) = template.document.text(head).trim_start().split_once(':')?;
    let is_function = name.starts_with('#') || FUNCTIONS.iter().any(|known| known.eq_ignore_ascii_case(name));
    is_function.then_some((name, first))
}

/// The text of a span as a view of the page has it: without `<noinclude>` and its like, and without what only a page
/// that transcludes this one shows.
fn page_view<'a>(document: &Document<'a>, span: Span) -> Cow<'a, str> {
    let first = document.nodes.partition_point(|node| node.span.start < span.start);
    let inside = document.nodes.iter().skip(first).take_while(|node| node.span.start < span.end);
    let (mut kept, mut from) = (String::new(), span.start);
    for cut in inside.filter(|node| is_inclusion(document, node) && node.span.end <= span.end) {
        kept.push_str(document.text(Span { start: from, end: cut.span.start }));
        from = cut.span.end;
    }
    if from == span.start {
        return Cow::Borrowed(document.text(span));
    }
    kept.push_str(document.text(Span { start: from, end: span.end }));
    Cow::Owned(kept)
}

/// Whether a node is a tag that steers transclusion (<https://www.mediawiki.org/wiki/Transclusion>), or the content of
/// `<includeonly>`, which a page view lacks like a comment.
fn is_inclusion(document: &Document<'_>, node: &Node) -> bool {
    if !matches!(node.kind, NodeKind::Html | NodeKind::Comment) {
        return false;
    }
    let tag = document.text(node.span).trim_start_matches(['<', '/']);
    let name = tag.split(|character: char| !character.is_ascii_alphanumeric()).next().unwrap_or("");
    ["noinclude", "onlyinclude", "includeonly"].iter().any(|known| known.eq_ignore_ascii_case(name))
}

fn trimmed(text: Cow<'_, str>) -> Cow<'_, str> {
    match text {
        Cow::Borrowed(text) => Cow::Borrowed(text.trim()),
        Cow::Owned(text) => Cow::Owned(text.trim().to_owned()),
    }
}
