//! The same match on pages of several editions: a group page, the final's own page, a club's season, a national team.
//!
//! A team plays one match a day. Two dossiers are one match where they are of one day and name one team beyond doubt (by
//! the page that it links to, or by name and country) and the other at least by the same name. What only looks alike is
//! kept apart: a bare name proves nothing, and where both score and attendance differ, two teams of the clubs' names met
//! (a youth match before the main one). Dossiers of other editions stay as they are; they share an id and show each
//! other's claims. Revisions of one page meet in the same way, and by the ids that they give their matches.

use std::{collections::BTreeSet, sync::Arc};

use jiff::civil::Date;

use super::{Claim, Dossiers, Edition, MatchDossier, TeamDossier, TeamId, fold::fold, teams::Names};
use crate::hash::HashMap;
use crate::record::{MatchMention, Pair};

/// Different matches of one team on one day, as many as are told apart.
const MOST_A_DAY: usize = 8;

/// A dossier's part in a match that several editions state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Member {
    /// Index in [`Dossiers::matches`].
    pub dossier: usize,
    /// Whether it names the two teams in the other order than the first member.
    pub reversed: bool,
}

/// Matches that several editions state.
#[derive(Clone, Debug, Default)]
pub(super) struct Across {
    /// The dossiers of each match, the most telling one first.
    pub groups: Vec<Vec<Member>>,
    /// For each dossier its group.
    of: HashMap<usize, usize>,
}

impl Across {
    /// The other dossiers of a dossier's match; `reversed` is relative to the dossier.
    pub fn others(&self, dossier: usize) -> impl Iterator<Item = Member> + '_ {
        let group = self.of.get(&dossier).and_then(|group| self.groups.get(*group));
        let members = group.map_or(&[][..], Vec::as_slice);
        let own = members.iter().find(|member| member.dossier == dossier).is_some_and(|own| own.reversed);
        members
            .iter()
            .filter(move |member| member.dossier != dossier)
            .map(move |member| Member { reversed: member.reversed != own, ..*member })
    }
}

/// The identities of a team.
#[derive(Clone, Debug, Default)]
struct Keys {
    /// Pages that it links to, and names with a country.
    strong: BTreeSet<Arc<str>>,
    /// Bare names.
    weak: BTreeSet<Arc<str>>,
}

impl Keys {
    fn extend(&mut self, other: &Self) {
        self.strong.extend(other.strong.iter().cloned());
        self.weak.extend(other.weak.iter().cloned());
    }

    fn is_surely(&self, other: &Self) -> bool {
        !self.strong.is_disjoint(&other.strong)
    }

    fn may_be(&self, other: &Self) -> bool {
        self.is_surely(other) || !self.weak.is_disjoint(&other.weak)
    }
}

/// A match on its way into [`Across`].
struct Group {
    members: Vec<Member>,
    /// Editions that have a dossier in it: no edition has two.
    editions: BTreeSet<usize>,
    teams: Pair<Keys>,
}

/// Finds the matches that several editions state.
pub(super) fn across(dossiers: &Dossiers<'_>) -> Across {
    if dossiers.editions.len() < 2 {
        return Across::default();
    }
    let finder = Finder {
        dossiers,
        keys: team_keys(&dossiers.teams, &dossiers.names, &dossiers.editions),
        groups: Vec::new(),
        by_team: HashMap::default(),
        by_id: HashMap::default(),
    };
    finder.find()
}

/// The identities of all teams.
fn team_keys(teams: &[TeamDossier], names: &Names, editions: &[Edition]) -> Vec<Arc<Keys>> {
    let mut keys = vec![Keys::default(); teams.len()];
    for (edition, _) in editions.iter().enumerate() {
        for (page, team) in names.pages(edition) {
            if let Some(keys) = keys.get_mut(team) {
                keys.strong.insert(Arc::from(page));
            }
        }
    }
    for (team, keys) in teams.iter().zip(&mut keys) {
        keys.weak = team.spellings.iter().map(|spelling| Arc::from(fold(&spelling.text))).collect();
        if let [country] = team.countries.as_slice() {
            let named = |name: &Arc<str>| Arc::from(format!("country {} {name}", country.text));
            keys.strong.extend(keys.weak.iter().map(named));
        }
    }
    keys.into_iter().map(Arc::new).collect()
}

struct Finder<'d, 'a> {
    dossiers: &'d Dossiers<'a>,
    keys: Vec<Arc<Keys>>,
    groups: Vec<Group>,
    /// Groups by day and a strong key of one of their teams.
    by_team: HashMap<(Date, Arc<str>), Vec<usize>>,
    /// Groups by the ids of their dossiers, for revisions of a page.
    by_id: HashMap<String, usize>,
}

impl Finder<'_, '_> {
    fn find(mut self) -> Across {
        for dossier in self.order() {
            self.add(dossier);
        }
        let mut across = Across::default();
        let of_one_team = of_one_team(self.dossiers);
        for mut group in self.groups.into_iter().filter(|group| group.members.len() > 1) {
            tell_first(&mut group.members, self.dossiers, &of_one_team);
            across.of.extend(group.members.iter().map(|member| (member.dossier, across.groups.len())));
            across.groups.push(group.members);
        }
        across
    }

    /// Dossiers in an order that does not depend on that of the input.
    fn order(&self) -> Vec<usize> {
        let mut order: Vec<usize> = (0..self.dossiers.matches.len()).collect();
        let key = |index: &usize| {
            let dossier = self.dossiers.matches.get(*index)?;
            let edition = self.dossiers.editions.get(dossier.edition)?;
            Some((edition.revision, &dossier.id))
        };
        order.sort_by_key(key);
        order
    }

    fn add(&mut self, index: usize) {
        let Some(dossier) = self.dossiers.matches.get(index) else { return };
        let Some(teams) = self.teams_of(dossier) else { return };
        let days = day(dossier);
        let found = days.and_then(|day| self.on(day, dossier, &teams)).or_else(|| self.revised(dossier));
        let (group, reversed) = found.unwrap_or_else(|| {
            let none = [Keys::default(), Keys::default()];
            self.groups.push(Group { members: Vec::new(), editions: BTreeSet::new(), teams: none });
            (self.groups.len() - 1, false)
        });
        if let Some(day) = days {
            self.register(day, &teams, group);
        }
        self.by_id.entry(dossier.id.clone()).or_insert(group);
        let Some(group) = self.groups.get_mut(group) else { return };
        group.members.push(Member { dossier: index, reversed });
        group.editions.insert(dossier.edition);
        let [first, second] = &teams;
        let own = if reversed { [second, first] } else { [first, second] };
        group.teams.iter_mut().zip(own).for_each(|(known, own)| known.extend(own));
    }

    /// The identities of a match's two teams; `None` where one is unnamed, or both are one.
    fn teams_of(&self, dossier: &MatchDossier<'_>) -> Option<Pair<Arc<Keys>>> {
        let [Some(home), Some(away)] = dossier.teams else { return None };
        let keys = [Arc::clone(self.keys.get(home)?), Arc::clone(self.keys.get(away)?)];
        (!keys[0].is_surely(&keys[1])).then_some(keys)
    }

    /// The match of this day that a dossier speaks of, and whether it names the teams in the other order.
    fn on(&self, day: Date, dossier: &MatchDossier<'_>, teams: &Pair<Arc<Keys>>) -> Option<(usize, bool)> {
        let keys = teams.iter().flat_map(|team| &team.strong);
        let groups = keys.filter_map(|key| self.by_team.get(&(day, key.clone()))).flatten();
        groups.copied().find_map(|index| {
            let group = self.groups.get(index)?;
            let [first, second] = &group.teams;
            let is = |[one, other]: Pair<&Keys>| {
                let [home, away] = teams;
                (home.is_surely(one) && away.may_be(other)) || (home.may_be(one) && away.is_surely(other))
            };
            let reversed = if is([first, second]) { false } else { is([second, first]).then_some(true)? };
            let free = !group.editions.contains(&dossier.edition);
            (free && !self.contradicts(group, dossier, reversed)).then_some((index, reversed))
        })
    }

    /// The match that another revision of the dossier's page gives the same id.
    fn revised(&self, dossier: &MatchDossier<'_>) -> Option<(usize, bool)> {
        let edition = self.dossiers.editions.get(dossier.edition).filter(|edition| edition.revision > 0)?;
        let group = *self.by_id.get(&dossier.id)?;
        let is_free = !self.groups.get(group)?.editions.contains(&dossier.edition);
        (is_free && edition.revision > 0).then_some((group, false))
    }

    /// Whether a dossier speaks of another match: score and attendance both differ.
    fn contradicts(&self, group: &Group, dossier: &MatchDossier<'_>, reversed: bool) -> bool {
        let members = group.members.iter().filter_map(|member| {
            Some((self.dossiers.matches.get(member.dossier)?, member.reversed != reversed))
        });
        let score = |dossier: &MatchDossier<'_>| dossier.claims.iter().find_map(Claim::score);
        let crowd = |dossier: &MatchDossier<'_>| {
            stated(dossier, |mention| mention.attendance.map(|crowd| crowd.value))
        };
        let differs = |(member, turned): (&MatchDossier<'_>, bool)| {
            let own = score(dossier).map(|score| if turned { score.value.reversed() } else { score.value });
            let scores = score(member).zip(own).is_some_and(|(one, other)| one.value != other);
            let crowds = crowd(member).zip(crowd(dossier)).is_some_and(|(one, other)| one != other);
            scores && crowds
        };
        members.take(MOST_A_DAY).any(differs)
    }

    fn register(&mut self, day: Date, teams: &Pair<Arc<Keys>>, group: usize) {
        for key in teams.iter().flat_map(|team| &team.strong) {
            let groups = self.by_team.entry((day, key.clone())).or_default();
            if groups.len() < MOST_A_DAY && !groups.contains(&group) {
                groups.push(group);
            }
        }
    }
}

fn stated<T>(dossier: &MatchDossier<'_>, field: impl Fn(&MatchMention) -> Option<T>) -> Option<T> {
    dossier.claims.iter().find_map(|claim| field(claim.mention))
}

/// The day of a match, as its most detailed claim states it.
fn day(dossier: &MatchDossier<'_>) -> Option<Date> {
    stated(dossier, |mention| mention.date.map(|date| date.value))
}

/// For each edition whether all its matches are those of one team: the season of a club, the results of a national team.
fn of_one_team(dossiers: &Dossiers<'_>) -> Vec<bool> {
    let mut common: Vec<(usize, Vec<TeamId>)> = vec![(0, Vec::new()); dossiers.editions.len()];
    for dossier in &dossiers.matches {
        let Some((matches, teams)) = common.get_mut(dossier.edition) else { continue };
        match matches {
            0 => teams.extend(dossier.teams.into_iter().flatten()),
            _ => teams.retain(|team| dossier.teams.contains(&Some(*team))),
        }
        *matches += 1;
    }
    common.iter().map(|(matches, teams)| *matches > 1 && !teams.is_empty()).collect()
}

/// Puts the dossier first that says most: of the revision that counts, of a competition and not of one team, of a tie,
/// with a round, with most claims.
fn tell_first(members: &mut [Member], dossiers: &Dossiers<'_>, of_one_team: &[bool]) {
    let says = |member: &Member| {
        let dossier = dossiers.matches.get(member.dossier)?;
        let edition = dossiers.editions.get(dossier.edition)?;
        let of_one_team = of_one_team.get(dossier.edition).copied().unwrap_or(false);
        let rest = (dossier.tie.is_none(), dossier.round.is_none(), std::cmp::Reverse(dossier.claims.len()));
        Some((edition.revision, of_one_team, rest, dossier.id.as_str()))
    };
    members.sort_by_key(says);
    if members.first().is_some_and(|first| first.reversed) {
        members.iter_mut().for_each(|member| member.reversed = !member.reversed);
    }
}

impl<'a> Dossiers<'a> {
    /// The claims that other editions, and other revisions of its page, make about a dossier's match, seen in the
    /// dossier's orientation.
    pub(super) fn elsewhere(&self, dossier: usize) -> impl Iterator<Item = Claim<'a, MatchMention>> + '_ {
        self.across.others(dossier).flat_map(|member| self.claims_of(member))
    }

    /// Those of them that are held against the dossier's own: revisions of a page are not compared with each other.
    pub(super) fn compared_elsewhere(
        &self,
        dossier: usize,
    ) -> impl Iterator<Item = Claim<'a, MatchMention>> + '_ {
        let others = self.across.others(dossier).filter(|member| self.counts(member.dossier));
        others.filter(move |_| self.counts(dossier)).flat_map(|member| self.claims_of(member))
    }

    fn claims_of(&self, member: Member) -> impl Iterator<Item = Claim<'a, MatchMention>> + '_ {
        let claims = self.matches.get(member.dossier).map_or(&[][..], |other| &other.claims);
        claims.iter().map(move |claim| Claim { reversed: claim.reversed != member.reversed, ..*claim })
    }

    /// Whether a dossier is of the revision that counts.
    fn counts(&self, dossier: usize) -> bool {
        let edition = self.matches.get(dossier).and_then(|dossier| self.editions.get(dossier.edition));
        edition.is_some_and(|edition| edition.revision == 0)
    }

    /// Matches that several editions state, each as the dossiers of the revisions that count.
    pub fn matches_across(&self) -> impl Iterator<Item = Vec<Member>> + '_ {
        let counts = |member: &Member| self.counts(member.dossier);
        let members = move |group: &Vec<Member>| group.iter().copied().filter(counts).collect::<Vec<_>>();
        self.across.groups.iter().map(members).filter(|members| members.len() > 1)
    }

    /// Gives the dossiers of one match the id of the first.
    pub(super) fn share_ids(&mut self) {
        for group in &self.across.groups {
            let first = group.first().and_then(|first| self.matches.get(first.dossier));
            let Some(id) = first.map(|first| first.id.clone()) else { continue };
            for member in group {
                if let Some(dossier) = self.matches.get_mut(member.dossier) {
                    dossier.id.clone_from(&id);
                }
            }
        }
    }
}
