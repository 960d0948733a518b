//! Match boxes: `{{Football box|…}}` and whatever the catalogue gives the same shape.
//!
//! Every parameter that holds something ends in the record, among its notes, or in the list of what was not read.

use super::{
    goals::{goals, kicks},
    reader::Reader,
    team::{flag_code, team_of, versus},
    text::Flat,
};
use crate::{
    catalogue::{Shape, TemplateEntry},
    markup::{Key, Template},
    record::{MatchMention, MatchMentionKind, Pair, Score, Side, Status, TieMention, TieMentionKind},
    span::{Span, Stated, trim},
    value::{self, DateError, ScoreValue, Unreadable},
};

/// Reads a match box.
pub(super) fn match_box(
    reader: &mut Reader<'_, '_>,
    template: &Template<'_, '_>,
    entry: &TemplateEntry,
) -> MatchMention {
    let fields = fields(reader, template, entry);
    let place = reader.place_of(template);
    let mut mention = MatchMention::new(MatchMentionKind::MatchBox, place);
    mention.summary = entry.shape == Shape::MatchInfobox;
    mention.round = reader.round_at(template.span.start());
    let mut values = Values { reader, fields, mention: &mut mention };
    values.teams();
    values.when();
    values.result();
    values.lists();
    values.place();
    values.remarks();
    require(reader, &mention, entry);
    mention
}

/// The values of a box that hold something, by field, in the order of the fields' names; as in MediaWiki the last of two
/// counts.
fn fields<'e>(
    reader: &mut Reader<'_, '_>,
    template: &Template<'_, '_>,
    entry: &'e TemplateEntry,
) -> Vec<(&'e str, Span)> {
    let mut stated = Vec::new();
    for parameter in template.arguments() {
        let value = parameter.value.trimmed(reader.document.source);
        // A stray pipe gives an empty parameter without a name; anything else without a name is lost on the page.
        if matches!(parameter.key, Key::Positional(_)) && !value.is_empty() {
            let reason = "a match box reads no parameter without a name";
            reader.unread("parameter", None, value, reason);
        }
        stated.push((parameter.key, value));
    }
    stated.sort_by(|(one, _), (other, _)| one.name().cmp(&other.name()));
    let mut fields = Vec::with_capacity(stated.len());
    for (index, (key, value)) in stated.iter().enumerate() {
        let name = key.name();
        let is_last = stated.get(index + 1).is_none_or(|(next, _)| next.name() != name);
        if value.is_empty() || !is_last {
            continue;
        }
        reader.coverage.box_parameters_seen += 1;
        if entry.ignored.iter().any(|ignored| *ignored == name) {
            reader.coverage.box_parameters_read += 1;
        } else if let Some(field) = entry.field_of(&name) {
            fields.push((field, *value));
        } else if name.parse::<u32>().is_err() {
            reader.unread("parameter", Some(&name), *value, "the template has no parameter of this name");
        }
    }
    fields.sort_by_key(|(field, _)| *field);
    fields
}

/// Lists what the entry requires and the box lacks.
fn require(reader: &mut Reader<'_, '_>, mention: &MatchMention, entry: &TemplateEntry) {
    for field in &entry.required {
        let present = match field.as_str() {
            "home" => mention.home.is_some(),
            "away" => mention.away.is_some(),
            _ => true,
        };
        if !present {
            let what = format!("{field} team");
            reader.missing.push(super::Missing { at: mention.at.clone(), what });
        }
    }
}

/// The values of one box on their way into its mention.
struct Values<'r, 'd, 's> {
    reader: &'r mut Reader<'d, 's>,
    fields: Vec<(&'r str, Span)>,
    mention: &'r mut MatchMention,
}

impl<'d> Values<'_, 'd, '_> {
    /// Takes the value of a field out of the list; its footnotes become notes of the match.
    fn take(&mut self, field: &str) -> Option<Flat<'d>> {
        let index = self.fields.iter().position(|(found, _)| *found == field)?;
        let (_, span) = self.fields.remove(index);
        self.reader.coverage.box_parameters_read += 1;
        let flat = self.reader.flat(span);
        for &id in &flat.notes {
            if let Some(text) = self.reader.footnote_text(id) {
                self.mention.notes.push(clean(&self.reader.flat(text)));
            }
        }
        self.mention.notes.retain(|note| !note.is_empty());
        self.report_unknown(field, &flat);
        Some(flat)
    }

    /// Lists templates in a value that the catalogue does not know: they may show what the value says.
    fn report_unknown(&mut self, field: &str, flat: &Flat<'_>) {
        for &id in &flat.unknown {
            let Some(template) = self.reader.document.template(id) else { continue };
            let reason = format!("the catalogue does not know `{}`", template.name());
            self.reader.unread("value", Some(field), template.span, reason);
        }
    }

    /// Lists a value that was taken and could not be read.
    fn unread(&mut self, field: &str, flat: &Flat<'_>, reason: impl Into<String>) {
        self.reader.coverage.box_parameters_read -= 1;
        self.reader.unread("value", Some(field), flat.span, reason);
    }

    fn teams(&mut self) {
        self.mention.home = self.take("home").and_then(|flat| team_of(self.reader, &flat));
        self.mention.away = self.take("away").and_then(|flat| team_of(self.reader, &flat));
        if let Some(anchor) = self.take("id") {
            self.mention.anchor_teams = versus(self.reader.language, anchor.trimmed());
            self.mention.anchor = Some(Stated::new(anchor.trimmed().to_owned(), anchor.span));
        }
        if let Some(round) = self.take("round") {
            self.mention.round = Some(self.reader.round(round.trimmed()));
        }
        self.mention.group = self.take("group").map(|flat| flat.trimmed().to_owned());
    }

    fn when(&mut self) {
        if let Some(flat) = self.take("date") {
            self.date(&flat);
        }
        if let Some(flat) = self.take("time") {
            self.kickoff(&flat);
        }
    }

    fn kickoff(&mut self, flat: &Flat<'_>) {
        let time = match self.time(flat) {
            Ok(Some(time)) => time,
            Ok(None) => return,
            Err(_) if self.is_unknown(flat) => return,
            Err(reason) => return self.unread("time", flat, reason.to_string()),
        };
        let kickoff = value::kickoff(time, self.mention.date.map(|date| date.value));
        self.mention.kickoff = Some(Stated::new(kickoff, flat.span));
        if time.off_zone {
            let text = clean(flat);
            self.mention
                .notes
                .push(format!("kick-off `{text}`: the name of the zone stands for another offset"));
        } else if flat.trimmed().contains('\n') {
            self.mention.notes.push(format!("kick-off: {}", clean(flat)));
        }
    }

    fn date(&mut self, flat: &Flat<'_>) {
        // `9 March 2019<br>(orig. 3 March 2019)`: what stands behind the day is a remark.
        let (day, remark) =
            flat.trimmed().find(['\n', '(']).map_or((flat.trimmed(), ""), |at| flat.trimmed().split_at(at));
        let text = match flat.mark(Shape::Date) {
            Some(mark) => self.date_text(mark),
            None => day.trim().to_owned(),
        };
        match value::date(&text, self.reader.language, self.reader.year_at(flat.span.start())) {
            Ok(date) => {
                self.mention.date = Some(Stated::new(date, flat.span));
                self.mention.notes.extend(Some(one_line(remark)).filter(|remark| !remark.is_empty()));
            }
            Err(DateError::Impossible(problem)) => {
                self.mention.date_problem = Some(Stated::new(problem, flat.span))
            }
            Err(_) if self.is_unknown(flat) => {}
            Err(reason) => self.unread("date", flat, reason.to_string()),
        }
    }

    /// `{{Start date|2017|2|10}}` as an ISO date, so that the calendar is asked in one place.
    fn date_text(&self, mark: super::text::Mark<'_>) -> String {
        let Some(template) = self.reader.document.template(mark.id) else { return String::new() };
        let part = |field: &str| {
            let value = super::reader::parameter(&template, mark.entry, field)?;
            Some(self.reader.document.text(value).to_owned())
        };
        match (part("year"), part("month"), part("day")) {
            (Some(year), Some(month), Some(day)) => format!("{year}-{month:0>2}-{day:0>2}"),
            (Some(text), None, None) => text,
            _ => String::new(),
        }
    }

    /// The time of a field; `None` where its template says that it is not known: `{{UTZ|--:--|3}}`.
    fn time(&self, flat: &Flat<'_>) -> Result<Option<value::TimeValue>, Unreadable> {
        let Some(mark) = flat.mark(Shape::Time) else {
            return self.time_of(flat.trimmed()).map(Some);
        };
        let Some(template) = self.reader.document.template(mark.id) else { return Ok(None) };
        let part = |field: &str| {
            let value = super::reader::parameter(&template, mark.entry, field)?;
            Some(self.reader.flat(value).trimmed().to_owned())
        };
        let clock = part("time").unwrap_or_default();
        if clock.is_empty() || self.reader.language.is("mark.unknown", &clock) {
            return Ok(None);
        }
        let time = self.time_of(&clock)?;
        // `{{CEST|20:45}}`: the template is named after the zone.
        let offset = match part("offset") {
            Some(offset) => Some(value::utc_offset(&offset)?),
            None => self.reader.catalogue.zones().only(&template.name()),
        };
        Ok(Some(value::TimeValue { offset: offset.or(time.offset), ..time }))
    }

    fn time_of(&self, text: &str) -> Result<value::TimeValue, Unreadable> {
        value::time(text, self.reader.language, self.reader.catalogue.zones())
    }

    fn is_unknown(&self, flat: &Flat<'_>) -> bool {
        // `{{UTZ|}}` is a form that nobody has filled in.
        let filled = |id| self.reader.document.parts_of(id).iter().any(|part| !self.is_blank(part.value));
        let empty = flat.trimmed().is_empty() && !flat.marks.iter().any(|mark| filled(mark.id));
        empty || self.reader.language.is("mark.unknown", flat.trimmed())
    }

    fn is_blank(&self, span: Span) -> bool {
        self.reader.document.text(span).trim().is_empty()
    }

    fn result(&mut self) {
        if let Some(flat) = self.take("score") {
            match score(self.reader, &flat) {
                Ok(value) => {
                    self.score(&value, &flat);
                    // `Cancelled (w/o)` says more than the status.
                    if value.score.is_none() && value.status.is_some() && flat.text.contains('(') {
                        self.mention.notes.push(clean(&flat));
                    }
                }
                Err(reason) => self.unread("score", &flat, reason.to_string()),
            }
        }
        self.score_of_sides();
        if let Some(flat) = self.take("extra_time") {
            self.mention.extra_time = Some(Stated::new(true, flat.span));
        }
        self.mention.aggregate = self.numbers("aggregate");
        if let Some(shootout) = self.numbers("shootout") {
            self.mention.shootout = Some(shootout);
        }
    }

    fn score(&mut self, value: &ScoreValue, flat: &Flat<'_>) {
        let stated = |pair: Pair<u16>| Stated::new(Score::of(pair), flat.span);
        let mention = &mut *self.mention;
        mention.score = value.score.map(stated);
        mention.half_time = value.half_time.map(stated);
        mention.shootout = value.shootout.map(stated);
        mention.extra_time = value.extra_time.then(|| Stated::new(true, flat.span));
        mention.status =
            value.status.unwrap_or(if value.score.is_some() { Status::Played } else { Status::Scheduled });
    }

    /// `score1` and `score2`; one of them alone leaves the other at 0, as the module prints it.
    fn score_of_sides(&mut self) {
        let sides = [self.take("score.home"), self.take("score.away")];
        let Some(first) = sides.iter().flatten().next() else { return };
        let at = first.span;
        let mut goals = [0_u16; 2];
        for (goals, flat) in goals.iter_mut().zip(&sides) {
            let Some(flat) = flat else { continue };
            match value::number(flat.trimmed(), self.reader.language).map(u16::try_from) {
                Ok(Ok(number)) => *goals = number,
                _ => return self.unread("score", &flat.clone(), "not a number of goals"),
            }
        }
        self.mention.score = Some(Stated::new(Score::of(goals), at));
        self.mention.status = Status::Played;
    }

    /// A field that holds two numbers and nothing else that matters.
    fn numbers(&mut self, field: &str) -> Option<Stated<Score>> {
        let flat = self.take(field)?;
        match score(self.reader, &flat) {
            Ok(ScoreValue { score: Some(pair), .. }) => Some(Stated::new(Score::of(pair), flat.span)),
            Ok(_) => None,
            Err(reason) => {
                self.unread(field, &flat, reason.to_string());
                None
            }
        }
    }

    fn lists(&mut self) {
        let sides = [(Side::Home, "goals.home", "kicks.home"), (Side::Away, "goals.away", "kicks.away")];
        for (index, (side, goals_of, kicks_of)) in sides.into_iter().enumerate() {
            if let Some(flat) = self.take(goals_of) {
                self.mention.goals.extend(goals(self.reader, &flat, side));
                if let Some(list) = self.mention.goal_lists.get_mut(index) {
                    *list = Some(flat.span);
                }
            }
            if let Some(flat) = self.take(kicks_of) {
                self.mention.kicks.extend(kicks(self.reader, &flat, side));
            }
        }
    }

    fn place(&mut self) {
        let (stadium, location) = (self.take("stadium"), self.take("location"));
        if let Some(first) = stadium.as_ref().or(location.as_ref()) {
            let text = |flat: &Option<Flat<'_>>| flat.as_ref().map(clean).unwrap_or_default();
            let venue = value::venue(&text(&stadium), &text(&location), self.reader.catalogue.countries());
            self.mention.venue = Some(Stated::new(venue, first.span));
        }
        if let Some(flat) = self.take("attendance") {
            self.attendance(&flat);
        }
        if let Some(flat) = self.take("referee") {
            self.referee(&flat);
        }
    }

    fn attendance(&mut self, flat: &Flat<'_>) {
        match value::attendance(flat.trimmed(), self.reader.language) {
            Ok(value::Attendance { number, remark }) => {
                self.mention.attendance = Some(Stated::new(number, flat.span));
                if remark {
                    self.mention.notes.push(format!("attendance: {}", clean(flat)));
                }
            }
            Err(_) if self.is_unknown(flat) => {}
            Err(_) if self.reader.language.is("mark.closed_doors", flat.trimmed()) => {
                self.mention.notes.push(clean(flat));
            }
            Err(reason) => self.unread("attendance", flat, reason.to_string()),
        }
    }

    fn referee(&mut self, flat: &Flat<'_>) {
        if self.is_unknown(flat) {
            return;
        }
        // A flag leaves empty brackets behind; its code is the country then.
        let text = clean(flat).replace("()", "");
        match value::official(text.trim()) {
            Ok(mut referee) => {
                referee.country = referee.country.or_else(|| flag_code(self.reader, flat));
                self.mention.referee = Some(Stated::new(referee, flat.span));
            }
            Err(reason) => self.unread("referee", flat, reason.to_string()),
        }
    }

    fn remarks(&mut self) {
        while let Some(flat) = self.take("reports") {
            let in_text = flat.text.split_whitespace().filter(|word| is_address(word)).map(str::to_owned);
            let mut reports: Vec<String> = flat.urls.iter().cloned().chain(in_text).collect();
            if reports.is_empty() {
                reports = flat.links.iter().map(|link| link.target.clone()).collect();
            }
            if reports.is_empty() && !flat.trimmed().is_empty() {
                self.mention.notes.push(clean(&flat));
            }
            self.mention.reports.extend(reports);
        }
        while let Some((field, _)) = self.fields.first().copied() {
            let Some(flat) = self.take(field) else { break };
            let text = clean(&flat);
            let note =
                if field == "note" { text } else { format!("{}: {text}", field.replace(['.', '_'], " ")) };
            self.mention.notes.push(note);
        }
        self.mention.notes.retain(|note| !note.is_empty());
    }
}

/// The tie whose aggregate a box states.
pub(super) fn tie(mention: &MatchMention) -> Option<TieMention> {
    let aggregate = mention.aggregate?;
    let mut tie = TieMention::new(TieMentionKind::MatchBox, mention.at.clone());
    tie.round.clone_from(&mention.round);
    tie.teams = [mention.home.clone(), mention.away.clone()];
    tie.aggregate = Some(aggregate.map(Score::pair));
    Some(tie)
}

/// A score field with its marks: `1–1 {{pso|3–5}}`, `{{w/o}}`, `2–1 {{aet}}`.
pub(super) fn score(reader: &Reader<'_, '_>, flat: &Flat<'_>) -> Result<ScoreValue, Unreadable> {
    let mut value = value::score(flat.trimmed(), reader.language)?;
    if let Some(mark) = flat.mark(Shape::Shootout) {
        let template = reader.document.template(mark.id);
        let span = template.and_then(|template| super::reader::parameter(&template, mark.entry, "value"));
        let kicks = span.map(|span| reader.flat(span).trimmed().to_owned()).unwrap_or_default();
        value.shootout = value::score(&kicks, reader.language)?.score.or(value.shootout);
    }
    value.extra_time |= flat.mark(Shape::ExtraTime).is_some();
    if flat.mark(Shape::Walkover).is_some() {
        value.status = Some(Status::Walkover);
        value.placeholder = false;
    }
    Ok(value)
}

/// The text on one line.
pub(super) fn clean(flat: &Flat<'_>) -> String {
    one_line(&flat.text)
}

pub(super) fn one_line(text: &str) -> String {
    if is_one_line(text) {
        return trim(text).to_owned();
    }
    let mut line = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
}

/// Whether a text has no white space but single blanks between words. Bytes tell, but for those that begin other blanks:
/// such a text is looked at letter by letter.
fn is_one_line(text: &str) -> bool {
    let is_plain = |byte: u8| byte >= b' ' && !matches!(byte, 0xC2 | 0xE1..=0xE3);
    let is_gap = |pair: &[u8]| pair == b"  ";
    text.bytes().all(is_plain) && !trim(text).as_bytes().windows(2).any(is_gap)
}

fn is_address(word: &str) -> bool {
    word.starts_with("http://") || word.starts_with("https://") || word.starts_with("//")
}
