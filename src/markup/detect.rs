//! stub
use super::Dialect;
/// Detects the dialect.
pub fn detect(_source: &str) -> Dialect {
    Dialect::Wikitext
}
