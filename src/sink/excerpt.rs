//! What is shown of an article for a place: its line, marked, together with other places close by.

use crate::{extract::Extracted, span::Span};

/// The most characters that are marked of one place.
const MARKED: usize = 80;

/// Columns up to which marks of different lines fit beside each other; the renderer cuts longer lines around a mark.
pub(super) const WIDTH: usize = 120;

/// Places at most this many lines apart share an excerpt.
const NEAR_LINES: u32 = 12;

/// Longer excerpts are not shown: no reader is helped by them, and a hostile article would be slow to print.
const LONGEST: usize = 16 * 1024;

/// A place that is marked: of one over several lines the first line, of a long one its first words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Mark<T> {
    /// What is marked; inside `line`.
    pub(super) part: Span,
    /// Its line, without the line end.
    line: Span,
    /// Number of the line.
    number: u32,
    /// What the renderer has to know about it.
    pub(super) about: T,
}

impl<T> Mark<T> {
    /// The mark for a place of an article.
    pub(super) fn new(article: &Extracted, place: Span, about: T) -> Self {
        let line = article.lines.line(&article.text, place.start());
        let (number, _) = article.position(line.start);
        Self { part: clip(&article.text, line, place), line, number, about }
    }

    fn columns(&self) -> (usize, usize) {
        (self.part.start() - self.line.start(), self.part.end() - self.line.start())
    }

    /// Whether two marks of one article can be seen at a glance.
    fn is_near<U>(&self, other: &Mark<U>) -> bool {
        let ((start, end), (other_start, other_end)) = (self.columns(), other.columns());
        let last = end.max(other_end);
        let fits = last <= WIDTH || last - start.min(other_start) <= MARKED;
        fits && self.number.abs_diff(other.number) <= NEAR_LINES
    }
}

/// Marks of one article that are shown together.
pub(super) struct Excerpt<'a, T> {
    /// The article.
    pub(super) article: &'a Extracted,
    /// The marks, the most important one first; never empty.
    pub(super) marks: Vec<Mark<T>>,
}

impl<'a, T> Excerpt<'a, T> {
    /// Whether a mark of an article belongs into this excerpt.
    pub(super) fn takes<U>(&self, article: &Extracted, mark: &Mark<U>) -> bool {
        std::ptr::eq(self.article, article) && self.marks.iter().all(|other| other.is_near(mark))
    }

    /// The bytes from the first to the last line.
    pub(super) fn span(&self) -> Span {
        let lines = self.marks.iter().map(|mark| mark.line);
        lines
            .reduce(|one, other| Span { start: one.start.min(other.start), end: one.end.max(other.end) })
            .unwrap_or_default()
    }

    /// The text of the lines, unless it is too long to be shown.
    pub(super) fn text(&self) -> Option<&'a str> {
        let span = self.span();
        (span.len() <= LONGEST).then(|| span.slice(&self.article.text))
    }

    /// Number of the first line.
    pub(super) fn first_line(&self) -> u32 {
        self.marks.iter().map(|mark| mark.number).min().unwrap_or(1)
    }
}

/// The part of `place` that is marked in `line`; at the line's start where the place splits a character.
fn clip(source: &str, line: Span, place: Span) -> Span {
    let start = place.start.clamp(line.start, line.end);
    let text = Span { start, end: place.end.clamp(start, line.end) }.slice(source);
    let length = text.char_indices().nth(MARKED).map_or(text.len(), |(at, _)| at);
    let marked = text.get(..length).unwrap_or("").trim_end().len();
    let from = line.start() + Span { start: line.start, end: start }.slice(source).len();
    Span::new(from, from + marked)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::span::LineIndex;

    fn marked(source: &str, place: Span) -> (&str, &str) {
        let line = LineIndex::new(source).line(source, place.start());
        (line.slice(source), source.get(clip(source, line, place).range()).unwrap())
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
}
