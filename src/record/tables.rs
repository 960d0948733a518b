//! Brackets, standings and results matrices.

use schemars::JsonSchema;
use serde::Serialize;

use super::{Place, Status, Team};
use crate::span::Stated;

/// A bracket.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Bracket {
    /// The template.
    pub at: Place,
    /// Rounds, the first played first.
    pub rounds: Vec<BracketRound>,
}

/// A round of a bracket.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct BracketRound {
    /// Its title, where the bracket states one.
    pub name: Option<String>,
    /// Slots from top to bottom, two for each meeting; the winner of slots 1 and 2 goes to slot 1 of the next round.
    pub slots: Vec<BracketSlot>,
}

/// A team's place in a bracket.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct BracketSlot {
    /// Its number in the round, counted from 1; slots of meetings that are left out have numbers too.
    pub number: u32,
    /// The team; `None` where the slot is empty.
    pub team: Option<Team>,
    /// Goals in each leg; `None` for a leg that was not played.
    pub scores: Vec<Option<u16>>,
    /// Aggregate.
    pub aggregate: Option<u16>,
    /// Kicks scored in the shoot-out.
    pub shootout: Option<u16>,
    /// Whether an away goals mark stands here.
    pub away_goals: bool,
    /// Whether the slot says that the team advanced without the other playing.
    pub walkover: bool,
    /// Whether the slot says that the team had no opponent.
    pub bye: bool,
    /// The parameters of the slot.
    pub at: Place,
}

/// A group or league table.
///
/// Columns hold what a reader of the page sees. Where a template computes some of them (`computed`), these cannot
/// contradict the others, and rules pass them over.
#[derive(Clone, Debug, Default, Serialize, JsonSchema)]
pub struct Standings {
    /// Stage, where a heading names it: `Group stage`.
    pub stage: Option<String>,
    /// Group, where a heading or the table names it: `A`.
    pub group: Option<String>,
    /// Points for a win, a draw and a loss, where the table states them.
    pub points: ResultPoints,
    /// The criteria by which rows are ranked, as one text: `1) Points; 2) Goal difference; …`.
    pub ranking: Option<Stated<String>>,
    /// The same criteria, read; empty where the table states none.
    pub criteria: Vec<Criterion>,
    /// Whether goals for divided by goals against rank instead of their difference.
    pub goal_average: bool,
    /// Whether the table says that it is final; `None` where it says nothing.
    pub complete: Option<Stated<bool>>,
    /// The day or round up to which it counts, as written.
    pub updated: Option<Stated<String>>,
    /// Columns that the template computes from the others.
    pub computed: Vec<StandingsColumn>,
    /// Whether it is an excerpt, so that teams are missing.
    pub excerpt: bool,
    /// Rows from the top.
    pub rows: Vec<StandingsRow>,
    /// Footnotes of the table, as plain text; those of a row stand there.
    pub notes: Vec<String>,
    /// The template or table.
    pub at: Place,
}

/// What ranks rows of a table that are level on the criteria before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Criterion {
    /// Points.
    Points,
    /// Goal difference.
    Difference,
    /// Goals scored.
    GoalsFor,
    /// Goals scored divided by goals conceded.
    Average,
    /// Matches won.
    Wins,
    /// Goals scored away.
    AwayGoals,
    /// Matches between the teams that are level, without saying what of them.
    HeadToHead,
    /// Points in these.
    HeadToHeadPoints,
    /// Goal difference in these.
    HeadToHeadDifference,
    /// Goals scored in these.
    HeadToHeadGoals,
    /// Cards.
    FairPlay,
    /// A match or more to decide.
    PlayOff,
    /// Drawing of lots.
    Lots,
    /// One that the catalogue does not know.
    Other,
}

/// Points for each result of a match.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ResultPoints {
    /// For a win; 3 where nothing is said, as in the templates.
    pub win: Option<Stated<u8>>,
    /// For a draw; 1 where nothing is said.
    pub draw: Option<Stated<u8>>,
    /// For a loss; 0 where nothing is said.
    pub loss: Option<Stated<u8>>,
}

/// A column of a table that a template may compute.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum StandingsColumn {
    /// Matches played: won, drawn and lost.
    Played,
    /// Goals for less goals against.
    Difference,
    /// Points of the results, with start points and adjustment.
    Points,
}

/// A row of a table.
///
/// A number that a template call leaves out is the 0 that the page shows, stated by the row. Computed columns are at the row.
#[derive(Clone, Debug, Default, Serialize, JsonSchema)]
pub struct StandingsRow {
    /// Position.
    pub position: Option<Stated<u32>>,
    /// Team.
    pub team: Option<Team>,
    /// Matches played.
    pub played: Option<Stated<u32>>,
    /// Matches won.
    pub won: Option<Stated<u32>>,
    /// Matches drawn.
    pub drawn: Option<Stated<u32>>,
    /// Matches lost.
    pub lost: Option<Stated<u32>>,
    /// Goals for.
    pub goals_for: Option<Stated<u32>>,
    /// Goals against.
    pub goals_against: Option<Stated<u32>>,
    /// Goal difference.
    pub difference: Option<Stated<i32>>,
    /// Goals for divided by goals against, as written.
    pub average: Option<Stated<String>>,
    /// Points.
    pub points: Option<Stated<i32>>,
    /// Points added or deducted.
    pub adjustment: Option<Stated<i32>>,
    /// Points that the team began with, carried over from another stage.
    pub start_points: Option<Stated<i32>>,
    /// Marks such as `C`, `Q`, `R`.
    pub status: Option<String>,
    /// What the position earns, as written: `Quarter-finals`.
    pub outcome: Option<String>,
    /// Footnotes of the row, as plain text.
    pub notes: Vec<String>,
    /// The row.
    pub at: Place,
}

/// A results matrix.
#[derive(Clone, Debug, Default, Serialize, JsonSchema)]
pub struct ResultMatrix {
    /// Stage, where a heading names it.
    pub stage: Option<String>,
    /// Group, where a heading names it: `A`.
    pub group: Option<String>,
    /// Teams in order.
    pub teams: Vec<Team>,
    /// Cells that state something, also one that a team has with itself.
    pub cells: Vec<ResultCell>,
    /// Whether the matrix says that it is final; `None` where it says nothing.
    pub complete: Option<Stated<bool>>,
    /// The template or table.
    pub at: Place,
}

/// A cell of a results matrix: the row's team at home, the column's away, as the page shows it.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ResultCell {
    /// Index of the home team in `teams`.
    pub home: usize,
    /// Index of the away team.
    pub away: usize,
    /// Which of several matches of the same home team, counted from 1, where the cell states several.
    pub leg: Option<u8>,
    /// Score.
    pub score: Option<super::Score>,
    /// Status.
    pub status: Status,
    /// Footnotes of the cell, as plain text.
    pub notes: Vec<String>,
    /// The cell.
    pub at: Place,
}
