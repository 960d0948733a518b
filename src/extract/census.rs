//! Which templates a text calls, and what the catalogue makes of them.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::{
    catalogue::{Catalogue, Shape, TemplateEntry, fold::fold_title},
    markup::{Document, Template},
};

/// What becomes of the calls of a template.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Reading {
    /// It looks like results and is in no entry: what it states is listed as not read.
    Unread,
    /// It is in no entry.
    Unknown,
    /// Its parameters are read.
    Read,
    /// It shows a part of another page.
    Transclusion,
    /// It carries no data: layout, sources.
    Layout,
    /// A function or variable of MediaWiki itself: `#if`, `PAGENAME`.
    Function,
}

impl Reading {
    /// Its name, as in JSON.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Unread => "unread",
            Self::Unknown => "unknown",
            Self::Read => "read",
            Self::Transclusion => "transclusion",
            Self::Layout => "layout",
            Self::Function => "function",
        }
    }
}

/// How often a template is called.
#[derive(Clone, Debug, Serialize)]
pub struct Use {
    /// Its name as MediaWiki compares it; of a function without its argument. Pages shown as `{{:Page}}` are all `:`.
    pub template: String,
    /// Calls.
    pub uses: u32,
    /// Articles that call it.
    pub articles: u32,
    /// What becomes of them.
    pub reading: Reading,
    /// The catalogue's entry.
    pub entry: Option<String>,
}

/// Templates by name.
#[derive(Clone, Debug, Default)]
pub struct Census {
    uses: BTreeMap<String, Use>,
}

impl Census {
    /// Counts the calls of one text, nested ones too.
    #[must_use]
    pub fn of(document: &Document<'_>, catalogue: &Catalogue, language: &str) -> Self {
        let mut census = Self::default();
        for template in document.templates() {
            let called = called(&template);
            match census.uses.get_mut(&called) {
                Some(known) => known.uses += 1,
                None => {
                    let (reading, entry) = reading(&template, catalogue, language);
                    let entry = entry.map(|entry| entry.id.clone());
                    let first = Use { template: called.clone(), uses: 1, articles: 1, reading, entry };
                    census.uses.insert(called, first);
                }
            }
        }
        census
    }

    /// Adds the calls of other texts.
    #[must_use]
    pub fn and(mut self, other: Self) -> Self {
        for (name, found) in other.uses {
            match self.uses.get_mut(&name) {
                Some(known) => {
                    known.uses += found.uses;
                    known.articles += found.articles;
                }
                None => drop(self.uses.insert(name, found)),
            }
        }
        self
    }

    /// The templates, those called most often first, equals by name.
    #[must_use]
    pub fn by_uses(self) -> Vec<Use> {
        let mut uses: Vec<Use> = self.uses.into_values().collect();
        uses.sort_by_key(|found| std::cmp::Reverse(found.uses));
        uses
    }
}

/// The name under which a call is counted.
fn called(template: &Template<'_, '_>) -> String {
    let name = template.name();
    if name.starts_with([':', '/']) {
        return name.chars().take(1).collect();
    }
    match template.function() {
        Some((function, _)) if !function.eq_ignore_ascii_case("#invoke") => function,
        _ => fold_title(&name),
    }
}

fn reading<'c>(
    template: &Template<'_, '_>,
    catalogue: &'c Catalogue,
    language: &str,
) -> (Reading, Option<&'c TemplateEntry>) {
    let name = template.name();
    let function =
        template.parameters().next().map_or("", |first| template.document.text(first.value).trim());
    let is_module = name.starts_with('#');
    let entry = if is_module {
        catalogue.template(language, &format!("{name}|{function}"))
    } else {
        catalogue.template(language, &name)
    };
    let lower = name.to_lowercase();
    let looks_like_results =
        || catalogue.language(language).words("template.results").iter().any(|word| lower.contains(word));
    let reading = match entry.map(|entry| entry.shape) {
        Some(Shape::Transclusion) => Reading::Transclusion,
        Some(Shape::Layout | Shape::Citation | Shape::Hidden) => Reading::Layout,
        Some(_) => Reading::Read,
        None if looks_like_results() => Reading::Unread,
        None if is_variable(&name) => Reading::Function,
        None => Reading::Unknown,
    };
    (reading, entry)
}

/// `#if:…`, `lc:…`, `PAGENAME`. Modules are functions too, but what they show is the wiki's own.
fn is_variable(name: &str) -> bool {
    let is_invoke = name.get(..7).is_some_and(|start| start.eq_ignore_ascii_case("#invoke"));
    let word = name.split(':').next().unwrap_or(name);
    let is_capital = !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_uppercase()) && word.len() > 6;
    !is_invoke && (name.starts_with('#') || is_capital)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markup;

    #[test]
    fn calls_are_counted_by_what_becomes_of_them() {
        let text = "{{football box|team1={{fb|ALD}}}} {{Football_box|team1=A}} {{:Lowland Cup}} {{:Other}} {{reflist}}
{{#if:x|{{Lowland football box}}}} {{#invoke:Football box|main|team1=B}} {{Alder}} {{2031 Lowland Cup table}}
<!-- {{Birch}} --> {{PAGENAME}}";
        let catalogue = Catalogue::embedded().unwrap();
        let census = Census::of(&markup::parse(text, None), &catalogue, "en");
        let census = census.clone().and(census).by_uses();
        let found: Vec<(&str, u32, u32, &str)> = census
            .iter()
            .map(|found| (found.template.as_str(), found.uses, found.articles, found.reading.name()))
            .collect();
        assert_eq!(
            found,
            [
                (":", 4, 2, "transclusion"),
                ("Football box", 4, 2, "read"),
                ("#if", 2, 2, "function"),
                ("#invoke:Football box", 2, 2, "read"),
                ("2031 Lowland Cup table", 2, 2, "transclusion"),
                ("Alder", 2, 2, "unknown"),
                ("Fb", 2, 2, "read"),
                ("Lowland football box", 2, 2, "unread"),
                ("PAGENAME", 2, 2, "function"),
                ("Reflist", 2, 2, "layout"),
            ]
        );
    }
}
