//! Lists of goals and of kicks from the penalty mark.
//!
//! A list has one item a line; a bullet may stand before it. An own goal stands in the list of the side that profits.

use super::{
    reader::Reader,
    text::{Flat, LinkMark, Mark},
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
    end: usize,
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
            match plain_goals(reader, &flat, &item, side) {
                Some(plain) => goals.extend(plain),
                None => reader.unread(
                    "value",
                    Some("goals"),
                    flat.span_of(item.text),
                    "no goal is marked beside the name",
                ),
            }
        }
        let player = player(&flat, &item, item.text);
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

/// Goals of an item without a template: `Ash 9'`, `Hurst 48', 66'`, `Grove 90+10' pen.`, `Wood 87' (o.g.)`.
fn plain_goals(
    reader: &Reader<'_, '_>,
    flat: &Flat<'_>,
    item: &Item<'_, '_>,
    side: Side,
) -> Option<Vec<Goal>> {
    let (name, minutes) = item.text.split_at(item.text.find(|c: char| c.is_ascii_digit())?);
    let player = player(flat, item, name.trim());
    let goal = |part: &str| {
        let part = part.trim();
        let end = part.find(|c: char| c.is_whitespace() || c == '(').unwrap_or(part.len());
        let (minute, note) = part.split_at(end);
        let minute = value::minute(minute).ok()?;
        let kind = value::goal_kind(note, reader.language).ok()?;
        let at = flat.span_of(item.text);
        Some(Goal {
            side,
            player: player.clone(),
            minute: minute.minute,
            stoppage: minute.stoppage,
            kind,
            at,
        })
    };
    minutes.split(',').map(goal).collect()
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
                kicks.push(Kick { side, player: player(&flat, &item, item.text), scored, at });
            }
            None if item.text.is_empty() => {}
            None => match worded_kick(reader, &flat, &item, side) {
                Some(kick) => kicks.push(kick),
                None => reader.unread(
                    "value",
                    Some("kicks"),
                    flat.span_of(item.text),
                    "neither a goal nor a miss is marked",
                ),
            },
        }
    }
    kicks
}

/// A kick of an item without a template: `Ash pengoal`, `penmiss Stone`.
fn worded_kick(reader: &Reader<'_, '_>, flat: &Flat<'_>, item: &Item<'_, '_>, side: Side) -> Option<Kick> {
    let scored = |word: &str| match word {
        word if reader.language.is("mark.kick_scored", word) => Some(true),
        word if reader.language.is("mark.kick_missed", word) => Some(false),
        _ => None,
    };
    let behind = || item.text.rsplit_once(' ').and_then(|(name, word)| Some((name, scored(word)?)));
    let before = || item.text.split_once(' ').and_then(|(word, name)| Some((name, scored(word)?)));
    let (name, scored) = behind().or_else(before)?;
    let player = player(flat, item, name.trim());
    Some(Kick { side, player, scored, at: flat.span_of(item.text) })
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
            items.push(Item { text, start, end, marks });
        }
        start = end + 1;
    }
    items
}

/// The player that an item names. As in Module:Football box, `[[?]]` and `[[-|Name]]` are no links.
fn player(flat: &Flat<'_>, item: &Item<'_, '_>, name: &str) -> Option<Player> {
    if name.is_empty() {
        return None;
    }
    let is_here = |link: &&LinkMark| (item.start..=item.end).contains(&link.start);
    let link = flat.links.iter().find(is_here).filter(|link| !matches!(link.target.as_str(), "?" | "-"));
    Some(Player { name: name.to_owned(), link: link.map(|link| link.target.clone()) })
}
