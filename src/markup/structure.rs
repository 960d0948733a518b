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
}

/// Runs the pass over a whole text.
pub(super) fn structure(text: &[u8], options: &Options) -> Structure {
    Scanner::new(text, options).run()
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Opener {
    Braces,
    Brackets,
    /// `-{`
    Variant,
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
    /// Whether a `-` stands before its braces: should one brace remain, `-{` is open.
    dash: bool,
    /// First of the nodes that it reserved.
    node: usize,
    /// How many of them are not filled.
    free: usize,
    /// Its first entry in `Scanner::pending`.
    pending: usize,
}

impl Piece {
    /// The one brace that remains, with the dash before it.
    fn into_variant(self) -> Self {
        Self { opener: Opener::Variant, start: self.start - 1, count: 2, dash: false, ..self }
    }
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
            candidates: Candidates::new(),
            finds_pipe: false,
            has_keys: false,
            finds_equals: false,
            frame,
            frames: Vec::new(),
            stack: Vec::new(),
            pending: Vec::new(),
            externals: Vec::new(),
            // About what an article has, so that little is moved while they grow.
            out: Structure {
                nodes: Vec::with_capacity(text.len() / 64),
                parts: Vec::with_capacity(text.len() / 40),
                diagnostics: Vec::new(),
            },
        }
    }

    fn run(mut self) -> Structure {
        self.line_start();
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
        let (from, next) = (self.at, self.candidates.next(self.text, self.at));
        self.at = next.min(self.frame.limit);
        work::add(self.at - from + 1);
        if next < self.frame.limit { self.text.get(next).copied() } else { None }
    }

    /// How often a byte stands here in a row, up to `most`.
    fn run_length(&self, byte: u8, most: usize) -> usize {
        let length = self.rest(self.at).iter().take(most).take_while(|next| **next == byte).count();
        work::add(length);
        length
    }

    fn top(&self) -> Option<&Piece> {
        self.stack.get(self.frame.floor..).and_then(<[Piece]>::last)
    }

    /// Sets what counts as markup to what the piece opened last asks for (`PPDStackElement::getFlags`).
    fn refresh_flags(&mut self) {
        let Some(&Piece { opener, pending, .. }) = self.top() else {
            return (self.finds_pipe, self.has_keys, self.finds_equals) = (false, false, false);
        };
        let has_key = self.pending.last().is_some_and(|part| part.equals.is_some());
        self.finds_pipe = opener != Opener::Heading;
        self.has_keys = matches!(opener, Opener::Braces | Opener::Variant);
        self.finds_equals = self.has_keys && self.pending.len() > pending + 1 && !has_key;
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
        let (node, free) = (self.out.nodes.len(), (count + usize::from(dash)) / 2);
        self.out.nodes.resize(node + free, Node::leaf(Span::default()));
        let piece = Piece { opener, start, count, dash, node, free, pending: self.pending.len() };
        let piece = if count == 1 { piece.into_variant() } else { piece };
        self.count_open(piece.opener, 1);
        self.push(piece);
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
            Opener::Variant | Opener::Heading => return,
        };
        *count = count.wrapping_add_signed(change);
    }

    fn push(&mut self, piece: Piece) {
        self.pending.push(Pending { start: piece.start + piece.count, equals: None });
        self.stack.push(piece);
        self.refresh_flags();
    }

    fn close(&mut self, byte: u8) {
        let opener = if byte == b'}' { Opener::Braces } else { Opener::Brackets };
        let piece = self.top().copied().filter(|piece| piece.opener == opener);
        // One more than can close tells `]]` from `]]]`; counting a long run again for each piece would not
        // be linear.
        let run = self.run_length(byte, piece.map_or(usize::MAX, |piece| piece.count + 1));
        if byte == b']' && self.closes_external(run, piece.is_some()) {
            return self.close_external();
        }
        let Some(piece) = piece else { return self.close_other(opener, run) };
        let (count, most) = (run.min(piece.count), if opener == Opener::Braces { 3 } else { 2 });
        if count < 2 {
            self.at += count;
        } else {
            self.close_piece(piece, count.min(most));
        }
    }

    fn close_other(&mut self, opener: Opener, run: usize) {
        match self.top().copied() {
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
        let (head, parts) = self.take_parts(piece.pending, NodeKind::Variant);
        self.at += 2;
        let span = Span::new(piece.start, self.at);
        if let Some(node) = self.out.nodes.get_mut(piece.node + piece.free.saturating_sub(1)) {
            *node = Node { kind: NodeKind::Variant, head, parts, ..Node::leaf(span) };
        }
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
            return self.push(piece);
        }
        self.count_open(piece.opener, -1);
        if piece.count == 1 && piece.dash {
            return self.push(piece.into_variant());
        }
        self.refresh_flags();
    }

    /// Moves the parts of the piece that closes here to the output; the first is the head.
    #[inline(always)]
    fn take_parts(&mut self, from: usize, kind: NodeKind) -> (Span, (u32, u32)) {
        let first = self.out.parts.len() as u32;
        let mut pieces = self.pending.get(from..).unwrap_or(&[]).iter().copied().peekable();
        let end = |next: Option<&Pending>| next.map_or(self.at, |next| next.start - 1);
        let start = pieces.next().map_or(self.at, |head| head.start);
        let head = Span::new(start, end(pieces.peek()));
        while let Some(part) = pieces.next() {
            let end = end(pieces.peek());
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
        self.finds_equals = self.has_keys;
    }

    fn equals(&mut self) {
        if let Some(part) = self.pending.last_mut() {
            part.equals = Some(self.at);
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
        if self.top().is_some_and(|piece| piece.opener == Opener::Heading) {
            let piece = self.stack.pop();
            self.pending.truncate(piece.map_or(0, |piece| piece.pending));
            self.refresh_flags();
        }
    }

    /// Looks for a heading. One `=` where a key may end is taken for the end of that key, as in MediaWiki.
    fn line_start(&mut self) {
        if self.byte(self.at) != Some(b'=') {
            return;
        }
        let count = self.run_length(b'=', 6);
        if count == 1 && self.finds_equals {
            return;
        }
        let (start, node, pending) = (self.at, self.out.nodes.len(), self.pending.len());
        self.at += count;
        self.push(Piece { opener: Opener::Heading, start, count, dash: false, node, free: 0, pending });
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
        self.refresh_flags();
        true
    }

    fn report_unclosed(&mut self) {
        let mut inside = None;
        for index in (self.frame.floor..self.stack.len()).rev() {
            let Some(piece) = self.stack.get(index).copied() else { continue };
            match piece.opener {
                Opener::Brackets => inside = Some("[["),
                Opener::Variant => inside = Some("-{"),
                Opener::Heading => {}
                Opener::Braces => self.report_unclosed_template(piece, inside),
            }
        }
    }

    fn report_unclosed_template(&mut self, piece: Piece, inside: Option<&str>) {
        let span = Span::new(piece.start, piece.start + piece.count);
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
