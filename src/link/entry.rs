//! Dossiers to entries: the articles as they are written, each match and tie once, with all its claims.

use super::{Claim, Dossiers, MatchDossier, TieDossier, disputes::Disputes};
use crate::hash::{HashMap, HashSet};
use crate::{
    extract::Extracted,
    finding::Finding,
    record::{
        Article, Coverage, Decider, Leg, Match, MatchClaim, MatchMention, MatchMentionKind, Pair,
        SCHEMA_VERSION, Score, Shootout, Side, Status, Team, Tie, TieClaim, TieMention, TieMentionKind,
        Winner,
    },
    span::Stated,
};

/// The articles of a batch with their matches and ties. `findings` decide what is disputed.
#[must_use]
pub fn articles(dossiers: &Dossiers<'_>, findings: &[Finding]) -> Vec<Article> {
    let disputes = Disputes::new(dossiers, findings);
    let matches = dossiers.matches.iter().enumerate().flat_map(|(index, dossier)| {
        let disputed = disputes.of_match(index);
        let claims = match_claims(dossiers, index, dossier);
        let entry = move |article| {
            let (start, entry) = match_entry(dossier, article, disputed, &claims)?;
            Some((article, (start, entry)))
        };
        articles_of(&dossier.claims).into_iter().filter_map(entry)
    });
    let ties = dossiers.ties.iter().flat_map(|dossier| {
        let disputed = disputes.of_tie(dossier);
        let entry = move |article| Some((article, tie_entry(dossiers, dossier, article, disputed)?));
        articles_of(&dossier.claims).into_iter().filter_map(entry)
    });
    let ids = ids_of_lined_up(dossiers);
    let count = dossiers.articles.len();
    let (matches, ties) = (by_article(count, matches), by_article(count, ties));
    let all = dossiers.articles.iter().zip(matches).zip(ties);
    let entry = |(index, ((extracted, matches), ties)): (usize, ((&Extracted, _), _))| {
        let coverage = dossiers.coverage(index, extracted);
        let mut entry = article(extracted, in_order(matches), in_order(ties), coverage);
        for row in &mut entry.lineups {
            row.match_id = row.mention.and_then(|mention| ids.get(&(index, mention)).cloned());
        }
        for call in &mut entry.transclusions {
            call.linked = dossiers.shown(index, call).is_some();
        }
        entry
    };
    all.enumerate().map(entry).collect()
}

/// The ids of matches in articles with line-ups, by article and mention.
fn ids_of_lined_up(dossiers: &Dossiers<'_>) -> HashMap<(usize, usize), String> {
    let has_lineups = |claim: &&Claim<'_, MatchMention>| {
        dossiers.articles.get(claim.article).is_some_and(|article| !article.lineups.is_empty())
    };
    let ids = dossiers.matches.iter().flat_map(|dossier| {
        let claims = dossier.claims.iter().filter(has_lineups);
        claims.map(|claim| ((claim.article, claim.index), dossier.id.clone()))
    });
    ids.collect()
}

/// Entries sorted into the articles that they belong to.
fn by_article<T>(articles: usize, entries: impl Iterator<Item = (usize, T)>) -> Vec<Vec<T>> {
    let mut sorted: Vec<Vec<T>> = std::iter::repeat_with(Vec::new).take(articles).collect();
    for (article, entry) in entries {
        if let Some(list) = sorted.get_mut(article) {
            list.push(entry);
        }
    }
    sorted
}

/// Articles that make at least one of the claims, each once.
fn articles_of<T>(claims: &[Claim<'_, T>]) -> Vec<usize> {
    let mut articles: Vec<usize> = claims.iter().map(|claim| claim.article).collect();
    articles.sort_unstable();
    articles.dedup();
    articles
}

fn in_order<T>(mut entries: Vec<(usize, T)>) -> Vec<T> {
    entries.sort_by_key(|(start, _)| *start);
    entries.into_iter().map(|(_, entry)| entry).collect()
}

fn article(extracted: &Extracted, matches: Vec<Match>, ties: Vec<Tie>, mut coverage: Coverage) -> Article {
    let count = |is: fn(&Match) -> bool| {
        u32::try_from(matches.iter().filter(|entry| is(entry)).count()).unwrap_or(u32::MAX)
    };
    coverage.matches = count(|_| true);
    coverage.matches_with_date = count(|entry| entry.date.is_some());
    coverage.matches_with_score = count(|entry| entry.score.is_some());
    Article {
        schema_version: SCHEMA_VERSION,
        article: extracted.article.clone(),
        competition: extracted.competition.clone(),
        regulations: extracted.regulations.clone(),
        matches,
        ties,
        brackets: extracted.brackets.clone(),
        standings: extracted.standings.clone(),
        results: extracted.results.clone(),
        scorers: extracted.scorers.clone(),
        schedule: extracted.schedule.clone(),
        teams: extracted.teams.clone(),
        squads: extracted.squads.clone(),
        lineups: extracted.lineups.clone(),
        statements: extracted.statements.clone(),
        transclusions: extracted.transclusions.clone(),
        unread: extracted.unread.clone(),
        coverage,
    }
}

/// The claims that one article makes, the most detailed first. An entry shows what its own article states; what others
/// state stands in the claims.
fn own<'c, 'a, T>(claims: &'c [Claim<'a, T>], article: usize) -> Vec<&'c Claim<'a, T>> {
    claims.iter().filter(|claim| claim.article == article).collect()
}

fn match_entry(
    dossier: &MatchDossier<'_>,
    article: usize,
    disputed: bool,
    all: &[MatchClaim],
) -> Option<(usize, Match)> {
    let claims = own(&dossier.claims, article);
    let first = claims.first()?;
    // A bracket is one place for all its matches; a team's name tells them apart.
    let place = |claim: &&Claim<'_, MatchMention>| match (&claim.mention.home, claim.mention.kind) {
        (Some(home), MatchMentionKind::Bracket) => home.at.start,
        _ => claim.mention.at.start,
    };
    let start = claims.iter().map(place).min()?;
    let [home, away] = [0, 1].map(|side| team_of(&claims, side));
    let status = claims.iter().map(|claim| claim.status()).find(|status| *status != Status::Scheduled);
    let awarded = claims.iter().any(|claim| claim.status() == Status::Awarded);
    let entry = Match {
        id: dossier.id.clone(),
        number: first_of(&claims, |mention| mention.number.clone()).map(|number| number.value),
        stage: first_of(&claims, |mention| mention.stage.clone()),
        round: first_of(&claims, |mention| mention.round.clone()),
        group: first_of(&claims, |mention| mention.group.clone()),
        leg: dossier.leg,
        date: first_of(&claims, |mention| mention.date.map(|date| date.value)),
        kickoff: first_of(&claims, |mention| mention.kickoff.clone().map(|kickoff| kickoff.value)),
        home,
        away,
        status: if awarded { Status::Awarded } else { status.unwrap_or_default() },
        score: claims.iter().find_map(|claim| claim.score()).map(|score| score.value),
        half_time: oriented(&claims, |mention| mention.half_time),
        extra_time: first_of(&claims, |mention| mention.extra_time.map(|extra| extra.value)),
        shootout: shootout(&claims),
        goals: claims.iter().find(|claim| !claim.mention.goals.is_empty()).map(goals).unwrap_or_default(),
        venue: first_of(&claims, |mention| mention.venue.clone().map(|venue| venue.value)),
        attendance: first_of(&claims, |mention| mention.attendance.map(|attendance| attendance.value)),
        referee: first_of(&claims, |mention| mention.referee.clone().map(|referee| referee.value)),
        reports: distinct(&claims, |mention| &mention.reports),
        notes: distinct(&claims, |mention| &mention.notes),
        disputed,
        at: first.mention.at.clone(),
        claims: all.to_vec(),
    };
    Some((start as usize, entry))
}

fn first_of<'a, T>(
    claims: &[&Claim<'a, MatchMention>],
    field: impl Fn(&'a MatchMention) -> Option<T>,
) -> Option<T> {
    claims.iter().find_map(|claim| field(claim.mention))
}

/// A team as the most detailed claim names it; country and link from any claim that has them.
fn team_of(claims: &[&Claim<'_, MatchMention>], side: usize) -> Option<Team> {
    let named = |claim: &&Claim<'_, MatchMention>| {
        let pair = claim.orient([claim.mention.home.clone(), claim.mention.away.clone()]);
        pair.into_iter().nth(side).flatten()
    };
    let mut teams = claims.iter().filter_map(named);
    let mut team = teams.next()?;
    for other in teams {
        team.link = team.link.or(other.link);
        team.country = team.country.or(other.country);
    }
    Some(team)
}

fn oriented(
    claims: &[&Claim<'_, MatchMention>],
    field: fn(&MatchMention) -> Option<Stated<Score>>,
) -> Option<Score> {
    claims
        .iter()
        .find_map(|claim| field(claim.mention).map(|score| Score::of(claim.orient(score.value.pair()))))
}

fn shootout(claims: &[&Claim<'_, MatchMention>]) -> Option<Shootout> {
    let score = claims.iter().find_map(|claim| claim.shootout())?.value;
    let listed = claims.iter().find(|claim| !claim.mention.kicks.is_empty());
    let kicks = listed.map(|claim| {
        let mut kicks = claim.mention.kicks.clone();
        kicks.iter_mut().for_each(|kick| kick.side = turned(kick.side, claim.reversed));
        kicks
    });
    Some(Shootout { home: score.home, away: score.away, kicks: kicks.unwrap_or_default() })
}

fn goals(claim: &&Claim<'_, MatchMention>) -> Vec<crate::record::Goal> {
    let mut goals = claim.mention.goals.clone();
    goals.iter_mut().for_each(|goal| goal.side = turned(goal.side, claim.reversed));
    goals
}

fn turned(side: Side, reversed: bool) -> Side {
    if reversed { side.opposite() } else { side }
}

fn distinct(claims: &[&Claim<'_, MatchMention>], list: fn(&MatchMention) -> &Vec<String>) -> Vec<String> {
    let mut seen = HashSet::default();
    claims
        .iter()
        .flat_map(|claim| list(claim.mention))
        .filter(|text| seen.insert(text.as_str()))
        .cloned()
        .collect()
}

fn path(dossiers: &Dossiers<'_>, article: usize) -> String {
    dossiers.articles.get(article).map(|article| article.path.to_string()).unwrap_or_default()
}

/// All claims about a match, on pages of other editions too, the most detailed first.
fn match_claims(dossiers: &Dossiers<'_>, index: usize, dossier: &MatchDossier<'_>) -> Vec<MatchClaim> {
    let own = dossier.claims.len();
    let mut claims: Vec<Claim<'_, MatchMention>> = dossier.claims.clone();
    claims.extend(dossiers.elsewhere(index));
    if claims.len() > own {
        let articles = dossiers.articles;
        claims.sort_by_key(|claim| {
            (claim.kind(), super::matches::path(articles, claim.article), claim.mention.at.start)
        });
    }
    claims.iter().map(|claim| match_claim(dossiers, claim)).collect()
}

fn match_claim(dossiers: &Dossiers<'_>, claim: &Claim<'_, MatchMention>) -> MatchClaim {
    MatchClaim {
        kind: claim.mention.kind,
        path: path(dossiers, claim.article),
        at: claim.mention.at.clone(),
        teams: claim.orient([&claim.mention.home, &claim.mention.away].map(name_of)),
        status: claim.status(),
        score: claim.score().map(|score| score.value),
        shootout: claim.shootout().map(|score| score.value),
        date: claim.mention.date.map(|date| date.value),
    }
}

fn tie_entry(
    dossiers: &Dossiers<'_>,
    dossier: &TieDossier<'_>,
    article: usize,
    disputed: bool,
) -> Option<(usize, Tie)> {
    let claims = own(&dossier.claims, article);
    let first = claims.first()?;
    let named =
        |claim: &Claim<'_, TieMention>| claim.mention.teams.iter().flatten().map(|team| team.at.start).min();
    let start = claims.iter().map(|claim| named(claim).unwrap_or(claim.mention.at.start)).min()?;
    let aggregate = claims.iter().find_map(|claim| claim.aggregate()).map(|aggregate| aggregate.value);
    let shootout = claims.iter().find_map(|claim| claim.shootout()).map(|shootout| shootout.value);
    let stated = claims.iter().find_map(|claim| claim.mention.decided_by).map(|by| by.value);
    let by_claim = dossier.claims.iter().zip(&dossier.winners);
    let named =
        by_claim.filter(|(claim, _)| claim.article == article).find_map(|(_, won)| *won).map(|won| won.value);
    let entry = Tie {
        id: dossier.id.clone(),
        number: claims.iter().find_map(|claim| claim.mention.number.clone()).map(|number| number.value),
        round: claims.iter().find_map(|claim| claim.mention.round.clone()).or_else(|| dossier.round.clone()),
        teams: [0, 1].map(|side| tie_team(dossiers, dossier, article, side)),
        legs: legs(dossiers, dossier, &claims, article),
        aggregate,
        shootout,
        decided_by: stated.or_else(|| leads(aggregate).map(|_| Decider::Aggregate)),
        winner: named.or_else(|| leads(shootout)).or_else(|| leads(aggregate)),
        notes: notes(&claims),
        disputed,
        at: first.mention.at.clone(),
        claims: dossier
            .claims
            .iter()
            .zip(&dossier.winners)
            .map(|(claim, won)| tie_claim(dossiers, claim, *won))
            .collect(),
    };
    let is_turned = is_turned(dossiers, dossier, &claims, article);
    Some((start as usize, if is_turned { turned_tie(entry) } else { entry }))
}

/// Whether an article alone would put the teams of a tie in the other order than the dossier, which has that of the first article
/// of the run: the order of the leg list, else the home side of the first leg first, else as written.
fn is_turned(
    dossiers: &Dossiers<'_>,
    dossier: &TieDossier<'_>,
    claims: &[&Claim<'_, TieMention>],
    article: usize,
) -> bool {
    let [first, second] = dossier.teams;
    let list = claims.iter().find(|claim| claim.mention.kind == TieMentionKind::LegList);
    let by_leg = || {
        let legs = dossier.legs.iter().filter_map(|leg| dossiers.matches.get(*leg));
        let mut own = legs.filter(|leg| leg.claims.iter().any(|claim| claim.article == article));
        own.next().map(|leg| leg.teams == [second, first])
    };
    let by_name = || {
        claims.iter().find_map(|claim| match &claim.mention.teams {
            [Some(named), Some(_)] => Some(dossiers.names.team(dossier.edition, named) == second),
            _ => None,
        })
    };
    list.map(|claim| claim.reversed).or_else(by_leg).or_else(by_name).unwrap_or(false)
}

/// A tie in the other order of its teams.
fn turned_tie(mut tie: Tie) -> Tie {
    tie.teams.reverse();
    tie.legs.iter_mut().filter_map(|leg| leg.score.as_mut()).for_each(|score| score.reverse());
    [tie.aggregate.as_mut(), tie.shootout.as_mut()].into_iter().flatten().for_each(|pair| pair.reverse());
    let other = |side: usize| 1 - side;
    tie.winner = tie.winner.map(other);
    for claim in &mut tie.claims {
        claim.teams.reverse();
        [claim.aggregate.as_mut(), claim.shootout.as_mut()]
            .into_iter()
            .flatten()
            .for_each(|pair| pair.reverse());
        claim.winner = claim.winner.map(other);
    }
    tie
}

/// The side with more, where a stated pair is not level.
fn leads(pair: Option<Pair<u16>>) -> Option<usize> {
    let [first, second] = pair?;
    (first != second).then_some(usize::from(second > first))
}

/// A team as a claim of the tie names it, else as the boxes do.
fn tie_team(dossiers: &Dossiers<'_>, dossier: &TieDossier<'_>, article: usize, side: usize) -> Option<Team> {
    let id = dossier.teams.get(side).copied().flatten()?;
    let is_it = |team: &Team| dossiers.names.team(dossier.edition, team) == Some(id);
    let claims =
        own(&dossier.claims, article).into_iter().flat_map(|claim| claim.mention.teams.iter().flatten());
    let legs = dossier.legs.iter().filter_map(|leg| dossiers.matches.get(*leg));
    let boxes = legs
        .flat_map(|leg| own(&leg.claims, article))
        .flat_map(|claim| [&claim.mention.home, &claim.mention.away]);
    let mut teams = claims.chain(boxes.flatten()).filter(|team| is_it(team));
    let mut team = teams.next().cloned().or_else(|| named_winner(dossier, article, side))?;
    for other in teams {
        team.link = team.link.or_else(|| other.link.clone());
        team.country = team.country.or_else(|| other.country.clone());
    }
    Some(team)
}

/// A team that an article names only as the winner.
fn named_winner(dossier: &TieDossier<'_>, article: usize, side: usize) -> Option<Team> {
    let by_claim = dossier.claims.iter().zip(&dossier.winners).filter(|(claim, _)| claim.article == article);
    let mut named = by_claim.filter(|(_, won)| won.is_some_and(|won| won.value == side));
    named.find_map(|(claim, _)| match claim.mention.winner.as_ref()? {
        Stated { value: Winner::Named(name), at } => {
            Some(Team { name: name.clone(), at: *at, ..Team::default() })
        }
        _ => None,
    })
}

/// Legs as the article's matches state them; where a claim states legs and there is no match, as the claim does.
fn legs(
    dossiers: &Dossiers<'_>,
    dossier: &TieDossier<'_>,
    claims: &[&Claim<'_, TieMention>],
    article: usize,
) -> Vec<Leg> {
    let listed = claims.iter().map(|claim| claim.legs()).find(|legs| !legs.is_empty()).unwrap_or_default();
    let known = dossier.legs.iter().filter_map(|leg| dossiers.matches.get(*leg));
    let known: Vec<Leg> = known.filter_map(|leg| leg_of(dossier, leg, article)).collect();
    let unknown = listed.iter().skip(known.len());
    let unknown: Vec<Leg> =
        unknown.map(|leg| Leg { score: leg.score, status: leg.status, match_id: None }).collect();
    known.into_iter().chain(unknown).collect()
}

/// A leg as one article states it; `None` where it does not.
fn leg_of(dossier: &TieDossier<'_>, leg: &MatchDossier<'_>, article: usize) -> Option<Leg> {
    let claims = own(&leg.claims, article);
    claims.first()?;
    let score = claims.iter().find_map(|claim| claim.score()).map(|score| score.value);
    let [home, _] = leg.teams;
    let [first, _] = dossier.teams;
    let in_order = |score: Score| if home == first { score.pair() } else { score.reversed().pair() };
    let status = claims.iter().map(|claim| claim.status()).find(|status| *status != Status::Scheduled);
    Some(Leg {
        score: score.map(in_order),
        status: status.unwrap_or_default(),
        match_id: Some(leg.id.clone()),
    })
}

fn notes(claims: &[&Claim<'_, TieMention>]) -> Vec<String> {
    let mut seen = HashSet::default();
    claims
        .iter()
        .flat_map(|claim| &claim.mention.notes)
        .filter(|note| seen.insert(note.as_str()))
        .cloned()
        .collect()
}

fn tie_claim(dossiers: &Dossiers<'_>, claim: &Claim<'_, TieMention>, won: Option<Stated<usize>>) -> TieClaim {
    TieClaim {
        kind: claim.mention.kind,
        path: path(dossiers, claim.article),
        at: claim.mention.at.clone(),
        teams: orient_teams(claim),
        aggregate: claim.aggregate().map(|aggregate| aggregate.value),
        shootout: claim.shootout().map(|shootout| shootout.value),
        decided_by: claim.mention.decided_by.map(|by| by.value),
        winner: won.map(|won| won.value),
    }
}

fn name_of(team: &Option<Team>) -> Option<String> {
    team.as_ref().map(|team| team.name.clone())
}

/// Names in the order of the tie. A sentence's numbers are in the winner's view, its names are as written.
fn orient_teams(claim: &Claim<'_, TieMention>) -> Pair<Option<String>> {
    let [first, second] = claim.mention.teams.each_ref().map(name_of);
    if claim.reversed { [second, first] } else { [first, second] }
}
