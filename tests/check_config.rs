//! What `scoreline.toml` does to a run, and that the command line wins.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that panics has failed")]

mod support;

use support::{Ran, folder, run};
use tempfile::TempDir;

const WRONG: &str = "\
== First round ==
{{TwoLegStart}}
{{TwoLegResult|Alder Town|ENG|5–2|Birch Rovers|SCO|3–0|0–1}}
{{TwoLegEnd}}
";

/// Two articles with the same mistake, and a configuration above them.
fn project(config: &str) -> TempDir {
    folder(&[
        ("scoreline.toml", config.as_bytes()),
        ("cups/a.wiki", WRONG.as_bytes()),
        ("drafts/b.wiki", WRONG.as_bytes()),
    ])
}

fn check(project: &TempDir, arguments: &[&str]) -> Ran {
    let arguments = [&["check", "--format", "concise"], arguments].concat();
    run(project.path(), &arguments)
}

fn paths(ran: &Ran) -> Vec<&str> {
    ran.stdout.lines().map(|line| line.split(':').next().unwrap()).collect()
}

#[test]
fn rules_are_chosen_for_all_articles_and_for_some() {
    assert_eq!(paths(&check(&project(""), &["."])), ["./cups/a.wiki", "./drafts/b.wiki"]);
    assert_eq!(paths(&check(&project("ignore = ['aggregate-mismatch']"), &["."])), [] as [&str; 0]);
    assert_eq!(paths(&check(&project("select = ['PEN']"), &["."])), [] as [&str; 0]);
    let some = project("[[per-path]]\npaths = ['drafts']\nignore = ['AGG']");
    assert_eq!(paths(&check(&some, &["."])), ["./cups/a.wiki"]);
    let some = project("select = ['PEN']\n[[per-path]]\npaths = ['drafts/*.wiki']\nselect = ['AGG001']");
    assert_eq!(paths(&check(&some, &["cups", "drafts"])), ["drafts/b.wiki"]);
}

#[test]
fn the_file_is_found_from_a_folder_below_it_and_its_paths_are_its_own() {
    let project = project("[[per-path]]\npaths = ['drafts']\nignore = ['AGG']");
    let ran =
        run(&project.path().join("drafts"), &["check", "--format", "concise", "b.wiki", "../cups/a.wiki"]);
    assert_eq!(paths(&ran), ["../cups/a.wiki"]);
}

#[test]
fn the_command_line_wins() {
    let project = project("ignore = ['AGG']\nfail-on = 'info'\nbaseline = 'missing.toml'");
    let ran = check(&project, &["--select", "AGG001", "cups"]);
    assert!(ran.status == 2 && ran.stderr.contains("missing.toml"), "{}", ran.stderr);
    let project = self::project("ignore = ['AGG']\n[severity]\nAGG001 = 'info'");
    assert_eq!(paths(&check(&project, &["cups"])), [] as [&str; 0]);
    let ran = check(&project, &["--select", "AGG001", "cups"]);
    assert_eq!((ran.status, paths(&ran)), (0, vec!["cups/a.wiki"]));
    assert_eq!(check(&project, &["--select", "AGG001", "--fail-on", "info", "cups"]).status, 1);
    let ran = check(&project, &["--no-config", "cups"]);
    assert!(ran.status == 1 && ran.stdout.contains("error[AGG001]"), "{}", ran.stdout);
}

#[test]
fn severities_and_the_least_that_fails() {
    let ran = check(&project("[severity]\naggregate-mismatch = 'info'"), &["cups"]);
    assert!(ran.status == 0 && ran.stdout.contains("info[AGG001]"), "{}", ran.stdout);
    let ran = check(&project("fail-on = 'info'\n[severity]\nAGG = 'info'"), &["cups"]);
    assert_eq!(ran.status, 1);
    let ran = check(&project("fail-on = 'error'\n[severity]\nAGG = 'warning'"), &["cups"]);
    assert_eq!(ran.status, 0);
}

#[test]
fn a_slip_is_an_error_with_its_place_and_what_was_meant() {
    for (config, message) in [
        (
            "language = 'en'\nignroe = ['AGG']",
            "scoreline.toml:2:1: unknown key `ignroe`, did you mean `ignore`?",
        ),
        ("ignore = ['PEN', 'AGG01']", "scoreline.toml:1:18: no rule `AGG01`; did you mean `AGG001`?"),
        ("ignore = [", "scoreline.toml:1:11: "),
    ] {
        let project = project(config);
        for command in ["check", "extract"] {
            let ran = run(project.path(), &[command, "cups"]);
            assert_eq!((ran.status, ran.stdout.as_str()), (2, ""), "{config}");
            assert!(ran.stderr.contains(message), "{}", ran.stderr);
        }
        assert_eq!(run(project.path(), &["extract", "cups", "--no-config"]).status, 0);
    }
    let ran = run(project("").path(), &["check", "cups", "--config", "other.toml"]);
    assert!(ran.status == 2 && ran.stderr.contains("other.toml"), "{}", ran.stderr);
}

#[test]
fn another_file_can_be_named() {
    let project =
        folder(&[("a.wiki", WRONG.as_bytes()), ("ci/strict.toml", b"fail-on = 'info'\nignore = ['AGG']")]);
    let ran = run(project.path(), &["check", "a.wiki", "--config", "ci/strict.toml"]);
    assert_eq!(ran.status, 0, "{}", ran.stdout);
}

#[test]
fn names_that_are_declared_to_be_one_team_are_linked() {
    let article = "\
'''2031 Lowland Cup'''

== First round ==
{{TwoLegStart}}
{{TwoLegResult|Alder|ENG|3–1|Rovers|SCO|3–0|0–1}}
{{TwoLegEnd}}

{{Football box
|team1 = Alder Town
|score = 2–0
|team2 = Birch Rovers
}}
";
    let folder = folder(&[
        ("a.wiki", article.as_bytes()),
        ("same.toml", "[teams]\n'Alder Town' = 'Alder'\nrovers = 'Birch Rovers'\n".as_bytes()),
    ]);
    let check = |more: &[&str]| {
        let arguments = [&["check", "a.wiki", "--format", "concise", "--select", "SCO006"], more].concat();
        run(folder.path(), &arguments).stdout
    };
    assert_eq!(check(&[]), "");
    let linked = check(&["--config", "same.toml"]);
    assert!(linked.contains("3–0") && linked.contains("2–0"), "{linked}");
}

#[test]
fn the_example_of_the_documentation_is_a_configuration() {
    let page = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/checking.md");
    let page = std::fs::read_to_string(page).unwrap();
    let example = page.split("```toml\n").nth(1).unwrap().split("```").next().unwrap();
    let keys =
        ["select", "ignore", "fail-on", "baseline", "language", "catalogue", "severity", "per-path", "teams"];
    assert!(keys.iter().all(|key| example.contains(key)));
    let folder = folder(&[
        ("scoreline.toml", example.as_bytes()),
        ("reviewed.toml", b""),
        ("catalogue/languages/xx.toml", b""),
        ("a.wiki", WRONG.as_bytes()),
    ]);
    let ran = run(folder.path(), &["check", "a.wiki", "--format", "concise"]);
    assert!(ran.status == 1 && ran.stdout.contains("error[AGG001]"), "{}{}", ran.stdout, ran.stderr);
}
