//! Points that teams take into a second stage against the results of the first.
//!
//! The first stage is what stands before the sentence: a table with all of its teams, else the results matrices in which
//! all of them have played equally often. A sentence of which most teams do not fit speaks of something else.

use std::{cmp::Ordering, collections::HashMap};

use super::tables;
use crate::{
    check::{Reporter, Rule, registry::StartPoints, teams::edition_of_article},
    extract::Extracted,
    finding::Location,
    link::{Dossiers, TeamId, fold},
    record::{Carried, Pair, ResultCell, ResultMatrix, Statement, StatementKind, Team, TeamPoints},
    span::Span,
};

impl Rule for StartPoints {
    fn check_batch(&self, dossiers: &Dossiers<'_>, reporter: &mut Reporter<'_, '_>) {
        let editions = edition_of_article(dossiers);
        for (article, extracted) in dossiers.articles.iter().enumerate() {
            let Some(&edition) = editions.get(&article) else { continue };
            let is_start = |statement: &&Statement| statement.kind == StatementKind::StartPoints;
            let statements = extracted.statements.iter().filter(is_start);
            let found: Vec<Odd<'_>> = statements
                .filter_map(|statement| {
                    reporter.applied();
                    Start { dossiers, edition, article, statement }.odd_teams()
                })
                .flatten()
                .collect();
            for odd in &found {
                report(extracted, odd, &found, reporter);
            }
        }
    }
}

/// A sentence at its place.
#[derive(Clone, Copy)]
struct Start<'d, 'a> {
    dossiers: &'d Dossiers<'a>,
    edition: usize,
    article: usize,
    statement: &'d Statement,
}

/// Points of a team in the first stage, and where they are stated.
struct Earned<'d> {
    points: i64,
    place: Span,
    /// The matrix that they were counted in, and the team's index there.
    matrix: Option<(&'d ResultMatrix, usize)>,
}

/// A team whose points do not follow from those of the first stage.
struct Odd<'d> {
    start: &'d TeamPoints,
    carried: Option<Carried>,
    article: usize,
    earned: Earned<'d>,
}

impl<'d> Start<'d, '_> {
    /// Teams that do not fit; `None` where there is nothing to compare, or most teams do not fit.
    fn odd_teams(self) -> Option<Vec<Odd<'d>>> {
        let earned = self.of_table().or_else(|| self.of_matrix())?;
        let carried = self.statement.carried;
        let teams = earned.len();
        let pairs = self.statement.start_points.iter().zip(earned);
        let odd: Vec<Odd<'_>> = pairs
            .filter_map(|(start, earned)| Some((start, earned?)))
            .filter(|(start, earned)| !fits(start.points.value, earned.points, carried))
            .map(|(start, earned)| Odd { start, carried, article: self.article, earned })
            .collect();
        (odd.len() * 2 < teams).then_some(odd)
    }

    fn is_before(self, place: Span) -> bool {
        place.end() <= self.statement.at.span().start()
    }

    /// Points of each team in a table that has most of them.
    fn of_table(self) -> Option<Vec<Option<Earned<'d>>>> {
        let tables = tables(self.dossiers)
            .filter(|table| table.article == self.article && self.is_before(table.standings.at.span()));
        tables.map(|table| &table.standings.rows).find_map(|rows| {
            let teams: Vec<&Team> = rows.iter().filter_map(|row| row.team.as_ref()).collect();
            let earned = |start: &TeamPoints| {
                let row = rows.get(self.index_among(&teams, &start.team)?)?;
                let points = row.points?;
                Some(Earned { points: i64::from(points.value), place: points.at, matrix: None })
            };
            self.most(self.statement.start_points.iter().map(earned).collect())
        })
    }

    /// Points of each team in a matrix that has most of them and in which all have played equally often.
    fn of_matrix(self) -> Option<Vec<Option<Earned<'d>>>> {
        let extracted: &'d Extracted = self.dossiers.articles.get(self.article)?;
        let matrices = extracted.results.iter().filter(|matrix| self.is_before(matrix.at.span()));
        matrices.filter(|matrix| is_even(matrix)).find_map(|matrix| {
            let teams: Vec<&Team> = matrix.teams.iter().collect();
            let earned = |start: &TeamPoints| {
                let index = self.index_among(&teams, &start.team)?;
                let points = matrix.cells.iter().filter_map(|cell| points_of(cell, index)).sum();
                Some(Earned { points, place: matrix.at.span(), matrix: Some((matrix, index)) })
            };
            self.most(self.statement.start_points.iter().map(earned).collect())
        })
    }

    fn most(self, earned: Vec<Option<Earned<'d>>>) -> Option<Vec<Option<Earned<'d>>>> {
        let known = earned.iter().flatten().count();
        (known * 2 > earned.len()).then_some(earned)
    }

    /// Which of some teams a name is: by identity, else the only one whose name has all of its words (`Hartberg`,
    /// `TSV Hartberg`).
    fn index_among(self, teams: &[&Team], named: &Team) -> Option<usize> {
        let id = |team: &Team| -> Option<TeamId> { self.dossiers.team_of(self.edition, team) };
        let same = id(named).and_then(|named| teams.iter().position(|team| id(team) == Some(named)));
        same.or_else(|| {
            let folded = fold(&named.name);
            let has_words = |team: &Team| {
                let name = fold(&team.name);
                folded.split(' ').all(|word| name.split(' ').any(|other| other == word))
            };
            let mut alike = teams.iter().enumerate().filter(|(_, team)| has_words(team));
            let (index, _) = alike.next()?;
            alike.next().is_none().then_some(index)
        })
    }
}

/// Whether all teams have results of equally many matches.
fn is_even(matrix: &ResultMatrix) -> bool {
    let mut played: HashMap<usize, usize> = HashMap::new();
    for cell in matrix.cells.iter().filter(|cell| cell.score.is_some()) {
        *played.entry(cell.home).or_default() += 1;
        *played.entry(cell.away).or_default() += 1;
    }
    let mut counts = played.values();
    let first = counts.next();
    played.len() == matrix.teams.len() && counts.all(|count| Some(count) == first)
}

fn points_of(cell: &ResultCell, team: usize) -> Option<i64> {
    let [home, away] = cell.score?.pair();
    match team {
        _ if team == cell.home => Some(points_for([home, away])),
        _ if team == cell.away => Some(points_for([away, home])),
        _ => None,
    }
}

/// Points of one match. Second stages that begin with points of the first came after three points for a win
/// (<https://en.wikipedia.org/wiki/Three_points_for_a_win>).
fn points_for([scored, conceded]: Pair<u16>) -> i64 {
    match scored.cmp(&conceded) {
        Ordering::Greater => 3,
        Ordering::Equal => 1,
        Ordering::Less => 0,
    }
}

/// Whether points of the first stage may become those of the second.
fn fits(start: u32, earned: i64, carried: Option<Carried>) -> bool {
    let start = i64::from(start);
    let (down, up) = (earned.div_euclid(2), (earned + 1).div_euclid(2));
    match carried {
        Some(Carried::Whole) => start == earned,
        Some(Carried::HalfDown) => start == down,
        Some(Carried::HalfUp) => start == up,
        Some(Carried::Half) => start == down || start == up,
        None => start == earned || start == down || start == up,
    }
}

fn report(extracted: &Extracted, odd: &Odd<'_>, all: &[Odd<'_>], reporter: &mut Reporter<'_, '_>) {
    let (team, start) = (&odd.start.team.name, odd.start.points.value);
    let source = if odd.earned.matrix.is_some() { "results make" } else { "table gives them" };
    let halved = matches!(odd.carried, Some(Carried::Half | Carried::HalfDown | Carried::HalfUp));
    let before = if halved { " before they are halved" } else { "" };
    let message = format!("{team} start with {start} points, but the {source} {}{before}", odd.earned.points);
    let place = |span: Span| Location { article: odd.article, span };
    let cells: Vec<&ResultCell> = all.iter().flat_map(|other| meetings(odd, other)).collect();
    let finding = reporter.report(place(odd.start.points.at), message.clone(), message);
    for cell in cells {
        let score = cell.at.span().slice(&extracted.text).trim();
        let message = format!("with another result of this match, {score}, the points would be right");
        finding.relate(place(cell.at.span()), message);
    }
    finding.relate(place(odd.earned.place), format!("{} points of {team}", odd.earned.points));
}

/// Matches of two odd teams whose result, were it another, would make the points of both right.
fn meetings<'d>(one: &Odd<'d>, other: &Odd<'d>) -> Vec<&'d ResultCell> {
    let (Some((matrix, first)), Some((_, second))) = (one.earned.matrix, other.earned.matrix) else {
        return Vec::new();
    };
    let explains = |cell: &&ResultCell| {
        let between = (cell.home, cell.away) == (first, second) || (cell.home, cell.away) == (second, first);
        between && [[1, 0], [0, 0], [0, 1]].into_iter().any(|score| mends(one, other, cell, score))
    };
    matrix.cells.iter().filter(explains).collect()
}

/// Whether both teams would fit if a match of theirs had ended like `score`, home goals first.
fn mends(one: &Odd<'_>, other: &Odd<'_>, cell: &ResultCell, score: Pair<u16>) -> bool {
    [one, other].into_iter().all(|odd| {
        let Some((_, team)) = odd.earned.matrix else { return false };
        let seen = if team == cell.home { score } else { [score[1], score[0]] };
        let Some(counted) = points_of(cell, team) else { return false };
        fits(odd.start.points.value, odd.earned.points - counted + points_for(seen), odd.carried)
    })
}
