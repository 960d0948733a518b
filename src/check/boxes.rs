//! Rules about the match boxes of a tie's legs.

use crate::hash::HashSet;
use std::collections::{BTreeMap, BTreeSet};

use super::{
    Reporter, Rule,
    legs::{host, matches_of},
    registry::{LegMissing, LegsNotReversed},
    text,
};
use crate::{
    finding::{Location, Severity},
    link::{Claim, Dossiers, MatchDossier, TieDossier},
    record::{MatchMention, MatchMentionKind, Status, TieMentionKind},
};

impl Rule for LegMissing {
    fn check_batch(&self, dossiers: &Dossiers<'_>, reporter: &mut Reporter<'_, '_>) {
        let mut by_article: BTreeMap<usize, Vec<Boxed<'_, '_>>> = BTreeMap::new();
        for tie in &dossiers.ties {
            let articles: BTreeSet<usize> = tie.claims.iter().map(|claim| claim.article).collect();
            for article in articles {
                if let Some(boxed) = Boxed::in_article(dossiers, tie, article) {
                    by_article.entry(article).or_default().push(boxed);
                }
            }
        }
        by_article.values().for_each(|ties| check_article(ties, reporter));
    }
}

/// A two-leg tie of which a leg list or sentence of one article speaks, and the legs that have no match box there.
struct Boxed<'d, 'a> {
    tie: &'d TieDossier<'a>,
    stated: Location,
    boxes: usize,
    missing: Vec<usize>,
}

impl<'d, 'a> Boxed<'d, 'a> {
    fn in_article(dossiers: &Dossiers<'a>, tie: &'d TieDossier<'a>, article: usize) -> Option<Self> {
        let is_list = |kind| matches!(kind, TieMentionKind::LegList | TieMentionKind::Prose);
        let claim = tie.claims.iter().find(|claim| claim.article == article && is_list(claim.kind()))?;
        let listed = tie.claims.iter().map(|claim| claim.mention.legs.len()).max()?;
        // A sentence lists no legs; its aggregate says that there are two. A list of single matches has one for an aggregate.
        let is_aggregate = claim.mention.aggregate.is_some() && claim.mention.legs.is_empty();
        let legs = if is_aggregate { listed.max(2) } else { listed };
        let matches = matches_of(dossiers, tie);
        let has_box = |leg: &usize| matches.get(*leg).is_some_and(|dossier| has_box_in(dossier, article));
        let missing: Vec<usize> = (0..legs).filter(|leg| !has_box(leg)).collect();
        let stated = claim.location(claim.mention.at.span());
        (legs > 1).then_some(Self { tie, stated, boxes: legs - missing.len(), missing })
    }

    fn round(&self) -> Option<&'d str> {
        self.tie.round.as_ref().map(|round| round.key.as_str())
    }

    fn report(&self, reporter: &mut Reporter<'_, '_>) {
        let name = text::tie_name(reporter.dossiers, self.tie);
        let message = match self.missing.as_slice() {
            [leg] => format!("{} of {name} has no match box", text::leg(leg + 1)),
            _ if self.boxes == 0 => format!("no leg of {name} has a match box"),
            missing => format!("{} legs of {name} have no match box", missing.len()),
        };
        reporter.report(self.stated.clone(), message.clone(), message);
    }
}

/// Boxes are expected of a tie where one of its legs has one, or a tie of the same round has all of them, or all other
/// ties of the article have.
fn check_article(ties: &[Boxed<'_, '_>], reporter: &mut Reporter<'_, '_>) {
    let (complete, lacking): (Vec<_>, Vec<_>) = ties.iter().partition(|tie| tie.missing.is_empty());
    let rounds: HashSet<Option<&str>> = complete.iter().map(|tie| tie.round()).collect();
    if !complete.is_empty() {
        reporter.applied();
    }
    for tie in &lacking {
        let only_one = lacking.len() == 1 && complete.len() > 1;
        if tie.boxes > 0 || only_one || rounds.contains(&tie.round()) {
            tie.report(reporter);
        }
    }
}

fn has_box_in(dossier: &MatchDossier<'_>, article: usize) -> bool {
    dossier.claims.iter().any(|claim| claim.article == article && claim.kind() == MatchMentionKind::MatchBox)
}

impl Rule for LegsNotReversed {
    fn check_tie(&self, tie: &TieDossier<'_>, reporter: &mut Reporter<'_, '_>) {
        let boxes: Vec<_> = matches_of(reporter.dossiers, tie)
            .into_iter()
            .filter_map(|dossier| Some((host(dossier, tie)?, hosting_claim(dossier)?)))
            .collect();
        let [(first_host, first), (second_host, second)] = boxes.as_slice() else { return };
        reporter.applied();
        if first_host == second_host {
            let name = text::tie_name(reporter.dossiers, tie);
            let host = tie.teams.get(*first_host).copied().flatten();
            let message = format!("{} is the home side of both legs", reporter.dossiers.team_name(host));
            let is_explained = [first, second].iter().any(|claim| !claim.mention.notes.is_empty());
            let severity = if is_explained { Severity::Info } else { Severity::Error };
            reporter
                .report(hosting_place(second), name, message)
                .severity(severity)
                .relate(hosting_place(first), "the first leg, with the same home side".to_owned());
        }
    }
}

/// The box that says who was at home in a match that was played or is to be.
fn hosting_claim<'d, 'a>(dossier: &'d MatchDossier<'a>) -> Option<&'d Claim<'a, MatchMention>> {
    let is_box = |claim: &&Claim<'_, MatchMention>| {
        claim.kind() == MatchMentionKind::MatchBox && claim.mention.oriented && claim.status() != Status::Void
    };
    dossier.claims.iter().find(is_box)
}

/// Where a box names its home side.
fn hosting_place(claim: &Claim<'_, MatchMention>) -> Location {
    let home = claim.mention.home.as_ref().map_or_else(|| claim.mention.at.span(), |team| team.at);
    claim.location(home)
}
