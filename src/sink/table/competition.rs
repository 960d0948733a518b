//! Tables of articles and of what they state beside matches, ties and people.

use super::{
    Cell,
    Kind::{Date, Instant, Integer, Object, Text},
    columns::{
        Definition, Row, count, day, instant, json, line, number, optional, parent_number, round, rows,
        rows_of, section, stated, status, team, team_country, team_link, text, word,
    },
};
use crate::record::{
    Article, Counted, Country, ResultCell, ResultMatrix, ScheduleRow, Standings, StandingsRow, Statement,
    Team, TeamEntry, Unread,
};

/// One row an article.
pub(super) static ARTICLES: Definition<Article> = Definition {
    rows: |article| rows(article, std::slice::from_ref(article), |_| 1).collect(),
    key: &[],
    references: &[],
    fields: &[
        ("language", Text, |row| text(&row.record.article.language)),
        ("page_id", Integer, |row| count(row.record.article.page_id.and_then(|id| i64::try_from(id).ok()))),
        ("timestamp", Instant, |row| instant(row.record.article.timestamp.as_deref())),
        ("dialect", Text, |row| word(row.record.article.dialect)),
        ("competition", Text, |row| {
            optional(row.record.competition.name.as_ref().map(|name| name.value.as_str()))
        }),
        ("season", Text, |row| {
            optional(row.record.competition.season.as_ref().map(|season| season.value.as_str()))
        }),
        ("date_from", Date, |row| day(row.record.competition.dates.map(|dates| dates.value.from))),
        ("date_to", Date, |row| day(row.record.competition.dates.map(|dates| dates.value.to))),
        ("teams", Integer, |row| stated(row.record.competition.teams)),
        ("matches", Integer, |row| stated(row.record.competition.matches)),
        ("goals", Integer, |row| stated(row.record.competition.goals)),
        ("attendance", Integer, |row| stated(row.record.competition.attendance)),
        ("champions", Text, |row| team(row.record.competition.champions.as_ref())),
        ("runner_up", Text, |row| team(row.record.competition.runner_up.as_ref())),
    ],
};

/// Rows of group and league tables.
pub(super) static STANDINGS: Definition<StandingsRow, Standings> = Definition {
    rows: |article| rows_of(&article.standings, |table| &table.rows, |_, row| row.at.line),
    key: &["table_number", "row"],
    references: &[],
    fields: &[
        ("line", Integer, line),
        ("section", Text, |row| section(&row.record.at)),
        ("table_number", Integer, parent_number),
        ("row", Integer, number),
        ("stage", Text, |row| optional(row.parent.stage.as_deref())),
        ("group", Text, |row| optional(row.parent.group.as_deref())),
        ("position", Integer, |row| stated(row.record.position)),
        ("team", Text, |row| team(row.record.team.as_ref())),
        ("team_link", Text, |row| team_link(row.record.team.as_ref())),
        ("team_country", Text, |row| team_country(row.record.team.as_ref())),
        ("played", Integer, |row| stated(row.record.played)),
        ("won", Integer, |row| stated(row.record.won)),
        ("drawn", Integer, |row| stated(row.record.drawn)),
        ("lost", Integer, |row| stated(row.record.lost)),
        ("goals_for", Integer, |row| stated(row.record.goals_for)),
        ("goals_against", Integer, |row| stated(row.record.goals_against)),
        ("difference", Integer, |row| stated(row.record.difference)),
        ("points", Integer, |row| stated(row.record.points)),
        ("start_points", Integer, |row| stated(row.record.start_points)),
        ("adjustment", Integer, |row| stated(row.record.adjustment)),
        ("status", Text, |row| optional(row.record.status.as_deref())),
        ("outcome", Text, |row| optional(row.record.outcome.as_deref())),
    ],
};

/// Cells of results matrices.
pub(super) static RESULTS: Definition<ResultCell, ResultMatrix> = Definition {
    rows: |article| rows_of(&article.results, |matrix| &matrix.cells, |_, cell| cell.at.line),
    key: &["matrix_number", "cell"],
    references: &[],
    fields: &[
        ("line", Integer, line),
        ("section", Text, |row| section(&row.record.at)),
        ("matrix_number", Integer, parent_number),
        ("cell", Integer, number),
        ("stage", Text, |row| optional(row.parent.stage.as_deref())),
        ("group", Text, |row| optional(row.parent.group.as_deref())),
        ("home", Text, |row| team(team_of(row, row.record.home))),
        ("away", Text, |row| team(team_of(row, row.record.away))),
        ("home_link", Text, |row| team_link(team_of(row, row.record.home))),
        ("away_link", Text, |row| team_link(team_of(row, row.record.away))),
        ("leg", Integer, |row| count(row.record.leg)),
        ("home_score", Integer, |row| count(row.record.score.map(|score| score.home))),
        ("away_score", Integer, |row| count(row.record.score.map(|score| score.away))),
        ("status", Text, |row| status(row.record.status)),
    ],
};

/// Rows of schedules.
pub(super) static SCHEDULE: Definition<ScheduleRow> = Definition {
    rows: |article| rows(article, &article.schedule, |row| row.at.line).collect(),
    key: &["row"],
    references: &[],
    fields: &[
        ("line", Integer, line),
        ("section", Text, |row| section(&row.record.at)),
        ("row", Integer, number),
        ("kind", Text, |row| word(row.record.kind)),
        ("stage", Text, |row| optional(row.record.stage.as_deref())),
        ("round", Text, |row| round(row.record.round.as_ref())),
        ("leg", Integer, |row| count(row.record.leg)),
        ("date_from", Date, |row| day(row.record.dates.map(|dates| dates.value.from))),
        ("date_to", Date, |row| day(row.record.dates.map(|dates| dates.value.to))),
        ("time", Text, |row| optional(row.record.time.as_deref())),
        ("venue", Text, |row| optional(row.record.venue.as_deref())),
    ],
};

/// Entries in lists of teams.
pub(super) static TEAMS: Definition<TeamEntry> = Definition {
    rows: |article| rows(article, &article.teams, |entry| entry.at.line).collect(),
    key: &["row"],
    references: &[],
    fields: &[
        ("line", Integer, line),
        ("section", Text, |row| section(&row.record.at)),
        ("row", Integer, number),
        ("list", Text, |row| word(row.record.list)),
        ("team", Text, |row| team(row.record.team.as_ref())),
        ("team_link", Text, |row| team_link(row.record.team.as_ref())),
        ("team_country", Text, |row| team_country(row.record.team.as_ref())),
        ("association", Text, |row| optional(association(row).and_then(|country| country.name.as_deref()))),
        ("association_code", Text, |row| {
            optional(association(row).and_then(|country| country.code.as_deref()))
        }),
        ("pot", Text, |row| optional(row.record.pot.as_deref())),
        ("group", Text, |row| optional(row.record.group.as_deref())),
        ("entry_round", Text, |row| optional(row.record.entry_round.as_deref())),
        ("qualifying_method", Text, |row| optional(row.record.qualifying_method.as_deref())),
    ],
};

/// Sentences.
pub(super) static STATEMENTS: Definition<Statement> = Definition {
    rows: |article| rows(article, &article.statements, |statement| statement.at.line).collect(),
    key: &["row"],
    references: &[],
    fields: &[
        ("line", Integer, line),
        ("section", Text, |row| section(&row.record.at)),
        ("row", Integer, number),
        ("kind", Text, |row| word(row.record.kind)),
        ("sentence", Text, |row| text(&row.record.sentence)),
        ("round", Text, |row| round(row.record.round.as_ref())),
        ("winner", Text, |row| optional(row.record.winner.as_ref().map(|winner| winner.value.as_str()))),
        ("loser", Text, |row| optional(row.record.loser.as_ref().map(|loser| loser.value.as_str()))),
        ("decided_by", Text, |row| row.record.decided_by.map_or(Cell::Null, |decider| word(decider.value))),
        ("counts", Object, |row| json(counts(row.record))),
    ],
};

/// What looked like data and was not read.
pub(super) static UNREAD: Definition<Unread> = Definition {
    rows: |article| rows(article, &article.unread, |unread| unread.at.line).collect(),
    key: &["row"],
    references: &[],
    fields: &[
        ("line", Integer, line),
        ("section", Text, |row| section(&row.record.at)),
        ("row", Integer, number),
        ("column", Integer, |row| count(Some(row.record.at.column))),
        ("what", Text, |row| text(row.record.what)),
        ("name", Text, |row| optional(row.record.name.as_deref())),
        ("raw", Text, |row| text(&row.record.raw)),
        ("reason", Text, |row| text(&row.record.reason)),
    ],
};

/// What a statement counts, as `{"goals":183}`.
fn counts(statement: &Statement) -> std::collections::BTreeMap<Counted, u32> {
    statement.counts.iter().map(|count| (count.of, count.value.value)).collect()
}

fn team_of<'a>(row: Row<'a, ResultCell, ResultMatrix>, index: usize) -> Option<&'a Team> {
    row.parent.teams.get(index)
}

fn association<'a>(row: Row<'a, TeamEntry>) -> Option<&'a Country> {
    row.record.association.as_ref()
}
