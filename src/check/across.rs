//! A match on pages of several editions: what each page states about it, where the page agrees with itself.

use super::{
    Reporter,
    claims::{Reading, Source, disputes, readings},
    text,
};
use crate::{
    link::{Claim, Dossiers, MatchDossier, Member},
    record::{MatchMention, Pair, Score, Status},
    span::Stated,
};

/// A pair of numbers that a claim states, home side of its dossier first.
type Field = fn(&Claim<'_, MatchMention>) -> Option<Stated<Score>>;

/// Reports matches whose pages state different numbers: `score of A against B`.
pub(super) fn report(what: &str, field: Field, reporter: &mut Reporter<'_, '_>) {
    let dossiers = reporter.dossiers;
    for members in dossiers.matches_across() {
        let pages = readings(members.iter().filter_map(|member| reading(dossiers, *member, field)));
        let name = members.first().and_then(|first| dossiers.matches.get(first.dossier));
        let Some(name) = name.map(|first| text::match_name(dossiers, first)) else { continue };
        report_readings(&format!("{what} of {name}"), &name, &pages, reporter);
    }
}

fn report_readings(what: &str, name: &str, pages: &[Reading<Pair<u16>>], reporter: &mut Reporter<'_, '_>) {
    if pages.iter().map(|reading| reading.sources.len()).sum::<usize>() > 1 {
        reporter.applied();
    }
    for dispute in disputes(pages) {
        dispute.report(what, name, &|value| text::pair(*value), reporter);
    }
}

/// What one page states, in the order of the first; nothing where its own claims differ, which is reported by itself, or
/// where an authority set the result, which other pages may leave out.
fn reading(dossiers: &Dossiers<'_>, member: Member, field: Field) -> Option<(Pair<u16>, Source)> {
    let dossier: &MatchDossier<'_> = dossiers.matches.get(member.dossier)?;
    let mut stated = dossier.claims.iter().filter_map(|claim| Some((claim, field(claim)?)));
    let (first, value) = stated.next()?;
    let is_awarded = dossier
        .claims
        .iter()
        .any(|claim| claim.status() != Status::Played && claim.status() != Status::Scheduled);
    if is_awarded || stated.any(|(_, other)| other.value != value.value) {
        return None;
    }
    let score = if member.reversed { value.value.reversed() } else { value.value };
    let source =
        Source::new(first.location(value.at), first.kind().noun(), first.reversed != member.reversed);
    Some((score.pair(), source))
}
