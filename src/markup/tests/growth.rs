//! Cost grows with the length of the text, whatever the text; counted, not timed.

use super::{super::work, *};

/// Shapes on which parsers are known to hang, to overflow the stack or to use memory without bound.
const SHAPES: [(&str, &str, &str); 37] = [
    ("braces", "{", ""),
    ("braces and name", "{{{a", ""),
    ("unclosed templates", "{{a|", ""),
    ("nested templates", "{{a|", "}}"),
    ("nested arguments", "{{{a|", "}}}"),
    ("unclosed links", "[[a|", ""),
    ("nested links", "[[a|", "]]"),
    ("addresses", "[http://a ", ""),
    ("addresses in templates", "[http://a{{b|", ""),
    ("comments", "<!-- ", ""),
    ("references", "<ref>", ""),
    ("closed references", "<ref>{{a</ref>", ""),
    ("tags in references", "<ref><poem></ref>", ""),
    ("tags without end", "<ref ", ""),
    ("closing tags without end", "<ref></ref   ", ""),
    ("html", "<x a=", ""),
    ("stray ends", "}}", ""),
    ("quotes", "''a'''b", ""),
    ("unclosed tables", "{|\n|-\n|a\n", ""),
    ("nested tables", "{|\n|a\n", "|}\n"),
    ("layout tables", "{|\n==a==\n|", "|}\n"),
    ("cells in one line", "||{{a}}<!-- -->[[b|c]]", "\n|}"),
    ("cells with links", "{|\n|a||[[b]]||", ""),
    ("table templates", "{{(!}}\n{{!}}a{{!!}}{{!}}{{!}}\n", "{{!)}}\n"),
    ("variants", "-{a|", "}-"),
    ("unclosed variants", "-{a|{{b|", ""),
    ("variants and templates", "-{{{a|", "}}}-"),
    ("html tables", "<table><tr><td>", "</td></tr></table>"),
    ("html tables on lines", "<table>\n<tr>\n<td>\n", "</table>\n"),
    ("html tables side by side", "<table><td>a</table> b ", ""),
    ("unclosed html tables", "<table><tr><td>", ""),
    ("mixed tables", "<table><td>\n{|\n|", "\n|}\n</table>"),
    ("crossed tables", "<table><td>a\n{|\n|b</table>\n|c\n", "|}\n"),
    ("headings", "=a\n==b==\n", ""),
    ("infoboxes", "Infobox\n- a: b\n", ""),
    ("rows", "| a | b |\n\n", ""),
    ("attributes", "class=\"x\"\n\nA\n\n|b\n\n", ""),
];

fn text(shape: (&str, &str, &str), times: usize) -> String {
    let (_, open, close) = shape;
    let start = if open.starts_with("||") { "{|\n" } else { "" };
    format!("{start}{}{}", open.repeat(times), close.repeat(times))
}

#[test]
fn ten_times_the_text_is_at_most_eleven_times_the_work() {
    for dialect in [Dialect::Wikitext, Dialect::Stripped, Dialect::Rendered] {
        for shape in SHAPES {
            let [once, tenfold] = [300, 3000].map(|times| {
                let source = text(shape, times);
                work::of(|| parse(&source, Some(dialect)).diagnostics().len())
            });
            assert!(tenfold <= once * 11, "{} as {dialect:?}: {once} then {tenfold}", shape.0);
        }
    }
}

#[test]
fn the_tree_is_no_larger_than_the_text() {
    for shape in SHAPES {
        let source = text(shape, 1000);
        let document = parse(&source, None);
        assert!(
            document.nodes.len() + document.blocks().len() + document.tables().len() <= source.len(),
            "{}",
            shape.0
        );
    }
}
