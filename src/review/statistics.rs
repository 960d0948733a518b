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

/// Counts findings: the most frequent first, among as many the more severe, then in order of code.
#[must_use]
pub fn count(findings: &[Finding]) -> Vec<Count> {
    let mut groups: BTreeMap<(&str, Severity), Vec<&Finding>> = BTreeMap::new();
    for finding in findings {
        groups.entry((finding.code, finding.severity)).or_default().push(finding);
    }
    let mut counts: Vec<Count> = groups.values().filter_map(|group| Count::of(group)).collect();
    counts.sort_by_key(|count| (std::cmp::Reverse((count.count, count.severity)), count.code));
    counts
}

impl Count {
    fn of(group: &[&Finding]) -> Option<Self> {
        let Finding { code, name, severity, .. } = group.first()?;
        let articles: BTreeSet<usize> = group.iter().map(|finding| finding.location.article).collect();
        Some(Self {
            code,
            name,
            severity: *severity,
            count: group.len(),
            articles: articles.len(),
            fixable: group.iter().filter(|finding| finding.fix.is_some()).count(),
        })
    }
}
