//! Which rules a run reports: `--select` and `--ignore`.

use anyhow::{Result, bail};

use crate::check::{RuleMeta, rules};

/// The most edits at which a code or name is offered as what was meant.
const LIKELY_EDITS: usize = 3;

/// A choice among the rules.
#[derive(Clone, Debug)]
pub(super) struct Selection {
    codes: Vec<&'static str>,
}

impl Selection {
    /// The rules that `select` names (all, when it names none) without those that `ignore` names.
    ///
    /// A rule is named by its code (`AGG001`), its name (`aggregate-mismatch`) or the beginning of its code (`AGG`).
    pub(super) fn new(select: &[String], ignore: &[String]) -> Result<Self> {
        let mut codes = if select.is_empty() { matching("")? } else { matching_any(select)? };
        let ignored = matching_any(ignore)?;
        codes.retain(|code| !ignored.contains(code));
        Ok(Self { codes })
    }

    /// Whether the findings of a rule are reported.
    pub(super) fn holds(&self, code: &str) -> bool {
        self.codes.contains(&code)
    }
}

/// Facts about every rule, in order of code.
pub(super) fn metas() -> impl Iterator<Item = &'static RuleMeta> {
    rules().iter().map(|rule| rule.meta())
}

/// The error for a rule that does not exist, with the one that was probably meant.
pub(super) fn unknown(asked: &str) -> anyhow::Error {
    let nearest = metas()
        .flat_map(|meta| [meta.code, meta.name])
        .map(|known| (strsim::damerau_levenshtein(&known.to_lowercase(), &asked.to_lowercase()), known))
        .min()
        .filter(|(edits, _)| *edits <= LIKELY_EDITS);
    match nearest {
        Some((_, known)) => anyhow::anyhow!("no rule `{asked}`; did you mean `{known}`?"),
        None => anyhow::anyhow!("no rule `{asked}`; `scoreline rule` lists them"),
    }
}

fn matching_any(asked: &[String]) -> Result<Vec<&'static str>> {
    let matches: Result<Vec<_>> = asked.iter().map(|asked| matching(asked.trim())).collect();
    Ok(matches?.concat())
}

fn matching(asked: &str) -> Result<Vec<&'static str>> {
    let code = asked.to_ascii_uppercase();
    let is_meant = |meta: &&RuleMeta| meta.code.starts_with(&code) || meta.name.eq_ignore_ascii_case(asked);
    let codes: Vec<_> = metas().filter(is_meant).map(|meta| meta.code).collect();
    if codes.is_empty() && !asked.is_empty() {
        bail!(unknown(asked));
    }
    Ok(codes)
}
