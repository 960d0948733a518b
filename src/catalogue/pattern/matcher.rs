//! Matching: depth first through the graph, each pair of node and place at most once.

use super::{
    Captures, NumberWords, Pattern, SlotKind,
    compile::{Node, NodeId},
};
use crate::catalogue::fold::{is_apostrophe, is_dash};

/// The first match of a pattern in a trimmed text.
pub fn find<'t>(pattern: &Pattern, text: &'t str) -> Option<Captures<'t>> {
    let mut matcher = Matcher::new(pattern, text);
    let start = pattern.nodes.len() - 1;
    let (before, _) = pattern.open;
    let behind = if before { 1..text.len() } else { 0..0 };
    let may_begin = |at: &usize| may_begin(pattern, text, *at) && is_word_edge(text, *at);
    let mut starts = std::iter::once(0).chain(behind.filter(may_begin));
    let (from, to) = starts.find_map(|from| Some((from, matcher.walk(start, from)?)))?;
    matcher.captures(from, to)
}

struct Matcher<'p, 't> {
    pattern: &'p Pattern,
    text: &'t str,
    /// A bit for each pair of node and place: whether no way leads from there to the end.
    failed: Vec<u64>,
    /// For each text slot, the first place from which it failed: it fails from all later ones too, since
    /// every end that they can reach was tried.
    exhausted: Vec<usize>,
    /// Filled slots on the way so far.
    filled: Vec<(usize, &'t str)>,
}

impl<'p, 't> Matcher<'p, 't> {
    fn new(pattern: &'p Pattern, text: &'t str) -> Self {
        Self {
            pattern,
            text,
            failed: vec![0; (pattern.nodes.len() * (text.len() + 1)).div_ceil(64)],
            exhausted: vec![usize::MAX; pattern.nodes.len()],
            filled: Vec::new(),
        }
    }

    /// Walks from a node at a place to the end of the pattern; gives the place where the match ends.
    /// Recursion is as deep as the pattern is long.
    fn walk(&mut self, node: NodeId, at: usize) -> Option<usize> {
        let memo = node * (self.text.len() + 1) + at;
        let (word, bit) = (memo / 64, 1 << (memo % 64));
        if self.failed.get(word).is_none_or(|word| word & bit != 0) {
            return None;
        }
        let filled = self.filled.len();
        let end = self.step(node, at);
        if end.is_none() {
            self.filled.truncate(filled);
            if let Some(failed) = self.failed.get_mut(word) {
                *failed |= bit;
            }
        }
        end
    }

    fn step(&mut self, node: NodeId, at: usize) -> Option<usize> {
        let rest = self.text.get(at..)?;
        let pattern = self.pattern;
        match pattern.nodes.get(node)? {
            Node::Accept => self.may_end(at).then_some(at),
            Node::Char(expected, next) => {
                let found = rest.chars().next().filter(|found| fits(*expected, *found, at == 0))?;
                self.walk(*next, at + found.len_utf8())
            }
            Node::Space(next) => {
                let blanks = rest.len() - rest.trim_start().len();
                if blanks == 0 && !self.is_behind_blank(at) { None } else { self.walk(*next, at + blanks) }
            }
            Node::Slot(SlotKind::Text, slot, next) => self.text_slot(node, *slot, *next, at),
            Node::Slot(kind, slot, next) => {
                let taken = self.value(*kind, at)?;
                self.filled.push((*slot, taken));
                self.walk(*next, at + taken.len())
            }
            Node::Either(ways) => ways.iter().find_map(|way| self.walk(*way, at)),
        }
    }

    /// Tries the ends of a text slot, the nearest first.
    fn text_slot(&mut self, node: NodeId, slot: usize, next: NodeId, at: usize) -> Option<usize> {
        let rest = self.text.get(at..)?;
        if rest.starts_with(char::is_whitespace) || self.exhausted.get(node).is_some_and(|first| *first <= at)
        {
            return None;
        }
        for (index, c) in rest.char_indices().filter(|(_, c)| !c.is_whitespace()) {
            let length = index + c.len_utf8();
            if !self.may_follow(next, at + length) {
                continue;
            }
            self.filled.push((slot, rest.get(..length)?));
            if let Some(end) = self.walk(next, at + length) {
                return Some(end);
            }
            self.filled.pop();
        }
        if let Some(first) = self.exhausted.get_mut(node) {
            *first = at;
        }
        None
    }

    /// Whether a node can fit at a place; the byte there tells for most. A slot has many ends, and few of them are right.
    fn may_follow(&self, node: NodeId, at: usize) -> bool {
        let Some(byte) = self.text.as_bytes().get(at).filter(|byte| byte.is_ascii()) else { return true };
        match self.pattern.nodes.get(node) {
            Some(Node::Char(expected, _)) => fits(*expected, char::from(*byte), false),
            Some(Node::Space(_)) => char::from(*byte).is_whitespace(),
            _ => true,
        }
    }

    fn value(&self, kind: SlotKind, at: usize) -> Option<&'t str> {
        let rest = self.text.get(at..)?;
        if !is_word_edge(self.text, at) {
            return None;
        }
        match kind {
            SlotKind::Score => score(rest),
            _ => digits(rest)
                .filter(|taken| ends_number(rest, taken))
                .or_else(|| word(rest, &self.pattern.numbers)),
        }
    }

    /// Whether a blank of the pattern needs no more white space at a place: some was taken before it, or the text
    /// ends. So `won [late] on` fits without its optional part too.
    fn is_behind_blank(&self, at: usize) -> bool {
        let before = self.text.get(..at).unwrap_or("");
        before.is_empty() || before.ends_with(char::is_whitespace) || at == self.text.len()
    }

    fn may_end(&self, at: usize) -> bool {
        let (_, behind) = self.pattern.open;
        at == self.text.len() || (behind && is_word_edge(self.text, at))
    }

    fn captures(&self, from: usize, to: usize) -> Option<Captures<'t>> {
        let named = |(slot, text): &(usize, &'t str)| Some((self.pattern.slots.get(*slot)?.clone(), *text));
        Some(Captures {
            whole: self.text.get(from..to)?,
            slots: self.filled.iter().filter_map(named).collect(),
        })
    }
}

/// Whether a match can begin at a place behind the first: a few bytes tell for most.
fn may_begin(pattern: &Pattern, text: &str, at: usize) -> bool {
    let Some([first, rest @ ..]) = text.as_bytes().get(at..) else { return false };
    if !pattern.beginnings.is_empty() {
        let begins = |letters: &String| match letters.as_bytes() {
            [letter, letters @ ..] => letter == first && rest.starts_with(letters),
            [] => true,
        };
        return pattern.beginnings.iter().any(begins);
    }
    match pattern.nodes.last() {
        Some(Node::Slot(SlotKind::Score, ..)) => first.is_ascii_digit(),
        Some(Node::Slot(SlotKind::Number, ..)) => first.is_ascii_alphanumeric() || !first.is_ascii(),
        _ => text.is_char_boundary(at),
    }
}

/// Whether a character of the text fits one of the pattern.
fn fits(expected: char, found: char, first: bool) -> bool {
    expected == found
        || (is_dash(expected) && is_dash(found))
        || (is_apostrophe(expected) && is_apostrophe(found))
        || (first && expected.to_lowercase().eq(found.to_lowercase()))
}

/// Whether no word or number spans a place.
fn is_word_edge(text: &str, at: usize) -> bool {
    let bytes = text.as_bytes();
    if let (Some(before), Some(behind)) = (at.checked_sub(1).and_then(|at| bytes.get(at)), bytes.get(at))
        && before.is_ascii()
        && behind.is_ascii()
    {
        return !(before.is_ascii_alphanumeric() && behind.is_ascii_alphanumeric());
    }
    let (before, behind) = text.split_at_checked(at).unwrap_or((text, ""));
    !(before.ends_with(char::is_alphanumeric) && behind.starts_with(char::is_alphanumeric))
}

/// `4–3`, `4 : 3`
fn score(rest: &str) -> Option<&str> {
    let first = digits(rest)?;
    let behind = rest.get(first.len()..)?.trim_start();
    let second = behind.strip_prefix(|c: char| is_dash(c) || c == ':')?.trim_start();
    let length = rest.len() - second.len() + digits(second)?.len();
    rest.get(..length).filter(|taken| ends_number(rest, taken))
}

fn digits(rest: &str) -> Option<&str> {
    let length = rest.bytes().take_while(u8::is_ascii_digit).count();
    rest.get(..length).filter(|digits| !digits.is_empty())
}

/// Whether what was taken is a number to its end, not the beginning of a word such as `4th`.
fn ends_number(rest: &str, taken: &str) -> bool {
    !rest.get(taken.len()..).is_some_and(|behind| behind.starts_with(char::is_alphanumeric))
}

/// `eight`, `twenty-one`; of `one-off` only `one`.
fn word<'t>(rest: &'t str, numbers: &NumberWords) -> Option<&'t str> {
    let is_end = |c: char| !c.is_alphabetic() && c != '-';
    let joined = rest.get(..rest.find(is_end).unwrap_or(rest.len()))?;
    let first = joined.split('-').next()?;
    [joined, first].into_iter().find(|word| !word.is_empty() && numbers.contains(word))
}
