//! A matrix with a call a cell: `{{Fb r header|[[A]]|[[B]]}} {{Fb r team|t=[[A]]}} {{fb r|gf=2|ga=1}} …`.
//!
//! The column of a cell is its place in the row and nothing else: comments beside the cells name opponents and may
//! be wrong.

use super::MatrixRead;
use crate::{
    catalogue::TemplateEntry,
    extract::{
        reader::{Reader, parameter},
        standings::stage_and_group,
        team::team,
    },
    markup::{Key, Template},
    record::{ResultMatrix, Team},
    span::Span,
};

/// A matrix whose cells are being read.
#[derive(Default)]
pub(in crate::extract) struct OpenMatrix {
    open: Option<Cells>,
}

#[derive(Default)]
struct Cells {
    matrix: ResultMatrix,
    columns: Vec<Team>,
    rows: Vec<Team>,
    /// Row, column, goals as written.
    cells: Vec<(usize, usize, Value)>,
    column: usize,
}

/// What a cell states.
#[derive(Clone, Copy)]
enum Value {
    /// Goals for and against in two parameters, and the call.
    Goals(Span, Span, Span),
    /// A text.
    Text(Span),
}

impl OpenMatrix {
    /// Begins a matrix; gives the one before, which had no end.
    pub fn start(&mut self, reader: &mut Reader<'_, '_>, template: &Template<'_, '_>) -> Option<MatrixRead> {
        let before = self.take(reader);
        let (stage, group) = stage_and_group(reader, template.span);
        let matrix = ResultMatrix { stage, group, at: reader.place_of(template), ..ResultMatrix::default() };
        let columns = template.arguments().filter(|argument| matches!(argument.key, Key::Positional(_)));
        let columns = columns.filter_map(|argument| team(reader, argument.value)).collect();
        self.open = Some(Cells { matrix, columns, ..Cells::default() });
        before
    }

    /// Begins a row.
    pub fn row(&mut self, reader: &mut Reader<'_, '_>, template: &Template<'_, '_>, entry: &TemplateEntry) {
        let Some(open) = &mut self.open else { return };
        let named = parameter(template, entry, "team").and_then(|span| team(reader, span));
        open.rows.push(named.unwrap_or_default());
        open.column = 0;
    }

    /// Reads the next cell of the row.
    pub fn cell(&mut self, reader: &mut Reader<'_, '_>, template: &Template<'_, '_>, entry: &TemplateEntry) {
        let Some(open) = self.open.as_mut().filter(|open| !open.rows.is_empty()) else {
            return reader.unread(
                "template",
                None,
                template.span,
                "the cell stands outside a row of a matrix",
            );
        };
        let stated = |field: &str| parameter(template, entry, field);
        let value = match (stated("goals_for"), stated("goals_against")) {
            (Some(goals_for), Some(goals_against)) => {
                Some(Value::Goals(goals_for, goals_against, template.span))
            }
            _ => stated("result").map(Value::Text),
        };
        let row = open.rows.len() - 1;
        open.cells.extend(value.map(|value| (row, open.column, value)));
        open.column += 1;
        open.matrix.at.end = template.span.end;
    }

    /// The matrix so far; `None` where there is none.
    pub fn take(&mut self, reader: &mut Reader<'_, '_>) -> Option<MatrixRead> {
        let open = self.open.take().filter(|open| !open.rows.is_empty())?;
        Some(open.read(reader))
    }
}

impl Cells {
    /// Cells with their teams.
    fn read(self, reader: &mut Reader<'_, '_>) -> MatrixRead {
        let Self { mut matrix, columns, rows, cells, .. } = self;
        let columns: Vec<Option<Team>> = columns.into_iter().map(Some).collect();
        let (teams, columns) = super::columns(rows, &columns);
        matrix.teams = teams;
        let mut read = MatrixRead::new(matrix);
        for (row, column, value) in cells {
            let Some(away) = columns.get(column).copied().flatten() else {
                let (Value::Text(span) | Value::Goals(_, _, span)) = value;
                reader.unread("value", Some("matrix cell"), span, "the matrix has no column for this cell");
                continue;
            };
            match value {
                Value::Text(span) => read.cell(reader, [row, away], None, span),
                Value::Goals(home, guest, span) => read.goals(reader, [row, away], [home, guest], span),
            }
        }
        read
    }
}
