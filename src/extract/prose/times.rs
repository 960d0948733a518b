//! What a sentence says of all times of a page: `All times are CET (UTC+1).`

use jiff::civil::Date;

use crate::{
    catalogue::Captures,
    extract::{reader::Reader, text::Flat},
    record::MatchMention,
    value,
};

/// The offset of the times of a page, in minutes east of UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::extract) struct PageTimes {
    /// The offset.
    offset: i16,
    /// The last day for which it is stated, and the offset of later days.
    until: Option<(Date, i16)>,
}

impl PageTimes {
    /// The offset on a day; without a day only where all days have the same.
    fn on(self, day: Option<Date>) -> Option<i16> {
        match self.until {
            None => Some(self.offset),
            Some((last, later)) => Some(if day? <= last { self.offset } else { later }),
        }
    }
}

/// What a sentence says of all times.
pub(super) fn sentence(reader: &Reader<'_, '_>, flat: &Flat<'_>, sentence: &str) -> Option<PageTimes> {
    let phrases = flat.phrases(reader.language, "page-times");
    phrases.filter_map(|phrase| phrase.pattern.captures(sentence)).find_map(|found| times(reader, &found))
}

fn times(reader: &Reader<'_, '_>, captures: &Captures<'_>) -> Option<PageTimes> {
    let zones = reader.catalogue.zones();
    let offset = |slot: &str| value::zone_offset(captures.get(slot)?, reader.language, zones);
    let until = match captures.get("until") {
        Some(day) => Some((day_of(reader, day)?, offset("later")?)),
        None => None,
    };
    Some(PageTimes { offset: offset("zone")?, until })
}

/// A day as the sentence names it, without what stands in brackets behind it.
fn day_of(reader: &Reader<'_, '_>, text: &str) -> Option<Date> {
    let day = text.split('(').next().unwrap_or(text).trim();
    value::date(day, reader.language, reader.year).ok()
}

/// Completes the kick-offs beside which no offset stands.
pub(in crate::extract) fn complete(times: Option<PageTimes>, matches: &mut [MatchMention]) {
    let Some(times) = times else { return };
    for mention in matches {
        let day = mention.date.map(|date| date.value);
        let Some(kickoff) = mention.kickoff.as_mut().map(|kickoff| &mut kickoff.value) else { continue };
        if let (None, Some(offset)) = (&kickoff.utc_offset, times.on(day)) {
            value::complete_kickoff(kickoff, day, offset);
        }
    }
}
