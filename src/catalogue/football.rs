//! Which texts can speak of football: the search that lets the other pages of a dump go by before anything is parsed.
//!
//! A text is looked at closer where it calls a template that makes records, by any of its names, or names the game
//! (`page.football` in the words of its language). Both are looked for in the bytes as they stand, also in those of an XML
//! dump whose references are not resolved yet. A page that does neither makes no record: tables and sentences alone do not
//! say of which game they speak.

use std::borrow::Cow;

use aho_corasick::{AhoCorasick, MatchKind};
use memchr::memmem::Finder;

use super::{Catalogue, Shape};
use crate::hash::HashMap;

/// A title has at most 255 bytes; comments and blanks may stand beside it.
const LONGEST_NAME: usize = 512;

/// Names that are remembered; a text may call as many templates as it likes.
const MOST_NAMES: usize = 1 << 16;

/// Looks for football in the pages of one wiki.
#[derive(Debug)]
pub struct FootballSearch<'c> {
    catalogue: &'c Catalogue,
    language: String,
    /// Words for the game; `None` where there are none.
    words: Option<AhoCorasick>,
    call: Finder<'static>,
    /// Whether a call that is written like this makes records.
    names: HashMap<Vec<u8>, bool>,
}

impl<'c> FootballSearch<'c> {
    /// The search in pages of a language.
    #[must_use]
    pub fn new(catalogue: &'c Catalogue, language: &str) -> Self {
        let words = spellings(catalogue.language(language).words("page.football"));
        let automaton = AhoCorasick::builder().match_kind(MatchKind::LeftmostFirst).build(&words);
        Self {
            catalogue,
            language: language.to_owned(),
            words: automaton.ok().filter(|_| !words.is_empty()),
            call: Finder::new("{{"),
            names: HashMap::default(),
        }
    }

    /// The language whose pages it looks at.
    #[must_use]
    pub fn language(&self) -> &str {
        &self.language
    }

    /// Whether a text can speak of football.
    pub fn finds(&mut self, text: &[u8]) -> bool {
        self.words.as_ref().is_some_and(|words| words.is_match(text)) || self.calls(text)
    }

    /// Whether any template that makes records is called.
    fn calls(&mut self, text: &[u8]) -> bool {
        let mut rest = text;
        while let Some(at) = self.call.find(rest) {
            rest = rest.get(at..).unwrap_or(&[]);
            let braces = rest.iter().take_while(|byte| **byte == b'{').count();
            rest = rest.get(braces..).unwrap_or(&[]);
            if self.is_record(written_name(rest)) {
                return true;
            }
        }
        false
    }

    /// Whether the call of a template makes records, by its name as written; asked of the catalogue once for each spelling.
    fn is_record(&mut self, written: &[u8]) -> bool {
        if let Some(known) = self.names.get(written) {
            return *known;
        }
        let is_record = self.look_up(written);
        if self.names.len() < MOST_NAMES {
            self.names.insert(written.to_vec(), is_record);
        }
        is_record
    }

    fn look_up(&self, written: &[u8]) -> bool {
        let written = String::from_utf8_lossy(written);
        // What cannot be told from the bytes alone is looked at closer.
        let Some(name) = without_comments(&written) else { return true };
        let name = name.replace("&amp;", "&").replace("&quot;", "\"");
        let entry = self.catalogue.template(&self.language, name.trim());
        entry.is_some_and(|entry| makes_records(entry.shape))
    }
}

/// The words in the three ways in which a text writes them.
fn spellings(words: &[String]) -> Vec<String> {
    let spellings = |word: &String| {
        let (first, rest) =
            word.split_at_checked(word.chars().next().map_or(0, char::len_utf8)).unwrap_or(("", ""));
        [word.clone(), format!("{}{rest}", first.to_uppercase()), word.to_uppercase()]
    };
    words.iter().flat_map(spellings).collect()
}

/// What stands between the braces of a call and its first parameter or its end; of a module with its function.
fn written_name(call: &[u8]) -> &[u8] {
    let call = call.get(..LONGEST_NAME).unwrap_or(call);
    let ends = |byte: &u8| matches!(byte, b'|' | b'{' | b'}' | b'[' | b']');
    let end = call.iter().position(ends).unwrap_or(call.len());
    let name = call.get(..end).unwrap_or(call);
    if !name.trim_ascii_start().starts_with(b"#") || call.get(end) != Some(&b'|') {
        return name;
    }
    let function = call.get(end + 1..).unwrap_or(&[]);
    let length = function.iter().position(ends).unwrap_or(function.len());
    call.get(..end + 1 + length).unwrap_or(name)
}

/// A name without comments, written as they are or as XML has them; `None` where a tag remains.
fn without_comments(written: &str) -> Option<Cow<'_, str>> {
    let mut name = Cow::Borrowed(written);
    for (open, close) in [("<!--", "-->"), ("&lt;!--", "--&gt;")] {
        while let Some((before, rest)) = name.split_once(open) {
            let behind = rest.split_once(close)?.1;
            name = Cow::Owned(format!("{before}{behind}"));
        }
    }
    let is_tagged = name.contains('<') || name.contains("&lt;");
    (!is_tagged).then_some(name)
}

/// Whether calls of a shape become records by themselves; others stand inside these, or beside them.
fn makes_records(shape: Shape) -> bool {
    matches!(
        shape,
        Shape::MatchBox
            | Shape::MatchInfobox
            | Shape::LegListStart
            | Shape::LegListRow
            | Shape::LegList
            | Shape::Bracket
            | Shape::PositionalBracket
            | Shape::Standings
            | Shape::StandingsStart
            | Shape::StandingsRow
            | Shape::ResultMatrix
            | Shape::MatrixStart
            | Shape::MatrixRow
            | Shape::MatrixCell
            | Shape::Infobox
            | Shape::SquadStart
            | Shape::SquadPlayer
            | Shape::SquadCoach
            | Shape::Goalscorers
            | Shape::LineupOnPitch
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finds(text: &str) -> bool {
        FootballSearch::new(&Catalogue::embedded().unwrap(), "en").finds(text.as_bytes())
    }

    #[test]
    fn calls_of_templates_that_make_records_are_found_in_any_spelling() {
        for text in [
            "x {{Football box|date=1 May}}",
            "{{football_box\n|date=",
            "{{ Template:Football box }}",
            "{{Football box &lt;!-- one --&gt;\n|",
            "{{Football box <!-- one -->|",
            "{{&lt;!-- first --&gt;Football box|",
            "{{{{Football box}}}}",
            "{{nowrap|{{TwoLegResult|A",
            "{{16TeamBracket-2legs|",
            "{{#invoke:Sports table|main|",
            "{{#Invoke: football_box |main}}",
            "{{Foo&lt;noinclude&gt;",
        ] {
            assert!(finds(text), "{text}");
        }
    }

    #[test]
    fn words_for_the_game_are_found() {
        assert!(
            finds("a football club") && finds("Football") && finds("FOOTBALL") && finds("a soccer player")
        );
    }

    #[test]
    fn other_pages_go_by() {
        for text in [
            "",
            "{{",
            "{{{1|}}} and {{cite web|url=x}} {{reflist}}",
            "Football".get(..4).unwrap(),
            "{{Infobox settlement\n|x=1}}",
        ] {
            assert!(!finds(text), "{text}");
        }
    }
}
