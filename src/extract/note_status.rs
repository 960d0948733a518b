//! What a note says became of a match: `The match was awarded 3–0 to Ivy.`

use super::{
    prose::{is_name, sentences},
    reader::Reader,
    text::Flat,
};
use crate::{catalogue::Phrase, record::Status, value};

/// The kind of phrases that say it.
const KIND: &str = "match-status";

/// The status that a note states: a word alone (`Awarded`), or a sentence. An award counts before what it followed from:
/// `The match was abandoned at 1–2; Kapok were awarded a 3–0 win.`
pub(super) fn noted_status(reader: &Reader<'_, '_>, note: &Flat<'_>) -> Option<Status> {
    if let Ok(value) = value::score(note.trimmed(), reader.language)
        && value.score.is_none()
        && matches!(value.status, Some(Status::Awarded | Status::Abandoned | Status::Walkover | Status::Void))
    {
        return value.status;
    }
    note.phrases(reader.language, KIND).next()?;
    let statuses = sentences(&note.text, reader.language).into_iter().filter_map(|sentence| {
        note.phrases(reader.language, KIND).find_map(|phrase| status(phrase, sentence))
    });
    let statuses: Vec<Status> = statuses.collect();
    let first = |status: Status| statuses.contains(&status).then_some(status);
    first(Status::Awarded).or_else(|| {
        let stands = statuses.contains(&Status::Played);
        first(Status::Abandoned).filter(|_| !stands)
    })
}

/// What a sentence says by a phrase; the slot `winner` holds a name, not a penalty.
fn status(phrase: &Phrase, sentence: &str) -> Option<Status> {
    let captures = phrase.pattern.captures(sentence)?;
    captures.get("winner").is_none_or(is_name).then_some(())?;
    match phrase.facts.get("status")?.as_str() {
        "awarded" => Some(Status::Awarded),
        "abandoned" => Some(Status::Abandoned),
        "played" => Some(Status::Played),
        _ => None,
    }
}

/// The status that the footnotes of a value state.
pub(super) fn footnoted_status(reader: &Reader<'_, '_>, flat: &Flat<'_>) -> Option<Status> {
    let texts = flat.notes.iter().filter_map(|&id| reader.footnote_text(id));
    texts.filter_map(|text| noted_status(reader, &reader.flat(text))).next()
}
