//! Every page of `docs/rules` end to end: its example raises the rule, its correction raises nothing.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that panics has failed"
)]

use scoreline::{
    catalogue::Catalogue,
    check,
    extract::{self, Origin},
    finding::Finding,
    link, markup,
};

/// The contents of a page's `wikitext` fences.
fn fences(page: &str) -> Vec<&str> {
    let blocks = page.split("```wikitext\n").skip(1);
    blocks.map(|block| block.split("```").next().unwrap_or("")).collect()
}

/// Code and message of every finding of one article.
fn findings(text: &str) -> Vec<(&'static str, String)> {
    report(text).into_iter().map(|finding| (finding.code, finding.message)).collect()
}

/// The findings of one article.
fn report(text: &str) -> Vec<Finding> {
    let catalogue = Catalogue::embedded().expect("the embedded catalogue loads");
    let origin = Origin {
        path: "example.wikitext".into(),
        title: None,
        language: "en".to_owned(),
        page_id: None,
        revision: None,
        timestamp: None,
    };
    let document = markup::parse(text, Some(markup::Dialect::Wikitext));
    let articles = [extract::extract(&document, &origin, &catalogue)];
    check::check(&link::link(&articles)).findings
}

#[test]
fn the_example_of_every_page_raises_its_rule() {
    let mut silent = Vec::new();
    for meta in check::rules().iter().map(|rule| rule.meta()) {
        let found = findings(fences(meta.text)[0]);
        if !found.iter().any(|(code, _)| *code == meta.code) {
            silent.push(format!("{} is silent; raised: {found:?}", meta.code));
        }
    }
    assert!(silent.is_empty(), "{}", silent.join("\n"));
}

#[test]
fn the_correction_of_every_page_raises_nothing() {
    let mut loud = Vec::new();
    for meta in check::rules().iter().map(|rule| rule.meta()) {
        let found = findings(fences(meta.text)[1]);
        if !found.is_empty() {
            loud.push(format!("{} still raises {found:?}", meta.code));
        }
    }
    assert!(loud.is_empty(), "{}", loud.join("\n"));
}

/// Codes of the findings of an article, in order.
fn codes(text: &str) -> Vec<&'static str> {
    findings(text).into_iter().map(|(code, _)| code).collect()
}

/// A first round: the boxes and lines between a leg list's row and the sentence below.
fn round(row: &str, boxes: &[(&str, &str, &str)], sentence: &str) -> String {
    let boxes: Vec<String> = boxes
        .iter()
        .map(|(home, score, away)| {
            format!("{{{{Football box\n|team1 = {home}\n|score = {score}\n|team2 = {away}\n}}}}\n")
        })
        .collect();
    let list = format!("{{{{TwoLegStart}}}}\n{{{{TwoLegResult|{row}}}}}\n{{{{TwoLegEnd}}}}");
    let list = if row.is_empty() { String::new() } else { list };
    format!("== First round ==\n{list}\n{}{sentence}\n", boxes.concat())
}

const ALDER: &str = "Alder Town";
const BIRCH: &str = "Birch Rovers";
const BOTH: [(&str, &str, &str); 2] = [(ALDER, "2–0", BIRCH), (BIRCH, "1–0", ALDER)];
const ROW: &str = "Alder Town|ENG|2–1|Birch Rovers|ENG|2–0|0–1";

#[test]
fn one_error_gives_one_finding() {
    let cases = [
        ("the loser named as winner", round(ROW, &BOTH, "Birch Rovers won 2–1 on aggregate."), "WIN001"),
        ("the winner's goals last", round("", &BOTH, "Alder Town won 1–2 on aggregate."), "AGG001"),
        ("a wrong sentence", round(ROW, &BOTH, "Alder Town won 3–1 on aggregate."), "AGG002"),
        (
            "a wrong box",
            round(ROW, &[BOTH[0], (BIRCH, "2–0", ALDER)], "Alder Town won 2–1 on aggregate."),
            "SCO006",
        ),
        ("a third team", round(ROW, &BOTH, "Cedar United won 2–1 on aggregate."), "WIN001"),
        ("a box missing", round(ROW, &BOTH[..1], "Alder Town won 2–1 on aggregate."), "AGG003"),
    ];
    for (what, text, code) in cases {
        assert_eq!(codes(&text), [code], "{what}: {:?}", findings(&text));
    }
}

#[test]
fn what_a_reader_would_accept_raises_nothing() {
    let cases = [
        ("a tie in order", round(ROW, &BOTH, "Alder Town won 2–1 on aggregate.")),
        ("only boxes", round("", &BOTH, "")),
        ("only a list", round(ROW, &[], "")),
        (
            "not played yet",
            round("Alder Town|ENG||Birch Rovers|ENG||", &[(ALDER, "v", BIRCH), (BIRCH, "v", ALDER)], ""),
        ),
        (
            "one leg played",
            round("Alder Town|ENG|–|Birch Rovers|ENG|2–0|", &[BOTH[0], (BIRCH, "v", ALDER)], ""),
        ),
        (
            "level away goals, then kicks",
            round(
                "Alder Town|ENG|1–1 {{pso|4–3}}|Birch Rovers|ENG|1–0|0–1",
                &[(ALDER, "1–0", BIRCH), (BIRCH, "1–0", ALDER)],
                "1–1 on aggregate. Alder Town won 4–3 on penalties.",
            ),
        ),
    ];
    for (what, text) in cases {
        assert_eq!(codes(&text), [] as [&str; 0], "{what}: {:?}", findings(&text));
    }
}

#[test]
fn an_offered_correction_gives_the_article_back() {
    let sentence = "Alder Town won 2–1 on aggregate.";
    let right = round(ROW, &BOTH, sentence);
    let wrong = [
        right.replace("|2–1|", "|4–1|"),
        right.replace("|0–1}}", "|3–1}}"),
        right.replace("won 2–1", "won 2–0"),
        right.replace("|score = 2–0", "|score = 2–2"),
    ];
    for text in wrong {
        let findings = report(&text);
        let fixes: Vec<_> = findings.iter().filter_map(|finding| finding.fix.as_ref()).collect();
        let [fix] = fixes.as_slice() else { panic!("{findings:?}") };
        let mut corrected = text.clone();
        corrected.replace_range(fix.span.range(), &fix.replacement);
        assert_eq!(corrected, right, "{findings:?}");
    }
}
