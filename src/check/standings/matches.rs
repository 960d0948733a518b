//! Rows of a table against the matches that they sum up.
//!
//! Which matches a table counts is not written; it shows. Of the matches between its teams, those under the table's own
//! heading are tried first, then those under the headings around it, then all of the article, then all of the edition:
//! the first set in which the teams have played as often as their rows say, but for one row, is the table's.

use crate::hash::HashMap;

use super::{Table, results, tables, team_name};
use crate::{
    check::{
        Reporter, Rule,
        legs::{counts, is_ruled, score_readings},
        registry::TableDisagrees,
        teams::edition_of_article,
        text,
    },
    finding::{Location, Severity, Suspect},
    link::{Dossiers, MatchDossier, TeamId},
    record::{Pair, StandingsRow},
    span::Span,
    work,
};

/// Matches won, drawn and lost, goals for and against.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Line {
    results: [i64; 3],
    goals: Pair<i64>,
}

impl Line {
    fn of_row(row: &StandingsRow) -> Option<Self> {
        let goals = [row.goals_for?.value, row.goals_against?.value];
        Some(Self { results: results(row)?.map(i64::from), goals: goals.map(i64::from) })
    }

    /// What a match gives to a team that scored `scored` and conceded `conceded`.
    fn of_match([scored, conceded]: Pair<i64>) -> Self {
        let results = [scored > conceded, scored == conceded, scored < conceded].map(i64::from);
        Self { results, goals: [scored, conceded] }
    }

    fn zip(self, other: Self, with: impl Fn(i64, i64) -> i64) -> Self {
        let ([w, d, l], [ow, od, ol]) = (self.results, other.results);
        let ([f, a], [of, oa]) = (self.goals, other.goals);
        Self { results: [with(w, ow), with(d, od), with(l, ol)], goals: [with(f, of), with(a, oa)] }
    }

    fn plus(self, other: Self) -> Self {
        self.zip(other, |one, other| one + other)
    }

    fn minus(self, other: Self) -> Self {
        self.zip(other, |one, other| one - other)
    }

    fn played(self) -> i64 {
        self.results.iter().sum()
    }
}

impl std::fmt::Display for Line {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let ([won, drawn, lost], [scored, conceded]) = (self.results, self.goals);
        write!(f, "{won} won, {drawn} drawn, {lost} lost, {scored}–{conceded}")
    }
}

/// A match with a result, by the rows of its teams.
struct Played<'d, 'a> {
    dossier: &'d MatchDossier<'a>,
    rows: Pair<usize>,
    score: Pair<i64>,
    place: Location,
}

/// A row, what it says and what the matches make of it.
struct Odd<'d> {
    index: usize,
    row: &'d StandingsRow,
    stated: Line,
    made: Line,
}

impl Rule for TableDisagrees {
    fn check_batch(&self, dossiers: &Dossiers<'_>, reporter: &mut Reporter<'_, '_>) {
        let editions = edition_of_article(dossiers);
        let by_team = matches_by_team(dossiers);
        for table in tables(dossiers).filter(|table| !table.standings.excerpt) {
            if let Some(&edition) = editions.get(&table.article) {
                check_table(table, edition, &by_team, reporter);
            }
        }
    }
}

/// Scores, by the rows of their teams, of the matches that a table counts; `None` unless they make all of its rows.
pub(super) fn scores(
    dossiers: &Dossiers<'_>,
    table: Table<'_>,
    edition: usize,
    by_team: &HashMap<TeamId, Vec<usize>>,
) -> Option<Vec<(Pair<usize>, Pair<i64>)>> {
    let rows = &table.standings.rows;
    let lines: Vec<Line> = rows.iter().map(Line::of_row).collect::<Option<_>>()?;
    let all = between_rows(dossiers, table, edition, by_team);
    let played = own_matches(table, &lines, &all)?;
    let is_all = sum(rows.len(), &played) == lines;
    is_all.then(|| played.iter().map(|played| (played.rows, played.score)).collect())
}

/// Matches with two known teams and a result, by each of their teams.
pub(super) fn matches_by_team(dossiers: &Dossiers<'_>) -> HashMap<TeamId, Vec<usize>> {
    let mut by_team: HashMap<TeamId, Vec<usize>> = HashMap::default();
    for (index, dossier) in dossiers.matches.iter().enumerate() {
        let [Some(home), Some(away)] = dossier.teams else { continue };
        by_team.entry(home).or_default().push(index);
        by_team.entry(away).or_default().push(index);
    }
    by_team
}

fn check_table(
    table: Table<'_>,
    edition: usize,
    by_team: &HashMap<TeamId, Vec<usize>>,
    reporter: &mut Reporter<'_, '_>,
) {
    let rows = &table.standings.rows;
    let lines: Option<Vec<Line>> = rows.iter().map(Line::of_row).collect();
    let Some(lines) = lines.filter(|lines| lines.iter().any(|line| line.played() > 0)) else { return };
    let dossiers = reporter.dossiers;
    let all = between_rows(dossiers, table, edition, by_team);
    let Some(played) = own_matches(table, &lines, &all) else { return };
    reporter.applied();
    let made = sum(rows.len(), &played);
    let is_odd = |(index, (row, (stated, made))): (usize, (_, (Line, Line)))| {
        (stated != made).then_some(Odd { index, row, stated, made })
    };
    let odd: Vec<Odd<'_>> =
        rows.iter().zip(lines.into_iter().zip(made)).enumerate().filter_map(is_odd).collect();
    report_odd(table, &odd, &played, reporter);
}

/// Rows beyond which a table is not of these matches.
const MOST_ODD: usize = 8;

/// Rows that a match between them explains go together; one row alone is wrong by itself.
fn report_odd(
    table: Table<'_>,
    odd: &[Odd<'_>],
    played: &[&Played<'_, '_>],
    reporter: &mut Reporter<'_, '_>,
) {
    let pairs = explained(odd, played);
    let in_pair = |index: &usize| pairs.iter().any(|pair| pair.rows.contains(index));
    let alone: Vec<usize> = (0..odd.len()).filter(|index| !in_pair(index)).collect();
    for Explained { rows, by } in &pairs {
        let [Some(one), Some(other)] = rows.map(|index| odd.get(index)) else { continue };
        match by.as_slice() {
            [(only, score)] => report_match(table, [one, other], only, *score, reporter),
            several => {
                report_row(table, one, several, Suspect::None, played, reporter);
                report_row(table, other, several, Suspect::None, played, reporter);
            }
        }
    }
    let suspect = if alone.len() == 1 { Suspect::This } else { Suspect::None };
    for odd in alone.into_iter().filter_map(|index| odd.get(index)) {
        report_row(table, odd, &[], suspect, played, reporter);
    }
}

/// A match and the score with which two rows would be right.
type Remedy<'p, 'd, 'a> = (&'p Played<'d, 'a>, Pair<i64>);

/// Two odd rows, and the matches of which each would explain both.
struct Explained<'p, 'd, 'a> {
    rows: Pair<usize>,
    by: Vec<Remedy<'p, 'd, 'a>>,
}

/// Pairs of odd rows that matches between them explain; a row that fits with several others is in none.
fn explained<'p, 'd, 'a>(odd: &[Odd<'_>], played: &[&'p Played<'d, 'a>]) -> Vec<Explained<'p, 'd, 'a>> {
    if odd.len() > MOST_ODD {
        return Vec::new();
    }
    let mut pairs = Vec::new();
    for (first, one) in odd.iter().enumerate() {
        for (second, other) in odd.iter().enumerate().skip(first + 1) {
            let by = single_match(one, other, played);
            if !by.is_empty() {
                pairs.push(Explained { rows: [first, second], by });
            }
        }
    }
    let times = |row: &usize| pairs.iter().filter(|pair| pair.rows.contains(row)).count();
    let is_clear: Vec<bool> = pairs.iter().map(|pair| pair.rows.iter().all(|row| times(row) == 1)).collect();
    pairs.into_iter().zip(is_clear).filter(|(_, is_clear)| *is_clear).map(|(pair, _)| pair).collect()
}

/// Matches of a team in one edition: of teams with more nobody can tell which the table counts.
const MOST_MATCHES: usize = 100;

/// All matches of an edition between two teams of a table.
fn between_rows<'d, 'a>(
    dossiers: &'d Dossiers<'a>,
    table: Table<'_>,
    edition: usize,
    by_team: &HashMap<TeamId, Vec<usize>>,
) -> Vec<Played<'d, 'a>> {
    let ids = table
        .standings
        .rows
        .iter()
        .enumerate()
        .filter_map(|(index, row)| Some((dossiers.team_of(edition, row.team.as_ref()?)?, index)));
    let ids: HashMap<TeamId, usize> = ids.collect();
    let (mut found, mut seen) = (Vec::new(), 0);
    for (&team, &row) in &ids {
        for &index in by_team.get(&team).into_iter().flatten() {
            seen += 1;
            work::add(1);
            if seen > MOST_MATCHES * ids.len() {
                return Vec::new();
            }
            let Some(dossier) = dossiers.matches.get(index) else { continue };
            let [Some(home), Some(away)] = dossier.teams else { continue };
            if home != team {
                continue;
            }
            let Some(&away) = ids.get(&away) else { continue };
            found.extend(played(dossier, [row, away]).map(|played| (index, played)));
        }
    }
    found.sort_by_key(|(index, _)| *index);
    found.into_iter().map(|(_, played)| played).collect()
}

fn played<'d, 'a>(dossier: &'d MatchDossier<'a>, rows: Pair<usize>) -> Option<Played<'d, 'a>> {
    if dossier.round.is_some() && dossier.tie.is_some() {
        return None;
    }
    let readings = score_readings(dossier);
    let reading = readings.first().filter(|_| dossier.claims.iter().all(|claim| counts(claim.status())))?;
    let place = reading.sources.first()?.location.clone();
    Some(Played { dossier, rows, score: reading.value.map(i64::from), place })
}

/// The matches that a table sums up; `None` where no set of them fits.
fn own_matches<'p, 'd, 'a>(
    table: Table<'_>,
    lines: &[Line],
    all: &'p [Played<'d, 'a>],
) -> Option<Vec<&'p Played<'d, 'a>>> {
    let section = &table.standings.at.section;
    let under = |depth: usize| -> Vec<&Played<'_, '_>> {
        let is_under = |played: &&Played<'_, '_>| {
            played.dossier.claims.iter().any(|claim| {
                claim.article == table.article
                    && claim.mention.at.section.get(..depth) == section.get(..depth)
            })
        };
        all.iter().filter(is_under).collect()
    };
    // A play-off or a cup under a heading of its own is no part of a table that stands elsewhere.
    let is_apart = |played: &&Played<'_, '_>| {
        let mut parts = played.dossier.claims.iter().map(|claim| claim.mention.part());
        !parts.clone().flatten().any(|part| section.starts_with(part)) && parts.all(|part| part.is_some())
    };
    let scopes = (0..=section.len()).rev().map(under).chain(std::iter::once_with(|| all.iter().collect()));
    scopes.into_iter().find_map(|matches| {
        let own: Vec<_> = matches.iter().copied().filter(|played| !is_apart(played)).collect();
        [own, matches].into_iter().find(|matches| fits(lines, matches))
    })
}

/// Whether teams have played as often as their rows say, but for one row.
fn fits(lines: &[Line], matches: &[&Played<'_, '_>]) -> bool {
    let mut numbers = vec![0_i64; lines.len()];
    for row in matches.iter().flat_map(|played| played.rows) {
        if let Some(number) = numbers.get_mut(row) {
            *number += 1;
        }
    }
    let differing = lines.iter().zip(&numbers).filter(|(line, number)| line.played() != **number).count();
    !matches.is_empty() && differing <= 1 && numbers.iter().all(|number| *number > 0)
}

fn sum(rows: usize, matches: &[&Played<'_, '_>]) -> Vec<Line> {
    let mut made = vec![Line::default(); rows];
    for played in matches {
        let [home, away] = played.score;
        for (row, score) in played.rows.into_iter().zip([[home, away], [away, home]]) {
            if let Some(line) = made.get_mut(row) {
                *line = line.plus(Line::of_match(score));
            }
        }
    }
    made
}

/// The matches whose score alone, were it another, would make both rows right; each with that score.
fn single_match<'p, 'd, 'a>(
    one: &Odd<'_>,
    other: &Odd<'_>,
    matches: &[&'p Played<'d, 'a>],
) -> Vec<Remedy<'p, 'd, 'a>> {
    let fitting = |played: &&'p Played<'d, 'a>| {
        let (home, away) = match played.rows {
            [home, away] if (home, away) == (one.index, other.index) => (one, other),
            [home, away] if (home, away) == (other.index, one.index) => (other, one),
            _ => return None,
        };
        let missing = home.stated.minus(home.made);
        let score = [played.score[0] + missing.goals[0], played.score[1] + missing.goals[1]];
        let is_right = |odd: &Odd<'_>, score: Pair<i64>, counted: Pair<i64>| {
            odd.made.minus(Line::of_match(counted)).plus(Line::of_match(score)) == odd.stated
        };
        let turned = |[a, b]: Pair<i64>| [b, a];
        let fits = score.iter().all(|goals| *goals >= 0)
            && is_right(home, score, played.score)
            && is_right(away, turned(score), turned(played.score));
        fits.then_some((*played, score))
    };
    matches.iter().filter_map(fitting).collect()
}

fn report_row(
    table: Table<'_>,
    odd: &Odd<'_>,
    remedies: &[Remedy<'_, '_, '_>],
    suspect: Suspect,
    played: &[&Played<'_, '_>],
    reporter: &mut Reporter<'_, '_>,
) {
    let team = team_name(odd.row);
    let message =
        format!("the {} has {team} with {}, their matches make {}", table.name(), odd.stated, odd.made);
    let subject = format!("{}: {team}", table.subject());
    let dossiers = reporter.dossiers;
    let is_explained = !odd.row.notes.is_empty() || is_ruled_of(dossiers, odd, played);
    let severity = if is_explained { Severity::Info } else { Severity::Error };
    let finding = reporter
        .report(table.location(odd_place(odd)), subject, message)
        .severity(severity)
        .suspect(suspect)
        .relate(table.location(odd.row.at.span()), format!("the row of {team}"));
    for (played, [home, away]) in remedies {
        let name = text::match_name(dossiers, played.dossier);
        let message = format!("with {home}–{away} in {name} the row would be right");
        finding.relate(played.place.clone(), message);
    }
}

/// Whether a match of a row has a result that an authority set.
fn is_ruled_of(dossiers: &Dossiers<'_>, odd: &Odd<'_>, played: &[&Played<'_, '_>]) -> bool {
    let mut own = played.iter().filter(|played| played.rows.contains(&odd.index));
    own.any(|played| is_ruled(dossiers, played.dossier))
}

/// The first number of a row that the matches contradict.
fn odd_place(odd: &Odd<'_>) -> Span {
    let row = odd.row;
    let [won, drawn, lost] = odd.stated.minus(odd.made).results;
    let [scored, conceded] = odd.stated.minus(odd.made).goals;
    let numbers = [
        (won, row.won),
        (drawn, row.drawn),
        (lost, row.lost),
        (scored, row.goals_for),
        (conceded, row.goals_against),
    ];
    let first = numbers.into_iter().find(|(delta, _)| *delta != 0).and_then(|(_, stated)| stated);
    super::place_of(row, first)
}

fn report_match(
    table: Table<'_>,
    odd: [&Odd<'_>; 2],
    played: &Played<'_, '_>,
    score: Pair<i64>,
    reporter: &mut Reporter<'_, '_>,
) {
    let name = text::match_name(reporter.dossiers, played.dossier);
    let [home, away] = played.score;
    let message = format!(
        "the score of {name} is {home}–{away}, but the {} adds up only if it is {}–{}",
        table.name(),
        score[0],
        score[1]
    );
    let subject = format!("{}: {name}", table.subject());
    let is_ruled = is_ruled(reporter.dossiers, played.dossier);
    let finding = reporter.report(played.place.clone(), subject, message);
    if is_ruled {
        finding.severity(Severity::Info);
    } else {
        finding.suspect(Suspect::This);
    }
    for odd in odd {
        let team = team_name(odd.row);
        let message = format!("the row of {team}: {}, their matches make {}", odd.stated, odd.made);
        finding.relate(table.location(odd_place(odd)), message);
    }
}
