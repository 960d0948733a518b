//! Lines of an article with the bytes marked that state something.

use crate::{extract::Extracted, span::Span};

/// Characters of a line that are shown before and behind what is marked in it.
const AROUND: usize = 60;

/// Characters of what is marked that are shown.
const MARKED: usize = 160;

/// Lines that a quote has at most.
const LINES: usize = 8;

/// Some lines of one article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Quote {
    /// The lines in their order.
    pub lines: Vec<Line>,
}

/// A line, cut around what is marked in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Number of the line, counted from 1.
    pub number: u32,
    /// Its text in parts.
    pub parts: Vec<Part>,
}

/// A part of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// The text.
    pub text: String,
    /// Whether it states what the quote is about.
    pub is_marked: bool,
}

impl Quote {
    /// The lines in which the places begin, with the places marked.
    #[must_use]
    pub fn of(article: &Extracted, places: &[Span]) -> Self {
        let mut places: Vec<(Span, Span)> = places.iter().map(|place| on_its_line(article, *place)).collect();
        places.sort_unstable();
        places.dedup();
        let mut lines = Vec::new();
        for group in places.chunk_by(|(one, _), (other, _)| one == other).take(LINES) {
            let Some((line, _)) = group.first() else { continue };
            let (number, _) = article.position(line.start);
            let marks: Vec<Span> = group.iter().map(|(_, mark)| *mark).collect();
            lines.push(Line { number, parts: parts(&article.text, *line, &marks) });
        }
        Self { lines }
    }

    /// Number of the first line.
    #[must_use]
    pub fn first_line(&self) -> u32 {
        self.lines.first().map_or(1, |line| line.number)
    }
}

/// The line in which a place begins, and what of the place stands in it.
fn on_its_line(article: &Extracted, place: Span) -> (Span, Span) {
    let place = place.trimmed(&article.text);
    let line = article.lines.line(&article.text, place.start());
    let start = place.start().clamp(line.start(), line.end());
    (line, Span::new(start, place.end().clamp(start, line.end())))
}

/// A line in parts; marks are in order.
fn parts(text: &str, line: Span, marks: &[Span]) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut done = line.start();
    for (index, mark) in marks.iter().enumerate() {
        let start = mark.start().max(done);
        let before = Span::new(done, start).slice(text);
        let before = if index == 0 { tail(before) } else { middle(before) };
        push(&mut parts, before, false);
        let marked = Span::new(start, mark.end().max(start)).slice(text);
        push(&mut parts, head(marked, MARKED), true);
        done = mark.end().max(done);
    }
    push(&mut parts, head(Span::new(done, line.end()).slice(text), AROUND), false);
    parts
}

fn push(parts: &mut Vec<Part>, text: String, is_marked: bool) {
    if !text.is_empty() {
        parts.push(Part { text, is_marked });
    }
}

/// The first characters of a text.
fn head(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((cut, _)) => format!("{}…", text.get(..cut).unwrap_or_default()),
        None => text.to_owned(),
    }
}

/// The last characters of a text.
fn tail(text: &str) -> String {
    match text.char_indices().nth_back(AROUND) {
        Some((cut, letter)) => format!("…{}", text.get(cut + letter.len_utf8()..).unwrap_or_default()),
        None => text.to_owned(),
    }
}

/// What stands between two marks.
fn middle(text: &str) -> String {
    let is_short = text.char_indices().nth(2 * AROUND).is_none();
    if is_short { text.to_owned() } else { head(text, AROUND) + &tail(text) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Catalogue, extract, markup};

    fn article(text: &str) -> Extracted {
        let origin = extract::Origin {
            path: "a.wiki".into(),
            title: None,
            language: "en".to_owned(),
            page_id: None,
            revision: None,
            timestamp: None,
        };
        extract::extract(&markup::parse(text, None), &origin, &Catalogue::embedded().unwrap())
    }

    /// `12: before[marked]behind`, a line each.
    fn shown(text: &str, places: &[&str]) -> Vec<String> {
        let places = places.iter().map(|part| {
            let start = text.find(part).unwrap();
            Span::new(start, start + part.len())
        });
        let quote = Quote::of(&article(text), &places.collect::<Vec<_>>());
        let part = |part: &Part| if part.is_marked { format!("[{}]", part.text) } else { part.text.clone() };
        let line =
            |line: &Line| format!("{}: {}", line.number, line.parts.iter().map(part).collect::<String>());
        quote.lines.iter().map(line).collect()
    }

    #[test]
    fn each_place_is_marked_in_its_line() {
        let text = "first\n|score = 3–1\n|date = 1 May\nlast";
        assert_eq!(shown(text, &["1 May", "3–1"]), ["2: |score = [3–1]", "3: |date = [1 May]"]);
        assert_eq!(shown(text, &["score", "3–1", "3–1"]), ["2: |[score] = [3–1]"]);
    }

    #[test]
    fn of_a_place_over_several_lines_the_first_is_shown() {
        assert_eq!(shown("x {{Box\n|a=1\n}} y", &["{{Box\n|a=1\n}}"]), ["1: x [{{Box]"]);
        assert_eq!(shown("x\n\n  {{Box\n}}", &["\n\n  {{Box\n}}"]), ["3:   [{{Box]"]);
    }

    #[test]
    fn long_lines_are_cut_around_the_marks() {
        let text = format!("{}MARK{}", "é".repeat(500), "ü".repeat(500));
        let expected = format!("1: …{}[MARK]{}…", "é".repeat(AROUND), "ü".repeat(AROUND));
        assert_eq!(shown(&text, &["MARK"]), [expected]);
        let text = format!("A{}B", "x".repeat(500));
        let gap = format!("{}……{}", "x".repeat(AROUND), "x".repeat(AROUND));
        assert_eq!(shown(&text, &["A", "B"]), [format!("1: [A]{gap}[B]")]);
    }

    #[test]
    fn places_outside_the_text_do_no_harm() {
        let quote = Quote::of(&article("short"), &[Span::new(40, 50), Span::new(9, 3)]);
        assert_eq!(quote.lines.len(), 1);
        assert_eq!(Quote::default().first_line(), 1);
    }
}
