//! Scores: `3–0`, `1–1 (a)`, `2:0 (1:0)`, `Cancelled`, `w/o`, `v`.

use super::Unreadable;
use crate::{
    catalogue::Language,
    record::{Pair, Status},
};

/// What a score field states.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ScoreValue {
    /// The two numbers, in the order written.
    pub score: Option<Pair<u16>>,
    /// A second score in brackets, with `:` or after `HT`: half-time.
    pub half_time: Option<Pair<u16>>,
    /// A second score in brackets marked as shoot-out: `(4–3 p)`.
    pub shootout: Option<Pair<u16>>,
    /// Marked `a.e.t.`
    pub extra_time: bool,
    /// Marked `(a)`: decided on away goals.
    pub away_goals: bool,
    /// Marked as awarded, or a status word instead of a score.
    pub status: Option<Status>,
    /// What stands for "not played yet": empty, `v`, `vs`, a lone dash, a match number, a date.
    pub placeholder: bool,
}

/// Reads a score field.
///
/// Accepts every dash (`-`, `‐`, `‒`, `–`, `—`, `−`), `:`, and spaces around it. A date (`16–18 Oct`) is a placeholder,
/// never a score.
///
/// # Errors
/// The text is none of these.
pub fn score(text: &str, language: &Language) -> Result<ScoreValue, Unreadable> {
    let _ = (text, language);
    Err(Unreadable(String::new()))
}
