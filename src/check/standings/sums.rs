//! The sums of a table: what one team wins another loses.
//!
//! They hold where all matches are between teams of the table. They need not for an excerpt, a ranking across groups, a
//! table of a conference, or a table of half a league after it was split.

use super::{Table, place_of, results, tables, team_name};
use crate::{
    check::{Reporter, Rule, registry::TableSums},
    finding::{Location, Suspect},
    hash::{HashMap, HashSet},
    link::Dossiers,
    record::{Standings, StandingsRow},
};

/// Meetings of the same two teams in one table; more matches than these make are played against others.
const MOST_MEETINGS: usize = 4;

/// Sums of the columns of a table.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Sums {
    won: u32,
    drawn: u32,
    lost: u32,
    goals_for: u32,
    goals_against: u32,
}

impl Sums {
    /// `None` unless every row has all of the numbers.
    fn of(standings: &Standings) -> Option<Self> {
        standings.rows.iter().try_fold(Self::default(), |sums, row| {
            let [won, drawn, lost] = results(row)?;
            Some(Self {
                won: sums.won.checked_add(won)?,
                drawn: sums.drawn.checked_add(drawn)?,
                lost: sums.lost.checked_add(lost)?,
                goals_for: sums.goals_for.checked_add(row.goals_for?.value)?,
                goals_against: sums.goals_against.checked_add(row.goals_against?.value)?,
            })
        })
    }

    fn with(self, other: Self) -> Self {
        Self {
            won: self.won.saturating_add(other.won),
            drawn: self.drawn.saturating_add(other.drawn),
            lost: self.lost.saturating_add(other.lost),
            goals_for: self.goals_for.saturating_add(other.goals_for),
            goals_against: self.goals_against.saturating_add(other.goals_against),
        }
    }

    fn is_balanced(self) -> bool {
        self.won == self.lost && self.drawn.is_multiple_of(2) && self.goals_for == self.goals_against
    }

    /// What does not balance, each as a message.
    fn faults(self) -> Vec<String> {
        let mut faults = Vec::new();
        if self.won != self.lost {
            faults.push(format!("{} matches are won but {} lost", self.won, self.lost));
        }
        if !self.drawn.is_multiple_of(2) {
            faults.push(format!("draws add up to {}, an odd number", self.drawn));
        }
        if self.goals_for != self.goals_against {
            faults.push(format!("{} goals are scored but {} conceded", self.goals_for, self.goals_against));
        }
        faults
    }
}

impl Rule for TableSums {
    fn check_batch(&self, dossiers: &Dossiers<'_>, reporter: &mut Reporter<'_, '_>) {
        let all: Vec<(Table<'_>, Sums)> = tables(dossiers)
            .filter(|table| is_closed(table.standings))
            .filter_map(|table| Some((table, Sums::of(table.standings)?)))
            .collect();
        let counterparts = counterparts(&all);
        for (table, sums) in &all {
            reporter.applied();
            if !sums.is_balanced() && !counterparts.contains(&group(table)) {
                report(*table, *sums, reporter);
            }
        }
    }
}

/// Whether a table can hold all matches of its teams.
fn is_closed(standings: &Standings) -> bool {
    let teams = standings.rows.len();
    let most = standings.rows.iter().filter_map(results).map(|results| results.iter().sum::<u32>()).max();
    let carried = standings.rows.iter().any(|row| row.start_points.is_some());
    let fits = most.is_some_and(|most| most as usize <= MOST_MEETINGS * teams.saturating_sub(1));
    !is_excerpt(standings) && !carried && teams > 1 && fits
}

/// Whether rows are left out: the table says so, or a position is further down than its row, as in the rows 12 to 14 of a league.
fn is_excerpt(standings: &Standings) -> bool {
    let places = (1_u32..).zip(&standings.rows);
    let is_below =
        |(place, row): (u32, &StandingsRow)| row.position.is_some_and(|stated| stated.value > place);
    standings.excerpt || places.into_iter().any(is_below)
}

/// The article and stage of a table.
type Group<'d> = (usize, Option<&'d str>);

fn group<'d>(table: &Table<'d>) -> Group<'d> {
    (table.article, table.standings.stage.as_deref())
}

/// Articles and stages whose tables hold each other's other side: conferences whose teams meet.
fn counterparts<'d>(all: &[(Table<'d>, Sums)]) -> HashSet<Group<'d>> {
    let mut groups: HashMap<Group<'d>, (Sums, usize)> = HashMap::default();
    for (table, sums) in all {
        let (together, unbalanced) = groups.entry(group(table)).or_default();
        *together = together.with(*sums);
        *unbalanced += usize::from(!sums.is_balanced());
    }
    let meet = |(together, unbalanced): &(Sums, usize)| *unbalanced > 1 && together.is_balanced();
    groups.into_iter().filter(|(_, sums)| meet(sums)).map(|(group, _)| group).collect()
}

fn report(table: Table<'_>, sums: Sums, reporter: &mut Reporter<'_, '_>) {
    // The odd one out explains matches without a counterpart, not goals.
    let is_short = sums.won != sums.lost || !sums.drawn.is_multiple_of(2);
    let odd = odd_row(table.standings).filter(|_| is_short);
    let place: Location = table.location(odd.map_or(table.standings.at.span(), |row| place_of(row, row.won)));
    for fault in sums.faults() {
        let message = format!("in the {}, {fault}", table.name());
        let subject = format!("{}: {fault}", table.subject());
        let finding = reporter.report(place.clone(), subject, message);
        if let Some(row) = odd {
            let message =
                format!("{} alone have played another number of matches than all others", team_name(row));
            finding.suspect(Suspect::This).relate(table.location(row.at.span()), message);
        }
    }
}

/// The only row with another number of matches than all others have.
fn odd_row(standings: &Standings) -> Option<&StandingsRow> {
    let played = |row: &StandingsRow| results(row).map(|results| results.iter().sum::<u32>());
    let rows = &standings.rows;
    // What all rows but one have, one of the first two has.
    let usual = rows
        .iter()
        .take(2)
        .filter_map(played)
        .find(|count| rows.iter().filter(|row| played(row) == Some(*count)).count() + 1 == rows.len())?;
    rows.iter().find(|row| played(row) != Some(usual)).filter(|_| rows.len() > 2)
}
