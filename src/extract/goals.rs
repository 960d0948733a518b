//! Lists of goals and of kicks from the penalty mark.
//!
//! A list has one item a line; a bullet may stand before it. An own goal stands in the list of the side that profits.

use super::{
    match_box::is_dashes,
    reader::Reader,
    text::{Flat, LinkMark, Mark},
};
use crate::{
    catalogue::{Shape, TemplateEntry},
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

impl Item<'_, '_> {
    fn has(&self, shape: Shape) -> bool {
        self.marks.iter().any(|mark| mark.entry.shape == shape)
    }
}

/// Reads a list of goals; an item that is none is listed as unread. What is said to have been no goal (`disallowed`, a missed
/// penalty) is left out.
pub(super) fn goals(reader: &mut Reader<'_, '_>, flat: &Flat<'_>, side: Side) -> Vec<Goal> {
    let mut goals = Vec::new();
    if flat.marks.is_empty() && states_nothing(reader, flat.trimmed()) {
        return goals;
    }
    // Behind a missed penalty its minute may stand: `Poe {{penmiss}} 44'`.
    let mut is_missed = false;
    for item in items(flat) {
        let was_missed = std::mem::replace(&mut is_missed, item.has(Shape::KickMissed));
        if (was_missed && is_minute(item.text)) || is_remark(reader, item.text) {
            if !was_missed && item.marks.is_empty() {
                goals.pop();
            }
            continue;
        }
        if is_no_goal(reader, name_of(item.text)) {
            continue;
        }
        goals.extend(goals_of(reader, flat, &item, side));
    }
    goals
}

/// The goals of one item.
fn goals_of(reader: &mut Reader<'_, '_>, flat: &Flat<'_>, item: &Item<'_, '_>, side: Side) -> Vec<Goal> {
    let marks: Vec<_> = item.marks.iter().filter(|mark| mark.entry.shape == Shape::Goal).collect();
    let is_other = item.has(Shape::Card) || item.has(Shape::KickMissed);
    if marks.is_empty() {
        if is_other || item.text.is_empty() {
            return Vec::new();
        }
        let plain = plain_goals(reader, flat, item, side);
        if plain.is_none() {
            let reason = "no goal is marked beside the name";
            reader.unread("value", Some("goals"), flat.span_of(item.text), reason);
        }
        return plain.unwrap_or_default();
    }
    let (player, own_goal) = scorer(reader, flat, item, item.text);
    let mut goals = Vec::new();
    for mark in marks {
        let Some(template) = reader.document.template(mark.id) else { continue };
        for (minute, kind) in minutes(reader, &template, mark.entry) {
            let (minute, stoppage) = (minute.minute, minute.stoppage);
            let kind = own_goal.unwrap_or(kind);
            goals.push(Goal { side, player: player.clone(), minute, stoppage, kind, at: template.span });
        }
    }
    goals
}

/// Whether a list says that there is nothing to list: `—`, `unknown`.
fn states_nothing(reader: &Reader<'_, '_>, text: &str) -> bool {
    is_dashes(text) || reader.language.is("mark.unknown", text)
}

/// Whether a text says that something was no goal.
fn is_no_goal(reader: &Reader<'_, '_>, text: &str) -> bool {
    reader.language.holds("mark.no_goal", text)
}

/// Whether a text is a remark that takes back the goal before it: `(disallowed by VAR)`.
fn is_remark(reader: &Reader<'_, '_>, text: &str) -> bool {
    text.starts_with('(') && is_no_goal(reader, text)
}

/// Whether a text is a minute alone.
fn is_minute(text: &str) -> bool {
    !text.is_empty() && value::minute(text.trim_matches(['(', ')'])).is_ok()
}

/// What stands before the first number of an item.
fn name_of(text: &str) -> &str {
    text.get(..text.find(|c: char| c.is_ascii_digit()).unwrap_or(text.len())).unwrap_or(text)
}

/// Who scored; `Own goal` in place of a name is none, and says how.
fn scorer(
    reader: &Reader<'_, '_>,
    flat: &Flat<'_>,
    item: &Item<'_, '_>,
    name: &str,
) -> (Option<Player>, Option<GoalKind>) {
    match value::goal_kind(name, reader.language) {
        Ok(GoalKind::OwnGoal) => (None, Some(GoalKind::OwnGoal)),
        _ => (player(flat, item, name), None),
    }
}

/// Goals of an item without a template: `Ash 9'`, `Hurst 48', 66'`, `Grove 90+10' pen.`, `Wood 87' (o.g.)`.
fn plain_goals(
    reader: &Reader<'_, '_>,
    flat: &Flat<'_>,
    item: &Item<'_, '_>,
    side: Side,
) -> Option<Vec<Goal>> {
    let (name, minutes) = item.text.split_at(item.text.find(|c: char| c.is_ascii_digit())?);
    let (player, own_goal) = scorer(reader, flat, item, name.trim().trim_end_matches(':'));
    let goal = |part: &str| {
        let part = part.trim();
        let end = part.find(|c: char| c.is_whitespace() || c == '(').unwrap_or(part.len());
        let (minute, note) = part.split_at(end);
        let minute = value::minute(minute).ok()?;
        if is_no_goal(reader, note) {
            return Some(None);
        }
        let kind = value::goal_kind(note, reader.language).ok()?;
        let at = flat.span_of(item.text);
        Some(Some(Goal {
            side,
            player: player.clone(),
            minute: minute.minute,
            stoppage: minute.stoppage,
            kind: own_goal.unwrap_or(kind),
            at,
        }))
    };
    let goals: Option<Vec<Option<Goal>>> = minutes.split(',').map(goal).collect();
    Some(goals?.into_iter().flatten().collect())
}

/// The pairs of minute and remark of one `{{goal|12||90+2|pen.}}`; a template may say by its name what stands for a remark.
fn minutes(
    reader: &mut Reader<'_, '_>,
    template: &Template<'_, '_>,
    entry: &TemplateEntry,
) -> Vec<(value::Minute, GoalKind)> {
    let usual = entry.constants.get("kind").and_then(|kind| value::goal_kind(kind, reader.language).ok());
    let parts: Vec<Span> = template.arguments().map(|parameter| parameter.value).collect();
    let mut goals = Vec::new();
    for pair in parts.chunks(2) {
        let [minute, note @ ..] = pair else { continue };
        let text = reader.flat(*minute);
        // A pipe too many behind the last minute is no goal; a template without any minute is one.
        if text.trimmed().is_empty() && !goals.is_empty() {
            continue;
        }
        let remark = note.first().filter(|note| !reader.document.text(**note).trim().is_empty());
        if remark.is_some_and(|remark| is_no_goal(reader, reader.flat(*remark).trimmed())) {
            continue;
        }
        match stated_minutes(text.trimmed(), remark.is_none()) {
            Ok(minutes) => {
                let kind = remark.map_or(usual.unwrap_or_default(), |remark| kind(reader, *remark));
                goals.extend(minutes.into_iter().map(|minute| (minute, kind)));
            }
            Err(reason) => reader.unread("value", Some("minute"), *minute, reason.to_string()),
        }
    }
    goals
}

/// A minute, or several in the place of one (`{{goal|35, 48}}`), whose remark could be either's.
fn stated_minutes(text: &str, without_remark: bool) -> Result<Vec<value::Minute>, value::Unreadable> {
    match value::minute(text) {
        Err(_) if without_remark && text.contains(',') => text.split(',').map(value::minute).collect(),
        minute => Ok(vec![minute?]),
    }
}

fn kind(reader: &mut Reader<'_, '_>, note: Span) -> GoalKind {
    let text = reader.flat(note);
    value::goal_kind(text.trimmed(), reader.language).unwrap_or_else(|reason| {
        reader.unread("value", Some("goal"), note, reason.to_string());
        GoalKind::Regular
    })
}

/// Reads a list of kicks; an item that is none is listed as unread.
pub(super) fn kicks(reader: &mut Reader<'_, '_>, flat: &Flat<'_>, side: Side) -> Vec<Kick> {
    let mut kicks = Vec::new();
    for item in items(flat) {
        let scored = item.marks.iter().find_map(|mark| match mark.entry.shape {
            Shape::KickScored => Some((true, mark.id)),
            Shape::KickMissed => Some((false, mark.id)),
            _ => None,
        });
        match scored {
            Some((scored, id)) => {
                let at = reader.document.nodes.get(id).map_or(flat.span, |node| node.span);
                kicks.push(Kick { side, player: player(flat, &item, item.text), scored, at });
            }
            None if item.text.is_empty() => {}
            None => match worded_kick(reader, flat, &item, side) {
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

/// The items of a list: one a line, or several where a line names several players.
fn items<'f, 'd>(flat: &'f Flat<'d>) -> Vec<Item<'f, 'd>> {
    let mut start = 0;
    let mut items = Vec::new();
    for line in flat.text.split('\n') {
        let end = start + line.len();
        let from = flat.marks.partition_point(|mark| mark.at < start);
        let to = flat.marks.partition_point(|mark| mark.at <= end);
        items_of_line(line, start, flat.marks.get(from..to).unwrap_or(&[]), &mut items);
        start = end + 1;
    }
    items
}

/// Splits a line at its marks. Where the line begins with a name, marks belong to the name before them; where it begins
/// with a mark, as lists of the second side do, to the name behind them.
fn items_of_line<'f, 'd>(line: &'f str, start: usize, marks: &[Mark<'d>], items: &mut Vec<Item<'f, 'd>>) {
    let mut names = Vec::new();
    let mut from = 0;
    for end in marks.iter().map(|mark| mark.at - start).chain([line.len()]) {
        names.push(name(line.get(from..end).unwrap_or("")));
        from = end;
    }
    let name_first = names.first().is_some_and(|name| !name.is_empty());
    let mut item = Item { text: "", start, marks: Vec::new() };
    for (index, text) in names.into_iter().enumerate() {
        if name_first && !text.is_empty() && !item.text.is_empty() {
            items.push(std::mem::replace(&mut item, Item { text: "", start, marks: Vec::new() }));
        }
        if !text.is_empty() {
            item.start = start + Span::of(text, line).start();
            item.text = text;
            if !name_first {
                items.push(std::mem::replace(&mut item, Item { text: "", start, marks: Vec::new() }));
            }
        }
        item.marks.extend(marks.get(index));
    }
    if !item.text.is_empty() || !item.marks.is_empty() {
        items.push(item);
    }
}

/// A name without bullets and commas around it.
fn name(text: &str) -> &str {
    text.trim_matches(|c: char| c.is_whitespace() || matches!(c, '*' | '•' | ',' | ';' | '·' | '#' | ':'))
}

/// The player that an item names.
fn player(flat: &Flat<'_>, item: &Item<'_, '_>, name: &str) -> Option<Player> {
    if name.is_empty() {
        return None;
    }
    let end = item.start + item.text.len();
    let first = flat.links.partition_point(|link| link.start < item.start);
    let link = flat.links.get(first).filter(|link| link.start <= end).map(LinkMark::title);
    // `[[?]]` and `[[-|Name]]` are no links: the module shows their text.
    let link = link.filter(|target| target.chars().any(char::is_alphanumeric));
    Some(Player { name: name.to_owned(), link })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{catalogue::Catalogue, markup};

    /// Names and minutes of a list.
    fn read(list: &str) -> Vec<(Option<String>, Vec<Option<u16>>)> {
        let catalogue = Catalogue::embedded().unwrap();
        let document = markup::parse(list, Some(markup::Dialect::Wikitext));
        let mut reader = Reader::new(&document, &catalogue, "en");
        let mut found: Vec<(Option<String>, Vec<Option<u16>>)> = Vec::new();
        let flat = reader.flat(Span::new(0, list.len()));
        for goal in goals(&mut reader, &flat, Side::Home) {
            let name = goal.player.map(|player| player.link.unwrap_or(player.name));
            match found.last_mut().filter(|(last, _)| *last == name) {
                Some((_, minutes)) => minutes.push(goal.minute),
                None => found.push((name, vec![goal.minute])),
            }
        }
        assert!(reader.unread.is_empty(), "{list}: {:?}", reader.unread);
        found
    }

    #[test]
    fn marks_belong_to_the_name_before_or_behind_them() {
        let goal = |name: &str, minutes: &[u16]| {
            (Some(name.to_owned()), minutes.iter().copied().map(Some).collect())
        };
        let two = vec![goal("Ann Lee", &[3, 30]), goal("Bo Li", &[50])];
        assert_eq!(read("[[Ann Lee|Lee]] {{goal|3||30}}, [[Bo Li|Li]] {{goal|50}}"), two);
        assert_eq!(read("*[[Ann Lee|Lee]] {{goal|3}}, {{goal|30}}\n*[[Bo Li]] {{goal|50}}"), two);
        assert_eq!(read("{{goal|3}} {{goal|30}} [[Ann Lee]]\n{{goal|50}} [[Bo Li|Li]]"), two);
        assert_eq!(read("{{goal|3||30}} [[Ann Lee]]<br>{{goal|50}} [[Bo Li|Li]]"), two);
        assert_eq!(read("{{goal|7}}"), [(None, vec![Some(7)])]);
        assert_eq!(read("Lee {{goal|35, 48}}"), [goal("Lee", &[35, 48])]);
        assert_eq!(read("*Lee {{goal|}}"), [(Some("Lee".to_owned()), vec![None])]);
    }
}
