//! The order of two rows that are level on points, by the criteria that the table states.
//!
//! A criterion that cannot be computed (lots, fair play, matches that the article does not state) ends the comparison: the
//! order is then not known. Head-to-head criteria are computed for two teams only; competitions differ in what becomes of
//! three of which one is told apart.

use std::cmp::Ordering;

use crate::record::{Criterion, Pair, Standings, StandingsRow};

/// Scores of matches by the rows of their teams, home first.
pub(super) type Scores = [(Pair<usize>, Pair<i64>)];

/// Two rows of a table, the upper first.
pub(super) struct Level<'d> {
    /// The table.
    pub standings: &'d Standings,
    /// Indices of the rows.
    pub rows: Pair<usize>,
    /// The matches that the table counts, where all are known and it is final.
    pub scores: Option<&'d Scores>,
}

/// The criterion that sets two rows apart, its number, and what it gives to each.
pub(super) struct Decision {
    /// Its place in the list, counted from 1.
    pub number: usize,
    /// Which.
    pub criterion: Criterion,
    /// What the upper and the lower row have; for a goal average the cross products that compare it.
    pub values: Pair<i64>,
}

impl Level<'_> {
    /// The first criterion that sets the rows apart; `None` where none does, or where one before it is not known.
    pub fn decision(&self) -> Option<Decision> {
        for (index, criterion) in self.standings.criteria.iter().enumerate() {
            let values = self.values(*criterion)?;
            if values[0] != values[1] {
                return Some(Decision { number: index + 1, criterion: *criterion, values });
            }
        }
        None
    }

    fn values(&self, criterion: Criterion) -> Option<Pair<i64>> {
        let number = |of: fn(&StandingsRow) -> Option<i64>| self.each(of);
        match criterion {
            Criterion::Points => number(|row| Some(i64::from(row.points?.value))),
            Criterion::Wins => number(|row| Some(i64::from(row.won?.value))),
            Criterion::GoalsFor => number(goals_for),
            Criterion::Difference => number(|row| Some(goals_for(row)? - goals_against(row)?)),
            Criterion::Average => {
                let [scored, conceded] = [number(goals_for)?, number(goals_against)?];
                Some([scored[0] * conceded[1], scored[1] * conceded[0]])
            }
            Criterion::HeadToHeadPoints => self.between().map(|played| played.points),
            Criterion::HeadToHeadDifference => {
                let [upper, lower] = self.between()?.goals;
                Some([upper - lower, lower - upper])
            }
            Criterion::HeadToHeadGoals => self.between().map(|played| played.goals),
            _ => None,
        }
    }

    fn each(&self, of: impl Fn(&StandingsRow) -> Option<i64>) -> Option<Pair<i64>> {
        let value = |index: usize| self.standings.rows.get(index).and_then(&of);
        Some([value(self.rows[0])?, value(self.rows[1])?])
    }

    /// Points and goals of the matches between the two; `None` where they are not known, or others have as many points.
    fn between(&self) -> Option<Between> {
        let points = self.each(|row| Some(i64::from(row.points?.value)))?;
        let has_as_many = |row: &&StandingsRow| row.points.map(|own| i64::from(own.value)) == Some(points[0]);
        if self.standings.rows.iter().filter(has_as_many).count() != 2 {
            return None;
        }
        let mut between = Between::default();
        for (rows, [home, away]) in self.scores? {
            let goals = match *rows {
                rows if rows == self.rows => [*home, *away],
                [home_row, away_row] if [away_row, home_row] == self.rows => [*away, *home],
                _ => continue,
            };
            between.add(goals);
        }
        (between.matches > 0).then_some(between)
    }
}

fn goals_for(row: &StandingsRow) -> Option<i64> {
    Some(i64::from(row.goals_for?.value))
}

fn goals_against(row: &StandingsRow) -> Option<i64> {
    Some(i64::from(row.goals_against?.value))
}

/// What two teams made of their matches with each other.
#[derive(Default)]
struct Between {
    matches: usize,
    points: Pair<i64>,
    goals: Pair<i64>,
}

impl Between {
    fn add(&mut self, [upper, lower]: Pair<i64>) {
        self.matches += 1;
        self.points = [self.points[0] + points(upper, lower), self.points[1] + points(lower, upper)];
        self.goals = [self.goals[0] + upper, self.goals[1] + lower];
    }
}

/// Points of one match. Any more for a win than for a draw gives the same order of two teams.
fn points(scored: i64, conceded: i64) -> i64 {
    match scored.cmp(&conceded) {
        Ordering::Greater => 3,
        Ordering::Equal => 1,
        Ordering::Less => 0,
    }
}
