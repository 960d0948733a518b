//! Cards and substitutions in a row of a line-up: `{{yel|16}}`, `{{sent off|2|72|84}}`, `{{suboff|46}}`, `{{subon|90+1}}`.

use super::{reader::Reader, text::Mark};
use crate::{
    catalogue::Shape,
    markup::Row,
    record::{Card, CardKind, LineupPlayer, MatchMinute},
    value,
};

/// The marks of a row.
#[derive(Clone, Debug, Default)]
pub(super) struct Marks {
    cards: Vec<Card>,
    on: Option<MatchMinute>,
    off: Option<MatchMinute>,
}

impl Marks {
    /// Reads all cells of a row; a mark of another kind, and a minute that is none, is listed as not read.
    pub fn read(reader: &mut Reader<'_, '_>, row: &Row) -> Self {
        let mut marks = Self::default();
        for cell in row.cells.iter().filter(|cell| reader.document.text(cell.content).contains("{{")) {
            let flat = reader.flat(cell.content);
            for mark in flat.marks.iter().filter(|mark| mark.entry.shape == Shape::Card) {
                marks.add(reader, *mark);
            }
        }
        marks
    }

    /// Puts the marks into the record of a player.
    pub fn put(self, player: LineupPlayer) -> LineupPlayer {
        LineupPlayer { cards: self.cards, on: self.on, off: self.off, ..player }
    }

    fn add(&mut self, reader: &mut Reader<'_, '_>, mark: Mark<'_>) {
        let Some(template) = reader.document.template(mark.id) else { return };
        let (mut yellows, mut minutes, mut field) = (0_u32, Vec::new(), None);
        for argument in template.arguments() {
            let text = reader.document.text(argument.value).trim();
            match mark.entry.field_of(&argument.key.name()) {
                _ if text.is_empty() => {}
                Some("yellows") => yellows = text.parse().unwrap_or_default(),
                Some(found) => {
                    field = Some(found);
                    match value::minute(text) {
                        Ok(read) => {
                            minutes.push(MatchMinute { minute: read.minute, stoppage: read.stoppage })
                        }
                        Err(reason) => {
                            reader.unread("value", Some(found), argument.value, reason.to_string());
                        }
                    }
                }
                None => {
                    let reason = "the template has no parameter of this name";
                    reader.unread("parameter", Some(&argument.key.name()), argument.value, reason);
                }
            }
        }
        // A mark without a minute still says what happened: the entry's only field tells what.
        let field = field.or_else(|| mark.entry.fields.keys().next().map(String::as_str));
        self.sort(field.unwrap_or_default(), yellows, &minutes);
    }

    fn sort(&mut self, field: &str, yellows: u32, minutes: &[MatchMinute]) {
        let first = minutes.first().copied().unwrap_or_default();
        match field {
            "on" => self.on = Some(first),
            "off" => self.off = Some(first),
            "yellow" if minutes.is_empty() => self.cards.push(Card { kind: CardKind::Yellow, minute: first }),
            "yellow" => {
                let cards = minutes.iter().map(|&minute| Card { kind: CardKind::Yellow, minute });
                self.cards.extend(cards);
            }
            "red" => self.cards.push(Card { kind: CardKind::Red, minute: first }),
            "minutes" | "yellows" => self.dismissal(yellows, minutes),
            _ => {}
        }
    }

    /// The last minute is that of the dismissal, one before it that of the yellow card.
    fn dismissal(&mut self, yellows: u32, minutes: &[MatchMinute]) {
        let (last, before) =
            minutes.split_last().map_or((MatchMinute::default(), &[][..]), |(last, before)| (*last, before));
        let yellow = |minute: &MatchMinute| Card { kind: CardKind::Yellow, minute: *minute };
        self.cards.extend(before.iter().map(yellow));
        let kind = if yellows >= 2 { CardKind::SecondYellow } else { CardKind::Red };
        self.cards.push(Card { kind, minute: last });
    }
}
