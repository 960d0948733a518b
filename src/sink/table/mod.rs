//! Flat tables: one row a match, goal, tie … for consumers that want columns. The lists of columns live here once and
//! every tabular format reads them.
//!
//! Names are those of the JSON contract; what nests there is joined with `_` (`home_score`). Every row begins with the
//! article it was read from.

mod columns;
mod competition;
mod matches;
mod people;
mod ties;

use std::{borrow::Cow, io};

use clap::ValueEnum;
use jiff::civil::Date;
use serde::{Serialize, Serializer, ser::SerializeMap};

use crate::record::Article;
use columns::Source;

/// How many columns at the beginning of a row say which article it was read from.
pub(super) const ARTICLE_COLUMNS: usize = 3;

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
}

/// A column of a table; in any of them a value may be missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// `home_score`
    pub name: &'static str,
    /// Of what kind its values are.
    pub kind: Kind,
}

/// One value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell<'a> {
    /// Not stated.
    Null,
    /// Of a [`Kind::Text`] column.
    Text(Cow<'a, str>),
    /// Of a [`Kind::Integer`] column.
    Integer(i64),
    /// Of a [`Kind::Boolean`] column.
    Boolean(bool),
    /// Of a [`Kind::Date`] column.
    Date(Date),
}

impl Table {
    /// The columns from left to right.
    #[must_use]
    pub fn columns(self) -> Vec<Column> {
        self.source().columns()
    }

    /// Hands the rows of one article over, each as long as the list of columns.
    ///
    /// # Errors
    /// What `each` says; no further row follows.
    pub fn rows<'a>(
        self,
        article: &'a Article,
        each: &mut dyn FnMut(&[Cell<'a>]) -> io::Result<()>,
    ) -> io::Result<()> {
        self.source().rows(article, each)
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
