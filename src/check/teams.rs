//! Rules about the names of teams.

use crate::hash::HashMap;
use std::collections::BTreeMap;

use super::{
    Reporter, Rule,
    registry::{AnchorMismatch, NameVariant, TeamAgainstItself},
};
use crate::{
    finding::{Fix, Location, Suspect},
    link::{Dossiers, MatchDossier, Spelling, TeamDossier, TieDossier, fold},
    record::{MatchMentionKind, Team, TieMentionKind},
};

impl Rule for NameVariant {
    fn check_batch(&self, dossiers: &Dossiers<'_>, reporter: &mut Reporter<'_, '_>) {
        let editions = edition_of_article(dossiers);
        for team in &dossiers.teams {
            for spellings in by_edition(team, &editions).into_values() {
                reporter.applied();
                report_variants(&spellings, reporter);
            }
        }
    }
}

/// The edition of each article.
pub(super) fn edition_of_article(dossiers: &Dossiers<'_>) -> HashMap<usize, usize> {
    let of = |(edition, articles): (usize, &Vec<usize>)| {
        articles.iter().map(move |article| (*article, edition)).collect::<Vec<_>>()
    };
    dossiers.editions.iter().map(|edition| &edition.articles).enumerate().flat_map(of).collect()
}

/// The spellings of a team in each edition, the most frequent first.
fn by_edition(team: &TeamDossier, editions: &HashMap<usize, usize>) -> BTreeMap<usize, Vec<Spelling>> {
    let mut found: BTreeMap<usize, Vec<Spelling>> = BTreeMap::new();
    for spelling in &team.spellings {
        let mut places: BTreeMap<usize, Vec<Location>> = BTreeMap::new();
        for place in &spelling.places {
            let edition = editions.get(&place.article).copied().unwrap_or(usize::MAX);
            places.entry(edition).or_default().push(place.clone());
        }
        for (edition, places) in places {
            found.entry(edition).or_default().push(Spelling { text: spelling.text.clone(), places });
        }
    }
    for spellings in found.values_mut() {
        spellings.sort_by(|a, b| b.places.len().cmp(&a.places.len()).then_with(|| a.text.cmp(&b.text)));
    }
    found
}

/// Further places of a rarer spelling that a finding shows.
const MOST_PLACES: usize = 10;

fn report_variants(spellings: &[Spelling], reporter: &mut Reporter<'_, '_>) {
    let Some((common, rarer)) = spellings.split_first() else { return };
    let Some(usual) = common.places.first() else { return };
    for spelling in rarer.iter().filter(|spelling| is_slip(&spelling.text, &common.text)) {
        let Some(place) = spelling.places.first() else { continue };
        let message = format!("{} is also written {}", spelling.text, common.text);
        let outvoted = common.places.len() > 1 && common.places.len() > spelling.places.len();
        let dossiers = reporter.dossiers;
        let finding = reporter.report(place.clone(), message.clone(), message);
        let times = common.places.len();
        let times = if times == 1 { "once".to_owned() } else { format!("{times} times") };
        finding.relate(usual.clone(), format!("{} is written {times}", common.text));
        for again in spelling.places.iter().skip(1).take(MOST_PLACES) {
            finding.relate(again.clone(), format!("{} is written here too", spelling.text));
        }
        if outvoted {
            finding.suspect(Suspect::This);
            let written =
                dossiers.articles.get(place.article).map_or("", |extracted| extracted.slice(place.span));
            // One correction is one place; it would leave the others.
            if written == spelling.text && spelling.places.len() == 1 {
                finding.fix(Fix { span: place.span, replacement: common.text.clone() });
            }
        }
    }
}

/// Shorter words differ by a letter on purpose.
const SHORTEST_WORD: usize = 5;

/// Longer texts are no names; comparing them letter by letter would take long.
pub(super) const LONGEST_NAME: usize = 120;

/// Whether two names of one team differ by no more than accents, case, punctuation, or two letters of a longer word.
///
/// A label such as `Porto` for `FC Porto` is no slip; nor are short words and figures, which tell teams apart: `AS` and
/// `AC`, `Group A` and `Group B`, `U20` and `U21`.
fn is_slip(one: &str, other: &str) -> bool {
    if one == other || one.len().max(other.len()) > LONGEST_NAME {
        return false;
    }
    let (one, other) = (fold(one), fold(other));
    let (words, others) = (one.split(' '), other.split(' '));
    let odd = words.clone().zip(others.clone()).filter(|(word, other)| word != other);
    one == other
        || (words.count() == others.count() && odd.clone().count() == 1 && odd.clone().all(is_slip_of_word))
}

fn is_slip_of_word((word, other): (&str, &str)) -> bool {
    let has_digit = |word: &str| word.bytes().any(|byte| byte.is_ascii_digit());
    let shortest = word.chars().count().min(other.chars().count());
    shortest >= SHORTEST_WORD
        && !has_digit(word)
        && !has_digit(other)
        && strsim::osa_distance(word, other) <= 2
}

impl Rule for TeamAgainstItself {
    fn check_match(&self, dossier: &MatchDossier<'_>, reporter: &mut Reporter<'_, '_>) {
        let is_own = |kind| !matches!(kind, MatchMentionKind::LegList | MatchMentionKind::Bracket);
        for claim in dossier.claims.iter().filter(|claim| is_own(claim.kind())) {
            let teams = [&claim.mention.home, &claim.mention.away];
            report_same(teams, dossier.teams, claim.kind().noun(), |span| claim.location(span), reporter);
        }
    }

    fn check_tie(&self, tie: &TieDossier<'_>, reporter: &mut Reporter<'_, '_>) {
        let is_own = |kind| matches!(kind, TieMentionKind::LegList | TieMentionKind::Bracket);
        for claim in tie.claims.iter().filter(|claim| is_own(claim.kind())) {
            let [first, second] = &claim.mention.teams;
            report_same(
                [first, second],
                tie.teams,
                claim.kind().noun(),
                |span| claim.location(span),
                reporter,
            );
        }
    }
}

fn report_same(
    teams: [&Option<Team>; 2],
    ids: [Option<usize>; 2],
    noun: &str,
    location: impl Fn(crate::span::Span) -> Location,
    reporter: &mut Reporter<'_, '_>,
) {
    let [Some(first), Some(second)] = teams else { return };
    if (first.placeholder || second.placeholder) && !(first.name == second.name && first.names_one) {
        return;
    }
    reporter.applied();
    let same = first.name == second.name && first.country == second.country;
    if same || (ids[0].is_some() && ids[0] == ids[1]) {
        let message = format!("both sides of the {noun} are {}", first.name);
        reporter
            .report(location(second.at), message.clone(), message)
            .relate(location(first.at), "the first side");
    }
}

impl Rule for AnchorMismatch {
    fn check_match(&self, dossier: &MatchDossier<'_>, reporter: &mut Reporter<'_, '_>) {
        for claim in &dossier.claims {
            let (Some(anchor), Some(home), Some(away)) =
                (&claim.mention.anchor, &claim.mention.home, &claim.mention.away)
            else {
                continue;
            };
            // An anchor that is no pair of names (`Final`) names no teams.
            let Some([first, second]) = &claim.mention.anchor_teams else { continue };
            reporter.applied();
            let fits = |name: &str, team: &Team| names_team(name, team);
            if fits(first, home) && fits(second, away) {
                continue;
            }
            let message = format!(
                "the anchor is `{}` but the match is {} against {}",
                anchor.value, home.name, away.name
            );
            let finding = reporter.report(claim.location(anchor.at), message.clone(), message);
            finding.relate(claim.location(home.at), format!("the home side is {}", home.name));
            finding.relate(claim.location(away.at), format!("the away side is {}", away.name));
        }
    }
}

/// Whether an anchor's name is that of a team: its name or a part of it, or the code beside it (`PAR v PER`). A code
/// where the team has none says nothing.
fn names_team(name: &str, team: &Team) -> bool {
    let is_code = name.len() <= 4 && name.chars().all(|letter| letter.is_ascii_uppercase());
    let code_fits = team.country.as_deref().is_none_or(|code| code == name);
    names_overlap(name, &team.name) || (is_code && code_fits)
}

/// Whether one name is the other, or a part of it in whole words (`Porto`, `FC Porto`).
fn names_overlap(one: &str, other: &str) -> bool {
    let (one, other) = (format!(" {} ", fold(one)), format!(" {} ", fold(other)));
    one.contains(&other) || other.contains(&one)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_letters_accents_and_case_but_not_labels_or_figures() {
        assert!(is_slip("SuperSport United", "Supersport United"));
        assert!(is_slip("Etoile du Congo", "Étoile du Congo"));
        assert!(is_slip("Yong Sport Academy", "Yong Sports Academy"));
        assert!(!is_slip("Porto", "FC Porto"));
        assert!(!is_slip("Ghana U20", "Ghana U21"));
        assert!(!is_slip("Winner Group E", "Winner Group F"));
        assert!(!is_slip("AS Marsa", "US Marsa"));
        assert!(!is_slip("Zenit", "Zenit"));
    }

    #[test]
    fn an_anchor_names_a_team_by_name_part_or_code() {
        let coded =
            |code: &str| Team { name: "Peru".to_owned(), country: Some(code.to_owned()), ..Team::default() };
        assert!(names_team("PER", &coded("PER")));
        assert!(!names_team("PAR", &coded("PER")));
        assert!(names_overlap("Porto", "FC Porto"));
        assert!(!names_overlap("Yong Sport Academy", "Yong Sports Academy"));
    }
}
