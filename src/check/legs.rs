//! What the claims about a tie agree on: its legs, their sum, the away goals, the shoot-out.

use crate::hash::{HashMap, HashSet};
use std::cmp::{Ordering, Reverse};

use jiff::civil::Date;

use super::claims::{Reading, Source, agreed, readings};
use crate::{
    finding::Location,
    link::{Claim, Dossiers, MatchDossier, TieDossier},
    record::{LegMention, MatchMention, MatchMentionKind, Pair, Status, TieMention},
    span::Stated,
};

/// A leg as its claims agree on it.
#[derive(Clone, Debug)]
pub(super) struct Leg {
    /// Goals in the order of the tie's teams; `None` where nothing is stated or the claims differ.
    pub score: Option<Pair<u16>>,
    /// Whether a score counts: played, or awarded by an authority.
    pub counts: bool,
    /// Which of the tie's teams was at home, where a place says so.
    pub home: Option<usize>,
    /// The most detailed place that states it.
    pub place: Option<Location>,
}

/// The legs of a tie.
#[derive(Clone, Debug)]
pub(super) struct Legs {
    /// In the order played.
    pub legs: Vec<Leg>,
    complete: bool,
}

impl Legs {
    /// Of the matches that belong to a tie, or else of the most detailed place that lists its legs.
    pub fn of(dossiers: &Dossiers<'_>, tie: &TieDossier<'_>) -> Self {
        let matches = matches_of(dossiers, tie);
        let listed = tie.claims.iter().map(|claim| claim.mention.legs.len()).max().unwrap_or(0);
        if matches.len() < listed {
            return Self { legs: listed_legs(tie), complete: true };
        }
        let two_legged = tie.claims.iter().any(|claim| claim.mention.aggregate.is_some());
        let expected = match listed {
            0 if two_legged => 2,
            0 => matches.len(),
            listed => listed,
        };
        let legs: Vec<Leg> = matches.iter().map(|dossier| leg_of_match(dossier, tie)).collect();
        Self { complete: legs.len() == expected, legs }
    }

    /// Goals of both teams over all legs; `None` unless every leg is known and counts.
    pub fn sum(&self) -> Option<Pair<u16>> {
        let scores = self.scores()?;
        Some(scores.iter().fold([0, 0], |[a, b], [x, y]| [a.saturating_add(*x), b.saturating_add(*y)]))
    }

    /// The scores of all legs; `None` unless every leg is known and counts.
    pub fn scores(&self) -> Option<Vec<Pair<u16>>> {
        if !self.complete || self.legs.is_empty() || self.legs.iter().any(|leg| !leg.counts) {
            return None;
        }
        self.legs.iter().map(|leg| leg.score).collect()
    }

    /// Goals of both teams away from home; `None` unless all legs and their hosts are known, and in a single match, where
    /// the rule has nothing to compare.
    pub fn away_goals(&self) -> Option<Pair<u16>> {
        let scores = self.scores().filter(|scores| scores.len() > 1)?;
        let mut goals = [0_u16, 0];
        for (leg, [first, second]) in self.legs.iter().zip(scores) {
            match leg.home? {
                0 => goals[1] = goals[1].saturating_add(second),
                _ => goals[0] = goals[0].saturating_add(first),
            }
        }
        Some(goals)
    }
}

/// The matches of a tie, in leg order.
pub(super) fn matches_of<'d, 'a>(
    dossiers: &'d Dossiers<'a>,
    tie: &TieDossier<'a>,
) -> Vec<&'d MatchDossier<'a>> {
    tie.legs.iter().filter_map(|&index| dossiers.matches.get(index)).collect()
}

/// Which of a tie's teams is the home side of one of its matches.
pub(super) fn host(dossier: &MatchDossier<'_>, tie: &TieDossier<'_>) -> Option<usize> {
    let position = |team: Option<usize>| tie.teams.iter().position(|other| team.is_some() && *other == team);
    let [home, away] = dossier.teams;
    position(home).or_else(|| position(away).map(|index| 1 - index))
}

/// A pair in home–away order of a match, in the order of its tie's teams; and back.
fn in_tie_order<T>([home, away]: Pair<T>, host: usize) -> Pair<T> {
    if host == 0 { [home, away] } else { [away, home] }
}

fn leg_of_match(dossier: &MatchDossier<'_>, tie: &TieDossier<'_>) -> Leg {
    let host = host(dossier, tie);
    let stated = score_readings(dossier);
    let oriented = dossier.claims.iter().any(|claim| claim.mention.oriented);
    Leg {
        score: agreed(&stated).and_then(|pair| Some(in_tie_order(pair, host?))),
        counts: dossier.claims.iter().all(|claim| counts(claim.status())),
        home: host.filter(|_| oriented),
        place: stated
            .first()
            .and_then(|reading| reading.sources.first())
            .map(|source| source.location.clone()),
    }
}

/// The scores that the claims about a match state, in its home–away order.
///
/// A second match box of one article is the same match only on the same day; one without a day may be another match.
pub(super) fn score_readings(dossier: &MatchDossier<'_>) -> Vec<Reading<Pair<u16>>> {
    let mut days: HashMap<usize, Option<Date>> = HashMap::default();
    let mut is_this_match = |claim: &Claim<'_, MatchMention>| {
        let day = claim.mention.date.map(|date| date.value);
        claim.kind() != MatchMentionKind::MatchBox
            || days.insert(claim.article, day).is_none_or(|first| day.is_some() && day == first)
    };
    let claims = dossier.claims.iter().filter(|claim| counts(claim.status()) && is_this_match(claim));
    readings(claims.filter_map(|claim| {
        let score = claim.score()?;
        let location = claim.location(score.at);
        let reversed = claim.reversed != is_written_reversed(claim.mention);
        let source = Source::new(location, claim.kind().noun(), reversed);
        Some((score.value.pair(), Source { cells: claim.score_cells(), ..source }))
    }))
}

/// Whether a place writes the away side's goals first: a leg list writes every leg in the order of the tie, although the
/// second team is at home in the second leg.
fn is_written_reversed(mention: &MatchMention) -> bool {
    mention.kind == MatchMentionKind::LegList && mention.leg.is_some_and(|leg| leg % 2 == 0)
}

/// Legs and replays of the longest ties; of more matches in one round nobody writes an aggregate.
const MOST_LEGS: usize = 12;

/// The score of a leg, in its home–away order, that the agreed aggregate leaves when the other legs are taken from it.
pub(super) fn left_by_aggregate(dossiers: &Dossiers<'_>, dossier: &MatchDossier<'_>) -> Option<Pair<u16>> {
    let tie = dossiers.ties.get(dossier.tie?).filter(|tie| tie.legs.len() <= MOST_LEGS)?;
    let stated = aggregates(tie, None);
    let stated =
        stated.filter_map(|(claim, value)| Some((value.value, source_of_claim(tie, claim, &value)?)));
    let mut left = agreed(&readings(stated))?;
    for other in matches_of(dossiers, tie).into_iter().filter(|other| other.id != dossier.id) {
        let [first, second] = leg_of_match(other, tie).score?;
        left = [left[0].checked_sub(first)?, left[1].checked_sub(second)?];
    }
    Some(in_tie_order(left, host(dossier, tie)?))
}

/// Whether a note at a match, or at the row of its tie, says that an authority set the result: places may state the one or the
/// other.
pub(super) fn is_ruled(dossiers: &Dossiers<'_>, dossier: &MatchDossier<'_>) -> bool {
    let tie = dossier.tie.and_then(|tie| dossiers.ties.get(tie));
    dossier.claims.iter().any(|claim| claim.mention.ruled)
        || tie.is_some_and(|tie| tie.claims.iter().any(|claim| claim.mention.ruled))
}

/// Whether a score with this status counts towards an aggregate; a match without a score may yet come to count.
pub(super) fn counts(status: Status) -> bool {
    matches!(status, Status::Played | Status::Awarded | Status::Scheduled)
}

fn listed_legs(tie: &TieDossier<'_>) -> Vec<Leg> {
    let Some(claim) = tie.claims.iter().min_by_key(|claim| Reverse(claim.mention.legs.len())) else {
        return vec![];
    };
    let leg = |(index, leg): (usize, LegMention)| Leg {
        score: leg.score,
        counts: counts(leg.status),
        home: Some((index + usize::from(claim.reversed)) % 2),
        place: leg.at.first().map(|at| claim.location(*at)),
    };
    claim.legs().into_iter().enumerate().map(leg).collect()
}

/// The aggregates that claims state, each with the index of its claim, in the order of the tie's teams. `sum` is what the
/// legs make.
///
/// A sentence is in its winner's view. Where it names the loser as winner and gives the right numbers, they are the sum
/// turned round; they are turned back here, and `winner-mismatch` reports the name. A sentence whose winner is neither
/// team states an aggregate whose order is not known; it is left out.
pub(super) fn aggregates(
    tie: &TieDossier<'_>,
    sum: Option<Pair<u16>>,
) -> impl Iterator<Item = (usize, Stated<Pair<u16>>)> {
    oriented_claims(tie).filter_map(move |(index, claim)| {
        let stated = claim.aggregate()?;
        let [first, second] = stated.value;
        let turned = sum.filter(|sum| *sum == [second, first] && claim.mention.winner_first);
        let names_loser =
            |sum: &Pair<u16>| tie.winner_of(index).map(|won| won.value) == leader([sum[1], sum[0]]);
        let value = turned.filter(names_loser).unwrap_or(stated.value);
        Some((index, stated.map(|_| value)))
    })
}

/// The index of the larger number, if there is one.
pub(super) fn leader([first, second]: Pair<u16>) -> Option<usize> {
    match first.cmp(&second) {
        Ordering::Greater => Some(0),
        Ordering::Less => Some(1),
        Ordering::Equal => None,
    }
}

/// The claims whose order of teams is known.
fn oriented_claims<'t, 'a>(
    tie: &'t TieDossier<'a>,
) -> impl Iterator<Item = (usize, &'t Claim<'a, TieMention>)> {
    let strangers: HashSet<usize> = tie.strangers.iter().map(|(claim, _)| *claim).collect();
    tie.claims.iter().enumerate().filter(move |(index, _)| !strangers.contains(index))
}

/// A place of one of a tie's claims.
pub(super) fn source_of_claim<T>(tie: &TieDossier<'_>, claim: usize, stated: &Stated<T>) -> Option<Source> {
    let claim = tie.claims.get(claim)?;
    let source = Source::new(claim.location(stated.at), claim.kind().noun(), claim.reversed);
    Some(Source { cells: claim.aggregate_cells(), ..source })
}

/// The shoot-out scores that places state, in the order of the tie's teams: those of its own claims, and those of match
/// boxes and sentences about its legs.
pub(super) fn shootouts(dossiers: &Dossiers<'_>, tie: &TieDossier<'_>) -> Vec<(Pair<u16>, Source)> {
    let mut stated: Vec<(Pair<u16>, Source)> = Vec::new();
    for dossier in matches_of(dossiers, tie) {
        let Some(host) = host(dossier, tie) else { continue };
        stated.extend(match_shootouts(dossier).into_iter().map(|(pair, source)| {
            let reversed = source.reversed != (host == 1);
            (in_tie_order(pair, host), Source { reversed, ..source })
        }));
    }
    let place = |source: &Source| (source.location.article, source.location.span);
    let known: HashSet<_> = stated.iter().map(|(_, source)| place(source)).collect();
    for (index, claim) in oriented_claims(tie) {
        let Some(shootout) = claim.shootout() else { continue };
        let source = source_of_claim(tie, index, &shootout).filter(|source| !known.contains(&place(source)));
        stated.extend(source.map(|source| (shootout.value, source)));
    }
    stated
}

/// The shoot-out scores that match boxes, matrices and sentences state, in home–away order. What leg lists and brackets
/// state belongs to the tie.
pub(super) fn match_shootouts(dossier: &MatchDossier<'_>) -> Vec<(Pair<u16>, Source)> {
    let own = |kind| !matches!(kind, MatchMentionKind::LegList | MatchMentionKind::Bracket);
    let stated = dossier.claims.iter().filter(|claim| dossier.tie.is_none() || own(claim.kind()));
    stated
        .filter_map(|claim| {
            let shootout = claim.shootout()?;
            let source = Source::new(claim.location(shootout.at), claim.kind().noun(), claim.reversed);
            Some((shootout.value.pair(), source))
        })
        .collect()
}
