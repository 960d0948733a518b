//! A template and its parameters.

use std::borrow::Cow;

use super::{Document, NodeId, NodeKind, tags, tree::cut};
use crate::span::{self, Span};

/// A template of a document.
#[derive(Clone, Copy, Debug)]
pub struct Template<'d, 's> {
    /// The document it belongs to.
    pub document: &'d Document<'s>,
    /// Its node.
    pub id: NodeId,
    /// All of it.
    pub span: Span,
}

/// How a parameter is addressed.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Key<'s> {
    /// By its place among those without a name, counted from 1.
    Positional(usize),
    /// By name: trimmed, comments removed.
    Named(Cow<'s, str>),
}

/// Numbers of most parameters without a name, so that their keys need no memory.
const NUMBERS: [&str; 17] =
    ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "13", "14", "15", "16"];

impl Key<'_> {
    /// The key as MediaWiki addresses it: `1`, `score`.
    #[must_use]
    pub fn name(&self) -> Cow<'_, str> {
        match self {
            Key::Positional(number) => match NUMBERS.get(*number) {
                Some(known) => Cow::Borrowed(known),
                None => Cow::Owned(number.to_string()),
            },
            Key::Named(name) => Cow::Borrowed(name),
        }
    }
}

impl Key<'_> {
    /// Whether [`Key::name`] is this name.
    #[must_use]
    pub fn is(&self, name: &str) -> bool {
        match self {
            // A number has no sign and no leading zeros.
            Key::Positional(number) => !name.starts_with(['0', '+']) && name.parse() == Ok(*number),
            Key::Named(own) => own == name,
        }
    }
}

/// A parameter of a template call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parameter<'s> {
    /// How it is addressed.
    pub key: Key<'s>,
    /// Key, `=` and value.
    pub span: Span,
    /// The value: trimmed for a named parameter, as written for a positional one.
    pub value: Span,
}

impl<'d, 's> Template<'d, 's> {
    /// The name as written: trimmed, comments removed.
    #[must_use]
    pub fn name(&self) -> Cow<'s, str> {
        let head = self.document.nodes.get(self.id).map_or(Span::default(), |node| node.head);
        trim(without_comments(self.document, head))
    }

    /// The parser function that it calls and its first argument as written: `#invoke` and `football box`,
    /// `DEFAULTSORT` and `World Cup`. `None` for a template
    /// (<https://www.mediawiki.org/wiki/Help:Magic_words>).
    #[must_use]
    pub fn function(&self) -> Option<(String, Span)> {
        let name = self.name();
        let (name, _) = name.split_once(':')?;
        if !name.starts_with('#') && !tags::is_function(name) {
            return None;
        }
        let head = self.document.nodes.get(self.id)?.head;
        let colon = self
            .document
            .text_outside_nodes(head)
            .find_map(|gap| self.document.text(gap).find(':').map(|at| gap.start() + at));
        Some((name.to_owned(), Span::new(colon? + 1, head.end())))
    }

    /// The parameters in the order written, duplicates and empty ones included.
    pub fn parameters(&self) -> impl Iterator<Item = Parameter<'s>> + 'd {
        let (document, mut position) = (self.document, 0);
        document.parts_of(self.id).iter().map(move |part| {
            let Some(key) = part.key else {
                position += 1;
                return Parameter { key: Key::Positional(position), span: part.value, value: part.value };
            };
            Parameter {
                key: Key::Named(trim(without_comments(document, key))),
                span: Span { start: key.start, end: part.value.end },
                value: part.value.trimmed(document.source),
            }
        })
    }

    /// The parameters as the template or module sees them: the function's name in `{{#invoke:Module|main|…}}` is none,
    /// and counting begins behind it (<https://www.mediawiki.org/wiki/Extension:Scribunto/Lua_reference_manual>).
    pub fn arguments(&self) -> impl Iterator<Item = Parameter<'s>> + 'd {
        let is_call = |name: &str| name.get(..7).is_some_and(|start| start.eq_ignore_ascii_case("#invoke"));
        let head = self.document.nodes.get(self.id).map_or("", |node| self.document.text(node.head));
        // Few names begin with white space, a comment or `#`; only these need to be cut to their name.
        let skipped = !head.starts_with(|c: char| c.is_ascii_alphanumeric()) && is_call(&self.name());
        let skipped = usize::from(skipped);
        self.parameters().filter_map(move |parameter| match parameter.key {
            Key::Positional(number) if number <= skipped => None,
            Key::Positional(number) => {
                Some(Parameter { key: Key::Positional(number - skipped), ..parameter })
            }
            Key::Named(_) => Some(parameter),
        })
    }

    /// The value of an argument, by name or number; the last one where it stands twice, as in MediaWiki.
    #[must_use]
    pub fn argument(&self, name: &str) -> Option<Parameter<'s>> {
        self.arguments().filter(|argument| argument.key.is(name)).last()
    }

    /// The text of a parameter, trimmed; `None` where it is absent or empty.
    ///
    /// ```
    /// use scoreline::markup::parse;
    ///
    /// let document = parse("{{Football box|score= 3–0 |report=}}", None);
    /// let template = document.templates().next().unwrap();
    /// assert_eq!(template.value("score"), Some("3–0"));
    /// assert_eq!(template.value("report"), None);
    /// ```
    #[must_use]
    pub fn value(&self, name: &str) -> Option<&'s str> {
        let text = self.document.text(self.parameter(name)?.value).trim();
        Some(text).filter(|text| !text.is_empty())
    }

    /// A parameter, by name or number; the last one where it stands twice, as in MediaWiki.
    ///
    /// ```
    /// use scoreline::markup::parse;
    ///
    /// let document = parse("{{fb|BRA|1=ARG}}", None);
    /// let template = document.templates().next().unwrap();
    /// assert_eq!(document.text(template.parameter("1").unwrap().value), "ARG");
    /// assert!(template.parameter("2").is_none());
    /// ```
    #[must_use]
    pub fn parameter(&self, name: &str) -> Option<Parameter<'s>> {
        self.parameters().filter(|parameter| parameter.key.is(name)).last()
    }
}

/// The text of a span with comments cut out.
fn without_comments<'s>(document: &Document<'s>, span: Span) -> Cow<'s, str> {
    let text = document.text(span);
    // Names are short: comparing bytes is quicker than setting up a search.
    if !text.bytes().any(|byte| byte == b'<') {
        return Cow::Borrowed(text);
    }
    let nodes = document.children_in(span).filter_map(|id| document.nodes.get(id));
    cut(document, span, nodes.filter(|node| node.kind == NodeKind::Comment))
}

fn trim(text: Cow<'_, str>) -> Cow<'_, str> {
    match text {
        Cow::Borrowed(text) => Cow::Borrowed(span::trim(text)),
        Cow::Owned(text) => Cow::Owned(span::trim(&text).to_owned()),
    }
}
