//! Rules about what could not be read: broken markup, missing parameters, unreadable values, articles without records.

use super::{
    Reporter, Rule,
    registry::{
        DuplicateParameter, MissingParameter, NothingRecognised, StrayClose, UnclosedTag, UnclosedTemplate,
        UnreadableValue,
    },
    text,
};
use crate::{extract::Extracted, finding::Location, link::Dossiers, markup::DiagnosticKind, span::Span};

impl Rule for UnclosedTemplate {
    fn check_batch(&self, dossiers: &Dossiers<'_>, reporter: &mut Reporter<'_, '_>) {
        report_diagnostics(DiagnosticKind::UnclosedTemplate, dossiers, reporter, |_, _| true);
    }
}

impl Rule for StrayClose {
    fn check_batch(&self, dossiers: &Dossiers<'_>, reporter: &mut Reporter<'_, '_>) {
        report_diagnostics(DiagnosticKind::StrayClose, dossiers, reporter, |extracted, at| {
            !is_code(extracted, at)
        });
    }
}

impl Rule for UnclosedTag {
    fn check_batch(&self, dossiers: &Dossiers<'_>, reporter: &mut Reporter<'_, '_>) {
        report_diagnostics(DiagnosticKind::UnclosedTag, dossiers, reporter, |_, _| true);
    }
}

impl Rule for DuplicateParameter {
    fn check_batch(&self, dossiers: &Dossiers<'_>, reporter: &mut Reporter<'_, '_>) {
        report_diagnostics(DiagnosticKind::DuplicateParameter, dossiers, reporter, |_, _| true);
    }
}

/// Findings of one kind in one article; behind them the others are counted. A text that repeats one fault a hundred
/// thousand times is no article, and nobody reads a hundred thousand lines about it.
const MOST_OF_A_KIND: usize = 1000;

fn report_diagnostics(
    kind: DiagnosticKind,
    dossiers: &Dossiers<'_>,
    reporter: &mut Reporter<'_, '_>,
    is_fault: impl Fn(&Extracted, Span) -> bool,
) {
    reporter.applied();
    for (article, extracted) in dossiers.articles.iter().enumerate() {
        let of_kind = extracted
            .diagnostics
            .iter()
            .filter(|diagnostic| diagnostic.kind == kind && is_fault(extracted, diagnostic.span));
        for (index, diagnostic) in of_kind.take(MOST_OF_A_KIND).enumerate() {
            let subject = format!("{}: {}", diagnostic.message, line_from(extracted, diagnostic.span));
            let message = &*diagnostic.message;
            let location = Location { article, span: diagnostic.span };
            let finding = reporter.report(location, subject, message);
            finding.message += &more(index, extracted, kind);
        }
    }
}

/// Elements in which brackets are shown as they are, as examples of code.
const CODE: &[&str] = &["code", "tt", "kbd", "samp"];

/// How far before a place its code may begin.
const LONGEST_CODE: usize = 400;

/// Whether a place stands in code that is quoted: `<tt>array[[1]]</tt>`.
fn is_code(extracted: &Extracted, at: Span) -> bool {
    let before = extracted.text.get(..at.start()).unwrap_or("");
    let line = before.rsplit('\n').next().unwrap_or("");
    let from =
        (line.len().saturating_sub(LONGEST_CODE)..=line.len()).find(|from| line.is_char_boundary(*from));
    let line = from.and_then(|from| line.get(from..)).unwrap_or("");
    let Some((_, tag)) = line.rsplit_once('<').filter(|(_, tag)| !tag.starts_with('/')) else { return false };
    let name = tag.split(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or("");
    tag.contains('>') && CODE.iter().any(|code| name.eq_ignore_ascii_case(code))
}

/// What the last finding that is listed says about those that are not.
fn more(index: usize, extracted: &Extracted, kind: DiagnosticKind) -> String {
    if index + 1 < MOST_OF_A_KIND {
        return String::new();
    }
    let count = extracted.diagnostics.iter().filter(|diagnostic| diagnostic.kind == kind).count();
    let rest = count - MOST_OF_A_KIND;
    if rest == 0 { String::new() } else { format!(", and {rest} more like it in this article") }
}

/// What follows on the line of a place: what tells two unclosed templates apart when lines move.
fn line_from(extracted: &Extracted, at: Span) -> String {
    let rest = extracted.text.get(at.start()..).unwrap_or("");
    text::head(rest).lines().next().unwrap_or("").to_owned()
}

impl Rule for MissingParameter {
    fn check_batch(&self, dossiers: &Dossiers<'_>, reporter: &mut Reporter<'_, '_>) {
        for (article, extracted) in dossiers.articles.iter().enumerate() {
            for missing in &extracted.missing {
                let template = missing.at.template.as_deref().unwrap_or("template");
                let message = format!("{template} lacks {}", missing.what);
                let span = missing.at.span();
                let subject = format!("{message}: {}", text::head(span.slice(&extracted.text)));
                reporter.report(Location { article, span }, subject, message);
            }
        }
        reporter.applied();
    }
}

impl Rule for UnreadableValue {
    fn check_batch(&self, dossiers: &Dossiers<'_>, reporter: &mut Reporter<'_, '_>) {
        for (article, extracted) in dossiers.articles.iter().enumerate() {
            for unread in extracted.unread.iter().filter(|unread| unread.what == "value") {
                let name = unread.name.as_deref().unwrap_or("value");
                let message = format!(
                    "{name} is `{}`, which could not be read: {}",
                    text::head(unread.raw.trim()),
                    unread.reason
                );
                reporter.report(Location { article, span: unread.at.span() }, message.clone(), message);
            }
        }
        reporter.applied();
    }
}

impl Rule for NothingRecognised {
    fn check_batch(&self, dossiers: &Dossiers<'_>, reporter: &mut Reporter<'_, '_>) {
        reporter.applied();
        // What an article shows of other pages is no silence: TPL005 says where its records are.
        let is_silent = |extracted: &Extracted| extracted.is_empty() && extracted.transclusions.is_empty();
        let empty = dossiers.articles.iter().enumerate().filter(|(_, extracted)| is_silent(extracted));
        for (article, extracted) in empty {
            let span = extracted.competition.at.as_ref().map_or(Span::default(), |at| at.span());
            let Some(promise) = promise(extracted) else { continue };
            let message =
                format!("{promise} but no match, tie, table, schedule, team or statement was recognised");
            reporter.report(Location { article, span }, "nothing recognised", message);
        }
    }
}

/// What makes a reader expect records: a competition that the infobox or the title names, or templates of results.
fn promise(extracted: &Extracted) -> Option<String> {
    let name = extracted.competition.name.as_ref().map(|name| format!("the article is about {}", name.value));
    let unread = extracted.coverage.templates_unread;
    name.or_else(|| (unread > 0).then(|| format!("{unread} templates look like results")))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::MOST_OF_A_KIND;
    use crate::{
        catalogue::Catalogue,
        check, extract,
        finding::Finding,
        link,
        markup::{Dialect, parse},
    };

    fn findings(text: &str) -> Vec<Finding> {
        let catalogue = Catalogue::embedded().unwrap();
        let origin = extract::Origin {
            path: Arc::from("article"),
            title: None,
            language: "en".to_owned(),
            page_id: None,
            revision: None,
            timestamp: None,
        };
        let articles = [extract::extract(&parse(text, Some(Dialect::Wikitext)), &origin, &catalogue)];
        let mut findings = check::check(&link::link(&articles)).findings;
        findings.retain(|finding| finding.code == "MRK003");
        findings
    }

    #[test]
    fn a_fault_that_is_repeated_without_end_is_counted() {
        let last = |text: &str| findings(text).pop().map(|finding| finding.message);
        let plain = Some("`<ref>` has no matching `</ref>`".to_owned());
        assert_eq!(last(&"<ref>".repeat(MOST_OF_A_KIND)), plain);
        let more = plain.map(|plain| format!("{plain}, and 2 more like it in this article"));
        assert_eq!(last(&"<ref>".repeat(MOST_OF_A_KIND + 2)), more);
        assert_eq!(findings(&"<ref>".repeat(MOST_OF_A_KIND + 2)).len(), MOST_OF_A_KIND);
    }
}
