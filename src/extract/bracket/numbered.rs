//! Brackets with named rounds whose slots are told apart by position: `{{16TeamBracket-2legs|RD1=…|seed|team 1|2|0|2|seed|team 2|…}}`.
//!
//! A slot takes its seed, its name, a cell a leg and the aggregate; rounds and matches stand in order, the match for
//! third place behind the final (<https://en.wikipedia.org/wiki/Module:Team_bracket>). Which of these cells a slot has is
//! said by the template's name or by parameters. A layout that does not fit the number of cells is not believed.

use super::{
    positional::{leading_number, slot},
    slot::{RoundSlots, Slot},
};
use crate::{
    catalogue::TemplateEntry,
    extract::{reader::Reader, team::is_code},
    markup::{Key, Template},
    span::Span,
};

/// Which cells the slots have.
#[derive(Clone, Debug)]
struct Layout {
    /// Rounds, the match for third place not among them.
    rounds: usize,
    seeds: bool,
    /// Legs of the rounds in order; the last number holds for those behind it.
    legs: Vec<usize>,
    /// Whether rounds of several legs have a cell for the aggregate.
    aggregate: bool,
    third_place: bool,
}

/// Cells of a slot behind each other.
#[derive(Clone, Copy, Debug)]
struct SlotCells {
    before_name: usize,
    legs: usize,
    aggregate: bool,
}

impl SlotCells {
    fn width(self) -> usize {
        self.before_name + 1 + self.legs + usize::from(self.aggregate)
    }
}

impl Layout {
    fn slot_cells(&self, round: usize) -> SlotCells {
        let legs = self.legs.get(round).or(self.legs.last()).copied().unwrap_or(1);
        let aggregate = self.aggregate && legs > 1;
        SlotCells { before_name: usize::from(self.seeds), legs, aggregate }
    }

    /// The rounds in the order of their cells: number of matches, and the cells of each slot.
    fn parts(&self) -> impl Iterator<Item = (usize, SlotCells)> {
        let rounds = (0..self.rounds).map(|round| (1 << (self.rounds - 1 - round), self.slot_cells(round)));
        let third = self.third_place.then(|| (1, self.slot_cells(self.rounds.saturating_sub(1))));
        rounds.chain(third)
    }

    fn cells(&self) -> usize {
        self.parts().map(|(matches, slot)| 2 * matches * slot.width()).sum()
    }

    /// This layout and those that differ in what a name may leave unsaid.
    fn and_variants(&self) -> impl Iterator<Item = Self> {
        let flips = [[false, false, false], [true, false, false], [false, true, false], [false, false, true]];
        flips.into_iter().map(|[seeds, aggregate, third_place]| Self {
            seeds: self.seeds != seeds,
            aggregate: self.aggregate != aggregate,
            third_place: self.third_place != third_place,
            ..self.clone()
        })
    }
}

/// Fills the rounds with slots by position. Nothing happens where the call has no cells without a name.
pub(super) fn fill(
    reader: &mut Reader<'_, '_>,
    template: &Template<'_, '_>,
    entry: &TemplateEntry,
    rounds: &mut Vec<RoundSlots>,
) {
    let cells = cells(reader, template);
    let (Some(first), Some(last)) = (cells.first(), cells.last()) else { return };
    let declared = layout(reader, template, entry);
    let Some(layout) =
        declared.and_then(|layout| layout.and_variants().find(|fit| fit.cells() == cells.len()))
    else {
        let span = Span::new(first.start(), last.end());
        let reason = format!("{} cells fit no layout of this bracket", cells.len());
        return reader.unread("value", Some("bracket cells"), span, reason);
    };
    let mut rest = cells.as_slice();
    for (index, (matches, slot_cells)) in layout.parts().enumerate() {
        let (own, behind) = rest.split_at(rest.len().min(2 * matches * slot_cells.width()));
        rest = behind;
        if rounds.len() <= index {
            rounds.push(RoundSlots { is_third_place: index == layout.rounds, ..RoundSlots::default() });
        }
        let Some(round) = rounds.get_mut(index) else { continue };
        round.before_final = layout.rounds.checked_sub(index + 1);
        for (number, cells) in (1..).zip(own.chunks(slot_cells.width())) {
            round.slots.insert(number, read_slot(reader, cells, slot_cells));
        }
    }
}

/// A slot from its cells.
fn read_slot(reader: &mut Reader<'_, '_>, cells: &[Span], layout: SlotCells) -> Slot {
    let mut slot = slot(reader, cells.get(layout.before_name..).unwrap_or_default());
    // Some put the country's code where the seed stands.
    let seed = cells.first().filter(|_| layout.before_name > 0).map(|seed| reader.document.text(*seed));
    if let (Some(seed), Some(team)) = (seed.filter(|seed| is_code(reader, seed)), &mut slot.team) {
        team.country.get_or_insert_with(|| seed.to_owned());
    }
    if layout.aggregate {
        slot.aggregate = slot.cells.pop_last().map(|(_, cell)| cell);
    }
    slot
}

/// Values without a name, without the blank one that a stray pipe leaves at the end.
fn cells(reader: &Reader<'_, '_>, template: &Template<'_, '_>) -> Vec<Span> {
    let source = reader.document.source;
    let unnamed = template.arguments().filter(|argument| matches!(argument.key, Key::Positional(_)));
    let cells: Vec<Span> = unnamed.map(|argument| argument.value.trimmed(source)).collect();
    if cells.iter().all(|cell| cell.is_empty()) { Vec::new() } else { cells }
}

/// The layout that the name and the parameters declare.
fn layout(reader: &Reader<'_, '_>, template: &Template<'_, '_>, entry: &TemplateEntry) -> Option<Layout> {
    let name = template.name().to_lowercase();
    let has = |list: &str| reader.language.words(list).iter().any(|word| name.contains(word));
    let stated = |field: &str| {
        let found =
            template.arguments().filter(|argument| entry.field_of(&argument.key.name()) == Some(field));
        found.last().map(|argument| reader.document.text(argument.value).trim())
    };
    let by_size = || {
        let size = stated("size").unwrap_or(name.as_str());
        leading_number(size)?.checked_sub(1)?.checked_ilog2().map(|log| log as usize + 1)
    };
    let rounds = stated("rounds").and_then(leading_number).or_else(by_size)?.clamp(1, 9);
    let is_yes = |field: &str| stated(field).map(|text| reader.language.is("word.yes", text));
    let several = if has("bracket.three_legs") { Some(3) } else { has("bracket.two_legs").then_some(2) };
    Some(Layout {
        rounds,
        seeds: is_yes("seeds").unwrap_or(!has("bracket.without_seeds")),
        legs: stated("legs").map_or_else(|| legs(rounds, several, has), numbers),
        aggregate: is_yes("with_aggregate").unwrap_or(several == Some(2)),
        third_place: has("bracket.with_third_place"),
    })
}

/// Legs by the name of the template: `-2legs-except final`.
fn legs(rounds: usize, several: Option<usize>, has: impl Fn(&str) -> bool) -> Vec<usize> {
    let Some(several) = several else { return vec![1] };
    let single = match (has("bracket.except_semi_finals"), has("bracket.except_final")) {
        (true, _) => 2,
        (_, true) => 1,
        _ => return vec![several],
    };
    let mut legs = vec![several; rounds.saturating_sub(single)];
    legs.push(1);
    legs
}

/// `2/2/1`
fn numbers(text: &str) -> Vec<usize> {
    text.split('/').map(|number| number.trim().parse().unwrap_or(1).clamp(1, 9)).collect()
}
