//! Rules about walkovers and matches that were called off.

use crate::hash::HashSet;

use super::{
    Reporter, Rule,
    legs::{counts, matches_of},
    outcome::says,
    registry::{WalkoverDisagrees, WalkoverUnexplained},
    text,
};
use crate::{
    finding::Location,
    link::{Claim, Dossiers, MatchDossier, TeamId, TieDossier},
    record::{Decider, MatchMention, Statement, StatementKind, Status, TieMention},
};

impl Rule for WalkoverDisagrees {
    fn check_match(&self, dossier: &MatchDossier<'_>, reporter: &mut Reporter<'_, '_>) {
        let Some(off) = dossier.claims.iter().find(|claim| is_off(claim)) else { return };
        reporter.applied();
        let played = dossier.claims.iter().find_map(|claim| {
            let score = claim.score().filter(|_| claim.status() == Status::Played)?;
            Some((claim.location(score.at), claim.kind().noun(), text::score(&score.value)))
        });
        let Some((location, noun, score)) = played else { return };
        let name = text::match_name(reporter.dossiers, dossier);
        let message =
            format!("{name} was not played according to the {} but {score} in the {noun}", off.kind().noun());
        reporter
            .report(off.location(off.mention.at.span()), name, message)
            .relate(location, format!("the {noun} says {score}"));
    }

    fn check_tie(&self, tie: &TieDossier<'_>, reporter: &mut Reporter<'_, '_>) {
        let Some(walkover) = tie.claims.iter().find(|claim| walkover_place(claim).is_some()) else { return };
        reporter.applied();
        let Some((location, what)) = played_result(tie).or_else(|| all_legs_played(reporter.dossiers, tie))
        else {
            return;
        };
        let place = walkover_place(walkover).unwrap_or_else(|| walkover.location(walkover.mention.at.span()));
        let noun = walkover.kind().noun();
        let name = text::tie_name(reporter.dossiers, tie);
        let message = format!("walkover according to the {noun}, but {what}");
        reporter.report(place, name, message).relate(location, what);
    }
}

fn is_off(claim: &Claim<'_, MatchMention>) -> bool {
    matches!(claim.status(), Status::Cancelled | Status::Walkover) && claim.mention.score.is_none()
}

fn walkover_place(claim: &Claim<'_, TieMention>) -> Option<Location> {
    let stated = claim.mention.decided_by.filter(|stated| stated.value == Decider::Walkover)?;
    Some(claim.location(stated.at))
}

/// An aggregate in a claim that says nothing of a walkover.
fn played_result(tie: &TieDossier<'_>) -> Option<(Location, String)> {
    let played = tie.claims.iter().filter(|claim| walkover_place(claim).is_none());
    played.into_iter().find_map(|claim| {
        let aggregate = claim.aggregate()?;
        let what = format!("the {} says {} on aggregate", claim.kind().noun(), text::pair(aggregate.value));
        Some((claim.location(aggregate.at), what))
    })
}

/// The last leg, where every leg of a two-leg tie has a score.
fn all_legs_played(dossiers: &Dossiers<'_>, tie: &TieDossier<'_>) -> Option<(Location, String)> {
    let matches = matches_of(dossiers, tie);
    let scores: Option<Vec<_>> = matches.iter().map(|dossier| played_score(dossier)).collect();
    let scores = scores.filter(|scores| scores.len() > 1)?;
    let (location, score) = scores.into_iter().last()?;
    Some((location, format!("both legs were played, the second {score}")))
}

fn played_score(dossier: &MatchDossier<'_>) -> Option<(Location, String)> {
    let is_played = dossier.claims.iter().all(|claim| counts(claim.status()));
    let claim = dossier.claims.iter().find(|claim| is_played && claim.status() == Status::Played)?;
    let score = claim.score()?;
    Some((claim.location(score.at), text::score(&score.value)))
}

impl Rule for WalkoverUnexplained {
    fn check_batch(&self, dossiers: &Dossiers<'_>, reporter: &mut Reporter<'_, '_>) {
        let explained = explained_teams(dossiers);
        for tie in &dossiers.ties {
            let Some(location) = unplayed_place(dossiers, tie) else { continue };
            reporter.applied();
            let has_reason = tie.teams.iter().flatten().any(|team| explained.contains(&(tie.edition, *team)));
            if !has_reason && !has_note(dossiers, tie) {
                report_unexplained(tie, location, reporter);
            }
        }
    }
}

fn report_unexplained(tie: &TieDossier<'_>, location: Location, reporter: &mut Reporter<'_, '_>) {
    let name = text::tie_name(reporter.dossiers, tie);
    let walkover = says(tie, Decider::Walkover);
    let what = if walkover { "was a walkover" } else { "has a leg that was not played" };
    reporter.report(location, name.clone(), format!("{name} {what}, and nothing says why"));
}

/// Where a tie is said to be a walkover, or one of its legs not to have been played.
fn unplayed_place(dossiers: &Dossiers<'_>, tie: &TieDossier<'_>) -> Option<Location> {
    let of_leg = |dossier: &MatchDossier<'_>| {
        let claim = dossier.claims.iter().find(|claim| is_off(claim))?;
        Some(claim.location(claim.mention.at.span()))
    };
    let walkover = tie.claims.iter().find_map(walkover_place);
    walkover.or_else(|| matches_of(dossiers, tie).into_iter().find_map(of_leg))
}

fn has_note(dossiers: &Dossiers<'_>, tie: &TieDossier<'_>) -> bool {
    let at_match =
        |dossier: &&MatchDossier<'_>| dossier.claims.iter().any(|claim| !claim.mention.notes.is_empty());
    tie.claims.iter().any(|claim| !claim.mention.notes.is_empty())
        || matches_of(dossiers, tie).iter().any(at_match)
}

/// Edition and team of every team that a sentence names together with a reason.
fn explained_teams(dossiers: &Dossiers<'_>) -> HashSet<(usize, TeamId)> {
    let mut explained = HashSet::default();
    for (edition, articles) in dossiers.editions.iter().map(|edition| &edition.articles).enumerate() {
        let extracted = articles.iter().filter_map(|article| dossiers.articles.get(*article));
        let statements = extracted.flat_map(|extracted| &extracted.statements);
        for statement in statements.filter(|statement| gives_reason(statement)) {
            let named = names(statement).filter_map(|name| dossiers.team_named(edition, name));
            explained.extend(named.map(|team| (edition, team)));
        }
    }
    explained
}

fn gives_reason(statement: &Statement) -> bool {
    match statement.kind {
        StatementKind::Suspension | StatementKind::Awarded => true,
        StatementKind::Walkover | StatementKind::TieResult => statement.reason.is_some(),
        _ => false,
    }
}

fn names(statement: &Statement) -> impl Iterator<Item = &str> {
    let sides = [&statement.winner, &statement.loser].into_iter().flatten();
    let teams = statement.teams.iter().map(|team| team.name.as_str());
    teams.chain(sides.map(|stated| stated.value.as_str()))
}
