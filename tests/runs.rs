//! Long runs as a user has them: parts of an input, what is said of a run, and how it ends.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    reason = "a test that panics has failed"
)]

mod support;

use std::{collections::BTreeSet, fs};

use serde_json::Value;
use support::{Ran, folder, json, run};

/// A dump with so many pages about football, each followed by one about something else.
fn dump(pages: usize) -> String {
    let page = |number: usize| {
        format!(
            "<page><title>{number} Lowland Cup</title><ns>0</ns><id>{number}</id><revision><id>{number}</id><text>\
             {{{{Football box|date=1 May 2031|team1=Alder {number}|score=1–0|team2=Birch {number}}}}}</text></revision></page>\n\
             <page><title>Oak {number}</title><ns>0</ns><id>1</id><revision><id>1</id><text>A tree.</text></revision></page>\n"
        )
    };
    let pages: String = (1..=pages).map(page).collect();
    format!("<mediawiki xml:lang=\"en\">\n{pages}</mediawiki>\n")
}

fn titles(ran: &Ran) -> Vec<String> {
    let title = |line: &str| {
        let article: Value = serde_json::from_str(line).unwrap();
        article["article"]["title"].as_str().unwrap().to_owned()
    };
    ran.stdout.lines().map(title).collect()
}

#[test]
fn a_limit_ends_the_run_after_so_many_pages() {
    let folder = folder(&[("dump.xml", dump(10).as_bytes())]);
    for (limit, expected) in [("0", 0), ("1", 1), ("2", 1), ("3", 2), ("99", 10)] {
        let ran = run(folder.path(), &["extract", "dump.xml", "--limit", limit]);
        assert_eq!((ran.status, titles(&ran).len()), (0, expected), "{limit}: {}", ran.stderr);
    }
    for number in 1..=3 {
        let text = format!("{{{{Football box|team1=A|score=1–0|team2=B{number}}}}}");
        fs::write(folder.path().join(format!("{number}.wiki")), text).unwrap();
    }
    let ran = run(folder.path(), &["extract", "1.wiki", "2.wiki", "3.wiki", "dump.xml", "--limit", "2"]);
    assert_eq!(ran.stdout.lines().count(), 2, "articles count as pages do");
}

#[test]
fn a_sample_is_the_same_in_each_run_and_part_of_a_larger_one() {
    let folder = folder(&[("dump.xml", dump(200).as_bytes())]);
    let sample = |share: &str| {
        let ran = run(folder.path(), &["extract", "dump.xml", "--sample", share]);
        titles(&ran).into_iter().collect::<BTreeSet<_>>()
    };
    let (tenth, half) = (sample("10%"), sample("0.5"));
    assert!((5..40).contains(&tenth.len()) && (70..130).contains(&half.len()), "{tenth:?}");
    assert!(tenth.is_subset(&half));
    assert_eq!(tenth, sample("0.1"));
    let ran = run(folder.path(), &["extract", "dump.xml", "--sample", "2"]);
    assert_eq!(ran.status, 2);
    assert!(ran.stderr.contains("a share is 0 to 1, or 0% to 100%"), "{}", ran.stderr);
}

#[test]
fn titles_are_taken_from_a_file() {
    let wanted = b"\xef\xbb\xbf3_Lowland_Cup\n\n7 Lowland Cup\r\nOak 2\nNo such page\n";
    let folder = folder(&[("dump.xml", dump(10).as_bytes()), ("wanted.txt", wanted)]);
    let ran = run(folder.path(), &["extract", "dump.xml", "--titles", "wanted.txt"]);
    assert_eq!(titles(&ran), ["3 Lowland Cup", "7 Lowland Cup"]);
    assert!(ran.stderr.contains("20 pages: 2 kept, 1 without football, 17 not chosen"), "{}", ran.stderr);
    let ran = run(folder.path(), &["extract", "dump.xml", "--titles", "missing.txt"]);
    assert_eq!(ran.status, 2);
    assert!(ran.stderr.contains("missing.txt"), "{}", ran.stderr);
}

#[test]
fn a_summary_says_what_the_run_came_to() {
    let text = dump(3);
    let cut = &text[..text.rfind("<page>").unwrap() + 40];
    let folder = folder(&[("dump.xml", text.as_bytes()), ("cut.xml", cut.as_bytes())]);
    let arguments = ["extract", "dump.xml", "-o", "out.ndjson", "--summary", "run.json"];
    assert_eq!(run(folder.path(), &arguments).status, 0);
    let summary = json(&folder.path().join("run.json"));
    assert_eq!(
        (&summary["articles"], &summary["matches"], &summary["ties"]),
        (&3.into(), &3.into(), &0.into())
    );
    let pages = &summary["pages"];
    assert_eq!(
        (&pages["pages"], &pages["kept"], &pages["without_football"]),
        (&6.into(), &3.into(), &3.into())
    );
    assert_eq!((&pages["bytes"], &summary["bytes_read"]), (&text.len().into(), &text.len().into()));
    assert_eq!((&summary["is_complete"], &summary["output"]), (&true.into(), &"out.ndjson".into()));
    let arguments = ["extract", "cut.xml", "no.xml", "--summary", "run.json"];
    assert_eq!(run(folder.path(), &arguments).status, 2);
    let summary = json(&folder.path().join("run.json"));
    assert_eq!((&summary["is_complete"], &summary["problems"]), (&false.into(), &2.into()));
    assert_eq!(summary["unread_inputs"], serde_json::json!(["no.xml"]));
}

#[test]
fn findings_of_a_dump_are_counted_by_rule() {
    let text = dump(1).replace("|score=1–0", "|score=1–0|penaltyscore=3–3");
    let folder = folder(&[("dump.xml", text.as_bytes())]);
    let checked = run(folder.path(), &["check", "dump.xml", "--format", "concise"]);
    let codes: BTreeSet<&str> = checked
        .stdout
        .lines()
        .map(|line| &line[line.find('[').unwrap() + 1..line.find(']').unwrap()])
        .collect();
    assert!(!codes.is_empty());
    let ran = run(folder.path(), &["extract", "dump.xml", "-o", "out.ndjson", "--summary", "run.json"]);
    let summary = json(&folder.path().join("run.json"));
    let counted: BTreeSet<&str> =
        summary["findings"].as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(counted, codes);
    let number = checked.stdout.lines().count();
    assert!(ran.stderr.contains(&format!("\n{number} finding")), "{}", ran.stderr);
}

#[test]
fn findings_of_many_groups_are_written_as_those_of_one() {
    let wrong =
        dump(5).replace("score=1–0", "aggregatescore=3–1|goals1=Ash {{goal|5}}, Elm {{goal|9}}|score=1–0");
    let folder = folder(&[("dump.xml", wrong.as_bytes())]);
    let check = |options: &[&str]| {
        let mut ran = run(folder.path(), &[&["check", "dump.xml"], options].concat());
        // the line about pages tells the time
        ran.stderr = ran.stderr.lines().filter(|line| !line.contains(" pages: ")).collect();
        ran
    };
    for format in ["text", "concise", "json", "ndjson", "sarif", "github"] {
        for statistics in [&[][..], &["--statistics"]] {
            let whole = check(&[&["--format", format], statistics].concat());
            let parts = check(&[&["--format", format, "--group-bytes", "10"], statistics].concat());
            assert_eq!((whole.status, parts.status), (1, 1), "{format}: {}", whole.stderr);
            assert_eq!(whole.stdout, parts.stdout, "{format} {statistics:?}");
            assert_eq!(whole.stderr, parts.stderr, "{format} {statistics:?}");
        }
    }
    assert!(check(&[]).stderr.contains("in 5 of 5 articles"), "{}", check(&[]).stderr);
}

#[test]
fn nothing_is_drawn_where_there_is_no_terminal() {
    let folder = folder(&[("dump.xml", dump(10).as_bytes())]);
    for show in ["auto", "none", "plain"] {
        let ran = run(folder.path(), &["extract", "dump.xml", "-o", "out.ndjson", "--progress", show]);
        assert!(!ran.stderr.contains(['\r', '\x1b']), "{:?}", ran.stderr);
        assert_eq!(ran.stderr.lines().count(), 4, "{}", ran.stderr);
    }
}

#[cfg(unix)]
mod interrupted {
    use std::{
        io::Write,
        path::Path,
        process::{Child, Command, Stdio},
    };

    use super::*;

    fn begin(folder: &Path, output: &str) -> Child {
        let mut command = support::command(folder, &["extract", "-", "--force", "-o", output]);
        command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap()
    }

    fn signal(child: &Child, signal: &str) {
        assert!(Command::new("kill").args([signal, &child.id().to_string()]).status().unwrap().success());
    }

    /// Feeds a run with pages until it is seen to have begun, interrupts it, and feeds it until it ends.
    fn interrupt(mut child: Child, pages: &str) -> (Option<i32>, String) {
        let mut input = child.stdin.take().unwrap();
        input.write_all(b"<mediawiki>").unwrap();
        // more than a pipe holds, so that it has been read
        for _ in 0..20 {
            input.write_all(pages.as_bytes()).unwrap();
        }
        signal(&child, "-INT");
        // whoever waits for input learns of it with the next page
        while child.try_wait().unwrap().is_none() {
            let _ = input.write_all(pages.as_bytes());
        }
        drop(input);
        let output = child.wait_with_output().unwrap();
        (output.status.code(), String::from_utf8(output.stderr).unwrap())
    }

    #[test]
    fn the_old_output_stays_and_nothing_is_left_beside_it() {
        let pages = dump(200).replace("<mediawiki xml:lang=\"en\">", "").replace("</mediawiki>", "");
        for output in ["out.sqlite", "out.ndjson"] {
            let folder = folder(&[(output, b"old")]);
            let (status, stderr) = interrupt(begin(folder.path(), output), &pages);
            assert_eq!(status, Some(130), "{stderr}");
            assert!(stderr.contains(&format!("interrupted; {output} is as it was")), "{stderr}");
            assert_eq!(fs::read(folder.path().join(output)).unwrap(), b"old");
            assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
        }
    }
}
