//! Referees: `Baba Leno (Guinea)`.

use super::{Unreadable, grammar::trailing_bracket};
use crate::record::Official;

/// Reads a name and the country in the last brackets behind it.
///
/// # Errors
/// There is no name, or a bracket has no partner.
pub fn official(text: &str) -> Result<Official, Unreadable> {
    let text = text.trim();
    let (name, country) = trailing_bracket(text).map_or((text, ""), |(name, country)| (name, country));
    if name.is_empty() {
        return Err(Unreadable(format!("expected a name, found `{text}`")));
    }
    if name.matches('(').count() != name.matches(')').count() {
        return Err(Unreadable(format!("a bracket in `{text}` has no partner")));
    }
    let country = Some(country.to_owned()).filter(|country| !country.is_empty());
    Ok(Official { name: name.to_owned(), country })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_countries_as_written() {
        for (text, name, country) in [
            ("Baba Leno (Guinea)", "Baba Leno", Some("Guinea")),
            ("Jean-Jacques Ndala Ngambo (DR Congo)", "Jean-Jacques Ndala Ngambo", Some("DR Congo")),
            ("Mike Dean", "Mike Dean", None),
            ("John Smith (referee) (England)", "John Smith (referee)", Some("England")),
            ("Ali Adelaïd ()", "Ali Adelaïd", None),
        ] {
            let expected = Official { name: name.to_owned(), country: country.map(str::to_owned) };
            assert_eq!(official(text), Ok(expected));
        }
        for text in ["", "  ", "(Guinea)", "Baba Leno (Guinea"] {
            assert!(official(text).is_err(), "{text}");
        }
    }
}
