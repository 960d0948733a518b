//! Match lines: what rendering leaves of a match box. `Monrovia Club Breweries LBR 3-0 ALG JS Kabylie`

use super::{reader::Reader, team::is_code};
use crate::{
    record::{MatchMention, MatchMentionKind, Score, Status, Team},
    span::{Span, Stated},
    value::{self, ScoreValue},
};

/// Words between the two codes: `3 - 0` is the longest score.
const LONGEST_SCORE: usize = 4;

/// Reads a line that is a match: name, code, score or status, code, name.
pub(super) fn match_line(reader: &Reader<'_, '_>, span: Span) -> Option<MatchMention> {
    let line = reader.document.text(span);
    let words: Vec<&str> = line.split_whitespace().collect();
    let (home, away, value) = (1..words.len()).find_map(|home| between_codes(reader, &words, home))?;
    let whole = |from: usize, to: usize| -> Option<&str> {
        let (first, last) = (words.get(from)?, words.get(to.checked_sub(1)?)?);
        line.get(Span::of(first, line).start()..Span::of(last, line).end())
    };
    let at = |part: &str| Span::of(part, line).shifted(span.start());
    let mut mention = MatchMention::new(MatchMentionKind::MatchBox, reader.place(span));
    mention.round = reader.round_at(span.start());
    mention.home = named(whole(0, home)?, words.get(home)?, &at);
    mention.away = named(whole(away + 1, words.len())?, words.get(away)?, &at);
    let stated = at(whole(home + 1, away)?);
    mention.score = value.score.map(|pair| Stated::new(Score::of(pair), stated));
    mention.shootout = value.shootout.map(|pair| Stated::new(Score::of(pair), stated));
    mention.extra_time = value.extra_time.then(|| Stated::new(true, stated));
    mention.status =
        value.status.unwrap_or(if value.score.is_some() { Status::Played } else { Status::Scheduled });
    Some(mention)
}

/// With a code at `home`: the place of the second code, and the score between them.
fn between_codes(reader: &Reader<'_, '_>, words: &[&str], home: usize) -> Option<(usize, usize, ScoreValue)> {
    if !is_code(reader, words.get(home)?) {
        return None;
    }
    (home + 2..=home + 1 + LONGEST_SCORE).find_map(|away| {
        let score = words.get(home + 1..away)?.join(" ");
        let value =
            is_code(reader, words.get(away)?).then(|| value::score(&score, reader.language).ok())??;
        Some((home, away, value))
    })
}

fn named(name: &str, code: &str, at: &impl Fn(&str) -> Span) -> Option<Team> {
    let is_name = name.chars().any(char::is_alphabetic);
    is_name.then(|| Team {
        name: name.to_owned(),
        country: Some(code.to_owned()),
        at: at(name),
        ..Team::default()
    })
}
