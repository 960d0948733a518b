//! Reports as a reader sees them: in a real browser, which `tests/report/browser.cjs` drives. Where Node or Chromium is
//! missing, the test says that it is skipped; on CI that is an error.

#![cfg(feature = "report")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that panics has failed")]

mod support;

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

use scoreline::{
    pipeline,
    report::{self, Source},
};
use support::{folder, run};

/// Markup and addresses that would run, wherever an article can put them.
const HOSTILE: &str = r#"
{{Infobox international football competition
|tourney_name=<script>ran=1</script>
|champion="><img src=x onerror=ran=2>
}}
== "><script>ran=1</script> ==
{{4TeamBracket
|RD1="><svg onload=ran=1>
|RD1-team1=<script>ran=1</script>|RD1-score1=3
|RD1-team2=" onmouseover="ran=1|RD1-score2=1
|RD1-team3=</text></svg><img src=x onerror=ran=2>|RD1-score3=0
|RD1-team4=javascript:ran=3|RD1-score4=2
|RD2-team1=<script>ran=1</script>|RD2-score1=0
|RD2-team2=javascript:ran=3|RD2-score2=1
}}
{{Football box
|date={{Start date|2031|5|1}}
|time=18:00 <script>ran=1</script>
|team1=<nowiki><script>ran=1</script></nowiki>
|score=2–1
|team2=<nowiki><img src=x onerror=ran=2></nowiki>
|goals1=<nowiki><script>ran=1</script></nowiki> {{goal|5}}
|goals2=[[<img src=x onerror=ran=2>]] {{goal|7}}
|stadium=<nowiki><img src=x onerror=ran=2></nowiki>
|location=javascript:ran=3
|referee=<nowiki><script>ran=1</script></nowiki>
|report=[javascript:ran=3 Report] [https://example.org/"onclick="ran=4 Report] [data:text/html,<script>ran=1</script> Report]
}}
{{TwoLegStart}}
{{TwoLegResult|<nowiki><script>ran=1</script></nowiki>|ENG|5–2|<nowiki>javascript:ran=3</nowiki>|SCO|3–0|0–1}}
{{TwoLegEnd}}
{| class="wikitable"
! Pos !! Team !! Pld !! W !! D !! L !! GF !! GA !! GD !! Pts
|-
| 1 || <nowiki><img src=x onerror=ran=2></nowiki> || 1 || 1 || 0 || 0 || 2 || 1 || +1 || 7
|}
{{Football box|date=<script>ran=1</script>|team1=|score=<img src=x onerror=ran=2>|team2=}}
"#;

#[test]
fn reports_are_right_in_a_browser() {
    let Some(modules) = browser() else {
        assert!(env::var_os("CI").is_none(), "node, chromium, playwright-core or axe-core is missing");
        eprintln!("skipped: node, chromium, playwright-core or axe-core is missing; see CONTRIBUTING.md");
        return;
    };
    let page = serde_json::json!({
        "title": "</title><script>ran=1</script><img src=x onerror=ran=2>",
        "text": HOSTILE,
        "namespace": 0,
        "revision": 7,
        "language": "en",
    });
    let folder = folder(&[("hostile.ndjson", format!("{page}\n").as_bytes())]);
    let here = folder.path();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    write(here, "seeds", &[&root.join("seeds")]);
    let shapes = ["bracket", "standings", "matrix", "scorers", "match-box"]
        .map(|shape| root.join("fixtures").join(shape));
    let mut shapes: Vec<PathBuf> =
        shapes.iter().flat_map(|folder| files(folder, |name| name.ends_with(".wikitext"))).collect();
    let corrected = ["infobox/records-of-a-season.wikitext", "link/scores-differ.wikitext"];
    let others = [&["tables/scorers-add-up-wrong.txt"], &corrected[..]].concat();
    shapes.extend(others.iter().map(|name| root.join("fixtures").join(name)));
    write(here, "shapes", &paths(&shapes));
    write_report(here, &[Path::new("hostile.ndjson")], "hostile.html");
    write_report(here, &[&root.join("seeds")], "pages/");
    if let Some(articles) = corpus() {
        let cup = files(&articles.join("en"), |name| name.starts_with("2022_FIFA_World_Cup"));
        assert!(!cup.is_empty(), "no article about the 2022 World Cup in {}", articles.display());
        write(here, "cup", &paths(&cup));
        write(here, "packed", &[&articles, &articles.join("../other")]);
        let size = fs::metadata(here.join("packed.html")).unwrap().len();
        assert!(size < 30_000_000, "the report of some 500 articles has {size} bytes");
    }
    let size = fs::metadata(here.join("seeds.html")).unwrap().len();
    assert!(size < 1_000_000, "the report of the seeds has {size} bytes");
    let looked = Command::new("node")
        .arg(root.join("tests/report/browser.cjs"))
        .arg(here)
        .env("NODE_PATH", modules)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&looked.stdout);
    assert!(looked.status.success(), "{said}\n{}", String::from_utf8_lossy(&looked.stderr));
    println!("{said}");
}

#[test]
fn the_picture_of_the_readme_is_what_the_program_draws() {
    let catalogue = scoreline::Catalogue::embedded().unwrap();
    let batch = pipeline::read(&["seeds".into()], &pipeline::Options::default(), &catalogue);
    let outcome = batch.entries();
    let source = Source {
        texts: &batch.articles,
        articles: &outcome.articles,
        findings: &outcome.report.findings,
        problems: &batch.problems,
    };
    let drawn = report::picture(source, "AGG001").unwrap().unwrap();
    let kept = fs::read_to_string("docs/picture.svg").unwrap();
    assert!(kept == drawn, "write it anew: cargo run --example picture > docs/picture.svg");
}

/// Writes `NAME.html`, and beside it what the other commands say of the same inputs.
fn write(here: &Path, name: &str, inputs: &[&Path]) {
    write_report(here, inputs, &format!("{name}.html"));
    let inputs: Vec<&str> = inputs.iter().map(|path| path.to_str().unwrap()).collect();
    let records = run(
        here,
        &[&["extract", "--no-config", "-q", "-o", &format!("{name}.ndjson")], &inputs[..]].concat(),
    );
    assert_eq!(records.status, 0, "{}", records.stderr);
    let findings = run(here, &[&["check", "--no-config", "--format", "json"], &inputs[..]].concat());
    fs::write(here.join(format!("{name}.findings.json")), findings.stdout).unwrap();
}

fn write_report(here: &Path, inputs: &[&Path], target: &str) {
    let inputs: Vec<&str> = inputs.iter().map(|path| path.to_str().unwrap()).collect();
    let written = run(here, &[&["report", "--no-config", "-o", target], &inputs[..]].concat());
    assert_eq!(written.status, 0, "{}", written.stderr);
}

/// The folder with the packages of Node, where everything is there that the browser needs.
fn browser() -> Option<PathBuf> {
    let by_default = || Some(PathBuf::from(env::var_os("HOME")?).join(".cache/scoreline/node_modules"));
    let modules = env::var_os("SCORELINE_NODE_MODULES").map(PathBuf::from).or_else(by_default)?;
    let chromium = env::var_os("CHROMIUM").map_or_else(|| PathBuf::from("/usr/bin/chromium"), PathBuf::from);
    let has = |package: &str| modules.join(package).is_dir();
    let has_node = Command::new("node").arg("--version").output().is_ok_and(|output| output.status.success());
    (has_node && chromium.is_file() && has("playwright-core") && has("axe-core")).then_some(modules)
}

/// Real articles; `None` where they are missing, which is an error on CI.
fn corpus() -> Option<PathBuf> {
    let shared = env::var_os("SCORELINE_SHARED").map_or_else(|| PathBuf::from("../shared"), PathBuf::from);
    let folder = fs::canonicalize(shared.join("corpus/articles")).ok();
    assert!(folder.is_some() || env::var_os("CI").is_none(), "corpus/articles is missing");
    folder
}

fn paths(files: &[PathBuf]) -> Vec<&Path> {
    files.iter().map(PathBuf::as_path).collect()
}

/// Files of a folder whose name is wanted.
fn files(folder: &Path, is_wanted: impl Fn(&str) -> bool) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut files: Vec<PathBuf> = entries
        .filter(|entry| is_wanted(&entry.file_name().to_string_lossy()))
        .map(|entry| entry.path())
        .collect();
    files.sort();
    files
}
