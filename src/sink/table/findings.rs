//! The table of findings: the one whose rows are not stated by an article but found in it.

use std::io;

use super::{
    Cell, Checked, Column,
    Kind::{self, Array, Integer, Object, Text},
    Reference,
    columns::{ARTICLE_COLUMNS, Source, article_cells, index, integer, json, text, word},
};
use crate::sink::FindingRecord;

/// Findings, in the order in which `check` lists them.
pub(super) struct Findings;

/// A column and where its value comes from: the number of the finding in its article, or the finding.
type Field = (&'static str, Kind, for<'a> fn(usize, &'a FindingRecord<'a>) -> Cell<'a>);

const FIELDS: &[Field] = &[
    ("line", Integer, |_, finding| integer(finding.line)),
    ("row", Integer, |number, _| index(number)),
    ("code", Text, |_, finding| text(finding.code)),
    ("name", Text, |_, finding| text(finding.name)),
    ("severity", Text, |_, finding| word(finding.severity)),
    ("confidence", Text, |_, finding| word(finding.confidence)),
    ("message", Text, |_, finding| text(finding.message)),
    ("column", Integer, |_, finding| integer(finding.column)),
    ("end_line", Integer, |_, finding| integer(finding.end_line)),
    ("end_column", Integer, |_, finding| integer(finding.end_column)),
    ("related", Array, |_, finding| json(&finding.related)),
    ("suspect", Text, |_, finding| word(finding.suspect)),
    ("fingerprint", Text, |_, finding| text(&finding.fingerprint)),
    ("fix", Object, |_, finding| finding.fix.as_ref().map_or(Cell::Null, json)),
];

impl Source for Findings {
    fn columns(&self) -> Vec<Column> {
        let own = FIELDS.iter().map(|(name, kind, _)| Column { name, kind: *kind });
        ARTICLE_COLUMNS.into_iter().chain(own).collect()
    }

    fn key(&self) -> &'static [&'static str] {
        &["row"]
    }

    fn references(&self) -> &'static [Reference] {
        &[]
    }

    fn rows<'a>(
        &self,
        checked: Checked<'a>,
        each: &mut dyn FnMut(&[Cell<'a>]) -> io::Result<()>,
    ) -> io::Result<()> {
        for (index, finding) in checked.findings.iter().enumerate() {
            let own = FIELDS.iter().map(|(_, _, value)| value(index + 1, finding));
            let cells: Vec<Cell<'a>> = article_cells(checked).into_iter().chain(own).collect();
            each(&cells)?;
        }
        Ok(())
    }
}
