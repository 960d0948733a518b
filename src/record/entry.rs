//! One match or tie, with all its claims: what `link` makes of mentions.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;

use super::{
    Decider, Goal, Kickoff, MatchMentionKind, Official, Pair, Place, Round, Score, Shootout, Status, Team,
    TieMentionKind, Venue,
};

/// A match. Where claims differ, it shows the most detailed one and `disputed` is true.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Match {
    /// Stable from run to run; does not depend on the order of the input.
    pub id: String,
    /// The number that the article gives it, where it gives one: `Match 73`.
    pub number: Option<String>,
    /// Stage.
    pub stage: Option<String>,
    /// Round.
    pub round: Option<Round>,
    /// Group.
    pub group: Option<String>,
    /// Leg of a tie, counted from 1.
    pub leg: Option<u8>,
    /// Day.
    pub date: Option<Date>,
    /// Kick-off.
    pub kickoff: Option<Kickoff>,
    /// Home team.
    pub home: Option<Team>,
    /// Away team.
    pub away: Option<Team>,
    /// Status.
    pub status: Status,
    /// Final score.
    pub score: Option<Score>,
    /// Score at half-time.
    pub half_time: Option<Score>,
    /// Whether extra time was played.
    pub extra_time: Option<bool>,
    /// Shoot-out.
    pub shootout: Option<Shootout>,
    /// Goals.
    pub goals: Vec<Goal>,
    /// Where.
    pub venue: Option<Venue>,
    /// Spectators.
    pub attendance: Option<u32>,
    /// Referee.
    pub referee: Option<Official>,
    /// Addresses of reports.
    pub reports: Vec<String>,
    /// Footnotes and remarks.
    pub notes: Vec<String>,
    /// Whether an error touches it.
    pub disputed: bool,
    /// Where the most detailed statement stands.
    pub at: Place,
    /// Every statement, the most detailed first.
    pub claims: Vec<MatchClaim>,
}

/// One place's statement about a match, in the match's home–away order.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct MatchClaim {
    /// What kind of place.
    pub kind: MatchMentionKind,
    /// The article, as the input was named.
    pub path: String,
    /// Where.
    pub at: Place,
    /// Home and away team as the place names them.
    pub teams: Pair<Option<String>>,
    /// Status.
    pub status: Status,
    /// Score.
    pub score: Option<Score>,
    /// Shoot-out.
    pub shootout: Option<Score>,
    /// Date.
    pub date: Option<Date>,
}

/// A tie. Leg scores and aggregate are in the order of `teams`.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Tie {
    /// Stable from run to run; does not depend on the order of the input.
    pub id: String,
    /// The number that the article gives it: `Match 9`.
    pub number: Option<String>,
    /// Round.
    pub round: Option<Round>,
    /// The teams, in the order written; `None` where no place names the team.
    pub teams: Pair<Option<Team>>,
    /// Legs in the order played.
    pub legs: Vec<Leg>,
    /// Aggregate.
    pub aggregate: Option<Pair<u16>>,
    /// Shoot-out.
    pub shootout: Option<Pair<u16>>,
    /// How it was decided, as stated; on aggregate, where a stated aggregate is not level and nothing else is stated.
    pub decided_by: Option<Decider>,
    /// Index of the winner in `teams`, as stated; else the side with more in the stated shoot-out or aggregate. The claims
    /// keep apart what is stated.
    pub winner: Option<usize>,
    /// Reasons and remarks.
    pub notes: Vec<String>,
    /// Whether an error touches it.
    pub disputed: bool,
    /// Where the most detailed statement stands.
    pub at: Place,
    /// Every statement, the most detailed first.
    pub claims: Vec<TieClaim>,
}

/// A leg of a tie.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Leg {
    /// Score in the order of the tie's teams.
    pub score: Option<Pair<u16>>,
    /// Status.
    pub status: Status,
    /// The match, where there is an entry for it.
    pub match_id: Option<String>,
}

/// One place's statement about a tie, in the order of the tie's teams.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct TieClaim {
    /// What kind of place.
    pub kind: TieMentionKind,
    /// The article, as the input was named.
    pub path: String,
    /// Where.
    pub at: Place,
    /// The teams as the place names them.
    pub teams: Pair<Option<String>>,
    /// Aggregate.
    pub aggregate: Option<Pair<u16>>,
    /// Shoot-out.
    pub shootout: Option<Pair<u16>>,
    /// How it was decided.
    pub decided_by: Option<Decider>,
    /// Index of the winner in the tie's `teams`.
    pub winner: Option<usize>,
}
