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
            Content::Dump | Content::Json => {
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
    } else if is_json_object(text) {
        Content::Json
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

/// `{"query": …`; wikitext begins with `{{` or `{|`.
fn is_json_object(text: &[u8]) -> bool {
    text.strip_prefix(b"{").is_some_and(|rest| rest.trim_ascii_start().starts_with(b"\""))
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
            (b"BZh91AY&SY", Content::Compressed(Compression::Bzip2)),
            (b"\x1f\x8b\x08", Content::Compressed(Compression::Gzip)),
            (b"\x89PNG\r\n\x1a\n\0\0", Content::Binary),
        ] {
            assert_eq!(recognise(head), expected, "{}", String::from_utf8_lossy(head));
        }
    }
}
