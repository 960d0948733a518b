//! What becomes of the findings of a run: which of them are reported, which were reviewed before, which are corrected.

pub mod baseline;
pub mod corrections;
pub mod statistics;

use std::collections::BTreeSet;

use crate::{
    config::{Config, Layer},
    extract::Extracted,
    finding::Finding,
};

/// What a user wants to hear of.
#[derive(Clone, Copy, Debug)]
pub struct Choice<'a> {
    /// What the configuration says.
    pub config: &'a Config,
    /// What the command line says.
    pub command_line: &'a Layer,
}

impl Choice<'_> {
    /// The codes of the rules that are reported for an article.
    #[must_use]
    pub fn codes(&self, article: &Extracted) -> BTreeSet<&'static str> {
        self.config.codes(&article.path, self.command_line)
    }

    /// Keeps the findings that are wanted, each with the severity that is wanted.
    pub fn apply(&self, findings: &mut Vec<Finding>, articles: &[Extracted]) {
        let mut known: Option<(usize, BTreeSet<&'static str>)> = None;
        findings.retain_mut(|finding| {
            let article = finding.location.article;
            if known.as_ref().is_none_or(|(of, _)| *of != article) {
                let codes = articles.get(article).map(|article| self.codes(article)).unwrap_or_default();
                known = Some((article, codes));
            }
            self.config.adjust(finding);
            known.as_ref().is_some_and(|(_, codes)| codes.contains(finding.code))
        });
    }
}
