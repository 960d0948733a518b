//! A bracket as a drawing: boxes, lines and texts with their places.

use std::collections::HashMap;

use super::{
    article::Anchors,
    layout::{Layout, Meeting, lay_out},
    measure::{clip, round, width},
    words,
};
use crate::record::{
    Article, Bracket, BracketRound, BracketSlot, Match, MatchMentionKind, Place, Team, Tie, TieMentionKind,
};

/// Sizes in pixels.
const FONT: f32 = 13.0;
const SMALL_FONT: f32 = 11.0;
const ROW: f32 = 22.0;
/// The line above a box: number and day of the match.
const CAPTION: f32 = 15.0;
/// Between a box and the caption below it.
const GAP: f32 = 9.0;
/// Titles of rounds.
const HEAD: f32 = 26.0;
/// Between two columns, where the lines are.
const GUTTER: f32 = 30.0;
const CELL: f32 = 22.0;
/// A cell with the kicks of a shoot-out or an away goals mark beside the number.
const WIDE_CELL: f32 = 43.0;
/// Room for the sign of the winner.
const SIGN: f32 = 12.0;
const NARROWEST_NAME: f32 = 84.0;
const WIDEST_NAME: f32 = 190.0;
const PADDING: f32 = 7.0;
/// Between a name and its numbers.
const SPACE: f32 = 11.0;
/// So that no stroke is cut off.
const MARGIN: f32 = 2.0;

/// A bracket, drawn.
#[derive(Clone, Debug, Default)]
pub struct Drawing {
    /// Width in pixels.
    pub width: i32,
    /// Height in pixels.
    pub height: i32,
    /// What it shows, for those who do not see it.
    pub label: String,
    /// Titles of the rounds.
    pub titles: Vec<Text>,
    /// Lines from meeting to meeting, as paths.
    pub lines: Vec<String>,
    /// The meetings.
    pub meetings: Vec<MeetingBox>,
    /// The same in words, a line a meeting under the title of its round.
    pub rounds: Vec<RoundInWords>,
}

/// A text at its place.
#[derive(Clone, Debug, Default)]
pub struct Text {
    /// Left, middle or right end, as its kind of text has it.
    pub x: i32,
    /// Base line.
    pub y: i32,
    /// What fits.
    pub text: String,
}

/// Two slots that meet.
#[derive(Clone, Debug)]
pub struct MeetingBox {
    /// Left edge.
    pub x: i32,
    /// Upper edge.
    pub y: i32,
    /// Width.
    pub width: i32,
    /// Height.
    pub height: i32,
    /// Number and days, above the box.
    pub caption: Option<Text>,
    /// The meeting in words.
    pub title: String,
    /// The anchor of the tie or match.
    pub href: Option<String>,
    /// Whether claims about it differ or an error touches it.
    pub disputed: bool,
    /// Where the sign for that stands.
    pub sign: Text,
    /// The upper and the lower slot.
    pub rows: [Row; 2],
}

/// A team in a meeting.
#[derive(Clone, Debug, Default)]
pub struct Row {
    /// Name as far as it fits.
    pub name: Text,
    /// Whether it only says who will play here.
    pub is_placeholder: bool,
    /// Whether the team goes on.
    pub is_winner: bool,
    /// Corners of the sign of the winner.
    pub arrow: String,
    /// Numbers and marks.
    pub cells: Vec<Cell>,
}

/// A number or mark behind a name.
#[derive(Clone, Debug)]
pub struct Cell {
    /// Its place; `x` is the middle.
    pub text: Text,
    /// Whether it is the sum of the legs.
    pub is_aggregate: bool,
}

/// A round in words.
#[derive(Clone, Debug)]
pub struct RoundInWords {
    /// Its title.
    pub name: String,
    /// Its meetings.
    pub meetings: Vec<String>,
}

/// What the article's entries say about a meeting.
#[derive(Clone, Debug, Default)]
struct Known {
    /// Which slot goes on.
    winner: Option<usize>,
    disputed: bool,
    href: Option<String>,
    caption: String,
    decided_by: Option<&'static str>,
    /// The round, as the tie or match has it.
    round: Option<String>,
}

/// Ties and matches of an article by the bracket and the names that mention them.
pub(super) struct Mentioned<'a> {
    article: &'a Article,
    anchors: &'a Anchors,
    ties: HashMap<(u32, [String; 2]), usize>,
    matches: HashMap<(u32, [String; 2]), usize>,
}

impl<'a> Mentioned<'a> {
    pub fn new(article: &'a Article, anchors: &'a Anchors) -> Self {
        let path = &article.article.path;
        let mut mentioned = Self { article, anchors, ties: HashMap::new(), matches: HashMap::new() };
        for (index, tie) in article.ties.iter().enumerate() {
            let own = tie
                .claims
                .iter()
                .filter(|claim| claim.kind == TieMentionKind::Bracket && &claim.path == path);
            for claim in own {
                mentioned
                    .ties
                    .entry(key(&claim.at, claim.teams.each_ref().map(Option::as_deref)))
                    .or_insert(index);
            }
        }
        for (index, entry) in article.matches.iter().enumerate() {
            let own = entry
                .claims
                .iter()
                .filter(|claim| claim.kind == MatchMentionKind::Bracket && &claim.path == path);
            for claim in own {
                let key = key(&claim.at, claim.teams.each_ref().map(Option::as_deref));
                mentioned.matches.entry(key).or_insert(index);
            }
        }
        mentioned
    }

    /// What is known about two slots of a bracket.
    fn about(&self, at: &Place, slots: [&BracketSlot; 2]) -> Known {
        let names = slots.map(|slot| slot.team.as_ref().map(|team| &*team.name));
        let key = key(at, names);
        let tie = self.ties.get(&key).and_then(|index| Some((index, self.article.ties.get(*index)?)));
        let single =
            self.matches.get(&key).and_then(|index| Some((index, self.article.matches.get(*index)?)));
        let href = match (tie, single) {
            (Some((index, _)), _) => Some(self.anchors.tie(*index)),
            (None, Some((index, _))) => Some(self.anchors.game(*index)),
            _ => None,
        };
        let (tie, single) = (tie.map(|(_, tie)| tie), single.map(|(_, single)| single));
        Known {
            winner: tie.and_then(|tie| winner(tie, at, names)).or_else(|| with_bye(slots)),
            disputed: tie.is_some_and(|tie| tie.disputed) || single.is_some_and(|single| single.disputed),
            href,
            caption: self.caption(tie, single),
            decided_by: tie.and_then(|tie| tie.decided_by).map(|by| by.phrase()),
            round: tie
                .and_then(|tie| tie.round.as_ref())
                .or(single.and_then(|single| single.round.as_ref()))
                .map(|round| round.name.clone()),
        }
    }

    /// `Match 73 · 28 Jun 2026`
    fn caption(&self, tie: Option<&Tie>, single: Option<&Match>) -> String {
        let number =
            tie.and_then(|tie| tie.number.as_deref()).or(single.and_then(|single| single.number.as_deref()));
        let legs = tie.iter().flat_map(|tie| &tie.legs).filter_map(|leg| leg.match_id.as_deref());
        let legs = legs.filter_map(|id| self.article.matches.get(self.anchors.index_of(self.article, id)?));
        let mut days: Vec<_> = legs.filter_map(|entry| entry.date).collect();
        if days.is_empty() {
            days.extend(single.and_then(|single| single.date));
        }
        days.dedup();
        let days = match days.as_slice() {
            [] => None,
            [day] => Some(words::day(*day)),
            [first, .., last] => Some(format!("{}, {}", first.strftime("%-d %b"), words::day(*last))),
        };
        number.map(str::to_owned).into_iter().chain(days).collect::<Vec<_>>().join(" · ")
    }
}

/// Bracket and names, in whatever order they are named.
fn key(at: &Place, names: [Option<&str>; 2]) -> (u32, [String; 2]) {
    let mut names = names.map(|name| name.unwrap_or_default().to_owned());
    names.sort();
    (at.start, names)
}

/// Which slot goes on: as the bracket says, else as the tie does.
fn winner(tie: &Tie, at: &Place, names: [Option<&str>; 2]) -> Option<usize> {
    let claim =
        tie.claims.iter().find(|claim| claim.kind == TieMentionKind::Bracket && claim.at.start == at.start);
    let by_claim = claim.and_then(|claim| claim.teams.get(claim.winner?)?.as_deref());
    let by_tie = || tie.teams.get(tie.winner?)?.as_ref().map(|team| &*team.name);
    let winner = by_claim.or_else(by_tie)?;
    names.iter().position(|name| *name == Some(winner))
}

/// The slot of a team that meets nobody and goes on.
fn with_bye(slots: [&BracketSlot; 2]) -> Option<usize> {
    let is_bye = slots.iter().any(|slot| slot.bye);
    match slots.map(|slot| slot.team.is_some()) {
        [true, false] if is_bye => Some(0),
        [false, true] if is_bye => Some(1),
        _ => None,
    }
}

/// Draws a bracket; `None` where it names no team.
pub(super) fn draw(bracket: &Bracket, mentioned: &Mentioned<'_>) -> Option<Drawing> {
    let rounds: Vec<RoundOfBoxes<'_>> = bracket.rounds.iter().map(RoundOfBoxes::new).collect();
    let rounds: Vec<RoundOfBoxes<'_>> =
        rounds.into_iter().filter(|round| !round.meetings.is_empty()).collect();
    let meetings: Vec<Vec<Meeting>> = rounds.iter().map(RoundOfBoxes::geometry).collect();
    let layout = lay_out(&meetings);
    if rounds.is_empty() {
        return None;
    }
    let columns = columns(&rounds, &layout);
    let mut drawing = Drawing {
        width: round(columns.iter().map(|column| column.x + column.width).fold(0.0, f32::max) + MARGIN),
        height: round(HEAD + layout.height * unit() + MARGIN),
        ..Drawing::default()
    };
    for (index, (rounds, column)) in rounds.iter().zip(&columns).enumerate() {
        drawing.add_round(bracket, rounds, *column, layout.middles.get(index)?, mentioned, index, &layout);
    }
    drawing.lines = lines(&layout, &columns);
    drawing.label = label(&drawing.rounds);
    Some(drawing)
}

/// Height that a meeting takes.
fn unit() -> f32 {
    CAPTION + 2.0 * ROW + GAP
}

/// Meetings of a round in which somebody is named.
struct RoundOfBoxes<'b> {
    record: &'b BracketRound,
    meetings: Vec<(usize, [&'b BracketSlot; 2])>,
}

impl<'b> RoundOfBoxes<'b> {
    fn new(record: &'b BracketRound) -> Self {
        let pairs = record.slots.chunks_exact(2).filter_map(|pair| match pair {
            [first, second] => Some(((first.number.max(1) as usize - 1) / 2, [first, second])),
            _ => None,
        });
        let meetings = pairs.filter(|(_, slots)| slots.iter().any(|slot| slot.team.is_some())).collect();
        Self { record, meetings }
    }

    fn geometry(&self) -> Vec<Meeting> {
        let key = |slot: &BracketSlot| slot.team.as_ref().filter(|team| !team.placeholder).map(identity);
        self.meetings
            .iter()
            .map(|(number, slots)| Meeting { number: *number, teams: slots.map(key) })
            .collect()
    }

    /// Legs that the slots of the round have cells for, and whether they have one for the aggregate.
    fn cells(&self) -> (usize, bool) {
        let slots = || self.meetings.iter().flat_map(|(_, slots)| slots);
        let legs = slots().map(|slot| slot.scores.len()).max().unwrap_or(0);
        (legs, slots().any(|slot| slot.aggregate.is_some()))
    }
}

/// What tells a team apart: its name, and its country where two have one name.
fn identity(team: &Team) -> String {
    match &team.country {
        Some(country) => format!("{}\0{country}", team.name),
        None => team.name.clone(),
    }
}

/// Where a round stands, and how wide its parts are.
#[derive(Clone, Copy, Debug)]
struct Column {
    x: f32,
    width: f32,
    name: f32,
    legs: usize,
    has_aggregate: bool,
    last_cell: f32,
}

fn columns(rounds: &[RoundOfBoxes<'_>], layout: &Layout) -> Vec<Column> {
    let names = rounds.iter().flat_map(|round| &round.meetings).flat_map(|(_, slots)| slots);
    let widest =
        names.filter_map(|slot| slot.team.as_ref()).map(|team| width(&team.name, FONT)).fold(0.0, f32::max);
    let name = widest.clamp(NARROWEST_NAME, WIDEST_NAME).ceil();
    let mut columns: Vec<Column> = Vec::new();
    let mut x = MARGIN;
    for (index, round) in rounds.iter().enumerate() {
        let (legs, has_aggregate) = round.cells();
        let is_third_place = layout.has_third_place && index + 1 == rounds.len();
        let slots = || round.meetings.iter().flat_map(|(_, slots)| slots);
        let is_wide =
            slots().any(|slot| remark(slot).is_some() || slot.shootout.is_some() || slot.away_goals);
        let last_cell = if is_wide { WIDE_CELL } else { CELL };
        let cells = legs + usize::from(has_aggregate);
        let cells = if cells == 0 {
            if is_wide { last_cell } else { 0.0 }
        } else {
            (cells - 1) as f32 * CELL + last_cell
        };
        let mut column =
            Column { x, width: PADDING + name + SPACE + cells + SIGN, name, legs, has_aggregate, last_cell };
        if let (true, Some(of_final)) = (is_third_place, columns.last()) {
            column.x = of_final.x;
        } else {
            x += column.width + GUTTER;
        }
        columns.push(column);
    }
    columns
}

impl Drawing {
    #[expect(clippy::too_many_arguments, reason = "everything that a round is drawn from")]
    fn add_round(
        &mut self,
        bracket: &Bracket,
        boxes: &RoundOfBoxes<'_>,
        column: Column,
        middles: &[f32],
        mentioned: &Mentioned<'_>,
        index: usize,
        layout: &Layout,
    ) {
        let is_third_place = layout.has_third_place && index + 1 == layout.middles.len();
        let known: Vec<Known> =
            boxes.meetings.iter().map(|(_, slots)| mentioned.about(&bracket.at, *slots)).collect();
        let by_ties = known.iter().find_map(|known| known.round.clone());
        let name = round_name(boxes.record, by_ties, index, is_third_place);
        let title_y = match middles.first().filter(|_| is_third_place) {
            Some(middle) => box_top(*middle) - CAPTION - 4.0,
            None => HEAD - 10.0,
        };
        let shown = clip(&name, FONT, column.width);
        self.titles.push(Text { x: round(column.x), y: round(title_y), text: shown });
        let mut in_words = RoundInWords { name, meetings: Vec::new() };
        for (((_, slots), middle), known) in boxes.meetings.iter().zip(middles).zip(known) {
            let title = in_words_of(*slots, &known);
            in_words.meetings.push(title.clone());
            self.meetings.push(meeting(*slots, known, title, column, box_top(*middle)));
        }
        self.rounds.push(in_words);
    }
}

/// The title of a round as the bracket states it, else as its template shows it, else by its place.
fn round_name(round: &BracketRound, by_ties: Option<String>, index: usize, is_third_place: bool) -> String {
    let named = round.name.as_deref().map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned);
    let by_place = || if is_third_place { "Third place".to_owned() } else { format!("Round {}", index + 1) };
    named.or(by_ties.map(|name| capitalised(&name))).unwrap_or_else(by_place)
}

fn capitalised(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

fn meeting(slots: [&BracketSlot; 2], known: Known, title: String, column: Column, y: f32) -> MeetingBox {
    let Column { x, width, .. } = column;
    let caption = (!known.caption.is_empty()).then(|| Text {
        x: round(x + 1.0),
        y: round(y - 4.0),
        text: clip(&known.caption, SMALL_FONT, width - if known.disputed { 18.0 } else { 0.0 }),
    });
    let rows = [0, 1].map(|index| {
        let slot = slots.get(index).copied();
        let is_winner = known.winner == Some(index);
        slot.map(|slot| row(slot, is_winner, column, y + index as f32 * ROW)).unwrap_or_default()
    });
    MeetingBox {
        x: round(x),
        y: round(y),
        width: round(width),
        height: round(2.0 * ROW),
        caption,
        title,
        href: known.href,
        disputed: known.disputed,
        sign: Text { x: round(x + width - 1.0), y: round(y - 4.0), text: "≠".to_owned() },
        rows,
    }
}

fn row(slot: &BracketSlot, is_winner: bool, column: Column, y: f32) -> Row {
    let base = y + ROW / 2.0 + 4.5;
    let name = slot.team.as_ref().map_or("", |team| &team.name);
    let right = column.x + column.width;
    let (tip, middle) = (right - SIGN, y + ROW / 2.0);
    Row {
        name: Text { x: round(column.x + PADDING), y: round(base), text: clip(name, FONT, column.name) },
        is_placeholder: slot.team.as_ref().is_some_and(|team| team.placeholder),
        is_winner,
        arrow: format!("{tip},{middle} {},{} {},{}", tip + 6.0, middle - 4.0, tip + 6.0, middle + 4.0),
        cells: cells(slot, column, base),
    }
}

/// Numbers from the left: a cell a leg, then the aggregate. What is said beside or instead of the last stands in its cell.
fn cells(slot: &BracketSlot, column: Column, base: f32) -> Vec<Cell> {
    let score = |leg: usize| (slot.scores.get(leg).copied().flatten(), false);
    let mut numbers: Vec<(Option<u16>, bool)> = (0..column.legs).map(score).collect();
    numbers.extend(column.has_aggregate.then_some((slot.aggregate, true)));
    if numbers.is_empty() {
        numbers.push((None, false));
    }
    let last = column.x + column.width - SIGN - 3.0 - column.last_cell / 2.0;
    let end = numbers.len() - 1;
    let cell = |(index, (number, is_aggregate)): (usize, (Option<u16>, bool))| {
        let behind = end - index;
        let x = if behind == 0 { last } else { last - column.last_cell / 2.0 - (behind as f32 - 0.5) * CELL };
        let is_aggregate = is_aggregate && number.is_some();
        let number = number.map(|number| number.to_string());
        let beside = (behind == 0).then(|| beside(slot)).into_iter().flatten();
        let text = number.into_iter().chain(beside).collect::<Vec<_>>().join(" ");
        Cell { text: Text { x: round(x), y: round(base), text }, is_aggregate }
    };
    numbers.into_iter().enumerate().map(cell).filter(|cell| !cell.text.text.is_empty()).collect()
}

/// What stands behind the last number: kicks of a shoot-out, the away goals mark, what is said instead of a number.
fn beside(slot: &BracketSlot) -> impl Iterator<Item = String> {
    let shootout = slot.shootout.map(|kicks| format!("({kicks})"));
    let away_goals = slot.away_goals.then(|| "(a)".to_owned());
    shootout.into_iter().chain(away_goals).chain(remark(slot).map(str::to_owned))
}

/// What is said instead of a number.
fn remark(slot: &BracketSlot) -> Option<&'static str> {
    match (slot.walkover, slot.bye) {
        (true, _) => Some("w/o"),
        (_, true) => Some("bye"),
        _ => None,
    }
}

/// Lines from the right edge of a meeting to the middle of the slot that it leads to.
fn lines(layout: &Layout, columns: &[Column]) -> Vec<String> {
    let mut lines = Vec::new();
    for (index, feeds) in layout.feeds.iter().enumerate() {
        for (feed, middle) in feeds.iter().zip(layout.middles.get(index).into_iter().flatten()) {
            let target = feed.and_then(|feed| {
                let middle = layout.middles.get(index + 1)?.get(feed.meeting)?;
                Some((columns.get(index + 1)?, box_top(*middle) + (feed.slot as f32 + 0.5) * ROW))
            });
            let (Some(from), Some((to, y))) = (columns.get(index), target) else { continue };
            let start = from.x + from.width;
            let turn = start + GUTTER / 2.0;
            lines.push(format!(
                "M{} {}H{}V{}H{}",
                round(start),
                round(box_top(*middle) + ROW),
                round(turn),
                round(y),
                round(to.x)
            ));
        }
    }
    lines
}

/// The upper edge of the box of a meeting, on a whole pixel, so that lines meet it where they should.
fn box_top(middle: f32) -> f32 {
    (HEAD + (middle - 0.5) * unit() + CAPTION).round()
}

/// `Alder 3–1 Birch (2–1, 1–0); Alder advance on aggregate`
fn in_words_of(slots: [&BracketSlot; 2], known: &Known) -> String {
    let [first, second] = slots;
    let name =
        |slot: &BracketSlot| slot.team.as_ref().map_or_else(|| "nobody".to_owned(), |team| team.name.clone());
    if let Some(alone) = with_bye(slots).and_then(|slot| slots.get(slot)) {
        return format!("{} have a bye{}", name(alone), if known.disputed { "; disputed" } else { "" });
    }
    let both =
        |one: Option<u16>, other: Option<u16>| one.zip(other).map(|(one, other)| words::pair([one, other]));
    let legs: Vec<String> =
        first.scores.iter().zip(&second.scores).filter_map(|(one, other)| both(*one, *other)).collect();
    let aggregate = both(first.aggregate, second.aggregate);
    let result = match (&aggregate, legs.as_slice()) {
        (Some(aggregate), _) => aggregate.clone(),
        (None, [only]) => only.clone(),
        _ => "v".to_owned(),
    };
    let mut text = format!("{} {result} {}", name(first), name(second));
    if !legs.is_empty() && (aggregate.is_some() || legs.len() > 1) {
        text.push_str(&format!(" ({})", legs.join(", ")));
    }
    if let Some(shootout) = both(first.shootout, second.shootout) {
        text.push_str(&format!(", {shootout} on penalties"));
    }
    for slot in slots {
        text.extend(remark(slot).map(|remark| {
            format!(", {} {}", name(slot), if remark == "bye" { "have a bye" } else { "win by walkover" })
        }));
    }
    if let Some(winner) = known.winner.and_then(|winner| slots.get(winner)) {
        let how = known.decided_by.map(|how| format!(" {how}")).unwrap_or_default();
        text.push_str(&format!("; {} advance{how}", name(winner)));
    }
    if known.disputed {
        text.push_str("; disputed");
    }
    text
}

fn label(rounds: &[RoundInWords]) -> String {
    let names: Vec<&str> = rounds.iter().map(|round| &*round.name).collect();
    format!("Bracket: {}", names.join(", "))
}

#[cfg(test)]
mod tests;
