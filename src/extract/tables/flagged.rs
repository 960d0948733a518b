//! Names beside a flag that no template of the catalogue draws: a picture of the flag (`[[File:Flag of Senegal.svg|link=Senegal]]`),
//! or a template that has the country's code for its name and shows flag and link (`{{NOR|Ziel=Erling Haaland}}`).

use crate::{
    extract::{match_box::clean, reader::Reader, team::team},
    markup::{Key, NodeId, NodeKind, Template},
    record::Team,
    span::Span,
};

/// Reads a name with its link and its flag, whatever draws the flag.
pub(super) fn named(reader: &Reader<'_, '_>, cell: Span) -> Option<Team> {
    match team(reader, cell) {
        Some(named) if named.country.is_some() => Some(named),
        Some(named) => Some(Team { country: pictured(reader, cell), ..named }),
        None => coded(reader, cell),
    }
}

/// The country of the first picture of a flag in a cell.
fn pictured(reader: &Reader<'_, '_>, cell: Span) -> Option<String> {
    reader.document.children_in(cell).find_map(|id| flag_file(reader, id))
}

/// The country of a file by what its link or its description names, else by the name of the file.
fn flag_file(reader: &Reader<'_, '_>, id: NodeId) -> Option<String> {
    let document = reader.document;
    let node = document.nodes.get(id).filter(|node| node.kind == NodeKind::Link)?;
    let (namespace, file) = document.text(node.head).trim().split_once(':')?;
    if !reader.language.is("namespace.hidden", namespace) {
        return None;
    }
    let country = country_of_file(reader, file)?;
    let countries = reader.catalogue.countries();
    let options = document.parts_of(id).iter().filter_map(|part| document.text(part.value).split_once('='));
    let named = options.filter_map(|(_, value)| countries.code(value.trim()));
    let code = named.chain(countries.code(country)).next();
    code.map(str::to_owned)
}

/// `Senegal` of `Flag of Senegal.svg`.
fn country_of_file<'f>(reader: &Reader<'_, '_>, file: &'f str) -> Option<&'f str> {
    let (name, _) = file.rsplit_once('.')?;
    let words = reader.language.words("flagged.file");
    let begins = |word: &String| {
        let head = name.get(..word.len()).filter(|head| head.eq_ignore_ascii_case(word))?;
        name.get(head.len()..).filter(|rest| rest.starts_with([' ', '_']))
    };
    words.iter().find_map(begins).map(|country| country.trim_matches([' ', '_']))
}

/// The one template of a cell whose name is a country's code: its link, and its label where it has one of its own.
fn coded(reader: &Reader<'_, '_>, cell: Span) -> Option<Team> {
    let flat = reader.flat(cell);
    let [call] = flat.unknown.as_slice() else { return None };
    let template = reader.document.template(*call)?;
    let written = template.name();
    reader.catalogue.countries().name(&written)?;
    let target = argument(reader, &template, 1, "flagged.target")?;
    let link = clean(&reader.flat(target));
    let label = argument(reader, &template, 2, "flagged.label").map(|label| clean(&reader.flat(label)));
    let name = label.filter(|label| !label.is_empty()).unwrap_or_else(|| without_bracket(&link).to_owned());
    // `{{AUT|#}}` shows the flag alone.
    name.chars().any(char::is_alphanumeric).then(|| Team {
        name,
        link: Some(link),
        country: Some(written.into_owned()),
        at: target,
        ..Team::default()
    })
}

fn argument(
    reader: &Reader<'_, '_>,
    template: &Template<'_, '_>,
    number: usize,
    words: &str,
) -> Option<Span> {
    let is_it = |key: &Key<'_>| match key {
        Key::Positional(position) => *position == number,
        Key::Named(name) => reader.language.is(words, name),
    };
    let found = template.arguments().find(|argument| is_it(&argument.key))?;
    Some(found.value.trimmed(reader.document.source)).filter(|value| !value.is_empty())
}

/// A title without what tells it apart from others: `Nicolas Meister (Fußballspieler)`.
fn without_bracket(title: &str) -> &str {
    title.split_once(" (").map_or(title, |(name, _)| name)
}
