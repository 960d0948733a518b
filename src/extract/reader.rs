//! What every extractor needs: the document, the catalogue, the way from spans to places, and the list of what was not read.

use std::cell::OnceCell;

use super::{Missing, prose::Kinds, text::Flat};
use crate::{
    catalogue::{Catalogue, Language, Shape, TemplateEntry},
    markup::{Document, Key, Node, NodeId, NodeKind, Template},
    record::{Coverage, Place, Round, Unread},
    span::Span,
    value::Years,
};
use crate::{hash::HashMap, line::one_line};

/// The article under the extractors' hands.
pub(super) struct Reader<'d, 's> {
    /// The tree.
    pub document: &'d Document<'s>,
    /// What templates and words mean.
    pub catalogue: &'d Catalogue,
    /// Words of the wiki's language.
    pub language: &'d Language,
    /// The year that a date without one takes: the article's season.
    pub year: Option<i16>,
    /// The season across two years that the article is about.
    pub season: Years,
    /// Kinds of phrases for sentences.
    pub kinds: Kinds,
    /// The catalogue's entry of each node.
    entries: Vec<Option<&'d TemplateEntry>>,
    /// The round of each section, see [`Self::round_at`].
    rounds: Vec<OnceCell<Option<Round>>>,
    /// Texts of footnotes that have a name, so that a later call by name alone finds its text.
    footnotes: HashMap<String, Span>,
    /// What looked like data and was not read.
    pub unread: Vec<Unread>,
    /// Calls that lack something.
    pub missing: Vec<Missing>,
    /// How much was read.
    pub coverage: Coverage,
}

impl<'d, 's> Reader<'d, 's> {
    /// A reader at the start of a document.
    pub fn new(document: &'d Document<'s>, catalogue: &'d Catalogue, code: &'d str) -> Self {
        let mut reader = Self {
            document,
            catalogue,
            language: catalogue.language(code),
            kinds: Kinds::of(catalogue.language(code)),
            year: None,
            season: Years::Unknown,
            entries: entries(document, catalogue, code),
            rounds: vec![OnceCell::new(); document.sections().len()],
            footnotes: HashMap::default(),
            unread: Vec::new(),
            missing: Vec::new(),
            coverage: Coverage::default(),
        };
        reader.footnotes = reader.named_footnotes();
        reader
    }

    /// The catalogue's entry of a template node.
    pub fn entry(&self, id: NodeId) -> Option<&'d TemplateEntry> {
        self.entries.get(id).copied().flatten()
    }

    /// A place without a template.
    pub fn place(&self, span: Span) -> Place {
        let (line, column) = self.document.lines().position(self.document.source, span.start());
        let section = self.document.section_at(span.start());
        Place { line, column, start: span.start, end: span.end, section, template: None }
    }

    /// The place of a template call.
    pub fn place_of(&self, template: &Template<'d, 's>) -> Place {
        Place { template: Some(template.name().into_owned()), ..self.place(template.span) }
    }

    /// The visible text of a span.
    pub fn flat(&self, span: Span) -> Flat<'d> {
        Flat::new(self, span)
    }

    /// Lists a value that looked like data and was not read.
    pub fn unread(&mut self, what: &'static str, name: Option<&str>, span: Span, reason: impl Into<String>) {
        let span = span.trimmed(self.document.source);
        let raw = self.document.text(span).to_owned();
        let at = self.place(span);
        self.unread.push(Unread { what, name: name.map(str::to_owned), raw, reason: reason.into(), at });
    }

    /// The round that an offset lies in: the innermost heading that names one.
    pub fn round_at(&self, offset: usize) -> Option<Round> {
        let index = self.document.section_index(offset)?;
        let headings = &self.document.sections().get(index)?.path;
        let read = || headings.iter().rev().find_map(|heading| self.known_round(heading));
        self.rounds.get(index)?.get_or_init(read).clone()
    }

    /// The year, or the two years, that a date without one takes: those of the innermost heading that names any, else the
    /// article's.
    pub fn year_at(&self, offset: usize) -> Years {
        let section = self.document.section_at(offset);
        let headings = section.iter().rev().map(|heading| Years::named(heading));
        let named = headings.fold(Years::Unknown, Years::or);
        named.or(self.year.into()).or(self.season)
    }

    /// A round that the catalogue knows by this spelling.
    pub fn known_round(&self, name: &str) -> Option<Round> {
        let key = self.language.known_round(name)?;
        Some(Round { name: name.trim().to_owned(), key: key.to_owned() })
    }

    /// A round by any name.
    pub fn round(&self, name: &str) -> Round {
        Round { name: name.trim().to_owned(), key: self.language.round_key(name) }
    }

    /// The text of a footnote call: its own, or that of the call with the same name elsewhere.
    pub fn footnote_text(&self, id: NodeId) -> Option<Span> {
        let (text, name) = self.footnote_parts(id)?;
        text.or_else(|| self.footnotes.get(name.as_deref()?).copied())
    }

    /// All footnotes that have a name and a text.
    fn named_footnotes(&self) -> HashMap<String, Span> {
        let is_footnote = |(id, node): (NodeId, &Node)| match node.kind {
            NodeKind::Extension => Some(id),
            NodeKind::Template => self.entry(id).filter(|entry| entry.shape == Shape::Footnote).map(|_| id),
            _ => None,
        };
        let footnotes = self.document.nodes.iter().enumerate().filter_map(is_footnote);
        let parts = footnotes.filter_map(|id| self.footnote_parts(id));
        parts.filter_map(|(text, name)| Some((name?, text?))).collect()
    }

    /// Text and name of a footnote, a `<ref>` or a template of that shape.
    fn footnote_parts(&self, id: NodeId) -> Option<(Option<Span>, Option<String>)> {
        let node = self.document.nodes.get(id)?;
        if node.kind == NodeKind::Extension {
            let is_ref = self.document.text(node.head).eq_ignore_ascii_case("ref");
            let name = tag_attribute(self.document.text(node.span), "name").map(str::to_owned);
            return is_ref.then(|| ((!node.content.is_empty()).then_some(node.content), name));
        }
        let entry = self.entry(id).filter(|entry| entry.shape == Shape::Footnote)?;
        let template = self.document.template(id)?;
        let field = |field: &str| parameter(&template, entry, field);
        let name = field("name").map(|span| self.document.text(span).to_owned());
        Some((field("text"), name))
    }
}

/// The entry of every template node. Articles call few templates many times, so each name is looked up once.
fn entries<'d>(
    document: &Document<'_>,
    catalogue: &'d Catalogue,
    code: &str,
) -> Vec<Option<&'d TemplateEntry>> {
    let mut known: HashMap<&str, Option<&'d TemplateEntry>> = HashMap::default();
    let entry = |(id, node): (NodeId, &Node)| {
        let template = document.template(id)?;
        let head = document.text(node.head);
        if !head.trim_start().starts_with('#') {
            return *known.entry(head).or_insert_with(|| catalogue.template(code, &template.name()));
        }
        // `{{#invoke:flag|icon|…}}`: the function is the first parameter.
        let first = template.parameters().next().map_or(node.head, |first| first.value);
        let call = document.text(Span::new(node.head.start(), first.end()));
        let look_up = || {
            let function = if first == node.head { "" } else { document.text(first).trim() };
            catalogue.template(code, &format!("{}|{function}", template.name()))
        };
        *known.entry(call).or_insert_with(look_up)
    };
    document.nodes.iter().enumerate().map(entry).collect()
}

/// The value of the first parameter that states a field and is not empty: the first name of the catalogue that is present
/// counts, and of a name that stands twice the last, as in MediaWiki.
pub(super) fn parameter(template: &Template<'_, '_>, entry: &TemplateEntry, field: &str) -> Option<Span> {
    let names = entry.parameters(field);
    if names.is_empty() {
        return None;
    }
    let mut best: Option<(usize, Span)> = None;
    for argument in template.arguments() {
        let rank = match &argument.key {
            Key::Positional(number) => names.iter().position(|name| is_number(name, *number)),
            Key::Named(name) => entry.rank(field, name),
        };
        let Some(rank) = rank.filter(|rank| best.is_none_or(|(found, _)| *rank <= found)) else { continue };
        let value = argument.value.trimmed(template.document.source);
        if !value.is_empty() {
            best = Some((rank, value));
        }
    }
    best.map(|(_, value)| value)
}

/// Whether a name is a number as MediaWiki counts parameters without a name: `1`, not `01`.
fn is_number(name: &str, mut number: usize) -> bool {
    let is_digit = |byte: u8| {
        let digit = number % 10;
        number /= 10;
        usize::from(byte) == usize::from(b'0') + digit
    };
    !name.is_empty() && !name.starts_with('0') && name.bytes().rev().all(is_digit) && number == 0
}

/// Lower case, with every run of white space made one space.
pub(super) fn fold_spaces(text: &str) -> String {
    one_line(&text.to_lowercase())
}

/// The value of an attribute in an opening tag.
fn tag_attribute<'t>(tag: &'t str, attribute: &str) -> Option<&'t str> {
    let opening = tag.get(..tag.find('>')?)?;
    let after = opening.get(opening.find(attribute)? + attribute.len()..)?.trim_start().strip_prefix('=')?;
    let after = after.trim_start();
    let value = match after.strip_prefix(['"', '\'']) {
        Some(quoted) => quoted.split(['"', '\'']).next(),
        None => after.split(|c: char| c.is_whitespace() || c == '/').next(),
    };
    value.map(str::trim).filter(|value| !value.is_empty())
}
