//! Corrections that findings offer, brought together for each article.

use std::collections::BTreeMap;

use crate::{
    finding::{Finding, Fix},
    span::Span,
};

/// What is to be done to the articles of a batch.
#[derive(Clone, Debug, Default)]
pub struct Corrections<'f> {
    /// For each article its corrections, in order of place; none overlaps another.
    pub by_article: BTreeMap<usize, Vec<&'f Fix>>,
    /// Findings whose correction overlaps one that was taken before it and says something else.
    pub left: Vec<&'f Finding>,
}

impl<'f> Corrections<'f> {
    /// The corrections that findings offer. Of two that overlap the first is taken.
    #[must_use]
    pub fn of(findings: &'f [Finding]) -> Self {
        let mut corrections = Self::default();
        for finding in findings {
            let Some(fix) = &finding.fix else { continue };
            let taken = corrections.by_article.entry(finding.location.article).or_default();
            let at = taken.partition_point(|other| key(other) < key(fix));
            let neighbours = [at.checked_sub(1).and_then(|before| taken.get(before)), taken.get(at)];
            if neighbours.into_iter().flatten().any(|other| **other == *fix) {
                continue;
            }
            if neighbours.into_iter().flatten().any(|other| overlap(other.span, fix.span)) {
                corrections.left.push(finding);
            } else {
                taken.insert(at, fix);
            }
        }
        corrections
    }

    /// How many corrections there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.by_article.values().map(Vec::len).sum()
    }
}

fn key(fix: &Fix) -> (u32, u32) {
    (fix.span.start, fix.span.end)
}

/// Whether two spans share a byte; two insertions at one place do, too.
fn overlap(one: Span, other: Span) -> bool {
    one.start < other.end && other.start < one.end || one == other
}

/// An input with corrections in order of place made.
#[must_use]
pub fn corrected(input: &[u8], fixes: &[&Fix]) -> Vec<u8> {
    let (mut output, mut done) = (Vec::with_capacity(input.len()), 0);
    for fix in fixes {
        output.extend_from_slice(input.get(done..fix.span.start()).unwrap_or_default());
        output.extend_from_slice(fix.replacement.as_bytes());
        done = fix.span.end();
    }
    output.extend_from_slice(input.get(done..).unwrap_or_default());
    output
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::{Confidence, Location, Severity, Suspect};

    fn finding(article: usize, start: usize, end: usize, replacement: &str) -> Finding {
        let span = Span::new(start, end);
        Finding {
            code: "AGG001",
            name: "aggregate-mismatch",
            severity: Severity::Error,
            confidence: Confidence::High,
            message: replacement.to_owned(),
            location: Location { article, span },
            related: Vec::new(),
            suspect: Suspect::This,
            subject: String::new(),
            fix: Some(Fix { span, replacement: replacement.to_owned() }),
        }
    }

    #[test]
    fn the_first_of_two_that_overlap_is_taken_and_the_other_named() {
        let findings = [
            finding(0, 4, 7, "second"),
            finding(0, 6, 8, "too late"),
            finding(0, 4, 7, "second"),
            finding(0, 0, 1, "first"),
            finding(0, 7, 7, "behind"),
            finding(1, 4, 7, "elsewhere"),
        ];
        let corrections = Corrections::of(&findings);
        let taken: Vec<&str> =
            corrections.by_article[&0].iter().map(|fix| fix.replacement.as_str()).collect();
        assert_eq!(taken, ["first", "second", "behind"]);
        let left: Vec<&str> = corrections.left.iter().map(|finding| finding.message.as_str()).collect();
        assert_eq!(left, ["too late"]);
        assert_eq!(corrections.count(), 4);
        assert_eq!(corrected(b"a b\xffcdef g", &corrections.by_article[&0]), b"first b\xffsecondbehindf g");
    }
}
