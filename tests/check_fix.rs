//! `scoreline check --fix`: corrections as a diff that `patch` takes, or written to the files.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that panics has failed")]

mod support;

use std::fs;

use support::{folder, run, run_with};

/// A byte-order mark, CRLF, a byte that is not UTF-8, and an aggregate that two places contradict.
const WRONG: &[u8] = b"\xef\xbb\xbf== First round ==\r
caf\xe9\r
{{TwoLegStart}}\r
{{TwoLegResult|Alder Town|ENG|5\xe2\x80\x932|Birch Rovers|SCO|3\xe2\x80\x930|0\xe2\x80\x931}}\r
{{TwoLegEnd}}\r
Alder Town won 3\xe2\x80\x931 on aggregate.";

/// What is left of it when the aggregate is that of the other places.
fn right() -> Vec<u8> {
    let at = WRONG.windows(5).position(|part| part == "5–2".as_bytes()).unwrap();
    [&WRONG[..at], "3–1".as_bytes(), &WRONG[at + 5..]].concat()
}

/// One claim against one: nothing says which is wrong.
const UNDECIDED: &str = "\
== First round ==
{{TwoLegStart}}
{{TwoLegResult|Alder Town|ENG|5–2|Birch Rovers|SCO|3–0|0–1}}
{{TwoLegEnd}}
";

#[test]
fn a_diff_is_all_that_is_printed_and_nothing_is_written() {
    let text = String::from_utf8(WRONG.to_vec().into_iter().filter(|byte| *byte != 0xe9).collect()).unwrap();
    let folder = folder(&[("cups/a b.wiki", text.as_bytes())]);
    for arguments in [&["check", "--fix", "--diff", "cups"][..], &["check", "--fix", "cups"]] {
        let ran = run(folder.path(), arguments);
        let expected = "--- a/cups/a b.wiki\t\n+++ b/cups/a b.wiki\t\n@@ -1,6 +1,6 @@\n \u{feff}== First round ==\r\n \
            caf\r\n {{TwoLegStart}}\r\n-{{TwoLegResult|Alder Town|ENG|5–2|Birch Rovers|SCO|3–0|0–1}}\r\n\
            +{{TwoLegResult|Alder Town|ENG|3–1|Birch Rovers|SCO|3–0|0–1}}\r\n {{TwoLegEnd}}\r\n \
            Alder Town won 3–1 on aggregate.\n\\ No newline at end of file\n";
        assert_eq!(ran.stdout, expected);
        assert_eq!(ran.stderr, "1 correction in 1 article; nothing is written without --write\n");
        assert_eq!(ran.status, 1, "the finding is still there");
        assert_eq!(fs::read(folder.path().join("cups/a b.wiki")).unwrap(), text.as_bytes());
    }
}

#[test]
fn written_corrections_keep_every_other_byte_and_leave_no_such_finding() {
    let folder = folder(&[("a.wiki", WRONG), ("b.wiki", UNDECIDED.as_bytes())]);
    let ran = run(folder.path(), &["check", "--fix", "--write", "--format", "concise", "a.wiki", "b.wiki"]);
    assert_eq!(fs::read(folder.path().join("a.wiki")).unwrap(), right());
    assert_eq!(fs::read(folder.path().join("b.wiki")).unwrap(), UNDECIDED.as_bytes());
    assert!(ran.stderr.contains("1 correction written to 1 article\n"), "{}", ran.stderr);
    assert!(ran.stdout.starts_with("b.wiki:3:31: error[AGG001]"), "{}", ran.stdout);
    assert_eq!(ran.stdout.lines().count(), 1, "{}", ran.stdout);
    let again = run(folder.path(), &["check", "--fix", "--diff", "a.wiki", "b.wiki"]);
    assert_eq!(again.stdout, "");
    let mut names: Vec<_> =
        fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    names.sort();
    assert_eq!(names, ["a.wiki", "b.wiki"]);
}

#[test]
fn what_is_not_reported_is_not_corrected() {
    let folder = folder(&[("a.wiki", WRONG)]);
    for choice in [&["--ignore", "AGG"][..], &["--select", "PEN"]] {
        run(folder.path(), &[&["check", "--fix", "--write", "a.wiki"], choice].concat());
        assert_eq!(fs::read(folder.path().join("a.wiki")).unwrap(), WRONG);
    }
}

#[test]
fn standard_input_is_only_shown() {
    let text: Vec<u8> = WRONG.iter().copied().filter(|byte| *byte != 0xe9).collect();
    let folder = folder(&[]);
    let ran = run_with(folder.path(), &["check", "--fix", "--diff", "-"], &text);
    assert!(ran.stdout.starts_with("--- a/stdin\n+++ b/stdin\n"), "{}", ran.stdout);
    let ran = run_with(folder.path(), &["check", "--fix", "--write", "-"], &text);
    assert_eq!(ran.status, 2);
    assert!(ran.stderr.contains("-: error: standard input cannot be corrected in place"), "{}", ran.stderr);
}

#[test]
fn nothing_is_written_or_shown_without_being_asked_for() {
    let folder = folder(&[("a.wiki", WRONG)]);
    for arguments in [["check", "--write", "a.wiki"], ["check", "--diff", "a.wiki"]] {
        let ran = run(folder.path(), &arguments);
        assert_eq!(ran.status, 2);
        assert!(ran.stderr.contains("--fix"), "{}", ran.stderr);
    }
    assert_eq!(fs::read(folder.path().join("a.wiki")).unwrap(), WRONG);
}

#[cfg(unix)]
#[test]
fn permissions_stay_and_a_read_only_file_is_left() {
    use std::os::unix::fs::PermissionsExt;
    let folder = folder(&[("a.wiki", WRONG), ("b.wiki", WRONG)]);
    let mode = |name: &str, mode: u32| {
        fs::set_permissions(folder.path().join(name), fs::Permissions::from_mode(mode)).unwrap();
    };
    mode("a.wiki", 0o600);
    mode("b.wiki", 0o444);
    let ran = run(folder.path(), &["check", "--fix", "--write", "a.wiki", "b.wiki"]);
    assert_eq!(ran.status, 2);
    assert!(ran.stderr.contains("b.wiki: error: the file is read-only"), "{}", ran.stderr);
    assert_eq!(fs::read(folder.path().join("a.wiki")).unwrap(), right());
    assert_eq!(fs::read(folder.path().join("b.wiki")).unwrap(), WRONG);
    let mode = fs::metadata(folder.path().join("a.wiki")).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
}
