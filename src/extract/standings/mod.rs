//! Group and league tables that templates make: one call for all of it, or a call a row.
//!
//! Raw tables are read in [`super::tables`].

mod below;
mod call;
mod criteria;
mod rows;
#[cfg(test)]
mod tests;

pub(super) use below::below;
pub(super) use call::standings;
pub(super) use rows::{OpenStandings, row_team};

use super::{match_box::clean, reader::Reader, text::Flat};
use crate::{
    catalogue::fold::is_dash,
    markup::NodeKind,
    record::{ResultPoints, Standings, StandingsColumn, StandingsRow},
    span::{Span, Stated},
    value,
};

/// Reads the criteria of each table once it is known what is written below it.
pub(super) fn rank(reader: &Reader<'_, '_>, tables: &mut [Standings]) {
    for table in tables {
        let ranking = table.ranking.as_ref();
        table.criteria =
            ranking.map(|text| criteria::criteria(reader.language, &text.value)).unwrap_or_default();
    }
}

/// Points for a win, a draw and a loss where a table says nothing, as the templates count them.
const USUAL_POINTS: [u8; 3] = [3, 1, 0];

/// Columns that the templates compute.
const COMPUTED: [StandingsColumn; 3] =
    [StandingsColumn::Played, StandingsColumn::Difference, StandingsColumn::Points];

/// Fills the columns that the template computes from the others.
fn compute(row: &mut StandingsRow, points: &ResultPoints, goal_average: bool) {
    let at = row.at.span();
    let of = |number: Option<Stated<u32>>| number.map_or(0, |number| number.value);
    let results = [of(row.won), of(row.drawn), of(row.lost)];
    let [win, draw, loss] = [points.win, points.draw, points.loss];
    let worth = [win, draw, loss].into_iter().zip(USUAL_POINTS);
    let worth = worth.map(|(stated, usual)| i64::from(stated.map_or(usual, |stated| stated.value)));
    let earned: i64 = results.iter().zip(worth).map(|(count, worth)| i64::from(*count) * worth).sum();
    let extra = [row.adjustment, row.start_points].into_iter().flatten().map(|extra| i64::from(extra.value));
    let shown = |sum: i64| i32::try_from(sum).ok().map(|sum| Stated::new(sum, at));
    row.played =
        results.iter().try_fold(0_u32, |sum, count| sum.checked_add(*count)).map(|sum| Stated::new(sum, at));
    row.points = shown(earned + extra.sum::<i64>());
    if !goal_average {
        row.difference = shown(i64::from(of(row.goals_for)) - i64::from(of(row.goals_against)));
    }
}

/// A number of a row; one that cannot be read is listed.
pub(super) fn count(reader: &mut Reader<'_, '_>, field: &'static str, span: Span) -> Option<Stated<u32>> {
    let flat = reader.flat(span);
    let read = match expression(reader, &flat) {
        Some(sum) => u32::try_from(sum).ok(),
        None => value::number(flat.trimmed(), reader.language).ok(),
    };
    read.map(|number| Stated::new(number, span)).or_else(|| {
        reader.unread("value", Some(field), span, "expected a number");
        None
    })
}

/// A number with a sign (`-3`, `−3`, `+2`); one that cannot be read is listed.
fn signed(reader: &mut Reader<'_, '_>, field: &'static str, span: Span) -> Option<Stated<i32>> {
    let flat = reader.flat(span);
    let read = expression(reader, &flat).and_then(|sum| i32::try_from(sum).ok());
    read.or_else(|| signed_number(flat.trimmed())).map(|number| Stated::new(number, span)).or_else(|| {
        reader.unread("value", Some(field), span, "expected a number with or without a sign");
        None
    })
}

/// Reads `+12`, `−3`, `0`; every dash is a minus.
pub(super) fn signed_number(text: &str) -> Option<i32> {
    let text = text.trim();
    let (sign, digits) = match text.chars().next()? {
        '+' => (1, text.get(1..)?),
        '±' => (1, text.strip_prefix('±')?),
        dash if is_dash(dash) => (-1, text.strip_prefix(dash)?),
        _ => (1, text),
    };
    let digits = digits.trim_start();
    let number: i32 =
        if digits.bytes().all(|byte| byte.is_ascii_digit()) { digits.parse().ok()? } else { return None };
    Some(sign * number)
}

/// The value of `{{#expr:…}}` where a text is nothing else.
pub(super) fn expression(reader: &Reader<'_, '_>, flat: &Flat<'_>) -> Option<i64> {
    let [call] = flat.unknown.as_slice() else { return None };
    let (function, argument) = reader.document.template(*call)?.function()?;
    let is_whole = flat.trimmed().is_empty() && reader.language.is("function.expression", &function);
    is_whole.then(|| value::expression(&reader.document.plain_text(argument)))?
}

/// Footnotes of a text as plain text.
pub(super) fn notes_of(reader: &Reader<'_, '_>, flat: &Flat<'_>) -> Vec<String> {
    let texts = flat.notes.iter().filter_map(|&id| reader.footnote_text(id));
    texts.map(|text| clean(&reader.flat(text))).filter(|note| !note.is_empty()).collect()
}

/// Stage and group of a table, from the headings above it or from the parameter that holds it: a page of tables has
/// one call with a parameter for each group.
pub(super) fn stage_and_group(reader: &Reader<'_, '_>, span: Span) -> (Option<String>, Option<String>) {
    let section = reader.document.section_at(span.start());
    let group = section.iter().rev().find_map(|heading| group_name(reader, heading));
    let held = || group_name(reader, &holding_parameter(reader, span)?);
    let group = group.or_else(held);
    let stage = reader.round_at(span.start()).map(|round| round.name);
    (stage, group)
}

/// `A` of `Group A`, `Gruppe A`; `None` where a heading names no group.
pub(super) fn group_name(reader: &Reader<'_, '_>, heading: &str) -> Option<String> {
    let (word, name) = heading.trim().split_once(char::is_whitespace)?;
    let name = name.trim().split(char::is_whitespace).next()?;
    let short = name.chars().count() <= 3 && name.chars().all(char::is_alphanumeric);
    (short && reader.language.is("word.group", word)).then(|| name.to_owned())
}

/// `A` of `2018 FIFA World Cup Group A` and of `2018 FIFA World Cup Group A table`; `None` for a group of nobody's name, as
/// in `group of death`.
pub(super) fn group_in_title(reader: &Reader<'_, '_>, title: &str) -> Option<String> {
    let words: Vec<&str> = title.split_whitespace().collect();
    let named = words.windows(2).rev().find_map(|pair| group_name(reader, &pair.join(" ")));
    named.filter(|name| !name.chars().any(char::is_lowercase))
}

/// The name of the innermost parameter around a place.
fn holding_parameter(reader: &Reader<'_, '_>, span: Span) -> Option<String> {
    let nodes = &reader.document.nodes;
    let before = nodes.partition_point(|node| node.span.start < span.start);
    let around = (0..before).rev().take(MOST_AROUND).filter(|id| {
        nodes.get(*id).is_some_and(|node| node.kind == NodeKind::Template && node.span.contains(span))
    });
    let names = around.flat_map(|id| reader.document.parts_of(id)).filter(|part| part.value.contains(span));
    names.filter_map(|part| part.key).map(|key| reader.document.text(key).trim().to_owned()).next()
}

/// Nodes before a table that are looked at for one around it.
const MOST_AROUND: usize = 1500;

/// Whether a table says that it is final, and up to when it counts: `complete`, `future`, `15 September 2019`.
fn state(reader: &Reader<'_, '_>, span: Span, standings: &mut Standings) {
    let text = clean(&reader.flat(span));
    if reader.language.is("table.complete", &text) {
        standings.complete = Some(Stated::new(true, span));
    } else if !text.is_empty() {
        standings.complete.get_or_insert(Stated::new(false, span));
        if !reader.language.is("table.future", &text) {
            standings.updated = Some(Stated::new(text, span));
        }
    }
}
