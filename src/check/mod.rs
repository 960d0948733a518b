//! Rules over dossiers to findings; one file a family.
//!
//! A rule compares claims with each other, or with what arithmetic and the article's own regulations make of them. It
//! implements the one level it needs. Arithmetic localises, it does not arbitrate: a suspect is named only where the
//! other claims agree among themselves.

mod across;
mod advance;
mod aggregate;
mod away_goals;
mod boxes;
mod bracket;
mod bracket_order;
mod claims;
mod countries;
mod counts;
mod dates;
mod days;
mod duplicate;
mod entrants;
mod fixes;
#[cfg(test)]
mod growth;
mod half_time;
mod ignores;
mod kicks;
mod legs;
mod links;
mod markup;
mod minutes;
mod outcome;
mod pages;
mod parameters;
mod registry;
mod result_flag;
mod schedule;
mod score;
mod scorer_goals;
mod scorers;
mod season_records;
mod selector;
mod shootout;
mod standings;
mod teams;
mod text;
mod top_scorers;
mod totals;
mod walkover;
mod winner;

pub use registry::{RuleMeta, find, rules};
pub use selector::{metas, named, names, no_such_rule};

use crate::{
    finding::{Confidence, Finding, Fix, Location, Related, Severity, Suspect},
    link::{Dossiers, MatchDossier, TieDossier},
    work,
};

/// What a rule is called and says about itself; the registry writes it.
pub trait Described {
    /// Code, name, severity and text.
    fn meta(&self) -> &'static RuleMeta;
}

/// A rule.
pub trait Rule: Described + Sync {
    /// Looks at one match.
    fn check_match(&self, _: &MatchDossier<'_>, _: &mut Reporter<'_, '_>) {}
    /// Looks at one tie.
    fn check_tie(&self, _: &TieDossier<'_>, _: &mut Reporter<'_, '_>) {}
    /// Looks at the whole batch.
    fn check_batch(&self, _: &Dossiers<'_>, _: &mut Reporter<'_, '_>) {}
}

/// Collects the findings of one rule.
pub struct Reporter<'d, 'a> {
    /// Everything that is known.
    pub dossiers: &'d Dossiers<'a>,
    meta: &'static RuleMeta,
    findings: &'d mut Vec<Finding>,
    applied: bool,
}

impl Reporter<'_, '_> {
    /// Says that the rule had something to look at, so that its silence means agreement.
    pub fn applied(&mut self) {
        self.applied = true;
    }

    /// Starts a finding at a place. `subject` says what it is about without offsets or line numbers.
    pub fn report(
        &mut self,
        location: Location,
        subject: impl Into<String>,
        message: impl Into<String>,
    ) -> &mut Finding {
        self.applied = true;
        self.findings.push(Finding {
            code: self.meta.code,
            name: self.meta.name,
            severity: self.meta.severity,
            confidence: Confidence::High,
            message: message.into(),
            location,
            related: Vec::new(),
            suspect: Suspect::None,
            subject: subject.into(),
            fix: None,
        });
        let last = self.findings.len() - 1;
        #[allow(clippy::indexing_slicing)] // pushed one line above
        &mut self.findings[last]
    }
}

impl Finding {
    /// Adds another place.
    pub fn relate(&mut self, location: Location, message: impl Into<String>) -> &mut Self {
        work::add(1);
        self.related.push(Related { location, message: message.into() });
        self
    }

    /// Names the culprit.
    pub fn suspect(&mut self, suspect: Suspect) -> &mut Self {
        self.suspect = suspect;
        self
    }

    /// Changes the severity of this one finding.
    pub fn severity(&mut self, severity: Severity) -> &mut Self {
        self.severity = severity;
        self
    }

    /// Changes the confidence of this one finding.
    pub fn confidence(&mut self, confidence: Confidence) -> &mut Self {
        self.confidence = confidence;
        self
    }

    /// Adds a correction.
    pub fn fix(&mut self, fix: Fix) -> &mut Self {
        self.fix = Some(fix);
        self
    }
}

/// The findings of a batch, and the rules that had nothing to look at.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// Findings in order of article, place and code.
    pub findings: Vec<Finding>,
    /// How many findings a comment in the article asks to leave alone; they are not among `findings`.
    pub ignored: usize,
    /// Codes of rules that were not applied.
    pub not_applied: Vec<&'static str>,
}

/// Applies all rules, and leaves out what comments in the articles ask to ignore.
#[must_use]
pub fn check(dossiers: &Dossiers<'_>) -> Report {
    let mut report = Report::default();
    for rule in rules() {
        let meta = rule.meta();
        let mut reporter = Reporter { dossiers, meta, findings: &mut report.findings, applied: false };
        dossiers.matches.iter().for_each(|dossier| rule.check_match(dossier, &mut reporter));
        dossiers.ties.iter().for_each(|dossier| rule.check_tie(dossier, &mut reporter));
        rule.check_batch(dossiers, &mut reporter);
        if !reporter.applied {
            report.not_applied.push(meta.code);
        }
    }
    let silenced = ignores::silence(dossiers.articles, &mut report.findings);
    report.ignored = silenced.count;
    let meta = registry::UnusedIgnore.meta();
    let mut reporter = Reporter { dossiers, meta, findings: &mut report.findings, applied: true };
    ignores::report_unused(&silenced, &mut reporter);
    report.findings.sort_by(|a, b| sort_key(a).cmp(&sort_key(b)));
    report
}

fn sort_key(finding: &Finding) -> (usize, u32, u32, &str, &str) {
    let Location { article, span } = &finding.location;
    (*article, span.start, span.end, finding.code, &finding.message)
}
