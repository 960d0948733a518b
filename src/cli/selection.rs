//! Which rules a run reports: `--select` and `--ignore`.

use anyhow::{Result, bail};

use crate::check::{metas, named, no_such_rule};

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
        let mut codes =
            if select.is_empty() { metas().map(|meta| meta.code).collect() } else { matching_any(select)? };
        let ignored = matching_any(ignore)?;
        codes.retain(|code| !ignored.contains(code));
        Ok(Self { codes })
    }

    /// Whether the findings of a rule are reported.
    pub(super) fn holds(&self, code: &str) -> bool {
        self.codes.contains(&code)
    }
}

fn matching_any(asked: &[String]) -> Result<Vec<&'static str>> {
    let mut codes = Vec::new();
    for asked in asked.iter().map(|asked| asked.trim()).filter(|asked| !asked.is_empty()) {
        let named = named(asked);
        if named.is_empty() {
            bail!(no_such_rule(asked));
        }
        codes.extend(named);
    }
    Ok(codes)
}
