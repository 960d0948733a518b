//! Statements about one fact, grouped by what they state.

use crate::hash::HashMap;
use std::hash::Hash;

use super::{Reporter, text};
use crate::{
    finding::{Finding, Location, Suspect},
    record::Pair,
};

/// Places that a finding points at for one value; more would say nothing new.
pub(super) const MOST_PLACES: usize = 12;

/// A place and what kind of place it is.
#[derive(Clone, Debug)]
pub(super) struct Source {
    /// Where.
    pub location: Location,
    /// `leg list`
    pub noun: &'static str,
    /// Whether a pair of numbers is written there the other way round than it is compared.
    pub reversed: bool,
    /// The two numbers of a pair, in the order in which they are compared, where each has a cell of its own.
    pub cells: Option<Pair<Location>>,
}

impl Source {
    /// A place that states one value in one piece.
    pub fn new(location: Location, noun: &'static str, reversed: bool) -> Self {
        Self { location, noun, reversed, cells: None }
    }
}

/// A value and the places that state it.
#[derive(Clone, Debug)]
pub(super) struct Reading<V> {
    /// What they state.
    pub value: V,
    /// The places, the most detailed first.
    pub sources: Vec<Source>,
}

/// Groups statements by value: the one stated most often first, among equals the one stated first.
pub(super) fn readings<V: Copy + Eq + Hash>(
    statements: impl IntoIterator<Item = (V, Source)>,
) -> Vec<Reading<V>> {
    let mut readings: Vec<Reading<V>> = Vec::new();
    let mut known: HashMap<V, usize> = HashMap::default();
    for (value, source) in statements {
        let index = *known.entry(value).or_insert(readings.len());
        match readings.get_mut(index) {
            Some(reading) => reading.sources.push(source),
            None => readings.push(Reading { value, sources: vec![source] }),
        }
    }
    readings.sort_by_key(|reading| std::cmp::Reverse(reading.sources.len()));
    readings
}

/// The value that all places state, or more places than state any other.
pub(super) fn agreed<V: Copy>(readings: &[Reading<V>]) -> Option<V> {
    let first = readings.first()?;
    let rival = readings.get(1).map_or(0, |second| second.sources.len());
    (first.sources.len() > rival).then_some(first.value)
}

/// A value that differs from the one stated most often, or first.
pub(super) struct Dispute<'r, V> {
    /// The odd one out.
    pub odd: &'r Reading<V>,
    /// The value stated most often, or first.
    pub usual: &'r Reading<V>,
    /// The odd one, where at least two places outvote it.
    pub suspect: Suspect,
}

/// One dispute for each value but the first; of readings in the order of [`readings`].
pub(super) fn disputes<V>(readings: &[Reading<V>]) -> impl Iterator<Item = Dispute<'_, V>> {
    let usual = readings.first();
    readings.iter().skip(1).filter_map(move |odd| {
        let usual = usual?;
        let outvoted = usual.sources.len() > 1 && usual.sources.len() > odd.sources.len();
        Some(Dispute { odd, usual, suspect: if outvoted { Suspect::This } else { Suspect::None } })
    })
}

impl<V> Reading<V> {
    /// `the match box and the leg list`
    pub fn nouns(&self) -> String {
        let mut nouns: Vec<&str> = Vec::new();
        for source in self.sources.iter().take(MOST_PLACES) {
            if !nouns.contains(&source.noun) {
                nouns.push(source.noun);
            }
        }
        text::list(&nouns.iter().map(|noun| format!("the {noun}")).collect::<Vec<_>>())
    }

    /// Adds the first places, each saying the value as `show` writes it.
    pub fn relate_to(&self, finding: &mut Finding, show: &impl Fn(&V) -> String) {
        for source in self.sources.iter().take(MOST_PLACES) {
            finding
                .relate(source.location.clone(), format!("the {} says {}", source.noun, show(&self.value)));
        }
    }
}

impl<V> Dispute<'_, V> {
    /// Reports it: `score is 3–1 in the leg list but 3–0 in the match box`.
    pub fn report<'f>(
        &self,
        what: &str,
        subject: &str,
        show: &impl Fn(&V) -> String,
        reporter: &'f mut Reporter<'_, '_>,
    ) -> Option<&'f mut Finding> {
        let (first, rest) = self.odd.sources.split_first()?;
        let (odd, usual) = (show(&self.odd.value), show(&self.usual.value));
        let message = format!("{what} is {odd} in {} but {usual} {}", self.odd.nouns(), self.where_else());
        let finding = reporter
            .report(first.location.clone(), format!("{subject}: {odd}"), message)
            .suspect(self.suspect);
        self.usual.relate_to(finding, show);
        relate_agreeing(rest, finding);
        Some(finding)
    }
}

impl<V> Dispute<'_, V> {
    /// `in the leg list`; where both values stand in the same kind of place, in which article.
    fn where_else(&self) -> String {
        let (here, there) = (self.odd.nouns(), self.usual.nouns());
        let article = |reading: &Reading<V>| reading.sources.first().map(|source| source.location.article);
        match here == there {
            false => format!("in {there}"),
            true if article(self.odd) == article(self.usual) => "elsewhere in the article".to_owned(),
            true => format!("in {there} of another article"),
        }
    }
}

/// Adds places that state the same as the primary one.
pub(super) fn relate_agreeing(sources: &[Source], finding: &mut Finding) {
    for source in sources.iter().take(MOST_PLACES) {
        finding.relate(source.location.clone(), format!("the {} says it too", source.noun));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::span::Span;

    fn statements(values: &[u8]) -> Vec<(u8, Source)> {
        let source = |start: usize| Source {
            location: Location { article: 0, span: Span::new(start, start + 1) },
            noun: "leg list",
            reversed: false,
            cells: None,
        };
        values.iter().enumerate().map(|(start, value)| (*value, source(start))).collect()
    }

    #[test]
    fn the_most_frequent_value_comes_first_and_the_first_among_equals() {
        let order = |values: &[u8]| {
            readings(statements(values)).iter().map(|reading| reading.value).collect::<Vec<_>>()
        };
        assert_eq!(order(&[1, 2, 2]), [2, 1]);
        assert_eq!(order(&[1, 2]), [1, 2]);
        assert_eq!(order(&[]), [] as [u8; 0]);
    }

    #[test]
    fn a_value_is_agreed_unless_another_is_as_frequent() {
        let agreed = |values: &[u8]| agreed(&readings(statements(values)));
        assert_eq!(agreed(&[3]), Some(3));
        assert_eq!(agreed(&[3, 3, 4]), Some(3));
        assert_eq!(agreed(&[3, 4]), None);
    }

    #[test]
    fn only_two_places_that_agree_make_a_suspect() {
        let suspects = |values: &[u8]| {
            let readings = readings(statements(values));
            disputes(&readings).map(|dispute| dispute.suspect).collect::<Vec<_>>()
        };
        assert_eq!(suspects(&[1, 2]), [Suspect::None]);
        assert_eq!(suspects(&[1, 2, 1]), [Suspect::This]);
        assert_eq!(suspects(&[1, 2, 1, 2]), [Suspect::None]);
        assert_eq!(suspects(&[1, 1]), []);
    }
}
