//! Finds where blocks and ends of streams begin, at any bit.

use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, Input, MatchKind};

use super::block::{MAGIC, MAGIC_BITS};

/// Ends a stream: the digits of the square root of pi.
const END_MAGIC: u64 = 0x1772_4538_5090;

/// Whole bytes of a number that begins at any bit.
const WHOLE: usize = 5;

/// What begins at a bit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Block,
    StreamEnd,
}

/// A number was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Mark {
    /// Offset of its first bit.
    pub at: usize,
    pub kind: Kind,
}

/// The numbers with so many bits of another byte before them: their whole bytes are searched for.
struct Pattern {
    kind: Kind,
    /// Bits of the number in the byte before its whole ones.
    before: usize,
    whole: [u8; WHOLE],
}

static PATTERNS: LazyLock<Vec<Pattern>> = LazyLock::new(|| {
    let of = |(kind, magic): (Kind, u64)| {
        (0..8).map(move |before| {
            let [_, _, _, whole @ ..] = (magic >> (8 - before)).to_be_bytes();
            Pattern { kind, before, whole }
        })
    };
    [(Kind::Block, MAGIC), (Kind::StreamEnd, END_MAGIC)].into_iter().flat_map(of).collect()
});

static SEARCH: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| {
    let patterns = PATTERNS.iter().map(|pattern| pattern.whole);
    AhoCorasick::builder().match_kind(MatchKind::LeftmostFirst).build(patterns).ok()
});

/// All marks that begin and end in a part of some bytes, in order.
pub(super) fn marks(bytes: &[u8], from: usize) -> Vec<Mark> {
    let Some(search) = &*SEARCH else { return Vec::new() };
    let mut marks = Vec::new();
    let mut next = from;
    while let Some(found) = search.find(Input::new(bytes).range(next..)) {
        next = found.start() + 1;
        marks.extend(
            PATTERNS.get(found.pattern().as_usize()).and_then(|pattern| mark(bytes, found.start(), pattern)),
        );
    }
    marks
}

/// The mark around whole bytes, if the bits before and behind them are right.
fn mark(bytes: &[u8], whole: usize, pattern: &Pattern) -> Option<Mark> {
    let at = (whole * 8).checked_sub(pattern.before)?;
    let magic = if pattern.kind == Kind::Block { MAGIC } else { END_MAGIC };
    let first = at / 8;
    let mut word = [0; 8];
    let slice = bytes.get(first..(at + MAGIC_BITS).div_ceil(8))?;
    word.get_mut(..slice.len())?.copy_from_slice(slice);
    let found = u64::from_be_bytes(word) << (at % 8) >> (64 - MAGIC_BITS);
    (found == magic).then_some(Mark { at, kind: pattern.kind })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_found_at_every_bit() {
        for (kind, magic) in [(Kind::Block, MAGIC), (Kind::StreamEnd, END_MAGIC)] {
            for at in 0..200 {
                let mut bits = vec![at % 3 == 0; at];
                bits.extend((0..48).rev().map(|bit| magic >> bit & 1 == 1));
                for end in [bits.len(), 320] {
                    let mut bits = bits.clone();
                    bits.resize(end, true);
                    let byte = |bits: &[bool]| {
                        bits.iter().chain(&[false; 8]).take(8).fold(0, |byte, bit| byte << 1 | u8::from(*bit))
                    };
                    let bytes: Vec<u8> = bits.chunks(8).map(byte).collect();
                    assert_eq!(marks(&bytes, 0), [Mark { at, kind }], "{at} {end}");
                    let cut = &bytes[..(at + 47) / 8];
                    assert_eq!(marks(cut, 0), []);
                }
            }
        }
    }
}
