//! The most of a season, as infoboxes and lists name it, against the scores.
//!
//! Leagues keep such records, so that only matches outside ties count; where results matrices state them, only those.

use super::{Reporter, Rule, legs::score_readings, registry::RecordMismatch, text};
use crate::{
    extract::Extracted,
    finding::Location,
    hash::HashMap,
    link::{Dossiers, Edition, MatchDossier},
    record::{MatchMentionKind, Pair, SeasonRecord, Statement},
    span::Span,
};

/// Matches beyond a record that a finding points at.
const MOST_NAMED: usize = 3;

/// A record as one place states it.
struct Claimed<'d> {
    statement: &'d Statement,
    record: SeasonRecord,
    amount: u16,
    place: Span,
}

/// A match of a season.
struct Played {
    index: usize,
    score: Pair<u16>,
}

impl Rule for RecordMismatch {
    fn check_batch(&self, dossiers: &Dossiers<'_>, reporter: &mut Reporter<'_, '_>) {
        for (edition, of_edition) in dossiers.editions.iter().enumerate() {
            let claimed = claimed(dossiers, of_edition);
            if claimed.is_empty() {
                continue;
            }
            reporter.applied();
            let played = played(dossiers, edition);
            for (article, claimed) in &claimed {
                check_records(*article, claimed, &played, reporter);
            }
        }
    }
}

/// Records that the articles of an edition state.
fn claimed<'d>(dossiers: &Dossiers<'d>, edition: &Edition) -> Vec<(usize, Vec<Claimed<'d>>)> {
    let of_article = |article: &usize| {
        let extracted: &'d Extracted = dossiers.articles.get(*article)?;
        let claimed: Vec<Claimed<'d>> = extracted.statements.iter().filter_map(of_statement).collect();
        (!claimed.is_empty()).then_some((*article, claimed))
    };
    edition.articles.iter().filter_map(of_article).collect()
}

fn of_statement(statement: &Statement) -> Option<Claimed<'_>> {
    let record = statement.record?;
    let of_score = statement.score.and_then(|score| Some((record.amount(score.value)?, score.at)));
    let count = || statement.counts.first().map(|count| count.value);
    let of_count = || count().and_then(|count| Some((u16::try_from(count.value).ok()?, count.at)));
    let (amount, place) = of_score.or_else(of_count)?;
    Some(Claimed { statement, record, amount, place })
}

/// Matches of an edition outside ties whose places agree on a score.
fn played(dossiers: &Dossiers<'_>, edition: usize) -> Vec<Played> {
    let of_edition = dossiers.matches.iter().enumerate().filter(|(_, dossier)| dossier.edition == edition);
    let is_in_matrix = |dossier: &MatchDossier<'_>| {
        dossier.claims.iter().any(|claim| claim.kind() == MatchMentionKind::Matrix)
    };
    let all: Vec<(bool, Played)> = of_edition
        .filter(|(_, dossier)| dossier.tie.is_none())
        .filter_map(|(index, dossier)| match score_readings(dossier).as_slice() {
            [only] => Some((is_in_matrix(dossier), Played { index, score: only.value })),
            _ => None,
        })
        .collect();
    let has_matrix = all.iter().any(|(is_in_matrix, _)| *is_in_matrix);
    all.into_iter().filter(|(is_in, _)| *is_in || !has_matrix).map(|(_, played)| played).collect()
}

fn check_records(
    article: usize,
    claimed: &[Claimed<'_>],
    played: &[Played],
    reporter: &mut Reporter<'_, '_>,
) {
    let mut of_record: HashMap<SeasonRecord, Vec<&Claimed<'_>>> = HashMap::default();
    for claim in claimed {
        of_record.entry(claim.record).or_default().push(claim);
    }
    let mut of_record: Vec<_> = of_record.into_iter().collect();
    of_record.sort_by_key(|(record, _)| *record);
    for (record, claims) in of_record {
        let Some(most) = claims.iter().rev().max_by_key(|claim| claim.amount) else { continue };
        let beneath = claims.iter().filter(|claim| claim.amount < most.amount);
        beneath.for_each(|claim| report_beneath(article, claim, most, reporter));
        report_beyond(article, record, most, played, reporter);
    }
}

/// A match among those of a record that has less than another.
fn report_beneath(article: usize, claim: &Claimed<'_>, most: &Claimed<'_>, reporter: &mut Reporter<'_, '_>) {
    let place = |span: Span| Location { article, span };
    let what = name(claim.record);
    let [less, more] = [claim, most].map(|claim| with_amount(claim));
    let message = format!("the {what} is said to be {less}, and {more}");
    reporter
        .report(place(claim.place), format!("{what}: {less}"), message)
        .relate(place(most.place), format!("{more} here"));
}

/// Matches that have more than the record.
fn report_beyond(
    article: usize,
    record: SeasonRecord,
    most: &Claimed<'_>,
    played: &[Played],
    reporter: &mut Reporter<'_, '_>,
) {
    let beyond = played.iter().filter_map(|played| Some((record.amount(played.score)?, played)));
    let mut beyond: Vec<_> = beyond.filter(|(amount, _)| *amount > most.amount).collect();
    beyond.sort_by_key(|(amount, played)| (std::cmp::Reverse(*amount), played.index));
    let Some((more, _)) = beyond.first() else { return };
    let what = name(record);
    let message =
        format!("the {what} is said to be {}, but a match has {}", says(most), amount(record, *more));
    let dossiers = reporter.dossiers;
    let finding = reporter.report(Location { article, span: most.place }, format!("{what}: beyond"), message);
    for (_, played) in beyond.iter().take(MOST_NAMED) {
        let Some(dossier) = dossiers.matches.get(played.index) else { continue };
        let readings = score_readings(dossier);
        let source = readings.iter().find_map(|reading| reading.sources.first());
        let name = format!("{} ended {}", text::match_name(dossiers, dossier), text::pair(played.score));
        if let Some(source) = source {
            finding.relate(source.location.clone(), name);
        }
    }
}

/// `Alder 6–0 Birch`, or `6 goals` where no match is named.
fn says(claim: &Claimed<'_>) -> String {
    match (claim.statement.teams.as_slice(), claim.statement.score) {
        ([home, away], Some(score)) => format!("{} {} {}", home.name, text::pair(score.value), away.name),
        _ => amount(claim.record, claim.amount),
    }
}

/// `Alder 6–0 Birch, a margin of 6`
fn with_amount(claim: &Claimed<'_>) -> String {
    let (says, amount) = (says(claim), amount(claim.record, claim.amount));
    if says == amount { says } else { format!("{says}, {amount}") }
}

fn name(record: SeasonRecord) -> &'static str {
    match record {
        SeasonRecord::BiggestHomeWin => "biggest home win",
        SeasonRecord::BiggestAwayWin => "biggest away win",
        SeasonRecord::BiggestWin => "biggest win",
        SeasonRecord::HighestScoring => "highest scoring match",
        SeasonRecord::MostGoals => "most goals of one team",
        SeasonRecord::MostGoalsInDefeat => "most goals of a team that lost",
        SeasonRecord::HighestAttendance => "highest attendance",
        SeasonRecord::LowestAttendance => "lowest attendance",
    }
}

/// `a margin of 6`, `8 goals`
fn amount(record: SeasonRecord, amount: u16) -> String {
    match record {
        SeasonRecord::BiggestHomeWin | SeasonRecord::BiggestAwayWin | SeasonRecord::BiggestWin => {
            format!("a margin of {amount}")
        }
        _ => format!("{amount} goals"),
    }
}
