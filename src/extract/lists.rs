//! Bulleted lists that a heading or a sentence introduces: associations without a team, coefficients, tiebreakers.

use super::{
    Records,
    goalscorers::{self, Tally, scorer},
    match_box::clean,
    prose::capture_dates,
    reader::Reader,
    season_records,
    team::country,
    text::Flat,
};
use crate::{
    record::{Coefficient, Regulations, ScheduleKind, ScheduleRow, SeasonRecord, TeamEntry, TeamList},
    span::Span,
    value,
};

/// Which list the next items belong to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum List {
    /// None that is known.
    #[default]
    None,
    /// Associations that entered no team.
    DidNotEnter,
    /// Weights of years.
    Coefficients,
    /// Tiebreakers.
    Tiebreakers,
    /// Scorers of so many goals.
    Scorers(Tally),
    /// Matches that hold a record of the season.
    Record(SeasonRecord),
}

/// The list that a line introduces.
pub(super) fn introduced(reader: &Reader<'_, '_>, flat: &Flat<'_>) -> List {
    if let Some(list) = goalscorers::introduced(reader, &flat.text, flat.span) {
        return list;
    }
    let mut phrases = flat.phrases(reader.language, "list-heading").peekable();
    if phrases.peek().is_none() {
        return List::None;
    }
    let line = clean(flat);
    let last = line.rsplit(". ").next().unwrap_or(&line);
    let fits = |phrase: &&crate::catalogue::Phrase| {
        let fits = |text: &str| phrase.pattern.captures(text).is_some();
        fits(&line) || (last.len() < line.len() && fits(last))
    };
    match phrases.find(fits).and_then(|phrase| phrase.facts.get("list")).map(String::as_str) {
        Some("did-not-enter") => List::DidNotEnter,
        Some("coefficients") => List::Coefficients,
        Some("tiebreakers") => List::Tiebreakers,
        _ => List::None,
    }
}

/// Reads an item of a list; `false` where it is none of that list.
pub(super) fn item(reader: &mut Reader<'_, '_>, list: List, span: Span, records: &mut Records) -> bool {
    match list {
        List::None => amended_date(reader, span, records),
        List::Record(record) => season_records::lines(reader, span, record, records),
        List::Scorers(tally) => scorer(reader, span, tally, records),
        List::DidNotEnter => did_not_enter(reader, span, records),
        List::Coefficients => coefficient(reader, span, &mut records.regulations),
        List::Tiebreakers => {
            let text = clean(&reader.flat(span));
            records.regulations.tiebreakers.push(text.trim_end_matches([';', '.']).to_owned());
            records.regulations.at.get_or_insert_with(|| reader.place(span));
            true
        }
    }
}

fn did_not_enter(reader: &Reader<'_, '_>, span: Span, records: &mut Records) -> bool {
    let Some(association) = country(reader, span) else { return false };
    records.teams.push(TeamEntry {
        list: TeamList::DidNotEnter,
        team: None,
        association: Some(association),
        pot: None,
        group: None,
        entry_round: None,
        qualifying_method: None,
        at: reader.place(span),
    });
    true
}

fn coefficient(reader: &Reader<'_, '_>, span: Span, regulations: &mut Regulations) -> bool {
    let text = clean(&reader.flat(span));
    let mut phrases = reader.language.phrases("coefficient");
    let found = phrases.find_map(|phrase| {
        let captures = phrase.pattern.captures(&text)?;
        let coefficient = value::number(captures.get("coefficient")?, reader.language).ok()?;
        Some(Coefficient { year: captures.get("year")?.to_owned(), coefficient, at: reader.place(span) })
    });
    let read = found.is_some();
    regulations.coefficients.extend(found);
    read
}

/// `Quarter-finals first leg: moved from 8–10 September to 15–17 September`
fn amended_date(reader: &Reader<'_, '_>, span: Span, records: &mut Records) -> bool {
    let flat = reader.flat(span);
    let line = flat.trimmed();
    let found = flat.phrases(reader.language, "amended-date").find_map(|phrase| {
        let captures = phrase.pattern.captures(line)?;
        let round = reader.known_round(captures.get("round")?)?;
        Some(ScheduleRow {
            kind: ScheduleKind::Amended,
            stage: None,
            round: Some(round),
            leg: phrase.facts.get("leg").and_then(|leg| leg.parse().ok()),
            dates: Some(capture_dates(reader, &flat, captures.get("dates")?)?),
            moved_from: capture_dates(reader, &flat, captures.get("from")?),
            time: None,
            venue: None,
            at: reader.place(span),
        })
    });
    let read = found.is_some();
    records.schedule.extend(found);
    read
}
