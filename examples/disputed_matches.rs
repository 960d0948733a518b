//! Lists the matches and ties of which an article says two things, with every place that speaks of them:
//! `cargo run --example disputed_matches -- PATH...`.

use std::path::PathBuf;

use scoreline::{
    Catalogue, Options, read,
    record::{Match, MatchClaim, Tie, TieClaim},
};

fn main() -> scoreline::Result<()> {
    let mut paths: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    if paths.is_empty() {
        paths.push("seeds".into());
    }
    // all paths are one batch: a match box in one article and a leg list in another are claims about one match
    let batch = read(&paths, &Options::default(), &Catalogue::embedded()?);
    for article in batch.entries().articles {
        article.matches.iter().filter(|entry| entry.disputed).for_each(print_match);
        article.ties.iter().filter(|entry| entry.disputed).for_each(print_tie);
    }
    Ok(())
}

fn print_match(entry: &Match) {
    println!("match {}", entry.id);
    for MatchClaim { path, at, kind, score, .. } in &entry.claims {
        let score = score.map_or_else(|| "no score".to_owned(), |score| score.to_string());
        println!("  {path}:{}: {}: {score}", at.line, kind.noun());
    }
}

fn print_tie(entry: &Tie) {
    println!("tie {}", entry.id);
    for TieClaim { path, at, kind, aggregate, .. } in &entry.claims {
        let aggregate = aggregate
            .map_or_else(|| "no aggregate".to_owned(), |[first, second]| format!("{first}–{second}"));
        println!("  {path}:{}: {}: {aggregate}", at.line, kind.noun());
    }
}
