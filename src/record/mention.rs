//! One place that speaks of a match or a tie, with everything that is written there.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;

use super::{
    Goal, Kick, Kickoff, Official, Pair, Place, Round, Score, Status, Team, Venue, competition::Decider,
};
use crate::span::{Span, Stated};

/// What kind of place speaks of a match, the most detailed first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum MatchMentionKind {
    /// A match box, or the line that is left of one in rendered text.
    MatchBox,
    /// A leg in a leg list.
    LegList,
    /// A cell of a results matrix.
    Matrix,
    /// A leg or a match in a bracket.
    Bracket,
    /// A sentence.
    Sentence,
    /// A record of the season that names the match.
    Record,
}

impl MatchMentionKind {
    /// As it is called in a message.
    #[must_use]
    pub fn noun(self) -> &'static str {
        match self {
            Self::MatchBox => "match box",
            Self::LegList => "leg list",
            Self::Matrix => "results matrix",
            Self::Bracket => "bracket",
            Self::Sentence => "sentence",
            Self::Record => "record of the season",
        }
    }
}

/// What a match was for the team that the article is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ResultFlag {
    /// Won.
    Win,
    /// Drawn.
    Draw,
    /// Lost.
    Loss,
}

/// A match as one place states it.
#[derive(Clone, Debug)]
pub struct MatchMention {
    /// What kind of place.
    pub kind: MatchMentionKind,
    /// Where.
    pub at: Place,
    /// The number that the place gives the match: `Match 73`.
    pub number: Option<Stated<String>>,
    /// Whether the place sums up a match that the article states again, as an infobox does.
    pub summary: bool,
    /// Stage (`Knockout stage`), where a heading or a parameter names it.
    pub stage: Option<String>,
    /// Round, from the heading or a parameter.
    pub round: Option<Round>,
    /// Group letter or name.
    pub group: Option<String>,
    /// How many headings above it lead to one that names a play-off or a cup: what stands there is no match of a league that
    /// other parts of the article state.
    pub apart: Option<usize>,
    /// Leg of the tie, where the place says so (leg lists and brackets do).
    pub leg: Option<u8>,
    /// Home team, or the first named on neutral ground.
    pub home: Option<Team>,
    /// Away team.
    pub away: Option<Team>,
    /// Whether the place says who was at home. A bracket does not: its order is the tie's.
    pub oriented: bool,
    /// The anchor that other places link to (`id=`).
    pub anchor: Option<Stated<String>>,
    /// The two names that the anchor is made of (`Vipers v Platinum Stars`).
    pub anchor_teams: Option<Pair<String>>,
    /// Day of the match.
    pub date: Option<Stated<Date>>,
    /// A date that was read but is no day of the calendar (31 April), or whose weekday does not fit: what is wrong.
    pub date_problem: Option<Stated<String>>,
    /// Kick-off.
    pub kickoff: Option<Stated<Kickoff>>,
    /// Status, from the score field and the notes.
    pub status: Status,
    /// Final score.
    pub score: Option<Stated<Score>>,
    /// The cells of the two numbers of the score, where each has its own, as in a bracket.
    pub score_cells: Option<Pair<Span>>,
    /// Score at half-time.
    pub half_time: Option<Stated<Score>>,
    /// Whether extra time is marked; `None` where the place says nothing.
    pub extra_time: Option<Stated<bool>>,
    /// Whether the article's own team won, as a box of its season says.
    pub result: Option<Stated<ResultFlag>>,
    /// Aggregate as a box states it, in this match's home–away order.
    pub aggregate: Option<Stated<Score>>,
    /// Shoot-out.
    pub shootout: Option<Stated<Score>>,
    /// Kicks of the shoot-out, home list first.
    pub kicks: Vec<Kick>,
    /// Goals, home list first.
    pub goals: Vec<Goal>,
    /// Where the goal lists lie, home and away, for messages about their sum.
    pub goal_lists: Pair<Option<Span>>,
    /// Whether a list, home or away, has a remark that could not be read: what it marks may be no goal.
    pub goals_unsure: Pair<bool>,
    /// Where it was played.
    pub venue: Option<Stated<Venue>>,
    /// Spectators.
    pub attendance: Option<Stated<u32>>,
    /// Referee.
    pub referee: Option<Stated<Official>>,
    /// Addresses of reports.
    pub reports: Vec<String>,
    /// Footnotes and other text at the match, as plain text.
    pub notes: Vec<String>,
    /// Whether a note says that an authority set the result, or that the match was not played to its end.
    pub ruled: bool,
    /// Whether a note says how a level tie was decided: by lot, by away goals, in a replay.
    pub settled: bool,
}

impl MatchMention {
    /// The headings down to the one that names a play-off or a cup.
    #[must_use]
    pub fn part(&self) -> Option<&[String]> {
        self.at.section.get(..self.apart?)
    }

    /// A mention that states nothing yet.
    #[must_use]
    pub fn new(kind: MatchMentionKind, at: Place) -> Self {
        Self {
            kind,
            at,
            number: None,
            summary: false,
            stage: None,
            round: None,
            group: None,
            apart: None,
            leg: None,
            home: None,
            away: None,
            oriented: true,
            anchor: None,
            anchor_teams: None,
            date: None,
            date_problem: None,
            kickoff: None,
            status: Status::default(),
            score: None,
            score_cells: None,
            half_time: None,
            extra_time: None,
            result: None,
            aggregate: None,
            shootout: None,
            kicks: Vec::new(),
            goals: Vec::new(),
            goal_lists: [None, None],
            goals_unsure: [false, false],
            venue: None,
            attendance: None,
            referee: None,
            reports: Vec::new(),
            notes: Vec::new(),
            ruled: false,
            settled: false,
        }
    }
}

/// What kind of place speaks of a tie, the most detailed first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum TieMentionKind {
    /// A row of a leg list.
    LegList,
    /// Two slots of a bracket that meet.
    Bracket,
    /// A sentence such as `X won 4–3 on aggregate.`
    Prose,
    /// The aggregate that a match box states.
    MatchBox,
    /// An infobox, e.g. champion and runner-up.
    Infobox,
}

impl TieMentionKind {
    /// As it is called in a message.
    #[must_use]
    pub fn noun(self) -> &'static str {
        match self {
            Self::LegList => "leg list",
            Self::Bracket => "bracket",
            Self::Prose => "sentence",
            Self::MatchBox => "match box",
            Self::Infobox => "infobox",
        }
    }
}

/// A leg as one place states it: in the order of the tie's teams.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LegMention {
    /// Goals of the tie's first and second team.
    pub score: Option<Pair<u16>>,
    /// Status of the leg.
    pub status: Status,
    /// The cell; where a bracket has a cell a team, both in one span is not possible, so one each.
    pub at: Pair<Span>,
}

/// The winner as one place states it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Winner {
    /// One of the two teams, by a mark, a parameter or bold.
    Team(usize),
    /// By name, as a sentence does; `link` finds out which team it is.
    Named(String),
}

/// A tie as one place states it.
#[derive(Clone, Debug)]
pub struct TieMention {
    /// What kind of place.
    pub kind: TieMentionKind,
    /// Where.
    pub at: Place,
    /// The number that the place gives the tie: `Match 9`, `FR6`.
    pub number: Option<Stated<String>>,
    /// Round, from the heading, the bracket's round title or a parameter.
    pub round: Option<Round>,
    /// The teams in the order written; a sentence may name only one or none.
    pub teams: Pair<Option<Team>>,
    /// Legs in the order played, scores in the order of `teams`.
    pub legs: Vec<LegMention>,
    /// Aggregate in the order of `teams`; for a sentence, in the winner's view, see `winner_first`.
    pub aggregate: Option<Stated<Pair<u16>>>,
    /// The cells of `aggregate`, where each team has its own (a bracket).
    pub aggregate_cells: Option<Pair<Span>>,
    /// Shoot-out, in the same order.
    pub shootout: Option<Stated<Pair<u16>>>,
    /// Whether `aggregate` and `shootout` are in the winner's view (`JS Kabylie won 4–3 on aggregate`).
    pub winner_first: bool,
    /// How it was decided, where the place says so.
    pub decided_by: Option<Stated<Decider>>,
    /// Which team an away goals mark stands beside, where it stands beside one.
    pub away_goals_side: Option<usize>,
    /// Who won, where the place says so.
    pub winner: Option<Stated<Winner>>,
    /// Notes and reasons (`after RSLAF withdrew`).
    pub notes: Vec<String>,
    /// Whether a note says that an authority set the result, or that the match was not played to its end.
    pub ruled: bool,
    /// Whether a note says how a level tie was decided: by lot, by away goals, in a replay.
    pub settled: bool,
    /// Mentions of matches (indices into the article's list) that the place speaks about: the boxes above a sentence.
    pub matches: Vec<usize>,
}

impl TieMention {
    /// A mention that states nothing yet.
    #[must_use]
    pub fn new(kind: TieMentionKind, at: Place) -> Self {
        Self {
            kind,
            at,
            number: None,
            round: None,
            teams: [None, None],
            legs: Vec::new(),
            aggregate: None,
            aggregate_cells: None,
            shootout: None,
            winner_first: false,
            decided_by: None,
            away_goals_side: None,
            winner: None,
            notes: Vec::new(),
            ruled: false,
            settled: false,
            matches: Vec::new(),
        }
    }
}
