//! Teams that went through from the groups: a group a row; winners, runners-up and third-placed teams in the columns.

use super::Sheet;
use crate::{
    extract::{Records, match_box::clean, reader::Reader, team::team},
    record::{TeamEntry, TeamList},
};

/// Reads the table; a form that nobody has filled in states nothing.
pub(super) fn read(reader: &mut Reader<'_, '_>, sheet: &Sheet<'_>, records: &mut Records) -> bool {
    let Some(group) = sheet.column("group") else { return false };
    let places = ["winners", "runners_up", "third_place"].map(|role| sheet.column(role));
    for row in &sheet.rows {
        let name = row.cell(group).map(|cell| clean(&reader.flat(cell)));
        for column in places.into_iter().flatten() {
            let Some(named) = row.cell(column).and_then(|cell| team(reader, cell)) else { continue };
            let at = reader.place(named.at);
            records.teams.push(TeamEntry {
                list: TeamList::Qualified,
                team: Some(named),
                association: None,
                pot: None,
                group: name.clone(),
                entry_round: None,
                qualifying_method: sheet.titles.get(column).cloned(),
                at,
            });
        }
    }
    true
}
