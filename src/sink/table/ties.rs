//! Tables of ties, their legs, and slots of brackets.

use super::{
    Cell,
    Kind::{Array, Boolean, Integer, Text},
    Reference, Table,
    columns::{
        Definition, Row, count, index, json, line, number, optional, parent_number, round, rows, rows_of,
        section, status, team, team_country, team_link, text, word,
    },
    matches::OF_MATCH,
};
use crate::record::{Bracket, BracketRound, BracketSlot, Leg, Pair, Team, Tie};

/// What names its tie in `tie_id`.
const OF_TIE: Reference = Reference { columns: &["tie_id"], table: Table::Ties, key: &["id"] };

/// Ties; both teams, the aggregate and the shoot-out in the order written.
pub(super) static TIES: Definition<Tie> = Definition {
    rows: |article| rows(article, &article.ties, |entry| entry.at.line).collect(),
    key: &["id"],
    references: &[],
    fields: &[
        ("line", Integer, line),
        ("section", Text, |row| section(&row.record.at)),
        ("id", Text, |row| text(&row.record.id)),
        ("round", Text, |row| round(row.record.round.as_ref())),
        ("team1", Text, |row| team(first(row))),
        ("team2", Text, |row| team(second(row))),
        ("team1_link", Text, |row| team_link(first(row))),
        ("team2_link", Text, |row| team_link(second(row))),
        ("team1_country", Text, |row| team_country(first(row))),
        ("team2_country", Text, |row| team_country(second(row))),
        ("aggregate1", Integer, |row| count(row.record.aggregate.map(|[first, _]| first))),
        ("aggregate2", Integer, |row| count(row.record.aggregate.map(|[_, second]| second))),
        ("shootout1", Integer, |row| count(row.record.shootout.map(|[first, _]| first))),
        ("shootout2", Integer, |row| count(row.record.shootout.map(|[_, second]| second))),
        ("decided_by", Text, |row| row.record.decided_by.map_or(Cell::Null, word)),
        ("winner", Integer, |row| count(row.record.winner.and_then(|winner| u8::try_from(winner + 1).ok()))),
        ("notes", Array, |row| json(&row.record.notes)),
        ("disputed", Boolean, |row| Cell::Boolean(row.record.disputed)),
    ],
};

/// Legs of ties; scores in the order of the tie's teams, `line` is that of the tie.
pub(super) static LEGS: Definition<Leg, Tie> = Definition {
    rows: |article| rows_of(&article.ties, |entry| &entry.legs, |entry, _| entry.at.line),
    key: &["tie_id", "leg"],
    references: &[OF_TIE, OF_MATCH],
    fields: &[
        ("line", Integer, line),
        ("tie_id", Text, |row| text(&row.parent.id)),
        ("leg", Integer, number),
        ("score1", Integer, |row| side(row.record.score, 0)),
        ("score2", Integer, |row| side(row.record.score, 1)),
        ("status", Text, |row| status(row.record.status)),
        ("match_id", Text, |row| optional(row.record.match_id.as_deref())),
    ],
};

/// Slots of brackets from top to bottom, round by round.
pub(super) static BRACKET_SLOTS: Definition<BracketSlot, BracketRound> = Definition {
    rows: |article| article.brackets.iter().enumerate().flat_map(bracket_slots).collect(),
    key: &["bracket_number", "round_number", "slot"],
    references: &[],
    fields: &[
        ("line", Integer, line),
        ("section", Text, |row| section(&row.record.at)),
        ("bracket_number", Integer, |row| index(row.outer_number)),
        ("round_number", Integer, parent_number),
        ("round", Text, |row| optional(row.parent.name.as_deref())),
        ("slot", Integer, number),
        ("team", Text, |row| team(row.record.team.as_ref())),
        ("team_link", Text, |row| team_link(row.record.team.as_ref())),
        ("team_country", Text, |row| team_country(row.record.team.as_ref())),
        ("scores", Array, |row| json(&row.record.scores)),
        ("aggregate", Integer, |row| count(row.record.aggregate)),
        ("shootout", Integer, |row| count(row.record.shootout)),
        ("away_goals", Boolean, |row| Cell::Boolean(row.record.away_goals)),
        ("walkover", Boolean, |row| Cell::Boolean(row.record.walkover)),
        ("bye", Boolean, |row| Cell::Boolean(row.record.bye)),
    ],
};

fn bracket_slots((index, bracket): (usize, &Bracket)) -> Vec<Row<'_, BracketSlot, BracketRound>> {
    let mut slots = rows_of(&bracket.rounds, |round| &round.slots, |_, slot| slot.at.line);
    slots.iter_mut().for_each(|slot| slot.outer_number = index + 1);
    slots
}

fn first<'a>(row: Row<'a, Tie>) -> Option<&'a Team> {
    let [first, _] = &row.record.teams;
    first.as_ref()
}

fn second<'a>(row: Row<'a, Tie>) -> Option<&'a Team> {
    let [_, second] = &row.record.teams;
    second.as_ref()
}

fn side<'a>(score: Option<Pair<u16>>, index: usize) -> Cell<'a> {
    count(score.and_then(|score| score.get(index).copied()))
}
