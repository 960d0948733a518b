use super::*;
use crate::catalogue::Shape;

fn error(path: &str, text: &str) -> String {
    let mut catalogue = Catalogue::default();
    let file = File::new(Path::new("mine").join(path), text);
    add(&mut catalogue, path, &file).unwrap_err().to_string()
}

#[test]
fn the_embedded_catalogue_loads() {
    let catalogue = embedded().unwrap();
    assert_eq!(catalogue.template("en", "football box").unwrap().shape, Shape::MatchBox);
    assert_eq!(catalogue.countries().name("COD"), Some("DR Congo"));
    assert_eq!(catalogue.language("en").months.get("february"), Some(&2));
    assert_eq!(catalogue.language("xx").code, "en");
}

#[test]
fn no_name_of_the_embedded_catalogue_is_claimed_twice() {
    let catalogue = embedded().unwrap();
    for entry in catalogue.templates() {
        for (language, name) in entry.names() {
            let found = catalogue
                .template(language, &name.replace("{n}", "8").replace('…', "X"))
                .map(|entry| entry.id.as_str());
            assert_eq!(found, Some(entry.id.as_str()), "{name}");
        }
    }
}

/// Names of the templates called in a text: what stands between `{{` and `|` or `}}`.
fn called(text: &str) -> impl Iterator<Item = &str> {
    text.split("{{").skip(1).filter_map(|call| call.split(['|', '}', '\n']).next())
}

#[test]
fn every_template_and_country_of_the_seed_is_known() {
    let text = include_str!("../../../seeds/2017-caf-confederation-cup-qualifying-rounds.wikitext");
    let catalogue = embedded().unwrap();
    for name in called(text) {
        assert!(catalogue.template("en", name).is_some(), "{name}");
    }
    for flag in text.split("{{flagicon|").skip(1).filter_map(|call| call.split('}').next()) {
        assert!(catalogue.countries().name(flag).is_some(), "{flag}");
    }
}

#[test]
fn mistakes_are_shown_with_file_line_and_suggestion() {
    for (path, text, expected) in [
        (
            "templates/a.toml",
            "shape = \"flag\"\nname = { en = [\"A\"] }\n",
            "mine/templates/a.toml:2: unknown key `name`, did you mean `names`?",
        ),
        (
            "templates/a.toml",
            "\nshape = \"flags\"",
            "mine/templates/a.toml:2: unknown shape `flags`, did you mean `flag`?",
        ),
        (
            "templates/a.toml",
            "shape = \"flag\"\n[fields]\ncountry = \"1\"",
            ":3: `country`: expected a list of strings, found string",
        ),
        (
            "templates/a.toml",
            "shape = \"bracket\"\n[fields]\nteam = [\"RD{rund}\"]",
            ":3: unknown placeholder {rund}",
        ),
        (
            "templates/a.toml",
            "shape = \"flag\"\nrequired = [\"x\"]",
            ":2: required field `x` is not among the fields",
        ),
        ("templates/a.toml", "names = {}", "`a` has no `shape`"),
        ("templates/a.toml", "[[template]]\nshape = \"flag\"", "needs an `id`"),
        ("templates/a.toml", "shape = flag", ":1: "),
        ("languages/de.toml", "[status]\n", ":1: unknown key `status`, did you mean `statuses`?"),
        ("languages/de.toml", "months = [[\"Januar\"]]", "`months` needs 12 lists, found 1"),
        (
            "languages/de.toml",
            "[statuses]\ncanceled = []",
            ":2: unknown status `canceled`, did you mean `cancelled`?",
        ),
        (
            "languages/de.toml",
            "[numbers]\nzehn = 99999999999",
            ":2: `zehn`: expected a whole number in range",
        ),
        ("zones.toml", "[a]\nMEZ = [\"1\"]", ":2: `MEZ`: expected an offset such as `+05:30`, found `1`"),
        (
            "teams.toml",
            "[men]\ntitle = \"{nam} team\"",
            ":2: `{nam} team`: a title holds `{name}` and `{age}` only",
        ),
        ("teams.toml", "[men]\nname = \"x\"", ":2: unknown key `name`"),
        ("zones.toml", "[a]\nMEZ = []", ":2: `MEZ` has no offset"),
        (
            "phrases/de.toml",
            "[[phrase]]\nkind = \"tie-result\"\npattern = \"{a\"",
            ":3: a brace is not closed",
        ),
        ("phrases/de.toml", "[[phrase]]\nkind = \"tie-result\"", ":2: a phrase needs a `pattern`"),
        ("countries.toml", "[a]\nALG = []", ":2: `ALG` has no name"),
        ("country.toml", "", "`countries.toml`"),
    ] {
        let error = error(path, text);
        assert!(error.contains(expected), "{error}\n{expected}");
    }
}

#[test]
fn an_overlay_replaces_entries_and_adds_words() {
    let folder = tempfile::tempdir().unwrap();
    let write = |path: &str, text: &str| {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    };
    write("templates/mine/match-card.toml", "shape = \"match-box\"\nnames = { en = [\"Match card\"] }");
    write("languages/en.toml", "[rounds]\n\"regional round\" = [\"regional stage\"]");
    write("countries.toml", "[mine]\nCOD = [\"Congo-Kinshasa\"]");
    write("notes.txt", "not read");
    let catalogue = with_overlay(folder.path()).unwrap();
    assert_eq!(catalogue.template("en", "Match card").unwrap().id, "match-card");
    assert!(catalogue.template("en", "Football box").is_some());
    assert_eq!(catalogue.language("en").round_key("Regional Stage"), "regional round");
    assert_eq!(catalogue.countries().name("COD"), Some("Congo-Kinshasa"));
    assert_eq!(catalogue.countries().code("DR Congo"), Some("COD"));
}

#[test]
fn a_language_takes_from_english_what_it_lacks() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("languages")).unwrap();
    let words = "[rounds]\nfinal = [\"grandi\"]\n[words.mark]\nbye = [\"libre\"]\n[words.time]\nam = []\n";
    std::fs::write(folder.path().join("languages/xx.toml"), words).unwrap();
    let catalogue = with_overlay(folder.path()).unwrap();
    let language = catalogue.language("xx");
    assert_eq!(language.code, "xx");
    assert_eq!(language.round_key("Grandi"), "final", "its own round");
    assert_eq!(language.round_key("Quarter finals"), "quarter-finals", "an English round beside it");
    assert_eq!(language.months.get("may"), Some(&5), "the whole calendar");
    assert_eq!(language.words("mark.bye"), ["libre"], "a list of its own");
    assert!(language.is("mark.extra_time", "aet"), "a list that it lacks");
    assert!(!language.is("time.am", "a.m."), "an empty list is its own");
    assert!(language.phrases("tie-result").next().is_some(), "phrases");
    assert_eq!(catalogue.language("de").months.get("may"), None, "German has months of its own");
    assert_eq!(catalogue.language("de").months.get("mai"), Some(&5));
}

#[test]
fn templates_of_national_teams_name_kinds_that_have_titles() {
    let catalogue = embedded().unwrap();
    for entry in catalogue.templates() {
        let Some(kind) = &entry.teams else { continue };
        assert!(catalogue.teams().title(kind, "BRA", "Brazil", Some("17")).is_some(), "{}", entry.id);
    }
    let title = |kind, code, name| catalogue.teams().title(kind, code, name, None);
    assert_eq!(title("men", "BRA", "Brazil").as_deref(), Some("Brazil national football team"));
    assert_eq!(title("men", "CAN", "Canada").as_deref(), Some("Canada men's national soccer team"));
    assert_eq!(title("youth", "BRA", "Brazil"), None);
    assert_eq!(catalogue.teams().kind("fbw"), Some("women"));
    assert_eq!(catalogue.countries().code("DEU"), Some("GER"));
}

#[test]
fn a_folder_that_is_not_there_is_an_error_with_its_path() {
    let error = with_overlay(Path::new("no/such/folder")).unwrap_err();
    assert!(error.to_string().contains("no/such/folder"), "{error}");
}
