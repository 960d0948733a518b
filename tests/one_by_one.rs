//! What many articles give together is what each of them gives alone: a folder against its files, a dump against its pages, which
//! a reader that is not ours takes out of it.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that panics has failed")]

mod support;

use std::{collections::BTreeSet, fs, path::Path, process::Command, thread};

use scoreline::{Batch, Catalogue, Options, markup::Dialect, read, read_texts};
use serde_json::Value;
use support::{corpus, json, python, run};

/// What is said of an article with regard to the others of its run; an id is that of the article which names the competition.
const OF_THE_RUN: [&str; 8] =
    ["claims", "disputed", "id", "linked", "match_id", "path", "rules_not_applied", "transclusions_missing"];

fn records(batch: &Batch) -> Vec<Value> {
    let mut articles = serde_json::to_value(batch.entries().articles).unwrap();
    take_out(&mut articles);
    articles.as_array().unwrap().clone()
}

fn take_out(value: &mut Value) {
    match value {
        Value::Array(values) => values.iter_mut().for_each(take_out),
        Value::Object(fields) => {
            fields.retain(|name, _| !OF_THE_RUN.contains(&name.as_str()));
            fields.values_mut().for_each(take_out);
        }
        _ => {}
    }
}

/// Where two values differ.
fn differing(one: &Value, other: &Value) -> Vec<String> {
    let below = |name: String, one: Option<&Value>, other: Option<&Value>| match (one, other) {
        (Some(one), Some(other)) => {
            differing(one, other).into_iter().map(|place| format!("/{name}{place}")).collect()
        }
        _ => vec![format!("/{name}")],
    };
    match (one, other) {
        (Value::Object(one), Value::Object(other)) => {
            let names: BTreeSet<&String> = one.keys().chain(other.keys()).collect();
            names.into_iter().flat_map(|name| below(name.clone(), one.get(name), other.get(name))).collect()
        }
        (Value::Array(one), Value::Array(other)) => (0..one.len().max(other.len()))
            .flat_map(|at| below(at.to_string(), one.get(at), other.get(at)))
            .collect(),
        _ if one == other => Vec::new(),
        _ => vec![format!(": {one} {other}")],
    }
}

#[test]
fn a_folder_gives_what_its_articles_give_one_by_one() {
    let Some(corpus) = corpus("") else { return };
    let (catalogue, options) = (Catalogue::embedded().unwrap(), Options::default());
    let paths = ["articles", "other"].map(|name| corpus.join(name));
    let together = read(&paths, &options, &catalogue);
    let articles = records(&together);
    assert!(articles.len() > 500, "{}", articles.len());
    let mut differences = Vec::new();
    for (article, of_folder) in together.articles.iter().zip(&articles) {
        let alone = records(&read(&[(*article.path).into()], &options, &catalogue));
        differences
            .extend(differing(&alone[0], of_folder).iter().map(|place| format!("{}{place}", article.path)));
    }
    assert_eq!(differences, [""; 0]);
}

/// The pages of a dump, by Python.
fn pages(python: &Path, dump: &Path) -> Vec<Value> {
    let reader = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/readers/pages.py");
    let output = Command::new(python).arg(reader).arg(dump).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    output.stdout.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()).map(parsed).collect()
}

fn parsed(line: &[u8]) -> Value {
    serde_json::from_slice(line).unwrap()
}

/// Whether an article holds anything but its own name.
fn has_record(article: &Value) -> bool {
    let fields = article.as_object().unwrap().iter();
    let lists = fields.filter(|(name, _)| !["unread", "transclusions"].contains(&name.as_str()));
    lists.filter_map(|(_, value)| value.as_array()).any(|list| !list.is_empty())
}

#[test]
fn a_dump_gives_what_its_pages_give_one_by_one() {
    let (Some(dumps), Some(python)) = (corpus("dumps"), python::interpreter()) else { return };
    let catalogue = Catalogue::embedded().unwrap();
    let mut files: Vec<_> = fs::read_dir(dumps).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    thread::scope(|scope| {
        for half in files.chunks(files.len().div_ceil(2)) {
            scope.spawn(|| half.iter().for_each(|dump| compare(dump, &pages(&python, dump), &catalogue)));
        }
    });
}

fn compare(dump: &Path, pages: &[Value], catalogue: &Catalogue) {
    let folder = tempfile::tempdir().unwrap();
    let input = dump.to_str().unwrap();
    let ran = run(folder.path(), &["extract", input, "--format", "ndjson", "--summary", "summary.json"]);
    assert_eq!(json(&folder.path().join("summary.json"))["pages"]["pages"], pages.len(), "{input}");
    let mut of_dump: Vec<Value> = ran.stdout.lines().map(|line| parsed(line.as_bytes())).collect();
    of_dump.iter_mut().for_each(take_out);
    let kept = of_dump.len();
    let mut found = 0;
    for page in pages.iter().filter(|page| ["0", "10"].contains(&page["namespace"].as_str().unwrap_or("0"))) {
        let (title, text) = (page["title"].as_str().unwrap(), page["text"].as_str().unwrap());
        let of_dump = of_dump.iter().find(|article| article["article"]["title"] == title);
        let language = of_dump.map(|article| article["article"]["language"].as_str().unwrap().to_owned());
        let mut options = Options::default();
        (options.language, options.dialect) = (language, Some(Dialect::Wikitext));
        let mut alone = records(&read_texts(
            [(&*format!("{}.wiki", title.replace('/', "%2F")), text)],
            &options,
            catalogue,
        ));
        match of_dump {
            Some(of_dump) => {
                // text in memory has no header facts
                alone[0]["article"] = of_dump["article"].clone();
                assert_eq!(differing(&alone[0], of_dump), [""; 0], "{input}: {title}");
                found += 1;
            }
            None => assert!(!has_record(&alone[0]) || page["is_redirect"] == true, "{input}: {title}"),
        }
    }
    assert_eq!(found, kept, "{input}");
}

/// The fixtures name the same teams over and over, so that many of them seem to speak of one match.
#[test]
fn what_is_stated_differently_anywhere_is_disputed_everywhere() {
    let batch = read(&["fixtures".into()], &Options::default(), &Catalogue::embedded().unwrap());
    let (mut disputed, articles) = (0, batch.entries().articles);
    for entry in articles.iter().flat_map(|article| &article.matches) {
        let mut scores: Vec<_> = entry.claims.iter().filter_map(|claim| claim.score).collect();
        scores.dedup();
        // revisions of a page are not compared with each other
        let of_revisions = entry.claims.iter().any(|claim| claim.path.contains('~'));
        if scores.len() > 1 && !of_revisions {
            assert!(entry.disputed, "{}: {scores:?}", entry.id);
            disputed += 1;
        }
    }
    assert!(disputed > 20, "{disputed}");
}
