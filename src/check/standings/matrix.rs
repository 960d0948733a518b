//! A finished round robin: every pair of teams meets as often as every other.

use crate::hash::{HashMap, HashSet};

use crate::{
    check::{Reporter, Rule, registry::MatrixIncomplete},
    finding::Location,
    link::Dossiers,
    record::{ResultCell, ResultMatrix, Status},
};

/// Missing pairs that are named one by one.
const MOST_NAMED: usize = 5;

/// One in so many pairs may lack a result before a matrix counts as unfinished.
const MOST_MISSING: usize = 10;

impl Rule for MatrixIncomplete {
    fn check_batch(&self, dossiers: &Dossiers<'_>, reporter: &mut Reporter<'_, '_>) {
        for (article, extracted) in dossiers.articles.iter().enumerate() {
            for matrix in &extracted.results {
                Grid { article, matrix }.check(reporter);
            }
        }
    }
}

/// A matrix at its place.
struct Grid<'d> {
    article: usize,
    matrix: &'d ResultMatrix,
}

impl Grid<'_> {
    fn check(&self, reporter: &mut Reporter<'_, '_>) {
        reporter.applied();
        for cell in self.matrix.cells.iter().filter(|cell| cell.home == cell.away && cell.score.is_some()) {
            let message = format!("{} have a result against themselves", self.team(cell.home));
            reporter.report(self.location(cell), self.subject(&message), message);
        }
        let filled = self.filled();
        let pairs = self.matrix.teams.len() * self.matrix.teams.len().saturating_sub(1);
        if filled.len() * 2 <= pairs {
            self.check_single(&filled, pairs / 2, reporter);
        } else {
            self.check_double(&filled, pairs, reporter);
        }
    }

    /// Cells with a result or with a reason why there is none, without the diagonal.
    fn filled(&self) -> HashMap<(usize, usize), &ResultCell> {
        let states = |cell: &&ResultCell| cell.score.is_some() || cell.status != Status::Scheduled;
        let cells = self.matrix.cells.iter().filter(states).filter(|cell| cell.home != cell.away);
        cells.map(|cell| ((cell.home, cell.away), cell)).collect()
    }

    /// What the matrix says of itself; `None` where it says nothing.
    fn says_finished(&self) -> Option<bool> {
        self.matrix.complete.map(|stated| stated.value)
    }

    /// Each pair meets twice, once at home.
    fn check_double(
        &self,
        filled: &HashMap<(usize, usize), &ResultCell>,
        pairs: usize,
        reporter: &mut Reporter<'_, '_>,
    ) {
        let missing = pairs - filled.len();
        if missing == 0 || !self.says_finished().unwrap_or(missing * MOST_MISSING <= pairs) {
            return;
        }
        let teams = self.matrix.teams.len();
        let all = (0..teams).flat_map(|home| (0..teams).map(move |away| (home, away)));
        let absent = all.filter(|pair| pair.0 != pair.1 && !filled.contains_key(pair));
        for (home, away) in absent.take(MOST_NAMED) {
            let message = format!("no result of {} at home to {}", self.team(home), self.team(away));
            reporter.report(self.place(), self.subject(&message), message);
        }
    }

    /// Each pair meets once, at the ground of either. A league of two rounds looks the same halfway, so that the matrix
    /// has to say that it is finished.
    fn check_single(
        &self,
        filled: &HashMap<(usize, usize), &ResultCell>,
        pairs: usize,
        reporter: &mut Reporter<'_, '_>,
    ) {
        let met: HashSet<(usize, usize)> =
            filled.keys().map(|(home, away)| (*home.min(away), *home.max(away))).collect();
        let missing = pairs - met.len();
        if self.says_finished() != Some(true) || (missing == 0 && filled.len() == met.len()) {
            return;
        }
        let teams = self.matrix.teams.len();
        let all = (0..teams).flat_map(|one| (one + 1..teams).map(move |other| (one, other)));
        for (one, other) in all.filter(|pair| !met.contains(pair)).take(MOST_NAMED) {
            let message = format!("no result of {} and {}", self.team(one), self.team(other));
            reporter.report(self.place(), self.subject(&message), message);
        }
        let twice =
            filled.iter().filter(|((home, away), _)| home < away && filled.contains_key(&(*away, *home)));
        let mut twice: Vec<(&(usize, usize), &&ResultCell)> = twice.collect();
        twice.sort_by_key(|(pair, _)| **pair);
        for ((one, other), cell) in twice.into_iter().take(MOST_NAMED) {
            let message =
                format!("{} and {} meet twice, other teams once", self.team(*one), self.team(*other));
            reporter.report(self.location(cell), self.subject(&message), message);
        }
    }

    fn team(&self, index: usize) -> &str {
        self.matrix.teams.get(index).map_or("a team", |team| &team.name)
    }

    fn place(&self) -> Location {
        Location { article: self.article, span: self.matrix.at.span() }
    }

    fn location(&self, cell: &ResultCell) -> Location {
        Location { article: self.article, span: cell.at.span() }
    }

    fn subject(&self, message: &str) -> String {
        format!("matrix with {}: {message}", self.team(0))
    }
}
