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
        let empty = dossiers.articles.iter().enumerate().filter(|(_, extracted)| states_nothing(extracted));
        for (article, extracted) in empty {
            let span = extracted.competition.at.as_ref().map_or(Span::default(), |at| at.span());
            let message = match &extracted.competition.name {
                Some(name) => format!(
                    "the article is about {} but no match, tie, table, schedule, team or statement was recognised",
                    name.value
                ),
                None => "no match, tie, table, schedule, team or statement was recognised".to_owned(),
            };
            reporter.report(Location { article, span }, "nothing recognised", message);
        }
    }
}

fn states_nothing(extracted: &Extracted) -> bool {
    extracted.matches.is_empty()
        && extracted.ties.is_empty()
        && extracted.brackets.is_empty()
        && extracted.standings.is_empty()
        && extracted.results.is_empty()
        && extracted.scorers.is_empty()
        && extracted.schedule.is_empty()
        && extracted.teams.is_empty()
        && extracted.squads.is_empty()
        && extracted.statements.is_empty()
}
