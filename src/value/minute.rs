//! Minutes of goals: `65`, `45+2`, `90+8'`.

use nom::{
    Parser,
    character::complete::{char, satisfy},
    combinator::opt,
    multi::many0_count,
    sequence::{preceded, terminated},
};

use super::{
    Unreadable,
    grammar::{Grammar, blank, integer, spaced, whole},
};
use crate::{
    catalogue::{
        Language,
        fold::{fold_words, is_apostrophe},
    },
    record::GoalKind,
};

/// A minute and the stoppage time after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Minute {
    /// Minute as stated; `None` for `?` or nothing: a goal whose minute is not known.
    pub minute: Option<u16>,
    /// Minutes of stoppage time.
    pub stoppage: Option<u16>,
}

/// Reads a minute; an apostrophe behind it (`'`, `’`, `′`) is accepted. `90+?` has stoppage time of unknown
/// length, which is left out.
///
/// # Errors
/// The text is not a minute.
pub fn minute(text: &str) -> Result<Minute, Unreadable> {
    if matches!(text.trim(), "" | "?") {
        return Ok(Minute { minute: None, stoppage: None });
    }
    whole(stated_minute(), text)
        .ok_or_else(|| Unreadable(format!("expected a minute, found `{}`", text.trim())))
}

/// Reads the remark beside a minute, with or without brackets and full stop; nothing is a regular goal.
///
/// # Errors
/// The language does not know the remark.
pub fn goal_kind(note: &str, language: &Language) -> Result<GoalKind, Unreadable> {
    let note = note.trim();
    let inside = note.strip_prefix(['(', '[']).and_then(|note| note.strip_suffix([')', ']'])).unwrap_or(note);
    let folded = fold_words(inside);
    if folded.is_empty() {
        return Ok(GoalKind::Regular);
    }
    let known = [folded.as_str(), folded.trim_end_matches('.')];
    let kind = known.iter().find_map(|note| language.goal_kinds.get(*note)).copied();
    kind.ok_or_else(|| Unreadable(format!("expected a remark on a goal, found `{note}`")))
}

fn stated_minute<'t>() -> impl Grammar<'t, Minute> {
    let stoppage = preceded(spaced(char('+')), integer(2).map(Some).or(char('?').map(|_| None)));
    let ticks = || (blank, many0_count(satisfy(is_apostrophe)));
    terminated((terminated(integer(3), ticks()), opt(stoppage)), ticks())
        .map(|(minute, stoppage)| Minute { minute: Some(minute), stoppage: stoppage.flatten() })
}

#[cfg(test)]
mod tests {
    use super::{super::tests::english, *};

    #[test]
    fn minutes_as_written() {
        for (text, expected) in [
            ("65", (Some(65), None)),
            ("65'", (Some(65), None)),
            ("65’", (Some(65), None)),
            (" 45+2 ", (Some(45), Some(2))),
            ("45'+2", (Some(45), Some(2))),
            ("90+10′", (Some(90), Some(10))),
            ("90 + 3", (Some(90), Some(3))),
            ("90+?", (Some(90), None)),
            ("?", (None, None)),
            ("", (None, None)),
        ] {
            let expected = Minute { minute: expected.0, stoppage: expected.1 };
            assert_eq!(minute(text), Ok(expected), "{text}");
        }
        for text in ["x", "45+", "+2", "45-2", "1234", "65 66", "65, 66", "-3"] {
            assert!(minute(text).is_err(), "{text}");
        }
    }

    #[test]
    fn remarks_as_written() {
        for (note, expected) in [
            ("", GoalKind::Regular),
            ("pen.", GoalKind::Penalty),
            ("(pen)", GoalKind::Penalty),
            ("P", GoalKind::Penalty),
            ("o.g.", GoalKind::OwnGoal),
            ("(OG)", GoalKind::OwnGoal),
        ] {
            assert_eq!(goal_kind(note, english()), Ok(expected), "{note}");
        }
        assert!(goal_kind("offside", english()).is_err());
    }
}
