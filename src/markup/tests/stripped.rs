//! The stripped dialect.

use super::*;

fn check(source: &str, expected: &[&str]) {
    assert_eq!(outline(source, Dialect::Stripped), expected, "{source}");
}

#[test]
fn the_first_bare_line_is_the_title() {
    let source = "2017 Cup#Final\n\n{{a}}\n";
    let document = parse(source, Some(Dialect::Stripped));
    let title = document.title().unwrap();
    assert_eq!(
        (document.text(title.text), title.fragment.map(|span| document.text(span))),
        ("2017 Cup", Some("Final"))
    );
    assert_eq!(document.blocks().len(), 1);
    assert!(parse("{{a}}\n\n|}", Some(Dialect::Stripped)).title().is_none());
}

#[test]
fn headings_are_bare_lines() {
    let source = "Cup\n\n{{a}}\n\nDraw\n\nThe draw was held.\n\n1. Runde\n\n{{b}}\n\nthe rest\n\n  • Pot A\n  • Pot B\n";
    check(
        source,
        &["{{a}}", "2 Draw", "The draw was held.", "2 1. Runde", "{{b}}", "the rest", "* Pot A", "* Pot B"],
    );
    assert_eq!(paths(source, Dialect::Stripped), ["", "Draw", "1. Runde"]);
}

#[test]
fn a_table_begins_with_its_attributes_and_a_row_with_a_bare_line() {
    check(
        "Cup\n\nclass=\"wikitable\" style=\"text-align:center\"\nRound\n\n!First\n(12 teams)\n\n!width=25%|Second\n\n\
         Final\n\n|1 May\n\n|8 May\n\nBracket\n\nIt follows.\n",
        &["[!Round|!First\n(12 teams)|!Second][Final|1 May|8 May]", "2 Bracket", "It follows."],
    );
    check("class=\"wikitable\"\nA\n|b\n|c\n\nD\n|e\n", &["[A|b|c][D|e]"]);
    check("class=\"wikitable\"\n\nA\n\n|b\n\n|}\n\nc", &["[A|b]", "c"]);
    check(
        "class=\"wikitable\"\nTeams\n\n|valign=top|\n\n|valign=top|\n\n{{Div col}}",
        &["[Teams||]", "{{Div col}}"],
    );
}

#[test]
fn templates_keep_their_empty_lines_and_a_left_over_end_is_nothing() {
    let source =
        "Cup\n\n{{TwoLegStart}}\n\n{{TwoLegResult|A||1–0\n\n|B}}\n\n|}\n\n----\n\nA won 1–0 on aggregate.\n";
    check(source, &["{{TwoLegStart}}", "{{TwoLegResult}}", "----", "A won 1–0 on aggregate."]);
    assert!(parse(source, Some(Dialect::Stripped)).diagnostics().is_empty());
}

#[test]
fn a_single_line_end_joins_lines() {
    check("Cup\n\nIt was played\nin May.\n\nAnd in June.", &["It was played\nin May.", "And in June."]);
}
