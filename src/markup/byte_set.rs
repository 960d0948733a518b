//! Sets of bytes, for searches that stop at one of several.

/// A set of bytes.
#[derive(Debug)]
pub(super) struct ByteSet([bool; 256]);

impl ByteSet {
    /// The set of these bytes.
    pub(super) const fn of(mut bytes: &[u8]) -> Self {
        let mut set = [false; 256];
        while let [byte, rest @ ..] = bytes {
            #[expect(clippy::indexing_slicing, reason = "every byte is an index")]
            {
                set[*byte as usize] = true;
            }
            bytes = rest;
        }
        Self(set)
    }

    /// Whether a byte is in it.
    #[inline]
    pub(super) fn has(&self, byte: u8) -> bool {
        self.0.get(usize::from(byte)).is_some_and(|is| *is)
    }
}
