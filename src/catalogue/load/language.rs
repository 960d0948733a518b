//! `languages/<code>.toml` (words) and `phrases/<code>.toml` (sentence patterns).

use std::sync::Arc;

use super::reader::{Entry, File};
use crate::hash::HashMap;
use crate::{
    catalogue::{Language, NumberWords, Pattern, Phrase, fold::fold_words},
    error::Result,
    record::{GoalKind, Status},
};

const SECTIONS: [&str; 7] = ["months", "weekdays", "numbers", "rounds", "statuses", "goal_kinds", "words"];

const STATUSES: [(&str, Status); 6] = [
    ("cancelled", Status::Cancelled),
    ("postponed", Status::Postponed),
    ("abandoned", Status::Abandoned),
    ("awarded", Status::Awarded),
    ("walkover", Status::Walkover),
    ("void", Status::Void),
];

const GOAL_KINDS: [(&str, GoalKind); 3] =
    [("regular", GoalKind::Regular), ("penalty", GoalKind::Penalty), ("own_goal", GoalKind::OwnGoal)];

/// Adds the words of a file to those that are known.
pub fn add_words(language: &mut Language, file: &File<'_>) -> Result<()> {
    let table = file.parse()?;
    for section in file.entries(&table) {
        match section.key {
            "months" => add_calendar(&mut language.months, &section, 12)?,
            "weekdays" => add_calendar(&mut language.weekdays, &section, 7)?,
            "numbers" => add_numbers(&mut language.numbers, &section)?,
            "rounds" => add_rounds(&mut language.rounds, &section)?,
            "statuses" => add_meanings(&mut language.statuses, &section, "status", &STATUSES)?,
            "goal_kinds" => add_meanings(&mut language.goal_kinds, &section, "kind of goal", &GOAL_KINDS)?,
            "words" => add_lists(&mut language.words, &section)?,
            _ => return Err(section.unknown("key", &SECTIONS)),
        }
    }
    Ok(())
}

/// Adds the phrases of a file before those that are known, so that an overlay comes first.
pub fn add_phrases(language: &mut Language, file: &File<'_>) -> Result<()> {
    let table = file.parse()?;
    let numbers = Arc::new(NumberWords::of(language));
    let mut phrases: HashMap<String, Vec<Phrase>> = HashMap::default();
    for section in file.entries(&table) {
        if section.key != "phrase" {
            return Err(section.unknown("key", &["phrase"]));
        }
        for entries in section.tables()? {
            let (kind, phrase) = phrase(&section, &entries, &numbers)?;
            phrases.entry(kind).or_default().push(phrase);
        }
    }
    for (kind, new) in phrases {
        language.phrases.entry(kind).or_default().splice(0..0, new);
    }
    Ok(())
}

/// A phrase, behind its kind.
fn phrase(
    section: &Entry<'_>,
    entries: &[Entry<'_>],
    numbers: &Arc<NumberWords>,
) -> Result<(String, Phrase)> {
    let needed = |key: &str| {
        let entry = entries.iter().find(|entry| entry.key == key);
        entry.ok_or_else(|| entries.first().unwrap_or(section).error(format!("a phrase needs a `{key}`")))
    };
    let pattern = needed("pattern")?;
    let compiled = Pattern::with_numbers(&pattern.string()?, Arc::clone(numbers));
    let facts = entries.iter().filter(|entry| !["kind", "pattern"].contains(&entry.key));
    let phrase = Phrase {
        pattern: compiled.map_err(|message| pattern.error(message))?,
        facts: facts.map(|fact| Ok((fact.key.to_owned(), fact.string()?))).collect::<Result<_>>()?,
    };
    Ok((needed("kind")?.string()?, phrase))
}

/// Lists of names, the first for 1: January, Monday.
fn add_calendar(names: &mut HashMap<String, i8>, section: &Entry<'_>, count: usize) -> Result<()> {
    let lists = section.lists()?;
    if lists.len() != count {
        return Err(section.error(format!("`{}` needs {count} lists, found {}", section.key, lists.len())));
    }
    for (number, list) in (1..).zip(lists) {
        names.extend(list.into_iter().map(|name| (fold_words(&name), number)));
    }
    Ok(())
}

fn add_numbers(numbers: &mut HashMap<String, u32>, section: &Entry<'_>) -> Result<()> {
    for entry in section.entries()? {
        numbers.insert(fold_words(entry.key), entry.integer()?);
    }
    Ok(())
}

/// A round's key is one of its spellings.
fn add_rounds(rounds: &mut HashMap<String, String>, section: &Entry<'_>) -> Result<()> {
    for entry in section.entries()? {
        rounds.insert(fold_words(entry.key), entry.key.to_owned());
        for spelling in entry.strings()? {
            rounds.insert(fold_words(&spelling), entry.key.to_owned());
        }
    }
    Ok(())
}

fn add_meanings<T: Copy>(
    meanings: &mut HashMap<String, T>,
    section: &Entry<'_>,
    what: &str,
    known: &[(&str, T)],
) -> Result<()> {
    for entry in section.entries()? {
        let found = known.iter().find(|(name, _)| *name == entry.key).map(|(_, meaning)| *meaning);
        let names: Vec<&str> = known.iter().map(|(name, _)| *name).collect();
        let meaning = found.ok_or_else(|| entry.unknown(what, &names))?;
        meanings.extend(entry.strings()?.into_iter().map(|word| (fold_words(&word), meaning)));
    }
    Ok(())
}

fn add_lists(words: &mut HashMap<String, Vec<String>>, section: &Entry<'_>) -> Result<()> {
    for (name, entry) in section.named_lists()? {
        let list = words.entry(name).or_default();
        for word in entry.strings()? {
            let word = fold_words(&word);
            if !list.contains(&word) {
                list.push(word);
            }
        }
    }
    Ok(())
}
