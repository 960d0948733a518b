//! Referees: `Baba Leno (Guinea)`.

use super::Unreadable;
use crate::record::Official;

/// Reads a name and the country in the last brackets behind it.
///
/// # Errors
/// There is no name.
pub fn official(text: &str) -> Result<Official, Unreadable> {
    Err(Unreadable(text.to_owned()))
}
