//! The linear pass: bytes to raw nodes, as MediaWiki's preprocessor finds them.
//!
//! This follows `Preprocessor_Hash::preprocessToObj` (<https://www.mediawiki.org/wiki/Manual:Preprocessor>). Its one rule that makes the
//! pass linear: only the piece opened last can close. An unclosed `[[` therefore keeps the `{{` around it from closing, and nothing is ever
//! taken back: a piece reserves its nodes where it opens, fills them as it closes, and those that stay empty are left out at the end.
//!
//! The content of `<ref>` and its like is a text of its own. It is read in place, as a [`Frame`] with its own end.

use memchr::{memchr, memmem};

use super::{
    Diagnostic, DiagnosticKind, Node, NodeKind, Part,
    tags::{self, Content, Element},
};
use crate::span::Span;

/// What the pass finds: nodes in document order, some of them empty; parts in the order in which pieces close.
#[derive(Debug, Default)]
pub(super) struct Structure {
    pub(super) nodes: Vec<Node>,
    pub(super) parts: Vec<Part>,
    pub(super) diagnostics: Vec<Diagnostic>,
    /// How often the pass looked at a byte that may be markup; for tests of its growth.
    #[cfg(test)]
    pub(super) steps: usize,
}

/// Runs the pass over a whole text.
pub(super) fn structure(text: &[u8]) -> Structure {
    Scanner::new(text).run()
}

const ALWAYS: u8 = 1;
const PIPE: u8 = 2;
const EQUALS: u8 = 4;

/// Which bytes may be markup: always, inside templates and links, or in a parameter that has no key yet.
static CLASS: [u8; 256] = {
    let mut classes = [0; 256];
    let (mut rest, mut byte): (&mut [u8], u8) = (&mut classes, 0);
    while let Some((class, tail)) = rest.split_first_mut() {
        *class = match byte {
            b'{' | b'}' | b'[' | b']' | b'<' | b'\n' => ALWAYS,
            b'|' => PIPE,
            b'=' => EQUALS,
            _ => 0,
        };
        (rest, byte) = (tail, byte.wrapping_add(1));
    }
    classes
};

/// Beginnings of addresses that may stand in `[address label]`.
const PROTOCOLS: [&[u8]; 6] = [b"http://", b"https://", b"//", b"ftp://", b"mailto:", b"news:"];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Opener {
    Braces,
    Brackets,
    /// `=` at the start of a line: it hides pipes and closing braces up to the end of the line.
    Heading,
}

/// Something open, waiting for its end.
#[derive(Clone, Copy, Debug)]
struct Piece {
    opener: Opener,
    /// Offset of its first delimiter byte.
    start: usize,
    /// Delimiter bytes that have no partner yet.
    count: usize,
    /// First of the nodes that it reserved.
    node: usize,
    /// How many of them are not filled.
    free: usize,
    /// Its first entry in `Scanner::pending`.
    pending: usize,
}

/// A part whose end is not known yet.
#[derive(Clone, Copy, Debug)]
struct Pending {
    start: usize,
    equals: Option<usize>,
}

/// A text that is read on its own: the whole text, or the content of a tag.
#[derive(Clone, Copy, Debug, Default)]
struct Frame {
    /// Where it ends.
    limit: usize,
    /// Where reading goes on behind it.
    resume: usize,
    /// Height of the stack where it begins.
    floor: usize,
    /// Tags that have no closing tag from here to the limit.
    unclosed: u64,
    /// No `>` stands between here and the limit.
    no_more_angles: bool,
    /// Open `{{`.
    braces: usize,
    /// Open `[[`.
    brackets: usize,
}

struct Scanner<'t> {
    text: &'t [u8],
    at: usize,
    mask: u8,
    frame: Frame,
    frames: Vec<Frame>,
    stack: Vec<Piece>,
    pending: Vec<Pending>,
    /// Open `[address`: height of the stack, offset, reserved node, end of the address.
    externals: Vec<External>,
    out: Structure,
}

#[derive(Clone, Copy, Debug)]
struct External {
    level: usize,
    start: usize,
    node: usize,
    address_end: usize,
}

impl<'t> Scanner<'t> {
    fn new(text: &'t [u8]) -> Self {
        let frame = Frame { limit: text.len(), resume: text.len(), ..Frame::default() };
        Self {
            text,
            at: if text.starts_with("\u{feff}".as_bytes()) { 3 } else { 0 },
            mask: ALWAYS,
            frame,
            frames: Vec::new(),
            stack: Vec::new(),
            pending: Vec::new(),
            externals: Vec::new(),
            out: Structure::default(),
        }
    }

    fn run(mut self) -> Structure {
        self.line_start();
        loop {
            self.skip_text();
            #[cfg(test)]
            {
                self.out.steps += 1;
            }
            match self.byte(self.at) {
                Some(byte @ (b'{' | b'[')) => self.open(byte),
                Some(byte @ (b'}' | b']')) => self.close(byte),
                Some(b'<') => self.angle(),
                Some(b'\n') => self.line_end(),
                Some(b'|') => self.pipe(),
                Some(b'=') => self.equals(),
                Some(_) => self.at += 1,
                None if self.end_frame() => {}
                None => return self.out,
            }
        }
    }

    /// The byte at an offset, `None` from the end of the frame on.
    fn byte(&self, at: usize) -> Option<u8> {
        if at < self.frame.limit { self.text.get(at).copied() } else { None }
    }

    /// The text from an offset to the end of the frame.
    fn rest(&self, from: usize) -> &'t [u8] {
        self.text.get(from..self.frame.limit).unwrap_or(&[])
    }

    fn skip_text(&mut self) {
        let (rest, mask) = (self.rest(self.at), self.mask);
        let is_markup = |byte: &u8| CLASS.get(usize::from(*byte)).is_some_and(|class| class & mask != 0);
        self.at += rest.iter().position(is_markup).unwrap_or(rest.len());
    }

    /// How often a byte stands here in a row, up to `most`.
    fn run_length(&self, byte: u8, most: usize) -> usize {
        self.rest(self.at).iter().take(most).take_while(|next| **next == byte).count()
    }

    fn top(&self) -> Option<&Piece> {
        self.stack.get(self.frame.floor..).and_then(<[Piece]>::last)
    }

    /// Sets what counts as markup to what the piece opened last asks for (`PPDStackElement::getFlags`).
    fn refresh_mask(&mut self) {
        self.mask = match self.top() {
            Some(piece) if piece.opener == Opener::Brackets => ALWAYS | PIPE,
            Some(piece) if piece.opener == Opener::Braces => {
                let in_parameter = self.pending.len() > piece.pending + 1;
                let has_key = self.pending.last().is_some_and(|part| part.equals.is_some());
                if in_parameter && !has_key { ALWAYS | PIPE | EQUALS } else { ALWAYS | PIPE }
            }
            _ => ALWAYS,
        };
    }

    fn open(&mut self, byte: u8) {
        let count = self.run_length(byte, usize::MAX);
        let start = self.at;
        self.at += count;
        if count == 1 {
            if byte == b'[' {
                self.open_external(start);
            }
            return;
        }
        let opener = if byte == b'{' { Opener::Braces } else { Opener::Brackets };
        *self.open_count(opener) += 1;
        let (node, free) = (self.out.nodes.len(), count / 2);
        self.out.nodes.resize(node + free, Node::leaf(Span::default()));
        let piece = Piece { opener, start, count, node, free, pending: self.pending.len() };
        self.push(piece);
    }

    fn open_count(&mut self, opener: Opener) -> &mut usize {
        if opener == Opener::Braces { &mut self.frame.braces } else { &mut self.frame.brackets }
    }

    fn push(&mut self, piece: Piece) {
        self.pending.push(Pending { start: piece.start + piece.count, equals: None });
        self.stack.push(piece);
        self.refresh_mask();
    }

    fn close(&mut self, byte: u8) {
        let opener = if byte == b'}' { Opener::Braces } else { Opener::Brackets };
        let piece = self.top().copied().filter(|piece| piece.opener == opener);
        // One more than can close tells `]]` from `]]]`; counting a long run again for each piece would not be linear.
        let run = self.run_length(byte, piece.map_or(usize::MAX, |piece| piece.count + 1));
        if byte == b']' && self.closes_external(run, piece.is_some()) {
            return self.close_external();
        }
        let Some(piece) = piece else { return self.stray_close(opener, run) };
        let (count, most) = (run.min(piece.count), if opener == Opener::Braces { 3 } else { 2 });
        if count < 2 {
            self.at += count;
        } else {
            self.close_piece(piece, count.min(most));
        }
    }

    fn stray_close(&mut self, opener: Opener, run: usize) {
        let span = Span::new(self.at, self.at + run);
        self.at += run;
        if run >= 2 && *self.open_count(opener) == 0 {
            let (close, open) = if opener == Opener::Braces { ("}}", "{{") } else { ("]]", "[[") };
            self.report(
                DiagnosticKind::StrayClose,
                span,
                format!("`{close}` closes nothing: no `{open}` is open"),
            );
        }
    }

    /// Closes the innermost `count` delimiter bytes of a piece; what remains of it may close later: `{{{{{a}}} }}`.
    fn close_piece(&mut self, mut piece: Piece, count: usize) {
        self.stack.pop();
        self.drop_externals(self.stack.len() + 1);
        let span = Span::new(piece.start + piece.count - count, self.at + count);
        let kind = match (piece.opener, count) {
            (Opener::Brackets, _) => NodeKind::Link,
            (_, 3) => NodeKind::Argument,
            _ => NodeKind::Template,
        };
        let (head, parts) = self.take_parts(piece.pending, kind);
        piece.free = piece.free.saturating_sub(1);
        if let Some(node) = self.out.nodes.get_mut(piece.node + piece.free) {
            *node = Node { kind, head, parts, ..Node::leaf(span) };
        }
        self.at += count;
        piece.count -= count;
        if piece.count >= 2 {
            self.push(piece);
        } else {
            *self.open_count(piece.opener) -= 1;
            self.refresh_mask();
        }
    }

    /// Moves the parts of the piece that closes here to the output; the first is the head.
    fn take_parts(&mut self, from: usize, kind: NodeKind) -> (Span, (u32, u32)) {
        let first = self.out.parts.len() as u32;
        let mut head = Span::default();
        for index in from..self.pending.len() {
            let Some(part) = self.pending.get(index).copied() else { break };
            let end = self.pending.get(index + 1).map_or(self.at, |next| next.start - 1);
            if index == from {
                head = Span::new(part.start, end);
                continue;
            }
            let equals = part.equals.filter(|_| kind == NodeKind::Template);
            let key = equals.map(|equals| Span::new(part.start, equals));
            let value = Span::new(equals.map_or(part.start, |equals| equals + 1), end);
            self.out.parts.push(Part { key, value });
        }
        self.pending.truncate(from);
        (head, (first, self.out.parts.len() as u32))
    }

    fn pipe(&mut self) {
        self.drop_externals(self.stack.len());
        self.at += 1;
        self.pending.push(Pending { start: self.at, equals: None });
        self.refresh_mask();
    }

    fn equals(&mut self) {
        if let Some(part) = self.pending.last_mut() {
            part.equals = Some(self.at);
        }
        self.at += 1;
        self.refresh_mask();
    }

    fn line_end(&mut self) {
        self.drop_externals(self.stack.len());
        self.end_heading();
        self.at += 1;
        self.line_start();
    }

    fn end_heading(&mut self) {
        if self.top().is_some_and(|piece| piece.opener == Opener::Heading) {
            let piece = self.stack.pop();
            self.pending.truncate(piece.map_or(0, |piece| piece.pending));
            self.refresh_mask();
        }
    }

    /// Looks for a heading. One `=` where a key may end is taken for the end of that key, as in MediaWiki.
    fn line_start(&mut self) {
        if self.byte(self.at) != Some(b'=') {
            return;
        }
        let count = self.run_length(b'=', 6);
        if count == 1 && self.mask & EQUALS != 0 {
            return;
        }
        let (start, node, pending) = (self.at, self.out.nodes.len(), self.pending.len());
        self.at += count;
        self.push(Piece { opener: Opener::Heading, start, count, node, free: 0, pending });
    }

    /// Ends the frame at its limit: what is still open is text. `false` at the end of the whole text.
    fn end_frame(&mut self) -> bool {
        self.end_heading();
        self.report_unclosed();
        self.drop_externals(self.frame.floor);
        if let Some(piece) = self.stack.get(self.frame.floor) {
            self.pending.truncate(piece.pending);
        }
        self.stack.truncate(self.frame.floor);
        let Some(outer) = self.frames.pop() else { return false };
        self.at = self.frame.resume;
        self.frame = outer;
        self.refresh_mask();
        true
    }

    fn report_unclosed(&mut self) {
        let mut link_inside = false;
        for index in (self.frame.floor..self.stack.len()).rev() {
            let Some(piece) = self.stack.get(index).copied() else { continue };
            link_inside |= piece.opener == Opener::Brackets;
            if piece.opener == Opener::Braces {
                let span = Span::new(piece.start, piece.start + piece.count);
                let name = self.beginning(span.end());
                let why = if link_inside { " because a `[[` inside it is never closed" } else { "" };
                let message = format!("`{{{{{name}` has no matching `}}}}`{why}");
                self.report(DiagnosticKind::UnclosedTemplate, span, message);
            }
        }
    }

    /// The first words behind an opening delimiter, for messages.
    fn beginning(&self, from: usize) -> String {
        let rest = self.text.get(from..).unwrap_or(&[]);
        let end =
            rest.iter().take(40).position(|byte| b"|\n{}[]<".contains(byte)).unwrap_or(rest.len().min(40));
        let words = String::from_utf8_lossy(rest.get(..end).unwrap_or(&[]));
        words.trim_end_matches('\u{fffd}').trim().to_owned()
    }

    fn report(&mut self, kind: DiagnosticKind, span: Span, message: String) {
        self.out.diagnostics.push(Diagnostic { kind, span, message });
    }

    fn open_external(&mut self, start: usize) {
        let (level, rest) = (self.stack.len(), self.rest(start + 1));
        let is_open = self.externals.last().is_some_and(|external| external.level == level);
        let starts_with = |known: &&[u8]| {
            rest.get(..known.len()).is_some_and(|beginning| beginning.eq_ignore_ascii_case(known))
        };
        if is_open || !PROTOCOLS.iter().any(starts_with) {
            return;
        }
        let is_end = |byte: &u8| byte.is_ascii_whitespace() || b"[]<>\"{|".contains(byte);
        let length = rest.iter().position(is_end).unwrap_or(rest.len());
        let node = self.out.nodes.len();
        self.out.nodes.push(Node::leaf(Span::default()));
        self.externals.push(External { level, start, node, address_end: start + 1 + length });
    }

    /// Whether a run of `]` begins with the end of `[address label]`: in `[[a|[//b c]]]` it does, in `[[a|[//b c]]` it does not.
    fn closes_external(&self, run: usize, in_link: bool) -> bool {
        let is_open = self.externals.last().is_some_and(|external| external.level == self.stack.len());
        is_open && !(in_link && run == 2)
    }

    fn close_external(&mut self) {
        let Some(external) = self.externals.pop() else { return };
        let head = Span::new(external.start + 1, external.address_end);
        let label = Span::new(external.address_end, self.at);
        let first = self.out.parts.len() as u32;
        if !label.is_empty() {
            self.out.parts.push(Part { key: None, value: label });
        }
        let parts = (first, self.out.parts.len() as u32);
        self.at += 1;
        let span = Span::new(external.start, self.at);
        if let Some(node) = self.out.nodes.get_mut(external.node) {
            *node = Node { kind: NodeKind::ExternalLink, head, parts, ..Node::leaf(span) };
        }
    }

    /// Forgets open addresses at this height of the stack and above.
    fn drop_externals(&mut self, level: usize) {
        while self.externals.last().is_some_and(|external| external.level >= level) {
            self.externals.pop();
        }
    }

    fn angle(&mut self) {
        let rest = self.rest(self.at + 1);
        if rest.starts_with(b"!--") {
            return self.comment();
        }
        let slash = usize::from(rest.first() == Some(&b'/'));
        let name = rest.get(slash..).unwrap_or(&[]);
        let name = name.get(..tags::name_length(name)).unwrap_or(&[]);
        let head = Span::new(self.at + 1 + slash, self.at + 1 + slash + name.len());
        match tags::element(name) {
            _ if name.is_empty() => self.at += 1,
            Some(element) if slash == 0 => self.extension(element, name, head),
            _ => self.html(head),
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
        self.out.nodes.push(Node { kind, head, content, ..Node::leaf(span) });
    }

    /// One HTML tag up to its `>`. It protects nothing, so reading goes on inside it.
    fn html(&mut self, head: Span) {
        let rest = self.rest(head.end());
        let end = rest.iter().position(|byte| b"<>{}[]|".contains(byte));
        if let Some(length) = end.filter(|end| rest.get(*end) == Some(&b'>')) {
            let end = head.end() + length + 1;
            self.leaf(NodeKind::Html, Span::new(self.at, end), head, Span::new(end, end));
        }
        self.at = head.end();
    }

    fn extension(&mut self, element: Element, name: &[u8], head: Span) {
        let start = self.at;
        let angle = if self.frame.no_more_angles { None } else { memchr(b'>', self.rest(head.end())) };
        let Some(angle) = angle.map(|angle| head.end() + angle) else {
            self.frame.no_more_angles = true;
            self.unclosed_tag(Span::new(start, head.end()), name, ">");
            self.at = head.end();
            return;
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

    /// Closing tag of an element; an open `<includeonly>` runs to the end of the text. A tag that has none is remembered, or `<a><a><a>` would
    /// search the rest of the text each time.
    fn closing(&mut self, element: Element, from: usize, name: &[u8]) -> Option<(usize, usize)> {
        let limit = self.frame.limit;
        if self.frame.unclosed & element.bit == 0 {
            let text = self.text.get(..limit).unwrap_or(&[]);
            if let Some(found) = tags::closing(text, from, name) {
                return Some(found);
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
        let (floor, unclosed) = (self.stack.len(), self.frame.unclosed);
        self.frames.push(self.frame);
        self.frame = Frame { limit, resume, floor, unclosed, ..Frame::default() };
        self.at = from;
        self.refresh_mask();
        self.line_start();
    }
}
