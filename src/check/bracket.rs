//! Brackets against the leg lists, match boxes and sentences about the same tie.

use super::{
    Reporter, Rule,
    aggregate::aggregate_readings,
    claims::{Dispute, Reading, disputes},
    legs::{Legs, matches_of, score_readings},
    registry::BracketDisagrees,
    text,
};
use crate::{
    finding::Location,
    link::{MatchDossier, TieDossier},
    record::{MatchMentionKind, Pair},
};

impl Rule for BracketDisagrees {
    fn check_tie(&self, tie: &TieDossier<'_>, reporter: &mut Reporter<'_, '_>) {
        let name = text::tie_name(reporter.dossiers, tie);
        for (index, dossier) in matches_of(reporter.dossiers, tie).into_iter().enumerate() {
            let what = if tie.legs.len() > 1 { text::leg(index + 1) } else { "score".to_owned() };
            let host = text::match_name(reporter.dossiers, dossier);
            report(&what, &format!("{host}: {what}"), &tie_score_readings(dossier), reporter);
        }
        let sum = Legs::of(reporter.dossiers, tie).sum();
        report("aggregate", &format!("{name}: aggregate"), &aggregate_readings(tie, sum), reporter);
    }
}

fn report(what: &str, subject: &str, readings: &[Reading<Pair<u16>>], reporter: &mut Reporter<'_, '_>) {
    if readings.iter().any(is_of_brackets) {
        reporter.applied();
    }
    for dispute in disputes(readings).filter(|dispute| is_of_brackets(dispute.odd)) {
        let cell = odd_cell(&dispute).cloned();
        let finding = dispute.report(what, subject, &|value| text::pair(*value), reporter);
        if let (Some(finding), Some(cell)) = (finding, cell) {
            finding.location = cell;
        }
    }
}

/// The cell of a bracket whose number is not what the other places say; the first, where neither is.
fn odd_cell<'r>(dispute: &'r Dispute<'_, Pair<u16>>) -> Option<&'r Location> {
    let cells = dispute.odd.sources.first()?.cells.as_ref()?;
    let [first, _] = dispute.odd.value;
    let [usual, _] = dispute.usual.value;
    cells.get(usize::from(first == usual))
}

/// The scores that are stated of a match, brackets last: where one of them stands alone it is the odd one out.
pub(super) fn tie_score_readings(dossier: &MatchDossier<'_>) -> Vec<Reading<Pair<u16>>> {
    let mut readings = score_readings(dossier);
    if dossier.tie.is_some() {
        readings.sort_by_key(is_of_brackets);
    }
    readings
}

/// Whether only brackets state a value.
pub(super) fn is_of_brackets<V>(reading: &Reading<V>) -> bool {
    let noun = MatchMentionKind::Bracket.noun();
    reading.sources.iter().all(|source| source.noun == noun)
}
