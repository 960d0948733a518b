//! The title of the page that a file holds, where the file's name states it.

use crate::line::one_line;

/// The title that a file name states: `2031_Lowland_Cup_(women).wiki` is `2031 Lowland Cup (women)`.
///
/// A name looks like a title where it begins as titles begin, with a capital, a digit or a letter that has no case, and
/// has blanks (written `_`) or a capital: `notes.txt` and `2031-lowland-cup.wikitext` are only names of files. A number
/// behind `~` tells revisions of one page apart and is no part of the title; characters that file systems refuse may be
/// written as in an address (`%2F`).
#[must_use]
pub fn title_of(path: &str) -> Option<String> {
    let (stem, _) = split_revision(stem(path));
    let title = decoded(stem).replace('_', " ");
    let title = one_line(&title);
    looks_like_a_title(&title).then_some(title)
}

fn looks_like_a_title(title: &str) -> bool {
    let begins = title.chars().next().is_some_and(|first| first.is_alphanumeric() && !first.is_lowercase());
    let first_letter = title.chars().find(|c| c.is_alphabetic());
    begins && first_letter.is_some_and(|letter| title.contains(' ') || !letter.is_lowercase())
}

/// Which of several revisions of one page a file holds: 2 for `2031_Lowland_Cup~2.wiki`, 0 where its name does not say.
#[must_use]
pub fn revision_of(path: &str) -> u32 {
    split_revision(stem(path)).1
}

fn stem(path: &str) -> &str {
    let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

/// `2031 Lowland Cup~2` is a revision of `2031 Lowland Cup`.
fn split_revision(stem: &str) -> (&str, u32) {
    let split = stem.rsplit_once('~').and_then(|(title, number)| Some((title, number.parse().ok()?)));
    split.unwrap_or((stem, 0))
}

/// The text with `%2F` as the byte that it stands for; as it is where that gives no text.
fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('%') {
        bytes.extend(before.as_bytes());
        match after.get(..2).and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = after.get(2..).unwrap_or("");
            }
            None => {
                bytes.push(b'%');
                rest = after;
            }
        }
    }
    bytes.extend(rest.as_bytes());
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_look_like_titles_are_titles() {
        for (path, title) in [
            ("en/2018_FIFA_World_Cup.wiki", "2018 FIFA World Cup"),
            ("2018-19_Austrian_Football_Bundesliga~2.wiki", "2018-19 Austrian Football Bundesliga"),
            ("Template:2031_Lowland_Cup_table.wiki", "Template:2031 Lowland Cup table"),
            ("2031 Lowland Cup%2FGroup A.txt", "2031 Lowland Cup/Group A"),
            ("2019–20_in_English_football.txt", "2019–20 in English football"),
            ("Kakkonen.wiki", "Kakkonen"),
            ("Österreich.wiki", "Österreich"),
            ("サッカー.wiki", "サッカー"),
            ("100%_Alder~Birch.wiki", "100% Alder~Birch"),
        ] {
            assert_eq!(title_of(path).as_deref(), Some(title), "{path}");
        }
    }

    #[test]
    fn a_number_tells_revisions_apart() {
        for (path, number) in
            [("a/X~2.wiki", 2), ("X~10.txt", 10), ("X.wiki", 0), ("X~.wiki", 0), ("X~a.wiki", 0), ("-", 0)]
        {
            assert_eq!(revision_of(path), number, "{path}");
        }
    }

    #[test]
    fn names_of_files_are_none() {
        for path in [
            "-",
            "example.wikitext",
            "2017-caf-confederation-cup.wikitext",
            "my_article.txt",
            "2031.txt",
            ".wiki",
            "",
        ] {
            assert_eq!(title_of(path), None, "{path}");
        }
    }
}
