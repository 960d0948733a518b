//! Everything that the report shows of one article.

use std::{cell::OnceCell, collections::HashMap};

use super::{
    address::{self, Address},
    bracket::{self, Drawing, Mentioned},
    context::Context,
    facts::{self, Fact},
    findings::Counts,
    matches::{self, MatchGroup},
    tables::{self, MatrixView, ScorerList, TableView},
    ties::{self, TieGroup},
    timeline::{self, Timeline},
    words,
};
use crate::record::{Article, Unread};

/// Unread values that are listed; the others are counted.
const LISTED: usize = 200;

/// Names of the places of an article's records in the report.
#[derive(Debug)]
pub(super) struct Anchors {
    article: usize,
    matches: OnceCell<HashMap<String, usize>>,
}

impl Anchors {
    pub fn new(article: usize) -> Self {
        Self { article, matches: OnceCell::new() }
    }

    /// The article.
    pub fn article(&self) -> String {
        format!("a{}", self.article + 1)
    }

    /// A match, by its index.
    pub fn game(&self, index: usize) -> String {
        format!("a{}-m{}", self.article + 1, index + 1)
    }

    /// A tie, by its index.
    pub fn tie(&self, index: usize) -> String {
        format!("a{}-t{}", self.article + 1, index + 1)
    }

    /// The index of the match with an id.
    pub fn index_of(&self, article: &Article, id: &str) -> Option<usize> {
        let all =
            || article.matches.iter().enumerate().map(|(index, entry)| (entry.id.clone(), index)).collect();
        self.matches.get_or_init(all).get(id).copied()
    }
}

/// An article in the index.
#[derive(Clone, Debug)]
pub struct Row {
    /// Its anchor.
    pub id: String,
    /// Its page, where it has one of its own.
    pub page: String,
    /// Title, else the name of its file.
    pub label: String,
    /// The input as the user named it.
    pub path: String,
    /// Season and competition, which articles about them share.
    pub edition: Option<String>,
    /// Matches.
    pub matches: usize,
    /// Ties.
    pub ties: usize,
    /// Matches and ties that are disputed.
    pub disputed: usize,
    /// Templates and tables of results that were read.
    pub read: u32,
    /// Templates and tables that look like results and were not read, and values that were not.
    pub unread: u32,
    /// Findings.
    pub counts: Counts,
}

/// An article in whole.
#[derive(Clone, Debug)]
pub struct ArticleView {
    /// Its row of the index.
    pub row: Row,
    /// The page on its wiki.
    pub address: Option<Address>,
    /// How it was read: dialect, language, revision.
    pub how: Vec<String>,
    /// How much was read, in words.
    pub coverage: Vec<String>,
    /// Header facts.
    pub facts: Vec<Fact>,
    /// What else the infobox states.
    pub other_facts: Vec<(String, String)>,
    /// Brackets.
    pub brackets: Vec<Drawing>,
    /// Group and league tables.
    pub tables: Vec<TableView>,
    /// Results matrices.
    pub matrices: Vec<MatrixView>,
    /// Ties.
    pub ties: Vec<TieGroup>,
    /// Match days.
    pub timeline: Option<Timeline>,
    /// Matches.
    pub matches: Vec<MatchGroup>,
    /// Scorers.
    pub scorers: Vec<ScorerList>,
    /// What was read and has no part of its own, counted.
    pub others: Vec<String>,
    /// What was not read.
    pub unread: Vec<UnreadView>,
    /// How many more were not read.
    pub unread_left: usize,
}

impl ArticleView {
    /// Whether there is nothing to show.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.facts.is_empty()
            && self.brackets.is_empty()
            && self.tables.is_empty()
            && self.matrices.is_empty()
            && self.ties.is_empty()
            && self.matches.is_empty()
            && self.scorers.is_empty()
            && self.others.is_empty()
    }

    /// Whether a table has columns behind its points.
    #[must_use]
    pub fn has_wide_table(&self) -> bool {
        self.tables.iter().any(|table| table.has_outcome || table.has_adjustment)
    }
}

/// Something that was not read.
#[derive(Clone, Debug)]
pub struct UnreadView {
    /// `template`, `value`, `table` …
    pub what: &'static str,
    /// Name of the parameter or template.
    pub name: Option<String>,
    /// Raw text, cut.
    pub raw: String,
    /// Why.
    pub reason: String,
    /// Line.
    pub line: u32,
}

/// The index, in the order of the input.
pub(super) fn rows(context: &Context<'_>, pages: &[String]) -> Vec<Row> {
    let mut counts = vec![Counts::default(); context.source.articles.len()];
    for finding in context.source.findings {
        if let Some(counts) = counts.get_mut(finding.location.article) {
            let one = Counts::of(std::iter::once(finding));
            counts.errors += one.errors;
            counts.warnings += one.warnings;
            counts.info += one.info;
        }
    }
    let articles = context.source.articles.iter().zip(context.source.texts).zip(counts).enumerate();
    let row =
        |(index, ((article, text), counts)): (usize, ((&Article, &crate::extract::Extracted), Counts))| Row {
            id: Anchors::new(index).article(),
            page: pages.get(index).cloned().unwrap_or_default(),
            label: context.label(index),
            path: article.article.path.clone(),
            edition: text.edition.clone(),
            matches: article.matches.len(),
            ties: article.ties.len(),
            disputed: article.matches.iter().filter(|entry| entry.disputed).count()
                + article.ties.iter().filter(|tie| tie.disputed).count(),
            read: article.coverage.templates_read + article.coverage.tables_read,
            unread: article.coverage.unread.values().sum(),
            counts,
        };
    articles.map(row).collect()
}

/// Everything about an article; `row` is its row of the index.
pub(super) fn view(context: &Context<'_>, index: usize, row: Row) -> Option<ArticleView> {
    let record = context.source.articles.get(index)?;
    let anchors = Anchors::new(index);
    let mentioned = Mentioned::new(record, &anchors);
    Some(ArticleView {
        address: address::of_section(&record.article, None),
        how: how(record),
        coverage: coverage(record),
        facts: facts::facts(context, index),
        other_facts: record.competition.other.clone().into_iter().collect(),
        brackets: record.brackets.iter().filter_map(|bracket| bracket::draw(bracket, &mentioned)).collect(),
        tables: tables::standings(context, index),
        matrices: tables::matrices(context, index),
        ties: ties::groups(context, index, &anchors),
        timeline: timeline::timeline(record, &anchors),
        matches: matches::groups(context, index, &anchors),
        scorers: tables::scorers(context, index),
        others: others(record),
        unread: record.unread.iter().take(LISTED).map(UnreadView::from).collect(),
        unread_left: record.unread.len().saturating_sub(LISTED),
        row,
    })
}

fn how(record: &Article) -> Vec<String> {
    let info = &record.article;
    let dialect = format!("{:?} text", info.dialect).to_lowercase();
    let dialect = if dialect == "wikitext text" { "wikitext".to_owned() } else { dialect };
    let revision = info.revision.map(|revision| format!("revision {revision}"));
    let time = info.timestamp.clone();
    [Some(info.path.clone()), Some(dialect), Some(format!("language {}", info.language)), revision, time]
        .into_iter()
        .flatten()
        .collect()
}

fn coverage(record: &Article) -> Vec<String> {
    let coverage = &record.coverage;
    let mut words =
        vec![format!("{} of {} templates read", coverage.templates_read, coverage.templates_seen)];
    if coverage.tables_seen > 0 {
        let of_results = coverage.tables_seen.saturating_sub(coverage.tables_other);
        words.push(format!("{} of {of_results} tables of results read", coverage.tables_read));
    }
    if coverage.transclusions > 0 {
        words.push(format!(
            "{} of {} shown parts of other pages among the inputs",
            coverage.transclusions - coverage.transclusions_missing.min(coverage.transclusions),
            coverage.transclusions
        ));
    }
    words
}

/// `26 players of squads`
fn others(record: &Article) -> Vec<String> {
    let counts = [
        (record.squads.len(), "player of squads", "players of squads"),
        (record.lineups.len(), "player of line-ups", "players of line-ups"),
        (record.schedule.len(), "row of schedules", "rows of schedules"),
        (record.teams.len(), "entry of teams", "entries of teams"),
        (record.statements.len(), "sentence about results", "sentences about results"),
    ];
    let counts = counts.into_iter().filter(|(number, ..)| *number > 0);
    counts.map(|(number, one, several)| words::count(number, one, several)).collect()
}

impl From<&Unread> for UnreadView {
    fn from(unread: &Unread) -> Self {
        let raw: String = unread.raw.chars().take(160).collect();
        let is_cut = raw.len() < unread.raw.len();
        Self {
            what: unread.what,
            name: unread.name.clone(),
            raw: if is_cut { raw + "…" } else { raw },
            reason: unread.reason.clone(),
            line: unread.at.line,
        }
    }
}
