//! Brackets with named slots: `RD1-team1`, `RD1-score1-2`, `RD1-score1-A`.

use std::collections::BTreeMap;

use super::{
    numbered,
    slot::{RoundSlots, Slot, cell},
};
use crate::{
    catalogue::TemplateEntry,
    extract::{match_box::clean, reader::Reader},
    markup::Template,
};

/// Reads the rounds, the first played first. The match for third place is a round of its own behind the one under which
/// it is drawn.
pub(super) fn rounds(
    reader: &mut Reader<'_, '_>,
    template: &Template<'_, '_>,
    entry: &TemplateEntry,
) -> Vec<RoundSlots> {
    let mut rounds: BTreeMap<(u32, bool), RoundSlots> = BTreeMap::new();
    for parameter in template.arguments() {
        let name = parameter.key.name();
        let Some(place) = entry.slot_of(&name) else { continue };
        let (field, for_third_place) =
            place.field.strip_prefix("third.").map_or((place.field, false), |field| (field, true));
        let round = rounds.entry((place.round, for_third_place)).or_default();
        let span = parameter.value.trimmed(reader.document.source);
        let Some(number) = place.slot else {
            if field == "round_title" && !span.is_empty() {
                round.title = Some(clean(&reader.flat(span)));
            }
            continue;
        };
        let slot = round.slots.entry(number).or_default();
        slot.cover(parameter.span);
        match (field, place.leg) {
            ("team", _) => slot.name(reader, span),
            ("leg_score", Some(leg)) => drop(slot.cells.insert(leg, cell(reader, &reader.flat(span)))),
            ("score", _) => drop(slot.cells.insert(1, cell(reader, &reader.flat(span)))),
            ("aggregate", _) => slot.aggregate = Some(cell(reader, &reader.flat(span))),
            _ => {}
        }
    }
    let mut rounds = part_third_place(rounds.into_values().collect());
    sums_are_aggregates(&mut rounds);
    numbered::fill(reader, template, entry, &mut rounds);
    rounds
}

/// A final drawn with slots 3 and 4 has the match for third place in them: as many slots as the semi-finals.
fn part_third_place(mut rounds: Vec<RoundSlots>) -> Vec<RoundSlots> {
    if let [.., semi_finals, last] = rounds.as_mut_slice()
        && semi_finals.slots.len() == 4
        && last.slots.keys().eq(&[1, 2, 3, 4])
    {
        let slots = last.slots.split_off(&3);
        rounds.push(RoundSlots { slots, is_third_place: true, ..RoundSlots::default() });
    }
    rounds
}

/// A third number is the aggregate where it is the sum of the other two on both sides, else a third match. A template
/// does one or the other, so that most pairs speak for all.
fn sums_are_aggregates(rounds: &mut [RoundSlots]) {
    let slots = || rounds.iter().flat_map(|round| round.slots.values());
    if slots().any(|slot| slot.aggregate.is_some()) {
        return;
    }
    let pairs = rounds.iter().flat_map(RoundSlots::meetings);
    let thirds = pairs.filter_map(|(_, [first, second])| Some([numbers(first)?, numbers(second)?]));
    let (mut with_third, mut sums) = (0, 0);
    for pair in thirds {
        with_third += 1;
        sums += usize::from(pair.iter().all(|[first, second, third]| first + second == *third));
    }
    if sums * 2 > with_third {
        for slot in rounds.iter_mut().flat_map(|round| round.slots.values_mut()) {
            slot.aggregate = slot.cells.remove(&3);
        }
    }
}

fn numbers(slot: &Slot) -> Option<[u32; 3]> {
    let number = |leg: u32| slot.cells.get(&leg).and_then(|cell| cell.number).map(u32::from);
    Some([number(1)?, number(2)?, number(3)?])
}
