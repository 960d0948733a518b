//! The list of bytes from which each moves to the front when it is used.

use super::Damage;

/// Bytes that lie in one register.
const NEAR: usize = 8;

/// Bytes in the order in which they were used last.
pub(super) struct Front {
    /// The first eight, the first one lowest: most bytes that are used are among them.
    near: u64,
    far: [u8; 256 - NEAR],
}

impl Front {
    /// The bytes that a block uses, in their order.
    pub fn new(used: &[u8]) -> Self {
        let mut all = [0; 256];
        all.iter_mut().zip(used).for_each(|(slot, byte)| *slot = *byte);
        let (near, rest) = all.split_at(NEAR);
        let mut far = [0; 256 - NEAR];
        far.copy_from_slice(rest);
        Self { near: near.iter().rev().fold(0, |near, byte| near << 8 | u64::from(*byte)), far }
    }

    /// The first byte.
    #[inline]
    pub fn first(&self) -> u8 {
        self.near as u8
    }

    /// Moves the byte at a place, which is not the first, to the front.
    #[inline]
    pub fn take(&mut self, place: usize) -> Result<u8, Damage> {
        if place >= NEAR {
            return self.take_far(place - NEAR);
        }
        let shift = place as u32 * 8;
        let byte = (self.near >> shift) as u8;
        let behind = (u64::MAX << shift) << 8;
        self.near = self.near & behind | self.near << 8 & !behind | u64::from(byte);
        Ok(byte)
    }

    fn take_far(&mut self, place: usize) -> Result<u8, Damage> {
        let byte = *self.far.get(place).ok_or(Damage::Code)?;
        self.far.copy_within(..place, 1);
        if let Some(first) = self.far.first_mut() {
            *first = (self.near >> 56) as u8;
        }
        self.near = self.near << 8 | u64::from(byte);
        Ok(byte)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_byte_that_is_used_moves_to_the_front() {
        let used: Vec<u8> = (0..=255).collect();
        let (mut front, mut list) = (Front::new(&used), used);
        let places = (0..2000_usize).map(|number| number * 7919 % 256);
        for place in places.chain([7, 8, 9, 255, 1]) {
            let byte = list.remove(place);
            list.insert(0, byte);
            assert_eq!(front.take(place).unwrap(), byte);
            assert_eq!(front.first(), byte);
        }
        assert!(front.take(256).is_err());
    }
}
