//! What a table is made of: where its rows come from, a name, a kind and a value for each column, and its keys.

use std::{borrow::Cow, io};

use jiff::{Timestamp, civil::Date};
use serde::Serialize;

use super::{ARTICLE, Cell, Checked, Column, Kind, Reference};
use crate::{
    record::{Article, Place, Round, Status, Team},
    span::Stated,
};

/// A record on its way into a row.
pub(super) struct Row<'a, T, P = Article> {
    /// What the record belongs to: a goal to its match.
    pub parent: &'a P,
    /// Its number there, counted from 1.
    pub number: usize,
    /// The number of what it belongs to, counted from 1.
    pub parent_number: usize,
    /// The number of what that belongs to in turn.
    pub outer_number: usize,
    /// Line of the article where it stands.
    pub line: u32,
    /// The record.
    pub record: &'a T,
}

/// A column and where its value comes from.
pub(super) type Field<T, P = Article> = (&'static str, Kind, for<'a> fn(Row<'a, T, P>) -> Cell<'a>);

/// A table of records of one type.
pub(super) struct Definition<T: 'static, P: 'static = Article> {
    pub rows: for<'a> fn(&'a Article) -> Vec<Row<'a, T, P>>,
    pub fields: &'static [Field<T, P>],
    /// The columns that tell the rows of one article apart.
    pub key: &'static [&'static str],
    /// The rows of the same article that its rows belong to.
    pub references: &'static [Reference],
}

/// A table, whatever its records are.
pub(super) trait Source: Sync {
    fn columns(&self) -> Vec<Column>;
    fn key(&self) -> &'static [&'static str];
    fn references(&self) -> &'static [Reference];
    fn rows<'a>(
        &self,
        checked: Checked<'a>,
        each: &mut dyn FnMut(&[Cell<'a>]) -> io::Result<()>,
    ) -> io::Result<()>;
}

/// The columns that every row begins with.
pub(super) const ARTICLE_COLUMNS: [Column; 4] = [
    Column { name: ARTICLE, kind: Kind::Integer },
    Column { name: "path", kind: Kind::Text },
    Column { name: "title", kind: Kind::Text },
    Column { name: "revision", kind: Kind::Integer },
];

/// Their values.
pub(super) fn article_cells(Checked { number, article, .. }: Checked<'_>) -> [Cell<'_>; 4] {
    let info = &article.article;
    let revision = info.revision.and_then(|revision| i64::try_from(revision).ok());
    [index(number), text(&info.path), optional(info.title.as_deref()), count(revision)]
}

impl<T: 'static, P: 'static> Source for Definition<T, P> {
    fn columns(&self) -> Vec<Column> {
        let own = self.fields.iter().map(|(name, kind, _)| Column { name, kind: *kind });
        ARTICLE_COLUMNS.into_iter().chain(own).collect()
    }

    fn key(&self) -> &'static [&'static str] {
        self.key
    }

    fn references(&self) -> &'static [Reference] {
        self.references
    }

    fn rows<'a>(
        &self,
        checked: Checked<'a>,
        each: &mut dyn FnMut(&[Cell<'a>]) -> io::Result<()>,
    ) -> io::Result<()> {
        let mut cells = Vec::with_capacity(ARTICLE_COLUMNS.len() + self.fields.len());
        for row in (self.rows)(checked.article) {
            cells.clear();
            cells.extend(article_cells(checked));
            cells.extend(self.fields.iter().map(|(_, _, value)| value(row)));
            each(&cells)?;
        }
        Ok(())
    }
}

impl<T, P> Clone for Row<'_, T, P> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T, P> Copy for Row<'_, T, P> {}

/// Numbers the records of a parent.
pub(super) fn rows<'a, T, P>(
    parent: &'a P,
    records: &'a [T],
    line: impl Fn(&T) -> u32,
) -> impl Iterator<Item = Row<'a, T, P>> {
    let row = move |(index, record)| Row {
        parent,
        number: index + 1,
        parent_number: 1,
        outer_number: 1,
        line: line(record),
        record,
    };
    records.iter().enumerate().map(row)
}

/// Numbers the records of several parents, and these.
pub(super) fn rows_of<'a, T, P>(
    parents: &'a [P],
    records: impl Fn(&'a P) -> &'a [T],
    line: impl Fn(&P, &T) -> u32,
) -> Vec<Row<'a, T, P>> {
    let mut found = Vec::new();
    for (index, parent) in parents.iter().enumerate() {
        let numbered = rows(parent, records(parent), |record| line(parent, record));
        found.extend(numbered.map(|row| Row { parent_number: index + 1, ..row }));
    }
    found
}

/// The line of a row.
pub(super) fn line<'a, T, P>(row: Row<'a, T, P>) -> Cell<'a> {
    integer(row.line)
}

/// The number of a row among its parent's.
pub(super) fn number<'a, T, P>(row: Row<'a, T, P>) -> Cell<'a> {
    index(row.number)
}

/// The number of what the record of a row belongs to.
pub(super) fn parent_number<'a, T, P>(row: Row<'a, T, P>) -> Cell<'a> {
    index(row.parent_number)
}

/// A number that counts things of ours.
pub(super) fn index<'a>(number: usize) -> Cell<'a> {
    i64::try_from(number).map_or(Cell::Null, Cell::Integer)
}

/// The heading above a record.
pub(super) fn section(at: &Place) -> Cell<'_> {
    optional(at.section.last().map(String::as_str))
}

/// A stated text.
pub(super) fn text(text: &str) -> Cell<'_> {
    Cell::Text(Cow::Borrowed(text))
}

/// A text, if stated.
pub(super) fn optional(value: Option<&str>) -> Cell<'_> {
    value.map_or(Cell::Null, text)
}

/// A number.
pub(super) fn integer<'a>(value: impl Into<i64>) -> Cell<'a> {
    Cell::Integer(value.into())
}

/// A number, if stated.
pub(super) fn count<'a>(value: Option<impl Into<i64>>) -> Cell<'a> {
    value.map_or(Cell::Null, integer)
}

/// A number with its place, if stated.
pub(super) fn stated<'a>(value: Option<Stated<impl Into<i64>>>) -> Cell<'a> {
    count(value.map(|stated| stated.value))
}

/// Truth, if stated.
pub(super) fn truth<'a>(value: Option<bool>) -> Cell<'a> {
    value.map_or(Cell::Null, Cell::Boolean)
}

/// A day, if stated.
pub(super) fn day<'a>(value: Option<Date>) -> Cell<'a> {
    value.map_or(Cell::Null, Cell::Date)
}

/// A point in time, if stated. One that is not written as RFC 3339 stands in the JSON alone.
pub(super) fn instant<'a>(value: Option<&str>) -> Cell<'a> {
    let instant = value.and_then(|text| text.parse::<Timestamp>().ok());
    instant.map_or(Cell::Null, Cell::Instant)
}

/// A word of the contract, as JSON has it: `own_goal`.
pub(super) fn word<'a>(value: impl Serialize) -> Cell<'a> {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => Cell::Text(Cow::Owned(word)),
        _ => Cell::Null,
    }
}

/// A record without a column of its own, as JSON.
pub(super) fn json<'a>(value: impl Serialize) -> Cell<'a> {
    serde_json::to_string(&value).map_or(Cell::Null, |json| Cell::Text(Cow::Owned(json)))
}

/// The name of a team.
pub(super) fn team(team: Option<&Team>) -> Cell<'_> {
    optional(team.map(|team| team.name.as_str()))
}

/// The article about a team.
pub(super) fn team_link(team: Option<&Team>) -> Cell<'_> {
    optional(team.and_then(|team| team.link.as_deref()))
}

/// The country of a team.
pub(super) fn team_country(team: Option<&Team>) -> Cell<'_> {
    optional(team.and_then(|team| team.country.as_deref()))
}

/// The round as written.
pub(super) fn round(round: Option<&Round>) -> Cell<'_> {
    optional(round.map(|round| round.name.as_str()))
}

/// What became of a match.
pub(super) fn status<'a>(status: Status) -> Cell<'a> {
    word(status)
}
