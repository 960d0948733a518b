//! Findings as cards: what differs, all places with their lines, the likely culprit, the correction.

use super::{address::Address, context::Context, marks::anchor, quote::Quote};
use crate::{
    extract::Extracted,
    finding::{Confidence, Finding, Location, Severity, Suspect},
    review::corrections::corrected,
    sink,
};

/// A finding as a line of the list.
#[derive(Clone, Debug)]
pub struct FindingView {
    /// Its anchor.
    pub id: String,
    /// Its number in the order of the articles.
    pub number: usize,
    /// `AGG001`
    pub code: &'static str,
    /// `aggregate-mismatch`
    pub name: &'static str,
    /// Severity.
    pub severity: Severity,
    /// Names both values.
    pub message: String,
    /// Index of its article.
    pub article: usize,
    /// What the article is called.
    pub label: String,
    /// The input as the user named it.
    pub path: String,
    /// Line.
    pub line: u32,
    /// Column.
    pub column: u32,
    /// Whether a correction follows.
    pub has_fix: bool,
}

/// Everything that is known of a finding.
#[derive(Clone, Debug)]
pub struct FindingBody {
    /// All places, the primary one first.
    pub places: Vec<PlaceView>,
    /// Whether the reading rests on a link that the article does not spell out.
    pub is_medium: bool,
    /// Who is the likely culprit, where the other places agree.
    pub suspect: Option<String>,
    /// The correction.
    pub fix: Option<FixView>,
    /// Stays the same when lines move.
    pub fingerprint: String,
}

/// A place that takes part in a contradiction.
#[derive(Clone, Debug)]
pub struct PlaceView {
    /// What is said of it.
    pub message: String,
    /// Whether it is the likely culprit.
    pub is_suspect: bool,
    /// The article, where it is another one than that of the finding.
    pub article: Option<String>,
    /// Line.
    pub line: u32,
    /// The section on its wiki.
    pub address: Option<Address>,
    /// The line.
    pub quote: Quote,
}

/// A correction.
#[derive(Clone, Debug)]
pub struct FixView {
    /// ``replace `5–2` with `3–1` `` in words.
    pub old: String,
    /// What to write.
    pub new: String,
    /// The lines of a unified diff.
    pub diff: Vec<DiffLine>,
}

/// A line of a diff.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DiffLine {
    /// `added`, `removed`; nothing of the others.
    pub kind: &'static str,
    /// The line with its sign.
    pub text: String,
}

impl DiffLine {
    fn new(text: &str) -> Self {
        let kind = match text.as_bytes() {
            [b'+', b'+', b'+', ..] | [b'-', b'-', b'-', ..] => "",
            [b'+', ..] => "added",
            [b'-', ..] => "removed",
            _ => "",
        };
        Self { kind, text: text.to_owned() }
    }
}

/// Findings of one severity.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Errors.
    pub errors: usize,
    /// Warnings.
    pub warnings: usize,
    /// Findings that are only worth a look.
    pub info: usize,
}

impl Counts {
    /// Counts findings.
    #[must_use]
    pub fn of<'f>(findings: impl Iterator<Item = &'f Finding>) -> Self {
        let mut counts = Self::default();
        for finding in findings {
            match finding.severity {
                Severity::Error => counts.errors += 1,
                Severity::Warning => counts.warnings += 1,
                Severity::Info => counts.info += 1,
            }
        }
        counts
    }
}

/// The lines of the list.
pub(super) fn views(context: &Context<'_>) -> Vec<FindingView> {
    let view = |(number, finding): (usize, &Finding)| {
        let Location { article, span } = finding.location;
        let text = context.text(article);
        let (line, column) = text.map_or((1, 1), |text| text.position(span.start));
        FindingView {
            id: anchor(number),
            number: number + 1,
            code: finding.code,
            name: finding.name,
            severity: finding.severity,
            message: finding.message.clone(),
            article,
            label: context.label(article),
            path: text.map(|text| text.path.to_string()).unwrap_or_default(),
            line,
            column,
            has_fix: finding.fix.is_some(),
        }
    };
    context.source.findings.iter().enumerate().map(view).collect()
}

/// What is shown below the line of a finding.
pub(super) fn body(context: &Context<'_>, finding: &Finding) -> FindingBody {
    let article = finding.location.article;
    let related = finding.related.iter().enumerate();
    let is_suspect = |index: Option<usize>| match finding.suspect {
        Suspect::This => index.is_none(),
        Suspect::Related => index == Some(0),
        Suspect::None => false,
    };
    let primary = place(context, article, &finding.location, "here", is_suspect(None));
    let others = related.map(|(index, other)| {
        place(context, article, &other.location, &other.message, is_suspect(Some(index)))
    });
    let places: Vec<PlaceView> = std::iter::once(primary).chain(others).collect();
    let text = context.text(article);
    FindingBody {
        is_medium: finding.confidence == Confidence::Medium,
        suspect: places.iter().find(|place| place.is_suspect).map(suspect),
        fix: text.and_then(|text| fix(text, finding)),
        fingerprint: finding.fingerprint(text.map_or("", |text| &text.label)),
        places,
    }
}

fn suspect(place: &PlaceView) -> String {
    let of = place.article.as_ref().map(|article| format!(" of {article}")).unwrap_or_default();
    format!("line {}{of}", place.line)
}

fn place(
    context: &Context<'_>,
    shown: usize,
    location: &Location,
    message: &str,
    is_suspect: bool,
) -> PlaceView {
    let Location { article, span } = *location;
    let quote = context.quote(article, &[span]);
    PlaceView {
        message: message.to_owned(),
        is_suspect,
        article: (article != shown).then(|| context.label(article)),
        line: quote.first_line(),
        address: context.address_at(article, span.start),
        quote,
    }
}

/// The correction as a diff of the article.
fn fix(article: &Extracted, finding: &Finding) -> Option<FixView> {
    let fix = finding.fix.as_ref()?;
    let old = article.text.as_bytes();
    let mut diff = Vec::new();
    sink::write_diff(&article.path, old, &corrected(old, &[fix]), &mut diff).ok()?;
    Some(FixView {
        old: article.slice(fix.span).trim().to_owned(),
        new: fix.replacement.trim().to_owned(),
        diff: String::from_utf8_lossy(&diff).lines().map(DiffLine::new).collect(),
    })
}
