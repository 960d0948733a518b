//! The criteria by which a table is ranked, in their order: `1) points; 2) goal difference; 3) goals scored`.

use crate::{catalogue::Language, record::Criterion};

/// Reads the criteria of a text. One that the catalogue does not know is [`Criterion::Other`], so that nobody takes the
/// one behind it for the next. A text that is no list of criteria (`Tiebreakers`) has none.
pub(super) fn criteria(language: &Language, text: &str) -> Vec<Criterion> {
    let items = text.split([';', ',', '\n']).flat_map(split_numbers).map(without_number);
    let criteria: Vec<Criterion> =
        items.filter(|item| !item.is_empty()).map(|item| criterion(language, item)).collect();
    let is_list = criteria.iter().any(|criterion| *criterion != Criterion::Other);
    if is_list { criteria } else { Vec::new() }
}

fn criterion(language: &Language, item: &str) -> Criterion {
    match language.role("ranking.", item) {
        Some("points") => Criterion::Points,
        Some("difference") => Criterion::Difference,
        Some("goals_for") => Criterion::GoalsFor,
        Some("average") => Criterion::Average,
        Some("wins") => Criterion::Wins,
        Some("away_goals") => Criterion::AwayGoals,
        Some("head_to_head") => Criterion::HeadToHead,
        Some("head_to_head_points") => Criterion::HeadToHeadPoints,
        Some("head_to_head_difference") => Criterion::HeadToHeadDifference,
        Some("head_to_head_goals") => Criterion::HeadToHeadGoals,
        Some("fair_play") => Criterion::FairPlay,
        Some("play_off") => Criterion::PlayOff,
        Some("lots") => Criterion::Lots,
        _ => Criterion::Other,
    }
}

/// `1) points 2) goal difference`: a number with a bracket begins a criterion.
fn split_numbers(text: &str) -> Vec<&str> {
    let begins = |(at, _): (usize, &str)| {
        let before = text.get(..at).unwrap_or("");
        let digits = before.bytes().rev().take_while(u8::is_ascii_digit).count();
        (digits > 0).then(|| at - digits)
    };
    let mut starts: Vec<usize> = text.match_indices(')').filter_map(begins).collect();
    starts.push(text.len());
    let first = starts.first().copied().unwrap_or(0);
    let parts = starts.windows(2).filter_map(|pair| text.get(*pair.first()?..*pair.last()?));
    text.get(..first).into_iter().chain(parts).collect()
}

/// A criterion without its number (`2)`, `2.`, `2nd`) and the full stop behind it.
fn without_number(item: &str) -> &str {
    let item = item.trim().trim_end_matches('.').trim_end();
    let rest = item.trim_start_matches(|c: char| c.is_ascii_digit());
    if rest.len() == item.len() {
        return item;
    }
    let ordinal = ["st ", "nd ", "rd ", "th "].iter().find_map(|ending| rest.strip_prefix(ending));
    ordinal.unwrap_or_else(|| rest.trim_start_matches([')', '.'])).trim_start()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::Catalogue;

    #[test]
    fn lists_of_criteria() {
        use Criterion::*;
        let catalogue = Catalogue::embedded().unwrap();
        let english = catalogue.language("en");
        let cases: [(&str, &[Criterion]); 6] = [
            ("1) points; 2) goal difference; 3) number of goals scored.", &[Points, Difference, GoalsFor]),
            ("1) Points 2) Head-to-head points 3) Goals scored", &[Points, HeadToHeadPoints, GoalsFor]),
            (
                "1st points; 2nd goal difference; 3rd matches won; 5th head-to-head",
                &[Points, Difference, Wins, HeadToHead],
            ),
            ("1) Points; 2) phase of the moon; 3) Goal difference", &[Points, Other, Difference]),
            ("Points, goal average", &[Points, Average]),
            ("Tiebreakers", &[]),
        ];
        for (text, expected) in cases {
            assert_eq!(criteria(english, text), expected, "{text}");
        }
    }
}
