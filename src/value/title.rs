//! Titles of pages, as MediaWiki resolves them (<https://www.mediawiki.org/wiki/Manual:Title.php>).

use crate::catalogue::{Language, fold::fold_title};

/// The namespace of templates, by the name that every wiki knows.
const TEMPLATE: &str = "Template:";

/// Reads the title of a page: `_` and runs of spaces are one space, the first letter is a capital, what stands behind `#`
/// is a place in the page. The namespace of templates is called `Template`, whatever the wiki's name for it. `None` where
/// the text can be no title: it is empty, or holds one of `[]{}|<>`.
#[must_use]
pub fn title(text: &str, language: &Language) -> Option<String> {
    let text = text.trim().trim_start_matches(':');
    let text = text.split('#').next().unwrap_or(text);
    let folded = fold_title(text);
    if folded.is_empty() || folded.contains(['[', ']', '{', '}', '|', '<', '>']) {
        return None;
    }
    Some(match folded.split_once(':') {
        Some((namespace, name)) if is_template(namespace, language) => template_title(name),
        _ => folded,
    })
}

/// The title of a template's page.
#[must_use]
pub fn template_title(name: &str) -> String {
    format!("{TEMPLATE}{}", fold_title(name))
}

/// Whether a page lies in the namespace of templates.
#[must_use]
pub fn is_template_title(title: &str) -> bool {
    title.starts_with(TEMPLATE)
}

fn is_template(namespace: &str, language: &Language) -> bool {
    namespace.eq_ignore_ascii_case("template") || language.is("namespace.template", namespace)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::Catalogue;

    #[test]
    fn spellings_of_a_title_meet() {
        let catalogue = Catalogue::embedded().unwrap();
        let title = |text: &str| title(text, catalogue.language("de"));
        for (text, expected) in [
            ("2031_Lowland_Cup", "2031 Lowland Cup"),
            (":2031 Lowland  Cup#Final", "2031 Lowland Cup"),
            ("alder Town", "Alder Town"),
            ("template:2031 table", "Template:2031 table"),
            ("Vorlage: lowland Cup Tabelle", "Template:Lowland Cup Tabelle"),
            ("2031 Lowland Cup: Final", "2031 Lowland Cup: Final"),
        ] {
            assert_eq!(title(text).as_deref(), Some(expected), "{text}");
        }
        for text in ["", "#Final", "{{PAGENAME}}", "{{{1|}}}"] {
            assert_eq!(title(text), None, "{text}");
        }
    }
}
