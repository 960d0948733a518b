//! Group and league tables: a team a row; played, won, drawn, lost, goals and points in the columns.
//!
//! Every number is stated, so that the columns can contradict each other. Records over years, against opponents or of
//! persons have the same columns and one more that says so; they are no tables of a competition.

use super::{Sheet, SheetRow, without_superscript};
use crate::{
    extract::{
        Records,
        match_box::clean,
        reader::Reader,
        standings::{notes_of, row_team, signed_number, stage_and_group},
    },
    record::{Standings, StandingsRow},
    span::{Span, Stated},
    value,
};

/// Columns of a table by what they hold.
pub(super) struct Columns<'l> {
    roles: Vec<Option<&'l str>>,
}

impl<'l> Columns<'l> {
    /// The columns of a sheet; `None` where its header is not that of a table of a competition.
    pub fn of(sheet: &Sheet<'l>) -> Option<Self> {
        let mut roles: Vec<Option<&str>> = sheet.roles_in("standings.").collect();
        let team = roles.iter().position(|role| *role == Some("team"))?;
        // `P` is played, but before the team it is the position.
        for role in roles.iter_mut().take(team).filter(|role| **role == Some("played")) {
            *role = Some("position");
        }
        let columns = Self { roles };
        let has = |role| columns.column(role).is_some();
        let balance = has("won") && has("lost");
        let goals = has("played") && (has("goals") || has("goals_for") || has("difference"));
        (has("points") && (balance || goals) && !has("foreign")).then_some(columns)
    }

    fn column(&self, role: &str) -> Option<usize> {
        self.roles.iter().position(|found| *found == Some(role))
    }
}

/// Reads the table.
pub(super) fn read(
    reader: &mut Reader<'_, '_>,
    sheet: &Sheet<'_>,
    columns: &Columns<'_>,
    records: &mut Records,
) -> bool {
    let (stage, group) = stage_and_group(reader, sheet.span);
    let mut standings = Standings { stage, group, at: reader.place(sheet.span), ..Standings::default() };
    for row in sheet.rows.iter().filter(|row| !row.is_one_cell() && !sheet.repeats_header(row)) {
        let row = Row { row, columns }.read(reader);
        standings.rows.extend(row);
    }
    standings.goal_average = columns.column("average").is_some();
    let read = !standings.rows.is_empty();
    records.standings.extend(Some(standings).filter(|_| read));
    read
}

/// A row under its columns.
struct Row<'r, 'c> {
    row: &'r SheetRow,
    columns: &'c Columns<'c>,
}

impl Row<'_, '_> {
    fn read(&self, reader: &mut Reader<'_, '_>) -> Option<StandingsRow> {
        let Some((team, status)) =
            self.cell("team").and_then(|cell| row_team(reader, without_superscript(reader, cell)))
        else {
            // A form that nobody has filled in names no team and states nothing.
            if self.cell("points").is_some_and(|cell| !clean(&reader.flat(cell)).is_empty()) {
                reader.unread("value", Some("standings row"), self.row.span, "the row names no team");
            }
            return None;
        };
        let mut row = StandingsRow {
            position: self.position(reader),
            team: Some(team),
            status,
            played: self.count(reader, "played"),
            won: self.count(reader, "won"),
            drawn: self.count(reader, "drawn"),
            lost: self.count(reader, "lost"),
            goals_for: self.count(reader, "goals_for"),
            goals_against: self.count(reader, "goals_against"),
            difference: self.signed(reader, "difference"),
            points: self.points(reader),
            adjustment: self.signed(reader, "adjustment"),
            start_points: self.signed(reader, "start_points"),
            average: self.text(reader, "average"),
            outcome: self.text(reader, "outcome").map(|text| text.value),
            notes: self.row.cells.iter().flat_map(|cell| notes_of(reader, &reader.flat(*cell))).collect(),
            at: reader.place(self.row.span),
        };
        if let Some([goals_for, goals_against]) = self.pair(reader, "goals") {
            (row.goals_for, row.goals_against) = (Some(goals_for), Some(goals_against));
        }
        row.notes.extend(self.remark(reader));
        row.notes.dedup();
        Some(row)
    }

    fn cell(&self, role: &str) -> Option<Span> {
        self.row.cell(self.columns.column(role)?)
    }

    fn text(&self, reader: &Reader<'_, '_>, role: &str) -> Option<Stated<String>> {
        let cell = self.cell(role)?;
        Some(Stated::new(clean(&reader.flat(cell)), cell)).filter(|text| !text.value.is_empty())
    }

    /// The number of a cell; the text of a cell without digits (`–`) states none.
    fn number<T>(
        &self,
        reader: &mut Reader<'_, '_>,
        role: &'static str,
        read: impl Fn(&Reader<'_, '_>, &str) -> Option<T>,
    ) -> Option<Stated<T>> {
        let cell = self.cell(role)?;
        let text = clean(&reader.flat(without_superscript(reader, cell)));
        let number = read(reader, &text).map(|number| Stated::new(number, cell));
        if number.is_none() && text.chars().any(char::is_alphanumeric) && !self.is_spread(cell) {
            reader.unread("value", Some(role), cell, "expected a number");
        }
        number
    }

    /// Whether a cell covers several columns.
    fn is_spread(&self, cell: Span) -> bool {
        self.row.cells.iter().filter(|other| **other == cell).count() > 1
    }

    /// What stands across the numbers in their place: `Withdrew`.
    fn remark(&self, reader: &Reader<'_, '_>) -> Option<String> {
        let cell = ["played", "won", "points"].iter().find_map(|role| self.cell(role))?;
        let text = clean(&reader.flat(cell));
        (self.is_spread(cell) && text.chars().any(char::is_alphabetic)).then_some(text)
    }

    fn count(&self, reader: &mut Reader<'_, '_>, role: &'static str) -> Option<Stated<u32>> {
        self.number(reader, role, |reader, text| value::number(text, reader.language).ok())
    }

    fn signed(&self, reader: &mut Reader<'_, '_>, role: &'static str) -> Option<Stated<i32>> {
        self.number(reader, role, |_, text| signed_number(text))
    }

    /// `22`; of `34:6`, points won and lost, those won.
    fn points(&self, reader: &mut Reader<'_, '_>) -> Option<Stated<i32>> {
        self.number(reader, "points", |reader, text| {
            let won = || Some(i32::from(value::score(text, reader.language).ok()?.score?[0]));
            signed_number(text).or_else(won)
        })
    }

    /// `34:6`, goals for and against in one cell.
    fn pair(&self, reader: &mut Reader<'_, '_>, role: &'static str) -> Option<[Stated<u32>; 2]> {
        let read = |reader: &Reader<'_, '_>, text: &str| value::score(text, reader.language).ok()?.score;
        let pair = self.number(reader, role, read)?;
        Some(pair.value.map(|goals| Stated::new(u32::from(goals), pair.at)))
    }

    /// `1`, `1.`, `=3`
    fn position(&self, reader: &Reader<'_, '_>) -> Option<Stated<u32>> {
        let text = self.text(reader, "position")?;
        let digits: String = text.value.chars().filter(char::is_ascii_digit).collect();
        Some(Stated::new(digits.parse().ok()?, text.at))
    }
}
