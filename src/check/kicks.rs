//! Which shoot-outs can happen (Laws of the Game, Law 10: "Penalties").
//!
//! Both teams take five kicks in turn; it ends as soon as one team has scored more than the other could with its
//! remaining kicks; if five kicks each leave it level, kick follows kick until one team has scored and the other has
//! not, from the same number of kicks.

use crate::record::{Kick, Pair, Side};

/// Kicks that each team takes before sudden death.
const KICKS: u16 = 5;

/// Whether some sequence of kicks gives this score.
///
/// The winner's last goal must not come after the decision. Beyond five goals only sudden death is left, which ends one
/// goal apart. The fifth goal of five comes with the winner's last kick, before which the loser, with at most one kick
/// left, must be within one goal: at least three. The fourth goal comes with the fourth kick at the earliest, before which
/// a loser without a goal from three kicks has already lost: at least one. Up to three goals nothing is excluded. A test
/// compares this with every sequence, in both orders of kicking.
pub(super) fn is_possible([first, second]: Pair<u16>) -> bool {
    let (winner, loser) = (first.max(second), first.min(second));
    let least = match winner {
        0..=3 => 0,
        4 => 1,
        5 => 3,
        more => more - 1,
    };
    winner > loser && loser >= least
}

/// Whether a shoot-out is over after `scored` goals from `taken` kicks of the two teams.
fn is_over(scored: Pair<u16>, taken: Pair<u16>) -> bool {
    let [left, right] = taken.map(|taken| KICKS.saturating_sub(taken));
    if taken.iter().all(|&taken| taken >= KICKS) {
        return taken[0] == taken[1] && scored[0] != scored[1];
    }
    scored[0] > scored[1] + right || scored[1] > scored[0] + left
}

/// Whether the listed kicks of both sides can have been taken in turn, none of them after the decision.
pub(super) fn can_be_taken_in_turn(kicks: &[Kick]) -> bool {
    let of =
        |side| kicks.iter().filter(move |kick| kick.side == side).map(|kick| kick.scored).collect::<Vec<_>>();
    let (home, away) = (of(Side::Home), of(Side::Away));
    runs_in_turn(&home, &away) || runs_in_turn(&away, &home)
}

fn runs_in_turn(first: &[bool], second: &[bool]) -> bool {
    if first.len() < second.len() || first.len() > second.len() + 1 {
        return false;
    }
    let (mut scored, mut taken) = ([0_u16, 0], [0_u16, 0]);
    let in_turn = first.iter().enumerate().flat_map(|(at, kick)| [(0, Some(kick)), (1, second.get(at))]);
    for (team, kick) in in_turn.filter_map(|(team, kick)| Some((team, *kick?))) {
        if is_over(scored, taken) {
            return false;
        }
        for (index, (scored, taken)) in scored.iter_mut().zip(&mut taken).enumerate() {
            *scored += u16::from(index == team && kick);
            *taken += u16::from(index == team);
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::span::Span;

    /// Every score in which a shoot-out of at most `limit` kicks a team can end, with teams kicking in the given order.
    fn every_end(order: impl Fn(u16) -> usize, limit: u16) -> BTreeSet<(u16, u16)> {
        let mut ends = BTreeSet::new();
        let mut open = BTreeSet::from([([0_u16, 0], [0_u16, 0])]);
        for kick in 0..2 * limit {
            let team = order(kick);
            let mut next = BTreeSet::new();
            for (scored, taken) in open {
                for goal in [0, 1] {
                    let (mut scored, mut taken) = (scored, taken);
                    scored[team] += goal;
                    taken[team] += 1;
                    if is_over(scored, taken) {
                        ends.insert((scored[0].max(scored[1]), scored[0].min(scored[1])));
                    } else {
                        next.insert((scored, taken));
                    }
                }
            }
            open = next;
        }
        ends
    }

    #[test]
    fn possible_scores_are_those_of_every_sequence_of_kicks() {
        let in_turn = |kick: u16| usize::from(kick % 2 == 1);
        let abba = |kick: u16| usize::from(matches!(kick % 4, 1 | 2));
        let possible: BTreeSet<(u16, u16)> = (0..=12)
            .flat_map(|a| (0..=12).map(move |b| (a, b)))
            .filter(|&(a, b)| a > b && is_possible([a, b]))
            .collect();
        assert_eq!(every_end(in_turn, 12), possible);
        assert_eq!(every_end(abba, 12), possible);
    }

    #[test]
    fn scores_by_hand() {
        for possible in [[5, 4], [4, 5], [3, 0], [4, 1], [5, 3], [1, 0], [11, 10]] {
            assert!(is_possible(possible), "{possible:?}");
        }
        for impossible in [[5, 1], [5, 2], [4, 0], [0, 5], [7, 5], [3, 3]] {
            assert!(!is_possible(impossible), "{impossible:?}");
        }
    }

    fn kicks(home: &str, away: &str) -> Vec<Kick> {
        let list = |side, marks: &str| {
            let kick = |mark| Kick { side, player: None, scored: mark == 'o', at: Span::default() };
            marks.chars().map(kick).collect::<Vec<_>>()
        };
        [list(Side::Home, home), list(Side::Away, away)].concat()
    }

    #[test]
    fn no_kick_follows_the_decision() {
        assert!(can_be_taken_in_turn(&kicks("ooo", "xxx")));
        assert!(
            can_be_taken_in_turn(&kicks("oooo", "xxo")),
            "the home side kicks first, its fourth goal decides"
        );
        assert!(!can_be_taken_in_turn(&kicks("oooo", "xxx")), "3–0 after three each is the end");
        assert!(can_be_taken_in_turn(&kicks("xooxo", "oooxo")), "level until the last kick but one");
        assert!(!can_be_taken_in_turn(&kicks("ooooo", "ooo")), "kicks are taken in turn");
        assert!(can_be_taken_in_turn(&kicks("ooooox", "oooooo")));
    }
}
