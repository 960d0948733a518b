//! An SQLite database: one table for each flat table, with keys, indexes and views.
//!
//! A row of any other table belongs to one of `articles` (`article`), a goal or kick to a match, a leg to a tie. The columns
//! that repeat the article in a flat table (`path`, `title`, `revision`) stand in `articles` only. Days are texts `YYYY-MM-DD`,
//! truth is 0 or 1.
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
use rusqlite::{Connection, OpenFlags, ToSql, types::ToSqlOutput};

use super::{
    continued::{Beginning, Continued},
    partial::Partial,
    table::{ARTICLE_COLUMNS, Cell, Column, Kind, Table},
};
use crate::{
    error::{Error, Result},
    record::{Article, SCHEMA_VERSION},
};

/// Number of the tables, in the database's header, by which programs know whose they are: `SLin`.
const APPLICATION_ID: i32 = 0x534c_696e;

/// Looked up often, beside the keys.
const INDEXES: [(&str, &str); 12] = [
    ("articles", "title"),
    ("articles", "competition"),
    ("matches", "id"),
    ("matches", "date"),
    ("matches", "home"),
    ("matches", "away"),
    ("ties", "id"),
    ("legs", "match_id"),
    ("goals", "player"),
    ("standings", "team"),
    ("squads", "name"),
    ("scorers", "player"),
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

/// What a run that goes on has to know; it is gone in the end.
const RUN_TABLE: &str = "CREATE TABLE scoreline_run (run TEXT NOT NULL, state TEXT NOT NULL)";

/// The ending of the journal of the database beside its target.
const JOURNAL: &str = "partial-journal";

/// A database that is being written.
pub struct Database {
    // closed before its file is given up
    connection: Connection,
    partial: Partial,
    run: String,
    tables: Vec<(Table, String)>,
    articles: i64,
}

impl Database {
    /// Begins a database that will stand at `target`, or goes on with one that an earlier run began; then with its state.
    ///
    /// # Errors
    /// The folder cannot be written, the target is open in another program, another run writes it, or an earlier run was
    /// another.
    pub fn begin(target: &Path, beginning: Beginning<'_>) -> Result<(Self, Option<String>)> {
        let begin = || {
            refuse_open(target)?;
            let mut partial = Partial::claim(target, &[JOURNAL])?;
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
        if goes_on {
            let last = "SELECT coalesce(max(article), 0) FROM articles";
            self.articles = self.connection.query_row(last, [], |row| row.get(0))?;
            return Ok(());
        }
        self.connection.execute_batch(RUN_TABLE)?;
        Table::value_variants().iter().try_for_each(|table| self.connection.execute_batch(&create(*table)))
    }
}

/// What an earlier run left, if it came to a checkpoint.
fn earlier(partial: &Partial, beginning: Beginning<'_>) -> io::Result<Option<(Connection, String)>> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE;
    let Ok(connection) = Connection::open_with_flags(partial.path(), flags) else { return Ok(None) };
    let read = |row: &rusqlite::Row<'_>| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?));
    let Ok((run, state)) = connection.query_row("SELECT run, state FROM scoreline_run", [], read) else {
        return Ok(None);
    };
    beginning.takes(&run)?;
    Ok(Some((connection, state)))
}

impl Continued for Database {
    fn write(&mut self, articles: &[Article]) -> io::Result<()> {
        for article in articles {
            self.articles += 1;
            for (table, insert) in &self.tables {
                let mut statement = self.connection.prepare_cached(insert).map_err(io_error)?;
                table.rows(article, &mut |cells| {
                    let own = if *table == Table::Articles {
                        cells
                    } else {
                        cells.get(ARTICLE_COLUMNS..).unwrap_or(&[])
                    };
                    let id: &dyn ToSql = &self.articles;
                    let values = std::iter::once(id).chain(own.iter().map(|cell| cell as &dyn ToSql));
                    statement.execute(rusqlite::params_from_iter(values)).map_err(io_error)?;
                    Ok(())
                })?;
            }
        }
        Ok(())
    }

    fn checkpoint(&mut self, state: &str) -> io::Result<()> {
        let commit = || {
            self.connection.execute("DELETE FROM scoreline_run", [])?;
            self.connection.execute("INSERT INTO scoreline_run VALUES (?, ?)", [self.run.as_str(), state])?;
            self.connection.execute_batch("COMMIT; BEGIN;")
        };
        commit().map_err(io_error)?;
        self.partial.keep(true);
        Ok(())
    }

    fn finish(self: Box<Self>) -> Result<()> {
        let Self { connection, partial, .. } = *self;
        let target = partial.target().to_owned();
        let finish = || {
            complete(&connection).map_err(io_error)?;
            connection.close().map_err(|(_, error)| io_error(error))?;
            refuse_open(&target)?;
            partial.put_in_place()
        };
        finish().map_err(|error| Error::io(&target, error))
    }
}

fn complete(connection: &Connection) -> rusqlite::Result<()> {
    for (table, column) in INDEXES {
        connection.execute_batch(&format!("CREATE INDEX {table}_{column} ON {table} ({column});"))?;
    }
    for table in Table::value_variants().iter().filter(|table| key(**table).is_empty()) {
        let name = name(*table);
        connection.execute_batch(&format!("CREATE INDEX {name}_article ON {name} (article);"))?;
    }
    connection.execute_batch(VIEWS)?;
    connection.execute_batch("DROP TABLE scoreline_run")?;
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

fn name(table: Table) -> String {
    table.to_possible_value().map_or_else(String::new, |value| value.get_name().to_owned())
}

/// The columns of a table beside `article`.
fn own_columns(table: Table) -> Vec<Column> {
    let repeated = if table == Table::Articles { 0 } else { ARTICLE_COLUMNS };
    table.columns().split_off(repeated)
}

/// The columns that tell the rows of an article apart, where any do.
fn key(table: Table) -> &'static [&'static str] {
    match table {
        Table::Articles => &["article"],
        Table::Matches | Table::Ties => &["article", "id"],
        Table::Goals | Table::Kicks => &["article", "match_id", "number"],
        Table::Legs => &["article", "tie_id", "leg"],
        _ => &[],
    }
}

/// What the rows of a table belong to.
fn references(table: Table) -> &'static str {
    match table {
        Table::Articles => "",
        Table::Goals | Table::Kicks => ", FOREIGN KEY (article, match_id) REFERENCES matches (article, id)",
        Table::Legs => ", FOREIGN KEY (article, tie_id) REFERENCES ties (article, id)",
        _ => ", FOREIGN KEY (article) REFERENCES articles (article)",
    }
}

fn create(table: Table) -> String {
    let column = |Column { name, kind }: Column| match kind {
        Kind::Text | Kind::Date => format!(", \"{name}\" TEXT"),
        Kind::Integer => format!(", \"{name}\" INTEGER"),
        Kind::Boolean => format!(", \"{name}\" INTEGER CHECK (\"{name}\" IN (0, 1))"),
    };
    let columns: String = own_columns(table).into_iter().map(column).collect();
    let key = match key(table) {
        [] => String::new(),
        key => format!(", PRIMARY KEY ({})", key.join(", ")),
    };
    format!(
        "CREATE TABLE {} (article INTEGER NOT NULL{columns}{key}{}) STRICT;",
        name(table),
        references(table)
    )
}

fn insert(table: Table) -> String {
    let marks = vec!["?"; own_columns(table).len() + 1].join(", ");
    format!("INSERT INTO {} VALUES ({marks})", name(table))
}

impl ToSql for Cell<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(match self {
            Cell::Null => ToSqlOutput::from(rusqlite::types::Null),
            Cell::Text(text) => ToSqlOutput::from(text.as_ref()),
            Cell::Integer(number) => ToSqlOutput::from(*number),
            Cell::Boolean(truth) => ToSqlOutput::from(*truth),
            Cell::Date(date) => ToSqlOutput::from(date.to_string()),
        })
    }
}

fn io_error(error: rusqlite::Error) -> io::Error {
    io::Error::other(error)
}
