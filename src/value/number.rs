//! Counts: `7,000`, `73 000`, `26.085`, `0`, `52+16`, `eight`.

use nom::{
    bytes::complete::take_while_m_n,
    character::complete::{char, digit1, satisfy},
    combinator::{map_opt, recognize},
    multi::{many0, separated_list1},
};

use super::{
    Unreadable,
    grammar::{Grammar, spaced, trailing_bracket, whole},
};
use crate::catalogue::{Language, fold::is_apostrophe};

/// Reads a count. Thousands may be parted by comma, full stop, apostrophe or a space of any kind, the same
/// throughout; terms joined by `+` are added up; number words of the language are read. An average in
/// brackets behind the count (`172 (2.69 per match)`) is no part of it.
///
/// # Errors
/// The text is not a count.
pub fn number(text: &str, language: &Language) -> Result<u32, Unreadable> {
    let counted = match trailing_bracket(text) {
        Some((before, average)) if is_average(average, language) => before,
        _ => text,
    };
    let sum = || whole(separated_list1(spaced(char('+')), term()), counted);
    let added = sum().and_then(|terms| terms.into_iter().try_fold(0_u32, u32::checked_add));
    let found = added.or_else(|| language.number_word(counted));
    found.ok_or_else(|| Unreadable(format!("expected a number, found `{}`", text.trim())))
}

/// A number of spectators.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Attendance {
    /// Spectators.
    pub number: u32,
    /// Whether something stands beside the number: `~5,000`, `16,000+`, `0 (behind closed doors)`.
    pub remark: bool,
}

/// Reads a number of spectators, with a word for "about" before it, `+` or a remark in brackets behind it.
///
/// # Errors
/// The text is not a count, or two counts.
pub fn attendance(text: &str, language: &Language) -> Result<Attendance, Unreadable> {
    if let Ok(number) = number(text, language) {
        return Ok(Attendance { number, remark: false });
    }
    let stated = trailing_bracket(text).filter(|(_, remark)| !remark.contains(|c: char| c.is_ascii_digit()));
    let stated = stated.map_or(text, |(before, _)| before).trim();
    let digits = stated.find(|c: char| c.is_ascii_digit()).unwrap_or(0);
    let (about, counted) = stated.split_at(digits);
    let is_about = about.is_empty() || language.is("mark.about", about.trim());
    let counted = counted.strip_suffix('+').unwrap_or(counted);
    // `18, 213`: a field for one number holds no list.
    let number = number(&counted.replace(", ", ","), language).ok().filter(|_| is_about);
    let refused = || Unreadable(format!("expected a number of spectators, found `{}`", text.trim()));
    Ok(Attendance { number: number.ok_or_else(refused)?, remark: true })
}

/// `2.69 per match`
fn is_average(text: &str, language: &Language) -> bool {
    let begins_with_digit = text.starts_with(|c: char| c.is_ascii_digit());
    begins_with_digit && text.split_whitespace().any(|word| language.is("word.per", word))
}

/// Digits, with or without groups of three.
fn term<'t>() -> impl Grammar<'t, u32> {
    let group = || (satisfy(parts_thousands), take_while_m_n(3, 3, |c: char| c.is_ascii_digit()));
    map_opt(recognize((digit1, many0(group()))), value)
}

fn parts_thousands(c: char) -> bool {
    matches!(c, ',' | '.') || is_apostrophe(c) || c.is_whitespace()
}

fn value(written: &str) -> Option<u32> {
    let mut separators = written.chars().filter(|c| !c.is_ascii_digit());
    let first = separators.next();
    let digits: String = written.chars().filter(char::is_ascii_digit).collect();
    let head = written.chars().take_while(char::is_ascii_digit).count();
    let consistent = first.is_none() || (head <= 3 && separators.all(|c| Some(c) == first));
    if consistent { digits.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{super::tests::english, *};

    #[test]
    fn counts_as_written() {
        for (text, expected) in [
            ("0", 0),
            ("162", 162),
            ("7,000", 7000),
            ("73 000", 73_000),
            ("73\u{a0}000", 73_000),
            ("26.085", 26_085),
            ("26'085", 26_085),
            ("3,404,252", 3_404_252),
            ("52+16", 68),
            ("52 + 16", 68),
            ("eight", 8),
            ("Twenty-one", 21),
            ("172 (2.69 per match)", 172),
            ("3,429,873 (53,592 per match)", 3_429_873),
        ] {
            assert_eq!(number(text, english()), Ok(expected), "{text}");
        }
    }

    #[test]
    fn spectators_as_written() {
        for (text, number, remark) in [
            ("7,000", 7000, false),
            ("0", 0, false),
            ("16,000+", 16_000, true),
            ("~5,000", 5000, true),
            ("c. 5,000", 5000, true),
            ("approximately 5,000", 5000, true),
            ("0 (BCD)", 0, true),
            ("18, 213", 18_213, true),
        ] {
            assert_eq!(attendance(text, english()), Ok(Attendance { number, remark }), "{text}");
        }
        for text in ["", "behind closed doors", "5,000 (7,000)", "nearly x", "5,000 6"] {
            assert!(attendance(text, english()).is_err(), "{text}");
        }
    }

    #[test]
    fn other_texts_are_no_counts() {
        for text in [
            "",
            "N/A",
            "2.69",
            "1,00",
            "1,234.567",
            "1234,567",
            "7,000+",
            "-5",
            "~5,000",
            "4 (2)",
            "99999999999",
            "twenty-thirty",
        ] {
            assert!(number(text, english()).is_err(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn numbers_come_back(count in 0_u32..100_000_000) {
            let plain = count.to_string();
            let mut grouped = String::new();
            for (index, digit) in plain.chars().enumerate() {
                if index > 0 && (plain.len() - index) % 3 == 0 {
                    grouped.push(',');
                }
                grouped.push(digit);
            }
            prop_assert_eq!(number(&plain, english()), Ok(count));
            prop_assert_eq!(number(&grouped, english()), Ok(count));
        }
    }
}
