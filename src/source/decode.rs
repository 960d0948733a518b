//! Bytes to text of the same length.

/// Bytes of an input that are not UTF-8.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct BadBytes {
    /// Offset of the first one.
    pub(super) first: usize,
    /// How many there are.
    pub(super) count: usize,
}

/// The text of `bytes`, with U+001A (SUBSTITUTE, one byte in UTF-8, so that offsets hold) for each byte that is not
/// UTF-8.
pub(super) fn decode(bytes: Vec<u8>) -> (String, Option<BadBytes>) {
    match String::from_utf8(bytes) {
        Ok(text) => (text, None),
        Err(error) => {
            let first = error.utf8_error().valid_up_to();
            let (text, count) = substitute(error.as_bytes());
            (text, Some(BadBytes { first, count }))
        }
    }
}

fn substitute(bytes: &[u8]) -> (String, usize) {
    let (mut text, mut count) = (String::with_capacity(bytes.len()), 0);
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        text.extend(chunk.invalid().iter().map(|_| '\u{1a}'));
        count += chunk.invalid().len();
    }
    (text, count)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_bad_byte_is_one_substitute_and_offsets_hold() {
        let bytes = b"caf\xe9 \xc3\xa9 \xe2\x80 end".to_vec();
        let length = bytes.len();
        let (text, bad) = decode(bytes);
        assert_eq!(text, "caf\u{1a} é \u{1a}\u{1a} end");
        assert_eq!(text.len(), length);
        assert_eq!(bad, Some(BadBytes { first: 3, count: 3 }));
    }

    #[test]
    fn good_text_is_left_alone() {
        assert_eq!(decode("\u{feff}é–".into()), ("\u{feff}é–".to_owned(), None));
    }
}
