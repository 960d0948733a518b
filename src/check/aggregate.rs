//! Rules about aggregates and the legs that make them.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::{
    Reporter, Rule,
    bracket::is_of_brackets,
    claims::{MOST_PLACES, Reading, disputes, readings, relate_agreeing},
    legs::{Legs, aggregates, counts, host, matches_of, source_of_claim},
    registry::{AggregateDisagrees, AggregateMismatch, LegMissing, LegsNotReversed},
    text,
};
use crate::{
    finding::{Finding, Location, Suspect},
    link::{Claim, Dossiers, MatchDossier, TieDossier},
    record::{LegMention, MatchMention, MatchMentionKind, Pair, Status, TieMention, TieMentionKind},
    span::Stated,
};

/// An aggregate, and the legs that it should be the sum of.
struct Addition {
    aggregate: Stated<Pair<u16>>,
    location: Location,
    legs: Vec<(Pair<u16>, Option<Location>)>,
    sum: Pair<u16>,
}

/// The sum of the legs that a place lists beside its aggregate.
fn own_addition(claim: &Claim<'_, TieMention>) -> Option<Addition> {
    let aggregate = claim.aggregate()?;
    let legs = claim.legs();
    if legs.len() < 2 || !legs.iter().all(|leg| counts(leg.status)) {
        return None;
    }
    let place = |leg: &LegMention| leg.at.first().map(|at| claim.location(*at));
    let legs: Option<Vec<_>> = legs.iter().map(|leg| Some((leg.score?, place(leg)))).collect();
    let legs = legs?;
    let sum = legs.iter().fold([0, 0], |sum, (score, _)| add(sum, *score));
    Some(Addition { location: claim.location(aggregate.at), aggregate, legs, sum })
}

/// The sum of the legs that other places state, for a place that states only the aggregate.
fn addition_elsewhere(
    dossiers: &Dossiers<'_>,
    tie: &TieDossier<'_>,
    aggregate: Stated<Pair<u16>>,
    location: Location,
) -> Option<Addition> {
    let legs = Legs::of(dossiers, tie);
    let scores = legs.scores().filter(|scores| scores.len() > 1)?;
    let sum = legs.sum()?;
    let places = legs.legs.iter().map(|leg| leg.place.clone());
    Some(Addition { aggregate, location, legs: scores.into_iter().zip(places).collect(), sum })
}

fn add([a, b]: Pair<u16>, [x, y]: Pair<u16>) -> Pair<u16> {
    [a.saturating_add(x), b.saturating_add(y)]
}

impl Addition {
    fn is_wrong(&self) -> bool {
        self.aggregate.value != self.sum
    }

    fn report<'f>(&self, name: &str, reporter: &'f mut Reporter<'_, '_>) -> &'f mut Finding {
        let legs: Vec<String> = self.legs.iter().map(|(score, _)| text::pair(*score)).collect();
        let message = format!(
            "aggregate is {} but the legs {} make {}",
            text::pair(self.aggregate.value),
            text::list(&legs),
            text::pair(self.sum)
        );
        let finding = reporter.report(self.location.clone(), format!("{name}: {message}"), message);
        for (index, (score, place)) in self.legs.iter().enumerate() {
            let Some(place) = place else { continue };
            finding.relate(place.clone(), format!("the {} is {}", text::leg(index + 1), text::pair(*score)));
        }
        finding
    }
}

impl Rule for AggregateMismatch {
    fn check_tie(&self, tie: &TieDossier<'_>, reporter: &mut Reporter<'_, '_>) {
        let name = text::tie_name(reporter.dossiers, tie);
        let sum = Legs::of(reporter.dossiers, tie).sum();
        let stated = values(tie, sum);
        let mut own_legs = false;
        for (index, claim) in tie.claims.iter().enumerate() {
            let Some(addition) = own_addition(claim) else { continue };
            reporter.applied();
            own_legs = true;
            if addition.is_wrong() {
                let suspect = suspect_of(&stated, &addition);
                let finding = addition.report(&name, reporter).suspect(suspect);
                relate_other_aggregates(tie, sum, index, finding);
            }
        }
        if !own_legs {
            check_stated_elsewhere(tie, sum, &name, reporter);
        }
    }
}

/// Ties whose legs are stated only in match boxes: the aggregate against their sum. Where places differ in the aggregate,
/// `aggregate-disagrees` says so.
fn check_stated_elsewhere(
    tie: &TieDossier<'_>,
    sum: Option<Pair<u16>>,
    name: &str,
    reporter: &mut Reporter<'_, '_>,
) {
    let stated = aggregate_readings(tie, sum);
    let ([reading], Some((index, aggregate))) = (stated.as_slice(), aggregates(tie, sum).next()) else {
        return;
    };
    let Some(source) = source_of_claim(tie, index, &aggregate) else { return };
    let Some(addition) = addition_elsewhere(reporter.dossiers, tie, aggregate, source.location) else {
        return;
    };
    reporter.applied();
    if addition.is_wrong() {
        let finding = addition.report(name, reporter);
        relate_agreeing(reading.sources.get(1..).unwrap_or_default(), finding);
    }
}

/// How many places state each aggregate.
fn values(tie: &TieDossier<'_>, sum: Option<Pair<u16>>) -> HashMap<Pair<u16>, usize> {
    let mut values = HashMap::new();
    for (_, stated) in aggregates(tie, sum) {
        *values.entry(stated.value).or_default() += 1;
    }
    values
}

/// The aggregate, where another place states the sum as aggregate and none repeats it.
fn suspect_of(stated: &HashMap<Pair<u16>, usize>, addition: &Addition) -> Suspect {
    let times = |value: Pair<u16>| stated.get(&value).copied().unwrap_or(0);
    let alone = times(addition.aggregate.value) == 1;
    if alone && times(addition.sum) > 0 { Suspect::This } else { Suspect::None }
}

fn relate_other_aggregates(
    tie: &TieDossier<'_>,
    sum: Option<Pair<u16>>,
    claim: usize,
    finding: &mut Finding,
) {
    for (index, stated) in aggregates(tie, sum).filter(|(index, _)| *index != claim).take(MOST_PLACES) {
        let Some(source) = source_of_claim(tie, index, &stated) else { continue };
        let message = format!("the {} says {} on aggregate", source.noun, text::pair(stated.value));
        finding.relate(source.location, message);
    }
}

/// The aggregates that places state, brackets last. One whose own legs contradict it is left out: `aggregate-mismatch`
/// reports it with all the others.
pub(super) fn aggregate_readings(tie: &TieDossier<'_>, sum: Option<Pair<u16>>) -> Vec<Reading<Pair<u16>>> {
    let adds_up =
        |claim: usize| !tie.claims.get(claim).and_then(own_addition).is_some_and(|own| own.is_wrong());
    let stated = aggregates(tie, sum).filter(|(claim, _)| adds_up(*claim));
    let mut readings = readings(
        stated.filter_map(|(claim, value)| Some((value.value, source_of_claim(tie, claim, &value)?))),
    );
    readings.sort_by_key(is_of_brackets);
    readings
}

impl Rule for AggregateDisagrees {
    fn check_tie(&self, tie: &TieDossier<'_>, reporter: &mut Reporter<'_, '_>) {
        let sum = Legs::of(reporter.dossiers, tie).sum();
        let readings = aggregate_readings(tie, sum);
        if readings.iter().map(|reading| reading.sources.len()).sum::<usize>() > 1 {
            reporter.applied();
        }
        let name = text::tie_name(reporter.dossiers, tie);
        for dispute in disputes(&readings).filter(|dispute| !is_of_brackets(dispute.odd)) {
            let what = format!("aggregate of {name}");
            let is_sum = Some(dispute.usual.value) == sum;
            let finding = dispute.report(&what, &name, &|value| text::pair(*value), reporter);
            if let Some(finding) = finding.filter(|_| is_sum) {
                finding.suspect(Suspect::This);
            }
        }
    }
}

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
        let legs = if claim.mention.aggregate.is_some() { listed.max(2) } else { listed };
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
        let legs: Vec<String> = self.missing.iter().map(|leg| text::leg(leg + 1)).collect();
        let verb = if legs.len() == 1 { "has" } else { "have" };
        let message = format!("{} of {name} {verb} no match box", text::list(&legs));
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
            .filter_map(|dossier| Some((host(dossier, tie)?, hosting_place(dossier)?)))
            .collect();
        let [(first_host, first), (second_host, second)] = boxes.as_slice() else { return };
        reporter.applied();
        if first_host == second_host {
            let name = text::tie_name(reporter.dossiers, tie);
            let host = tie.teams.get(*first_host).copied().flatten();
            let message = format!("{} is the home side of both legs", reporter.dossiers.team_name(host));
            reporter
                .report(second.clone(), name, message)
                .relate(first.clone(), "the first leg, with the same home side".to_owned());
        }
    }
}

/// The most detailed place that says who was at home in a match that was played or is to be.
fn hosting_place(dossier: &MatchDossier<'_>) -> Option<Location> {
    let is_box = |claim: &&Claim<'_, MatchMention>| {
        claim.kind() == MatchMentionKind::MatchBox && claim.mention.oriented && claim.status() != Status::Void
    };
    let claim = dossier.claims.iter().find(is_box)?;
    let home = claim.mention.home.as_ref().map_or_else(|| claim.mention.at.span(), |team| team.at);
    Some(claim.location(home))
}
