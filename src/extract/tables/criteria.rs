//! What a place in an earlier season earns: a place a row, a competition a column, points in the cells.

use super::{Sheet, SheetRow};
use crate::{
    extract::{Records, match_box::clean, reader::Reader},
    record::PointsCriterion,
    span::Span,
    value,
};

/// Reads the table; `false` where its cells are not points.
pub(super) fn read(reader: &mut Reader<'_, '_>, sheet: &Sheet<'_>, records: &mut Records) -> bool {
    if !may_hold_points(reader, sheet) {
        return false;
    }
    let found: Vec<PointsCriterion> =
        sheet.rows.iter().flat_map(|row| criteria(reader, sheet, row)).collect();
    if let Some(first) = found.first() {
        records.regulations.at.get_or_insert_with(|| first.at.clone());
    }
    let read = !found.is_empty();
    records.regulations.points_criteria.extend(found);
    read
}

/// Whether the table's text holds what a cell of points does. Most tables do not, and then no cell need be read.
fn may_hold_points(reader: &Reader<'_, '_>, sheet: &Sheet<'_>) -> bool {
    let mut phrases = reader.language.phrases("points-cell");
    let rows = || sheet.rows.iter().map(|row| reader.document.text(row.span));
    phrases.any(|phrase| rows().any(|row| phrase.pattern.may_fit(row)))
}

fn criteria(reader: &Reader<'_, '_>, sheet: &Sheet<'_>, row: &SheetRow) -> Vec<PointsCriterion> {
    let Some(place) = row.cell(0).map(|cell| clean(&reader.flat(cell))) else { return Vec::new() };
    let cells = row.cells.iter().enumerate().skip(1);
    let criterion = |(column, cell): (usize, &Span)| {
        let points = points(reader, *cell)?;
        let competition = sheet.titles.get(column)?.clone();
        Some(PointsCriterion { place: place.clone(), competition, points, at: reader.place(*cell) })
    };
    cells.filter_map(criterion).collect()
}

/// `5 points`
fn points(reader: &Reader<'_, '_>, cell: Span) -> Option<u32> {
    let text = clean(&reader.flat(cell));
    let mut phrases = reader.language.phrases("points-cell");
    phrases.find_map(|phrase| {
        value::number(phrase.pattern.captures(&text)?.get("points")?, reader.language).ok()
    })
}
