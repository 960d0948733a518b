//! Values as a reader sees them.

use jiff::civil::Date;

use crate::record::{GoalKind, Kickoff, Pair, Score, Status};

/// A day, for people and for machines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Day {
    /// `2017-02-11`
    pub iso: String,
    /// `11 Feb 2017`
    pub text: String,
}

impl From<Date> for Day {
    fn from(date: Date) -> Self {
        Self { iso: date.to_string(), text: day(date) }
    }
}

/// `11 Feb 2017`
#[must_use]
pub fn day(date: Date) -> String {
    date.strftime("%-d %b %Y").to_string()
}

/// `88,966`
#[must_use]
pub fn number(number: impl Into<u64>) -> String {
    let digits = number.into().to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// `Group A` of a letter or number; a name as it is.
#[must_use]
pub fn group(group: &str) -> String {
    if group.chars().count() <= 2 { format!("Group {group}") } else { group.to_owned() }
}

/// Footnotes without those that are only a mark (`1`) or name only one (`result: W`).
#[must_use]
pub fn notes(notes: &[String]) -> Vec<String> {
    let says_something = |note: &&String| {
        let text = note.split_once(": ").map_or(note.as_str(), |(_, text)| text);
        text.trim().chars().nth(2).is_some()
    };
    notes.iter().filter(says_something).cloned().collect()
}

/// `1 match`, `2 matches`
#[must_use]
pub fn count(number: usize, one: &str, several: &str) -> String {
    format!("{} {}", self::number(number as u64), if number == 1 { one } else { several })
}

/// `3–1`
#[must_use]
pub fn pair([first, second]: Pair<u16>) -> String {
    Score::of([first, second]).to_string()
}

/// What is said of a match that was not simply played.
#[must_use]
pub fn status(status: Status) -> Option<&'static str> {
    Some(match status {
        Status::Played | Status::Scheduled => return None,
        Status::Cancelled => "cancelled",
        Status::Postponed => "postponed",
        Status::Abandoned => "abandoned",
        Status::Awarded => "awarded",
        Status::Walkover => "walkover",
        Status::Void => "void",
    })
}

/// What stands behind a goal's minute.
#[must_use]
pub fn goal_kind(kind: GoalKind) -> Option<&'static str> {
    match kind {
        GoalKind::Regular => None,
        GoalKind::Penalty => Some("pen."),
        GoalKind::OwnGoal => Some("o.g."),
    }
}

/// `45+2′`
#[must_use]
pub fn minute(minute: Option<u16>, stoppage: Option<u16>) -> String {
    match (minute, stoppage) {
        (Some(minute), Some(stoppage)) => format!("{minute}+{stoppage}′"),
        (Some(minute), None) => format!("{minute}′"),
        _ => String::new(),
    }
}

/// `18:00 (UTC+03:00)`
#[must_use]
pub fn local_time(kickoff: &Kickoff) -> String {
    match &kickoff.utc_offset {
        Some(offset) => format!("{} (UTC{offset})", kickoff.local),
        None => kickoff.local.clone(),
    }
}

/// The instant: the day only where it is another one than that of the match.
#[must_use]
pub fn utc_time(kickoff: &Kickoff, date: Option<Date>) -> Option<Day> {
    let iso = kickoff.utc.clone()?;
    let (day, time) = iso.split_once('T')?;
    let time = time.get(..5)?;
    let is_same_day = date.is_some_and(|date| date.to_string() == day);
    let text = match day.parse::<Date>() {
        Ok(day) if !is_same_day => format!("{time} UTC, {}", self::day(day)),
        _ => format!("{time} UTC"),
    };
    Some(Day { iso, text })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_a_comma_every_three_digits() {
        for (value, text) in
            [(0, "0"), (999, "999"), (1000, "1,000"), (88_966, "88,966"), (1_234_567, "1,234,567")]
        {
            assert_eq!(number(value as u64), text);
        }
    }

    #[test]
    fn notes_that_are_only_a_mark_are_left_out() {
        let said = ["1", "result: W", "†", "BCD", "motm: Isco", "after extra time"].map(str::to_owned);
        assert_eq!(notes(&said), ["BCD", "motm: Isco", "after extra time"]);
    }

    #[test]
    fn the_instant_names_its_day_only_where_it_is_another_one() {
        let kickoff = |utc: &str| Kickoff {
            local: "22:00".to_owned(),
            utc_offset: Some("-05:00".to_owned()),
            utc: Some(utc.to_owned()),
            offset_of_page: false,
        };
        let date = Some(jiff::civil::date(2026, 6, 11));
        assert_eq!(utc_time(&kickoff("2026-06-12T03:00:00Z"), date).unwrap().text, "03:00 UTC, 12 Jun 2026");
        assert_eq!(utc_time(&kickoff("2026-06-11T18:00:00Z"), date).unwrap().text, "18:00 UTC");
        assert_eq!(local_time(&kickoff("")), "22:00 (UTC-05:00)");
        assert_eq!(minute(Some(45), Some(2)), "45+2′");
    }
}
