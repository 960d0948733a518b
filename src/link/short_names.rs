//! Short names of teams: `Rapid` in the list of matches below a table of `SK Rapid Wien`.
//!
//! A section that has a table or a matrix of all its teams names the same teams in its lists of matches. Names without a
//! link that are none of the table's are short for its names where that explains all of them, each as another team, in
//! one way only: `Austria` stays apart where two teams of the section are called so. What two sections of an edition
//! read differently stays apart, too.

use std::collections::{BTreeMap, BTreeSet};

use super::fold::fold;
use crate::hash::HashMap;
use crate::{extract::Extracted, record::Team};

/// Teams of a table and names of a section that are compared with each other; leagues have fewer.
const MOST_TEAMS: usize = 48;

/// Tables and matrices of a section that are tried.
const MOST_FIELDS: usize = 8;

/// Fewer teams are too few to tell that a list is theirs.
const FEWEST_TEAMS: usize = 3;

/// Letters of a beginning that stands for a word: `Kapfenberg` for `Kapfenberger`.
const SHORTEST_BEGINNING: usize = 5;

/// Short words that stand in initials as they are: the `AC` of `WAC`.
const LONGEST_PARTICLE: usize = 3;

/// From short names to the teams of tables that they stand for, both as the articles spell them.
pub(super) fn short_names<'a>(articles: impl Iterator<Item = &'a Extracted>) -> HashMap<&'a str, &'a Team> {
    let mut found: HashMap<&str, Option<&Team>> = HashMap::default();
    for section in articles.flat_map(sections) {
        for (name, team) in section.short_names() {
            let known = found.entry(name).or_insert(Some(team));
            *known = known.filter(|known| known.name == team.name);
        }
    }
    found.into_iter().filter_map(|(name, team)| Some((name, team?))).collect()
}

/// What a section of the highest level lists.
#[derive(Default)]
struct Section<'a> {
    /// The teams of each table or matrix.
    fields: Vec<Vec<&'a Team>>,
    /// Names without a link in its matches.
    names: BTreeSet<&'a str>,
}

fn sections(article: &Extracted) -> Vec<Section<'_>> {
    let mut sections: BTreeMap<Option<&String>, Section<'_>> = BTreeMap::new();
    let matrices = article.results.iter().map(|matrix| (&matrix.at, matrix.teams.iter().collect()));
    let tables = article
        .standings
        .iter()
        .map(|table| (&table.at, table.rows.iter().filter_map(|row| row.team.as_ref()).collect::<Vec<_>>()));
    for (at, teams) in matrices.chain(tables) {
        let section = sections.entry(at.section.first()).or_default();
        if (FEWEST_TEAMS..=MOST_TEAMS).contains(&teams.len()) && section.fields.len() < MOST_FIELDS {
            section.fields.push(teams);
        }
    }
    for mention in &article.matches {
        let Some(section) = sections.get_mut(&mention.at.section.first()) else { continue };
        let sides = [&mention.home, &mention.away].into_iter().flatten();
        let bare = sides.filter(|team| team.link.is_none() && !team.placeholder);
        section.names.extend(bare.map(|team| team.name.as_str()));
    }
    sections.into_values().collect()
}

impl<'a> Section<'a> {
    /// The short names of the first table that explains all names of the section.
    fn short_names(&self) -> Vec<(&'a str, &'a Team)> {
        if self.names.is_empty() || self.names.len() > MOST_TEAMS {
            return Vec::new();
        }
        self.fields.iter().find_map(|field| self.explained_by(field)).unwrap_or_default()
    }

    fn explained_by(&self, field: &[&'a Team]) -> Option<Vec<(&'a str, &'a Team)>> {
        let full: Vec<String> = field.iter().map(|team| fold(&team.name)).collect();
        let mut taken = BTreeSet::new();
        let mut short = Vec::new();
        for name in &self.names {
            let folded = fold(name);
            let own = full.iter().position(|full| *full == folded);
            let index = own.or_else(|| only(&full, |full| stands_for(&folded, full)))?;
            if !taken.insert(index) {
                return None;
            }
            let team = field.get(index).filter(|_| own.is_none());
            short.extend(team.map(|team| (*name, *team)));
        }
        Some(short)
    }
}

/// The index of the only name that fits.
fn only(names: &[String], fits: impl Fn(&str) -> bool) -> Option<usize> {
    let mut fitting = names.iter().enumerate().filter(|(_, name)| fits(name));
    let (index, _) = fitting.next()?;
    fitting.next().is_none().then_some(index)
}

/// Whether a folded name is short for another: its words stand there in the same order, each as it is, by its beginning,
/// or with others as initials.
fn stands_for(short: &str, full: &str) -> bool {
    let mut words: &[&str] = &full.split(' ').collect::<Vec<_>>();
    short.split(' ').all(|part| {
        let found = (0..words.len()).find_map(|at| Some((at, length(part, words.get(at..)?)?)));
        let rest = found.and_then(|(at, length)| words.get(at + length..));
        words = rest.unwrap_or_default();
        rest.is_some()
    })
}

/// How many words at the beginning of a name a part of a short name stands for.
fn length(part: &str, words: &[&str]) -> Option<usize> {
    let first = words.first()?;
    let is_beginning = part.chars().count() >= SHORTEST_BEGINNING && first.starts_with(part);
    if part == *first || is_beginning {
        return Some(1);
    }
    initials(part, words).filter(|count| *count > 1)
}

/// The number of words whose initials, or which themselves where they are short, make up a part: 2 for `wac` of
/// `wolfsberger ac`.
fn initials(part: &str, words: &[&str]) -> Option<usize> {
    let mut rest = part;
    for (index, word) in words.iter().enumerate() {
        let whole = rest.strip_prefix(word).filter(|_| word.len() <= LONGEST_PARTICLE);
        rest = whole.or_else(|| rest.strip_prefix(word.chars().next()?))?;
        if rest.is_empty() {
            return Some(index + 1);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_beginnings_and_initials_stand_for_names() {
        for (short, full) in [
            ("rapid", "sk rapid wien"),
            ("st polten", "skn st polten"),
            ("wac", "wolfsberger ac"),
            ("gak", "grazer ak"),
            ("bw linz", "fc blau weiß linz"),
            ("kapfenberg", "kapfenberger sv"),
        ] {
            assert!(stands_for(short, full), "{short} for {full}");
        }
        for (short, full) in [
            ("wien rapid", "sk rapid wien"),
            ("s", "sk rapid wien"),
            ("rap", "sk rapid wien"),
            ("ac", "wolfsberger sc"),
            ("graz", "grazer ak"),
            ("", "grazer ak"),
        ] {
            assert!(!stands_for(short, full), "{short} for {full}");
        }
    }
}
