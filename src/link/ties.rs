//! Ties: rows of leg lists, bracket slots, sentences and infoboxes about one pair of teams in one round.

use super::{
    Claim, Dossiers, TeamId, TieDossier,
    matches::path,
    pairing::{Pairing, Pairings, TieRef},
    teams::winner,
};
use crate::hash::HashMap;
use crate::{
    extract::Extracted,
    record::{Decider, Pair, Round, TieMention, TieMentionKind, Winner},
    span::Stated,
};

/// Makes ties of the pairings that some place speaks of as one, then gives those the mentions that name less than two
/// teams.
pub(super) fn ties(dossiers: &mut Dossiers<'_>, pairings: &Pairings) {
    for pairing in pairings.all.iter().filter(|pairing| !pairing.ties.is_empty()) {
        add(dossiers, pairing);
    }
    let mut by_team = by_team(&dossiers.ties);
    for &(edition, tie) in &pairings.loose {
        loose(dossiers, edition, tie, &mut by_team);
    }
    for tie in &mut dossiers.ties {
        let articles = dossiers.articles;
        tie.claims
            .sort_by_key(|claim| (claim.mention.kind, path(articles, claim.article), claim.mention.at.start));
    }
    for index in 0..dossiers.ties.len() {
        winners(dossiers, index);
    }
}

fn by_team(ties: &[TieDossier<'_>]) -> HashMap<(usize, TeamId), Vec<usize>> {
    let mut by_team: HashMap<(usize, TeamId), Vec<usize>> = HashMap::default();
    for (index, tie) in ties.iter().enumerate() {
        for team in tie.teams.iter().flatten() {
            by_team.entry((tie.edition, *team)).or_default().push(index);
        }
    }
    by_team
}

fn add(dossiers: &mut Dossiers<'_>, pairing: &Pairing) {
    let index = dossiers.ties.len();
    let teams = order(dossiers, pairing).map(Some);
    for leg in &pairing.legs {
        if let Some(leg) = dossiers.matches.get_mut(*leg) {
            leg.tie = Some(index);
        }
    }
    let claims = pairing.ties.iter().filter_map(|&tie| claim(dossiers.articles, tie, teams)).collect();
    dossiers.ties.push(TieDossier {
        id: String::new(),
        edition: pairing.edition,
        teams,
        round: pairing.round.clone(),
        legs: pairing.legs.clone(),
        claims,
        winners: Vec::new(),
        strangers: Vec::new(),
    });
}

/// The order of a tie's teams: that of its leg list, else the home side of the first leg first, else as written.
fn order(dossiers: &Dossiers<'_>, pairing: &Pairing) -> Pair<TeamId> {
    let mention =
        |tie: &&TieRef| dossiers.articles.get(tie.article).and_then(|article| article.ties.get(tie.index));
    let named = |tie: &TieRef| match tie.teams {
        [Some(first), Some(second)] => Some([first, second]),
        _ => None,
    };
    let list = pairing
        .ties
        .iter()
        .find(|tie| mention(tie).is_some_and(|mention| mention.kind == TieMentionKind::LegList));
    let first_leg = || pairing.legs.first().and_then(|leg| dossiers.matches.get(*leg));
    let home_first = || match first_leg()?.teams {
        [Some(home), Some(away)] => Some([home, away]),
        _ => None,
    };
    let written = || pairing.ties.iter().find_map(named);
    list.and_then(named).or_else(home_first).or_else(written).unwrap_or(pairing.teams)
}

fn claim(articles: &[Extracted], tie: TieRef, teams: Pair<Option<TeamId>>) -> Option<Claim<'_, TieMention>> {
    let mention = articles.get(tie.article)?.ties.get(tie.index)?;
    let [first, second] = tie.teams;
    let [one, two] = teams;
    let turned = (first.is_some() && first == two) || (second.is_some() && second == one);
    Some(Claim { article: tie.article, index: tie.index, reversed: turned, mention })
}

/// A mention that names less than two teams belongs to the only tie that it can mean. A sentence that states a result
/// of a round where there is no such tie makes one; an infobox never does.
fn loose(
    dossiers: &mut Dossiers<'_>,
    edition: usize,
    tie: TieRef,
    by_team: &mut HashMap<(usize, TeamId), Vec<usize>>,
) {
    let articles = dossiers.articles;
    let Some(mention) = articles.get(tie.article).and_then(|article| article.ties.get(tie.index)) else {
        return;
    };
    let by_name = mention.winner.as_ref().and_then(|won| winner(&dossiers.names, edition, &won.value));
    let Some(team) = tie.teams.into_iter().flatten().next().or(by_name) else { return };
    let of_team = by_team.get(&(edition, team)).map(Vec::as_slice).unwrap_or_default();
    let fits = |index: &&usize| dossiers.ties.get(**index).is_some_and(|known| may_be(known, mention, tie));
    let found: Vec<usize> = of_team.iter().filter(fits).copied().collect();
    match found.as_slice() {
        [only] => {
            let Some(known) = dossiers.ties.get_mut(*only) else { return };
            known.claims.extend(claim(articles, tie, known.teams));
        }
        [] if mention.kind == TieMentionKind::Prose
            && mention.aggregate.is_some()
            && mention.round.is_some() =>
        {
            let teams = [Some(team), None];
            by_team.entry((edition, team)).or_default().push(dossiers.ties.len());
            dossiers.ties.push(TieDossier {
                id: String::new(),
                edition,
                teams,
                round: mention.round.clone(),
                legs: Vec::new(),
                claims: claim(articles, tie, teams).into_iter().collect(),
                winners: Vec::new(),
                strangers: Vec::new(),
            });
        }
        _ => {}
    }
}

/// Whether a mention without two teams may speak of a tie: the same round, the same teams as far as named, and for a
/// walkover one that is stated elsewhere too.
fn may_be(known: &TieDossier<'_>, mention: &TieMention, tie: TieRef) -> bool {
    let key = |round: &Option<Round>| round.as_ref().map(|round| round.key.clone());
    let same_round = mention.round.is_none() || key(&known.round) == key(&mention.round);
    let named = tie
        .teams
        .iter()
        .flatten()
        .all(|team| known.teams.contains(&Some(*team)) || known.teams.contains(&None));
    let is_walkover =
        |mention: &TieMention| mention.decided_by.is_some_and(|by| by.value == Decider::Walkover);
    let walkover = !is_walkover(mention) || known.claims.iter().any(|claim| is_walkover(claim.mention));
    same_round && named && walkover
}

/// Finds out for each claim of a tie which of its teams the claim names as winner, and turns sentences, whose numbers
/// are in the winner's view.
fn winners(dossiers: &mut Dossiers<'_>, index: usize) {
    let Some(tie) = dossiers.ties.get(index) else { return };
    let (edition, teams) = (tie.edition, tie.teams);
    let mut winners = Vec::new();
    let mut strangers = Vec::new();
    let mut turned = Vec::new();
    for (number, claim) in tie.claims.iter().enumerate() {
        let stated = claim.mention.winner.as_ref();
        let found = stated.and_then(|won| match &won.value {
            Winner::Team(side) => Some(if claim.reversed { 1 - side.min(&1) } else { *side }),
            Winner::Named(_) => {
                let team = winner(&dossiers.names, edition, &won.value)?;
                teams.iter().position(|known| *known == Some(team))
            }
        });
        if let (Some(Stated { value: Winner::Named(name), at }), None) = (stated, found) {
            strangers.push((number, Stated::new(name.clone(), *at)));
        }
        turned.push(claim.reversed || (claim.mention.winner_first && found == Some(1)));
        winners.push(found.zip(stated).map(|(side, won)| Stated::new(side, won.at)));
    }
    if let Some(tie) = dossiers.ties.get_mut(index) {
        tie.winners = winners;
        tie.strangers = strangers;
        tie.claims.iter_mut().zip(turned).for_each(|(claim, turned)| claim.reversed = turned);
    }
}
