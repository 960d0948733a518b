//! What stands below a raw table: up to when it counts, and the criteria of its order.

use crate::{
    extract::{reader::Reader, text::Flat},
    line::one_line,
    record::Standings,
    span::Stated,
};

/// A line below a table belongs to it if it begins within so many bytes.
const NEAREST: u32 = 1000;

/// Reads a line: `Updated to games played on 28 October 2012`, `1) points; 2) goal difference`. What the table states itself
/// stays.
pub(in crate::extract) fn below(reader: &Reader<'_, '_>, flat: &Flat<'_>, standings: &mut [Standings]) {
    let is_near = |table: &&mut Standings| {
        let at = table.at.end;
        (at..at.saturating_add(NEAREST)).contains(&flat.span.start)
            && reader.document.section_at(flat.span.start()) == table.at.section
    };
    let Some(table) = standings.last_mut().filter(is_near) else { return };
    if flat.phrases(reader.language, KIND).next().is_none() {
        return;
    }
    for line in flat.text.split('\n').map(str::trim) {
        for phrase in reader.language.phrases(KIND) {
            let Some(captures) = phrase.pattern.captures(line) else { continue };
            let stated = |name: &str| {
                let text = captures.get(name)?.trim();
                (!text.is_empty()).then(|| Stated::new(text.to_owned(), flat.span_of(line)))
            };
            table.updated = table.updated.take().or_else(|| stated("updated"));
            let ranking = if phrase.facts.contains_key("whole") {
                Some(Stated::new(one_line(line), flat.span_of(line)))
            } else {
                stated("ranking")
            };
            table.ranking = table.ranking.take().or(ranking);
            break;
        }
    }
}

const KIND: &str = "table-footer";
