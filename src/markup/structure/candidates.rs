//! Where bytes stand that may be markup: 64 at a time, as bits.
//!
//! Articles have such a byte in every nine, so a search for the next one would be started and stopped all the time.
//! Comparing a whole block with each of them has no branches, and compilers turn it into vector instructions.

/// Bytes of a block.
const BLOCK: usize = u64::BITS as usize;

/// The markup bytes of one block at a time.
#[derive(Clone, Copy, Debug)]
pub(super) struct Candidates {
    /// Index of the block that `bits` is about.
    block: usize,
    /// One bit for each byte of the block, the lowest for the first.
    bits: u64,
}

impl Candidates {
    /// Nothing is known yet.
    pub(super) fn new() -> Self {
        Self { block: usize::MAX, bits: 0 }
    }

    /// The first markup byte of `text` at `from` or behind it; the length of the text where there is none.
    pub(super) fn next(&mut self, text: &[u8], from: usize) -> usize {
        let mut from = from;
        while from < text.len() {
            let block = from / BLOCK;
            if self.block != block {
                *self = Self { block, bits: bits(text.get(block * BLOCK..).unwrap_or(&[])) };
            }
            let rest = self.bits >> (from % BLOCK);
            if rest != 0 {
                return from + rest.trailing_zeros() as usize;
            }
            from = (block + 1) * BLOCK;
        }
        text.len()
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

    #[test]
    fn every_markup_byte_is_found_wherever_it_stands() {
        for byte in *b"{}[]|=<\n" {
            for at in 0..150 {
                let mut text = [b'a'; 150];
                text[at] = byte;
                assert_eq!(Candidates::new().next(&text, 0), at);
                assert_eq!(Candidates::new().next(&text, at), at);
                assert_eq!(Candidates::new().next(&text, at + 1), 150);
            }
        }
    }

    #[test]
    fn words_are_passed_over() {
        let text = "Große 1–0 “Zürich” (a.e.t.) > 'x' & ~ \t\r".repeat(9);
        assert_eq!(Candidates::new().next(text.as_bytes(), 0), text.len());
    }
}
