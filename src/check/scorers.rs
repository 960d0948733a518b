//! Rules about lists of top scorers.

use super::{
    Reporter, Rule,
    registry::{ScorerRank, ScorerRowSum},
};
use crate::{finding::Location, link::Dossiers, record::ScorerRow};

impl Rule for ScorerRowSum {
    fn check_batch(&self, dossiers: &Dossiers<'_>, reporter: &mut Reporter<'_, '_>) {
        for (article, extracted) in dossiers.articles.iter().enumerate() {
            for row in extracted.scorers.iter().filter(|row| !row.per_round.is_empty()) {
                check_sum(article, row, reporter);
            }
        }
    }
}

fn check_sum(article: usize, row: &ScorerRow, reporter: &mut Reporter<'_, '_>) {
    let Some(total) = row.total else { return };
    reporter.applied();
    let sum = row.per_round.values().fold(0_u32, |sum, goals| sum.saturating_add(*goals));
    if sum == total.value {
        return;
    }
    let name = &row.player.name;
    let message = format!("total of {name} is {} but the goals per round add up to {sum}", total.value);
    reporter
        .report(Location { article, span: total.at }, name, message)
        .relate(Location { article, span: row.at.span() }, format!("the row has {sum} goals"));
}

impl Rule for ScorerRank {
    fn check_batch(&self, dossiers: &Dossiers<'_>, reporter: &mut Reporter<'_, '_>) {
        for (article, extracted) in dossiers.articles.iter().enumerate() {
            for list in lists(&extracted.scorers) {
                check_ranks(article, list, reporter);
            }
        }
    }
}

/// A row of a list with its rank and total.
type Ranked<'a> = (&'a ScorerRow, u32, u32);

/// The lists of an article: a new one begins under another heading, and where the ranks begin anew.
fn lists(rows: &[ScorerRow]) -> Vec<Vec<Ranked<'_>>> {
    let mut lists: Vec<Vec<Ranked<'_>>> = Vec::new();
    for row in rows {
        let (Some(rank), Some(total)) = (row.rank, row.total) else { continue };
        let follows = lists.last().and_then(|list| list.last()).is_some_and(|(before, before_rank, _)| {
            before.at.section == row.at.section && rank.value >= *before_rank
        });
        match lists.last_mut().filter(|_| follows) {
            Some(list) => list.push((row, rank.value, total.value)),
            None => lists.push(vec![(row, rank.value, total.value)]),
        }
    }
    lists
}

/// Ranks may leave gaps after equal totals (1, 2, 2, 4) or not (1, 2, 2, 3); a list that follows either is in order.
fn check_ranks(article: usize, list: Vec<Ranked<'_>>, reporter: &mut Reporter<'_, '_>) {
    if list.len() < 2 || list.first().is_none_or(|(_, rank, _)| *rank != 1) {
        return;
    }
    reporter.applied();
    let totals: Vec<u32> = list.iter().map(|(_, _, total)| *total).collect();
    let wrong = |ranks: &[u32]| list.iter().zip(ranks).position(|((_, rank, _), expected)| rank != expected);
    let with_gaps = ranks_with_gaps(&totals);
    let (Some(at), Some(_)) = (wrong(&with_gaps), wrong(&ranks_without_gaps(&totals))) else { return };
    let (Some((row, rank, total)), Some(expected)) = (list.get(at), with_gaps.get(at)) else { return };
    let name = &row.player.name;
    let message = format!("rank of {name} is {rank} but a total of {total} makes it {expected}");
    let span = row.rank.map_or(row.at.span(), |rank| rank.at);
    let finding = reporter.report(Location { article, span }, name, message);
    if let Some((before, rank, total)) = at.checked_sub(1).and_then(|before| list.get(before)) {
        let message = format!("the row before: rank {rank} with {total}");
        finding.relate(Location { article, span: before.at.span() }, message);
    }
}

fn ranks_with_gaps(totals: &[u32]) -> Vec<u32> {
    let mut sorted = totals.to_vec();
    sorted.sort_by_key(|total| std::cmp::Reverse(*total));
    totals.iter().map(|total| sorted.partition_point(|other| other > total) as u32 + 1).collect()
}

fn ranks_without_gaps(totals: &[u32]) -> Vec<u32> {
    let mut sorted = totals.to_vec();
    sorted.sort_by_key(|total| std::cmp::Reverse(*total));
    sorted.dedup();
    totals.iter().map(|total| sorted.partition_point(|other| other > total) as u32 + 1).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranks_follow_totals_with_and_without_gaps() {
        assert_eq!(ranks_with_gaps(&[6, 5, 5, 4]), [1, 2, 2, 4]);
        assert_eq!(ranks_without_gaps(&[6, 5, 5, 4]), [1, 2, 2, 3]);
        assert_eq!(ranks_with_gaps(&[5, 6]), [2, 1]);
    }
}
