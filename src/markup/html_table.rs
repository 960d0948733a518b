//! Tags of HTML tables: `<table>`, `<tr>`, `<td>`, `<th>`, `<caption>`.
//!
//! MediaWiki lets them through (<https://www.mediawiki.org/wiki/Help:Tables#HTML>,
//! `Sanitizer::getRecognizedTagData`), and a cell ends where the next one begins, as in HTML
//! (<https://html.spec.whatwg.org/multipage/syntax.html#optional-tags>).

use memchr::memchr2;

use super::{Document, Node, NodeKind, tags::name_length, work};
use crate::span::Span;

/// Which tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Name {
    Table,
    Row,
    Cell,
    Header,
    Caption,
}

/// Names of the tags.
const NAMES: [(&[u8], Name); 5] = [
    (b"td", Name::Cell),
    (b"tr", Name::Row),
    (b"th", Name::Header),
    (b"table", Name::Table),
    (b"caption", Name::Caption),
];

/// A tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Tag {
    pub(super) name: Name,
    /// Whether it is `</name>`.
    pub(super) closes: bool,
    /// All of it.
    pub(super) span: Span,
    /// What stands between its name and `>`; templates may be among it.
    pub(super) attributes: Span,
}

/// Gives the tags of tables in a span, outside nodes.
pub(super) fn tags(document: &Document<'_>, span: Span, mut found: impl FnMut(Tag)) {
    let mut open: Option<Tag> = None;
    for gap in document.text_outside_nodes(span) {
        work::add(gap.len() + 1);
        let bytes = document.text(gap).as_bytes();
        let mut at = 0;
        while let Some(next) = memchr2(b'<', b'>', bytes.get(at..).unwrap_or(&[])) {
            let angle = at + next;
            at = angle + 1;
            if bytes.get(angle) == Some(&b'<') {
                open = begin(bytes.get(at..).unwrap_or(&[]), gap.start() + angle);
            } else if let Some(tag) = open.take() {
                found(tag.ended(gap.start() + angle));
            }
        }
    }
}

/// The tag that begins at `start`, its text behind `<` given.
fn begin(text: &[u8], start: usize) -> Option<Tag> {
    let slash = usize::from(text.first() == Some(&b'/'));
    let name = text.get(slash..)?;
    let name = name.get(..name_length(name))?;
    let (_, kind) = NAMES.into_iter().find(|(known, _)| known.eq_ignore_ascii_case(name))?;
    let behind = start + 1 + slash + name.len();
    let attributes = Span::new(behind, behind);
    Some(Tag { name: kind, closes: slash == 1, span: Span::new(start, behind), attributes })
}

impl Tag {
    fn ended(self, angle: usize) -> Self {
        let attributes = Span::new(self.attributes.start(), angle);
        Self { span: Span::new(self.span.start(), angle + 1), attributes, ..self }
    }
}

/// A table from `<table>` to `</table>`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct HtmlTable {
    /// All of it.
    pub(super) span: Span,
    /// What stands between its tags.
    pub(super) inside: Span,
}

/// The HTML tables of a document that have an end, in the order in which they begin; one inside another lies wholly in
/// it.
pub(super) fn tables(document: &Document<'_>) -> Vec<HtmlTable> {
    let (mut found, mut open) = (Vec::new(), Vec::new());
    let is_table =
        |node: &Node| node.kind == NodeKind::Html && document.text(node.head).eq_ignore_ascii_case("table");
    if !document.nodes.iter().any(is_table) {
        return found;
    }
    tags(document, Span::new(0, document.source.len()), |tag| match tag {
        Tag { name: Name::Table, closes: false, .. } => open.push(tag),
        Tag { name: Name::Table, .. } => found.extend(open.pop().map(|start: Tag| HtmlTable {
            span: Span { end: tag.span.end, ..start.span },
            inside: Span { start: start.span.end, end: tag.span.start },
        })),
        _ => {}
    });
    found.sort_unstable_by_key(|table| table.span.start);
    found
}
