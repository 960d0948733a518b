//! Compressed inputs, unpacked while they are read: bzip2 and Zstandard in one stream or many, gzip in one member or many.
//!
//! Wikipedia's `multistream` dumps are bzip2 streams of a hundred pages one behind the other; together they are one
//! document (<https://en.wikipedia.org/wiki/Wikipedia:Database_download>).

use std::{
    io::{self, Read},
    sync::mpsc::{Receiver, SyncSender, sync_channel},
    thread,
};

use flate2::read::MultiGzDecoder;

use super::bzip2;

/// Bytes that are handed from the unpacking thread at once.
const BLOCK_BYTES: usize = 512 * 1024;

/// Blocks that are unpacked ahead.
const BLOCKS_AHEAD: usize = 4;

/// A format of compressed files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Compression {
    /// `.bz2`
    Bzip2,
    /// `.gz`
    Gzip,
    /// `.zst`
    Zstandard,
}

/// What can be read from another thread than it was opened in.
pub(super) type Input = Box<dyn Read + Send>;

impl Compression {
    /// First bytes of each format.
    const MAGIC: [(&[u8], Self); 3] =
        [(b"BZh", Self::Bzip2), (&[0x1f, 0x8b], Self::Gzip), (&[0x28, 0xb5, 0x2f, 0xfd], Self::Zstandard)];

    /// The format that begins with these bytes.
    pub fn recognise(head: &[u8]) -> Option<Self> {
        Self::MAGIC.iter().find(|(magic, _)| head.starts_with(magic)).map(|(_, format)| *format)
    }

    /// What a compressed input holds; unpacked on so many threads some way ahead of whoever reads, or by the reader alone.
    ///
    /// # Errors
    /// No decoder can be made or no thread started, which is a matter of memory.
    pub fn unpack(self, packed: Input, threads: usize) -> io::Result<Input> {
        let unpacked: Input = match self {
            Self::Bzip2 => return Ok(Box::new(bzip2::Reader::new(packed, threads)?)),
            Self::Gzip => Box::new(MultiGzDecoder::new(packed)),
            Self::Zstandard => Box::new(zstd::stream::read::Decoder::new(packed)?),
        };
        if threads == 1 {
            return Ok(unpacked);
        }
        let (sender, blocks) = sync_channel(BLOCKS_AHEAD);
        thread::Builder::new().name("unpack".to_owned()).spawn(move || send(unpacked, &sender))?;
        Ok(Box::new(Unpacked { blocks, block: Vec::new(), read: 0 }))
    }
}

/// Reads to the end, to an error, or until nobody listens any more.
fn send(mut input: Input, blocks: &SyncSender<io::Result<Vec<u8>>>) {
    loop {
        let mut block = Vec::with_capacity(BLOCK_BYTES);
        let read = input.by_ref().take(BLOCK_BYTES as u64).read_to_end(&mut block);
        let is_last = block.is_empty() || read.is_err();
        // what was unpacked before the damage comes first
        if !block.is_empty() && blocks.send(Ok(block)).is_err() {
            return;
        }
        if let Err(error) = read {
            let _ = blocks.send(Err(error));
        }
        if is_last {
            return;
        }
    }
}

/// Blocks as one stream.
struct Unpacked {
    blocks: Receiver<io::Result<Vec<u8>>>,
    block: Vec<u8>,
    read: usize,
}

impl Read for Unpacked {
    fn read(&mut self, target: &mut [u8]) -> io::Result<usize> {
        while self.read == self.block.len() {
            match self.blocks.recv() {
                Ok(block) => (self.block, self.read) = (block?, 0),
                // the other thread has come to the end
                Err(_) => return Ok(0),
            }
        }
        let read = self.block.get(self.read..).unwrap_or(&[]).read(target)?;
        self.read += read;
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    fn packed(format: Compression, text: &[u8]) -> Vec<u8> {
        match format {
            Compression::Bzip2 => {
                let mut encoder = ::bzip2::write::BzEncoder::new(Vec::new(), ::bzip2::Compression::fast());
                encoder.write_all(text).unwrap();
                encoder.finish().unwrap()
            }
            Compression::Gzip => {
                let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
                encoder.write_all(text).unwrap();
                encoder.finish().unwrap()
            }
            Compression::Zstandard => zstd::stream::encode_all(text, 1).unwrap(),
        }
    }

    fn unpacked(bytes: Vec<u8>, threads: usize) -> (Vec<u8>, io::Result<usize>) {
        let format = Compression::recognise(&bytes).unwrap();
        let mut input = format.unpack(Box::new(io::Cursor::new(bytes)), threads).unwrap();
        let mut out = Vec::new();
        let read = input.read_to_end(&mut out);
        (out, read)
    }

    const ALL: [Compression; 3] = [Compression::Bzip2, Compression::Gzip, Compression::Zstandard];

    #[test]
    fn streams_one_behind_the_other_are_one() {
        let long = b"words and more words\n".repeat(100_000);
        for format in ALL {
            let bytes = [packed(format, b"one "), packed(format, b"two "), packed(format, &long)].concat();
            for threads in [1, 2] {
                let (out, read) = unpacked(bytes.clone(), threads);
                assert!(read.is_ok(), "{format:?}");
                assert_eq!(out, [&b"one two "[..], &long].concat(), "{format:?}");
            }
        }
    }

    #[test]
    fn what_comes_before_the_cut_is_kept_and_the_cut_is_an_error() {
        for format in ALL {
            let bytes = [packed(format, b"whole "), packed(format, &b"cut off ".repeat(1000))].concat();
            for threads in [1, 2] {
                let (out, read) = unpacked(bytes[..bytes.len() - 12].to_vec(), threads);
                assert!(read.is_err(), "{format:?}");
                assert!(out.starts_with(b"whole "), "{format:?}");
            }
        }
    }
}
