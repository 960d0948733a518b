//! Tables of another wiki, whose templates and words are data; groups that a title names.

use std::sync::Arc;

use crate::{
    catalogue::Catalogue,
    extract::{Extracted, Origin, extract},
    markup,
};

fn german(text: &str) -> Extracted {
    read("de", None, text)
}

fn read(language: &str, title: Option<&str>, text: &str) -> Extracted {
    let origin = Origin {
        path: Arc::from("a.wikitext"),
        title: title.map(str::to_owned),
        language: language.to_owned(),
        page_id: None,
        revision: None,
        timestamp: None,
    };
    extract(&markup::parse(text, None), &origin, &Catalogue::embedded().unwrap())
}

#[test]
fn rows_of_a_german_table_leave_zeros_out() {
    let read = german(
        "== Gruppe B ==\n{{Fußballtabelle/Kopf}}\n\
         {{Fußballtabelle/Zeile|Farbe=ccffcc |Rang=1  |S=7|N=1|ET=34|GT= 6|Verein=[[Ahorn Wien|Ahorn]] (M, C)}}\n\
         {{Fußballtabelle/Zeile|Rang=2 |U=1|ET=3|GT=9|Verein=[[SC Birke]]}}\n\
         {{Fußballtabelle/Zeile|Rang=3 |S=0|U=0|N=0|ET=0|GT=0|Verein=}}\n\
         {{Fußballtabelle/Ende|Spalten=9|Stand=15. September 2019 (7. Runde)}}\n",
    );
    let [table] = read.standings.as_slice() else { panic!("{:?}", read.standings) };
    assert_eq!(table.group.as_deref(), Some("B"));
    assert_eq!(
        table.updated.as_ref().map(|updated| updated.value.as_str()),
        Some("15. September 2019 (7. Runde)")
    );
    let rows: Vec<_> = table
        .rows
        .iter()
        .map(|row| {
            let team = row.team.as_ref().map_or("", |team| &team.name);
            let number = |stated: Option<crate::span::Stated<u32>>| stated.map(|stated| stated.value);
            let results =
                [row.played, row.won, row.drawn, row.lost, row.goals_for, row.goals_against].map(number);
            (team, row.status.as_deref(), results, row.points.map(|points| points.value))
        })
        .collect();
    assert_eq!(
        rows,
        [
            ("Ahorn", Some("M, C"), [8, 7, 0, 1, 34, 6].map(Some), Some(21)),
            ("SC Birke", None, [1, 0, 1, 0, 3, 9].map(Some), Some(1)),
        ]
    );
    assert!(read.unread.is_empty(), "{:?}", read.unread);
}

#[test]
fn a_german_list_of_matches_is_read_by_its_header() {
    let read = german(
        "{|\n! Datum !! Heim !! Gäste !! Ergebnis !! Schiedsrichter !! Zuschauer\n|-\n\
         | colspan=6 | Runde 1\n|-\n\
         | 26. Juli 2019 || Ahorn || Birke || '''0:2''' (0:1) || [[Karl Eder|Eder]] || 24.200\n|}\n",
    );
    let [mention] = read.matches.as_slice() else { panic!("{:?}", read.matches) };
    assert_eq!(mention.date.map(|date| date.value), Some(jiff::civil::date(2019, 7, 26)));
    assert_eq!(mention.score.map(|score| score.value.pair()), Some([0, 2]));
    assert_eq!(mention.half_time.map(|score| score.value.pair()), Some([0, 1]));
    assert_eq!(mention.attendance.map(|number| number.value), Some(24_200));
}

#[test]
fn the_title_of_an_article_about_one_group_names_it() {
    let text = "{{#invoke:Sports table|main|team1=ALD|win_ALD=1}}\n{{Football box|team1=Alder|score=1–0|team2=Birch}}";
    let group = |title| {
        let read = read("en", Some(title), text);
        let table = read.standings.first().and_then(|table| table.group.clone());
        assert_eq!(read.matches.first().and_then(|mention| mention.group.clone()), table, "{title}");
        table
    };
    assert_eq!(group("2018 FIFA World Cup Group A").as_deref(), Some("A"));
    assert_eq!(group("1930 FIFA World Cup Group 1").as_deref(), Some("1"));
    assert_eq!(group("2015–16 UEFA Champions League group stage"), None);
    assert_eq!(group("Group"), None);
}
