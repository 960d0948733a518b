//! Squads: whose they are, who coaches them, and the state that their rows share.
//!
//! The team is the one that the article is about, where an infobox names it; else the nearest heading that is no general
//! word (`Squad`, `Recent call-ups`). Coaches stand in a line under the heading (`Head coach: [[Name]]`).

use std::sync::Arc;

use super::{
    match_box::clean,
    reader::{Reader, parameter},
    squad_player::{self, row},
    team::{flag_codes, team},
    text::Flat,
};
use crate::{
    catalogue::TemplateEntry,
    markup::Template,
    record::{Coach, Squad, SquadPlayer, Team},
    span::Span,
};

/// Longest word before the colon of a line that names a coach, in bytes.
const LONGEST_ROLE: usize = 40;

/// A heading above the place where the walk is.
#[derive(Clone, Copy, Debug)]
struct Heading {
    level: u8,
    text: Span,
}

/// What rows of squads take from the text around them.
#[derive(Debug, Default)]
pub(super) struct Squads {
    /// The team that the article is about.
    subject: Option<Team>,
    /// Headings above, outermost first.
    headings: Vec<Heading>,
    /// Coaches that the section names so far.
    coaches: Vec<Coach>,
    /// The squad of the section, made with its first row.
    squad: Option<Arc<Squad>>,
    /// Competitions whose matches and goals the rows state.
    competitions: Vec<String>,
    /// Rows before the squad.
    first: usize,
}

impl Squads {
    /// The article is about a team, as its infobox says; the first one counts.
    pub fn about(&mut self, subject: Option<Team>) {
        self.subject = self.subject.take().or(subject);
    }

    /// The team that the article is about.
    pub fn subject(&self) -> Option<&Team> {
        self.subject.as_ref()
    }

    /// A section begins.
    pub fn heading(&mut self, level: u8, text: Span) {
        self.headings.retain(|above| above.level < level);
        self.headings.push(Heading { level, text });
        self.coaches.clear();
        self.competitions.clear();
        self.squad = None;
    }

    /// A line may name the coach: `Head coach: {{flagicon|AUT}} [[Name]]`.
    pub fn line(&mut self, reader: &Reader<'_, '_>, flat: &Flat<'_>) {
        let Some(colon) = flat.text.find(':').filter(|colon| *colon < LONGEST_ROLE) else { return };
        let role = flat.text.get(..colon).unwrap_or("");
        if reader.language.is("squad.coach", role) {
            self.coaches.extend(coaches(reader, flat, colon + 1));
            self.squad = None;
        }
    }

    /// A template begins a list: it may name the team, or the competitions of its columns.
    pub fn start(&mut self, reader: &Reader<'_, '_>, template: &Template<'_, '_>, entry: &TemplateEntry) {
        let named = parameter(template, entry, "team").and_then(|span| team(reader, span));
        if named.is_some() {
            self.squad = Some(Arc::new(Squad { team: named, coaches: Vec::new() }));
        }
        let is_competition = |name: &str| entry.field_of(name) == Some("competitions");
        let columns = template.arguments().filter(|column| is_competition(&column.key.name()));
        self.competitions = columns.map(|column| clean(&reader.flat(column.value))).collect();
    }

    /// A row; `None` where it names no player.
    pub fn player(
        &mut self,
        reader: &mut Reader<'_, '_>,
        template: &Template<'_, '_>,
        entry: &TemplateEntry,
        rows: usize,
    ) -> Option<SquadPlayer> {
        let squad = self.squad(reader, rows);
        row(reader, template, entry, &self.competitions, squad)
    }

    /// A row that names the coach, behind those of the players.
    pub fn coach(
        &mut self,
        reader: &mut Reader<'_, '_>,
        template: &Template<'_, '_>,
        entry: &TemplateEntry,
        rows: &mut [SquadPlayer],
    ) {
        let Some(coach) = squad_player::coach(reader, template, entry) else { return };
        let mut squad = Squad::clone(&self.squad(reader, rows.len()));
        squad.coaches.push(coach);
        let squad = Arc::new(squad);
        self.squad = Some(Arc::clone(&squad));
        rows.iter_mut().skip(self.first).for_each(|row| row.squad = Arc::clone(&squad));
    }

    /// The squad of the section.
    fn squad(&mut self, reader: &Reader<'_, '_>, rows: usize) -> Arc<Squad> {
        if let Some(squad) = &self.squad {
            return Arc::clone(squad);
        }
        let squad = Arc::new(Squad { team: self.team(reader), coaches: self.coaches.clone() });
        self.squad = Some(Arc::clone(&squad));
        self.first = rows;
        squad
    }

    /// The team whose squad stands here.
    fn team(&self, reader: &Reader<'_, '_>) -> Option<Team> {
        let named = || {
            let headings = self.headings.iter().rev().filter_map(|heading| team(reader, heading.text));
            headings.into_iter().find(|team: &Team| !reader.language.is("squad.heading", &team.name))
        };
        self.subject.clone().or_else(named)
    }
}

/// The persons behind the colon: each link with the flag before it, or the text where nothing is linked.
fn coaches(reader: &Reader<'_, '_>, flat: &Flat<'_>, from: usize) -> Vec<Coach> {
    let links = flat.links.iter().filter(|link| link.start >= from);
    let linked: Vec<Coach> = links
        .map(|link| Coach {
            name: flat.text.get(link.start..link.end).unwrap_or("").trim().to_owned(),
            link: Some(link.title()),
            country: flag_codes(reader, flat)
                .filter(|(at, _)| *at <= link.start)
                .last()
                .map(|(_, code)| code),
        })
        .collect();
    if !linked.is_empty() {
        return linked;
    }
    let behind = flat.text.get(from..).unwrap_or("").trim();
    let country = flag_codes(reader, flat).next().map(|(_, code)| code);
    let named = (!behind.is_empty()).then(|| Coach { name: behind.to_owned(), link: None, country });
    named.into_iter().collect()
}
