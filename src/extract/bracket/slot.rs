//! What a bracket states of one team in one round: its name, its marks and a cell a match.

use std::collections::BTreeMap;

use super::header::Header;
use crate::{
    catalogue::{Language, Shape},
    extract::{
        reader::{Reader, parameter},
        team::{split_marks, team_of},
        text::Flat,
    },
    line::one_line,
    record::{BracketSlot, Place, Team},
    span::Span,
    value,
};

/// One cell: a number and the marks beside it.
#[derive(Clone, Debug, Default)]
pub(super) struct Cell {
    pub number: Option<u16>,
    pub shootout: Option<u16>,
    pub marks: Marks,
    pub bye: bool,
    pub at: Span,
}

/// Marks beside a name or a number.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Marks {
    pub away_goals: bool,
    pub walkover: bool,
    pub extra_time: bool,
    pub shootout: bool,
}

/// A slot with the places of its cells.
#[derive(Clone, Debug, Default)]
pub(super) struct Slot {
    pub team: Option<Team>,
    pub bold: bool,
    /// Marks beside the name.
    pub marks: Marks,
    /// Cells by leg, counted from 1.
    pub cells: BTreeMap<u32, Cell>,
    pub aggregate: Option<Cell>,
    pub span: Option<Span>,
}

/// Title, slots and meetings of one round.
#[derive(Clone, Debug, Default)]
pub(super) struct RoundSlots {
    /// The title as written.
    pub title: Option<String>,
    /// How many rounds before the final it is, where the template shows a title of its own if none is written.
    pub before_final: Option<usize>,
    /// Whether it is the match for third place by its place in the template.
    pub is_third_place: bool,
    /// Slots by number, counted from 1; slots 1 and 2 are the first match.
    pub slots: BTreeMap<u32, Slot>,
    /// What stands above a match, by the number of its first slot.
    pub headers: BTreeMap<u32, Header>,
}

impl Slot {
    /// A slot of which nothing is written.
    pub const EMPTY: Self = Self {
        team: None,
        bold: false,
        marks: Marks { away_goals: false, walkover: false, extra_time: false, shootout: false },
        cells: BTreeMap::new(),
        aggregate: None,
        span: None,
    };

    /// Reads the cell with the team.
    pub fn name(&mut self, reader: &Reader<'_, '_>, span: Span) {
        let flat = reader.flat(span);
        self.team = team_of(reader, &flat);
        self.bold = flat.is_bold(reader);
        let (_, beside) = split_marks(reader, &flat.text);
        self.marks = templates_beside(&flat);
        self.marks.away_goals |= beside.away_goals;
        self.marks.shootout |= beside.shootout;
        self.marks.extra_time |= beside.extra_time;
    }

    /// Widens the slot to a parameter that belongs to it.
    pub fn cover(&mut self, span: Span) {
        self.span = Some(self.span.map_or(span, |known| Span::new(known.start(), span.end())));
    }

    /// The team, where it is known who it is.
    pub fn known_team(&self) -> Option<&Team> {
        self.team.as_ref().filter(|team| !team.placeholder)
    }

    /// The slot as a record.
    pub fn record(&self, reader: &Reader<'_, '_>, number: u32, bracket: &Place) -> BracketSlot {
        let aggregate = self.aggregate.clone().unwrap_or_default();
        let place = self.span.map_or_else(|| bracket.clone(), |span| reader.place(span));
        let any = |is: fn(&Cell) -> bool| is(&aggregate) || self.cells.values().any(is);
        BracketSlot {
            number,
            team: self.team.clone(),
            scores: self.cells.values().map(|cell| cell.number).collect(),
            aggregate: aggregate.number,
            shootout: aggregate.shootout.or_else(|| self.cells.values().find_map(|cell| cell.shootout)),
            away_goals: self.marks.away_goals || any(|cell| cell.marks.away_goals),
            walkover: any(|cell| cell.marks.walkover),
            bye: any(|cell| cell.bye),
            at: Place { template: bracket.template.clone(), ..place },
        }
    }
}

/// Templates that mark how a tie was decided: `{{pso}}`, `{{aet}}`, `{{w/o}}`.
fn templates_beside(flat: &Flat<'_>) -> Marks {
    Marks {
        away_goals: false,
        walkover: flat.mark(Shape::Walkover).is_some(),
        extra_time: flat.mark(Shape::ExtraTime).is_some(),
        shootout: flat.mark(Shape::Shootout).is_some(),
    }
}

/// Reads a cell: `2`, `2 (4)`, `1 {{pso|3}}`, `1 (a)`, `{{w/o}}`, `Bye`, `—`.
pub(super) fn cell(reader: &mut Reader<'_, '_>, flat: &Flat<'_>) -> Cell {
    let mut cell =
        Cell { at: flat.span_of(flat.trimmed()), marks: templates_beside(flat), ..Cell::default() };
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
        cell.marks.away_goals = true;
    } else if language.is("mark.bye", rest) {
        cell.bye = true;
    } else if language.is("mark.walkover", rest) {
        cell.marks.walkover = true;
    } else if language.is("mark.extra_time", inside) {
        cell.marks.extra_time = true;
    } else if language.is("mark.shootout", inside) {
        cell.marks.shootout = true;
    } else if in_brackets && let Some(kicks) = kicks_scored(language, inside) {
        cell.shootout = Some(kicks);
    } else if value::score(rest, language).is_ok_and(|value| value.placeholder || value.status.is_some()) {
    } else {
        let reason = format!("`{}` is neither a number nor a mark", one_line(rest));
        reader.unread("value", Some("bracket cell"), flat.span, reason);
    }
}

/// `4` or `4 p` in brackets: one side's kicks.
fn kicks_scored(language: &Language, inside: &str) -> Option<u16> {
    let (number, mark) = inside.split_at(inside.bytes().take_while(u8::is_ascii_digit).count());
    (mark.trim().is_empty() || language.is("mark.shootout", mark)).then(|| number.parse().ok()).flatten()
}
