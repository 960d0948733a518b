//! Hash maps of the hot paths. The standard library's hash function resists crafted keys at several times the price of the
//! comparison that follows it; this one is seeded anew in every process, which is enough for an article.

use foldhash::fast::RandomState;

/// A hash map.
pub type HashMap<K, V> = std::collections::HashMap<K, V, RandomState>;

/// A hash set.
pub type HashSet<T> = std::collections::HashSet<T, RandomState>;
