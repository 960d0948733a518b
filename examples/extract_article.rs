//! Reads one article and prints its matches: `cargo run --example extract_article -- PATH`.

use scoreline::{Catalogue, Options, read, record::Match};

fn main() -> scoreline::Result<()> {
    let seed = "seeds/2017-caf-confederation-cup-knockout-stage.txt";
    let path = std::env::args_os().nth(1).unwrap_or_else(|| seed.into());
    let batch = read(&[path.into()], &Options::default(), &Catalogue::embedded()?);
    for problem in &batch.problems {
        eprintln!("{problem}");
    }
    for article in batch.entries().articles {
        let title = article.article.title.unwrap_or(article.article.path);
        println!("{title}: {} matches, {} ties", article.matches.len(), article.ties.len());
        article.matches.iter().for_each(print_match);
    }
    Ok(())
}

/// `2017-02-10  Final  Alder Town 3–0 Birch Rovers`, with `?` for what the article does not state.
fn print_match(entry: &Match) {
    let date = entry.date.map_or_else(|| "?".to_owned(), |date| date.to_string());
    let round = entry.round.as_ref().map_or("?", |round| &round.name);
    let home = entry.home.as_ref().map_or("?", |team| &team.name);
    let away = entry.away.as_ref().map_or("?", |team| &team.name);
    let score = entry.score.map_or_else(|| "v".to_owned(), |score| score.to_string());
    println!("{date}  {round}  {home} {score} {away}");
}
