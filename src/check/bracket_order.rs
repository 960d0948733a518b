//! Who meets whom in a bracket, against the leg lists and match boxes of the same round.

use crate::hash::HashMap;

use super::{Reporter, Rule, registry::BracketOrder, text};
use crate::{
    link::{Dossiers, TeamId, TieDossier},
    record::TieMentionKind,
};

impl Rule for BracketOrder {
    fn check_batch(&self, dossiers: &Dossiers<'_>, reporter: &mut Reporter<'_, '_>) {
        let played = ties_by_team(dossiers);
        for tie in dossiers.ties.iter().filter(|tie| is_of_brackets(tie)) {
            let (Some(round), [Some(first), Some(second)]) = (&tie.round, tie.teams) else { continue };
            reporter.applied();
            let of = |team: TeamId| played.get(&(tie.edition, round.key.as_str(), team)).copied();
            // One team alone elsewhere is a team that advanced without winning; two are slots that do not meet.
            if let (Some(one), Some(other)) = (of(first), of(second)) {
                report(tie, [one, other], reporter);
            }
        }
    }
}

/// Whether nothing but brackets says that two teams meet.
fn is_of_brackets(tie: &TieDossier<'_>) -> bool {
    tie.legs.len() <= 1 && tie.claims.iter().all(|claim| claim.kind() == TieMentionKind::Bracket)
}

/// The tie of each team in each round that a leg list, a match box or a sentence states; none for a team with several.
fn ties_by_team<'d, 'a>(dossiers: &'d Dossiers<'a>) -> HashMap<(usize, &'d str, TeamId), &'d TieDossier<'a>> {
    let mut found: HashMap<_, Option<&TieDossier<'_>>> = HashMap::default();
    for tie in &dossiers.ties {
        let (Some(round), false) = (&tie.round, is_of_brackets(tie)) else { continue };
        for team in tie.teams.into_iter().flatten() {
            let slot = found.entry((tie.edition, round.key.as_str(), team));
            slot.and_modify(|known| *known = None).or_insert(Some(tie));
        }
    }
    found.into_iter().filter_map(|(key, tie)| Some((key, tie?))).collect()
}

fn report(tie: &TieDossier<'_>, played: [&TieDossier<'_>; 2], reporter: &mut Reporter<'_, '_>) {
    let Some(claim) = tie.claims.first() else { return };
    let dossiers = reporter.dossiers;
    let names = played.map(|tie| text::tie_name(dossiers, tie));
    let name = text::tie_name(dossiers, tie);
    let message =
        format!("the bracket has {name}, but the ties of the round are {} and {}", names[0], names[1]);
    let finding = reporter.report(claim.location(claim.mention.at.span()), name, message);
    for (tie, name) in played.into_iter().zip(names) {
        if let Some(claim) = tie.claims.first() {
            finding.relate(claim.location(claim.mention.at.span()), name);
        }
    }
}
