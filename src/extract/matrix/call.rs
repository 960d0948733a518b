//! A matrix in one call: `{{#invoke:Sports results|main|team1=…|match_AAA_BBB=3–1|…}}`, and the one inside a table
//! with `show_matches=y`.
//!
//! `match_` may be left out; with `legs=2` a cell ends with its leg (<https://en.wikipedia.org/wiki/Module:Sports_results/doc>).

use super::MatrixRead;
use crate::{
    catalogue::{Language, TemplateEntry},
    extract::{
        match_box::clean,
        reader::Reader,
        standings::stage_and_group,
        table_call::{MatchArgument, TableCall},
    },
    hash::HashMap,
    markup::Template,
    record::{Pair, ResultMatrix},
    span::{Span, Stated},
};

/// Reads a matrix.
pub(in crate::extract) fn matrix(
    reader: &mut Reader<'_, '_>,
    template: &Template<'_, '_>,
    entry: &TemplateEntry,
) -> MatrixRead {
    let call = TableCall::new(reader, template, entry);
    embedded(reader, template, &call)
}

/// Reads the matrix among the arguments of a call.
pub(in crate::extract) fn embedded(
    reader: &mut Reader<'_, '_>,
    template: &Template<'_, '_>,
    call: &TableCall<'_>,
) -> MatrixRead {
    let teams = call.order.iter().map(|code| call.team(reader, code).0).collect();
    let (stage, group) = stage_and_group(reader, template.span);
    let at = reader.place_of(template);
    let matrix = ResultMatrix { stage, group, teams, at, ..ResultMatrix::default() };
    let mut read = MatrixRead::new(matrix);
    read.matrix.complete = call.fields.get("update").and_then(|span| {
        let is_complete = reader.language.is("table.complete", &clean(&reader.flat(*span)));
        is_complete.then(|| Stated::new(true, *span))
    });
    let cells = Cells::new(reader, call);
    for (key, span) in &cells.results {
        read.cell(reader, key.teams, key.leg, *span);
        if let Some(note) = cells.notes.get(key) {
            read.note(reader, *span, *note);
        }
    }
    read
}

/// Which cell an argument states.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct CellKey {
    teams: Pair<usize>,
    leg: Option<u8>,
}

/// Arguments of cells. Of two for one cell the last counts.
#[derive(Default)]
struct Cells {
    results: Vec<(CellKey, Span)>,
    notes: HashMap<CellKey, Span>,
}

impl Cells {
    fn new(reader: &mut Reader<'_, '_>, call: &TableCall<'_>) -> Self {
        let codes: HashMap<&str, usize> =
            call.order.iter().enumerate().map(|(index, code)| (code.value.as_str(), index)).collect();
        let mut last: HashMap<CellKey, usize> = HashMap::default();
        let mut cells = Self::default();
        for argument in &call.matches {
            match cell_key(&argument.key, &codes, reader.language) {
                Some((key, true)) => drop(cells.notes.insert(key, argument.value)),
                Some((key, false)) => match last.get(&key).and_then(|index| cells.results.get_mut(*index)) {
                    Some(cell) => cell.1 = argument.value,
                    None => {
                        last.insert(key, cells.results.len());
                        cells.results.push((key, argument.value));
                    }
                },
                None => unknown(reader, argument),
            }
        }
        cells
    }
}

/// Bytes of two codes and what may follow them.
const LONGEST_KEY: usize = 120;

/// The teams of `ARG_CHI`, `ARG_CHI_leg2`, and whether it is the note of a cell, `ARG_CHI_note`. Codes may hold `_`.
fn cell_key(key: &str, codes: &HashMap<&str, usize>, language: &Language) -> Option<(CellKey, bool)> {
    let team = |code: &str| codes.get(code.trim()).copied();
    let key = Some(key).filter(|key| key.len() <= LONGEST_KEY)?;
    key.match_indices('_').find_map(|(at, _)| {
        let (home, rest) = (team(key.get(..at)?)?, key.get(at + 1..)?);
        if let Some(away) = team(rest) {
            return Some((CellKey { teams: [home, away], leg: None }, false));
        }
        let (code, end) = rest.rsplit_once('_')?;
        let (is_note, away, end) = match (language.is("table.note", end), code.rsplit_once('_')) {
            (true, Some((shorter, leg))) if team(code).is_none() => (true, team(shorter)?, leg),
            (true, _) => return Some((CellKey { teams: [home, team(code)?], leg: None }, true)),
            (false, _) => (false, team(code)?, end),
        };
        let number = end.trim_start_matches(char::is_alphabetic);
        let word = end.strip_suffix(number)?;
        let leg = number.parse().ok().filter(|_| word.is_empty() || language.is("word.leg", word))?;
        Some((CellKey { teams: [home, away], leg: Some(leg) }, is_note))
    })
}

fn unknown(reader: &mut Reader<'_, '_>, argument: &MatchArgument) {
    if !argument.value.is_empty() {
        let reason = if argument.is_named {
            "the table lists no teams with these codes"
        } else {
            "the template has no parameter of this name"
        };
        reader.unread("parameter", Some(&argument.key), argument.value, reason);
    }
}
