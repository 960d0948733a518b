//! Lists of teams: pots of a draw, teams that qualified, entrants, the clubs of a league with their grounds. What the list
//! is, its caption, its columns or the heading above it say.

use super::{Sheet, SheetRow};
use crate::{
    extract::{Records, match_box::clean, reader::Reader, team::team},
    record::{Country, TeamEntry, TeamList},
    span::Span,
};

/// Columns beside the team that make a list one of the clubs of a league.
const GROUNDS: [&str; 3] = ["location", "stadium", "capacity"];

/// Which list a table is.
struct List {
    kind: TeamList,
    pot: Option<String>,
    method: Option<usize>,
}

/// Reads the table; `false` where nothing says that it is a list of teams.
pub(super) fn read(
    reader: &mut Reader<'_, '_>,
    caption: Option<Span>,
    sheet: &Sheet<'_>,
    records: &mut Records,
) -> bool {
    let Some(list) = list(reader, caption, sheet).filter(|_| !sheet.flattened) else { return false };
    let columns: Vec<usize> =
        (0..sheet.roles.len()).filter(|column| sheet.roles.get(*column) == Some(&Some("team"))).collect();
    let before = records.teams.len();
    let mut last = None;
    for row in sheet.rows.iter().filter(|row| !is_heading(sheet, row)) {
        let cells = columns.iter().filter_map(|column| row.cell(*column));
        for cell in cells {
            // A cell over several rows is one team.
            if last.replace(cell) != Some(cell) {
                match entry(reader, &list, row, cell) {
                    Some(entry) => records.teams.push(entry),
                    None => reader.unread("value", Some("team"), row.span, "the row names no team"),
                }
            }
        }
    }
    records.teams.len() > before
}

/// A row of one cell is a heading inside the table, unless the table has one column.
fn is_heading(sheet: &Sheet<'_>, row: &SheetRow) -> bool {
    sheet.header.len() > 1 && row.is_one_cell()
}

fn list(reader: &Reader<'_, '_>, caption: Option<Span>, sheet: &Sheet<'_>) -> Option<List> {
    let team = sheet.column("team")?;
    let of = |kind| Some(List { kind, pot: None, method: None });
    // A column of players or of results makes it another kind of table.
    if sheet.column("player").is_some() || sheet.column("total").is_some() {
        return None;
    }
    let section = reader.document.section_at(sheet.span.start());
    let caption = caption.map(|caption| clean(&reader.flat(caption)));
    let nearest = section.last().map(String::as_str);
    if let Some(pot) = caption.as_deref().into_iter().chain(nearest).find_map(|title| pot(reader, title)) {
        return Some(List { kind: TeamList::Drawn, pot: Some(pot), method: None });
    }
    if let Some(method) = sheet.column("qualifying_method") {
        return Some(List { kind: TeamList::Qualified, pot: None, method: Some(method) });
    }
    if team == 0 && GROUNDS.iter().filter(|role| sheet.column(role).is_some()).count() > 1 {
        return of(TeamList::Participant);
    }
    let is_of_entrants =
        caption.is_none() && nearest.is_some_and(|title| reader.language.is("section.entrants", title));
    if is_of_entrants { of(TeamList::Entrant) } else { None }
}

/// `1` of `Pot 1 (by association rank)`.
fn pot(reader: &Reader<'_, '_>, title: &str) -> Option<String> {
    let mut words = title.split_whitespace();
    let (word, name) = (words.next()?, words.next()?);
    (reader.language.is("word.pot", word) && name.len() <= 2).then(|| name.to_owned())
}

fn entry(reader: &Reader<'_, '_>, list: &List, row: &SheetRow, cell: Span) -> Option<TeamEntry> {
    let team = team(reader, cell)?;
    let association = team.country.as_ref().map(|code| {
        let name = reader.catalogue.countries().name(code).map(str::to_owned);
        Country { code: Some(code.clone()), name }
    });
    let method = list.method.and_then(|column| row.cell(column)).map(|cell| clean(&reader.flat(cell)));
    Some(TeamEntry {
        list: list.kind,
        team: Some(team),
        association,
        pot: list.pot.clone(),
        group: None,
        entry_round: None,
        qualifying_method: method.filter(|text| !text.is_empty()),
        at: reader.place(row.span),
    })
}
