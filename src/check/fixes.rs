//! Corrections of scores, where the other places agree on the right one.

use super::claims::{Dispute, Source};
use crate::{
    extract::Extracted,
    finding::{Finding, Fix, Suspect},
    record::Pair,
    span::Span,
};

/// Adds the usual score as correction to a finding that suspects its own place, if only that one place is odd.
pub(super) fn offer(finding: &mut Finding, dispute: &Dispute<'_, Pair<u16>>, articles: &[Extracted]) {
    let [source] = dispute.odd.sources.as_slice() else { return };
    if finding.suspect == Suspect::This {
        offer_score(finding, source, dispute.usual.value, articles);
    }
}

/// Adds a correction of the score at a place.
pub(super) fn offer_score(finding: &mut Finding, source: &Source, right: Pair<u16>, articles: &[Extracted]) {
    let Some(extracted) = articles.get(source.location.article) else { return };
    let [first, second] = right;
    let right = if source.reversed { [second, first] } else { [first, second] };
    if let Some(fix) = score_fix(&extracted.text, source.location.span, right) {
        finding.fix(fix);
    }
}

/// Replaces the two numbers of a score and keeps the dash between them; `None` where the place is more or less than a
/// score, such as one cell of a bracket.
fn score_fix(text: &str, at: Span, [first, second]: Pair<u16>) -> Option<Fix> {
    let span = at.trimmed(text);
    let written = span.slice(text);
    let dash = written.trim_matches(|letter: char| letter.is_ascii_digit());
    let (before, after) = written.split_once(dash).filter(|_| !dash.is_empty())?;
    let is_number = |part: &str| part.parse::<u16>().is_ok();
    let is_score =
        is_number(before) && is_number(after) && !dash.contains(|letter: char| letter.is_alphanumeric());
    is_score.then(|| Fix { span, replacement: format!("{first}{dash}{second}") })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_whole_score_is_corrected() {
        let fix = |text: &str| score_fix(text, Span::new(0, text.len()), [3, 1]).map(|fix| fix.replacement);
        assert_eq!(fix("5–2").as_deref(), Some("3–1"));
        assert_eq!(fix(" 5 - 2 ").as_deref(), Some("3 - 1"));
        assert_eq!(fix("5"), None);
        assert_eq!(fix("5–2 (a)"), None);
        assert_eq!(fix("5 to 2"), None);
    }
}
