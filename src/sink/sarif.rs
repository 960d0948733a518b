//! Findings as SARIF 2.1.0, the format in which code scanning services take results.
//!
//! Source of the format: <https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html>. Columns and `charOffset`
//! count characters (`columnKind`), `byteOffset` counts bytes of the input; a byte-order mark has no column.

use std::{
    collections::BTreeMap,
    io::{self, Write},
};

use serde::Serialize;

use super::{FindingRecord, array::Array, path_of, uri};
use crate::{
    check::{RuleMeta, rules},
    extract::Extracted,
    finding::{Confidence, Finding, Fix, Location, Related, Severity, Suspect},
    span::Span,
};

const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// Where the fingerprint stands among those of other tools; the number goes up when what it is made of changes.
const FINGERPRINT: &str = "scoreline/v1";

/// What stands before the results and behind them in a log without any.
const NO_RESULTS: &str = "\"results\": []";

/// How far results stand from the edge.
const INDENT: &str = "        ";

/// One log with one run, written in parts.
#[derive(Debug)]
pub(super) struct Log {
    results: Array,
    /// What stands behind them.
    end: String,
}

impl Log {
    /// Begins the log.
    pub fn begin(out: &mut dyn Write) -> io::Result<Self> {
        let run = Run { tool: Tool { driver: Driver::new() }, column_kind: "unicodeCodePoints", results: [] };
        let empty = Empty { schema: SCHEMA, version: "2.1.0", runs: [run] };
        let empty = serde_json::to_string_pretty(&empty)?;
        let (begin, end) = empty.rsplit_once(NO_RESULTS).unwrap_or((&empty, ""));
        write!(out, "{begin}\"results\": ")?;
        Ok(Self { results: Array::default(), end: end.to_owned() })
    }

    /// Adds results.
    pub fn write(
        &mut self,
        findings: &[Finding],
        articles: &[Extracted],
        out: &mut dyn Write,
    ) -> io::Result<()> {
        findings.iter().try_for_each(|finding| {
            let before = self.results.before();
            let result = serde_json::to_string_pretty(&Outcome::new(finding, articles))?;
            // a line feed in a text is written as `\n`
            write!(out, "{before}{INDENT}{}", result.replace('\n', &format!("\n{INDENT}")))
        })
    }

    /// Ends the log.
    pub fn finish(self, out: &mut dyn Write) -> io::Result<()> {
        writeln!(out, "{}{}", self.results.end("      "), self.end)
    }
}

#[derive(Serialize)]
struct Empty {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Run; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run {
    tool: Tool,
    column_kind: &'static str,
    results: [(); 0],
}

#[derive(Serialize)]
struct Tool {
    driver: Driver,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Driver {
    name: &'static str,
    semantic_version: &'static str,
    rules: Vec<Descriptor>,
}

/// A rule with its page.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Descriptor {
    id: &'static str,
    name: &'static str,
    short_description: Text<'static>,
    full_description: Text<'static>,
    help: Help,
    default_configuration: Configuration,
    properties: Tags,
}

#[derive(Serialize)]
struct Text<'a> {
    text: &'a str,
}

#[derive(Serialize)]
struct Help {
    text: &'static str,
    markdown: &'static str,
}

#[derive(Serialize)]
struct Configuration {
    level: &'static str,
}

#[derive(Serialize)]
struct Tags {
    tags: [&'static str; 1],
}

/// A finding; `result` in the format's own words.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Outcome<'a> {
    rule_id: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    rule_index: Option<usize>,
    level: &'static str,
    message: Text<'a>,
    locations: [Place<'a>; 1],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Place<'a>>,
    partial_fingerprints: BTreeMap<&'static str, String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    fixes: Vec<Correction<'a>>,
    properties: Judgement,
}

/// What a finding says beyond the format's own fields.
#[derive(Serialize)]
struct Judgement {
    suspect: Suspect,
    confidence: Confidence,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Place<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<Text<'a>>,
    physical_location: PhysicalPlace,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PhysicalPlace {
    artifact_location: Artifact,
    #[serde(skip_serializing_if = "Option::is_none")]
    region: Option<Region>,
}

#[derive(Serialize)]
struct Artifact {
    uri: String,
}

/// A region in all three ways in which it can be given.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: u32,
    start_column: u32,
    end_line: u32,
    end_column: u32,
    char_offset: u32,
    char_length: u32,
    byte_offset: u32,
    byte_length: usize,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Correction<'a> {
    description: Text<'static>,
    artifact_changes: [Change<'a>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Change<'a> {
    artifact_location: Artifact,
    replacements: [Replacement<'a>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Replacement<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    deleted_region: Option<Region>,
    inserted_content: Text<'a>,
}

impl Driver {
    fn new() -> Self {
        let rules = rules().iter().map(|rule| Descriptor::new(rule.meta())).collect();
        Self { name: env!("CARGO_PKG_NAME"), semantic_version: env!("CARGO_PKG_VERSION"), rules }
    }
}

impl Descriptor {
    fn new(meta: &RuleMeta) -> Self {
        let what = meta.section("What it finds");
        Self {
            id: meta.code,
            name: meta.name,
            short_description: Text { text: first_sentence(what) },
            full_description: Text { text: what },
            help: Help { text: meta.text, markdown: meta.text },
            default_configuration: Configuration { level: level(meta.severity) },
            properties: Tags { tags: [meta.family()] },
        }
    }
}

impl<'a> Outcome<'a> {
    fn new(finding: &'a Finding, articles: &'a [Extracted]) -> Self {
        let fingerprint = FindingRecord::new(finding, articles).fingerprint;
        let related = finding.related.iter().enumerate();
        let fixes = finding.fix.iter().map(|fix| Correction::new(fix, finding.location.article, articles));
        Self {
            rule_id: finding.code,
            rule_index: rules().iter().position(|rule| rule.meta().code == finding.code),
            level: level(finding.severity),
            message: Text { text: &finding.message },
            locations: [Place::new(&finding.location, articles)],
            related_locations: related.map(|(index, other)| Place::related(index, other, articles)).collect(),
            partial_fingerprints: BTreeMap::from([(FINGERPRINT, fingerprint)]),
            fixes: fixes.collect(),
            properties: Judgement { suspect: finding.suspect, confidence: finding.confidence },
        }
    }
}

impl<'a> Place<'a> {
    fn new(location: &Location, articles: &[Extracted]) -> Self {
        Self { id: None, message: None, physical_location: PhysicalPlace::new(location, articles) }
    }

    fn related(index: usize, other: &'a Related, articles: &[Extracted]) -> Self {
        let message = Some(Text { text: &other.message });
        Self { id: Some(index), message, ..Self::new(&other.location, articles) }
    }
}

impl PhysicalPlace {
    fn new(location: &Location, articles: &[Extracted]) -> Self {
        let region = articles.get(location.article).map(|article| Region::new(location.span, article));
        Self { artifact_location: Artifact::new(location.article, articles), region }
    }
}

impl Artifact {
    fn new(article: usize, articles: &[Extracted]) -> Self {
        Self { uri: uri::of_path(path_of(articles, article)) }
    }
}

impl Region {
    fn new(span: Span, article: &Extracted) -> Self {
        let (start_line, start_column) = article.position(span.start);
        let (end_line, end_column) = article.position(span.end);
        let characters_before = |offset| article.lines.characters_before(&article.text, offset);
        let char_offset = characters_before(span.start());
        Self {
            start_line,
            start_column,
            end_line,
            end_column,
            char_offset,
            char_length: characters_before(span.end()) - char_offset,
            byte_offset: span.start,
            byte_length: span.len(),
        }
    }
}

impl<'a> Correction<'a> {
    fn new(fix: &'a Fix, article: usize, articles: &[Extracted]) -> Self {
        let PhysicalPlace { artifact_location, region } =
            PhysicalPlace::new(&Location { article, span: fix.span }, articles);
        let replacement =
            Replacement { deleted_region: region, inserted_content: Text { text: &fix.replacement } };
        Self {
            description: Text { text: "what the other places state" },
            artifact_changes: [Change { artifact_location, replacements: [replacement] }],
        }
    }
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

/// The first sentence of a text; its first line, where no sentence ends in it.
fn first_sentence(text: &str) -> &str {
    let line = text.lines().next().unwrap_or(text);
    line.split_inclusive(". ").next().unwrap_or(line).trim_end()
}
