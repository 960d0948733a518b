//! Every fixture end to end: `fixtures/<shape>/<case>` is an input of one idea, the records and the findings that a reader
//! expects of it. `fixtures/README.md` says how to write one.

#![allow(clippy::expect_used, clippy::panic, reason = "a test that panics has failed")]

use std::{
    fs,
    path::{Path, PathBuf},
};

use scoreline::{
    Catalogue,
    pipeline::{self, Options},
    sink::{self, FindingFormat, FindingStyle},
};
use serde_json::{Map, Value};

/// Extensions of inputs: wikitext (complete or stripped), and the text that rendering leaves of it.
const INPUTS: [&str; 2] = ["wikitext", "rendered"];

/// A folder whose name begins so is one batch.
const BATCH: &str = "batch-";

#[test]
fn every_fixture_reads_as_a_reader_expects() {
    let catalogue = Catalogue::embedded().expect("the embedded catalogue loads");
    let root = Path::new("fixtures");
    let shapes = entries(root).into_iter().filter(|path| path.is_dir());
    let batches: Vec<Vec<PathBuf>> = shapes.flat_map(|shape| batches(&shape)).collect();
    assert!(!batches.is_empty(), "no fixture in {}", root.display());
    let problems: Vec<String> = batches.iter().filter_map(|batch| differences(batch, &catalogue)).collect();
    assert!(problems.is_empty(), "{} of {} differ\n\n{}", problems.len(), batches.len(), problems.join("\n"));
}

#[test]
fn every_expectation_has_its_input() {
    let shapes = entries(Path::new("fixtures")).into_iter().filter(|path| path.is_dir());
    let folders =
        shapes.flat_map(|shape| [entries(&shape), vec![shape]].concat()).filter(|path| path.is_dir());
    for file in folders.flat_map(|folder| entries(&folder)).filter(|path| path.is_file()) {
        let has_input = INPUTS.iter().any(|extension| file.with_extension(extension).is_file());
        assert!(has_input, "{} belongs to no input", file.display());
    }
}

/// What a folder holds, in order of name.
fn entries(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut paths: Vec<PathBuf> =
        entries.map(|entry| entry.expect("a folder entry is readable").path()).collect();
    paths.sort();
    paths
}

/// The batches of a shape: each input on its own, and each `batch-…` folder as one.
fn batches(shape: &Path) -> Vec<Vec<PathBuf>> {
    let is_batch =
        |path: &Path| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(BATCH));
    let (folders, files): (Vec<PathBuf>, _) = entries(shape).into_iter().partition(|path| path.is_dir());
    let folders =
        folders.into_iter().inspect(|path| assert!(is_batch(path), "{} is no batch", path.display()));
    let together = folders.map(|folder| inputs(entries(&folder)));
    let alone = inputs(files).into_iter().map(|input| vec![input]);
    alone.chain(together).collect()
}

fn inputs(paths: Vec<PathBuf>) -> Vec<PathBuf> {
    let is_input =
        |path: &PathBuf| INPUTS.iter().any(|extension| path.extension() == Some(extension.as_ref()));
    paths.into_iter().filter(is_input).collect()
}

/// What differs between a batch and what is expected of it, one difference a line.
fn differences(batch: &[PathBuf], catalogue: &Catalogue) -> Option<String> {
    let mut options = Options::default();
    options.language = Some(language_of(batch));
    let read = pipeline::read(batch, &options, catalogue);
    let mut lines: Vec<String> = read.problems.iter().map(ToString::to_string).collect();
    let outcome = read.entries();
    let mut findings = Vec::new();
    let style = FindingStyle { format: FindingFormat::Concise, ..FindingStyle::default() };
    sink::write_findings(&outcome.report.findings, &read.articles, style, &mut findings)
        .expect("a vector takes all");
    let findings = String::from_utf8(findings).expect("findings are text");
    for (input, article) in batch.iter().zip(&outcome.articles) {
        let found = serde_json::to_value(article).expect("an article is JSON");
        let mut different = Vec::new();
        compare("", &records(input), &found, &mut different);
        different.extend(changed_lines(&expected_findings(input), &findings_of(input, &findings)));
        if !different.is_empty() {
            lines.push(format!("{}:\n    {}", input.display(), different.join("\n    ")));
        }
    }
    (!lines.is_empty()).then(|| lines.join("\n"))
}

/// The wiki that a batch is of: German where its first input is called `<case>.de.wikitext`.
fn language_of(batch: &[PathBuf]) -> String {
    let stem = batch.first().and_then(|input| input.file_stem()).map(Path::new);
    let code = stem.and_then(Path::extension).and_then(|code| code.to_str());
    code.unwrap_or("en").to_owned()
}

/// The expected records. Everything that looks like data is read unless the fixture says what is not.
fn records(input: &Path) -> Value {
    let path = input.with_extension("json");
    let text = text_of(&path);
    let mut records: Map<String, Value> =
        serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    records.entry("unread").or_insert(Value::Array(Vec::new()));
    Value::Object(records)
}

fn expected_findings(input: &Path) -> Vec<String> {
    text_of(&input.with_extension("txt")).lines().map(str::to_owned).collect()
}

fn text_of(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The findings whose place is in one article, with its file name for its path.
fn findings_of(input: &Path, findings: &str) -> Vec<String> {
    let folder = input.parent().map(|folder| format!("{}/", folder.display())).unwrap_or_default();
    let name = input.file_name().unwrap_or_default().to_string_lossy();
    let named = findings.lines().filter_map(|line| line.strip_prefix(&folder));
    named.filter(|line| line.starts_with(&format!("{name}:"))).map(str::to_owned).collect()
}

/// Compares the keys that the expectation lists; lists in full.
fn compare(at: &str, expected: &Value, found: &Value, different: &mut Vec<String>) {
    match (expected, found) {
        (Value::Object(expected), Value::Object(found)) => {
            for (key, expected) in expected {
                let at = if at.is_empty() { key.clone() } else { format!("{at}.{key}") };
                match found.get(key) {
                    Some(found) => compare(&at, expected, found, different),
                    None => different.push(format!("{at}: records have no such key")),
                }
            }
        }
        (Value::Array(expected), Value::Array(found)) => {
            for (index, (expected, found)) in expected.iter().zip(found).enumerate() {
                compare(&format!("{at}[{index}]"), expected, found, different);
            }
            let missing =
                expected.iter().enumerate().skip(found.len()).map(|(index, item)| ('-', index, item));
            let added = found.iter().enumerate().skip(expected.len()).map(|(index, item)| ('+', index, item));
            different.extend(
                missing.chain(added).map(|(sign, index, item)| format!("{sign} {at}[{index}]: {item}")),
            );
        }
        _ if expected == found => {}
        _ => different.push(format!("{at}: expected {expected}, found {found}")),
    }
}

/// Lines that stand on one side only.
fn changed_lines(expected: &[String], found: &[String]) -> Vec<String> {
    if expected == found {
        return Vec::new();
    }
    let missing = expected.iter().filter(|line| !found.contains(line)).map(|line| format!("- {line}"));
    let added = found.iter().filter(|line| !expected.contains(line)).map(|line| format!("+ {line}"));
    let changed: Vec<String> = missing.chain(added).collect();
    if changed.is_empty() { vec!["findings come in another order or number".to_owned()] } else { changed }
}
