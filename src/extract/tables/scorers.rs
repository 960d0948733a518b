//! Tables of top scorers: rank, player, team, a column for each round, total.
//!
//! In a flattened table a row without a rank shares rank and total with the row above: players level on goals share both
//! cells. A row shorter than its header has merged empty cells (rounds after the team was out) directly before the total.

use std::sync::Arc;

use super::{Sheet, SheetRow, flagged};
use crate::{
    extract::{Records, match_box::clean, reader::Reader, team::team},
    record::{Country, Player, ScorerRow},
    span::{Span, Stated},
    value,
};

/// What a row shares with those below it.
struct Shared {
    rank: Option<Stated<u32>>,
    total: Option<Stated<u32>>,
    rounds: Arc<[String]>,
}

/// Columns of the table.
#[derive(Clone, Copy)]
struct Columns {
    rank: usize,
    player: usize,
    team: Option<usize>,
    first_round: usize,
    total: usize,
}

/// Reads the table.
pub(super) fn read(reader: &mut Reader<'_, '_>, sheet: &Sheet<'_>, records: &mut Records) -> bool {
    let Some(columns) = columns(reader, sheet).filter(|_| is_of_goals(reader, sheet)) else { return false };
    let rounds = sheet.titles.get(columns.first_round..columns.total).unwrap_or_default();
    let mut shared = Shared { rank: None, total: None, rounds: rounds.into() };
    // A cell over rank and player begins a row that sums up: `Own goals`, `Total`.
    let sums_up =
        |row: &SheetRow| !sheet.flattened && row.cells.get(columns.rank) == row.cells.get(columns.player);
    for row in sheet.rows.iter().filter(|row| !row.is_one_cell() && !sums_up(row)) {
        match scorer(reader, sheet, columns, row, &mut shared) {
            Ok(scorer) => records.scorers.push(scorer),
            Err(reason) => reader.unread("value", Some("scorer"), row.span, reason),
        }
    }
    true
}

/// Whether the numbers are goals: the column or the heading above the table says so. Other rankings of players (clean
/// sheets, cards) have the same columns.
fn is_of_goals(reader: &Reader<'_, '_>, sheet: &Sheet<'_>) -> bool {
    let total = sheet.column("total").and_then(|column| sheet.titles.get(column));
    let section = reader.document.section_at(sheet.span.start());
    let names_goals = |text: &str| reader.language.is("scorers.total", text);
    total.is_some_and(|title| names_goals(title))
        || section.last().is_some_and(|heading| reader.language.is("section.top_scorers", heading))
}

fn columns(reader: &Reader<'_, '_>, sheet: &Sheet<'_>) -> Option<Columns> {
    let (rank, player, total) = (sheet.column("rank")?, sheet.column("player")?, sheet.column("total")?);
    let team = sheet.column("team");
    let mut first_round = team.map_or(player, |team| team.max(player)) + 1;
    // Where the player plays on the pitch.
    let is_position = |title: &String| reader.language.is("scorers.position", title);
    first_round += usize::from(sheet.titles.get(first_round).is_some_and(is_position));
    // Columns of anything but rounds (caps, years) make it a list of another kind.
    let mut rounds = sheet.roles.get(first_round..total)?.iter();
    (rank < player && rounds.all(Option::is_none)).then_some(Columns {
        rank,
        player,
        team,
        first_round,
        total,
    })
}

fn scorer(
    reader: &Reader<'_, '_>,
    sheet: &Sheet<'_>,
    columns: Columns,
    row: &SheetRow,
    shared: &mut Shared,
) -> Result<ScorerRow, &'static str> {
    let own_rank = row.cell(columns.rank).and_then(|cell| number(reader, cell));
    // Without a rank of its own, a flattened row begins with the player.
    let shift = usize::from(sheet.flattened && own_rank.is_none());
    let at = |column: usize| column.checked_sub(shift).and_then(|column| row.cell(column));
    let named =
        at(columns.player).and_then(|cell| flagged::named(reader, cell)).ok_or("the row names no player")?;
    let rounds = row.cells.get(columns.first_round - shift..).unwrap_or(&[]);
    let total = total_cell(rounds, columns.total - columns.first_round, sheet.flattened, shift == 0)?;
    let (goals, total) = goals(reader, rounds, total)?;
    let total = if shift == 0 { total } else { shared.total };
    let rank = own_rank.or(shared.rank);
    (shared.rank, shared.total) = (rank, total);
    let titles = sheet.titles.iter().skip(columns.first_round);
    let per_round = titles.zip(goals).filter_map(|(title, goals)| Some((title.clone(), goals?))).collect();
    let country = named.country.map(|code| {
        let name = reader.catalogue.countries().name(&code).map(str::to_owned);
        Country { code: Some(code), name }
    });
    Ok(ScorerRow {
        rank,
        player: Player { name: named.name, link: named.link },
        country,
        team: columns.team.and_then(at).and_then(|cell| team(reader, cell)),
        per_round,
        rounds: Arc::clone(&shared.rounds),
        total,
        own_goals: None,
        notes: Vec::new(),
        at: reader.place(row.span),
    })
}

/// Goals in each round, and the total where the row has its own.
type Goals = (Vec<Option<u32>>, Option<Stated<u32>>);

fn goals(reader: &Reader<'_, '_>, cells: &[Span], total: usize) -> Result<Goals, &'static str> {
    let mut goals = Vec::new();
    for cell in cells.iter().take(total) {
        let empty = !clean(&reader.flat(*cell)).chars().any(char::is_alphanumeric);
        let found = number(reader, *cell).map(|stated| stated.value);
        if !empty && found.is_none() {
            return Err("a cell of a round holds no number");
        }
        goals.push(found);
    }
    Ok((goals, cells.get(total).and_then(|cell| number(reader, *cell))))
}

/// Which cell behind the team is the total: in a flattened row with a total of its own the last that holds something.
fn total_cell(
    cells: &[Span],
    rounds: usize,
    flattened: bool,
    own_total: bool,
) -> Result<usize, &'static str> {
    if !flattened || !own_total {
        return Ok(rounds);
    }
    let last = cells.iter().rposition(|cell| !cell.is_empty()).unwrap_or(0);
    if last > rounds {
        return Err("the row has more cells than its header");
    }
    let before = last.checked_sub(1).and_then(|before| cells.get(before));
    if last < rounds && before.is_some_and(|cell| !cell.is_empty()) {
        return Err("the row is shorter than its header and no empty cell before the total says where");
    }
    Ok(last)
}

fn number(reader: &Reader<'_, '_>, cell: Span) -> Option<Stated<u32>> {
    let text = clean(&reader.flat(cell));
    let number = value::number(text.trim_end_matches('.'), reader.language).ok()?;
    Some(Stated::new(number, cell))
}
