//! Flat tables: one row a match, goal, tie … for consumers that want columns. The lists of columns and keys live here once
//! and every tabular format reads them.
//!
//! Names are those of the JSON contract; what nests there is joined with `_` (`home_score`). Every row begins with the
//! article it was read from: its number in the run, by which the tables are joined, and what it is called.

mod columns;
mod competition;
mod findings;
mod matches;
mod people;
mod ties;

use std::{borrow::Cow, io};

use clap::ValueEnum;
use jiff::{Timestamp, civil::Date};
use serde::{Serialize, Serializer, ser::SerializeMap};

use super::FindingRecord;
use crate::record::Article;
use columns::Source;

/// The column that says which article of the run a row was read from, counted from 1.
pub(super) const ARTICLE: &str = "article";

/// The columns that say again in every row what that article is called. A database keeps them in `articles` alone.
#[cfg(feature = "sqlite")]
pub(super) const REPEATED: [&str; 3] = ["path", "title", "revision"];

/// A flat table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, ValueEnum)]
#[value(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Table {
    /// Articles and what their header states
    Articles,
    /// Matches
    Matches,
    /// Goals of matches
    Goals,
    /// Kicks of shoot-outs
    Kicks,
    /// Ties
    Ties,
    /// Legs of ties
    Legs,
    /// Slots of brackets
    BracketSlots,
    /// Rows of group and league tables
    Standings,
    /// Cells of results matrices
    Results,
    /// Rows of lists of top scorers
    Scorers,
    /// Rows of schedules
    Schedule,
    /// Entries in lists of teams
    Teams,
    /// Players of squads
    Squads,
    /// Players of line-ups
    Lineups,
    /// Sentences
    Statements,
    /// What looked like data and was not read
    Unread,
    /// Contradictions
    Findings,
}

/// An article of a run, and what was found in it.
#[derive(Clone, Copy, Debug)]
pub struct Checked<'a> {
    /// Its number in the run, counted from 1.
    pub number: usize,
    /// What it states.
    pub article: &'a Article,
    /// The findings whose primary place is in it.
    pub findings: &'a [FindingRecord<'a>],
}

/// Of what kind the values of a column are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Text
    Text,
    /// A whole number
    Integer,
    /// True or false
    Boolean,
    /// A day, written `YYYY-MM-DD`
    Date,
    /// A point in time, written in UTC as RFC 3339 has it
    Instant,
    /// A list as JSON
    Array,
    /// An object as JSON
    Object,
}

impl Kind {
    /// What Table Schema calls it (<https://specs.frictionlessdata.io/table-schema/#types-and-formats>).
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Kind::Text => "string",
            Kind::Integer => "integer",
            Kind::Boolean => "boolean",
            Kind::Date => "date",
            Kind::Instant => "datetime",
            Kind::Array => "array",
            Kind::Object => "object",
        }
    }
}

/// A column of a table; in any of them a value may be missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// `home_score`
    pub name: &'static str,
    /// Of what kind its values are.
    pub kind: Kind,
}

/// Rows that rows of another table belong to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reference {
    /// The columns that name the row, beside `article`.
    pub columns: &'static [&'static str],
    /// Its table.
    pub table: Table,
    /// The same columns there, which are its key.
    pub key: &'static [&'static str],
}

/// One value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell<'a> {
    /// Not stated.
    Null,
    /// Of a [`Kind::Text`], [`Kind::Array`] or [`Kind::Object`] column.
    Text(Cow<'a, str>),
    /// Of a [`Kind::Integer`] column.
    Integer(i64),
    /// Of a [`Kind::Boolean`] column.
    Boolean(bool),
    /// Of a [`Kind::Date`] column.
    Date(Date),
    /// Of a [`Kind::Instant`] column.
    Instant(Timestamp),
}

impl Table {
    /// Its name in files, databases and on the command line: `bracket_slots`.
    #[must_use]
    pub fn name(self) -> String {
        self.to_possible_value().map_or_else(String::new, |value| value.get_name().to_owned())
    }

    /// What its rows are: `Slots of brackets`.
    #[must_use]
    pub fn description(self) -> String {
        let help = self.to_possible_value().and_then(|value| value.get_help().map(ToString::to_string));
        help.unwrap_or_default()
    }

    /// The columns from left to right.
    #[must_use]
    pub fn columns(self) -> Vec<Column> {
        self.source().columns()
    }

    /// The columns whose values tell its rows apart, of which none is missing.
    #[must_use]
    pub fn key(self) -> Vec<&'static str> {
        [ARTICLE].into_iter().chain(self.source().key().iter().copied()).collect()
    }

    /// The rows that its rows belong to, beside their article. Where a column is missing, a row belongs to none.
    #[must_use]
    pub fn references(self) -> &'static [Reference] {
        self.source().references()
    }

    /// Hands the rows of one article over, each as long as the list of columns.
    ///
    /// # Errors
    /// What `each` says; no further row follows.
    pub fn rows<'a>(
        self,
        checked: Checked<'a>,
        each: &mut dyn FnMut(&[Cell<'a>]) -> io::Result<()>,
    ) -> io::Result<()> {
        self.source().rows(checked, each)
    }

    fn source(self) -> &'static dyn Source {
        match self {
            Table::Articles => &competition::ARTICLES,
            Table::Matches => &matches::MATCHES,
            Table::Goals => &matches::GOALS,
            Table::Kicks => &matches::KICKS,
            Table::Ties => &ties::TIES,
            Table::Legs => &ties::LEGS,
            Table::BracketSlots => &ties::BRACKET_SLOTS,
            Table::Standings => &competition::STANDINGS,
            Table::Results => &competition::RESULTS,
            Table::Scorers => &people::SCORERS,
            Table::Schedule => &competition::SCHEDULE,
            Table::Teams => &competition::TEAMS,
            Table::Squads => &people::SQUADS,
            Table::Lineups => &people::LINEUPS,
            Table::Statements => &competition::STATEMENTS,
            Table::Unread => &competition::UNREAD,
            Table::Findings => &findings::Findings,
        }
    }
}

impl Serialize for Cell<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Cell::Null => serializer.serialize_none(),
            Cell::Text(text) => serializer.serialize_str(text),
            Cell::Integer(number) => serializer.serialize_i64(*number),
            Cell::Boolean(truth) => serializer.serialize_bool(*truth),
            Cell::Date(date) => serializer.collect_str(date),
            Cell::Instant(instant) => serializer.collect_str(instant),
        }
    }
}

/// A row as a JSON object.
pub(super) struct Object<'r, 'a> {
    pub columns: &'r [Column],
    pub cells: &'r [Cell<'a>],
}

impl Serialize for Object<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_map(Some(self.columns.len()))?;
        for (column, cell) in self.columns.iter().zip(self.cells) {
            object.serialize_entry(column.name, cell)?;
        }
        object.end()
    }
}

#[cfg(test)]
mod tests;
