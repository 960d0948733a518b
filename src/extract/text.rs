//! Visible text: what a reader of the page sees of a span, with the way back to the bytes.
//!
//! Wrappers show their content, links their label; comments, sources and layout show nothing. Templates that carry data
//! (flags, dates, goals, marks) become [`Mark`]s at their place in the text, so that value grammars read plain text.

use std::{borrow::Cow, cell::OnceCell};

use memchr::memchr3;

use super::reader::{Reader, parameter};
use crate::{
    catalogue::{Candidates, Kind, Language, Phrase, Shape, TemplateEntry},
    markup::{Dialect, NodeId, NodeKind, Template, entity},
    span::Span,
};

/// A template inside a text that carries data.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mark<'d> {
    /// Its entry in the catalogue.
    pub entry: &'d TemplateEntry,
    /// Its node.
    pub id: NodeId,
    /// Where it stands in the text: an offset in [`Flat::text`].
    pub at: usize,
}

/// A link inside a text.
#[derive(Clone, Debug)]
pub(super) struct LinkMark<'d> {
    /// Its label in the text: offsets in [`Flat::text`].
    pub start: usize,
    /// Where the label ends.
    pub end: usize,
    /// Its target.
    pub target: Cow<'d, str>,
}

/// A stretch of the text and the stretch of the source that shows it.
#[derive(Clone, Copy, Debug, Default)]
struct Copied {
    text: usize,
    source: usize,
    /// Bytes in the source.
    length: usize,
    /// Whether the text has the bytes of the source, so that what follows in both is one stretch with it.
    verbatim: bool,
}

impl Copied {
    /// Whether a piece goes on where this one ends, in the text and in the source.
    fn goes_on(self, next: Copied) -> bool {
        let follows = self.text + self.length == next.text && self.source + self.length == next.source;
        self.verbatim && next.verbatim && follows
    }
}

/// The visible text of a span.
#[derive(Clone, Debug)]
pub(super) struct Flat<'d> {
    /// The text; a line break in the source or a `<br>` is `\n`. Most values are one stretch of the source and need no
    /// memory of their own.
    pub text: Cow<'d, str>,
    /// Templates that carry data.
    pub marks: Vec<Mark<'d>>,
    /// Links.
    pub links: Vec<LinkMark<'d>>,
    /// Addresses of external links.
    pub urls: Vec<String>,
    /// Footnotes: their nodes.
    pub notes: Vec<NodeId>,
    /// Templates that the catalogue does not know.
    pub unknown: Vec<NodeId>,
    /// The span that was read.
    pub span: Span,
    source: &'d str,
    /// Values with what may make bold in them: the span, and the texts of wrappers and labels inside it.
    emphasised: Vec<Span>,
    /// Whether three apostrophes or a tag stood in the value that is being read.
    may_be_bold: bool,
    /// What becomes of text that is struck out.
    struck: Struck,
    /// The first stretch.
    first: Copied,
    /// The others, in order.
    copied: Vec<Copied>,
    /// The phrases that the text can hold.
    candidates: OnceCell<Candidates>,
}

/// Text that is struck out: `<s>1–2</s> 3–0`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Struck {
    /// None was found yet; it would be shown.
    #[default]
    Absent,
    /// It is shown.
    Shown,
    /// It is left out; tags that are open.
    Hidden(usize),
}

/// Names of the tags that strike text out.
const STRIKES: [&str; 3] = ["s", "del", "strike"];

/// How deep wrappers may nest; `markup` bounds nesting as well.
const DEPTH: usize = 40;

/// What an entry shows whose calls show what stands for `…` in its name.
const WORDS_OF_NAME: &str = "…";

impl<'d> Flat<'d> {
    /// The visible text of a span; what is struck out is left out where other text stands beside it.
    pub fn new(reader: &Reader<'d, '_>, span: Span) -> Self {
        let shown = Self::read(reader, span, Struck::Absent);
        if shown.struck == Struck::Absent {
            return shown;
        }
        let left = Self::read(reader, span, Struck::Hidden(0));
        if holds_text(&left.text) { left } else { shown }
    }

    fn read(reader: &Reader<'d, '_>, span: Span, struck: Struck) -> Self {
        let mut flat = Self {
            text: Cow::Borrowed(""),
            marks: Vec::new(),
            links: Vec::new(),
            urls: Vec::new(),
            notes: Vec::new(),
            unknown: Vec::new(),
            span,
            source: reader.document.source,
            emphasised: Vec::new(),
            may_be_bold: false,
            struck,
            first: Copied::default(),
            copied: Vec::new(),
            candidates: OnceCell::new(),
        };
        flat.region(reader, span, 0);
        flat
    }

    /// The phrases of a kind that the text can hold.
    pub fn phrases<'l>(
        &'l self,
        language: &'l Language,
        kind: &str,
    ) -> impl Iterator<Item = &'l Phrase> + use<'l, 'd> {
        let candidates = self.candidates.get_or_init(|| language.candidates(&self.text));
        language.among(candidates, kind)
    }

    /// Whether the text can hold a phrase of a kind.
    pub fn may_hold(&self, language: &Language, kind: &Kind) -> bool {
        self.candidates.get_or_init(|| language.candidates(&self.text)).holds(kind)
    }

    /// The text without surrounding white space.
    pub fn trimmed(&self) -> &str {
        self.text.trim()
    }

    /// Where a slice of the text stands in the source.
    pub fn span_of(&self, slice: &str) -> Span {
        let start = (slice.as_ptr() as usize).saturating_sub(self.text.as_ptr() as usize);
        let end = start + slice.len();
        match (self.source_of(start), self.source_of(end.saturating_sub(1))) {
            (Some(from), Some(to)) if !slice.is_empty() => Span::new(from, to + 1),
            _ => self.span,
        }
    }

    /// Whether any of it is bold.
    pub fn is_bold(&self, reader: &Reader<'_, '_>) -> bool {
        self.emphasised.iter().any(|span| reader.document.is_bold(*span))
    }

    /// The first mark of a shape.
    pub fn mark(&self, shape: Shape) -> Option<Mark<'d>> {
        self.marks.iter().find(|mark| mark.entry.shape == shape).copied()
    }

    /// The target of the first link.
    pub fn link(&self) -> Option<String> {
        self.links.first().map(LinkMark::title)
    }

    /// The target of the first link, if it begins before an offset of the text.
    pub fn link_before(&self, end: usize) -> Option<String> {
        self.links.first().filter(|link| link.start < end).map(LinkMark::title)
    }

    fn source_of(&self, offset: usize) -> Option<usize> {
        let after = self.copied.partition_point(|copied| copied.text <= offset);
        let others = after.checked_sub(1).and_then(|index| self.copied.get(index));
        let is_first = self.first.length > 0 && self.first.text <= offset;
        let copied = others.or(is_first.then_some(&self.first))?;
        Some(copied.source + (offset - copied.text).min(copied.length.saturating_sub(1)))
    }

    fn region(&mut self, reader: &Reader<'d, '_>, span: Span, depth: usize) {
        let outer = std::mem::take(&mut self.may_be_bold);
        let mut from = span.start();
        for id in reader.document.children_in(span) {
            let Some(node) = reader.document.nodes.get(id) else { continue };
            self.copy(reader, Span::new(from, node.span.start()));
            if depth < DEPTH && (!self.is_hidden() || node.kind == NodeKind::Html) {
                self.node(reader, id, depth + 1);
            }
            from = node.span.end();
        }
        self.copy(reader, Span::new(from, span.end()));
        if std::mem::replace(&mut self.may_be_bold, outer) {
            self.emphasised.push(span);
        }
    }

    fn node(&mut self, reader: &Reader<'d, '_>, id: NodeId, depth: usize) {
        let Some(node) = reader.document.nodes.get(id) else { return };
        match node.kind {
            NodeKind::Comment | NodeKind::Argument => {}
            NodeKind::Template => self.template(reader, id, depth),
            NodeKind::Link => self.link_node(reader, id, depth),
            NodeKind::ExternalLink => self.external_link(reader, id, depth),
            NodeKind::Variant => {
                if let Some(shown) = reader.document.variant_text(id) {
                    self.region(reader, shown, depth);
                }
            }
            NodeKind::Html => {
                self.may_be_bold = true;
                self.strike_tag(reader, id);
                if reader.document.text(node.head).trim_matches('/').trim().eq_ignore_ascii_case("br")
                    && !self.is_hidden()
                {
                    self.add("\n");
                }
            }
            NodeKind::Extension => match reader.document.text(node.head).to_ascii_lowercase().as_str() {
                "ref" => self.notes.push(id),
                "nowiki" | "pre" => self.copy(reader, node.content),
                _ => {}
            },
        }
    }

    /// A tag that begins or ends struck text.
    fn strike_tag(&mut self, reader: &Reader<'d, '_>, id: NodeId) {
        let Some(node) = reader.document.nodes.get(id) else { return };
        let name = reader.document.text(node.head).trim();
        if !STRIKES.iter().any(|strike| strike.eq_ignore_ascii_case(name)) {
            return;
        }
        let is_end = reader.document.text(node.span).starts_with("</");
        self.struck = match self.struck {
            Struck::Hidden(open) if is_end => Struck::Hidden(open.saturating_sub(1)),
            Struck::Hidden(open) => Struck::Hidden(open + 1),
            Struck::Absent | Struck::Shown => Struck::Shown,
        };
    }

    fn is_hidden(&self) -> bool {
        matches!(self.struck, Struck::Hidden(1..))
    }

    fn template(&mut self, reader: &Reader<'d, '_>, id: NodeId, depth: usize) {
        let (Some(template), Some(entry)) = (reader.document.template(id), reader.entry(id)) else {
            self.unknown.push(id);
            return;
        };
        if let Some(shown) = &entry.shows {
            let name = template.name().replace('_', " ");
            let words = if shown == WORDS_OF_NAME { entry.words_of(&name) } else { None };
            return self.show(words.unwrap_or(shown), template.span);
        }
        match entry.shape {
            Shape::Wrapper => self.wrapper(reader, &template, entry, depth),
            Shape::Struck if matches!(self.struck, Struck::Hidden(_)) => {}
            Shape::Struck => {
                self.struck = Struck::Shown;
                self.wrapper(reader, &template, entry, depth);
            }
            Shape::Footnote => self.notes.push(id),
            Shape::Citation | Shape::Layout => {}
            // What it shows stands on another page.
            Shape::Transclusion => self.unknown.push(id),
            Shape::NationalTeam => {
                self.marks.push(Mark { entry, id, at: self.text.len() });
                self.national_team(reader, id, entry);
            }
            _ => self.marks.push(Mark { entry, id, at: self.text.len() }),
        }
    }

    /// A wrapper shows its text, each further item on a line of its own, and a person's surname behind the first name.
    fn wrapper(
        &mut self,
        reader: &Reader<'d, '_>,
        template: &Template<'d, '_>,
        entry: &TemplateEntry,
        depth: usize,
    ) {
        let stated = |name: &String| {
            let value = template.argument(name)?.value;
            (!value.trimmed(reader.document.source).is_empty()).then_some(value)
        };
        let field = |field: &str| entry.parameters(field).iter().find_map(stated);
        let start = self.text.len();
        if let Some(shown) = field("text") {
            self.region(reader, shown, depth);
        }
        for item in entry.parameters("further_items").iter().filter_map(stated) {
            self.add("\n");
            self.region(reader, item, depth);
        }
        let Some(surname) = field("surname") else { return };
        self.add(" ");
        self.region(reader, surname, depth);
        if field("unlinked").is_none() {
            let own = self.text.get(start..).unwrap_or("").trim().to_owned();
            let link = field("link").map(|link| reader.document.text(link).trim());
            let target = link.map_or(Cow::Owned(own), Cow::Borrowed);
            self.links.push(LinkMark { start, end: self.text.len(), target });
        }
    }

    /// A national team shows its name; with a code alone, the country's.
    fn national_team(&mut self, reader: &Reader<'d, '_>, id: NodeId, entry: &TemplateEntry) {
        let Some(template) = reader.document.template(id) else { return };
        let shown = parameter(&template, entry, "name").or_else(|| parameter(&template, entry, "country"));
        let Some(shown) = shown else { return };
        let text = reader.document.text(shown);
        let name = reader.catalogue.countries().name(text).unwrap_or(text);
        self.show(name, shown);
    }

    fn link_node(&mut self, reader: &Reader<'d, '_>, id: NodeId, depth: usize) {
        let Some(node) = reader.document.nodes.get(id) else { return };
        let target = reader.document.text(node.head).trim();
        // Names are short: comparing bytes is quicker than setting up a search.
        if let Some((namespace, _)) =
            target.bytes().position(|byte| byte == b':').map(|at| target.split_at(at))
            && reader.language.is("namespace.hidden", namespace)
        {
            return;
        }
        let start = self.text.len();
        match reader.document.parts_of(id).last() {
            Some(label) if !label.value.is_empty() => self.region(reader, label.value, depth),
            _ => self.copy(reader, node.head.trimmed(reader.document.source)),
        }
        let target = spaced(target.trim_start_matches(':').trim());
        self.links.push(LinkMark { start, end: self.text.len(), target });
    }

    fn external_link(&mut self, reader: &Reader<'d, '_>, id: NodeId, depth: usize) {
        let Some(node) = reader.document.nodes.get(id) else { return };
        self.urls.push(reader.document.text(node.head).trim().to_owned());
        if let Some(label) = reader.document.parts_of(id).first() {
            self.region(reader, label.value, depth);
        }
    }

    /// Copies source text; quotes that make bold or italics and entities are resolved.
    fn copy(&mut self, reader: &Reader<'d, '_>, span: Span) {
        if span.is_empty() || self.is_hidden() {
            return;
        }
        let source = reader.document.text(span);
        let mut rest = source;
        while let Some(at) = memchr3(b'\'', b'&', b'[', rest.as_bytes()) {
            let (plain, special) = rest.split_at(at);
            self.push(plain, span.start() + (source.len() - rest.len()));
            let skipped = self.special(reader, special, span.start() + (source.len() - special.len()));
            rest = special.get(skipped..).unwrap_or("");
        }
        self.push(rest, span.start() + (source.len() - rest.len()));
    }

    /// Reads what begins with a quote, an ampersand or a bracket; gives the bytes it took, at least one.
    fn special(&mut self, reader: &Reader<'d, '_>, text: &'d str, source: usize) -> usize {
        let quotes = text.bytes().take_while(|&byte| byte == b'\'').count();
        if quotes >= 2 {
            self.may_be_bold |= quotes >= 3;
            return quotes;
        }
        if reader.document.dialect == Dialect::Rendered
            && let Some(length) = reference_mark(text)
        {
            return length;
        }
        if let Some((length, decoded)) = entity(text) {
            self.show(decoded.encode_utf8(&mut [0; 4]), Span::new(source, source + length));
            return length;
        }
        self.push(text.get(..1).unwrap_or(""), source);
        1
    }

    /// Adds source text as it is. As long as the text is one stretch of the source, it stays borrowed.
    fn push(&mut self, text: &'d str, source: usize) {
        if text.is_empty() {
            return;
        }
        let piece = Copied { text: self.text.len(), source, length: text.len(), verbatim: true };
        let is_one = self.text.is_empty() || (self.copied.is_empty() && self.first.goes_on(piece));
        self.trace(piece);
        match &mut self.text {
            Cow::Borrowed(shown) if is_one => {
                *shown = Span::new(self.first.source, source + text.len()).slice(self.source)
            }
            _ => self.add(text),
        }
    }

    /// Adds text that stands for a stretch of the source.
    fn show(&mut self, text: &str, source: Span) {
        let (start, length) = (source.start(), source.len());
        self.trace(Copied { text: self.text.len(), source: start, length, verbatim: false });
        self.add(text);
    }

    /// Adds text that no stretch of the source shows.
    fn add(&mut self, text: &str) {
        if let Cow::Borrowed(shown) = self.text {
            let mut own = String::with_capacity(self.span.len().max(shown.len() + text.len()));
            own.push_str(shown);
            self.text = Cow::Owned(own);
        }
        self.text.to_mut().push_str(text);
    }

    /// Remembers where a piece of the text comes from.
    fn trace(&mut self, piece: Copied) {
        let last = self.copied.last_mut().unwrap_or(&mut self.first);
        if last.goes_on(piece) {
            last.length += piece.length;
        } else if self.first.length == 0 {
            self.first = piece;
        } else {
            self.copied.push(piece);
        }
    }
}

impl LinkMark<'_> {
    /// The title of the page that it leads to.
    pub fn title(&self) -> String {
        self.target.clone().into_owned()
    }
}

/// Whether letters or digits stand in a text outside brackets: `(withdrew)` beside a struck name is no other name.
fn holds_text(text: &str) -> bool {
    let mut depth = 0_usize;
    text.chars().any(|c| {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0 && c.is_alphanumeric()
    })
}

/// A title as MediaWiki shows it: `_` is a blank, and several are one.
fn spaced(title: &str) -> Cow<'_, str> {
    let is_gap = |c: char| c == '_' || c == ' ';
    let mut before = b'a';
    let is_single = |byte: u8| byte != b'_' && (std::mem::replace(&mut before, byte), byte) != (b' ', b' ');
    if title.bytes().all(is_single) {
        return Cow::Borrowed(title);
    }
    Cow::Owned(title.split(is_gap).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" "))
}

/// Length of a reference mark that rendering leaves behind: `[2]`, `[note 3]`.
fn reference_mark(text: &str) -> Option<usize> {
    let inside = text.strip_prefix('[')?;
    // Longer brackets hold no mark, and a text of nothing but brackets must not be searched from each of them.
    let inside = inside.get(..inside.bytes().take(13).position(|byte| byte == b']')?)?;
    let number = inside.rsplit(' ').next()?;
    let is_mark = !number.is_empty() && number.len() <= 3 && number.bytes().all(|byte| byte.is_ascii_digit());
    is_mark.then_some(inside.len() + 2)
}

#[cfg(test)]
mod tests {
    use crate::{
        catalogue::Catalogue,
        extract::reader::Reader,
        markup::{Dialect, parse},
        span::Span,
    };

    /// Text, whether it is bold, and what stands where the first word of the text was taken from.
    fn read(source: &str) -> (String, bool, String) {
        let catalogue = Catalogue::embedded().unwrap();
        let document = parse(source, Some(Dialect::Wikitext));
        let reader = Reader::new(&document, &catalogue, "en");
        let flat = reader.flat(Span::new(0, source.len()));
        let last = flat.text.split(' ').next_back().unwrap();
        (flat.text.to_string(), flat.is_bold(&reader), document.text(flat.span_of(last)).to_owned())
    }

    #[test]
    fn text_is_traced_to_its_source() {
        for (source, text, last) in [
            ("Elm Rovers", "Elm Rovers", "Rovers"),
            ("[[Elm R.|Elm Rovers]]<ref>a</ref>", "Elm Rovers", "Rovers"),
            ("Elm <!-- a -->'''Rovers'''", "Elm Rovers", "Rovers"),
            ("Elm&nbsp;City Rovers", "Elm\u{a0}City Rovers", "Rovers"),
            ("{{nowrap|Elm}} Ro<!-- a -->vers", "Elm Rovers", "Ro<!-- a -->vers"),
            ("Elm's Rovers", "Elm's Rovers", "Rovers"),
        ] {
            let (shown, _, traced) = read(source);
            assert_eq!((shown.as_str(), traced.as_str()), (text, last), "{source}");
        }
    }

    #[test]
    fn struck_text_is_shown_only_where_it_stands_alone() {
        for (source, text) in [
            ("<s>1–2</s> 3–0", " 3–0"),
            ("<del>1–2<br>a</del><br/>3–0", "\n3–0"),
            ("{{strike|1–2}} 3–0", " 3–0"),
            ("<s>{{nowrap|1–2}} <s>a</s> b</s>3–0", "3–0"),
            ("{{nowrap|<s>1–2</s> 3–0}}", " 3–0"),
            ("<s>Elm</s>", "Elm"),
            ("{{s|Elm}}<ref>a</ref>", "Elm"),
            ("<s>Elm</s> (withdrew)", "Elm (withdrew)"),
            ("Elm</s> Rovers", "Elm Rovers"),
            ("<small>Elm</small> Rovers", "Elm Rovers"),
        ] {
            assert_eq!(read(source).0, text, "{source}");
        }
    }

    #[test]
    fn bold_is_what_the_page_shows_bold() {
        for bold in [
            "'''[[Elm]]'''",
            "[[Elm|'''Elm''']] F.C.",
            "{{nowrap|'''Elm'''}}",
            "'''Elm''' [[A|b]]",
            "<b>Elm</b>",
        ] {
            assert!(read(bold).1, "{bold}");
        }
        for plain in ["[[Elm]]", "''Elm''", "Elm<br>Ash", "Elm '''"] {
            assert!(!read(plain).1, "{plain}");
        }
    }
}
