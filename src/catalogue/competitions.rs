//! What the regulations of competitions say, with the source: for articles that do not say it themselves.

use std::sync::Arc;

use super::fold::fold_words;

/// Regulations of one or more competitions over some seasons.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    /// Names, folded.
    pub names: Vec<String>,
    /// Years in which the first and the last of the seasons began.
    pub seasons: (i16, Option<i16>),
    /// What they say.
    pub regulation: KnownRegulation,
}

/// What is known of a season of a competition from elsewhere.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KnownRegulation {
    /// Whether the away goals rule applies.
    pub away_goals: Option<bool>,
    /// Points for a win.
    pub points_win: Option<u8>,
    /// Address of the page that says so.
    pub source: Arc<str>,
}

/// The competitions of the catalogue.
#[derive(Clone, Debug, Default)]
pub struct Competitions {
    entries: Vec<Entry>,
}

impl Competitions {
    /// What is known of a competition in the season that began in a year; a name holds for longer names that begin
    /// with it.
    pub fn known<'c>(&'c self, competition: &str, year: i16) -> impl Iterator<Item = &'c KnownRegulation> {
        let name = fold_words(competition);
        self.entries.iter().filter(move |entry| entry.holds(&name, year)).map(|entry| &entry.regulation)
    }

    /// Adds an entry; one that is added later counts first.
    pub(super) fn add(&mut self, entry: Entry) {
        self.entries.insert(0, entry);
    }
}

impl Entry {
    fn holds(&self, name: &str, year: i16) -> bool {
        let (from, to) = self.seasons;
        let begins = |own: &String| {
            name.strip_prefix(own.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
        };
        from <= year && to.is_none_or(|to| year <= to) && self.names.iter().any(begins)
    }
}

#[cfg(test)]
mod tests {
    use crate::catalogue::Catalogue;

    #[test]
    fn regulations_are_those_of_the_season() {
        let catalogue = Catalogue::embedded().unwrap();
        let away_goals =
            |name: &str, year| catalogue.competitions().known(name, year).find_map(|known| known.away_goals);
        assert_eq!(away_goals("UEFA Champions League knockout phase", 2020), Some(true));
        assert_eq!(away_goals("UEFA Champions League knockout phase", 2021), Some(false));
        assert_eq!(away_goals("UEFA Champions Leagues", 2021), None);
        let points =
            |name: &str, year| catalogue.competitions().known(name, year).find_map(|known| known.points_win);
        assert_eq!(points("FIFA World Cup", 1990), Some(2));
        assert_eq!(points("FIFA World Cup Group A", 1994), Some(3));
        assert_eq!(points("Alder Cup", 1994), None);
    }
}
