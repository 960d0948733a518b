//! Points that teams take into a second stage: `the teams started with the following points: Alder 27 points, Birch 23`.

use super::sentences;
use crate::{
    catalogue::Captures,
    extract::{Records, reader::Reader, text::Flat},
    line::one_line,
    record::{Carried, Statement, StatementKind, Team, TeamPoints},
    span::Stated,
    value,
};

/// Slots of the phrases for an item: the last item of a list may hold two teams, with `and` between them.
const ITEM: [(&str, &str); 2] = [("team", "points"), ("team2", "points2")];

/// Reads a sentence that lists the points; `flat` is its paragraph, which may say how they came about.
pub(super) fn sentence(reader: &mut Reader<'_, '_>, flat: &Flat<'_>, sentence: &str, records: &mut Records) {
    let list = flat
        .phrases(reader.language, "start-points")
        .find_map(|phrase| phrase.pattern.captures(sentence)?.get("points"));
    let Some(list) = list else { return };
    let mut points = Vec::new();
    for item in list.split([',', ';']).map(str::trim).filter(|item| !item.is_empty()) {
        match team_points(reader, flat, item) {
            found if found.is_empty() => {
                reader.unread("sentence", None, flat.span_of(item), "no points of a team");
            }
            found => points.extend(found),
        }
    }
    if !points.is_empty() {
        let text = one_line(sentence);
        let at = reader.place(flat.span_of(sentence));
        let mut statement = Statement::new(StatementKind::StartPoints, text, at);
        statement.start_points = points;
        statement.carried = carried(reader, flat);
        records.statements.push(statement);
    }
}

fn team_points(reader: &Reader<'_, '_>, flat: &Flat<'_>, item: &str) -> Vec<TeamPoints> {
    let read = |captures: &Captures<'_>, (team, points): (&str, &str)| {
        let (team, points) = (captures.get(team)?.trim(), captures.get(points)?);
        let number = value::number(points, reader.language).ok()?;
        Some(TeamPoints {
            team: Team { name: team.to_owned(), at: flat.span_of(team), ..Team::default() },
            points: Stated::new(number, flat.span_of(points)),
        })
    };
    let captures =
        flat.phrases(reader.language, "team-points").find_map(|phrase| phrase.pattern.captures(item));
    captures.iter().flat_map(|captures| ITEM.iter().filter_map(|slots| read(captures, *slots))).collect()
}

/// What becomes of the points of the stage before, where a sentence of the paragraph says it.
fn carried(reader: &Reader<'_, '_>, flat: &Flat<'_>) -> Option<Carried> {
    let said = |sentence: &str| {
        let fits = |phrase: &&crate::catalogue::Phrase| phrase.pattern.captures(sentence).is_some();
        let phrase = flat.phrases(reader.language, "points-carried").find(fits)?;
        match phrase.facts.get("carried")?.as_str() {
            "whole" => Some(Carried::Whole),
            "half" => Some(Carried::Half),
            "half_down" => Some(Carried::HalfDown),
            "half_up" => Some(Carried::HalfUp),
            _ => None,
        }
    };
    sentences(&flat.text, reader.language).into_iter().find_map(said)
}
