//! The programs in `examples/` are built and run, and print what they promise.

#![allow(clippy::unwrap_used, reason = "a test that panics has failed")]

use std::process::Command;

fn example(name: &str, arguments: &[&str]) -> String {
    let mut command = Command::new(env!("CARGO"));
    command.args(["run", "--quiet", "--example", name, "--"]).args(arguments);
    let output = command.current_dir(env!("CARGO_MANIFEST_DIR")).output().unwrap();
    assert!(output.status.success(), "{name}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn an_article_is_extracted() {
    let printed = example("extract_article", &["seeds/2017-caf-confederation-cup-knockout-stage.txt"]);
    assert!(printed.contains("Semi-finals  SuperSport United 1–1 Club Africain"), "{printed}");
}

#[test]
fn disputed_matches_are_listed_with_their_claims() {
    let path = "fixtures/leg-list/aggregate-wrong.wikitext";
    let printed = example("disputed_matches", &[path]);
    assert!(printed.contains(&format!("  {path}:3: leg list: 5–2\n")), "{printed}");
}

#[test]
fn a_catalogue_of_ones_own_reads_what_the_embedded_one_does_not() {
    assert_eq!(example("own_catalogue", &[]), "embedded: 0 matches\nwith overlay: 1 matches\n");
}

#[test]
fn findings_of_a_text_in_memory_have_lines_and_columns() {
    let finding: serde_json::Value = serde_json::from_str(&example("findings_in_text", &[])).unwrap();
    assert_eq!((&finding["code"], &finding["line"]), (&"AGG001".into(), &5.into()));
}
