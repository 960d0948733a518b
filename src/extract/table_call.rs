//! Calls that name teams by codes: `team_order=ARG, CHI`, `name_ARG=…`, `win_ARG=3`, `match_ARG_CHI=3–1`.
//!
//! `Module:Sports table` and `Module:Sports results` share these names
//! (<https://en.wikipedia.org/wiki/Module:Sports_table/doc>).

use super::{match_box::clean, reader::Reader, standings::row_team};
use crate::{
    catalogue::TemplateEntry,
    hash::{HashMap, HashSet},
    markup::{Key, Template},
    record::Team,
    span::{Span, Stated},
};

/// Field of a cell of the matrix; its key names two teams.
const MATCH: &str = "match";

/// The arguments of a call, sorted. Of two with one name the last counts, as in MediaWiki.
pub(super) struct TableCall<'e> {
    /// Codes in the order of the table, each at its place.
    pub order: Vec<Stated<String>>,
    /// Fields of the whole table that hold something.
    pub fields: HashMap<&'e str, Span>,
    /// Fields of each team that hold something, by its code.
    by_team: HashMap<String, HashMap<&'e str, Span>>,
    /// Numbered fields that hold something.
    listed: HashMap<(&'e str, u32), Span>,
    /// What follows `match_`, with the whole argument and its value, in the order written.
    pub matches: Vec<MatchArgument>,
}

/// A cell of a matrix as an argument.
pub(super) struct MatchArgument {
    /// `ARG_CHI`, `ARG_CHI_note`
    pub key: String,
    /// The value, which may be empty.
    pub value: Span,
    /// Whether the name says that it is a match; `ARG_CHI` alone may be anything.
    pub is_named: bool,
}

impl<'e> TableCall<'e> {
    /// Sorts the arguments of a call; lists those that the module does not read.
    pub fn new(reader: &mut Reader<'_, '_>, template: &Template<'_, '_>, entry: &'e TemplateEntry) -> Self {
        let mut call = Self {
            order: Vec::new(),
            fields: HashMap::default(),
            by_team: HashMap::default(),
            listed: HashMap::default(),
            matches: Vec::new(),
        };
        for argument in template.arguments() {
            let value = argument.value.trimmed(reader.document.source);
            match argument.key {
                Key::Named(name) => call.argument(reader, entry, &name, value),
                Key::Positional(_) if reader.flat(value).trimmed().is_empty() => {}
                Key::Positional(_) => {
                    reader.unread("parameter", None, value, "the table reads no parameter without a name");
                }
            }
        }
        call.order = call.order(reader);
        call
    }

    fn argument(&mut self, reader: &mut Reader<'_, '_>, entry: &'e TemplateEntry, name: &str, value: Span) {
        match entry.by_team(name) {
            Some((Some(MATCH), key)) => return self.cell(key, value, true),
            Some((Some(field), code)) => {
                set(self.by_team.entry(code.to_owned()).or_default(), field, value);
                return;
            }
            Some((None, _)) => return,
            None => {}
        }
        if let Some((field, number)) = entry.in_list(name) {
            set(&mut self.listed, (field, number), value);
        } else if let Some(field) = entry.field_of(name) {
            set(&mut self.fields, field, value);
        } else if !entry.is_ignored(name) {
            if name.contains('_') && entry.fields.contains_key(MATCH) {
                self.cell(name, value, false);
            } else if !value.is_empty() {
                reader.unread("parameter", Some(name), value, "the template has no parameter of this name");
            }
        }
    }

    fn cell(&mut self, key: &str, value: Span, is_named: bool) {
        let key = key.trim().to_owned();
        self.matches.push(MatchArgument { key, value, is_named });
    }

    /// `team_order=ARG, CHI`, else `team1=ARG`, `team2=CHI` … up to the first gap.
    fn order(&self, reader: &Reader<'_, '_>) -> Vec<Stated<String>> {
        if let Some(list) = self.fields.get("order") {
            let flat = reader.flat(*list);
            let codes = flat.text.split([',', ';', '\n']).map(str::trim).filter(|code| !code.is_empty());
            return codes.map(|code| Stated::new(code.to_owned(), flat.span_of(code))).collect();
        }
        let code = |number| {
            let span = *self.listed.get(&("team", number))?;
            let code = clean(&reader.flat(span));
            (!code.is_empty()).then(|| Stated::new(code, span))
        };
        (1..).map_while(code).collect()
    }

    /// The value of a field of a team.
    pub fn of_team(&self, code: &str, field: &str) -> Option<Span> {
        self.by_team.get(code)?.get(field).copied()
    }

    /// The value of a numbered field.
    pub fn listed(&self, field: &'static str, number: usize) -> Option<Span> {
        self.listed.get(&(field, u32::try_from(number).ok()?)).copied()
    }

    /// The team of a code, and marks behind its name: as `name_ARG` shows it, else the code itself, as the module shows it.
    pub fn team(&self, reader: &Reader<'_, '_>, code: &Stated<String>) -> (Team, Option<String>) {
        let named = self.of_team(&code.value, "name").and_then(|name| row_team(reader, name));
        let by_code = || Team { name: code.value.clone(), at: code.at, ..Team::default() };
        named.unwrap_or_else(|| (by_code(), None))
    }

    /// Codes that have numbers and no place in the order, so that the page does not show them.
    pub fn unlisted(&self, field: &str) -> Vec<(&str, Span)> {
        let listed: HashSet<&str> = self.order.iter().map(|code| code.value.as_str()).collect();
        let all = self.by_team.iter().filter(|(code, _)| !listed.contains(code.as_str()));
        let mut unlisted: Vec<(&str, Span)> =
            all.filter_map(|(code, fields)| Some((code.as_str(), *fields.get(field)?))).collect();
        unlisted.sort_by_key(|(_, span)| *span);
        unlisted
    }
}

/// Sets a field; an empty value takes it away again.
fn set<K: std::hash::Hash + Eq>(fields: &mut HashMap<K, Span>, field: K, value: Span) {
    if value.is_empty() {
        fields.remove(&field);
    } else {
        fields.insert(field, value);
    }
}
