//! Where a match was played, before how many, and who led it.

use super::{Values, clean};
use crate::{
    extract::{team::flag_code, text::Flat},
    record::Venue,
    span::Stated,
    value,
};

impl Values<'_, '_, '_> {
    pub(super) fn place(&mut self) {
        let (stadium, location) = (self.take("stadium"), self.take("location"));
        if let Some(first) = stadium.as_ref().or(location.as_ref()) {
            let (at, [stadium, location]) =
                (first.span, [&stadium, &location].map(|flat| self.ground(flat.as_ref())));
            let venue = self.known(value::venue(&stadium, &location, self.reader.catalogue.countries()));
            self.mention.venue =
                Some(venue).filter(|venue| *venue != Venue::default()).map(|venue| Stated::new(venue, at));
        }
        if let Some(flat) = self.take("attendance") {
            self.attendance(&flat);
        }
        if let Some(flat) = self.take("referee") {
            self.referee(&flat);
        }
    }

    /// A venue without what is only said to be unknown: `TBA, London`.
    fn known(&self, venue: Venue) -> Venue {
        let known = |part: Option<String>| part.filter(|name| !self.reader.language.is("mark.unknown", name));
        Venue { stadium: known(venue.stadium), city: known(venue.city), country: known(venue.country) }
    }

    /// A stadium or a place. That nobody was let in (`Pachuca, Mexico (BCD)`) is no part of its name, and becomes a note.
    fn ground(&mut self, flat: Option<&Flat<'_>>) -> String {
        let text = flat.map(clean).unwrap_or_default();
        let bracket = text.strip_suffix(')').and_then(|text| text.rsplit_once('('));
        match bracket.filter(|(_, remark)| self.reader.language.is("mark.closed_doors", remark)) {
            Some((name, remark)) => {
                self.mention.notes.push(remark.trim().to_owned());
                name.trim_end().to_owned()
            }
            None => text,
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
}
