//! Infoboxes written as a table, a label and a value in each row: `<table class="infobox"> … <th>Season</th><td>2012–13</td>`.

use super::{Sheet, SheetRow};
use crate::{
    extract::{
        Records,
        infobox::{FIELDS, Fields, state},
        match_box::clean,
        reader::Reader,
        season_records,
    },
    markup::Table,
    span::Span,
};

/// Fields of which a table states one, if it is of a competition: other subjects have infoboxes, too.
const TELLING: [&str; 3] = ["season", "matches", "champions"];

/// Reads the table, if it is the first infobox of the article and one of a competition.
pub(super) fn read(
    reader: &mut Reader<'_, '_>,
    table: &Table,
    sheet: &Sheet<'_>,
    records: &mut Records,
) -> bool {
    if records.competition.at.is_some() || !is_infobox(reader, table) {
        return false;
    }
    let rows = rows(reader, sheet);
    let value =
        |field: &str| rows.iter().find(|row| row.field.as_deref() == Some(field)).map(|row| row.value);
    if !TELLING.iter().any(|field| value(field).is_some()) {
        return false;
    }
    records.competition.at = Some(reader.place(table.span));
    state(reader, &Fields { span: &value }, &mut records.competition);
    season_records::of_infobox(reader, &Fields { span: &value }, records);
    let others = rows.iter().filter(|row| row.field.as_deref().is_none_or(|field| !FIELDS.contains(&field)));
    let shown = others.map(|row| (row.label.clone(), clean(&reader.flat(row.value))));
    records.competition.other = shown.filter(|(_, text)| !text.is_empty()).collect();
    true
}

/// Whether the class in the first tag or line of a table says so.
fn is_infobox(reader: &Reader<'_, '_>, table: &Table) -> bool {
    let text = reader.document.text(table.span);
    let opening = text.split(['>', '\n']).next().unwrap_or("");
    reader.language.holds("table.infobox", opening)
}

/// A row with its label.
struct Labelled {
    label: String,
    field: Option<String>,
    value: Span,
}

fn rows(reader: &Reader<'_, '_>, sheet: &Sheet<'_>) -> Vec<Labelled> {
    let all = std::iter::once(sheet.header.as_slice())
        .chain(sheet.rows.iter().map(|row: &SheetRow| row.cells.as_slice()));
    let labelled = all.filter_map(|cells| {
        let [label, value] = cells else { return None };
        let written = clean(&reader.flat(*label));
        let field = reader.language.role("infobox.", &written).map(str::to_owned);
        (label != value && !value.is_empty()).then_some(Labelled { label: written, field, value: *value })
    });
    labelled.collect()
}
