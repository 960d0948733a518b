//! Rules about aggregates and the legs that make them.

use crate::hash::HashMap;
use std::cell::OnceCell;

use super::{
    Reporter, Rule,
    bracket::is_of_brackets,
    claims::{MOST_PLACES, Reading, disputes, readings, relate_agreeing},
    fixes,
    legs::{Leg, Legs, aggregates, counts, matches_of, score_readings, source_of_claim},
    registry::{AggregateDisagrees, AggregateMismatch},
    text,
};
use crate::{
    finding::{Finding, Location, Suspect},
    link::{Claim, Dossiers, TieDossier},
    record::{LegMention, Pair, TieMention},
    span::Stated,
};

/// An aggregate, and the legs that it should be the sum of.
struct Addition {
    aggregate: Stated<Pair<u16>>,
    location: Location,
    legs: Vec<AddedLeg>,
    sum: Pair<u16>,
}

/// A leg of an addition.
struct AddedLeg {
    number: usize,
    score: Pair<u16>,
    place: Option<Location>,
}

/// The sum of the legs that a place lists beside its aggregate.
fn own_addition(claim: &Claim<'_, TieMention>) -> Option<Addition> {
    let aggregate = claim.aggregate()?;
    let legs = claim.legs();
    if legs.len() < 2 || !legs.iter().all(|leg| counts(leg.status)) {
        return None;
    }
    let place = |leg: &LegMention| leg.at.first().map(|at| claim.location(*at));
    let added = |(index, leg): (usize, &LegMention)| {
        Some(AddedLeg { number: index + 1, score: leg.score?, place: place(leg) })
    };
    let mut legs: Vec<AddedLeg> = legs.iter().enumerate().map(added).collect::<Option<_>>()?;
    if legs.get(..2).is_some_and(|two| is_level(total(two)) && total(two) == aggregate.value) {
        // A third match decides what two legs have left level; the aggregate is that of the two.
        legs.truncate(2);
    }
    let sum = total(&legs);
    Some(Addition { location: aggregate_place(claim, aggregate, sum), aggregate, legs, sum })
}

fn total(legs: &[AddedLeg]) -> Pair<u16> {
    legs.iter().fold([0, 0], |sum, leg| add(sum, leg.score))
}

fn is_level([first, second]: Pair<u16>) -> bool {
    first == second
}

/// Where the aggregate stands; with a cell a team, the cell that differs from the sum.
fn aggregate_place(claim: &Claim<'_, TieMention>, aggregate: Stated<Pair<u16>>, sum: Pair<u16>) -> Location {
    let odd = usize::from(aggregate.value[0] == sum[0]);
    let cell = if claim.reversed { 1 - odd } else { odd };
    let span = claim.mention.aggregate_cells.and_then(|cells| cells.get(cell).copied());
    claim.location(span.unwrap_or(aggregate.at))
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
    let added = |(index, (leg, score)): (usize, (&Leg, Pair<u16>))| AddedLeg {
        number: index + 1,
        score,
        place: leg.place.clone(),
    };
    let legs = legs.legs.iter().zip(scores).enumerate().map(added).collect();
    Some(Addition { aggregate, location, legs, sum })
}

fn add([a, b]: Pair<u16>, [x, y]: Pair<u16>) -> Pair<u16> {
    [a.saturating_add(x), b.saturating_add(y)]
}

impl Addition {
    fn is_wrong(&self) -> bool {
        self.aggregate.value != self.sum
    }

    /// Puts the contested legs first; how many they are.
    fn put_contested_first(&mut self, contested: &[bool]) -> usize {
        let contested = |leg: &AddedLeg| contested.get(leg.number - 1).copied().unwrap_or(false);
        self.legs.sort_by_key(|leg| !contested(leg));
        self.legs.iter().filter(|leg| contested(leg)).count()
    }

    fn report<'f>(&self, name: &str, reporter: &'f mut Reporter<'_, '_>) -> &'f mut Finding {
        let mut legs: Vec<_> = self.legs.iter().map(|leg| (leg.number, text::pair(leg.score))).collect();
        legs.sort_unstable();
        let legs: Vec<String> = legs.into_iter().map(|(_, score)| score).collect();
        let message = format!(
            "aggregate is {} but the legs {} make {}",
            text::pair(self.aggregate.value),
            text::list(&legs),
            text::pair(self.sum)
        );
        let finding = reporter.report(self.location.clone(), format!("{name}: {message}"), message);
        for leg in &self.legs {
            let Some(place) = &leg.place else { continue };
            let message = format!("the {} is {}", text::leg(leg.number), text::pair(leg.score));
            finding.relate(place.clone(), message);
        }
        finding
    }
}

impl Rule for AggregateMismatch {
    fn check_tie(&self, tie: &TieDossier<'_>, reporter: &mut Reporter<'_, '_>) {
        let name = text::tie_name(reporter.dossiers, tie);
        let sum = Legs::of(reporter.dossiers, tie).sum();
        let stated = values(tie, sum);
        let first: Vec<_> = aggregates(tie, sum).take(MOST_PLACES + 1).collect();
        let (dossiers, contested) = (reporter.dossiers, OnceCell::new());
        let mut own_legs = false;
        for (index, claim) in tie.claims.iter().enumerate() {
            let Some(mut addition) = own_addition(claim) else { continue };
            reporter.applied();
            own_legs = true;
            if addition.is_wrong() {
                let contested =
                    addition.put_contested_first(contested.get_or_init(|| contested_legs(dossiers, tie)));
                let suspect = suspect_of(&stated, &addition, contested);
                let finding = addition.report(&name, reporter).suspect(suspect);
                relate_other_aggregates(tie, &first, index, finding);
                if let Some(source) =
                    source_of_claim(tie, index, &addition.aggregate).filter(|_| suspect == Suspect::This)
                {
                    fixes::offer_score(finding, &source, addition.sum, dossiers.articles);
                }
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

/// For each leg whether two places state it differently.
fn contested_legs(dossiers: &Dossiers<'_>, tie: &TieDossier<'_>) -> Vec<bool> {
    matches_of(dossiers, tie).iter().map(|dossier| score_readings(dossier).len() > 1).collect()
}

/// How many places state each aggregate.
fn values(tie: &TieDossier<'_>, sum: Option<Pair<u16>>) -> HashMap<Pair<u16>, usize> {
    let mut values = HashMap::default();
    for (_, stated) in aggregates(tie, sum) {
        *values.entry(stated.value).or_default() += 1;
    }
    values
}

/// The aggregate, where another place states the sum as aggregate and none repeats it. Where others repeat the aggregate,
/// the first leg of the addition is the suspect if it alone is contested.
fn suspect_of(stated: &HashMap<Pair<u16>, usize>, addition: &Addition, contested: usize) -> Suspect {
    let times = |value: Pair<u16>| stated.get(&value).copied().unwrap_or(0);
    match (times(addition.aggregate.value), times(addition.sum)) {
        (1, sums) if sums > 0 => Suspect::This,
        (repeated, 0) if repeated > 1 && contested == 1 => Suspect::Related,
        _ => Suspect::None,
    }
}

/// `stated` are the first aggregates of the tie with the indices of their claims.
fn relate_other_aggregates(
    tie: &TieDossier<'_>,
    stated: &[(usize, Stated<Pair<u16>>)],
    claim: usize,
    finding: &mut Finding,
) {
    for (index, stated) in stated.iter().filter(|(index, _)| *index != claim).take(MOST_PLACES) {
        let Some(source) = source_of_claim(tie, *index, stated) else { continue };
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
        let articles = reporter.dossiers.articles;
        for dispute in disputes(&readings).filter(|dispute| !is_of_brackets(dispute.odd)) {
            let what = format!("aggregate of {name}");
            let is_sum = Some(dispute.usual.value) == sum;
            let finding = dispute.report(&what, &name, &|value| text::pair(*value), reporter);
            let Some(finding) = finding else { continue };
            if is_sum {
                finding.suspect(Suspect::This);
            }
            fixes::offer(finding, &dispute, articles);
        }
    }
}
