//! Reads a template that the catalogue does not know, by laying a folder of one's own over it:
//! `cargo run --example own_catalogue`.

use std::path::Path;

use scoreline::{Catalogue, Options, read_texts};

const TEXT: &str =
    "== Final ==\n{{Village match|day=1 May 2031|hosts=[[Alder Town]]|result=3–0|guests=Birch Rovers}}\n";

fn main() -> scoreline::Result<()> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/own-catalogue");
    for (name, catalogue) in
        [("embedded", Catalogue::embedded()?), ("with overlay", Catalogue::with_overlay(&folder)?)]
    {
        let batch = read_texts([("village.wiki", TEXT)], &Options::default(), &catalogue);
        let articles = batch.entries().articles;
        let matches = articles.iter().map(|article| article.matches.len()).sum::<usize>();
        println!("{name}: {matches} matches");
    }
    Ok(())
}
