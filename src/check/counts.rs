//! Numbers that sentences and infoboxes state against what is listed.
//!
//! Only what is listed can be counted: a round without ties, an edition without a list of entrants, a number whose
//! round is not named are left alone. A smaller number listed than stated is no contradiction where something of that
//! article could not be read.

use crate::hash::{HashMap, HashSet};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use super::{Reporter, Rule, entrants::associations, registry::CountClaim, teams::edition_of_article};
use crate::{
    extract::Extracted,
    finding::Location,
    link::{Dossiers, TieDossier},
    record::{Bracket, Count, Counted, TeamEntry, TeamList, TieMentionKind},
};

/// What an edition lists of one round.
#[derive(Default)]
struct RoundTally {
    ties: usize,
    teams: BTreeSet<usize>,
    unnamed: usize,
    first: Option<Location>,
}

/// What an edition lists.
#[derive(Default)]
struct Tally {
    rounds: HashMap<String, RoundTally>,
    /// Byes of brackets by the name of the round into which they lead.
    byes: HashMap<String, usize>,
    unread: bool,
}

impl Rule for CountClaim {
    fn check_batch(&self, dossiers: &Dossiers<'_>, reporter: &mut Reporter<'_, '_>) {
        let editions = edition_of_article(dossiers);
        let tallies = tallies(dossiers, &editions);
        for (article, extracted) in dossiers.articles.iter().enumerate() {
            let Some(tally) = editions.get(&article).and_then(|edition| tallies.get(edition)) else {
                continue;
            };
            let lists = ListedNumbers::of(article, extracted);
            for statement in &extracted.statements {
                for count in statement.counts.iter().filter(|count| is_own(count)) {
                    let place = Location { article, span: count.value.at };
                    let value = count.value.value;
                    match &count.round {
                        Some(round) => {
                            let listed = of_round(count.of, &round.key, &round.name, tally);
                            report_unless_listed(place, "sentence", value, &listed, reporter);
                        }
                        None if count.whole => {
                            check_whole(dossiers, article, place, value, reporter);
                        }
                        None => {
                            let listed = lists.under(&statement.at.section, count.of);
                            report_unless_listed(place, "sentence", value, listed, reporter);
                        }
                    }
                }
            }
            check_infobox(article, extracted, &lists, reporter);
        }
    }
}

/// A number of all teams of an article against the teams of its ties. More teams than stated is a contradiction; fewer
/// are none, since an article may have groups as well.
fn check_whole(
    dossiers: &Dossiers<'_>,
    article: usize,
    place: Location,
    value: u32,
    reporter: &mut Reporter<'_, '_>,
) {
    let ties = dossiers.ties.iter().filter(|tie| tie.claims.iter().any(|claim| claim.article == article));
    let teams: BTreeSet<usize> = ties.flat_map(|tie| tie.teams.iter().flatten()).copied().collect();
    if teams.is_empty() {
        return;
    }
    let what = "teams of ties are".to_owned();
    let listed = Listed { number: teams.len(), what, place: None, partial: true };
    report_unless_listed(place, "sentence", value, &[listed], reporter);
}

/// Whether a number is about this competition; teams that came over from another are.
fn is_own(count: &Count) -> bool {
    count.competition.is_none() || count.of == Counted::Transferred
}

fn tallies(dossiers: &Dossiers<'_>, editions: &HashMap<usize, usize>) -> BTreeMap<usize, Tally> {
    let mut tallies: BTreeMap<usize, Tally> = BTreeMap::new();
    let listed: HashSet<(usize, &str)> = dossiers.ties.iter().filter_map(listed_round).collect();
    for tie in &dossiers.ties {
        let (Some(round), Some(claim)) = (&tie.round, tie.claims.first()) else { continue };
        if listed.contains(&(tie.edition, &round.key)) && listed_round(tie).is_none() {
            continue;
        }
        let tally = tallies.entry(tie.edition).or_default().rounds.entry(round.key.clone()).or_default();
        tally.ties += 1;
        tally.teams.extend(tie.teams.iter().flatten());
        tally.unnamed += tie.teams.iter().filter(|team| team.is_none()).count();
        tally.first.get_or_insert_with(|| claim.location(claim.mention.at.span()));
    }
    for (article, extracted) in dossiers.articles.iter().enumerate() {
        let Some(edition) = editions.get(&article) else { continue };
        let tally = tallies.entry(*edition).or_default();
        // A raw table does not hold the ties of a round that a leg list or boxes state.
        tally.unread |= extracted.unread.iter().any(|unread| unread.what != "table");
        for (round, byes) in byes(&extracted.brackets) {
            let known = tally.byes.entry(round).or_default();
            *known = byes.max(*known);
        }
    }
    tallies
}

/// The round of a tie that a leg list has. Where a round has one, brackets and sentences add no ties to it: one with
/// another pair of teams is a contradiction, not a further tie.
fn listed_round<'d>(tie: &'d TieDossier<'_>) -> Option<(usize, &'d str)> {
    let is_listed = tie.claims.iter().any(|claim| claim.kind() == TieMentionKind::LegList);
    Some((tie.edition, tie.round.as_ref().filter(|_| is_listed)?.key.as_str()))
}

/// Byes by the name, in lower case, of the round into which they lead.
fn byes(brackets: &[Bracket]) -> HashMap<String, usize> {
    let mut byes = HashMap::default();
    for rounds in brackets.iter().flat_map(|bracket| bracket.rounds.windows(2)) {
        let [before, after] = rounds else { continue };
        let Some(name) = &after.name else { continue };
        *byes.entry(name.trim().to_lowercase()).or_default() +=
            before.slots.iter().filter(|slot| slot.bye).count();
    }
    byes
}

/// A number listed, what it is the number of, and where the list begins.
struct Listed {
    number: usize,
    what: String,
    place: Option<Location>,
    /// Whether there can be more than is listed.
    partial: bool,
}

/// Reports a number that is none of those listed.
fn report_unless_listed(
    place: Location,
    noun: &str,
    value: u32,
    listed: &[Listed],
    reporter: &mut Reporter<'_, '_>,
) {
    let Some(first) = listed.first() else { return };
    reporter.applied();
    let fits = |listed: &Listed| {
        let value = value as usize;
        listed.number == value || (listed.partial && listed.number < value)
    };
    if listed.iter().any(fits) {
        return;
    }
    let message = format!("the {noun} says {value} but {} {} listed", first.number, first.what);
    let finding = reporter.report(place, message.clone(), message);
    for listed in listed {
        if let Some(place) = &listed.place {
            finding.relate(place.clone(), format!("the first of {} {}", listed.number, listed.what));
        }
    }
}

fn of_round(of: Counted, key: &str, name: &str, tally: &Tally) -> Vec<Listed> {
    let listed = |number: usize, what: String, round: &RoundTally| {
        let partial = tally.unread || round.unnamed > 0;
        vec![Listed { number, what, place: round.first.clone(), partial }]
    };
    let round = tally.rounds.get(key);
    match (of, round) {
        (Counted::Teams, Some(round)) => {
            listed(round.teams.len() + round.unnamed, format!("teams of the {name} are"), round)
        }
        (Counted::Winners | Counted::Losers | Counted::Ties, Some(round)) => {
            listed(round.ties, format!("ties of the {name} are"), round)
        }
        (Counted::Byes, round) => {
            let byes =
                tally.byes.get(key).or_else(|| tally.byes.get(&name.to_lowercase())).copied().unwrap_or(0);
            let place = round.and_then(|round| round.first.clone());
            let what = format!("byes to the {name} are");
            if byes == 0 { vec![] } else { vec![Listed { number: byes, what, place, partial: tally.unread }] }
        }
        _ => vec![],
    }
}

/// The numbers that an article's lists of teams give: under each heading, and in all.
struct ListedNumbers {
    sections: HashMap<Arc<[String]>, Numbers>,
    all: Numbers,
}

/// What can be counted in lists of teams.
struct Numbers {
    /// Entrants, teams from another competition, both.
    teams: Vec<Listed>,
    entrants: Vec<Listed>,
    transferred: Vec<Listed>,
    /// Associations with a team, associations without one.
    associations: Vec<Listed>,
    entered: Vec<Listed>,
    members: Vec<Listed>,
}

impl ListedNumbers {
    fn of(article: usize, extracted: &Extracted) -> Self {
        let mut sections: HashMap<Arc<[String]>, Vec<&TeamEntry>> = HashMap::default();
        for entry in &extracted.teams {
            sections.entry(Arc::clone(&entry.at.section)).or_default().push(entry);
        }
        let numbers = |entries: Vec<&TeamEntry>| Lists::of(article, entries).numbers();
        Self {
            sections: sections.into_iter().map(|(section, entries)| (section, numbers(entries))).collect(),
            all: numbers(extracted.teams.iter().collect()),
        }
    }

    /// What a number in a sentence can mean: the lists under the sentence's own heading; for the members of a
    /// confederation, all lists of the article.
    fn under(&self, section: &[String], of: Counted) -> &[Listed] {
        let here = self.sections.get(section);
        match of {
            Counted::Teams => here.map_or(&[], |numbers| &numbers.teams),
            Counted::Entrants => here.map_or(&[], |numbers| &numbers.entrants),
            Counted::Transferred => here.map_or(&[], |numbers| &numbers.transferred),
            Counted::Associations => here.map_or(&[], |numbers| &numbers.associations),
            Counted::MemberAssociations => &self.all.members,
            _ => &[],
        }
    }
}

/// The lists of teams of an article, or of one section.
struct Lists<'e> {
    article: usize,
    entrants: Vec<&'e TeamEntry>,
    transferred: Vec<&'e TeamEntry>,
    absent: Vec<&'e TeamEntry>,
}

impl<'e> Lists<'e> {
    fn of(article: usize, entries: Vec<&'e TeamEntry>) -> Self {
        let mut lists = Self { article, entrants: vec![], transferred: vec![], absent: vec![] };
        for entry in entries {
            match entry.list {
                TeamList::Entrant => lists.entrants.push(entry),
                TeamList::Transferred => lists.transferred.push(entry),
                TeamList::DidNotEnter => lists.absent.push(entry),
                TeamList::Qualified | TeamList::Drawn | TeamList::Participant => {}
            }
        }
        lists
    }

    fn numbers(&self) -> Numbers {
        Numbers {
            teams: self.numbers_of_teams(),
            entrants: self.number_of_entrants().into_iter().collect(),
            transferred: self.number_of_transferred().into_iter().collect(),
            associations: self.numbers_of_associations(),
            entered: self.number_of_associations().into_iter().collect(),
            members: self.numbers_of_members(),
        }
    }

    fn listed(&self, number: usize, what: &str, entries: &[&TeamEntry]) -> Listed {
        let place = entries.first().map(|entry| Location { article: self.article, span: entry.at.span() });
        Listed { number, what: what.to_owned(), place, partial: false }
    }

    fn number_of_entrants(&self) -> Option<Listed> {
        let listed = self.listed(self.entrants.len(), "entrants are", &self.entrants);
        (!self.entrants.is_empty()).then_some(listed)
    }

    fn number_of_transferred(&self) -> Option<Listed> {
        let what = "teams from another competition are";
        let listed = self.listed(self.transferred.len(), what, &self.transferred);
        (!self.transferred.is_empty()).then_some(listed)
    }

    fn numbers_of_teams(&self) -> Vec<Listed> {
        let all = self.entrants.len() + self.transferred.len();
        let mut listed: Vec<Listed> = self.number_of_entrants().into_iter().collect();
        listed.extend(self.number_of_transferred());
        if listed.len() == 2 {
            listed.push(self.listed(all, "teams in all are", &[]));
        }
        listed
    }

    fn number_of_associations(&self) -> Option<Listed> {
        let entered = associations(self.entrants.iter().copied()).filter(|number| *number > 0)?;
        Some(self.listed(entered, "associations are", &self.entrants))
    }

    fn numbers_of_associations(&self) -> Vec<Listed> {
        let mut listed: Vec<Listed> = self.number_of_associations().into_iter().collect();
        if !self.absent.is_empty() {
            listed.push(self.listed(self.absent.len(), "associations without a team are", &self.absent));
        }
        listed
    }

    fn numbers_of_members(&self) -> Vec<Listed> {
        let all = self.entrants.iter().chain(&self.absent).copied();
        match associations(all).filter(|_| !self.entrants.is_empty() && !self.absent.is_empty()) {
            Some(number) => vec![self.listed(number, "associations are", &self.entrants)],
            None => vec![],
        }
    }
}

fn check_infobox(
    article: usize,
    extracted: &Extracted,
    lists: &ListedNumbers,
    reporter: &mut Reporter<'_, '_>,
) {
    let stated = [
        (extracted.competition.teams, &lists.all.teams),
        (extracted.competition.associations, &lists.all.entered),
    ];
    for (stated, listed) in stated {
        let Some(stated) = stated else { continue };
        let place = Location { article, span: stated.at };
        report_unless_listed(place, "infobox", stated.value, listed, reporter);
    }
}
