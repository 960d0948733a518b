//! Brackets by position: `{{#invoke:RoundN|N16|date – place|team 1|score|team 2|score|…}}`.
//!
//! Matches stand one after the other: round by round from the first, each from top to bottom, the match for third place
//! behind the final. A match takes its header, then for each team a name and its score boxes
//! (<https://en.wikipedia.org/wiki/Module:RoundN>).

use std::collections::{BTreeMap, BTreeSet};

use super::slot::{RoundSlots, Slot, cell, header};
use crate::{
    catalogue::TemplateEntry,
    extract::{match_box::clean, reader::Reader},
    markup::{Key, Template},
    span::Span,
};

/// More columns than any bracket has: 512 teams make nine.
const MOST_COLUMNS: usize = 12;

/// The match for third place is drawn by default from this many columns on.
const COLUMNS_WITH_THIRD_PLACE: usize = 4;

/// The settings of a call, and its cells.
#[derive(Debug, Default)]
struct Call {
    columns: usize,
    /// Score boxes that are filled in for each team; a computed sum is none of them.
    boxes: usize,
    third_place: bool,
    /// Rounds that are not drawn, counted from the final.
    excluded: usize,
    skipped: BTreeSet<usize>,
    /// Whether skipped matches have no cells.
    omit_blanks: bool,
    titles: BTreeMap<usize, String>,
    third_title: Option<String>,
    cells: Vec<Span>,
}

/// Reads the rounds, the match for third place last.
pub(super) fn rounds(
    reader: &mut Reader<'_, '_>,
    template: &Template<'_, '_>,
    entry: &TemplateEntry,
) -> Vec<RoundSlots> {
    let Some(mut call) = call(reader, template, entry) else { return Vec::new() };
    let mut rounds = Vec::new();
    let mut rows = Rows { number: 0, from: 0 };
    for column in 0..call.columns.saturating_sub(call.excluded) {
        let matches = 1 << (call.columns - 1 - column);
        let mut round = rows.round(reader, &call, matches);
        round.title = call.titles.remove(&(column + 1));
        round.before_final = Some(call.columns - 1 - column);
        rounds.push(round);
    }
    if call.third_place {
        let mut round = rows.round(reader, &call, 1);
        round.title = call.third_title.take().or_else(|| call.titles.remove(&(call.columns + 1)));
        round.is_third_place = true;
        rounds.push(round);
    }
    rows.leftover(reader, &call);
    rounds
}

/// Reads the settings.
fn call(reader: &mut Reader<'_, '_>, template: &Template<'_, '_>, entry: &TemplateEntry) -> Option<Call> {
    let mut call = Call { boxes: 1, ..Call::default() };
    let (mut cells, mut third_place, mut plain_head) = (BTreeMap::new(), None, false);
    for parameter in template.arguments() {
        let span = parameter.value.trimmed(reader.document.source);
        let Key::Named(name) = &parameter.key else {
            if let Key::Positional(number) = parameter.key {
                cells.insert(number, span);
            }
            continue;
        };
        let text = reader.document.text(span);
        match entry.field_of(name) {
            Some("columns") => call.columns = text.parse().unwrap_or(0),
            Some("score_boxes") => call.boxes = leading_number(text).unwrap_or(1).clamp(1, 9),
            Some("third_place") => third_place = Some(reader.language.is("word.yes", text)),
            Some("excluded") => call.excluded = text.parse().unwrap_or(0),
            Some("omit_blanks") => call.omit_blanks = reader.language.is("word.yes", text),
            Some("plain_head") => plain_head = reader.language.is("word.yes", text),
            Some("skip") => skip(reader, &mut call.skipped, name, span),
            Some("third_title") if !span.is_empty() => call.third_title = Some(clean(&reader.flat(span))),
            Some("round_title") if !span.is_empty() => {
                let title = clean(&reader.flat(span));
                call.titles.insert(trailing_number(name).unwrap_or(0), title);
            }
            _ => {}
        }
    }
    let name = size_name(template);
    if call.columns == 0 {
        call.columns = leading_number(&name)?.checked_ilog2()? as usize;
    }
    call.columns = call.columns.min(MOST_COLUMNS);
    let has = |list: &str| reader.language.words(list).iter().any(|word| name.to_lowercase().contains(word));
    let by_name = has("bracket.with_third_place").then_some(true);
    let by_name = has("bracket.without_third_place").then_some(false).or(by_name);
    let default = call.columns >= COLUMNS_WITH_THIRD_PLACE && !plain_head;
    call.third_place = call.excluded == 0 && third_place.or(by_name).unwrap_or(default);
    let last = cells.keys().next_back().copied().unwrap_or(0);
    call.cells = (1..=last).map(|number| cells.get(&number).copied().unwrap_or_default()).collect();
    if has("bracket.two_legs") {
        call.boxes = boxes_by_count(&call).unwrap_or(2);
    }
    Some(call)
}

/// What the size is part of: the function `N16` of the module, or the name `Round16-with third` of a wrapper.
fn size_name(template: &Template<'_, '_>) -> String {
    let name = template.name();
    let function = template.parameters().next().filter(|_| name.starts_with('#'));
    let text = function.map_or(&*name, |function| template.document.text(function.value).trim());
    text.trim_start_matches(|c: char| !c.is_ascii_digit()).to_owned()
}

/// The number of boxes that makes the cells fit the matches, for a wrapper that sets it by itself.
fn boxes_by_count(call: &Call) -> Option<usize> {
    let matches = (1 << call.columns) - 1 + usize::from(call.third_place);
    (2..=4).find(|boxes| matches * cells_of_match(*boxes) >= call.cells.len())
}

fn cells_of_match(boxes: usize) -> usize {
    1 + 2 * (1 + boxes)
}

/// `skipmatch=1;3-5`, `skipmatch7=yes`
fn skip(reader: &mut Reader<'_, '_>, skipped: &mut BTreeSet<usize>, name: &str, span: Span) {
    let text = reader.document.text(span);
    if let Some(number) = trailing_number(name) {
        if reader.language.is("word.yes", text) {
            skipped.insert(number);
        }
        return;
    }
    for part in text.split([';', ',']).map(str::trim).filter(|part| !part.is_empty()) {
        let (first, last) = part.split_once(['-', '–']).unwrap_or((part, part));
        match (first.trim().parse::<usize>(), last.trim().parse::<usize>()) {
            (Ok(first), Ok(last)) if last < 1 << MOST_COLUMNS => skipped.extend(first..=last),
            _ => reader.unread("value", Some("skipped matches"), span, "expected numbers of matches"),
        }
    }
}

/// Where the next match stands.
struct Rows {
    /// Matches so far.
    number: usize,
    /// The first cell of the next match.
    from: usize,
}

impl Rows {
    fn round(&mut self, reader: &mut Reader<'_, '_>, call: &Call, matches: usize) -> RoundSlots {
        let mut round = RoundSlots::default();
        let width = cells_of_match(call.boxes);
        for index in 0..matches {
            self.number += 1;
            let is_skipped = call.skipped.contains(&self.number);
            if is_skipped && call.omit_blanks {
                continue;
            }
            let cells = call.cells.get(self.from..).unwrap_or_default();
            self.from += width;
            let first = u32::try_from(2 * index + 1).unwrap_or(u32::MAX);
            if let (false, Some((head, cells))) = (is_skipped, cells.split_first()) {
                round.headers.insert(first, header(reader, *head));
                for (number, cells) in (first..).zip(cells.chunks(1 + call.boxes).take(2)) {
                    round.slots.insert(number, slot(reader, cells));
                }
            }
        }
        round
    }

    /// Cells behind the last match are not shown.
    fn leftover(&self, reader: &mut Reader<'_, '_>, call: &Call) {
        let left = call.cells.get(self.from..).unwrap_or_default();
        let is_stated = |cell: &&Span| !reader.flat(**cell).trimmed().is_empty();
        let (first, last) = (left.iter().find(is_stated), left.iter().rfind(is_stated));
        if let (Some(first), Some(last)) = (first, last) {
            let span = Span::new(first.start(), last.end());
            reader.unread("value", Some("further match"), span, "the bracket has no match at this place");
        }
    }
}

/// A team and its score boxes.
pub(super) fn slot(reader: &mut Reader<'_, '_>, cells: &[Span]) -> Slot {
    let mut slot = Slot::EMPTY;
    for (leg, span) in (0..).zip(cells) {
        slot.cover(*span);
        if leg == 0 {
            slot.name(reader, *span);
        } else {
            let cell = cell(reader, &reader.flat(*span));
            slot.cells.insert(leg, cell);
        }
    }
    slot
}

pub(super) fn leading_number(text: &str) -> Option<usize> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    text.get(..digits)?.parse().ok()
}

fn trailing_number(name: &str) -> Option<usize> {
    let digits = name.bytes().rev().take_while(u8::is_ascii_digit).count();
    name.get(name.len() - digits..)?.parse().ok()
}
