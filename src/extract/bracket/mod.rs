//! Brackets: rounds of slots, with named parameters ([`named`]) or by position ([`positional`]).
//!
//! Slots 1 and 2 of a round meet, then 3 and 4, and so on ([`meeting`]). A bracket does not say who was at home.

mod header;
mod meeting;
mod named;
mod numbered;
mod positional;
mod slot;

use self::{
    meeting::meet,
    slot::{RoundSlots, Slot},
};
use super::reader::Reader;
use crate::{
    catalogue::{Shape, TemplateEntry},
    markup::Template,
    record::{Bracket, BracketRound, MatchMention, Pair, Round, TieMention},
};

/// A bracket with the ties and matches that its pairs of slots mention.
pub(super) struct BracketRead {
    /// The bracket.
    pub bracket: Bracket,
    /// A mention of a tie for each pair of teams.
    pub ties: Vec<TieMention>,
    /// A mention of a match for each leg with a score, in the order of the slots.
    pub matches: Vec<MatchMention>,
}

/// Reads a bracket.
pub(super) fn bracket(
    reader: &mut Reader<'_, '_>,
    template: &Template<'_, '_>,
    entry: &TemplateEntry,
) -> BracketRead {
    let place = reader.place_of(template);
    let rounds = match entry.shape {
        Shape::PositionalBracket => positional::rounds(reader, template, entry),
        _ => named::rounds(reader, template, entry),
    };
    let mut read = BracketRead {
        bracket: Bracket { at: place.clone(), rounds: Vec::new() },
        ties: Vec::new(),
        matches: Vec::new(),
    };
    for round in rounds {
        let known = known_round(reader, &round);
        for (number, slots) in round.meetings() {
            meet(&mut read, &place, known.as_ref(), slots, round.headers.get(&number));
        }
        let numbered = |(number, slots): (u32, Pair<_>)| (number..).zip(slots);
        let slots = round.meetings().flat_map(numbered);
        let slots = slots.map(|(number, slot): (u32, &Slot)| slot.record(reader, number, &place)).collect();
        read.bracket.rounds.push(BracketRound { name: round.title, slots });
    }
    read
}

/// The round by its title, or by what the template shows where none is written.
fn known_round(reader: &Reader<'_, '_>, round: &RoundSlots) -> Option<Round> {
    let words = |list: &str| reader.language.words(list);
    let shown = || match round.is_third_place {
        true => words("bracket.third_place").first(),
        false => words("bracket.rounds_from_the_final").get(round.before_final?),
    };
    round.title.as_deref().or_else(|| shown().map(String::as_str)).map(|name| reader.round(name))
}

impl RoundSlots {
    /// Slots that meet, with the number of the first of them. A slot that the call leaves out is empty.
    fn meetings(&self) -> impl Iterator<Item = (u32, Pair<&Slot>)> {
        static EMPTY: Slot = Slot::EMPTY;
        let upper = |number: &u32| if number.is_multiple_of(2) { number.saturating_sub(1) } else { *number };
        let mut first: Vec<u32> = self.slots.keys().map(upper).collect();
        first.dedup();
        let slot = |number: u32| self.slots.get(&number).unwrap_or(&EMPTY);
        first.into_iter().map(move |number| (number, [slot(number), slot(number.saturating_add(1))]))
    }
}
