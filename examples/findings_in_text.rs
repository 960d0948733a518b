//! Finds contradictions in a text that is held in memory, as an editor or a bot has it, and prints them as JSON:
//! `cargo run --example findings_in_text`.

use scoreline::{Catalogue, FindingRecord, Options, read_texts};

const TEXT: &str = "\
'''2031 Lowland Cup'''

== First round ==
{{TwoLegStart}}
{{TwoLegResult|[[Alder Town]]|ENG|5–2|[[Birch Rovers]]|SCO|3–0|0–1}}
{{TwoLegEnd}}
";

fn main() -> Result<(), Box<dyn std::error::Error>> {
    // the catalogue is made once and serves any number of texts
    let catalogue = Catalogue::embedded()?;
    let batch = read_texts([("cup.wiki", TEXT)], &Options::default(), &catalogue);
    for finding in batch.check().findings {
        // lines and columns in place of the offsets of the batch
        let record = FindingRecord::new(&finding, &batch.articles);
        println!("{}", serde_json::to_string_pretty(&record)?);
    }
    Ok(())
}
