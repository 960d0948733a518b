//! Rules about group and league tables: their own arithmetic, their order, and the matches that they sum up.

mod level;
mod matches;
mod matrix;
mod order;
mod row;
mod start_points;
mod sums;

use crate::{
    finding::Location,
    link::Dossiers,
    record::{Standings, StandingsRow},
    span::{Span, Stated},
    work,
};

/// A table at its place in the batch.
#[derive(Clone, Copy)]
struct Table<'d> {
    article: usize,
    standings: &'d Standings,
}

impl Table<'_> {
    fn location(&self, span: Span) -> Location {
        Location { article: self.article, span }
    }

    /// How messages call it: `table of group A`, `table`.
    fn name(&self) -> String {
        self.standings
            .group
            .as_ref()
            .map_or_else(|| "table".to_owned(), |group| format!("table of group {group}"))
    }

    /// What tells it apart from other tables of the article when lines move: its name and its first team.
    fn subject(&self) -> String {
        let first = self.standings.rows.first().map_or("", team_name);
        format!("{} with {first}", self.name())
    }
}

/// All tables of a batch.
fn tables<'d>(dossiers: &'d Dossiers<'_>) -> impl Iterator<Item = Table<'d>> {
    let articles = dossiers.articles.iter().enumerate();
    articles.flat_map(|(article, extracted)| {
        extracted.standings.iter().map(move |standings| Table { article, standings })
    })
}

fn team_name(row: &StandingsRow) -> &str {
    row.team.as_ref().map_or("a team", |team| &team.name)
}

/// Matches won, drawn and lost; `None` unless all are written.
fn results(row: &StandingsRow) -> Option<[u32; 3]> {
    work::add(1);
    Some([row.won?.value, row.drawn?.value, row.lost?.value])
}

/// Where a number stands, or its row.
fn place_of<T>(row: &StandingsRow, stated: Option<Stated<T>>) -> Span {
    stated.map_or_else(|| row.at.span(), |stated| stated.at)
}
