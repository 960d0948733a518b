//! Results matrices: a home team a row, an away team a column.

use super::Sheet;
use crate::{
    extract::{
        Records,
        match_box::{clean, score},
        matrix::{MatrixRead, columns, states_nothing},
        reader::Reader,
        standings::stage_and_group,
        team::team,
    },
    record::{ResultMatrix, Team},
    span::Span,
};

/// A square with fewer teams is taken for a matrix only where its corner says so.
const SMALLEST: usize = 3;

/// Whether the table is a matrix: its corner says so, or it is a square of scores.
pub(super) fn is_matrix(reader: &Reader<'_, '_>, sheet: &Sheet<'_>) -> bool {
    let corner = sheet.titles.first().map_or("", String::as_str);
    reader.language.is("matrix.corner", corner) || is_square_of_scores(reader, sheet)
}

/// As many rows as columns beside the first, at least one score, and nothing else off the diagonal.
fn is_square_of_scores(reader: &Reader<'_, '_>, sheet: &Sheet<'_>) -> bool {
    let size = sheet.rows.len();
    if size < SMALLEST
        || sheet.titles.len() != size + 1
        || !sheet.rows.iter().all(|row| row.cells.len() == size + 1)
    {
        return false;
    }
    let mut scores = 0;
    for (index, row) in sheet.rows.iter().enumerate() {
        let cells = row
            .cells
            .iter()
            .skip(1)
            .enumerate()
            .filter(|(column, cell)| *column != index && !cell.is_empty());
        for (_, cell) in cells {
            let flat = reader.flat(*cell);
            match score(reader, &flat) {
                Ok(value) => scores += usize::from(value.score.is_some()),
                Err(_) if states_nothing(reader, &flat) => {}
                Err(_) => return false,
            }
        }
    }
    scores > 0
}

/// Reads the matrix.
pub(super) fn read(reader: &mut Reader<'_, '_>, sheet: &Sheet<'_>, records: &mut Records) -> bool {
    let named = |cell: &Span| team(reader, *cell);
    let heads: Vec<Option<Team>> = sheet.header.iter().skip(1).map(named).collect();
    let rows: Vec<_> =
        sheet.rows.iter().filter_map(|row| Some((row.cell(0).as_ref().and_then(named)?, row))).collect();
    let (teams, columns) = columns(rows.iter().map(|(team, _)| team.clone()).collect(), &heads);
    let (stage, group) = stage_and_group(reader, sheet.span);
    let at = reader.place(sheet.span);
    let mut read = MatrixRead::new(ResultMatrix { stage, group, teams, at, ..ResultMatrix::default() });
    for (home, (_, row)) in rows.iter().enumerate() {
        for (cell, away) in row.cells.iter().skip(1).zip(columns.iter().chain(std::iter::repeat(&None))) {
            match away {
                // The diagonal may hold an ornament; a score there is stated all the same.
                Some(away) if *away == home && score(reader, &reader.flat(*cell)).is_err() => {}
                Some(away) => read.cell(reader, [home, *away], None, *cell),
                None if clean(&reader.flat(*cell)).is_empty() => {}
                None => reader.unread(
                    "value",
                    Some("matrix cell"),
                    *cell,
                    "the matrix has no column for this cell",
                ),
            }
        }
    }
    let is_read = !read.is_empty();
    let (matrix, matches) = read.finish();
    records.matches.extend(matches);
    records.results.extend(Some(matrix).filter(|_| is_read));
    is_read
}
