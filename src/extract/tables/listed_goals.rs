//! Goals in a cell of a list of matches: `Ash (33., ET), Birch (59.); Alder (68.)`, the goals of the two sides on both sides
//! of the semicolon, those of one side alone without one.

use crate::{
    extract::{
        reader::Reader,
        text::{Flat, LinkMark},
    },
    record::{Goal, GoalKind, Player, Score, Side},
    value,
};

/// Reads the goals of a cell; `None` where it does not say for which side each counts, or is written in another way.
pub(super) fn goals(reader: &Reader<'_, '_>, flat: &Flat<'_>, score: Option<Score>) -> Option<Vec<Goal>> {
    let text = flat.trimmed();
    let lists = match text.split_once(';') {
        Some((home, away)) if !away.contains(';') => vec![(Side::Home, home), (Side::Away, away)],
        Some(_) => return None,
        None => vec![(only_side(score?)?, text)],
    };
    let mut goals = Vec::new();
    let mut start = flat.text.len() - flat.text.trim_start().len();
    for (side, list) in lists {
        goals.extend(list_of(reader, flat, list, start, side)?);
        start += list.len() + 1;
    }
    Some(goals).filter(|goals| !goals.is_empty())
}

/// The side that scored where the other did not: a list without a semicolon is of one side.
fn only_side(score: Score) -> Option<Side> {
    match (score.home, score.away) {
        (1.., 0) => Some(Side::Home),
        (0, 1..) => Some(Side::Away),
        _ => None,
    }
}

fn list_of(
    reader: &Reader<'_, '_>,
    flat: &Flat<'_>,
    list: &str,
    mut start: usize,
    side: Side,
) -> Option<Vec<Goal>> {
    let mut goals = Vec::new();
    let mut rest = list;
    while !rest.trim().is_empty() {
        let (name, behind) = rest.split_once('(')?;
        let (minutes, next) = behind.split_once(')')?;
        let shown = name.trim_matches(|c: char| c.is_whitespace() || c == ',');
        let at = start..start + name.len();
        goals.extend(goals_of(reader, flat, (shown, at), minutes, side)?);
        start += rest.len() - next.len();
        rest = next;
    }
    Some(goals)
}

/// The goals of one player: `33., ET`, `12., 45+1.`; a remark speaks of the minute before it.
fn goals_of(
    reader: &Reader<'_, '_>,
    flat: &Flat<'_>,
    (name, at): (&str, std::ops::Range<usize>),
    minutes: &str,
    side: Side,
) -> Option<Vec<Goal>> {
    let link = flat.links.iter().find(|link| at.contains(&link.start)).map(LinkMark::title);
    let player = (!name.is_empty()).then(|| Player { name: name.to_owned(), link })?;
    let mut goals: Vec<Goal> = Vec::new();
    for part in minutes.split(',').map(str::trim) {
        if part.starts_with(|c: char| c.is_ascii_digit()) {
            let minute = value::minute(part.trim_end_matches('.')).ok()?;
            let (minute, stoppage) = (minute.minute, minute.stoppage);
            let (player, at) = (Some(player.clone()), flat.span_of(name));
            goals.push(Goal { side, player, minute, stoppage, kind: GoalKind::Regular, at });
        } else {
            goals.last_mut()?.kind = value::goal_kind(part, reader.language).ok()?;
        }
    }
    Some(goals).filter(|goals| !goals.is_empty())
}
