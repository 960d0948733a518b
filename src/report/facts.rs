//! Header facts of a competition, and the rules that its article states.

use super::{context::Context, marks::Mark, words};
use crate::record::{Competition, Regulations, Team};
use crate::span::{Span, Stated};

/// A fact under its name.
#[derive(Clone, Debug)]
pub struct Fact {
    /// `Champions`
    pub name: &'static str,
    /// What is stated.
    pub value: String,
    /// Findings at it.
    pub marks: Vec<Mark>,
}

impl Fact {
    /// Whether it takes a line of its own.
    #[must_use]
    pub fn is_long(&self) -> bool {
        self.value.chars().nth(36).is_some()
    }
}

/// What the infobox, or the lead, and the Format section state.
pub(super) fn facts(context: &Context<'_>, article: usize) -> Vec<Fact> {
    let Some(record) = context.source.articles.get(article) else { return Vec::new() };
    let facts = competition(&record.competition).into_iter().chain(regulations(&record.regulations));
    facts
        .filter_map(|(name, stated)| {
            let (value, at) = stated.filter(|(value, _)| !value.is_empty())?;
            let marks = at.map(|at| context.marks.inside(article, at)).unwrap_or_default();
            Some(Fact { name, value, marks })
        })
        .collect()
}

/// A value and where it stands.
type Written = Option<(String, Option<Span>)>;

fn competition(facts: &Competition) -> Vec<(&'static str, Written)> {
    let dates = facts.dates.map(|dates| {
        dates.map(|range| {
            let (from, to) = (words::day(range.from), words::day(range.to));
            if from == to { from } else { format!("{from} – {to}") }
        })
    });
    vec![
        ("Competition", text(facts.name.as_ref())),
        ("Season", text(facts.season.as_ref())),
        ("Dates", text(dates.as_ref())),
        ("Teams", number(facts.teams)),
        ("Associations", number(facts.associations)),
        ("Champions", team(facts.champions.as_ref())),
        ("Titles", number(facts.titles)),
        ("Runners-up", team(facts.runner_up.as_ref())),
        ("Matches", number(facts.matches)),
        ("Goals", number(facts.goals)),
        ("Attendance", number(facts.attendance)),
        ("Top scorer", scorers(facts)),
        ("Season before", text(facts.previous.as_ref())),
        ("Season after", text(facts.next.as_ref())),
    ]
}

fn regulations(rules: &Regulations) -> Vec<(&'static str, Written)> {
    let applies = |rule: Option<Stated<bool>>| {
        rule.map(|rule| (if rule.value { "yes" } else { "no" }.to_owned(), Some(rule.at)))
    };
    let points =
        |points: Option<Stated<u8>>| points.map(|points| (points.value.to_string(), Some(points.at)));
    vec![
        ("Away goals rule", applies(rules.away_goals)),
        ("Extra time", applies(rules.extra_time)),
        ("Shoot-out", applies(rules.shootout)),
        ("Points for a win", points(rules.points_win)),
        ("Points for a draw", points(rules.points_draw)),
        ("Tiebreakers", (!rules.tiebreakers.is_empty()).then(|| (rules.tiebreakers.join("; "), None))),
    ]
}

fn text(stated: Option<&Stated<String>>) -> Written {
    stated.map(|stated| (stated.value.clone(), Some(stated.at)))
}

fn number(stated: Option<Stated<u32>>) -> Written {
    stated.map(|stated| (words::number(stated.value), Some(stated.at)))
}

fn team(team: Option<&Team>) -> Written {
    team.map(|team| (team.name.clone(), Some(team.at)))
}

/// `A, B (5 goals)`
fn scorers(facts: &Competition) -> Written {
    let names: Vec<&str> = facts.top_scorer.iter().map(|scorer| &*scorer.name).collect();
    let at = facts.top_scorer.first()?.at;
    let goals = facts.top_scorer_goals.map(|goals| {
        let goals = usize::try_from(goals.value).unwrap_or(usize::MAX);
        format!(" ({})", words::count(goals, "goal", "goals"))
    });
    Some((names.join(", ") + &goals.unwrap_or_default(), Some(at)))
}
