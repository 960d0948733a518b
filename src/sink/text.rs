//! Findings as a compiler shows them: the message, each place with its line, the likely culprit, the rule's page.

use std::io::{self, Write};

use annotate_snippets::{
    AnnotationKind, Element, Group, Level, Message, Origin, Renderer, Snippet, normalize_untrusted_str,
};

use super::{
    excerpt::{Excerpt, Mark, WIDTH},
    path_of,
};
use crate::{
    extract::Extracted,
    finding::{Finding, Location, Severity, Suspect},
    line::printable,
};

/// Longer values are named by their place instead of being quoted.
const QUOTED: usize = 40;

/// Writes the findings with an empty line after each.
pub(super) fn write(
    findings: &[Finding],
    articles: &[Extracted],
    colour: bool,
    out: &mut dyn Write,
) -> io::Result<()> {
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    let renderer = renderer.term_width(WIDTH);
    findings.iter().try_for_each(|finding| {
        let group = View { finding, articles }.group();
        writeln!(out, "{}\n", renderer.render(&[group]))
    })
}

/// A finding with the articles that it speaks of.
struct View<'a> {
    finding: &'a Finding,
    articles: &'a [Extracted],
}

/// How a mark is drawn: the primary place or another one, and what is said about it.
type Label<'a> = (AnnotationKind, &'a str);

impl<'a> View<'a> {
    fn group(&self) -> Group<'a> {
        let title = level(self.finding.severity).primary_title(printable(&self.finding.message));
        let page = format!("see `scoreline rule {}`", self.finding.code);
        Group::with_title(title.id(self.finding.code))
            .elements(self.excerpts().into_iter().map(element))
            .elements(self.culprit())
            .elements(self.correction())
            .element(Level::NOTE.message(page))
    }

    /// The primary place and the related ones; those that stand close together share an excerpt.
    fn excerpts(&self) -> Vec<Excerpt<'a, Label<'a>>> {
        let primary = (&self.finding.location, (AnnotationKind::Primary, ""));
        let related = self.finding.related.iter();
        let related =
            related.map(|other| (&other.location, (AnnotationKind::Context, other.message.as_str())));
        let mut excerpts: Vec<Excerpt<'a, Label<'a>>> = Vec::new();
        for (location, label) in std::iter::once(primary).chain(related) {
            let Some(article) = self.articles.get(location.article) else { continue };
            let mark = Mark::new(article, location.span, label);
            match excerpts.iter_mut().find(|excerpt| excerpt.takes(article, &mark)) {
                Some(excerpt) => excerpt.marks.push(mark),
                None => excerpts.push(Excerpt { article, marks: vec![mark] }),
            }
        }
        excerpts
    }

    /// Names the place that the other places outvote.
    fn culprit(&self) -> Option<Message<'a>> {
        let location = match self.finding.suspect {
            Suspect::This => &self.finding.location,
            Suspect::Related => &self.finding.related.first()?.location,
            Suspect::None => return None,
        };
        let article = self.articles.get(location.article)?;
        let text = format!(
            "{}{} is the likely culprit: the other places agree with each other",
            place_in_words(article, location),
            self.elsewhere(location)
        );
        Some(Level::HELP.message(normalize_untrusted_str(&text)))
    }

    /// ` of b.txt` for a place in another article than the primary one.
    fn elsewhere(&self, location: &Location) -> String {
        let is_here = location.article == self.finding.location.article;
        if is_here { String::new() } else { format!(" of {}", path_of(self.articles, location.article)) }
    }

    /// Says what to write instead.
    fn correction(&self) -> Option<Message<'a>> {
        let fix = self.finding.fix.as_ref()?;
        let article = self.articles.get(self.finding.location.article)?;
        let (old, new) = (printable(article.slice(fix.span)), printable(&fix.replacement));
        let text = match (old.trim(), new.trim()) {
            ("", new) => format!("insert `{new}`"),
            (old, "") => format!("remove `{old}`"),
            (old, new) => format!("replace `{old}` with `{new}`"),
        };
        Some(Level::HELP.message(normalize_untrusted_str(&text)))
    }
}

/// The lines of an excerpt; where they are too long to be shown, only where they stand.
fn element<'a>(excerpt: Excerpt<'a, Label<'a>>) -> Element<'a> {
    let (path, begin) = (&*excerpt.article.path, excerpt.span().start());
    let Some(text) = excerpt.text() else {
        let first = excerpt.marks.first().map_or(0, |mark| mark.part.start);
        let (line, column) = excerpt.article.position(first);
        return Element::Origin(Origin::path(path).line(line as usize).char_column(column as usize));
    };
    let snippet = Snippet::source(text).path(path).line_start(excerpt.first_line() as usize);
    let annotations = excerpt.marks.into_iter().map(|Mark { part, about: (kind, label), .. }| {
        let label = (!label.is_empty()).then(|| printable(label));
        kind.span(part.start() - begin..part.end() - begin).label(label)
    });
    snippet.annotations(annotations).into()
}

/// `` `5–2` in line 12``, or the line alone where the value is long.
fn place_in_words(article: &Extracted, location: &Location) -> String {
    let (line, _) = article.position(location.span.start);
    let value = article.slice(location.span).trim();
    let is_short = !value.is_empty() && !value.contains('\n') && value.chars().nth(QUOTED).is_none();
    if is_short { format!("`{value}` in line {line}") } else { format!("line {line}") }
}

fn level(severity: Severity) -> Level<'static> {
    match severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Info => Level::INFO,
    }
}
