use std::{fs, path::PathBuf};

use super::*;

fn folder(files: &[(&str, &[u8])]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, content) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }
    folder
}

fn load_only(content: &[u8]) -> Result<Loaded, Problem> {
    let folder = folder(&[("a.txt", content)]);
    load(&list(&[folder.path().join("a.txt")]).entries[0])
}

#[test]
fn a_folder_is_listed_by_name_without_hidden_and_other_files() {
    let folder = folder(&[
        ("b.txt", b"b"),
        ("a/z.wiki", b"z"),
        (".git/x.txt", b"x"),
        (".hidden.txt", b"x"),
        ("notes.md", b"n"),
        ("A.WIKITEXT", b"a"),
    ]);
    let listing = list(&[folder.path().to_owned()]);
    let relative: Vec<_> = listing.entries.iter().map(|entry| entry.relative.to_str().unwrap()).collect();
    assert_eq!(relative, ["A.WIKITEXT", "a/z.wiki", "b.txt"]);
    assert_eq!(listing.skipped, [folder.path().join("notes.md")]);
    assert!(listing.problems.is_empty());
}

#[test]
fn a_file_named_twice_is_listed_once() {
    let folder = folder(&[("a.txt", b"a")]);
    let listing = list(&[folder.path().join("a.txt"), folder.path().to_owned()]);
    assert_eq!(listing.entries.len(), 1);
    assert!(listing.problems.is_empty());
}

#[test]
fn a_missing_path_and_a_folder_without_articles_are_problems() {
    let folder = folder(&[("notes.md", b"n")]);
    let listing = list(&[PathBuf::from("no/such.txt"), folder.path().to_owned()]);
    assert_eq!(listing.problems[0].to_string(), "no/such.txt: error: no such file or folder");
    assert!(listing.problems[1].message.starts_with("no articles in this folder"));
}

#[test]
fn empty_and_binary_inputs_are_refused() {
    for empty in [&b""[..], b" \n\t\n", b"\xef\xbb\xbf\n"] {
        assert_eq!(load_only(empty).unwrap_err().message, "input is empty");
    }
    assert_eq!(load_only(b"GIF\0\0").unwrap_err().message, "this is a binary file, not text");
    assert!(load_only(b"<mediawiki>").unwrap_err().message.contains("dump"));
}

#[test]
fn invalid_utf8_is_read_and_reported_at_its_place() {
    let loaded = load_only(b"one\nt\xe9o \xff").unwrap();
    assert_eq!(loaded.text, "one\nt\u{1a}o \u{1a}");
    let problem = loaded.problem.unwrap();
    assert_eq!((problem.place, problem.partial), (Some((2, 2)), true));
    assert!(problem.message.starts_with("2 bytes are not UTF-8"), "{}", problem.message);
}

#[test]
fn text_longer_than_the_head_is_read_whole() {
    let text = "line of text\n".repeat(2000);
    assert_eq!(load_only(text.as_bytes()).unwrap().text, text);
}
