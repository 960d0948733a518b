//! Rules about days that do not fit those of other matches: a year that slipped, two matches on one day.

use crate::hash::HashMap;
use std::collections::BTreeMap;

use jiff::civil::Date;

use super::{
    Reporter, Rule,
    dates::day_readings,
    registry::{TwoMatchesADay, YearSlip},
    text,
};
use crate::{
    finding::{Location, Suspect},
    link::{Claim, Dossiers, MatchDossier, TeamId},
    record::{DateRange, MatchMention, Pair, Status},
    value::Years,
};

/// Matches before and after, by their place in the article, that a year is compared with.
const NEIGHBOURS: usize = 6;

/// The least number of neighbours that outvote a year which the season of the article does not.
const LEAST_NEIGHBOURS: usize = 2;

/// Days between matches of one season.
const SEASON: i32 = 200;

/// Days between matches of one tournament: what few neighbours must be close to.
const TOURNAMENT: i32 = 45;

/// Few neighbours.
const FEW: usize = 4;

/// Days by which matches in order of their days may be out of it.
const SLACK: i32 = 21;

/// A match of an article with its day.
struct Dated<'d, 'a> {
    dossier: &'d MatchDossier<'a>,
    claim: &'d Claim<'a, MatchMention>,
    date: Date,
    location: Location,
}

impl Rule for YearSlip {
    fn check_batch(&self, dossiers: &Dossiers<'_>, reporter: &mut Reporter<'_, '_>) {
        for mut dated in by_article(dossiers).into_values() {
            dated.sort_by_key(|dated| dated.location.span.start);
            for index in 0..dated.len() {
                check_year(&dated, index, reporter);
            }
        }
    }
}

fn by_article<'d, 'a>(dossiers: &'d Dossiers<'a>) -> BTreeMap<usize, Vec<Dated<'d, 'a>>> {
    let mut found: BTreeMap<usize, Vec<Dated<'_, '_>>> = BTreeMap::new();
    for dossier in &dossiers.matches {
        for claim in &dossier.claims {
            let Some(date) = claim.mention.date else { continue };
            let dated = Dated { dossier, claim, date: date.value, location: claim.location(date.at) };
            found.entry(claim.article).or_default().push(dated);
        }
    }
    found
}

/// Reports a year that is one off all years around it, where the other year brings the day among its neighbours.
fn check_year(dated: &[Dated<'_, '_>], index: usize, reporter: &mut Reporter<'_, '_>) {
    let Some(this) = dated.get(index) else { return };
    let around = dated.iter().enumerate().skip(index.saturating_sub(NEIGHBOURS)).take(2 * NEIGHBOURS + 1);
    let others: Vec<&Dated<'_, '_>> =
        around.filter(|(other, _)| *other != index).map(|(_, dated)| dated).collect();
    if others.is_empty() {
        return;
    }
    reporter.applied();
    let season = season(reporter.dossiers, this.claim.article);
    let days: Vec<Date> = others.iter().map(|other| other.date).collect();
    let before = dated.get(index.saturating_sub(NEIGHBOURS)..index).map_or(0, <[_]>::len);
    let window = season_window(reporter.dossiers, this.claim.article);
    let beside = [before.checked_sub(1), Some(before)].map(|at| days.get(at?).copied());
    let is_slip = |slip: &i16| {
        let Some(corrected) = shifted(this.date, *slip) else { return false };
        let in_season = season == Some(corrected.year());
        stands_apart(this.date, corrected, &days, in_season)
            || breaks_order(this.date, corrected, &days, before)
            || leaves_season(this.date, corrected, window, &beside)
    };
    let Some(slip) = [-1_i16, 1].into_iter().find(is_slip) else { return };
    report_slip(this, slip, &others, reporter);
}

fn shifted(date: Date, years: i16) -> Option<Date> {
    date.with().year(date.year() + years).build().ok()
}

fn distance(one: Date, other: Date) -> i32 {
    one.since(other).map_or(i32::MAX, |span| span.get_days().abs())
}

/// Whether every neighbour is a season away from a day and close to the corrected one.
fn stands_apart(day: Date, corrected: Date, days: &[Date], in_season: bool) -> bool {
    let least = if in_season { 1 } else { LEAST_NEIGHBOURS };
    let near = if days.len() < FEW { TOURNAMENT } else { SEASON };
    days.len() >= least
        && days.iter().all(|other| distance(day, *other) > SEASON && distance(corrected, *other) < near)
}

/// Whether a day breaks the order of the days around it, which are in order without it and with the corrected one.
fn breaks_order(day: Date, corrected: Date, days: &[Date], before: usize) -> bool {
    let at = before.min(days.len());
    let (earlier, later) = days.split_at(at);
    let (Some(last), Some(next)) = (earlier.last(), later.first()) else { return false };
    let in_order = |one: Date, other: Date| one <= other || distance(one, other) <= SLACK;
    days.len() >= FEW
        && days.windows(2).all(|pair| matches!(pair, [one, other] if in_order(*one, *other)))
        && in_order(*last, corrected)
        && in_order(corrected, *next)
        && !(in_order(*last, day) && in_order(day, *next))
}

/// Whether a day is outside the season of the article and the corrected one is inside, close to the match before or behind.
fn leaves_season(day: Date, corrected: Date, window: Option<DateRange>, beside: &Pair<Option<Date>>) -> bool {
    let is_close = |other: &Date| distance(corrected, *other) < TOURNAMENT;
    window.is_some_and(|window| !window.contains(day) && window.contains(corrected))
        && beside.iter().flatten().any(is_close)
}

/// First and last day of a season across two years, friendly matches before it and a late end included: `2015–16`.
fn season_window(dossiers: &Dossiers<'_>, article: usize) -> Option<DateRange> {
    let competition = &dossiers.articles.get(article)?.competition;
    let Years::Season(year) = Years::named(&competition.season.as_ref()?.value) else { return None };
    Some(DateRange { from: Date::new(year, 6, 1).ok()?, to: Date::new(year + 1, 8, 31).ok()? })
}

/// The year of a season within one year: `1930`.
fn season(dossiers: &Dossiers<'_>, article: usize) -> Option<i16> {
    let competition = &dossiers.articles.get(article)?.competition;
    competition.season.as_ref()?.value.trim().parse().ok()
}

fn report_slip(this: &Dated<'_, '_>, slip: i16, others: &[&Dated<'_, '_>], reporter: &mut Reporter<'_, '_>) {
    let name = text::match_name(reporter.dossiers, this.dossier);
    let message =
        format!("{name} is on {}, all matches around it a year {}", text::day(this.date), word(slip));
    let finding =
        reporter.report(this.location.clone(), format!("{name}: year"), message).suspect(Suspect::This);
    let nearest =
        others.iter().min_by_key(|other| other.location.span.start.abs_diff(this.claim.mention.at.start));
    if let Some(other) = nearest {
        finding
            .relate(other.location.clone(), format!("the match beside it is on {}", text::day(other.date)));
    }
}

fn word(slip: i16) -> &'static str {
    if slip > 0 { "later" } else { "earlier" }
}

impl Rule for TwoMatchesADay {
    fn check_batch(&self, dossiers: &Dossiers<'_>, reporter: &mut Reporter<'_, '_>) {
        let mut known: HashMap<(TeamId, Date), (usize, Location)> = HashMap::default();
        for (index, dossier) in dossiers.matches.iter().enumerate() {
            let Some((date, location)) = day_of(dossier) else { continue };
            reporter.applied();
            let teams = dossier.teams.into_iter().flatten();
            for team in teams.filter(|team| is_known(dossiers, dossier, *team)) {
                let first = known.entry((team, date)).or_insert_with(|| (index, location.clone())).clone();
                if first.0 != index {
                    report_day(dossier, team, date, (&location, &first), reporter);
                }
            }
        }
    }
}

/// Whether a team of a match is named, and not only the way in which it will be found: `Path A winner`.
fn is_known(dossiers: &Dossiers<'_>, dossier: &MatchDossier<'_>, team: TeamId) -> bool {
    let named = dossier.claims.iter().flat_map(|claim| [&claim.mention.home, &claim.mention.away]).flatten();
    named
        .filter(|named| !named.placeholder)
        .any(|named| dossiers.team_of(dossier.edition, named) == Some(team))
}

/// The day on which a match was or is to be played; none where places differ.
fn day_of(dossier: &MatchDossier<'_>) -> Option<(Date, Location)> {
    let is_off = |status| matches!(status, Status::Cancelled | Status::Postponed | Status::Void);
    if dossier.claims.iter().any(|claim| is_off(claim.status())) {
        return None;
    }
    match day_readings(dossier).as_slice() {
        [only] => Some((only.value, only.sources.first()?.location.clone())),
        _ => None,
    }
}

fn report_day(
    dossier: &MatchDossier<'_>,
    team: TeamId,
    date: Date,
    (here, (other, there)): (&Location, &(usize, Location)),
    reporter: &mut Reporter<'_, '_>,
) {
    let dossiers = reporter.dossiers;
    // Two meetings of the same teams on one day are one match stated twice: `duplicate-match` reports it.
    let Some(first) = dossiers.matches.get(*other).filter(|first| !same_teams(first, dossier)) else {
        return;
    };
    let team = dossiers.team_name(Some(team));
    let (name, other_name) = (text::match_name(dossiers, dossier), text::match_name(dossiers, first));
    let message = format!("{team} play twice on {}: {other_name} and {name}", text::day(date));
    reporter
        .report(here.clone(), format!("{team} on {date}: {name}"), message)
        .relate(there.clone(), format!("{other_name} is on that day"));
}

fn same_teams(one: &MatchDossier<'_>, other: &MatchDossier<'_>) -> bool {
    let [home, away] = other.teams;
    one.teams == [home, away] || one.teams == [away, home]
}
