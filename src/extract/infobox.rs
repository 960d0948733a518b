//! Header facts: infoboxes of competitions, and what the title says where there is none.

use std::collections::BTreeMap;

use super::{
    Records,
    match_box::clean,
    reader::{Reader, fold_spaces, parameter},
    season_records,
    standings::{expression, group_name},
    team::{people, team},
};
use crate::{
    catalogue::TemplateEntry,
    markup::Template,
    record::{Competition, Place, Round, Team, TieMention, TieMentionKind, Winner},
    span::{Span, Stated},
    value,
};

/// The key of the round that decides a competition; every language's words for it lead here.
const FINAL: &str = "final";

/// The round that decides a competition, where a place speaks of it without its name.
pub(super) fn final_round() -> Round {
    Round { name: FINAL.to_owned(), key: FINAL.to_owned() }
}

/// Reads an infobox into what is not stated yet: the first infobox of an article counts.
pub(super) fn infobox(
    reader: &mut Reader<'_, '_>,
    template: &Template<'_, '_>,
    entry: &TemplateEntry,
    records: &mut Records,
) {
    if records.competition.at.is_some() {
        let name = template.name();
        return reader.unread("infobox", Some(&name), template.span, "the article has an infobox before it");
    }
    records.competition.at = Some(reader.place_of(template));
    let value = |field: &str| parameter(template, entry, field);
    state(reader, &Fields { span: &value }, &mut records.competition);
    season_records::of_infobox(reader, &Fields { span: &value }, records);
    records.competition.other = other(reader, template, entry);
}

/// Reads what an infobox states of a competition, whatever it is written as.
pub(super) fn state(reader: &mut Reader<'_, '_>, fields: &Fields<'_>, competition: &mut Competition) {
    competition.name = fields.text(reader, "name");
    competition.season = fields.text(reader, "season");
    if let Some(season) = &competition.season {
        reader.year = reader.year.or_else(|| single_year(&season.value));
        reader.season = reader.season.or(value::Years::named(&season.value));
    }
    competition.dates = fields.dates(reader);
    competition.teams = fields.number(reader, "teams");
    competition.associations = fields.number(reader, "associations");
    competition.matches = fields.number(reader, "matches");
    competition.goals = fields.number(reader, "goals");
    competition.attendance = fields.number(reader, "attendance");
    competition.titles = fields.number(reader, "titles");
    competition.titles = competition.titles.or_else(|| fields.in_bracket(reader, "champions"));
    competition.champions = fields.team(reader, "champions");
    competition.runner_up = fields.team(reader, "runner_up");
    competition.top_scorer = fields.top_scorers(reader);
    competition.top_scorer_goals = fields.in_bracket(reader, "top_scorer");
    competition.previous = fields.text(reader, "previous");
    competition.next = fields.text(reader, "next");
}

/// Fields that a competition has a place for.
pub(super) const FIELDS: &[&str] = &[
    "name",
    "season",
    "dates",
    "teams",
    "associations",
    "matches",
    "goals",
    "attendance",
    "titles",
    "champions",
    "runner_up",
    "top_scorer",
    "previous",
    "next",
];

/// What else the infobox states: parameters that hold text and are neither a field of the record nor layout.
fn other(
    reader: &Reader<'_, '_>,
    template: &Template<'_, '_>,
    entry: &TemplateEntry,
) -> BTreeMap<String, String> {
    let is_other = |name: &str| {
        !entry.is_ignored(name) && entry.field_of(name).is_none_or(|field| !FIELDS.contains(&field))
    };
    let named = template.arguments().filter(|argument| is_other(&argument.key.name()));
    let shown = named.map(|argument| (argument.key.name().into_owned(), clean(&reader.flat(argument.value))));
    shown.filter(|(_, text)| !text.is_empty()).collect()
}

/// The fields of one infobox.
pub(super) struct Fields<'f> {
    /// The value of a field.
    pub span: &'f dyn Fn(&str) -> Option<Span>,
}

impl Fields<'_> {
    fn span(&self, field: &str) -> Option<Span> {
        (self.span)(field)
    }

    fn text(&self, reader: &Reader<'_, '_>, field: &str) -> Option<Stated<String>> {
        let span = self.span(field)?;
        let text = clean(&reader.flat(span));
        (!text.is_empty()).then(|| Stated::new(text, span))
    }

    fn number(&self, reader: &mut Reader<'_, '_>, field: &str) -> Option<Stated<u32>> {
        let span = self.span(field)?;
        let flat = reader.flat(span);
        if let Some(sum) = expression(reader, &flat).and_then(|sum| u32::try_from(sum).ok()) {
            return Some(Stated::new(sum, span));
        }
        let text = clean(&flat);
        // `172 (2.69 per match)`: what stands in brackets explains the number.
        let bare = text.split('(').next().unwrap_or("").trim();
        match value::number(bare, reader.language) {
            Ok(number) => Some(Stated::new(number, span)),
            Err(_) if bare.is_empty() && flat.marks.is_empty() && flat.unknown.is_empty() => None,
            Err(_) if bare.is_empty() => {
                reader.unread("value", Some(field), span, "a template computes it in a way that is not read");
                None
            }
            Err(reason) => {
                reader.unread("value", Some(field), span, reason.to_string());
                None
            }
        }
    }

    fn dates(&self, reader: &mut Reader<'_, '_>) -> Option<Stated<crate::record::DateRange>> {
        let span = self.span("dates")?;
        let text = clean(&reader.flat(span));
        match value::date_range(&text, reader.language, reader.year) {
            Ok(dates) => Some(Stated::new(dates, span)),
            Err(reason) => {
                reader.unread("value", Some("dates"), span, reason.to_string());
                None
            }
        }
    }

    fn team(&self, reader: &Reader<'_, '_>, field: &str) -> Option<Team> {
        let mut team = team(reader, self.span(field)?)?;
        if let Some((name, _)) = counted(&team.name) {
            team.name = name.to_owned();
        }
        Some(team)
    }

    /// The number in the last bracket: `(13th title)`, `(6 goals each)`, `(35)`.
    fn in_bracket(&self, reader: &Reader<'_, '_>, field: &str) -> Option<Stated<u32>> {
        let span = self.span(field)?;
        let text = clean(&reader.flat(span));
        counted(&text).map(|(_, number)| Stated::new(number, span))
    }

    /// One a line, as infoboxes list those who share the place.
    fn top_scorers(&self, reader: &Reader<'_, '_>) -> Vec<Team> {
        self.span("top_scorer").map(|span| people(reader, span)).unwrap_or_default()
    }
}

/// Splits a name from the number that a bracket behind it begins with.
fn counted(text: &str) -> Option<(&str, u32)> {
    let (name, bracket) = text.trim_end().strip_suffix(')')?.rsplit_once('(')?;
    let digits = bracket.find(|c: char| !c.is_ascii_digit()).unwrap_or(bracket.len());
    let number = bracket.get(..digits)?.parse().ok()?;
    (digits <= 3).then_some((name.trim_end(), number))
}

/// The final as an infobox states it: champion and runner-up. It says nothing where there was no final, so that `link`
/// only adds it to a final that is stated elsewhere.
pub(super) fn final_mention(competition: &Competition) -> Option<TieMention> {
    let (champions, at) = (competition.champions.as_ref()?, competition.at.as_ref()?);
    let mut tie = TieMention::new(TieMentionKind::Infobox, at.clone());
    tie.round = Some(final_round());
    tie.teams = [Some(champions.clone()), competition.runner_up.clone()];
    tie.winner = Some(Stated::new(Winner::Team(0), champions.at));
    Some(tie)
}

/// The year of a season that lies in one year.
fn single_year(season: &str) -> Option<i16> {
    (season.len() == 4).then(|| season.parse().ok()).flatten()
}

/// Season and name from a title such as `2017 CAF Confederation Cup knockout stage` or `UEFA Euro 1976 squads`, where no
/// infobox states them.
pub(super) fn from_title(reader: &mut Reader<'_, '_>, title: &str, at: Place, competition: &mut Competition) {
    let (first, rest) = title.split_once(' ').unwrap_or((title, ""));
    let leading = (is_season(first) && !rest.is_empty()).then(|| (first, rest.to_owned()));
    if let Some((season, name)) = leading.or_else(|| season_within(reader, title)) {
        competition.season.get_or_insert_with(|| Stated::new(season.to_owned(), at.span()));
        competition.name.get_or_insert_with(|| Stated::new(name, at.span()));
    }
    if let Some(season) = &competition.season {
        reader.year = reader.year.or_else(|| single_year(&season.value));
        reader.season = reader.season.or(value::Years::named(&season.value));
    }
    competition.at.get_or_insert(at);
}

/// A season between the name of a competition and words for a part of it, and the title without the season.
fn season_within<'t>(reader: &Reader<'_, '_>, title: &'t str) -> Option<(&'t str, String)> {
    let season = title.split(' ').skip(1).find(|word| is_season(word))?;
    let (name, part) = title.split_once(season)?;
    let bare = format!("{name} {}", part.to_lowercase());
    let is_part = !part.trim().is_empty() && without_parts(reader, &bare).trim().len() == name.trim().len();
    is_part.then(|| (season, format!("{}{part}", name.trim())))
}

/// Takes from a competition's name what it says of the page: the season, and which part of the season the page is about.
pub(super) fn bare_name(reader: &Reader<'_, '_>, competition: &mut Competition) {
    let Some(stated) = &mut competition.name else { return };
    let mut name = stated.value.trim();
    if let Some(season) = &competition.season {
        let rest =
            name.strip_prefix(season.value.as_str()).or_else(|| name.strip_suffix(season.value.as_str()));
        name = rest.map_or(name, str::trim);
    } else if let Some((rest, season)) = name.rsplit_once(' ').filter(|(_, last)| is_season(last)) {
        competition.season = Some(Stated::new(season.to_owned(), stated.at));
        name = rest.trim();
    }
    let bare = without_page(reader, name);
    if !bare.is_empty() && bare.len() < stated.value.len() {
        stated.value = bare.to_owned();
    }
}

/// A name without the words at its end that say what part of a competition a page is about.
fn without_page<'n>(reader: &Reader<'_, '_>, name: &'n str) -> &'n str {
    let pages = reader.language.words("title.page");
    let stripped = |name: &'n str, word: &String| {
        let start = name.len().checked_sub(word.len())?;
        let is_it = name.get(start..)?.eq_ignore_ascii_case(word) && name.get(..start)?.ends_with(' ');
        is_it.then(|| name.get(..start)).flatten()
    };
    let group = || {
        let (name, last) = name.split_at(name.rmatch_indices(' ').nth(1).map(|(at, _)| at)?);
        group_name(reader, last).map(|_| name)
    };
    let bare = pages.iter().find_map(|word| stripped(name, word)).or_else(group);
    bare.map_or(name, |bare| bare.trim_end_matches([' ', '–', '-', ',']))
}

/// `2017`, `2015–16`, `1999–2000`, with any dash.
pub(super) fn is_season(word: &str) -> bool {
    let mut years = word.split(['-', '–', '−', '/']);
    let is_year = |year: &str, lengths: &[usize]| {
        lengths.contains(&year.len()) && year.bytes().all(|b| b.is_ascii_digit())
    };
    let first = years.next().is_some_and(|year| is_year(year, &[4]) && year.starts_with(['1', '2']));
    first && years.next().is_none_or(|year| is_year(year, &[2, 4])) && years.next().is_none()
}

/// What the articles about one season of one competition share: season and name without the words for a stage or a group;
/// and whether there were such words.
pub(super) fn edition(reader: &Reader<'_, '_>, competition: &Competition) -> Option<(String, bool)> {
    let (name, season) = (competition.name.as_ref()?, competition.season.as_ref()?);
    let name = fold_spaces(&name.value);
    let whole = name.strip_prefix(&season.value).map_or(name.as_str(), str::trim);
    let name = without_parts(reader, whole);
    Some((format!("{} {name}", season.value), name.len() < whole.len()))
}

/// A name without all the words at its end that name parts of the competition.
fn without_parts<'n>(reader: &Reader<'_, '_>, whole: &'n str) -> &'n str {
    let mut name = whole;
    while let Some(bare) = without_part(reader, name) {
        name = bare.trim_end_matches([' ', '–', '-', ',']);
    }
    name
}

/// A name without the words at its end that name a part of the competition.
fn without_part<'n>(reader: &Reader<'_, '_>, name: &'n str) -> Option<&'n str> {
    let stages = reader.language.words("title.stage");
    let stage = || stages.iter().find_map(|stage| name.strip_suffix(stage.as_str()));
    stage().or_else(|| {
        let group = name.rmatch_indices(' ').nth(1).map(|(at, _)| at)?;
        let (name, last) = name.split_at(group);
        group_name(reader, last).map(|_| name)
    })
}
