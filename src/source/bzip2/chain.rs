//! Puts blocks in a row: each has to begin where the one before ends.

use std::{collections::VecDeque, io};

use super::{
    Damage,
    ahead::Ahead,
    batch::{Batch, Outcome, Workspace},
    bits::Bits,
    block::MAGIC_BITS,
    runs::Text,
    scan::Kind,
};

/// `BZh9`: the digit is the size of blocks, which they state themselves.
const HEADER: &[u8] = b"BZh";

/// Bytes of a header.
const HEADER_BYTES: usize = 4;

/// Bits behind the magic number of an end.
const CHECKSUM_BITS: u32 = 32;

/// How far the blocks have been put in a row.
#[derive(Default)]
pub(super) struct Chain {
    batch: Batch,
    outcomes: VecDeque<Outcome>,
    /// Offset of the next bit in the batch.
    at: usize,
    is_inside: bool,
    /// Checksum of the stream so far.
    checksum: u32,
    is_over: bool,
}

/// What comes next.
enum Step {
    Text(Text),
    /// The end of a stream, or its beginning.
    On,
    /// What comes next stands in the next batch.
    NextBatch,
    /// A block goes on in the next batch.
    Longer,
}

impl Chain {
    /// The text of the next block; `None` behind the last stream.
    pub fn next(&mut self, ahead: &mut Ahead) -> io::Result<Option<Text>> {
        let next = self.next_or_end(ahead);
        // behind damage nothing comes
        self.is_over |= !matches!(next, Ok(Some(_)));
        next
    }

    fn next_or_end(&mut self, ahead: &mut Ahead) -> io::Result<Option<Text>> {
        while !self.is_over {
            match self.step().map_err(|damage| damage.at(self.batch.bit(self.at)))? {
                Step::Text(text) => return Ok(Some(text)),
                Step::On => {}
                Step::NextBatch => match ahead.next()? {
                    Some((batch, outcomes)) => self.enter(batch, outcomes),
                    None if self.is_inside => return Err(Damage::CutOff.at(self.batch.bit(self.at))),
                    None => return Ok(None),
                },
                Step::Longer => self.lengthen(ahead)?,
            }
        }
        Ok(None)
    }

    fn enter(&mut self, batch: Batch, outcomes: Vec<Outcome>) {
        let at = self.batch.bit(self.at).saturating_sub(batch.offset * 8);
        self.at = usize::try_from(at).unwrap_or(usize::MAX);
        self.batch = batch;
        self.outcomes = outcomes.into();
    }

    /// Unpacks again what was cut at a mark that was none, with at least as much behind it as there is: a block may hold many
    /// such marks.
    fn lengthen(&mut self, ahead: &mut Ahead) -> io::Result<()> {
        let Some((next, _)) = ahead.next()? else {
            return Err(Damage::CutOff.at(self.batch.bit(self.at)));
        };
        // the next batch begins with the mark that was none
        let first =
            next.marks.first().map_or(0, |mark| next.bit(mark.at)).saturating_sub(self.batch.offset * 8);
        let (at, first) = (self.at, usize::try_from(first).unwrap_or(usize::MAX));
        let wanted = 2 * self.batch.bytes.len();
        self.batch.append(&next);
        while self.batch.bytes.len() < wanted {
            let Some((next, _)) = ahead.next()? else { break };
            self.batch.append(&next);
        }
        self.batch.marks.retain(|mark| mark.at == at || mark.at > first);
        self.outcomes = Workspace::default().unpack(&self.batch).into();
        Ok(())
    }

    fn step(&mut self) -> Result<Step, Damage> {
        if !self.is_inside {
            return self.begin_stream();
        }
        // what stands inside the block before is no mark
        self.batch.marks.retain(|mark| mark.at >= self.at);
        while self.outcomes.front().is_some_and(|outcome| start_of(outcome) < self.at) {
            self.outcomes.pop_front();
        }
        match self.batch.marks.first() {
            Some(mark) if mark.at == self.at && mark.kind == Kind::Block => self.block(),
            Some(mark) if mark.at == self.at => self.end_stream(),
            None if self.at + MAGIC_BITS > self.batch.bytes.len() * 8 => Ok(Step::NextBatch),
            _ => Err(Damage::Lost),
        }
    }

    fn begin_stream(&mut self) -> Result<Step, Damage> {
        let rest = self.batch.bytes.get(self.at / 8..).unwrap_or(&[]);
        if rest.is_empty() {
            return Ok(Step::NextBatch);
        }
        let digit = rest.get(HEADER.len());
        if !rest.starts_with(HEADER) || !digit.is_some_and(|digit| (b'1'..=b'9').contains(digit)) {
            let is_cut =
                rest.len() < HEADER_BYTES && HEADER.starts_with(rest.get(..HEADER.len()).unwrap_or(rest));
            return Err(if is_cut { Damage::CutOff } else { Damage::Trailing });
        }
        self.at += HEADER_BYTES * 8;
        (self.is_inside, self.checksum) = (true, 0);
        Ok(Step::On)
    }

    fn block(&mut self) -> Result<Step, Damage> {
        match self.outcomes.pop_front() {
            Some(Ok(block)) => {
                self.at = block.end;
                self.checksum = self.checksum.rotate_left(1) ^ block.checksum;
                Ok(Step::Text(block.text))
            }
            Some(Err((_, Damage::CutOff))) => Ok(Step::Longer),
            Some(Err((_, damage))) => Err(damage),
            None => Err(Damage::Lost),
        }
    }

    fn end_stream(&mut self) -> Result<Step, Damage> {
        let mut bits = Bits::new(&self.batch.bytes, self.at + MAGIC_BITS);
        let checksum = bits.take(CHECKSUM_BITS);
        if bits.is_past_end() {
            return Err(Damage::CutOff);
        }
        if checksum != self.checksum {
            return Err(Damage::Checksum);
        }
        self.at = bits.offset().next_multiple_of(8);
        self.is_inside = false;
        Ok(Step::On)
    }
}

fn start_of(outcome: &Outcome) -> usize {
    match outcome {
        Ok(block) => block.start,
        Err((start, _)) => *start,
    }
}
