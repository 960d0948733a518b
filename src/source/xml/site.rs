//! What the head of a dump says of its wiki.

use memchr::memmem;

use super::{element, text};

/// What the head of a dump says of its wiki.
#[derive(Debug, Default)]
pub(super) struct Site {
    pub language: Option<String>,
    /// Names of namespaces with their numbers.
    namespaces: Vec<(String, i32)>,
    /// Whether the dump begins with its root, so that an end of it is to be expected.
    pub has_root: bool,
}

impl Site {
    /// Reads what stands before the first page.
    pub fn of(head: &[u8]) -> Self {
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
    pub fn namespace_of(&self, title: &str) -> i32 {
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
