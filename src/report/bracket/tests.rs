//! Drawings of real and of small brackets: who stands where, and where the lines lead.

use std::{env, path::PathBuf};

use super::*;
use crate::{Catalogue, pipeline};

/// The drawings of an article.
fn drawings(path: PathBuf) -> Vec<Drawing> {
    assert!(path.is_file(), "{} is missing", path.display());
    let catalogue = Catalogue::embedded().unwrap();
    let batch = pipeline::read(&[path], &pipeline::Options::default(), &catalogue);
    let article = batch.entries().articles.remove(0);
    let anchors = Anchors::new(0);
    let mentioned = Mentioned::new(&article, &anchors);
    article.brackets.iter().filter_map(|bracket| draw(bracket, &mentioned)).collect()
}

fn fixture(name: &str) -> Vec<Drawing> {
    drawings(PathBuf::from(format!("fixtures/bracket/{name}.wikitext")))
}

/// An article of the shared corpus; `None` where that is missing, which is an error on CI.
fn real(name: &str) -> Option<Vec<Drawing>> {
    let shared = env::var_os("SCORELINE_SHARED").map_or_else(|| PathBuf::from("../shared"), PathBuf::from);
    let path = shared.join("corpus/articles/en").join(name);
    assert!(path.is_file() || env::var_os("CI").is_none(), "{} is missing", path.display());
    path.is_file().then(|| drawings(path))
}

/// `Alder 2 0 2 < | Birch 1 1 2`; the arrow stands at the winner.
fn in_short(meeting: &MeetingBox) -> String {
    let row = |row: &Row| {
        let cells = row.cells.iter().map(|cell| format!(" {}", cell.text.text)).collect::<String>();
        format!("{}{cells}{}", row.name.text, if row.is_winner { " <" } else { "" })
    };
    meeting.rows.each_ref().map(row).join(" | ")
}

/// Each line: the meeting that it begins at, and the row that it ends at.
fn leads(drawing: &Drawing) -> Vec<(&MeetingBox, &Row)> {
    let numbers = |line: &str| -> Vec<i32> {
        line.split(|letter: char| !letter.is_ascii_digit()).filter_map(|number| number.parse().ok()).collect()
    };
    let ends = |line: &String| {
        let [x, y, _, end_y, end_x] = numbers(line)[..] else { panic!("{line}") };
        let is_from =
            |meeting: &&MeetingBox| meeting.x + meeting.width == x && meeting.y + meeting.height / 2 == y;
        let from = drawing.meetings.iter().find(is_from).unwrap();
        let is_to = |meeting: &&MeetingBox| {
            meeting.x == end_x && (meeting.y..meeting.y + meeting.height).contains(&end_y)
        };
        let to = drawing.meetings.iter().find(is_to).unwrap();
        (from, &to.rows[usize::from(end_y > to.y + to.height / 2)])
    };
    drawing.lines.iter().map(ends).collect()
}

fn assert_nothing_overlaps(drawing: &Drawing) {
    for (index, one) in drawing.meetings.iter().enumerate() {
        assert!(
            one.x + one.width <= drawing.width && one.y + one.height <= drawing.height,
            "{}",
            in_short(one)
        );
        for other in &drawing.meetings[index + 1..] {
            let apart = one.x + one.width <= other.x
                || other.x + other.width <= one.x
                || one.y + one.height <= other.y
                || other.y + other.height <= one.y;
            assert!(apart, "{} and {}", in_short(one), in_short(other));
        }
    }
}

#[test]
fn two_legs_stand_beside_their_aggregate_and_winners_go_on() {
    let drawings = fixture("two-legs");
    let [drawing] = drawings.as_slice() else { panic!("one bracket") };
    let meetings: Vec<String> = drawing.meetings.iter().map(in_short).collect();
    let semi_finals = ["Alder 2 1 3 < | Birch 0 1 1", "Cedar 1 0 1 (3) | Dogwood 0 1 1 (4) <"];
    assert_eq!(meetings, [semi_finals[0], semi_finals[1], "Alder 1 0 1 | Dogwood 1 0 1 (a) <"]);
    let titles: Vec<&str> = drawing.titles.iter().map(|title| &*title.text).collect();
    assert_eq!(titles, ["Semi-finals", "Final"]);
    let ends: Vec<&str> = leads(drawing).iter().map(|(_, to)| &*to.name.text).collect();
    assert_eq!(ends, ["Alder", "Dogwood"]);
    assert_nothing_overlaps(drawing);
}

#[test]
fn byes_and_walkovers_are_said_where_the_numbers_stand() {
    let drawings = fixture("byes-and-walkovers");
    let [drawing] = drawings.as_slice() else { panic!("one bracket") };
    let meetings: Vec<String> = drawing.meetings.iter().map(in_short).collect();
    assert_eq!(meetings, ["Alder bye < | ", "Cedar 1 | Dogwood 0 w/o <", "Alder | Dogwood"]);
    assert_eq!(drawing.rounds[0].meetings[0], "Alder have a bye");
    let leads: Vec<(String, &str)> =
        leads(drawing).iter().map(|(from, to)| (in_short(from), &*to.name.text)).collect();
    assert_eq!(
        leads,
        [("Alder bye < | ".to_owned(), "Alder"), ("Cedar 1 | Dogwood 0 w/o <".to_owned(), "Dogwood")]
    );
    assert_nothing_overlaps(drawing);
}

#[test]
fn sixteen_teams_and_the_match_for_third_place() {
    let Some(drawings) = real("2022_FIFA_World_Cup_knockout_stage.wiki") else { return };
    let [drawing] = drawings.as_slice() else { panic!("one bracket") };
    assert_eq!(drawing.meetings.len(), 16);
    assert_eq!(drawing.lines.len(), 14);
    assert_eq!(in_short(&drawing.meetings[14]), "Argentina 3 (4) < | France 3 (2)");
    assert_eq!(in_short(&drawing.meetings[15]), "Croatia 2 < | Morocco 1");
    assert_eq!(drawing.meetings[15].x, drawing.meetings[14].x);
    assert!(drawing.meetings[15].y > drawing.meetings[14].y);
    for (from, to) in leads(drawing) {
        let winner = from.rows.iter().find(|row| row.is_winner).unwrap();
        assert_eq!(winner.name.text, to.name.text);
    }
    assert_nothing_overlaps(drawing);
}

#[test]
fn thirty_two_teams_before_the_first_match() {
    let Some(drawings) = real("2026_FIFA_World_Cup_knockout_stage.wiki") else { return };
    let [drawing] = drawings.as_slice() else { panic!("one bracket") };
    assert_eq!(drawing.meetings.len(), 32);
    assert_eq!(drawing.lines.len(), 30);
    for (from, to) in leads(drawing) {
        let caption = from.caption.as_ref().unwrap();
        let number = caption.text.split(" · ").next().unwrap();
        assert_eq!(to.name.text, format!("Winner {number}"));
        assert!(to.is_placeholder && !to.is_winner);
    }
    assert_eq!(in_short(&drawing.meetings[31]), "Loser Match 101 | Loser Match 102");
    assert_nothing_overlaps(drawing);
}
