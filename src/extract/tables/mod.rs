//! Raw tables, told apart by their header cells.
//!
//! Rendering flattens spans: a cell that covers several rows stands in the first of them only, and the cells of the
//! others move to the left. Each reader says how it finds the columns again.

mod criteria;
mod days_cell;
mod drawn_box;
mod entrants;
mod flagged;
mod infobox;
mod leg_list;
mod listed_goals;
mod matches;
mod matrix;
mod participants;
mod qualified;
mod schedule;
mod scorers;
mod standings;
mod way_to_final;

use super::{Records, prose, reader::Reader};
use crate::{
    catalogue::role_in,
    markup::{Dialect, NodeKind, Row, Table},
    record::StatementKind,
    span::Span,
};

/// A table cut into cells, with what its header cells mean.
pub(super) struct Sheet<'t> {
    /// The table.
    pub span: Span,
    /// Header cells of the columns.
    pub header: Vec<Span>,
    /// Header texts of the columns.
    pub titles: Vec<String>,
    /// Lists of the catalogue that hold the title of each column: `column.team`, `standings.team` …
    lists: Vec<&'t [String]>,
    /// Roles of the columns in the catalogue: `rank`, `team` …
    roles: Vec<Option<&'t str>>,
    /// Rows below the header, one cell a column; in a flattened table as they stand.
    pub rows: Vec<SheetRow>,
    /// Whether spans are lost.
    pub flattened: bool,
}

/// A row below the header.
pub(super) struct SheetRow {
    /// From its first to its last cell.
    pub span: Span,
    /// Contents of its cells; empty where there is none.
    pub cells: Vec<Span>,
}

impl<'t> Sheet<'t> {
    /// The column with a role.
    pub fn column(&self, role: &str) -> Option<usize> {
        self.roles.iter().position(|found| *found == Some(role))
    }

    /// What each column is among the lists that begin with `prefix` (`standings.`).
    fn roles_in(&self, prefix: &str) -> impl Iterator<Item = Option<&'t str>> {
        self.lists.iter().map(move |lists| role_in(lists, prefix))
    }

    /// Whether a row shares cells with the header: the lower half of a header of two rows.
    pub fn repeats_header(&self, row: &SheetRow) -> bool {
        row.cells.iter().zip(&self.header).any(|(cell, header)| !cell.is_empty() && cell == header)
    }

    /// Whether all of these roles have a column.
    fn has(&self, roles: &[&str]) -> bool {
        roles.iter().all(|role| self.column(role).is_some())
    }
}

impl<'t> Sheet<'t> {
    /// The sheet below a first row that is one cell over the whole width; `None` where there is none.
    fn below_title(&self, reader: &Reader<'t, '_>) -> Option<Sheet<'t>> {
        let first = self.header.first().filter(|first| self.header.iter().all(|cell| cell == *first))?;
        let (header, rows) =
            self.rows.split_first().filter(|_| !first.is_empty() && self.header.len() > 1)?;
        let rows = rows.iter().map(|row| SheetRow { span: row.span, cells: row.cells.clone() }).collect();
        Some(headed(reader, self.span, header.cells.clone(), rows, self.flattened))
    }
}

impl SheetRow {
    /// Whether one cell covers the whole row, or the only cell with text is the first: a heading or remark inside the
    /// table.
    pub fn is_one_cell(&self) -> bool {
        let mut stated = self.cells.iter().filter(|cell| !cell.is_empty());
        let first = stated.next();
        stated.all(|cell| Some(cell) == first)
    }

    /// The content of a cell; `None` where it is absent or empty.
    pub fn cell(&self, column: usize) -> Option<Span> {
        self.cells.get(column).copied().filter(|cell| !cell.is_empty())
    }
}

/// Reads a table with the first reader that knows it.
pub(super) fn table(reader: &mut Reader<'_, '_>, table: &Table, records: &mut Records) {
    reader.coverage.tables_seen += 1;
    if drawn_box::read(reader, table, records) {
        reader.coverage.tables_read += 1;
        return;
    }
    let counted = counts(reader, table.rows.first(), records);
    let sheet = (!is_lone_cell(table)).then(|| sheet(reader, table));
    let read = sheet.as_ref().is_some_and(|sheet| read(reader, table, sheet, records));
    if !read {
        prose::shootouts(reader, table, records);
    }
    if read || counted {
        reader.coverage.tables_read += 1;
    } else if sheet.as_ref().is_some_and(|sheet| speaks_of_results(sheet) || holds_scores(reader, sheet)) {
        let header = table.rows.first().map_or(table.span, |row| row.span);
        reader.unread("table", None, header, "no reader knows a table with these header cells");
    } else if reader.document.dialect == Dialect::Stripped {
        let header = table.rows.first().map_or(table.span, |row| row.span);
        reader.unread("table", None, header, why_not(sheet.as_ref()));
    } else if let Some(cell) = officials(reader, table) {
        reader.unread("table", None, cell, "assistant referees have no place in the records");
    } else {
        reader.coverage.tables_other += 1;
    }
}

/// Whether a table is at most one cell: a frame around text or another table, with nothing to be read by its header.
fn is_lone_cell(table: &Table) -> bool {
    table.caption.is_none() && table.rows.len() <= 1 && table.rows.iter().all(|row| row.cells.len() <= 1)
}

/// Reads a table by its header cells.
fn read(reader: &mut Reader<'_, '_>, table: &Table, sheet: &Sheet<'_>, records: &mut Records) -> bool {
    infobox::read(reader, table, sheet, records)
        || way_to_final::read(reader, sheet, records)
        || leg_list::read(reader, sheet, records)
        || results(reader, sheet, records)
        || if sheet.has(&["rank", "player", "total"]) {
            scorers::read(reader, sheet, records)
        } else if sheet.has(&["association", "team"]) {
            entrants::read(reader, sheet, records)
        } else if sheet.has(&["group", "winners"]) {
            qualified::read(reader, sheet, records)
        } else if sheet.has(&["round"]) || sheet.has(&["phase"]) {
            schedule::read(reader, sheet, records)
        } else {
            criteria::read(reader, sheet, records)
                || entrants::transferred(reader, sheet, records)
                || participants::read(reader, table.caption, sheet, records)
        }
}

/// Reads standings, results matrices and lists of matches; a title over the whole width may stand above their header.
fn results(reader: &mut Reader<'_, '_>, sheet: &Sheet<'_>, records: &mut Records) -> bool {
    let below = sheet.below_title(reader);
    let sheet = below.as_ref().unwrap_or(sheet);
    if let Some(columns) = standings::Columns::of(sheet) {
        standings::read(reader, sheet, &columns, records)
    } else if let Some(columns) = matches::Columns::of(sheet) {
        matches::read(reader, sheet, &columns, records)
    } else {
        matrix::is_matrix(reader, sheet) && matrix::read(reader, sheet, records)
    }
}

/// Whether a header is that of a table of results, although no reader knows it; the rest are transfers, kits, honours,
/// persons and statistics, which are no records of this program.
fn speaks_of_results(sheet: &Sheet<'_>) -> bool {
    let holds = |prefix: &str, roles: &[&str]| {
        let found: Vec<_> = sheet.roles_in(prefix).flatten().collect();
        roles.iter().all(|role| found.contains(role)) && !found.contains(&"foreign")
    };
    let has_rows = sheet.rows.iter().any(|row| row.cells.iter().skip(1).any(|cell| !cell.is_empty()));
    let is_result =
        holds("result.", &["home", "away", "score"]) || holds("standings.", &["team", "points", "played"]);
    has_rows && (is_result || sheet.has(&["association", "team"]))
}

/// Rows that are looked through for scores.
const MOST_ROWS_OF_SCORES: usize = 8;

/// Whether a column of scores holds any. The goals of a person have two such columns, score and result, or name the player: they
/// are no list of matches.
fn holds_scores(reader: &Reader<'_, '_>, sheet: &Sheet<'_>) -> bool {
    let columns = sheet.roles_in("result.").enumerate().filter(|(_, role)| *role == Some("score"));
    let mut columns = columns.map(|(column, _)| column);
    let (Some(column), None) = (columns.next(), columns.next()) else { return false };
    let is_score = |cell: Span| {
        super::match_box::score(reader, &reader.flat(cell)).is_ok_and(|value| value.score.is_some())
    };
    let mut cells = sheet.rows.iter().take(MOST_ROWS_OF_SCORES).filter_map(|row| row.cell(column));
    sheet.column("player").is_none() && cells.any(is_score)
}

/// Why a table is not read. Text of which only templates survived keeps headers without their cells, so that what a table
/// was about does not show: each is listed.
fn why_not(sheet: Option<&Sheet<'_>>) -> &'static str {
    let is_empty = |row: &SheetRow| row.cells.iter().skip(1).all(|cell| cell.is_empty());
    if sheet.is_none_or(|sheet| sheet.rows.iter().all(is_empty)) {
        "the table holds nothing below its header"
    } else {
        "no reader knows a table with these header cells"
    }
}

/// The cell of a table without header cells that names a match's officials beside the referee.
fn officials(reader: &Reader<'_, '_>, table: &Table) -> Option<Span> {
    let cells = table.rows.iter().take(1).flat_map(|row| &row.cells).filter(|cell| !cell.header);
    let mut contents = cells.map(|cell| cell.content);
    contents.find(|cell| reader.language.holds("lineup.officials", reader.document.text(*cell)))
}

/// `First round (12 teams)` in a header cell counts teams.
fn counts(reader: &mut Reader<'_, '_>, header: Option<&Row>, records: &mut Records) -> bool {
    let cells = header.map_or(&[][..], |row| &row.cells);
    let before = records.statements.len();
    for cell in cells {
        records.statements.extend(prose::in_cell(
            reader,
            cell.content,
            "count-cell",
            StatementKind::TeamCount,
        ));
    }
    records.statements.len() > before
}

fn sheet<'t>(reader: &Reader<'t, '_>, table: &'t Table) -> Sheet<'t> {
    let mut rows = table.grid().into_iter().map(|row| SheetRow { span: row.span, cells: row.cells });
    let header = rows.next().map(|row| row.cells).unwrap_or_default();
    headed(reader, table.span, header, rows.collect(), table.flattened)
}

fn headed<'t>(
    reader: &Reader<'t, '_>,
    span: Span,
    header: Vec<Span>,
    rows: Vec<SheetRow>,
    flattened: bool,
) -> Sheet<'t> {
    let (titles, lists): (Vec<_>, Vec<_>) = header.iter().map(|cell| title(reader, *cell)).unzip();
    let roles = lists.iter().map(|lists| role_in(lists, "column.")).collect();
    Sheet { span, header, titles, lists, roles, rows, flattened }
}

/// The title of a column, and the lists that hold it. Where the catalogue does not know all of it, what stands before the
/// first tag or bracket: behind a title may stand what it counts (`Home team (tier)`), a reference mark or links to the
/// template's page. A tag with a tag in its attributes is text to this program (`<abbr title="<nowiki>Points</nowiki>">Pts`), and
/// the title stands behind it.
fn title<'t>(reader: &Reader<'t, '_>, cell: Span) -> (String, &'t [String]) {
    let clean = |span: Span| super::match_box::clean(&reader.flat(span));
    let whole = clean(cell);
    let lists = reader.language.lists_of(&whole);
    if whole.is_empty() || !lists.is_empty() {
        return (whole, lists);
    }
    let head = before_tag(reader, cell, |_| true).map(clean).unwrap_or_default();
    // A tag that is opened inside another one (`<ref <ref name=n>`) is text, too; the title stands before it.
    let before_broken = whole.split('<').next();
    let behind_tag = [&whole, &head].into_iter().filter_map(|title| title.rsplit('>').next());
    let before_bracket =
        whole.strip_suffix(')').and_then(|open| open.rsplit_once('(')).map(|(before, _)| before);
    let parts = before_broken.into_iter().chain(behind_tag).chain([head.as_str()]).chain(before_bracket);
    let parts = parts.map(str::trim);
    let with_lists = |part: &str| (part.to_owned(), reader.language.lists_of(part));
    let known = parts.map(with_lists).find(|(_, lists)| !lists.is_empty());
    known.unwrap_or((whole, &[]))
}

/// A cell up to a raised mark: `0<sup>a</sup>` is 0 with a note.
fn without_superscript(reader: &Reader<'_, '_>, cell: Span) -> Span {
    before_tag(reader, cell, |tag| tag.eq_ignore_ascii_case("sup")).unwrap_or(cell)
}

/// Tags of a cell before which text is looked for.
const MOST_TAGS: usize = 8;

/// What stands before the first tag of some kind that has text before it.
fn before_tag(reader: &Reader<'_, '_>, cell: Span, is_it: impl Fn(&str) -> bool) -> Option<Span> {
    let nodes = reader.document.children_in(cell).filter_map(|id| reader.document.nodes.get(id));
    let tags = nodes.filter(|node| node.kind == NodeKind::Html);
    let mut tags = tags.filter(|node| is_it(reader.document.text(node.head).trim())).take(MOST_TAGS);
    tags.find_map(|tag| {
        let head = Span::new(cell.start(), tag.span.start());
        (!reader.flat(head).trimmed().is_empty()).then_some(head)
    })
}
