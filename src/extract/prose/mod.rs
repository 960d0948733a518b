//! Sentences: how a tie ended, who advanced without playing, how many teams, when, and the article's own regulations.
//!
//! Every sentence is read by the catalogue's phrases. A line that speaks of a result and that no phrase reads is listed.

mod name;
mod regulations;
mod sentence;
mod start_points;
mod statement;
mod times;

use std::ops::Range;

use memchr::{memchr2_iter, memmem};

pub(super) use self::{
    sentence::sentences,
    statement::capture_dates,
    times::{PageTimes, complete as complete_kickoffs},
};

use self::statement::{Found, statement};
use super::{Records, infobox::final_round, match_box::clean, reader::Reader, text::Flat};
use crate::{
    catalogue::{Kind, Language},
    markup::Table,
    record::{
        Decider, MatchMention, MatchMentionKind, Score, Statement, StatementKind, Status, Team, TieMention,
        TieMentionKind, Winner,
    },
    span::{Span, Stated},
};

/// Kinds of phrases that a sentence is tried with, and what a match becomes.
const KINDS: &[(&str, StatementKind)] = &[
    ("walkover", StatementKind::Walkover),
    ("suspension", StatementKind::Suspension),
    ("awarded", StatementKind::Awarded),
    ("final", StatementKind::Final),
    ("team-count", StatementKind::TeamCount),
    ("played-dates", StatementKind::PlayedDates),
    ("draw-date", StatementKind::DrawDate),
    ("shootout", StatementKind::Shootout),
];

/// A team's name in a sentence is no longer than this; what is longer is a sentence.
const LONGEST_NAME: usize = 60;

/// Reads a line of text below the boxes `run` (indices into the records' matches); says whether it was a result.
pub(super) fn line(
    reader: &mut Reader<'_, '_>,
    flat: &Flat<'_>,
    run: Range<usize>,
    records: &mut Records,
) -> bool {
    let is_result = tie_result(reader, flat, run, records);
    if !is_result {
        let known = records.statements.len();
        text(reader, flat, records);
        unread_result(reader, flat, known, records);
    }
    footnotes(reader, flat, records);
    is_result
}

/// Reads the footnotes of a text.
pub(super) fn footnotes(reader: &mut Reader<'_, '_>, flat: &Flat<'_>, records: &mut Records) {
    for &id in &flat.notes {
        if let Some(span) = reader.footnote_text(id).filter(|span| records.footnotes_read.insert(span.start))
        {
            let note = reader.flat(span);
            text(reader, &note, records);
        }
    }
}

/// Kinds of phrases for sentences in the language of an article.
#[derive(Debug)]
pub(super) struct Kinds {
    /// In the order of [`KINDS`].
    statements: Vec<Kind>,
    /// Of regulations, of lists of results, of points that a stage begins with, of times of the page.
    others: [Kind; 4],
    tie_result: Kind,
}

impl Kinds {
    /// The kinds as a language has them.
    pub fn of(language: &Language) -> Self {
        Self {
            statements: KINDS.iter().map(|(kind, _)| language.kind(kind)).collect(),
            others: ["regulation", "match-results", "start-points", "page-times"]
                .map(|kind| language.kind(kind)),
            tie_result: language.kind("tie-result"),
        }
    }
}

/// Reads all sentences of a text that is not the result of a tie.
fn text(reader: &mut Reader<'_, '_>, flat: &Flat<'_>, records: &mut Records) {
    let may_hold = |kind: &Kind| flat.may_hold(reader.language, kind);
    let kinds = KINDS.iter().zip(&reader.kinds.statements).filter(|(_, kind)| may_hold(kind));
    let kinds: Vec<_> = kinds.map(|(kind, _)| kind).collect();
    // Most lines hold no phrase, and need not be cut into sentences.
    if kinds.is_empty() && !reader.kinds.others.iter().any(may_hold) {
        return;
    }
    for sentence in sentences(&flat.text, reader.language) {
        regulations::sentence(reader, flat, sentence, &mut records.regulations);
        match_results(reader, flat, sentence, records);
        start_points::sentence(reader, flat, sentence, records);
        records.times = records.times.or_else(|| times::sentence(reader, flat, sentence));
        for (kind, meaning) in &kinds {
            let found = statement(reader, flat, sentence, kind, *meaning);
            if let Some(found) = found.filter(|found| names_teams(reader, flat, found)) {
                mentions(reader, &found, records);
                records.statements.extend(found.further_round());
                records.statements.push(found.statement);
            }
        }
    }
}

/// Reads a whole line as the result of the tie above it.
fn tie_result(
    reader: &mut Reader<'_, '_>,
    flat: &Flat<'_>,
    run: Range<usize>,
    records: &mut Records,
) -> bool {
    if !flat.may_hold(reader.language, &reader.kinds.tie_result) {
        return false;
    }
    let line = flat.trimmed();
    let Some(found) = statement(reader, flat, line, "tie-result", StatementKind::TieResult) else {
        return false;
    };
    let Some(winner) = found.statement.winner.clone().filter(|winner| is_name(&winner.value)) else {
        return false;
    };
    let mut tie = TieMention::new(TieMentionKind::Prose, found.statement.at.clone());
    tie.round = reader.round_at(flat.span.start());
    tie.winner = Some(winner.map(Winner::Named));
    tie.winner_first = true;
    tie.aggregate = found.statement.aggregate;
    tie.shootout = found.statement.shootout;
    tie.decided_by = found.statement.decided_by;
    tie.notes.extend(found.statement.reason.clone());
    tie.matches = run.collect();
    records.ties.push(tie);
    records.statements.push(found.statement);
    true
}

/// Whether a sentence about a final has names where it should: stories put half sentences there.
fn names_teams(reader: &Reader<'_, '_>, flat: &Flat<'_>, found: &Found) -> bool {
    let mut names = found.winners.iter().chain(&found.losers);
    found.statement.kind != StatementKind::Final || names.all(|name| name::is_team(reader, flat, name))
}

/// Whether a slot holds a name rather than half a sentence or a footnote mark.
pub(super) fn is_name(text: &str) -> bool {
    let begins = text.chars().next().is_some_and(|c| c.is_alphanumeric() && !c.is_lowercase());
    begins && text.len() <= LONGEST_NAME && !text.contains([';', ':'])
}

/// What a sentence says about ties and matches, as mentions of them.
fn mentions(reader: &Reader<'_, '_>, found: &Found, records: &mut Records) {
    match found.statement.kind {
        StatementKind::Walkover => walkovers(reader, found, records),
        StatementKind::Final => records.ties.extend(final_tie(found)),
        StatementKind::Awarded => records.matches.extend(awarded(reader, found)),
        _ => {}
    }
}

fn team(name: &Stated<String>) -> Team {
    Team { name: name.value.clone(), at: name.at, ..Team::default() }
}

/// A footnote may name two winners and their two opponents.
fn walkovers(reader: &Reader<'_, '_>, found: &Found, records: &mut Records) {
    for (winner, loser) in
        found.winners.iter().zip(found.losers.iter().map(Some).chain(std::iter::repeat(None)))
    {
        let mut tie = TieMention::new(TieMentionKind::Prose, found.statement.at.clone());
        tie.round = reader.round_at(found.statement.at.start as usize);
        tie.teams = [Some(team(winner)), loser.map(team)];
        tie.winner = Some(Stated::new(Winner::Team(0), winner.at));
        tie.decided_by = Some(Stated::new(Decider::Walkover, found.statement.at.span()));
        tie.notes.push(found.statement.sentence.clone());
        records.ties.push(tie);
    }
}

fn final_tie(found: &Found) -> Option<TieMention> {
    let (winner, loser) = (found.winners.first()?, found.losers.first()?);
    let mut tie = TieMention::new(TieMentionKind::Prose, found.statement.at.clone());
    tie.round = Some(final_round());
    tie.teams = [Some(team(winner)), Some(team(loser))];
    tie.winner = Some(Stated::new(Winner::Team(0), winner.at));
    Some(tie)
}

/// An awarded result names the winner first; it does not say who was at home.
fn awarded(reader: &Reader<'_, '_>, found: &Found) -> Option<MatchMention> {
    let mut mention = MatchMention::new(MatchMentionKind::Sentence, found.statement.at.clone());
    mention.round = reader.round_at(found.statement.at.start as usize);
    mention.home = Some(team(found.winners.first()?));
    mention.away = Some(team(found.losers.first()?));
    mention.oriented = false;
    mention.score = found.statement.score.map(|score| score.map(Score::of));
    mention.status = Status::Awarded;
    mention.notes.extend(found.statement.reason.clone());
    Some(mention)
}

/// `Head-to-head results: A 1–0 B, B 3–0 A.`
fn match_results(reader: &mut Reader<'_, '_>, flat: &Flat<'_>, sentence: &str, records: &mut Records) {
    let results = flat
        .phrases(reader.language, "match-results")
        .find_map(|phrase| phrase.pattern.captures(sentence)?.get("results"));
    let Some(results) = results else { return };
    for result in results.split([',', ';']) {
        let Some(found) = statement(reader, flat, result.trim(), "match-result", StatementKind::MatchResult)
        else {
            reader.unread("sentence", None, flat.span_of(result), "no result of a match");
            continue;
        };
        let [home, away] = found.statement.teams.as_slice() else { continue };
        let mut mention = MatchMention::new(MatchMentionKind::Sentence, found.statement.at.clone());
        mention.round = reader.round_at(found.statement.at.start as usize);
        (mention.home, mention.away) = (Some(home.clone()), Some(away.clone()));
        mention.score = found.statement.score.map(|score| score.map(Score::of));
        mention.status = Status::Played;
        records.matches.push(mention);
        records.statements.push(found.statement);
    }
}

/// Lists a line that speaks of a result and that no phrase read. Of the statements the first `known` stand before the line,
/// unless its footnote was read with an earlier call.
fn unread_result(reader: &mut Reader<'_, '_>, flat: &Flat<'_>, known: usize, records: &Records) {
    if !holds_score(&flat.text) || !reader.language.holds("sentence.result", &flat.text) {
        return;
    }
    let known = if flat.notes.is_empty() { known } else { 0 };
    let own = records.statements.get(known..).unwrap_or_default();
    let read = own.iter().any(|statement| flat.span.contains(statement.at.span()));
    if !read {
        reader.unread("sentence", None, flat.span, "no phrase of the catalogue reads this result");
    }
}

/// Whether a line holds two small numbers with a dash between them.
fn holds_score(line: &str) -> bool {
    let bytes = line.as_bytes();
    let is_digit = |at: Option<usize>| at.and_then(|at| bytes.get(at)).is_some_and(u8::is_ascii_digit);
    // `-`, and the first byte of `–` and `−`.
    memchr2_iter(b'-', 0xE2, bytes).any(|at| {
        let length = if bytes.get(at) == Some(&b'-') { 1 } else { 3 };
        is_digit(at.checked_sub(1)) && is_digit(Some(at + length)) && is_score(word_at(line, at))
    })
}

/// The word around a byte offset.
fn word_at(line: &str, at: usize) -> &str {
    let (before, behind) = line.split_at_checked(at).unwrap_or((line, ""));
    let start = before.rfind(char::is_whitespace).map_or(0, |blank| before.len().min(blank + 1));
    let start = (start..=at).find(|start| line.is_char_boundary(*start)).unwrap_or(at);
    let end = behind.find(char::is_whitespace).map_or(line.len(), |end| at + end);
    line.get(start..end).unwrap_or("")
}

fn is_score(word: &str) -> bool {
    let (first, second) = word.split_once(['–', '-', '−']).unwrap_or((word, ""));
    let is_goals =
        |number: &str| matches!(number.len(), 1 | 2) && number.bytes().all(|byte| byte.is_ascii_digit());
    is_goals(first) && is_goals(second.trim_end_matches([',', '.', ')']))
}

/// Shoot-outs in the cells of a table of which no reader knows more: `Alder 2–2 Birch (Alder won 4–3 on penalties)`.
pub(super) fn shootouts(reader: &Reader<'_, '_>, table: &Table, records: &mut Records) {
    let text = reader.document.text(table.span).as_bytes();
    let stands = |word: &String| memmem::find(text, word.as_bytes()).is_some();
    if !reader.language.words("sentence.shootout").iter().any(stands) {
        return;
    }
    for cell in table.rows.iter().flat_map(|row| &row.cells) {
        let flat = reader.flat(cell.content);
        let lines = flat.text.split('\n').map(str::trim).filter(|line| !line.is_empty());
        let found =
            lines.filter_map(|line| statement(reader, &flat, line, "shootout", StatementKind::Shootout));
        records.statements.extend(found.map(|found| found.statement));
    }
}

/// The statement of a sentence outside running text, such as a table cell.
pub(super) fn in_cell(
    reader: &mut Reader<'_, '_>,
    span: Span,
    kind: &str,
    meaning: StatementKind,
) -> Option<Statement> {
    let flat = reader.flat(span);
    let mut found = statement(reader, &flat, flat.trimmed(), kind, meaning)?.statement;
    found.sentence = clean(&flat);
    Some(found)
}
