//! `scoreline check --fix`: corrections as a diff, or written to the files.

use std::{collections::BTreeSet, path::Path};

use anyhow::Result;

use super::{
    Status,
    check::{Checked, Session},
    input::report_problems,
    output::{self, count, say},
};
use crate::{
    extract::Extracted,
    finding::{Finding, Fix},
    review::corrections::{Corrections, corrected},
    sink::{self, file},
    source::{self, Problem},
};

/// Shows the corrections, writes them, or both.
pub(super) fn run(session: &Session<'_>) -> Result<Status> {
    let Some(checked) = session.look()? else { return Ok(Status::Interrupted) };
    let corrections = Corrections::of(&checked.findings);
    say_left(&corrections.left, &checked.batch.articles);
    let shows = session.arguments.diff || !session.arguments.write;
    if shows {
        show(&corrections, &checked.batch.articles)?;
    }
    if session.arguments.write {
        return write_and_look_again(session, &checked, &corrections, shows);
    }
    let (number, articles) = in_words(corrections.count(), corrections.by_article.len());
    say(format_args!("{number} in {articles}; nothing is written without --write"));
    Ok(session.status(&checked.totals()))
}

fn show(corrections: &Corrections<'_>, articles: &[Extracted]) -> Result<()> {
    output::to_stdout(|out| {
        corrections.by_article.iter().try_for_each(|(article, fixes)| {
            let Some(article) = articles.get(*article) else { return Ok(()) };
            // The bytes of the file where there is one, so that the diff fits bytes that are not UTF-8.
            let old = source::reread(&article.path, &article.text);
            let old = old.unwrap_or_else(|_| article.text.as_bytes().to_vec());
            sink::write_diff(&article.path, &old, &corrected(&old, fixes), out)
        })
    })
}

fn write_and_look_again(
    session: &Session<'_>,
    checked: &Checked,
    corrections: &Corrections<'_>,
    is_shown: bool,
) -> Result<Status> {
    let mut problems = Vec::new();
    let (mut number, mut articles) = (0, BTreeSet::new());
    for (article, fixes) in &corrections.by_article {
        let Some(extracted) = checked.batch.articles.get(*article) else { continue };
        match write(extracted, fixes) {
            Ok(()) => {
                number += fixes.len();
                articles.insert(*article);
            }
            Err(problem) => problems.push(problem),
        }
    }
    report_problems(&problems);
    let (number, articles) = in_words(number, articles.len());
    say(format_args!("{number} written to {articles}"));
    let status = look_again(session, checked, is_shown)?;
    Ok(if problems.is_empty() { status } else { Status::Incomplete })
}

/// What is left; of the first look where standard input, which is gone, is among the inputs.
fn look_again(session: &Session<'_>, checked: &Checked, is_shown: bool) -> Result<Status> {
    let has_stdin = checked.batch.articles.iter().any(|article| &*article.path == "-");
    let again = if has_stdin { None } else { session.look()? };
    let left = again.as_ref().unwrap_or(checked);
    if is_shown {
        return Ok(session.sum_up(left));
    }
    session.report(left)
}

fn write(article: &Extracted, fixes: &[&Fix]) -> Result<(), Problem> {
    let old = source::reread(&article.path, &article.text)?;
    let new = corrected(&old, fixes);
    let written = file::replace(Path::new(&*article.path), |out| out.write_all(&new));
    written.map_err(|error| Problem::new(article.path.clone(), error.to_string()))
}

/// Names the findings whose correction is not made because another one stands there.
fn say_left(left: &[&Finding], articles: &[Extracted]) {
    for finding in left {
        let Some(article) = articles.get(finding.location.article) else { continue };
        let (line, column) = article.position(finding.location.span.start);
        let (path, code, message) = (&article.path, finding.code, &finding.message);
        say(format_args!(
            "{path}:{line}:{column}: {code} is not corrected, another correction overlaps: {message}"
        ));
    }
}

fn in_words(corrections: usize, articles: usize) -> (String, String) {
    (count(corrections, "correction", "corrections"), count(articles, "article", "articles"))
}
