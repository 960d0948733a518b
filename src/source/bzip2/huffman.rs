//! Prefix codes of a block: how long the code of each symbol is, and symbols read by them.

use super::{Damage, bits::Bits};

/// The longest code (<https://github.com/dsnet/compress/blob/master/doc/bzip2-format.pdf>, section 2.2).
const MOST_BITS: u32 = 20;

/// Codes that are found in one step are this long at most.
const FAST_BITS: u32 = 10;

/// Symbols: two that tell runs, 255 places of the list and the end of the block.
const MOST_SYMBOLS: usize = 258;

/// A canonical code.
pub(super) struct Code {
    /// For the next ten bits a symbol and the length of its code; 0 where the code is longer.
    fast: [u16; 1 << FAST_BITS],
    /// For each length the first 20 bits that belong to longer codes.
    limits: [u32; MOST_BITS as usize + 1],
    /// For each length what to add to a code for its place in `symbols`.
    bases: [i32; MOST_BITS as usize + 1],
    symbols: [u16; MOST_SYMBOLS],
}

impl Code {
    /// Reads the lengths of the codes of so many symbols: each as a difference to the one before.
    pub fn read(bits: &mut Bits<'_>, symbols: usize) -> Result<Self, Damage> {
        let mut lengths = [0_u8; MOST_SYMBOLS];
        let mut length = bits.take(5);
        for slot in lengths.iter_mut().take(symbols) {
            loop {
                if !(1..=MOST_BITS).contains(&length) {
                    return Err(Damage::Code);
                }
                if !bits.flag() {
                    break;
                }
                length = if bits.flag() { length - 1 } else { length + 1 };
            }
            *slot = length as u8;
        }
        Self::of(lengths.get(..symbols).unwrap_or(&[]))
    }

    /// The code whose symbols have codes of these lengths.
    fn of(lengths: &[u8]) -> Result<Self, Damage> {
        let mut code = Self {
            fast: [0; 1 << FAST_BITS],
            limits: [0; MOST_BITS as usize + 1],
            bases: [0; MOST_BITS as usize + 1],
            symbols: [0; MOST_SYMBOLS],
        };
        let mut sorted = code.symbols.iter_mut();
        let (mut next, mut place) = (0_u32, 0_i32);
        let rows = code.limits.iter_mut().zip(&mut code.bases).zip(0..);
        for ((limit, base), length) in rows.skip(1) {
            *base = place - next as i32;
            for (symbol, _) in (0_u16..).zip(lengths).filter(|(_, of)| u32::from(**of) == length) {
                if let Some(slot) = sorted.next() {
                    *slot = symbol;
                }
                enter(&mut code.fast, next, length, symbol);
                next += 1;
                place += 1;
            }
            if next > 1 << length {
                return Err(Damage::Code);
            }
            *limit = next << (MOST_BITS - length);
            next <<= 1;
        }
        Ok(code)
    }

    /// The next symbol; the bits of its code must be in the buffer.
    #[inline]
    pub fn symbol(&self, bits: &mut Bits<'_>) -> Result<u16, Damage> {
        let entry = self.fast.get(bits.peek(FAST_BITS) as usize).copied().unwrap_or(0);
        if entry == 0 {
            return self.long_symbol(bits);
        }
        bits.skip(u32::from(entry & 0x1f));
        Ok(entry >> 5)
    }

    fn long_symbol(&self, bits: &mut Bits<'_>) -> Result<u16, Damage> {
        let ahead = bits.peek(MOST_BITS);
        let rows = self.limits.iter().zip(&self.bases).zip(0..).skip(FAST_BITS as usize + 1);
        let ((_, base), length) =
            rows.into_iter().find(|((limit, _), _)| ahead < **limit).ok_or(Damage::Code)?;
        bits.skip(length);
        let place = (ahead >> (MOST_BITS - length)) as i32 + base;
        usize::try_from(place).ok().and_then(|place| self.symbols.get(place)).copied().ok_or(Damage::Code)
    }
}

/// Enters a short code for all ways in which ten bits can go on behind it.
fn enter(fast: &mut [u16], code: u32, length: u32, symbol: u16) {
    if let Some(free) = FAST_BITS.checked_sub(length) {
        let first = (code << free) as usize;
        if let Some(slots) = fast.get_mut(first..first + (1 << free)) {
            slots.fill(symbol << 5 | length as u16);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn symbols_of_short_and_long_codes_are_read() {
        // 0, 10, 110, …, and two codes of 14 bits
        let lengths: Vec<u8> = (1..=14).chain([14]).collect();
        let code = Code::of(&lengths).unwrap();
        for symbol in 0..15_u16 {
            let ones = u32::from(symbol.min(14));
            let written = !(u32::MAX >> ones);
            let mut bytes = written.to_be_bytes().to_vec();
            bytes.extend([0; 8]);
            let mut bits = Bits::new(&bytes, 0);
            assert_eq!(code.symbol(&mut bits).unwrap(), symbol);
            assert_eq!(bits.offset(), usize::from(lengths[usize::from(symbol)]));
        }
    }

    #[test]
    fn codes_that_cannot_be_told_apart_are_damage() {
        assert!(Code::of(&[1, 1, 1]).is_err());
        let code = Code::of(&[2, 2]).unwrap();
        let mut bits = Bits::new(&[0xff; 16], 0);
        assert!(code.symbol(&mut bits).is_err(), "no symbol has this code");
    }
}
