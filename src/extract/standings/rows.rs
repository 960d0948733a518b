//! Tables with a call a row: `{{Fb cl header}} {{Fb cl team|…}} … {{Fb cl footer}}`, German `{{Fußballtabelle/Zeile|…}}`.
//!
//! The row's template computes matches played, goal difference and points; a number that is left out is 0
//! (<https://de.wikipedia.org/wiki/Vorlage:Fußballtabelle>).

use super::{COMPUTED, compute, count, notes_of, signed, stage_and_group, state};
use crate::{
    catalogue::TemplateEntry,
    extract::{
        match_box::clean,
        reader::{Reader, parameter},
        team::team,
    },
    markup::Template,
    record::{Standings, StandingsRow, Team},
    span::{Span, Stated},
};

/// A table whose rows are being read.
#[derive(Default)]
pub(in crate::extract) struct OpenStandings {
    standings: Option<Standings>,
}

impl OpenStandings {
    /// Begins a table; gives the one before, which had no end.
    pub fn start(
        &mut self,
        reader: &mut Reader<'_, '_>,
        template: &Template<'_, '_>,
        entry: &TemplateEntry,
    ) -> Option<Standings> {
        let before = self.take();
        let mut standings = Standings { at: reader.place_of(template), ..Standings::default() };
        (standings.stage, standings.group) = stage_and_group(reader, template.span);
        standings.computed = COMPUTED.to_vec();
        standings.goal_average = parameter(template, entry, "goal_average")
            .is_some_and(|span| reader.language.is("table.yes", reader.flat(span).trimmed()));
        settings(reader, template, entry, &mut standings);
        self.standings = Some(standings);
        before
    }

    /// Adds a row. A row without a table begins one: some lists have lost their header.
    pub fn row(&mut self, reader: &mut Reader<'_, '_>, template: &Template<'_, '_>, entry: &TemplateEntry) {
        if self.standings.is_none() {
            self.start(reader, template, entry);
        }
        let Some(standings) = &mut self.standings else { return };
        standings.points.win = standings.points.win.or_else(|| win_points(reader, template, entry));
        let row = row(reader, template, entry, standings);
        standings.at.end = template.span.end;
        standings.rows.extend(row);
    }

    /// Ends the table.
    pub fn end(
        &mut self,
        reader: &mut Reader<'_, '_>,
        template: &Template<'_, '_>,
        entry: &TemplateEntry,
    ) -> Option<Standings> {
        let standings = self.standings.as_mut()?;
        settings(reader, template, entry, standings);
        standings.at.end = template.span.end;
        self.take()
    }

    /// The table so far; `None` where it has no row.
    pub fn take(&mut self) -> Option<Standings> {
        self.standings.take().filter(|standings| !standings.rows.is_empty())
    }
}

/// What header and footer say of the whole table.
fn settings(
    reader: &mut Reader<'_, '_>,
    template: &Template<'_, '_>,
    entry: &TemplateEntry,
    standings: &mut Standings,
) {
    if let Some(span) = parameter(template, entry, "ranking") {
        let flat = reader.flat(span);
        standings.notes.extend(notes_of(reader, &flat));
        standings.ranking = Some(Stated::new(clean(&flat), span)).filter(|text| !text.value.is_empty());
    }
    if let Some(span) = parameter(template, entry, "update") {
        state(reader, span, standings);
    }
    if let Some(span) = parameter(template, entry, "over")
        && reader.language.is("table.yes", reader.flat(span).trimmed())
    {
        standings.complete = Some(Stated::new(true, span));
    }
    if let Some(span) = parameter(template, entry, "note") {
        standings.notes.push(clean(&reader.flat(span)));
    }
}

/// Points for a win that a row's template states by its name (`Fb cl team 2pts`) or a parameter.
fn win_points(
    reader: &mut Reader<'_, '_>,
    template: &Template<'_, '_>,
    entry: &TemplateEntry,
) -> Option<Stated<u8>> {
    if let Some(span) = parameter(template, entry, "points.win") {
        let stated = count(reader, "points.win", span)?;
        return Some(Stated::new(u8::try_from(stated.value).ok()?, span));
    }
    let points = entry.constants.get("points.win")?.parse().ok()?;
    Some(Stated::new(points, template.span))
}

fn row(
    reader: &mut Reader<'_, '_>,
    template: &Template<'_, '_>,
    entry: &TemplateEntry,
    standings: &Standings,
) -> Option<StandingsRow> {
    let named = parameter(template, entry, "team").and_then(|span| row_team(reader, span));
    // `|Verein=}}`: a form that nobody has filled in.
    let (named, status) = named?;
    let mut number = |field: &'static str| match parameter(template, entry, field) {
        Some(span) => count(reader, field, span),
        None => Some(Stated::new(0, template.span)),
    };
    let mut row = StandingsRow {
        position: parameter(template, entry, "position").and_then(|_| number("position")),
        won: number("won"),
        drawn: number("drawn"),
        lost: number("lost"),
        goals_for: number("goals_for"),
        goals_against: number("goals_against"),
        at: reader.place_of(template),
        ..StandingsRow::default()
    };
    row.team = Some(named);
    row.adjustment =
        parameter(template, entry, "adjustment").and_then(|span| signed(reader, "adjustment", span));
    row.adjustment = row.adjustment.or_else(|| deducted(reader, template, entry));
    row.start_points =
        parameter(template, entry, "start_points").and_then(|span| signed(reader, "start_points", span));
    row.status = status.or_else(|| flags(reader, template, entry));
    row.outcome = parameter(template, entry, "outcome").map(|span| clean(&reader.flat(span)));
    row.notes =
        parameter(template, entry, "note").map(|span| clean(&reader.flat(span))).into_iter().collect();
    compute(&mut row, &standings.points, standings.goal_average);
    Some(row)
}

/// Points deducted, stated without a sign.
fn deducted(
    reader: &mut Reader<'_, '_>,
    template: &Template<'_, '_>,
    entry: &TemplateEntry,
) -> Option<Stated<i32>> {
    let stated = signed(reader, "deducted", parameter(template, entry, "deducted")?)?;
    Some(stated.map(|points| -points.abs()))
}

/// A team, and the marks in brackets behind it: `WSG Tirol (N)`, `Alder (C)`.
pub(in crate::extract) fn row_team(reader: &Reader<'_, '_>, span: Span) -> Option<(Team, Option<String>)> {
    let mut found = team(reader, span)?;
    let Some((name, marks)) = split_marks(&found.name) else { return Some((found, None)) };
    let (length, marks) = (name.len(), marks.to_owned());
    found.name.truncate(length);
    Some((found, Some(marks)))
}

/// Splits letters in brackets from a name: `(C)`, `(M, C)`, `(A) (R)`.
fn split_marks(name: &str) -> Option<(&str, &str)> {
    let (before, inside) = name.strip_suffix(')')?.rsplit_once('(')?;
    let is_mark = |mark: &str| {
        let mark = mark.trim();
        (1..=3).contains(&mark.chars().count()) && mark.chars().all(char::is_uppercase)
    };
    let before = before.trim_end();
    (!before.is_empty() && inside.split([',', '/']).all(is_mark)).then_some((before, inside.trim()))
}

/// Marks that a row's parameters set: `champion=y`, `relegated=y`.
fn flags(reader: &Reader<'_, '_>, template: &Template<'_, '_>, entry: &TemplateEntry) -> Option<String> {
    let set = |field: &&String| {
        let value = parameter(template, entry, field).map(|span| reader.flat(span));
        value.is_some_and(|flat| reader.language.is("table.yes", flat.trimmed()))
    };
    let fields = entry.fields.keys().filter(|field| field.starts_with(STATUS)).filter(set);
    let letters: Vec<&str> = fields.filter_map(|field| field.strip_prefix(STATUS)).collect();
    (!letters.is_empty()).then(|| letters.join(", "))
}

/// What stands before the letter in the name of a field that sets a mark: `status.C`.
const STATUS: &str = "status.";
