//! The pages of rules, from Markdown to HTML.

use std::collections::BTreeSet;

use pulldown_cmark::{Event, HeadingLevel, Parser, Tag, TagEnd, html};

use crate::check::{RuleMeta, metas};

/// The page of a rule.
#[derive(Clone, Debug)]
pub struct RulePage {
    /// `AGG001`
    pub code: &'static str,
    /// `aggregate-mismatch`
    pub name: &'static str,
    /// The page without its title, as HTML.
    pub html: String,
}

/// The pages of rules by their codes, in the order of the registry.
pub(super) fn pages(codes: &BTreeSet<&str>) -> Vec<RulePage> {
    metas().filter(|meta| codes.contains(meta.code)).map(page).collect()
}

fn page(meta: &'static RuleMeta) -> RulePage {
    let mut in_title = false;
    let events = Parser::new(meta.text).filter(|event| {
        let was_title = in_title;
        match event {
            Event::Start(Tag::Heading { level: HeadingLevel::H1, .. }) => in_title = true,
            Event::End(TagEnd::Heading(HeadingLevel::H1)) => in_title = false,
            _ => {}
        }
        !was_title && !in_title
    });
    // The page of a rule stands one level further down in the report.
    let events = events.map(|event| match event {
        Event::Start(Tag::Heading { id, classes, attrs, .. }) => {
            Event::Start(Tag::Heading { level: HeadingLevel::H3, id, classes, attrs })
        }
        Event::End(TagEnd::Heading(_)) => Event::End(TagEnd::Heading(HeadingLevel::H3)),
        // No page has HTML of its own; should one ever quote some, it is shown as text.
        Event::Html(text) | Event::InlineHtml(text) => Event::Text(text),
        event => event,
    });
    let mut out = String::new();
    html::push_html(&mut out, events);
    // A block of code that is wider than the page is scrolled, by keys too.
    let html = out.replace("<pre>", "<pre tabindex=\"0\">");
    RulePage { code: meta.code, name: meta.name, html }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_of_a_rule_keeps_its_text_and_leaves_its_title() {
        let pages = pages(&BTreeSet::from(["AGG001"]));
        let [page] = pages.as_slice() else { panic!("one page") };
        assert!(page.html.contains("<h3>What it finds</h3>"), "{}", page.html);
        assert!(page.html.contains("{{TwoLegResult|Alder Town|ENG|5–2"), "{}", page.html);
        assert!(!page.html.contains("aggregate-mismatch (AGG001)"), "{}", page.html);
    }
}
