//! Lists of matches: a match a row; day, teams and score in the columns.

use super::{Sheet, SheetRow, listed_goals, without_superscript};
use crate::{
    extract::{
        Records,
        leg_list::without_tier,
        match_box::{clean, score},
        matrix::states_nothing,
        reader::Reader,
        standings::{notes_of, stage_and_group},
        team::team,
    },
    record::{MatchMention, MatchMentionKind, Round, Score, Status, Venue},
    span::{Span, Stated},
    value::{self, DateError},
};

/// Columns of a list by what they hold.
pub(super) struct Columns<'l> {
    roles: Vec<Option<&'l str>>,
    date: usize,
}

impl<'l> Columns<'l> {
    /// The columns of a sheet; `None` where its header is not that of a list of matches with their days.
    pub fn of(sheet: &Sheet<'l>) -> Option<Self> {
        let date = sheet.column("dates")?;
        let columns = Self { roles: sheet.roles_in("result.").collect(), date };
        let needed = ["home", "away", "score"];
        needed.iter().all(|role| columns.column(role).is_some()).then_some(columns)
    }

    fn column(&self, role: &str) -> Option<usize> {
        self.roles.iter().position(|found| *found == Some(role))
    }

    fn cell(&self, row: &SheetRow, role: &str) -> Option<Span> {
        row.cell(self.column(role)?)
    }
}

/// Reads the list.
pub(super) fn read(
    reader: &mut Reader<'_, '_>,
    sheet: &Sheet<'_>,
    columns: &Columns<'_>,
    records: &mut Records,
) -> bool {
    let before = records.matches.len();
    let heading = reader.round_at(sheet.span.start());
    let mut round = heading.clone();
    for row in &sheet.rows {
        if row.is_one_cell() {
            if let Some(title) = row.cells.iter().find(|cell| !cell.is_empty()) {
                round = named_round(reader, *title).or_else(|| heading.clone());
            }
            continue;
        }
        let mention = mention(reader, columns, row, round.as_ref());
        records.matches.extend(mention);
    }
    records.matches.len() > before
}

/// The round that a heading inside the table names: `Final`, `Runde 12`, `3. Spieltag`.
fn named_round(reader: &Reader<'_, '_>, title: Span) -> Option<Round> {
    let text = clean(&reader.flat(title));
    reader.known_round(&text).or_else(|| matchday(reader, &text))
}

/// The matchday that a text names with its number.
pub(super) fn matchday(reader: &Reader<'_, '_>, text: &str) -> Option<Round> {
    let (first, second) = text.split_once(' ')?;
    let is_word = |word: &str| reader.language.is("word.matchday", word);
    let number = if is_word(first) { second } else { Some(first).filter(|_| is_word(second))? };
    let number = value::number(number.trim_end_matches('.'), reader.language).ok()?;
    Some(Round { name: text.to_owned(), key: format!("{}{number}", Round::MATCHDAY) })
}

fn mention(
    reader: &mut Reader<'_, '_>,
    columns: &Columns<'_>,
    row: &SheetRow,
    round: Option<&Round>,
) -> Option<MatchMention> {
    let named = ["home", "away"]
        .map(|role| columns.cell(row, role).and_then(|cell| team(reader, without_superscript(reader, cell))));
    let [Some(mut home), Some(mut away)] = named else {
        reader.unread("value", Some("match row"), row.span, "the row does not name two teams");
        return None;
    };
    [&mut home, &mut away].into_iter().for_each(without_tier);
    let mut mention = MatchMention::new(MatchMentionKind::MatchBox, reader.place(row.span));
    mention.round = round.cloned();
    (mention.stage, mention.group) = stage_and_group(reader, row.span);
    (mention.home, mention.away) = (Some(home), Some(away));
    mention.notes = row.cells.iter().flat_map(|cell| notes_of(reader, &reader.flat(*cell))).collect();
    if let Some(cell) = row.cell(columns.date) {
        date(reader, &mut mention, cell);
    }
    if let Some(cell) = columns.cell(row, "score") {
        result(reader, &mut mention, cell);
    }
    goals(reader, &mut mention, columns, row);
    details(reader, &mut mention, columns, row);
    Some(mention)
}

/// Goals; where the list does not say for which side each counts they stay a note.
fn goals(reader: &Reader<'_, '_>, mention: &mut MatchMention, columns: &Columns<'_>, row: &SheetRow) {
    let Some(cell) = columns.cell(row, "goals") else { return };
    let flat = reader.flat(cell);
    match listed_goals::goals(reader, &flat, mention.score.map(|score| score.value)) {
        Some(goals) => mention.goals = goals,
        None => mention.notes.extend(Some(clean(&flat)).filter(|text| !text.is_empty())),
    }
}

pub(super) fn date(reader: &mut Reader<'_, '_>, mention: &mut MatchMention, cell: Span) {
    let text = clean(&reader.flat(cell));
    match value::date(&text, reader.language, reader.year_at(cell.start())) {
        Ok(day) => mention.date = Some(Stated::new(day, cell)),
        Err(DateError::Impossible(problem)) => mention.date_problem = Some(Stated::new(problem, cell)),
        Err(_) if text.is_empty() || reader.language.is("mark.unknown", &text) => {}
        Err(reason) => reader.unread("value", Some("date"), cell, reason.to_string()),
    }
}

pub(super) fn result(reader: &mut Reader<'_, '_>, mention: &mut MatchMention, cell: Span) {
    let flat = reader.flat(cell);
    if states_nothing(reader, &flat) {
        return;
    }
    match score(reader, &flat) {
        Ok(value) => {
            let stated = |pair| Stated::new(Score::of(pair), cell);
            mention.score = value.score.map(stated);
            mention.half_time = value.half_time.map(stated);
            mention.shootout = value.shootout.map(stated);
            mention.extra_time = value.extra_time.then(|| Stated::new(true, cell));
            let played = if value.score.is_some() { Status::Played } else { Status::Scheduled };
            mention.status = value.status.unwrap_or(played);
        }
        Err(reason) => reader.unread("value", Some("score"), cell, reason.to_string()),
    }
}

/// Spectators, referee, ground.
fn details(reader: &mut Reader<'_, '_>, mention: &mut MatchMention, columns: &Columns<'_>, row: &SheetRow) {
    let text = |role: &str| {
        let cell = columns.cell(row, role)?;
        Some((clean(&reader.flat(cell)), cell)).filter(|(text, _)| !text.is_empty())
    };
    let (attendance, referee) = (text("attendance"), text("referee"));
    let (stadium, city) = (text("venue"), text("city"));
    if let Some((_, cell)) = stadium.as_ref().or(city.as_ref()) {
        let name = |part: &Option<(String, Span)>| part.as_ref().map(|(text, _)| text.clone());
        let venue = Venue { stadium: name(&stadium), city: name(&city), country: None };
        mention.venue = Some(Stated::new(venue, *cell));
    }
    if let Some((text, cell)) = referee {
        match value::official(&text) {
            Ok(referee) => mention.referee = Some(Stated::new(referee, cell)),
            Err(reason) => reader.unread("value", Some("referee"), cell, reason.to_string()),
        }
    }
    if let Some((text, cell)) = attendance {
        match value::number(&text, reader.language) {
            Ok(number) => mention.attendance = Some(Stated::new(number, cell)),
            Err(_) if reader.language.is("mark.unknown", &text) => {}
            Err(reason) => reader.unread("value", Some("attendance"), cell, reason.to_string()),
        }
    }
}
