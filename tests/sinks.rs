//! Every format of a run, read back with readers that are not ours; and folders of tables, which are whole or absent.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that panics has failed")]

mod support;

use std::{fs, path::Path, process::Command};

use serde_json::Value;
use support::{corpus, folder, json, python, run};

const CUP: &str = "== First round ==\n{{TwoLegStart}}\n\
    {{TwoLegResult|[[Alder Town]]|ENG|5–2|[[Birch Rovers]]|SCO|3–0|2–2}}\n{{TwoLegEnd}}\n";

/// Articles that between them fill every table.
const CORPUS: [&str; 9] = [
    "2014_FIFA_World_Cup_squads",
    "2015–16_Real_Madrid_CF_season",
    "2015–16_UEFA_Champions_League_knockout_phase",
    "2016_UEFA_Champions_League_Final",
    "2018-19_Austrian_Football_Bundesliga",
    "2018_FIFA_World_Cup",
    "2012–13_Premier_League",
    "2022_FIFA_World_Cup_Group_A",
    "2022_FIFA_World_Cup_knockout_stage",
];

fn seeds() -> String {
    concat!(env!("CARGO_MANIFEST_DIR"), "/seeds").to_owned()
}

/// Writes the articles in every format into a folder.
fn write_all_formats(folder: &Path, inputs: &[String]) {
    let inputs: Vec<&str> = inputs.iter().map(String::as_str).collect();
    let write = |arguments: &[&str]| {
        let ran = run(folder, &[&["extract"], inputs.as_slice(), arguments].concat());
        assert_eq!(ran.status, 0, "{arguments:?}: {}", ran.stderr);
    };
    let found = run(folder, &[&["check", "--format", "ndjson"], inputs.as_slice()].concat());
    fs::write(folder.join("findings.ndjson"), found.stdout).unwrap();
    write(&["-o", "articles.ndjson"]);
    write(&["-o", "csv", "--format", "csv"]);
    write(&["-o", "parquet", "--format", "parquet"]);
    write(&["-o", "football.sqlite"]);
    for file in fs::read_dir(folder.join("parquet")).unwrap().map(Result::unwrap) {
        let name = file.file_name().into_string().unwrap();
        let table = name.strip_suffix(".parquet").unwrap();
        write(&["--table", table, "-o", &format!("rows/{table}.ndjson")]);
    }
    write(&["--table", "ties", "-o", "ties.parquet"]);
    let of = |path: &str| fs::read(folder.join(path)).unwrap();
    assert_eq!(of("ties.parquet"), of("parquet/ties.parquet"), "a table is the same alone");
}

/// Compares them with the JSON; gives the number of rows of each table.
fn compare(python: &Path, folder: &Path) -> Vec<(String, usize)> {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/readers/compare.py");
    let output = Command::new(python).arg(script).arg(folder).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let listed = String::from_utf8(output.stdout).unwrap();
    let row = |line: &str| {
        let (table, rows) = line.split_once(' ').unwrap();
        (table.to_owned(), rows.parse().unwrap())
    };
    listed.lines().map(row).collect()
}

#[test]
fn every_format_of_the_seeds_holds_what_the_json_holds() {
    let Some(python) = python::interpreter() else { return };
    let folder = folder(&[]);
    write_all_formats(folder.path(), &[seeds()]);
    let rows = compare(&python, folder.path());
    assert!(rows.contains(&("articles".to_owned(), 5)), "{rows:?}");
}

#[test]
fn every_format_of_corpus_articles_holds_what_the_json_holds() {
    let (Some(python), Some(corpus)) = (python::interpreter(), corpus("articles/en")) else { return };
    let folder = folder(&[]);
    let path = |name: &&str| corpus.join(format!("{name}.wiki")).to_str().unwrap().to_owned();
    write_all_formats(folder.path(), &CORPUS.iter().map(path).collect::<Vec<_>>());
    let empty: Vec<_> = compare(&python, folder.path()).into_iter().filter(|(_, rows)| *rows == 0).collect();
    assert!(empty.is_empty(), "no rows to compare: {empty:?}");
}

#[test]
fn a_package_names_types_keys_licence_and_sources() {
    let folder = folder(&[("cup.wiki", CUP.as_bytes())]);
    assert_eq!(run(folder.path(), &["extract", "cup.wiki", "-o", "out", "--format", "csv"]).status, 0);
    let package = json(&folder.path().join("out/datapackage.json"));
    assert_eq!(package["licenses"][0]["name"], "CC-BY-SA-4.0");
    assert_eq!(package["sources"][0]["title"], "cup.wiki");
    let resources = package["resources"].as_array().unwrap();
    let resource = |name: &str| resources.iter().find(|resource| resource["name"] == name).unwrap();
    let legs = &resource("legs")["schema"];
    assert_eq!(legs["primaryKey"], serde_json::json!(["article", "tie_id", "leg"]));
    let keys = legs["foreignKeys"].as_array().unwrap();
    let parents: Vec<&Value> = keys.iter().map(|key| &key["reference"]["resource"]).collect();
    assert_eq!(parents, ["articles", "ties"]);
    let fields = resource("matches")["schema"]["fields"].as_array().unwrap();
    for (name, kind) in [("date", "date"), ("home_score", "integer"), ("disputed", "boolean")] {
        assert!(fields.iter().any(|field| field["name"] == name && field["type"] == kind), "{name}");
    }
    for resource in resources {
        assert!(folder.path().join("out").join(resource["path"].as_str().unwrap()).is_file());
    }
}

#[test]
fn a_folder_of_tables_is_replaced_only_when_asked_and_only_by_its_like() {
    let folder = folder(&[("cup.wiki", CUP.as_bytes()), ("mine/notes.txt", b"mine")]);
    let extract = |target: &str, format: &str, force: bool| {
        let force: &[&str] = if force { &["--force"] } else { &[] };
        run(folder.path(), &[&["extract", "cup.wiki", "-o", target, "--format", format], force].concat())
    };
    assert_eq!(extract("out", "csv", false).status, 0);
    let ran = extract("out", "parquet", false);
    assert_eq!(ran.status, 2);
    assert!(ran.stderr.contains("out: exists; --force replaces it"), "{}", ran.stderr);
    assert!(folder.path().join("out/ties.csv").is_file());
    assert_eq!(extract("out/", "parquet", true).status, 0);
    let names = fs::read_dir(folder.path().join("out")).unwrap().map(|entry| entry.unwrap().file_name());
    assert!(names.into_iter().all(|name| name.to_str().unwrap().ends_with(".parquet")));

    let ran = extract("mine", "csv", true);
    assert_eq!(ran.status, 2);
    assert!(ran.stderr.contains("mine: holds notes.txt, which is no table"), "{}", ran.stderr);
    assert_eq!(fs::read(folder.path().join("mine/notes.txt")).unwrap(), b"mine");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 3, "nothing is left beside them");
}

#[test]
fn targets_that_do_not_fit_their_format_are_refused() {
    let folder = folder(&[("cup.wiki", CUP.as_bytes()), ("out/x", b""), ("file", b"")]);
    for (arguments, message) in [
        (&["--format", "parquet"][..], "parquet needs a file or a folder: -o FILE|DIR"),
        (&["--format", "parquet", "--table", "ties", "-o", "out"], "out: is a folder; one table is one file"),
        (&["--format", "csv", "-o", "file"], "file: is a file; all tables need a folder"),
        (&["-o", "x.parquet", "--pretty"], "--pretty does not go with parquet"),
        (&["-o", "x.sqlite", "--table", "ties"], "--table does not go with sqlite"),
    ] {
        let ran = run(folder.path(), &[&["extract", "cup.wiki"], arguments].concat());
        assert_eq!(ran.status, 2, "{arguments:?}");
        assert!(ran.stderr.contains(message), "{arguments:?}: {}", ran.stderr);
    }
}

#[test]
fn csv_has_the_delimiter_and_the_header_that_are_asked_for() {
    let folder = folder(&[("cup.wiki", CUP.as_bytes())]);
    let first_line = |target: &str, arguments: &[&str]| {
        let start = ["extract", "cup.wiki", "--table", "ties", "-o", target];
        let ran = run(folder.path(), &[&start, arguments].concat());
        assert_eq!(ran.status, 0, "{}", ran.stderr);
        let written = fs::read_to_string(folder.path().join(target)).unwrap();
        written.lines().next().unwrap().to_owned()
    };
    assert!(first_line("x.csv", &["--delimiter", ";"]).starts_with("article;path;title;revision;line;"));
    assert!(first_line("x.tsv", &[]).starts_with("article\tpath\t"));
    assert!(first_line("x.tsv", &["--delimiter", ","]).starts_with("article,path,"));
    assert!(first_line("x.csv", &["--no-header"]).starts_with("1,cup.wiki,"));
    let refused: &[(&[&str], &str)] = &[
        (&["--delimiter", "ab"], "expected one ASCII character"),
        (&["--delimiter", "\""], "expected one ASCII character"),
        (&["--format", "json", "--delimiter", ";"], "--delimiter and --no-header go with csv"),
    ];
    for (arguments, message) in refused {
        let ran = run(folder.path(), &[&["extract", "cup.wiki"], *arguments].concat());
        assert_eq!(ran.status, 2, "{arguments:?}");
        assert!(ran.stderr.contains(message), "{arguments:?}: {}", ran.stderr);
    }
    let arguments =
        ["extract", "cup.wiki", "--format", "csv", "-o", "out", "--delimiter", "tab", "--no-header"];
    assert_eq!(run(folder.path(), &arguments).status, 0);
    let dialect = &json(&folder.path().join("out/datapackage.json"))["resources"][0]["dialect"];
    assert_eq!((&dialect["delimiter"], &dialect["header"]), (&"\t".into(), &false.into()));
}

#[test]
fn a_table_in_a_file_is_named_or_matches() {
    let folder = folder(&[("cup.wiki", CUP.as_bytes())]);
    let of = |arguments: &[&str]| {
        let ran = run(folder.path(), &[&["extract", "cup.wiki", "-o", "x.csv"], arguments].concat());
        assert_eq!(ran.status, 0, "{}", ran.stderr);
        fs::read_to_string(folder.path().join("x.csv")).unwrap()
    };
    assert!(of(&[]).starts_with("article,path,title,revision,line,section,id,"));
    let ties = of(&["--table", "ties"]);
    assert!(ties.contains("Alder Town,Birch Rovers"), "{ties}");
}
