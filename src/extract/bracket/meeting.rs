//! Two slots that meet: the tie and the matches that they mention.

use super::{
    BracketRead,
    header::Header,
    slot::{Cell, Slot},
};
use crate::{
    record::{
        Decider, LegMention, MatchMention, MatchMentionKind, Pair, Place, Round, Score, Status, TieMention,
        TieMentionKind, Winner,
    },
    span::Stated,
};

/// Adds the mention of the tie of two slots, and of its matches. Slots that do not name both teams mention none; where
/// a team is not known yet, they mention the match that is to be played, if its day or place is written.
pub(super) fn meet(
    read: &mut BracketRead,
    place: &Place,
    round: Option<&Round>,
    [first, second]: Pair<&Slot>,
    header: Option<&Header>,
) {
    if first.team.is_none() || second.team.is_none() {
        return;
    }
    let mut tie = TieMention::new(TieMentionKind::Bracket, place.clone());
    tie.round = round.cloned();
    tie.teams = [first.team.clone(), second.team.clone()];
    let known = first.known_team().is_some() && second.known_team().is_some();
    if known {
        legs(&mut tie, [first, second]);
        decision(&mut tie, [first, second]);
    }
    let matches = matches(&tie, header);
    read.matches.extend(matches);
    if tie.legs.iter().any(|leg| leg.score.is_some()) || tie.aggregate.is_some() || tie.decided_by.is_some() {
        read.ties.push(tie);
    }
}

fn legs(tie: &mut TieMention, [first, second]: Pair<&Slot>) {
    for (leg, cell) in &first.cells {
        let Some(other) = second.cells.get(leg) else { continue };
        let score = cell.number.zip(other.number).map(|(first, second)| [first, second]);
        let status = if score.is_some() { Status::Played } else { Status::Scheduled };
        tie.legs.push(LegMention { score, status, at: [cell.at, other.at] });
    }
}

/// How a tie was decided. Without cells for the aggregate, marks stand in the last leg's, whose numbers are its score;
/// a single match's score is its aggregate.
fn decision(tie: &mut TieMention, [first, second]: Pair<&Slot>) {
    let cell = |slot: &Slot| slot.aggregate.clone().or_else(|| slot.cells.values().next_back().cloned());
    let (Some(one), Some(two)) = (cell(first), cell(second)) else { return };
    let at = one.at;
    if first.aggregate.is_some() || tie.legs.len() == 1 {
        tie.aggregate = one.number.zip(two.number).map(|(one, two)| Stated::new([one, two], at));
        tie.aggregate_cells = Some([one.at, two.at]);
    }
    tie.shootout = one.shootout.zip(two.shootout).map(|(one, two)| Stated::new([one, two], at));
    decider(tie, [&one, &two], [first, second]);
    winner(tie, [first, second]);
}

fn decider(tie: &mut TieMention, [one, two]: Pair<&Cell>, [first, second]: Pair<&Slot>) {
    let only = |[one_side, other]: Pair<bool>| match (one_side, other) {
        (true, false) => Some((0, one.at)),
        (false, true) => Some((1, two.at)),
        _ => None,
    };
    let marked = |is: fn(&super::slot::Marks) -> bool| {
        [is(&one.marks) || is(&first.marks), is(&two.marks) || is(&second.marks)]
    };
    if let Some((winner, at)) = only(marked(|marks| marks.walkover)) {
        tie.winner = Some(Stated::new(Winner::Team(winner), at));
        tie.decided_by = Some(Stated::new(Decider::Walkover, at));
    } else if tie.shootout.is_some() || marked(|marks| marks.shootout).contains(&true) {
        tie.decided_by = Some(Stated::new(Decider::Shootout, one.at));
    } else if let Some((marked, at)) = only(marked(|marks| marks.away_goals)) {
        tie.away_goals_side = Some(marked);
        tie.decided_by = Some(Stated::new(Decider::AwayGoals, at));
    } else if marked(|marks| marks.extra_time).contains(&true) {
        tie.decided_by = Some(Stated::new(Decider::ExtraTime, one.at));
    }
}

/// The team that stands in bold while the other does not, else the one with a mark for the shoot-out beside its name.
fn winner(tie: &mut TieMention, slots: Pair<&Slot>) {
    let only = |[first, second]: Pair<bool>| (first != second).then_some(usize::from(second));
    let bold = only(slots.map(|slot| slot.bold));
    let Some(winner) = bold.or_else(|| only(slots.map(|slot| slot.marks.shootout))) else { return };
    if let (None, Some(Some(team))) = (&tie.winner, tie.teams.get(winner)) {
        tie.winner = Some(Stated::new(Winner::Team(winner), team.at));
    }
}

/// A match for each leg with a score; for a single match without one, if the bracket says when or where it is.
fn matches(tie: &TieMention, header: Option<&Header>) -> Vec<MatchMention> {
    let is_placed = header.is_some_and(Header::says_when_or_where);
    let with_score = tie.legs.iter().enumerate().filter(|(_, leg)| leg.score.is_some());
    let mut matches: Vec<MatchMention> = with_score.map(|(index, leg)| leg_match(tie, leg, index)).collect();
    if matches.is_empty() && tie.legs.len() < 2 && is_placed {
        matches.push(mention(tie));
    }
    if let ([only], Some(header)) = (matches.as_mut_slice(), header) {
        only.date = header.date;
        only.date_problem.clone_from(&header.date_problem);
        only.venue.clone_from(&header.venue);
        only.notes.extend(header.note.clone());
    }
    matches
}

fn mention(tie: &TieMention) -> MatchMention {
    let mut mention = MatchMention::new(MatchMentionKind::Bracket, tie.at.clone());
    [mention.home, mention.away] = tie.teams.clone();
    mention.oriented = false;
    mention.round.clone_from(&tie.round);
    mention
}

fn leg_match(tie: &TieMention, leg: &LegMention, index: usize) -> MatchMention {
    let mut mention = mention(tie);
    mention.leg = (tie.legs.len() > 1).then(|| u8::try_from(index + 1).ok()).flatten();
    let [first, _] = leg.at;
    mention.score = leg.score.map(|score| Stated::new(Score::of(score), first));
    mention.score_cells = Some(leg.at);
    mention.shootout = match (tie.legs.len(), tie.shootout) {
        (1, Some(shootout)) => Some(shootout.map(Score::of)),
        _ => None,
    };
    let in_extra_time = tie.decided_by.is_some_and(|by| by.value == Decider::ExtraTime);
    mention.extra_time = (tie.legs.len() == 1 && in_extra_time).then(|| Stated::new(true, first));
    mention.status = leg.status;
    mention
}
