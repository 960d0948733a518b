//! Ids of matches and ties: stable from run to run, whatever the order of the input.

use super::{Dossiers, fold::slug};
use crate::hash::HashMap;
use crate::record::Pair;

impl Dossiers<'_> {
    /// Gives matches and ties their ids: edition, round, teams, and a number where that is not enough.
    pub(super) fn name(&mut self) {
        let slugs = Slugs {
            editions: self.editions.iter().map(|edition| (slug(&edition.key), edition.revision)).collect(),
            teams: self.teams.iter().map(|team| slug(&team.name)).collect(),
        };
        let mut used = HashMap::default();
        for dossier in &mut self.matches {
            // Without a round two teams may meet any number of times: the day tells the matches apart.
            let day = || {
                dossier.claims.iter().find_map(|claim| claim.mention.date).map(|date| date.value.to_string())
            };
            let when = dossier.round.as_ref().map(|round| slug(&round.key)).or_else(day).unwrap_or_default();
            let id = slugs.id(dossier.edition, &when, dossier.teams);
            dossier.id = unique(id, slugs.revision(dossier.edition), &mut used);
        }
        let mut used = HashMap::default();
        for dossier in &mut self.ties {
            let round = dossier.round.as_ref().map(|round| slug(&round.key)).unwrap_or_default();
            let id = slugs.id(dossier.edition, &round, dossier.teams);
            dossier.id = unique(format!("tie/{id}"), slugs.revision(dossier.edition), &mut used);
        }
    }
}

/// Names as parts of ids, each folded once.
struct Slugs {
    /// With the number of the revisions that its articles are.
    editions: Vec<(String, usize)>,
    teams: Vec<String>,
}

impl Slugs {
    fn revision(&self, edition: usize) -> usize {
        self.editions.get(edition).map_or(0, |(_, revision)| *revision)
    }

    fn id(&self, edition: usize, when: &str, teams: Pair<Option<usize>>) -> String {
        let edition = self.editions.get(edition).map_or("", |(slug, _)| slug);
        let team = |team: Option<usize>| {
            team.and_then(|team| self.teams.get(team)).map_or("unnamed", String::as_str)
        };
        let teams = teams.map(team).join("-v-");
        let parts = [edition, when, &teams];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("/")
    }
}

/// An id that no other of the same revisions has: a match has one id in all revisions of its page.
fn unique(name: String, revision: usize, used: &mut HashMap<(usize, String), u32>) -> String {
    let count = used.entry((revision, name.clone())).or_default();
    *count += 1;
    if *count == 1 { name } else { format!("{name}-{count}") }
}
