//! Whether those who play in a round had won in the round before.
//!
//! Asked in the safe direction: of a team that stands in a round, not of a winner that may not have been filled in yet;
//! and only where the tie of the round before names both.

use crate::hash::HashMap;
use std::collections::BTreeMap;

use super::{
    Reporter, Rule,
    claims::MOST_PLACES,
    outcome::{Outcome, agreed_winner, decide},
    registry::AdvancedWithoutWinning,
    teams::edition_of_article,
    text,
};
use crate::{
    finding::{Finding, Location},
    link::{Claim, Dossiers, TeamId, TieDossier},
    record::{Bracket, BracketRound, BracketSlot, Pair, TieMention, TieMentionKind},
    span::Span,
};

impl Rule for AdvancedWithoutWinning {
    fn check_batch(&self, dossiers: &Dossiers<'_>, reporter: &mut Reporter<'_, '_>) {
        let ties = Ties::of(dossiers);
        for (article, extracted) in dossiers.articles.iter().enumerate() {
            let Some(&edition) = ties.editions.get(&article) else { continue };
            for bracket in &extracted.brackets {
                check_bracket((article, edition), bracket, &ties, reporter);
            }
        }
        for stages in ties.stages().into_values() {
            for pair in stages.windows(2) {
                if let [before, after] = pair {
                    check_round(before, after, &ties, reporter);
                }
            }
        }
    }
}

/// The ties of a batch with their winners, and the ways to find them.
struct Ties<'d, 'a> {
    dossiers: &'d Dossiers<'a>,
    editions: HashMap<usize, usize>,
    /// Winner of each tie, by the scores or else by name.
    winners: Vec<Option<TeamId>>,
    /// Ties by edition and teams, the smaller id first.
    by_teams: HashMap<(usize, TeamId, TeamId), Vec<usize>>,
}

impl<'d, 'a> Ties<'d, 'a> {
    fn of(dossiers: &'d Dossiers<'a>) -> Self {
        let mut by_teams: HashMap<_, Vec<usize>> = HashMap::default();
        for (index, tie) in dossiers.ties.iter().enumerate() {
            if let [Some(first), Some(second)] = tie.teams {
                by_teams.entry((tie.edition, first.min(second), first.max(second))).or_default().push(index);
            }
        }
        let winners = dossiers.ties.iter().map(|tie| winner(dossiers, tie)).collect();
        Self { dossiers, editions: edition_of_article(dossiers), winners, by_teams }
    }

    /// The only tie between two teams in an edition, with its winner.
    fn between(&self, edition: usize, [first, second]: Pair<TeamId>) -> Option<(&'d TieDossier<'a>, TeamId)> {
        let [index] = self.by_teams.get(&(edition, first.min(second), first.max(second)))?.as_slice() else {
            return None;
        };
        Some((self.dossiers.ties.get(*index)?, self.winners.get(*index).copied().flatten()?))
    }

    /// The rounds of each edition with their ties, in the order in which the articles first speak of them.
    fn stages(&self) -> BTreeMap<usize, Vec<Stage<'d>>> {
        let mut stages: BTreeMap<usize, Vec<Stage<'d>>> = BTreeMap::new();
        let mut known: HashMap<(usize, &str), usize> = HashMap::default();
        for (index, tie) in self.dossiers.ties.iter().enumerate() {
            let Some(round) = &tie.round else { continue };
            let stages = stages.entry(tie.edition).or_default();
            let position = *known.entry((tie.edition, &round.key)).or_insert(stages.len());
            if position == stages.len() {
                stages.push(Stage { name: &round.name, tie_of: BTreeMap::new() });
            }
            let Some(stage) = stages.get_mut(position) else { continue };
            for team in tie.teams.iter().flatten() {
                stage.tie_of.entry(*team).or_insert(index);
            }
        }
        stages
    }
}

/// The winner by the scores, or else by name.
fn winner(dossiers: &Dossiers<'_>, tie: &TieDossier<'_>) -> Option<TeamId> {
    let index = match decide(dossiers, tie) {
        Outcome::Won { team, .. } => Some(team),
        Outcome::Level | Outcome::Unknown => agreed_winner(tie),
    }?;
    tie.teams.get(index).copied().flatten()
}

fn check_bracket(
    at: (usize, usize),
    bracket: &Bracket,
    ties: &Ties<'_, '_>,
    reporter: &mut Reporter<'_, '_>,
) {
    let mut out = HashMap::default();
    for rounds in bracket.rounds.windows(2) {
        let [before, after] = rounds else { continue };
        knock_out(at, before, ties, &mut out);
        if before.slots.len() != 2 * after.slots.len() {
            continue; // a third place match, or byes into a later round: the slots do not follow from the pairs
        }
        let round = before.name.as_deref().unwrap_or("round before");
        for (slot, pair) in after.slots.iter().zip(before.slots.chunks(2)) {
            if let [first, second] = pair {
                check_slot(at, slot, [first, second], round, ties, reporter);
                check_outsider(at, slot, ([first, second], after), &out, ties, reporter);
            }
        }
    }
}

fn check_slot(
    (article, edition): (usize, usize),
    slot: &BracketSlot,
    pair: Pair<&BracketSlot>,
    round: &str,
    ties: &Ties<'_, '_>,
    reporter: &mut Reporter<'_, '_>,
) {
    let dossiers = reporter.dossiers;
    let id =
        |slot: &BracketSlot| slot.team.as_ref().and_then(|team| dossiers.team_named(edition, &team.name));
    let (Some(team), [Some(first), Some(second)]) = (id(slot), pair.map(id)) else { return };
    reporter.applied();
    let Some(index) = [first, second].iter().position(|&other| other == team) else { return };
    let Some((tie, winner)) = ties.between(edition, [first, second]).filter(|(_, winner)| *winner != team)
    else {
        return;
    };
    let (name, winner) = (dossiers.team_name(Some(team)), dossiers.team_name(Some(winner)));
    let message = format!("{name} stands here but {winner} won their tie in the {round}");
    let lost = pair.get(index).map(|slot| slot.at.span()).unwrap_or_default();
    let place = Location { article, span: place(slot) };
    let finding = reporter.report(place, format!("{name} after {round}"), message);
    finding.relate(Location { article, span: lost }, format!("{name} in the {round}"));
    relate_tie(tie, finding);
}

/// How a team was knocked out of a bracket.
struct Out<'b, 'd, 'a> {
    slot: &'b BracketSlot,
    round: &'b str,
    tie: &'d TieDossier<'a>,
    winner: TeamId,
}

/// Notes the teams that lost their ties of a round, and takes off those that won.
fn knock_out<'b, 'd, 'a>(
    (_, edition): (usize, usize),
    round: &'b BracketRound,
    ties: &Ties<'d, 'a>,
    out: &mut HashMap<TeamId, Out<'b, 'd, 'a>>,
) {
    let name = round.name.as_deref().unwrap_or("earlier round");
    for pair in round.slots.chunks(2) {
        let [first, second] = pair else { continue };
        let [Some(one), Some(other)] = [first, second].map(|slot| known_team(ties.dossiers, edition, slot))
        else {
            continue;
        };
        let Some((tie, winner)) = ties.between(edition, [one, other]) else { continue };
        for (team, slot) in [(one, first), (other, second)] {
            if team == winner {
                out.remove(&team);
            } else {
                out.insert(team, Out { slot, round: name, tie, winner });
            }
        }
    }
}

/// The team of a slot that names one, and not only how it will be found.
fn known_team(dossiers: &Dossiers<'_>, edition: usize, slot: &BracketSlot) -> Option<TeamId> {
    let team = slot.team.as_ref().filter(|team| !team.placeholder)?;
    dossiers.team_named(edition, &team.name)
}

/// Reports a team that stands in neither of the two slots which lead to its own, and had lost its tie before. Where the one who
/// won it plays in the same round, or a note explains one of the ties, the team may have come back.
fn check_outsider(
    (article, edition): (usize, usize),
    slot: &BracketSlot,
    (pair, round): (Pair<&BracketSlot>, &BracketRound),
    out: &HashMap<TeamId, Out<'_, '_, '_>>,
    ties: &Ties<'_, '_>,
    reporter: &mut Reporter<'_, '_>,
) {
    let dossiers = reporter.dossiers;
    let known = |slot: &BracketSlot| known_team(dossiers, edition, slot);
    let (Some(team), [Some(first), Some(second)]) = (known(slot), pair.map(known)) else { return };
    let Some(out) = out.get(&team).filter(|_| ![first, second].contains(&team)) else { return };
    let plays_on = round.slots.iter().any(|slot| known(slot) == Some(out.winner));
    let led_here = ties.between(edition, [first, second]).map(|(tie, _)| tie);
    // What a bracket notes is the day or the ground.
    let has_note = |claim: &Claim<'_, TieMention>| {
        claim.mention.ruled || (claim.kind() != TieMentionKind::Bracket && !claim.mention.notes.is_empty())
    };
    let is_explained = |tie: &TieDossier<'_>| tie.claims.iter().any(has_note);
    if plays_on || is_explained(out.tie) || led_here.is_some_and(is_explained) {
        return;
    }
    let (name, winner) = (dossiers.team_name(Some(team)), dossiers.team_name(Some(out.winner)));
    let message = format!("{name} stands here but {winner} won their tie in the {}", out.round);
    let place = Location { article, span: place(slot) };
    let finding = reporter.report(place, format!("{name} after {}", out.round), message);
    finding.relate(Location { article, span: out.slot.at.span() }, format!("{name} in the {}", out.round));
    relate_tie(out.tie, finding);
}

/// The name in a slot, or the slot.
fn place(slot: &BracketSlot) -> Span {
    slot.team.as_ref().map_or_else(|| slot.at.span(), |team| team.at)
}

fn relate_tie(tie: &TieDossier<'_>, finding: &mut Finding) {
    for claim in tie.claims.iter().take(MOST_PLACES) {
        let span = claim.mention.aggregate.map_or(claim.mention.at.span(), |stated| stated.at);
        finding.relate(claim.location(span), format!("the tie in the {}", claim.kind().noun()));
    }
}

/// A round of an edition.
struct Stage<'d> {
    name: &'d str,
    /// The first tie of each of its teams.
    tie_of: BTreeMap<TeamId, usize>,
}

/// Teams that play on although another won their tie, outside brackets.
///
/// A losers' round (third place, second chances) is none of it: there most of those who played before had lost. Nor is a
/// team whose conqueror plays on too: then the order of the rounds is not what it seems.
fn check_round(before: &Stage<'_>, after: &Stage<'_>, ties: &Ties<'_, '_>, reporter: &mut Reporter<'_, '_>) {
    let winner_of = |team: &TeamId| ties.winners.get(*before.tie_of.get(team)?).copied().flatten();
    let played: Vec<(TeamId, TeamId)> =
        after.tie_of.keys().filter_map(|team| Some((*team, winner_of(team)?))).collect();
    if !played.is_empty() {
        reporter.applied();
    }
    let losers: Vec<_> = played.iter().filter(|(team, winner)| team != winner).collect();
    if losers.len() * 2 >= played.len() {
        return;
    }
    for (team, winner) in losers.into_iter().filter(|(_, winner)| !after.tie_of.contains_key(winner)) {
        report_in_round(*team, *winner, before, after, reporter);
    }
}

fn report_in_round(
    team: TeamId,
    winner: TeamId,
    before: &Stage<'_>,
    after: &Stage<'_>,
    reporter: &mut Reporter<'_, '_>,
) {
    let dossiers = reporter.dossiers;
    let tie = |stage: &Stage<'_>| dossiers.ties.get(*stage.tie_of.get(&team)?);
    let (Some(lost), Some(next)) = (tie(before), tie(after)) else { return };
    let Some(claim) = next.claims.first() else { return };
    let (name, winner) = (dossiers.team_name(Some(team)), dossiers.team_name(Some(winner)));
    let message = format!(
        "{name} plays in the {} ({}), but {winner} won their tie in the {}",
        after.name,
        text::tie_name(dossiers, next),
        before.name
    );
    let place = claim.location(claim.mention.at.span());
    let finding = reporter.report(place, format!("{name} in {}", after.name), message);
    relate_tie(lost, finding);
}
