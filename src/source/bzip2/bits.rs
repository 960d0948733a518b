//! Reads bits from the most significant one on.

/// Bits of a slice. Behind its end they are all 0; [`Bits::is_past_end`] tells.
pub(super) struct Bits<'a> {
    bytes: &'a [u8],
    /// The first byte that is not wholly in the buffer.
    next: usize,
    /// The next bits, from the top.
    buffer: u64,
    /// How many of them count.
    count: u32,
}

impl<'a> Bits<'a> {
    /// Bits from an offset on.
    pub fn new(bytes: &'a [u8], offset: usize) -> Self {
        let mut bits = Self { bytes, next: offset / 8, buffer: 0, count: 0 };
        bits.refill();
        bits.skip((offset % 8) as u32);
        bits
    }

    /// Offset of the next bit.
    pub fn offset(&self) -> usize {
        self.next * 8 - self.count as usize
    }

    /// Whether bits were read that are not there.
    pub fn is_past_end(&self) -> bool {
        self.offset() > self.bytes.len() * 8
    }

    /// Fills up the buffer: 56 bits at least can be read then.
    #[inline]
    pub fn refill(&mut self) {
        match self.bytes.get(self.next..).and_then(<[u8]>::first_chunk) {
            Some(word) => {
                // bits beyond `count` are those that follow, so that they may be set twice
                self.buffer |= u64::from_be_bytes(*word) >> self.count;
                self.next += ((63 - self.count) / 8) as usize;
                self.count |= 56;
            }
            None => self.refill_at_end(),
        }
    }

    #[cold]
    fn refill_at_end(&mut self) {
        while self.count <= 56 {
            let byte = self.bytes.get(self.next).copied().unwrap_or(0);
            self.buffer |= u64::from(byte) << (56 - self.count);
            self.next += 1;
            self.count += 8;
        }
    }

    /// The next bits, at most 32, in an integer; they stay. The buffer must hold them.
    #[inline]
    pub fn peek(&self, count: u32) -> u32 {
        (self.buffer >> 32) as u32 >> (32 - count)
    }

    /// Passes over bits that are in the buffer.
    #[inline]
    pub fn skip(&mut self, count: u32) {
        self.buffer <<= count;
        self.count -= count;
    }

    /// The next bits, 1 to 32, in an integer.
    pub fn take(&mut self, count: u32) -> u32 {
        self.refill();
        let bits = self.peek(count);
        self.skip(count);
        bits
    }

    /// The next bit.
    pub fn flag(&mut self) -> bool {
        self.take(1) == 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bits_come_from_the_top_at_any_offset() {
        let bytes: Vec<u8> = (0..40).map(|byte: u8| byte.wrapping_mul(37)).collect();
        let expected = |offset: usize| bytes.get(offset / 8).map_or(0, |byte| byte >> (7 - offset % 8) & 1);
        for start in 0..bytes.len() * 8 {
            let mut bits = Bits::new(&bytes, start);
            for (number, width) in [1, 7, 20, 32, 13, 3, 24].into_iter().enumerate() {
                let offset = bits.offset();
                let wanted =
                    (offset..offset + width).fold(0, |bits, offset| bits << 1 | u64::from(expected(offset)));
                assert_eq!(u64::from(bits.take(width as u32)), wanted, "{start}, {number}");
                assert_eq!(bits.is_past_end(), offset + width > bytes.len() * 8);
            }
        }
    }
}
