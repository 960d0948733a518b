//! Matches of a pairing: boxes of one match meet, then legs of leg lists, cells of results matrices, sentences and bracket
//! cells join them.
//!
//! Boxes in one article are one match where home side and date agree; boxes of several articles meet by date, then in
//! order. An infobox sums up the one match that a box of the same teams and score states, whatever days they give. A leg list
//! says who was at home only by convention (first leg: first team), and some lists name the winner first: the convention holds
//! unless the other reading agrees with the boxes in every leg and this one does not. A bracket does not say who was at home:
//! its legs follow the order in which the legs were played.

use std::collections::{BTreeMap, VecDeque};

use jiff::civil::Date;

use super::{
    Claim, MatchDossier, TeamId,
    pairing::{MatchRef, Pairing, Pairings},
};
use crate::hash::{HashMap, HashSet};
use crate::{
    extract::Extracted,
    record::{MatchMention, MatchMentionKind, Pair, Score, Side},
    work,
};

/// A match on its way into a dossier.
struct Slot {
    teams: Pair<TeamId>,
    /// Article, index of the mention, whether it names the teams in the other order.
    claims: Vec<(usize, usize, bool)>,
    /// Leg that a leg list gives it.
    leg: Option<u8>,
}

/// The matches of all pairings. Sets the legs of each pairing.
pub(super) fn matches<'a>(articles: &'a [Extracted], pairings: &mut Pairings) -> Vec<MatchDossier<'a>> {
    let mut dossiers = Vec::new();
    for pairing in &mut pairings.all {
        let slots = Slots::new(articles, pairing).read();
        pairing.legs = (dossiers.len()..dossiers.len() + slots.len()).collect();
        let legs = slots.len() > 1 || slots.iter().any(|slot| slot.leg.is_some());
        let is_tie = !pairing.ties.is_empty();
        for (index, slot) in slots.into_iter().enumerate() {
            let leg = slot.leg.or_else(|| (legs && is_tie).then(|| u8::try_from(index + 1).ok()).flatten());
            dossiers.push(dossier(articles, pairing, slot, leg));
        }
    }
    dossiers.extend(
        pairings
            .single
            .iter()
            .filter_map(|&(edition, article, index)| single(articles, edition, article, index)),
    );
    dossiers
}

fn dossier<'a>(
    articles: &'a [Extracted],
    pairing: &Pairing,
    slot: Slot,
    leg: Option<u8>,
) -> MatchDossier<'a> {
    let claim = |&(article, index, reversed): &(usize, usize, bool)| {
        let mention = articles.get(article)?.matches.get(index)?;
        Some(Claim { article, index, reversed, mention })
    };
    let mut claims: Vec<_> = slot.claims.iter().filter_map(claim).collect();
    claims.sort_by_key(|claim| (claim.mention.kind, path(articles, claim.article), claim.mention.at.start));
    let teams = slot.teams.map(Some);
    let is_box = |claim: &&Claim<'_, MatchMention>| claim.mention.kind == MatchMentionKind::MatchBox;
    let leg = leg.or_else(|| claims.iter().filter(is_box).find_map(|claim| claim.mention.leg));
    MatchDossier {
        id: String::new(),
        edition: pairing.edition,
        teams,
        round: pairing.round.clone(),
        leg,
        tie: None,
        claims,
    }
}

/// The path of an article, by which claims of one kind are sorted.
pub(super) fn path(articles: &[Extracted], article: usize) -> Option<&str> {
    articles.get(article).map(|article| &*article.path)
}

/// A box that lacks a team is a match of its own.
fn single(articles: &[Extracted], edition: usize, article: usize, index: usize) -> Option<MatchDossier<'_>> {
    let mention = articles.get(article)?.matches.get(index)?;
    let claims = vec![Claim { article, index, reversed: false, mention }];
    let round = mention.round.clone();
    let is_box = mention.kind == MatchMentionKind::MatchBox;
    is_box.then(|| MatchDossier {
        id: String::new(),
        edition,
        teams: [None, None],
        round,
        leg: None,
        tie: None,
        claims,
    })
}

/// The matches of one pairing while its mentions are read.
struct Slots<'a, 'p> {
    articles: &'a [Extracted],
    pairing: &'p Pairing,
    slots: Vec<Slot>,
    /// Matches by home and away team, in the order of `slots` until that is sorted by legs.
    by_teams: HashMap<Pair<TeamId>, Vec<usize>>,
    /// Matches by teams and day.
    days: HashMap<(Pair<TeamId>, Date), usize>,
}

/// Matches of two teams that no cell of a matrix has joined yet.
struct Free {
    teams: Pair<TeamId>,
    /// In the order of their days.
    slots: VecDeque<usize>,
    /// By each score that a place gives them.
    by_score: HashMap<Score, VecDeque<usize>>,
    taken: HashSet<usize>,
}

impl Free {
    fn is_empty(&self) -> bool {
        self.slots.is_empty()
    }

    /// The first with this score, else the first; `teams` are those of the score.
    fn take(&mut self, score: Option<Score>, teams: Pair<TeamId>) -> Option<usize> {
        let score = score.map(|score| if self.teams == teams { score } else { score.reversed() });
        let same = score.and_then(|score| self.by_score.get_mut(&score));
        let slot = same
            .and_then(|slots| first_free(slots, &self.taken))
            .or_else(|| first_free(&mut self.slots, &self.taken))?;
        self.taken.insert(slot);
        Some(slot)
    }
}

fn first_free(slots: &mut VecDeque<usize>, taken: &HashSet<usize>) -> Option<usize> {
    std::iter::from_fn(|| slots.pop_front()).find(|slot| !taken.contains(slot))
}

/// The matches that boxes of one article with one home side have joined.
#[derive(Default)]
struct Taken {
    slots: HashSet<usize>,
    dated: HashSet<usize>,
    days: HashMap<Date, usize>,
    first: Option<usize>,
    undated: Option<usize>,
}

impl Taken {
    fn is(&self, slot: usize) -> bool {
        self.slots.contains(&slot)
    }

    fn on(&self, day: Option<Date>) -> Option<usize> {
        self.days.get(&day?).copied()
    }

    fn add(&mut self, slot: usize, day: Option<Date>) {
        self.slots.insert(slot);
        self.first.get_or_insert(slot);
        match day {
            Some(day) => {
                self.days.entry(day).or_insert(slot);
                self.dated.insert(slot);
                self.undated = self.undated.filter(|undated| *undated != slot);
            }
            None if self.dated.contains(&slot) => {}
            None => drop(self.undated.get_or_insert(slot)),
        }
    }
}

/// The matches of two teams by what places say of their result; `None` where several have the same.
#[derive(Default)]
struct StatedScores {
    by_score: HashMap<Score, Option<usize>>,
    by_winner: HashMap<Option<Side>, Option<usize>>,
}

impl StatedScores {
    fn add(&mut self, slot: usize, score: Score) {
        let known = self.by_score.entry(score).or_insert(Some(slot));
        *known = known.filter(|known| *known == slot);
        let known = self.by_winner.entry(score.winner()).or_insert(Some(slot));
        *known = known.filter(|known| *known == slot);
    }

    /// The only match with a score, or where there is none the only one with its winner.
    fn only_match(&self, score: Score) -> Option<usize> {
        match self.by_score.get(&score) {
            Some(slot) => *slot,
            None => self.by_winner.get(&score.winner()).copied().flatten(),
        }
    }
}

impl<'a, 'p> Slots<'a, 'p> {
    fn new(articles: &'a [Extracted], pairing: &'p Pairing) -> Self {
        Self { articles, pairing, slots: Vec::new(), by_teams: HashMap::default(), days: HashMap::default() }
    }

    fn read(mut self) -> Vec<Slot> {
        self.boxes();
        self.leg_lists();
        self.matrices();
        self.sentences();
        self.records();
        self.slots.sort_by_key(|slot| slot.leg.unwrap_or(u8::MAX));
        self.brackets();
        self.awards();
        self.slots
    }

    fn mention(&self, mention: MatchRef) -> Option<&'a MatchMention> {
        self.articles.get(mention.article)?.matches.get(mention.index)
    }

    fn of_kind(&self, kind: MatchMentionKind) -> Vec<(MatchRef, &'a MatchMention)> {
        let all = self.pairing.matches.iter().filter_map(|&found| Some((found, self.mention(found)?)));
        all.filter(|(_, mention)| mention.kind == kind).collect()
    }

    fn boxes(&mut self) {
        let mut by_article: BTreeMap<(usize, TeamId), Vec<(MatchRef, &MatchMention)>> = BTreeMap::new();
        let mut order = Vec::new();
        for (found, mention) in self.of_kind(MatchMentionKind::MatchBox) {
            let key = (found.article, found.teams[0]);
            if !by_article.contains_key(&key) {
                order.push(key);
            }
            by_article.entry(key).or_default().push((found, mention));
        }
        for key in order {
            self.boxes_of(by_article.remove(&key).unwrap_or_default());
        }
    }

    /// The boxes of one article with one home side. Those of a day that is known meet first, also with other articles'.
    fn boxes_of(&mut self, boxes: Vec<(MatchRef, &MatchMention)>) {
        let mut taken = Taken::default();
        let mut left = Vec::new();
        let (summaries, boxes): (Vec<_>, Vec<_>) =
            boxes.into_iter().partition(|(_, mention)| mention.summary && mention.date.is_some());
        for (found, mention) in boxes {
            let day = mention.date.map(|date| date.value);
            let elsewhere = || self.days.get(&(found.teams, day?)).copied().filter(|slot| !taken.is(*slot));
            match taken.on(day).or_else(elsewhere) {
                Some(slot) => self.join(slot, found, day, &mut taken),
                None => left.push((found, day)),
            }
        }
        self.undated_or_new(left, &mut taken);
        for (found, mention) in summaries {
            self.summary(found, mention, &mut taken);
        }
    }

    /// The infobox of a match.
    fn summary(&mut self, found: MatchRef, mention: &MatchMention, taken: &mut Taken) {
        let day = mention.date.map(|date| date.value);
        let score = mention.score.map(|score| score.value);
        let has_score = |slot: &usize| {
            let mut scores = self.claims_of(*slot).filter_map(|(claim, _)| claim.score);
            scores.any(|stated| Some(stated.value) == score)
        };
        let only = taken.first.filter(|slot| taken.slots.len() == 1 && has_score(slot));
        let elsewhere = || self.days.get(&(found.teams, day?)).copied().filter(|slot| !taken.is(*slot));
        match taken.on(day).or(only).or_else(elsewhere) {
            Some(slot) => self.join(slot, found, day, taken),
            None => self.undated_or_new(vec![(found, day)], taken),
        }
    }

    /// Boxes of days that no match is on yet.
    fn undated_or_new(&mut self, left: Vec<(MatchRef, Option<Date>)>, taken: &mut Taken) {
        let Some((MatchRef { teams, .. }, _)) = left.first() else { return };
        let mut others = self.with(*teams).to_vec().into_iter();
        for (found, day) in left {
            // A second box without a date of its own repeats the first.
            let again = if day.is_some() { taken.on(day).or(taken.undated) } else { taken.first };
            let slot = again.or_else(|| others.find(|slot| !taken.is(*slot)));
            let slot = slot.unwrap_or_else(|| self.add(found.teams));
            self.join(slot, found, day, taken);
        }
    }

    /// Matches with these teams, the first at home.
    fn with(&self, teams: Pair<TeamId>) -> &[usize] {
        self.by_teams.get(&teams).map_or(&[], Vec::as_slice)
    }

    fn join(&mut self, slot: usize, found: MatchRef, day: Option<Date>, taken: &mut Taken) {
        self.claim(slot, found, false);
        let leg = self.mention(found).and_then(|mention| mention.leg);
        if let Some(slot) = self.slots.get_mut(slot) {
            slot.leg = slot.leg.or(leg);
        }
        taken.add(slot, day);
        if let Some(day) = day {
            self.days.entry((found.teams, day)).or_insert(slot);
        }
    }

    fn claim(&mut self, slot: usize, found: MatchRef, reversed: bool) {
        if let Some(slot) = self.slots.get_mut(slot) {
            slot.claims.push((found.article, found.index, reversed));
        }
    }

    fn add(&mut self, teams: Pair<TeamId>) -> usize {
        self.by_teams.entry(teams).or_default().push(self.slots.len());
        self.slots.push(Slot { teams, claims: Vec::new(), leg: None });
        self.slots.len() - 1
    }

    fn claims_of(&self, slot: usize) -> impl Iterator<Item = (&'a MatchMention, bool)> + '_ {
        let claims = self.slots.get(slot).into_iter().flat_map(|slot| &slot.claims).inspect(|_| work::add(1));
        claims.filter_map(|&(article, index, reversed)| {
            Some((self.articles.get(article)?.matches.get(index)?, reversed))
        })
    }

    fn leg_lists(&mut self) {
        let mut rows: BTreeMap<(usize, u32), Vec<(MatchRef, &MatchMention)>> = BTreeMap::new();
        for (found, mention) in self.of_kind(MatchMentionKind::LegList) {
            rows.entry((found.article, mention.at.start)).or_default().push((found, mention));
        }
        for row in rows.into_values() {
            let turned = self.is_turned(&row);
            let mut taken = Vec::new();
            for (found, mention) in row {
                let (slot, reversed) = self.slot_of_leg(found, mention, turned, &taken);
                taken.push(slot);
                self.claim(slot, found, reversed);
                if let (Some(slot), Some(leg)) = (self.slots.get_mut(slot), mention.leg) {
                    slot.leg.get_or_insert(leg);
                }
            }
        }
    }

    /// Where a leg belongs, and whether the list names the teams in the other order there.
    fn slot_of_leg(
        &mut self,
        found: MatchRef,
        mention: &MatchMention,
        turned: bool,
        taken: &[usize],
    ) -> (usize, bool) {
        let [home, away] = found.teams;
        let wanted = if turned { [away, home] } else { [home, away] };
        let free =
            |teams: Pair<TeamId>| self.with(teams).iter().filter(|index| !taken.contains(index)).copied();
        let [first, second] = wanted;
        if let Some(slot) = free(wanted).next() {
            return (slot, turned);
        }
        // Both boxes name the same home side, or the one match has its sides the other way round.
        let mut others = free([second, first]);
        let (other, another) = (others.next(), others.next());
        let spare =
            if mention.leg.is_some() { !taken.is_empty() || another.is_some() } else { another.is_none() };
        match other {
            Some(slot) if spare && self.owes_leg(mention.leg, taken) => (slot, !turned),
            _ => (self.add(wanted), turned),
        }
    }

    /// Whether a second leg may take a box whose home side is that of the first leg.
    fn owes_leg(&self, leg: Option<u8>, taken: &[usize]) -> bool {
        leg.is_none_or(|leg| usize::from(leg) == taken.len() + 1 && !taken.is_empty())
    }

    /// Whether a row names the team first that was at home in the second leg.
    fn is_turned(&self, row: &[(MatchRef, &MatchMention)]) -> bool {
        let differing = |turned: bool| {
            row.iter().filter(|(found, mention)| self.differs(*found, mention, turned)).count()
        };
        row.len() == 2 && differing(false) > 0 && differing(true) == 0
    }

    fn differs(&self, found: MatchRef, mention: &MatchMention, turned: bool) -> bool {
        let [home, away] = found.teams;
        let teams = if turned { [away, home] } else { [home, away] };
        let score = mention.score.map(|score| if turned { score.value.reversed() } else { score.value });
        let slot = self.with(teams).first().copied();
        let stated = slot.and_then(|slot| self.claims_of(slot).find_map(|(other, _)| other.score));
        match (score, stated) {
            (Some(score), Some(stated)) => score != stated.value,
            _ => slot.is_none(),
        }
    }

    /// Cells of one article with one home side join the matches of these teams, each another: one with the cell's score,
    /// else the earliest. Leagues of four rounds have two matrices, or two scores in a cell.
    fn matrices(&mut self) {
        let mut by_article: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for (found, mention) in self.of_kind(MatchMentionKind::Matrix) {
            by_article.entry((found.article, found.teams)).or_default().push((found, mention));
        }
        for ((_, teams), cells) in by_article {
            let [home, away] = teams;
            let mut free = self.free(teams);
            if free.is_empty() && cells.iter().all(|(_, mention)| !mention.oriented) {
                free = self.free([away, home]);
            }
            for (found, mention) in cells {
                let slot = free.take(mention.score.map(|score| score.value), found.teams);
                let slot = slot.unwrap_or_else(|| self.add(teams));
                let reversed = self.slots.get(slot).is_some_and(|slot| slot.teams != found.teams);
                self.claim(slot, found, reversed);
            }
        }
    }

    /// The matches with these teams, the first at home, in the order of their days.
    fn free(&self, teams: Pair<TeamId>) -> Free {
        let day = |slot: &usize| {
            let days = self.claims_of(*slot).filter_map(|(claim, _)| claim.date);
            days.map(|date| date.value).min().unwrap_or(Date::MAX)
        };
        let mut slots = self.with(teams).to_vec();
        slots.sort_by_cached_key(day);
        let (by_score, taken) = (HashMap::default(), HashSet::default());
        let mut free = Free { teams, by_score, slots: slots.into(), taken };
        for &slot in &free.slots {
            let turn = |score: Score, turned: bool| if turned { score.reversed() } else { score };
            let claims = self.claims_of(slot);
            let scores = claims.filter_map(|(claim, turned)| Some(turn(claim.score?.value, turned)));
            for score in scores.collect::<HashSet<_>>() {
                free.by_score.entry(score).or_default().push_back(slot);
            }
        }
        free
    }

    fn sentences(&mut self) {
        for (found, mention) in self.of_kind(MatchMentionKind::Sentence) {
            if mention.oriented {
                let known = self.with(found.teams).first().copied();
                let slot = known.unwrap_or_else(|| self.add(found.teams));
                self.claim(slot, found, false);
            }
        }
    }

    /// A record of the season speaks of a match that other places state: of several between these teams the one of its day,
    /// else of its score.
    fn records(&mut self) {
        let mut scores: HashMap<Pair<TeamId>, HashMap<Score, usize>> = HashMap::default();
        for (found, mention) in self.of_kind(MatchMentionKind::Record) {
            let of_teams = scores.entry(found.teams).or_insert_with(|| self.first_of_each_score(found.teams));
            let of_day = mention.date.and_then(|day| self.days.get(&(found.teams, day.value)));
            let of_score = mention.score.and_then(|score| of_teams.get(&score.value));
            let only = self.with(found.teams).split_first().filter(|(_, others)| others.is_empty());
            let slot = of_day.or(of_score).or(only.map(|(only, _)| only)).copied();
            if let Some(slot) = slot {
                self.claim(slot, found, false);
            }
        }
    }

    /// The matches with these teams, the first at home, by each score that a place gives them.
    fn first_of_each_score(&self, teams: Pair<TeamId>) -> HashMap<Score, usize> {
        let mut first = HashMap::default();
        for &slot in self.with(teams) {
            for (claim, turned) in self.claims_of(slot) {
                let turn = |score: Score| if turned { score.reversed() } else { score };
                if let Some(score) = claim.score {
                    first.entry(turn(score.value)).or_insert(slot);
                }
            }
        }
        first
    }

    /// Legs of brackets follow the order in which the legs were played. A score that is not said to be a leg's is that of
    /// the only match, and makes one where nothing else speaks of it; beside several legs it is their sum.
    fn brackets(&mut self) {
        for (found, mention) in self.of_kind(MatchMentionKind::Bracket) {
            let slot = match mention.leg {
                Some(leg) => self.slot_of(leg),
                None if self.slots.is_empty() => self.add(found.teams),
                None if self.slots.len() > 1 => continue,
                None => 0,
            };
            let Some(teams) = self.slots.get(slot).map(|slot| slot.teams) else { continue };
            self.claim(slot, found, teams != found.teams);
        }
    }

    /// Where a leg stands: that which a place calls so, else by its number in the order played.
    fn slot_of(&self, leg: u8) -> usize {
        let stated = self.slots.iter().position(|slot| slot.leg == Some(leg));
        stated.unwrap_or(usize::from(leg) - 1)
    }

    /// A result that an authority set belongs to the match that has it: of several matches the one with that score; where
    /// none has it, the one that the same team won.
    fn awards(&mut self) {
        let mut awards = self.of_kind(MatchMentionKind::Sentence);
        awards.retain(|(_, mention)| !mention.oriented && mention.score.is_some());
        let Some(teams) = awards.first().map(|(found, _)| found.teams) else { return };
        let stated = self.stated_scores(teams);
        for (found, mention) in awards {
            let Some(score) = mention.score.map(|score| score.value) else { continue };
            let score = if found.teams == teams { score } else { score.reversed() };
            let only = (self.slots.len() == 1).then_some(0);
            let Some(slot) = stated.only_match(score).or(only) else { continue };
            let reversed = self.slots.get(slot).is_some_and(|slot| slot.teams != found.teams);
            self.claim(slot, found, reversed);
        }
    }

    /// The scores of all matches, the goals of the first of `teams` first.
    fn stated_scores(&self, teams: Pair<TeamId>) -> StatedScores {
        let mut stated = StatedScores::default();
        for (index, slot) in self.slots.iter().enumerate() {
            for (claim, turned) in self.claims_of(index) {
                let is_seen_so = turned == (slot.teams != teams);
                let turn = |score: Score| if is_seen_so { score } else { score.reversed() };
                if let Some(score) = claim.score {
                    stated.add(index, turn(score.value));
                }
            }
        }
        stated
    }
}
