//! The most of a season: the biggest wins and the matches with most goals, as infoboxes and lists name them.

use super::{
    Records,
    infobox::Fields,
    lists::List,
    prose::{capture_dates, is_name},
    reader::Reader,
    text::{Flat, LinkMark},
};
use crate::{
    line::one_line,
    record::{
        Count, Counted, MatchMention, MatchMentionKind, Score, SeasonRecord, Statement, StatementKind,
        Status, Team,
    },
    span::{Span, Stated},
    value,
};

/// Fields of an infobox that name matches.
const FIELDS: [(&str, SeasonRecord); 5] = [
    ("biggest_home_win", SeasonRecord::BiggestHomeWin),
    ("biggest_away_win", SeasonRecord::BiggestAwayWin),
    ("highest_scoring", SeasonRecord::HighestScoring),
    ("highest_attendance", SeasonRecord::HighestAttendance),
    ("lowest_attendance", SeasonRecord::LowestAttendance),
];

/// Reads the matches that an infobox names, one a line.
pub(super) fn of_infobox(reader: &Reader<'_, '_>, fields: &Fields<'_>, records: &mut Records) {
    for (field, record) in FIELDS {
        if let Some(span) = (fields.span)(field).filter(|span| !span.is_empty()) {
            lines(reader, span, record, records);
        }
    }
}

/// Reads matches, one a line; says whether there was one.
pub(super) fn lines(
    reader: &Reader<'_, '_>,
    span: Span,
    record: SeasonRecord,
    records: &mut Records,
) -> bool {
    let flat = reader.flat(span);
    let known = records.statements.len();
    for line in flat.text.split('\n').map(str::trim).filter(|line| !line.is_empty()) {
        match the_match(reader, &flat, line, record) {
            Some((statement, mention)) => {
                records.statements.push(statement);
                records.matches.push(mention);
            }
            None => day_below(reader, &flat, line, known, records),
        }
    }
    records.statements.len() > known
}

/// A line that is the day of the match above it: `(29 September 2012)`.
fn day_below(reader: &Reader<'_, '_>, flat: &Flat<'_>, line: &str, known: usize, records: &mut Records) {
    let day = line.strip_prefix('(').and_then(|line| line.strip_suffix(')'));
    let dates = day.and_then(|day| capture_dates(reader, flat, day));
    let last = records.statements.get_mut(known..).and_then(<[_]>::last_mut);
    if let (Some(dates), Some(statement), Some(mention)) = (dates, last, records.matches.last_mut()) {
        statement.dates = statement.dates.or(Some(dates));
        mention.date = mention.date.or(Some(dates.map(|range| range.from)));
    }
}

/// `8 goals Bristol City 3–5 Blackburn Rovers (15 September 2012)`
fn the_match(
    reader: &Reader<'_, '_>,
    flat: &Flat<'_>,
    line: &str,
    record: SeasonRecord,
) -> Option<(Statement, MatchMention)> {
    let captures =
        reader.language.phrases("record-match").find_map(|phrase| phrase.pattern.captures(line))?;
    let [home, away] = ["home", "away"].map(|slot| captures.get(slot).and_then(|name| team(flat, name)));
    let (home, away) = (home?, away?);
    let written = captures.get("score")?;
    let pair = value::score(written, reader.language).ok()?.score?;
    let at = reader.place(flat.span_of(line));
    let mut mention = MatchMention::new(MatchMentionKind::Record, at.clone());
    let dates = captures.get("date").and_then(|day| capture_dates(reader, flat, day));
    mention.date = dates.map(|dates| dates.map(|range| range.from));
    mention.score = Some(Stated::new(Score::of(pair), flat.span_of(written)));
    mention.status = Status::Played;
    mention.home = Some(home.clone());
    mention.away = Some(away.clone());
    let mut statement = Statement::new(StatementKind::Record, one_line(line), at);
    statement.record = Some(record);
    statement.score = Some(Stated::new(pair, flat.span_of(written)));
    statement.teams = vec![home, away];
    statement.dates = dates;
    statement.counts.extend(captures.get("goals").and_then(|goals| count(reader, flat, goals)));
    Some((statement, mention))
}

fn team(flat: &Flat<'_>, name: &str) -> Option<Team> {
    let at = Span::of(name, &flat.text);
    let link = flat.links.iter().find(|link| link.start < at.end() && at.start() < link.end);
    let link = link.map(LinkMark::title);
    is_name(name).then(|| Team { name: one_line(name), link, at: flat.span_of(name), ..Team::default() })
}

fn count(reader: &Reader<'_, '_>, flat: &Flat<'_>, written: &str) -> Option<Count> {
    let value = Stated::new(value::number(written, reader.language).ok()?, flat.span_of(written));
    Some(Count { of: Counted::Goals, value, round: None, whole: false, competition: None })
}

/// The list that an item introduces, `Highest scoring game: 8 goals`, or the one match that it names.
pub(super) fn introduced(reader: &Reader<'_, '_>, flat: &Flat<'_>, records: &mut Records) -> Option<List> {
    let line = flat.trimmed();
    let (phrase, captures) = flat
        .phrases(reader.language, "record-heading")
        .find_map(|phrase| Some((phrase, phrase.pattern.captures(line)?)))?;
    let record = SeasonRecord::named(phrase.facts.get("record")?)?;
    let one = captures.get("match").and_then(|found| the_match(reader, flat, found, record));
    if let Some((statement, mention)) = one {
        records.statements.push(statement);
        records.matches.push(mention);
    } else if let Some(count) = captures.get("goals").and_then(|goals| count(reader, flat, goals)) {
        let at = reader.place(flat.span_of(line));
        let mut statement = Statement::new(StatementKind::Record, one_line(line), at);
        statement.record = Some(record);
        statement.counts.push(count);
        records.statements.push(statement);
    } else {
        return None;
    }
    Some(List::Record(record))
}
