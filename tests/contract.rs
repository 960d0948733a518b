//! The JSON Schema that `scoreline schema` prints, against what is really written.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that panics has failed"
)]

mod support;

use std::path::Path;

use jsonschema::Validator;
use serde_json::{Value, json};
use support::{corpus, folder, run};

fn printed(object: &str) -> Value {
    let ran = run(Path::new("."), &["schema", object]);
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    serde_json::from_str(&ran.stdout).unwrap()
}

fn validator(object: &str) -> Validator {
    let schema = printed(object);
    jsonschema::draft202012::meta::validate(&schema).unwrap();
    jsonschema::draft202012::options().should_validate_formats(true).build(&schema).unwrap()
}

/// All objects that a command writes about these inputs.
fn objects(command: &str, input: &str) -> Vec<Value> {
    let ran = run(Path::new("."), &[command, input, "--format", "ndjson", "--no-config"]);
    assert!(!ran.stdout.is_empty(), "{}", ran.stderr);
    ran.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// Fails with the first place that the schema does not allow; gives the number of objects.
fn validate(object: &str, command: &str, input: &str) -> usize {
    let validator = validator(object);
    let objects = objects(command, input);
    for value in &objects {
        if let Some(error) = validator.iter_errors(value).next() {
            let path = value.pointer("/article/path").or_else(|| value.get("path"));
            panic!("{path:?}: {}: {error}", error.instance_path());
        }
    }
    objects.len()
}

#[test]
fn what_is_written_about_the_seeds_keeps_to_the_schema() {
    let seeds = concat!(env!("CARGO_MANIFEST_DIR"), "/seeds");
    assert_eq!(validate("article", "extract", seeds), 5);
    assert!(validate("finding", "check", seeds) > 0);
}

#[test]
fn what_is_written_about_the_corpus_keeps_to_the_schema() {
    let Some(articles) = corpus("articles") else { return };
    assert!(validate("article", "extract", articles.to_str().unwrap()) > 100);
    assert!(validate("finding", "check", articles.to_str().unwrap()) > 100);
}

/// An article with a match, a tie and a squad.
const ARTICLE: &str = "== First round ==\n{{TwoLegStart}}\n\
    {{TwoLegResult|[[Alder Town]]|ENG|5–2|[[Birch Rovers]]|SCO|3–0|0–1}}\n{{TwoLegEnd}}\n\
    {{Football box|date=1 May 2031|team1=[[Alder Town]]|score=3–0|team2=[[Birch Rovers]]|goals1=[[Ann Ash]] {{goal|9}}}}\n\
    == Alderland ==\n{{nat fs g start}}\n{{nat fs g player|no=1|pos=GK|name=[[Ann Ash]]|age={{birth date and age|2001|2|3}}\
    |caps=4|goals=0|club=[[Alder Town]]|clubnat=ENG}}\n{{nat fs end}}\n";

/// The object at a place, with a field more.
fn with_field(value: &Value, place: &str) -> Value {
    let mut value = value.clone();
    let object = value.pointer_mut(place).unwrap_or_else(|| panic!("nothing at {place}"));
    object.as_object_mut().unwrap().insert("surprise".to_owned(), json!(1));
    value
}

#[test]
fn fields_that_the_contract_does_not_name_are_refused_at_every_level() {
    let folder = folder(&[("cup.wiki", ARTICLE.as_bytes())]);
    let path = folder.path().join("cup.wiki");
    let (article, finding) = (validator("article"), validator("finding"));
    let written = &objects("extract", path.to_str().unwrap())[0];
    assert!(article.is_valid(written));
    let places = [
        "",
        "/article",
        "/competition",
        "/coverage",
        "/matches/0",
        "/matches/0/at",
        "/matches/0/home",
        "/matches/0/claims/0",
        "/ties/0",
        "/ties/0/legs/0",
        "/squads/0",
        "/squads/0/club",
    ];
    for place in places {
        assert!(!article.is_valid(&with_field(written, place)), "{place}");
    }
    let found = objects("check", path.to_str().unwrap());
    let found = found.iter().find(|finding| finding["code"] == "AGG001").unwrap();
    assert!(finding.is_valid(found));
    for place in ["", "/related/0"] {
        assert!(!finding.is_valid(&with_field(found, place)), "{place}");
    }
}

#[test]
fn what_is_always_written_is_required_and_has_its_type() {
    let folder = folder(&[("cup.wiki", ARTICLE.as_bytes())]);
    let path = folder.path().join("cup.wiki");
    let article = validator("article");
    let written = &objects("extract", path.to_str().unwrap())[0];
    for field in written.as_object().unwrap().keys() {
        let mut value = written.clone();
        value.as_object_mut().unwrap().remove(field);
        assert!(!article.is_valid(&value), "{field}");
    }
    for (place, wrong) in [
        ("/schema_version", json!(2)),
        ("/matches/0/date", json!("yesterday")),
        ("/matches/0/status", json!("won")),
        ("/matches/0/score/home", json!("3")),
        ("/ties/0/aggregate", json!([1, 2, 3])),
        ("/matches/0/disputed", json!(null)),
    ] {
        let mut value = written.clone();
        *value.pointer_mut(place).unwrap() = wrong;
        assert!(!article.is_valid(&value), "{place}");
    }
}
