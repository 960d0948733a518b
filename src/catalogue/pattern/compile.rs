//! From a pattern as written to a graph of nodes.

use std::cmp::Reverse;

use super::SlotKind;
use crate::catalogue::fold::{is_apostrophe, is_dash};

/// Brackets within brackets.
const DEEPEST: usize = 16;

/// Index of a node.
pub type NodeId = usize;

/// A node: what it accepts, and where it goes on. Every edge leads to a smaller index, so there are no loops.
#[derive(Clone, Debug)]
pub enum Node {
    /// The end of the pattern.
    Accept,
    /// One character.
    Char(char, NodeId),
    /// One or more white space characters.
    Space(NodeId),
    /// A slot.
    Slot(SlotKind, usize, NodeId),
    /// One of several ways, the first that leads to the end.
    Either(Vec<NodeId>),
}

/// A compiled pattern: the last node is the first to match.
#[derive(Debug)]
pub struct Program {
    pub nodes: Vec<Node>,
    pub slots: Vec<String>,
    pub open: (bool, bool),
    plain: Vec<String>,
    /// For each choice that has a plain word in every way, the longest of each.
    choices: Vec<Vec<String>>,
}

impl Program {
    /// Words that stand in every match, letter for letter, the longest first.
    pub fn needles(&self) -> Vec<&str> {
        let mut words: Vec<&str> = self.plain.iter().map(String::as_str).collect();
        words.sort_by_key(|word| Reverse(word.len()));
        words
    }

    /// Words of which one stands in every match, letter for letter: the longest that all have, else those of the choice
    /// whose shortest is the longest; empty where there are none.
    pub fn one_of(&self) -> Vec<String> {
        let shortest = |words: &&Vec<String>| words.iter().map(String::len).min();
        let longest = self.needles().first().map(|word| vec![(*word).to_owned()]);
        longest.or_else(|| self.choices.iter().max_by_key(shortest).cloned()).unwrap_or_default()
    }
}

/// A piece of a pattern.
#[derive(Debug)]
enum Piece {
    Char(char),
    Space,
    Slot(SlotKind, usize),
    Choice(Vec<Vec<Piece>>),
}

/// Compiles a pattern.
pub fn compile(source: &str) -> Result<Program, String> {
    let (open, inside) = open_ends(source.trim());
    let mut reader = Reader { rest: inside, slots: Vec::new() };
    let pieces = reader.sequence(0)?;
    if let Some(stray) = reader.next() {
        return Err(format!("`{stray}` closes nothing"));
    }
    let mut nodes = vec![Node::Accept];
    if lay(&pieces, 0, &mut nodes) == 0 {
        return Err("the pattern is empty".to_owned());
    }
    let (plain, choices) = (plain_words(&pieces, false), words_of_choices(&pieces));
    let program = Program { nodes, slots: reader.slots, open, plain, choices };
    program.check()?;
    Ok(program)
}

/// Whether an ellipsis stands at the beginning and at the end, and what stands between.
fn open_ends(source: &str) -> ((bool, bool), &str) {
    let behind = source.strip_prefix('…');
    let inside = behind.unwrap_or(source);
    let before = inside.strip_suffix('…');
    ((behind.is_some(), before.is_some()), before.unwrap_or(inside).trim())
}

/// Reads a pattern from left to right.
struct Reader<'s> {
    rest: &'s str,
    slots: Vec<String>,
}

impl Reader<'_> {
    fn next(&mut self) -> Option<char> {
        let mut chars = self.rest.chars();
        let next = chars.next();
        self.rest = chars.as_str();
        next
    }

    fn peek(&self) -> Option<char> {
        self.rest.chars().next()
    }

    /// Pieces up to a character that closes a bracket or begins the next alternative.
    fn sequence(&mut self, depth: usize) -> Result<Vec<Piece>, String> {
        let mut pieces = Vec::new();
        while let Some(c) = self.peek().filter(|c| !matches!(c, ']' | ')' | '|')) {
            self.next();
            match c {
                '{' => pieces.push(self.slot()?),
                '[' | '(' => pieces.push(self.choice(c, depth + 1)?),
                c if c.is_whitespace() => pieces.push(Piece::Space),
                '\\' => pieces.push(Piece::Char(self.next().ok_or("nothing follows the last `\\`")?)),
                c => pieces.push(Piece::Char(c)),
            }
        }
        pieces.dedup_by(|next, last| matches!((next, last), (Piece::Space, Piece::Space)));
        Ok(pieces)
    }

    /// `[…]` and `(…|…)`, read behind the opening bracket.
    fn choice(&mut self, bracket: char, depth: usize) -> Result<Piece, String> {
        if depth > DEEPEST {
            return Err(format!("brackets are nested more than {DEEPEST} times"));
        }
        let mut ways = vec![self.sequence(depth)?];
        while self.peek() == Some('|') {
            self.next();
            ways.push(self.sequence(depth)?);
        }
        let close = if bracket == '[' { ']' } else { ')' };
        if self.next() != Some(close) {
            return Err(format!("`{bracket}` is not closed"));
        }
        if bracket == '[' {
            ways.push(Vec::new());
        }
        Ok(Piece::Choice(ways))
    }

    /// `{name}` and `{name:kind}`, read behind the opening brace.
    fn slot(&mut self) -> Result<Piece, String> {
        let (inside, rest) = self.rest.split_once('}').ok_or("a brace is not closed")?;
        let (name, kind) = inside.split_once(':').unwrap_or((inside, "text"));
        if name.is_empty() || !name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '.')) {
            return Err(format!("`{{{inside}}}` has no name of letters, digits, `_` and `.`"));
        }
        let kinds = SlotKind::NAMES.iter();
        let found = kinds.clone().find(|(known, _)| *known == kind).map(|(_, kind)| *kind);
        let kind = found.ok_or_else(|| {
            let known: Vec<&str> = kinds.map(|(name, _)| *name).collect();
            format!("unknown kind of slot `{kind}`, expected one of {}", known.join(", "))
        })?;
        self.rest = rest;
        self.slots.push(name.to_owned());
        Ok(Piece::Slot(kind, self.slots.len() - 1))
    }
}

/// Lays the nodes of pieces, the last first; gives the node to begin at. `next` is what follows them.
///
/// Recursion is as deep as brackets are, at most [`DEEPEST`].
fn lay(pieces: &[Piece], next: NodeId, nodes: &mut Vec<Node>) -> NodeId {
    pieces.iter().rev().fold(next, |next, piece| {
        let node = match piece {
            Piece::Char(c) => Node::Char(*c, next),
            Piece::Space => Node::Space(next),
            Piece::Slot(kind, slot) => Node::Slot(*kind, *slot, next),
            Piece::Choice(ways) => Node::Either(ways.iter().map(|way| lay(way, next, nodes)).collect()),
        };
        nodes.push(node);
        nodes.len() - 1
    })
}

/// Words outside brackets, and what all ways of a choice begin with; without characters that fit others: blanks,
/// dashes, apostrophes and what may be the first letter of the text, which has `begun` where something stands before.
fn plain_words(pieces: &[Piece], mut begun: bool) -> Vec<String> {
    let mut words = vec![String::new()];
    for piece in pieces {
        match (piece, words.last_mut()) {
            (Piece::Char(c), Some(word)) if begun && is_plain(*c) => word.push(*c),
            (Piece::Choice(ways), _) if begun => words.extend([common_beginning(ways), String::new()]),
            _ => words.push(String::new()),
        }
        begun |= !matches!(piece, Piece::Choice(_));
    }
    words.retain(|word| !word.is_empty());
    words
}

/// For each choice outside brackets the longest plain word of every way; without those with a way that has none.
fn words_of_choices(pieces: &[Piece]) -> Vec<Vec<String>> {
    let mut begun = false;
    let choices = pieces.iter().filter_map(|piece| match piece {
        Piece::Choice(ways) => Some((begun, ways)),
        _ => {
            begun = true;
            None
        }
    });
    let words = |(begun, ways): (bool, &Vec<Vec<Piece>>)| -> Option<Vec<String>> {
        ways.iter().map(|way| longest_word(way, begun)).collect()
    };
    choices.filter_map(words).collect()
}

fn longest_word(way: &[Piece], begun: bool) -> Option<String> {
    plain_words(way, begun).into_iter().max_by_key(String::len)
}

/// Whether a character fits no other.
fn is_plain(c: char) -> bool {
    !is_dash(c) && !is_apostrophe(c)
}

/// The plain characters that every way of a choice begins with: of `(points|point)` they are `point`.
fn common_beginning(ways: &[Vec<Piece>]) -> String {
    let Some((first, others)) = ways.split_first() else { return String::new() };
    let is_common = |at: usize, c: char| {
        others.iter().all(|way| matches!(way.get(at), Some(Piece::Char(other)) if *other == c))
    };
    let letters = first.iter().enumerate().map_while(|(at, piece)| match piece {
        Piece::Char(c) if is_plain(*c) && is_common(at, *c) => Some(*c),
        _ => None,
    });
    letters.collect()
}

impl Program {
    /// The bytes that a text which fits can begin with, its first letter in either case; `None` where it may be any.
    pub fn first_bytes(&self) -> Option<Vec<u8>> {
        let (mut open, mut bytes) = (vec![self.nodes.len() - 1], Vec::new());
        if self.open.0 {
            return None;
        }
        while let Some(id) = open.pop() {
            match self.nodes.get(id)? {
                Node::Char(c, _) if is_plain(*c) => {
                    let cases = c.to_lowercase().chain(c.to_uppercase()).chain([*c]);
                    bytes.extend(cases.filter_map(|c| c.encode_utf8(&mut [0; 4]).bytes().next()));
                }
                Node::Space(next) => open.push(*next),
                Node::Either(ways) => open.extend(ways),
                _ => return None,
            }
        }
        Some(bytes)
    }

    /// The letters with which every match begins that does not begin the text, one for each way; empty where a way begins
    /// with none.
    pub fn beginnings(&self) -> Vec<String> {
        let (mut open, mut found) = (vec![self.nodes.len() - 1], Vec::new());
        while let Some(id) = open.pop() {
            match self.nodes.get(id) {
                Some(Node::Either(ways)) => open.extend(ways),
                _ => found.push(self.letters_at(id)),
            }
        }
        if found.iter().any(String::is_empty) { Vec::new() } else { found }
    }

    /// The plain characters that follow each other from a node on.
    fn letters_at(&self, mut id: NodeId) -> String {
        let mut letters = String::new();
        while let Some(Node::Char(c, next)) = self.nodes.get(id)
            && is_plain(*c)
        {
            letters.push(*c);
            id = *next;
        }
        letters
    }

    /// Refuses two text slots with nothing between them: where one ends and the other begins would be chance.
    fn check(&self) -> Result<(), String> {
        for node in &self.nodes {
            let Node::Slot(SlotKind::Text, slot, next) = node else { continue };
            if let Some(other) = self.text_slot_at(*next) {
                let name = |slot: usize| self.slots.get(slot).map_or("", String::as_str);
                return Err(format!("text slots `{}` and `{}` touch", name(*slot), name(other)));
            }
        }
        Ok(())
    }

    /// A text slot that can come first from a node on.
    fn text_slot_at(&self, node: NodeId) -> Option<usize> {
        let mut open = vec![node];
        let mut seen = vec![false; self.nodes.len()];
        while let Some(id) = open.pop() {
            if seen.get_mut(id).is_none_or(|seen| std::mem::replace(seen, true)) {
                continue;
            }
            match self.nodes.get(id) {
                Some(Node::Slot(SlotKind::Text, slot, _)) => return Some(*slot),
                Some(Node::Either(ways)) => open.extend(ways),
                _ => {}
            }
        }
        None
    }
}
