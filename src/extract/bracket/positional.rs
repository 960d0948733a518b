//! Brackets by position: `{{#invoke:RoundN|N16|date – place|team 1|score|team 2|score|…}}`.
//!
//! Matches stand one after the other: round by round from the first, each from top to bottom, the match for third place
//! behind the final. A match takes its header, then for each team a name and its score boxes
//! (<https://en.wikipedia.org/wiki/Module:RoundN>).

use std::{collections::BTreeMap, ops::RangeInclusive};

use super::{
    header::header,
    slot::{RoundSlots, Slot, cell},
};
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
    /// Whether the match for third place is drawn, where the call says so.
    third_place: Option<bool>,
    /// Whether no titles are drawn above the rounds.
    no_titles: bool,
    /// Rounds that are not drawn, counted from the final.
    excluded: usize,
    skipped: Skipped,
    /// Whether skipped matches have no cells.
    omit_blanks: bool,
    titles: BTreeMap<usize, String>,
    third_title: Option<String>,
    /// Cells by number.
    numbered: BTreeMap<usize, Span>,
    /// All cells in order.
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
    if call.draws_third_place() {
        let mut round = rows.round(reader, &call, 1);
        round.title = call.third_title.take().or_else(|| call.titles.remove(&(call.columns + 1)));
        round.is_third_place = true;
        rounds.push(round);
    }
    rows.leftover(reader, &call);
    rounds
}

/// Reads the settings; `None` where the call does not say how many rounds there are.
fn call(reader: &mut Reader<'_, '_>, template: &Template<'_, '_>, entry: &TemplateEntry) -> Option<Call> {
    let mut call = Call { boxes: 1, ..Call::default() };
    for parameter in template.arguments() {
        let span = parameter.value.trimmed(reader.document.source);
        match &parameter.key {
            Key::Named(name) => call.set(reader, entry.field_of(name), name, span),
            Key::Positional(number) => drop(call.numbered.insert(*number, span)),
        }
    }
    call.complete(reader, &size_name(template)).then_some(call)
}

impl Call {
    fn set(&mut self, reader: &mut Reader<'_, '_>, field: Option<&str>, name: &str, span: Span) {
        let text = reader.document.text(span);
        let is_yes = reader.language.is("word.yes", text);
        match field {
            Some("columns") => self.columns = text.parse().unwrap_or(0),
            Some("score_boxes") => self.boxes = leading_number(text).unwrap_or(1).clamp(1, 9),
            Some("third_place") => self.third_place = Some(is_yes),
            Some("excluded") => self.excluded = text.parse().unwrap_or(0),
            Some("omit_blanks") => self.omit_blanks = is_yes,
            Some("plain_head") => self.no_titles = is_yes,
            Some("skip") => self.skipped.read(reader, name, span),
            Some("third_title") => self.third_title = title(reader, span),
            Some("round_title") => {
                let title = title(reader, span).map(|title| (trailing_number(name).unwrap_or(0), title));
                self.titles.extend(title);
            }
            _ => {}
        }
    }

    /// What follows from the name of the function or template, and from all settings together.
    fn complete(&mut self, reader: &Reader<'_, '_>, name: &str) -> bool {
        if self.columns == 0 {
            let size = leading_number(name).and_then(usize::checked_ilog2);
            self.columns = size.map_or(0, |columns| columns as usize);
        }
        self.columns = self.columns.min(MOST_COLUMNS);
        self.skipped.sort();
        let last = self.numbered.keys().next_back().copied().unwrap_or(0);
        self.cells =
            (1..=last).map(|number| self.numbered.get(&number).copied().unwrap_or_default()).collect();
        let name = name.to_lowercase();
        let has = |list: &str| reader.language.words(list).iter().any(|word| name.contains(word));
        let by_name = has("bracket.with_third_place").then_some(true);
        let by_name = has("bracket.without_third_place").then_some(false).or(by_name);
        let default = self.columns >= COLUMNS_WITH_THIRD_PLACE && !self.no_titles;
        self.third_place = Some(self.excluded == 0 && self.third_place.or(by_name).unwrap_or(default));
        if has("bracket.two_legs") {
            self.boxes = self.boxes_by_count();
        }
        self.columns > 0
    }

    fn draws_third_place(&self) -> bool {
        self.third_place == Some(true)
    }

    /// The number of boxes with which the matches take up all cells, for a wrapper that sets it by itself.
    fn boxes_by_count(&self) -> usize {
        let matches = (1 << self.columns) - 1 + usize::from(self.draws_third_place());
        (2..4).find(|boxes| matches * cells_of_match(*boxes) >= self.cells.len()).unwrap_or(2)
    }
}

/// A title that is not empty.
fn title(reader: &Reader<'_, '_>, span: Span) -> Option<String> {
    (!span.is_empty()).then(|| clean(&reader.flat(span)))
}

/// What the size is part of: the function `N16` of the module, or the name `Round16-with third` of a wrapper.
fn size_name(template: &Template<'_, '_>) -> String {
    let name = template.name();
    let function = template.parameters().next().filter(|_| name.starts_with('#'));
    let text = function.map_or(&*name, |function| template.document.text(function.value).trim());
    text.trim_start_matches(|c: char| !c.is_ascii_digit()).to_owned()
}

/// Cells of a match: its header, and a name and boxes for each team.
fn cells_of_match(boxes: usize) -> usize {
    1 + 2 * (1 + boxes)
}

/// Matches that are not drawn, by number.
#[derive(Debug, Default)]
struct Skipped {
    /// In order, and apart from each other, once all are read.
    ranges: Vec<RangeInclusive<usize>>,
}

impl Skipped {
    /// Reads `skipmatch=1;3-5`, `skipmatch7=yes`.
    fn read(&mut self, reader: &mut Reader<'_, '_>, name: &str, span: Span) {
        let text = reader.document.text(span);
        if let Some(number) = trailing_number(name) {
            self.ranges.extend(reader.language.is("word.yes", text).then_some(number..=number));
            return;
        }
        for part in text.split([';', ',']).map(str::trim).filter(|part| !part.is_empty()) {
            let (first, last) = part.split_once(['-', '–']).unwrap_or((part, part));
            let (Ok(first), Ok(last)) = (first.trim().parse(), last.trim().parse()) else {
                let reason = "expected numbers of matches";
                return reader.unread("value", Some("skipped matches"), span, reason);
            };
            self.ranges.push(first..=last);
        }
    }

    /// Puts the ranges in order, and those that overlap together.
    fn sort(&mut self) {
        self.ranges.sort_unstable_by_key(|range| *range.start());
        self.ranges.dedup_by(|later, earlier| {
            let overlap = later.start() <= earlier.end();
            if overlap && later.end() > earlier.end() {
                *earlier = *earlier.start()..=*later.end();
            }
            overlap
        });
    }

    fn contains(&self, number: usize) -> bool {
        let after = self.ranges.partition_point(|range| *range.start() <= number);
        let range = after.checked_sub(1).and_then(|index| self.ranges.get(index));
        range.is_some_and(|range| range.contains(&number))
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
            if self.from >= call.cells.len() {
                break;
            }
            self.number += 1;
            let is_skipped = call.skipped.contains(self.number);
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
