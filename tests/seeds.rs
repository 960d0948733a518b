//! The five real documents in `seeds/`, read end to end. The numbers come from reading the documents.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::type_complexity,
    reason = "a test that panics has failed"
)]

use std::{collections::BTreeMap, path::PathBuf};

use scoreline::{
    catalogue::Catalogue,
    pipeline::{self, Batch, Options},
    record::{Article, Decider, StatementKind, Status, TeamList},
};

const WIKITEXT: &str = "seeds/2017-caf-confederation-cup-qualifying-rounds.wikitext";
const RENDERED: &str = "seeds/2017-caf-confederation-cup-qualifying-rounds.txt";
const KNOCKOUT: &str = "seeds/2017-caf-confederation-cup-knockout-stage.txt";
const MAIN: &str = "seeds/2017-caf-confederation-cup.txt";
const PROSE: &str = "seeds/2017-caf-confederation-cup-prose.txt";

fn read(paths: &[&str]) -> Batch {
    let catalogue = Catalogue::embedded().unwrap();
    let paths: Vec<PathBuf> = paths.iter().map(PathBuf::from).collect();
    let batch = pipeline::read(&paths, &Options::default(), &catalogue);
    assert!(batch.problems.is_empty(), "{:?}", batch.problems);
    batch
}

fn article(path: &str) -> Article {
    read(&[path]).entries().articles.remove(0)
}

fn deciders(article: &Article) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for tie in &article.ties {
        let by = tie.decided_by.map_or("nothing".to_owned(), |by| format!("{by:?}"));
        *counts.entry(by).or_default() += 1;
    }
    counts
}

fn statements(article: &Article, kind: StatementKind) -> usize {
    article.statements.iter().filter(|statement| statement.kind == kind).count()
}

#[test]
fn the_qualifying_rounds_in_wikitext() {
    let article = article(WIKITEXT);
    assert_eq!(article.article.title.as_deref(), Some("2017 CAF Confederation Cup qualifying rounds"));
    assert_eq!(article.matches.len(), 104);
    let with = |status| article.matches.iter().filter(|found| found.status == status).count();
    assert_eq!((with(Status::Played), with(Status::Cancelled)), (101, 3));
    assert_eq!(article.ties.len(), 52);
    let expected = [("Aggregate", 41), ("AwayGoals", 3), ("Shootout", 5), ("Walkover", 3)];
    assert_eq!(deciders(&article), expected.map(|(by, count)| (by.to_owned(), count)).into());
    assert_eq!(article.brackets.len(), 16);
    let slots = article.brackets.iter().flat_map(|bracket| &bracket.rounds).flat_map(|round| &round.slots);
    assert_eq!(slots.filter(|slot| slot.bye).count(), 12);
    assert_eq!(statements(&article, StatementKind::TieResult), 52);
    assert_eq!(article.matches.iter().filter(|found| found.shootout.is_some()).count(), 5);
    assert_eq!(article.coverage.box_parameters_seen, article.coverage.box_parameters_read);
    let unread: Vec<(&str, u32)> =
        article.unread.iter().map(|unread| (unread.what, unread.at.line)).collect();
    assert_eq!(unread, [("table", 28), ("table", 3315)], "the tables whose cells the document has lost");
    assert_eq!(article.coverage.matches_with_date, 104);
    assert_eq!(article.coverage.matches_with_score, 101);
}

#[test]
fn a_match_box_to_its_last_value() {
    let article = article(WIKITEXT);
    let found = article.matches.iter().find(|found| {
        let names = |team: &Option<scoreline::record::Team>| team.as_ref().map(|team| team.name.clone());
        names(&found.home).as_deref() == Some("Al-Hilal Al-Ubayyid")
            && names(&found.away).as_deref() == Some("SM Sanga Balende")
    });
    let json = serde_json::to_value(found.unwrap()).unwrap();
    assert_eq!(json["date"], "2017-03-19");
    assert_eq!(
        json["kickoff"],
        serde_json::json!({"local": "20:00", "utc_offset": "+03:00", "utc": "2017-03-19T17:00:00Z"})
    );
    assert_eq!(json["home"]["country"], "SDN");
    assert_eq!(json["score"], serde_json::json!({"home": 1, "away": 0}));
    assert_eq!(json["shootout"]["home"], 5);
    assert_eq!(json["shootout"]["away"], 3);
    let kicks = json["shootout"]["kicks"].as_array().unwrap();
    let scored: Vec<bool> = kicks.iter().map(|kick| kick["scored"].as_bool().unwrap()).collect();
    assert_eq!(scored, [true, false, true, true, true]);
    assert!(kicks.iter().all(|kick| kick["side"] == "away"));
    assert_eq!(kicks[1]["player"]["name"], "Apinda");
    assert_eq!(json["venue"]["stadium"], "Al-Ubayyid Stadium");
    assert_eq!(json["venue"]["city"], "Al-Ubayyid");
    assert_eq!(json["referee"], serde_json::json!({"name": "Thierry Nkurunziza", "country": "Burundi"}));
    assert_eq!(json["round"], "First round");
    assert_eq!(json["leg"], 2);
    assert!(json["reports"][0].as_str().unwrap().starts_with("http://admin.cafonline.com/"));
    let kinds: Vec<&str> =
        json["claims"].as_array().unwrap().iter().map(|claim| claim["kind"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["match_box", "leg_list", "bracket"]);
}

#[test]
fn notes_and_neutral_ground_are_kept() {
    let article = article(WIKITEXT);
    let by_anchor = |home: &str, away: &str| {
        let named = |team: &Option<scoreline::record::Team>, name: &str| {
            team.as_ref().is_some_and(|team| team.name == name)
        };
        article.matches.iter().find(|found| named(&found.home, home) && named(&found.away, away)).unwrap()
    };
    let libya = by_anchor("Al-Hilal Benghazi", "Ulinzi Stars");
    let venue = libya.venue.as_ref().unwrap();
    assert_eq!(venue.city.as_deref(), Some("Cairo"));
    assert_eq!(venue.country.as_deref(), Some("Egypt"));
    assert!(
        libya.notes.iter().any(|note| note.starts_with("Teams from Libya were not allowed")),
        "{:?}",
        libya.notes
    );
    let closed = by_anchor("Rail Club du Kadiogo", "CS Sfaxien");
    assert_eq!(closed.attendance, Some(0));
    assert!(closed.notes.iter().any(|note| note.contains("behind closed doors")));
    // The note is written at the first leg and called by name at the second.
    assert!(
        by_anchor("Rayon Sports", "Rivers United")
            .notes
            .iter()
            .any(|note| note.starts_with("Both legs between"))
    );
    assert_eq!(by_anchor("Al-Masry", "Ifeanyi Ubah").attendance, Some(7000));
}

#[test]
fn the_rendered_text_states_the_same_matches_and_ties() {
    let (wikitext, rendered) = (article(WIKITEXT), article(RENDERED));
    let matches = |article: &Article| {
        let row = |found: &scoreline::record::Match| {
            let team = |team: &Option<scoreline::record::Team>| {
                team.as_ref().map(|team| (team.name.clone(), team.country.clone()))
            };
            (
                team(&found.home),
                team(&found.away),
                found.score,
                found.status,
                found.leg,
                found.round.as_ref().map(|round| round.key.clone()),
            )
        };
        article.matches.iter().map(row).collect::<Vec<_>>()
    };
    assert_eq!(matches(&rendered).len(), 104);
    for (left, right) in sorted(matches(&wikitext)).iter().zip(&sorted(matches(&rendered))) {
        assert_eq!(left, right);
    }
    let ties = |article: &Article| {
        let row = |tie: &scoreline::record::Tie| {
            let teams = tie
                .teams
                .each_ref()
                .map(|team| team.as_ref().map(|team| (team.name.clone(), team.country.clone())));
            let legs: Vec<_> = tie.legs.iter().map(|leg| (leg.score, leg.status)).collect();
            let winner =
                tie.winner.and_then(|winner| tie.teams[winner].as_ref()).map(|team| team.name.clone());
            let by = tie.decided_by;
            // A walkover has no aggregate in either document; rendered text does not state the leg list's.
            (
                teams,
                legs,
                tie.aggregate,
                tie.shootout,
                by,
                winner,
                tie.round.as_ref().map(|round| round.key.clone()),
            )
        };
        article.ties.iter().map(row).collect::<Vec<_>>()
    };
    assert_eq!(ties(&rendered).len(), 52);
    for (left, right) in sorted(ties(&wikitext)).iter().zip(&sorted(ties(&rendered))) {
        assert_eq!(left, right);
    }
}

fn sorted<T: std::fmt::Debug>(mut rows: Vec<T>) -> Vec<T> {
    rows.sort_by_key(|row| format!("{row:?}"));
    rows
}

#[test]
fn the_knockout_stage() {
    let article = article(KNOCKOUT);
    assert_eq!((article.matches.len(), article.ties.len()), (12, 7));
    let last = article.ties.last().unwrap();
    assert_eq!(last.round.as_ref().map(|round| round.key.as_str()), Some("final"));
    assert_eq!(last.aggregate, Some([2, 1]));
    assert_eq!(
        last.teams.each_ref().map(|team| team.as_ref().map(|team| team.name.as_str())),
        [Some("TP Mazembe"), None]
    );
    let qualified = article.teams.iter().filter(|entry| entry.list == TeamList::Qualified);
    let groups: Vec<_> =
        qualified.map(|entry| (entry.group.clone().unwrap(), entry.team.clone().unwrap().name)).collect();
    assert_eq!(groups.len(), 8);
    assert_eq!(groups[1], ("A".to_owned(), "FUS Rabat".to_owned()));
    let amended = article.schedule.iter().filter(|row| row.moved_from.is_some());
    assert_eq!(amended.count(), 3);
    let json = serde_json::to_value(&article.regulations).unwrap();
    assert_eq!(
        (&json["away_goals"], &json["extra_time"], &json["shootout"]),
        (&true.into(), &false.into(), &true.into())
    );
}

#[test]
fn the_main_article() {
    let article = article(MAIN);
    let entrants: Vec<_> = article.teams.iter().filter(|entry| entry.list == TeamList::Entrant).collect();
    assert_eq!(entrants.len(), 52);
    let mut codes: Vec<_> =
        entrants.iter().map(|entry| entry.association.clone().unwrap().code.unwrap()).collect();
    codes.sort();
    codes.dedup();
    assert_eq!(codes.len(), 40);
    let shifted = entrants.iter().find(|entry| entry.team.as_ref().unwrap().name == "Club Africain").unwrap();
    assert_eq!(shifted.association.as_ref().unwrap().code.as_deref(), Some("TUN"));
    assert_eq!(shifted.qualifying_method.as_deref(), Some("2015–16 Tunisian Cup runners-up"));
    let fez = entrants.iter().find(|entry| entry.team.as_ref().unwrap().name == "MAS Fez").unwrap();
    assert_eq!(fez.association.as_ref().unwrap().code.as_deref(), Some("MAR"), "MAS is no flag here");
    let list = |list| article.teams.iter().filter(|entry| entry.list == list).count();
    assert_eq!((list(TeamList::Transferred), list(TeamList::DidNotEnter)), (16, 16));
    let competition = serde_json::to_value(&article.competition).unwrap();
    assert_eq!((&competition["teams"], &competition["associations"]), (&68.into(), &40.into()));
    assert_eq!((&competition["matches"], &competition["goals"]), (&162.into(), &369.into()));
    assert_eq!(competition["champions"]["name"], "TP Mazembe");
    assert_eq!(competition["other"]["Other Titles"], "2017 Total CAF Confederation Cup");
    assert_eq!(competition["runner_up"]["country"], "RSA");
    assert_eq!(competition["top_scorer"][0]["name"], "Ben Malango");
    assert_eq!(article.regulations.points_criteria.len(), 10);
    assert_eq!(article.regulations.coefficients.len(), 5);
    assert_eq!(article.schedule.iter().filter(|row| row.moved_from.is_some()).count(), 3);
}

/// Player, goals in each round, total; rank and total of tied players from the row that states them.
const SCORERS: &[(u32, &str, &[(&str, u32)], u32)] = &[
    (1, "Ben Malango", &[("MD2", 1), ("MD3", 1), ("QF1", 1), ("QF2", 1), ("SF1", 1)], 6),
    (2, "Jeremy Brockie", &[("MD2", 2), ("MD6", 2), ("SF2", 1)], 5),
    (2, "Sabelo Ndzinisa", &[("MD2", 4), ("MD6", 1)], 5),
    (2, "Hichem Nekkache", &[("MD2", 1), ("MD4", 2), ("MD5", 1), ("QF1", 1)], 5),
    (5, "Saber Khalifa", &[("MD6", 1), ("QF2", 1), ("SF1", 1), ("SF2", 1)], 4),
    (5, "Thabo Mnyamane", &[("MD2", 2), ("MD6", 1), ("SF1", 1)], 4),
    (7, "Karim Aouadhi", &[("MD2", 1), ("MD3", 1), ("QF2", 1)], 3),
    (7, "Firas Chaouat", &[("MD5", 1), ("MD6", 2)], 3),
    (7, "Jean Francis Ebélé Dipita", &[("MD1", 1), ("MD2", 1), ("MD6", 1)], 3),
    (7, "Mohamed Fouzair", &[("MD3", 1), ("MD4", 1), ("MD6", 1)], 3),
    (7, "Bradley Grobler", &[("MD6", 1), ("SF2", 2)], 3),
    (7, "Manoubi Haddad", &[("MD5", 1), ("MD6", 2)], 3),
    (7, "Derrick Nsibambi", &[("MD2", 1), ("MD3", 2)], 3),
    (7, "Thuso Phala", &[("MD1", 1), ("QF2", 2)], 3),
];

#[test]
fn scorers_keep_their_rounds_in_spite_of_flattened_rows() {
    let article = article(MAIN);
    let read: Vec<_> = article
        .scorers
        .iter()
        .map(|row| {
            (
                row.rank.unwrap().value,
                row.player.name.clone(),
                row.per_round.clone(),
                row.total.unwrap().value,
            )
        })
        .collect();
    let expected: Vec<_> = SCORERS
        .iter()
        .map(|(rank, name, rounds, total)| {
            let rounds = rounds.iter().map(|(round, goals)| ((*round).to_owned(), *goals)).collect();
            (*rank, (*name).to_owned(), rounds, *total)
        })
        .collect();
    assert_eq!(read, expected);
    assert_eq!(article.scorers[8].country.as_ref().unwrap().name.as_deref(), Some("Cameroon"));
    assert_eq!(article.scorers[8].team.as_ref().unwrap().name, "Horoya");
}

#[test]
fn sentences_and_footnotes_of_the_prose() {
    let article = article(PROSE);
    let results: Vec<_> = article
        .matches
        .iter()
        .map(|found| {
            (
                found.home.clone().unwrap().name,
                found.away.clone().unwrap().name,
                found.score.unwrap().to_string(),
            )
        })
        .collect();
    let row = |home: &str, away: &str, score: &str| (home.to_owned(), away.to_owned(), score.to_owned());
    let expected = [
        row("Al-Hilal Al-Ubayyid", "ZESCO United", "1–0"),
        row("ZESCO United", "Al-Hilal Al-Ubayyid", "3–0"),
    ];
    assert_eq!(results, expected);
    assert_eq!(article.matches[1].status, Status::Awarded);
    assert_eq!(statements(&article, StatementKind::Walkover), 2);
    assert_eq!(statements(&article, StatementKind::Suspension), 2);
    assert_eq!(article.regulations.tiebreakers.len(), 3);
    let regulations = serde_json::to_value(&article.regulations).unwrap();
    assert_eq!((&regulations["points_win"], &regulations["points_draw"]), (&3.into(), &1.into()));
    assert!(
        article
            .statements
            .iter()
            .any(|found| found.reason.as_deref() == Some("RSLAF withdrew prior to the second leg"))
    );
}

#[test]
fn one_batch_brings_the_claims_of_all_articles_together() {
    let batch = read(&[WIKITEXT, RENDERED, KNOCKOUT, MAIN, PROSE]);
    let outcome = batch.entries();
    let knockout = &outcome.articles[2];
    let last = knockout.ties.last().unwrap();
    let paths: Vec<&str> = last.claims.iter().map(|claim| claim.path.as_str()).collect();
    assert_eq!(paths, [KNOCKOUT, MAIN, MAIN], "the sentence, the lead of the main article and its infobox");
    let rival = last.claims.iter().map(|claim| claim.teams[1].as_deref()).collect::<Vec<_>>();
    assert_eq!(
        rival,
        [None, Some("Supersport United"), Some("Supersport United")],
        "each as it is written there"
    );
    assert_eq!(last.teams[1], None, "the article itself does not name the other finalist");
    assert_eq!(outcome.articles[1].coverage.matches_with_date, 0, "rendered text states no dates");
    let walkover = outcome.articles[0].ties.iter().filter(|tie| tie.decided_by == Some(Decider::Walkover));
    assert!(walkover.flat_map(|tie| &tie.claims).any(|claim| claim.path == PROSE));
    for (one, other) in outcome.articles[0].matches.iter().zip(&outcome.articles[1].matches) {
        let paths: Vec<&str> = one.claims.iter().map(|claim| claim.path.as_str()).collect();
        assert!(paths.contains(&WIKITEXT) && paths.contains(&RENDERED), "{}", one.id);
        assert!(
            outcome.articles[1].matches.iter().any(|found| found.id == one.id),
            "{} / {}",
            one.id,
            other.id
        );
    }
}
