//! The command as a user runs it: exit status, the two output streams, and the files it leaves.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test that panics has failed"
)]

mod support;

use std::{fs, io::Write, path::Path, process::Stdio};

use serde_json::Value;
use support::{command, folder, json, run, run_with};

/// A leg list whose aggregate is the sum of its legs.
const CLEAN: &str = "\
'''2031 Lowland Cup'''

== First round ==
{{TwoLegStart}}
{{TwoLegResult|Alder Town|ENG|3–1|Birch Rovers|SCO|3–0|0–1}}
{{TwoLegEnd}}
";

/// The same with a wrong aggregate.
const WRONG: &str = "\
'''2031 Lowland Cup'''

== First round ==
{{TwoLegStart}}
{{TwoLegResult|Alder Town|ENG|5–2|Birch Rovers|SCO|3–0|0–1}}
{{TwoLegEnd}}
";

/// Cut off in its second box.
const CUT_OFF: &str = "\
{{Football box
|date=1 May 2031
|team1=Alder Town
|score=3–0
|team2=Birch Rovers
}}

{{Football box
|date=8 May 2031
|team1=Birch Rovers
|score=1–";

#[test]
fn a_missing_path_is_named_and_gives_status_2() {
    let folder = folder(&[]);
    for command in ["check", "extract", "markup"] {
        let ran = run(folder.path(), &[command, "no/such.wiki"]);
        assert_eq!(ran.status, 2, "{command}");
        assert!(ran.stderr.contains("no/such.wiki: error: no such file or folder"), "{}", ran.stderr);
        assert_eq!(ran.stdout, "", "{command}");
    }
}

#[test]
fn inputs_that_are_no_articles_are_refused_with_a_reason() {
    let folder = folder(&[
        ("empty.txt", b""),
        ("blank.txt", b"\n \n"),
        ("picture.txt", b"\x89PNG\r\n\x1a\n\0\0\0"),
        ("dump.xz", b"\xfd7zXZ\0"),
        ("drawing.xml", b"<?xml version=\"1.0\"?><svg/>"),
        ("docs/readme.md", b"text"),
    ]);
    for (path, reason) in [
        ("empty.txt", "input is empty"),
        ("blank.txt", "input is empty"),
        ("picture.txt", "binary file"),
        ("dump.xz", "an xz file; unpack it first"),
        ("drawing.xml", "no MediaWiki dump"),
        ("docs", "no articles in this folder"),
    ] {
        let ran = run(folder.path(), &["check", path]);
        assert_eq!(ran.status, 2, "{path}");
        assert!(ran.stderr.starts_with(&format!("{path}: error: ")), "{}", ran.stderr);
        assert!(ran.stderr.contains(reason), "{path}: {}", ran.stderr);
    }
}

#[test]
fn invalid_utf8_is_reported_at_its_place_and_the_rest_is_read() {
    let mut text = WRONG.as_bytes().to_vec();
    text.extend(b"caf\xe9\n");
    let folder = folder(&[("a.wiki", &text)]);
    let ran = run(folder.path(), &["check", "--format", "concise", "a.wiki"]);
    assert_eq!(ran.status, 2);
    assert!(ran.stderr.contains("a.wiki:7:4: warning: 1 byte is not UTF-8"), "{}", ran.stderr);
    assert!(ran.stdout.contains("AGG001"), "{}", ran.stdout);
}

#[test]
fn one_bad_input_does_not_stop_the_others() {
    let folder =
        folder(&[("good/a.wiki", CLEAN.as_bytes()), ("good/b.wiki", b""), ("good/c.txt", WRONG.as_bytes())]);
    let ran = run(folder.path(), &["extract", "good", "missing", "-o", "out"]);
    assert_eq!(ran.status, 2);
    assert!(ran.stderr.contains("good/b.wiki: error: input is empty"), "{}", ran.stderr);
    assert!(ran.stderr.contains("2 inputs could not be read: missing, good/b.wiki"), "{}", ran.stderr);
    assert_eq!(json(&folder.path().join("out/a.wiki.json"))["ties"].as_array().unwrap().len(), 1);
    assert_eq!(json(&folder.path().join("out/c.txt.json"))["article"]["path"], "good/c.txt");
    assert!(!folder.path().join("out/b.wiki.json").exists());
}

#[test]
fn a_cut_off_template_is_named_and_everything_else_is_read() {
    let folder = folder(&[("a.wiki", CUT_OFF.as_bytes())]);
    let ran = run(folder.path(), &["extract", "a.wiki"]);
    assert_eq!(ran.status, 2);
    assert!(ran.stderr.contains("a.wiki:8:1: warning: "), "{}", ran.stderr);
    let article: Value = serde_json::from_str(&ran.stdout).unwrap();
    assert_eq!(article["matches"].as_array().unwrap().len(), 1);

    let ran = run(folder.path(), &["check", "--format", "concise", "a.wiki"]);
    assert_eq!(ran.status, 1);
    assert!(ran.stdout.contains("a.wiki:8:1: error[MRK001]"), "{}", ran.stdout);
}

#[test]
fn check_ends_with_1_only_for_findings_that_are_severe_enough() {
    let folder = folder(&[("clean.wiki", CLEAN.as_bytes()), ("wrong.wiki", WRONG.as_bytes())]);
    let clean = run(folder.path(), &["check", "clean.wiki"]);
    assert_eq!((clean.status, clean.stdout.as_str()), (0, ""), "{}", clean.stderr);
    assert!(clean.stderr.contains("no findings in 1 article"), "{}", clean.stderr);

    let wrong = run(folder.path(), &["check", "wrong.wiki"]);
    assert_eq!(wrong.status, 1);
    assert!(wrong.stdout.contains("error[AGG001]"), "{}", wrong.stdout);
    assert!(wrong.stdout.contains("wrong.wiki:5:"), "{}", wrong.stdout);
    assert!(!wrong.stdout.contains('\u{1b}'), "colour although it is no terminal");
    assert!(wrong.stderr.contains("1 error, 0 warnings, 0 info in 1 of 1 article"), "{}", wrong.stderr);

    for fail_on in ["error", "warning", "info"] {
        assert_eq!(run(folder.path(), &["check", "--fail-on", fail_on, "wrong.wiki"]).status, 1);
    }
}

#[test]
fn select_and_ignore_take_codes_families_and_names() {
    let folder = folder(&[("wrong.wiki", WRONG.as_bytes())]);
    for (choice, status) in [
        (["--select", "AGG001"], 1),
        (["--select", "agg"], 1),
        (["--select", "DAT,aggregate-mismatch"], 1),
        (["--select", "PEN"], 0),
        (["--ignore", "AGG001"], 0),
        (["--ignore", "AGG"], 0),
        (["--ignore", "PEN001,DAT"], 1),
    ] {
        let ran = run(folder.path(), &[&["check", "wrong.wiki"], &choice[..]].concat());
        assert_eq!(ran.status, status, "{choice:?}: {}{}", ran.stdout, ran.stderr);
    }
    let ran = run(folder.path(), &["check", "wrong.wiki", "--select", "AGG01"]);
    assert_eq!(ran.status, 2);
    assert!(ran.stderr.contains("no rule `AGG01`; did you mean `AGG001`?"), "{}", ran.stderr);
}

#[test]
fn findings_as_json_hold_every_field_of_the_contract() {
    let folder = folder(&[("wrong.wiki", WRONG.as_bytes())]);
    let ran = run(folder.path(), &["check", "--format", "ndjson", "--select", "AGG001", "wrong.wiki"]);
    let finding: Value = serde_json::from_str(ran.stdout.trim_end()).unwrap();
    for field in [
        "code",
        "name",
        "severity",
        "confidence",
        "message",
        "path",
        "line",
        "column",
        "end_line",
        "end_column",
        "related",
        "suspect",
        "fingerprint",
        "fix",
    ] {
        assert!(finding.get(field).is_some(), "{field} is missing in {finding}");
    }
    assert_eq!(finding["path"], "wrong.wiki");
    assert_eq!(finding["line"], 5);
    let message = finding["message"].as_str().unwrap();
    assert!(message.contains("5–2") && message.contains("3–1"), "{message}");
}

#[test]
fn a_fingerprint_stays_when_lines_move() {
    let moved = format!("\n\n\n{WRONG}");
    let folder = folder(&[("a/x.wiki", WRONG.as_bytes()), ("b/x.wiki", moved.as_bytes())]);
    let fingerprint = |path: &str| {
        let ran = run(folder.path(), &["check", "--format", "json", "--select", "AGG001", path]);
        let findings: Value = serde_json::from_str(&ran.stdout).unwrap();
        findings[0]["fingerprint"].as_str().unwrap().to_owned()
    };
    assert_eq!(fingerprint("a/x.wiki"), fingerprint("b/x.wiki"));
}

#[test]
fn standard_input_is_an_article() {
    let folder = folder(&[]);
    let ran = run_with(folder.path(), &["check", "--format", "concise", "-"], WRONG.as_bytes());
    assert_eq!(ran.status, 1);
    assert!(ran.stdout.starts_with("-:5:"), "{}", ran.stdout);
}

#[test]
fn a_closed_pipe_is_success() {
    let folder = folder(&[]);
    for arguments in [&["extract", "-"][..], &["check", "-"], &["markup", "-"]] {
        let mut child = command(folder.path(), arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        child.stdin.take().unwrap().write_all(WRONG.as_bytes()).unwrap();
        let output = child.wait_with_output().unwrap();
        let stderr = String::from_utf8(output.stderr).unwrap();
        assert_eq!((output.status.code(), stderr.contains("panicked")), (Some(0), false), "{stderr}");
    }
}

#[test]
fn a_closed_standard_error_does_no_harm() {
    let folder = folder(&[]);
    let mut child = command(folder.path(), &["check", "missing.wiki", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stderr.take());
    child.stdin.take().unwrap().write_all(WRONG.as_bytes()).unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(2));
}

#[test]
fn extract_writes_a_file_an_article_and_keeps_their_names_apart() {
    let folder = folder(&[
        ("in/x.wikitext", CLEAN.as_bytes()),
        ("in/x.txt", CLEAN.as_bytes()),
        ("in/deep/y.wiki", CLEAN.as_bytes()),
        ("in/notes.md", b"no article"),
    ]);
    let ran = run(folder.path(), &["extract", "in", "-o", "out", "-v"]);
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    assert_eq!(ran.stdout, "");
    assert!(ran.stderr.contains("in/notes.md: skipped"), "{}", ran.stderr);
    assert!(ran.stderr.contains("3 articles"), "{}", ran.stderr);
    for name in ["x.wikitext.json", "x.txt.json", "deep/y.wiki.json"] {
        assert_eq!(json(&folder.path().join("out").join(name))["schema_version"], 1, "{name}");
    }
}

#[test]
fn extract_replaces_a_file_in_whole() {
    let folder = folder(&[("a.wiki", CLEAN.as_bytes()), ("out.json", b"old content, longer than nothing")]);
    let ran = run(folder.path(), &["extract", "a.wiki", "-o", "out.json", "--quiet"]);
    assert_eq!((ran.status, ran.stderr.as_str()), (0, ""));
    assert_eq!(json(&folder.path().join("out.json"))["article"]["path"], "a.wiki");
    let mut names: Vec<_> =
        fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    names.sort();
    assert_eq!(names, ["a.wiki", "out.json"]);
}

#[test]
fn extract_writes_one_table_of_all_articles() {
    let folder = folder(&[("a.wiki", CLEAN.as_bytes()), ("b.wiki", WRONG.as_bytes())]);
    let json = run(folder.path(), &["extract", "a.wiki", "b.wiki", "--table", "matches", "--format", "json"]);
    let rows: Vec<serde_json::Value> = serde_json::from_str(&json.stdout).unwrap();
    let lines =
        run(folder.path(), &["extract", "a.wiki", "b.wiki", "--table", "matches", "--format", "ndjson"]);
    assert_eq!(lines.stdout.lines().count(), rows.len());
    let csv = run(folder.path(), &["extract", "a.wiki", "b.wiki", "--format", "csv"]);
    assert!(csv.stdout.starts_with("article,path,title,revision,line,section,id,"), "{}", csv.stdout);
    assert_eq!(csv.stdout.lines().count(), rows.len() + 1);
    assert_eq!(run(folder.path(), &["extract", "a.wiki", "--table", "matches", "--pretty"]).status, 2);
}

#[test]
fn extract_never_replaces_an_input() {
    let folder = folder(&[("a.wiki", CLEAN.as_bytes())]);
    for target in ["a.wiki", "./a.wiki"] {
        let ran = run(folder.path(), &["extract", "a.wiki", "-o", target]);
        assert_eq!(ran.status, 2);
        assert!(ran.stderr.contains("is an input"), "{}", ran.stderr);
        assert_eq!(fs::read(folder.path().join("a.wiki")).unwrap(), CLEAN.as_bytes());
    }
}

#[test]
fn extract_never_replaces_an_article_of_a_named_folder() {
    let folder = folder(&[("in/Cup.wiki", CLEAN.as_bytes()), ("in/deep/Final.wiki", CLEAN.as_bytes())]);
    let targets = [
        &["-o", "in/Cup.wiki", "--format", "ndjson"][..],
        &["-o", "in/deep/Final.wiki", "--table", "matches"],
        &["-o", "./in/../in/Cup.wiki", "--format", "sqlite", "--force"],
        &["--summary", "in/Cup.wiki"],
        &["-o", "out.ndjson", "--summary", "in/deep/Final.wiki"],
    ];
    for arguments in targets {
        let ran = run(folder.path(), &[&["extract", "in"], arguments].concat());
        assert_eq!(ran.status, 2, "{arguments:?}");
        assert!(ran.stderr.contains("is an input; the "), "{}", ran.stderr);
        for name in ["in/Cup.wiki", "in/deep/Final.wiki"] {
            assert_eq!(fs::read_to_string(folder.path().join(name)).unwrap(), CLEAN);
        }
    }
    let ran = run(folder.path(), &["report", "in", "-o", "in/Cup.wiki"]);
    assert!(ran.stderr.contains("in/Cup.wiki: is an input; the report would replace it"), "{}", ran.stderr);
    fs::write(folder.path().join("a.wiki"), CLEAN).unwrap();
    fs::write(folder.path().join("a.wiki.json"), CLEAN).unwrap();
    let ran = run(folder.path(), &["extract", "a.wiki", "a.wiki.json", "-o", "./"]);
    assert!(ran.stderr.contains("a.wiki.json: is an input; the records would replace it"), "{}", ran.stderr);
    assert_eq!(fs::read_to_string(folder.path().join("a.wiki.json")).unwrap(), CLEAN);
}

#[test]
fn a_summary_that_cannot_be_written_is_known_before_the_run() {
    let folder = folder(&[("a.wiki", CLEAN.as_bytes()), ("file", b"mine")]);
    let refused = [
        (&["-o", "out.ndjson", "--summary", "./out.ndjson"][..], "out.ndjson: is where the records go"),
        (
            &["-o", "out", "--format", "csv", "--summary", "out/run.json"],
            "out/run.json: is where the records go",
        ),
        (&["--summary", "-"], "the records go to standard output"),
        (&["-o", "out.ndjson", "--summary", "file/run.json"], "error: file/run.json: "),
        (&["-o", "out.ndjson", "--summary", "."], "error: .: "),
    ];
    for (arguments, message) in refused {
        let ran = run(folder.path(), &[&["extract", "a.wiki"], arguments].concat());
        assert_eq!((ran.status, ran.stdout.as_str()), (2, ""), "{arguments:?}");
        assert!(ran.stderr.contains(message), "{arguments:?}: {}", ran.stderr);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2, "{arguments:?}");
    }
    let ran = run(folder.path(), &["extract", "a.wiki", "-o", "out.ndjson", "--summary", "-"]);
    let summary: serde_json::Value = serde_json::from_str(&ran.stdout).unwrap();
    assert_eq!(summary["articles"], 1);
}

#[test]
fn the_catalogue_offers_no_option_that_it_does_not_heed() {
    let folder = folder(&[("a.wiki", CLEAN.as_bytes())]);
    for option in [["--limit", "0"], ["--titles", "/nonexist"], ["--progress", "plain"]] {
        let ran = run(folder.path(), &[&["catalogue", "--used-in", "a.wiki"], &option[..]].concat());
        assert_eq!(ran.status, 2);
        assert!(ran.stderr.contains(&format!("unexpected argument '{}'", option[0])), "{}", ran.stderr);
    }
}

#[test]
fn several_articles_do_not_go_into_one_json_file() {
    let folder = folder(&[("a.wiki", CLEAN.as_bytes()), ("b.wiki", CLEAN.as_bytes()), ("out.json", b"old")]);
    let ran = run(folder.path(), &["extract", "a.wiki", "b.wiki", "-o", "out.json"]);
    assert_eq!(ran.status, 2);
    assert!(ran.stderr.contains("--format ndjson"), "{}", ran.stderr);
    assert_eq!(fs::read_to_string(folder.path().join("out.json")).unwrap(), "old");

    let ran = run(folder.path(), &["extract", "a.wiki", "b.wiki", "-o", "out.ndjson"]);
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    assert_eq!(fs::read_to_string(folder.path().join("out.ndjson")).unwrap().lines().count(), 2);
}

#[test]
fn pretty_objects_say_the_same_on_more_lines() {
    let folder = folder(&[("a.wiki", CLEAN.as_bytes())]);
    let compact = run(folder.path(), &["extract", "a.wiki"]).stdout;
    let pretty = run(folder.path(), &["extract", "--pretty", "a.wiki"]).stdout;
    assert_eq!(compact.lines().count(), 1);
    assert!(pretty.lines().count() > 10);
    let [compact, pretty]: [Value; 2] = [compact, pretty].map(|text| serde_json::from_str(&text).unwrap());
    assert_eq!(compact, pretty);
}

#[test]
fn output_order_is_input_order_whatever_the_threads() {
    let padding = "A sentence that says nothing about football.\n".repeat(6_000);
    let files: Vec<(String, String)> =
        (0..8).map(|number| (format!("in/{number}.wiki"), format!("{WRONG}\n{padding}"))).collect();
    let files: Vec<(&str, &[u8])> =
        files.iter().map(|(name, text)| (name.as_str(), text.as_bytes())).collect();
    let folder = folder(&files);
    let [one, two] = ["1", "2"].map(|jobs| run(folder.path(), &["extract", "in", "--jobs", jobs]).stdout);
    let paths: Vec<String> = two
        .lines()
        .map(|line| {
            serde_json::from_str::<Value>(line).unwrap()["article"]["path"].as_str().unwrap().to_owned()
        })
        .collect();
    assert_eq!(paths, (0..8).map(|number| format!("in/{number}.wiki")).collect::<Vec<_>>());
    assert!(one == two, "records depend on the number of threads");
}

#[test]
fn a_rule_has_a_page_and_the_list_names_it() {
    let folder = folder(&[]);
    let list = run(folder.path(), &["rule"]);
    assert_eq!(list.status, 0);
    assert!(
        list.stdout.lines().any(|line| line.starts_with("AGG001") && line.ends_with("aggregate-mismatch"))
    );
    let page = run(folder.path(), &["rule", "agg001"]);
    assert_eq!(page.status, 0);
    assert!(page.stdout.contains("aggregate-mismatch"), "{}", page.stdout);
    assert_eq!(run(folder.path(), &["rule", "aggregate-mismatch"]).stdout, page.stdout);
    let page: Value =
        serde_json::from_str(&run(folder.path(), &["rule", "AGG001", "--format", "json"]).stdout).unwrap();
    assert_eq!([&page["code"], &page["severity"]], ["AGG001", "error"]);
}

#[test]
fn an_unknown_rule_is_an_error_with_a_suggestion() {
    let ran = run(folder(&[]).path(), &["rule", "aggregate-mismatsch"]);
    assert_eq!(ran.status, 2);
    assert!(ran.stderr.contains("did you mean `aggregate-mismatch`?"), "{}", ran.stderr);
    let ran = run(folder(&[]).path(), &["rule", "nothing-of-the-kind"]);
    assert!(ran.stderr.contains("`scoreline rule` lists them"), "{}", ran.stderr);
}

#[test]
fn markup_lists_templates_at_every_depth_with_their_spans() {
    let text = "é {{Outer|one|named = {{inner}} |two}}{{#invoke:Flag|main|FRA}}";
    let folder = folder(&[("a.wiki", text.as_bytes())]);
    let ran = run(folder.path(), &["markup", "a.wiki"]);
    assert_eq!(ran.status, 0);
    let records: Vec<Value> = ran.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let expected = [
        ("Outer", "template", "{{Outer|one|named = {{inner}} |two}}"),
        ("inner", "template", "{{inner}}"),
        ("#invoke", "invoke", "{{#invoke:Flag|main|FRA}}"),
    ];
    assert_eq!(records.len(), expected.len());
    for (record, (name, kind, source)) in records.iter().zip(expected) {
        assert_eq!([&record["path"], &record["name"], &record["kind"]], ["a.wiki", name, kind]);
        let [start, end] = ["start", "end"].map(|field| record[field].as_u64().unwrap() as usize);
        assert_eq!(text.get(start..end), Some(source));
    }
    assert_eq!(records[0]["params"], serde_json::json!([["1", "one"], ["named", "{{inner}}"], ["2", "two"]]));
    assert_eq!(records[2]["params"], serde_json::json!([["1", "Flag"], ["2", "main"], ["3", "FRA"]]));
}

#[test]
fn without_arguments_the_help_is_shown() {
    let ran = run(folder(&[]).path(), &[]);
    assert_eq!(ran.status, 2);
    assert!(ran.stderr.contains("Usage: scoreline"), "{}", ran.stderr);
    let version = run(folder(&[]).path(), &["--version"]);
    assert_eq!(version.stdout, format!("scoreline {}\n", env!("CARGO_PKG_VERSION")));
}

/// The demonstration in the README is what the command prints: standard output, then the summary.
#[test]
fn the_readme_shows_real_output() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let readme = fs::read_to_string(root.join("README.md")).unwrap();
    let demos: Vec<&str> =
        readme.split("```text\n$ scoreline ").skip(1).map(|rest| rest.split("```").next().unwrap()).collect();
    assert!(!demos.is_empty());
    for demo in demos {
        let (arguments, shown) = demo.split_once('\n').unwrap();
        let ran = run(root, &arguments.split(' ').collect::<Vec<_>>());
        assert_eq!(format!("{}{}", ran.stdout, ran.stderr), shown, "scoreline {arguments}");
    }
}

#[test]
fn the_changelog_names_every_rule() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let changelog = fs::read_to_string(root.join("CHANGELOG.md")).unwrap();
    let list = run(root, &["rule"]).stdout;
    let missing: Vec<&str> =
        list.lines().map(|line| &line[..6]).filter(|code| !changelog.contains(code)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn the_language_is_that_of_the_folder_however_the_path_is_written() {
    let folder = folder(&[("dewiki/A.wiki", b"== Achtelfinale ==\n")]);
    let inside = folder.path().join("dewiki");
    for (from, path) in
        [(folder.path(), "dewiki/A.wiki"), (&inside, "A.wiki"), (&inside, "./A.wiki"), (&inside, ".")]
    {
        let ran = run(from, &["extract", path]);
        let article: serde_json::Value = serde_json::from_str(ran.stdout.trim()).unwrap();
        assert_eq!(article["article"]["language"], "de", "{path}");
    }
}
