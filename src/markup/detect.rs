//! Which dialect a text is written in.

use super::{Dialect, blocks::heading, stripped::is_attributes, wikitext::has_angle_templates};

/// Detects the dialect by what the text has and lacks.
///
/// - Rendered: begins with `= Title =`, or has no `{{`, `[[`, `{|` and `<table` at all.
/// - Stripped: has `{{`, but no `[[`, no `== heading ==` and no `{|`, and shows what stripping leaves behind:
///   `|}` or
///   `class="wikitable"` on a line of its own, or an empty line behind nearly every line.
/// - Wikitext: everything else; also a few bare templates, and an empty text.
#[must_use]
pub fn detect(source: &str) -> Dialect {
    let has_templates = source.contains("{{") || has_angle_templates(source);
    let has_structure = ["[[", "{|", "<table"].iter().any(|open| source.contains(open));
    if source.trim().is_empty() {
        Dialect::Wikitext
    } else if begins_with_title(source) || !(has_templates || has_structure) {
        Dialect::Rendered
    } else if has_structure || has_headings(source) || !is_stripped(source) {
        Dialect::Wikitext
    } else {
        Dialect::Stripped
    }
}

fn begins_with_title(source: &str) -> bool {
    let first = source.trim_start_matches('\u{feff}').lines().find(|line| !line.trim().is_empty());
    first.and_then(|line| heading(line.trim())).is_some_and(|(level, _)| level == 1)
}

fn has_headings(source: &str) -> bool {
    source.lines().any(|line| line.starts_with("==") && heading(line.trim()).is_some())
}

fn is_stripped(source: &str) -> bool {
    source.lines().any(|line| line.trim() == "|}" || is_attributes(line.trim())) || is_spaced(source)
}

/// Whether nearly every line of a longer text is followed by an empty one.
fn is_spaced(source: &str) -> bool {
    let (mut lines, mut spaced, mut last_is_text) = (0, 0, false);
    for line in source.lines() {
        let is_text = !line.trim().is_empty();
        lines += usize::from(is_text);
        spaced += usize::from(last_is_text && !is_text);
        last_is_text = is_text;
    }
    lines > 10 && spaced * 10 >= lines * 9
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_dialect_by_what_it_shows() {
        let spaced = format!("{{{{Football box\n\n{}}}}}", "|a = b\n\n".repeat(12));
        for (source, dialect) in [
            ("= Cup =\n\ntext {{not a template", Dialect::Rendered),
            ("Two teams met.\nAlpha won 2–1 on aggregate.", Dialect::Rendered),
            ("{{Football box|score=1–0}}", Dialect::Wikitext),
            ("{{TwoLegStart}}\n\n{{TwoLegResult|A||1–0|B||1–0|0–0}}\n\n|}", Dialect::Stripped),
            ("{{a}}\n\nclass=\"wikitable\"\nRound\n\n!First leg", Dialect::Stripped),
            ("== Final ==\n{{TwoLegStart}}\n\n|}", Dialect::Wikitext),
            ("[[Alpha]]\n\n{{TwoLegStart}}\n\n|}", Dialect::Wikitext),
            ("<<Football box|score=1–0>>", Dialect::Wikitext),
            (spaced.as_str(), Dialect::Stripped),
            ("<table><tr><td>a</td></tr></table>", Dialect::Wikitext),
            ("", Dialect::Wikitext),
        ] {
            assert_eq!(detect(source), dialect, "{source}");
        }
    }
}
