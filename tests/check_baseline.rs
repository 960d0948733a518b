//! `scoreline check` against a file of reviewed findings, and the counts of what it finds.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that panics has failed")]

mod support;

use std::{fs, path::Path};

use serde_json::Value;
use support::{Ran, folder, run};

const ROW: &str = "{{TwoLegResult|Alder Town|ENG|5–2|Birch Rovers|SCO|3–0|0–1}}\n";
const OTHER_ROW: &str = "{{TwoLegResult|Cedar United|ENG|4–4|Dale City|SCO|3–0|0–1}}\n";

fn article(rows: &[&str]) -> String {
    format!("== First round ==\n{{{{TwoLegStart}}}}\n{}{{{{TwoLegEnd}}}}\n", rows.concat())
}

fn check(folder: &Path, arguments: &[&str]) -> Ran {
    run(folder, &[&["check", "--format", "concise"], arguments].concat())
}

#[test]
fn what_was_written_down_is_not_reported_when_lines_have_moved() {
    let folder = folder(&[("a.wiki", article(&[ROW]).as_bytes())]);
    let ran = check(folder.path(), &["a.wiki", "--write-baseline", "known.toml"]);
    assert_eq!((ran.status, ran.stdout.as_str()), (0, ""));
    assert_eq!(ran.stderr, "1 finding written down; known.toml has 1 entry\n");
    let moved = format!("A sentence.\n\nAnother sentence.\n\n{}", article(&[ROW, OTHER_ROW]));
    fs::write(folder.path().join("a.wiki"), moved).unwrap();
    let ran = check(folder.path(), &["a.wiki", "--baseline", "known.toml"]);
    assert_eq!(ran.status, 1);
    assert!(ran.stdout.starts_with("a.wiki:8:33: error[AGG001] aggregate is 4–4"), "{}", ran.stdout);
    assert_eq!(ran.stdout.lines().count(), 1, "{}", ran.stdout);
    let ran = run(folder.path(), &["check", "a.wiki", "--baseline", "known.toml", "--ignore", "AGG002"]);
    assert!(ran.stderr.contains("1 error, 0 warnings, 0 info in 1 of 1 article; 1 known from known.toml\n"));
}

#[test]
fn every_finding_of_the_seeds_stays_known_after_lines_were_inserted_above() {
    let seeds = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds");
    let files: Vec<(String, Vec<u8>)> = fs::read_dir(seeds)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension != "md"))
        .map(|path| (path.file_name().unwrap().to_str().unwrap().to_owned(), fs::read(path).unwrap()))
        .collect();
    let files: Vec<(&str, &[u8])> =
        files.iter().map(|(name, text)| (name.as_str(), text.as_slice())).collect();
    let folder = folder(&files);
    assert_eq!(check(folder.path(), &[".", "--write-baseline", "known"]).status, 0);
    for (name, text) in files {
        let text = [b"<!-- a comment -->\n\n<!-- and another -->\n".as_slice(), text].concat();
        fs::write(folder.path().join(name), text).unwrap();
    }
    let ran = check(folder.path(), &[".", "--baseline", "known", "--fail-on", "info"]);
    assert_eq!((ran.status, ran.stdout.as_str(), ran.stderr.as_str()), (0, "", ""));
}

#[test]
fn the_file_reads_well_and_is_the_same_every_time() {
    let folder = folder(&[("a.wiki", article(&[OTHER_ROW, ROW]).as_bytes())]);
    let write = || {
        check(folder.path(), &["a.wiki", "--write-baseline", "known.toml"]);
        fs::read_to_string(folder.path().join("known.toml")).unwrap()
    };
    let first = write();
    let entries: Vec<&str> = first.split("\n[[finding]]\n").skip(1).collect();
    assert_eq!(entries.len(), 2);
    let (fields, fingerprint) = entries[0].split_once("fingerprint = ").unwrap();
    assert_eq!(
        fields,
        "article = \"a.wiki\"\ncode = \"AGG001\"\nmessage = \"aggregate is 4–4 but the legs 3–0 and 0–1 make 3–1\"\n"
    );
    assert_eq!(fingerprint.trim_end().len(), 18);
    assert_eq!(write(), first);
}

#[test]
fn the_same_finding_twice_is_two_findings() {
    let twice = article(&[ROW, ROW]);
    let folder = folder(&[("a.wiki", twice.as_bytes())]);
    let found = check(folder.path(), &["a.wiki", "--select", "AGG001"]).stdout.lines().count();
    assert_eq!(found, 2);
    check(folder.path(), &["a.wiki", "--select", "AGG001", "--write-baseline", "known.toml"]);
    let known = fs::read_to_string(folder.path().join("known.toml")).unwrap();
    assert!(known.contains("\ncount = 2\n"), "{known}");
    let known_again = |text: &str| {
        fs::write(folder.path().join("a.wiki"), text).unwrap();
        check(folder.path(), &["a.wiki", "--select", "AGG001", "--baseline", "known.toml"])
    };
    assert_eq!(known_again(&twice).stdout, "");
    assert_eq!(known_again(&article(&[ROW, ROW, ROW])).stdout.lines().count(), 1);
    let once = known_again(&article(&[ROW]));
    assert_eq!((once.status, once.stdout.as_str()), (0, ""));
    assert!(
        once.stderr.contains("known.toml: entry matches 1 of 2 times: AGG001 in a.wiki: "),
        "{}",
        once.stderr
    );
}

#[test]
fn entries_that_match_nothing_are_named_where_the_run_can_tell() {
    let folder = folder(&[("a.wiki", article(&[ROW]).as_bytes()), ("b.wiki", article(&[ROW]).as_bytes())]);
    check(folder.path(), &[".", "--write-baseline", "known.toml"]);
    fs::write(
        folder.path().join("a.wiki"),
        article(&["{{TwoLegResult|Alder Town|ENG|3–1|Birch Rovers|SCO|3–0|0–1}}\n"]),
    )
    .unwrap();
    let names = |arguments: &[&str]| {
        let ran = check(folder.path(), &[arguments, &["--baseline", "known.toml"]].concat());
        ran.stderr.lines().filter(|line| line.contains("matches nothing any more: AGG001 in a.wiki")).count()
    };
    assert_eq!(names(&["."]), 1);
    assert_eq!(names(&["b.wiki"]), 0, "the article is not part of the run");
    assert_eq!(names(&[".", "--ignore", "AGG"]), 0, "the rule is not part of the run");
}

#[test]
fn writing_it_again_keeps_reasons_and_what_the_run_cannot_tell() {
    let folder =
        folder(&[("a.wiki", article(&[ROW]).as_bytes()), ("b.wiki", article(&[OTHER_ROW]).as_bytes())]);
    let path = folder.path().join("known.toml");
    check(folder.path(), &[".", "--write-baseline", "known.toml"]);
    let annotated = fs::read_to_string(&path).unwrap() + "reason = \"the cup counts points\"\n";
    fs::write(&path, &annotated).unwrap();
    check(folder.path(), &["a.wiki", "--write-baseline", "known.toml"]);
    assert_eq!(fs::read_to_string(&path).unwrap(), annotated);
    check(folder.path(), &[".", "--write-baseline", "known.toml"]);
    assert_eq!(fs::read_to_string(&path).unwrap(), annotated);
}

#[test]
fn a_baseline_that_cannot_be_read_is_an_error_and_is_not_replaced() {
    let broken = "[[finding]]\nfingerprnt = \"1\"\n";
    let folder = folder(&[("a.wiki", article(&[ROW]).as_bytes()), ("known.toml", broken.as_bytes())]);
    for option in ["--baseline", "--write-baseline"] {
        let ran = check(folder.path(), &["a.wiki", option, "known.toml"]);
        assert_eq!(ran.status, 2);
        assert!(ran.stderr.contains("known.toml:2:1: unknown key `fingerprnt`, did you mean `fingerprint`?"));
    }
    assert_eq!(fs::read_to_string(folder.path().join("known.toml")).unwrap(), broken);
}

#[test]
fn statistics_count_findings_by_rule_and_severity() {
    let sentence = "Alder Town won 3–1 on aggregate.\n";
    let folder = folder(&[
        ("a.wiki", (article(&[ROW, OTHER_ROW]) + sentence).as_bytes()),
        ("b.wiki", article(&[OTHER_ROW]).as_bytes()),
    ]);
    let ran = run(folder.path(), &["check", "--statistics", "--select", "AGG001", "."]);
    assert_eq!(ran.stdout, "3  error    AGG001  aggregate-mismatch  in 2 articles, 1 with a correction\n");
    assert_eq!(ran.status, 1);
    assert!(ran.stderr.starts_with("3 errors, 0 warnings, 0 info in 2 of 2 articles"), "{}", ran.stderr);
    let ran = run(folder.path(), &["check", "--statistics", "--format", "json", "--select", "AGG001", "."]);
    let counts: Value = serde_json::from_str(&ran.stdout).unwrap();
    let expected = serde_json::json!([{
        "code": "AGG001", "name": "aggregate-mismatch", "severity": "error", "count": 3, "articles": 2, "fixable": 1
    }]);
    assert_eq!(counts, expected);
}
