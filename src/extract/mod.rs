//! Tree and catalogue to records: one file a shape (match box, leg list, bracket, table, infobox, prose).

mod article;
mod birth;
mod bracket;
mod census;
mod goals;
mod goalscorers;
mod infobox;
mod instruction;
mod known;
mod leg_list;
mod lineup;
mod lineup_marks;
mod lists;
mod match_box;
mod match_line;
mod matrix;
mod note_status;
mod person;
mod prose;
mod reader;
mod remarks;
mod season_records;
mod squad;
mod squad_player;
mod stage;
mod standings;
mod table_call;
mod tables;
mod team;
mod text;
mod transclusion;

pub use instruction::Instruction;

use std::sync::Arc;

use crate::hash::HashSet;
pub use census::{Census, Reading, Use};

use crate::{
    catalogue::{Catalogue, KnownRegulation},
    markup::{Diagnostic, Document},
    record::{
        ArticleInfo, Bracket, Competition, Coverage, LineupPlayer, MatchMention, Place, Regulations,
        ResultMatrix, ScheduleRow, ScorerRow, SquadPlayer, Standings, Statement, TeamEntry, TieMention,
        Transclusion, Unread,
    },
    span::{LineIndex, Span},
};

/// What is known of an article before it is read.
#[derive(Clone, Debug)]
pub struct Origin {
    /// The input as the user named it.
    pub path: Arc<str>,
    /// Title, from a dump or the API.
    pub title: Option<String>,
    /// Language code of the wiki.
    pub language: String,
    /// Page id.
    pub page_id: Option<u64>,
    /// Revision id.
    pub revision: Option<u64>,
    /// Time of the revision.
    pub timestamp: Option<String>,
}

/// Everything that one article states, each at its place, nothing linked yet.
#[derive(Clone, Debug)]
pub struct Extracted {
    /// The input as the user named it.
    pub path: Arc<str>,
    /// What it is called in fingerprints: the title that a dump or its file's name gives, or the file's name. Nothing that is
    /// written in the text changes it.
    pub label: Arc<str>,
    /// The text.
    pub text: Arc<str>,
    /// Its lines.
    pub lines: LineIndex,
    /// Its headings, in document order.
    pub headings: Vec<Heading>,
    /// Which article.
    pub article: ArticleInfo,
    /// Title of its page as MediaWiki resolves it, by which other articles show it.
    pub page: Option<String>,
    /// The page that it is only another name of.
    pub redirect: Option<String>,
    /// Season and competition, shared by all articles about them: `2017 caf confederation cup`.
    pub edition: Option<String>,
    /// Whether its title names a part of the edition only: the final, the knockout stage, a group.
    pub is_part: bool,
    /// Header facts.
    pub competition: Competition,
    /// The article's own rules.
    pub regulations: Regulations,
    /// What the catalogue knows of the regulations of its competition and season.
    pub known: Vec<KnownRegulation>,
    /// Mentions of matches, in document order.
    pub matches: Vec<MatchMention>,
    /// Mentions of ties, in document order.
    pub ties: Vec<TieMention>,
    /// Brackets.
    pub brackets: Vec<Bracket>,
    /// Group and league tables.
    pub standings: Vec<Standings>,
    /// Results matrices.
    pub results: Vec<ResultMatrix>,
    /// Top scorers, one list after the other.
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
    /// Parameters that a template of the catalogue needs and this call lacks: the template, the field.
    pub missing: Vec<Missing>,
    /// What looked like data and was not read, in document order.
    pub unread: Vec<Unread>,
    /// What is wrong with the markup.
    pub diagnostics: Vec<Diagnostic>,
    /// Comments that speak to this program.
    pub instructions: Vec<Instruction>,
    /// How much was read.
    pub coverage: Coverage,
}

/// A heading of an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// Byte offset.
    pub start: u32,
    /// Plain text.
    pub text: String,
    /// How many headings of this text, in whatever case, there are up to here: the second of a name has another anchor.
    pub occurrence: u32,
}

/// Records on their way into an [`Extracted`].
#[derive(Debug, Default)]
struct Records {
    competition: Competition,
    regulations: Regulations,
    matches: Vec<MatchMention>,
    /// What a sentence says of the times of all matches.
    times: Option<prose::PageTimes>,
    ties: Vec<TieMention>,
    brackets: Vec<Bracket>,
    standings: Vec<Standings>,
    results: Vec<ResultMatrix>,
    scorers: Vec<ScorerRow>,
    schedule: Vec<ScheduleRow>,
    teams: Vec<TeamEntry>,
    squads: Vec<SquadPlayer>,
    lineups: Vec<LineupPlayer>,
    statements: Vec<Statement>,
    transclusions: Vec<Transclusion>,
    /// Offsets of footnotes whose sentences are read: a footnote that is called twice states its facts once.
    footnotes_read: HashSet<u32>,
}

/// A template call that lacks something.
#[derive(Clone, Debug)]
pub struct Missing {
    /// The call.
    pub at: Place,
    /// What it lacks: `home team`.
    pub what: String,
}

impl Extracted {
    /// Whether no record came of the article.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.matches.is_empty()
            && self.ties.is_empty()
            && self.brackets.is_empty()
            && self.standings.is_empty()
            && self.results.is_empty()
            && self.scorers.is_empty()
            && self.schedule.is_empty()
            && self.teams.is_empty()
            && self.squads.is_empty()
            && self.lineups.is_empty()
            && self.statements.is_empty()
    }

    /// Line and column of a byte offset.
    #[must_use]
    pub fn position(&self, offset: u32) -> (u32, u32) {
        self.lines.position(&self.text, offset as usize)
    }

    /// The text of a span.
    #[must_use]
    pub fn slice(&self, span: Span) -> &str {
        span.slice(&self.text)
    }
}

/// Reads one parsed article.
#[must_use]
pub fn extract(document: &Document<'_>, origin: &Origin, catalogue: &Catalogue) -> Extracted {
    article::read(document, origin, catalogue)
}
