use super::*;
use crate::span::Span;

fn captures<'t>(pattern: &str, text: &'t str) -> Option<Vec<(String, &'t str)>> {
    let captures = Pattern::new(pattern).unwrap().captures(text)?;
    Some(captures.iter().map(|(name, text)| (name.to_owned(), text)).collect())
}

fn slots<'t>(pattern: &str, text: &'t str) -> Vec<&'t str> {
    captures(pattern, text).unwrap_or_default().into_iter().map(|(_, text)| text).collect()
}

#[test]
fn slots_take_what_stands_between_the_words() {
    let pattern = "{winner} won {aggregate:score} on aggregate[.]";
    assert_eq!(
        captures(pattern, "Étoile du Congo won 3–0 on aggregate."),
        Some(vec![("winner".to_owned(), "Étoile du Congo"), ("aggregate".to_owned(), "3–0")])
    );
    assert_eq!(slots(pattern, "  JS Kabylie won 4 - 3 on aggregate "), ["JS Kabylie", "4 - 3"]);
    assert_eq!(slots(pattern, "St Michel won\u{a0}2\u{2212}1 on  aggregate."), ["St Michel", "2\u{2212}1"]);
}

#[test]
fn the_whole_sentence_must_fit() {
    let pattern = "{winner} won {aggregate:score} on aggregate[.]";
    for text in [
        "",
        "won 3–0 on aggregate.",
        "A won 3–0 on aggregate. B too.",
        "A won 3 on aggregate.",
        "A won on aggregate.",
    ] {
        assert_eq!(captures(pattern, text), None, "{text}");
    }
    assert_eq!(captures("{count:number} teams", "12th teams"), None);
}

#[test]
fn an_ellipsis_lets_other_words_stand() {
    let pattern = Pattern::new("…A total of {count:number} teams…").unwrap();
    let text = "In all: A total of 68 teams competed in it.";
    let captures = pattern.captures(text).unwrap();
    assert_eq!(captures.get("count"), Some("68"));
    assert_eq!(captures.whole(), "A total of 68 teams");
    assert_eq!(Span::of(captures.whole(), text), Span::new(8, 27));
    assert!(
        pattern.captures("a total of 68 teams").is_some(),
        "the first letter of a sentence fits either case"
    );
    assert!(pattern.captures("A total of 68 teamsters").is_none(), "a word does not end in its middle");
}

#[test]
fn parts_may_be_missing_or_one_of_several() {
    let pattern = "{winner} (won|advanced)[ {score:score}] on (away goals|penalties[ after extra time])[.]";
    assert_eq!(slots(pattern, "Vipers won on away goals."), ["Vipers"]);
    assert_eq!(slots(pattern, "Vipers won 5–4 on penalties after extra time"), ["Vipers", "5–4"]);
    assert_eq!(captures(pattern, "Vipers lost on penalties"), None);
    for text in
        ["Vipers won late on away goals", "Vipers won on away goals", "Vipers won on away goals again"]
    {
        assert_eq!(slots("{winner} won [late] on away goals [again]", text), ["Vipers"], "{text}");
    }
    assert_eq!(captures("{winner} won [late] on away goals", "Vipers wonon away goals"), None);
    assert_eq!(
        slots(r"{text} \(Regulations {article}\)", "Applied (Regulations III. 13)"),
        ["Applied", "III. 13"]
    );
}

#[test]
fn an_abandoned_way_leaves_no_slot_behind() {
    assert_eq!(slots("[{a:number} goals ]{b:number} teams", "12 teams"), ["12"]);
    assert_eq!(slots("({a} beat {b}|{c} lost)", "Azam lost"), ["Azam"]);
}

#[test]
fn dashes_and_apostrophes_fit_each_other() {
    assert!(captures("{team}'s play-off", "Azam’s play–off").is_some());
}

#[test]
fn number_words_of_the_language_are_read() {
    let words = ["eight", "twenty", "one"].iter().map(|word| (*word).to_owned()).collect();
    let pattern = Pattern::with_numbers("{count:number} teams", Arc::new(NumberWords(words))).unwrap();
    for count in ["Eight", "twenty-one", "16"] {
        let text = format!("{count} teams");
        assert_eq!(pattern.captures(&text).and_then(|captures| captures.get("count")), Some(count));
    }
    assert!(pattern.captures("eighteen teams").is_none());
}

#[test]
fn bad_patterns_do_not_compile() {
    for (pattern, message) in [
        ("{winner won", "brace is not closed"),
        ("{} won", "no name"),
        ("{a:goals}", "unknown kind of slot `goals`"),
        ("{a}{b}", "text slots `a` and `b` touch"),
        ("{a}[ x]{b}", "text slots `a` and `b` touch"),
        ("(a|b", "`(` is not closed"),
        ("a]", "`]` closes nothing"),
        ("a|b", "`|` closes nothing"),
        ("", "empty"),
        ("…", "empty"),
        ("a\\", "nothing follows"),
    ] {
        let error = Pattern::new(pattern).unwrap_err();
        assert!(error.contains(message), "{pattern}: {error}");
    }
    let deep = format!("{}a{}", "[".repeat(40), "]".repeat(40));
    assert!(Pattern::new(&deep).unwrap_err().contains("nested"));
}

#[test]
fn a_pattern_is_known_by_a_word_that_every_match_holds() {
    let one_of = |pattern: &str| Pattern::new(pattern).unwrap().one_of().to_vec();
    assert_eq!(one_of("{winner} won on away goals[.]"), ["goals"]);
    // The first letter of a text may have either case.
    assert_eq!(one_of("(Winner|Loser)[s] {text} {n:number}"), ["inner", "oser"]);
    assert_eq!(one_of("[The ](first|second) {n:number}"), ["irst", "econd"]);
    assert_eq!(one_of("{text} (winner|runner-up)"), ["winner", "runner"]);
    for pattern in ["{text} (–|winner) {n:number}", "{a:number}[ goals]"] {
        assert!(one_of(pattern).is_empty(), "{pattern}");
    }
}

#[test]
fn hostile_texts_cost_little() {
    let pattern = Pattern::new("{a} a {b} a {c} a {d} a {e} b[.]").unwrap();
    let text = format!("b {}", "a ".repeat(1_990));
    assert!(pattern.captures(&text).is_none());
    assert!(pattern.captures(&"a b ".repeat(2_000)).is_none(), "longer than any sentence");
}

proptest::proptest! {
    #[test]
    fn no_pattern_and_no_text_panics(pattern in "[ab{}:|()\\[\\]\\\\ …–]{0,24}", text in "[ab 1–é]{0,40}") {
        if let Ok(pattern) = Pattern::new(&pattern) {
            let _ = pattern.captures(&text);
        }
    }

    #[test]
    fn slots_are_slices_of_the_text(text in "\\PC{0,60}") {
        let pattern = Pattern::new("…{a} – {b}…").unwrap();
        if let Some(captures) = pattern.captures(&text) {
            for (_, slot) in captures.iter() {
                proptest::prop_assert_eq!(Span::of(slot, &text).slice(&text), slot);
            }
        }
    }
}
