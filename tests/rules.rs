//! Every page of `docs/rules` end to end: its example raises the rule, its correction raises nothing.

#![allow(clippy::expect_used, reason = "a test that panics has failed")]

use scoreline::{
    catalogue::Catalogue,
    check,
    extract::{self, Origin},
    link, markup,
};

/// The contents of a page's `wikitext` fences.
fn fences(page: &str) -> Vec<&str> {
    let blocks = page.split("```wikitext\n").skip(1);
    blocks.map(|block| block.split("```").next().unwrap_or("")).collect()
}

/// Code and message of every finding of one article.
fn findings(text: &str) -> Vec<(&'static str, String)> {
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
    let report = check::check(&link::link(&articles));
    report.findings.into_iter().map(|finding| (finding.code, finding.message)).collect()
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
