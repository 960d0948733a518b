//! What articles state, as typed records.
//!
//! Two levels. A **mention** is one place that speaks of a match or a tie, exactly as it is written there
//! ([`MatchMention`], [`TieMention`]); `extract` yields mentions. An **entry** is one match or tie with all its
//! claims ([`Match`], [`Tie`]); `link` makes entries of mentions. Everything else (brackets, schedules, scorers …)
//! is a record of one place and needs no linking to be printed.
//!
//! Field names are the JSON contract. What is not stated is `None`, never made up.

mod article;
mod competition;
mod entry;
mod matches;
mod mention;
mod people;
mod statement;
mod tables;
mod transclusion;

pub use article::{Article, ArticleInfo, Coverage, SCHEMA_VERSION, Unread};
pub use competition::{
    Coefficient, Competition, Decider, PointsCriterion, Regulations, ScheduleKind, ScheduleRow, TeamEntry,
    TeamList,
};
pub use entry::{Leg, Match, MatchClaim, Tie, TieClaim};
pub use matches::{
    Country, DateRange, Goal, GoalKind, Kick, Kickoff, Official, Pair, Player, Round, Score, Shootout, Side,
    Status, Team, Venue,
};
pub use mention::{
    LegMention, MatchMention, MatchMentionKind, ResultFlag, TieMention, TieMentionKind, Winner,
};
pub use people::{
    Appearances, Card, CardKind, Coach, LineupPlayer, LineupRole, MatchMinute, ScorerRow, Squad, SquadPlayer,
};
pub use statement::{Carried, Count, Counted, SeasonRecord, Statement, StatementKind, TeamPoints};
pub use tables::{
    Bracket, BracketRound, BracketSlot, Criterion, ResultCell, ResultMatrix, ResultPoints, Standings,
    StandingsColumn, StandingsRow,
};
pub use transclusion::Transclusion;

use std::sync::Arc;

use schemars::JsonSchema;
use serde::Serialize;

/// Where a record is written.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Place {
    /// Line, counted from 1.
    pub line: u32,
    /// Column in characters, counted from 1.
    pub column: u32,
    /// Byte offset of the first byte in the input.
    pub start: u32,
    /// Byte offset after the last byte.
    pub end: u32,
    /// Headings above it, outermost first.
    pub section: Arc<[String]>,
    /// The template that states it; `None` for text and raw tables.
    pub template: Option<String>,
}

impl Place {
    /// The bytes of the place.
    #[must_use]
    pub fn span(&self) -> crate::span::Span {
        crate::span::Span { start: self.start, end: self.end }
    }
}
