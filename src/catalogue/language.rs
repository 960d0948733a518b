//! The words of a language.

use std::{collections::BTreeMap, sync::OnceLock};

use super::{
    Pattern,
    fold::{SHORT, fold_words, fold_words_in},
    screen::{Candidates, Kind, Screen},
    words::{ListsByWord, WordSearch},
};
use crate::hash::HashMap;
use crate::record::{GoalKind, Status};

/// A sentence pattern and what it means.
#[derive(Clone, Debug)]
pub struct Phrase {
    /// The pattern.
    pub pattern: Pattern,
    /// Further facts that follow from it: `decided_by = "away_goals"`.
    pub facts: BTreeMap<String, String>,
}

/// The words of a language. All look-ups fold letter case; `words` lists are folded already.
#[derive(Clone, Debug, Default)]
pub struct Language {
    /// Language code: `en`.
    pub code: String,
    /// Month names and abbreviations to 1–12.
    pub months: HashMap<String, i8>,
    /// Weekday names and abbreviations to 1 (Monday) – 7.
    pub weekdays: HashMap<String, i8>,
    /// Number words: `eight` to 8.
    pub numbers: HashMap<String, u32>,
    /// Round names in all spellings to their key: `quarter finals` to `quarter-finals`.
    pub rounds: HashMap<String, String>,
    /// Status words in a score field: `cancelled`.
    pub statuses: HashMap<String, Status>,
    /// Remarks beside a minute: `pen.`, `o.g.`.
    pub goal_kinds: HashMap<String, GoalKind>,
    /// Lists of words by name, lower case: headings of columns (`column.rank`), names of sections
    /// (`section.notes`), marks (`mark.away_goals`) …
    pub words: HashMap<String, Vec<String>>,
    /// Sentence patterns in the order of the file, by the reader that uses them: `tie-result`, `walkover` …
    pub phrases: HashMap<String, Vec<Phrase>>,
    /// Made of the phrases when they are first looked for.
    pub(super) screen: OnceLock<Screen>,
    /// The lists of each word; made when a word is first looked for.
    pub(super) lists: OnceLock<ListsByWord>,
    /// A search for the words of each list; made when a text is first searched for them.
    pub(super) searches: OnceLock<HashMap<String, OnceLock<WordSearch>>>,
}

impl Language {
    /// A language without words.
    #[must_use]
    pub fn none() -> &'static Self {
        static NONE: std::sync::LazyLock<Language> = std::sync::LazyLock::new(Language::default);
        &NONE
    }

    /// Takes from another language what this one lacks. Calendar, number words, lists of words and phrases of one reader are
    /// its own or the other's, as words of two languages contradict each other (`P` is points or played); an empty list is
    /// its own. Rounds, statuses and remarks add to its own: articles in all wikis use the international ones.
    pub(super) fn complete(&mut self, other: &Self) {
        or_all(&mut self.months, &other.months);
        or_all(&mut self.weekdays, &other.weekdays);
        or_all(&mut self.numbers, &other.numbers);
        or_each(&mut self.rounds, &other.rounds);
        or_each(&mut self.statuses, &other.statuses);
        or_each(&mut self.goal_kinds, &other.goal_kinds);
        or_each(&mut self.words, &other.words);
        or_each(&mut self.phrases, &other.phrases);
        self.screen = OnceLock::new();
        self.lists = OnceLock::new();
        self.searches = OnceLock::new();
    }

    /// The words of a list; empty where there is none.
    #[must_use]
    pub fn words(&self, list: &str) -> &[String] {
        self.words.get(list).map_or(&[], Vec::as_slice)
    }

    /// The lists that hold `text`, trimmed and in any letter case, in order of their names.
    #[must_use]
    pub fn lists_of(&self, text: &str) -> &[String] {
        self.lists.get_or_init(|| ListsByWord::of(&self.words)).holding(text)
    }

    /// Whether `text`, trimmed and in any letter case, is one of the words of a list.
    #[must_use]
    pub fn is(&self, list: &str, text: &str) -> bool {
        self.lists_of(text).iter().any(|name| name == list)
    }

    /// Whether any of the words of a list stands somewhere in `text`, in any letter case.
    #[must_use]
    pub fn holds(&self, list: &str, text: &str) -> bool {
        let unmade = || self.words.keys().map(|name| (name.clone(), OnceLock::new())).collect();
        let search = self.searches.get_or_init(unmade).get(list);
        search.is_some_and(|search| search.get_or_init(|| WordSearch::of(self.words(list))).is_in(text))
    }

    /// The list among those that begin with `prefix` (`column.`) which holds `text`; the rest of its name.
    #[must_use]
    pub fn role<'a>(&'a self, prefix: &str, text: &str) -> Option<&'a str> {
        role_in(self.lists_of(text), prefix)
    }

    /// The key of a round that the catalogue knows by this spelling.
    #[must_use]
    pub fn known_round(&self, name: &str) -> Option<&str> {
        let found = match fold_words_in(name, &mut [0; SHORT]) {
            Some(folded) => self.rounds.get(folded),
            None => self.rounds.get(&fold_words(name)),
        };
        found.map(String::as_str)
    }

    /// The key of a round as written: the catalogue's where it knows the spelling, else the folded text.
    #[must_use]
    pub fn round_key(&self, name: &str) -> String {
        let folded = fold_words(name);
        self.rounds.get(&folded).cloned().unwrap_or(folded)
    }

    /// The leg that a text names (`First leg`, `Quarter-finals, 2nd leg`), and what else stands there.
    #[must_use]
    pub fn leg(&self, text: &str) -> Option<(u8, String)> {
        let text = text.replace('\u{a0}', " ");
        let lower = text.to_ascii_lowercase();
        (1..).zip(["leg.first", "leg.second", "leg.third"]).find_map(|(leg, list)| {
            let (before, behind) = self.words(list).iter().find_map(|word| around_word(&lower, word))?;
            let parts = [text.get(..before.len()), text.get(text.len() - behind.len()..)];
            let parts = parts.into_iter().flatten().map(|part| part.trim_matches(is_around_leg));
            Some((leg, parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")))
        })
    }

    /// The number that a word stands for: `eight`, `Twenty-one`.
    #[must_use]
    pub fn number_word(&self, word: &str) -> Option<u32> {
        let folded = fold_words(word);
        let known = |word: &str| self.numbers.get(word.trim()).copied();
        known(&folded).or_else(|| {
            let (tens, ones) = folded.split_once(['-', ' '])?;
            let (tens, ones) = (known(tens)?, known(ones)?);
            (tens % 10 == 0 && (20..100).contains(&tens) && (1..10).contains(&ones)).then_some(tens + ones)
        })
    }

    /// The phrases that a text can hold: one pass, whatever the number of phrases.
    #[must_use]
    pub fn candidates(&self, text: &str) -> Candidates {
        self.screen().candidates(text)
    }

    /// The phrases of a kind among candidates.
    pub fn among<'l>(
        &'l self,
        candidates: &'l Candidates,
        kind: &str,
    ) -> impl Iterator<Item = &'l Phrase> + use<'l> {
        let mut numbers = self.screen().among(candidates, kind).peekable();
        // Most texts hold no phrase of a kind, and then the phrases need not be looked up.
        let some = numbers.peek().is_some();
        let phrases = some.then(|| self.phrases.get(kind)).flatten().map_or(&[][..], Vec::as_slice);
        numbers.filter_map(|number| phrases.get(number))
    }

    /// A kind of phrases.
    #[must_use]
    pub fn kind(&self, kind: &str) -> Kind {
        self.screen().kind(kind)
    }

    fn screen(&self) -> &Screen {
        self.screen.get_or_init(|| Screen::new(&self.phrases))
    }

    /// The phrases of a kind.
    pub fn phrases(&self, kind: &str) -> impl Iterator<Item = &Phrase> + use<'_> {
        self.phrases.get(kind).into_iter().flatten()
    }
}

/// What stands before and behind a word in a text, where no letter or digit touches it.
fn around_word<'t>(text: &'t str, word: &str) -> Option<(&'t str, &'t str)> {
    let (before, behind) = text.split_once(word)?;
    let stands_alone = !before.ends_with(char::is_alphanumeric) && !behind.starts_with(char::is_alphanumeric);
    stands_alone.then_some((before, behind))
}

/// What separates the name of a round from that of a leg.
fn is_around_leg(c: char) -> bool {
    c.is_whitespace() || matches!(c, ',' | ';' | ':' | '(' | ')' | '-' | '–' | '—' | '/')
}

/// Takes all of `other` where there is nothing yet.
fn or_all<V: Clone>(own: &mut HashMap<String, V>, other: &HashMap<String, V>) {
    if own.is_empty() {
        own.clone_from(other);
    }
}

/// Takes from `other` what has no value yet.
fn or_each<V: Clone>(own: &mut HashMap<String, V>, other: &HashMap<String, V>) {
    for (key, value) in other {
        if !own.contains_key(key) {
            own.insert(key.clone(), value.clone());
        }
    }
}

/// The first of some lists whose name begins with `prefix`; the rest of its name.
#[must_use]
pub fn role_in<'a>(lists: &'a [String], prefix: &str) -> Option<&'a str> {
    lists.iter().find_map(|name| name.strip_prefix(prefix))
}

#[cfg(test)]
mod tests {
    use crate::catalogue::Catalogue;

    #[test]
    fn headings_of_columns_have_one_role() {
        let catalogue = Catalogue::embedded().unwrap();
        for (heading, role) in [
            ("Rank", "rank"),
            ("Player", "player"),
            ("Team", "team"),
            ("Teams", "team"),
            ("Total", "total"),
            ("Association", "association"),
            ("Qualifying method", "qualifying_method"),
            ("Group", "group"),
            ("Winners", "winners"),
            ("Runners–up", "runners_up"),
            ("Phase", "phase"),
            ("Round", "round"),
            ("Draw date", "draw_date"),
            ("First leg", "first_leg"),
            ("Second\u{a0}leg", "second_leg"),
            ("Entry round", "entry_round"),
            ("Pot", "pot"),
            ("Qualified from", "qualified_from"),
        ] {
            assert_eq!(catalogue.language("en").role("column.", heading), Some(role), "{heading}");
        }
        assert_eq!(catalogue.language("en").role("column.", "MD1"), None);
    }

    #[test]
    fn spellings_of_a_round_share_a_key() {
        let catalogue = Catalogue::embedded().unwrap();
        let key = |name| catalogue.language("en").round_key(name);
        for name in ["Quarter-finals", "quarterfinal", "Quarter finals", "QUARTER–FINALS", "QF"] {
            assert_eq!(key(name), "quarter-finals", "{name}");
        }
        assert_eq!(key("Playoff round"), "play-off round");
        assert_eq!(key("Third place match"), key("third-place play-off"));
        assert_eq!(key("Regional Round"), "regional round");
    }

    #[test]
    fn a_leg_is_told_from_its_round() {
        let catalogue = Catalogue::embedded().unwrap();
        for (text, expected) in [
            ("First leg", Some((1, ""))),
            ("Quarter-finals, 2nd leg", Some((2, "Quarter-finals"))),
            ("First leg (Semi-finals)", Some((1, "Semi-finals"))),
            ("Round of 16 – Leg 2", Some((2, "Round of 16"))),
            ("First legion", None),
            ("Round of 16", None),
        ] {
            let expected = expected.map(|(leg, left)| (leg, left.to_owned()));
            assert_eq!(catalogue.language("en").leg(text), expected, "{text}");
        }
        assert_eq!(
            catalogue.language("de").leg("Achtelfinal-Rückspiel"),
            Some((2, "Achtelfinal".to_owned()))
        );
    }

    #[test]
    fn number_words_join() {
        let catalogue = Catalogue::embedded().unwrap();
        for (word, number) in
            [("eight", Some(8)), ("Thirty-two", Some(32)), ("forty two", Some(42)), ("two-thirty", None)]
        {
            assert_eq!(catalogue.language("en").number_word(word), number, "{word}");
        }
    }
}
