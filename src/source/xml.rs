//! MediaWiki's XML export, schemas 0.3 to 0.11, page by page from a stream (<https://www.mediawiki.org/wiki/Help:Export>).
//!
//! A page is held whole while it is looked at, the dump never is. Of several revisions of a page, as in a dump of the whole
//! history, the last one counts. Schemas before 0.6 name no namespace; there it is the one whose name stands before the title.

mod parts;
mod site;

use std::{
    borrow::Cow,
    io::{self, Read},
    ops::Range,
};

use super::{
    compression::Input,
    page::{RawPage, unescaped},
};
use parts::{Parts, Revision, Walked};
use site::Site;

/// Read from the stream at once: little enough to be still in the cache when it is looked at.
const BLOCK_BYTES: usize = 256 * 1024;

/// The longest revision that is read: MediaWiki keeps none of more than 2 MiB, but a wiki may be set up otherwise.
const MOST_REVISION_BYTES: usize = if cfg!(test) { 4 << 20 } else { 256 << 20 };

const PAGE: &[u8] = b"<page>";

const PAGE_END: &[u8] = b"</page>";

/// The beginning of a dump; several may stand one behind the other.
const ROOT: &[u8] = b"<mediawiki";

/// The end of a dump.
const ROOT_END: &[u8] = b"</mediawiki>";

/// Pages of a dump.
pub(super) struct XmlPages {
    input: Input,
    /// What has been read, and room behind it.
    buffer: Vec<u8>,
    /// The part of the buffer that has been read and not yet been looked at.
    unseen: Range<usize>,
    /// Where the buffer begins in the unpacked dump.
    offset: u64,
    /// Bytes of earlier revisions of the page in the buffer that have been taken out of it.
    dropped: usize,
    is_at_end: bool,
    /// Whether the end of the root, or what comes in place of it, has been seen.
    is_over: bool,
    site: Option<Site>,
    /// The title of the last page.
    last: Option<Vec<u8>>,
    /// Why the stream ended before its end.
    failure: Option<String>,
}

/// A page in the buffer.
struct Found {
    inside: Range<usize>,
    parts: Parts,
}

impl XmlPages {
    /// The pages of a dump; `head` has been read from the input before.
    pub fn new(head: Vec<u8>, input: Input) -> Self {
        Self {
            input,
            unseen: 0..head.len(),
            buffer: head,
            offset: 0,
            dropped: 0,
            is_at_end: false,
            is_over: false,
            site: None,
            last: None,
            failure: None,
        }
    }

    /// The next page; `None` at the end of the dump.
    pub fn next(&mut self) -> Option<Result<RawPage<'_>, String>> {
        match self.find_page() {
            Ok(Some(found)) => Some(Ok(self.page(&found))),
            Ok(None) => None,
            Err(damage) => Some(Err(damage)),
        }
    }

    /// Bytes of the unpacked dump that have been looked at.
    pub fn bytes(&self) -> u64 {
        self.offset + self.unseen.start as u64
    }

    fn unseen(&self) -> &[u8] {
        self.buffer.get(self.unseen.clone()).unwrap_or(&[])
    }

    /// Finds the next page, reads as far as needed and passes over it.
    fn find_page(&mut self) -> Result<Option<Found>, String> {
        if !self.find_start()? {
            return self.end();
        }
        loop {
            let page = self.unseen().get(PAGE.len()..).unwrap_or(&[]);
            match parts::walk(page) {
                Walked::Page(parts, end) => {
                    let start = self.unseen.start + PAGE.len();
                    self.unseen.start = start + end;
                    self.offset += std::mem::take(&mut self.dropped) as u64;
                    return Ok(Some(Found { inside: start..start + end, parts }));
                }
                Walked::Inner(parts, inner) => {
                    let message = self.place("damaged", title_of(page, &parts));
                    self.unseen.start += PAGE.len() + inner;
                    self.offset += std::mem::take(&mut self.dropped) as u64;
                    return Err(format!("{message}; the page is left out"));
                }
                Walked::CutOff(parts) if self.is_at_end => {
                    let title = title_of(page, &parts).map(<[u8]>::to_vec);
                    return Err(self.cut_off("the dump ends", title.as_deref()));
                }
                Walked::CutOff(parts) => {
                    let title = title_of(page, &parts).map(<[u8]>::to_vec);
                    self.drop_revisions(&parts);
                    if self.unseen.len() > MOST_REVISION_BYTES {
                        return Err(self.pass_over(title.as_deref()));
                    }
                    self.read_on();
                }
            }
        }
    }

    /// Goes on to the next `<page>`; whether there is one.
    fn find_start(&mut self) -> Result<bool, String> {
        // what stands before the first page is read again with it
        let mut at = self.unseen.start;
        loop {
            let rest = self.buffer.get(at..self.unseen.end).unwrap_or(&[]);
            let tag = memchr::memchr(b'<', rest);
            at += tag.unwrap_or(rest.len());
            let rest = rest.get(tag.unwrap_or(rest.len())..).unwrap_or(&[]);
            if rest.starts_with(PAGE) {
                let head = self.buffer.get(self.unseen.start..at).unwrap_or(&[]);
                self.site.get_or_insert_with(|| Site::of(head));
                self.unseen.start = at;
                return Ok(true);
            }
            // a tag may be cut in two
            if rest.len() < ROOT_END.len() && !self.is_at_end {
                if self.site.is_some() {
                    self.unseen.start = at;
                }
                let seen = at - self.unseen.start;
                self.read_on();
                at = self.unseen.start + seen;
                continue;
            }
            if rest.is_empty() {
                self.site.get_or_insert_default();
                self.unseen.start = at;
                return Ok(false);
            }
            self.is_over |= rest.starts_with(ROOT_END);
            if self.site.is_some() && rest.starts_with(ROOT) {
                (self.site, self.is_over, self.unseen.start) = (None, false, at);
            }
            at += 1;
        }
    }

    /// Takes those revisions of the page in the buffer out of it that are not its last: a page may have thousands of them.
    fn drop_revisions(&mut self, parts: &Parts) {
        let Some((first, last)) = parts.revisions.filter(|(first, last)| first < last) else { return };
        let page = self.unseen.start + PAGE.len();
        self.buffer.copy_within(page + last..self.unseen.end, page + first);
        self.unseen.end -= last - first;
        self.dropped += last - first;
    }

    /// Goes on behind a page that is too long to be read.
    fn pass_over(&mut self, title: Option<&[u8]>) -> String {
        let most = MOST_REVISION_BYTES >> 20;
        let message = self.place(&format!("there are more than {most} MiB of one revision"), title);
        while !self.is_at_end {
            if let Some(end) = memchr::memmem::find(self.unseen(), PAGE_END) {
                self.unseen.start += end;
                break;
            }
            // the tag may be cut in two
            self.unseen.start = self.unseen.end.saturating_sub(PAGE_END.len()).max(self.unseen.start);
            self.read_on();
        }
        self.offset += std::mem::take(&mut self.dropped) as u64;
        format!("{message}; the page is left out")
    }

    /// Reads behind what has been read, and moves what is unseen to the front of the buffer.
    fn read_on(&mut self) {
        let length = self.unseen.len();
        self.buffer.copy_within(self.unseen.clone(), 0);
        self.offset += self.unseen.start as u64;
        self.unseen = 0..length;
        // as much again, so that a long page is looked at but a few times
        let wanted = length + length.max(BLOCK_BYTES);
        if self.buffer.len() < wanted {
            self.buffer.resize(wanted, 0);
        }
        while let Some(room) = self.buffer.get_mut(self.unseen.end..wanted).filter(|room| !room.is_empty()) {
            match self.input.read(room) {
                Ok(0) => {
                    self.is_at_end = true;
                    break;
                }
                Ok(read) => self.unseen.end += read,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => {
                    self.failure.get_or_insert(error.to_string());
                    self.is_at_end = true;
                    break;
                }
            }
        }
    }

    /// The end of the stream, where no further page begins.
    fn end(&mut self) -> Result<Option<Found>, String> {
        let is_expected = self.site.as_ref().is_some_and(|site| site.has_root);
        if self.failure.is_none() && (self.is_over || !is_expected) {
            return Ok(None);
        }
        Err(self.cut_off("the dump ends without its end tag", None))
    }

    /// What came before is kept; nothing follows.
    fn cut_off(&mut self, cause: &str, title: Option<&[u8]>) -> String {
        let message = match self.failure.take() {
            Some(failure) => self.place(&format!("the stream is damaged ({failure})"), title),
            None => self.place(cause, title),
        };
        self.is_over = true;
        self.unseen.start = self.unseen.end;
        format!("{message}; what comes before is read")
    }

    /// `cut off in page “X”, which begins at byte 12 of the unpacked dump`
    fn place(&self, cause: &str, title: Option<&[u8]>) -> String {
        let at = self.bytes();
        match (title.map(text), &self.last) {
            (Some(title), _) => {
                format!("{cause} in page “{title}”, which begins at byte {at} of the unpacked dump")
            }
            (None, Some(last)) => {
                format!("{cause} behind page “{}”, at byte {at} of the unpacked dump", text(last))
            }
            (None, None) => format!("{cause} before its first page, at byte {at} of the unpacked dump"),
        }
    }

    /// A page that was found.
    fn page(&mut self, found: &Found) -> RawPage<'_> {
        let page = self.buffer.get(found.inside.clone()).unwrap_or(&[]);
        let site = self.site.get_or_insert_default();
        let parts = &found.parts;
        let part = |part: &Option<Range<usize>>| part.clone().and_then(|part| page.get(part));
        let title = part(&parts.title).unwrap_or(&[]);
        let last = self.last.get_or_insert_default();
        last.clear();
        last.extend_from_slice(title);
        let title = text(title);
        let none = Revision::default();
        let revision = parts.revision.as_ref().unwrap_or(&none);
        RawPage {
            namespace: part(&parts.namespace).and_then(number).unwrap_or_else(|| site.namespace_of(&title)),
            title,
            page_id: part(&parts.id).and_then(number),
            revision: part(&revision.id).and_then(number),
            timestamp: part(&revision.timestamp).map(text),
            language: site.language.as_deref().map(Cow::Borrowed),
            model: part(&revision.model).map_or(Cow::Borrowed("wikitext"), text),
            is_redirect: parts.is_redirect,
            text: Cow::Borrowed(page.get(revision.text.clone()).unwrap_or(&[])),
            is_escaped: true,
        }
    }
}

fn title_of<'a>(page: &'a [u8], parts: &Parts) -> Option<&'a [u8]> {
    page.get(parts.title.clone()?)
}

/// The inside of the first element of a name that has no attributes.
fn element<'a>(bytes: &'a [u8], name: &str) -> Option<&'a [u8]> {
    let mut from = 0;
    loop {
        let open = from + memchr::memchr(b'<', bytes.get(from..)?)? + 1;
        from = open;
        let Some(inside) = bytes.get(open..)?.strip_prefix(name.as_bytes()) else { continue };
        if let Some(inside) = inside.strip_prefix(b">") {
            return inside.get(..memchr::memchr(b'<', inside).unwrap_or(inside.len()));
        }
    }
}

fn number<T: std::str::FromStr>(bytes: &[u8]) -> Option<T> {
    str::from_utf8(bytes).ok()?.trim().parse().ok()
}

fn text(bytes: &[u8]) -> Cow<'_, str> {
    match String::from_utf8_lossy(bytes) {
        Cow::Borrowed(plain) if !plain.contains('&') => Cow::Borrowed(plain),
        other => Cow::Owned(unescaped(other.into_owned())),
    }
}

#[cfg(test)]
mod tests;
