//! The rendered dialect.

use super::*;

fn check(source: &str, expected: &[&str]) {
    assert_eq!(outline(source, Dialect::Rendered), expected, "{source}");
}

#[test]
fn title_sections_and_items() {
    let source = "= 2017 Cup =\n\nThe cup.\n\n==Final==\n<section begin=Final />\nThe final.<section end=Final />\n- a\n;Term\n----\n===Leg===\n";
    check(source, &["The cup.", "2 Final", "The final.", "* a", "; Term", "----", "3 Leg"]);
    let document = parse(source, None);
    assert_eq!(document.title().map(|title| document.text(title.text)), Some("2017 Cup"));
    assert_eq!(paths(source, Dialect::Rendered), ["", "Final", "Final / Leg"]);
}

#[test]
fn an_infobox_becomes_a_template() {
    let source = "= Cup =\n\nInfobox\n- Tourney Name: CAF Cup\n- Year: 2017\n- Champion:\n\n- 2016: x\n";
    check(source, &["{{Infobox}}", "* 2016: x"]);
    let document = parse(source, None);
    let template = document.templates().next().unwrap();
    assert_eq!(document.text(template.span), "Infobox\n- Tourney Name: CAF Cup\n- Year: 2017\n- Champion:");
    let value = |name| template.parameter(name).map(|parameter| document.text(parameter.value));
    assert_eq!(
        (value("Tourney Name"), value("Year"), value("Champion"), value("x")),
        (Some("CAF Cup"), Some("2017"), Some(""), None)
    );
}

#[test]
fn rows_in_a_row_are_a_table() {
    let source = "= C =\n| Rank | Player | Total |\n| 1 | A | |\n| B | |\n\n| Other |\n";
    check(source, &["[Rank|Player|Total][1|A|][B|]", "[Other]"]);
    assert!(parse(source, None).tables().iter().all(|table| table.flattened));
}

#[test]
fn left_over_table_ends_are_nothing() {
    check("= C =\n|}<section end=Final />\n\n|}\nA ALG 1−0 TUN B\n", &["A ALG 1−0 TUN B"]);
}

#[test]
fn short_bare_lines_are_headings_where_no_other_are() {
    let source = "The cup was expanded.[2][3]\nSchedule\nThe schedule was as follows.[6]\nGoals scored in head-to-head matches;\n\
                  ^ abFIFA suspended Mali.[10]\nPlay-off round\nThe draw was held.";
    check(
        source,
        &[
            "The cup was expanded.[2][3]",
            "2 Schedule",
            "The schedule was as follows.[6]",
            "Goals scored in head-to-head matches;",
            "^ abFIFA suspended Mali.[10]",
            "2 Play-off round",
            "The draw was held.",
        ],
    );
    check(
        "Alpha ALG 1–0 TUN Beta\nAlpha won 1–0 on aggregate.",
        &["Alpha ALG 1–0 TUN Beta", "Alpha won 1–0 on aggregate."],
    );
    check("== A ==\nSchedule\nIt was so.", &["2 A", "Schedule", "It was so."]);
}
