//! Tables of matches, their goals and the kicks of their shoot-outs.

use super::{
    Cell,
    Kind::{Array, Boolean, Date, Instant, Integer, Text},
    Reference, Table,
    columns::{
        Definition, Row, count, day, index, instant, integer, json, line, number, optional, round, rows,
        rows_of, section, status, team, team_country, team_link, text, truth, word,
    },
};
use crate::record::{Goal, Kick, Kickoff, Match, Player, Score, Shootout, Venue};

/// What names its match in `match_id`.
pub(super) const OF_MATCH: Reference =
    Reference { columns: &["match_id"], table: Table::Matches, key: &["id"] };

/// Matches.
pub(super) static MATCHES: Definition<Match> = Definition {
    rows: |article| rows(article, &article.matches, |entry| entry.at.line).collect(),
    key: &["id"],
    references: &[],
    fields: &[
        ("line", Integer, line),
        ("section", Text, |row| section(&row.record.at)),
        ("id", Text, |row| text(&row.record.id)),
        ("match_number", Text, |row| optional(row.record.number.as_deref())),
        ("stage", Text, |row| optional(row.record.stage.as_deref())),
        ("round", Text, |row| round(row.record.round.as_ref())),
        ("group", Text, |row| optional(row.record.group.as_deref())),
        ("leg", Integer, |row| count(row.record.leg)),
        ("date", Date, |row| day(row.record.date)),
        ("kickoff_local", Text, |row| kickoff(row, |kickoff| Some(&kickoff.local))),
        ("kickoff_utc_offset", Text, |row| kickoff(row, |kickoff| kickoff.utc_offset.as_deref())),
        ("kickoff_utc", Instant, |row| {
            instant(row.record.kickoff.as_ref().and_then(|kickoff| kickoff.utc.as_deref()))
        }),
        ("home", Text, |row| team(row.record.home.as_ref())),
        ("away", Text, |row| team(row.record.away.as_ref())),
        ("home_link", Text, |row| team_link(row.record.home.as_ref())),
        ("away_link", Text, |row| team_link(row.record.away.as_ref())),
        ("home_country", Text, |row| team_country(row.record.home.as_ref())),
        ("away_country", Text, |row| team_country(row.record.away.as_ref())),
        ("home_score", Integer, |row| goals(row.record.score, |score| score.home)),
        ("away_score", Integer, |row| goals(row.record.score, |score| score.away)),
        ("home_half_time", Integer, |row| goals(row.record.half_time, |score| score.home)),
        ("away_half_time", Integer, |row| goals(row.record.half_time, |score| score.away)),
        ("home_shootout", Integer, |row| shootout(row, |shootout| shootout.home)),
        ("away_shootout", Integer, |row| shootout(row, |shootout| shootout.away)),
        ("extra_time", Boolean, |row| truth(row.record.extra_time)),
        ("status", Text, |row| status(row.record.status)),
        ("stadium", Text, |row| venue(row, |venue| venue.stadium.as_deref())),
        ("city", Text, |row| venue(row, |venue| venue.city.as_deref())),
        ("venue_country", Text, |row| venue(row, |venue| venue.country.as_deref())),
        ("attendance", Integer, |row| count(row.record.attendance)),
        ("referee", Text, |row| optional(row.record.referee.as_ref().map(|person| person.name.as_str()))),
        ("referee_country", Text, |row| {
            optional(row.record.referee.as_ref().and_then(|person| person.country.as_deref()))
        }),
        ("reports", Array, |row| json(&row.record.reports)),
        ("notes", Array, |row| json(&row.record.notes)),
        ("claims", Integer, |row| index(row.record.claims.len())),
        ("disputed", Boolean, |row| Cell::Boolean(row.record.disputed)),
    ],
};

/// Goals of matches, numbered in the order listed; `line` is that of the match.
pub(super) static GOALS: Definition<Goal, Match> = Definition {
    rows: |article| rows_of(&article.matches, |entry| &entry.goals, |entry, _| entry.at.line),
    key: &["match_id", "number"],
    references: &[OF_MATCH],
    fields: &[
        ("line", Integer, line),
        ("match_id", Text, |row| text(&row.parent.id)),
        ("number", Integer, number),
        ("side", Text, |row| word(row.record.side)),
        ("player", Text, |row| player(row.record.player.as_ref())),
        ("player_link", Text, |row| player_link(row.record.player.as_ref())),
        ("minute", Integer, |row| count(row.record.minute)),
        ("stoppage", Integer, |row| count(row.record.stoppage)),
        ("kind", Text, |row| word(row.record.kind)),
    ],
};

/// Kicks of shoot-outs, numbered in the order listed; `line` is that of the match.
pub(super) static KICKS: Definition<Kick, Match> = Definition {
    rows: |article| rows_of(&article.matches, kicks_of, |entry, _| entry.at.line),
    key: &["match_id", "number"],
    references: &[OF_MATCH],
    fields: &[
        ("line", Integer, line),
        ("match_id", Text, |row| text(&row.parent.id)),
        ("number", Integer, number),
        ("side", Text, |row| word(row.record.side)),
        ("player", Text, |row| player(row.record.player.as_ref())),
        ("player_link", Text, |row| player_link(row.record.player.as_ref())),
        ("scored", Boolean, |row| Cell::Boolean(row.record.scored)),
    ],
};

fn kicks_of(entry: &Match) -> &[Kick] {
    entry.shootout.as_ref().map_or(&[], |shootout| &shootout.kicks)
}

fn goals<'a>(score: Option<Score>, side: fn(Score) -> u16) -> Cell<'a> {
    count(score.map(side))
}

fn shootout<'a>(row: Row<'a, Match>, side: fn(&Shootout) -> u16) -> Cell<'a> {
    row.record.shootout.as_ref().map_or(Cell::Null, |shootout| integer(side(shootout)))
}

fn kickoff<'a>(row: Row<'a, Match>, part: fn(&Kickoff) -> Option<&str>) -> Cell<'a> {
    optional(row.record.kickoff.as_ref().and_then(part))
}

fn venue<'a>(row: Row<'a, Match>, part: fn(&Venue) -> Option<&str>) -> Cell<'a> {
    optional(row.record.venue.as_ref().and_then(part))
}

fn player(player: Option<&Player>) -> Cell<'_> {
    optional(player.map(|player| player.name.as_str()))
}

fn player_link(player: Option<&Player>) -> Cell<'_> {
    optional(player.and_then(|player| player.link.as_deref()))
}
