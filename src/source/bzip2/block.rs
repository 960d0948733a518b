//! One block: from its bits to the column of bytes that the transform left, and its checksum.

use super::{Damage, bits::Bits, front::Front, huffman::Code, transform::Walk};

/// Begins a block: the digits of pi.
pub(super) const MAGIC: u64 = 0x3141_5926_5359;

/// Bits of a magic number.
pub(super) const MAGIC_BITS: usize = 48;

/// Bytes of a block at most, before the outermost runs are resolved.
const MOST_BYTES: usize = 900_000;

/// Symbols that are read by one code before the next one is chosen.
const GROUP: usize = 50;

/// The two symbols that tell runs of the first byte in the list; the digits of the length in base 2, digits 1 and 2.
const LAST_DIGIT: u16 = 1;

/// What stands before the text of a block and behind it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Frame {
    /// The checksum that the text ought to have.
    pub checksum: u32,
    /// Offset of the first bit behind the block.
    pub end: usize,
}

/// Reads the block whose magic begins at a bit, and prepares the walk through its text.
pub(super) fn read(
    bytes: &[u8],
    start: usize,
    walk: &mut Walk,
    single: &mut Vec<u32>,
) -> Result<Frame, Damage> {
    let mut bits = Bits::new(bytes, start + MAGIC_BITS);
    let frame = body(&mut bits, walk, single);
    if bits.is_past_end() { Err(Damage::CutOff) } else { frame }
}

fn body(bits: &mut Bits<'_>, walk: &mut Walk, single: &mut Vec<u32>) -> Result<Frame, Damage> {
    let checksum = bits.take(32);
    if bits.flag() {
        return Err(Damage::Randomised);
    }
    let origin = bits.take(24);
    let used = used_bytes(bits);
    let codes = bits.take(3) as usize;
    let selectors = selectors(bits, codes)?;
    let read_code = |_| Code::read(bits, used.len() + 2);
    let codes = (0..codes).map(read_code).collect::<Result<Vec<_>, _>>()?;
    let column = Column::read(bits, &used, &codes, &selectors)?;
    if origin as usize >= column.bytes.len() || bits.is_past_end() {
        return Err(Damage::Code);
    }
    walk.prepare(column.bytes, &column.counts, origin, single);
    Ok(Frame { checksum, end: bits.offset() })
}

/// Bytes that the block uses: sixteen rows of sixteen, of which the empty ones are left out.
fn used_bytes(bits: &mut Bits<'_>) -> Vec<u8> {
    let rows = bits.take(16);
    let mut used = Vec::with_capacity(256);
    for row in (0..16_u8).filter(|row| rows >> (15 - row) & 1 == 1) {
        let columns = bits.take(16);
        used.extend(
            (0..16).filter(|column| columns >> (15 - column) & 1 == 1).map(|column| row << 4 | column),
        );
    }
    used
}

/// Which code each group of symbols is read by; places in a list whose entries move to its front.
fn selectors(bits: &mut Bits<'_>, codes: usize) -> Result<Vec<u8>, Damage> {
    if !(2..=6).contains(&codes) {
        return Err(Damage::Code);
    }
    let mut recent = [0, 1, 2, 3, 4, 5];
    let count = bits.take(15);
    let mut selectors = Vec::with_capacity(count as usize);
    for _ in 0..count {
        let mut place = 0;
        while bits.flag() {
            place += 1;
            if place >= codes {
                return Err(Damage::Code);
            }
        }
        recent.get_mut(..=place).unwrap_or_default().rotate_right(1);
        selectors.extend(recent.first());
    }
    Ok(selectors)
}

/// The transformed text, with how often each byte is in it.
struct Column {
    bytes: Vec<u8>,
    counts: [u32; 256],
}

impl Column {
    fn read(bits: &mut Bits<'_>, used: &[u8], codes: &[Code], selectors: &[u8]) -> Result<Self, Damage> {
        let mut column = Self { bytes: Vec::with_capacity(MOST_BYTES), counts: [0; 256] };
        let mut front = Front::new(used);
        let end = used.len() as u16 + 1;
        let (mut run, mut digit) = (0, 1);
        for selector in selectors {
            let code = codes.get(usize::from(*selector)).ok_or(Damage::Code)?;
            for _ in 0..GROUP {
                bits.refill();
                let symbol = code.symbol(bits)?;
                if symbol <= LAST_DIGIT {
                    run += digit << symbol;
                    digit <<= 1;
                    if run > MOST_BYTES {
                        return Err(Damage::Code);
                    }
                    continue;
                }
                if run > 0 {
                    column.push_run(front.first(), run)?;
                    (run, digit) = (0, 1);
                }
                if symbol == end {
                    return Ok(column);
                }
                column.push(front.take(usize::from(symbol) - 1)?)?;
            }
        }
        Err(Damage::Code)
    }

    #[inline]
    fn push(&mut self, byte: u8) -> Result<(), Damage> {
        if self.bytes.len() >= MOST_BYTES {
            return Err(Damage::Code);
        }
        self.bytes.push(byte);
        self.count(byte, 1);
        Ok(())
    }

    #[inline]
    fn push_run(&mut self, byte: u8, length: usize) -> Result<(), Damage> {
        let end = self.bytes.len() + length;
        if end > MOST_BYTES {
            return Err(Damage::Code);
        }
        self.bytes.resize(end, byte);
        self.count(byte, length as u32);
        Ok(())
    }

    #[inline]
    fn count(&mut self, byte: u8, number: u32) {
        if let Some(count) = self.counts.get_mut(usize::from(byte)) {
            *count += number;
        }
    }
}
