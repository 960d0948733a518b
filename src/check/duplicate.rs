//! The same match twice.

use crate::hash::HashMap;

use super::{Reporter, Rule, registry::DuplicateMatch, text};
use crate::{
    link::{Claim, MatchDossier},
    record::{MatchMention, MatchMentionKind},
    work,
};

impl Rule for DuplicateMatch {
    fn check_match(&self, dossier: &MatchDossier<'_>, reporter: &mut Reporter<'_, '_>) {
        let is_box = |mention: &MatchMention| mention.kind == MatchMentionKind::MatchBox && !mention.summary;
        let boxes = dossier.claims.iter().filter(|claim| is_box(claim.mention));
        let mut first_of: HashMap<_, &Claim<'_, MatchMention>> = HashMap::default();
        for claim in boxes {
            reporter.applied();
            let day = claim.mention.date.map(|date| date.value);
            let Some(first) = first_of.insert((claim.article, day), claim) else { continue };
            if day.is_some() || !(has_unread_date(first, reporter) || has_unread_date(claim, reporter)) {
                report(dossier, first, claim, reporter);
            }
        }
    }
}

/// Whether a box has something in place of a date that could not be read: then it may be another match.
fn has_unread_date(claim: &Claim<'_, MatchMention>, reporter: &Reporter<'_, '_>) -> bool {
    let unread = reporter.dossiers.articles.get(claim.article).map_or(&[][..], |extracted| &extracted.unread);
    let span = claim.mention.at.span();
    let first = unread.partition_point(|unread| unread.at.start < span.start);
    let inside = unread.iter().skip(first).take_while(|unread| unread.at.start < span.end);
    inside.inspect(|_| work::add(1)).any(|unread| unread.name.as_deref() == Some("date"))
}

fn report(
    dossier: &MatchDossier<'_>,
    first: &Claim<'_, MatchMention>,
    second: &Claim<'_, MatchMention>,
    reporter: &mut Reporter<'_, '_>,
) {
    let name = text::match_name(reporter.dossiers, dossier);
    let day = second.mention.date.map_or_else(String::new, |date| format!(" on {}", text::day(date.value)));
    let message = format!("{name}{day} has a second match box");
    reporter
        .report(second.location(second.mention.at.span()), name, message)
        .relate(first.location(first.mention.at.span()), "the first match box");
}
