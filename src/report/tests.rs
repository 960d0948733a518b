//! Parts of reports of small articles.

use super::{
    context::{Context, Source},
    page::page,
};
use crate::{Batch, Catalogue, Options, pipeline::Outcome, read_texts};

/// Looks at articles, each with its name, as a report does.
fn looked_at<T>(texts: &[(&str, &str)], look: impl FnOnce(Source<'_>) -> T) -> T {
    let batch: Batch =
        read_texts(texts.iter().copied(), &Options::default(), &Catalogue::embedded().unwrap());
    let Outcome { articles, report } = batch.entries();
    look(Source {
        texts: &batch.articles,
        articles: &articles,
        findings: &report.findings,
        problems: &batch.problems,
    })
}

fn html(texts: &[(&str, &str)]) -> String {
    looked_at(texts, |source| page(source).unwrap())
}

/// Whether the page has all of these in this order.
fn assert_in_order(html: &str, parts: &[&str]) {
    let mut rest = html;
    for part in parts {
        let (_, behind) =
            rest.split_once(part).unwrap_or_else(|| panic!("{part} is missing or stands too early"));
        rest = behind;
    }
}

#[test]
fn places_are_linked_with_the_anchor_of_their_own_heading() {
    let text = "Lead\n== [[Group A|Group]] ''A'' {{flag|X}}<ref>x</ref> == <!-- c -->\nfirst\n=== Table ===\nsecond\n\
                == B ==\n=== table ===\nthird\n";
    looked_at(&[("2031_Lowland_Cup.wiki", text)], |source| {
        let context = Context::new(source, &[]);
        let anchor = |part: &str| {
            let at = u32::try_from(text.find(part).unwrap()).unwrap();
            let href = context.address_at(0, at).unwrap().href;
            href.split_once('#').map(|(_, anchor)| anchor.to_owned())
        };
        assert_eq!(anchor("Lead"), None);
        assert_eq!(anchor("first").as_deref(), Some("Group_A"));
        assert_eq!(anchor("second").as_deref(), Some("Table"));
        assert_eq!(anchor("third").as_deref(), Some("table_2"));
    });
}

#[test]
fn only_what_is_disputed_is_boxed() {
    let on = |day: &str| {
        format!("{{{{Football box|date={day} May 2031|team1=Alder Town|score=3–0|team2=Birch Rovers}}}}")
    };
    let html = html(&[("2031 Lowland Cup.wiki", &on("1")), ("2031 Lowland Cup final.wiki", &on("2"))]);
    assert_in_order(&html, &["<time class=\"day disputed\"", "<b>3–0</b>", "2 places, date differs"]);
    assert!(!html.contains("<b class=\"disputed\">"));
}

#[test]
fn groups_of_the_index_are_named_and_the_last_is_of_those_alone() {
    let cup = "{{Infobox international football competition|tourney_name=Lowland Cup|year=2031}}";
    let html = html(&[
        ("1999 Highland Cup.wiki", ""),
        ("2031 Lowland Cup.wiki", cup),
        ("2031 Lowland Cup final.wiki", ""),
        ("Alder Town.wiki", ""),
    ]);
    let parts = ["2031 Lowland Cup</bdi></th></tr>", ">2031 Lowland Cup<", ">2031 Lowland Cup final<"];
    let others = ["Other articles</bdi></th></tr>", ">1999 Highland Cup<", ">Alder Town<"];
    let index = html.split_once("id=\"index\"").unwrap().1;
    assert_in_order(index, &[parts, others].concat());
}

#[test]
fn what_has_no_part_of_its_own_is_counted() {
    let squads = "== Alderland ==\n{{nat fs start}}\n{{nat fs player|no=1|pos=GK|name=[[Ann Alder]]|age={{birth date and age|1999|1|1}}}}\n{{nat fs end}}\n";
    let html_of_squads = html(&[("2031 Lowland Cup squads.wiki", squads)]);
    assert!(html_of_squads.contains("1 player of squads"));
    assert!(!html_of_squads.contains("No record came of this article"));
    assert!(html(&[("Alder.wiki", "Text.")]).contains("No record came of this article"));
}

#[test]
fn rounds_are_not_split_by_the_case_of_their_letters() {
    let text = "== Final ==\n{{Football box|date=1 May 2031|team1=Alder|score=3–0|team2=Birch}}\n\
                == final ==\n{{Football box|date=8 May 2031|team1=Cedar|score=1–0|team2=Dogwood}}\n";
    let html = html(&[("2031 Lowland Cup.wiki", text)]);
    assert_in_order(&html, &["<h4><bdi>Final</bdi> <span class=\"quiet\">2</span></h4>", "Alder", "Cedar"]);
    assert!(!html.contains("<h4><bdi>final"));
}

#[test]
fn what_a_match_does_not_state_takes_no_line() {
    let text = "== Final ==\n{{Football box|date=1 May 2031|team1=Alder|score=3–0|team2=Birch}}";
    assert!(!html(&[("2031 Lowland Cup.wiki", text)]).contains("class=\"where\""));
    let text = text.replace("}}", "|stadium=Oak Park}}");
    assert!(html(&[("2031 Lowland Cup.wiki", &text)]).contains("class=\"where\""));
}

#[test]
fn a_single_match_has_no_leg_beside_ties_of_two() {
    let text = "== Semi-finals ==\n{{TwoLegStart}}\n{{TwoLegResult|Alder|ENG|5–2|Birch|SCO|3–0|2–2}}\n\
                {{TwoLegEnd}}\n{{OneLegStart}}\n{{OneLegResult|Cedar|ENG|2–1|Dogwood|SCO}}\n{{OneLegEnd}}\n";
    let html = html(&[("2031 Lowland Cup.wiki", text)]);
    let ties = html.split_once("class=\"ties\"").unwrap().1;
    assert_in_order(
        ties,
        &["1st leg", "5–2", "3–0", "2–2", "Cedar", "2–1", "<td></td><td></td>", "</table>"],
    );
}
