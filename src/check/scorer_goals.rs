//! Totals of scorers against the goals that match boxes list.
//!
//! Only where the boxes hold every goal of the competition: all matches that the infobox counts are stated, and each of
//! them lists as many goals as its score has.

use crate::hash::HashMap;

use super::{
    Reporter, Rule, registry::ScorerDisagrees, teams::edition_of_article, totals::complete_editions,
};
use crate::{
    finding::Location,
    link::{Dossiers, MatchDossier, fold},
    record::{GoalKind, Player, ScorerRow, Status},
};

/// Goals of an edition by player, and where the first of each is listed.
type Goals = HashMap<String, (u32, Location)>;

impl Rule for ScorerDisagrees {
    fn check_batch(&self, dossiers: &Dossiers<'_>, reporter: &mut Reporter<'_, '_>) {
        let editions = edition_of_article(dossiers);
        let matches = matches_of_complete(dossiers);
        let mut goals: HashMap<usize, Option<Goals>> = HashMap::default();
        for (article, extracted) in dossiers.articles.iter().enumerate() {
            let (Some(&edition), false) = (editions.get(&article), extracted.scorers.is_empty()) else {
                continue;
            };
            let Some(goals) = goals.entry(edition).or_insert_with(|| all_goals(matches.get(&edition)?))
            else {
                continue;
            };
            extracted.scorers.iter().for_each(|row| check_row(article, row, goals, reporter));
        }
    }
}

/// The matches of editions whose matches are all stated.
fn matches_of_complete<'d, 'a>(dossiers: &'d Dossiers<'a>) -> HashMap<usize, Vec<&'d MatchDossier<'a>>> {
    let complete = complete_editions(dossiers);
    let mut matches: HashMap<usize, Vec<&MatchDossier<'_>>> = HashMap::default();
    for (edition, _) in complete.iter().enumerate().filter(|(_, complete)| **complete) {
        matches.insert(edition, Vec::new());
    }
    for dossier in &dossiers.matches {
        if let Some(matches) = matches.get_mut(&dossier.edition) {
            matches.push(dossier);
        }
    }
    matches
}

/// The goals of matches; `None` unless all of them are listed.
fn all_goals(matches: &[&MatchDossier<'_>]) -> Option<Goals> {
    let mut goals = Goals::default();
    for dossier in matches {
        let claim = dossier.claims.iter().find(|claim| claim.mention.score.is_some())?;
        let score = claim.mention.score?.value;
        if claim.status() != Status::Played
            || claim.mention.goals.len() != usize::from(score.home + score.away)
        {
            return None;
        }
        for goal in claim.mention.goals.iter().filter(|goal| goal.kind != GoalKind::OwnGoal) {
            let entry = goals.entry(key(goal.player.as_ref()?)).or_insert((0, claim.location(goal.at)));
            entry.0 += 1;
        }
    }
    Some(goals)
}

/// A player's article where one is linked, else the name.
pub(super) fn key(player: &Player) -> String {
    fold(player.link.as_deref().unwrap_or(&player.name))
}

fn check_row(article: usize, row: &ScorerRow, goals: &Goals, reporter: &mut Reporter<'_, '_>) {
    let (Some(total), Some((listed, first))) = (row.total, goals.get(&key(&row.player))) else { return };
    reporter.applied();
    if total.value == *listed {
        return;
    }
    let name = &row.player.name;
    let message = format!("total of {name} is {} but the matches list {listed}", total.value);
    reporter
        .report(Location { article, span: total.at }, name, message)
        .relate(first.clone(), format!("the first of {listed} goals of {name}"));
}
