//! The object that is written for an article.

use serde::Serialize;

use super::{
    Bracket, Competition, LineupPlayer, Match, Place, Regulations, ResultMatrix, ScheduleRow, ScorerRow,
    SquadPlayer, Standings, Statement, TeamEntry, Tie, Transclusion,
};
use crate::markup::Dialect;

/// Version of the JSON contract.
pub const SCHEMA_VERSION: u32 = 1;

/// Everything that one article states.
#[derive(Clone, Debug, Serialize)]
pub struct Article {
    /// Version of the JSON contract.
    pub schema_version: u32,
    /// Which article.
    pub article: ArticleInfo,
    /// Header facts.
    pub competition: Competition,
    /// The article's own rules.
    pub regulations: Regulations,
    /// Matches, in the order of their first mention.
    pub matches: Vec<Match>,
    /// Ties, in the order of their first mention.
    pub ties: Vec<Tie>,
    /// Brackets.
    pub brackets: Vec<Bracket>,
    /// Group and league tables.
    pub standings: Vec<Standings>,
    /// Results matrices.
    pub results: Vec<ResultMatrix>,
    /// Top scorers.
    pub scorers: Vec<ScorerRow>,
    /// Schedule.
    pub schedule: Vec<ScheduleRow>,
    /// Entrants, draws, qualified teams.
    pub teams: Vec<TeamEntry>,
    /// Squads.
    pub squads: Vec<SquadPlayer>,
    /// Line-ups.
    pub lineups: Vec<LineupPlayer>,
    /// Sentences.
    pub statements: Vec<Statement>,
    /// Pages that it shows in part, in document order.
    pub transclusions: Vec<Transclusion>,
    /// What looked like data and was not read.
    pub unread: Vec<Unread>,
    /// How much was read.
    pub coverage: Coverage,
}

/// Which article, and how it was read.
#[derive(Clone, Debug, Serialize)]
pub struct ArticleInfo {
    /// Title, where the input states one; else as the name of the file states it, where that looks like a title.
    pub title: Option<String>,
    /// Language code of the wiki.
    pub language: String,
    /// The input as the user named it.
    pub path: String,
    /// Page id, from a dump or the API.
    pub page_id: Option<u64>,
    /// Revision id, from a dump or the API.
    pub revision: Option<u64>,
    /// Time of the revision, RFC 3339.
    pub timestamp: Option<String>,
    /// In which dialect it was read.
    pub dialect: Dialect,
}

/// Something that looked like data and was not read.
#[derive(Clone, Debug, Serialize)]
pub struct Unread {
    /// `template`, `parameter`, `value`, `table` or `sentence`.
    pub what: &'static str,
    /// Name of the parameter or template, where it has one.
    pub name: Option<String>,
    /// Raw text.
    pub raw: String,
    /// Why.
    pub reason: String,
    /// Where.
    pub at: Place,
}

/// How much of the article was read.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Coverage {
    /// Templates in the text, nested ones too.
    pub templates_seen: u32,
    /// Templates whose entry in the catalogue was used.
    pub templates_read: u32,
    /// Templates that look like results and are in no entry.
    pub templates_unread: u32,
    /// Parameters of match boxes that hold something.
    pub box_parameters_seen: u32,
    /// Those that ended in the record.
    pub box_parameters_read: u32,
    /// Matches.
    pub matches: u32,
    /// Matches with a date.
    pub matches_with_date: u32,
    /// Matches with a score.
    pub matches_with_score: u32,
    /// Tables in the text.
    pub tables_seen: u32,
    /// Tables that became records.
    pub tables_read: u32,
    /// Tables of something else: transfers, kits, honours, persons, statistics.
    pub tables_other: u32,
    /// Sentences that became statements.
    pub statements: u32,
    /// Rules that found nothing to apply to, so that their silence is no agreement.
    pub rules_not_applied: Vec<&'static str>,
}
