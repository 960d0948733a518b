//! What is disputed: matches and ties about which claims differ or which an error touches.

use super::{Dossiers, MatchDossier, TieDossier};
use crate::hash::HashMap;
use crate::{
    finding::{Finding, Location, Severity},
    record::{MatchMention, MatchMentionKind, TieMention, TieMentionKind},
    span::Span,
};

/// Places of errors, by article.
pub(super) struct Disputes<'d> {
    by_article: HashMap<usize, Vec<Span>>,
    dossiers: &'d Dossiers<'d>,
}

impl<'d> Disputes<'d> {
    /// The places of all errors among the findings.
    pub fn new(dossiers: &'d Dossiers<'_>, findings: &[Finding]) -> Self {
        let mut by_article: HashMap<usize, Vec<Span>> = HashMap::default();
        for finding in findings.iter().filter(|finding| finding.severity == Severity::Error) {
            let related = finding.related.iter().map(|related| &related.location);
            for Location { article, span } in std::iter::once(&finding.location).chain(related) {
                by_article.entry(*article).or_default().push(*span);
            }
        }
        Self { by_article, dossiers }
    }

    fn touches(&self, article: usize, spans: &[Span]) -> bool {
        let errors = self.by_article.get(&article).map(Vec::as_slice).unwrap_or_default();
        errors.iter().any(|error| spans.iter().any(|span| span.contains(*error)))
    }

    /// Whether claims about a match differ, those of other editions among them, or an error touches it. Days of other editions
    /// may be those of another time zone.
    pub fn of_match(&self, index: usize) -> bool {
        let Some(dossier) = self.dossiers.matches.get(index) else { return false };
        let elsewhere: Vec<_> = self.dossiers.compared_elsewhere(index).collect();
        let claims = || dossier.claims.iter().chain(&elsewhere);
        let scores = claims().filter_map(|claim| claim.score()).map(|score| score.value);
        let shootouts = claims().filter_map(|claim| claim.shootout()).map(|score| score.value);
        let dates = dossier.claims.iter().filter_map(|claim| claim.mention.date).map(|date| date.value);
        differ(scores) || differ(dates) || differ(shootouts) || self.error_at_match(dossier)
    }

    fn error_at_match(&self, dossier: &MatchDossier<'_>) -> bool {
        dossier.claims.iter().any(|claim| self.touches(claim.article, &match_spans(claim.mention)))
    }

    /// Whether claims about a tie differ, or an error touches it or one of its legs.
    pub fn of_tie(&self, dossier: &TieDossier<'_>) -> bool {
        let winners = dossier.winners.iter().flatten().map(|won| won.value);
        let aggregates =
            dossier.claims.iter().filter_map(|claim| claim.aggregate()).map(|aggregate| aggregate.value);
        let own = dossier.claims.iter().any(|claim| self.touches(claim.article, &tie_spans(claim.mention)));
        differ(winners) || differ(aggregates) || own || dossier.legs.iter().any(|leg| self.of_match(*leg))
    }
}

fn differ<T: PartialEq>(mut values: impl Iterator<Item = T>) -> bool {
    let first = values.next();
    values.any(|value| Some(&value) != first.as_ref())
}

/// The bytes that speak of the match alone: a bracket or a row of a leg list speaks of others too.
fn match_spans(mention: &MatchMention) -> Vec<Span> {
    match mention.kind {
        MatchMentionKind::Bracket | MatchMentionKind::LegList => {
            mention.score.iter().map(|score| score.at).collect()
        }
        _ => vec![mention.at.span()],
    }
}

fn tie_spans(mention: &TieMention) -> Vec<Span> {
    match mention.kind {
        TieMentionKind::Bracket | TieMentionKind::Infobox => {
            let teams = mention.teams.iter().flatten().map(|team| team.at);
            let legs = mention.legs.iter().flat_map(|leg| leg.at);
            teams.chain(legs).chain(mention.aggregate.iter().map(|aggregate| aggregate.at)).collect()
        }
        _ => vec![mention.at.span()],
    }
}
