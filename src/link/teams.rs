//! One identity for a team, under all its spellings in one edition of a competition.
//!
//! A link's target is the identity where there is one; a name without a link takes the target that the same label has
//! elsewhere, if it has only one; so does a short name ([`short_names`](super::short_names)). Names that fold alike are one team.
//! Names that differ by one letter are one team too, unless they meet each other, carry different country codes, or differ by a
//! digit (`Under-20`, `Under-21`).

use std::{collections::BTreeMap, sync::Arc};

use super::{Aliases, Edition, Spelling, TeamDossier, TeamId, fold::fold, short_names::short_names};
use crate::hash::{HashMap, HashSet};
use crate::{extract::Extracted, finding::Location, record::Team, record::Winner};

/// Shorter names differ by a letter too easily.
const SHORTEST_VARIANT: usize = 7;

/// No club's name is longer; comparing longer texts letter by letter costs too much.
const LONGEST_VARIANT: usize = 60;

/// So do shorter words of a name.
const SHORTEST_WORD: usize = 4;

/// From spellings to teams.
#[derive(Clone, Debug, Default)]
pub struct Names {
    editions: Vec<EditionNames>,
    aliases: Aliases,
}

/// From spellings to teams in one edition. Spellings as written come first: folding a name costs more than finding it.
#[derive(Clone, Debug, Default)]
struct EditionNames {
    labels: HashMap<String, TeamId>,
    targets: HashMap<String, TeamId>,
    /// Identities, see [`Keys`].
    keys: HashMap<Key, TeamId>,
}

impl Names {
    /// The team of a name.
    pub fn find(&self, edition: usize, name: &str) -> Option<TeamId> {
        let names = self.editions.get(edition)?;
        let declared = || self.aliases.name(name);
        let folded =
            || names.keys.get(&*label_key(declared())).or_else(|| names.keys.get(&*target_key(declared())));
        names.labels.get(name).or_else(folded).copied()
    }

    /// The pages that teams of an edition link to.
    pub fn pages(&self, edition: usize) -> impl Iterator<Item = (&str, TeamId)> {
        let keys = self.editions.get(edition).into_iter().flat_map(|names| &names.keys);
        keys.filter(|(key, _)| key.starts_with("target ")).map(|(key, team)| (&**key, *team))
    }

    /// The team at a place.
    pub fn team(&self, edition: usize, team: &Team) -> Option<TeamId> {
        let names = self.editions.get(edition)?;
        let by_link = team.link.as_deref().and_then(|link| names.targets.get(link));
        by_link.copied().or_else(|| self.find(edition, &team.name))
    }
}

/// A folded label or link target; all places that state it share it.
type Key = Arc<str>;

fn label_key(name: &str) -> Key {
    Key::from(format!("label {}", fold(name)))
}

fn target_key(link: &str) -> Key {
    Key::from(format!("target {}", fold(link.split('#').next().unwrap_or(link))))
}

/// Keys of labels and link targets, each folded once.
struct Keys<'a> {
    aliases: &'a Aliases,
    labels: HashMap<&'a str, Key>,
    targets: HashMap<&'a str, Key>,
}

impl<'a> Keys<'a> {
    fn new(aliases: &'a Aliases) -> Self {
        Self { aliases, labels: HashMap::default(), targets: HashMap::default() }
    }

    fn label(&mut self, name: &'a str) -> Key {
        self.labels.entry(name).or_insert_with(|| label_key(self.aliases.name(name))).clone()
    }

    fn target(&mut self, link: &'a str) -> Key {
        self.targets.entry(link).or_insert_with(|| target_key(self.aliases.name(link))).clone()
    }
}

/// A place that names a team.
struct Naming<'a> {
    team: &'a Team,
    location: Location,
}

/// All teams of a batch.
pub(super) fn identify(
    articles: &[Extracted],
    editions: &[Edition],
    aliases: &Aliases,
) -> (Vec<TeamDossier>, Names) {
    let (mut teams, mut names) = (Vec::new(), Names { editions: Vec::new(), aliases: aliases.clone() });
    for (index, edition) in editions.iter().enumerate() {
        let namings: Vec<Naming<'_>> = edition
            .articles
            .iter()
            .filter_map(|&article| Some((article, articles.get(article)?)))
            .flat_map(|(article, extracted)| namings(article, extracted))
            .collect();
        let mut folded = Keys::new(aliases);
        let opponents = opponents(edition, articles, &mut folded);
        let of_edition = edition.articles.iter().filter_map(|&article| articles.get(article));
        let short = short_names(of_edition);
        let identities = identities(&namings, &opponents, &short, &mut folded);
        names.editions.push(collect(index, &namings, &identities, &mut folded, &mut teams));
    }
    (teams, names)
}

/// Every place of an article that names a team, once, in document order.
fn namings(article: usize, extracted: &Extracted) -> Vec<Naming<'_>> {
    let matches = extracted.matches.iter().flat_map(|mention| [&mention.home, &mention.away]).flatten();
    let ties = extracted.ties.iter().flat_map(|mention| &mention.teams).flatten();
    let slots = extracted.brackets.iter().flat_map(|bracket| &bracket.rounds).flat_map(|round| &round.slots);
    let slots = slots.filter_map(|slot| slot.team.as_ref());
    let entries = extracted.teams.iter().filter_map(|entry| entry.team.as_ref());
    let scorers = extracted.scorers.iter().filter_map(|row| row.team.as_ref());
    let rows = extracted.standings.iter().flat_map(|table| &table.rows).filter_map(|row| row.team.as_ref());
    let matrices = extracted.results.iter().flat_map(|matrix| &matrix.teams);
    let competition = &extracted.competition;
    let infobox = competition.champions.iter().chain(&competition.runner_up);
    let all = matches.chain(ties).chain(slots).chain(entries).chain(scorers).chain(infobox);
    let all = all.chain(rows).chain(matrices);
    let mut seen = HashSet::default();
    let mut namings: Vec<_> = all
        .filter(|team| seen.insert(team.at))
        .map(|team| Naming { team, location: Location { article, span: team.at } })
        .collect();
    namings.sort_by_key(|naming| naming.location.span);
    namings
}

/// Keys of names that meet in a match: they are two teams, however alike.
fn opponents<'a>(edition: &Edition, articles: &'a [Extracted], keys: &mut Keys<'a>) -> HashSet<(Key, Key)> {
    let articles = edition.articles.iter().filter_map(|&article| articles.get(article));
    let mut opponents = HashSet::default();
    for mention in articles.flat_map(|article| &article.matches) {
        let (Some(home), Some(away)) = (&mention.home, &mention.away) else { continue };
        let (home, away) = (keys.label(&home.name), keys.label(&away.name));
        if opponents.insert((Key::clone(&home), Key::clone(&away))) {
            opponents.insert((away, home));
        }
    }
    opponents
}

/// The identity of each naming, by label and target.
fn identities<'a>(
    namings: &[Naming<'a>],
    opponents: &HashSet<(Key, Key)>,
    short: &HashMap<&'a str, &'a Team>,
    keys: &mut Keys<'a>,
) -> Vec<Key> {
    let mut targets: HashMap<Key, HashSet<Key>> = HashMap::default();
    for naming in namings {
        if let Some(link) = &naming.team.link {
            targets.entry(keys.label(&naming.team.name)).or_default().insert(keys.target(link));
        }
    }
    let mut identity = |team: &'a Team| match &team.link {
        _ if team.placeholder => keys.label(&team.name),
        Some(link) => keys.target(link),
        None => {
            let full = |label: &Key| short.get(&*team.name).filter(|_| !targets.contains_key(label));
            let label = keys.label(&team.name);
            let (link, label) = match full(&label) {
                Some(full) => (full.link.as_ref(), keys.label(&full.name)),
                None => (None, label),
            };
            let only = targets.get(&label).filter(|targets| targets.len() == 1);
            let elsewhere = || only.and_then(|targets| targets.iter().next()).cloned();
            link.map(|link| keys.target(link)).or_else(elsewhere).unwrap_or(label)
        }
    };
    let identities: Vec<Key> = namings.iter().map(|naming| identity(naming.team)).collect();
    let merged = variants(namings, &identities, opponents);
    identities.into_iter().map(|key| merged.get(&key).cloned().unwrap_or(key)).collect()
}

/// What tells two labels apart although they are spelled nearly alike.
#[derive(Default)]
struct Label<'a> {
    countries: HashSet<&'a str>,
    uses: usize,
}

/// Labels that differ by one letter from a label used at least as often: from the one to the other.
fn variants(namings: &[Naming<'_>], keys: &[Key], opponents: &HashSet<(Key, Key)>) -> HashMap<Key, Key> {
    let mut labels: BTreeMap<&str, Label<'_>> = BTreeMap::new();
    for (naming, key) in namings.iter().zip(keys) {
        // `Winner Match 74` and `Winner Match 75` are never spellings of each other.
        if naming.team.placeholder {
            continue;
        }
        let label = labels.entry(key).or_default();
        label.uses += 1;
        label.countries.extend(naming.team.country.as_deref());
    }
    let comparable = |key: &&&str| {
        (SHORTEST_VARIANT..=LONGEST_VARIANT).contains(&key.chars().count().saturating_sub("label ".len()))
    };
    let mut near: Vec<(u64, &str)> = Vec::new();
    for key in labels.keys().filter(comparable) {
        near.extend(deletions(key).into_iter().map(|shorter| (shorter, *key)));
    }
    near.sort_unstable();
    let mut merged: HashMap<Key, Key> = HashMap::default();
    let alike = near.chunk_by(|(one, _), (other, _)| one == other).filter(|group| group.len() > 1);
    let mut groups: Vec<Vec<&str>> = alike.map(|group| group.iter().map(|(_, key)| *key).collect()).collect();
    groups.sort_unstable();
    for (one, other) in groups.iter().flat_map(|group| pairs(group)) {
        let (Some(first), Some(second)) = (labels.get(one), labels.get(other)) else { continue };
        let meet = opponents.contains(&(Key::from(one), Key::from(other)));
        if meet || !differ_by_a_letter(one, other) || conflict(first, second) {
            continue;
        }
        let (rare, common) = if first.uses < second.uses { (one, other) } else { (other, one) };
        if !merged.contains_key(common) {
            merged.entry(Key::from(rare)).or_insert_with(|| Key::from(common));
        }
    }
    merged
}

/// Numbers of the key itself and of every key with one letter less: names one edit apart share one of these. The number
/// of a sequence of letters is the value of a polynomial; a chance agreement is told from a true one later.
fn deletions(key: &str) -> Vec<u64> {
    const BASE: u64 = 0x9E37_79B9_7F4A_7C15;
    let number = |c: char| u64::from(u32::from(c));
    let mut beginnings = vec![0_u64];
    for c in key.chars() {
        let before = beginnings.last().copied().unwrap_or(0);
        beginnings.push(before.wrapping_mul(BASE).wrapping_add(number(c)));
    }
    let whole = beginnings.pop();
    let (mut behind, mut power) = (0_u64, 1_u64);
    let without = key.chars().rev().zip(beginnings.into_iter().rev()).map(|(c, before)| {
        let shorter = before.wrapping_mul(power).wrapping_add(behind);
        behind = behind.wrapping_add(number(c).wrapping_mul(power));
        power = power.wrapping_mul(BASE);
        shorter
    });
    whole.into_iter().chain(without).collect()
}

/// Neighbours in a list: enough to merge all of it.
fn pairs<'k>(group: &[&'k str]) -> Vec<(&'k str, &'k str)> {
    let mut group = group.to_vec();
    group.sort_unstable();
    group.dedup();
    group.iter().zip(group.iter().skip(1)).map(|(one, other)| (*one, *other)).collect()
}

/// Whether one letter of one word differs. A word of a few letters is too short to be a slip: `Group E`, `Group F`.
fn differ_by_a_letter(one: &str, other: &str) -> bool {
    let (ones, others): (Vec<&str>, Vec<&str>) = (one.split(' ').collect(), other.split(' ').collect());
    let mut differing = ones.iter().zip(&others).filter(|(one, other)| one != other);
    let (Some((one, other)), None) = (differing.next(), differing.next()) else { return false };
    let digits = |word: &str| word.chars().filter(char::is_ascii_digit).collect::<String>();
    let length = one.chars().count().min(other.chars().count());
    ones.len() == others.len()
        && length >= SHORTEST_WORD
        && digits(one) == digits(other)
        && strsim::osa_distance(one, other) == 1
}

fn conflict(first: &Label<'_>, second: &Label<'_>) -> bool {
    !first.countries.is_empty()
        && !second.countries.is_empty()
        && first.countries.is_disjoint(&second.countries)
}

/// Makes a dossier of each identity.
fn collect<'a>(
    edition: usize,
    namings: &[Naming<'a>],
    identities: &[Key],
    keys: &mut Keys<'a>,
    teams: &mut Vec<TeamDossier>,
) -> EditionNames {
    let (mut names, first) = (EditionNames::default(), teams.len());
    let mut noted: HashMap<(TeamId, Noted, &str), usize> = HashMap::default();
    for (naming, identity) in namings.iter().zip(identities) {
        let id = *names.keys.entry(identity.clone()).or_insert_with(|| {
            let (spellings, countries) = (Vec::new(), Vec::new());
            teams.push(TeamDossier { name: String::new(), spellings, countries, editions: vec![edition] });
            teams.len() - 1
        });
        // A label leads to its team as long as no link claims it for another.
        if !names.labels.contains_key(&naming.team.name) {
            names.labels.insert(naming.team.name.clone(), id);
            names.keys.entry(keys.label(&naming.team.name)).or_insert(id);
        }
        if let Some(link) = naming.team.link.as_ref().filter(|link| !names.targets.contains_key(*link)) {
            names.targets.insert(link.clone(), id);
            names.keys.entry(keys.target(link)).or_insert(id);
        }
        let Some(team) = teams.get_mut(id) else { continue };
        let mut note = |list: &mut Vec<Spelling>, text: &'a str, kind| {
            let index = *noted.entry((id, kind, text)).or_insert(list.len());
            note(list, index, text, &naming.location);
        };
        note(&mut team.spellings, &naming.team.name, Noted::Name);
        if let Some(country) = &naming.team.country {
            note(&mut team.countries, country, Noted::Country);
        }
    }
    for team in teams.iter_mut().skip(first) {
        let by_use =
            |a: &&Spelling, b: &&Spelling| a.places.len().cmp(&b.places.len()).then(b.text.cmp(&a.text));
        team.name =
            team.spellings.iter().max_by(by_use).map(|spelling| spelling.text.clone()).unwrap_or_default();
    }
    names
}

/// What a spelling is of.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Noted {
    Name,
    Country,
}

/// Notes a place of the spelling at an index, or of a new one behind the others.
fn note(spellings: &mut Vec<Spelling>, index: usize, text: &str, location: &Location) {
    match spellings.get_mut(index) {
        Some(spelling) => spelling.places.push(location.clone()),
        None => spellings.push(Spelling { text: text.to_owned(), places: vec![location.clone()] }),
    }
}

/// The team that a winner by name is, with an ending that a sentence may add.
pub(super) fn winner(names: &Names, edition: usize, winner: &Winner) -> Option<TeamId> {
    match winner {
        Winner::Team(_) => None,
        Winner::Named(name) => names.find(edition, name),
    }
}
