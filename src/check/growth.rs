//! Cost of linking and checking grows with the number of statements, whatever they say; counted, not timed.

use std::sync::Arc;

use super::check;
use crate::{
    Catalogue,
    extract::{Extracted, Origin, extract},
    link::link,
    markup::parse,
    work,
};

const ROW: &str = "{{TwoLegResult|A|ENG|3–1|B|ENG|2–0|1–1}}\n";
const WRONG_ROW: &str = "{{TwoLegResult|A|ENG|5–1|B|ENG|2–0|1–1}}\n";
const BOX: &str = "{{Football box|date=12 May 2017|team1=A|score=3–1|team2=B|goals1=X {{goal|12||30||95}}|goals2=W {{goal|5}}}}\n";
const TABLE: &str = "{{#invoke:Sports table|main|team1=A|team2=B|name_A=A|name_B=B|win_A=1|draw_A=0|loss_A=0|gf_A=3|ga_A=1\
|win_B=0|draw_B=0|loss_B=1|gf_B=1|ga_B=2}}\n";
const AWARD: &str = "<ref>Last year, B could not play here against A, and the match was awarded as a 3–0 win to their opponents.</ref>";
const SCHEDULE: &str = "{|\n!Phase!!Round!!Draw date!!First leg!!Second leg\n";

/// Texts of any number of statements about the same few things.
fn texts(count: usize) -> Vec<(&'static str, String)> {
    let each = |text: fn(usize) -> String| (0..count).map(text).collect::<String>();
    let day = |index: usize| format!("{} May {}", 1 + index % 28, 1900 + index / 28 % 100);
    let boxes: String = (0..count).map(|index| BOX.replace("12 May 2017", &day(index))).collect();
    let scores = each(|index| BOX.replace("3–1", &format!("{}–1", 3 + index % 2 * (1 + index % 90))));
    let windows = "|-\n|A||First round||12 May 2017||19 May 2017||26 May 2017\n".repeat(count);
    let rows =
        each(|index| format!("|-\n|{index}||T||{}||1||0||{}||2||1||+1||3\n", 1 + index % 3, index % 3));
    let kicks = "|penalties1=X {{pengoal}}|penalties2=Y {{penmiss}}|penaltyscore=3–1}}\n";
    let round = "==First round==\n";
    vec![
        ("rows", format!("{round}{}", ROW.repeat(count))),
        ("wrong rows", format!("{round}{}", WRONG_ROW.repeat(count))),
        ("rows of one team", format!("{round}{}", each(|index| ROW.replace("|B|", &format!("|B{index}|"))))),
        ("boxes", format!("{round}{}", BOX.repeat(count))),
        ("boxes of many scores", format!("{round}{scores}")),
        ("boxes without a day", format!("{round}{}", BOX.replace("12 May 2017", "").repeat(count))),
        ("boxes and rows", format!("{round}{}{boxes}", ROW.repeat(count))),
        (
            "boxes with a day that is not read",
            format!("{round}{}", BOX.replace("12 May 2017", "soon").repeat(count)),
        ),
        (
            "awards",
            format!("{round}{BOX}{}", BOX.replace("|goals1", &format!("|note={AWARD}|goals1")).repeat(count)),
        ),
        (
            "records",
            format!(
                "{round}{}* Biggest win: 3 goals\n{}",
                boxes,
                "* A 3–1 B (12 May 2017)\n* A 4–1 B\n".repeat(count)
            ),
        ),
        ("kicks", format!("{round}{}", BOX.replace("}}\n", kicks).repeat(count))),
        ("sentences", format!("{round}{ROW}{}", "A won 3–1 on aggregate.\n\n".repeat(count))),
        ("tables", format!("==Group A==\n{}", TABLE.repeat(count))),
        ("tables and boxes", format!("==Group A==\n{}{boxes}", TABLE.repeat(count))),
        (
            "rows of a table",
            format!("==Group A==\n{{|\n!Pos!!Team!!Pld!!W!!D!!L!!GF!!GA!!GD!!Pts\n{rows}|}}\n"),
        ),
        ("schedules and boxes", format!("==Schedule==\n{SCHEDULE}{windows}|}}\n{round}{boxes}")),
    ]
}

fn extracted(text: &str, catalogue: &Catalogue) -> Extracted {
    let origin = Origin {
        path: Arc::from("2017 Cup"),
        title: None,
        language: "en".to_owned(),
        page_id: None,
        revision: None,
        timestamp: None,
    };
    extract(&parse(text, None), &origin, catalogue)
}

#[test]
fn ten_times_the_statements_are_at_most_twelve_times_the_work() {
    // Sorting costs a little more than ten times; anything quadratic a hundred times.
    let catalogue = Catalogue::embedded().unwrap();
    for ((name, once), (_, tenfold)) in texts(200).into_iter().zip(texts(2000)) {
        let [once, tenfold] = [once, tenfold].map(|text| {
            let batch = [extracted(&text, &catalogue)];
            work::of(|| check(&link(&batch)).findings.len())
        });
        assert!(once > 0 && tenfold <= once * 12, "{name}: {once} then {tenfold}");
    }
}
