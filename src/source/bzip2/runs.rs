//! The outermost layer: behind four equal bytes stands how many more of them follow.

use std::io::{self, Read};

use super::crc;

/// Equal bytes behind which a count stands.
const RUN: usize = 4;

/// The text of a block with its counts: up to fifty times as much when they are resolved, which is done while it is read.
#[derive(Default)]
pub(super) struct Text {
    bytes: Vec<u8>,
    /// Places of the counts.
    counts: Vec<u32>,
    /// The checksum of the resolved text.
    pub checksum: u32,
}

impl Text {
    /// Finds the counts.
    pub fn new(bytes: Vec<u8>) -> Self {
        let (mut counts, mut from, mut checksum) = (Vec::new(), 0, crc::START);
        while let Some(end) = run_end(&bytes, from) {
            checksum = crc::add(checksum, bytes.get(from..end).unwrap_or(&[]));
            if let (Some(count), Some(byte)) = (bytes.get(end), bytes.get(end - 1)) {
                let repeated = [*byte; 255];
                checksum = crc::add(checksum, repeated.get(..usize::from(*count)).unwrap_or(&[]));
                counts.push(end as u32);
            }
            from = end + 1;
        }
        checksum = crc::add(checksum, bytes.get(from..).unwrap_or(&[]));
        Self { bytes, counts, checksum: !checksum }
    }
}

/// The end of the first four equal bytes from a place on.
fn run_end(bytes: &[u8], from: usize) -> Option<usize> {
    let rest = bytes.get(from..)?;
    let is_run = |window: &[u8]| matches!(window, [a, b, c, d] if a == b && b == c && c == d);
    rest.windows(RUN).position(is_run).map(|at| from + at + RUN)
}

/// A text on its way to a reader.
#[derive(Default)]
pub(super) struct TextReader {
    text: Text,
    /// How far it has been read.
    read: usize,
    /// Counts that have been passed.
    passed: usize,
    /// Repetitions of the last byte that come before the rest.
    repeats: usize,
}

impl From<Text> for TextReader {
    fn from(text: Text) -> Self {
        Self { text, ..Self::default() }
    }
}

impl Read for TextReader {
    fn read(&mut self, target: &mut [u8]) -> io::Result<usize> {
        let mut written = 0;
        while let Some(room) = target.get_mut(written..).filter(|room| !room.is_empty()) {
            let step = self.read_step(room);
            if step == 0 {
                break;
            }
            written += step;
        }
        Ok(written)
    }
}

impl TextReader {
    /// Writes repetitions, or bytes up to the next count; 0 only at the end.
    fn read_step(&mut self, room: &mut [u8]) -> usize {
        if self.repeats > 0 {
            let last = self.read.checked_sub(2).and_then(|last| self.text.bytes.get(last)).copied();
            let length = self.repeats.min(room.len());
            room.iter_mut().take(length).for_each(|byte| *byte = last.unwrap_or(0));
            self.repeats -= length;
            return length;
        }
        let count = self.text.counts.get(self.passed).map(|count| *count as usize);
        let literal = self.text.bytes.get(self.read..count.unwrap_or(self.text.bytes.len())).unwrap_or(&[]);
        let length = literal.len().min(room.len());
        room.iter_mut().zip(literal).for_each(|(target, byte)| *target = *byte);
        let is_whole = length == literal.len();
        self.read += length;
        if let Some(count) = count.filter(|_| is_whole) {
            self.repeats = self.text.bytes.get(count).copied().map_or(0, usize::from);
            self.read += 1;
            self.passed += 1;
            // a run of exactly four bytes at the end of the room is no end of the text
            if length == 0 && self.repeats == 0 {
                return self.read_step(room);
            }
        }
        length
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn resolved(bytes: &[u8], room: usize) -> (Vec<u8>, u32) {
        let text = Text::new(bytes.to_vec());
        let checksum = text.checksum;
        let (mut reader, mut out) = (TextReader::from(text), Vec::new());
        loop {
            let mut target = vec![0; room];
            let read = reader.read(&mut target).unwrap();
            out.extend_from_slice(&target[..read]);
            if read == 0 {
                return (out, checksum);
            }
        }
    }

    #[test]
    fn counts_are_resolved_however_little_is_read_at_once() {
        let cases: [(&[u8], &[u8]); 8] = [
            (b"", b""),
            (b"abc", b"abc"),
            (b"aaaa\x00b", b"aaaab"),
            (b"aaaa\x03b", b"aaaaaaab"),
            (b"aaaa\x00aaaa\x01", b"aaaaaaaaa"),
            (b"aaaa\x00\x00\x00\x00\x00\x02", b"aaaa\0\0\0\0\0\0"),
            (b"aaaa", b"aaaa"),
            (b"xxaaaa\x02aab", b"xxaaaaaaaab"),
        ];
        for (bytes, text) in cases {
            for room in 1..12 {
                let (out, checksum) = resolved(bytes, room);
                assert_eq!(out, text, "{bytes:?} by {room}");
                assert_eq!(checksum, !crc::add(crc::START, text));
            }
        }
        let (out, _) = resolved(b"zzzz\xff", 100);
        assert_eq!(out, [b'z'; 259]);
    }
}
