//! Match boxes: `{{Football box|…}}` and whatever the catalogue gives the same shape.
//!
//! Every parameter that holds something ends in the record, among its notes, or in the list of what was not read.

mod place;
mod when;

use super::{
    goals::{goals, kicks},
    note_status::{footnoted_status, noted_status},
    reader::{Reader, parameter},
    team::{team_of, versus},
    text::{Flat, LinkMark},
};
use crate::{
    catalogue::{Shape, TemplateEntry, fold::is_dash},
    line::one_line,
    markup::{Key, Template},
    record::{
        MatchMention, MatchMentionKind, Pair, ResultFlag, Round, Score, Side, Status, TieMention,
        TieMentionKind,
    },
    span::{Span, Stated},
    value::{self, ScoreValue, Unreadable},
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
    values.result();
    values.when();
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

/// Lists what the entry requires and the box lacks. A match that is announced may have no opponent yet.
fn require(reader: &mut Reader<'_, '_>, mention: &MatchMention, entry: &TemplateEntry) {
    if mention.status == Status::Scheduled && mention.home.is_some() != mention.away.is_some() {
        return;
    }
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
        let index = self.fields.partition_point(|(found, _)| *found < field);
        let (_, span) = self.fields.get(index).copied().filter(|(found, _)| *found == field)?;
        self.fields.remove(index);
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
            self.round(round.trimmed());
        }
        self.mention.group = self.take("group").map(|flat| flat.trimmed().to_owned());
    }

    /// The round as the box names it. Pages about a club's season name the leg there; the round is then what else is
    /// written, or the heading's. A number alone is a matchday of a league, whatever round has it as its other name.
    fn round(&mut self, text: &str) {
        let is_number = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        if is_number {
            let key = format!("{}{text}", Round::MATCHDAY);
            self.mention.round = Some(Round { name: text.to_owned(), key });
            return;
        }
        let Some((leg, left)) = self.reader.language.leg(text) else {
            self.mention.round = Some(self.reader.round(text));
            return;
        };
        self.mention.leg = Some(leg);
        if !left.is_empty() {
            self.mention.round = Some(self.reader.round(&left));
        }
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
                Ok(mut value) => {
                    if self.fields.iter().any(|(field, _)| *field == "extra_time") {
                        value.mark_extra_time();
                    }
                    self.score(&value, &flat);
                    if value.placeholder && value::is_match_number(flat.trimmed(), self.reader.language) {
                        self.mention.number = Some(Stated::new(clean(&flat), flat.span));
                    }
                    // `Cancelled (w/o)` says more than the status.
                    let says_more =
                        value.score.is_none() && value.status.is_some() && flat.text.contains('(');
                    if says_more || value.regular_time.or(value.as_played).is_some() {
                        self.mention.notes.push(clean(&flat));
                    }
                }
                Err(reason) => {
                    self.mention.status = value::status_without_score(flat.trimmed(), self.reader.language);
                    self.unread("score", &flat, reason.to_string());
                }
            }
        }
        self.score_of_sides();
        self.score_note();
        self.result_flag();
        if let Some(flat) = self.take("extra_time") {
            self.mention.extra_time = Some(Stated::new(true, flat.span));
        }
        self.mention.aggregate = self.numbers("aggregate");
        if let Some(shootout) = self.numbers("shootout") {
            self.mention.shootout = Some(shootout);
        }
    }

    /// `W`: the article's own team won. The field stays in the list: the page shows it as a colour, the record as a note.
    fn result_flag(&mut self) {
        let Some((_, span)) = self.fields.iter().find(|(field, _)| *field == "result") else { return };
        let flag = match self.reader.language.role("outcome.", self.reader.document.text(*span).trim()) {
            Some("win") => ResultFlag::Win,
            Some("draw") => ResultFlag::Draw,
            Some("loss") => ResultFlag::Loss,
            _ => return,
        };
        self.mention.result = Some(Stated::new(flag, *span));
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

    /// A note below the score is kept as it is; a status alone (`Awarded`) is that of the match, too.
    fn score_note(&mut self) {
        let Some(flat) = self.take("scorenote") else { return };
        if let Ok(ScoreValue { status: Some(status), score: None, .. }) = score(self.reader, &flat) {
            self.mention.status = status;
        }
        self.note_status(&flat);
        self.mention.notes.push(format!("scorenote: {}", clean(&flat)));
    }

    /// What a note says became of a match that has a score: `Awarded`, `Match abandoned after 60 minutes.`
    fn note_status(&mut self, note: &Flat<'_>) {
        if self.mention.score.is_some() && self.mention.status == Status::Played {
            self.mention.status = noted_status(self.reader, note).unwrap_or(Status::Played);
        }
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

    /// A field that holds two numbers and nothing else that matters; those of a shoot-out may stand in a template: `{{pso|4–3}}`.
    fn numbers(&mut self, field: &str) -> Option<Stated<Score>> {
        let flat = self.take(field)?;
        let reason = match score(self.reader, &flat) {
            Ok(ScoreValue { score: Some(pair), .. } | ScoreValue { shootout: Some(pair), .. }) => {
                return Some(Stated::new(Score::of(pair), flat.span));
            }
            Ok(_) if self.is_unknown(&flat) || is_dashes(flat.trimmed()) => return None,
            Ok(_) => "expected two numbers".to_owned(),
            Err(reason) => reason.to_string(),
        };
        self.unread(field, &flat, reason);
        None
    }

    fn lists(&mut self) {
        let sides = [(Side::Home, "goals.home", "kicks.home"), (Side::Away, "goals.away", "kicks.away")];
        for (index, (side, goals_of, kicks_of)) in sides.into_iter().enumerate() {
            if let Some(flat) = self.take(goals_of) {
                let known = self.reader.unread.len();
                self.mention.goals.extend(goals(self.reader, &flat, side));
                let unread = self.reader.unread.get(known..).unwrap_or_default();
                let is_unsure = unread.iter().any(|unread| unread.name.as_deref() == Some("goal"));
                if let Some(unsure) = self.mention.goals_unsure.get_mut(index) {
                    *unsure = is_unsure;
                }
                if let Some(list) = self.mention.goal_lists.get_mut(index) {
                    *list = Some(flat.span);
                }
            }
            if let Some(flat) = self.take(kicks_of) {
                self.mention.kicks.extend(kicks(self.reader, &flat, side));
            }
        }
    }

    /// The addresses of the sources that a value cites: in footnotes, and in templates for sources.
    fn addresses_of_sources(&self, flat: &Flat<'_>) -> Vec<String> {
        let reader = &*self.reader;
        let footnotes: Vec<Span> = flat.notes.iter().filter_map(|&id| reader.footnote_text(id)).collect();
        let mut found: Vec<String> = footnotes.iter().flat_map(|text| reader.flat(*text).urls).collect();
        for id in footnotes.iter().chain([&flat.span]).flat_map(|span| reader.document.children_in(*span)) {
            let (Some(template), Some(entry)) = (reader.document.template(id), reader.entry(id)) else {
                continue;
            };
            if entry.shape == Shape::Citation {
                let address = parameter(&template, entry, "address").map(|span| reader.document.text(span));
                found.extend(address.map(str::to_owned));
            }
        }
        found
    }

    fn remarks(&mut self) {
        while let Some(flat) = self.take("reports") {
            let in_text = flat.text.split_whitespace().filter(|word| is_address(word)).map(str::to_owned);
            let mut reports: Vec<String> = flat.urls.iter().cloned().chain(in_text).collect();
            reports.extend(self.addresses_of_sources(&flat));
            if reports.is_empty() {
                reports = flat.links.iter().map(LinkMark::title).collect();
            }
            if reports.is_empty() && !flat.trimmed().is_empty() {
                self.mention.notes.push(clean(&flat));
            }
            self.mention.reports.extend(reports);
        }
        while let Some((field, _)) = self.fields.first().copied() {
            let Some(flat) = self.take(field) else { break };
            let text = clean(&flat);
            if text.is_empty() {
                continue;
            }
            if field == "note" {
                self.note_status(&flat);
            }
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

/// A score field with its marks: `1–1 {{pso|3–5}}`, `{{w/o}}`, `2–1 {{aet}}`; a footnote may say that it was awarded.
pub(super) fn score(reader: &Reader<'_, '_>, flat: &Flat<'_>) -> Result<ScoreValue, Unreadable> {
    let mut value = value::score(flat.trimmed(), reader.language)?;
    if let Some(mark) = flat.mark(Shape::Shootout) {
        let template = reader.document.template(mark.id);
        let span = template.and_then(|template| parameter(&template, mark.entry, "value"));
        let kicks = span.map(|span| reader.flat(span).trimmed().to_owned()).unwrap_or_default();
        value.shootout = value::score(&kicks, reader.language)?.score.or(value.shootout);
    }
    if flat.mark(Shape::ExtraTime).is_some() {
        value.mark_extra_time();
    }
    if flat.mark(Shape::Walkover).is_some() {
        value.status = Some(Status::Walkover);
        value.placeholder = false;
    }
    if value.score.is_some() && value.status.is_none() {
        value.status = footnoted_status(reader, flat);
    }
    Ok(value)
}

/// Whether nothing but dashes stands in a text, as where nothing is known.
pub(super) fn is_dashes(text: &str) -> bool {
    text.chars().all(|c| is_dash(c) || c == ':' || c.is_whitespace())
}

/// The text on one line.
pub(super) fn clean(flat: &Flat<'_>) -> String {
    one_line(&flat.text)
}

fn is_address(word: &str) -> bool {
    word.starts_with("http://") || word.starts_with("https://") || word.starts_with("//")
}
