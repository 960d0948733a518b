//! The ways of two teams to a final, side by side: opponents and results of one team, the round in the middle, opponents and
//! results of the other team.
//!
//! A result has the score of the finalist first, and says behind it where the match was played: `4–0 (H)`. A row that begins
//! with "Opponent" says what the columns below it hold.

use super::{Sheet, SheetRow, matches::matchday};
use crate::{
    catalogue::Shape,
    extract::{Records, match_box::clean, reader::Reader, team::team},
    record::{
        Decider, LegMention, MatchMention, MatchMentionKind, Pair, Round, Score, Status, Team, TieMention,
        TieMentionKind,
    },
    span::{Span, Stated},
    value::{self, ScoreValue},
};

/// One team and its columns.
struct Way {
    team: Team,
    columns: std::ops::Range<usize>,
}

/// A result, the score of the finalist first.
struct Played {
    value: ScoreValue,
    /// Whether the finalist stands first in a match box: at home, or on neutral ground.
    first: bool,
    extra_time: bool,
    at: Span,
}

/// Reads the table, if it is one.
pub(super) fn read(reader: &mut Reader<'_, '_>, sheet: &Sheet<'_>, records: &mut Records) -> bool {
    let Some((middle, ways)) = ways(reader, sheet) else { return false };
    let mut titles: &[Span] = &[];
    let mut stage = None;
    for row in &sheet.rows {
        let first = row.cell(0).map(|cell| clean(&reader.flat(cell))).unwrap_or_default();
        if reader.language.is("column.opponent", &first) {
            titles = &row.cells;
            stage = row.cell(middle).map(|cell| clean(&reader.flat(cell)));
            continue;
        }
        let round = row.cell(middle).and_then(|cell| round(reader, cell));
        for way in &ways {
            meeting(reader, way, (row, titles), (stage.as_deref(), round.as_ref()), records);
        }
    }
    true
}

/// The column of the rounds and the two teams beside it, each over all columns of its side.
fn ways(reader: &Reader<'_, '_>, sheet: &Sheet<'_>) -> Option<(usize, [Way; 2])> {
    let middle = sheet.column("round")?;
    let way = |columns: std::ops::Range<usize>| {
        let cells = sheet.header.get(columns.clone()).filter(|cells| cells.len() > 1)?;
        let name = cells.first().filter(|first| cells.iter().all(|cell| cell == *first))?;
        Some(Way { team: team(reader, *name)?, columns })
    };
    let titles = sheet.rows.first()?;
    let opponent = clean(&reader.flat(titles.cell(0)?));
    let is_way = !sheet.flattened && reader.language.is("column.opponent", &opponent);
    let ways = [way(0..middle)?, way(middle + 1..sheet.header.len())?];
    is_way.then_some((middle, ways))
}

fn round(reader: &Reader<'_, '_>, cell: Span) -> Option<Round> {
    let text = clean(&reader.flat(cell));
    matchday(reader, &text).or_else(|| reader.known_round(&text))
}

/// The matches against one opponent, and their tie where there are two legs. A cell over the whole side is no meeting: a
/// table of the group.
fn meeting(
    reader: &mut Reader<'_, '_>,
    way: &Way,
    (row, titles): (&SheetRow, &[Span]),
    (stage, round): (Option<&str>, Option<&Round>),
    records: &mut Records,
) {
    let cells = row.cells.get(way.columns.clone()).unwrap_or(&[]);
    let Some((name, results)) =
        cells.split_first().filter(|(name, rest)| rest.iter().any(|cell| cell != *name))
    else {
        return;
    };
    let Some(opponent) = team(reader, *name) else { return };
    let mut tie = TieMention::new(TieMentionKind::LegList, reader.place(row.span));
    tie.round = round.cloned();
    tie.teams = [Some(way.team.clone()), Some(opponent.clone())];
    let titles = titles.get(way.columns.clone()).and_then(|titles| titles.get(1..)).unwrap_or(&[]);
    let mut last = None;
    for (cell, title) in results.iter().zip(titles) {
        // One result over several columns is one match.
        if cell.is_empty() || last.replace(*cell) == Some(*cell) {
            continue;
        }
        let title = clean(&reader.flat(*title));
        let leg = match reader.language.role("column.", &title) {
            Some("first_leg") => Some(1),
            Some("second_leg") => Some(2),
            _ => None,
        };
        let is_aggregate = leg.is_none() && results.iter().any(|other| other != cell);
        let Some(played) = played(reader, *cell, !is_aggregate) else { continue };
        if is_aggregate {
            aggregate(&mut tie, &played);
            continue;
        }
        tie.legs.extend(leg.map(|_| leg_of(&played)));
        let mut mention = mention(reader, [&way.team, &opponent], &played);
        (mention.leg, mention.round, mention.stage) = (leg, round.cloned(), stage.map(str::to_owned));
        records.matches.push(mention);
    }
    records.ties.extend(Some(tie).filter(|tie| !tie.legs.is_empty()));
}

/// `4–0 (H)`, `0–0 (a.e.t.) (A)`; behind an aggregate stands no ground, and `2–2 (a)` is decided on away goals.
fn played(reader: &mut Reader<'_, '_>, cell: Span, on_ground: bool) -> Option<Played> {
    let flat = reader.flat(cell);
    let (text, extra_time) = (clean(&flat), flat.mark(Shape::ExtraTime).is_some());
    let bracket = text.strip_suffix(')').and_then(|text| text.rsplit_once('('));
    let is = |words: &str| on_ground && bracket.is_some_and(|(_, ground)| reader.language.is(words, ground));
    let (away, elsewhere) = (is("ground.away"), is("ground.home") || is("ground.neutral"));
    let result = if away || elsewhere { bracket.map_or("", |(result, _)| result) } else { &text };
    match value::score(result, reader.language) {
        Ok(value) if value.score.is_some() => {
            let extra_time = extra_time || value.extra_time;
            Some(Played { value, first: !away, extra_time, at: cell })
        }
        Ok(_) => None,
        Err(reason) => {
            reader.unread("value", Some("score"), cell, reason.to_string());
            None
        }
    }
}

fn aggregate(tie: &mut TieMention, played: &Played) {
    tie.aggregate = played.value.score.map(|score| Stated::new(score, played.at));
    tie.shootout = played.value.shootout.map(|score| Stated::new(score, played.at));
    let marks = [
        (played.value.away_goals, Decider::AwayGoals),
        (played.value.on_shootout || played.value.shootout.is_some(), Decider::Shootout),
    ];
    let marked = marks.into_iter().find(|(is_marked, _)| *is_marked);
    tie.decided_by = marked.map(|(_, decider)| Stated::new(decider, played.at));
}

fn leg_of(played: &Played) -> LegMention {
    LegMention { score: played.value.score, status: Status::Played, at: [played.at; 2] }
}

fn mention(reader: &Reader<'_, '_>, teams: Pair<&Team>, played: &Played) -> MatchMention {
    let mut mention = MatchMention::new(MatchMentionKind::LegList, reader.place(played.at));
    let [finalist, opponent] = teams.map(|team| Some(team.clone()));
    let turned = |[first, second]: Pair<u16>| if played.first { [first, second] } else { [second, first] };
    let (home, away) = if played.first { (finalist, opponent) } else { (opponent, finalist) };
    (mention.home, mention.away) = (home, away);
    mention.score = played.value.score.map(|score| Stated::new(Score::of(turned(score)), played.at));
    mention.extra_time = played.extra_time.then(|| Stated::new(true, played.at));
    mention.status = played.value.status.unwrap_or(Status::Played);
    mention
}
