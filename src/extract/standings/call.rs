//! A table in one call: `{{#invoke:Sports table|main|team1=ARG|name_ARG=…|win_ARG=3|…}}`.
//!
//! The module computes matches played, goal difference and points (`win_` × `winpoints` and so on, and `startpoints_` and
//! `adjust_points_`); a number that is left out is 0 (<https://en.wikipedia.org/wiki/Module:Sports_table/doc>).

use super::{COMPUTED, compute, count, notes_of, signed, stage_and_group, state};
use crate::{
    catalogue::TemplateEntry,
    extract::{match_box::clean, reader::Reader, table_call::TableCall},
    markup::Template,
    record::{ResultPoints, Standings, StandingsColumn, StandingsRow},
    span::{Span, Stated},
};

/// Reads the call; the matrix that some tables hold is read from the same arguments.
pub(in crate::extract) fn standings<'e>(
    reader: &mut Reader<'_, '_>,
    template: &Template<'_, '_>,
    entry: &'e TemplateEntry,
) -> (Standings, TableCall<'e>) {
    let call = TableCall::new(reader, template, entry);
    let mut standings = Standings { at: reader.place_of(template), ..Standings::default() };
    (standings.stage, standings.group) = stage_and_group(reader, template.span);
    settings(reader, &call, &mut standings);
    for index in 0..call.order.len() {
        let row = row(reader, &call, &standings, index);
        standings.rows.extend(row);
    }
    // The page does not show a team that the order does not list, whatever numbers it has.
    let written = entry.parameters("won").first().map_or("", String::as_str);
    for (code, span) in call.unlisted("won") {
        let name = written.replace("{team}", code);
        reader.unread("parameter", Some(&name), span, "the table's order does not list this team");
    }
    (standings, call)
}

/// What holds for the whole table.
fn settings(reader: &mut Reader<'_, '_>, call: &TableCall<'_>, standings: &mut Standings) {
    let mut points = |field: &'static str| {
        let stated = count(reader, field, *call.fields.get(field)?)?;
        Some(Stated::new(u8::try_from(stated.value).ok()?, stated.at))
    };
    standings.points =
        ResultPoints { win: points("points.win"), draw: points("points.draw"), loss: points("points.loss") };
    standings.goal_average = call.fields.get("goal_average").is_some_and(|span| is_yes(reader, *span));
    standings.excerpt = call.fields.contains_key("excerpt");
    let ranking = call.fields.get("ranking").map(|span| (reader.flat(*span), *span));
    if let Some((flat, span)) = ranking {
        standings.notes.extend(notes_of(reader, &flat));
        standings.ranking = Some(Stated::new(clean(&flat), span)).filter(|text| !text.value.is_empty());
    }
    if let Some(span) = call.fields.get("update") {
        state(reader, *span, standings);
    }
    let is_shown =
        |column: &StandingsColumn| *column != StandingsColumn::Difference || !standings.goal_average;
    standings.computed = COMPUTED.into_iter().filter(is_shown).collect();
}

fn is_yes(reader: &Reader<'_, '_>, span: Span) -> bool {
    reader.language.is("table.yes", reader.flat(span).trimmed())
}

/// The row of the team at a place of the order.
fn row(
    reader: &mut Reader<'_, '_>,
    call: &TableCall<'_>,
    standings: &Standings,
    index: usize,
) -> Option<StandingsRow> {
    let code = call.order.get(index)?;
    let field = |field: &'static str| call.of_team(&code.value, field).map(|span| (field, span));
    let mut number = |name: &'static str| match field(name) {
        Some((field, span)) => count(reader, field, span),
        None => Some(Stated::new(0, code.at)),
    };
    let mut row = StandingsRow {
        won: number("won"),
        drawn: number("drawn"),
        lost: number("lost"),
        goals_for: number("goals_for"),
        goals_against: number("goals_against"),
        ..StandingsRow::default()
    };
    row.adjustment = field("adjustment").and_then(|(field, span)| signed(reader, field, span));
    row.start_points = field("start_points").and_then(|(field, span)| signed(reader, field, span));
    row.position = position(reader, call, index);
    let (team, marks) = call.team(reader, code);
    row.team = Some(team);
    let status = field("status").map(|(_, span)| clean(&reader.flat(span)));
    row.status = status.filter(|text| !text.is_empty()).or(marks);
    row.outcome = outcome(reader, call, index);
    row.notes =
        ["note", "head_to_head"].iter().flat_map(|field| notes(reader, call, &code.value, field)).collect();
    row.at = reader.place(row_span(call, &code.value).unwrap_or(code.at));
    compute(&mut row, &standings.points, standings.goal_average);
    Some(row)
}

/// The place in the order, unless `pos_ARG` says another: teams may share one.
fn position(reader: &mut Reader<'_, '_>, call: &TableCall<'_>, index: usize) -> Option<Stated<u32>> {
    let code = call.order.get(index)?;
    let Some(span) = call.of_team(&code.value, "position") else {
        return Some(Stated::new(u32::try_from(index + 1).ok()?, code.at));
    };
    let flat = reader.flat(span);
    let digits: String = flat.trimmed().chars().filter(char::is_ascii_digit).collect();
    let read = digits.parse().ok().map(|number| Stated::new(number, span));
    if read.is_none() && flat.trimmed().chars().any(char::is_alphanumeric) {
        reader.unread("value", Some("position"), span, "expected a position");
    }
    read
}

/// What the position earns: `result1=Q`, `text_Q=Quarter-finals`.
fn outcome(reader: &Reader<'_, '_>, call: &TableCall<'_>, index: usize) -> Option<String> {
    let tag = clean(&reader.flat(call.listed("result", index + 1)?));
    let text = call.of_team(&tag, "result_text").map(|text| clean(&reader.flat(text)));
    text.or(Some(tag)).filter(|text| !text.is_empty())
}

/// A note of a row; the code of another team stands for that team's note.
fn notes(reader: &Reader<'_, '_>, call: &TableCall<'_>, code: &str, field: &str) -> Vec<String> {
    let Some(own) = call.of_team(code, field) else { return Vec::new() };
    let text = clean(&reader.flat(own));
    let shared = call.of_team(&text, field).unwrap_or(own);
    let flat = reader.flat(shared);
    let text = Some(clean(&flat)).filter(|text| !text.is_empty());
    text.into_iter().chain(notes_of(reader, &flat)).collect()
}

/// From the first to the last number of a team, where these stand together.
fn row_span(call: &TableCall<'_>, code: &str) -> Option<Span> {
    let fields = ["won", "drawn", "lost", "goals_for", "goals_against"];
    let mut spans: Vec<Span> = fields.iter().filter_map(|field| call.of_team(code, field)).collect();
    spans.sort_unstable();
    let (first, last) = (spans.first()?, spans.last()?);
    let together = last.end() - first.start() <= LONGEST_ROW;
    Some(if together { Span::new(first.start(), last.end()) } else { *first })
}

/// The numbers of a team stand together in no more bytes than this.
const LONGEST_ROW: usize = 200;
