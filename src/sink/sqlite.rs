//! An SQLite database: one table for each flat table, with keys, indexes and views.
//!
//! A row of any other table belongs to one of `articles` (`article`), a goal or kick to a match, a leg to a tie. The columns
//! that say again what the article is called (`path`, `title`, `revision`) stand in `articles` only. Days are texts
//! `YYYY-MM-DD`, points in time texts `YYYY-MM-DDTHH:MM:SSZ`, truth is 0 or 1, lists and objects are JSON.
//!
//! The database is built beside its target, a transaction from one checkpoint to the next, written through to the disk and then
//! renamed: whoever opens the target finds the old database or the new one, and no journal or write-ahead log is left that
//! would belong to another (<https://www.sqlite.org/howtocorrupt.html>, section 1.4). A run that is killed leaves a database
//! beside the target that SQLite takes back to its last checkpoint; what a later run has to know stands in it.

use std::{
    io,
    path::{Path, PathBuf},
};

use clap::ValueEnum;
use rusqlite::{Connection, OpenFlags, OptionalExtension, ToSql, types::ToSqlOutput};

use super::{
    Group, LICENCE, Sink,
    continued::{Beginning, Continued},
    partial::Partial,
    table::{ARTICLE, Cell, Checked, Column, Kind, REPEATED, Reference, Table},
};
use crate::{
    error::{Error, Result},
    record::SCHEMA_VERSION,
};

/// Number of the tables, in the database's header, by which programs know whose they are: `SLin`.
const APPLICATION_ID: i32 = 0x534c_696e;

/// Looked up often, beside the keys.
const INDEXES: [(&str, &str); 17] = [
    ("articles", "title"),
    ("articles", "competition"),
    ("matches", "id"),
    ("matches", "date"),
    ("matches", "home"),
    ("matches", "away"),
    ("ties", "id"),
    ("legs", "article, match_id"),
    ("lineups", "article, match_id"),
    ("lineups", "name"),
    ("goals", "player"),
    ("goals", "player_link"),
    ("standings", "team"),
    ("squads", "name"),
    ("scorers", "player"),
    ("findings", "code"),
    ("findings", "fingerprint"),
];

/// What is asked for most.
const VIEWS: &str = "
CREATE VIEW IF NOT EXISTS all_matches AS
    SELECT a.path, a.title, a.revision, a.competition, a.season, m.* FROM matches m JOIN articles a USING (article);
CREATE VIEW IF NOT EXISTS clean_matches AS SELECT * FROM all_matches WHERE disputed = 0;
CREATE VIEW IF NOT EXISTS disputed_matches AS SELECT * FROM all_matches WHERE disputed = 1;
CREATE VIEW IF NOT EXISTS clean_ties AS
    SELECT a.path, a.title, a.revision, t.* FROM ties t JOIN articles a USING (article) WHERE disputed = 0;
CREATE VIEW IF NOT EXISTS match_goals AS
    SELECT m.date, m.home, m.away, g.* FROM goals g JOIN matches m ON m.article = g.article AND m.id = g.match_id;
";

/// What a run that goes on has to know; it is gone in the end.
const RUN_TABLE: &str = "CREATE TABLE IF NOT EXISTS scoreline_run (run TEXT NOT NULL, state TEXT NOT NULL)";
const RUN: &str = "SELECT run, state FROM scoreline_run";

/// A database that is being written.
pub struct Database {
    // closed before its file is given up
    connection: Connection,
    partial: Partial,
    run: String,
    tables: Vec<(Table, Insert)>,
    articles: usize,
}

/// How a row is added.
struct Insert {
    statement: String,
    /// Which of the cells of a row the table keeps.
    kept: Vec<bool>,
}

impl Database {
    /// Begins a database that will stand at `target`, or goes on with one that an earlier run began; then with its state.
    ///
    /// # Errors
    /// The folder cannot be written, the target is open in another program, another run writes it, or an earlier run was
    /// another.
    pub fn begin(target: &Path, beginning: Beginning<'_>) -> Result<(Self, Option<String>)> {
        let begin = || {
            let mut partial = Partial::claim(target)?;
            refuse_open(partial.target())?;
            let earlier = if beginning.continues { earlier(&partial, beginning)? } else { None };
            partial.keep(earlier.is_some());
            let (connection, state) = match earlier {
                Some((connection, state)) => (connection, Some(state)),
                None => {
                    partial.clear();
                    (Connection::open(partial.path()).map_err(io_error)?, None)
                }
            };
            let tables = Table::value_variants().iter().map(|table| (*table, insert(*table))).collect();
            let mut database =
                Self { connection, partial, run: beginning.run.to_owned(), tables, articles: 0 };
            database.prepare(state.is_some()).map_err(io_error)?;
            Ok((database, state))
        };
        begin().map_err(|error| Error::io(target, error))
    }

    fn prepare(&mut self, goes_on: bool) -> rusqlite::Result<()> {
        // whole pages of 16 MiB are held before they are written
        self.connection.execute_batch(&format!(
            "PRAGMA journal_mode = DELETE; PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = OFF; PRAGMA cache_size = -16384;
             PRAGMA application_id = {APPLICATION_ID}; PRAGMA user_version = {SCHEMA_VERSION}; BEGIN;"
        ))?;
        self.connection.set_prepared_statement_cache_capacity(Table::value_variants().len());
        if goes_on {
            let last = "SELECT coalesce(max(article), 0) FROM articles";
            let last: i64 = self.connection.query_row(last, [], |row| row.get(0))?;
            self.articles = usize::try_from(last).unwrap_or(0);
            return Ok(());
        }
        self.connection.execute_batch(&about())?;
        self.connection.execute_batch(RUN_TABLE)?;
        Table::value_variants().iter().try_for_each(|table| self.connection.execute_batch(&create(*table)))
    }

    /// Completes the database and renames it. What a run that goes on has to know stays in it until nothing but the name is
    /// missing, and comes back where the name cannot be given.
    fn put_in_place(self) -> io::Result<()> {
        let Self { connection, mut partial, .. } = self;
        refuse_open(partial.target())?;
        complete(&connection).map_err(io_error)?;
        let kept = connection.query_row(RUN, [], run_and_state).optional().map_err(io_error)?;
        connection.execute_batch("DROP TABLE scoreline_run").map_err(io_error)?;
        connection.close().map_err(|(_, error)| io_error(error))?;
        let path = partial.path();
        refuse_open(partial.target()).and_then(|()| partial.put_in_place()).inspect_err(|_| {
            if let Some((run, state)) = kept {
                let _ = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE)
                    .and_then(|connection| keep(&connection, &run, &state));
            }
        })
    }

    fn add(&self, checked: Checked<'_>) -> io::Result<()> {
        for (table, Insert { statement, kept }) in &self.tables {
            let mut statement = self.connection.prepare_cached(statement).map_err(io_error)?;
            table.rows(checked, &mut |cells| {
                let values = cells.iter().zip(kept).filter(|(_, kept)| **kept).map(|(cell, _)| cell);
                statement.execute(rusqlite::params_from_iter(values)).map_err(io_error).map(drop)
            })?;
        }
        Ok(())
    }
}

/// What an earlier run left, if it came to a checkpoint.
fn earlier(partial: &Partial, beginning: Beginning<'_>) -> io::Result<Option<(Connection, String)>> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE;
    let Ok(connection) = Connection::open_with_flags(partial.path(), flags) else { return Ok(None) };
    let Ok((run, state)) = connection.query_row(RUN, [], run_and_state) else { return Ok(None) };
    beginning.takes(&run)?;
    Ok(Some((connection, state)))
}

fn run_and_state(row: &rusqlite::Row<'_>) -> rusqlite::Result<(String, String)> {
    Ok((row.get(0)?, row.get(1)?))
}

/// Makes what a run that goes on has to know part of the transaction.
fn keep(connection: &Connection, run: &str, state: &str) -> rusqlite::Result<()> {
    connection.execute_batch(RUN_TABLE)?;
    connection.execute("DELETE FROM scoreline_run", [])?;
    connection.execute("INSERT INTO scoreline_run VALUES (?, ?)", [run, state])?;
    Ok(())
}

impl Sink for Database {
    fn write(&mut self, group: &Group<'_>) -> io::Result<()> {
        group.checked(self.articles).try_for_each(|checked| self.add(checked))?;
        self.articles += group.len();
        Ok(())
    }

    fn finish(self: Box<Self>) -> Result<()> {
        let target = self.partial.target().to_owned();
        self.put_in_place().map_err(|error| Error::io(target, error))
    }
}

impl Continued for Database {
    fn checkpoint(&mut self, state: &str) -> io::Result<()> {
        let commit = || {
            keep(&self.connection, &self.run, state)?;
            self.connection.execute_batch("COMMIT; BEGIN;")
        };
        commit().map_err(io_error)?;
        self.partial.keep(true);
        Ok(())
    }
}

/// Adds what is asked for only when all rows are there; a run that goes on behind a failure does so again.
fn complete(connection: &Connection) -> rusqlite::Result<()> {
    for (table, columns) in INDEXES {
        let name = columns.replace(", ", "_");
        connection
            .execute_batch(&format!("CREATE INDEX IF NOT EXISTS {table}_{name} ON {table} ({columns});"))?;
    }
    connection.execute_batch(VIEWS)?;
    connection.execute_batch("ANALYZE; COMMIT;")
}

/// A database in use has its journal or its log beside it; they would be taken for the new one's.
fn refuse_open(target: &Path) -> io::Result<()> {
    for ending in ["-wal", "-journal"] {
        let mut beside = target.as_os_str().to_owned();
        beside.push(ending);
        if std::fs::metadata(&beside).is_ok_and(|metadata| metadata.len() > 0) {
            let shown = PathBuf::from(beside);
            let message =
                format!("the database is in use or was left in use: {} stands beside it", shown.display());
            return Err(io::Error::other(message));
        }
    }
    Ok(())
}

/// Whether a table has a column: what an article is called stands in `articles` alone.
fn keeps(table: Table, column: &Column) -> bool {
    table == Table::Articles || !REPEATED.contains(&column.name)
}

/// A table with its keys; one of `articles` has the number of the article as its row id.
fn create(table: Table) -> String {
    let key = table.key();
    let columns = table.columns().into_iter().filter(|column| keeps(table, column));
    let columns = columns.map(|column| define(column, key.contains(&column.name)));
    let references = article_of(table).into_iter().chain(table.references().iter().map(reference));
    let primary = format!("PRIMARY KEY ({})", quoted(&key));
    let parts: Vec<String> = columns.chain([primary]).chain(references).collect();
    format!("CREATE TABLE {} ({}) STRICT;", table.name(), parts.join(", "))
}

fn define(column: Column, is_key: bool) -> String {
    let Column { name, kind } = column;
    let needed = if is_key { " NOT NULL" } else { "" };
    match kind {
        Kind::Text | Kind::Date | Kind::Instant => format!("\"{name}\" TEXT{needed}"),
        Kind::Integer => format!("\"{name}\" INTEGER{needed}"),
        Kind::Boolean => format!("\"{name}\" INTEGER{needed} CHECK (\"{name}\" IN (0, 1))"),
        // json_valid(NULL) is false before SQLite 3.45
        Kind::Array | Kind::Object => {
            format!("\"{name}\" TEXT{needed} CHECK (\"{name}\" IS NULL OR json_valid(\"{name}\"))")
        }
    }
}

/// That the rows of a table belong to articles.
fn article_of(table: Table) -> Option<String> {
    let articles = Table::Articles.name();
    (table != Table::Articles)
        .then(|| format!("FOREIGN KEY (\"{ARTICLE}\") REFERENCES {articles} (\"{ARTICLE}\")"))
}

fn reference(Reference { columns, table, key }: &Reference) -> String {
    let with_article = |columns: &[&'static str]| quoted(&[&[ARTICLE], columns].concat());
    format!("FOREIGN KEY ({}) REFERENCES {} ({})", with_article(columns), table.name(), with_article(key))
}

fn quoted(columns: &[&str]) -> String {
    columns.iter().map(|column| format!("\"{column}\"")).collect::<Vec<_>>().join(", ")
}

fn insert(table: Table) -> Insert {
    let kept: Vec<bool> = table.columns().iter().map(|column| keeps(table, column)).collect();
    let marks = vec!["?"; kept.iter().filter(|kept| **kept).count()].join(", ");
    Insert { statement: format!("INSERT INTO {} VALUES ({marks})", table.name()), kept }
}

/// What the database is and whose: a table of names and values.
fn about() -> String {
    let rows = [
        ("schema_version", SCHEMA_VERSION.to_string()),
        ("written_by", concat!("scoreline ", env!("CARGO_PKG_VERSION")).to_owned()),
        ("license", LICENCE.name.to_owned()),
        ("license_note", LICENCE.note.to_owned()),
    ];
    let rows = rows.map(|(name, value)| format!("('{name}', '{}')", value.replace('\'', "''")));
    format!(
        "CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT; INSERT INTO about VALUES {};",
        rows.join(", ")
    )
}

impl ToSql for Cell<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(match self {
            Cell::Null => ToSqlOutput::from(rusqlite::types::Null),
            Cell::Text(text) => ToSqlOutput::from(text.as_ref()),
            Cell::Integer(number) => ToSqlOutput::from(*number),
            Cell::Boolean(truth) => ToSqlOutput::from(*truth),
            Cell::Date(date) => ToSqlOutput::from(date.to_string()),
            Cell::Instant(instant) => ToSqlOutput::from(instant.to_string()),
        })
    }
}

fn io_error(error: rusqlite::Error) -> io::Error {
    io::Error::other(error)
}
