//! Where the parts of a page lie, found in one walk over its tags.
//!
//! In an export every `<` of a text is written `&lt;`, so that the walk passes over a text as fast as bytes are searched for.

use std::ops::Range;

/// Where the parts of a page lie behind its `<page>`.
#[derive(Debug, Default)]
pub(super) struct Parts {
    pub title: Option<Range<usize>>,
    pub namespace: Option<Range<usize>>,
    pub id: Option<Range<usize>>,
    pub is_redirect: bool,
    /// The last revision: the text of a page as it is now.
    pub revision: Option<Revision>,
    /// Where the first and the last revision begin.
    pub revisions: Option<(usize, usize)>,
}

/// Where the parts of a revision lie.
#[derive(Debug, Default)]
pub(super) struct Revision {
    pub id: Option<Range<usize>>,
    pub timestamp: Option<Range<usize>>,
    pub model: Option<Range<usize>>,
    pub text: Range<usize>,
}

/// How the walk over a page ended.
#[derive(Debug)]
pub(super) enum Walked {
    /// At its end, behind `</page>`.
    Page(Parts, usize),
    /// At the end of the bytes, with what was found by then.
    CutOff(Parts),
    /// At the `<page>` of another page: the end of this one is missing.
    Inner(Parts, usize),
}

/// Walks from behind `<page>` to the end of the page.
pub(super) fn walk(bytes: &[u8]) -> Walked {
    let mut parts = Parts::default();
    let mut at = 0;
    while let Some(tag) = next_tag(bytes, at) {
        let name = bytes.get(tag + 1..).unwrap_or(&[]);
        at = tag + 1;
        match name {
            [b'/', b'p', b'a', b'g', b'e', b'>', ..] => return Walked::Page(parts, tag + "</page>".len()),
            [b'p', b'a', b'g', b'e', b'>', ..] => return Walked::Inner(parts, tag),
            [b't', b'e', b'x', b't', b'>' | b' ' | b'/', ..] => match text(bytes, tag) {
                Text::Whole(text) => {
                    at = text.end;
                    parts.revision.get_or_insert_default().text = text;
                }
                Text::Inner(inner) => return Walked::Inner(parts, inner),
                Text::CutOff => break,
            },
            // a further slot of a revision (schema 0.11), which has a text of its own
            [b'c', b'o', b'n', b't', b'e', b'n', b't', b'>', ..] => {
                let end = memchr::memmem::find(name, b"</content>");
                let Some(end) = end else { break };
                at += end;
            }
            _ => parts.note(bytes, tag),
        }
    }
    Walked::CutOff(parts)
}

fn next_tag(bytes: &[u8], from: usize) -> Option<usize> {
    memchr::memchr(b'<', bytes.get(from..)?).map(|at| from + at)
}

/// The inside of `<text …>`.
enum Text {
    Whole(Range<usize>),
    Inner(usize),
    CutOff,
}

fn text(bytes: &[u8], tag: usize) -> Text {
    let Some(close) = bytes.get(tag..).and_then(|tag| memchr::memchr(b'>', tag)) else { return Text::CutOff };
    let start = tag + close + 1;
    if bytes.get(..start).is_some_and(|tag| tag.ends_with(b"/>")) {
        return Text::Whole(start..start);
    }
    let mut from = start;
    while let Some(end) = next_tag(bytes, from) {
        let name = bytes.get(end + 1..).unwrap_or(&[]);
        if name.starts_with(b"/text>") {
            return Text::Whole(start..end);
        }
        if name.starts_with(b"page>") {
            return Text::Inner(end);
        }
        // a `<` that ought to be written `&lt;`
        from = end + 1;
    }
    Text::CutOff
}

impl Parts {
    /// Notes the element that begins at a tag, if it is one that counts.
    fn note(&mut self, bytes: &[u8], tag: usize) {
        let name = bytes.get(tag + 1..).unwrap_or(&[]);
        let inside = |name: &str| {
            let start = tag + name.len() + 2;
            Some(start..next_tag(bytes, start)?)
        };
        match (name, &mut self.revision) {
            ([b'r', b'e', b'v', b'i', b's', b'i', b'o', b'n', b'>', ..], revision) => {
                *revision = Some(Revision::default());
                self.revisions = Some((self.revisions.map_or(tag, |(first, _)| first), tag));
            }
            ([b'i', b'd', b'>', ..], None) => set(&mut self.id, inside("id")),
            ([b'i', b'd', b'>', ..], Some(revision)) => set(&mut revision.id, inside("id")),
            ([b't', b'i', b't', b'l', b'e', b'>', ..], None) => set(&mut self.title, inside("title")),
            ([b'n', b's', b'>', ..], None) => set(&mut self.namespace, inside("ns")),
            ([b'r', b'e', b'd', b'i', b'r', b'e', b'c', b't', ..], None) => self.is_redirect = true,
            ([b't', b'i', b'm', b'e', b's', b't', b'a', b'm', b'p', b'>', ..], Some(revision)) => {
                set(&mut revision.timestamp, inside("timestamp"));
            }
            ([b'm', b'o', b'd', b'e', b'l', b'>', ..], Some(revision)) => {
                set(&mut revision.model, inside("model"))
            }
            _ => {}
        }
    }
}

/// The first element of a name counts: those behind it belong to something inside, such as the id of an editor.
fn set(part: &mut Option<Range<usize>>, found: Option<Range<usize>>) {
    if part.is_none() {
        *part = found;
    }
}
