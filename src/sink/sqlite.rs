//! An SQLite database: one table for each flat table, with keys, indexes and views.
//!
//! A row of any other table belongs to one of `articles` (`article`), a goal or kick to a match, a leg to a tie. The columns
//! that say again what the article is called (`path`, `title`, `revision`) stand in `articles` only. Days are texts
//! `YYYY-MM-DD`, points in time texts `YYYY-MM-DDTHH:MM:SSZ`, truth is 0 or 1, lists and objects are JSON.
//!
//! The database is built beside its target, in one transaction without a journal, written through to the disk and then
//! renamed: whoever opens the target finds the old database or the new one, and no journal or write-ahead log is left that
//! would belong to another (<https://www.sqlite.org/howtocorrupt.html>, section 1.4).

use std::{
    fs::File,
    io,
    path::{Path, PathBuf},
};

use clap::ValueEnum;
use rusqlite::{Connection, ToSql, types::ToSqlOutput};

use super::{
    Group, LICENCE, Sink,
    file::NewFile,
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
CREATE VIEW all_matches AS
    SELECT a.path, a.title, a.revision, a.competition, a.season, m.* FROM matches m JOIN articles a USING (article);
CREATE VIEW clean_matches AS SELECT * FROM all_matches WHERE disputed = 0;
CREATE VIEW disputed_matches AS SELECT * FROM all_matches WHERE disputed = 1;
CREATE VIEW clean_ties AS
    SELECT a.path, a.title, a.revision, t.* FROM ties t JOIN articles a USING (article) WHERE disputed = 0;
CREATE VIEW match_goals AS
    SELECT m.date, m.home, m.away, g.* FROM goals g JOIN matches m ON m.article = g.article AND m.id = g.match_id;
";

/// A database that is being written.
pub(super) struct Database {
    file: NewFile,
    connection: Connection,
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
    /// Begins a database that will stand at `target`.
    ///
    /// # Errors
    /// The folder cannot be written, or the target is open in another program.
    pub fn create(target: &Path) -> Result<Self> {
        refuse_open(target).map_err(|error| Error::io(target, error))?;
        let (file, _) = NewFile::create(target)?;
        match open(file.path()) {
            Ok((connection, tables)) => Ok(Self { file, connection, tables, articles: 0 }),
            Err(error) => Err(Error::io(target, io_error(error))),
        }
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

impl Sink for Database {
    fn write(&mut self, group: &Group<'_>) -> io::Result<()> {
        group.checked(self.articles).try_for_each(|checked| self.add(checked))?;
        self.articles += group.len();
        Ok(())
    }

    fn finish(self: Box<Self>) -> Result<()> {
        let Self { file, connection, .. } = *self;
        let close = || {
            complete(&connection).map_err(io_error)?;
            connection.close().map_err(|(_, error)| io_error(error))?;
            File::open(file.path())?.sync_all()?;
            refuse_open(file.target())
        };
        close().map_err(|error| Error::io(file.target(), error))?;
        file.finish()
    }
}

fn open(path: &Path) -> rusqlite::Result<(Connection, Vec<(Table, Insert)>)> {
    let connection = Connection::open(path)?;
    connection.execute_batch(&format!(
        "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA foreign_keys = OFF;
         PRAGMA application_id = {APPLICATION_ID}; PRAGMA user_version = {SCHEMA_VERSION}; BEGIN;"
    ))?;
    connection.set_prepared_statement_cache_capacity(Table::value_variants().len());
    for table in Table::value_variants() {
        connection.execute_batch(&create(*table))?;
    }
    connection.execute_batch(&about())?;
    let tables = Table::value_variants().iter().map(|table| (*table, insert(*table))).collect();
    Ok((connection, tables))
}

fn complete(connection: &Connection) -> rusqlite::Result<()> {
    for (table, columns) in INDEXES {
        let name = columns.replace(", ", "_");
        connection.execute_batch(&format!("CREATE INDEX {table}_{name} ON {table} ({columns});"))?;
    }
    connection.execute_batch(VIEWS)?;
    connection.execute_batch("COMMIT; ANALYZE;")
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
