//! How a user names rules: by code (`AGG001`), by name (`aggregate-mismatch`) or by the beginning of codes (`AGG`).

use super::{RuleMeta, rules};

/// The most edits at which a code or name is offered as what was meant.
const LIKELY_EDITS: usize = 3;

/// Facts about every rule, in order of code.
pub fn metas() -> impl Iterator<Item = &'static RuleMeta> {
    rules().iter().map(|rule| rule.meta())
}

/// Whether a code, a name or the beginning of a code names a rule. Case does not matter.
#[must_use]
pub fn names(asked: &str, meta: &RuleMeta) -> bool {
    let beginning = meta.code.get(..asked.len()).unwrap_or("");
    !asked.is_empty() && (beginning.eq_ignore_ascii_case(asked) || meta.name.eq_ignore_ascii_case(asked))
}

/// Whether words name the rule of a code.
pub(super) fn is_named(asked: &str, code: &str) -> bool {
    metas().any(|meta| meta.code == code && names(asked, meta))
}

/// The codes that a code, a name or the beginning of codes names; empty where there is no such rule.
///
/// ```
/// use scoreline::check::named;
///
/// assert_eq!(named("aggregate-mismatch"), ["AGG001"]);
/// assert!(named("agg").contains(&"AGG002"));
/// assert!(named("").is_empty());
/// ```
#[must_use]
pub fn named(asked: &str) -> Vec<&'static str> {
    metas().filter(|meta| names(asked, meta)).map(|meta| meta.code).collect()
}

/// What to say about a rule that does not exist, with the one that was probably meant.
#[must_use]
pub fn no_such_rule(asked: &str) -> String {
    let edits = |known: &str| strsim::damerau_levenshtein(&known.to_lowercase(), &asked.to_lowercase());
    let nearest = metas()
        .flat_map(|meta| [meta.code, meta.name])
        .map(|known| (edits(known), known))
        .min()
        .filter(|(edits, _)| *edits <= LIKELY_EDITS);
    match nearest {
        Some((_, known)) => format!("no rule `{asked}`; did you mean `{known}`?"),
        None => format!("no rule `{asked}`; `scoreline rule` lists them"),
    }
}
