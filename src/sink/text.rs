//! Findings as a compiler shows them: the message, each place with its line, the likely culprit, the rule's page.

use std::{
    io::{self, Write},
    ops::Range,
};

use annotate_snippets::{
    AnnotationKind, Element, Group, Level, Message, Origin, Renderer, Snippet, normalize_untrusted_str,
};

use super::{
    excerpt::{is_near, line_at, mark, shown},
    one_line, path_of,
};
use crate::{
    extract::Extracted,
    finding::{Finding, Location, Severity, Suspect},
    span::Span,
};

/// Columns of an excerpt; the renderer cuts longer lines around what is marked.
const WIDTH: usize = 120;

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

/// A line that is shown, with its marks.
struct Line<'a> {
    article: &'a Extracted,
    span: Span,
    marks: Vec<Mark<'a>>,
}

/// What is marked in a line.
struct Mark<'a> {
    kind: AnnotationKind,
    part: Range<usize>,
    label: &'a str,
}

impl<'a> View<'a> {
    fn group(&self) -> Group<'a> {
        let title = level(self.finding.severity).primary_title(one_line(&self.finding.message));
        let page = format!("see `scoreline rule {}`", self.finding.code);
        Group::with_title(title.id(self.finding.code))
            .elements(self.lines().into_iter().map(Line::element))
            .elements(self.culprit())
            .elements(self.correction())
            .element(Level::NOTE.message(page))
    }

    /// The primary place and the related ones; those that stand close together on a line share an excerpt.
    fn lines(&self) -> Vec<Line<'a>> {
        let primary = (AnnotationKind::Primary, &self.finding.location, "");
        let related = self.finding.related.iter();
        let related = related.map(|other| (AnnotationKind::Context, &other.location, other.message.as_str()));
        let mut lines: Vec<Line<'a>> = Vec::new();
        for (kind, location, label) in std::iter::once(primary).chain(related) {
            let Some(article) = self.articles.get(location.article) else { continue };
            let span = line_at(&article.text, location.span.start());
            let mark = Mark { kind, part: mark(&article.text, span, location.span), label };
            match lines.iter_mut().find(|line| line.takes(article, span, &mark)) {
                Some(line) => line.marks.push(mark),
                None => lines.push(Line { article, span, marks: vec![mark] }),
            }
        }
        lines
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
        let (old, new) = (one_line(article.slice(fix.span)), one_line(&fix.replacement));
        let text = match (old.trim(), new.trim()) {
            ("", new) => format!("insert `{new}`"),
            (old, "") => format!("remove `{old}`"),
            (old, new) => format!("replace `{old}` with `{new}`"),
        };
        Some(Level::HELP.message(normalize_untrusted_str(&text)))
    }
}

impl<'a> Line<'a> {
    /// Whether a mark can be shown in the same excerpt.
    fn takes(&self, article: &Extracted, span: Span, mark: &Mark<'_>) -> bool {
        std::ptr::eq(self.article, article)
            && self.span == span
            && self.marks.iter().all(|other| is_near(&other.part, &mark.part))
    }

    /// The excerpt; for a line that is too long to be shown, where it stands.
    fn element(self) -> Element<'a> {
        let (path, first) = (&*self.article.path, self.marks.first().map_or(0, |mark| mark.part.start));
        let offset = self.span.shifted(first).start;
        let (line, column) = self.article.position(offset);
        let Some(text) = shown(&self.article.text, self.span) else {
            let origin = Origin::path(path).line(line as usize).char_column(column as usize);
            return Element::Origin(origin);
        };
        let annotations = self.marks.into_iter().map(|mark| {
            let label = (!mark.label.is_empty()).then(|| one_line(mark.label));
            mark.kind.span(mark.part).label(label)
        });
        Snippet::source(text).path(path).line_start(line as usize).annotations(annotations).into()
    }
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
