//! Draws the picture of the README: `cargo run --example picture > docs/picture.svg`.

use scoreline::{
    Catalogue,
    pipeline::{self, Options},
    report::{self, Source},
};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let catalogue = Catalogue::embedded()?;
    let batch = pipeline::read(&["seeds".into()], &Options::default(), &catalogue);
    let outcome = batch.entries();
    let source = Source {
        texts: &batch.articles,
        articles: &outcome.articles,
        findings: &outcome.report.findings,
        problems: &batch.problems,
    };
    let picture = report::picture(source, "AGG001")?.ok_or("no bracket of the seeds is touched by AGG001")?;
    print!("{picture}");
    Ok(())
}
