//! Match days on a time line: a lane a round, a dot a day.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::{
    article::Anchors,
    bracket::Text,
    matches::Titles,
    measure::{clip, round, width},
    words,
};
use crate::record::{Article, Match, ScheduleKind};

/// Rounds that have lanes of their own; with more of them, all matches share one.
const MOST_LANES: usize = 24;

/// Sizes in pixels.
const NAMES: f32 = 210.0;
const DAYS: f32 = 700.0;
const LANE: f32 = 24.0;
const HEAD: f32 = 24.0;
const MARGIN: f32 = 14.0;
const FONT: f32 = 12.0;
const WIDTH: f32 = NAMES + DAYS + 2.0 * MARGIN;

/// Lines of months that fit beside each other.
const MOST_TICKS: i64 = 14;

/// Months from line to line.
const STEPS: [i64; 9] = [1, 2, 3, 6, 12, 24, 60, 120, 240];

/// The match days of an article.
#[derive(Clone, Debug, Default)]
pub struct Timeline {
    /// Width in pixels.
    pub width: i32,
    /// Height in pixels.
    pub height: i32,
    /// What it shows, for those who do not see it.
    pub label: String,
    /// Left edge of the lanes.
    pub left: i32,
    /// Months.
    pub ticks: Vec<Tick>,
    /// Lower end of the lines of months.
    pub bottom: i32,
    /// Rounds from the top.
    pub lanes: Vec<Lane>,
    /// The same as a table.
    pub days: Vec<DayRow>,
}

/// The line of a month.
#[derive(Clone, Debug, Default)]
pub struct Tick {
    /// Its place.
    pub x: i32,
    /// The month, from the line on; at the right edge before it.
    pub name: Text,
}

/// The days of a round.
#[derive(Clone, Debug, Default)]
pub struct Lane {
    /// Its name.
    pub name: Text,
    /// The whole name.
    pub full_name: String,
    /// Middle of the lane.
    pub y: i32,
    /// Days between which the schedule says it is played: left edge and width.
    pub windows: Vec<(i32, i32)>,
    /// The days.
    pub dots: Vec<Dot>,
}

/// A day on which a round was played.
#[derive(Clone, Debug, Default)]
pub struct Dot {
    /// Middle.
    pub x: i32,
    /// Size by the number of matches.
    pub radius: i32,
    /// The first match of the day.
    pub href: String,
    /// `11 Feb 2017: 5 matches, 1 disputed`
    pub title: String,
    /// Whether one of the matches is disputed.
    pub disputed: bool,
}

/// A day in the table.
#[derive(Clone, Debug)]
pub struct DayRow {
    /// The day.
    pub day: words::Day,
    /// The round.
    pub round: String,
    /// How many matches.
    pub matches: usize,
    /// How many of them are disputed.
    pub disputed: usize,
    /// The first match of the day.
    pub href: String,
}

/// Matches of one lane and day.
#[derive(Clone, Debug, Default)]
struct DayOfLane {
    matches: usize,
    disputed: usize,
    first: String,
}

/// The time line of an article; `None` where fewer than two match days are known.
pub(super) fn timeline(article: &Article, anchors: &Anchors) -> Option<Timeline> {
    let (names, days) = days(article, anchors);
    let dates = || days.keys().map(|(date, _)| *date);
    let (first, last) = (dates().min()?, dates().max()?);
    if first == last {
        return None;
    }
    let scale = Scale { first, days: first.until(last).ok()?.get_days().max(1) };
    let bottom = HEAD + LANE * names.len() as f32;
    let lanes = names.iter().enumerate().map(|(index, name)| lane(article, name, index, &days, scale));
    let row = |((date, lane), day): (&(Date, usize), &DayOfLane)| DayRow {
        day: (*date).into(),
        round: names.get(*lane).cloned().unwrap_or_default(),
        matches: day.matches,
        disputed: day.disputed,
        href: day.first.clone(),
    };
    Some(Timeline {
        width: round(WIDTH),
        left: round(NAMES),
        height: round(bottom + 4.0),
        label: format!("Match days from {} to {}", words::day(first), words::day(last)),
        ticks: ticks(scale, last),
        bottom: round(bottom),
        lanes: lanes.collect(),
        days: days.iter().map(row).collect(),
    })
}

/// Names of lanes in the article's order, and what happened on each day of them.
fn days(article: &Article, anchors: &Anchors) -> (Vec<String>, BTreeMap<(Date, usize), DayOfLane>) {
    let mut names: Vec<String> = Vec::new();
    let mut lane_of =
        |name: String| match names.iter().position(|known| known.to_lowercase() == name.to_lowercase()) {
            Some(lane) => lane,
            None => {
                names.push(name);
                names.len() - 1
            }
        };
    let dated =
        article.matches.iter().enumerate().filter_map(|(index, entry)| Some((index, entry, entry.date?)));
    let titles = Titles::new(article);
    let mut placed: Vec<(usize, &Match, Date, usize)> = Vec::new();
    for (index, entry, date) in dated {
        // A matchday is a day of its lane, not a lane.
        let is_matchday = entry.round.as_ref().is_some_and(|round| round.is_matchday());
        let name = if is_matchday { "Matchdays".to_owned() } else { titles.of(entry) };
        placed.push((index, entry, date, lane_of(name)));
    }
    let share = names.len() > MOST_LANES;
    if share {
        names = vec!["All matches".to_owned()];
    }
    let mut days: BTreeMap<(Date, usize), DayOfLane> = BTreeMap::new();
    for (index, entry, date, lane) in placed {
        let day = days.entry((date, if share { 0 } else { lane })).or_default();
        day.matches += 1;
        day.disputed += usize::from(entry.disputed);
        if day.first.is_empty() {
            day.first = anchors.game(index);
        }
    }
    (names, days)
}

/// From days to pixels.
#[derive(Clone, Copy)]
struct Scale {
    first: Date,
    days: i32,
}

impl Scale {
    fn x(self, date: Date) -> f32 {
        let days = self.first.until(date).map_or(0, |span| span.get_days());
        NAMES + MARGIN + DAYS * (days as f32 / self.days as f32).clamp(0.0, 1.0)
    }
}

fn lane(
    article: &Article,
    name: &str,
    index: usize,
    days: &BTreeMap<(Date, usize), DayOfLane>,
    scale: Scale,
) -> Lane {
    let y = HEAD + LANE * (index as f32 + 0.5);
    let dot = |((date, _), day): (&(Date, usize), &DayOfLane)| Dot {
        x: round(scale.x(*date)),
        radius: round((3.0 + (day.matches as f32).sqrt() * 1.4).min(9.0)),
        href: day.first.clone(),
        title: in_words(*date, name, day),
        disputed: day.disputed > 0,
    };
    Lane {
        name: Text { x: 0, y: round(y + 4.0), text: clip(name, FONT, NAMES - 8.0) },
        full_name: name.to_owned(),
        y: round(y),
        windows: windows(article, name, scale),
        dots: days.iter().filter(|((_, lane), _)| *lane == index).map(dot).collect(),
    }
}

fn in_words(date: Date, lane: &str, day: &DayOfLane) -> String {
    let matches = words::count(day.matches, "match", "matches");
    let disputed = if day.disputed > 0 { format!(", {} disputed", day.disputed) } else { String::new() };
    format!("{}, {lane}: {matches}{disputed}", words::day(date))
}

/// Days that the schedule states for the round of a lane.
fn windows(article: &Article, name: &str, scale: Scale) -> Vec<(i32, i32)> {
    let is_of_lane = |round: &str| name == round || name.ends_with(&format!(" · {round}"));
    let rows = article.schedule.iter().filter(|row| row.kind == ScheduleKind::Matches);
    let rows = rows.filter(|row| row.round.as_ref().is_some_and(|round| is_of_lane(&round.name)));
    rows.filter_map(|row| row.dates.as_ref())
        .map(|dates| {
            let (from, to) = (scale.x(dates.value.from), scale.x(dates.value.to));
            (round(from - 3.0), round(to - from + 6.0))
        })
        .collect()
}

/// The first days of months, or of years, as many as fit.
fn ticks(scale: Scale, last: Date) -> Vec<Tick> {
    let months =
        i64::from(last.year() - scale.first.year()) * 12 + i64::from(last.month() - scale.first.month()) + 1;
    let step = STEPS.into_iter().find(|step| months / step <= MOST_TICKS).unwrap_or(months);
    let first = i64::from(scale.first.year()) * 12 + i64::from(scale.first.month()) - 1;
    let starts = (first..first + months).filter(|month| month.rem_euclid(step) == 0 || *month == first);
    let mut ticks: Vec<Tick> = Vec::new();
    let mut free = 0.0;
    for month in starts {
        let year = i16::try_from(month.div_euclid(12)).unwrap_or_default();
        let number = i8::try_from(month.rem_euclid(12) + 1).unwrap_or(1);
        let Ok(day) = Date::new(year, number, 1) else { continue };
        let text = day.strftime(if step < 12 { "%b %Y" } else { "%Y" }).to_string();
        // The first month begins before the first day: its name stands where the line begins.
        let x = scale.x(day);
        let room = width(&text, FONT);
        let left = x.min(WIDTH - room);
        if left >= free {
            free = left + room;
            ticks.push(Tick { x: round(x), name: Text { x: round(left), y: 14, text } });
        }
    }
    ticks
}
