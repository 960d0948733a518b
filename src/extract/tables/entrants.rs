//! Teams that entered, with association and qualifying method, and teams that came over from another competition.

use super::{Sheet, SheetRow};
use crate::{
    extract::{
        Records,
        match_box::clean,
        reader::Reader,
        team::{country, team, team_without_flag},
    },
    record::{Country, TeamEntry, TeamList},
    span::Span,
};

/// Reads a table with a column for the association and one for the team.
pub(super) fn read(reader: &mut Reader<'_, '_>, sheet: &Sheet<'_>, records: &mut Records) -> bool {
    let (Some(association), Some(team)) = (sheet.column("association"), sheet.column("team")) else {
        return false;
    };
    let method = sheet.column("qualifying_method");
    let before = records.teams.len();
    let mut current: Option<Country> = None;
    for row in sheet.rows.iter().filter(|row| !row.is_one_cell()) {
        // A flattened row without its association begins with the team.
        let shift = usize::from(sheet.flattened && !is_association(reader, row.cell(association)));
        if shift == 0 {
            current = row.cell(association).and_then(|cell| country(reader, cell));
        }
        let at = |column: usize| column.checked_sub(shift).and_then(|column| row.cell(column));
        match entrant(reader, row, at(team), method.and_then(at), current.clone()) {
            Some(entry) => records.teams.push(entry),
            None => reader.unread("value", Some("entrant"), row.span, "the row names no team"),
        }
    }
    records.teams.len() > before
}

/// Whether a cell names a country of the catalogue with its own code: `TUN Tunisia`.
fn is_association(reader: &Reader<'_, '_>, cell: Option<Span>) -> bool {
    let found = cell.and_then(|cell| country(reader, cell));
    found.is_some_and(|country| {
        let code = country.name.as_deref().and_then(|name| reader.catalogue.countries().code(name));
        code.is_some() && code == country.code.as_deref()
    })
}

fn entrant(
    reader: &Reader<'_, '_>,
    row: &SheetRow,
    cell: Option<Span>,
    method: Option<Span>,
    association: Option<Country>,
) -> Option<TeamEntry> {
    // The flag stands beside the association.
    let mut named = team_without_flag(reader, cell?)?;
    named.country = named.country.or_else(|| association.as_ref()?.code.clone());
    let qualifying_method = method.map(|cell| clean(&reader.flat(cell)));
    Some(TeamEntry {
        list: TeamList::Entrant,
        team: Some(named),
        association,
        pot: None,
        group: None,
        entry_round: None,
        qualifying_method,
        at: reader.place(row.span),
    })
}

/// Reads a table whose only header cell says which teams of another competition stand below it.
pub(super) fn transferred(reader: &mut Reader<'_, '_>, sheet: &Sheet<'_>, records: &mut Records) -> bool {
    let title = sheet.titles.first().cloned().unwrap_or_default();
    let lists = |phrase: &&crate::catalogue::Phrase| phrase.pattern.captures(&title).is_some();
    let heading = reader.language.phrases("table-heading").find(lists);
    if heading.and_then(|phrase| phrase.facts.get("list")).is_none_or(|list| list != "transferred") {
        return false;
    }
    let cells = sheet.rows.iter().flat_map(|row| &row.cells).filter(|cell| !cell.is_empty());
    let entries: Vec<TeamEntry> = cells.filter_map(|cell| transferred_team(reader, *cell, &title)).collect();
    let read = !entries.is_empty();
    records.teams.extend(entries);
    read
}

fn transferred_team(reader: &Reader<'_, '_>, cell: Span, title: &str) -> Option<TeamEntry> {
    let named = team(reader, cell)?;
    let association = named.country.clone().map(|code| {
        let name = reader.catalogue.countries().name(&code).map(str::to_owned);
        Country { code: Some(code), name }
    });
    Some(TeamEntry {
        list: TeamList::Transferred,
        team: Some(named),
        association,
        pot: None,
        group: None,
        entry_round: None,
        qualifying_method: Some(title.to_owned()),
        at: reader.place(cell),
    })
}
