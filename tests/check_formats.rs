//! `scoreline check` in each of its formats, as the programs that read them would.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that panics has failed")]

mod support;

use std::{fs, path::Path};

use serde_json::Value;
use support::{folder, run};

const FORMATS: [&str; 6] = ["text", "concise", "json", "ndjson", "sarif", "github"];

/// A byte-order mark, CRLF, and a wrong aggregate that two other places contradict.
const WRONG: &str = "\u{feff}'''2031 Lowland Cup''' – é\r
\r
== First round ==\r
{{TwoLegStart}}\r
{{TwoLegResult|Alder Town|ENG|5–2|Birch Rovers|SCO|3–0|0–1}}\r
{{TwoLegEnd}}\r
Alder Town won 3–1 on aggregate.\r
";

fn sarif(path: &str) -> Value {
    let folder = folder(&[(path, WRONG.as_bytes())]);
    serde_json::from_str(&run(folder.path(), &["check", "--format", "sarif", "."]).stdout).unwrap()
}

#[test]
fn sarif_is_valid_against_the_schema_of_the_standard() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let schema = fs::read_to_string(root.join("tests/data/sarif-schema-2.1.0.json")).unwrap();
    let validator = jsonschema::validator_for(&serde_json::from_str(&schema).unwrap()).unwrap();
    let seeds = run(root, &["check", "--format", "sarif", "seeds"]).stdout;
    let clean = folder(&[("a.wiki", WRONG.as_bytes())]);
    let clean = run(clean.path(), &["check", "--format", "sarif", "--select", "PEN", "a.wiki"]).stdout;
    for log in [serde_json::from_str(&seeds).unwrap(), serde_json::from_str(&clean).unwrap(), sarif("a.wiki")]
    {
        let errors: Vec<String> = validator.iter_errors(&log).map(|error| error.to_string()).collect();
        assert!(errors.is_empty(), "{errors:?}");
    }
}

#[test]
fn a_sarif_region_says_the_same_in_lines_characters_and_bytes() {
    let log = sarif("rounds/Copa São.wiki");
    let place = &log["runs"][0]["results"][0]["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "rounds/Copa%20S%C3%A3o.wiki");
    let region = |field: &str| place["region"][field].as_u64().unwrap() as usize;
    let characters: Vec<char> = WRONG.trim_start_matches('\u{feff}').chars().collect();
    let marked = &characters[region("charOffset")..][..region("charLength")];
    assert_eq!(marked.iter().collect::<String>(), "5–2");
    assert_eq!(&WRONG.as_bytes()[region("byteOffset")..][..region("byteLength")], "5–2".as_bytes());
    assert_eq!(["startLine", "startColumn", "endLine", "endColumn"].map(region), [5, 31, 5, 34]);
}

#[test]
fn a_sarif_result_leads_to_its_rule_its_other_places_and_its_correction() {
    let log = sarif("a.wiki");
    let result = &log["runs"][0]["results"][0];
    let rule = &log["runs"][0]["tool"]["driver"]["rules"][result["ruleIndex"].as_u64().unwrap() as usize];
    assert_eq!([&rule["id"], &result["ruleId"], &result["level"]], ["AGG001", "AGG001", "error"]);
    assert_eq!(rule["shortDescription"]["text"], "An aggregate that is not the sum of the legs.");
    assert!(rule["help"]["markdown"].as_str().unwrap().contains("## Corrected"));
    let related = &result["relatedLocations"][2];
    assert_eq!(related["message"]["text"], "the sentence says 3–1 on aggregate");
    assert_eq!(related["physicalLocation"]["region"]["startLine"], 7);
    let replacement = &result["fixes"][0]["artifactChanges"][0]["replacements"][0];
    assert_eq!(replacement["insertedContent"]["text"], "3–1");
    assert_eq!(replacement["deletedRegion"]["startLine"], 5);
    assert_eq!(result["partialFingerprints"]["scoreline/v1"].as_str().unwrap().len(), 16);
}

#[test]
fn github_takes_a_finding_as_one_command() {
    let folder = folder(&[("a, b: 100%.wiki", WRONG.as_bytes())]);
    let ran = run(folder.path(), &["check", "--format", "github", "."]);
    let expected = "::error file=a%2C b%3A 100%25.wiki,line=5,col=31,endLine=5,endColumn=34,\
        title=AGG001 aggregate-mismatch::aggregate is 5–2 but the legs 3–0 and 0–1 make 3–1\n";
    assert_eq!(ran.stdout, expected);
    assert_eq!(ran.status, 1);
}

#[test]
fn every_format_is_the_same_whatever_the_threads_and_the_run() {
    let padding = "A sentence that says nothing about football.\n".repeat(2_500);
    let text = format!("{WRONG}\n{padding}");
    let names: Vec<String> = (0..5).map(|number| format!("in/{number}.wiki")).collect();
    let files: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), text.as_bytes())).collect();
    let folder = folder(&files);
    for format in FORMATS {
        let [one, two, again] = ["1", "2", "2"]
            .map(|jobs| run(folder.path(), &["check", "in", "--format", format, "--jobs", jobs]).stdout);
        assert!(one.contains("AGG001"), "{format}: {one}");
        assert!(one == two && two == again, "{format}");
    }
}

#[test]
fn a_run_without_findings_gives_each_format_its_empty_document() {
    let folder = folder(&[("a.wiki", WRONG.as_bytes())]);
    for format in FORMATS {
        let ran = run(folder.path(), &["check", "a.wiki", "--select", "PEN", "--format", format]);
        assert_eq!(ran.status, 0, "{format}");
        match format {
            "json" => assert_eq!(ran.stdout, "[]\n"),
            "sarif" => assert!(ran.stdout.contains("\"results\": []"), "{}", ran.stdout),
            _ => assert_eq!(ran.stdout, "", "{format}"),
        }
    }
}
