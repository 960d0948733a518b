//! Brackets, standings and results matrices.

use serde::Serialize;

use super::{Place, Status, Team};

/// A bracket.
#[derive(Clone, Debug, Serialize)]
pub struct Bracket {
    /// The template.
    pub at: Place,
    /// Rounds, the first played first.
    pub rounds: Vec<BracketRound>,
}

/// A round of a bracket.
#[derive(Clone, Debug, Serialize)]
pub struct BracketRound {
    /// Its title, where the bracket states one.
    pub name: Option<String>,
    /// Slots from top to bottom; slots 2i and 2i+1 meet.
    pub slots: Vec<BracketSlot>,
}

/// A team's place in a bracket.
#[derive(Clone, Debug, Serialize)]
pub struct BracketSlot {
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
#[derive(Clone, Debug, Serialize)]
pub struct Standings {
    /// Group, where a heading or the table names it.
    pub group: Option<String>,
    /// Rows from the top.
    pub rows: Vec<StandingsRow>,
    /// The template or table.
    pub at: Place,
}

/// A row of a table, as written.
#[derive(Clone, Debug, Default, Serialize)]
pub struct StandingsRow {
    /// Position.
    pub position: Option<u32>,
    /// Team.
    pub team: Option<Team>,
    /// Matches played.
    pub played: Option<u32>,
    /// Matches won.
    pub won: Option<u32>,
    /// Matches drawn.
    pub drawn: Option<u32>,
    /// Matches lost.
    pub lost: Option<u32>,
    /// Goals for.
    pub goals_for: Option<u32>,
    /// Goals against.
    pub goals_against: Option<u32>,
    /// Goal difference.
    pub difference: Option<i32>,
    /// Points.
    pub points: Option<i32>,
    /// Points added or deducted.
    pub adjustment: Option<i32>,
    /// Marks such as `C`, `Q`, `R`.
    pub status: Option<String>,
    /// The row.
    pub at: Place,
}

/// A results matrix.
#[derive(Clone, Debug, Serialize)]
pub struct ResultMatrix {
    /// Teams in order.
    pub teams: Vec<Team>,
    /// Cells that state something.
    pub cells: Vec<ResultCell>,
    /// The template or table.
    pub at: Place,
}

/// A cell of a results matrix: the row's team at home.
#[derive(Clone, Debug, Serialize)]
pub struct ResultCell {
    /// Index of the home team in `teams`.
    pub home: usize,
    /// Index of the away team.
    pub away: usize,
    /// Score.
    pub score: Option<super::Score>,
    /// Status.
    pub status: Status,
    /// The cell.
    pub at: Place,
}
