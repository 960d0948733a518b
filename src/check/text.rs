//! How messages write scores, days, lists and names.

use jiff::civil::Date;

use crate::{
    link::{Dossiers, MatchDossier, TieDossier},
    record::{DateRange, Pair, Score},
};

/// The first characters of a text that can be of any length.
pub(super) fn head(text: &str) -> String {
    text.chars().take(80).collect()
}

/// `3–0`
pub(super) fn pair([first, second]: Pair<u16>) -> String {
    format!("{first}–{second}")
}

/// `3–0`
pub(super) fn score(score: &Score) -> String {
    pair(score.pair())
}

/// `a, b and c`
pub(super) fn list(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [before @ .., last] => format!("{} and {last}", before.join(", ")),
    }
}

/// `22 April 2017`
pub(super) fn day(date: Date) -> String {
    date.strftime("%-d %B %Y").to_string()
}

/// `14–16 April 2017`, `30 June – 2 July 2017`
pub(super) fn days(DateRange { from, to }: DateRange) -> String {
    if from == to {
        return day(to);
    }
    if (from.year(), from.month()) == (to.year(), to.month()) {
        return format!("{}–{}", from.day(), day(to));
    }
    if from.year() == to.year() {
        return format!("{} – {}", from.strftime("%-d %B"), day(to));
    }
    format!("{} – {}", day(from), day(to))
}

/// `first leg`, `leg 5`
pub(super) fn leg(number: usize) -> String {
    match number {
        1 => "first leg".to_owned(),
        2 => "second leg".to_owned(),
        other => format!("leg {other}"),
    }
}

/// `A against B`
pub(super) fn match_name(dossiers: &Dossiers<'_>, dossier: &MatchDossier<'_>) -> String {
    against(dossiers, dossier.teams)
}

/// `A against B`
pub(super) fn tie_name(dossiers: &Dossiers<'_>, tie: &TieDossier<'_>) -> String {
    against(dossiers, tie.teams)
}

fn against(dossiers: &Dossiers<'_>, [first, second]: Pair<Option<usize>>) -> String {
    format!("{} against {}", dossiers.team_name(first), dossiers.team_name(second))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn days_leave_out_what_is_the_same() {
        let days = |from, to| super::days(DateRange { from, to });
        assert_eq!(days(date(2017, 4, 22), date(2017, 4, 22)), "22 April 2017");
        assert_eq!(days(date(2017, 4, 14), date(2017, 4, 16)), "14–16 April 2017");
        assert_eq!(days(date(2017, 6, 30), date(2017, 7, 2)), "30 June – 2 July 2017");
        assert_eq!(days(date(2016, 12, 30), date(2017, 1, 2)), "30 December 2016 – 2 January 2017");
    }

    #[test]
    fn lists_read_as_sentences_do() {
        let list =
            |items: &[&str]| super::list(&items.iter().map(|item| (*item).to_owned()).collect::<Vec<_>>());
        assert_eq!(list(&["a"]), "a");
        assert_eq!(list(&["a", "b"]), "a and b");
        assert_eq!(list(&["a", "b", "c"]), "a, b and c");
    }
}
