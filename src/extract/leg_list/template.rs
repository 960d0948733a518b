//! A row as a template: `{{TwoLegResult|team 1|code|aggregate|team 2|code|leg 1|leg 2}}`.

use super::{Cells, LegRow, row};
use crate::{
    catalogue::TemplateEntry,
    extract::{Missing, reader::Reader},
    markup::Template,
    record::Decider,
    span::Span,
};

/// Reads a row.
pub(in crate::extract) fn leg_row<'d>(
    reader: &mut Reader<'d, '_>,
    template: &Template<'d, '_>,
    entry: &'d TemplateEntry,
) -> LegRow<'d> {
    let place = reader.place_of(template);
    let round = reader.round_at(template.span.start());
    let cells = cells(reader, template, entry);
    let row = row(reader, place, round, &cells);
    require(reader, entry, &row, &cells);
    row
}

fn cells(reader: &Reader<'_, '_>, template: &Template<'_, '_>, entry: &TemplateEntry) -> Cells {
    let mut cells = Cells::default();
    for parameter in template.arguments() {
        let name = parameter.key.name();
        let Some(field) = entry.field_of(&name) else { continue };
        let span = parameter.value.trimmed(reader.document.source);
        if let Some(cell) = cell(&mut cells, field)
            && (cell.is_none() || !span.is_empty())
        {
            *cell = Some(span);
        }
    }
    cells
}

/// The cell that a field of the catalogue states.
fn cell<'c>(cells: &'c mut Cells, field: &str) -> Option<&'c mut Option<Span>> {
    if let Some(number) = field.strip_prefix("legs.") {
        let number = number.parse::<usize>().ok().filter(|number| *number < 9)?;
        cells.legs.resize(cells.legs.len().max(number + 1), None);
        return cells.legs.get_mut(number);
    }
    let [first, second] = &mut cells.teams;
    let [first_country, second_country] = &mut cells.countries;
    Some(match field {
        "teams.0.name" => first,
        "teams.0.country" => first_country,
        "teams.1.name" => second,
        "teams.1.country" => second_country,
        "aggregate" => &mut cells.aggregate,
        "score" => &mut cells.score,
        "date" => &mut cells.date,
        "winner" => &mut cells.winner,
        _ => return None,
    })
}

/// Lists what the entry requires and the row lacks. An empty leg is a leg that was not played; an absent one is missing.
fn require(reader: &mut Reader<'_, '_>, entry: &TemplateEntry, row: &LegRow<'_>, cells: &Cells) {
    if row.tie.decided_by.is_some_and(|decider| decider.value == Decider::Bye) {
        return;
    }
    let [first, second] = &row.tie.teams;
    for field in &entry.required {
        let present = match field.as_str() {
            "teams.0.name" => first.is_some(),
            "teams.1.name" => second.is_some(),
            "aggregate" => cells.aggregate.is_some(),
            "score" => cells.score.is_some(),
            "legs.0" => cells.legs.first().is_some_and(Option::is_some),
            "legs.1" => cells.legs.get(1).is_some_and(Option::is_some),
            _ => true,
        };
        if !present {
            reader.missing.push(Missing { at: row.tie.at.clone(), what: described(field) });
        }
    }
}

fn described(field: &str) -> String {
    match field {
        "teams.0.name" => "first team".to_owned(),
        "teams.1.name" => "second team".to_owned(),
        "legs.0" => "first leg".to_owned(),
        "legs.1" => "second leg".to_owned(),
        other => other.to_owned(),
    }
}
