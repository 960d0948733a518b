//! The matches of an article as a reader sees them, in groups as the article has them.

use std::collections::HashMap;

use super::{
    address::{self, Address},
    article::Anchors,
    claims::{self, Claims, MatchDispute},
    context::Context,
    marks::Mark,
    words::{self, Day},
};
use crate::record::{Article, Goal, Match, Pair, Side, Team};

/// Matches under one heading.
#[derive(Clone, Debug, Default)]
pub struct MatchGroup {
    /// `Knockout stage · Quarter-finals`
    pub title: String,
    /// Its matches, in the article's order.
    pub matches: Vec<MatchView>,
}

/// A match.
#[derive(Clone, Debug)]
pub struct MatchView {
    /// Its anchor.
    pub id: String,
    /// Its id in the records.
    pub record_id: String,
    /// The number that the article gives it.
    pub number: Option<String>,
    /// Leg of its tie.
    pub leg: Option<u8>,
    /// Day.
    pub day: Option<Day>,
    /// Kick-off where it was played.
    pub local: Option<String>,
    /// Kick-off as an instant.
    pub utc: Option<Day>,
    /// Home and away team.
    pub teams: Pair<TeamView>,
    /// `2–1`, or `v`.
    pub score: String,
    /// Behind the score: `a.e.t.`, `awarded`, half-time.
    pub remarks: Vec<String>,
    /// Shoot-out.
    pub shootout: Option<ShootoutView>,
    /// Goals of the home and of the away side.
    pub goals: Pair<Vec<GoalView>>,
    /// Ground.
    pub venue: Option<String>,
    /// Attendance and referee.
    pub people: Vec<String>,
    /// Reports.
    pub reports: Vec<Address>,
    /// Addresses of reports that are none of the web.
    pub other_reports: Vec<String>,
    /// Footnotes.
    pub notes: Vec<String>,
    /// Whether claims differ or an error touches it.
    pub disputed: bool,
    /// Which of its values are.
    pub dispute: MatchDispute,
    /// How many places state it.
    pub places: usize,
    /// The claims, where it is disputed.
    pub claims: Option<Claims>,
    /// Findings at its place.
    pub marks: Vec<Mark>,
}

impl MatchView {
    /// Whether it is said where it was played, before how many or under whom.
    #[must_use]
    pub fn has_place(&self) -> bool {
        self.venue.is_some() || !self.people.is_empty()
    }

    /// Whether several places say the same.
    #[must_use]
    pub fn do_places_agree(&self) -> bool {
        self.places > 1 && !self.disputed
    }

    /// Whether there are reports, places or findings to name.
    #[must_use]
    pub fn has_sources(&self) -> bool {
        let has_reports = !self.reports.is_empty() || !self.other_reports.is_empty();
        has_reports || self.do_places_agree() || !self.marks.is_empty()
    }
}

/// A team of a match or tie.
#[derive(Clone, Debug, Default)]
pub struct TeamView {
    /// Name.
    pub name: String,
    /// Code of its country.
    pub country: Option<String>,
    /// Whether the name only says who will play here.
    pub is_placeholder: bool,
    /// Whether it won.
    pub is_winner: bool,
}

/// A shoot-out.
#[derive(Clone, Debug)]
pub struct ShootoutView {
    /// `4–2`
    pub score: String,
    /// Kicks of the home and of the away side.
    pub kicks: Pair<Vec<KickView>>,
}

impl ShootoutView {
    /// Whether the kicks are listed.
    #[must_use]
    pub fn has_kicks(&self) -> bool {
        self.kicks.iter().any(|kicks| !kicks.is_empty())
    }
}

/// A kick of a shoot-out.
#[derive(Clone, Debug)]
pub struct KickView {
    /// Who took it.
    pub player: String,
    /// Whether it went in.
    pub scored: bool,
}

/// A goal.
#[derive(Clone, Debug)]
pub struct GoalView {
    /// `45+2′`
    pub minute: String,
    /// Who scored it.
    pub player: String,
    /// `pen.`, `o.g.`
    pub kind: Option<&'static str>,
}

impl TeamView {
    /// A team; where no place names it, `?`.
    pub(super) fn new(team: Option<&Team>, is_winner: bool) -> Self {
        team.map_or_else(
            || Self { name: "?".to_owned(), is_placeholder: true, ..Self::default() },
            |team| Self {
                name: team.name.clone(),
                country: team.country.clone(),
                is_placeholder: team.placeholder,
                is_winner,
            },
        )
    }
}

/// The matches of an article, those with one heading together.
pub(super) fn groups(context: &Context<'_>, article: usize, anchors: &Anchors) -> Vec<MatchGroup> {
    let Some(record) = context.source.articles.get(article) else { return Vec::new() };
    let titles = Titles::new(record);
    let mut groups: Vec<MatchGroup> = Vec::new();
    let mut known: HashMap<String, usize> = HashMap::new();
    for (index, entry) in record.matches.iter().enumerate() {
        let view = view(context, article, entry, anchors.game(index));
        let title = titles.of(entry);
        let group = *known.entry(title.to_lowercase()).or_insert(groups.len());
        match groups.get_mut(group) {
            Some(group) => group.matches.push(view),
            None => groups.push(MatchGroup { title, matches: vec![view] }),
        }
    }
    groups
}

/// What the matches of an article are called together.
pub(super) struct Titles {
    /// Whether they are of several stages, so that each is named.
    has_stages: bool,
}

impl Titles {
    pub fn new(article: &Article) -> Self {
        let mut stages = article.matches.iter().map(|entry| &entry.stage);
        let first = stages.next();
        Self { has_stages: stages.any(|stage| Some(stage) != first) }
    }

    /// Stage, group and round, each once.
    pub fn of(&self, entry: &Match) -> String {
        let group = entry.group.as_deref().map(words::group);
        let round = entry.round.as_ref().map(|round| round.name.clone());
        let round = round.filter(|round| !group.as_ref().is_some_and(|group| is_heading_of(round, group)));
        let is_alone = group.is_none() && round.is_none();
        let stage = entry.stage.clone().filter(|_| self.has_stages || is_alone);
        let mut parts: Vec<String> = Vec::new();
        for part in [stage, group, round].into_iter().flatten() {
            if !part.is_empty() && !parts.iter().any(|known| known.eq_ignore_ascii_case(&part)) {
                parts.push(part);
            }
        }
        if parts.is_empty() { "Matches without a round".to_owned() } else { parts.join(" · ") }
    }
}

/// Whether a round is only the heading above groups: `Groups` of `Group A`.
fn is_heading_of(round: &str, group: &str) -> bool {
    let Some((kind, _)) = group.split_once(' ') else { return false };
    round.to_lowercase().strip_prefix(&kind.to_lowercase()).is_some_and(|ending| ending.chars().count() <= 1)
}

fn view(context: &Context<'_>, article: usize, entry: &Match, id: String) -> MatchView {
    let winner = winner(entry);
    let team = |team: &Option<Team>, side| TeamView::new(team.as_ref(), winner == Some(side));
    let goals = |side| entry.goals.iter().filter(|goal| goal.side == side).map(GoalView::from).collect();
    let (reports, other_reports) = reports(entry);
    let marks = context.marks_in(article, &claims::places_of_match(context, article, entry));
    let claims = entry.disputed.then(|| claims::of_match(context, article, entry, &marks));
    let dispute = claims.as_ref().map(|claims| claims::match_dispute(context, article, entry, claims));
    MatchView {
        id,
        record_id: entry.id.clone(),
        number: entry.number.clone(),
        leg: entry.leg,
        day: entry.date.map(Day::from),
        local: entry.kickoff.as_ref().map(words::local_time),
        utc: entry.kickoff.as_ref().and_then(|kickoff| words::utc_time(kickoff, entry.date)),
        teams: [team(&entry.home, Side::Home), team(&entry.away, Side::Away)],
        score: entry.score.map_or_else(|| "v".to_owned(), |score| score.to_string()),
        remarks: remarks(entry),
        shootout: shootout(entry),
        goals: [goals(Side::Home), goals(Side::Away)],
        venue: venue(entry),
        people: people(entry),
        reports,
        other_reports,
        notes: words::notes(&entry.notes),
        disputed: entry.disputed,
        dispute: dispute.unwrap_or_default(),
        places: entry.claims.len(),
        claims,
        marks,
    }
}

/// The side with more goals, or with more kicks in the shoot-out.
fn winner(entry: &Match) -> Option<Side> {
    let shootout = entry.shootout.as_ref();
    let by_kicks =
        shootout.and_then(|shootout| crate::record::Score::new(shootout.home, shootout.away).winner());
    by_kicks.or_else(|| entry.score?.winner())
}

fn remarks(entry: &Match) -> Vec<String> {
    let extra_time = (entry.extra_time == Some(true)).then(|| "a.e.t.".to_owned());
    let status = words::status(entry.status).map(str::to_owned);
    let half_time = entry.half_time.map(|score| format!("half-time {score}"));
    extra_time.into_iter().chain(status).chain(half_time).collect()
}

fn shootout(entry: &Match) -> Option<ShootoutView> {
    let shootout = entry.shootout.as_ref()?;
    let kicks = |side| {
        let kicks = shootout.kicks.iter().filter(|kick| kick.side == side);
        let view = |kick: &crate::record::Kick| KickView {
            player: kick.player.as_ref().map_or_else(|| "?".to_owned(), |player| player.name.clone()),
            scored: kick.scored,
        };
        kicks.map(view).collect()
    };
    Some(ShootoutView {
        score: words::pair([shootout.home, shootout.away]),
        kicks: [kicks(Side::Home), kicks(Side::Away)],
    })
}

impl From<&Goal> for GoalView {
    fn from(goal: &Goal) -> Self {
        Self {
            minute: words::minute(goal.minute, goal.stoppage),
            player: goal.player.as_ref().map_or_else(|| "?".to_owned(), |player| player.name.clone()),
            kind: words::goal_kind(goal.kind),
        }
    }
}

fn venue(entry: &Match) -> Option<String> {
    let venue = entry.venue.as_ref()?;
    let parts: Vec<&str> =
        [&venue.stadium, &venue.city, &venue.country].into_iter().flatten().map(String::as_str).collect();
    Some(parts.join(", ")).filter(|venue| !venue.is_empty())
}

fn people(entry: &Match) -> Vec<String> {
    let attendance = entry.attendance.map(|attendance| format!("attendance {}", words::number(attendance)));
    let referee = entry.referee.as_ref().map(|referee| match &referee.country {
        Some(country) => format!("referee {} ({country})", referee.name),
        None => format!("referee {}", referee.name),
    });
    attendance.into_iter().chain(referee).collect()
}

/// Reports that may be followed, and those that may not.
fn reports(entry: &Match) -> (Vec<Address>, Vec<String>) {
    let mut followed = Vec::new();
    let mut others = Vec::new();
    for report in &entry.reports {
        match address::of_the_web(report) {
            Some(address) => followed.push(address),
            None => others.push(report.clone()),
        }
    }
    (followed, others)
}
