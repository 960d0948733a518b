//! Where sentences end.

use crate::catalogue::Language;

/// Splits a text into sentences, trimmed. A full stop ends a sentence where white space and then no lower-case letter
/// follow, outside brackets, and the word before it is no abbreviation of the language.
pub(in crate::extract) fn sentences<'t>(text: &'t str, language: &Language) -> Vec<&'t str> {
    let mut found = Vec::new();
    let (mut start, mut depth) = (0, 0_u32);
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'(' => depth += 1,
            b')' => depth = depth.saturating_sub(1),
            b'\n' => {
                found.push((start, at));
                (start, depth) = (at + 1, 0);
            }
            b'.' | b'!' | b'?' if depth == 0 => {
                let (before, after) = (text.get(start..at).unwrap_or(""), text.get(at + 1..).unwrap_or(""));
                if after.starts_with(char::is_whitespace)
                    && begins_sentence(after)
                    && !ends_in_abbreviation(before, language)
                {
                    found.push((start, at + 1));
                    start = at + 1;
                }
            }
            _ => {}
        }
    }
    found.push((start, text.len()));
    let trimmed = found.into_iter().filter_map(|(start, end)| text.get(start..end)).map(strip_footnote_mark);
    trimmed.filter(|sentence| !sentence.is_empty()).collect()
}

fn begins_sentence(after: &str) -> bool {
    after.trim_start().chars().next().is_some_and(|c| !c.is_lowercase())
}

fn ends_in_abbreviation(before: &str, language: &Language) -> bool {
    before.split_whitespace().next_back().is_some_and(|word| language.is("sentence.abbreviation", word))
}

/// Takes away what rendering puts before a footnote: `^`, `^ ab`.
fn strip_footnote_mark(sentence: &str) -> &str {
    let sentence = sentence.trim();
    let Some(note) = sentence.strip_prefix('^') else { return sentence };
    let note = note.trim_start();
    let letters = note.bytes().take_while(u8::is_ascii_lowercase).count();
    let backlinks = note.get(..letters).unwrap_or("");
    // Backlinks are the first letters of the alphabet, glued to the note's first word: `abFIFA suspended`.
    let is_backlinks = backlinks.bytes().zip(b'a'..).all(|(found, expected)| found == expected);
    if is_backlinks { note.get(letters..).unwrap_or("").trim_start() } else { note }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(text: &str) -> Vec<&str> {
        sentences(text, Language::none())
    }

    #[test]
    fn full_stops_in_brackets_end_nothing() {
        let text = "It was used (Regulations III. 13 & 14). The draw was held.";
        assert_eq!(split(text), ["It was used (Regulations III. 13 & 14).", "The draw was held."]);
    }

    #[test]
    fn numbers_begin_a_sentence_and_small_letters_do_not() {
        assert_eq!(split("He left. 16 teams stayed. e.g. two"), ["He left.", "16 teams stayed. e.g. two"]);
    }

    #[test]
    fn marks_before_a_rendered_footnote_are_no_text() {
        assert_eq!(split("^ abFIFA suspended it."), ["FIFA suspended it."]);
        assert_eq!(split("^Club Africain won."), ["Club Africain won."]);
    }
}
