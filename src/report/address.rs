//! Addresses: of a page of a wiki, of a section in it, and those that an article states.

use crate::{extract::Heading, record::ArticleInfo, sink::uri};

/// An address that may be followed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    /// `https://…` or `http://…`.
    pub href: String,
    /// What the reader sees of it.
    pub text: String,
}

/// An address that an article states, where it is one of the web: `javascript:` and its like are text, no links.
#[must_use]
pub fn of_the_web(address: &str) -> Option<Address> {
    let address = address.trim();
    let (scheme, rest) = address.split_once("://")?;
    let is_web = scheme.eq_ignore_ascii_case("https") || scheme.eq_ignore_ascii_case("http");
    let host = rest.split(['/', '?', '#']).next().unwrap_or("");
    let is_plain = !address.contains(|letter: char| letter.is_whitespace() || letter.is_control());
    // A user name before the host is what makes one address look like another.
    let is_host = !host.is_empty() && !host.contains('@');
    (is_web && is_host && is_plain)
        .then(|| Address { href: address.to_owned(), text: host.trim_start_matches("www.").to_owned() })
}

/// The section of an article on its wiki: of the revision that was read, or of the page where the revision is not known.
#[must_use]
pub fn of_section(info: &ArticleInfo, heading: Option<&Heading>) -> Option<Address> {
    let title = info.title.as_deref().filter(|title| !title.is_empty())?;
    let is_language =
        |code: &str| code.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-') && code.len() > 1;
    let language = Some(&*info.language).filter(|code| is_language(code))?;
    let page = match info.revision {
        Some(revision) => format!("w/index.php?title={}&oldid={revision}", encoded(title)),
        None => format!("wiki/{}", encoded(title)),
    };
    let text = match (heading, info.revision) {
        (Some(_), _) => "section".to_owned(),
        (None, Some(revision)) => format!("revision {revision}"),
        (None, None) => "current revision".to_owned(),
    };
    let anchor = heading.map(anchor).unwrap_or_default();
    Some(Address { href: format!("https://{language}.wikipedia.org/{page}{anchor}"), text })
}

/// The anchor of a heading: MediaWiki numbers the second of one text and those behind it.
fn anchor(heading: &Heading) -> String {
    let text = encoded(&heading.text);
    if heading.occurrence > 1 { format!("#{text}_{}", heading.occurrence) } else { format!("#{text}") }
}

/// A title or anchor in an address: blanks are `_`, and whatever is not plain is percent-encoded.
fn encoded(text: &str) -> String {
    uri::encode(&text.trim().replace(' ', "_"), b"-._~:/()!*,")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markup::Dialect;

    fn info(title: Option<&str>, language: &str, revision: Option<u64>) -> ArticleInfo {
        ArticleInfo {
            title: title.map(str::to_owned),
            language: language.to_owned(),
            path: "a.wiki".to_owned(),
            page_id: None,
            revision,
            timestamp: None,
            dialect: Dialect::Wikitext,
        }
    }

    fn heading(text: &str, occurrence: u32) -> Heading {
        Heading { start: 0, text: text.to_owned(), occurrence }
    }

    #[test]
    fn only_addresses_of_the_web_become_links() {
        for (address, text) in [
            ("https://www.example.org/report?id=1", Some("example.org")),
            ("HTTP://example.org", Some("example.org")),
            ("javascript:alert(1)", None),
            ("javascript://example.org/%0aalert(1)", None),
            ("java\tscript://x", None),
            ("data:text/html,x", None),
            ("https://good.example@evil.example/", None),
            ("https:// example.org", None),
            ("//example.org", None),
            ("https://", None),
        ] {
            assert_eq!(of_the_web(address).map(|address| address.text).as_deref(), text, "{address}");
        }
    }

    #[test]
    fn a_section_is_linked_in_the_revision_that_was_read() {
        let cup = info(Some("2031 Lowland Cup"), "en", Some(7));
        assert_eq!(
            of_section(&cup, Some(&heading("Semi-finals & final", 1))).unwrap().href,
            "https://en.wikipedia.org/w/index.php?title=2031_Lowland_Cup&oldid=7#Semi-finals_%26_final"
        );
        let cup = info(Some("Pokal & \"Cup\""), "de", None);
        assert_eq!(of_section(&cup, None).unwrap().href, "https://de.wikipedia.org/wiki/Pokal_%26_%22Cup%22");
    }

    #[test]
    fn the_second_heading_of_one_text_has_a_number() {
        let cup = info(Some("Cup"), "en", None);
        let href = |occurrence| of_section(&cup, Some(&heading("Table", occurrence))).unwrap().href;
        assert_eq!(href(1), "https://en.wikipedia.org/wiki/Cup#Table");
        assert_eq!(href(2), "https://en.wikipedia.org/wiki/Cup#Table_2");
    }

    #[test]
    fn without_a_title_or_a_wiki_there_is_no_link() {
        assert_eq!(of_section(&info(None, "en", Some(7)), None), None);
        assert_eq!(of_section(&info(Some("Cup"), "evil.example/", None), None), None);
    }
}
