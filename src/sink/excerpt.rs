//! The line that is shown for a place, and which part of it is marked.

use std::ops::Range;

use crate::span::Span;

/// The most characters that are marked; the renderer cuts a long line around its marks.
const MARKED: usize = 80;

/// Longer lines are not shown: no reader is helped by them, and a hostile article would be slow to print.
const LONGEST: usize = 16 * 1024;

/// The line that holds an offset, without its end.
pub(super) fn line_at(source: &str, offset: usize) -> Span {
    let bytes = source.as_bytes();
    let offset = offset.min(bytes.len());
    let start = memchr::memrchr(b'\n', bytes.get(..offset).unwrap_or(&[])).map_or(0, |at| at + 1);
    let rest = bytes.get(start..).unwrap_or(&[]);
    let line = Span::new(start, start + memchr::memchr(b'\n', rest).unwrap_or(rest.len()));
    Span::new(start, start + line.slice(source).trim_end_matches('\r').len())
}

/// The text of a line, unless it is too long to be shown.
pub(super) fn shown(source: &str, line: Span) -> Option<&str> {
    (line.len() <= LONGEST).then(|| line.slice(source))
}

/// The part of `place` that is marked in `line`, counted from the line's begin: of a place over several lines its
/// first line, of a long place its first words.
pub(super) fn mark(source: &str, line: Span, place: Span) -> Range<usize> {
    let start = place.start.clamp(line.start, line.end);
    let on_line = Span { start, end: place.end.clamp(start, line.end) };
    let text = on_line.slice(source);
    let length = text.char_indices().nth(MARKED).map_or(text.len(), |(at, _)| at);
    let from = Span { start: line.start, end: start }.slice(source).len();
    from..from + text.get(..length).map_or(0, |text| text.trim_end().len())
}

/// Whether two marks of one line fit into one excerpt.
pub(super) fn is_near(one: &Range<usize>, other: &Range<usize>) -> bool {
    one.end.max(other.end) - one.start.min(other.start) <= MARKED
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(source: &str, place: Span) -> (&str, &str) {
        let line = line_at(source, place.start());
        let text = shown(source, line).unwrap();
        (text, text.get(mark(source, line, place)).unwrap())
    }

    fn place(source: &str, part: &str) -> Span {
        let start = source.find(part).unwrap();
        Span::new(start, start + part.len())
    }

    #[test]
    fn a_line_is_shown_without_its_end() {
        let source = "first\n|score = 3–1\r\nlast";
        assert_eq!(marked(source, place(source, "3–1")), ("|score = 3–1", "3–1"));
        assert_eq!(marked(source, place(source, "last")), ("last", "last"));
    }

    #[test]
    fn a_place_over_several_lines_is_marked_on_its_first() {
        assert_eq!(marked("x {{Box\n|a=1\n}} tail", Span::new(2, 15)), ("x {{Box", "{{Box"));
    }

    #[test]
    fn a_long_place_is_marked_at_its_begin() {
        let source = format!("a {}", "é".repeat(500));
        assert_eq!(marked(&source, Span::new(2, source.len())).1, "é".repeat(MARKED));
    }

    #[test]
    fn places_outside_the_text_do_no_harm() {
        assert_eq!(marked("short", Span::new(40, 50)), ("short", ""));
        assert_eq!(marked("", Span::new(0, 0)), ("", ""));
        assert_eq!(marked("é!", Span::new(1, 2)), ("é!", ""));
    }

    #[test]
    fn an_endless_line_is_not_shown() {
        let source = "x".repeat(LONGEST + 1);
        assert_eq!(shown(&source, line_at(&source, 7)), None);
    }
}
