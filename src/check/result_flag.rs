//! What a match box says of the result (`result=W`) against its score.
//!
//! Such boxes stand in the article of a club's season or of a national team, and speak from its side: the one that takes
//! part in nearly every match of the article whose box has the flag.

use std::collections::BTreeMap;

use super::{Reporter, Rule, registry::ResultFlagMismatch, teams::edition_of_article, text};
use crate::{
    link::{Claim, Dossiers, MatchDossier, TeamId},
    record::{MatchMention, Pair, ResultFlag, Status},
    span::Stated,
};

/// Fewer boxes do not show whose article it is.
const FEWEST_BOXES: usize = 3;

/// A box with a flag.
struct Flagged<'d, 'a> {
    dossier: &'d MatchDossier<'a>,
    claim: &'d Claim<'a, MatchMention>,
    flag: Stated<ResultFlag>,
}

impl Rule for ResultFlagMismatch {
    fn check_batch(&self, dossiers: &Dossiers<'_>, reporter: &mut Reporter<'_, '_>) {
        for boxes in by_article(dossiers).into_values().filter(|boxes| boxes.len() >= FEWEST_BOXES) {
            let Some(subject) = subject(&boxes) else { continue };
            for flagged in &boxes {
                check_box(flagged, subject, reporter);
            }
        }
    }
}

/// The boxes with a flag of each article.
fn by_article<'d, 'a>(dossiers: &'d Dossiers<'a>) -> BTreeMap<usize, Vec<Flagged<'d, 'a>>> {
    let editions = edition_of_article(dossiers);
    let mut boxes: BTreeMap<usize, Vec<Flagged<'d, 'a>>> = BTreeMap::new();
    for dossier in &dossiers.matches {
        let is_own = |claim: &&Claim<'_, _>| editions.get(&claim.article) == Some(&dossier.edition);
        for claim in dossier.claims.iter().filter(is_own) {
            if let Some(flag) = claim.mention.result {
                boxes.entry(claim.article).or_default().push(Flagged { dossier, claim, flag });
            }
        }
    }
    boxes
}

/// The only team that takes part in nearly all of the matches; a code that is written wrongly once makes another team.
fn subject(boxes: &[Flagged<'_, '_>]) -> Option<TeamId> {
    let mut counts: BTreeMap<TeamId, usize> = BTreeMap::new();
    for team in boxes.iter().flat_map(|flagged| flagged.dossier.teams).flatten() {
        *counts.entry(team).or_default() += 1;
    }
    let mut often = counts.into_iter().filter(|(_, count)| count * 10 >= boxes.len() * 9);
    let (only, _) = often.next()?;
    often.next().is_none().then_some(only)
}

fn check_box(flagged: &Flagged<'_, '_>, subject: TeamId, reporter: &mut Reporter<'_, '_>) {
    let Flagged { dossier, claim, flag } = flagged;
    if !dossier.teams.contains(&Some(subject)) {
        return;
    }
    let mention = claim.mention;
    let Some(score) = mention.score.filter(|_| mention.status == Status::Played) else { return };
    reporter.applied();
    let is_home = (dossier.teams[0] == Some(subject)) != claim.reversed;
    let seen = |[home, away]: Pair<u16>| if is_home { [home, away] } else { [away, home] };
    let result = result_of(seen(score.value.pair()));
    let after_kicks = mention.shootout.map(|kicks| result_of(seen(kicks.value.pair())));
    if flag.value == result || Some(flag.value) == after_kicks {
        return;
    }
    let name = text::match_name(reporter.dossiers, dossier);
    let team = reporter.dossiers.team_name(Some(subject)).to_owned();
    let shown = text::score(&score.value);
    let message = format!("the box calls it {} of {team}, but the score is {shown}", called(flag.value));
    reporter
        .report(claim.location(flag.at), format!("{name}: result"), message)
        .relate(claim.location(score.at), format!("{shown} is {} of {team}", called(result)));
}

fn result_of([scored, conceded]: Pair<u16>) -> ResultFlag {
    match scored.cmp(&conceded) {
        std::cmp::Ordering::Greater => ResultFlag::Win,
        std::cmp::Ordering::Equal => ResultFlag::Draw,
        std::cmp::Ordering::Less => ResultFlag::Loss,
    }
}

fn called(flag: ResultFlag) -> &'static str {
    match flag {
        ResultFlag::Win => "a win",
        ResultFlag::Draw => "a draw",
        ResultFlag::Loss => "a loss",
    }
}
