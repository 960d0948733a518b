//! Completions and the manual: both follow the command line, so that nothing of it is missing.

#![allow(clippy::unwrap_used, reason = "a test that panics has failed")]

mod support;

use std::{collections::BTreeSet, fs};

use support::{folder, run};

/// The subcommands as the help lists them.
fn commands() -> BTreeSet<String> {
    let folder = folder(&[]);
    let help = run(folder.path(), &["--help"]).stdout;
    let listed = help.split("Commands:\n").nth(1).unwrap().split("\n\n").next().unwrap();
    let names = listed.lines().filter(|line| !line.starts_with("   ")).map(str::trim);
    names.map(|line| line.split(' ').next().unwrap().to_owned()).filter(|name| name != "help").collect()
}

#[test]
fn every_shell_completes_every_command_and_option() {
    let folder = folder(&[]);
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let ran = run(folder.path(), &["completions", shell]);
        assert_eq!(ran.status, 0, "{shell}: {}", ran.stderr);
        for word in commands().iter().map(String::as_str).chain(["fail-on", "parquet"]) {
            assert!(ran.stdout.contains(word), "{shell}: {word}");
        }
    }
    assert_eq!(run(folder.path(), &["completions", "cmd"]).status, 2);
}

#[test]
fn the_manual_has_a_page_for_each_command() {
    let folder = folder(&[]);
    let page = run(folder.path(), &["man"]).stdout;
    assert!(page.contains(".TH scoreline 1"), "{page}");
    assert_eq!(run(folder.path(), &["man", "-o", "man1"]).status, 0);
    let pages: BTreeSet<String> = fs::read_dir(folder.path().join("man1"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    let expected = commands().into_iter().map(|name| format!("scoreline-{name}.1"));
    assert_eq!(pages, expected.chain(["scoreline.1".to_owned()]).collect());
    let extract = fs::read_to_string(folder.path().join("man1/scoreline-extract.1")).unwrap();
    assert!(extract.contains(".TH scoreline-extract 1") && extract.contains("\\-\\-table"), "{extract}");
    assert!(page.contains("scoreline\\-extract(1)"), "{page}");
}
