//! Redirects: `#REDIRECT [[2017 Cup#Final]]`.

use super::{Document, NodeKind};
use crate::span::Span;

/// Words that begin a redirect, in any letter case: the English one, which every wiki knows, and those of larger wikis
/// (`redirect` in MediaWiki's `languages/messages/Messages*.php`).
const WORDS: [&str; 24] = [
    "REDIRECT",
    "ALIH",
    "DOORVERWIJZING",
    "OHJAUS",
    "OMDIRIGERING",
    "PATRZ",
    "PRZEKIERUJ",
    "PŘESMĚRUJ",
    "REDIRECCIÓN",
    "REDIRECIONAMENTO",
    "REDIRECTION",
    "RINVIA",
    "UUDELLEENOHJAUS",
    "WEITERLEITUNG",
    "YÖNLENDİRME",
    "ÁTIRÁNYÍTÁS",
    "ĐỔI",
    "ΑΝΑΚΑΤΕΥΘΥΝΣΗ",
    "ПЕРЕНАПРАВЛЕНИЕ",
    "ПЕРЕНАПРАВЛЕННЯ",
    "הפניה",
    "تحويل",
    "転送",
    "重定向",
];

impl Document<'_> {
    /// The page that this one sends its readers to: the target of the link behind `#REDIRECT` at the beginning
    /// (<https://www.mediawiki.org/wiki/Help:Redirects>). A colon may stand between them.
    #[must_use]
    pub fn redirect(&self) -> Option<Span> {
        let start = self.source.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
        let after = start.strip_prefix('#')?;
        let rest = WORDS.iter().find_map(|word| strip_word(after, word))?.trim_start();
        let rest = rest.strip_prefix(':').unwrap_or(rest).trim_start();
        let at = (self.source.len() - rest.len()) as u32;
        let id = self.nodes.binary_search_by_key(&at, |node| node.span.start).ok()?;
        let link = self.nodes.get(id).filter(|node| node.kind == NodeKind::Link)?;
        Some(link.head.trimmed(self.source))
    }
}

/// What follows a word, in any letter case.
fn strip_word<'t>(text: &'t str, word: &str) -> Option<&'t str> {
    let end = text.char_indices().nth(word.chars().count()).map_or(text.len(), |(at, _)| at);
    let (beginning, rest) = text.split_at(end);
    (beginning == word || beginning.to_lowercase() == word.to_lowercase()).then_some(rest)
}
