//! Brackets with named slots: `RD1-team1`, `RD1-score1-2`, `RD1-score1-A`.
//!
//! Slots 1 and 2 of a round meet, then 3 and 4, and so on. A bracket does not say who was at home.

use std::collections::BTreeMap;

use super::{
    match_box::clean,
    reader::{Reader, parameter},
    team::{split_away_goals, team_of},
    text::Flat,
};
use crate::{
    catalogue::{Shape, TemplateEntry},
    markup::Template,
    record::{
        Bracket, BracketRound, BracketSlot, Decider, LegMention, MatchMention, MatchMentionKind, Pair, Place,
        Round, Score, Status, TieMention, TieMentionKind, Winner,
    },
    span::{Span, Stated},
    value,
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

/// One cell: a number and the marks beside it.
#[derive(Clone, Debug, Default)]
struct Cell {
    number: Option<u16>,
    shootout: Option<u16>,
    away_goals: bool,
    walkover: bool,
    bye: bool,
    extra_time: bool,
    at: Span,
}

/// A slot with the places of its cells.
#[derive(Clone, Debug, Default)]
struct Slot {
    team: Option<crate::record::Team>,
    bold: bool,
    /// A mark for away goals beside the name.
    away_goals: bool,
    cells: BTreeMap<u32, Cell>,
    aggregate: Option<Cell>,
    span: Option<Span>,
}

/// Slots and title of one round.
#[derive(Debug, Default)]
struct RoundSlots {
    title: Option<String>,
    slots: BTreeMap<u32, Slot>,
}

/// Reads a bracket.
pub(super) fn bracket(
    reader: &mut Reader<'_, '_>,
    template: &Template<'_, '_>,
    entry: &TemplateEntry,
) -> BracketRead {
    let place = reader.place_of(template);
    let rounds = rounds(reader, template, entry);
    let mut read = BracketRead {
        bracket: Bracket { at: place.clone(), rounds: Vec::new() },
        ties: vec![],
        matches: vec![],
    };
    for (_, round) in rounds {
        let name = round.title.clone();
        let known = name.as_deref().map(|name| reader.round(name));
        let slots: Vec<&Slot> = round.slots.values().collect();
        for pair in slots.chunks(2) {
            if let [first, second] = pair {
                meet(&mut read, &place, known.as_ref(), [first, second]);
            }
        }
        let slots = round.slots.values().map(|slot| record(reader, slot, &place)).collect();
        read.bracket.rounds.push(BracketRound { name, slots });
    }
    read
}

/// The parameters of a bracket, sorted into rounds and slots. The match for third place is a round of its own behind the
/// one under which it is drawn.
fn rounds(
    reader: &mut Reader<'_, '_>,
    template: &Template<'_, '_>,
    entry: &TemplateEntry,
) -> BTreeMap<(u32, bool), RoundSlots> {
    let mut rounds: BTreeMap<(u32, bool), RoundSlots> = BTreeMap::new();
    for parameter in template.arguments() {
        let name = parameter.key.name();
        let Some(place) = entry.slot_of(&name) else { continue };
        let (field, for_third_place) =
            place.field.strip_prefix("third.").map_or((place.field, false), |field| (field, true));
        let round = rounds.entry((place.round, for_third_place)).or_default();
        let span = parameter.value.trimmed(reader.document.source);
        let flat = reader.flat(span);
        let Some(number) = place.slot else {
            round.title =
                (field == "round_title" && !span.is_empty()).then(|| clean(&flat)).or(round.title.take());
            continue;
        };
        let slot = round.slots.entry(number).or_default();
        slot.span =
            Some(slot.span.map_or(parameter.span, |span| Span::new(span.start(), parameter.span.end())));
        match (field, place.leg) {
            ("team", _) => {
                slot.team = team_of(reader, &flat);
                slot.bold = flat.bold;
                (_, slot.away_goals) = split_away_goals(reader, &flat.text);
            }
            ("leg_score", Some(leg)) => drop(slot.cells.insert(leg, cell(reader, &flat))),
            ("score", _) => drop(slot.cells.insert(1, cell(reader, &flat))),
            ("aggregate", _) => slot.aggregate = Some(cell(reader, &flat)),
            _ => {}
        }
    }
    rounds
}

/// Reads a cell: `2`, `2 (4)`, `1 {{pso|3}}`, `1 (a)`, `{{w/o}}`, `Bye`, `—`.
fn cell(reader: &mut Reader<'_, '_>, flat: &Flat<'_>) -> Cell {
    let mut cell = Cell { at: flat.span, ..Cell::default() };
    cell.walkover = flat.mark(Shape::Walkover).is_some();
    cell.extra_time = flat.mark(Shape::ExtraTime).is_some();
    if let Some(mark) = flat.mark(Shape::Shootout) {
        let template = reader.document.template(mark.id);
        let kicks = template.and_then(|template| parameter(&template, mark.entry, "value"));
        cell.shootout = kicks.and_then(|kicks| reader.document.text(kicks).trim().parse().ok());
    }
    let text = flat.trimmed();
    let (number, rest) = text.split_at(text.bytes().take_while(u8::is_ascii_digit).count());
    cell.number = number.parse().ok();
    remark(reader, &mut cell, rest.trim(), flat);
    cell
}

/// What stands behind the number of a cell, or instead of it.
fn remark(reader: &mut Reader<'_, '_>, cell: &mut Cell, rest: &str, flat: &Flat<'_>) {
    let language = reader.language;
    let inside = rest.trim_start_matches('(').trim_end_matches(')').trim();
    let in_brackets = inside.len() < rest.len();
    if rest.is_empty() {
    } else if language.is("mark.away_goals", rest) {
        cell.away_goals = true;
    } else if language.is("mark.bye", rest) {
        cell.bye = true;
    } else if language.is("mark.walkover", rest) {
        cell.walkover = true;
    } else if language.is("mark.extra_time", inside) {
        cell.extra_time = true;
    } else if in_brackets && let Some(kicks) = kicks_scored(language, inside) {
        cell.shootout = Some(kicks);
    } else if value::score(rest, language).is_ok_and(|value| value.placeholder || value.status.is_some()) {
    } else {
        reader.unread(
            "value",
            Some("bracket cell"),
            flat.span,
            format!("`{rest}` is neither a number nor a mark"),
        );
    }
}

/// `4` or `4 p` in brackets: one side's kicks.
fn kicks_scored(language: &crate::catalogue::Language, inside: &str) -> Option<u16> {
    let (number, mark) = inside.split_at(inside.bytes().take_while(u8::is_ascii_digit).count());
    (mark.trim().is_empty() || language.is("mark.shootout", mark)).then(|| number.parse().ok()).flatten()
}

/// The mention of the tie of two slots, and of its legs.
fn meet(read: &mut BracketRead, place: &Place, round: Option<&Round>, [first, second]: Pair<&Slot>) {
    if first.team.is_none() || second.team.is_none() {
        return;
    }
    let mut tie = TieMention::new(TieMentionKind::Bracket, place.clone());
    tie.round = round.cloned();
    tie.teams = [first.team.clone(), second.team.clone()];
    legs(&mut tie, [first, second]);
    decision(&mut tie, [first, second]);
    if tie.legs.iter().all(|leg| leg.score.is_none()) && tie.aggregate.is_none() && tie.decided_by.is_none() {
        return;
    }
    for (index, leg) in tie.legs.iter().enumerate() {
        if let Some(score) = leg.score {
            read.matches.push(leg_match(&tie, leg, score, index));
        }
    }
    read.ties.push(tie);
}

fn legs(tie: &mut TieMention, [first, second]: Pair<&Slot>) {
    for (leg, cell) in &first.cells {
        let Some(other) = second.cells.get(leg) else { continue };
        let score = cell.number.zip(other.number).map(|(first, second)| [first, second]);
        let status = if score.is_some() { Status::Played } else { Status::Scheduled };
        tie.legs.push(LegMention { score, status, at: [cell.at, other.at] });
    }
}

/// How a tie was decided. Without cells for the aggregate, marks stand in the last leg's, whose numbers are its score;
/// a single match's score is its aggregate.
fn decision(tie: &mut TieMention, [first, second]: Pair<&Slot>) {
    let cell = |slot: &Slot| slot.aggregate.clone().or_else(|| slot.cells.values().next_back().cloned());
    let (Some(one), Some(two)) = (cell(first), cell(second)) else { return };
    let at = one.at;
    if first.aggregate.is_some() || tie.legs.len() == 1 {
        tie.aggregate = one.number.zip(two.number).map(|(one, two)| Stated::new([one, two], at));
        tie.aggregate_cells = Some([one.at, two.at]);
    }
    tie.shootout = one.shootout.zip(two.shootout).map(|(one, two)| Stated::new([one, two], at));
    decider(tie, [one, two], [first.away_goals, second.away_goals]);
    bold_winner(tie, [first, second]);
}

fn decider(tie: &mut TieMention, [one, two]: Pair<Cell>, away_goals: Pair<bool>) {
    let side = |[first, second]: Pair<bool>| match (first, second) {
        (true, false) => Some((0, one.at)),
        (false, true) => Some((1, two.at)),
        _ => None,
    };
    let [first_away, second_away] = away_goals;
    if let Some((winner, at)) = side([one.walkover, two.walkover]) {
        tie.winner = Some(Stated::new(Winner::Team(winner), at));
        tie.decided_by = Some(Stated::new(Decider::Walkover, at));
    } else if tie.shootout.is_some() {
        tie.decided_by = Some(Stated::new(Decider::Shootout, one.at));
    } else if let Some((marked, at)) = side([one.away_goals || first_away, two.away_goals || second_away]) {
        tie.away_goals_side = Some(marked);
        tie.decided_by = Some(Stated::new(Decider::AwayGoals, at));
    } else if one.extra_time || two.extra_time {
        tie.decided_by = Some(Stated::new(Decider::ExtraTime, one.at));
    }
}

/// The team that stands in bold while the other does not.
fn bold_winner(tie: &mut TieMention, [first, second]: Pair<&Slot>) {
    let winner = match (first.bold, second.bold) {
        (true, false) => 0,
        (false, true) => 1,
        _ => return,
    };
    if let (None, Some(Some(team))) = (&tie.winner, tie.teams.get(winner)) {
        tie.winner = Some(Stated::new(Winner::Team(winner), team.at));
    }
}

fn leg_match(tie: &TieMention, leg: &LegMention, score: Pair<u16>, index: usize) -> MatchMention {
    let mut mention = MatchMention::new(MatchMentionKind::Bracket, tie.at.clone());
    [mention.home, mention.away] = tie.teams.clone();
    mention.oriented = false;
    mention.round.clone_from(&tie.round);
    mention.leg = (tie.legs.len() > 1).then(|| u8::try_from(index + 1).ok()).flatten();
    let [first, _] = leg.at;
    mention.score = Some(Stated::new(Score::of(score), first));
    mention.score_cells = Some(leg.at);
    mention.shootout = match (tie.legs.len(), tie.shootout) {
        (1, Some(shootout)) => Some(shootout.map(Score::of)),
        _ => None,
    };
    mention.status = leg.status;
    mention
}

/// The slot as a record.
fn record(reader: &Reader<'_, '_>, slot: &Slot, bracket: &Place) -> BracketSlot {
    let aggregate = slot.aggregate.clone().unwrap_or_default();
    let place = slot.span.map_or_else(|| bracket.clone(), |span| reader.place(span));
    let any = |is: fn(&Cell) -> bool| is(&aggregate) || slot.cells.values().any(is);
    BracketSlot {
        team: slot.team.clone(),
        scores: slot.cells.values().map(|cell| cell.number).collect(),
        aggregate: aggregate.number,
        shootout: aggregate.shootout.or_else(|| slot.cells.values().find_map(|cell| cell.shootout)),
        away_goals: slot.away_goals || any(|cell| cell.away_goals),
        walkover: any(|cell| cell.walkover),
        bye: any(|cell| cell.bye),
        at: Place { template: bracket.template.clone(), ..place },
    }
}
