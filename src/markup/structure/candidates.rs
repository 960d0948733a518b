//! Where bytes stand that may be markup: 64 at a time, as bits.
//!
//! Articles have such a byte in every nine, so a search for the next one would be started and stopped all the time.
//! Comparing a whole block with each of them has no branches, and compilers turn it into vector instructions.

/// Bytes of a block.
const BLOCK: usize = u64::BITS as usize;

/// The markup bytes of a text, one after the other, read one block at a time.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Candidates {
    /// Offset of the block that `bits` is about.
    block: usize,
    /// One bit for each byte of the block, the lowest for the first; those that were given are gone.
    bits: u64,
    /// Where the next block begins.
    rest: usize,
}

impl Candidates {
    /// The first markup byte of `text` at `from` or behind it that was not given yet; `None` where there is none before
    /// `limit`. `from` never goes back.
    #[inline]
    pub(super) fn next(&mut self, text: &[u8], from: usize, limit: usize) -> Option<usize> {
        loop {
            while self.bits != 0 {
                let at = self.block + self.bits.trailing_zeros() as usize;
                if at >= limit {
                    return None;
                }
                self.bits &= self.bits - 1;
                if at >= from {
                    return Some(at);
                }
            }
            if self.rest >= limit {
                return None;
            }
            self.read_block(text, from);
        }
    }

    /// Reads the next block that reaches `from`.
    fn read_block(&mut self, text: &[u8], from: usize) {
        self.block = self.rest.max(from / BLOCK * BLOCK);
        self.rest = self.block + BLOCK;
        self.bits = bits(text.get(self.block..).unwrap_or(&[]));
    }
}

/// Which of the first 64 bytes may be markup.
fn bits(text: &[u8]) -> u64 {
    let Some(block) = text.first_chunk::<BLOCK>() else {
        let mut padded = [0; BLOCK];
        padded.iter_mut().zip(text).for_each(|(slot, byte)| *slot = *byte);
        return pack(&padded);
    };
    pack(block)
}

fn pack(block: &[u8; BLOCK]) -> u64 {
    let flags = block.map(|byte| u8::from(is_markup(byte)));
    let (octets, _) = flags.as_chunks::<8>();
    // Multiplied so, the lowest bits of eight bytes meet in the highest byte.
    let gather = |octet: &[u8; 8]| u64::from_le_bytes(*octet).wrapping_mul(0x0102_0408_1020_4080) >> 56;
    octets.iter().rev().fold(0, |bits, octet| bits << 8 | gather(octet))
}

/// Whether a byte may be markup somewhere. No lazy `||` here: a branch would keep it from being vectorised.
fn is_markup(byte: u8) -> bool {
    // `[`, `]` and `{`, `|`, `}` differ in one bit only; a backslash comes along.
    let bracket = (byte | 0x20).wrapping_sub(b'{') <= b'}' - b'{';
    bracket | (byte == b'<') | (byte == b'=') | (byte == b'\n')
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Where the markup bytes of a text stand, from an offset on.
    fn all(text: &[u8], from: usize) -> Vec<usize> {
        let mut candidates = Candidates::default();
        std::iter::from_fn(|| candidates.next(text, from, text.len())).collect()
    }

    #[test]
    fn every_markup_byte_is_found_wherever_it_stands() {
        for byte in *b"{}[]|=<\n" {
            for at in 0..150 {
                let mut text = [b'a'; 150];
                text[at] = byte;
                assert_eq!(all(&text, 0), [at]);
                assert_eq!(all(&text, at), [at]);
                assert!(all(&text, at + 1).is_empty());
            }
        }
    }

    #[test]
    fn what_lies_behind_the_limit_is_given_once_the_limit_is_further_on() {
        let text = "[".repeat(200);
        let mut candidates = Candidates::default();
        for limit in [1, 2, 64, 70, 128, 200] {
            let last = std::iter::from_fn(|| candidates.next(text.as_bytes(), limit - 1, limit)).last();
            assert_eq!(last, Some(limit - 1));
        }
    }

    #[test]
    fn words_are_passed_over() {
        let text = "Große 1–0 “Zürich” (a.e.t.) > 'x' & ~ \t\r".repeat(9);
        assert!(all(text.as_bytes(), 0).is_empty());
    }
}
