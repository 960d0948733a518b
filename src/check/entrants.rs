//! Teams that play without being in the list of entrants.

use crate::hash::{HashMap, HashSet};
use std::collections::{BTreeMap, BTreeSet};

use super::{
    Reporter, Rule,
    registry::NotAnEntrant,
    teams::{LONGEST_NAME, edition_of_article},
};
use crate::{
    finding::{Finding, Location},
    link::{Dossiers, TeamId, fold},
    record::{Country, Team, TeamEntry, TeamList},
};

/// Teams that an edition lists, and those that play in it.
#[derive(Default)]
struct Field<'d> {
    entered: HashSet<TeamId>,
    entries: Vec<(usize, &'d TeamEntry)>,
    has_entrants: bool,
    /// Each team that plays, with the first place that says so.
    playing: BTreeMap<TeamId, (Location, &'d Team)>,
}

impl Rule for NotAnEntrant {
    fn check_batch(&self, dossiers: &Dossiers<'_>, reporter: &mut Reporter<'_, '_>) {
        for (edition, field) in fields(dossiers) {
            let listed = field.playing.keys().filter(|team| field.entered.contains(team)).count();
            if field.has_entrants && listed * 2 >= field.playing.len() {
                check_field(edition, &field, reporter);
            }
        }
    }
}

fn fields<'d>(dossiers: &'d Dossiers<'_>) -> BTreeMap<usize, Field<'d>> {
    let mut fields: BTreeMap<usize, Field<'d>> = BTreeMap::new();
    let editions = edition_of_article(dossiers);
    for (article, extracted) in dossiers.articles.iter().enumerate() {
        let Some(&edition) = editions.get(&article) else { continue };
        let field = fields.entry(edition).or_default();
        for entry in extracted.teams.iter().filter(|entry| is_field(entry.list)) {
            let Some(team) = &entry.team else { continue };
            field.entries.push((article, entry));
            field.has_entrants |= entry.list == TeamList::Entrant;
            field.entered.extend(dossiers.team_named(edition, &team.name));
        }
    }
    for dossier in &dossiers.matches {
        let Some(field) = fields.get_mut(&dossier.edition) else { continue };
        for claim in &dossier.claims {
            let sides = if claim.reversed {
                [&claim.mention.away, &claim.mention.home]
            } else {
                [&claim.mention.home, &claim.mention.away]
            };
            for (id, side) in dossier.teams.into_iter().zip(sides) {
                let (Some(id), Some(team)) = (id, side) else { continue };
                field.playing.entry(id).or_insert_with(|| (claim.location(team.at), team));
            }
        }
    }
    fields
}

/// Lists that make up the field; a list of those who got further is drawn from the matches themselves.
fn is_field(list: TeamList) -> bool {
    matches!(list, TeamList::Entrant | TeamList::Transferred | TeamList::Drawn)
}

fn check_field(edition: usize, field: &Field<'_>, reporter: &mut Reporter<'_, '_>) {
    reporter.applied();
    let dossiers = reporter.dossiers;
    let playing: HashSet<TeamId> = field.playing.keys().copied().collect();
    let idle = field.entries.iter().filter(|(_, entry)| {
        let id = entry.team.as_ref().and_then(|team| dossiers.team_named(edition, &team.name));
        entry.list == TeamList::Entrant && id.is_none_or(|id| !playing.contains(&id))
    });
    let mut by_country: HashMap<&str, Vec<(usize, &Team)>> = HashMap::default();
    for (article, entry) in idle {
        let Some(team) = &entry.team else { continue };
        by_country.entry(country(team, entry.association.as_ref())).or_default().push((*article, team));
    }
    for (id, (place, team)) in &field.playing {
        if field.entered.contains(id) {
            continue;
        }
        let candidates = by_country.get(country(team, None)).map_or(&[][..], Vec::as_slice);
        report(team, place, candidates, reporter);
    }
}

/// The code beside a team or, in a list, that of its association.
fn country<'t>(team: &'t Team, association: Option<&'t Country>) -> &'t str {
    let code = association.and_then(|association| association.code.as_deref());
    team.country.as_deref().or(code).unwrap_or("")
}

/// Idle entrants of one country that are compared with a name; lists of a country are short.
const MOST_CANDIDATES: usize = 40;

fn report(team: &Team, place: &Location, candidates: &[(usize, &Team)], reporter: &mut Reporter<'_, '_>) {
    let is_name = |name: &str| name.len() <= LONGEST_NAME;
    let similarity = |other: &Team| strsim::jaro_winkler(&fold(&team.name), &fold(&other.name));
    let nearest = candidates
        .iter()
        .take(MOST_CANDIDATES)
        .filter(|(_, other)| is_name(&team.name) && is_name(&other.name))
        .map(|(article, other)| (similarity(other), *article, *other))
        .filter(|(similarity, ..)| *similarity > 0.7)
        .max_by(|(one, ..), (other, ..)| one.total_cmp(other));
    let hint = nearest
        .map_or_else(String::new, |(.., other)| format!("; the list has {}, who play no match", other.name));
    let message = format!("{} plays but is not in the list of entrants{hint}", team.name);
    let finding: &mut Finding = reporter.report(place.clone(), team.name.clone(), message);
    if let Some((_, article, other)) = nearest {
        finding.relate(Location { article, span: other.at }, format!("the list has {}", other.name));
    }
}

/// Distinct associations of a list.
pub(super) fn associations<'e>(entries: impl Iterator<Item = &'e TeamEntry>) -> Option<usize> {
    let names: Option<BTreeSet<&str>> = entries
        .map(|entry| {
            let association = entry.association.as_ref()?;
            association.code.as_deref().or(association.name.as_deref())
        })
        .collect();
    names.map(|names| names.len())
}
