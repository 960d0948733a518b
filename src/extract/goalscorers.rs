//! Goalscorers by number of goals: `{{Goalscorers|3 goals=* {{flagicon|ARG}} [[Name]]}}`, and lists below a line `'''3 goals'''`.
//!
//! `{{#invoke:Goalscorers|main|Page}}` shows data of a page of its module; it is recorded as a call that shows that page.

use super::{
    Records,
    lists::List,
    person::person,
    reader::{Reader, parameter},
};
use crate::{
    catalogue::TemplateEntry,
    markup::{NodeId, Template},
    record::{Count, Counted, Country, Player, ScorerRow, Statement, StatementKind, Transclusion},
    span::{Span, Stated},
    value,
};

/// Where the module keeps its data (<https://en.wikipedia.org/wiki/Module:Goalscorers>).
const DATA: &str = "/data/";

/// How many goals the scorers of a list have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Tally {
    /// Goals of each.
    pub goals: u32,
    /// Whether they are own goals.
    pub own: bool,
    /// What says so.
    pub at: Span,
}

/// Reads `3 goals`, `1 own goal`.
pub(super) fn tally(reader: &Reader<'_, '_>, text: &str, at: Span) -> Option<Tally> {
    let text = text.trim().trim_end_matches(':');
    if !text.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let (number, words) = text.split_once(char::is_whitespace)?;
    let goals = value::number(number, reader.language).ok()?;
    let own = reader.language.is("scorers.own_goals", words);
    (own || reader.language.is("scorers.goals", words)).then_some(Tally { goals, own, at })
}

/// Reads a call of the template.
pub(super) fn goalscorers(
    reader: &mut Reader<'_, '_>,
    template: &Template<'_, '_>,
    entry: &TemplateEntry,
    records: &mut Records,
) {
    if let Some(page) = parameter(template, entry, "page") {
        return records.transclusions.push(data_page(reader, template, entry, page));
    }
    for argument in template.arguments() {
        let (name, value) = (argument.key.name(), argument.value.trimmed(template.document.source));
        if value.is_empty() || entry.is_ignored(&name) {
            continue;
        }
        if let Some(tally) = tally(reader, &name, argument.span) {
            lines(reader, value, tally, records);
        } else if let Some(of) = total(entry.field_of(&name)) {
            records.statements.extend(stated_total(reader, template, of, argument.span, value));
        } else {
            reader.unread("parameter", Some(&name), value, "the template has no parameter of this name");
        }
    }
}

fn data_page(
    reader: &Reader<'_, '_>,
    template: &Template<'_, '_>,
    entry: &TemplateEntry,
    page: Span,
) -> Transclusion {
    let name = template.name();
    let module = name.split_once(':').map_or("", |(_, module)| module.trim());
    Transclusion {
        page: format!("Module:{module}{DATA}{}", reader.flat(page).trimmed()),
        section: None,
        how: entry.id.clone(),
        linked: false,
        at: reader.place_of(template),
    }
}

fn total(field: Option<&str>) -> Option<Counted> {
    match field? {
        "total.goals" => Some(Counted::Goals),
        "total.matches" => Some(Counted::Matches),
        _ => None,
    }
}

/// `|goals=183`: the total that the template prints above its list.
fn stated_total(
    reader: &mut Reader<'_, '_>,
    template: &Template<'_, '_>,
    of: Counted,
    argument: Span,
    value: Span,
) -> Option<Statement> {
    let text = reader.flat(value).trimmed().to_owned();
    match value::number(&text, reader.language) {
        Ok(number) => {
            let sentence = reader.document.text(argument).trim().to_owned();
            let mut statement = Statement::new(StatementKind::Total, sentence, reader.place_of(template));
            let count =
                Count { of, value: Stated::new(number, value), round: None, whole: true, competition: None };
            statement.counts.push(count);
            Some(statement)
        }
        Err(reason) => {
            reader.unread("value", Some("total"), value, reason.to_string());
            None
        }
    }
}

/// The lists inside a template that only arranges them: `{{div col|…}}`, `{{columns-list|…}}`.
pub(super) fn arranged(reader: &mut Reader<'_, '_>, id: NodeId, tally: Tally, records: &mut Records) {
    let parts: Vec<Span> = reader.document.parts_of(id).iter().map(|part| part.value).collect();
    for part in parts.into_iter().filter(|part| reader.document.text(*part).contains('*')) {
        lines(reader, part, tally, records);
    }
}

/// Items one a line.
fn lines(reader: &mut Reader<'_, '_>, value: Span, tally: Tally, records: &mut Records) {
    let mut start = value.start();
    for line in reader.document.text(value).split('\n') {
        let marker = line.len() - line.trim_start_matches(['*', ' ', '#']).len();
        let span = Span::new(start + marker, start + line.len());
        start += line.len() + 1;
        let span = span.trimmed(reader.document.source);
        if !span.is_empty()
            && !reader.document.text(span).starts_with("<!--")
            && !scorer(reader, span, tally, records)
        {
            reader.unread("value", Some("scorer"), span, "the line names no player");
        }
    }
}

/// An item: `{{flagicon|ARG}} [[Name]]`, of an own goal with `(against Alderland)`; `false` where it names nobody.
pub(super) fn scorer(reader: &Reader<'_, '_>, span: Span, tally: Tally, records: &mut Records) -> bool {
    let Some(person) = person(reader, span) else { return false };
    let country = person.country.map(|code| {
        let name = reader.catalogue.countries().name(&code).map(str::to_owned);
        Country { code: Some(code), name }
    });
    let goals = Stated::new(tally.goals, tally.at);
    records.scorers.push(ScorerRow {
        rank: None,
        player: Player { name: person.name, link: person.link },
        country,
        team: None,
        per_round: std::collections::BTreeMap::new(),
        rounds: std::sync::Arc::from([]),
        total: (!tally.own).then_some(goals),
        own_goals: tally.own.then_some(goals),
        notes: person.notes,
        at: reader.place(span),
    });
    true
}

/// The list that a line begins below a heading about goalscorers.
pub(super) fn introduced(reader: &Reader<'_, '_>, text: &str, at: Span) -> Option<List> {
    let tally = tally(reader, text, at)?;
    let section = reader.document.section_at(at.start());
    let is_scorers = |heading: &String| reader.language.is("section.top_scorers", heading);
    section.iter().any(is_scorers).then_some(List::Scorers(tally))
}
