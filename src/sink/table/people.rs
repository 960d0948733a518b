//! Tables of top scorers, squads and line-ups.

use super::{
    Kind::{Array, Boolean, Date, Integer, Object, Text},
    columns::{
        Definition, Field, count, day, json, line, number, optional, rows, section, team, team_country,
        team_link, text, truth, word,
    },
    matches::OF_MATCH,
};
use crate::record::{LineupPlayer, ScorerRow, SquadPlayer};

/// Rows of lists of top scorers.
pub(super) static SCORERS: Definition<ScorerRow> = Definition {
    rows: |article| rows(article, &article.scorers, |row| row.at.line).collect(),
    key: &["row"],
    references: &[],
    fields: &[
        ("line", Integer, line),
        ("section", Text, |row| section(&row.record.at)),
        ("row", Integer, number),
        ("rank", Integer, |row| count(row.record.rank.map(|rank| rank.value))),
        ("player", Text, |row| text(&row.record.player.name)),
        ("player_link", Text, |row| optional(row.record.player.link.as_deref())),
        ("country", Text, |row| {
            let country = row.record.country.as_ref();
            optional(country.and_then(|country| country.code.as_deref().or(country.name.as_deref())))
        }),
        ("team", Text, |row| team(row.record.team.as_ref())),
        ("team_link", Text, |row| team_link(row.record.team.as_ref())),
        ("per_round", Object, |row| json(&row.record.per_round)),
        ("total", Integer, |row| count(row.record.total.map(|total| total.value))),
        ("own_goals", Integer, |row| count(row.record.own_goals.map(|goals| goals.value))),
        ("notes", Array, |row| json(&row.record.notes)),
    ],
};

/// Players of squads.
pub(super) static SQUADS: Definition<SquadPlayer> = Definition {
    rows: |article| rows(article, &article.squads, |row| row.at.line).collect(),
    key: &["row"],
    references: &[],
    fields: PLAYERS,
};

/// Rows of line-ups.
pub(super) static LINEUPS: Definition<LineupPlayer> = Definition {
    rows: |article| rows(article, &article.lineups, |row| row.at.line).collect(),
    key: &["row"],
    references: &[OF_MATCH],
    fields: &[
        ("line", Integer, line),
        ("section", Text, |row| section(&row.record.at)),
        ("row", Integer, number),
        ("match_id", Text, |row| optional(row.record.match_id.as_deref())),
        ("team", Text, |row| team(row.record.team.as_ref())),
        ("team_link", Text, |row| team_link(row.record.team.as_ref())),
        ("role", Text, |row| word(row.record.role)),
        ("number", Integer, |row| count(row.record.number)),
        ("position", Text, |row| optional(row.record.position.as_deref())),
        ("name", Text, |row| text(&row.record.name)),
        ("link", Text, |row| optional(row.record.link.as_deref())),
        ("country", Text, |row| optional(row.record.country.as_deref())),
        ("captain", Boolean, |row| truth(Some(row.record.captain))),
        ("cards", Array, |row| json(&row.record.cards)),
        ("on_minute", Integer, |row| count(row.record.on.and_then(|on| on.minute))),
        ("on_stoppage", Integer, |row| count(row.record.on.and_then(|on| on.stoppage))),
        ("off_minute", Integer, |row| count(row.record.off.and_then(|off| off.minute))),
        ("off_stoppage", Integer, |row| count(row.record.off.and_then(|off| off.stoppage))),
    ],
};

const PLAYERS: &[Field<SquadPlayer>] = &[
    ("line", Integer, line),
    ("section", Text, |row| section(&row.record.at)),
    ("row", Integer, number),
    ("team", Text, |row| team(row.record.squad.team.as_ref())),
    ("team_link", Text, |row| team_link(row.record.squad.team.as_ref())),
    ("number", Integer, |row| count(row.record.number)),
    ("position", Text, |row| optional(row.record.position.as_deref())),
    ("name", Text, |row| text(&row.record.name)),
    ("link", Text, |row| optional(row.record.link.as_deref())),
    ("captain", Boolean, |row| truth(Some(row.record.captain))),
    ("nationality", Text, |row| {
        let country = row.record.nationality.as_ref();
        optional(country.and_then(|country| country.code.as_deref().or(country.name.as_deref())))
    }),
    ("birth_date", Date, |row| day(row.record.birth_date)),
    ("birth_year", Integer, |row| count(row.record.birth_year)),
    ("age", Integer, |row| count(row.record.age)),
    ("age_on", Date, |row| day(row.record.age_on)),
    ("caps", Integer, |row| count(row.record.caps)),
    ("goals", Integer, |row| count(row.record.goals)),
    ("club", Text, |row| team(row.record.club.as_ref())),
    ("club_link", Text, |row| team_link(row.record.club.as_ref())),
    ("club_country", Text, |row| team_country(row.record.club.as_ref())),
    ("latest", Text, |row| optional(row.record.latest.as_deref())),
    ("appearances", Array, |row| json(&row.record.appearances)),
    ("coaches", Array, |row| json(&row.record.squad.coaches)),
    ("notes", Array, |row| json(&row.record.notes)),
];
