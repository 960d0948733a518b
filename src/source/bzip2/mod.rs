//! bzip2, unpacked on several threads: a stream is cut into its blocks, of 900 kB each, and these are unpacked ahead of the
//! reader and handed to it in order.
//!
//! Blocks begin at any bit, with a number of 48 bits that is searched for ([`scan`]). It may stand inside a block by chance; so
//! each block also has to end where the next one, or the end of its stream, begins ([`chain`]). Streams one behind the other,
//! as in Wikipedia's `multistream` dumps, are one text, and make no difference to how the work is shared: their index is not
//! needed. The format is described in <https://github.com/dsnet/compress/blob/master/doc/bzip2-format.pdf>.
//!
//! A decoder of its own, as those of libbz2 unpack a stream from its beginning on one thread; besides, two blocks that are
//! unpacked together take two thirds of the time (see [`transform`]).

mod ahead;
mod batch;
mod bits;
mod block;
mod chain;
mod crc;
mod front;
mod huffman;
mod runs;
mod scan;
mod transform;

use std::{
    fmt,
    io::{self, Read},
};

use super::compression::Input;
use ahead::Ahead;
use chain::Chain;

/// Why a stream cannot be unpacked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Damage {
    /// Something that no encoder writes.
    Code,
    /// The end comes before the end of a block.
    CutOff,
    /// A block from before 1996, whose bytes were mixed up to make sorting easier.
    Randomised,
    /// The checksum is not that of the text.
    Checksum,
    /// Neither a block nor an end of the stream where one ought to be.
    Lost,
    /// Something behind a stream that is no stream.
    Trailing,
}

impl fmt::Display for Damage {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Damage::Code => "a block cannot be decoded",
            Damage::CutOff => "it is cut off",
            Damage::Randomised => "a block is of a form that is not used since bzip2 0.9.5",
            Damage::Checksum => "a checksum is wrong",
            Damage::Lost => "no block begins where the one before ends",
            Damage::Trailing => "what follows is no bzip2",
        })
    }
}

impl Damage {
    /// The error of a reader, at a bit of the packed file.
    fn at(self, bit: u64) -> io::Error {
        let kind =
            if self == Damage::CutOff { io::ErrorKind::UnexpectedEof } else { io::ErrorKind::InvalidData };
        io::Error::new(kind, format!("bzip2, byte {}: {self}", bit / 8))
    }
}

/// What packed bytes hold.
pub(super) struct Reader {
    ahead: Ahead,
    chain: Chain,
    text: runs::TextReader,
}

impl Reader {
    /// Unpacks on so many threads, of which one is that of the reader.
    ///
    /// # Errors
    /// No thread can be started.
    pub fn new(packed: Input, threads: usize) -> io::Result<Self> {
        let ahead = Ahead::new(packed, threads)?;
        Ok(Self { ahead, chain: Chain::default(), text: runs::TextReader::default() })
    }
}

impl Read for Reader {
    fn read(&mut self, target: &mut [u8]) -> io::Result<usize> {
        if target.is_empty() {
            return Ok(0);
        }
        loop {
            let read = self.text.read(target)?;
            if read > 0 {
                return Ok(read);
            }
            match self.chain.next(&mut self.ahead)? {
                Some(text) => self.text = text.into(),
                None => return Ok(0),
            }
        }
    }
}

#[cfg(test)]
mod tests;
