//! Which articles are about one season of one competition.
//!
//! An article belongs to the edition that it names. One that names none belongs to the edition of the articles that show
//! it: a table in the Template namespace, a page of one group. A page about a part of it may name only the year in which a
//! season across two years ends: `2016 … Final` of `2015–16 …`. Each further revision of a page is read beside the others'
//! further revisions and not beside the first ones: what changed between two revisions is no contradiction.

use std::collections::BTreeSet;

use crate::hash::{HashMap, HashSet};

use super::{Edition, fold::fold, pages::Pages};
use crate::extract::Extracted;

/// Tables are shown by pages that are shown by pages; deeper chains do not occur.
const LONGEST_CHAIN: usize = 4;

/// Groups articles by competition and season; an article that names neither and that no other shows stands alone.
pub(super) fn editions(articles: &[Extracted], pages: &Pages) -> Vec<Edition> {
    let keys = keys(articles, pages);
    let mut by_path: Vec<usize> = (0..articles.len()).collect();
    by_path.sort_by_key(|&article| articles.get(article).map(|article| &article.path));
    let mut editions: Vec<Edition> = Vec::new();
    let mut known: HashMap<(usize, String), usize> = HashMap::default();
    for article in by_path {
        let Some(extracted) = articles.get(article) else { continue };
        let revision = pages.revision(article);
        let key = keys.get(article).cloned().flatten();
        let next = editions.len();
        let edition = key.clone().map_or(next, |key| *known.entry((revision, key)).or_insert(next));
        if edition == next {
            let title = || extracted.article.title.as_deref().map(fold);
            let file = || fold(file_stem(&extracted.path));
            let key = key.or_else(title).unwrap_or_else(file);
            editions.push(Edition { key, revision, articles: Vec::new() });
        }
        if let Some(edition) = editions.get_mut(edition) {
            edition.articles.push(article);
        }
    }
    editions
}

/// The name of a file without folder and ending: what tells apart articles that state neither title nor competition.
fn file_stem(path: &str) -> &str {
    let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

/// The edition of each article: as it names it, else as those do that show it.
fn keys(articles: &[Extracted], pages: &Pages) -> Vec<Option<String>> {
    let mut keys: Vec<Option<String>> =
        articles.iter().map(|extracted| extracted.edition.as_deref().map(fold)).collect();
    name_seasons(articles, &mut keys);
    for _ in 0..LONGEST_CHAIN {
        let found = shown_by(articles, pages, &keys);
        if found.is_empty() {
            break;
        }
        for (article, showing) in found {
            if let Some(key) = keys.get_mut(article) {
                *key = fitting(articles, article, &showing);
            }
        }
    }
    keys
}

/// Gives pages about a part of a season across two years that name only the year of its end the key of the season. Where a
/// page about the whole names that one year too, there is an edition of this year: they stay as they are.
fn name_seasons(articles: &[Extracted], keys: &mut [Option<String>]) {
    let is_whole = |(extracted, key): (&Extracted, &Option<String>)| match extracted.is_part {
        true => None,
        false => key.clone(),
    };
    let whole: HashSet<String> = articles.iter().zip(keys.iter()).filter_map(is_whole).collect();
    let ending = |key: &String| Some((ending_year(key)?, key.clone()));
    let seasons: HashMap<String, String> = keys.iter().flatten().filter_map(ending).collect();
    for (extracted, key) in articles.iter().zip(keys) {
        let named = key.as_ref().filter(|key| extracted.is_part && !whole.contains(*key));
        if let Some(season) = named.and_then(|named| seasons.get(named)) {
            *key = Some(season.clone());
        }
    }
}

/// The key that a folded one would have with the year in which its season ends: `2016 cup` of `2015 16 cup`.
fn ending_year(key: &str) -> Option<String> {
    let mut words = key.splitn(3, ' ');
    let (first, last, name) = (words.next()?, words.next()?, words.next()?);
    let is_number = |word: &str| word.bytes().all(|byte| byte.is_ascii_digit());
    let lengths = (first.len(), last.len());
    let end = (first.parse::<u16>().ok()?.checked_add(1)?).to_string();
    let is_season = matches!(lengths, (4, 2 | 4)) && is_number(last) && end.ends_with(last);
    is_season.then(|| format!("{end} {name}"))
}

/// Articles without an edition, with the editions that show them.
fn shown_by(
    articles: &[Extracted],
    pages: &Pages,
    keys: &[Option<String>],
) -> HashMap<usize, BTreeSet<String>> {
    let mut found: HashMap<usize, BTreeSet<String>> = HashMap::default();
    for (index, extracted) in articles.iter().enumerate() {
        let Some(key) = keys.get(index).and_then(Option::as_ref) else { continue };
        for call in &extracted.transclusions {
            let shown = pages.shown(articles, index, call);
            if let Some(shown) = shown.filter(|shown| keys.get(*shown).is_some_and(Option::is_none)) {
                found.entry(shown).or_default().insert(key.clone());
            }
        }
    }
    found
}

/// Of the editions that show an article the one that its title names, if several do; the longest name says most.
fn fitting(articles: &[Extracted], article: usize, showing: &BTreeSet<String>) -> Option<String> {
    let title = articles.get(article).and_then(|extracted| extracted.page.as_deref()).map(fold);
    let is_named = |key: &&String| {
        let title = title.as_deref().unwrap_or("");
        key.split(' ').all(|word| title.split(' ').any(|other| other == word))
    };
    let named = showing.iter().filter(is_named).max_by_key(|key| key.len());
    named.or_else(|| showing.first().filter(|_| showing.len() == 1)).cloned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_season_is_known_by_the_year_of_its_end() {
        for (key, ending) in [
            ("2015 16 uefa champions league", Some("2016 uefa champions league")),
            ("1999 2000 lowland cup", Some("2000 lowland cup")),
            ("1999 00 lowland cup", Some("2000 lowland cup")),
            ("2015 17 lowland cup", None),
            ("2016 uefa champions league", None),
            ("2016 17", None),
            ("lowland cup", None),
        ] {
            assert_eq!(ending_year(key).as_deref(), ending, "{key}");
        }
    }
}
