//! Recognises by its first bytes what an input is.

/// What an input holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Content {
    /// Text that may be an article.
    Article,
    /// A MediaWiki XML dump.
    Dump,
    /// The answer of MediaWiki's web API.
    ApiJson,
    /// A compressed file, with the name of its format.
    Compressed(&'static str),
    /// Something that is not text.
    Binary,
}

impl Content {
    /// Why an input of this kind is not read.
    pub(super) fn refusal(self) -> String {
        match self {
            Content::Article => "input is an article".to_owned(),
            Content::Dump => {
                "this is a MediaWiki XML dump; dumps are not read yet, only single articles".to_owned()
            }
            Content::ApiJson => {
                "this is JSON, such as the MediaWiki API gives; it is not read yet, only the wikitext in it"
                    .to_owned()
            }
            Content::Compressed(format) => {
                format!("this is a {format} file; compressed input is not read yet, unpack it first")
            }
            Content::Binary => "this is a binary file, not text".to_owned(),
        }
    }
}

/// First bytes of compressed formats.
const MAGIC: [(&[u8], &str); 4] = [
    (b"BZh", "bzip2"),
    (&[0x1f, 0x8b], "gzip"),
    (&[0x28, 0xb5, 0x2f, 0xfd], "Zstandard"),
    (&[0xfd, b'7', b'z', b'X', b'Z', 0], "xz"),
];

/// Recognises an input by its first bytes.
pub(super) fn recognise(head: &[u8]) -> Content {
    if let Some((_, format)) = MAGIC.iter().find(|(magic, _)| head.starts_with(magic)) {
        return Content::Compressed(format);
    }
    if memchr::memchr(0, head).is_some() {
        return Content::Binary;
    }
    let text = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start();
    if is_dump(text) {
        Content::Dump
    } else if is_json_object(text) {
        Content::ApiJson
    } else {
        Content::Article
    }
}

fn is_dump(text: &[u8]) -> bool {
    let is_xml = text.starts_with(b"<?xml");
    text.starts_with(b"<mediawiki") || is_xml && memchr::memmem::find(text, b"<mediawiki").is_some()
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
            (b"{\n  \"query\": {}}", Content::ApiJson),
            (b"BZh91AY&SY", Content::Compressed("bzip2")),
            (b"\x1f\x8b\x08", Content::Compressed("gzip")),
            (b"\x89PNG\r\n\x1a\n\0\0", Content::Binary),
        ] {
            assert_eq!(recognise(head), expected, "{}", String::from_utf8_lossy(head));
        }
    }
}
