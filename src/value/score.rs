//! Scores: `3–0`, `1–1 (a)`, `2:0 (1:0)`, `Cancelled`, `w/o`, `v`.

use nom::{
    Parser,
    branch::alt,
    character::complete::{char, one_of, satisfy},
    combinator::{map_opt, opt, verify},
    multi::{many0, separated_list1},
    sequence::{delimited, preceded, terminated},
};

use super::{
    DateError, Unreadable, date_range,
    grammar::{Grammar, Parsed, blank, dash, integer, refuse, spaced, whole, word},
    mark::{Mark, mark},
};
use crate::{
    catalogue::{
        Language,
        fold::{is_apostrophe, is_dash},
    },
    record::{Pair, Status},
};

/// What a score field states.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ScoreValue {
    /// The two numbers, in the order written.
    pub score: Option<Pair<u16>>,
    /// A second score in brackets, with `:` or after `HT`, or one that can be nothing else: half-time.
    pub half_time: Option<Pair<u16>>,
    /// Whether nothing but the numbers says that it is half-time: after extra time it could be the score before that.
    pub half_time_by_numbers: bool,
    /// A second score in brackets from before extra time: after 90 minutes, or at half-time where nothing says which.
    pub regular_time: Option<Pair<u16>>,
    /// A second score in brackets marked as shoot-out: `(4–3 p)`; without a mark if it cannot be the
    /// half-time score.
    pub shootout: Option<Pair<u16>>,
    /// The score as played, where an awarded one stands behind it: `0–0 (2–0 awarded)`.
    pub as_played: Option<Pair<u16>>,
    /// Marked `a.e.t.`
    pub extra_time: bool,
    /// Marked `(a)`: decided on away goals.
    pub away_goals: bool,
    /// Marked `(p)`, with or without the numbers: decided by a shoot-out.
    pub on_shootout: bool,
    /// Marked as awarded, before or behind the score, or a status word instead of a score.
    pub status: Option<Status>,
    /// What stands for "not played yet": empty, `v`, `vs`, a lone dash, a match number, a date.
    pub placeholder: bool,
}

impl ScoreValue {
    /// Marks extra time, as a template beside the score does: an unmarked second score need not be that of half-time then.
    pub fn mark_extra_time(&mut self) {
        self.extra_time = true;
        if std::mem::take(&mut self.half_time_by_numbers) {
            self.regular_time = self.regular_time.or(self.half_time.take());
        }
    }
}

/// Reads a score field.
///
/// Accepts every dash (`-`, `‐`, `‒`, `–`, `—`, `−`), `:`, and spaces around it. Of `0–0 (2–0 awarded)` the score is the one
/// that was awarded. A date (`16–18 Oct`) or a
/// time of day (`20:45`) is a placeholder, never a score.
///
/// ```
/// use scoreline::{catalogue::Catalogue, record::Status, value::score};
///
/// let catalogue = Catalogue::embedded()?;
/// let english = catalogue.language("en");
/// let level = score("1–1 (4–3 p)", english).unwrap();
/// assert_eq!((level.score, level.shootout), (Some([1, 1]), Some([4, 3])));
/// assert_eq!(score("Cancelled", english).unwrap().status, Some(Status::Cancelled));
/// assert!(score("16–18 Oct", english).unwrap().placeholder);
/// # Ok::<(), scoreline::Error>(())
/// ```
///
/// # Errors
/// The text is none of these.
pub fn score(text: &str, language: &Language) -> Result<ScoreValue, Unreadable> {
    let text = text.trim();
    let remarks = many0(terminated(remark(language), opt(spaced(one_of(",;")))));
    if !is_time(text)
        && let Some((before, goals, remarks)) = whole((leading(language), pair, remarks), text)
    {
        let remarks = before.into_iter().chain(remarks.concat()).collect();
        return result(goals.numbers, remarks).ok_or_else(|| unreadable(text));
    }
    match whole(statuses(language), text) {
        Some(status) => Ok(ScoreValue { status: Some(status), ..ScoreValue::default() }),
        _ if is_placeholder(text, language) => Ok(ScoreValue { placeholder: true, ..ScoreValue::default() }),
        _ => Err(unreadable(text)),
    }
}

/// What became of a match whose score is refused: what a word in the text says, or played, as far as two numbers show that a
/// score was written.
#[must_use]
pub fn status_without_score(text: &str, language: &Language) -> Status {
    let text: String = text.chars().take(LONGEST_REFUSED).collect();
    let begins_word =
        |at: &usize| !text.get(..*at).is_some_and(|before| before.ends_with(char::is_alphanumeric));
    let rests = || text.char_indices().map(|(at, _)| at).filter(begins_word).filter_map(|at| text.get(at..));
    let is_scored = rests().any(|rest| pair(rest).is_ok());
    // A match of which a score is stated was held, though perhaps not on its first day: `1–0 (postponed from 3 May)`.
    let counts = |status: &Status| {
        !is_scored || !matches!(status, Status::Postponed | Status::Cancelled | Status::Scheduled)
    };
    let stated =
        rests().find_map(|rest| status(language).parse(rest).ok().map(|(_, status)| status).filter(counts));
    stated.unwrap_or(if is_scored { Status::Played } else { Status::Scheduled })
}

/// Characters of a refused text in which a status is looked for.
const LONGEST_REFUSED: usize = 200;

fn unreadable(text: &str) -> Unreadable {
    Unreadable(format!("expected a score, found `{text}`"))
}

/// Two numbers, and whether a colon parts them.
#[derive(Clone, Copy, Debug)]
struct Numbers {
    numbers: Pair<u16>,
    colon: bool,
}

/// What stands behind a score.
#[derive(Clone, Copy, Debug)]
enum Remark {
    Mark(Mark),
    /// Two numbers with a mark that says what they are.
    Marked(Numbers, Mark),
    /// Two numbers in brackets.
    Plain(Numbers),
    /// The same before the score.
    Before(Numbers),
}

/// A score with everything beside it; `None` where two remarks say the same, or one cannot be told from
/// another.
fn result(score: Pair<u16>, remarks: Vec<Remark>) -> Option<ScoreValue> {
    let mut value = ScoreValue { score: Some(score), ..ScoreValue::default() };
    let mut by_numbers = None;
    for remark in remarks {
        match remark {
            Remark::Mark(Mark::AwayGoals) => value.away_goals = true,
            Remark::Mark(Mark::ExtraTime) => value.extra_time = true,
            Remark::Mark(Mark::Shootout) => value.on_shootout = true,
            Remark::Mark(Mark::Status(status)) => set(&mut value.status, status)?,
            Remark::Mark(Mark::HalfTime | Mark::RegularTime) => return None,
            Remark::Marked(second, Mark::HalfTime) => set(&mut value.half_time, second.numbers)?,
            Remark::Marked(second, Mark::Shootout) => set(&mut value.shootout, second.numbers)?,
            Remark::Marked(second, Mark::RegularTime) if is_part(score, second.numbers) => {
                set(&mut value.regular_time, second.numbers)?
            }
            Remark::Marked(second, Mark::Status(Status::Awarded)) => {
                set(&mut value.status, Status::Awarded)?;
                value.as_played = value.score.replace(second.numbers);
            }
            Remark::Marked(..) => return None,
            Remark::Plain(second) if is_later(score, second.numbers) => {
                set(&mut value.shootout, second.numbers)?
            }
            Remark::Plain(second) if second.colon => set(&mut value.half_time, second.numbers)?,
            Remark::Plain(second) | Remark::Before(second) => set(&mut by_numbers, second.numbers)?,
        }
    }
    if let Some(second) = by_numbers {
        is_half_time(score, second).then_some(())?;
        set(&mut value.half_time, second)?;
        value.half_time_by_numbers = true;
        if value.extra_time {
            value.mark_extra_time();
        }
    }
    value.on_shootout |= value.shootout.is_some();
    Some(value)
}

fn set<T>(place: &mut Option<T>, value: T) -> Option<()> {
    place.replace(value).is_none().then_some(())
}

/// Whether a second score cannot be a half-time score, since a side has more goals in it than at the end.
fn is_later([home, away]: Pair<u16>, second: Pair<u16>) -> bool {
    second[0] != second[1] && (second[0] > home || second[1] > away)
}

/// Whether no side has more goals in a second score than at the end.
fn is_part([home, away]: Pair<u16>, second: Pair<u16>) -> bool {
    second[0] <= home && second[1] <= away
}

/// Whether a second score without a mark can be nothing but the one at half-time: of a level match it could be the
/// shoot-out, and the same numbers again the aggregate.
fn is_half_time(score: Pair<u16>, second: Pair<u16>) -> bool {
    score[0] != score[1] && score != second && is_part(score, second)
}

/// `3–0`, `2 : 1`
fn pair(input: &str) -> Parsed<'_, Numbers> {
    let separator = spaced(alt((dash.map(|_| false), char(':').map(|_| true))));
    let (rest, (home, colon, away)) = (goals, separator, goals).parse(input)?;
    Ok((rest, Numbers { numbers: [home, away], colon }))
}

/// A number of goals: at most three digits, no leading zero.
fn goals(input: &str) -> Parsed<'_, u16> {
    let (rest, digits) = nom::character::complete::digit1(input)?;
    match digits.parse() {
        Ok(goals) if digits.len() <= 3 && (digits.len() == 1 || !digits.starts_with('0')) => {
            Ok((rest, goals))
        }
        _ => refuse(input),
    }
}

/// What stands before a score: `Awarded 3–0`, `(0–1) 2–1`.
fn leading<'t>(language: &'t Language) -> impl Grammar<'t, Option<Remark>> {
    let status =
        terminated(status(language), spaced(opt(char(':')))).map(|status| Remark::Mark(Mark::Status(status)));
    let bracketed = delimited(char('('), spaced(pair), char(')')).map(Remark::Before);
    opt(terminated(alt((bracketed, status)), blank))
}

/// A word for what became of a match; the minute in which it was broken off may stand behind it: `abandoned 60'`.
fn status<'t>(language: &'t Language) -> impl Grammar<'t, Status> {
    let status = map_opt(mark(language), |mark| match mark {
        Mark::Status(status) => Some(status),
        _ => None,
    });
    let listed = move |list: &'static str| verify(word, move |found: &str| language.is(list, found));
    let tick = satisfy(is_apostrophe).map(|_| ());
    let unit = (blank, alt((tick, listed("mark.behind_minute").map(|_| ()))));
    let minute = (opt((listed("mark.before_minute"), blank)), integer::<u16>(3), unit);
    terminated(status, opt(preceded(blank, minute)))
}

/// Remarks in brackets, or a single one without.
fn remark<'t>(language: &'t Language) -> impl Grammar<'t, Vec<Remark>> {
    let marked = move || {
        let before = (terminated(mark(language), blank), pair).map(|(mark, second)| (second, mark));
        let behind = (pair, preceded(blank, mark(language)));
        alt((before, behind)).map(|(second, mark)| Remark::Marked(second, mark))
    };
    let status = move || status(language).map(|status| Remark::Mark(Mark::Status(status)));
    let item = move || alt((marked(), status(), mark(language).map(Remark::Mark)));
    let inside = alt((item(), pair.map(Remark::Plain)));
    let list = separated_list1(
        alt((spaced(one_of(",;")).map(|_| ()), satisfy(char::is_whitespace).map(|_| ()))),
        inside,
    );
    let bracketed = delimited(one_of("(（["), spaced(list), one_of(")）]"));
    preceded(blank, alt((bracketed, item().map(|remark| vec![remark]))))
}

/// `Postponed`, `(w/o)`, `Cancelled (w/o)`: the first counts.
fn statuses<'t>(language: &'t Language) -> impl Grammar<'t, Status> {
    let bracketed = move || delimited(char('('), status(language), char(')'));
    (alt((bracketed(), status(language))), opt(preceded(blank, bracketed()))).map(|(first, _)| first)
}

/// Whether a text stands for "not played yet".
fn is_placeholder(text: &str, language: &Language) -> bool {
    let nothing = text.chars().all(|c| is_dash(c) || c == ':' || c.is_whitespace());
    let word = ["mark.versus", "mark.unknown"].iter().any(|list| language.is(list, text));
    nothing || word || is_match_number(text, language) || is_time(text) || is_date(text, language)
}

/// Whether a text is the number of a match, which stands in place of its score: `Match 12`, `FR6`.
#[must_use]
pub fn is_match_number(text: &str, language: &Language) -> bool {
    let head = text.trim_end_matches(|c: char| c.is_ascii_digit());
    let is_id = head.len() <= 3 && head.chars().all(|c| c.is_ascii_uppercase());
    head.len() < text.len() && !head.is_empty() && (is_id || language.is("word.match", head))
}

/// `20:45`: two digits on both sides of a colon are a kick-off time.
fn is_time(text: &str) -> bool {
    let two_digits = |part: &str| part.len() == 2 && part.parse::<u8>().is_ok_and(|number| number < 60);
    text.split_once(':').is_some_and(|(hours, minutes)| two_digits(hours) && two_digits(minutes))
}

/// A day, with or without a year; any leap year completes it.
fn is_date(text: &str, language: &Language) -> bool {
    !matches!(date_range(text, language, Some(2000)), Err(DateError::NotADate(_)))
}

#[cfg(test)]
mod tests {
    use super::{super::tests::english, *};

    fn read(text: &str) -> ScoreValue {
        score(text, english()).unwrap_or_else(|error| panic!("{text}: {error}"))
    }

    fn of(home: u16, away: u16) -> ScoreValue {
        ScoreValue { score: Some([home, away]), ..ScoreValue::default() }
    }

    #[test]
    fn scores_with_every_dash() {
        for dash in
            ["-", "‐", "\u{2011}", "‒", "–", "—", "−", "－", ":", " – ", "\u{a0}–\u{a0}", " : ", "\u{2009}-"]
        {
            assert_eq!(read(&format!("3{dash}0")), of(3, 0), "{dash:?}");
        }
        assert_eq!(read(" 149–0 "), of(149, 0));
    }

    #[test]
    fn remarks_behind_a_score() {
        let level = of(1, 1);
        assert_eq!(read("1–1 (a)"), ScoreValue { away_goals: true, ..level.clone() });
        assert_eq!(read("1–1 (a.e.t.)"), ScoreValue { extra_time: true, ..level.clone() });
        assert_eq!(read("1–1 a.e.t."), ScoreValue { extra_time: true, ..level.clone() });
        assert_eq!(read("1–1 (p)"), ScoreValue { on_shootout: true, ..level.clone() });
        let shootout = ScoreValue { shootout: Some([4, 3]), on_shootout: true, ..level };
        for text in [
            "1–1 (4–3 p)",
            "1–1 (4–3 pen.)",
            "1-1 (p. 4-3)",
            "1–1 4–3 pens",
            "1–1 (4–3 on pens)",
            "1–1 (4–3)",
        ] {
            assert_eq!(read(text), shootout, "{text}");
        }
        for text in ["1–1 (a.e.t., 4–3 p)", "1–1 (a.e.t.) (4–3 p)", "1–1 a.e.t.; 4–3 p"] {
            assert_eq!(read(text), ScoreValue { extra_time: true, ..shootout.clone() }, "{text}");
        }
        let half_time = ScoreValue { half_time: Some([1, 0]), ..of(2, 0) };
        for text in ["2:0 (1:0)", "2–0 (HT 1–0)", "2-0 (1-0 HT)"] {
            assert_eq!(read(text), half_time, "{text}");
        }
        let half_time = ScoreValue { half_time_by_numbers: true, ..half_time };
        for text in ["2–0 (1–0)", "(1–0) 2–0"] {
            assert_eq!(read(text), half_time, "{text}");
        }
        let extra_time = ScoreValue { extra_time: true, regular_time: Some([1, 1]), ..of(2, 1) };
        for text in
            ["2–1 (a.e.t., 1–1 after 90 minutes)", "2–1 a.e.t. (1–1 after normal time)", "2–1 (a.e.t., 1–1)"]
        {
            assert_eq!(read(text), extra_time, "{text}");
        }
    }

    #[test]
    fn statuses_with_and_without_a_score() {
        assert_eq!(read("0–3 (awarded)"), ScoreValue { status: Some(Status::Awarded), ..of(0, 3) });
        assert_eq!(read("3–0 awd"), ScoreValue { status: Some(Status::Awarded), ..of(3, 0) });
        let awarded = ScoreValue { status: Some(Status::Awarded), ..of(3, 0) };
        for text in ["Awarded 3–0", "Awarded: 3–0"] {
            assert_eq!(read(text), awarded, "{text}");
        }
        for text in ["1–1 (3–0 awarded)", "1–1 (awarded 3–0)"] {
            assert_eq!(read(text), ScoreValue { as_played: Some([1, 1]), ..awarded.clone() }, "{text}");
        }
        for text in ["1–1 (abandoned 60')", "1–1 (abandoned after 60 minutes)", "Abandoned 1–1"] {
            assert_eq!(read(text), ScoreValue { status: Some(Status::Abandoned), ..of(1, 1) }, "{text}");
        }
        assert_eq!(read("3–0 w/o"), ScoreValue { status: Some(Status::Walkover), ..of(3, 0) });
        for (text, status) in [
            ("Cancelled", Status::Cancelled),
            ("w/o", Status::Walkover),
            ("(w/o)", Status::Walkover),
            ("Cancelled (w/o)", Status::Cancelled),
            ("Postponed", Status::Postponed),
            ("Abd.", Status::Abandoned),
            ("A–A", Status::Abandoned),
            ("Abandoned 60'", Status::Abandoned),
            ("Void", Status::Void),
        ] {
            assert_eq!(read(text), ScoreValue { status: Some(status), ..ScoreValue::default() }, "{text}");
        }
    }

    #[test]
    fn placeholders_are_no_scores() {
        for text in [
            "",
            "v",
            "vs",
            "V.",
            "–",
            "—",
            "-",
            "– : –",
            "Match 12",
            "FR6",
            "TBD",
            "X–X",
            "?",
            "16–18 Oct",
            "3 October",
            "10 February 2017",
            "20:45",
            "18:00",
        ] {
            assert_eq!(read(text), ScoreValue { placeholder: true, ..ScoreValue::default() }, "{text}");
        }
    }

    #[test]
    fn a_refused_score_is_no_announced_match() {
        for (text, status) in [
            ("2–2 (2–2)", Status::Played),
            ("2–1 after a replay", Status::Played),
            ("1–0 (postponed from 3 May)", Status::Played),
            ("1–1, abandoned in the dark", Status::Abandoned),
            ("not played, postponed", Status::Cancelled),
            ("Winner", Status::Scheduled),
            ("bye", Status::Scheduled),
        ] {
            assert!(score(text, english()).is_err(), "{text}");
            assert_eq!(status_without_score(text, english()), status, "{text}");
        }
    }

    #[test]
    fn other_texts_are_refused() {
        for text in [
            "3",
            "3–",
            "–0",
            "3–0–1",
            "2016–17",
            "2:0 (1:0) (1:0)",
            "2–0 (1–0) (1–0)",
            "2–0 (2–0)",
            "3–3 (3–2)",
            "2–1 (2–2 after 90 minutes)",
            "(0–2) 2–1",
            "(1–0) 1–1",
            "3–0 x",
            "1–1 (4–3 p",
            "Winner",
            "bye",
            "1–1 (HT)",
            "03–1",
            "2–2 (2–2)",
        ] {
            assert!(score(text, english()).is_err(), "{text}");
        }
    }
}
