//! Day and kick-off of a match.

use super::{Values, clean};
use crate::{
    catalogue::Shape,
    extract::{
        reader::parameter,
        text::{Flat, Mark},
    },
    line::one_line,
    record::Status,
    span::Stated,
    value::{self, DateError, Unreadable},
};

impl Values<'_, '_, '_> {
    pub(super) fn when(&mut self) {
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
            // As much as is known of a match that is announced.
            Err(DateError::NoDay(month)) if self.mention.status == Status::Scheduled => {
                self.mention.notes.push(format!("date: {month}"));
            }
            Err(reason) => self.unread("date", flat, reason.to_string()),
        }
    }

    /// `{{Start date|2017|2|10}}` as an ISO date, `{{dts|2010|December|26}}` as a day, so that the calendar is asked in one
    /// place.
    fn date_text(&self, mark: Mark<'_>) -> String {
        let Some(template) = self.reader.document.template(mark.id) else { return String::new() };
        let part = |field: &str| {
            let value = parameter(&template, mark.entry, field)?;
            Some(self.reader.document.text(value).to_owned())
        };
        match (part("year"), part("month"), part("day")) {
            (Some(year), Some(month), Some(day)) if month.trim().starts_with(char::is_alphabetic) => {
                format!("{day} {month} {year}")
            }
            (Some(year), Some(month), Some(day)) => format!("{year}-{month:0>2}-{day:0>2}"),
            (Some(text), None, None) => text,
            _ => String::new(),
        }
    }

    /// The time of a field; `None` where its template says that it is not known: `{{UTZ|--:--|3}}`.
    fn time(&self, flat: &Flat<'_>) -> Result<Option<value::TimeValue>, Unreadable> {
        let Some(mark) = flat.mark(Shape::Time) else {
            let time = self.time_of(flat.trimmed())?;
            let offset = time.offset.or_else(|| self.linked_zone(flat));
            return Ok(Some(value::TimeValue { offset, ..time }));
        };
        let Some(template) = self.reader.document.template(mark.id) else { return Ok(None) };
        let part = |field: &str| {
            let value = parameter(&template, mark.entry, field)?;
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

    /// The offset of the zone that a link around an ambiguous abbreviation leads to: `[[Atlantic Standard Time|AST]]`.
    fn linked_zone(&self, flat: &Flat<'_>) -> Option<i16> {
        let zones = self.reader.catalogue.zones();
        let offset = |title: &str| value::zone_offset(&title.replace('_', " "), self.reader.language, zones);
        flat.links.iter().find_map(|link| link.target.split('#').find_map(offset))
    }

    fn time_of(&self, text: &str) -> Result<value::TimeValue, Unreadable> {
        value::time(text, self.reader.language, self.reader.catalogue.zones())
    }
}
