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
        report_diagnostics(DiagnosticKind::UnclosedTemplate, dossiers, reporter);
    }
}

impl Rule for StrayClose {
    fn check_batch(&self, dossiers: &Dossiers<'_>, reporter: &mut Reporter<'_, '_>) {
        report_diagnostics(DiagnosticKind::StrayClose, dossiers, reporter);
    }
}

impl Rule for UnclosedTag {
    fn check_batch(&self, dossiers: &Dossiers<'_>, reporter: &mut Reporter<'_, '_>) {
        report_diagnostics(DiagnosticKind::UnclosedTag, dossiers, reporter);
    }
}

impl Rule for DuplicateParameter {
    fn check_batch(&self, dossiers: &Dossiers<'_>, reporter: &mut Reporter<'_, '_>) {
        report_diagnostics(DiagnosticKind::DuplicateParameter, dossiers, reporter);
    }
}

fn report_diagnostics(kind: DiagnosticKind, dossiers: &Dossiers<'_>, reporter: &mut Reporter<'_, '_>) {
    reporter.applied();
    for (article, extracted) in dossiers.articles.iter().enumerate() {
        for diagnostic in extracted.diagnostics.iter().filter(|diagnostic| diagnostic.kind == kind) {
            let subject = format!("{}: {}", diagnostic.message, line_from(extracted, diagnostic.span));
            reporter.report(Location { article, span: diagnostic.span }, subject, &diagnostic.message);
        }
    }
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
