//! What a sentence claims, with the sentence.

use schemars::JsonSchema;
use serde::Serialize;

use super::{DateRange, Decider, Pair, Place, Round, Team};
use crate::span::Stated;

/// What a sentence is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum StatementKind {
    /// How a tie ended: `1–1 on aggregate. Vipers won on away goals.`
    TieResult,
    /// Who advanced without playing, and why.
    Walkover,
    /// How many teams, winners, places, goals.
    TeamCount,
    /// How many goals or matches there were, as a template above a list states it.
    Total,
    /// From when to when a competition was played.
    PlayedDates,
    /// When a draw was held.
    DrawDate,
    /// A result that an authority set.
    Awarded,
    /// The result of one match in a sentence or footnote.
    MatchResult,
    /// Who won the final against whom.
    Final,
    /// A decision that kept a team from playing.
    Suspension,
    /// Points that teams take into a stage.
    StartPoints,
    /// The score of a shoot-out, of whatever match.
    Shootout,
    /// The most of a season: a match, or only how much.
    Record,
}

/// What a match has the most of in a season.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum SeasonRecord {
    /// Goals by which a home team won.
    BiggestHomeWin,
    /// Goals by which an away team won.
    BiggestAwayWin,
    /// Goals by which a team won.
    BiggestWin,
    /// Goals of both teams.
    HighestScoring,
    /// Goals of one team.
    MostGoals,
    /// Goals of a team that lost.
    MostGoalsInDefeat,
    /// Spectators.
    HighestAttendance,
    /// Fewest spectators.
    LowestAttendance,
}

impl SeasonRecord {
    const NAMES: [(&'static str, Self); 8] = [
        ("biggest_home_win", Self::BiggestHomeWin),
        ("biggest_away_win", Self::BiggestAwayWin),
        ("biggest_win", Self::BiggestWin),
        ("highest_scoring", Self::HighestScoring),
        ("most_goals", Self::MostGoals),
        ("most_goals_in_defeat", Self::MostGoalsInDefeat),
        ("highest_attendance", Self::HighestAttendance),
        ("lowest_attendance", Self::LowestAttendance),
    ];

    /// The record that a fact of a phrase names.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::NAMES.iter().find(|(known, _)| *known == name).map(|(_, record)| *record)
    }

    /// How much of it a score has, home goals first; `None` where it is not of this kind (a home win that was lost), or no score
    /// has any of it (spectators).
    #[must_use]
    pub fn amount(self, [home, away]: Pair<u16>) -> Option<u16> {
        match self {
            Self::BiggestHomeWin => (home > away).then(|| home - away),
            Self::BiggestAwayWin => (away > home).then(|| away - home),
            Self::BiggestWin => (home != away).then(|| home.abs_diff(away)),
            Self::HighestScoring => Some(home.saturating_add(away)),
            Self::MostGoals => Some(home.max(away)),
            Self::MostGoalsInDefeat => (home != away).then(|| home.min(away)),
            Self::HighestAttendance | Self::LowestAttendance => None,
        }
    }
}

/// What becomes of the points of one stage in the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Carried {
    /// All of them count.
    Whole,
    /// They are halved; what becomes of a half point is not said.
    Half,
    /// They are halved and rounded down.
    HalfDown,
    /// They are halved and rounded up.
    HalfUp,
}

/// Points that a sentence gives to a team.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct TeamPoints {
    /// The team.
    pub team: Team,
    /// Its points.
    pub points: Stated<u32>,
}

/// What a count counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Counted {
    /// Teams that take part.
    Teams,
    /// Teams that entered the competition.
    Entrants,
    /// Teams that came over from another competition.
    Transferred,
    /// Teams that won their tie.
    Winners,
    /// Teams that lost their tie.
    Losers,
    /// Teams without an opponent.
    Byes,
    /// Associations with a team.
    Associations,
    /// Associations that exist.
    MemberAssociations,
    /// Places to be won.
    Places,
    /// Ties.
    Ties,
    /// Groups.
    Groups,
    /// Goals.
    Goals,
    /// Matches.
    Matches,
}

/// A number that a sentence states.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Count {
    /// Of what.
    pub of: Counted,
    /// How many.
    pub value: Stated<u32>,
    /// In which round, where the sentence or the section says so.
    pub round: Option<Round>,
    /// Whether it counts all that the article is about (`a total of 68 teams competed in the qualifying rounds`).
    pub whole: bool,
    /// In which other competition (`losers of the Champions League first round`).
    pub competition: Option<String>,
}

/// What a sentence claims.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Statement {
    /// What it is about.
    pub kind: StatementKind,
    /// The sentence as plain text.
    pub sentence: String,
    /// Where.
    pub at: Place,
    /// Teams that it names.
    pub teams: Vec<Team>,
    /// The winner, as named.
    pub winner: Option<Stated<String>>,
    /// The loser, as named.
    pub loser: Option<Stated<String>>,
    /// Aggregate as written.
    pub aggregate: Option<Stated<Pair<u16>>>,
    /// Score as written, first-named team first.
    pub score: Option<Stated<Pair<u16>>>,
    /// Shoot-out as written.
    pub shootout: Option<Stated<Pair<u16>>>,
    /// How it was decided.
    pub decided_by: Option<Stated<Decider>>,
    /// Whom it is about, where that is no team of the competition: a suspended association.
    pub subject: Option<String>,
    /// Why: `RSLAF withdrew prior to the second leg`.
    pub reason: Option<String>,
    /// How many.
    pub counts: Vec<Count>,
    /// Which record of a season it states.
    pub record: Option<SeasonRecord>,
    /// Points with which teams start.
    pub start_points: Vec<TeamPoints>,
    /// How these follow from the points of the stage before.
    pub carried: Option<Carried>,
    /// When.
    pub dates: Option<Stated<DateRange>>,
    /// Which round it speaks of.
    pub round: Option<Round>,
}

impl Statement {
    /// A statement that claims nothing yet.
    #[must_use]
    pub fn new(kind: StatementKind, sentence: String, at: Place) -> Self {
        Self {
            kind,
            sentence,
            at,
            teams: Vec::new(),
            winner: None,
            loser: None,
            aggregate: None,
            score: None,
            shootout: None,
            decided_by: None,
            subject: None,
            reason: None,
            counts: Vec::new(),
            record: None,
            start_points: Vec::new(),
            carried: None,
            dates: None,
            round: None,
        }
    }
}
