//! Grounds: `Al-Salam Stadium, Cairo (Egypt)`.

use super::grammar::trailing_bracket;
use crate::{catalogue::Countries, record::Venue};

/// Reads the stadium field and the location field.
///
/// City and country stand in the location or, where that is empty or names only a country, behind the first
/// comma of the stadium. Of such a place, what stands in brackets at the end or behind the last comma is the
/// country, if it is the name or code of one: `Cairo (Egypt)`, `London, England`, but `Inglewood, California`
/// is all city.
#[must_use]
pub fn venue(stadium: &str, location: &str, countries: &Countries) -> Venue {
    let (city, country) = place(location, countries);
    if city.is_some() {
        return Venue { stadium: stated(stadium), city, country };
    }
    let (stadium, behind) = stadium.split_once(',').unwrap_or_else(|| without_country(stadium, countries));
    let (city, own_country) = place(behind, countries);
    Venue { stadium: stated(stadium), city, country: country.or(own_country) }
}

/// City and country of a place.
fn place(text: &str, countries: &Countries) -> (Option<String>, Option<String>) {
    let is_country = |(_, name): &(&str, &str)| countries.contains(name.trim());
    let parted =
        trailing_bracket(text).filter(is_country).or_else(|| text.rsplit_once(',').filter(is_country));
    match parted {
        Some((city, country)) => (stated(city), stated(country)),
        None if countries.contains(text.trim()) && countries.code(text).is_some() => (None, stated(text)),
        None => (stated(text), None),
    }
}

/// A stadium without a comma, and the country in brackets behind it.
fn without_country<'t>(stadium: &'t str, countries: &Countries) -> (&'t str, &'t str) {
    trailing_bracket(stadium).filter(|(_, country)| countries.contains(country)).unwrap_or((stadium, ""))
}

fn stated(text: &str) -> Option<String> {
    let text = text.trim().trim_end_matches(',').trim_end();
    (!text.is_empty()).then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::{super::tests::catalogue, *};

    #[test]
    fn grounds_as_written() {
        for (stadium, location, expected) in [
            ("Al-Salam Stadium, Cairo (Egypt)", "", ["Al-Salam Stadium", "Cairo", "Egypt"]),
            ("Stade Anjalay, Belle Vue Maurel", "", ["Stade Anjalay", "Belle Vue Maurel", ""]),
            ("Wembley Stadium, London, England", "", ["Wembley Stadium", "London", "England"]),
            ("Wembley Stadium", "London", ["Wembley Stadium", "London", ""]),
            ("", "Cairo, Egypt", ["", "Cairo", "Egypt"]),
            ("SoFi Stadium", "Inglewood, California", ["SoFi Stadium", "Inglewood, California", ""]),
            (
                "SoFi Stadium",
                "Inglewood, California, United States",
                ["SoFi Stadium", "Inglewood, California", "United States"],
            ),
            ("Cairo Stadium, Cairo", "Egypt", ["Cairo Stadium", "Cairo", "Egypt"]),
            ("Stadio Olimpico (Rome)", "", ["Stadio Olimpico (Rome)", "", ""]),
            ("National Stadium (Malta)", "", ["National Stadium", "", "Malta"]),
            (
                "Stade de l'Unité (artificial turf), Moroni",
                "",
                ["Stade de l'Unité (artificial turf)", "Moroni", ""],
            ),
            ("Cairo Stadium,", "", ["Cairo Stadium", "", ""]),
            ("", "", ["", "", ""]),
        ] {
            let venue = venue(stadium, location, catalogue().countries());
            let found = [venue.stadium, venue.city, venue.country].map(Option::unwrap_or_default);
            assert_eq!(found, expected, "{stadium} | {location}");
        }
    }
}
