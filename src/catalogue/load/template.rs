//! `templates/**/*.toml`: one entry a file, or several small ones as `[[template]]`.

use super::reader::{Entry, File};
use crate::{
    catalogue::{Shape, TemplateEntry, names::Templates},
    error::Result,
};

const KEYS: [&str; 10] =
    ["id", "shape", "shows", "teams", "names", "modules", "fields", "constants", "ignored", "required"];

/// Adds the entries of a file; one that has the file for itself is called after it.
pub fn add(templates: &mut Templates, stem: &str, file: &File<'_>) -> Result<()> {
    let table = file.parse()?;
    let entries: Vec<Entry<'_>> = file.entries(&table).collect();
    match entries.as_slice() {
        [list] if list.key == "template" => {
            for entries in list.tables()? {
                let id = find(&entries, "id").ok_or_else(|| list.error("a `[[template]]` needs an `id`"))?;
                templates.add(entry(file, id.string()?, &entries)?);
            }
        }
        entries => templates.add(entry(file, stem.to_owned(), entries)?),
    }
    Ok(())
}

/// One entry.
fn entry(file: &File<'_>, id: String, entries: &[Entry<'_>]) -> Result<TemplateEntry> {
    if let Some(stray) = entries.iter().find(|entry| !KEYS.contains(&entry.key)) {
        return Err(stray.unknown("key", &KEYS));
    }
    let shape = find(entries, "shape").ok_or_else(|| file.error(0, format!("`{id}` has no `shape`")))?;
    let shape = shape.one_of("shape", Shape::NAMES)?;
    let mut template = TemplateEntry::new(id, shape, names(entries)?);
    template.shows = find(entries, "shows").map(|shows| shows.string()).transpose()?;
    template.teams = find(entries, "teams").map(|teams| teams.string()).transpose()?;
    if let Some(fields) = find(entries, "fields") {
        add_fields(&mut template, &fields)?;
    }
    if let Some(constants) = find(entries, "constants") {
        let stated = constants.entries()?.map(|entry| Ok((entry.key.to_owned(), entry.string()?)));
        template.constants = stated.collect::<Result<_>>()?;
    }
    if let Some(ignored) = find(entries, "ignored") {
        template.add_ignored(ignored.strings()?).map_err(|message| ignored.error(message))?;
    }
    if let Some(required) = find(entries, "required") {
        template.required = required.strings()?;
        if let Some(stray) = template.required.iter().find(|field| !template.fields.contains_key(*field)) {
            return Err(required.error(format!("required field `{stray}` is not among the fields")));
        }
    }
    Ok(template)
}

fn add_fields(template: &mut TemplateEntry, fields: &Entry<'_>) -> Result<()> {
    for (field, parameters) in fields.named_lists()? {
        template.add_field(&field, parameters.strings()?).map_err(|message| parameters.error(message))?;
    }
    Ok(())
}

/// Template names of all wikis; modules have the same names everywhere.
fn names(entries: &[Entry<'_>]) -> Result<Vec<(String, String)>> {
    let mut names = Vec::new();
    if let Some(languages) = find(entries, "names") {
        for language in languages.entries()? {
            names.extend(language.strings()?.into_iter().map(|name| (language.key.to_owned(), name)));
        }
    }
    if let Some(modules) = find(entries, "modules") {
        let modules = modules.strings()?.into_iter();
        names.extend(modules.map(|module| ("en".to_owned(), format!("#invoke:{module}"))));
    }
    Ok(names)
}

fn find<'d>(entries: &[Entry<'d>], key: &str) -> Option<Entry<'d>> {
    entries.iter().find(|entry| entry.key == key).copied()
}
