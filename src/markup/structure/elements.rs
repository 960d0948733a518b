//! What begins with `<`: comments, extension tags, HTML tags.

use memchr::{memchr, memmem};

use super::{Frame, Scanner};
use crate::{
    markup::{
        DiagnosticKind, Node, NodeKind,
        byte_set::ByteSet,
        tags::{self, Content, Element},
        work,
    },
    span::Span,
};

/// What an HTML tag that is looked at alone does not hold, and its end.
static ENDS_TAG: ByteSet = ByteSet::of(b"<>{}[]|");

impl Scanner<'_> {
    pub(super) fn angle(&mut self) {
        let rest = self.rest(self.at + 1);
        if rest.starts_with(b"!--") {
            return self.comment();
        }
        let slash = usize::from(rest.first() == Some(&b'/'));
        let name = rest.get(slash..).unwrap_or(&[]);
        let name = name.get(..tags::name_length(name)).unwrap_or(&[]);
        let head = Span::new(self.at + 1 + slash, self.at + 1 + slash + name.len());
        if name.is_empty() {
            self.at += 1;
        } else if let Some(element) = self.extensions.element(name).filter(|_| slash == 0) {
            self.extension(element, name, head);
        } else {
            self.html(head);
        }
    }

    /// A comment; without `-->` it runs to the end of the frame.
    fn comment(&mut self) {
        let start = self.at;
        self.at = match memmem::find(self.rest(start + 4), b"-->") {
            Some(length) => start + 4 + length + 3,
            None => {
                let message = "`<!--` has no matching `-->`: the rest is a comment".to_owned();
                self.report(DiagnosticKind::UnclosedTag, Span::new(start, start + 4), message);
                self.frame.limit
            }
        };
        let end = Span::new(self.at, self.at);
        self.leaf(NodeKind::Comment, Span::new(start, self.at), Span::new(start, start), end);
    }

    fn leaf(&mut self, kind: NodeKind, span: Span, head: Span, content: Span) {
        let end = self.out.nodes.len() as u32 + 1;
        self.out.nodes.push(Node { head, content, end, ..Node::new(kind, span) });
    }

    /// One HTML tag up to its `>`. It protects nothing, so reading goes on inside it.
    fn html(&mut self, head: Span) {
        let rest = self.rest(head.end());
        let end = rest.iter().position(|byte| ENDS_TAG.has(*byte));
        work::add(end.unwrap_or(rest.len()));
        if let Some(length) = end.filter(|end| rest.get(*end) == Some(&b'>')) {
            let end = head.end() + length + 1;
            self.leaf(NodeKind::Html, Span::new(self.at, end), head, Span::new(end, end));
        }
        self.at = head.end();
    }

    fn extension(&mut self, element: Element, name: &[u8], head: Span) {
        let start = self.at;
        let Some(angle) = self.tag_end(head.end()) else {
            self.at = head.end();
            return self.unclosed_tag(Span::new(start, head.end()), name, ">");
        };
        let inner = angle + 1;
        if self.byte(angle - 1) == Some(b'/') {
            self.at = inner;
            return self.element_node(element, Span::new(start, inner), head, Span::new(inner, inner));
        }
        let close = self.closing(element, inner, name);
        let Some((close, end)) = close else {
            self.at = inner;
            return self.unclosed_tag(
                Span::new(start, inner),
                name,
                &format!("</{}>", String::from_utf8_lossy(name)),
            );
        };
        self.element_node(element, Span::new(start, end), head, Span::new(inner, close));
        self.at = end;
        if element.content == Content::Wikitext && inner < close {
            self.enter(inner, close, end);
        }
    }

    /// Where the `>` of a tag is, also inside quotes. That there is none is remembered.
    fn tag_end(&mut self, from: usize) -> Option<usize> {
        let found = if self.frame.no_more_angles { None } else { memchr(b'>', self.rest(from)) };
        work::add(found.unwrap_or(0));
        self.frame.no_more_angles |= found.is_none();
        found.map(|length| from + length)
    }

    /// Closing tag of an element; an open `<includeonly>` runs to the end of the text. A tag that has none is
    /// remembered, or `<a><a><a>` would search the rest of the text each time.
    fn closing(&mut self, element: Element, from: usize, name: &[u8]) -> Option<(usize, usize)> {
        let limit = self.frame.limit;
        if self.frame.unclosed & element.bit == 0 {
            let found = tags::closing(self.text.get(..limit).unwrap_or(&[]), from, name);
            work::add(found.map_or(limit, |(close, _)| close) - from);
            if found.is_some() {
                return found;
            }
            self.frame.unclosed |= element.bit;
        }
        (element.content == Content::Ignored).then_some((limit, limit))
    }

    fn element_node(&mut self, element: Element, span: Span, head: Span, content: Span) {
        let kind = if element.content == Content::Ignored { NodeKind::Comment } else { NodeKind::Extension };
        self.leaf(kind, span, head, content);
    }

    fn unclosed_tag(&mut self, span: Span, name: &[u8], expected: &str) {
        let name = String::from_utf8_lossy(name);
        self.report(DiagnosticKind::UnclosedTag, span, format!("`<{name}>` has no matching `{expected}`"));
    }

    /// Reads `from..limit` as a text of its own, then goes on at `resume`.
    fn enter(&mut self, from: usize, limit: usize, resume: usize) {
        let (node, unclosed) = (self.out.nodes.len() - 1, self.frame.unclosed);
        self.frames.push(self.frame);
        self.frame = Frame { limit, resume, node, unclosed, ..Frame::default() };
        self.at = from;
        self.begin_text();
    }
}
