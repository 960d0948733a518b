//! Comments in an article that ask `scoreline check` to leave a finding alone.

#![allow(clippy::unwrap_used, reason = "a test that panics has failed")]

mod support;

use support::{Ran, folder, run};

/// Runs `check --format concise --fail-on info` on one article.
fn check(text: &str) -> Ran {
    let folder = folder(&[("a.wiki", text.as_bytes())]);
    run(folder.path(), &["check", "--format", "concise", "--fail-on", "info", "a.wiki"])
}

/// A row whose aggregate is wrong, another after it, and text around them.
fn rows(before: &str, after: &str) -> String {
    format!(
        "'''2031 Lowland Cup'''\n\n== First round ==\n{{{{TwoLegStart}}}}\n{before}\
         {{{{TwoLegResult|Alder Town|ENG|5–2|Birch Rovers|SCO|3–0|0–1}}}}{after}\n\
         {{{{TwoLegResult|Cedar United|ENG|3–3|Dale City|SCO|2–0|0–1}}}}\n{{{{TwoLegEnd}}}}\n"
    )
}

/// Line numbers of the findings.
fn lines(ran: &Ran) -> Vec<&str> {
    ran.stdout.lines().map(|line| line.split(':').nth(1).unwrap()).collect()
}

#[test]
fn a_comment_silences_its_own_line_or_the_next_one() {
    let both = check(&rows("", ""));
    assert_eq!(lines(&both), ["5", "6"], "{}", both.stdout);
    for rules in ["AGG001", "agg001", "AGG", "aggregate-mismatch", "PEN001, AGG001", "AGG001: as reported"] {
        let comment = format!("<!-- scoreline: ignore {rules} -->");
        let ran = check(&rows("", &comment));
        assert!(!ran.stdout.contains("a.wiki:5:31: error"), "{rules}: {}", ran.stdout);
        assert!(ran.stdout.contains("a.wiki:6:33: error"), "{rules}: {}", ran.stdout);
        let ran = check(&rows(&format!("{comment}\n"), ""));
        assert!(!ran.stdout.contains("a.wiki:6:31: error"), "{rules}: {}", ran.stdout);
        assert!(ran.stdout.contains("a.wiki:7:33: error"), "{rules}: {}", ran.stdout);
    }
}

#[test]
fn what_was_ignored_is_counted_and_can_make_a_run_clean() {
    let comment = "<!-- scoreline: ignore AGG001 -->";
    let text = rows(&format!("{comment}\n"), "").replace("3–3", "2–1");
    let folder = folder(&[("a.wiki", text.as_bytes())]);
    let ran = run(folder.path(), &["check", "a.wiki"]);
    assert_eq!((ran.status, ran.stdout.as_str()), (0, ""));
    assert!(ran.stderr.starts_with("no findings in 1 article; 1 ignored by a comment\n"), "{}", ran.stderr);
}

#[test]
fn a_comment_before_a_box_speaks_for_all_of_it() {
    let article = |before: &str| {
        format!(
            "{before}{{{{Football box\n|team1 = Alder Town\n|score = 1–0\n|team2 = Birch Rovers\n\
             |goals1 = Ash {{{{goal|5||9}}}}\n}}}}\n"
        )
    };
    let ran = check(&article(""));
    assert!(ran.stdout.contains("error[SCO001]"), "{}", ran.stdout);
    let ran = check(&article("<!-- scoreline: ignore goals-exceed-score -->\n"));
    assert_eq!((ran.status, ran.stdout.as_str()), (0, ""));
}

#[test]
fn a_comment_of_no_use_is_reported_whichever_rules_are_chosen() {
    let text = rows("", "<!-- scoreline: ignore AGG001, PEN -->");
    let ran = check(&text);
    let expected = "a.wiki:5:92: info[IGN002] PEN finds nothing that this comment speaks for";
    assert!(ran.stdout.lines().any(|line| line == expected), "{}", ran.stdout);
    assert_eq!(ran.stdout.matches("IGN002").count(), 1, "{}", ran.stdout);
    let folder = folder(&[("a.wiki", text.as_bytes())]);
    let ran = run(folder.path(), &["check", "--select", "IGN,SCO", "--format", "concise", "a.wiki"]);
    assert_eq!(ran.stdout.trim_end(), expected);
}

#[test]
fn a_comment_that_is_not_understood_is_a_warning_with_a_suggestion() {
    for (comment, message) in [
        ("ignore AGG01", "no rule `AGG01`; did you mean `AGG001`?"),
        ("ignore aggregat-mismatch", "no rule `aggregat-mismatch`; did you mean `aggregate-mismatch`?"),
        ("ignore", "the comment names no rule to ignore"),
        ("ignroe AGG001", "no instruction `ignroe`; the only one is `ignore`"),
    ] {
        let ran = check(&rows("", &format!("<!-- scoreline: {comment} -->")));
        let warnings: Vec<&str> = ran.stdout.lines().filter(|line| line.contains("IGN001")).collect();
        assert_eq!(warnings.len(), 1, "{comment}: {}", ran.stdout);
        assert!(warnings.concat().ends_with(&format!("warning[IGN001] {message}")), "{warnings:?}");
        assert!(ran.stdout.contains("a.wiki:5:31: error[AGG001]"), "{comment}: {}", ran.stdout);
    }
}

#[test]
fn text_that_only_looks_like_a_comment_silences_nothing() {
    for after in ["<nowiki><!-- scoreline: ignore AGG001 --></nowiki>", " scoreline: ignore AGG001"] {
        assert!(check(&rows("", after)).stdout.contains("a.wiki:5:31: error[AGG001]"), "{after}");
    }
}
