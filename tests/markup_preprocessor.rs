//! MediaWiki's own preprocessor cases: the same templates with the same names and parameters.

use std::{env, fs, path::PathBuf};

use scoreline::markup::{Dialect, Extensions, Key, Options, Template, parse, parse_with};
use serde::Deserialize;

#[derive(Deserialize)]
struct Case {
    wikitext: String,
    templates: Vec<Expected>,
}

#[derive(Deserialize)]
struct Expected {
    name: String,
    params: Vec<(String, String)>,
}

/// A file of the shared suites; `None` where they are missing, which is an error on CI.
fn suite(name: &str) -> Option<String> {
    let shared = env::var_os("SCORELINE_SHARED").map_or_else(|| PathBuf::from("../shared"), PathBuf::from);
    let path = shared.join("suites").join(name);
    let text = fs::read_to_string(&path);
    if let Err(error) = &text {
        println!("not run: {}: {error}", path.display());
        assert!(env::var_os("CI").is_none(), "{} is missing", path.display());
    }
    text.ok()
}

/// Name and parameters; the white space around names and named values is the template's business, not the
/// preprocessor's.
fn read(template: Template<'_, '_>) -> (String, Vec<(String, String)>) {
    let parameters = template.parameters().map(|parameter| {
        let value = template.document.text(parameter.value).to_owned();
        (parameter.key.name().into_owned(), value)
    });
    (template.name().into_owned(), parameters.collect())
}

fn trimmed(expected: Expected, is_named: &[bool]) -> (String, Vec<(String, String)>) {
    let parameters = expected.params.into_iter().zip(is_named).map(|((key, value), is_named)| {
        if *is_named { (key.trim().to_owned(), value.trim().to_owned()) } else { (key, value) }
    });
    (expected.name.trim().to_owned(), parameters.collect())
}

#[test]
fn templates_are_those_of_mediawiki() {
    let Some(suite) = suite("mediawiki-preprocessor.ndjson") else { return };
    let mut count = 0;
    // The tags of the parser in MediaWiki's `PreprocessorTest`: it has no `<nowiki>`.
    let mut options = Options::default();
    (options.dialect, options.extensions) = (Some(Dialect::Wikitext), Extensions::only(&["gallery"]));
    for line in suite.lines() {
        let Case { wikitext, templates } = serde_json::from_str(line).unwrap();
        let document = parse_with(&wikitext, &options);
        let found: Vec<_> = document.templates().collect();
        assert_eq!(found.len(), templates.len(), "{wikitext}");
        for (template, expected) in found.into_iter().zip(templates) {
            assert_eq!(template.parameters().count(), expected.params.len(), "{wikitext}");
            let is_named: Vec<bool> =
                template.parameters().map(|parameter| matches!(parameter.key, Key::Named(_))).collect();
            assert_eq!(read(template), trimmed(expected, &is_named), "{wikitext}");
        }
        count += 1;
    }
    assert_eq!(count, 122);
}

#[test]
fn hostile_inputs_are_read() {
    let names =
        ["braces3", "brackets_ext", "comments", "mixed_tags", "nested_closed", "nested_deep", "quotes"];
    let more = [
        "stray_close",
        "unclosed_link",
        "unclosed_ref",
        "unclosed_small_table",
        "unclosed_table",
        "unclosed_tpl",
    ];
    for name in names.into_iter().chain(more) {
        let Some(text) = suite(&format!("hostile/{name}.txt")) else { return };
        for dialect in [Dialect::Wikitext, Dialect::Stripped, Dialect::Rendered] {
            let document = parse(&text, Some(dialect));
            assert!(document.nodes.iter().all(|node| node.span.end() <= text.len()), "{name}");
        }
    }
}
