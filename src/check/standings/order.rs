//! The order of rows against points, and of rows level on points against the criteria that the table states.
//!
//! Which criterion comes first differs (goal difference, matches between the teams): where the table states none, rows level
//! on points may stand in any order. No order is compared where a footnote at either row explains it.

use crate::hash::HashMap;

use super::{
    Table,
    level::{Decision, Level, Scores},
    matches::{matches_by_team, scores},
    tables, team_name,
};
use crate::{
    check::{Reporter, Rule, registry::TableOrder, teams::edition_of_article},
    link::Dossiers,
    record::{Criterion, StandingsRow},
};

impl Rule for TableOrder {
    fn check_batch(&self, dossiers: &Dossiers<'_>, reporter: &mut Reporter<'_, '_>) {
        let editions = edition_of_article(dossiers);
        let mut by_team = None;
        for table in tables(dossiers).filter(|table| is_ranked(*table)) {
            let own_scores =
                editions.get(&table.article).filter(|_| needs_matches(table)).and_then(|&edition| {
                    let by_team: &HashMap<_, _> = by_team.get_or_insert_with(|| matches_by_team(dossiers));
                    scores(dossiers, table, edition, by_team)
                });
            for upper in 0..table.standings.rows.len().saturating_sub(1) {
                check_pair(table, [upper, upper + 1], own_scores.as_deref(), reporter);
            }
        }
    }
}

/// Matches between two teams decide once all of them are played: in a table that says that it is final.
fn needs_matches(table: Table<'_>) -> bool {
    let of_matches =
        [Criterion::HeadToHeadPoints, Criterion::HeadToHeadDifference, Criterion::HeadToHeadGoals];
    let is_final = table.standings.complete.is_some_and(|complete| complete.value);
    is_final && table.standings.criteria.iter().any(|criterion| of_matches.contains(criterion))
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

fn check_pair(table: Table<'_>, pair: [usize; 2], scores: Option<&Scores>, reporter: &mut Reporter<'_, '_>) {
    let [Some(above), Some(below)] = pair.map(|index| table.standings.rows.get(index)) else { return };
    let (Some(more), Some(less)) = (points(above), points(below)) else { return };
    reporter.applied();
    let is_explained = !above.notes.is_empty() || !below.notes.is_empty() || shares_position(above, below);
    if more > less || is_explained {
        return;
    }
    let (first, second) = (team_name(above), team_name(below));
    if more < less {
        let message = format!("{first} with {more} points stand above {second} with {less}");
        let related = format!("{second} have {less} points");
        return report(table, [above, below], message, related, reporter);
    }
    let decision = Level { standings: table.standings, rows: pair, scores }.decision();
    if let Some(decision) = decision.filter(|decision| decision.values[0] < decision.values[1]) {
        let said = said(&decision);
        let message = format!("{first} stand above {second} with as many points and {said}");
        let related = format!("criterion {} of the table ranks {second} higher", decision.number);
        report(table, [above, below], message, related, reporter);
    }
}

/// `a goal difference of +1 against +3`
fn said(decision: &Decision) -> String {
    let [less, more] = decision.values;
    match decision.criterion {
        Criterion::Difference => format!("a goal difference of {less:+} against {more:+}"),
        Criterion::GoalsFor => format!("{less} goals scored against {more}"),
        Criterion::Wins => format!("{less} matches won against {more}"),
        Criterion::HeadToHeadPoints => "fewer points in their own matches".to_owned(),
        Criterion::HeadToHeadDifference => format!("a goal difference of {less:+} in their own matches"),
        Criterion::HeadToHeadGoals => format!("{less} goals in their own matches against {more}"),
        _ => "a lower goal average".to_owned(),
    }
}

fn report(
    table: Table<'_>,
    [above, below]: [&StandingsRow; 2],
    message: String,
    related: String,
    reporter: &mut Reporter<'_, '_>,
) {
    let subject = format!("{}: {message}", table.subject());
    reporter
        .report(table.location(above.at.span()), subject, message)
        .relate(table.location(below.at.span()), related);
}

fn shares_position(above: &StandingsRow, below: &StandingsRow) -> bool {
    let position = |row: &StandingsRow| row.position.map(|position| position.value);
    position(above).is_some() && position(above) == position(below)
}
