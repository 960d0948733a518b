//! Group tables, results matrices and lists of scorers.

use std::{collections::HashMap, sync::Arc};

use super::{context::Context, marks::Mark, words};
use crate::record::{Place, ResultMatrix, ScorerRow, Standings, StandingsRow};
use crate::span::Stated;

/// A group or league table.
#[derive(Clone, Debug, Default)]
pub struct TableView {
    /// Its anchor.
    pub id: String,
    /// `Group stage · Group A`
    pub title: String,
    /// Line.
    pub line: u32,
    /// The day or round up to which it counts.
    pub updated: Option<String>,
    /// Whether teams are missing.
    pub is_excerpt: bool,
    /// Whether a row states start points or an adjustment.
    pub has_adjustment: bool,
    /// Whether a row says what its place earns.
    pub has_outcome: bool,
    /// Rows from the top.
    pub rows: Vec<RowView>,
    /// Footnotes.
    pub notes: Vec<String>,
    /// Findings about the table as a whole.
    pub marks: Vec<Mark>,
}

/// A row of a table.
#[derive(Clone, Debug, Default)]
pub struct RowView {
    /// Position.
    pub position: CellView,
    /// Team.
    pub team: String,
    /// Marks such as `C`, `Q`, `R`.
    pub status: Option<String>,
    /// Played, won, drawn, lost, goals for, goals against, difference, points.
    pub numbers: Vec<CellView>,
    /// Start points and adjustment.
    pub adjustment: String,
    /// What the position earns.
    pub outcome: String,
    /// Footnotes.
    pub notes: Vec<String>,
    /// Findings in the row that are in none of its cells.
    pub marks: Vec<Mark>,
}

/// A number of a table.
#[derive(Clone, Debug, Default)]
pub struct CellView {
    /// As it is shown.
    pub text: String,
    /// Findings at it.
    pub marks: Vec<Mark>,
}

/// A results matrix.
#[derive(Clone, Debug, Default)]
pub struct MatrixView {
    /// `Group A`
    pub title: String,
    /// Line.
    pub line: u32,
    /// Names of the teams, as short as the columns need them.
    pub columns: Vec<ColumnView>,
    /// A row for each team at home.
    pub rows: Vec<MatrixRow>,
}

/// A column of a matrix.
#[derive(Clone, Debug, Default)]
pub struct ColumnView {
    /// Three letters.
    pub short: String,
    /// The name.
    pub name: String,
}

/// A row of a matrix.
#[derive(Clone, Debug, Default)]
pub struct MatrixRow {
    /// The team at home.
    pub team: String,
    /// A cell for each team away; `None` for the team itself.
    pub cells: Vec<Option<CellView>>,
}

/// Scorers of one list.
#[derive(Clone, Debug, Default)]
pub struct ScorerList {
    /// The heading above it.
    pub title: String,
    /// Names of the columns between player and total.
    pub rounds: Vec<String>,
    /// Whether a row names a team.
    pub has_team: bool,
    /// Its rows.
    pub rows: Vec<ScorerView>,
}

/// A scorer.
#[derive(Clone, Debug, Default)]
pub struct ScorerView {
    /// Rank.
    pub rank: String,
    /// Player, with the country's code.
    pub player: String,
    /// Team, else country.
    pub team: String,
    /// Goals in each round.
    pub per_round: Vec<String>,
    /// Goals in all, or own goals.
    pub total: CellView,
    /// Findings in the row.
    pub marks: Vec<Mark>,
}

/// The tables of an article.
pub(super) fn standings(context: &Context<'_>, article: usize) -> Vec<TableView> {
    let Some(record) = context.source.articles.get(article) else { return Vec::new() };
    let view = |(index, table): (usize, &Standings)| {
        let rows: Vec<RowView> = table.rows.iter().map(|row| row_view(context, article, row)).collect();
        TableView {
            id: format!("a{}-g{}", article + 1, index + 1),
            title: title(table.stage.as_deref(), table.group.as_deref(), &table.at),
            line: table.at.line,
            updated: table.updated.as_ref().map(|updated| updated.value.clone()),
            is_excerpt: table.excerpt,
            has_adjustment: rows.iter().any(|row| !row.adjustment.is_empty()),
            has_outcome: rows.iter().any(|row| !row.outcome.is_empty()),
            notes: words::notes(&table.notes),
            marks: whole_marks(context, article, table),
            rows,
        }
    };
    record.standings.iter().enumerate().map(view).collect()
}

/// Findings inside a table that are inside none of its rows.
fn whole_marks(context: &Context<'_>, article: usize, table: &Standings) -> Vec<Mark> {
    let in_rows = table.rows.iter().flat_map(|row| context.marks_at(article, &row.at));
    let in_rows: Vec<usize> = in_rows.map(|mark| mark.finding).collect();
    without(context.marks_at(article, &table.at), &in_rows)
}

fn without(mut marks: Vec<Mark>, known: &[usize]) -> Vec<Mark> {
    marks.retain(|mark| !known.contains(&mark.finding));
    marks
}

fn row_view(context: &Context<'_>, article: usize, row: &StandingsRow) -> RowView {
    let cell = |stated: Option<(String, crate::span::Span)>| {
        let Some((text, at)) = stated else { return CellView::default() };
        // A number that is not written stands at the row, whose findings are shown once.
        let is_written = at != row.at.span();
        let marks = if is_written { context.marks.inside(article, at) } else { Vec::new() };
        CellView { text, marks }
    };
    let plain = |stated: Option<Stated<u32>>| stated.map(|stated| (stated.value.to_string(), stated.at));
    let difference = match (&row.difference, &row.average) {
        (Some(difference), _) => Some((signed(difference.value), difference.at)),
        (None, average) => average.as_ref().map(|average| (average.value.clone(), average.at)),
    };
    let points = row.points.map(|points| (points.value.to_string().replace('-', "−"), points.at));
    let counts = [row.played, row.won, row.drawn, row.lost, row.goals_for, row.goals_against];
    let numbers: Vec<CellView> =
        counts.into_iter().map(plain).chain([difference, points]).map(cell).collect();
    let position = cell(plain(row.position));
    let known: Vec<usize> =
        numbers.iter().chain([&position]).flat_map(|cell| &cell.marks).map(|mark| mark.finding).collect();
    RowView {
        position,
        team: row.team.as_ref().map(|team| team.name.clone()).unwrap_or_default(),
        status: row.status.clone(),
        numbers,
        adjustment: adjustment(row),
        outcome: row.outcome.clone().unwrap_or_default(),
        notes: words::notes(&row.notes),
        marks: without(context.marks_at(article, &row.at), &known),
    }
}

/// `+3`, `−1`, `0`
fn signed(number: i32) -> String {
    match number {
        0 => "0".to_owned(),
        1.. => format!("+{number}"),
        _ => format!("−{}", number.unsigned_abs()),
    }
}

fn adjustment(row: &StandingsRow) -> String {
    let start = row.start_points.map(|points| format!("{} carried over", signed(points.value)));
    let adjustment = row.adjustment.filter(|points| points.value != 0).map(|points| signed(points.value));
    start.into_iter().chain(adjustment).collect::<Vec<_>>().join(", ")
}

/// Stage and group, else the nearest heading.
fn title(stage: Option<&str>, group: Option<&str>, at: &Place) -> String {
    let group = group.map(words::group);
    let parts: Vec<String> = stage.map(str::to_owned).into_iter().chain(group).collect();
    let heading = || at.section.last().cloned().unwrap_or_else(|| "Table".to_owned());
    if parts.is_empty() { heading() } else { parts.join(" · ") }
}

/// The results matrices of an article.
pub(super) fn matrices(context: &Context<'_>, article: usize) -> Vec<MatrixView> {
    let Some(record) = context.source.articles.get(article) else { return Vec::new() };
    record.results.iter().map(|matrix| matrix_view(context, article, matrix)).collect()
}

fn matrix_view(context: &Context<'_>, article: usize, matrix: &ResultMatrix) -> MatrixView {
    let size = matrix.teams.len();
    let mut rows: Vec<MatrixRow> = matrix
        .teams
        .iter()
        .enumerate()
        .map(|(index, team)| MatrixRow {
            team: team.name.clone(),
            cells: (0..size).map(|away| (away != index).then(CellView::default)).collect(),
        })
        .collect();
    for cell in &matrix.cells {
        let Some(slot) = rows.get_mut(cell.home).and_then(|row| row.cells.get_mut(cell.away)) else {
            continue;
        };
        let shown = slot.get_or_insert_with(CellView::default);
        let text = cell.score.map(|score| score.to_string());
        let text = text.or_else(|| words::status(cell.status).map(str::to_owned)).unwrap_or_default();
        if !shown.text.is_empty() && !text.is_empty() {
            shown.text.push_str(", ");
        }
        shown.text.push_str(&text);
        shown.marks.extend(context.marks_at(article, &cell.at));
    }
    MatrixView {
        title: title(matrix.stage.as_deref(), matrix.group.as_deref(), &matrix.at),
        line: matrix.at.line,
        columns: columns(matrix.teams.iter().map(|team| team.name.clone()).collect()),
        rows,
    }
}

/// Heads of columns: of each team as few letters as tell it from the others.
fn columns(names: Vec<String>) -> Vec<ColumnView> {
    let mut tries = vec![0; names.len()];
    loop {
        let shorts: Vec<String> = names.iter().zip(&tries).map(|(name, tried)| short(name, *tried)).collect();
        let mut uses: HashMap<&str, usize> = HashMap::new();
        shorts.iter().for_each(|short| *uses.entry(short).or_default() += 1);
        let is_shared: Vec<bool> = shorts.iter().map(|short| uses.get(&**short) != Some(&1)).collect();
        let mut is_changed = false;
        for ((tried, is_shared), name) in tries.iter_mut().zip(is_shared).zip(&names) {
            if is_shared && short(name, *tried) != *name {
                *tried += 1;
                is_changed = true;
            }
        }
        if !is_changed {
            let columns = shorts.into_iter().zip(names);
            return columns.map(|(short, name)| ColumnView { short, name }).collect();
        }
    }
}

/// A short form of a name, a longer one with each try: the first letters (`MAN`), those of its words (`MCI`, `WHU`) with more
/// and more of the last (`RMAD`), the whole name.
fn short(name: &str, tried: usize) -> String {
    const MOST_TRIES: usize = 6;
    let words: Vec<&str> = name.split_whitespace().collect();
    let short = match words.as_slice() {
        _ if tried >= MOST_TRIES => String::new(),
        [first, second] if tried > 0 => letters(first, 1) + &letters(second, tried + 1),
        [first, second, third, ..] if tried > 0 => {
            letters(first, 1) + &letters(second, 1) + &letters(third, tried)
        }
        _ => letters(name, tried + 3),
    };
    if short.is_empty() { name.to_owned() } else { short.to_uppercase() }
}

/// The first letters of a word.
fn letters(word: &str, most: usize) -> String {
    word.chars().filter(|letter| letter.is_alphanumeric()).take(most).collect()
}

/// The lists of scorers of an article: rows below one heading.
pub(super) fn scorers(context: &Context<'_>, article: usize) -> Vec<ScorerList> {
    let Some(record) = context.source.articles.get(article) else { return Vec::new() };
    let lists = record.scorers.chunk_by(|one, other| one.at.section == other.at.section);
    lists.map(|rows| scorer_list(context, article, rows)).collect()
}

fn scorer_list(context: &Context<'_>, article: usize, rows: &[ScorerRow]) -> ScorerList {
    let mut rounds: Vec<String> = Vec::new();
    for list in rows.chunk_by(|one, other| Arc::ptr_eq(&one.rounds, &other.rounds)) {
        for round in list.iter().take(1).flat_map(|row| row.rounds.iter()) {
            if !rounds.contains(round) {
                rounds.push(round.clone());
            }
        }
    }
    let view = |row: &ScorerRow| {
        let own_goals = row.own_goals.map(|goals| format!("{} own", goals.value));
        let total = row.total.map(|total| total.value.to_string()).or(own_goals);
        let country =
            row.country.as_ref().and_then(|country| country.name.clone().or_else(|| country.code.clone()));
        let at_total = row.total.filter(|total| total.at != row.at.span());
        let at_total = at_total.map(|total| context.marks.inside(article, total.at)).unwrap_or_default();
        let known: Vec<usize> = at_total.iter().map(|mark| mark.finding).collect();
        ScorerView {
            rank: row.rank.map(|rank| rank.value.to_string()).unwrap_or_default(),
            player: row.player.name.clone(),
            team: row.team.as_ref().map(|team| team.name.clone()).or(country).unwrap_or_default(),
            per_round: rounds
                .iter()
                .map(|round| row.per_round.get(round).map(u32::to_string).unwrap_or_default())
                .collect(),
            marks: without(context.marks_at(article, &row.at), &known),
            total: CellView { text: total.unwrap_or_default(), marks: at_total },
        }
    };
    let views: Vec<ScorerView> = rows.iter().map(view).collect();
    ScorerList {
        title: rows
            .first()
            .and_then(|row| row.at.section.last())
            .cloned()
            .unwrap_or_else(|| "Scorers".to_owned()),
        has_team: views.iter().any(|row| !row.team.is_empty()),
        rounds,
        rows: views,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heads_of_columns_are_short_and_tell_teams_apart() {
        let shorts = |names: &[&str]| -> Vec<String> {
            let names = names.iter().map(|name| (*name).to_owned()).collect();
            columns(names).into_iter().map(|column| column.short).collect()
        };
        assert_eq!(shorts(&["Arsenal", "Aston Villa", "Fulham"]), ["ARS", "AST", "FUL"]);
        assert_eq!(shorts(&["Manchester City", "Manchester United"]), ["MCI", "MUN"]);
        assert_eq!(shorts(&["West Bromwich Albion", "West Ham United"]), ["WBA", "WHU"]);
        assert_eq!(shorts(&["Real Madrid", "Real Mallorca"]), ["RMAD", "RMAL"]);
        assert_eq!(shorts(&["Alder", "Alder"]), ["Alder", "Alder"]);
        assert_eq!(shorts(&["?"]), ["?"]);
    }
}
