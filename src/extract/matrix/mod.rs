//! Results matrices that templates make: the row's team at home, the column's away.
//!
//! Raw tables that are matrices are read in [`super::tables`].

mod call;
mod rows;

pub(super) use call::{embedded, matrix};
pub(super) use rows::OpenMatrix;

use super::{
    match_box::{clean, score},
    note_status::noted_status,
    reader::Reader,
    standings::{count, notes_of},
    text::Flat,
};
use crate::{
    hash::{HashMap, HashSet},
    record::{MatchMention, MatchMentionKind, Pair, ResultCell, ResultMatrix, Score, Status, Team},
    span::{Span, Stated},
    value::ScoreValue,
};

/// A matrix, and the matches that its cells state.
pub(super) struct MatrixRead {
    matrix: ResultMatrix,
    matches: Vec<MatchMention>,
}

impl MatrixRead {
    /// A matrix without cells.
    pub fn new(matrix: ResultMatrix) -> Self {
        Self { matrix, matches: Vec::new() }
    }

    /// Whether no cell states anything.
    pub fn is_empty(&self) -> bool {
        self.matrix.cells.is_empty()
    }

    /// Reads a cell; several scores in it are several matches of the two teams.
    pub fn cell(&mut self, reader: &mut Reader<'_, '_>, teams: Pair<usize>, leg: Option<u8>, span: Span) {
        let flat = reader.flat(span);
        if states_nothing(reader, &flat) {
            return;
        }
        match score(reader, &flat) {
            Ok(value) => self.add(reader, teams, leg, &value, &flat),
            Err(_) if flat.trimmed().contains('\n') => self.lines(reader, teams, &flat),
            Err(reason) => reader.unread("value", Some("matrix cell"), span, reason.to_string()),
        }
    }

    /// Adds a note to the cell that was read last, and to its match, where these stand at `span`.
    fn note(&mut self, reader: &Reader<'_, '_>, span: Span, note: Span) {
        let flat = reader.flat(note);
        let note = clean(&flat);
        if note.is_empty() {
            return;
        }
        let status = |status| match status {
            Status::Played => noted_status(reader, &flat).unwrap_or(status),
            _ => status,
        };
        if let Some(cell) = self.matrix.cells.last_mut().filter(|cell| span.contains(cell.at.span())) {
            cell.status = status(cell.status);
            cell.notes.push(note.clone());
        }
        if let Some(mention) = self.matches.last_mut().filter(|mention| span.contains(mention.at.span())) {
            mention.status = status(mention.status);
            mention.notes.push(note);
        }
    }

    /// Reads a cell whose two numbers stand in two parameters.
    fn goals(&mut self, reader: &mut Reader<'_, '_>, teams: Pair<usize>, goals: Pair<Span>, at: Span) {
        let goals = goals
            .map(|span| count(reader, "matrix cell", span).and_then(|count| u16::try_from(count.value).ok()));
        if let [Some(home), Some(away)] = goals {
            let value = ScoreValue { score: Some([home, away]), ..ScoreValue::default() };
            self.stated(reader, teams, None, &value, at, Vec::new());
        }
    }

    /// One score a line.
    fn lines(&mut self, reader: &mut Reader<'_, '_>, teams: Pair<usize>, flat: &Flat<'_>) {
        let lines = flat.text.split('\n').map(str::trim).filter(|line| !line.is_empty());
        for (index, line) in lines.enumerate() {
            let at = flat.span_of(line);
            match crate::value::score(line, reader.language) {
                Ok(value) => {
                    let leg = u8::try_from(index + 1).ok();
                    self.stated(reader, teams, leg, &value, at, notes_of(reader, flat));
                }
                Err(reason) => reader.unread("value", Some("matrix cell"), at, reason.to_string()),
            }
        }
    }

    fn add(
        &mut self,
        reader: &Reader<'_, '_>,
        teams: Pair<usize>,
        leg: Option<u8>,
        value: &ScoreValue,
        flat: &Flat<'_>,
    ) {
        self.stated(reader, teams, leg, value, flat.span, notes_of(reader, flat));
    }

    fn stated(
        &mut self,
        reader: &Reader<'_, '_>,
        [home, away]: Pair<usize>,
        leg: Option<u8>,
        value: &ScoreValue,
        at: Span,
        notes: Vec<String>,
    ) {
        let played = if value.score.is_some() { Status::Played } else { Status::Scheduled };
        let status = value.status.unwrap_or(played);
        let score = value.score.map(Score::of);
        let cell = ResultCell { home, away, leg, score, status, notes: notes.clone(), at: reader.place(at) };
        let is_match = home != away && (score.is_some() || status != Status::Scheduled);
        self.matrix.cells.push(cell);
        if !is_match {
            return;
        }
        let mut mention = MatchMention::new(MatchMentionKind::Matrix, reader.place(at));
        mention.round = reader.round_at(at.start());
        mention.group.clone_from(&self.matrix.group);
        mention.home = self.matrix.teams.get(home).cloned();
        mention.away = self.matrix.teams.get(away).cloned();
        mention.score = score.map(|score| Stated::new(score, at));
        mention.extra_time = value.extra_time.then(|| Stated::new(true, at));
        mention.shootout = value.shootout.map(|pair| Stated::new(Score::of(pair), at));
        mention.status = status;
        mention.notes = notes;
        self.matches.push(mention);
    }

    /// The matrix with its matches. Where every pair of teams meets once at most and nobody plays on both grounds, the
    /// order of a cell need not say who was at home: editors fill the half above the diagonal.
    pub fn finish(mut self) -> (ResultMatrix, Vec<MatchMention>) {
        let pairs: HashSet<Pair<usize>> =
            self.matrix.cells.iter().map(|cell| [cell.home, cell.away]).collect();
        let half =
            pairs.iter().all(|[home, away]| home < away) || pairs.iter().all(|[home, away]| home > away);
        if half {
            self.matches.iter_mut().for_each(|mention| mention.oriented = false);
        }
        (self.matrix, self.matches)
    }
}

/// Teams of the rows and those that only columns name, and the team of each column: the row with the same link or name,
/// else, in a square, the row of the same number. Headers often hold codes or crests that name nobody.
pub(super) fn columns(mut rows: Vec<Team>, columns: &[Option<Team>]) -> (Vec<Team>, Vec<Option<usize>>) {
    let square = rows.len() == columns.len();
    let mut found = same_teams(&rows, columns);
    let taken: HashSet<usize> = found.iter().flatten().copied().collect();
    for (index, (place, column)) in found.iter_mut().zip(columns).enumerate() {
        if place.is_none() && square && !taken.contains(&index) {
            *place = Some(index);
        } else if let (None, Some(column)) = (&place, column) {
            *place = Some(rows.len());
            rows.push(column.clone());
        }
    }
    (rows, found)
}

/// For each column the first row with its link, else with its name.
fn same_teams(rows: &[Team], columns: &[Option<Team>]) -> Vec<Option<usize>> {
    let (mut links, mut names) = (HashMap::default(), HashMap::default());
    for (index, row) in rows.iter().enumerate() {
        names.entry(row.name.as_str()).or_insert(index);
        if let Some(link) = &row.link {
            links.entry(link.as_str()).or_insert(index);
        }
    }
    let same = |column: &Team| {
        let by_link = column.link.as_ref().and_then(|link| links.get(link.as_str()));
        by_link.or_else(|| names.get(column.name.as_str())).copied()
    };
    columns.iter().map(|column| column.as_ref().and_then(same)).collect()
}

/// Whether a cell holds nothing that a reader would take for a result: it is empty, or a mark for a match to come
/// (`a`: the article about it exists).
pub(super) fn states_nothing(reader: &Reader<'_, '_>, flat: &Flat<'_>) -> bool {
    let text = flat.trimmed();
    let is_dash = text
        .chars()
        .all(|c| crate::catalogue::fold::is_dash(c) || matches!(c, ':' | '•' | '×') || c.is_whitespace());
    (text.is_empty() && flat.marks.is_empty())
        || (is_dash && flat.marks.is_empty())
        || reader.language.is("mark.no_match", text)
}
