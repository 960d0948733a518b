//! Leg lists as raw tables: `Team 1 | Agg. | Team 2 | 1st leg | 2nd leg`, and lists of single ties without days.

use super::{Sheet, SheetRow};
use crate::{
    extract::{
        Records,
        leg_list::{Cells, keep, row},
        reader::Reader,
    },
    span::Span,
};

/// Roles of the columns of legs, in the order played.
const LEGS: [&str; 3] = ["first_leg", "second_leg", "third_leg"];

/// The columns of a list.
struct Columns {
    teams: [usize; 2],
    /// Aggregate, or the score of single matches.
    score: usize,
    legs: Vec<usize>,
}

impl Columns {
    fn of(sheet: &Sheet<'_>) -> Option<Self> {
        // A list with days is one of matches.
        if sheet.column("dates").is_some() {
            return None;
        }
        let column = |role: &str| sheet.roles_in("result.").position(|found| found == Some(role));
        let teams = [column("home")?, column("away")?];
        let legs = LEGS.into_iter().map_while(|leg| sheet.column(leg)).collect();
        Some(Self { teams, score: column("score")?, legs })
    }

    fn cells(&self, row: &SheetRow) -> Cells {
        let cell = |column: usize| row.cells.get(column).copied();
        let score = cell(self.score);
        let single = self.legs.is_empty();
        let legs: Vec<_> = self.legs.iter().map(|&leg| cell(leg)).collect();
        // One cell across all legs holds no score: there was no match.
        let remark = legs.first().copied().flatten().filter(|first| {
            legs.len() > 1 && !first.is_empty() && legs.iter().all(|leg| leg.as_ref() == Some(first))
        });
        Cells {
            teams: self.teams.map(cell),
            aggregate: score.filter(|_| !single),
            score: score.filter(|_| single),
            legs: if remark.is_some() { Vec::new() } else { legs },
            remark,
            ..Cells::default()
        }
    }
}

/// Reads the list, if the table is one. Single matches are ties where the section is a round of a competition.
pub(super) fn read(reader: &mut Reader<'_, '_>, sheet: &Sheet<'_>, records: &mut Records) -> bool {
    let Some(columns) = Columns::of(sheet) else { return false };
    let heading = reader.round_at(sheet.span.start());
    if columns.legs.is_empty() && heading.is_none() {
        return false;
    }
    let before = records.ties.len();
    let mut round = heading.clone();
    for line in &sheet.rows {
        if line.is_one_cell() {
            let title = line.cells.iter().find(|cell| !cell.is_empty());
            round = title.and_then(|title| named_round(reader, *title)).or_else(|| heading.clone());
            continue;
        }
        let row = row(reader, reader.place(line.span), round.clone(), &columns.cells(line));
        if row.tie.teams.iter().all(Option::is_some) {
            keep(reader, row, records);
        } else {
            reader.unread("value", Some("row"), line.span, "the row does not name two teams");
        }
    }
    records.ties.len() > before
}

/// The round that a heading inside the table names.
fn named_round(reader: &Reader<'_, '_>, title: Span) -> Option<crate::record::Round> {
    reader.known_round(reader.flat(title).trimmed())
}
