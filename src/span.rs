//! Byte spans, and the way from a byte offset to a line and a column.

use std::{borrow::Cow, ops::Range, sync::OnceLock};

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Serialize, Serializer};

/// A half-open range of byte offsets in the source text of one article.
///
/// Offsets are 32 bits wide: an article is at most 4 GiB (`source` refuses more).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
pub struct Span {
    /// Offset of the first byte.
    pub start: u32,
    /// Offset after the last byte.
    pub end: u32,
}

impl Span {
    /// A span of `start..end`; an `end` before `start` gives an empty span at `start`.
    #[must_use]
    pub fn new(start: usize, end: usize) -> Self {
        let start = u32::try_from(start).unwrap_or(u32::MAX);
        let end = u32::try_from(end).unwrap_or(u32::MAX);
        Self { start, end: end.max(start) }
    }

    /// First byte, as an index.
    #[must_use]
    pub fn start(self) -> usize {
        self.start as usize
    }

    /// After the last byte, as an index.
    #[must_use]
    pub fn end(self) -> usize {
        self.end as usize
    }

    /// The same as a range of indices.
    #[must_use]
    pub fn range(self) -> Range<usize> {
        self.start()..self.end()
    }

    /// Length in bytes.
    #[must_use]
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// Whether nothing lies between start and end.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Whether `other` lies wholly inside.
    #[must_use]
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// The text between start and end; empty where the span does not fit the text.
    #[must_use]
    pub fn slice(self, text: &str) -> &str {
        text.get(self.range()).unwrap_or("")
    }

    /// Where `part`, a slice of `whole`, lies in it. Grammars return slices; this turns them back into places.
    #[must_use]
    pub fn of(part: &str, whole: &str) -> Self {
        let start = (part.as_ptr() as usize).saturating_sub(whole.as_ptr() as usize);
        Self::new(start, start + part.len())
    }

    /// The same span, counted from `offset` bytes further on.
    #[must_use]
    pub fn shifted(self, offset: usize) -> Self {
        Self::new(self.start() + offset, self.end() + offset)
    }

    /// The span without white space at both ends.
    #[must_use]
    #[inline]
    pub fn trimmed(self, text: &str) -> Self {
        let bytes = text.as_bytes().get(self.range()).unwrap_or(&[]);
        // As a rule nothing is to be taken away.
        if is_trimmed(bytes) { self } else { self.without_space(text, bytes) }
    }

    /// The same for a span whose bytes begin or end with what may be white space.
    fn without_space(self, text: &str, bytes: &[u8]) -> Self {
        let from_start = bytes.trim_ascii_start();
        let start = self.start + (bytes.len() - from_start.len()) as u32;
        let inside = from_start.trim_ascii_end();
        if inside.is_empty() || is_trimmed(inside) {
            return Self { start, end: start + inside.len() as u32 };
        }
        let (whole, kept) = (self.slice(text), self.slice(text).trim());
        let before = (kept.as_ptr() as usize).saturating_sub(whole.as_ptr() as usize);
        Self::new(self.start() + before, self.start() + before + kept.len())
    }
}

/// The text without white space at both ends, as [`str::trim`] gives it; quicker where it begins and ends in ASCII.
#[must_use]
#[inline]
pub fn trim(text: &str) -> &str {
    if is_trimmed(text.as_bytes()) { text } else { without_space(text) }
}

fn without_space(text: &str) -> &str {
    let inside = text.trim_ascii();
    if inside.is_empty() || is_trimmed(inside.as_bytes()) { inside } else { text.trim() }
}

/// Whether a text begins and ends with characters of ASCII that show.
#[inline]
fn is_trimmed(text: &[u8]) -> bool {
    let is_plain = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_graphic);
    is_plain(text.first()) && is_plain(text.last())
}

/// A value together with the bytes that state it; serialised as the value alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stated<T> {
    /// What is stated.
    pub value: T,
    /// Where, in the article of the record that holds it.
    pub at: Span,
}

impl<T> Stated<T> {
    /// `value`, stated `at`.
    pub fn new(value: T, at: Span) -> Self {
        Self { value, at }
    }

    /// The same place with another reading of it.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Stated<U> {
        Stated { value: change(self.value), at: self.at }
    }
}

impl<T: JsonSchema> JsonSchema for Stated<T> {
    fn inline_schema() -> bool {
        T::inline_schema()
    }

    fn schema_name() -> Cow<'static, str> {
        T::schema_name()
    }

    fn schema_id() -> Cow<'static, str> {
        T::schema_id()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        T::json_schema(generator)
    }
}

impl<T: Serialize> Serialize for Stated<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.value.serialize(serializer)
    }
}

/// Offsets at which the lines of a text begin and, where a line is long, how many characters lie before every [`STEP`]th
/// byte.
///
/// A line ends with `\n`; `\r` before it belongs to the line's end, not to the next line. A byte-order mark belongs to no
/// line and is no character. A position costs the same in a line of any length.
#[derive(Clone, Debug)]
pub struct LineIndex {
    starts: Vec<u32>,
    /// Counted when it is first asked for: lines are short, as a rule.
    characters: OnceLock<Vec<u32>>,
}

/// What some editors put before the first line of UTF-8.
const BYTE_ORDER_MARK: char = '\u{feff}';

/// Bytes between two counts of characters.
const STEP: usize = 1024;

impl LineIndex {
    /// Indexes the lines of `text`.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let first = if text.starts_with(BYTE_ORDER_MARK) { BYTE_ORDER_MARK.len_utf8() } else { 0 };
        // About what an article has, so that little is moved while they grow.
        let mut starts = Vec::with_capacity(text.len() / 48 + 1);
        starts.push(first as u32);
        starts.extend(memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| at as u32 + 1));
        Self { starts, characters: OnceLock::new() }
    }

    /// Line and column of a byte offset, both counted from 1; the column counts characters.
    #[must_use]
    pub fn position(&self, text: &str, offset: usize) -> (u32, u32) {
        let offset = offset.min(text.len());
        let line = self.starts.partition_point(|&start| start as usize <= offset).max(1);
        let start = self.starts.get(line - 1).map_or(0, |&start| start as usize);
        let column = match text.as_bytes().get(start..offset) {
            Some(short) if short.len() <= STEP => characters(short),
            _ => self.characters_before(text, offset).saturating_sub(self.characters_before(text, start)),
        };
        (line as u32, column + 1)
    }

    /// The line that holds an offset, without its end.
    #[must_use]
    pub fn line(&self, text: &str, offset: usize) -> Span {
        let after = self.starts.partition_point(|&start| start as usize <= offset.min(text.len())).max(1);
        let start = self.starts.get(after - 1).map_or(0, |&start| start as usize);
        let end = self.starts.get(after).map_or(text.len(), |&next| next as usize - 1);
        let ends_in_return = text.as_bytes().get(start..end).is_some_and(|line| line.ends_with(b"\r"));
        Span::new(start, end - usize::from(ends_in_return))
    }

    /// How many characters of the text lie before a byte offset.
    #[must_use]
    pub fn characters_before(&self, text: &str, offset: usize) -> u32 {
        // The end of a text may lie behind its last step.
        let counts = self.characters.get_or_init(|| counts(text));
        let step = (offset / STEP).min(counts.len().saturating_sub(1));
        let counted = counts.get(step).copied();
        let rest = text.as_bytes().get(step * STEP..offset).map_or(0, characters);
        let is_marked = self.starts.first().is_some_and(|&first| first > 0 && offset >= first as usize);
        counted.unwrap_or(0) + rest - u32::from(is_marked)
    }
}

/// How many characters lie before every step.
fn counts(text: &str) -> Vec<u32> {
    let counts = text.as_bytes().chunks(STEP).scan(0, |count, chunk| {
        let before = *count;
        *count += characters(chunk);
        Some(before)
    });
    counts.collect()
}

/// Characters that begin in a stretch of UTF-8: every byte that continues none.
fn characters(bytes: &[u8]) -> u32 {
    // Sums of single bytes are what vector registers add fastest; 255 of them fit one.
    let count = |chunk: &[u8]| chunk.iter().map(|byte| u8::from(byte & 0xC0 != 0x80)).sum::<u8>();
    bytes.chunks(255).map(|chunk| u32::from(count(chunk))).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn position_counts_lines_from_one_and_columns_in_characters() {
        let text = "a\né–x\r\nz";
        let lines = LineIndex::new(text);
        assert_eq!(lines.position(text, 0), (1, 1));
        assert_eq!(lines.position(text, text.find('x').unwrap()), (2, 3));
        assert_eq!(lines.position(text, text.find('z').unwrap()), (3, 1));
        assert_eq!(lines.position(text, text.len()), (3, 2));
    }

    #[test]
    fn columns_of_a_long_line_count_characters_over_every_step() {
        let text = "é".repeat(3 * STEP);
        let lines = LineIndex::new(&text);
        for at in [0, 1, STEP / 2 - 1, STEP / 2, STEP / 2 + 1, 2 * STEP, 3 * STEP] {
            assert_eq!(lines.position(&text, 2 * at), (1, at as u32 + 1));
        }
    }

    #[test]
    fn a_byte_order_mark_is_in_no_column() {
        let text = "\u{feff}{{a}}\n5–2";
        let lines = LineIndex::new(text);
        assert_eq!(lines.position(text, 0), (1, 1));
        assert_eq!(lines.position(text, text.find('a').unwrap()), (1, 3));
        assert_eq!(lines.position(text, text.find('2').unwrap()), (2, 3));
        assert_eq!([0, 3].map(|at| lines.line(text, at).slice(text)), ["{{a}}", "{{a}}"]);
        assert_eq!(lines.characters_before(text, text.find('5').unwrap()), 6);
    }

    #[test]
    fn trimmed_keeps_only_the_middle() {
        let text = "  ab \n";
        assert_eq!(Span::new(0, text.len()).trimmed(text).slice(text), "ab");
        assert!(Span::new(4, 6).trimmed(text).is_empty());
    }
}
