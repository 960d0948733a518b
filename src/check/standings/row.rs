//! The arithmetic of one row: played, difference and points follow from the other columns.

use super::{Table, results, tables, team_name};
use crate::{
    check::{Reporter, Rule, registry::RowArithmetic},
    finding::Severity,
    link::Dossiers,
    record::{Standings, StandingsColumn, StandingsRow},
    span::Span,
};

impl Rule for RowArithmetic {
    fn check_batch(&self, dossiers: &Dossiers<'_>, reporter: &mut Reporter<'_, '_>) {
        for table in tables(dossiers) {
            known_points(dossiers, table, reporter);
            let points = Points::of(table.standings);
            for row in &table.standings.rows {
                played(table, row, reporter);
                difference(table, row, reporter);
                points_of(table, row, points, reporter);
            }
        }
    }
}

fn is_written(table: Table<'_>, column: StandingsColumn) -> bool {
    !table.standings.computed.contains(&column)
}

fn played(table: Table<'_>, row: &StandingsRow, reporter: &mut Reporter<'_, '_>) {
    let (Some(played), Some([won, drawn, lost])) = (row.played, results(row)) else { return };
    if !is_written(table, StandingsColumn::Played) {
        return;
    }
    reporter.applied();
    let sum = won + drawn + lost;
    if played.value != sum {
        let message = format!(
            "{} have played {}, but {won} won, {drawn} drawn and {lost} lost make {sum}",
            team_name(row),
            played.value
        );
        report(table, row, played.at, message, reporter);
    }
}

fn difference(table: Table<'_>, row: &StandingsRow, reporter: &mut Reporter<'_, '_>) {
    let (Some(stated), Some(scored), Some(conceded)) = (row.difference, row.goals_for, row.goals_against)
    else {
        return;
    };
    if !is_written(table, StandingsColumn::Difference) {
        return;
    }
    reporter.applied();
    let difference = i64::from(scored.value) - i64::from(conceded.value);
    if i64::from(stated.value) != difference {
        let message = format!(
            "the goal difference of {} is {:+}, but {}–{} make {difference:+}",
            team_name(row),
            stated.value,
            scored.value,
            conceded.value
        );
        report(table, row, stated.at, message, reporter);
    }
}

/// Points for a win, a draw and a loss.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Points([i64; 3]);

/// Systems that tables without a statement of their own are tried with: since 1981 and before
/// (<https://en.wikipedia.org/wiki/Three_points_for_a_win>).
const SYSTEMS: [Points; 2] = [Points([3, 1, 0]), Points([2, 1, 0])];

impl Points {
    /// The system that a table states, else the one that more than half of its rows follow.
    fn of(standings: &Standings) -> Option<Self> {
        let stated = standings.points;
        if let Some(win) = stated.win {
            let or =
                |stated: Option<crate::span::Stated<u8>>, usual| stated.map_or(usual, |s| i64::from(s.value));
            return Some(Self([i64::from(win.value), or(stated.draw, 1), or(stated.loss, 0)]));
        }
        let follows = |points: &Points| standings.rows.iter().filter(|row| points.fit(row)).count();
        SYSTEMS.into_iter().find(|points| follows(points) * 2 > standings.rows.len())
    }

    fn make(self, row: &StandingsRow) -> Option<i64> {
        let results = results(row)?;
        let sum: i64 = results.iter().zip(self.0).map(|(count, points)| i64::from(*count) * points).sum();
        let extra =
            |stated: Option<crate::span::Stated<i32>>| stated.map_or(0, |stated| i64::from(stated.value));
        Some(sum + extra(row.adjustment) + extra(row.start_points))
    }

    fn fit(self, row: &StandingsRow) -> bool {
        row.points.is_some_and(|points| self.make(row) == Some(i64::from(points.value)))
    }
}

/// A table that a template computes with other points for a win than the season had, as the catalogue knows it. The
/// template gives 3 where the call says nothing.
fn known_points(dossiers: &Dossiers<'_>, table: Table<'_>, reporter: &mut Reporter<'_, '_>) {
    let known = dossiers.articles.get(table.article).into_iter().flat_map(|found| &found.known);
    let known = known.filter_map(|known| Some((known.points_win?, &known.source))).next();
    let (Some((win, source)), false) = (known, is_written(table, StandingsColumn::Points)) else { return };
    reporter.applied();
    let stated = table.standings.points.win;
    let given = stated.map_or(3, |stated| stated.value);
    if given != win {
        let place = table.location(stated.map_or(table.standings.at.span(), |stated| stated.at));
        let message =
            format!("the {} gives {given} points for a win, the season gave {win} ({source})", table.name());
        let subject = format!("{}: points for a win", table.subject());
        reporter.report(place, subject, message).severity(Severity::Warning);
    }
}

fn points_of(table: Table<'_>, row: &StandingsRow, points: Option<Points>, reporter: &mut Reporter<'_, '_>) {
    let (Some(stated), Some(system)) = (row.points, points) else { return };
    let Some(made) = system.make(row).filter(|_| is_written(table, StandingsColumn::Points)) else { return };
    reporter.applied();
    if made == i64::from(stated.value) {
        return;
    }
    let [win, draw, _] = system.0;
    let [won, drawn, lost] = results(row).unwrap_or_default();
    let message = format!(
        "{} have {} points, but {won} won, {drawn} drawn and {lost} lost make {made} at {win} for a win and {draw} for a draw",
        team_name(row),
        stated.value
    );
    report(table, row, stated.at, message, reporter);
}

/// A footnote may give the reason: points deducted, a match not counted.
fn report(table: Table<'_>, row: &StandingsRow, at: Span, message: String, reporter: &mut Reporter<'_, '_>) {
    let is_explained = !row.notes.is_empty();
    let severity = if is_explained { Severity::Info } else { Severity::Error };
    let subject = format!("{}: {message}", table.subject());
    reporter.report(table.location(at), subject, message).severity(severity);
}
