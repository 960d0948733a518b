//! The parts of a match: teams, scores, dates, goals, kicks, people and places.

use std::borrow::Cow;

use jiff::civil::Date;
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::Serialize;

use crate::span::Span;

/// Which of the two teams of a match.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// The first-named team; host unless the ground is neutral.
    Home,
    /// The second-named team.
    Away,
}

impl Side {
    /// The other side.
    #[must_use]
    pub fn opposite(self) -> Self {
        match self {
            Side::Home => Side::Away,
            Side::Away => Side::Home,
        }
    }
}

/// Two values of the two teams of a tie, in the order in which the tie names them.
pub type Pair<T> = [T; 2];

/// A country as an article names it: by code, by name, or both (the catalogue completes them).
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, JsonSchema)]
pub struct Country {
    /// Code as written (FIFA trigram as a rule).
    pub code: Option<String>,
    /// Name; from the catalogue where only the code is written.
    pub name: Option<String>,
}

/// A team at one place of an article.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Team {
    /// Name as displayed.
    pub name: String,
    /// Target of the wikilink around the name.
    pub link: Option<String>,
    /// Country code beside the name.
    pub country: Option<String>,
    /// Whether the name only says who will play here: `Winner Match 74`, `3rd Group A/B/C`, `TBD`.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub placeholder: bool,
    /// Whether these words can stand for one team only, as they name one match or group: `Winner Match 74`.
    #[serde(skip)]
    pub names_one: bool,
    /// The bytes that name it.
    #[serde(skip)]
    pub at: Span,
}

/// Goals of the home and of the away side, extra time included, shoot-out not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, JsonSchema)]
pub struct Score {
    /// Goals of the home side.
    pub home: u16,
    /// Goals of the away side.
    pub away: u16,
}

impl Score {
    /// A score of `home`–`away`.
    #[must_use]
    pub fn new(home: u16, away: u16) -> Self {
        Self { home, away }
    }

    /// The same result seen from the other team: the one place where orientation changes.
    #[must_use]
    pub fn reversed(self) -> Self {
        Self { home: self.away, away: self.home }
    }

    /// As a pair, home side first.
    #[must_use]
    pub fn pair(self) -> Pair<u16> {
        [self.home, self.away]
    }

    /// Of a pair, home side first.
    #[must_use]
    pub fn of([home, away]: Pair<u16>) -> Self {
        Self { home, away }
    }

    /// The side with more goals; `None` where the score is level.
    #[must_use]
    pub fn winner(self) -> Option<Side> {
        match self.home.cmp(&self.away) {
            std::cmp::Ordering::Greater => Some(Side::Home),
            std::cmp::Ordering::Less => Some(Side::Away),
            std::cmp::Ordering::Equal => None,
        }
    }

    /// The goals of one side.
    #[must_use]
    pub fn side(self, side: Side) -> u16 {
        match side {
            Side::Home => self.home,
            Side::Away => self.away,
        }
    }
}

impl std::fmt::Display for Score {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}–{}", self.home, self.away)
    }
}

/// What became of a match.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// A score is stated. Where it is `null`, one is written that could not be read, as `unread` says.
    Played,
    /// No score yet.
    #[default]
    Scheduled,
    /// Never played.
    Cancelled,
    /// To be played later.
    Postponed,
    /// Broken off.
    Abandoned,
    /// The result was decided by an authority.
    Awarded,
    /// One side did not appear.
    Walkover,
    /// Annulled.
    Void,
}

/// First and last day of something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct DateRange {
    /// First day.
    pub from: Date,
    /// Last day; the same as `from` for a single day.
    pub to: Date,
}

impl DateRange {
    /// A single day.
    #[must_use]
    pub fn day(date: Date) -> Self {
        Self { from: date, to: date }
    }

    /// Whether `date` lies inside, both ends included.
    #[must_use]
    pub fn contains(&self, date: Date) -> bool {
        self.from <= date && date <= self.to
    }
}

impl std::fmt::Display for DateRange {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.from == self.to {
            write!(f, "{}", self.from)
        } else {
            write!(f, "{} to {}", self.from, self.to)
        }
    }
}

/// Local time of the kick-off, and the instant where the offset is stated.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Kickoff {
    /// Local time, `HH:MM`; `24:00` at the end of the day.
    pub local: String,
    /// Offset of local time from UTC, `+HH:MM` or `-HH:MM`.
    pub utc_offset: Option<String>,
    /// The instant, RFC 3339 in UTC; needs a date and an offset.
    pub utc: Option<String>,
    /// Whether the offset is stated for the whole page (`All times are CET (UTC+1)`), and not beside the time.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub offset_of_page: bool,
}

/// How a goal was scored.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum GoalKind {
    /// Neither of the others.
    #[default]
    Regular,
    /// From a penalty kick in play.
    Penalty,
    /// By a player of the other team.
    OwnGoal,
}

/// A goal, listed under the side that profits from it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Goal {
    /// The side for which it counts (for an own goal not the scorer's team).
    pub side: Side,
    /// The scorer; `None` where no name is written.
    pub player: Option<Player>,
    /// Minute as stated, stoppage time not included.
    pub minute: Option<u16>,
    /// Minutes of stoppage time after `minute`.
    pub stoppage: Option<u16>,
    /// How it was scored.
    pub kind: GoalKind,
    /// The bytes that state it.
    #[serde(skip)]
    pub at: Span,
}

/// A player as named in a list.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, JsonSchema)]
pub struct Player {
    /// Name as displayed.
    pub name: String,
    /// Target of the wikilink around the name.
    pub link: Option<String>,
}

/// One kick of a shoot-out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Kick {
    /// Whose kick.
    pub side: Side,
    /// Who took it; `None` where no name is written.
    pub player: Option<Player>,
    /// Whether it went in.
    pub scored: bool,
    /// The bytes that state it.
    #[serde(skip)]
    pub at: Span,
}

/// A shoot-out from the penalty mark.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Shootout {
    /// Kicks scored by the home side.
    pub home: u16,
    /// Kicks scored by the away side.
    pub away: u16,
    /// The kicks in the order listed, home list first.
    pub kicks: Vec<Kick>,
}

/// Where a match was played.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Venue {
    /// The ground.
    pub stadium: Option<String>,
    /// The city.
    pub city: Option<String>,
    /// The country, where it is written (neutral ground as a rule).
    pub country: Option<String>,
}

/// A referee.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Official {
    /// Name as displayed.
    pub name: String,
    /// Country in brackets behind the name.
    pub country: Option<String>,
}

/// A round as it is named at a place, and the catalogue's key for it, which variants share.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(into = "String")]
pub struct Round {
    /// As written: `Quarter-finals`.
    pub name: String,
    /// `quarter-finals`, whatever the spelling.
    pub key: String,
}

impl Round {
    /// The key of a matchday of a league, before its number.
    pub(crate) const MATCHDAY: &str = "matchday ";

    /// Whether teams meet in it because they could not be parted before: a replay, a play-off.
    #[must_use]
    pub fn is_replay(&self) -> bool {
        matches!(self.key.as_str(), "replay" | "play-off round")
    }

    /// Whether it is a matchday of a league: `Runde 12`. Teams of a league meet once at home whatever the matchday.
    #[must_use]
    pub fn is_matchday(&self) -> bool {
        let number = self.key.strip_prefix(Self::MATCHDAY);
        number.is_some_and(|number| number.bytes().all(|byte| byte.is_ascii_digit()))
    }
}

impl JsonSchema for Round {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Round".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        String::json_schema(generator)
    }
}

impl From<Round> for String {
    fn from(round: Round) -> String {
        round.name
    }
}
