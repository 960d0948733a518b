use super::*;

fn parse(text: &str) -> Result<Config> {
    file::parse(Path::new("/wiki/scoreline.toml"), text)
}

#[test]
fn every_key_is_read() {
    let config = parse(
        "select = ['AGG', 'SCO001']\nignore = ['aggregate-disagrees']\nfail-on = 'error'\nlanguage = 'de'\n\
         catalogue = 'mine'\nbaseline = '../known.toml'\n[severity]\nAGG = 'warning'\nAGG001 = 'info'\n\
         [teams]\nAlder = 'Alder Town'\n[[per-path]]\npaths = ['drafts']\nignore = ['SCO']\n",
    )
    .unwrap();
    let codes = config.codes("/wiki/a.wiki", &Layer::default());
    assert!(codes.contains("AGG001") && codes.contains("SCO001") && !codes.contains("AGG002"));
    assert!(!config.codes("/wiki/drafts/a.wiki", &Layer::default()).contains("SCO001"));
    assert_eq!((config.fail_on, config.language.as_deref()), (Some(Severity::Error), Some("de")));
    assert_eq!(config.catalogue.as_deref(), Some(Path::new("/wiki/mine")));
    assert_eq!(config.baseline.as_deref(), Some(Path::new("/wiki/../known.toml")));
    assert_eq!(config.severities.get("AGG001"), Some(&Severity::Info));
    assert_eq!(config.severities.get("AGG003"), Some(&Severity::Warning));
    assert_eq!(config.teams.name("ALDER"), "Alder Town");
}

#[test]
fn mistakes_are_named_with_their_place_and_what_was_meant() {
    for (text, message) in [
        ("selct = ['AGG']", "1:1: unknown key `selct`, did you mean `select`?"),
        ("\nselect = ['PEN', 'AGG01']", "2:18: no rule `AGG01`; did you mean `AGG001`?"),
        ("ignore = 'AGG'", "1:10: `ignore`: expected a list, found string"),
        ("fail-on = 'eror'", "1:11: unknown severity `eror`, did you mean `error`?"),
        ("[severity]\nAGG1 = 'info'", "2:1: no rule `AGG1`; did you mean `AGG001`?"),
        ("[severity]\nAGG001 = 'of'", "2:10: unknown severity `of`, expected one of error, warning, info"),
        ("[[per-path]]\npath = ['a']", "2:1: unknown key `path`, did you mean `paths`?"),
        ("[[per-path]]\nignore = ['AGG']", "2:1: a part for some paths needs `paths`"),
        ("[[per-path]]\npaths = ['a[']", "2:10: unclosed character class"),
        ("language = 'English'", "1:12: expected a code such as `en` or `zh-yue`"),
        ("[teams]\na = 'b'\nb = 'c'", "2:5: `b` is itself a spelling of `c`"),
        ("select = [", "1:11: "),
    ] {
        let error = parse(text).unwrap_err().to_string();
        assert!(error.starts_with(&format!("/wiki/scoreline.toml:{message}")), "{text}\n{error}");
    }
}

#[test]
fn globs_are_relative_to_the_file() {
    let fits = |pattern: &str, path: &str| {
        let config = parse(&format!("[[per-path]]\npaths = ['{pattern}']\nignore = ['AGG']")).unwrap();
        !config.codes(path, &Layer::default()).contains("AGG001")
    };
    for (pattern, path) in [
        ("drafts", "/wiki/drafts/a/b.wiki"),
        ("drafts/", "/wiki/cups/drafts/b.wiki"),
        ("cups/*.wiki", "/wiki/cups/a.wiki"),
        ("cups/**/*.wiki", "/wiki/cups/1/2/a.wiki"),
        ("*.txt", "/wiki/cups/a.txt"),
        ("./cups/a.wiki", "/wiki/x/../cups/a.wiki"),
    ] {
        assert!(fits(pattern, path), "{pattern} {path}");
    }
    for (pattern, path) in [
        ("drafts", "/wiki/drafts2/a.wiki"),
        ("cups/*.wiki", "/wiki/cups/1/a.wiki"),
        ("cups/*.wiki", "/other/cups/a.wiki"),
    ] {
        assert!(!fits(pattern, path), "{pattern} {path}");
    }
}

#[test]
fn later_layers_win() {
    let config = parse("select = ['AGG']\nignore = ['AGG001']").unwrap();
    let codes = |select: &[&str], ignore: &[&str]| {
        let owned = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
        let layer = Layer::new(&owned(select), &owned(ignore)).unwrap();
        config.codes("a", &layer).into_iter().collect::<Vec<_>>()
    };
    assert_eq!(codes(&[], &["AGG003", "AGG004"]), ["AGG002"]);
    assert_eq!(codes(&["AGG001"], &[]), ["AGG001"]);
}

#[test]
fn the_nearest_file_above_is_taken() {
    let root = tempfile::tempdir().unwrap();
    let deep = root.path().join("a/b/c");
    std::fs::create_dir_all(&deep).unwrap();
    std::fs::write(root.path().join(FILE_NAME), "language = 'fr'").unwrap();
    std::fs::write(root.path().join("a/b").join(FILE_NAME), "language = 'de'").unwrap();
    assert_eq!(Config::discover(&deep).unwrap().language.as_deref(), Some("de"));
    assert_eq!(Config::discover(&root.path().join("a")).unwrap().language.as_deref(), Some("fr"));
}
