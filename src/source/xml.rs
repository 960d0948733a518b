//! MediaWiki's XML export, schemas 0.3 to 0.11, page by page from a stream (<https://www.mediawiki.org/wiki/Help:Export>).
//!
//! In an export every `<` of a text is written `&lt;`, so that tags are found by their bytes alone. A page is held whole while
//! it is looked at, the dump never is. Of several revisions of a page, as in a dump of the whole history, the last one
//! counts. Schemas before 0.6 name no namespace; there it is the one whose name stands before the title.

use std::{borrow::Cow, io::Read};

use memchr::memmem::{self, Finder};

use super::{
    compression::Input,
    page::{RawPage, unescaped},
};

/// Read from the stream at once.
const BLOCK_BYTES: usize = 1 << 20;

/// The longest page that is read: MediaWiki keeps no revision of more than 2 MiB, but a page may have thousands of them.
const MOST_PAGE_BYTES: usize = 256 << 20;

/// The end of a dump.
const ROOT_END: &[u8] = b"</mediawiki>";

/// Pages of a dump.
pub(super) struct XmlPages {
    input: Input,
    /// What has been read and not yet been looked at begins at `start`.
    buffer: Vec<u8>,
    start: usize,
    /// Where the buffer begins in the unpacked dump.
    offset: u64,
    is_at_end: bool,
    /// Whether the end of the root, or what comes in place of it, has been seen.
    is_over: bool,
    site: Option<Site>,
    /// The title of the last page.
    last: Option<String>,
    tags: Tags,
}

/// What the head of a dump says of its wiki.
#[derive(Debug, Default)]
struct Site {
    language: Option<String>,
    /// Names of namespaces with their numbers.
    namespaces: Vec<(String, i32)>,
    /// Whether the dump begins with its root, so that an end of it is to be expected.
    has_root: bool,
}

/// Tags that are looked for in everything.
struct Tags {
    page: Finder<'static>,
    page_end: Finder<'static>,
    revision: Finder<'static>,
    text: Finder<'static>,
    text_end: Finder<'static>,
}

impl XmlPages {
    /// The pages of a dump; `head` has been read from the input before.
    pub fn new(head: Vec<u8>, input: Input) -> Self {
        Self {
            input,
            buffer: head,
            start: 0,
            offset: 0,
            is_at_end: false,
            is_over: false,
            site: None,
            last: None,
            tags: Tags {
                page: Finder::new("<page>"),
                page_end: Finder::new("</page>"),
                revision: Finder::new("<revision>"),
                text: Finder::new("<text"),
                text_end: Finder::new("</text>"),
            },
        }
    }

    /// The next page; `None` at the end of the dump.
    pub fn next(&mut self) -> Option<Result<RawPage<'_>, String>> {
        match self.find_page() {
            Ok(Some((start, end))) => {
                self.start = end;
                let bytes = self.buffer.get(start..end).unwrap_or(&[]);
                let site = self.site.get_or_insert_default();
                let page = self.tags.read(bytes, site);
                self.last = Some(page.title.clone().into_owned());
                Some(Ok(page))
            }
            Ok(None) => None,
            Err(damage) => Some(Err(damage)),
        }
    }

    /// Bytes of the unpacked dump that have been looked at.
    pub fn bytes(&self) -> u64 {
        self.offset + self.start as u64
    }

    /// Where the inside of the next page lies in the buffer.
    fn find_page(&mut self) -> Result<Option<(usize, usize)>, String> {
        let Some(start) = self.find(Tag::Page, self.start)? else { return self.end() };
        self.start = start;
        if self.site.is_none() {
            let head = self.buffer.get(..start).unwrap_or(&[]);
            self.site = Some(Site::of(head));
        }
        let inside = start + "<page>".len();
        let Some(end) = self.find(Tag::PageEnd, inside)? else {
            return Err(self.cut_off("the dump ends"));
        };
        // `start` may have moved to the front of the buffer
        let inside = self.start + "<page>".len();
        let bytes = self.buffer.get(inside..end).unwrap_or(&[]);
        match self.tags.page.find(bytes) {
            // A page inside a page: the end of the outer one is missing.
            Some(inner) => {
                let message = self.place("damaged", bytes.get(..inner).unwrap_or(&[]));
                self.start = inside + inner;
                Err(format!("{message}; the page is left out"))
            }
            None => Ok(Some((inside, end))),
        }
    }

    /// Where a tag stands from `from` on; reads as far as needed. What lies before `start` is given up.
    fn find(&mut self, tag: Tag, from: usize) -> Result<Option<usize>, String> {
        let mut from = from;
        loop {
            let finder = match tag {
                Tag::Page => &self.tags.page,
                Tag::PageEnd => &self.tags.page_end,
            };
            if let Some(at) = finder.find(self.buffer.get(from..).unwrap_or(&[])) {
                return Ok(Some(from + at));
            }
            // the end of the root may be in the last two blocks
            let unseen = self.buffer.get(from..).unwrap_or(&[]);
            self.is_over |= tag == Tag::Page && memmem::find(unseen, ROOT_END).is_some();
            if self.is_at_end {
                return Ok(None);
            }
            // a tag may be cut in two
            from = self.buffer.len().saturating_sub(ROOT_END.len() - 1).max(from);
            if tag == Tag::Page && self.site.is_some() {
                self.start = from;
            }
            if self.buffer.len() - self.start > MOST_PAGE_BYTES {
                self.is_at_end = true;
                return Err(self.cut_off("no page ends within 256 MiB"));
            }
            from -= self.read_on()?;
        }
    }

    /// Reads a block behind what is in the buffer; how far the buffer's content has moved to the front.
    fn read_on(&mut self) -> Result<usize, String> {
        let moved = self.start;
        self.buffer.drain(..moved);
        self.offset += moved as u64;
        self.start = 0;
        let read = self.input.by_ref().take(BLOCK_BYTES as u64).read_to_end(&mut self.buffer);
        match read {
            Ok(0) => self.is_at_end = true,
            Ok(_) => {}
            Err(error) => {
                self.is_at_end = true;
                return Err(self.cut_off(&format!("the stream is damaged ({error})")));
            }
        }
        Ok(moved)
    }

    /// The end of the stream, where no further page begins.
    fn end(&mut self) -> Result<Option<(usize, usize)>, String> {
        let is_expected = self.site.as_ref().is_some_and(|site| site.has_root);
        if self.is_over || !is_expected {
            return Ok(None);
        }
        Err(self.cut_off("the dump ends without its end tag"))
    }

    /// What came before is kept; nothing follows.
    fn cut_off(&mut self, cause: &str) -> String {
        let rest = self.buffer.get(self.start..).unwrap_or(&[]);
        let rest = rest.strip_prefix(b"<page>").unwrap_or(&[]);
        let message = self.place(cause, rest);
        self.is_over = true;
        self.start = self.buffer.len();
        format!("{message}; what comes before is read")
    }

    /// `cut off in page “X”, which begins at byte 12 of the unpacked dump`
    fn place(&self, cause: &str, page: &[u8]) -> String {
        let at = self.offset + self.start as u64;
        let title = element(page, "title").map(text);
        match (title, &self.last) {
            (Some(title), _) => {
                format!("{cause} in page “{title}”, which begins at byte {at} of the unpacked dump")
            }
            (None, Some(last)) => format!("{cause} behind page “{last}”, at byte {at} of the unpacked dump"),
            (None, None) => format!("{cause} before its first page, at byte {at} of the unpacked dump"),
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Tag {
    Page,
    PageEnd,
}

impl Tags {
    /// Reads the inside of a page.
    fn read<'a>(&self, page: &'a [u8], site: &'a Site) -> RawPage<'a> {
        let first = self.revision.find(page).unwrap_or(page.len());
        let (head, revisions) = page.split_at_checked(first).unwrap_or((page, &[]));
        let last = memmem::rfind(revisions, b"<revision>").unwrap_or(0);
        let revision = revisions.get(last..).unwrap_or(&[]);
        let (facts, text, behind) = self.around_text(revision);
        let title = element(head, "title").map_or(Cow::Borrowed(""), self::text);
        let model = element(facts, "model").or_else(|| element(behind, "model"));
        RawPage {
            namespace: number(head, "ns").unwrap_or_else(|| site.namespace_of(&title)),
            title,
            page_id: number(head, "id"),
            revision: number(facts, "id"),
            timestamp: element(facts, "timestamp").map(self::text),
            language: site.language.as_deref().map(Cow::Borrowed),
            model: model.map_or(Cow::Borrowed("wikitext"), self::text),
            is_redirect: memmem::find(head, b"<redirect").is_some(),
            text: Cow::Borrowed(text),
            is_escaped: true,
        }
    }

    /// What stands before a revision's text, the text, and what stands behind it.
    fn around_text<'a>(&self, revision: &'a [u8]) -> (&'a [u8], &'a [u8], &'a [u8]) {
        let around = || {
            let (facts, rest) = revision.split_at_checked(self.text.find(revision)?)?;
            let (tag, text) = rest.split_at_checked(memchr::memchr(b'>', rest)? + 1)?;
            if tag.ends_with(b"/>") {
                return Some((facts, &[][..], text));
            }
            let (text, behind) = text.split_at_checked(self.text_end.find(text)?)?;
            Some((facts, text, behind))
        };
        around().unwrap_or((revision, &[], &[]))
    }
}

impl Site {
    /// Reads what stands before the first page.
    fn of(head: &[u8]) -> Self {
        let root = memmem::find(head, b"<mediawiki").and_then(|at| head.get(at..));
        let root_tag = root.and_then(|root| root.get(..memchr::memchr(b'>', root)?));
        let language = root_tag.and_then(|tag| attribute(tag, "xml:lang"));
        // `enwiki`: schemas before 0.3 name no language, those from 0.8 on the database
        let database = element(head, "dbname").map(text);
        let by_database = || Some(database.as_deref()?.strip_suffix("wiki")?.replace('_', "-"));
        Self {
            language: language.or_else(by_database),
            namespaces: namespaces(head),
            has_root: root.is_some(),
        }
    }

    /// The namespace whose name stands before a title; 0 where none does.
    fn namespace_of(&self, title: &str) -> i32 {
        let Some((name, _)) = title.split_once(':') else { return 0 };
        let known = self.namespaces.iter().find(|(known, _)| !known.is_empty() && known == name);
        known.map_or(0, |(_, number)| *number)
    }
}

/// `<namespace key="10" case="first-letter">Template</namespace>`
fn namespaces(head: &[u8]) -> Vec<(String, i32)> {
    let tags = memmem::find_iter(head, b"<namespace ").filter_map(|at| {
        let tag = head.get(at..)?;
        let end = memchr::memchr(b'>', tag)?;
        let key = attribute(tag.get(..end)?, "key")?.parse().ok()?;
        let name = tag.get(end + 1..)?;
        Some((text(name.get(..memchr::memchr(b'<', name)?)?).into_owned(), key))
    });
    tags.collect()
}

fn attribute(tag: &[u8], name: &str) -> Option<String> {
    let value = tag.get(memmem::find(tag, format!("{name}=\"").as_bytes())? + name.len() + 2..)?;
    Some(text(value.get(..memchr::memchr(b'"', value)?)?).into_owned())
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

fn number<T: std::str::FromStr>(bytes: &[u8], name: &str) -> Option<T> {
    str::from_utf8(element(bytes, name)?).ok()?.trim().parse().ok()
}

fn text(bytes: &[u8]) -> Cow<'_, str> {
    match String::from_utf8_lossy(bytes) {
        Cow::Borrowed(plain) if !plain.contains('&') => Cow::Borrowed(plain),
        other => Cow::Owned(unescaped(other.into_owned())),
    }
}

#[cfg(test)]
mod tests;
