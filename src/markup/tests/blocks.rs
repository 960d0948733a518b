//! Blocks of wikitext.

use super::*;

fn check(table: &[(&str, &[&str])]) {
    for (source, expected) in table {
        assert_eq!(outline(source, Dialect::Wikitext), *expected, "{source}");
    }
}

#[test]
fn headings_have_as_many_marks_as_stand_on_both_sides() {
    check(&[
        ("== Final ==", &["2 Final"]),
        ("==Final== <!-- a --> ", &["2 Final"]),
        ("<!-- a -->==Final==", &["2 Final"]),
        ("===Final==", &["2 =Final"]),
        ("=======Final=======", &["6 =Final="]),
        ("== Final", &["== Final"]),
        ("a\n===\nb", &["a", "1 =", "b"]),
        ("==Final==<section begin=Final />", &["2 Final"]),
        ("== [[A|b]] {{c}} ==", &["2 [[A|b]] {{c}}"]),
    ]);
}

#[test]
fn sections_nest_by_level_and_show_plain_text() {
    let source = "lead\n== A ''b'' ==\n==== [[C|d]]<ref>e</ref> ====\n=== {{f}} [http://g h] ===\n== I ==\n";
    let expected = ["", "A b", "A b / d", "A b / h", "I"];
    assert_eq!(paths(source, Dialect::Wikitext), expected);
    let document = parse(source, None);
    assert_eq!(document.section_at(source.find("d]]").unwrap()).join(" / "), "A b / d");
    assert!(document.section_at(0).is_empty());
}

#[test]
fn templates_that_stand_alone_are_blocks() {
    check(&[
        ("{{a\n|b=c\n}}\n{{d}}", &["{{a}}", "{{d}}"]),
        ("{{a}} {{b}}<!-- c -->{{d}}", &["{{a}}", "{{b}}", "{{d}}"]),
        ("<section begin=x />{{a}}<section end=x />", &["{{a}}"]),
        ("<div>{{a}}</div>", &["{{a}}"]),
        ("<noinclude>\n{{a}}</noinclude>", &["{{a}}"]),
        (":{{a}}", &["{{a}}"]),
        ("{{a}}<ref>b</ref>", &["{{a}}"]),
        ("{{a}} b", &["{{a}} b"]),
        ("b {{a}}", &["b {{a}}"]),
        ("*{{a}}", &["* {{a}}"]),
        ("{{a}}[[b]]", &["{{a}}[[b]]"]),
    ]);
}

#[test]
fn lists_rules_and_lines() {
    check(&[
        ("* a\n** b\n# c\n: d\n;e", &["* a", "* b", "* c", "* d", "; e"]),
        ("a\n----\nb", &["a", "----", "b"]),
        ("----{{a}}", &["----", "{{a}}"]),
        ("-- a", &["-- a"]),
        ("a <!-- \n --> b\n\n\nc\r\nd", &["a <!-- \n --> b", "c", "d"]),
        ("<div class=\"x\">\na\n</div>\n<references />", &["a"]),
        ("{{TwoLegStart}}\n{{TwoLegResult|A}}\n|}", &["{{TwoLegStart}}", "{{TwoLegResult}}"]),
    ]);
}

#[test]
fn tables_have_rows_and_cells_without_attributes() {
    check(&[
        ("{| class=\"wikitable\"\n! A !! B\n|-\n| 1 || 2\n|}", &["[!A|!B][1|2]"]),
        ("{|\n|+ Cap\n|-\n! scope=row | A\n| style=\"x\" | b\n|}", &["(Cap)[!A|b]"]),
        ("{|\n|a\nb\n|c\n|}", &["[a\nb|c]"]),
        ("{|\n|rowspan=2|a||colspan=\"3\"|b\n|-\n|c\n|}", &["[<2x1>a|<1x3>b][c]"]),
        ("{|\n|[[a|b]]||{{c|d}}||e\n|}", &["[[[a|b]]|{{c|d}}|e]"]),
        ("{|\n| rowspan=2 {{N/A}}\n|}", &["[<2x1>{{N/A}}]"]),
        ("{|\n|\n|a\n|}", &["[|a]"]),
        ("{|\n|-\n|-\n|a\n|}", &["[a]"]),
        (":{|\n|a\n|}", &["[a]"]),
        ("{|\n|a\n|} b", &["[a]", "b"]),
        ("{|\n! a || b\n|}", &["[!a|!b]"]),
        ("{|\n| a !! b\n|}", &["[a !! b]"]),
    ]);
}

#[test]
fn an_empty_cell_at_the_end_of_an_unclosed_table_lies_inside_it() {
    let document = parse("{|\n|a|\n\n{|\n|b", Some(Dialect::Wikitext));
    let first = &document.tables()[0];
    assert!(first.span.contains(first.rows[0].cells[0].content));
    assert!(first.span.contains(first.rows[0].span));
}

#[test]
fn a_template_in_a_cell_is_only_a_node() {
    let document = parse("{|\n|\n{{a\n|b=c\n}}\n|}", None);
    assert_eq!(document.blocks().len(), 1);
    assert_eq!(document.templates().map(|template| template.name()).collect::<Vec<_>>(), ["a"]);
    let cell = document.tables()[0].rows[0].cells[0];
    assert_eq!(document.text(cell.content), "{{a\n|b=c\n}}");
}

#[test]
fn a_table_that_arranges_the_page_is_looked_through() {
    check(&[
        (
            "{|\n| valign=top |\n=== A ===\n{|\n|a\n|}\n|\n=== B ===\n{{c}}\n|}\nd",
            &["3 A", "[a]", "3 B", "{{c}}", "d"],
        ),
        ("{|\n|\n{|\n|a\n|}\n|\n{|\n|b\n|}\n|}", &["[a]", "[b]"]),
    ]);
}

#[test]
fn a_table_inside_a_cell_is_text_of_the_cell_and_a_table_of_its_own() {
    let document = parse("{|\n|a\n|b\n|-\n|c\n|\n{|\n|d\n|}\n|}", None);
    assert_eq!(outline(document.source, Dialect::Wikitext), ["[a|b][c|{|\n|d\n|}]"]);
    assert_eq!(table(&document, &document.tables()[1]), "[d]");
}

#[test]
fn an_unclosed_table_ends_before_the_next_heading_or_table() {
    check(&[("{|\n|a\n== B ==\n{{c}}", &["[a]", "2 B", "{{c}}"]), ("{|\n|a\n{|\n|b\n|}\n", &["[a]", "[b]"])]);
    assert_eq!(diagnostics("{|\n|a\n"), [(DiagnosticKind::UnclosedTag, "{|")]);
    assert_eq!(diagnostics("{|\n|a\n{{table end}}\n"), []);
}
