//! `competitions.toml`: what regulations say, by competition and season.

use std::sync::Arc;

use super::reader::{Entry, File};
use crate::{
    catalogue::{
        competitions::{Competitions, Entry as Known, KnownRegulation},
        fold::fold_words,
    },
    error::Result,
};

const KEYS: [&str; 5] = ["competitions", "seasons", "away_goals", "points_win", "source"];

/// Adds the regulations of a file.
pub fn add(competitions: &mut Competitions, file: &File<'_>) -> Result<()> {
    let table = file.parse()?;
    for list in file.entries(&table) {
        if list.key != "regulation" {
            return Err(list.unknown("key", &["regulation"]));
        }
        for entries in list.tables()? {
            competitions.add(regulation(&list, &entries)?);
        }
    }
    Ok(())
}

fn regulation(list: &Entry<'_>, entries: &[Entry<'_>]) -> Result<Known> {
    let (mut names, mut seasons, mut regulation) = (Vec::new(), None, KnownRegulation::default());
    for entry in entries {
        match entry.key {
            "competitions" => names = entry.strings()?.iter().map(|name| fold_words(name)).collect(),
            "seasons" => seasons = Some(years(entry)?),
            "away_goals" => regulation.away_goals = Some(entry.boolean()?),
            "points_win" => regulation.points_win = Some(entry.integer()?),
            "source" => regulation.source = Arc::from(entry.string()?),
            _ => return Err(entry.unknown("key", &KEYS)),
        }
    }
    let place = entries.first().unwrap_or(list);
    let Some(seasons) = seasons.filter(|_| !names.is_empty()) else {
        return Err(place.error("a regulation needs `competitions` and `seasons`"));
    };
    if regulation.source.is_empty() {
        return Err(place.error("a regulation needs a `source`"));
    }
    Ok(Known { names, seasons, regulation })
}

/// `[1971, 2020]`, or `[2021]` for all seasons since.
fn years(entry: &Entry<'_>) -> Result<(i16, Option<i16>)> {
    let years = entry.items()?.iter().map(Entry::integer).collect::<Result<Vec<i16>>>()?;
    match years.as_slice() {
        [from] => Ok((*from, None)),
        [from, to] if from <= to => Ok((*from, Some(*to))),
        _ => Err(entry.error_in_value("expected the first year, or the first and the last")),
    }
}
