//! Which articles and pages of a run are read, beside those that its options leave out by their kind.

use std::{collections::HashSet, hash::Hasher, sync::Arc};

use foldhash::quality::FixedState;

/// Which articles and pages are read; all of them by default.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Choice {
    /// The most that are read.
    pub limit: Option<u64>,
    /// The share that is read, from 0 to 1. Which pages these are follows from their titles alone, so that those of a smaller
    /// share are among those of a larger one.
    pub share: Option<f64>,
    /// Their titles, as [`plain_title`] writes them.
    pub titles: Option<Arc<HashSet<String>>>,
}

impl Choice {
    /// Whether a page of this title is read, before the limit is reached.
    #[must_use]
    pub fn takes(&self, title: &str) -> bool {
        let is_named = || self.titles.as_ref().is_none_or(|titles| titles.contains(&plain_title(title)));
        let is_in_share = || self.share.is_none_or(|share| place(title) < share);
        is_named() && is_in_share()
    }
}

/// A title as a page has it: blanks for underscores, and a capital letter first.
#[must_use]
pub fn plain_title(title: &str) -> String {
    let title = title.replace('_', " ");
    let mut characters = title.trim().chars();
    characters.next().map_or_else(String::new, |first| first.to_uppercase().chain(characters).collect())
}

/// A place from 0 to 1 that looks as if drawn by lot.
#[expect(clippy::cast_precision_loss, reason = "no share is told more exactly")]
fn place(title: &str) -> f64 {
    let mut hasher = std::hash::BuildHasher::build_hasher(&FixedState::with_seed(SEED));
    hasher.write(title.as_bytes());
    (hasher.finish() >> 11) as f64 / (1_u64 << 53) as f64
}

/// Any number, the same in every run.
const SEED: u64 = 2031;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_is_of_its_size_and_holds_the_smaller_ones() {
        let titles: Vec<String> = (0..10_000).map(|number| format!("{number} Lowland Cup")).collect();
        let chosen = |share| {
            let choice = Choice { share: Some(share), ..Choice::default() };
            titles.iter().filter(|title| choice.takes(title)).collect::<HashSet<_>>()
        };
        let (tenth, half) = (chosen(0.1), chosen(0.5));
        assert!((900..1100).contains(&tenth.len()) && (4800..5200).contains(&half.len()));
        assert!(tenth.is_subset(&half));
        assert!(chosen(0.0).is_empty() && chosen(1.0).len() == titles.len());
    }

    #[test]
    fn titles_are_found_however_they_are_written() {
        let titles = Some(Arc::new(["2031_Lowland_Cup", "élan "].map(plain_title).into()));
        let choice = Choice { titles, ..Choice::default() };
        for title in ["2031 Lowland Cup", "2031_Lowland_Cup", "Élan"] {
            assert!(choice.takes(title), "{title}");
        }
        assert!(!choice.takes("2031 lowland cup") && !choice.takes("Lowland Cup"));
    }
}
