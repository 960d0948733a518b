//! Calls that show a part of another page: which page, which section.
//!
//! They are recorded, not followed: what a page states is read where it stands, once, however often it is shown.

use super::reader::{Reader, parameter};
use crate::{catalogue::TemplateEntry, markup::Template, record::Transclusion, value};

/// How a call came out.
pub(super) enum Call {
    /// It shows a page.
    Shows(Transclusion),
    /// It shows a page whose name only the wiki can find out.
    Unresolved,
    /// Its parameters are no choice among what a page holds: it states data of its own.
    StatesData,
    /// It helps readers to find other articles.
    Navigation,
}

/// Reads a call. `title` is that of the article, for pages below it (`{{/Group A}}`).
pub(super) fn transclusion(
    reader: &Reader<'_, '_>,
    template: &Template<'_, '_>,
    entry: &TemplateEntry,
    title: Option<&str>,
) -> Call {
    let name = template.name();
    let is_named = !name.starts_with(['#', ':', '/']) && entry.parameters("page").is_empty();
    if is_named && !template.arguments().all(|argument| is_choice(&argument.key.name(), entry)) {
        return Call::StatesData;
    }
    if is_named && is_navigation(reader, template) {
        return Call::Navigation;
    }
    let Some(page) = page(reader, template, entry, &name, title) else { return Call::Unresolved };
    Call::Shows(Transclusion {
        page,
        section: field(reader, template, entry, "section"),
        how: entry.id.clone(),
        linked: false,
        at: reader.place_of(template),
    })
}

fn is_choice(parameter: &str, entry: &TemplateEntry) -> bool {
    entry.field_of(parameter).is_some() || entry.is_ignored(parameter)
}

/// A table below `External links` or inside a box of such links leads to other articles.
fn is_navigation(reader: &Reader<'_, '_>, template: &Template<'_, '_>) -> bool {
    let section = reader.document.section_at(template.span.start());
    section.iter().any(|heading| reader.language.is("section.references", heading))
}

/// The page that a call shows.
fn page(
    reader: &Reader<'_, '_>,
    template: &Template<'_, '_>,
    entry: &TemplateEntry,
    name: &str,
    title: Option<&str>,
) -> Option<String> {
    if !entry.parameters("page").is_empty() {
        return value::title(&field(reader, template, entry, "page")?, reader.language);
    }
    if name.starts_with('/') {
        return value::title(&format!("{}{name}", title?), reader.language);
    }
    if name.starts_with('#') {
        return value::title(name.split_once(':')?.1, reader.language);
    }
    if name.starts_with(':') {
        return value::title(name, reader.language);
    }
    // `{{Template:X}}` names the namespace itself, in any of its names.
    let named = value::title(name, reader.language)?;
    Some(if value::is_template_title(&named) { named } else { value::template_title(name) })
}

/// A parameter as it is shown; of a link its target.
fn field(
    reader: &Reader<'_, '_>,
    template: &Template<'_, '_>,
    entry: &TemplateEntry,
    field: &str,
) -> Option<String> {
    let flat = reader.flat(parameter(template, entry, field)?);
    let text = flat.link().unwrap_or_else(|| flat.trimmed().to_owned());
    (!text.is_empty()).then_some(text)
}
