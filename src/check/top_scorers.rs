//! The top scorers of an infobox against the lists of scorers below it.

use super::{Reporter, Rule, registry::TopScorerDisagrees, scorer_goals::key};
use crate::{
    extract::Extracted,
    finding::Location,
    link::Dossiers,
    record::{Player, ScorerRow, Team},
};

impl Rule for TopScorerDisagrees {
    fn check_batch(&self, dossiers: &Dossiers<'_>, reporter: &mut Reporter<'_, '_>) {
        for (article, extracted) in dossiers.articles.iter().enumerate() {
            check_article(article, extracted, reporter);
        }
    }
}

/// The infobox gives one number, for whoever it names. Lists that name none of them are of something else.
fn check_article(article: usize, extracted: &Extracted, reporter: &mut Reporter<'_, '_>) {
    let Some(stated) = extracted.competition.top_scorer_goals else { return };
    let named: Vec<String> = extracted.competition.top_scorer.iter().map(key_of).collect();
    let rows = extracted.scorers.iter().filter(|row| row.own_goals.is_none());
    let totals: Vec<(&ScorerRow, u32)> = rows.filter_map(|row| Some((row, row.total?.value))).collect();
    let mut of_named = totals.iter().filter(|(row, _)| named.contains(&key(&row.player))).peekable();
    let Some(first) = of_named.peek().copied() else { return };
    reporter.applied();
    let differing = of_named.find(|(_, total)| *total != stated.value);
    let more = totals.iter().find(|(_, total)| *total > stated.value);
    let Some((row, total)) = differing.or(more) else { return };
    let name = &row.player.name;
    let message = if differing.is_some() {
        format!("the infobox gives {name} {} goals, the list of scorers {total}", stated.value)
    } else {
        let top = &first.0.player.name;
        format!("the infobox has {top} with {} goals as top scorer, but {name} has {total}", stated.value)
    };
    let span = row.total.map_or(row.at.span(), |total| total.at);
    reporter
        .report(Location { article, span: stated.at }, "top scorer of the infobox", message)
        .relate(Location { article, span }, format!("{total} goals of {name}"));
}

fn key_of(player: &Team) -> String {
    key(&Player { name: player.name.clone(), link: player.link.clone() })
}
