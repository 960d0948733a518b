//! Packed bytes in batches of whole blocks, and batches unpacked.

use std::io::{self, Read};

use super::{
    Damage,
    block::{self, MAGIC_BITS},
    runs::Text,
    scan::{self, Kind, Mark},
    transform::{WALKS, Walk, walk},
};
use crate::source::compression::Input;

/// Read at once.
const READ_BYTES: usize = 256 * 1024;

/// Without a mark in so many bytes there is no block: the longest has 900,000 symbols of 20 bits and some tables.
const MOST_BLOCK_BYTES: usize = 4 << 20;

/// Some blocks, from the first bit of one to the first bit of one behind them.
#[derive(Clone, Debug, Default)]
pub(super) struct Batch {
    /// Where its bytes begin in the file.
    pub offset: u64,
    pub bytes: Vec<u8>,
    /// Where blocks and ends of streams begin in these bytes.
    pub marks: Vec<Mark>,
}

impl Batch {
    /// The offset of one of its bits in the file.
    pub fn bit(&self, at: usize) -> u64 {
        self.offset * 8 + at as u64
    }

    /// Puts the next batch behind this one, where a mark between the two was none.
    pub fn append(&mut self, next: &Batch) {
        let begins = usize::try_from(next.offset - self.offset).unwrap_or(usize::MAX);
        self.bytes.truncate(begins);
        self.bytes.extend_from_slice(&next.bytes);
        self.marks.extend(next.marks.iter().map(|mark| Mark { at: mark.at + begins * 8, ..*mark }));
    }
}

/// Cuts packed bytes into batches.
pub(super) struct Batches {
    input: Input,
    /// The batch that is being read; its bytes may go on behind its end.
    next: Batch,
    /// How far its bytes have been searched.
    searched: usize,
    is_over: bool,
    /// Why the input ended before its end.
    pub error: Option<io::Error>,
}

impl Batches {
    pub fn new(input: Input) -> Self {
        Self { input, next: Batch::default(), searched: 0, is_over: false, error: None }
    }

    /// The next batch; `None` at the end and at an error.
    pub fn next(&mut self) -> Option<Batch> {
        loop {
            if let Some(end) = self.cut() {
                return Some(self.split(end));
            }
            if self.is_over {
                let last = std::mem::take(&mut self.next);
                return Some(last).filter(|batch| !batch.bytes.is_empty());
            }
            self.read_on();
        }
    }

    /// The bit at which the batch ends: a block behind enough others.
    fn cut(&self) -> Option<usize> {
        let Batch { bytes, marks, .. } = &self.next;
        let mut blocks = marks.iter().filter(|mark| mark.kind == Kind::Block);
        let end = blocks.nth(WALKS).map(|mark| mark.at);
        // no blocks: any mark will do
        let is_too_long = bytes.len() > MOST_BLOCK_BYTES * WALKS;
        let any = || marks.last().map_or(bytes.len() * 8, |mark| mark.at.max(8));
        end.or_else(|| is_too_long.then(any))
    }

    /// Takes the batch out that ends at a bit; the next one begins in the same byte.
    fn split(&mut self, end: usize) -> Batch {
        let Batch { offset, bytes, marks } = &mut self.next;
        let rest = Batch {
            offset: *offset + end as u64 / 8,
            bytes: bytes.get(end / 8..).unwrap_or_default().to_vec(),
            marks: marks
                .iter()
                .filter(|mark| mark.at >= end)
                .map(|mark| Mark { at: mark.at - end / 8 * 8, ..*mark })
                .collect(),
        };
        bytes.truncate(end.div_ceil(8));
        marks.retain(|mark| mark.at < end);
        self.searched = self.searched.saturating_sub(end / 8);
        std::mem::replace(&mut self.next, rest)
    }

    fn read_on(&mut self) {
        let bytes = &mut self.next.bytes;
        let read = self.input.by_ref().take(READ_BYTES as u64).read_to_end(bytes);
        self.is_over = !matches!(read, Ok(1..));
        self.error = read.err();
        let marks = scan::marks(bytes, self.searched);
        // a number may be cut in two by the end of what has been read
        self.searched = bytes.len().saturating_sub(MAGIC_BITS / 8);
        let last = self.next.marks.last().copied();
        let is_new = |mark: &Mark| last.is_none_or(|last| mark.at > last.at);
        self.next.marks.extend(marks.into_iter().filter(is_new));
    }
}

/// A block that was unpacked from a place where one may begin.
pub(super) struct Unpacked {
    /// Offset of its first bit in the batch.
    pub start: usize,
    /// Offset of the first bit behind it.
    pub end: usize,
    pub text: Text,
    /// The checksum that stands before it is that of its text.
    pub checksum: u32,
}

/// A block, or why there is none at a place.
pub(super) type Outcome = Result<Unpacked, (usize, Damage)>;

/// Memory of a thread that unpacks.
#[derive(Default)]
pub(super) struct Workspace {
    walks: [Walk; WALKS],
    table: Vec<u32>,
}

impl Workspace {
    /// Unpacks what begins at the marks of blocks, in their order.
    pub fn unpack(&mut self, batch: &Batch) -> Vec<Outcome> {
        let starts: Vec<usize> =
            batch.marks.iter().filter(|mark| mark.kind == Kind::Block).map(|mark| mark.at).collect();
        starts.chunks(WALKS).flat_map(|starts| self.unpack_together(&batch.bytes, starts)).collect()
    }

    fn unpack_together(&mut self, bytes: &[u8], starts: &[usize]) -> Vec<Outcome> {
        let mut frames = Vec::with_capacity(WALKS);
        for (start, walk) in starts.iter().zip(&mut self.walks) {
            frames.push(block::read(bytes, *start, walk, &mut self.table));
        }
        walk(&mut self.walks);
        let outcomes = starts.iter().zip(frames).zip(&mut self.walks).map(|((start, frame), walk)| {
            let frame = frame.map_err(|damage| (*start, damage))?;
            let text = Text::new(walk.take_text());
            if text.checksum != frame.checksum {
                return Err((*start, Damage::Checksum));
            }
            Ok(Unpacked { start: *start, end: frame.end, text, checksum: frame.checksum })
        });
        outcomes.collect()
    }
}
