//! The competition itself: its header facts, regulations, schedule and entrants.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use super::{Country, DateRange, Place, Round, Team};
use crate::span::Stated;

/// Header facts, as the infobox and the lead state them.
#[derive(Clone, Debug, Default, Serialize, JsonSchema)]
pub struct Competition {
    /// Name: `CAF Confederation Cup`.
    pub name: Option<Stated<String>>,
    /// Season as written: `2017`, `2015–16`.
    pub season: Option<Stated<String>>,
    /// First and last day.
    pub dates: Option<Stated<DateRange>>,
    /// Number of teams; several figures (`52+16`) are added up.
    pub teams: Option<Stated<u32>>,
    /// Number of associations.
    pub associations: Option<Stated<u32>>,
    /// Number of matches.
    pub matches: Option<Stated<u32>>,
    /// Number of goals.
    pub goals: Option<Stated<u32>>,
    /// Spectators in all.
    pub attendance: Option<Stated<u32>>,
    /// Who won it.
    pub champions: Option<Team>,
    /// How often they have won it now.
    pub titles: Option<Stated<u32>>,
    /// Who lost the final.
    pub runner_up: Option<Team>,
    /// Top scorers; the country beside each is kept.
    pub top_scorer: Vec<Team>,
    /// Goals of each of them.
    pub top_scorer_goals: Option<Stated<u32>>,
    /// The season before.
    pub previous: Option<Stated<String>>,
    /// The season after.
    pub next: Option<Stated<String>>,
    /// What else the infobox states, under its parameters' names, as text.
    pub other: BTreeMap<String, String>,
    /// The infobox, or the sentence where there is none.
    pub at: Option<Place>,
}

/// How a tie is, or may be, decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Decider {
    /// More goals over all legs, or in the one match.
    Aggregate,
    /// Level, and more goals away from home.
    AwayGoals,
    /// Level after the last leg, decided in extra time.
    ExtraTime,
    /// Shoot-out.
    Shootout,
    /// The opponent did not play.
    Walkover,
    /// A further match.
    Replay,
    /// Drawing of lots or a coin toss.
    Lots,
    /// No opponent.
    Bye,
}

impl Decider {
    /// As it is called in a message, after "decided".
    #[must_use]
    pub fn phrase(self) -> &'static str {
        match self {
            Decider::Aggregate => "on aggregate",
            Decider::AwayGoals => "on away goals",
            Decider::ExtraTime => "in extra time",
            Decider::Shootout => "on penalties",
            Decider::Walkover => "by walkover",
            Decider::Replay => "in a replay",
            Decider::Lots => "by lot",
            Decider::Bye => "by a bye",
        }
    }
}

/// What the article's own Format section says about level ties and points.
#[derive(Clone, Debug, Default, Serialize, JsonSchema)]
pub struct Regulations {
    /// Whether the away goals rule applies.
    pub away_goals: Option<Stated<bool>>,
    /// Whether extra time is played.
    pub extra_time: Option<Stated<bool>>,
    /// Whether a shoot-out decides.
    pub shootout: Option<Stated<bool>>,
    /// Points for a win.
    pub points_win: Option<Stated<u8>>,
    /// Points for a draw.
    pub points_draw: Option<Stated<u8>>,
    /// Tiebreakers in their order, as sentences.
    pub tiebreakers: Vec<String>,
    /// What a place in an earlier season earns for a ranking.
    pub points_criteria: Vec<PointsCriterion>,
    /// The weight of each earlier season in that ranking.
    pub coefficients: Vec<Coefficient>,
    /// The sentence or table that states the first of these.
    pub at: Option<Place>,
}

/// Points that a place in a competition earns.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct PointsCriterion {
    /// `Winners`
    pub place: String,
    /// `CAF Champions League`
    pub competition: String,
    /// Points.
    pub points: u32,
    /// The cell.
    pub at: Place,
}

/// The weight of a year.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Coefficient {
    /// `2015`
    pub year: String,
    /// `5`
    pub coefficient: u32,
    /// The line.
    pub at: Place,
}

/// What a row of a schedule dates.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ScheduleKind {
    /// Days on which a round, leg or matchday is played.
    Matches,
    /// A draw.
    Draw,
    /// Days of a round, leg or matchday after they were moved.
    Amended,
    /// The column is not named, so that the row does not say what it dates.
    Unnamed,
}

/// A row of a schedule.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ScheduleRow {
    /// What it dates.
    pub kind: ScheduleKind,
    /// Stage: `Qualifying`.
    pub stage: Option<String>,
    /// Round or matchday.
    pub round: Option<Round>,
    /// Leg.
    pub leg: Option<u8>,
    /// The days; `None` where the cell is empty.
    pub dates: Option<Stated<DateRange>>,
    /// Time of day of a draw, as written.
    pub time: Option<String>,
    /// The days before they were moved.
    pub moved_from: Option<Stated<DateRange>>,
    /// Place of a draw, or of the one match of a round.
    pub venue: Option<String>,
    /// The row or line.
    pub at: Place,
}

/// Which list of teams an entry stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum TeamList {
    /// Teams that entered.
    Entrant,
    /// Teams that came over from another competition.
    Transferred,
    /// Associations that entered no team.
    DidNotEnter,
    /// Teams that went through to this stage.
    Qualified,
    /// Teams in a draw.
    Drawn,
    /// Teams of a league.
    Participant,
}

/// An entry in a list of teams.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct TeamEntry {
    /// Which list.
    pub list: TeamList,
    /// The team; `None` for an association without one.
    pub team: Option<Team>,
    /// Its association.
    pub association: Option<Country>,
    /// Pot of the draw.
    pub pot: Option<String>,
    /// Group it comes from.
    pub group: Option<String>,
    /// Round in which it entered.
    pub entry_round: Option<String>,
    /// How it qualified.
    pub qualifying_method: Option<String>,
    /// The row, cell or line.
    pub at: Place,
}
