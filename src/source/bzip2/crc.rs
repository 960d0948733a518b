//! The checksum of bzip2: CRC-32 with the most significant bit first.

const POLYNOMIAL: u32 = 0x04c1_1db7;

/// Where a checksum begins; it ends with all bits turned.
pub(super) const START: u32 = u32::MAX;

/// For each byte what it does to the checksum when so many bytes follow.
static TABLES: [[u32; 256]; 8] = tables();

const fn tables() -> [[u32; 256]; 8] {
    let mut tables = [[0; 256]; 8];
    let mut byte = 0;
    while byte < 256 {
        let (mut checksum, mut row) = ((byte as u32) << 24, 0);
        while row < 8 {
            let mut bit = 0;
            while bit < 8 {
                checksum = checksum << 1 ^ if checksum >> 31 == 1 { POLYNOMIAL } else { 0 };
                bit += 1;
            }
            set(&mut tables, row, byte, checksum);
            row += 1;
        }
        byte += 1;
    }
    tables
}

#[expect(clippy::indexing_slicing, reason = "done by the compiler, which would say so")]
const fn set(tables: &mut [[u32; 256]; 8], row: usize, byte: usize, checksum: u32) {
    tables[row][byte] = checksum;
}

/// The checksum with some more bytes.
pub(super) fn add(checksum: u32, bytes: &[u8]) -> u32 {
    let [t0, t1, t2, t3, t4, t5, t6, t7] = &TABLES;
    let at = |table: &[u32; 256], byte: u8| table.get(usize::from(byte)).copied().unwrap_or(0);
    let (words, rest) = bytes.as_chunks::<8>();
    let checksum = words.iter().fold(checksum, |checksum, [a, b, c, d, e, f, g, h]| {
        let [w, x, y, z] = (checksum ^ u32::from_be_bytes([*a, *b, *c, *d])).to_be_bytes();
        at(t7, w) ^ at(t6, x) ^ at(t5, y) ^ at(t4, z) ^ at(t3, *e) ^ at(t2, *f) ^ at(t1, *g) ^ at(t0, *h)
    });
    rest.iter().fold(checksum, |checksum, byte| checksum << 8 ^ at(t0, (checksum >> 24) as u8 ^ byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_check_value_of_the_catalogue_of_checksums_comes_out() {
        // CRC-32/BZIP2, https://reveng.sourceforge.io/crc-catalogue/17plus.htm
        assert_eq!(!add(START, b"123456789"), 0xfc89_1918);
        assert_eq!(!add(add(START, b"12345678901"), b"23456789"), !add(START, b"1234567890123456789"));
    }
}
