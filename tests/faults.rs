//! What is left when a run does not come to its end: the old output or the new one, and a way to go on.
//!
//! `SCORELINE_REPEAT=20` kills that many times as many runs.

#![cfg(unix)]
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    reason = "a test that panics has failed"
)]

mod support;

use std::{
    env, fs,
    io::Write,
    path::Path,
    process::{Child, Command, Stdio},
    thread,
    time::Duration,
};

use rusqlite::Connection;
use support::{Ran, folder, run, run_with};

/// Pages of a dump, each with a match.
fn pages(numbers: std::ops::Range<usize>) -> String {
    let page = |number: usize| {
        format!(
            "<page><title>{number} Lowland Cup</title><ns>0</ns><id>{number}</id><revision><id>{number}</id><text>\
             {{{{Football box|date=1 May 2031|team1=Alder {number}|score=1–0|team2=Birch {number}}}}}{}</text></revision></page>\n",
            "\nWords that fill a page of the dump.".repeat(20)
        )
    };
    numbers.map(page).collect()
}

const PAGES: usize = 1500;

fn dump() -> String {
    format!("<mediawiki xml:lang=\"en\">\n{}</mediawiki>\n", pages(0..PAGES))
}

/// Small groups, so that there are many checkpoints.
const ARGUMENTS: [&str; 5] = ["extract", "-", "--group-bytes", "40000", "-o"];

fn begin(folder: &Path, output: &str) -> Child {
    let mut command = support::command(folder, &[&ARGUMENTS[..], &[output, "--force"]].concat());
    command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
}

fn finish(folder: &Path, output: &str, more: &[&str]) -> Ran {
    run_with(folder, &[&ARGUMENTS[..], &[output, "--force"], more].concat(), dump().as_bytes())
}

/// All that an output holds, as text.
fn content(path: &Path) -> String {
    if path.extension().is_some_and(|extension| extension == "ndjson") {
        return fs::read_to_string(path).unwrap();
    }
    let database = Connection::open(path).unwrap();
    let check: String = database.query_row("PRAGMA integrity_check", [], |row| row.get(0)).unwrap();
    assert_eq!(check, "ok");
    let mut statement = database.prepare("SELECT * FROM all_matches ORDER BY article, id").unwrap();
    let width = statement.column_count();
    let row = |row: &rusqlite::Row<'_>| (0..width).map(|column| row.get(column)).collect();
    let rows: Vec<Vec<rusqlite::types::Value>> =
        statement.query_map([], row).unwrap().map(Result::unwrap).collect();
    let tables = "SELECT group_concat(name) FROM (SELECT name FROM sqlite_schema ORDER BY name)";
    let tables: String = database.query_row(tables, [], |row| row.get(0)).unwrap();
    format!("{tables}\n{rows:?}")
}

fn repeats() -> usize {
    env::var("SCORELINE_REPEAT").ok().and_then(|number| number.parse().ok()).unwrap_or(1)
}

/// Feeds a run with the beginning of the dump until it has come to a checkpoint, or for a moment.
fn feed_and_kill(mut child: Child, folder: &Path, output: &str, dump: &str, moment: usize) {
    let mut input = child.stdin.take().unwrap();
    let part = &dump[..dump.len() * (moment % 7 + 3) / 10];
    let _ = input.write_all(part.as_bytes());
    let state = folder.join(format!(".{output}.state"));
    for _ in 0..moment % 5 * 40 {
        if state.exists() {
            break;
        }
        thread::sleep(Duration::from_millis(5));
    }
    thread::sleep(Duration::from_millis(moment as u64 * 7 % 90));
    child.kill().unwrap();
    child.wait().unwrap();
}

#[test]
fn a_run_that_is_killed_leaves_the_old_output_and_can_be_continued() {
    let dump = dump();
    for output in ["out.ndjson", "out.sqlite"] {
        let whole = folder(&[]);
        assert_eq!(finish(whole.path(), output, &[]).status, 0);
        let expected = content(&whole.path().join(output));
        let mut continued = 0;
        for moment in 0..3 * repeats() {
            let folder = folder(&[(output, b"old")]);
            let target = folder.path().join(output);
            // killed twice, so that a run that goes on is killed too
            for more in [&[][..], &["--resume"]] {
                let mut command =
                    support::command(folder.path(), &[&ARGUMENTS[..], &[output, "--force"], more].concat());
                let command = command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null());
                feed_and_kill(command.spawn().unwrap(), folder.path(), output, &dump, moment);
                assert_eq!(fs::read(&target).unwrap(), b"old", "{output} {moment}");
            }
            let ran = finish(folder.path(), output, &["--resume"]);
            assert_eq!(ran.status, 0, "{}", ran.stderr);
            continued += usize::from(ran.stderr.contains("going on behind"));
            assert!(content(&target) == expected, "{output} {moment}: {}", ran.stderr);
            assert!(ran.stderr.contains(&format!("{PAGES} pages: {PAGES} kept")), "{}", ran.stderr);
            assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "nothing is left beside it");
        }
        assert!(continued > 0, "no run came to a checkpoint");
    }
}

#[test]
fn what_was_begun_with_other_options_is_not_continued() {
    for output in ["out.ndjson", "out.sqlite"] {
        let folder = folder(&[]);
        let child = begin(folder.path(), output);
        feed_and_kill(child, folder.path(), output, &dump(), 4);
        if fs::read_dir(folder.path()).unwrap().count() < 2 {
            continue;
        }
        let before = fs::read(folder.path().join(format!(".{output}.partial"))).unwrap();
        let ran = finish(folder.path(), output, &["--resume", "--limit", "3"]);
        if ran.status == 0 {
            // it was killed before its first checkpoint
            continue;
        }
        assert!(ran.stderr.contains("was begun with other inputs or options"), "{}", ran.stderr);
        assert!(before == fs::read(folder.path().join(format!(".{output}.partial"))).unwrap());
        assert_eq!(finish(folder.path(), output, &["--limit", "3"]).status, 0);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }
}

#[test]
fn two_runs_do_not_write_one_output() {
    for output in ["out.ndjson", "out.sqlite"] {
        let folder = folder(&[(output, b"old")]);
        let mut first = begin(folder.path(), output);
        let mut input = first.stdin.take().unwrap();
        // more than a pipe holds, so that the run has begun
        input.write_all(dump().as_bytes()).unwrap();
        let second = finish(folder.path(), output, &[]);
        assert_eq!(second.status, 2);
        assert!(second.stderr.contains("another run writes this output"), "{}", second.stderr);
        drop(input);
        assert!(first.wait().unwrap().success());
        let target = folder.path().join(output);
        assert_eq!(content(&target).matches("Alder 1499").count().min(1), 1);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }
}

/// Runs with files of so many blocks of 512 bytes at most.
fn with_small_disk(folder: &Path, output: &str, blocks: usize) -> std::process::Output {
    let program = assert_cmd::cargo::cargo_bin!("scoreline").to_str().unwrap();
    let script = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" \"$@\"");
    let mut command = Command::new("sh");
    command
        .current_dir(folder)
        .args(["-c", &script, program])
        .args(["extract", "dump.xml", "--force", "-o", output]);
    command.args(["--group-bytes", "40000"]).output().unwrap()
}

#[test]
fn a_full_disk_leaves_the_old_output() {
    let dump = dump();
    for output in ["out.ndjson", "out.sqlite", "out.csv"] {
        for blocks in [0, 8, 200] {
            let folder = folder(&[("dump.xml", dump.as_bytes()), (output, b"old")]);
            let ran = with_small_disk(folder.path(), output, blocks);
            let stderr = String::from_utf8_lossy(&ran.stderr);
            assert_eq!(ran.status.code(), Some(2), "{output} {blocks}: {stderr}");
            assert!(stderr.contains("error: "), "{stderr}");
            assert_eq!(fs::read(folder.path().join(output)).unwrap(), b"old", "{output} {blocks}");
            assert!(!folder.path().join(format!(".{output}.lock")).exists());
        }
    }
}

#[test]
fn what_cannot_be_written_is_an_error_that_names_it() {
    let folder = folder(&[("dump.xml", dump().as_bytes()), ("file", b"mine")]);
    for output in ["file/out.ndjson", "file/out.sqlite", "file/out.csv", "/dev/full"] {
        let ran = run(folder.path(), &["extract", "dump.xml", "--format", "ndjson", "-o", output]);
        let by_name = run(folder.path(), &["extract", "dump.xml", "-o", output]);
        for ran in [ran, by_name] {
            assert_eq!(ran.status, 2, "{output}");
            assert!(ran.stderr.contains(&format!("error: {output}: ")), "{}", ran.stderr);
        }
        assert_eq!(fs::read(folder.path().join("file")).unwrap(), b"mine");
    }
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2);
}

#[test]
fn only_lines_and_databases_are_continued() {
    let folder = folder(&[("dump.xml", dump().as_bytes())]);
    for arguments in [&["--resume"][..], &["--resume", "-o", "out.csv"]] {
        let ran = run(folder.path(), &[&["extract", "dump.xml"], arguments].concat());
        assert_eq!(ran.status, 2);
        assert!(ran.stderr.contains("--resume goes with files of ndjson and sqlite"), "{}", ran.stderr);
    }
}
