//! The object that is written for an article.

use std::{borrow::Cow, collections::BTreeMap};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    Bracket, Competition, LineupPlayer, Match, Place, Regulations, ResultMatrix, ScheduleRow, ScorerRow,
    SquadPlayer, Standings, Statement, TeamEntry, Tie, Transclusion,
};
use crate::markup::Dialect;

/// Version of the JSON contract.
pub const SCHEMA_VERSION: u32 = 1;

/// Everything that one article states.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Article {
    /// Version of the JSON contract.
    #[schemars(extend("const" = SCHEMA_VERSION))]
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
#[derive(Clone, Debug, Serialize, JsonSchema)]
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
#[derive(Clone, Debug, Serialize, JsonSchema)]
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
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
pub struct Coverage {
    /// Templates in the text, nested ones too.
    pub templates_seen: u32,
    /// Templates that the catalogue knows: data that was read, and layout, navigation and sources that hold none.
    pub templates_read: u32,
    /// Templates that look like results and are in no entry.
    pub templates_unread: u32,
    /// Templates that are in no entry and do not look like results. With those read and unread they are all that were seen.
    pub templates_other: u32,
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
    /// Calls that show a part of another page.
    pub transclusions: u32,
    /// Those whose page is not among the inputs.
    pub transclusions_missing: u32,
    /// What is listed as not read, by kind: `value`, `template` …
    pub unread: BTreeMap<Cow<'static, str>, u32>,
    /// Rules that found nothing to apply to, so that their silence is no agreement.
    #[serde(skip_deserializing)]
    pub rules_not_applied: Vec<&'static str>,
}

impl Coverage {
    /// The coverage of two articles together. Which rules did not apply is said of a run, not of an article.
    #[must_use]
    pub fn and(mut self, other: Self) -> Self {
        self.templates_seen += other.templates_seen;
        self.templates_read += other.templates_read;
        self.templates_unread += other.templates_unread;
        self.templates_other += other.templates_other;
        self.box_parameters_seen += other.box_parameters_seen;
        self.box_parameters_read += other.box_parameters_read;
        self.matches += other.matches;
        self.matches_with_date += other.matches_with_date;
        self.matches_with_score += other.matches_with_score;
        self.tables_seen += other.tables_seen;
        self.tables_read += other.tables_read;
        self.tables_other += other.tables_other;
        self.statements += other.statements;
        self.transclusions += other.transclusions;
        self.transclusions_missing += other.transclusions_missing;
        for (what, count) in other.unread {
            *self.unread.entry(what).or_default() += count;
        }
        self
    }
}
