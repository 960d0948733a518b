//! A wiki, a template or a word that the program does not know is TOML in a folder, and no Rust.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that panics has failed")]

mod support;

use serde_json::{Value, json};
use support::{folder, run};

/// Templates of a wiki whose language is made up, with a second name of one that English wikis have.
const TEMPLATES: &str = r#"
[[template]]
id = "lowland-match"
shape = "match-box"
names.xl = ["Ludo", "Ludokadro"]
required = ["home", "away"]
ignored = ["grandeco"]

[template.fields]
date = ["dato"]
home = ["hejme", "teamo1"]
away = ["gaste"]
score = ["poentaro"]
"goals.home" = ["goloj1"]
"goals.away" = ["goloj2"]
stadium = ["stadiono"]
attendance = ["spektantoj"]

[[template]]
id = "lowland-team"
shape = "national-team"
names.xl = ["lando"]
fields = { country = ["1"] }

[[template]]
id = "lowland-list"
shape = "leg-list-row"
names.xl = ["DuLudoj"]

[template.fields]
"teams.0.name" = ["1"]
aggregate = ["2"]
"teams.1.name" = ["3"]
"legs.0" = ["4"]
"legs.1" = ["5"]
"#;

const WORDS: &str = r#"
months = [
    ["januaro"], ["februaro"], ["marto"], ["aprilo"], ["majo"], ["junio"], ["julio"], ["auxgusto"], ["septembro"],
    ["oktobro"], ["novembro"], ["decembro"],
]

[rounds]
"semi-finals" = ["duonfinaloj"]
final = ["finalo"]

[statuses]
postponed = ["prokrastita"]

[goal_kinds]
penalty = ["11m"]

[words.namespace]
template = ["sablono"]
"#;

/// An article of that wiki.
const ARTICLE: &str = "\
{{Infobox football tournament season
|tourney_name = Malalta Pokalo
|year = 2031
}}

== Duonfinaloj ==
{{DuLudoj|[[Alder Town]]|3–1|[[Birch Rovers]]|2–0|1–1}}

== Finalo ==
{{Ludo
|dato = 1 majo 2031
|teamo1 = {{lando|FRA}}
|poentaro = 2–1
|gaste = {{lando|ESP}}
|goloj1 = [[Cedro]] {{goal|12||80|11m}}
|goloj2 = [[Dubo]] {{goal|5}}
|stadiono = Lowland Park
|spektantoj = 12,345
|grandeco = 30
}}
{{ludokadro
|dato = 8 majo 2031
|hejme = {{lando|ITA}}
|poentaro = prokrastita
|gaste = {{lando|POR}}
}}
{{Sablono:Malalta Pokalo table}}
";

fn overlay() -> tempfile::TempDir {
    folder(&[
        ("mine/templates/lowland.toml", TEMPLATES.as_bytes()),
        ("mine/languages/xl.toml", WORDS.as_bytes()),
        ("xlwiki/Malalta_Pokalo.wiki", ARTICLE.as_bytes()),
    ])
}

fn parsed(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

#[test]
fn an_article_of_an_unknown_wiki_is_read_with_a_folder_of_toml() {
    let folder = overlay();
    let ran = run(folder.path(), &["extract", "xlwiki", "--catalogue", "mine"]);
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    let article = parsed(&ran.stdout);
    assert_eq!(article["article"]["language"], "xl");
    assert_eq!(article["unread"], json!([]));
    let matches = article["matches"].as_array().unwrap();
    let finals: Vec<&Value> = matches.iter().filter(|entry| entry["round"] == "Finalo").collect();
    assert_eq!(finals.len(), 2);
    assert_eq!(
        finals[0]["id"], "2031-malalta-pokalo/final/france-v-spain",
        "a round has one key in all languages"
    );
    assert_eq!(finals[0]["date"], "2031-05-01");
    assert_eq!(finals[0]["home"]["name"], "France");
    assert_eq!(finals[0]["score"], json!({"home": 2, "away": 1}));
    assert_eq!(finals[0]["goals"].as_array().unwrap().len(), 3);
    assert_eq!(finals[0]["goals"][1]["kind"], "penalty");
    assert_eq!(finals[0]["attendance"], 12345);
    assert_eq!(finals[1]["status"], "postponed");
    assert_eq!(finals[1]["date"], "2031-05-08");
    assert_eq!(article["ties"][0]["round"], "Duonfinaloj");
    assert_eq!(article["ties"][0]["aggregate"], json!([3, 1]));
    let page = &article["transclusions"][0]["page"];
    assert_eq!(page, "Template:Malalta Pokalo table", "the namespace has its own name");
}

#[test]
fn a_language_is_named_by_an_option_or_by_the_folder() {
    let folder = overlay();
    let language = |arguments: &[&str]| {
        let ran = run(folder.path(), arguments);
        assert_eq!(ran.status, 0, "{}", ran.stderr);
        parsed(&ran.stdout)["article"]["language"].clone()
    };
    let path = "xlwiki/Malalta_Pokalo.wiki";
    assert_eq!(language(&["extract", path, "--catalogue", "mine"]), "xl");
    assert_eq!(language(&["extract", path]), "en", "a folder names no language that is not known");
    assert_eq!(language(&["extract", path, "--language", "de"]), "de");
    let ran = run(folder.path(), &["extract", path, "--language", "German"]);
    assert_eq!(ran.status, 2);
    assert!(ran.stderr.contains("expected a code such as `en`"), "{}", ran.stderr);
}

#[test]
fn a_bad_entry_is_named_with_its_file_and_line() {
    for (path, text, message) in [
        (
            "templates/a.toml",
            "\nshape = \"match-bx\"",
            "mine/templates/a.toml:2: unknown shape `match-bx`, did you mean `match-box`?",
        ),
        (
            "templates/a.toml",
            "shape = \"flag\"\nfield = {}",
            "mine/templates/a.toml:2: unknown key `field`, did you mean `fields`?",
        ),
        (
            "templates/a.toml",
            "shape = \"match-box\"\n[fields]\nhome = [\"1\"]\naway = [\"1\"]",
            "parameter `1` states both",
        ),
        ("templates/a.toml", "shape = \"flag\"\nnames = {", "mine/templates/a.toml:2: "),
        (
            "languages/xl.toml",
            "[round]\n",
            "mine/languages/xl.toml:1: unknown key `round`, did you mean `rounds`?",
        ),
        ("words/xl.toml", "", "mine/words/xl.toml:1: expected"),
    ] {
        let folder = folder(&[(&format!("mine/{path}"), text.as_bytes()), ("a.wiki", b"text")]);
        for command in [&["check", "a.wiki"][..], &["extract", "a.wiki"], &["catalogue"]] {
            let ran = run(folder.path(), &[command, &["--catalogue", "mine"]].concat());
            assert_eq!(ran.status, 2, "{command:?} {}", ran.stderr);
            assert!(ran.stderr.contains(message), "{}\n{message}", ran.stderr);
        }
    }
}

#[test]
fn the_known_templates_are_listed_with_names_and_fields() {
    let folder = overlay();
    let text = run(folder.path(), &["catalogue", "--catalogue", "mine"]).stdout;
    assert!(text.contains("\nlowland-match (match-box)\n  xl: Ludo, Ludokadro\n"), "{text}");
    assert!(text.contains("\n  home = hejme, teamo1\n"), "{text}");
    let known = parsed(&run(folder.path(), &["catalogue", "--format", "json"]).stdout);
    let names = known.as_array().unwrap().iter().find(|known| known["id"] == "lst").unwrap();
    assert_eq!(names["names"]["pt"], json!(["#trecho"]));
}

#[test]
fn a_census_says_what_becomes_of_the_templates_that_articles_use() {
    let folder = overlay();
    let ran =
        run(folder.path(), &["catalogue", "--catalogue", "mine", "--format", "json", "--used-in", "xlwiki"]);
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    let census = parsed(&ran.stdout);
    assert_eq!(
        census[0],
        json!({"template": "Lando", "uses": 4, "articles": 1, "reading": "read", "entry": "lowland-team"})
    );
    let text = run(folder.path(), &["catalogue", "--used-in", "xlwiki"]).stdout;
    assert!(text.contains("       4        1  unknown       Lando\n"), "{text}");
    let missing = run(folder.path(), &["catalogue", "--used-in", "nowhere"]);
    assert_eq!(missing.status, 2);
    assert!(missing.stderr.contains("nowhere: error: no such file or folder"), "{}", missing.stderr);
}
