//! Which findings touch a place, so that a value is marked where it stands.

use crate::{
    finding::{Finding, Severity},
    span::Span,
};

/// A finding, as it is shown beside a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Number of the finding in the report.
    pub finding: usize,
    /// Where it is shown.
    pub href: String,
    /// `AGG001`
    pub code: &'static str,
    /// Severity.
    pub severity: Severity,
    /// What it says.
    pub message: String,
}

/// The places of findings, by article and in order.
pub struct Marks<'f> {
    findings: &'f [Finding],
    /// For each article the name of its page; empty where all are on one.
    pages: &'f [String],
    /// For each article where findings stand: span and number of the finding.
    by_article: Vec<Vec<(Span, usize)>>,
}

/// The anchor of a finding.
#[must_use]
pub fn anchor(finding: usize) -> String {
    format!("f{}", finding + 1)
}

impl<'f> Marks<'f> {
    /// Sorts the places of findings, also the related ones.
    #[must_use]
    pub fn new(findings: &'f [Finding], articles: usize, pages: &'f [String]) -> Self {
        let mut by_article: Vec<Vec<(Span, usize)>> = vec![Vec::new(); articles];
        for (number, finding) in findings.iter().enumerate() {
            let related = finding.related.iter().map(|related| &related.location);
            for location in std::iter::once(&finding.location).chain(related) {
                if let Some(places) = by_article.get_mut(location.article) {
                    places.push((location.span, number));
                }
            }
        }
        by_article
            .iter_mut()
            .for_each(|places| places.sort_unstable_by_key(|(span, number)| (span.start, *number)));
        Self { findings, pages, by_article }
    }

    /// The findings with a place inside a span, each once, the severest first.
    #[must_use]
    pub fn inside(&self, article: usize, span: Span) -> Vec<Mark> {
        self.inside_all(article, &[(article, span)])
    }

    /// The findings with a place inside spans of whatever articles, as the page of one article shows them.
    #[must_use]
    pub fn inside_all(&self, shown: usize, spans: &[(usize, Span)]) -> Vec<Mark> {
        let places = spans.iter().flat_map(|(article, span)| self.places(*article, *span));
        let mut numbers: Vec<usize> = places.map(|(_, number)| *number).collect();
        numbers.sort_unstable();
        numbers.dedup();
        let mut marks: Vec<Mark> =
            numbers.into_iter().filter_map(|number| self.mark(shown, number)).collect();
        marks.sort_by_key(|mark| std::cmp::Reverse(mark.severity));
        marks
    }

    /// Whether a place of an error is inside a span.
    #[must_use]
    pub fn has_error(&self, article: usize, span: Span) -> bool {
        let severity = |number: usize| self.findings.get(number).map(|finding| finding.severity);
        self.places(article, span).any(|(_, number)| severity(*number) == Some(Severity::Error))
    }

    /// Places of findings inside a span.
    fn places(&self, article: usize, span: Span) -> impl Iterator<Item = &(Span, usize)> {
        let all = self.by_article.get(article).map_or(&[][..], Vec::as_slice);
        let first = all.partition_point(|(place, _)| place.start < span.start);
        let behind = all.get(first..).unwrap_or_default();
        behind
            .iter()
            .take_while(move |(place, _)| place.start <= span.end)
            .filter(move |(place, _)| span.contains(*place))
    }

    /// The page that shows a finding, as seen from that of an article.
    fn page(&self, finding: &Finding, from: usize) -> &str {
        let [page, here] =
            [finding.location.article, from].map(|article| self.pages.get(article).map_or("", |page| page));
        if page == here { "" } else { page }
    }

    fn mark(&self, article: usize, number: usize) -> Option<Mark> {
        let finding = self.findings.get(number)?;
        let Finding { code, severity, message, .. } = finding;
        let href = format!("{}#{}", self.page(finding, article), anchor(number));
        Some(Mark { finding: number, href, code, severity: *severity, message: message.clone() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::{Confidence, Location, Related, Suspect};

    fn finding(severity: Severity, spans: &[(usize, Span)]) -> Finding {
        let location = |(article, span): &(usize, Span)| Location { article: *article, span: *span };
        let related =
            spans[1..].iter().map(|place| Related { location: location(place), message: String::new() });
        Finding {
            code: "AGG001",
            name: "aggregate-mismatch",
            severity,
            confidence: Confidence::High,
            message: String::new(),
            location: location(&spans[0]),
            related: related.collect(),
            suspect: Suspect::None,
            subject: String::new(),
            fix: None,
        }
    }

    #[test]
    fn findings_inside_a_place_are_found_once_and_by_severity() {
        let findings = [
            finding(Severity::Info, &[(0, Span::new(5, 8)), (0, Span::new(9, 10))]),
            finding(Severity::Error, &[(1, Span::new(0, 2)), (0, Span::new(6, 7))]),
            finding(Severity::Error, &[(0, Span::new(0, 100))]),
        ];
        let pages = ["one.html".to_owned(), "two.html".to_owned()];
        let marks = Marks::new(&findings, 2, &pages);
        let inside = |article, start, end| -> Vec<usize> {
            marks.inside(article, Span::new(start, end)).iter().map(|mark| mark.finding).collect()
        };
        assert_eq!(inside(0, 5, 10), [1, 0]);
        assert_eq!(inside(0, 9, 10), [0]);
        assert_eq!(inside(0, 0, 100), [1, 2, 0]);
        assert_eq!(inside(1, 0, 2), [1]);
        assert_eq!(inside(1, 1, 9), [] as [usize; 0]);
        assert_eq!(inside(7, 0, 9), [] as [usize; 0]);
        let href = |article, start, end| marks.inside(article, Span::new(start, end))[0].href.clone();
        assert_eq!(href(0, 5, 8), "two.html#f2");
        assert_eq!(href(1, 0, 2), "#f2");
    }
}
