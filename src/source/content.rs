//! Recognises by its first bytes what an input is.

use super::compression::Compression;

/// What an input holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Content {
    /// Text that may be an article.
    Article,
    /// A MediaWiki XML dump.
    Dump,
    /// JSON objects: an answer of MediaWiki's web API, or pages.
    Json,
    /// The index of a multistream dump: where in it each page stands, which is not needed to read it whole.
    Index,
    /// A compressed file.
    Compressed(Compression),
    /// A compressed file of a format that is not read.
    Packed(&'static str),
    /// XML that is no dump.
    Xml,
    /// Something that is not text.
    Binary,
}

impl Content {
    /// Why an input of this kind is not read.
    pub(super) fn refusal(self) -> String {
        match self {
            Content::Packed(format) => format!("this is {format}; unpack it first"),
            Content::Binary => "this is a binary file, not text".to_owned(),
            Content::Compressed(_) => "this is compressed twice; unpack it first".to_owned(),
            Content::Xml => "this is XML, but no MediaWiki dump".to_owned(),
            Content::Dump | Content::Json | Content::Index => {
                "this is a dump or a list of pages; one article is expected".to_owned()
            }
            Content::Article => "this is an article".to_owned(),
        }
    }
}

/// First bytes of compressed formats that are not read.
const PACKED: [(&[u8], &str); 3] = [
    (&[0xfd, b'7', b'z', b'X', b'Z', 0], "an xz file"),
    (&[b'7', b'z', 0xbc, 0xaf, 0x27, 0x1c], "a 7z archive"),
    (b"PK\x03\x04", "a zip archive"),
];

/// Recognises an input by its first bytes.
pub(super) fn recognise(head: &[u8]) -> Content {
    if let Some(format) = Compression::recognise(head) {
        return Content::Compressed(format);
    }
    if let Some((_, format)) = PACKED.iter().find(|(magic, _)| head.starts_with(magic)) {
        return Content::Packed(format);
    }
    if memchr::memchr(0, head).is_some() {
        return Content::Binary;
    }
    let text = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start();
    if is_dump(text) {
        Content::Dump
    } else if text.starts_with(b"<?xml") {
        Content::Xml
    } else if is_json(text) {
        Content::Json
    } else if is_index(text) {
        Content::Index
    } else {
        Content::Article
    }
}

fn is_dump(text: &[u8]) -> bool {
    let is_xml = text.starts_with(b"<?xml");
    // a slice of a dump begins with a page
    let is_slice =
        text.strip_prefix(b"<page>").is_some_and(|page| page.trim_ascii_start().starts_with(b"<title>"));
    text.starts_with(b"<mediawiki")
        || is_slice
        || is_xml && memchr::memmem::find(text, b"<mediawiki").is_some()
}

/// `{"query": …` or `[{"title": …`; wikitext begins with `{{`, `{|` or `[[`.
fn is_json(text: &[u8]) -> bool {
    let text = text.strip_prefix(b"[").map_or(text, <[u8]>::trim_ascii_start);
    text.strip_prefix(b"{").is_some_and(|rest| rest.trim_ascii_start().starts_with(b"\""))
}

/// `616:10:AccessibleComputing`: offset of a stream, page id, title
/// (<https://en.wikipedia.org/wiki/Wikipedia:Database_download#Should_I_get_multistream?>). One line may be anything, such as a
/// time of day.
fn is_index(text: &[u8]) -> bool {
    let mut lines = text.split(|byte| *byte == b'\n').take(3).peekable();
    let is_entry = |line: &[u8]| {
        let mut parts = line.splitn(3, |byte| *byte == b':');
        let mut number =
            || parts.next().is_some_and(|part| !part.is_empty() && part.iter().all(u8::is_ascii_digit));
        number() && number() && parts.next().is_some_and(|title| !title.trim_ascii().is_empty())
    };
    let entries = std::iter::from_fn(|| lines.next_if(|line| is_entry(line))).count();
    entries > 1 && lines.next().is_none_or(|rest| rest.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inputs_are_recognised_by_content() {
        for (head, expected) in [
            (&b"{{Infobox football}}"[..], Content::Article),
            (b"{| class=wikitable", Content::Article),
            (b"= Title =\n<mediawiki> is a tag\n", Content::Article),
            (b"\xef\xbb\xbf'''Title'''", Content::Article),
            (b"<mediawiki xmlns=\"x\">", Content::Dump),
            (b"<?xml version=\"1.0\"?>\n<mediawiki>", Content::Dump),
            (b"  <page>\n    <title>A</title>", Content::Dump),
            (b"<page> is a word", Content::Article),
            (b"<?xml version=\"1.0\"?>\n<svg>", Content::Xml),
            (b"\x28\xb5\x2f\xfd\0", Content::Compressed(Compression::Zstandard)),
            (b"7z\xbc\xaf\x27\x1c", Content::Packed("a 7z archive")),
            (b"{\n  \"query\": {}}", Content::Json),
            (b"[ {\"title\": \"A\"", Content::Json),
            (b"[[File:Cup.jpg]]", Content::Article),
            (b"616:10:AccessibleComputing\n616:12:Anarchism\n", Content::Index),
            (b"616:10:A: B\n616:12:Anarchism\n5982:305:Achilles\n5982:30", Content::Index),
            (b"20:45:00 is the kick-off\n\n", Content::Article),
            (b"BZh91AY&SY", Content::Compressed(Compression::Bzip2)),
            (b"\x1f\x8b\x08", Content::Compressed(Compression::Gzip)),
            (b"\x89PNG\r\n\x1a\n\0\0", Content::Binary),
        ] {
            assert_eq!(recognise(head), expected, "{}", String::from_utf8_lossy(head));
        }
    }
}
