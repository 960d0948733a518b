//! Dumps, answers of the web API and lists of pages as a user reads them, and the database that comes of them.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    reason = "a test that panics has failed"
)]

mod support;

use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
    process::Command,
    thread,
};

use rusqlite::Connection;
use serde_json::{Value, json};
use support::{Ran, corpus, folder, run, run_with};

const CUP: &str = "== First round ==\n{{TwoLegStart}}\n\
    {{TwoLegResult|[[Alder Town]]|ENG|5–2|[[Birch Rovers]]|SCO|3–0|2–2}}\n{{TwoLegEnd}}\n\
    == Final ==\n{{Football box|date=1 May 2031|team1=[[Alder Town]]|score=1–1 {{aet}}|team2=[[Cedar City]]\n\
    |goals1=[[Ann Ash]] {{goal|45+2|pen.}}|goals2=Elm {{goal|9}}|penaltyscore=1–0|penalties1=Ash {{pengoal}}|penalties2={{penmiss}} Elm}}\n";

fn page(title: &str, namespace: i32, text: &str) -> String {
    let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;");
    format!(
        "  <page><title>{title}</title><ns>{namespace}</ns><id>7</id><revision><id>70</id>\
         <timestamp>2031-05-02T10:00:00Z</timestamp><model>wikitext</model><format>text/x-wiki</format>\
         <text xml:space=\"preserve\">{text}</text></revision></page>\n"
    )
}

fn dump() -> String {
    let pages = [
        page("2031 Lowland Cup", 0, CUP),
        page("Oak", 0, "An '''oak''' is a tree.{{cite web|url=x}}"),
        page("Hazelby", 0, "Hazelby is a town with a football club."),
        page("Talk:2031 Lowland Cup", 1, CUP),
        page("Lowland Cup 2031", 0, "#REDIRECT [[2031 Lowland Cup]]")
            .replace("<id>7", "<redirect title=\"x\" /><id>7"),
        page(
            "Template:2031 Lowland Cup final",
            10,
            "{{Football box|date=1 May 2031|team1=A|score=1–0|team2=B}}",
        ),
        page("Module:Cup", 828, "return {}").replace("wikitext<", "Scribunto<"),
    ];
    format!(
        "<mediawiki version=\"0.11\" xml:lang=\"en\">\n<siteinfo><dbname>enwiki</dbname></siteinfo>\n{}</mediawiki>\n",
        pages.concat()
    )
}

fn bzip2(text: &[u8]) -> Vec<u8> {
    let mut encoder = bzip2::write::BzEncoder::new(Vec::new(), bzip2::Compression::best());
    encoder.write_all(text).unwrap();
    encoder.finish().unwrap()
}

fn gzip(text: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(text).unwrap();
    encoder.finish().unwrap()
}

fn articles(ran: &Ran) -> Vec<Value> {
    ran.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn pages_that_state_something_become_articles_and_the_others_are_counted() {
    let folder = folder(&[("dump.data", dump().as_bytes())]);
    let ran = run(folder.path(), &["extract", "dump.data"]);
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    let articles = articles(&ran);
    let paths: Vec<_> = articles.iter().map(|article| article["article"]["path"].as_str().unwrap()).collect();
    assert_eq!(paths, ["dump.data#2031 Lowland Cup", "dump.data#Template:2031 Lowland Cup final"]);
    let info = &articles[0]["article"];
    assert_eq!(
        [&info["title"], &info["language"], &info["page_id"], &info["revision"], &info["timestamp"]],
        [&json!("2031 Lowland Cup"), &json!("en"), &json!(7), &json!(70), &json!("2031-05-02T10:00:00Z")]
    );
    assert_eq!(articles[0]["ties"].as_array().unwrap().len(), 1);
    let counts =
        "7 pages: 2 kept, 1 read without a record, 1 without football, 1 redirecting, 2 in other namespaces";
    assert!(ran.stderr.contains(counts), "{}", ran.stderr);
}

#[test]
fn namespaces_are_chosen_and_all_pages_can_be_kept() {
    let folder = folder(&[("dump.xml", dump().as_bytes())]);
    let of = |arguments: &[&str]| {
        let ran = run(folder.path(), &[&["extract", "dump.xml"], arguments].concat());
        articles(&ran)
            .iter()
            .map(|article| article["article"]["title"].as_str().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(of(&["--namespace", "1"]), ["Talk:2031 Lowland Cup"]);
    assert_eq!(of(&["--namespace", "0,1"]), ["2031 Lowland Cup", "Talk:2031 Lowland Cup"]);
    assert_eq!(of(&["--namespace", "0", "--all"]), ["2031 Lowland Cup", "Oak", "Hazelby"]);
}

#[test]
fn however_it_is_packed_the_records_are_the_same() {
    let dump = dump();
    let (first, second) = dump.as_bytes().split_at(dump.find("<title>Oak").unwrap());
    let packed = [
        ("plain", dump.clone().into_bytes()),
        ("single", bzip2(dump.as_bytes())),
        ("multistream", [bzip2(first), bzip2(second)].concat()),
        ("gzip", gzip(dump.as_bytes())),
        ("zstd", zstd::encode_all(dump.as_bytes(), 1).unwrap()),
    ];
    let folder = folder(&[("dump", b"")]);
    let mut outputs = packed.into_iter().map(|(name, bytes)| {
        fs::write(folder.path().join("dump"), &bytes).unwrap();
        let ran = run(folder.path(), &["extract", "dump"]);
        assert_eq!(ran.status, 0, "{name}: {}", ran.stderr);
        let piped = run_with(folder.path(), &["extract", "-"], &bytes);
        assert_eq!(piped.stdout.replace("\"-#", "\"dump#"), ran.stdout, "{name}");
        ran.stdout
    });
    let plain = outputs.next().unwrap();
    assert!(outputs.all(|output| output == plain));
}

#[test]
fn a_dump_gives_the_records_that_its_pages_give_as_files() {
    let files = [("2031_Lowland_Cup.wiki", CUP.as_bytes())];
    let folder = folder(&[files[0], ("dump.xml", dump().as_bytes())]);
    let read = |path: &str| {
        let mut ran = run(folder.path(), &["extract", path]);
        // each claim names the input
        ran.stdout = ran.stdout.replace("dump.xml#2031 Lowland Cup", "2031_Lowland_Cup.wiki");
        let mut article = articles(&ran).remove(0);
        article.as_object_mut().unwrap().remove("article");
        article
    };
    assert_eq!(read("2031_Lowland_Cup.wiki"), read("dump.xml"));
}

#[test]
fn of_a_truncated_dump_what_came_before_is_kept_and_the_page_named() {
    let dump = dump();
    let cut = &dump[..dump.find("is a tree").unwrap()];
    let packed = bzip2(&dump.repeat(40).into_bytes());
    let folder = folder(&[("cut.xml", cut.as_bytes()), ("cut.bz2", &packed[..packed.len() - 20])]);
    let ran = run(folder.path(), &["extract", "cut.xml"]);
    assert_eq!((ran.status, articles(&ran).len()), (2, 1), "{}", ran.stderr);
    let begins = dump.find("<page><title>Oak").unwrap();
    let message = format!("cut.xml: warning: the dump ends in page “Oak”, which begins at byte {begins}");
    assert!(ran.stderr.contains(&message), "{}", ran.stderr);
    let ran = run(folder.path(), &["extract", "cut.bz2"]);
    assert_eq!(ran.status, 2);
    assert!(ran.stderr.contains("cut.bz2: "), "{}", ran.stderr);
}

#[test]
fn answers_of_the_api_and_lines_of_pages_are_read() {
    let answer = json!({"query": {"pages": [{"pageid": 7, "ns": 0, "title": "2031 Lowland Cup", "revisions": [{"revid": 70,
        "slots": {"main": {"contentmodel": "wikitext", "content": CUP}}}]}]}});
    let line = json!({"title": "2031 Lowland Cup", "page_id": 7, "revision": 70, "text": CUP});
    let folder = folder(&[
        ("answer.json", serde_json::to_string_pretty(&answer).unwrap().as_bytes()),
        ("pages.ndjson", format!("{line}\n{line}\n").as_bytes()),
    ]);
    for (path, count) in [("answer.json", 1), ("pages.ndjson", 2)] {
        let ran = run(folder.path(), &["extract", path]);
        let articles = articles(&ran);
        assert_eq!((ran.status, articles.len()), (0, count), "{}", ran.stderr);
        assert_eq!(articles[0]["article"]["revision"], 70);
        assert_eq!(articles[0]["ties"].as_array().unwrap().len(), 1);
    }
}

fn rows(database: &Connection, query: &str) -> Vec<Vec<rusqlite::types::Value>> {
    let mut statement = database.prepare(query).unwrap();
    let width = statement.column_count();
    let row = |row: &rusqlite::Row<'_>| (0..width).map(|column| row.get(column)).collect();
    statement.query_map([], row).unwrap().map(Result::unwrap).collect()
}

fn count(database: &Connection, table: &str) -> i64 {
    database.query_row(&format!("SELECT count(*) FROM {table}"), [], |row| row.get(0)).unwrap()
}

#[test]
fn a_database_holds_what_the_json_holds() {
    let folder = folder(&[("dump.xml", dump().as_bytes())]);
    let ran = run(folder.path(), &["extract", "dump.xml", "-o", "out.sqlite"]);
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    assert!(ran.stderr.contains("written to out.sqlite"), "{}", ran.stderr);
    let database = Connection::open(folder.path().join("out.sqlite")).unwrap();
    assert_eq!(rows(&database, "PRAGMA integrity_check"), [["ok".to_owned().into()]]);
    assert!(rows(&database, "PRAGMA foreign_key_check").is_empty());
    let listed = rows(
        &database,
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name <> 'about'",
    );
    assert_eq!(listed.len(), 17);
    for table in listed {
        let rusqlite::types::Value::Text(table) = &table[0] else { panic!("{table:?}") };
        same_as_json(folder.path(), &database, table);
    }
    let clean = count(&database, "clean_matches");
    assert_eq!(clean + count(&database, "disputed_matches"), count(&database, "matches"));
    assert_eq!(
        rows(&database, "SELECT player, home FROM match_goals WHERE minute = 45"),
        [["Ann Ash".to_owned().into(), "Alder Town".to_owned().into()]]
    );
}

/// Compares a table with `extract --table`, row by row; `article` stands for the columns that say which.
fn same_as_json(folder: &Path, database: &Connection, table: &str) {
    let ran = run(folder, &["extract", "dump.xml", "--table", table, "--format", "ndjson"]);
    let expected = articles(&ran);
    assert_eq!(count(database, table), i64::try_from(expected.len()).unwrap(), "{table}");
    let source = if table == "articles" {
        "articles".to_owned()
    } else {
        format!("{table} JOIN articles a USING (article)")
    };
    for (number, row) in expected.iter().enumerate() {
        for (column, value) in row.as_object().unwrap() {
            let owner = if table != "articles" && ["path", "title", "revision"].contains(&column.as_str()) {
                "a"
            } else {
                table
            };
            let query = format!(
                "SELECT {owner}.\"{column}\" FROM {source} ORDER BY {table}.rowid LIMIT 1 OFFSET {number}"
            );
            let found = match rows(database, &query).remove(0).remove(0) {
                rusqlite::types::Value::Null => Value::Null,
                rusqlite::types::Value::Integer(found) if value.is_boolean() => json!(found == 1),
                rusqlite::types::Value::Integer(found) => json!(found),
                rusqlite::types::Value::Text(found) => json!(found),
                other => panic!("{other:?}"),
            };
            assert_eq!(&found, value, "{table}.{column} of row {number}");
        }
    }
}

#[test]
fn a_database_is_replaced_only_when_asked_and_not_while_in_use() {
    let folder = folder(&[("dump.xml", dump().as_bytes()), ("out.sqlite", b"mine")]);
    let target = folder.path().join("out.sqlite");
    let ran = run(folder.path(), &["extract", "dump.xml", "-o", "out.sqlite"]);
    assert_eq!(ran.status, 2);
    assert!(ran.stderr.contains("out.sqlite: exists; --force replaces it"), "{}", ran.stderr);
    fs::write(folder.path().join("out.sqlite-wal"), "log").unwrap();
    let ran = run(folder.path(), &["extract", "dump.xml", "-o", "out.sqlite", "--force"]);
    assert_eq!(ran.status, 2);
    assert!(ran.stderr.contains("out.sqlite-wal stands beside it"), "{}", ran.stderr);
    assert_eq!(fs::read(&target).unwrap(), b"mine");
    fs::remove_file(folder.path().join("out.sqlite-wal")).unwrap();
    assert_eq!(run(folder.path(), &["extract", "dump.xml", "-o", "out.sqlite", "--force"]).status, 0);
    assert_eq!(count(&Connection::open(&target).unwrap(), "articles"), 2);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2, "nothing is left beside it");
}

/// Titles of the pages that have records.
fn titles_with_records(ran: &Ran) -> Vec<String> {
    let is_record = |value: &Value| value.as_array().is_some_and(|records| !records.is_empty());
    let lists = |article: &Value| {
        let fields = article.as_object().unwrap().iter();
        fields
            .filter(|(name, _)| !["unread", "transclusions"].contains(&name.as_str()))
            .any(|(_, value)| is_record(value))
    };
    let articles = articles(ran).into_iter().filter(lists);
    articles.map(|article| article["article"]["title"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn the_search_for_football_passes_over_no_page_that_has_a_record() {
    let (Some(dumps), Some(wikis)) = (corpus("dumps"), corpus("")) else { return };
    let mut lines = String::new();
    for file in walkdir::WalkDir::new(wikis).sort_by_file_name().into_iter().map(Result::unwrap) {
        let Some(title) = file.path().to_str().and_then(|path| path.strip_suffix(".wiki")) else { continue };
        let (folder, title) = title.rsplit_once('/').unwrap();
        let language = folder.rsplit_once('/').unwrap().1;
        let text = String::from_utf8_lossy(&fs::read(file.path()).unwrap()).into_owned();
        lines +=
            &format!("{}\n", json!({"title": title.replace('_', " "), "text": text, "language": language}));
    }
    let folder = folder(&[("articles.ndjson", lines.as_bytes())]);
    for (input, least) in [(dumps.to_str().unwrap(), 0), ("articles.ndjson", 100)] {
        let searched = titles_with_records(&run(folder.path(), &["extract", input]));
        let all = titles_with_records(&run(folder.path(), &["extract", input, "--all"]));
        assert!(all.len() >= least, "{input}: {}", all.len());
        assert_eq!(searched, all, "{input}");
    }
}

#[cfg(unix)]
#[test]
fn a_dump_is_read_from_a_pipe_as_from_a_file() {
    let folder = folder(&[("dump.xml", dump().as_bytes())]);
    let pipe = folder.path().join("pipe");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let writer = {
        let (pipe, dump) = (pipe.clone(), dump());
        thread::spawn(move || fs::write(pipe, dump).unwrap())
    };
    let ran = run(folder.path(), &["extract", "pipe"]);
    writer.join().unwrap();
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    assert_eq!(articles(&ran).len(), articles(&run(folder.path(), &["extract", "dump.xml"])).len());
}

#[test]
fn the_index_of_a_dump_is_passed_over() {
    let index = "616:1:Alder Town\n616:2:2031 Lowland Cup\n5982:3:Birch Rovers\n";
    let folder = folder(&[
        ("dumps/multistream.xml.bz2", &bzip2(dump().as_bytes())),
        ("dumps/multistream-index.txt.bz2", &bzip2(index.as_bytes())),
    ]);
    let ran = run(folder.path(), &["extract", "dumps", "--verbose"]);
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    let alone = run(folder.path(), &["extract", "dumps/multistream.xml.bz2"]);
    assert_eq!(ran.stdout, alone.stdout);
    assert!(ran.stderr.contains("multistream-index.txt.bz2: skipped"), "{}", ran.stderr);
}

#[test]
fn of_a_small_stream_that_is_damaged_what_comes_before_is_kept() {
    let packed = gzip(dump().as_bytes());
    let cut = packed.get(..packed.len() - 12).unwrap();
    let trailing = [&packed[..], b"rubbish"].concat();
    let folder = folder(&[("cut.gz", cut), ("trailing.gz", &trailing), ("whole.gz", &packed)]);
    let whole = articles(&run(folder.path(), &["extract", "whole.gz"])).len();
    for name in ["cut.gz", "trailing.gz"] {
        let ran = run(folder.path(), &["extract", name]);
        assert_eq!(ran.status, 2);
        assert_eq!(articles(&ran).len(), whole, "{name}: {}", ran.stderr);
        assert!(ran.stderr.contains("the stream is damaged ("), "{}", ran.stderr);
    }
}

#[test]
fn a_template_that_is_cut_off_counts_in_files_and_not_in_pages() {
    let text =
        "{{Football box|date=1 May 2031|team1=Alder|score=3–0|team2=Birch}}\n{{Football box|team1=Cedar";
    let line = format!("{}\n", json!({"title": "A", "text": text}));
    let folder = folder(&[("a.wiki", text.as_bytes()), ("a.ndjson", line.as_bytes())]);
    assert_eq!(run(folder.path(), &["extract", "a.wiki"]).status, 2);
    assert_eq!(run(folder.path(), &["extract", "a.ndjson"]).status, 0);
}

#[test]
fn what_a_title_holds_does_not_reach_the_terminal_as_it_is() {
    let line = format!("{}\n", json!({"query": {"pages": [{"title": "A\u{1b}[31m", "missing": true}]}}));
    let ran = run(folder(&[("a.json", line.as_bytes())]).path(), &["extract", "a.json"]);
    assert!(ran.stderr.contains("A [31m") && !ran.stderr.contains('\u{1b}'), "{}", ran.stderr);
}

fn files(folder: &Path) -> Vec<String> {
    let below = |path: PathBuf| {
        let name = path.strip_prefix(folder).unwrap().to_str().unwrap().to_owned();
        if path.is_dir() {
            files(&path).iter().map(|below| format!("{name}/{below}")).collect()
        } else {
            vec![name]
        }
    };
    let mut files: Vec<String> =
        fs::read_dir(folder).unwrap().flat_map(|entry| below(entry.unwrap().path())).collect();
    files.sort();
    files
}

#[test]
fn every_page_has_a_file_in_the_folder_of_its_dump() {
    let pages = [page("Same Cup", 0, CUP), page("Other Cup", 0, CUP), page("Same Cup", 0, CUP)].concat();
    let folder = folder(&[("dup.xml", format!("<mediawiki>\n{pages}</mediawiki>\n").as_bytes())]);
    let expected = ["dup.xml/Other Cup.json", "dup.xml/Same Cup.json", "dup.xml/Same Cup~2.json"];
    // groups of one page and of all; the second time over the files of the first
    for group in ["10", "10", "1000000"] {
        let ran = run(folder.path(), &["extract", "dup.xml", "-o", "out/", "--group-bytes", group]);
        assert!(ran.stderr.contains("3 articles, "), "{}", ran.stderr);
        assert_eq!(files(&folder.path().join("out")), expected, "{group}");
    }
}

#[test]
fn a_title_that_is_too_long_for_a_file_is_cut_off() {
    let titles = ["a", "b"].map(|end| format!("{}{end}", "Long ".repeat(51)));
    let pages: String = titles.iter().map(|title| page(title, 0, CUP)).collect();
    let folder = folder(&[("long.xml", format!("<mediawiki>\n{pages}</mediawiki>\n").as_bytes())]);
    let ran = run(folder.path(), &["extract", "long.xml", "-o", "out/"]);
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    let files = files(&folder.path().join("out"));
    assert_eq!(files.len(), 2);
    assert!(files.iter().all(|file| file.starts_with("long.xml/Long Long ") && file.ends_with(".json")));
}

#[test]
fn pages_go_into_a_folder_and_one_page_into_a_file() {
    let one = format!("<mediawiki>\n{}</mediawiki>\n", page("Cup", 0, CUP));
    let folder = folder(&[("dump.xml", dump().as_bytes()), ("one.xml", one.as_bytes()), ("old", b"old")]);
    for target in ["out.json", "old"] {
        let ran = run(folder.path(), &["extract", "dump.xml", "-o", target]);
        assert_eq!(ran.status, 2);
        let expected =
            format!("error: {target}: several articles need a folder, or --format ndjson for one file");
        assert!(ran.stderr.starts_with(&expected), "{}", ran.stderr);
    }
    let piped = run_with(folder.path(), &["extract", "-", "-o", "out.json"], dump().as_bytes());
    assert!(piped.stderr.contains("out.json: several articles need a folder"), "{}", piped.stderr);
    assert_eq!(files(folder.path()), ["dump.xml", "old", "one.xml"]);
    assert_eq!(run(folder.path(), &["extract", "one.xml", "-o", "one.json"]).status, 0);
    assert_eq!(support::json(&folder.path().join("one.json"))["article"]["title"], "Cup");
    fs::write(folder.path().join("wanted"), "2031 Lowland Cup").unwrap();
    let chosen = ["extract", "dump.xml", "-o", "chosen.json", "--titles", "wanted"];
    assert_eq!(run(folder.path(), &chosen).status, 0);
    assert_eq!(support::json(&folder.path().join("chosen.json"))["article"]["title"], "2031 Lowland Cup");
    assert_eq!(run(folder.path(), &["extract", "dump.xml", "-o", "out"]).status, 0);
    let expected = ["dump.xml/2031 Lowland Cup.json", "dump.xml/Template:2031 Lowland Cup final.json"];
    assert_eq!(files(&folder.path().join("out")), expected);
}
