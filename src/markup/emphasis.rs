//! Bold and italics: which stretches of a line runs of apostrophes enclose.
//!
//! This follows `Parser::doQuotes` (<https://www.mediawiki.org/wiki/Help:Formatting>): emphasis ends with its line; four
//! apostrophes are one and `'''`, more than five are some and `'''''`; where both bold and italics are left open, one
//! `'''` was meant as an apostrophe and `''`.

use memchr::{memchr, memchr_iter, memmem};

use super::{Document, Node, NodeKind};
use crate::span::Span;

/// A stretch of text in bold, italics or both. Its apostrophes are not inside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Emphasis {
    /// The text.
    pub span: Span,
    /// Whether it is bold.
    pub bold: bool,
    /// Whether it is in italics.
    pub italic: bool,
}

/// A run of apostrophes: where it stands, and how many of them, counted from its end, are markup.
#[derive(Clone, Copy, Debug)]
struct Run {
    span: Span,
    marks: usize,
}

impl Run {
    /// Reads a run of two or more apostrophes.
    fn new(span: Span) -> Self {
        let marks = match span.len() {
            4 => 3,
            length => length.min(5),
        };
        Self { span, marks }
    }

    fn is_bold(self) -> bool {
        self.marks == 3 || self.marks == 5
    }

    fn is_italic(self) -> bool {
        self.marks == 2 || self.marks == 5
    }

    /// Where the text before it ends: apostrophes that are no markup belong to that text.
    fn start(self) -> usize {
        self.span.end() - self.marks
    }
}

/// A place where bold or italics begin or end.
#[derive(Clone, Copy, Debug)]
struct Change {
    /// Its apostrophes; empty at the end of a label.
    span: Span,
    bold: bool,
    italic: bool,
    /// Whether it belongs to the label of a link.
    in_label: bool,
}

impl Change {
    fn new(run: Run, in_label: bool) -> Self {
        let span = Span::new(run.start(), run.span.end());
        Self { span, bold: run.is_bold(), italic: run.is_italic(), in_label }
    }

    /// The end of a text: whatever is open there ends.
    fn end(text: Span, in_label: bool) -> Self {
        Self { span: Span::new(text.end(), text.end()), bold: false, italic: false, in_label }
    }
}

impl Document<'_> {
    /// The stretches of one line that are bold or in italics. Apostrophes inside templates, references and comments are
    /// theirs. Those in the label of a link count for the label alone: emphasis that begins there ends there
    /// (`Parser::handleInternalLinks`).
    #[must_use]
    pub fn emphasis(&self, line: Span) -> Vec<Emphasis> {
        let mut changes: Vec<Change> = self.changes(line, false).collect();
        changes.extend(self.labels(line).flat_map(|label| self.changes(label, true)));
        changes.sort_by_key(|change| change.span.start);
        let (mut found, mut from, mut outer, mut label) =
            (Vec::new(), line.start(), (false, false), (false, false));
        for Change { span, bold, italic, in_label } in changes {
            let stretch = Span::new(from, span.start().max(from));
            let is = (outer.0 || label.0, outer.1 || label.1);
            if is != (false, false) && !stretch.is_empty() {
                found.push(Emphasis { span: stretch, bold: is.0, italic: is.1 });
            }
            from = span.end();
            let state = if in_label { &mut label } else { &mut outer };
            *state = if span.is_empty() { (false, false) } else { (state.0 ^ bold, state.1 ^ italic) };
        }
        found
    }

    /// Where emphasis changes in a text, and its end.
    fn changes(&self, text: Span, in_label: bool) -> impl Iterator<Item = Change> + use<> {
        let mut runs = self.quote_runs(text);
        balance(self.source, text, &mut runs);
        let changes = runs.into_iter().map(move |run| Change::new(run, in_label));
        changes.chain([Change::end(text, in_label)])
    }

    /// Labels of links in a line that hold apostrophes.
    fn labels(&self, line: Span) -> impl Iterator<Item = Span> + '_ {
        let links = self.walk(line).filter(|visit| visit.node.kind == NodeKind::Link && visit.depth == 0);
        let labels = links.filter_map(|link| Some(self.parts_of(link.id).last()?.value));
        labels.filter(|label| memmem::find(self.text(*label).as_bytes(), b"''").is_some())
    }

    /// Whether some text of a span is bold: the name that is `'''Alpha'''` or `<b>Alpha</b>` in a cell or a
    /// parameter. Each line of the span is read as a line of its own.
    ///
    /// ```
    /// use scoreline::markup::parse;
    ///
    /// let document = parse("{{a|'''[[Alpha]]'''|it's ''Beta''}}", None);
    /// let values: Vec<_> = document.templates().next().unwrap().parameters().map(|one| one.value).collect();
    /// assert!(document.is_bold(values[0]));
    /// assert!(!document.is_bold(values[1]));
    /// assert!(document.is_italic(values[1]));
    /// ```
    #[must_use]
    pub fn is_bold(&self, span: Span) -> bool {
        (memmem::find(self.text(span).as_bytes(), b"'''").is_some()
            && self.any_emphasis(span, |part| part.bold))
            || self.has_tag(span, ["b", "strong"])
    }

    /// Whether some text of a span is in italics; see [`Document::is_bold`].
    #[must_use]
    pub fn is_italic(&self, span: Span) -> bool {
        (memmem::find(self.text(span).as_bytes(), b"''").is_some()
            && self.any_emphasis(span, |part| part.italic))
            || self.has_tag(span, ["i", "em"])
    }

    fn has_tag(&self, span: Span, names: [&str; 2]) -> bool {
        let is_named = |node: &Node| {
            let name = self.text(node.head);
            node.kind == NodeKind::Html && names.iter().any(|known| known.eq_ignore_ascii_case(name))
        };
        memchr(b'<', self.text(span).as_bytes()).is_some()
            && self.children_in(span).filter_map(|id| self.nodes.get(id)).any(is_named)
    }

    fn any_emphasis(&self, span: Span, is: impl Fn(&Emphasis) -> bool) -> bool {
        let is_shown = |part: &Emphasis| !self.text(part.span).trim().is_empty();
        let mut from = span.start();
        self.line_ends(span).chain([span.end()]).any(|end| {
            let line = Span::new(from, end);
            from = end;
            self.emphasis(line).iter().any(|part| is(part) && is_shown(part))
        })
    }

    /// Line ends in a span outside nodes.
    fn line_ends(&self, span: Span) -> impl Iterator<Item = usize> + '_ {
        self.text_outside_nodes(span)
            .flat_map(|gap| memchr_iter(b'\n', self.text(gap).as_bytes()).map(move |at| gap.start() + at))
    }

    /// Runs of two or more apostrophes outside nodes whose content is their own.
    fn quote_runs(&self, line: Span) -> Vec<Run> {
        let first = self.nodes.partition_point(|node| node.span.start < line.start);
        let inside = self.nodes.get(first..).unwrap_or(&[]).iter();
        let is_opaque = |kind| !matches!(kind, NodeKind::ExternalLink | NodeKind::Html);
        let opaque = inside.take_while(|node| node.span.start < line.end).filter(|node| is_opaque(node.kind));
        let (mut runs, mut from) = (Vec::new(), line.start());
        for span in opaque.map(|node| node.span).chain([Span::new(line.end(), line.end())]) {
            if span.start() >= from {
                self.push_runs(Span::new(from, span.start()), &mut runs);
                from = span.end();
            }
        }
        runs
    }

    fn push_runs(&self, gap: Span, runs: &mut Vec<Run>) {
        let bytes = self.text(gap).as_bytes();
        let mut at = 0;
        while let Some(next) = memchr::memchr(b'\'', bytes.get(at..).unwrap_or(&[])) {
            let start = at + next;
            let length = bytes.iter().skip(start).take_while(|byte| **byte == b'\'').count();
            at = start + length;
            if length >= 2 {
                runs.push(Run::new(Span::new(gap.start() + start, gap.start() + at)));
            }
        }
    }
}

/// With both bold and italics left open, makes one `'''` an apostrophe and `''`: the first behind a word of one letter,
/// else the first behind a longer word, else the first behind a blank.
fn balance(source: &str, line: Span, runs: &mut [Run]) {
    let count = |is: fn(Run) -> bool| runs.iter().filter(|run| is(**run)).count();
    if count(Run::is_bold) % 2 == 0 || count(Run::is_italic) % 2 == 0 {
        return;
    }
    let bold = || runs.iter().enumerate().filter(|(_, run)| run.marks == 3);
    let find = |wanted: Before| bold().find(|(_, run)| before(source, line, run.start()) == wanted);
    let found = find(Before::Letter).or_else(|| find(Before::Word)).or_else(|| find(Before::Blank));
    let index = found.map(|(index, _)| index);
    if let Some(run) = index.and_then(|index| runs.get_mut(index)) {
        run.marks = 2;
    }
}

/// What stands before a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Before {
    Blank,
    /// A word of one letter: `l'''amour`.
    Letter,
    Word,
}

/// MediaWiki looks at two bytes: the last one, and whether the one before it is a blank.
fn before(source: &str, line: Span, at: usize) -> Before {
    let text = source.as_bytes().get(line.start()..at).unwrap_or(&[]);
    match text {
        [.., b' '] => Before::Blank,
        [.., b' ', _] => Before::Letter,
        _ => Before::Word,
    }
}
