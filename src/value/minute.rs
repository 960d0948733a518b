//! Minutes of goals: `65`, `45+2`, `90+8'`.

use super::Unreadable;
use crate::{catalogue::Language, record::GoalKind};

/// A minute and the stoppage time after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Minute {
    /// Minute as stated; `None` for `?` or nothing: a goal whose minute is not known.
    pub minute: Option<u16>,
    /// Minutes of stoppage time.
    pub stoppage: Option<u16>,
}

/// Reads a minute; an apostrophe behind it (`'`, `’`, `′`) is accepted.
///
/// # Errors
/// The text is not a minute.
pub fn minute(text: &str) -> Result<Minute, Unreadable> {
    Err(Unreadable(text.to_owned()))
}

/// Reads the remark beside a minute; nothing is a regular goal.
///
/// # Errors
/// The language does not know the remark.
pub fn goal_kind(note: &str, language: &Language) -> Result<GoalKind, Unreadable> {
    let _ = language;
    Err(Unreadable(note.to_owned()))
}
