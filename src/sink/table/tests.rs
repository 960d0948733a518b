use std::{fmt::Write, fs};

use super::*;
use crate::{catalogue::Catalogue, extract, link, markup};

fn articles(text: &str) -> Vec<Article> {
    let origin = extract::Origin {
        path: "a.txt".into(),
        title: Some("2017 Forest Cup".to_owned()),
        language: "en".to_owned(),
        page_id: None,
        revision: Some(7),
        timestamp: None,
    };
    let catalogue = Catalogue::embedded().unwrap();
    let extracted = [extract::extract(&markup::parse(text, None), &origin, &catalogue)];
    link::articles(&link::link(&extracted), &[])
}

/// The rows of a table as JSON objects.
fn rows(table: Table, text: &str) -> Vec<serde_json::Value> {
    let columns = table.columns();
    let mut found = Vec::new();
    for (index, article) in articles(text).iter().enumerate() {
        let mut keep = |cells: &[Cell<'_>]| {
            assert_eq!(cells.len(), columns.len(), "{table:?}");
            found.push(serde_json::to_value(Object { columns: &columns, cells }).unwrap());
            Ok(())
        };
        let checked = Checked { number: index + 1, article, findings: &[] };
        table.rows(checked, &mut keep).unwrap();
    }
    found
}

const BOX: &str = "== Final ==
{{Football box|date=10 February 2017|team1=[[Alder Town]]|score=1–1|team2=Birch Rovers|aet=y|penaltyscore=1–0
|goals1=[[Ann Ash]] {{goal|45+2|pen.}}|goals2=Elm {{goal|9}}|penalties1=Ash {{pengoal}}|penalties2={{penmiss}} Elm
|stadium=Oak Ground, Hazelby|attendance=1,200|referee=Joe Yew (Malta)}}
";

#[test]
fn a_match_is_a_row_with_its_values_in_columns() {
    let rows = rows(Table::Matches, BOX);
    let row = &rows[0];
    for (column, value) in [
        ("path", "a.txt".into()),
        ("title", "2017 Forest Cup".into()),
        ("revision", 7.into()),
        ("line", 2.into()),
        ("round", "Final".into()),
        ("date", "2017-02-10".into()),
        ("home", "Alder Town".into()),
        ("home_link", "Alder Town".into()),
        ("home_score", 1.into()),
        ("home_shootout", 1.into()),
        ("away_shootout", 0.into()),
        ("extra_time", true.into()),
        ("status", "played".into()),
        ("city", "Hazelby".into()),
        ("attendance", 1200.into()),
        ("referee", "Joe Yew".into()),
        ("group", serde_json::Value::Null),
    ] {
        assert_eq!(row[column], value, "{column}");
    }
}

#[test]
fn goals_and_kicks_name_their_match() {
    let (goals, kicks) = (rows(Table::Goals, BOX), rows(Table::Kicks, BOX));
    let id = &rows(Table::Matches, BOX)[0]["id"];
    assert!(goals.iter().chain(&kicks).all(|row| row["match_id"] == *id));
    assert_eq!(
        (&goals[0]["minute"], &goals[0]["stoppage"], &goals[0]["kind"]),
        (&45.into(), &2.into(), &"penalty".into())
    );
    assert_eq!((&goals[1]["side"], &goals[1]["player"]), (&"away".into(), &"Elm".into()));
    assert_eq!((&kicks[0]["scored"], &kicks[1]["scored"]), (&true.into(), &false.into()));
}

#[test]
fn every_table_has_a_value_for_each_column_and_each_name_once() {
    let text = format!("{BOX}\n{{{{TwoLegResult|A||5–2|B||3–0|2–2}}}}");
    for table in Table::value_variants() {
        rows(*table, &text);
        let mut names: Vec<_> = table.columns().iter().map(|column| column.name).collect();
        names.sort_unstable();
        assert!(names.windows(2).all(|pair| pair[0] != pair[1]), "{table:?}");
    }
    assert_eq!(rows(Table::Legs, &text).len(), 2);
}

#[test]
fn scorers_and_totals_have_columns_for_what_they_count() {
    let text = "== Goalscorers ==\n=== Forest Zone ===\n{{Goalscorers|goals=9 |matches=4|2 goals=\n* [[Ann Ash]]\n|1 own goal=\n* [[Bob Elm]]\n}}\n";
    let scorers = rows(Table::Scorers, text);
    assert_eq!((&scorers[0]["total"], &scorers[0]["own_goals"]), (&2.into(), &serde_json::Value::Null));
    assert_eq!((&scorers[1]["total"], &scorers[1]["own_goals"]), (&serde_json::Value::Null, &1.into()));
    assert!(scorers.iter().all(|row| row["section"] == "Forest Zone"));
    let totals = rows(Table::Statements, text);
    let stated =
        |index: usize| [&totals[index]["kind"], &totals[index]["sentence"], &totals[index]["counts"]];
    assert_eq!(stated(0), ["total", "goals=9", "{\"goals\":9}"]);
    assert_eq!(stated(1), ["total", "matches=4", "{\"matches\":4}"]);
}

/// The tables as `docs/data.md` lists them: columns by type, in their order.
fn described() -> String {
    let quoted = |names: &[&str]| names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
    let mut text = String::new();
    for table in Table::value_variants() {
        writeln!(text, "## `{}`\n\n{}. Key: {}.", table.name(), table.description(), quoted(&table.key()))
            .unwrap();
        for Reference { columns, table, .. } in table.references() {
            writeln!(text, "{} names a row of `{}`, where there is one.", quoted(columns), table.name())
                .unwrap();
        }
        text += "\n| type | columns |\n|---|---|\n";
        let columns = table.columns();
        let mut kinds: Vec<Kind> = Vec::new();
        columns.iter().for_each(|column| {
            if !kinds.contains(&column.kind) {
                kinds.push(column.kind)
            }
        });
        for kind in kinds {
            let names: Vec<_> =
                columns.iter().filter(|column| column.kind == kind).map(|column| column.name).collect();
            writeln!(text, "| {} | {} |", kind.name(), quoted(&names)).unwrap();
        }
        text.push('\n');
    }
    text.trim_end().to_owned() + "\n"
}

/// `SCORELINE_WRITE_DOCS=1 cargo test data_md` writes the list anew.
#[test]
fn data_md_lists_every_table_and_column() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/data.md");
    let page = fs::read_to_string(path).unwrap();
    let (before, listed) = page.split_at(page.find("## `articles`").unwrap());
    if std::env::var_os("SCORELINE_WRITE_DOCS").is_some() {
        fs::write(path, before.to_owned() + &described()).unwrap();
    } else {
        assert_eq!(listed, described(), "the lists of columns have changed");
    }
}
