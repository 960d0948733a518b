//! Streams of another encoder: whole, one behind the other, cut off, damaged, and with numbers that look like blocks.

use std::io::{Cursor, Write};

use super::*;

fn packed(text: &[u8], level: u32) -> Vec<u8> {
    let mut encoder = bzip2::write::BzEncoder::new(Vec::new(), bzip2::Compression::new(level));
    encoder.write_all(text).unwrap();
    encoder.finish().unwrap()
}

fn unpacked(bytes: &[u8], threads: usize) -> (Vec<u8>, Option<String>) {
    let mut reader = Reader::new(Box::new(Cursor::new(bytes.to_vec())), threads).unwrap();
    let mut out = Vec::new();
    let error = reader.read_to_end(&mut out).err();
    (out, error.map(|error| error.to_string()))
}

/// Words in an order without a period, so that blocks are full and codes differ.
fn words(length: usize) -> Vec<u8> {
    const WORDS: [&str; 8] = [
        "Alder Town ",
        "3–0 ",
        "{{goal|45}} ",
        "\n\n",
        "      <page>",
        "aaaaaaaaaaaaaaaaaaaa",
        "Ωμέγα ",
        "&amp;",
    ];
    let (mut state, mut text) = (1_u64, Vec::with_capacity(length + 32));
    while text.len() < length {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        text.extend_from_slice(WORDS[(state >> 61) as usize].as_bytes());
        text.push((state >> 40) as u8);
    }
    text.truncate(length);
    text
}

/// Text whose block states the bytes it uses with the three words that make a magic number.
fn with_false_mark(magic: [u16; 3], length: usize) -> Vec<u8> {
    let of_row = |(row, columns): (u8, u16)| {
        (0..16).filter(move |column| columns >> (15 - column) & 1 == 1).map(move |column| row << 4 | column)
    };
    let alphabet: Vec<u8> = (3_u8..).zip(magic).flat_map(of_row).collect();
    let places = words(length);
    places.iter().map(|place| alphabet[usize::from(*place) % alphabet.len()]).collect()
}

const BLOCK: [u16; 3] = [0x3141, 0x5926, 0x5359];
const END: [u16; 3] = [0x1772, 0x4538, 0x5090];

#[test]
fn what_was_packed_comes_out_on_any_number_of_threads() {
    let long = words(1_000_000);
    let texts: [(&[u8], u32); 7] = [
        (b"", 9),
        (b"a", 9),
        (b"ab", 1),
        (&[b'a'; 5], 5),
        (&[0; 1_000_000], 1),
        (&long, 9),
        (&long[..350_000], 1),
    ];
    for (text, level) in texts {
        for threads in [1, 2, 4] {
            let (out, error) = unpacked(&packed(text, level), threads);
            assert_eq!(error, None, "{} bytes, level {level}", text.len());
            assert!(out == text, "{} bytes, level {level}, {threads} threads", text.len());
        }
    }
}

#[test]
fn streams_one_behind_the_other_are_one_text() {
    let text = words(300_000);
    let parts = [&text[..1], &text[1..150_000], b"", &text[150_000..150_007], &text[150_007..], b""];
    let bytes: Vec<u8> =
        parts.iter().zip([9, 1, 5, 1, 2, 9]).flat_map(|(part, level)| packed(part, level)).collect();
    for threads in [1, 3] {
        let (out, error) = unpacked(&bytes, threads);
        assert!(error.is_none() && out == text, "{error:?}");
    }
}

#[test]
fn a_number_that_looks_like_a_block_or_an_end_is_passed_over() {
    let plain = words(99_000);
    for magic in [BLOCK, END] {
        let false_mark = with_false_mark(magic, 99_000);
        let bytes = packed(&false_mark, 1);
        assert!(scan::marks(&bytes, 0).len() > 2, "the number is there");
        // in any place of a batch, and as its end
        for place in 0..5 {
            let mut parts = [&plain; 5];
            parts[place] = &false_mark;
            let text: Vec<u8> = parts.iter().flat_map(|part| part.iter().copied()).collect();
            let bytes: Vec<u8> = parts.iter().flat_map(|part| packed(part, 1)).collect();
            let (out, error) = unpacked(&bytes, 2);
            assert!(error.is_none() && out == text, "{place}: {error:?}");
        }
        let all = false_mark.repeat(5);
        assert!(unpacked(&packed(&all, 1), 2) == (all, None));
    }
}

#[test]
fn of_a_stream_that_is_cut_off_the_whole_blocks_are_kept() {
    let text = words(400_000);
    let bytes = [packed(&text[..150_000], 1), packed(&text[150_000..], 1)].concat();
    let is_block = |mark: &&scan::Mark| mark.kind == scan::Kind::Block;
    let blocks: Vec<usize> = scan::marks(&bytes, 0).iter().filter(is_block).map(|mark| mark.at / 8).collect();
    assert!(blocks.len() > 3, "{blocks:?}");
    // each block that is whole counts; with the last one all is there
    let lengths = blocks.iter().skip(1).map(|start| unpacked(&bytes[..start + 7], 2).0.len());
    let lengths: Vec<usize> = lengths.chain([unpacked(&bytes[..bytes.len() - 9], 2).0.len()]).collect();
    assert!(lengths.is_sorted_by(|before, behind| before < behind) && lengths[0] > 90_000, "{lengths:?}");
    assert_eq!(lengths.last(), Some(&text.len()));
    for cut in (1..bytes.len()).step_by(7919).chain(bytes.len() - 12..bytes.len()) {
        let (out, error) = unpacked(&bytes[..cut], 2);
        assert!(text.starts_with(&out), "{cut}");
        assert!(error.is_some_and(|error| error.contains("cut off")), "{cut}");
    }
}

#[test]
fn damage_is_an_error_and_what_comes_before_is_kept() {
    let text = words(150_000);
    let bytes = packed(&text, 1);
    for at in (0..40).chain((40..bytes.len()).step_by(1511)) {
        let mut damaged = bytes.clone();
        damaged[at] ^= 1 << (at % 8);
        let (out, error) = unpacked(&damaged, 2);
        assert!(text.starts_with(&out), "{at}");
        // the size of blocks in the header says nothing that they do not
        assert!(error.is_some() || at == 3, "{at}");
    }
    let (out, error) = unpacked(&[&bytes[..], b"rubbish"].concat(), 2);
    assert!(out == text && error.is_some_and(|error| error.contains("what follows is no bzip2")));
}

#[test]
fn an_error_of_the_input_comes_behind_what_was_read() {
    struct Broken(Cursor<Vec<u8>>);
    impl Read for Broken {
        fn read(&mut self, target: &mut [u8]) -> io::Result<usize> {
            match self.0.read(target)? {
                0 => Err(io::Error::other("unplugged")),
                read => Ok(read),
            }
        }
    }
    let text = words(250_000);
    let mut bytes = packed(&text, 1);
    bytes.truncate(bytes.len() - 20);
    let mut reader = Reader::new(Box::new(Broken(Cursor::new(bytes))), 2).unwrap();
    let mut out = Vec::new();
    let error = reader.read_to_end(&mut out).unwrap_err();
    assert_eq!(error.to_string(), "unplugged");
    assert!(text.starts_with(&out) && out.len() >= 90_000);
}
