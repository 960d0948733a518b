//! A whole list in one call: `{{#invoke:Sports series|main|legs=2|heading1=…|team 1|code|aggregate|team 2|code|leg 1|leg 2|…}}`.
//!
//! Rows are told apart by counting: a row has five cells for a single match, and a cell for each leg more where there are
//! several (<https://en.wikipedia.org/wiki/Module:Sports_series>). Headings stand before the rows that they head.

use super::{Cells, LegRow, row};
use crate::{
    catalogue::TemplateEntry,
    extract::{match_box::clean, reader::Reader},
    markup::{Key, Template},
    record::{Place, Round},
    span::Span,
};

/// Cells of a row before its legs: two teams with their countries, and the aggregate or the score between them.
const CELLS_BEFORE_LEGS: usize = 5;

/// The legs of a tie where the call does not say.
const USUAL_LEGS: usize = 2;

/// No tie has more.
const MOST_LEGS: usize = 9;

/// The cells of a call, and what heads them.
struct List {
    legs: usize,
    /// Whether the rows are single matches that are no ties, as those of a league: home and away are told apart.
    is_league: bool,
    /// Cells in order, each with the round that the heading above it names.
    cells: Vec<(Span, Option<Round>)>,
}

/// Reads all rows of a call.
pub(in crate::extract) fn series<'d>(
    reader: &mut Reader<'d, '_>,
    template: &Template<'d, '_>,
    entry: &TemplateEntry,
) -> Vec<LegRow<'d>> {
    let list = list(reader, template, entry);
    let width = CELLS_BEFORE_LEGS + if list.legs > 1 { list.legs } else { 0 };
    let mut rows = Vec::new();
    for cells in list.cells.chunks(width) {
        let Some((first, round)) = cells.first() else { continue };
        let span = Span::new(first.start(), cells.last().map_or(first.end(), |(last, _)| last.end()));
        if cells.iter().all(|(cell, _)| cell.is_empty()) {
            continue;
        }
        if cells.len() < width {
            reader.unread(
                "value",
                Some("row"),
                span,
                format!("the row has {} of {width} cells", cells.len()),
            );
            continue;
        }
        let place = Place { template: Some(template.name().into_owned()), ..reader.place(span) };
        let mut row = row(reader, place, round.clone(), &row_cells(cells, list.legs));
        row.is_tie = !list.is_league;
        rows.push(row);
    }
    rows
}

/// The cells of a row by what they state.
fn row_cells(cells: &[(Span, Option<Round>)], legs: usize) -> Cells {
    let cell = |index: usize| cells.get(index).map(|(span, _)| *span);
    let several = legs > 1;
    Cells {
        teams: [cell(0), cell(3)],
        countries: [cell(1), cell(4)],
        aggregate: cell(2).filter(|_| several),
        score: cell(2).filter(|_| !several),
        legs: (0..if several { legs } else { 0 }).map(|leg| cell(CELLS_BEFORE_LEGS + leg)).collect(),
        ..Cells::default()
    }
}

fn list(reader: &Reader<'_, '_>, template: &Template<'_, '_>, entry: &TemplateEntry) -> List {
    let mut list = List { legs: USUAL_LEGS, is_league: false, cells: Vec::new() };
    let mut round = reader.round_at(template.span.start());
    for parameter in template.arguments() {
        let span = parameter.value.trimmed(reader.document.source);
        let Key::Named(name) = &parameter.key else {
            list.cells.push((span, round.clone()));
            continue;
        };
        let text = || reader.flat(span).trimmed().to_owned();
        match entry.field_of(name) {
            Some("legs") => list.legs = text().parse().unwrap_or(USUAL_LEGS).min(MOST_LEGS),
            Some("home_away") => list.is_league = reader.language.is("word.yes", &text()),
            Some("title") => round = reader.known_round(&clean(&reader.flat(span))).or(round),
            _ => {}
        }
    }
    list
}
