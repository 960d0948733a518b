//! Rows of leg lists: `{{TwoLegResult|team 1|code|aggregate|team 2|code|leg 1|leg 2}}`.
//!
//! Every score of a row is written in the order of its teams, the second leg too, although the second team is at home
//! there (<https://en.wikipedia.org/wiki/Template:TwoLegResult>).

use super::{
    Missing,
    match_box::{clean, score},
    reader::{Reader, parameter},
    team::team,
    text::Flat,
};
use crate::{
    catalogue::TemplateEntry,
    markup::Template,
    record::{
        Decider, LegMention, MatchMention, MatchMentionKind, Place, Score, Status, Team, TieMention,
        TieMentionKind, Winner,
    },
    span::{Span, Stated},
    value::ScoreValue,
};

/// A row, as a mention of the tie and of each leg that it states.
pub(super) struct LegRow<'d> {
    /// The tie.
    pub tie: TieMention,
    /// Its legs as matches, home team first.
    pub matches: Vec<MatchMention>,
    /// What the cells showed, for their footnotes.
    pub cells: Vec<Flat<'d>>,
}

/// Reads a row.
pub(super) fn leg_row<'d>(
    reader: &mut Reader<'d, '_>,
    template: &Template<'d, '_>,
    entry: &'d TemplateEntry,
) -> LegRow<'d> {
    let place = reader.place_of(template);
    let mut tie = TieMention::new(TieMentionKind::LegList, place.clone());
    tie.round = reader.round_at(template.span.start());
    tie.teams = [0, 1].map(|index| row_team(reader, template, entry, index));
    let mut row = LegRow { tie, matches: Vec::new(), cells: Vec::new() };
    if let Some(span) = parameter(template, entry, "aggregate") {
        aggregate(reader, &mut row, span);
    }
    legs(reader, &mut row, template, entry);
    single_match(reader, &mut row, template, entry);
    winner(reader, &mut row.tie, template, entry);
    notes(reader, &mut row);
    require(reader, template, entry, &row.tie, place);
    row
}

fn row_team(
    reader: &Reader<'_, '_>,
    template: &Template<'_, '_>,
    entry: &TemplateEntry,
    index: usize,
) -> Option<Team> {
    let mut found = team(reader, parameter(template, entry, &format!("teams.{index}.name"))?)?;
    let code = parameter(template, entry, &format!("teams.{index}.country"));
    found.country = found.country.or_else(|| code.map(|code| reader.flat(code).trimmed().to_owned()));
    found.country = found.country.filter(|code| !code.is_empty());
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
        }
        Err(reason) => reader.unread("value", Some("aggregate"), span, reason.to_string()),
    }
    row.cells.push(flat);
}

/// How a tie was decided, as far as a mark says so.
pub(super) fn decider(value: &ScoreValue) -> Option<Decider> {
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

fn legs<'d>(
    reader: &mut Reader<'d, '_>,
    row: &mut LegRow<'d>,
    template: &Template<'d, '_>,
    entry: &'d TemplateEntry,
) {
    for number in 0.. {
        let names = entry.parameters(&format!("legs.{number}"));
        let Some(cell) = names.iter().find_map(|name| template.argument(name)) else { break };
        let flat = reader.flat(cell.value.trimmed(reader.document.source));
        let value = score(reader, &flat).unwrap_or_else(|reason| {
            reader.unread("value", Some("leg"), flat.span, reason.to_string());
            ScoreValue::default()
        });
        let leg = LegMention {
            score: value.score,
            status: value.status.unwrap_or(if value.score.is_some() {
                Status::Played
            } else {
                Status::Scheduled
            }),
            at: [flat.span, flat.span],
        };
        if leg.score.is_some() || value.status.is_some() {
            row.matches.push(leg_match(&row.tie, &leg, number, &value, flat.span));
        }
        row.tie.legs.push(leg);
        shootout_of_leg(&mut row.tie, &value, flat.span);
        row.cells.push(flat);
    }
}

/// A shoot-out beside the score of a leg decides the tie as one beside the aggregate does.
fn shootout_of_leg(tie: &mut TieMention, value: &ScoreValue, at: Span) {
    if let (None, Some(pair)) = (tie.shootout, value.shootout) {
        tie.shootout = Some(Stated::new(pair, at));
        tie.decided_by.get_or_insert(Stated::new(Decider::Shootout, at));
    }
}

/// A leg as a match: the second team is at home in the second leg, the first in all others.
fn leg_match(
    tie: &TieMention,
    leg: &LegMention,
    number: usize,
    value: &ScoreValue,
    at: Span,
) -> MatchMention {
    let mut mention = MatchMention::new(MatchMentionKind::LegList, tie.at.clone());
    let [first, second] = tie.teams.clone();
    let turned = number == 1;
    (mention.home, mention.away) = if turned { (second, first) } else { (first, second) };
    let turn = |pair| if turned { Score::of(pair).reversed() } else { Score::of(pair) };
    mention.score = leg.score.map(|pair| Stated::new(turn(pair), at));
    mention.shootout = value.shootout.map(|pair| Stated::new(turn(pair), at));
    mention.extra_time = value.extra_time.then(|| Stated::new(true, at));
    mention.status = leg.status;
    mention.leg = u8::try_from(number + 1).ok();
    mention.round.clone_from(&tie.round);
    mention
}

/// A row of a list of single matches states one score and no legs.
fn single_match<'d>(
    reader: &mut Reader<'d, '_>,
    row: &mut LegRow<'d>,
    template: &Template<'d, '_>,
    entry: &'d TemplateEntry,
) {
    let Some(span) = parameter(template, entry, "score") else { return };
    let flat = reader.flat(span);
    match score(reader, &flat) {
        Ok(value) => {
            let status = value.status.unwrap_or(if value.score.is_some() {
                Status::Played
            } else {
                Status::Scheduled
            });
            let leg = LegMention { score: value.score, status, at: [span, span] };
            let mut mention = leg_match(&row.tie, &leg, 0, &value, span);
            mention.leg = None;
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

/// The winner that a parameter names by number, or that stands in bold while the other team does not.
fn winner(
    reader: &mut Reader<'_, '_>,
    tie: &mut TieMention,
    template: &Template<'_, '_>,
    entry: &TemplateEntry,
) {
    if let Some(span) = parameter(template, entry, "winner") {
        match reader.flat(span).trimmed() {
            "1" => tie.winner = Some(Stated::new(Winner::Team(0), span)),
            "2" => tie.winner = Some(Stated::new(Winner::Team(1), span)),
            _ => reader.unread("value", Some("winner"), span, "expected 1 or 2"),
        }
        return;
    }
    // The quotes that make a name bold stand around its link, so that the whole cell is looked at.
    let bold = [0, 1].map(|index| {
        let cell = parameter(template, entry, &format!("teams.{index}.name"));
        cell.is_some_and(|cell| reader.flat(cell).bold)
    });
    let side = match bold {
        [true, false] => 0,
        [false, true] => 1,
        _ => return,
    };
    if let Some(Some(team)) = tie.teams.get(side) {
        tie.winner = Some(Stated::new(Winner::Team(side), team.at));
    }
}

fn notes(reader: &Reader<'_, '_>, row: &mut LegRow<'_>) {
    let texts = row.cells.iter().flat_map(|cell| &cell.notes).filter_map(|&id| reader.footnote_text(id));
    row.tie.notes = texts.map(|span| clean(&reader.flat(span))).filter(|note| !note.is_empty()).collect();
}

/// Lists what the entry requires and the row lacks. An empty leg is a leg that was not played; an absent one is missing.
fn require(
    reader: &mut Reader<'_, '_>,
    template: &Template<'_, '_>,
    entry: &TemplateEntry,
    tie: &TieMention,
    place: Place,
) {
    let [first, second] = &tie.teams;
    for field in &entry.required {
        let present = match field.as_str() {
            "teams.0.name" => first.is_some(),
            "teams.1.name" => second.is_some(),
            _ => entry.parameters(field).iter().any(|name| template.argument(name).is_some()),
        };
        if !present {
            reader.missing.push(Missing { at: place.clone(), what: described(field) });
        }
    }
}

fn described(field: &str) -> String {
    match field {
        "teams.0.name" => "first team".to_owned(),
        "teams.1.name" => "second team".to_owned(),
        "legs.0" => "first leg".to_owned(),
        "legs.1" => "second leg".to_owned(),
        other => other.to_owned(),
    }
}
