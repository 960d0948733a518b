//! Marks beside a score: `(a)`, `a.e.t.`, `pen.`, `HT`, `awarded`; the catalogue says which words they are.

use super::grammar::{Grammar, Parsed, refuse};
use crate::{
    catalogue::{
        Language,
        fold::{is_apostrophe, is_dash},
    },
    record::Status,
};

/// What a mark says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    AwayGoals,
    ExtraTime,
    Shootout,
    HalfTime,
    /// The score before extra time: `1–1 after 90 minutes`.
    RegularTime,
    Status(Status),
}

const LISTS: [(&str, Mark); 5] = [
    ("mark.away_goals", Mark::AwayGoals),
    ("mark.extra_time", Mark::ExtraTime),
    ("mark.shootout", Mark::Shootout),
    ("mark.half_time", Mark::HalfTime),
    ("mark.regular_time", Mark::RegularTime),
];

/// The longest mark that the text begins with, up to the end of a word.
pub fn mark<'t>(language: &'t Language) -> impl Grammar<'t, Mark> {
    move |input: &'t str| -> Parsed<'t, Mark> {
        if input.is_empty() {
            return refuse(input);
        }
        let lists =
            LISTS.iter().flat_map(|(list, mark)| language.words(list).iter().map(move |word| (word, *mark)));
        let statuses = language.statuses.iter().map(|(word, status)| (word, Mark::Status(*status)));
        let fits = lists.chain(statuses).filter_map(|(word, mark)| Some((strip_word(input, word)?, mark)));
        match fits.min_by_key(|(rest, _)| rest.len()) {
            Some((rest, mark)) => Ok((rest, mark)),
            None => refuse(input),
        }
    }
}

/// What follows a folded word or phrase at the beginning of a text; not within a longer word.
fn strip_word<'t>(text: &'t str, word: &str) -> Option<&'t str> {
    let mut rest = text.chars();
    for expected in word.chars() {
        let found = rest.next()?;
        let fits = found.to_lowercase().eq([expected])
            || (is_dash(found) && expected == '-')
            || (is_apostrophe(found) && expected == '\'')
            || (found.is_whitespace() && expected == ' ');
        if !fits {
            return None;
        }
    }
    let rest = rest.as_str();
    (!rest.starts_with(char::is_alphanumeric)).then_some(rest)
}

#[cfg(test)]
mod tests {
    use super::{
        super::{grammar::whole, tests::english},
        *,
    };

    #[test]
    fn the_longest_mark_counts() {
        assert_eq!(whole(mark(english()), "a.e.t."), Some(Mark::ExtraTime));
        assert_eq!(whole(mark(english()), "a"), Some(Mark::AwayGoals));
        assert_eq!(whole(mark(english()), "On Pens"), Some(Mark::Shootout));
        assert_eq!(whole(mark(english()), "P–P"), Some(Mark::Status(Status::Postponed)));
        assert_eq!(whole(mark(english()), "apples"), None);
    }

    #[test]
    fn a_mark_ends_with_a_word() {
        assert_eq!(strip_word("pen", "p"), None);
        assert_eq!(strip_word("p 4–3", "p"), Some(" 4–3"));
    }
}
