//! The linear pass: bytes to raw nodes, as MediaWiki's preprocessor finds them.
//!
//! This follows `Preprocessor_Hash::preprocessToObj` (<https://www.mediawiki.org/wiki/Manual:Preprocessor>).
//! One rule of it makes the pass linear: only the piece opened last can close. An unclosed `[[` therefore
//! keeps the `{{` around it from closing, and nothing is ever taken back: a piece reserves its nodes where it
//! opens and fills them as it closes, and those that stay empty are left out at the end.
//!
//! The content of `<ref>` and its like is a text of its own. It is read in place, as a [`Frame`] with its own
//! end.

mod addresses;
mod candidates;
mod elements;

use std::num::NonZeroU32;

use super::{Diagnostic, DiagnosticKind, Extensions, Node, NodeKind, Options, Part, work};
use crate::span::Span;
use addresses::External;
use candidates::Candidates;

/// What the pass finds: nodes in document order, some of them empty; parts in the order in which pieces close.
#[derive(Debug, Default)]
pub(super) struct Structure {
    pub(super) nodes: Vec<Node>,
    pub(super) parts: Vec<Part>,
    pub(super) diagnostics: Vec<Diagnostic>,
    /// How deep pieces were open at most; nodes lie no deeper.
    pub(super) depth: usize,
}

/// Room that what is open takes in nearly every article.
const USUAL_DEPTH: usize = 32;
const USUAL_PARTS: usize = 256;

/// Runs the pass over a whole text.
pub(super) fn structure(text: &[u8], options: &Options) -> Structure {
    Scanner::new(text, options).run()
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Opener {
    /// Nothing: here begins a text that is read on its own. What is open below it does not count in it.
    Text,
    Braces,
    Brackets,
    /// `-{`
    Variant,
    /// `=` at the start of a line: it hides pipes and closing braces up to the end of the line.
    Heading,
}

impl Opener {
    /// Whether `|` begins a part.
    fn has_parts(self) -> bool {
        !matches!(self, Opener::Text | Opener::Heading)
    }

    /// Whether `=` ends the key of a part.
    fn has_keys(self) -> bool {
        matches!(self, Opener::Braces | Opener::Variant)
    }
}

/// Something open, waiting for its end. Its numbers have 32 bits, like those of a [`Span`]: pieces are copied all the time.
#[derive(Clone, Copy, Debug)]
struct Piece {
    opener: Opener,
    /// Whether a `-` stands before its braces: should one brace remain, `-{` is open.
    dash: bool,
    /// Offset of its first delimiter byte.
    start: u32,
    /// Delimiter bytes that have no partner yet.
    count: u32,
    /// First of the nodes that it reserved.
    node: u32,
    /// How many of them are not filled.
    free: u32,
    /// Its first entry in `Scanner::pending`.
    pending: u32,
}

impl Piece {
    /// The one brace that remains, with the dash before it.
    fn into_variant(self) -> Self {
        Self { opener: Opener::Variant, start: self.start - 1, count: 2, dash: false, ..self }
    }

    /// Offset behind its delimiter bytes.
    fn inside(self) -> u32 {
        self.start + self.count
    }
}

/// A part of what is open. Where the last one ends is not known yet.
#[derive(Clone, Copy, Debug)]
struct Pending {
    start: u32,
    /// Where the `=` behind its key stands; never at the start of a text.
    equals: Option<NonZeroU32>,
    end: u32,
}

impl Pending {
    fn new(start: u32) -> Self {
        Self { start, equals: None, end: start }
    }

    fn span(self) -> Span {
        Span { start: self.start, end: self.end }
    }

    /// The part without a key, whatever stands in it.
    fn whole(self) -> Part {
        Part { key: None, value: self.span() }
    }

    /// The part with its key.
    fn keyed(self) -> Part {
        let Some(equals) = self.equals.map(NonZeroU32::get) else { return self.whole() };
        let key = Some(Span { start: self.start, end: equals });
        Part { key, value: Span { start: equals + 1, end: self.end } }
    }
}

/// A text that is read on its own: the whole text, or the content of a tag.
#[derive(Clone, Copy, Debug, Default)]
struct Frame {
    /// Where it ends.
    limit: usize,
    /// Where reading goes on behind it.
    resume: usize,
    /// Node of its tag.
    node: usize,
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
    extensions: Extensions,
    variants: bool,
    at: usize,
    /// Where the last `}-` ends: its `-` begins no `-{`.
    variant_end: usize,
    candidates: Candidates,
    /// Whether `|` begins a part: in what was opened last.
    finds_pipe: bool,
    /// Whether `=` ends a key behind the next `|`: in a template.
    has_keys: bool,
    /// Whether `=` ends a key here: in a parameter that has none yet.
    finds_equals: bool,
    frame: Frame,
    frames: Vec<Frame>,
    /// What is open. The lowest piece of each frame is its `Opener::Text`.
    stack: Vec<Piece>,
    pending: Vec<Pending>,
    externals: Vec<External>,
    out: Structure,
}

impl<'t> Scanner<'t> {
    fn new(text: &'t [u8], options: &Options) -> Self {
        let frame = Frame { limit: text.len(), resume: text.len(), ..Frame::default() };
        Self {
            text,
            extensions: options.extensions,
            variants: options.variants,
            variant_end: 0,
            at: if text.starts_with("\u{feff}".as_bytes()) { 3 } else { 0 },
            candidates: Candidates::default(),
            finds_pipe: false,
            has_keys: false,
            finds_equals: false,
            frame,
            frames: Vec::new(),
            stack: Vec::with_capacity(USUAL_DEPTH),
            pending: Vec::with_capacity(USUAL_PARTS),
            externals: Vec::new(),
            // About what an article has, so that little is moved while they grow.
            out: Structure {
                nodes: Vec::with_capacity(text.len() / 48),
                parts: Vec::with_capacity(text.len() / 24),
                ..Structure::default()
            },
        }
    }

    fn run(mut self) -> Structure {
        self.begin_text();
        loop {
            match self.next_markup() {
                Some(b'|') if self.finds_pipe => self.pipe(),
                Some(b'=') if self.finds_equals => self.equals(),
                Some(byte @ (b'{' | b'[')) => self.open(byte),
                Some(byte @ (b'}' | b']')) => self.close(byte),
                Some(b'\n') => self.line_end(),
                Some(b'<') => self.angle(),
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

    /// Goes to the next byte that may be markup, `None` at the end of the frame.
    fn next_markup(&mut self) -> Option<u8> {
        let (from, limit) = (self.at, self.frame.limit);
        let next = self.candidates.next(self.text, from, limit);
        self.at = next.unwrap_or(limit);
        work::add(self.at - from + 1);
        self.text.get(next?).copied()
    }

    /// How often a byte stands here in a row, up to `most`.
    fn run_length(&self, byte: u8, most: usize) -> usize {
        let rest = self.rest(self.at);
        let rest = rest.get(..most).unwrap_or(rest);
        let length = rest.iter().position(|next| *next != byte).unwrap_or(rest.len());
        work::add(length);
        length
    }

    /// What was opened last.
    fn top(&self) -> Option<Piece> {
        self.stack.last().copied()
    }

    /// Sets what counts as markup to what the piece opened last asks for (`PPDStackElement::getFlags`).
    fn refresh_flags(&mut self) {
        let Some(Piece { opener, pending, .. }) = self.top() else { return };
        let has_key = self.pending.last().is_some_and(|part| part.equals.is_some());
        self.finds_pipe = opener.has_parts();
        self.has_keys = opener.has_keys();
        self.finds_equals = self.has_keys && self.pending.len() > pending as usize + 1 && !has_key;
    }

    fn open(&mut self, byte: u8) {
        let count = self.run_length(byte, usize::MAX);
        let start = self.at;
        self.at += count;
        let dash = byte == b'{' && self.is_dash(start);
        if count == 1 && !dash {
            if byte == b'[' {
                self.open_external(start);
            }
            return;
        }
        let opener = if byte == b'{' { Opener::Braces } else { Opener::Brackets };
        let free = (count + usize::from(dash)) / 2;
        let piece = Piece { dash, free: free as u32, ..self.piece(opener, start, count) };
        (0..free).for_each(|_| self.out.nodes.push(Node::RESERVED));
        let piece = if count == 1 { piece.into_variant() } else { piece };
        self.count_open(piece.opener, 1);
        self.push(piece);
    }

    /// A piece that begins at an offset, without nodes.
    fn piece(&self, opener: Opener, start: usize, count: usize) -> Piece {
        let (node, pending) = (self.out.nodes.len() as u32, self.pending.len() as u32);
        Piece { opener, dash: false, start: start as u32, count: count as u32, node, free: 0, pending }
    }

    /// Whether a `-` that nothing else has taken stands before `{`: `-{` is one delimiter, and the rightmost two braces
    /// go first, so that `-{{` is `-` and `{{`.
    fn is_dash(&self, brace: usize) -> bool {
        self.variants && brace > self.variant_end && self.text.get(brace.wrapping_sub(1)) == Some(&b'-')
    }

    /// Notes that so many `{{` or `[[` more are open.
    fn count_open(&mut self, opener: Opener, change: isize) {
        let count = match opener {
            Opener::Braces => &mut self.frame.braces,
            Opener::Brackets => &mut self.frame.brackets,
            Opener::Text | Opener::Variant | Opener::Heading => return,
        };
        *count = count.wrapping_add_signed(change);
    }

    fn push(&mut self, piece: Piece) {
        self.pending.push(Pending::new(piece.inside()));
        self.stack.push(piece);
        self.out.depth = self.out.depth.max(self.stack.len());
        // `=` in the head ends no key.
        (self.finds_pipe, self.finds_equals) = (piece.opener.has_parts(), false);
        self.has_keys = piece.opener.has_keys();
    }

    fn close(&mut self, byte: u8) {
        let opener = if byte == b'}' { Opener::Braces } else { Opener::Brackets };
        let piece = self.top().filter(|piece| piece.opener == opener);
        // One more than can close tells `]]` from `]]]`; counting a long run again for each piece would not
        // be linear.
        let run = self.run_length(byte, piece.map_or(usize::MAX, |piece| piece.count as usize + 1));
        if byte == b']' && self.closes_external(run, piece.is_some()) {
            return self.close_external();
        }
        let Some(piece) = piece else { return self.close_other(opener, run) };
        let (count, most) = (piece.count.min(run as u32), if opener == Opener::Braces { 3 } else { 2 });
        if count < 2 {
            self.at += count as usize;
        } else {
            self.close_piece(piece, count.min(most));
        }
    }

    fn close_other(&mut self, opener: Opener, run: usize) {
        match self.top() {
            Some(piece) if piece.opener == Opener::Variant && opener == Opener::Braces => {
                self.close_variant(piece, run);
            }
            _ => self.stray_close(opener, run),
        }
    }

    /// `}-` closes `-{`; any other brace in it is text. Apart from `close_piece`, which must be quick.
    #[cold]
    fn close_variant(&mut self, piece: Piece, run: usize) {
        self.at += run;
        if self.byte(self.at) != Some(b'-') {
            return;
        }
        self.stack.pop();
        self.drop_externals(self.stack.len() + 1);
        self.at -= 1;
        let (head, parts) = self.take_parts(piece, NodeKind::Variant);
        self.at += 2;
        let span = Span { start: piece.start, end: self.at as u32 };
        self.fill(
            piece.node + piece.free.saturating_sub(1),
            Node { head, parts, ..Node::new(NodeKind::Variant, span) },
        );
        self.variant_end = self.at;
        self.refresh_flags();
    }

    fn stray_close(&mut self, opener: Opener, run: usize) {
        let span = Span::new(self.at, self.at + run);
        self.at += run;
        let (is_open, close, open) = match opener {
            Opener::Brackets => (self.frame.brackets > 0, "]]", "[["),
            _ => (self.frame.braces > 0, "}}", "{{"),
        };
        if run >= 2 && !is_open {
            self.report(
                DiagnosticKind::StrayClose,
                span,
                format!("`{close}` closes nothing: no `{open}` is open"),
            );
        }
    }

    /// Closes the innermost `count` delimiter bytes of a piece; what remains of it may close later:
    /// `{{{{{a}}} }}`. It is called in one place for every template and link.
    #[inline(always)]
    fn close_piece(&mut self, mut piece: Piece, count: u32) {
        self.stack.pop();
        self.drop_externals(self.stack.len() + 1);
        let span = Span { start: piece.inside() - count, end: self.at as u32 + count };
        let kind = match (piece.opener, count) {
            (Opener::Brackets, _) => NodeKind::Link,
            (_, 3) => NodeKind::Argument,
            _ => NodeKind::Template,
        };
        let (head, parts) = self.take_parts(piece, kind);
        piece.free = piece.free.saturating_sub(1);
        self.fill(piece.node + piece.free, Node { head, parts, ..Node::new(kind, span) });
        self.at += count as usize;
        piece.count -= count;
        if piece.count >= 2 {
            return self.push(piece);
        }
        self.count_open(piece.opener, -1);
        if piece.count == 1 && piece.dash {
            return self.push(piece.into_variant());
        }
        self.refresh_flags();
    }

    /// Puts a node that ends here into its place. All behind that place lies inside it.
    fn fill(&mut self, index: u32, node: Node) {
        let end = self.out.nodes.len() as u32;
        if let Some(slot) = self.out.nodes.get_mut(index as usize) {
            *slot = Node { end, ..node };
        }
    }

    /// Moves the parts of the piece that closes here to the output; the first is the head.
    #[inline(always)]
    fn take_parts(&mut self, piece: Piece, kind: NodeKind) -> (Span, (u32, u32)) {
        self.end_part();
        let (from, first) = (piece.pending as usize, self.out.parts.len() as u32);
        let Some((head, parts)) = self.pending.get(from..).and_then(<[Pending]>::split_first) else {
            return (Span::default(), (first, first));
        };
        let head = head.span();
        match kind {
            NodeKind::Template => self.out.parts.extend(parts.iter().copied().map(Pending::keyed)),
            _ => self.out.parts.extend(parts.iter().copied().map(Pending::whole)),
        }
        self.pending.truncate(from);
        (head, (first, self.out.parts.len() as u32))
    }

    /// Ends the part that was begun last.
    fn end_part(&mut self) {
        let at = self.at as u32;
        self.pending.last_mut().into_iter().for_each(|part| part.end = at);
    }

    fn pipe(&mut self) {
        self.drop_externals(self.stack.len());
        self.end_part();
        self.at += 1;
        self.pending.push(Pending::new(self.at as u32));
        self.finds_equals = self.has_keys;
    }

    fn equals(&mut self) {
        if let Some(part) = self.pending.last_mut() {
            part.equals = NonZeroU32::new(self.at as u32);
        }
        self.at += 1;
        self.finds_equals = false;
    }

    fn line_end(&mut self) {
        self.drop_externals(self.stack.len());
        self.end_heading();
        self.at += 1;
        self.line_start();
    }

    fn end_heading(&mut self) {
        if let Some(piece) = self.top().filter(|piece| piece.opener == Opener::Heading) {
            self.stack.pop();
            self.pending.truncate(piece.pending as usize);
            self.refresh_flags();
        }
    }

    /// Looks for a heading.
    #[inline]
    fn line_start(&mut self) {
        if self.byte(self.at) == Some(b'=') {
            self.heading_start();
        }
    }

    /// One `=` where a key may end is taken for the end of that key, as in MediaWiki.
    fn heading_start(&mut self) {
        let count = self.run_length(b'=', 6);
        if count == 1 && self.finds_equals {
            return;
        }
        let piece = self.piece(Opener::Heading, self.at, count);
        self.at += count;
        self.push(piece);
    }

    /// Begins a frame.
    fn begin_text(&mut self) {
        self.push(self.piece(Opener::Text, self.at, 0));
        self.line_start();
    }

    /// Ends the frame at its limit: what is still open is text. `false` at the end of the whole text.
    fn end_frame(&mut self) -> bool {
        self.report_unclosed();
        self.drop_externals(self.stack.len() + 1);
        let Some(outer) = self.frames.pop() else { return false };
        let end = self.out.nodes.len() as u32;
        self.out.nodes.get_mut(self.frame.node).into_iter().for_each(|node| node.end = end);
        self.at = self.frame.resume;
        self.frame = outer;
        self.refresh_flags();
        true
    }

    /// Takes what is open in the frame from the stack, and reports templates among it.
    fn report_unclosed(&mut self) {
        let mut inside = None;
        while let Some(piece) = self.stack.pop() {
            self.pending.truncate(piece.pending as usize);
            match piece.opener {
                Opener::Text => break,
                Opener::Brackets => inside = Some("[["),
                Opener::Variant => inside = Some("-{"),
                Opener::Heading => {}
                Opener::Braces => self.report_unclosed_template(piece, inside),
            }
        }
    }

    fn report_unclosed_template(&mut self, piece: Piece, inside: Option<&str>) {
        let span = Span { start: piece.start, end: piece.inside() };
        let name = self.beginning(span.end());
        let why =
            inside.map(|open| format!(" because a `{open}` inside it is never closed")).unwrap_or_default();
        let message = format!("`{{{{{name}` has no matching `}}}}`{why}");
        self.report(DiagnosticKind::UnclosedTemplate, span, message);
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
        self.out.diagnostics.push(Diagnostic { kind, span, message: message.into() });
    }
}
