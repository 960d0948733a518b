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

const PAGES: usize = 400;

fn dump() -> String {
    format!("<mediawiki xml:lang=\"en\">\n{}</mediawiki>\n", pages(0..PAGES))
}

/// Small groups, so that there are many checkpoints.
const ARGUMENTS: [&str; 5] = ["extract", "dump.xml", "--group-bytes", "40000", "--force"];

/// A run into an output, with whatever else it needs: `tables --format csv`.
fn command(folder: &Path, output: &str, more: &[&str]) -> Command {
    let output: Vec<&str> = output.split(' ').collect();
    support::command(folder, &[&ARGUMENTS[..], &["-o"], &output, more].concat())
}

fn begin(folder: &Path, output: &str, more: &[&str]) -> Child {
    command(folder, output, more).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
}

fn finish(folder: &Path, output: &str, more: &[&str]) -> Ran {
    let output: Vec<&str> = output.split(' ').collect();
    run(folder, &[&ARGUMENTS[..], &["-o"], &output, more].concat())
}

fn names(folder: &Path) -> Vec<String> {
    let names = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<String> = names.collect();
    names.sort();
    names
}

/// All that an output holds, as text.
fn content(path: &Path) -> String {
    if path.is_dir() {
        let file = |name: &String| format!("{name}\n{:?}\n", fs::read(path.join(name)).unwrap());
        return names(path).iter().map(file).collect();
    }
    if path.extension().is_none_or(|extension| extension != "sqlite") {
        return format!("{:?}", fs::read(path).unwrap());
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

/// Bytes of a file, or of all files of a folder.
fn size(path: &Path) -> u64 {
    match path.read_dir() {
        Ok(files) => files.map(|file| file.map_or(0, |file| size(&file.path()))).sum(),
        Err(_) => fs::metadata(path).map_or(0, |metadata| metadata.len()),
    }
}

/// Kills a run when so many bytes are written of its output, or when it has ended by itself.
fn kill(mut child: Child, partial: &Path, bytes: u64) {
    while child.try_wait().unwrap().is_none() && size(partial) < bytes {
        thread::sleep(Duration::from_millis(1));
    }
    child.kill().unwrap();
    child.wait().unwrap();
}

#[test]
fn a_run_that_is_killed_leaves_the_old_output_and_can_be_continued() {
    for output in ["out.ndjson", "out.sqlite"] {
        let whole = folder(&[("dump.xml", dump().as_bytes())]);
        assert_eq!(finish(whole.path(), output, &[]).status, 0);
        let (expected, bytes) = (content(&whole.path().join(output)), size(&whole.path().join(output)));
        let mut continued = 0;
        fs::write(whole.path().join(output), "old").unwrap();
        // the same file, so that its time is the same too
        let (folder, target) = (whole.path(), whole.path().join(output));
        let partial = folder.join(format!(".{output}.partial"));
        for moment in 0..2 * repeats() as u64 {
            fs::write(&target, "old").unwrap();
            // killed twice, so that a run that goes on is killed too
            for (part, more) in [(1, &[][..]), (4, &["--resume"])] {
                kill(begin(folder, output, more), &partial, bytes * (part + moment % 4) / 10);
                assert_eq!(fs::read(&target).unwrap(), b"old", "{output} {moment}");
            }
            let ran = finish(folder, output, &["--resume"]);
            assert_eq!(ran.status, 0, "{}", ran.stderr);
            continued += usize::from(ran.stderr.contains("going on behind"));
            assert!(content(&target) == expected, "{output} {moment}: {}", ran.stderr);
            assert!(ran.stderr.contains(&format!("{PAGES} pages: {PAGES} kept")), "{}", ran.stderr);
            assert_eq!(names(folder), ["dump.xml", output], "nothing is left beside it");
        }
        assert!(continued > 0, "no run came to a checkpoint");
    }
}

#[test]
fn what_a_killed_run_leaves_goes_with_the_next_one() {
    let outputs = [
        ("tables --format csv", "tables"),
        ("tables --format parquet", "tables"),
        ("t.csv", "t.csv"),
        ("t.parquet --table matches", "t.parquet"),
        ("t.json --table matches", "t.json"),
    ];
    for (output, name) in outputs {
        let folder = folder(&[("dump.xml", format!("<mediawiki>{}</mediawiki>", pages(0..2)).as_bytes())]);
        let target = folder.path().join(name);
        assert_eq!(finish(folder.path(), output, &[]).status, 0);
        let old = content(&target);
        fs::write(folder.path().join("dump.xml"), dump()).unwrap();
        for moment in 0..repeats() as u64 {
            let partial = folder.path().join(format!(".{name}.partial"));
            kill(begin(folder.path(), output, &[]), &partial, 1 + moment * 10_000);
            let left = names(folder.path());
            if !partial.exists() {
                assert!(moment > 0, "it was not killed on its way: {left:?}");
                // so much is written only in the end
                break;
            }
            assert!(content(&target) == old, "{output} {moment}");
        }
        let ran = finish(folder.path(), output, &[]);
        assert_eq!(ran.status, 0, "{}", ran.stderr);
        assert!(content(&target) != old && size(&target) > 1000);
        assert_eq!(names(folder.path()), ["dump.xml", name], "{output}");
    }
}

/// Runs until the disk is full, which it is behind the first checkpoints.
fn interrupted(folder: &Path, output: &str, more: &[&str]) {
    let ran = with_small_disk(folder, output, 400, more);
    assert_eq!(ran.status.code(), Some(2));
    let stderr = String::from_utf8_lossy(&ran.stderr);
    assert!(stderr.contains(&format!("error: {output}: ")), "{stderr}");
    assert!(["too large", "disk I/O", "full"].iter().any(|cause| stderr.contains(cause)), "{stderr}");
    assert!(stderr.ends_with("; what was written is kept, and --resume goes on from there\n"), "{stderr}");
}

#[test]
fn what_was_begun_with_other_inputs_or_options_is_not_continued() {
    type Change = (&'static str, &'static str, &'static [u8]);
    let changes: [Change; 5] = [
        ("another option", "unused", b""),
        ("another dump", "in/dump.xml", b"<mediawiki></mediawiki>"),
        ("one more article", "in/Cup.wiki", b"{{Football box|team1=A|score=1-0|team2=B}}"),
        ("other names of teams", "scoreline.toml", b"[teams]\n\"Alder 1\" = \"Alder\"\n"),
        ("another catalogue", "words/zones.toml", b"[universal]\nXYZ = [\"+02:00\"]\n"),
    ];
    for output in ["out.ndjson", "out.sqlite"] {
        for (what, file, text) in changes {
            let folder = folder(&[
                ("in/dump.xml", dump().as_bytes()),
                ("in/Oak.wiki", b"An oak is a tree."),
                ("words/zones.toml", b"[universal]\nXYZ = [\"+01:00\"]\n"),
                ("scoreline.toml", b""),
            ]);
            let arguments: [&str; 8] =
                ["extract", "in", "--group-bytes", "40000", "--catalogue", "words", "-o", output];
            let ran = limited(folder.path(), 400, &arguments);
            let stderr = String::from_utf8_lossy(&ran.stderr);
            assert!(stderr.contains("--resume goes on from there"), "{stderr}");
            fs::write(folder.path().join(file), text).unwrap();
            let partial = folder.path().join(format!(".{output}.partial"));
            let before = fs::read(&partial).unwrap();
            let more = if file == "unused" { &["--resume", "--limit", "3"][..] } else { &["--resume"] };
            let ran = run(folder.path(), &[&arguments[..], more].concat());
            assert_eq!(ran.status, 2, "{what}");
            assert!(ran.stderr.contains("was begun with other inputs or options"), "{what}: {}", ran.stderr);
            assert!(before == fs::read(&partial).unwrap(), "{what}");
            let ran = run(folder.path(), &[&arguments[..], &["--limit", "3"]].concat());
            assert_eq!(ran.status, 0, "{what}: {}", ran.stderr);
            assert!(!names(folder.path()).iter().any(|name| name.starts_with('.')), "{what}");
        }
    }
}

#[test]
fn a_summary_of_a_run_that_went_on_speaks_of_all_of_it() {
    for output in ["out.ndjson", "out.sqlite"] {
        let folder = folder(&[("dump.xml", dump().as_bytes())]);
        interrupted(folder.path(), output, &["--summary", "run.json"]);
        assert!(!folder.path().join("run.json").exists());
        let ran = finish(folder.path(), output, &["--resume", "--summary", "run.json"]);
        assert_eq!(ran.status, 0, "{}", ran.stderr);
        let summary = support::json(&folder.path().join("run.json"));
        let pages = &summary["pages"];
        assert_eq!([&summary["articles"], &pages["pages"], &pages["kept"]], [PAGES; 3]);
        assert_eq!(summary["bytes_read"], dump().len());
        assert_eq!(names(folder.path()), ["dump.xml", output, "run.json"]);
    }
}

#[test]
fn time_counts_from_the_beginning_of_the_first_run() {
    let folder = folder(&[("dump.xml", dump().as_bytes())]);
    interrupted(folder.path(), "out.ndjson", &[]);
    let state = support::json(&folder.path().join(".out.ndjson.state"));
    let state: serde_json::Value = serde_json::from_str(state["state"].as_str().unwrap()).unwrap();
    assert!(state["tally"]["seconds"].as_f64().unwrap() > 0.0, "{state}");
}

#[test]
fn a_pipe_is_not_continued_and_nothing_of_it_is_kept() {
    let folder = folder(&[]);
    let arguments = ["extract", "-", "--group-bytes", "40000", "-o", "out.ndjson"];
    let ran = run_with(folder.path(), &[&arguments[..], &["--resume"]].concat(), dump().as_bytes());
    assert_eq!(ran.status, 2);
    assert!(ran.stderr.contains("--resume needs files"), "{}", ran.stderr);
    fs::write(folder.path().join("dump.xml"), dump()).unwrap();
    let script = "trap '' XFSZ; ulimit -f 400; cat dump.xml | \"$0\" \"$@\"";
    let program = assert_cmd::cargo::cargo_bin!("scoreline").to_str().unwrap();
    let mut command = Command::new("sh");
    let ran =
        command.current_dir(folder.path()).args(["-c", script, program]).args(arguments).output().unwrap();
    let stderr = String::from_utf8_lossy(&ran.stderr);
    assert!(stderr.contains("error: out.ndjson: ") && !stderr.contains("--resume"), "{stderr}");
    assert_eq!(names(folder.path()), ["dump.xml"]);
}

#[test]
fn where_there_is_nothing_to_go_on_from_it_is_said() {
    for output in ["out.ndjson", "out.sqlite"] {
        let folder = folder(&[("dump.xml", dump().as_bytes())]);
        let ran = finish(folder.path(), output, &["--resume"]);
        assert_eq!(ran.status, 0, "{}", ran.stderr);
        assert!(ran.stderr.contains(&format!("nothing to go on from; {output} is begun anew\n")));
    }
}

#[test]
fn a_database_that_cannot_take_its_place_is_kept_for_a_later_run() {
    let whole = folder(&[("dump.xml", dump().as_bytes())]);
    assert_eq!(finish(whole.path(), "out.sqlite", &[]).status, 0);
    let expected = content(&whole.path().join("out.sqlite"));
    assert!(!expected.contains("scoreline_run"));
    // a log of a database in use, and a folder where the database shall stand
    for in_the_way in ["out.sqlite-wal", "out.sqlite/file"] {
        let folder = folder(&[("dump.xml", dump().as_bytes())]);
        let mut child = command(folder.path(), "out.sqlite", &[]);
        let child = child.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
        while !folder.path().join(".out.sqlite.partial").exists() {
            thread::sleep(Duration::from_millis(1));
        }
        let path = folder.path().join(in_the_way);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, "in use").unwrap();
        let ran = child.wait_with_output().unwrap();
        let stderr = String::from_utf8_lossy(&ran.stderr);
        assert_eq!(ran.status.code(), Some(2), "{stderr}");
        assert!(stderr.contains("error: out.sqlite: ") || stderr.contains("/out.sqlite: "), "{stderr}");
        assert!(stderr.contains("--resume goes on from there"), "{stderr}");
        fs::remove_file(&path).unwrap();
        let _ = fs::remove_dir(folder.path().join("out.sqlite"));
        let ran = finish(folder.path(), "out.sqlite", &["--resume"]);
        assert_eq!(ran.status, 0, "{}", ran.stderr);
        assert!(ran.stderr.contains(&format!("going on behind {PAGES} articles")), "{}", ran.stderr);
        assert!(content(&folder.path().join("out.sqlite")) == expected);
        assert_eq!(names(folder.path()), ["dump.xml", "out.sqlite"]);
    }
}

#[test]
fn two_runs_do_not_write_one_output() {
    let outputs = ["out.ndjson", "out.sqlite", "out.csv", "tables --format csv", "tables --format parquet"];
    for output in outputs {
        let name = output.split(' ').next().unwrap();
        let folder = folder(&[("dump.xml", dump().as_bytes())]);
        let arguments = ["extract", "-", "--group-bytes", "40000", "-o"];
        let arguments = [&arguments[..], &output.split(' ').collect::<Vec<_>>()].concat();
        let mut first = support::command(folder.path(), &arguments);
        let first = first.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null());
        let mut first = first.spawn().unwrap();
        let mut input = first.stdin.take().unwrap();
        // more than a pipe holds, so that the run has begun
        input.write_all(dump().as_bytes()).unwrap();
        let second = finish(folder.path(), output, &[]);
        assert_eq!(second.status, 2);
        assert!(
            second.stderr.contains(&format!("error: {name}: another run writes this output")),
            "{}",
            second.stderr
        );
        drop(input);
        assert!(first.wait().unwrap().success());
        let target = folder.path().join(name);
        assert!(size(&target) > 10_000, "{output}");
        assert_eq!(names(folder.path()), ["dump.xml", name]);
    }
}

/// Runs with files of so many blocks of 512 bytes at most.
fn limited(folder: &Path, blocks: usize, arguments: &[&str]) -> std::process::Output {
    let program = assert_cmd::cargo::cargo_bin!("scoreline").to_str().unwrap();
    let script = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" \"$@\"");
    let mut command = Command::new("sh");
    command.current_dir(folder).args(["-c", &script, program]).args(arguments).output().unwrap()
}

fn with_small_disk(folder: &Path, output: &str, blocks: usize, more: &[&str]) -> std::process::Output {
    let output: Vec<&str> = output.split(' ').collect();
    limited(folder, blocks, &[&ARGUMENTS[..], &["-o"], &output, more].concat())
}

#[test]
fn a_full_disk_leaves_the_old_output() {
    let dump = dump();
    for output in ["out.ndjson", "out.sqlite", "out.csv"] {
        for blocks in [0, 8, 60] {
            let folder = folder(&[("dump.xml", dump.as_bytes()), (output, b"old")]);
            let ran = with_small_disk(folder.path(), output, blocks, &[]);
            let stderr = String::from_utf8_lossy(&ran.stderr);
            assert_eq!(ran.status.code(), Some(2), "{output} {blocks}: {stderr}");
            assert!(stderr.contains(&format!("error: {output}: ")), "{stderr}");
            assert!(["too large", "disk I/O", "full"].iter().any(|cause| stderr.contains(cause)), "{stderr}");
            assert_eq!(fs::read(folder.path().join(output)).unwrap(), b"old", "{output} {blocks}");
            assert!(!folder.path().join(format!(".{output}.lock")).exists());
        }
    }
}

#[test]
fn a_full_disk_leaves_the_old_folder() {
    for output in ["tables --format csv", "tables --format parquet"] {
        let folder = folder(&[("dump.xml", format!("<mediawiki>{}</mediawiki>", pages(0..2)).as_bytes())]);
        assert_eq!(finish(folder.path(), output, &[]).status, 0);
        let old = content(&folder.path().join("tables"));
        fs::write(folder.path().join("dump.xml"), dump()).unwrap();
        let ran = with_small_disk(folder.path(), output, 20, &[]);
        let stderr = String::from_utf8_lossy(&ran.stderr);
        assert_eq!(ran.status.code(), Some(2), "{stderr}");
        assert!(stderr.contains("tables: ") && stderr.contains("File too large"), "{stderr}");
        assert!(content(&folder.path().join("tables")) == old, "{output}");
        assert_eq!(names(folder.path()), ["dump.xml", "tables"], "{output}");
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
