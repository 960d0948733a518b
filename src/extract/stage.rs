//! Stage, group and round of matches, from the headings above them and from the title of the article.

use std::sync::Arc;

use super::{
    Records,
    reader::{Reader, fold_spaces},
    standings::{group_in_title, group_name},
};
use crate::record::{MatchMention, MatchMentionKind, Round};

/// What an article says of all its matches at once.
#[derive(Default)]
struct Title {
    stage: Option<String>,
    group: Option<String>,
    round: Option<Round>,
}

/// What the headings above a match say of it.
#[derive(Clone, Default)]
struct Headings {
    path: Option<Arc<[String]>>,
    stage: Option<String>,
    group: Option<String>,
    apart: Option<usize>,
}

/// Gives tables, matrices and matches the stage, the group and the round that they do not state themselves.
pub(super) fn name_parts(reader: &Reader<'_, '_>, title: Option<&str>, records: &mut Records) {
    let title = title.map(|title| Title::of(reader, title)).unwrap_or_default();
    let mut headings = Headings::default();
    for mention in &mut records.matches {
        headings.see(reader, mention);
        let (stage, group) = (headings.stage.as_ref(), headings.group.as_ref());
        complete(&mut mention.stage, stage.or(title.stage.as_ref()));
        complete(&mut mention.group, group.or(title.group.as_ref()));
        mention.apart = headings.apart;
        let is_of_article = mention.kind == MatchMentionKind::MatchBox && mention.group.is_none();
        if is_of_article {
            complete(&mut mention.round, title.round.as_ref());
        }
    }
    let tables = records.standings.iter_mut().map(|table| &mut table.group);
    let matrices = records.results.iter_mut().map(|matrix| &mut matrix.group);
    for place in tables.chain(matrices) {
        complete(place, title.group.as_ref());
    }
}

fn complete<T: Clone>(place: &mut Option<T>, value: Option<&T>) {
    if place.is_none() {
        *place = value.cloned();
    }
}

impl Title {
    /// `Knockout stage` of `2022 FIFA World Cup knockout stage`, `A` of `2018 FIFA World Cup Group A`, the final of
    /// `2016 UEFA Champions League Final`.
    fn of(reader: &Reader<'_, '_>, title: &str) -> Self {
        let ending = |list: &str| {
            let folded = fold_spaces(title);
            let ends = |word: &&String| {
                folded.strip_suffix(word.as_str()).is_some_and(|before| before.ends_with(' '))
            };
            let longest = reader.language.words(list).iter().filter(ends).max_by_key(|word| word.len())?;
            let words = title.split_whitespace().rev().take(longest.split(' ').count());
            let mut words: Vec<&str> = words.collect();
            words.reverse();
            Some(words.join(" "))
        };
        Self {
            stage: ending("heading.stage"),
            group: group_in_title(reader, title),
            round: ending("title.round").map(|round| reader.round(&round)),
        }
    }
}

impl Headings {
    /// Reads the headings above a match; those of the match before as a rule.
    fn see(&mut self, reader: &Reader<'_, '_>, mention: &MatchMention) {
        let path = &mention.at.section;
        if self.path.as_ref().is_some_and(|known| Arc::ptr_eq(known, path)) {
            return;
        }
        let is_stage = |heading: &&String| reader.language.is("heading.stage", heading);
        self.stage = path.iter().rev().find(is_stage).map(|heading| heading.trim().to_owned());
        self.group = path.iter().rev().find_map(|heading| group_name(reader, heading));
        let is_apart = |heading: &String| reader.language.holds("heading.apart", heading);
        self.apart = path.iter().rposition(is_apart).map(|index| index + 1);
        self.path = Some(Arc::clone(path));
    }
}
