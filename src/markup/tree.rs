//! The tree: nodes, blocks, tables, sections, and the short ways to read them.

use std::{
    borrow::Cow,
    sync::{Arc, OnceLock},
};

use super::{Dialect, Template, blocks, duplicates, rendered, stripped, tags, work};
use crate::span::{LineIndex, Span};

/// Index of a node in [`Document::nodes`].
pub type NodeId = usize;

/// What a node is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NodeKind {
    /// `{{name|…}}`, parser functions and `{{#invoke:…}}` too. Rendered infoboxes become one as well.
    Template,
    /// `{{{name|default}}}`
    Argument,
    /// `[[target|label]]`
    Link,
    /// `-{zh-hans:…;zh-hant:…}-`: text that differs between the variants of a language. What stands between pipes
    /// are its parts; the first is the head.
    Variant,
    /// `[url label]` and bare URLs in brackets.
    ExternalLink,
    /// `<!-- … -->`
    Comment,
    /// An extension tag with its content: `<ref>…</ref>`, `<nowiki>…</nowiki>`, `<section begin=X />`.
    Extension,
    /// One HTML tag, opening, closing or alone: `<br />`. Its content is not inside it.
    Html,
}

/// A piece of a node between pipes: a parameter of a template, target or label of a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    /// Left of the first `=`, where there is one outside nested structure; templates only.
    pub key: Option<Span>,
    /// Right of it, or the whole piece. White space and comments included.
    pub value: Span,
}

/// A node. Its descendants follow it directly, up to `end`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// What it is.
    pub kind: NodeKind,
    /// All of it, delimiters included.
    pub span: Span,
    /// Name of a template or argument, target of a link, name of a tag. White space and comments included.
    pub head: Span,
    /// Content of an extension tag; empty for others.
    pub content: Span,
    /// Its parts, as a range of [`Document::parts`].
    pub parts: (u32, u32),
    pub(super) end: u32,
}

impl Node {
    /// Index after its last descendant.
    #[must_use]
    pub fn end(&self) -> NodeId {
        self.end as NodeId
    }

    /// The place of a node that is not there: its span is empty.
    pub(super) const RESERVED: Self = {
        let none = Span { start: 0, end: 0 };
        Self { kind: NodeKind::Html, span: none, head: none, content: none, parts: (0, 0), end: 0 }
    };

    /// A node without head, content and parts; the base of other nodes.
    pub(super) fn new(kind: NodeKind, span: Span) -> Self {
        Self { kind, span, ..Self::RESERVED }
    }
}

/// What a block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BlockKind {
    /// A heading; the span of its text is `Block::content`.
    Heading {
        /// 1 to 6.
        level: u8,
    },
    /// A line of text (in the stripped dialect, lines joined by single line ends).
    Line,
    /// A list item: `* `, `# `, `- `, `• `. `Block::content` is the text behind the marker.
    Item,
    /// A definition term: `;text`.
    Term,
    /// A horizontal rule.
    Rule,
    /// A template that stands alone on its line or lines.
    Template(NodeId),
    /// A table, an index into [`Document::tables`].
    Table(usize),
}

/// A block. Blocks follow each other in document order and do not overlap.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// All of it, markers included, the line end not.
    pub span: Span,
    /// Its text without markers and surrounding white space.
    pub content: Span,
}

/// A table cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cell {
    /// Whether it is a header cell (`!`).
    pub header: bool,
    /// Its content, trimmed, attributes not included.
    pub content: Span,
    /// Rows that it covers, at least 1.
    pub rowspan: u32,
    /// Columns that it covers, at least 1.
    pub colspan: u32,
}

/// A table row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// From its first to its last cell.
    pub span: Span,
    /// Cells as written.
    pub cells: Vec<Cell>,
}

/// A table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// All of it.
    pub span: Span,
    /// Caption (`|+`).
    pub caption: Option<Span>,
    /// Rows as written.
    pub rows: Vec<Row>,
    /// Whether row and column spans are lost, so that cells may stand too far left (rendered text).
    pub flattened: bool,
}

/// A section: from its heading to the next heading.
#[derive(Clone, Debug)]
pub struct Section {
    /// Offset of its heading; 0 for the lead.
    pub start: u32,
    /// Level of its heading; 0 for the lead.
    pub level: u8,
    /// Headings above and its own as plain text, outermost first; empty for the lead.
    pub path: Arc<[String]>,
}

/// The article's title as its text states it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Title {
    /// The title.
    pub text: Span,
    /// What follows `#`.
    pub fragment: Option<Span>,
}

/// What is wrong with the markup.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DiagnosticKind {
    /// `{{` without `}}`.
    UnclosedTemplate,
    /// `}}` or `]]` that closes nothing.
    StrayClose,
    /// A comment, `<ref>`, `<nowiki>` or table that never closes.
    UnclosedTag,
    /// The same parameter twice in one template.
    DuplicateParameter,
    /// Nesting deeper than the parser follows.
    TooDeep,
}

/// Something wrong with the markup. Nothing is lost by it: the bytes are text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// What.
    pub kind: DiagnosticKind,
    /// Where: the delimiter that has no partner, the second of two parameters.
    pub span: Span,
    /// What was found and what was expected.
    pub message: Arc<str>,
}

/// A parsed article.
#[derive(Clone, Debug)]
pub struct Document<'s> {
    /// The text.
    pub source: &'s str,
    /// How it was read.
    pub dialect: Dialect,
    /// Inline structure, in document order.
    pub nodes: Vec<Node>,
    /// Pieces of nodes.
    pub parts: Vec<Part>,
    /// What the structural pass found wrong.
    pub(super) faults: Vec<Diagnostic>,
    pub(super) layout: OnceLock<Layout>,
    pub(super) diagnostics: OnceLock<Vec<Diagnostic>>,
    pub(super) lines: OnceLock<LineIndex>,
}

/// What the lines of a document make, read when it is first asked for.
#[derive(Clone, Debug, Default)]
pub(super) struct Layout {
    pub(super) title: Option<Title>,
    pub(super) blocks: Vec<Block>,
    pub(super) tables: Vec<Table>,
    pub(super) sections: Vec<Section>,
    /// Tables without an end.
    pub(super) faults: Vec<Diagnostic>,
}

impl Document<'_> {
    fn layout(&self) -> &Layout {
        self.layout.get_or_init(|| match self.dialect {
            Dialect::Wikitext => blocks::layout(self),
            Dialect::Stripped => stripped::layout(self),
            Dialect::Rendered => rendered::layout(self),
        })
    }

    /// Title, where the text states it.
    #[must_use]
    pub fn title(&self) -> Option<Title> {
        self.layout().title
    }

    /// Lines, in document order.
    #[must_use]
    pub fn blocks(&self) -> &[Block] {
        &self.layout().blocks
    }

    /// Tables, those inside a cell behind the one around them.
    #[must_use]
    pub fn tables(&self) -> &[Table] {
        &self.layout().tables
    }

    /// Sections, the lead first.
    #[must_use]
    pub fn sections(&self) -> &[Section] {
        &self.layout().sections
    }

    /// Line starts.
    #[must_use]
    pub fn lines(&self) -> &LineIndex {
        self.lines.get_or_init(|| LineIndex::new(self.source))
    }

    /// What is wrong with the markup, in document order.
    #[must_use]
    pub fn diagnostics(&self) -> &[Diagnostic] {
        self.diagnostics.get_or_init(|| {
            let mut all = [self.faults.as_slice(), &self.layout().faults].concat();
            all.extend(duplicates::duplicates(self));
            all.sort_by_key(|diagnostic| diagnostic.span);
            all
        })
    }
}

impl<'s> Document<'s> {
    /// The text of a span.
    #[must_use]
    pub fn text(&self, span: Span) -> &'s str {
        self.source.get(span.range()).unwrap_or("")
    }

    /// Headings above an offset, outermost first.
    #[must_use]
    pub fn section_at(&self, offset: usize) -> Arc<[String]> {
        match self.section_index(offset).and_then(|index| self.sections().get(index)) {
            Some(section) => Arc::clone(&section.path),
            None => Arc::from([]),
        }
    }

    /// The index of the section that holds an offset.
    #[must_use]
    pub fn section_index(&self, offset: usize) -> Option<usize> {
        self.sections().partition_point(|section| section.start() <= offset).checked_sub(1)
    }

    /// The parts of a node.
    #[must_use]
    pub fn parts_of(&self, id: NodeId) -> &[Part] {
        let Some(node) = self.nodes.get(id) else { return &[] };
        self.parts.get(node.parts.0 as usize..node.parts.1 as usize).unwrap_or(&[])
    }

    /// A template node as a template; `None` for other nodes.
    #[must_use]
    pub fn template(&self, id: NodeId) -> Option<Template<'_, 's>> {
        let node = self.nodes.get(id).filter(|node| node.kind == NodeKind::Template)?;
        Some(Template { document: self, id, span: node.span })
    }

    /// All templates in document order, an outer one before those inside it.
    pub fn templates(&self) -> impl Iterator<Item = Template<'_, 's>> {
        (0..self.nodes.len()).filter_map(|id| self.template(id))
    }

    /// The outermost nodes that lie wholly inside a span, in order.
    pub fn children_in(&self, span: Span) -> impl Iterator<Item = NodeId> + '_ {
        let mut next = self.nodes.partition_point(|node| node.span.start < span.start);
        std::iter::from_fn(move || {
            loop {
                work::add(1);
                let id = next;
                let node = self.nodes.get(id).filter(|node| node.span.start < span.end)?;
                if span.contains(node.span) {
                    next = node.end();
                    return Some(id);
                }
                next = id + 1;
            }
        })
    }
}

impl<'s> Document<'s> {
    /// The text of a span that lies outside nodes, piece by piece. HTML tags hide nothing.
    pub(super) fn text_outside_nodes(&self, span: Span) -> impl Iterator<Item = Span> + '_ {
        let nodes = self.children_in(span).filter_map(|id| self.nodes.get(id));
        let inside = nodes.filter(|node| node.kind != NodeKind::Html).map(|node| node.span);
        inside.chain([Span { start: span.end, end: span.end }]).scan(span.start, |from, node| {
            let gap = Span { start: *from, end: node.start.max(*from) };
            *from = node.end;
            Some(gap)
        })
    }

    /// The text of a span as a page view reads it: without `<includeonly>` and its content, and without the
    /// tags `<noinclude>` and `<onlyinclude>`. Comments stay.
    #[must_use]
    pub fn page_view(&self, span: Span) -> Cow<'s, str> {
        let first = self.nodes.partition_point(|node| node.span.start < span.start);
        let inside = self.nodes.iter().skip(first).take_while(|node| node.span.start < span.end);
        let is_passed_over = |node: &&Node| {
            let is_tag = matches!(node.kind, NodeKind::Html | NodeKind::Comment);
            is_tag && tags::is_transparent(self.text(node.head)) && span.contains(node.span)
        };
        cut(self, span, inside.filter(is_passed_over))
    }
}

impl Section {
    fn start(&self) -> usize {
        self.start as usize
    }
}

/// The text of a span with some of its nodes cut out.
pub(super) fn cut<'s, 'n>(
    document: &Document<'s>,
    span: Span,
    nodes: impl Iterator<Item = &'n Node>,
) -> Cow<'s, str> {
    let mut nodes = nodes.peekable();
    if nodes.peek().is_none() {
        return Cow::Borrowed(document.text(span));
    }
    let (mut kept, mut from) = (String::new(), span.start);
    for node in nodes {
        kept.push_str(document.text(Span { start: from, end: node.span.start }));
        from = node.span.end;
    }
    kept.push_str(document.text(Span { start: from, end: span.end }));
    Cow::Owned(kept)
}
