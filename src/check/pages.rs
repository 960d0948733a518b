//! Rules about records that stand on other pages, or in templates that no entry of the catalogue describes.

use std::collections::BTreeMap;

use super::{
    Reporter, Rule,
    claims::MOST_PLACES,
    registry::{PageNotAmongInputs, UnreadTemplate},
    text,
};
use crate::{
    finding::Location,
    link::Dossiers,
    record::{Transclusion, Unread},
};

/// Sections that a message names.
const MOST_SECTIONS: usize = 6;

impl Rule for UnreadTemplate {
    fn check_batch(&self, dossiers: &Dossiers<'_>, reporter: &mut Reporter<'_, '_>) {
        reporter.applied();
        for (article, extracted) in dossiers.articles.iter().enumerate() {
            for (name, calls) in by_name(&extracted.unread) {
                let Some((first, rest)) = calls.split_first() else { continue };
                let message = match rest.len() {
                    0 => format!("{name} looks like results and the catalogue has no entry for it"),
                    more => format!(
                        "{name} looks like results and the catalogue has no entry for it; it is called {} times",
                        more + 1
                    ),
                };
                let finding =
                    reporter.report(Location { article, span: first.at.span() }, name.to_owned(), message);
                for other in rest.iter().take(MOST_PLACES) {
                    finding.relate(Location { article, span: other.at.span() }, "and here");
                }
            }
        }
    }
}

/// Templates without an entry, with their calls.
fn by_name(unread: &[Unread]) -> BTreeMap<&str, Vec<&Unread>> {
    let mut calls: BTreeMap<&str, Vec<&Unread>> = BTreeMap::new();
    for unread in unread.iter().filter(|unread| unread.what == "template") {
        if let Some(name) = &unread.name {
            calls.entry(name).or_default().push(unread);
        }
    }
    calls
}

impl Rule for PageNotAmongInputs {
    fn check_batch(&self, dossiers: &Dossiers<'_>, reporter: &mut Reporter<'_, '_>) {
        reporter.applied();
        for (article, extracted) in dossiers.articles.iter().enumerate() {
            let mut missing: BTreeMap<&str, Vec<&Transclusion>> = BTreeMap::new();
            let absent = |call: &&Transclusion| dossiers.shown(article, call).is_none();
            for call in extracted.transclusions.iter().filter(absent) {
                missing.entry(&call.page).or_default().push(call);
            }
            for (page, calls) in missing {
                report_page(article, page, &calls, reporter);
            }
        }
    }
}

fn report_page(article: usize, page: &str, calls: &[&Transclusion], reporter: &mut Reporter<'_, '_>) {
    let Some((first, rest)) = calls.split_first() else { return };
    let location = |call: &Transclusion| Location { article, span: call.at.span() };
    let message = format!("{} shown, and the page is not among the inputs", shown(page, calls));
    let finding = reporter.report(location(first), page.to_owned(), message);
    for call in rest.iter().take(MOST_PLACES) {
        finding.relate(location(call), "and here");
    }
}

/// `Page is`, `section Final of Page is`, `sections A1, A2 and 4 more of Page are`
fn shown(page: &str, calls: &[&Transclusion]) -> String {
    let names: Vec<&str> = calls.iter().filter_map(|call| call.section.as_deref()).collect();
    match names.as_slice() {
        [] => format!("{page} is"),
        [one] => format!("section {one} of {page} is"),
        names => {
            let mut shown: Vec<String> =
                names.iter().take(MOST_SECTIONS).map(|name| (*name).to_owned()).collect();
            let more = names.len() - shown.len();
            if more > 0 {
                shown.push(format!("{more} more"));
            }
            format!("sections {} of {page} are", text::list(&shown))
        }
    }
}
