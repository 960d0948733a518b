//! The language of the wiki that an input comes from, where its folder says so.

use std::path::{Component, Path};

/// What stands behind a language's code in the names of folders: `dewiki`, `de.wikipedia.org`.
const ENDINGS: [&str; 4] = ["", "wiki", ".wikipedia", ".wikipedia.org"];

/// The language that the folder of an input names: `de/`, `dewiki/` or `de.wikipedia.org/`, the innermost one that is known.
///
/// Only the folder that the user named and those below it are looked at; of a file that is named itself, the folder that
/// holds it. `path` is absolute, so that it does not matter how the user wrote it; `relative` is the place below what the
/// user named.
#[must_use]
pub fn language_of(path: &Path, relative: &Path, is_known: impl Fn(&str) -> bool) -> Option<String> {
    let folders = path.parent()?.components().rev();
    let inner = relative.components().count();
    let names = folders.take(inner).filter_map(|folder| match folder {
        Component::Normal(name) => name.to_str(),
        _ => None,
    });
    names.filter_map(|name| code(name, &is_known)).next().map(str::to_owned)
}

/// The code in a folder's name.
fn code<'n>(name: &'n str, is_known: &impl Fn(&str) -> bool) -> Option<&'n str> {
    ENDINGS.iter().filter_map(|ending| name.strip_suffix(ending)).find(|code| is_known(code))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_names_the_language_of_its_wiki() {
        let is_known = |code: &str| ["de", "en"].contains(&code);
        for (path, relative, language) in [
            ("corpus/de/X.wiki", "de/X.wiki", Some("de")),
            ("corpus/de/X.wiki", "X.wiki", Some("de")),
            ("corpus/dewiki/cups/X.wiki", "dewiki/cups/X.wiki", Some("de")),
            ("de.wikipedia.org/X.wiki", "X.wiki", Some("de")),
            ("corpus/en/de/X.wiki", "en/de/X.wiki", Some("de")),
            ("home/de/articles/X.wiki", "X.wiki", None),
            ("corpus/fr/X.wiki", "fr/X.wiki", None),
            ("X.wiki", "X.wiki", None),
            ("-", "stdin", None),
        ] {
            let found = language_of(Path::new(path), Path::new(relative), is_known);
            assert_eq!(found.as_deref(), language, "{path}");
        }
    }
}
