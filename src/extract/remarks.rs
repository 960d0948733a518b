//! What notes say of a result as a whole: that an authority set it, or how a level tie was decided.

use super::{Records, reader::Reader};

/// Looks through the notes of all matches and ties.
pub(super) fn read(reader: &Reader<'_, '_>, records: &mut Records) {
    let language = reader.language;
    let any = |notes: &[String], list| notes.iter().any(|note| language.holds(list, note));
    for mention in &mut records.matches {
        mention.ruled = any(&mention.notes, "note.ruled");
        mention.settled = any(&mention.notes, "note.settled");
    }
    for mention in &mut records.ties {
        mention.ruled = any(&mention.notes, "note.ruled");
        mention.settled = any(&mention.notes, "note.settled");
    }
}
