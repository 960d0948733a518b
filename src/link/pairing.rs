//! Which mentions speak of the same two teams in the same round.

use super::{Edition, TeamId, teams::Names};
use crate::hash::HashMap;
use crate::{
    extract::Extracted,
    record::{MatchMention, Pair, Round, Team, TieMention},
};

/// A mention of a match in its pairing.
#[derive(Clone, Copy, Debug)]
pub(super) struct MatchRef {
    /// Index of the article in the batch.
    pub article: usize,
    /// Index of the mention in the article.
    pub index: usize,
    /// Home and away team as the mention names them.
    pub teams: Pair<TeamId>,
}

/// A mention of a tie, with the teams that it names.
#[derive(Clone, Copy, Debug)]
pub(super) struct TieRef {
    /// Index of the article in the batch.
    pub article: usize,
    /// Index of the mention in the article.
    pub index: usize,
    /// Its teams, where it names them.
    pub teams: Pair<Option<TeamId>>,
}

/// All mentions of two teams in one round.
#[derive(Clone, Debug, Default)]
pub(super) struct Pairing {
    /// Edition.
    pub edition: usize,
    /// The teams, the lower id first.
    pub teams: Pair<TeamId>,
    /// Round; `None` where no mention names one.
    pub round: Option<Round>,
    /// Mentions of matches.
    pub matches: Vec<MatchRef>,
    /// Mentions of ties that name both teams, or whose boxes do.
    pub ties: Vec<TieRef>,
    /// Matches of the pairing, indices into the dossiers, in the order in which they were played.
    pub legs: Vec<usize>,
}

/// Pairings of a batch, and the tie mentions that name less than two teams.
#[derive(Debug, Default)]
pub(super) struct Pairings {
    /// In the order of their first mention.
    pub all: Vec<Pairing>,
    /// Mentions without a pairing, with their edition.
    pub loose: Vec<(usize, TieRef)>,
    /// Match mentions without two known teams.
    pub single: Vec<(usize, usize, usize)>,
    by_teams: HashMap<(usize, Pair<TeamId>), Vec<usize>>,
}

/// Sorts all mentions of a batch into pairings. Those with a round go first, so that those without find them.
pub(super) fn pair(articles: &[Extracted], editions: &[Edition], names: &Names) -> Pairings {
    let mut pairings = Pairings::default();
    for with_round in [true, false] {
        for (edition, of_edition) in editions.iter().enumerate() {
            for &article in &of_edition.articles {
                let Some(extracted) = articles.get(article) else { continue };
                for (index, mention) in extracted.matches.iter().enumerate() {
                    if mention.round.is_some() == with_round {
                        pairings.add_match(edition, article, index, mention, names);
                    }
                }
                for (index, mention) in extracted.ties.iter().enumerate() {
                    if mention.round.is_some() == with_round {
                        pairings.add_tie(edition, article, index, mention, extracted, names);
                    }
                }
            }
        }
    }
    pairings
}

/// The team of a name. A placeholder stands for one while nothing is played; a score beside it says nothing of a team,
/// nor does one that says nothing at all (`TBD`) tell one match of a round from another.
fn who(names: &Names, edition: usize, team: &Team, played: bool) -> Option<TeamId> {
    let tells = !team.placeholder || (!played && team.name.contains(char::is_whitespace));
    tells.then(|| names.team(edition, team)).flatten()
}

impl Pairings {
    fn add_match(
        &mut self,
        edition: usize,
        article: usize,
        index: usize,
        mention: &MatchMention,
        names: &Names,
    ) {
        let played = mention.score.is_some();
        let team = |team: &Option<Team>| who(names, edition, team.as_ref()?, played);
        let (Some(home), Some(away)) = (team(&mention.home), team(&mention.away)) else {
            return self.single.push((edition, article, index));
        };
        let pairing = self.find_or_new(edition, [home, away], mention.round.as_ref());
        if let Some(pairing) = self.all.get_mut(pairing) {
            pairing.matches.push(MatchRef { article, index, teams: [home, away] });
        }
    }

    fn add_tie(
        &mut self,
        edition: usize,
        article: usize,
        index: usize,
        mention: &TieMention,
        extracted: &Extracted,
        names: &Names,
    ) {
        let played = mention.aggregate.is_some() || mention.legs.iter().any(|leg| leg.score.is_some());
        let teams = mention.teams.each_ref().map(|team| who(names, edition, team.as_ref()?, played));
        let tie = TieRef { article, index, teams };
        // A sentence speaks of the boxes above it; the last of them is the nearest.
        let below = mention.matches.iter().rev().filter_map(|&index| extracted.matches.get(index)).find_map(
            |above| {
                let home = names.team(edition, above.home.as_ref()?)?;
                Some([home, names.team(edition, above.away.as_ref()?)?])
            },
        );
        let creates = mention.kind != crate::record::TieMentionKind::Infobox;
        match (teams, below) {
            ([Some(first), Some(second)], _) if creates => {
                self.push_tie(edition, [first, second], mention, tie)
            }
            (_, Some(teams)) => self.push_tie(edition, teams, mention, tie),
            _ => self.loose.push((edition, tie)),
        }
    }

    fn push_tie(&mut self, edition: usize, teams: Pair<TeamId>, mention: &TieMention, tie: TieRef) {
        let pairing = self.find_or_new(edition, teams, mention.round.as_ref());
        if let Some(pairing) = self.all.get_mut(pairing) {
            pairing.ties.push(tie);
        }
    }

    /// The pairing of two teams in a round. A mention that names no round joins the only pairing of its teams.
    fn find_or_new(&mut self, edition: usize, teams: Pair<TeamId>, round: Option<&Round>) -> usize {
        let [first, second] = teams;
        let teams = [first.min(second), first.max(second)];
        let known = self.by_teams.entry((edition, teams)).or_default();
        let same = |index: &&usize| {
            let known = self.all.get(**index).and_then(|pairing| pairing.round.as_ref());
            known.map(|round| &round.key) == round.map(|round| &round.key)
        };
        let found = match (round, known.as_slice()) {
            (None, [only]) => Some(*only),
            _ => known.iter().find(same).copied(),
        };
        found.unwrap_or_else(|| {
            known.push(self.all.len());
            self.all.push(Pairing { edition, teams, round: round.cloned(), ..Pairing::default() });
            self.all.len() - 1
        })
    }
}
