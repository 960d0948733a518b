//! The only list of rules.

use super::Rule;
use crate::finding::Severity;

/// What is known about a rule without running it.
#[derive(Clone, Copy, Debug)]
pub struct RuleMeta {
    /// `AGG001`; never reused.
    pub code: &'static str,
    /// `aggregate-mismatch`
    pub name: &'static str,
    /// Default severity.
    pub severity: Severity,
    /// The rule's page: Markdown.
    pub text: &'static str,
    /// Version that brought it.
    pub since: &'static str,
}

/// All rules, in order of code.
#[must_use]
pub fn rules() -> &'static [&'static dyn Rule] {
    &[]
}

/// The rule with a code or a name.
#[must_use]
pub fn find(code_or_name: &str) -> Option<&'static dyn Rule> {
    rules().iter().copied().find(|rule| {
        let meta = rule.meta();
        meta.code.eq_ignore_ascii_case(code_or_name) || meta.name == code_or_name
    })
}
