//! What the article's own Format section says about level ties and points.

use crate::{
    catalogue::{Captures, Phrase},
    extract::{reader::Reader, text::Flat},
    record::Regulations,
    span::{Span, Stated},
    value,
};

/// Adds what a sentence says; the first statement of each point counts.
pub(super) fn sentence(
    reader: &Reader<'_, '_>,
    flat: &Flat<'_>,
    sentence: &str,
    regulations: &mut Regulations,
) {
    for phrase in flat.phrases(reader.language, "regulation") {
        let Some(captures) = phrase.pattern.captures(sentence) else { continue };
        let at = flat.span_of(sentence);
        regulations.at.get_or_insert_with(|| reader.place(at));
        flags(phrase, at, regulations);
        points(reader, &captures, flat, regulations);
    }
}

fn flags(phrase: &Phrase, at: Span, regulations: &mut Regulations) {
    let fact = |name: &str| phrase.facts.get(name).map(|value| Stated::new(value == "yes", at));
    let Regulations { away_goals, extra_time, shootout, .. } = regulations;
    for (field, name) in [(away_goals, "away_goals"), (extra_time, "extra_time"), (shootout, "shootout")] {
        *field = field.or_else(|| fact(name));
    }
}

fn points(reader: &Reader<'_, '_>, captures: &Captures<'_>, flat: &Flat<'_>, regulations: &mut Regulations) {
    let number = |slot: &str| {
        let text = captures.get(slot)?;
        let points = u8::try_from(value::number(text, reader.language).ok()?).ok()?;
        Some(Stated::new(points, flat.span_of(text)))
    };
    regulations.points_win = regulations.points_win.or_else(|| number("points_win"));
    regulations.points_draw = regulations.points_draw.or_else(|| number("points_draw"));
}
