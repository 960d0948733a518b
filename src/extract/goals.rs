//! Lists of goals and of kicks from the penalty mark.
//!
//! A list has one item a line; a bullet may stand before it. An own goal stands in the list of the side that profits.

use super::{
    reader::Reader,
    text::{Flat, Mark},
};
use crate::{
    catalogue::Shape,
    markup::Template,
    record::{Goal, GoalKind, Kick, Player, Side},
    span::Span,
    value,
};

/// One line of a list.
struct Item<'f, 'd> {
    text: &'f str,
    start: usize,
    marks: Vec<Mark<'d>>,
}

/// Reads a list of goals; an item that is none is listed as unread.
pub(super) fn goals(reader: &mut Reader<'_, '_>, span: Span, side: Side) -> Vec<Goal> {
    let flat = reader.flat(span);
    let mut goals = Vec::new();
    for item in items(&flat) {
        let marks: Vec<_> = item.marks.iter().filter(|mark| mark.entry.shape == Shape::Goal).collect();
        let is_card = item.marks.iter().any(|mark| mark.entry.shape == Shape::Card);
        if marks.is_empty() && !is_card && !item.text.is_empty() {
            reader.unread(
                "value",
                Some("goals"),
                flat.span_of(item.text),
                "no goal is marked beside the name",
            );
        }
        let player = player(&flat, &item);
        for mark in marks {
            let Some(template) = reader.document.template(mark.id) else { continue };
            for (minute, kind) in minutes(reader, &template) {
                let (minute, stoppage) = (minute.minute, minute.stoppage);
                goals.push(Goal { side, player: player.clone(), minute, stoppage, kind, at: template.span });
            }
        }
    }
    goals
}

/// The pairs of minute and remark of one `{{goal|12||90+2|pen.}}`.
fn minutes(reader: &mut Reader<'_, '_>, template: &Template<'_, '_>) -> Vec<(value::Minute, GoalKind)> {
    let parts: Vec<Span> = template.arguments().map(|parameter| parameter.value).collect();
    let mut goals = Vec::new();
    for pair in parts.chunks(2) {
        let [minute, note @ ..] = pair else { continue };
        let text = reader.flat(*minute);
        // A pipe too many behind the last minute is no goal; a template without any minute is one.
        if text.trimmed().is_empty() && !goals.is_empty() {
            continue;
        }
        let minute = match value::minute(text.trimmed()) {
            Ok(minute) => minute,
            Err(reason) => {
                reader.unread("value", Some("minute"), *minute, reason.to_string());
                continue;
            }
        };
        goals.push((minute, note.first().map_or(GoalKind::Regular, |note| kind(reader, *note))));
    }
    goals
}

fn kind(reader: &mut Reader<'_, '_>, note: Span) -> GoalKind {
    let text = reader.flat(note);
    value::goal_kind(text.trimmed(), reader.language).unwrap_or_else(|reason| {
        reader.unread("value", Some("goal"), note, reason.to_string());
        GoalKind::Regular
    })
}

/// Reads a list of kicks; an item that is none is listed as unread.
pub(super) fn kicks(reader: &mut Reader<'_, '_>, span: Span, side: Side) -> Vec<Kick> {
    let flat = reader.flat(span);
    let mut kicks = Vec::new();
    for item in items(&flat) {
        let scored = item.marks.iter().find_map(|mark| match mark.entry.shape {
            Shape::KickScored => Some((true, mark.id)),
            Shape::KickMissed => Some((false, mark.id)),
            _ => None,
        });
        match scored {
            Some((scored, id)) => {
                let at = reader.document.nodes.get(id).map_or(span, |node| node.span);
                kicks.push(Kick { side, player: player(&flat, &item), scored, at });
            }
            None if item.text.is_empty() => {}
            None => reader.unread(
                "value",
                Some("kicks"),
                flat.span_of(item.text),
                "neither a goal nor a miss is marked",
            ),
        }
    }
    kicks
}

/// The lines of a list that hold something.
fn items<'f, 'd>(flat: &'f Flat<'d>) -> Vec<Item<'f, 'd>> {
    let mut start = 0;
    let mut items = Vec::new();
    for line in flat.text.split('\n') {
        let end = start + line.len();
        let marks: Vec<_> =
            flat.marks.iter().filter(|mark| start <= mark.at && mark.at <= end).copied().collect();
        let text =
            line.trim_matches(|c: char| c.is_whitespace() || matches!(c, '*' | '•' | ',' | '·' | '#' | ':'));
        if !text.is_empty() || !marks.is_empty() {
            items.push(Item { text, start, marks });
        }
        start = end + 1;
    }
    items
}

/// The player that an item names.
fn player(flat: &Flat<'_>, item: &Item<'_, '_>) -> Option<Player> {
    if item.text.is_empty() {
        return None;
    }
    let end = item.start + item.text.len();
    let inside = |start: usize| item.start <= start && start <= end;
    let link = flat.links.iter().find(|link| inside(link.start)).map(|link| link.target.clone());
    Some(Player { name: item.text.to_owned(), link })
}
