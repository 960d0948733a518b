//! Hash maps of the hot paths. The standard library's hash function resists crafted keys at several times the price of the
//! comparison that follows it; this one is seeded anew in every process, which is enough for an article.

use foldhash::fast::RandomState;

/// A hash map.
pub type HashMap<K, V> = std::collections::HashMap<K, V, RandomState>;

/// A hash set.
pub type HashSet<T> = std::collections::HashSet<T, RandomState>;

/// A hash that is the same in every process.
#[must_use]
pub fn stable(value: &(impl std::hash::Hash + ?Sized)) -> u64 {
    std::hash::BuildHasher::hash_one(&foldhash::quality::FixedState::with_seed(2031), value)
}
