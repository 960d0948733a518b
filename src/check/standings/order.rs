//! The order of rows against points and the criteria that every competition ranks by alike.
//!
//! Which criterion comes first among teams level on points differs (goal difference, matches between them); only what
//! the table itself states is compared, and only where no footnote at either row explains the order.

use super::{Table, tables, team_name};
use crate::{
    check::{Reporter, Rule, registry::TableOrder},
    link::Dossiers,
    record::StandingsRow,
};

impl Rule for TableOrder {
    fn check_batch(&self, dossiers: &Dossiers<'_>, reporter: &mut Reporter<'_, '_>) {
        for table in tables(dossiers).filter(|table| is_ranked(*table)) {
            for pair in table.standings.rows.windows(2) {
                let [above, below] = pair else { continue };
                check_pair(table, above, below, reporter);
            }
        }
    }
}

/// A table whose matches have not begun has no order, nor has one that ranks by something else than points.
fn is_ranked(table: Table<'_>) -> bool {
    let rows = &table.standings.rows;
    let in_order = |pair: &&[StandingsRow]| match pair {
        [above, below] => points(above) >= points(below),
        _ => true,
    };
    let pairs = rows.len().saturating_sub(1);
    let ordered = rows.windows(2).filter(in_order).count();
    rows.iter().all(|row| points(row).is_some()) && pairs > 0 && ordered + 1 >= pairs && ordered > 0
}

fn points(row: &StandingsRow) -> Option<i32> {
    row.points.map(|points| points.value)
}

fn check_pair(table: Table<'_>, above: &StandingsRow, below: &StandingsRow, reporter: &mut Reporter<'_, '_>) {
    let (Some(more), Some(less)) = (points(above), points(below)) else { return };
    reporter.applied();
    let is_explained = !above.notes.is_empty() || !below.notes.is_empty() || shares_position(above, below);
    if more >= less || is_explained {
        return;
    }
    let (first, second) = (team_name(above), team_name(below));
    let message = format!("{first} with {more} points stand above {second} with {less}");
    let subject = format!("{}: {message}", table.subject());
    reporter
        .report(table.location(above.at.span()), subject, message)
        .relate(table.location(below.at.span()), format!("{second} have {less} points"));
}

fn shares_position(above: &StandingsRow, below: &StandingsRow) -> bool {
    let position = |row: &StandingsRow| row.position.map(|position| position.value);
    position(above).is_some() && position(above) == position(below)
}
