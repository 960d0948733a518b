//! How many findings there are of each rule and severity.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::finding::{Finding, Severity};

/// The findings of one rule and one severity.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Count {
    /// `AGG001`
    pub code: &'static str,
    /// `aggregate-mismatch`
    pub name: &'static str,
    /// The severity that they have in common.
    pub severity: Severity,
    /// How many they are.
    pub count: usize,
    /// In how many articles.
    pub articles: usize,
    /// How many of them have a correction.
    pub fixable: usize,
}

/// Counts that are made in parts, each with other articles.
#[derive(Clone, Debug, Default)]
pub struct Counts(BTreeMap<(&'static str, Severity), Count>);

impl Counts {
    /// Counts findings about articles of which none was counted before.
    pub fn add(&mut self, findings: &[Finding]) {
        let mut touched = BTreeSet::new();
        for finding in findings {
            let Finding { code, name, severity, .. } = *finding;
            let empty = Count { code, name, severity, count: 0, articles: 0, fixable: 0 };
            let count = self.0.entry((code, severity)).or_insert(empty);
            count.count += 1;
            count.articles += usize::from(touched.insert((code, severity, finding.location.article)));
            count.fixable += usize::from(finding.fix.is_some());
        }
    }

    /// The counts: the most frequent first, among as many the more severe, then in order of code.
    #[must_use]
    pub fn sorted(self) -> Vec<Count> {
        let mut counts: Vec<Count> = self.0.into_values().collect();
        counts.sort_by_key(|count| (std::cmp::Reverse((count.count, count.severity)), count.code));
        counts
    }
}

/// Counts findings.
#[must_use]
pub fn count(findings: &[Finding]) -> Vec<Count> {
    let mut counts = Counts::default();
    counts.add(findings);
    counts.sorted()
}
