//! Leg lists: rows of two teams, an aggregate and the score of each leg.
//!
//! Every score of a row is written in the order of its teams, the second leg too, although the second team is at home
//! there (<https://en.wikipedia.org/wiki/Template:TwoLegResult>). A row is a template ([`template`]), a stretch of cells
//! of a module's call ([`series`]) or a row of a raw table; all three come here as [`Cells`].

mod series;
mod template;

pub(super) use self::{series::series, template::leg_row};

use super::{
    Records,
    match_box::{clean, is_dashes, score},
    prose,
    reader::Reader,
    team::team,
    text::Flat,
};
use crate::{
    record::{
        Decider, LegMention, MatchMention, MatchMentionKind, Place, Round, Score, Status, Team, TieMention,
        TieMentionKind, Winner,
    },
    span::{Span, Stated},
    value::{self, DateError, ScoreValue},
};

/// The cells of a row; `None` where the row has no such cell.
#[derive(Clone, Debug, Default)]
pub(super) struct Cells {
    /// The two teams.
    pub teams: [Option<Span>; 2],
    /// Their country codes.
    pub countries: [Option<Span>; 2],
    /// Aggregate, or what stands for it before the tie is played: its number.
    pub aggregate: Option<Span>,
    /// Legs in the order played.
    pub legs: Vec<Option<Span>>,
    /// The score of a row that lists a single match.
    pub score: Option<Span>,
    /// The day of that match.
    pub date: Option<Span>,
    /// The winner by number.
    pub winner: Option<Span>,
    /// What stands across the legs in their place: `Fir withdrew`.
    pub remark: Option<Span>,
}

/// A row, as a mention of the tie and of each leg that it states.
pub(super) struct LegRow<'d> {
    /// The tie.
    pub tie: TieMention,
    /// Whether the row is a tie: a match of a league is none.
    pub is_tie: bool,
    /// Its legs as matches, home team first.
    pub matches: Vec<MatchMention>,
    /// What the cells showed, for their footnotes.
    pub cells: Vec<Flat<'d>>,
}

/// Reads a row.
pub(super) fn row<'d>(
    reader: &mut Reader<'d, '_>,
    place: Place,
    round: Option<Round>,
    cells: &Cells,
) -> LegRow<'d> {
    let mut tie = TieMention::new(TieMentionKind::LegList, place);
    tie.round = round;
    tie.teams = [0, 1].map(|side| row_team(reader, cells, side));
    tie.teams.iter_mut().flatten().for_each(without_tier);
    let lot = lot(reader, &mut tie);
    let mut row = LegRow { tie, is_tie: true, matches: Vec::new(), cells: Vec::new() };
    if is_bye(reader, cells) {
        bye(reader, &mut row, cells);
        return row;
    }
    if let Some(span) = stated(cells.aggregate) {
        aggregate(reader, &mut row, span);
    }
    for (number, cell) in (1..).zip(&cells.legs) {
        let Some(span) = cell else { break };
        leg(reader, &mut row, *span, number);
    }
    single_match(reader, &mut row, cells);
    winner(reader, &mut row.tie, cells);
    row.tie.decided_by = row.tie.decided_by.or(lot);
    row.cells.extend(stated(cells.remark).map(|remark| reader.flat(remark)));
    notes(reader, &mut row, cells);
    row
}

/// Whether a row only says that a team has no opponent: `bye` stands in one of its cells, and no result.
fn is_bye(reader: &Reader<'_, '_>, cells: &Cells) -> bool {
    let says = |span: &Span, list| reader.language.is(list, reader.flat(*span).trimmed());
    let scores = [cells.aggregate, cells.score].into_iter().chain(cells.legs.iter().copied());
    let scores: Vec<Span> = scores.filter_map(stated).collect();
    let teams: Vec<Span> = cells.teams.into_iter().filter_map(stated).collect();
    let is_empty = |span: &Span| {
        says(span, "mark.bye") || says(span, "mark.unknown") || is_dashes(reader.flat(*span).trimmed())
    };
    let named = teams.iter().filter(|team| !says(team, "mark.bye")).count();
    let is_stated = scores.iter().chain(&teams).any(|span| says(span, "mark.bye"));
    is_stated && named == 1 && scores.iter().all(is_empty)
}

/// The team goes on without a match.
fn bye<'d>(reader: &Reader<'d, '_>, row: &mut LegRow<'d>, cells: &Cells) {
    for team in &mut row.tie.teams {
        *team = team.take().filter(|team| !reader.language.is("mark.bye", &team.name));
    }
    let side = row.tie.teams.iter().position(Option::is_some);
    let at = row.tie.teams.iter().flatten().next().map_or_else(|| row.tie.at.span(), |team| team.at);
    row.tie.winner = side.map(|side| Stated::new(Winner::Team(side), at));
    row.tie.decided_by = Some(Stated::new(Decider::Bye, at));
    row.cells.extend(cells.aggregate.or(cells.score).map(|span| reader.flat(span)));
    notes(reader, row, cells);
}

/// Adds a row to the records of its article.
pub(super) fn keep(reader: &mut Reader<'_, '_>, row: LegRow<'_>, records: &mut Records) {
    records.ties.extend(row.is_tie.then_some(row.tie));
    records.matches.extend(row.matches);
    for cell in &row.cells {
        prose::footnotes(reader, cell, records);
    }
}

/// A cell that is not empty.
fn stated(cell: Option<Span>) -> Option<Span> {
    cell.filter(|span| !span.is_empty())
}

fn row_team(reader: &Reader<'_, '_>, cells: &Cells, side: usize) -> Option<Team> {
    let cell = |of: &[Option<Span>; 2]| stated(of.get(side).copied().flatten());
    let mut found = team(reader, cell(&cells.teams)?)?;
    let code = || cell(&cells.countries).map(|code| reader.flat(code).trimmed().to_owned());
    found.country = found.country.or_else(code).filter(|code| !code.is_empty());
    Some(found)
}

fn aggregate<'d>(reader: &mut Reader<'d, '_>, row: &mut LegRow<'d>, span: Span) {
    let flat = reader.flat(span);
    match score(reader, &flat) {
        Ok(value) => {
            let at = flat.span;
            row.tie.aggregate = value.score.map(|pair| Stated::new(pair, at));
            row.tie.shootout = value.shootout.map(|pair| Stated::new(pair, at));
            row.tie.decided_by = decider(&value).map(|decider| Stated::new(decider, at));
            if value.placeholder && flat.trimmed().chars().any(char::is_alphanumeric) {
                row.tie.number = Some(Stated::new(clean(&flat), at));
            }
        }
        Err(reason) => reader.unread("value", Some("aggregate"), span, reason.to_string()),
    }
    row.cells.push(flat);
}

/// How a tie was decided, as far as a mark says so.
fn decider(value: &ScoreValue) -> Option<Decider> {
    match value {
        ScoreValue { status: Some(Status::Walkover), .. } => Some(Decider::Walkover),
        ScoreValue { shootout: Some(_), .. } | ScoreValue { on_shootout: true, .. } => {
            Some(Decider::Shootout)
        }
        ScoreValue { away_goals: true, .. } => Some(Decider::AwayGoals),
        ScoreValue { extra_time: true, .. } => Some(Decider::ExtraTime),
        _ => None,
    }
}

fn leg<'d>(reader: &mut Reader<'d, '_>, row: &mut LegRow<'d>, span: Span, number: u8) {
    let flat = reader.flat(span);
    let mut refused = None;
    let value = score(reader, &flat).unwrap_or_else(|reason| {
        reader.unread("value", Some("leg"), flat.span, reason.to_string());
        refused = Some(value::status_without_score(flat.trimmed(), reader.language));
        ScoreValue::default()
    });
    let status = refused.unwrap_or_else(|| status(&value));
    let leg = LegMention { score: value.score, status, at: [flat.span, flat.span] };
    let mut mention = leg_match(&row.tie, &leg, number, &value, flat.span);
    let is_dated = value.placeholder && schedule(reader, &mut mention, &flat);
    if leg.score.is_some() || value.status.is_some() || is_dated {
        row.matches.push(mention);
    }
    row.tie.legs.push(leg);
    decided_in_leg(&mut row.tie, &value, flat.span);
    row.cells.push(flat);
}

fn status(value: &ScoreValue) -> Status {
    value.status.unwrap_or(if value.score.is_some() { Status::Played } else { Status::Scheduled })
}

/// A mark beside the score of a leg decides the tie as one beside the aggregate does.
fn decided_in_leg(tie: &mut TieMention, value: &ScoreValue, at: Span) {
    if let (None, Some(pair)) = (tie.shootout, value.shootout) {
        tie.shootout = Some(Stated::new(pair, at));
    }
    if value.on_shootout {
        tie.decided_by.get_or_insert(Stated::new(Decider::Shootout, at));
    } else if value.away_goals {
        tie.decided_by.get_or_insert(Stated::new(Decider::AwayGoals, at));
    }
}

/// The day on which a leg is to be played stands where its score will: `3 October`. Days that are not settled
/// (`16–18 Oct`), and a day whose year is not stated, are kept as they are written.
fn schedule(reader: &Reader<'_, '_>, mention: &mut MatchMention, flat: &Flat<'_>) -> bool {
    let text = clean(flat);
    match value::date(&text, reader.language, reader.year_at(flat.span.start())) {
        Ok(date) => mention.date = Some(Stated::new(date, flat.span)),
        Err(DateError::NoYear(_) | DateError::NoDay(_)) => mention.notes.push(text),
        Err(DateError::Impossible(problem)) => mention.date_problem = Some(Stated::new(problem, flat.span)),
        Err(DateError::NotADate(_)) => {
            let range = value::date_range(&text, reader.language, Some(2000));
            if matches!(range, Err(DateError::NotADate(_))) {
                return false;
            }
            mention.notes.push(text);
        }
    }
    true
}

/// A leg as a match: the second team is at home in the second leg, the first in all others.
fn leg_match(tie: &TieMention, leg: &LegMention, number: u8, value: &ScoreValue, at: Span) -> MatchMention {
    let mut mention = MatchMention::new(MatchMentionKind::LegList, tie.at.clone());
    let [first, second] = tie.teams.clone();
    let turned = number == 2;
    (mention.home, mention.away) = if turned { (second, first) } else { (first, second) };
    let turn = |pair| if turned { Score::of(pair).reversed() } else { Score::of(pair) };
    mention.score = leg.score.map(|pair| Stated::new(turn(pair), at));
    mention.shootout = value.shootout.map(|pair| Stated::new(turn(pair), at));
    mention.extra_time = value.extra_time.then(|| Stated::new(true, at));
    mention.status = leg.status;
    mention.leg = Some(number);
    mention.round.clone_from(&tie.round);
    mention
}

/// A row of a list of single matches states one score and no legs.
fn single_match<'d>(reader: &mut Reader<'d, '_>, row: &mut LegRow<'d>, cells: &Cells) {
    let Some(span) = stated(cells.score) else { return };
    let flat = reader.flat(span);
    match score(reader, &flat) {
        Ok(value) => {
            let leg = LegMention { score: value.score, status: status(&value), at: [span, span] };
            let mut mention = leg_match(&row.tie, &leg, 1, &value, span);
            mention.leg = None;
            if value.placeholder {
                schedule(reader, &mut mention, &flat);
            }
            if let Some(day) = stated(cells.date) {
                date(reader, &mut mention, day);
            }
            row.matches.push(mention);
            row.tie.shootout = value.shootout.map(|pair| Stated::new(pair, span));
            row.tie.decided_by = decider(&value).map(|decider| Stated::new(decider, span));
            row.tie.aggregate = value.score.map(|pair| Stated::new(pair, span));
            row.tie.legs.push(leg);
        }
        Err(reason) => reader.unread("value", Some("score"), span, reason.to_string()),
    }
    row.cells.push(flat);
}

/// The cell with the day of a match.
fn date(reader: &mut Reader<'_, '_>, mention: &mut MatchMention, span: Span) {
    let flat = reader.flat(span);
    if !schedule(reader, mention, &flat) && !reader.language.is("mark.unknown", flat.trimmed()) {
        reader.unread("value", Some("date"), span, "expected a date");
    }
}

/// The winner that a parameter names by number, or that stands in bold while the other team does not.
fn winner(reader: &mut Reader<'_, '_>, tie: &mut TieMention, cells: &Cells) {
    if let Some(span) = stated(cells.winner) {
        match reader.flat(span).trimmed() {
            "1" => tie.winner = Some(Stated::new(Winner::Team(0), span)),
            "2" => tie.winner = Some(Stated::new(Winner::Team(1), span)),
            _ => reader.unread("value", Some("winner"), span, "expected 1 or 2"),
        }
        return;
    }
    // The quotes that make a name bold stand around its link, so that the whole cell is looked at.
    let side = match cells.teams.map(|cell| cell.is_some_and(|cell| reader.flat(cell).is_bold(reader))) {
        [true, false] => 0,
        [false, true] => 1,
        _ => return,
    };
    if let Some(Some(team)) = tie.teams.get(side) {
        tie.winner = Some(Stated::new(Winner::Team(side), team.at));
    }
}

/// Takes the tier of a team's league off its name: `Larch (5)`.
pub(super) fn without_tier(team: &mut Team) {
    let is_tier =
        |tier: &&str| (1..=2).contains(&tier.len()) && tier.bytes().all(|byte| byte.is_ascii_digit());
    let parts = team.name.strip_suffix(')').and_then(|open| open.rsplit_once(" ("));
    if let Some((name, _)) = parts.filter(|(_, tier)| is_tier(tier)) {
        team.name = name.trim_end().to_owned();
    }
}

/// Takes a mark off the name of the winner: `Hazel (c)`.
fn lot(reader: &Reader<'_, '_>, tie: &mut TieMention) -> Option<Stated<Decider>> {
    for team in tie.teams.iter_mut().flatten() {
        let marked = team.name.strip_suffix(')').and_then(|open| open.rsplit_once('('));
        let Some((name, mark)) = marked else { continue };
        if reader.language.is("mark.lots", mark) {
            team.name = name.trim_end().to_owned();
            return Some(Stated::new(Decider::Lots, team.at));
        }
    }
    None
}

fn notes(reader: &Reader<'_, '_>, row: &mut LegRow<'_>, cells: &Cells) {
    let footnotes = row.cells.iter().flat_map(|cell| &cell.notes).filter_map(|&id| reader.footnote_text(id));
    let texts = cells.remark.into_iter().chain(footnotes);
    row.tie.notes = texts.map(|span| clean(&reader.flat(span))).filter(|note| !note.is_empty()).collect();
}
