use std::sync::Arc;

use super::*;
use crate::{
    catalogue::Catalogue,
    extract::{Origin, extract},
    finding::{Confidence, Fix, Location, Related, Severity, Suspect},
    markup,
    span::Span,
};

fn article(path: &str, text: &str) -> Extracted {
    let origin = Origin {
        path: Arc::from(path),
        title: None,
        language: "en".into(),
        page_id: None,
        revision: None,
        timestamp: None,
    };
    extract(&markup::parse(text, None), &origin, &Catalogue::embedded().unwrap())
}

fn place(articles: &[Extracted], article: usize, part: &str) -> Location {
    let start = articles[article].text.find(part).unwrap();
    Location { article, span: Span::new(start, start + part.len()) }
}

fn articles() -> Vec<Extracted> {
    vec![
        article("a/list.wikitext", "first line\n{{TwoLegResult|A||5–2|B||3–0|0–1}}\n"),
        article("b/box.txt", "A 3-0 B\n"),
    ]
}

fn finding(articles: &[Extracted]) -> Finding {
    Finding {
        code: "AGG001",
        name: "aggregate-mismatch",
        severity: Severity::Error,
        confidence: Confidence::High,
        message: "aggregate is 5–2 but the legs 3–0 and 0–1 make 3–1".into(),
        location: place(articles, 0, "5–2"),
        related: vec![
            Related { location: place(articles, 0, "0–1"), message: "second leg".into() },
            Related { location: place(articles, 1, "3-0"), message: "the match says 3–0".into() },
        ],
        suspect: Suspect::This,
        subject: "A–B".into(),
        fix: Some(Fix { span: place(articles, 0, "5–2").span, replacement: "3–1".into() }),
    }
}

fn written(format: FindingFormat, findings: &[Finding], articles: &[Extracted]) -> String {
    let mut out = Vec::new();
    write_findings(findings, articles, FindingStyle { format, colour: false }, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
fn text_shows_every_place_the_culprit_and_the_page() {
    let articles = articles();
    insta::assert_snapshot!(written(FindingFormat::Text, &[finding(&articles)], &articles), @r"
    error[AGG001]: aggregate is 5–2 but the legs 3–0 and 0–1 make 3–1
     --> a/list.wikitext:2:19
      |
    2 | {{TwoLegResult|A||5–2|B||3–0|0–1}}
      |                   ^^^        --- second leg
      |
     ::: b/box.txt:1:3
      |
    1 | A 3-0 B
      |   --- the match says 3–0
      |
      = help: `5–2` in line 2 is the likely culprit: the other places agree with each other
      = help: replace `5–2` with `3–1`
      = note: see `scoreline rule AGG001`
    ");
}

#[test]
fn concise_is_one_line() {
    let articles = articles();
    let expected = "a/list.wikitext:2:19: error[AGG001] aggregate is 5–2 but the legs 3–0 and 0–1 make 3–1\n";
    assert_eq!(written(FindingFormat::Concise, &[finding(&articles)], &articles), expected);
}

#[test]
fn json_holds_the_fields_of_the_contract() {
    let articles = articles();
    let lines = written(FindingFormat::Ndjson, &[finding(&articles), finding(&articles)], &articles);
    assert_eq!(lines.lines().count(), 2);
    let record: serde_json::Value = serde_json::from_str(lines.lines().next().unwrap()).unwrap();
    assert_eq!(record["code"], "AGG001");
    assert_eq!(record["severity"], "error");
    assert_eq!(record["suspect"], "this");
    assert_eq!(
        [&record["line"], &record["column"], &record["end_line"], &record["end_column"]],
        [2, 19, 2, 22]
    );
    assert_eq!(record["related"][1]["path"], "b/box.txt");
    assert_eq!([&record["related"][1]["line"], &record["related"][1]["column"]], [1, 3]);
    assert_eq!(record["fix"]["replacement"], "3–1");
    assert_eq!(record["fingerprint"].as_str().unwrap().len(), 16);

    let array = written(FindingFormat::Json, &[finding(&articles), finding(&articles)], &articles);
    let array: Vec<serde_json::Value> = serde_json::from_str(&array).unwrap();
    assert_eq!(array, [record.clone(), record]);
    assert_eq!(written(FindingFormat::Json, &[], &articles), "[]\n");
}

#[test]
fn control_characters_of_an_article_do_not_reach_the_terminal() {
    let articles = vec![article("a.txt", "score \u{1b}[31m5–2\n")];
    let mut finding = Finding {
        location: place(&articles, 0, "\u{1b}[31m5–2"),
        related: vec![],
        fix: None,
        ..finding(&self::articles())
    };
    finding.message = "aggregate is \u{1b}[31m5–2\nin two lines".into();
    let text = written(FindingFormat::Text, std::slice::from_ref(&finding), &articles);
    assert!(!text.contains('\u{1b}'), "{text}");
    let concise = written(FindingFormat::Concise, &[finding], &articles);
    assert!(!concise.contains('\u{1b}') && concise.lines().count() == 1, "{concise}");
}

#[test]
fn a_place_in_a_long_line_is_readable() {
    let text =
        format!("{} won 5–2 on aggregate. {}\n", "Words before. ".repeat(30), "Words after. ".repeat(35));
    let articles = vec![article("prose.txt", &text)];
    let finding = Finding {
        location: place(&articles, 0, "5–2"),
        related: vec![
            Related { location: place(&articles, 0, "won"), message: "the sentence".into() },
            Related {
                location: Location { article: 0, span: Span::new(0, 800) },
                message: "all of it".into(),
            },
        ],
        fix: None,
        ..finding(&self::articles())
    };
    insta::assert_snapshot!(written(FindingFormat::Text, &[finding], &articles), @r"
    error[AGG001]: aggregate is 5–2 but the legs 3–0 and 0–1 make 3–1
     --> prose.txt:1:426
      |
    1 | ...re. Words before. Words before. Words before.  won 5–2 on aggregate. Words after. Words after. Words after. Wo...
      |                                                   --- ^^^
      |                                                   |
      |                                                   the sentence
      |
     ::: prose.txt:1:1
      |
    1 | Words before. Words before. Words before. Words before. Words before. Words before. Words before. Words before. W...
      | -------------------------------------------------------------------------------- all of it
      |
      = help: `5–2` in line 1 is the likely culprit: the other places agree with each other
      = note: see `scoreline rule AGG001`
    ");
}

#[test]
fn places_close_together_share_an_excerpt() {
    let text = "{{Box\n|a = 3\n|b = 0\n|c = 1\n|d = 2\n|e = 5\n}}\n";
    let articles = vec![article("box.wiki", text)];
    let finding = Finding {
        location: place(&articles, 0, "5"),
        related: vec![
            Related { location: place(&articles, 0, "3"), message: "the first leg".into() },
            Related { location: place(&articles, 0, "1"), message: "the second leg".into() },
        ],
        suspect: Suspect::None,
        fix: None,
        ..finding(&self::articles())
    };
    insta::assert_snapshot!(written(FindingFormat::Text, &[finding], &articles), @r"
    error[AGG001]: aggregate is 5–2 but the legs 3–0 and 0–1 make 3–1
     --> box.wiki:6:6
      |
    2 | |a = 3
      |      - the first leg
    3 | |b = 0
    4 | |c = 1
      |      - the second leg
    5 | |d = 2
    6 | |e = 5
      |      ^
      |
      = note: see `scoreline rule AGG001`
    ");
}

#[test]
fn an_endless_line_is_named_and_not_shown() {
    let articles = vec![article("a.txt", &format!("{} 5–2 {}", "x".repeat(20_000), "y".repeat(20_000)))];
    let finding = Finding {
        location: place(&articles, 0, "5–2"),
        related: vec![],
        fix: None,
        ..finding(&self::articles())
    };
    let text = written(FindingFormat::Text, &[finding], &articles);
    assert!(text.len() < 400 && text.contains("a.txt:1:20002"), "{text}");
}
