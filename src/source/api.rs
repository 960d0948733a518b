//! Answers of MediaWiki's web API: `action=query` with `prop=revisions`, and `action=parse` with `prop=wikitext`, in
//! `formatversion` 1 and 2 (<https://www.mediawiki.org/wiki/API:Revisions>, <https://www.mediawiki.org/wiki/API:Parsing_wikitext>).

use std::borrow::Cow;

use serde_json::Value;

use super::page::RawPage;

/// The pages of an answer; in place of one without text why it has none. `None` where a value is no answer.
pub(super) fn pages(answer: &Value) -> Option<Vec<Result<RawPage<'static>, String>>> {
    // a page of another source may have a member of that name
    if let Some(error) =
        answer.get("error").filter(|error| error.is_object() && answer.get("title").is_none())
    {
        let info = text(error, &["/info", "/*", "/code"]).unwrap_or("no reason given");
        return Some(vec![Err(format!("the API answered with an error: {info}"))]);
    }
    if let Some(parse) = answer.get("parse").filter(|parse| parse.is_object()) {
        return Some(vec![page(parse)]);
    }
    match answer.pointer("/query/pages")? {
        Value::Array(pages) => Some(pages.iter().map(page).collect()),
        Value::Object(pages) => Some(pages.values().map(page).collect()),
        _ => None,
    }
}

/// Where the text is: by slots, before MediaWiki 1.32 without them; `*` in formatversion 1; in an answer to `parse`.
const TEXT: [&str; 6] = [
    "/revisions/0/slots/main/content",
    "/revisions/0/slots/main/*",
    "/revisions/0/content",
    "/revisions/0/*",
    "/wikitext/*",
    "/wikitext",
];

fn page(page: &Value) -> Result<RawPage<'static>, String> {
    let title = text(page, &["/title"]).unwrap_or("");
    let Some(content) = text(page, &TEXT) else {
        let is_missing = ["missing", "invalid"]
            .iter()
            .any(|key| page.get(key).is_some_and(|is| is != &Value::Bool(false)));
        let why = if is_missing { "there is no such page" } else { "the answer holds no wikitext of it" };
        return Err(format!("page “{title}”: {why}"));
    };
    let model =
        text(page, &["/revisions/0/slots/main/contentmodel", "/revisions/0/contentmodel", "/contentmodel"]);
    Ok(RawPage {
        title: owned(title),
        namespace: number(page, &["/ns"]).and_then(|number| i32::try_from(number).ok()).unwrap_or(0),
        page_id: id(page, &["/pageid"]),
        revision: id(page, &["/revisions/0/revid", "/revid"]),
        timestamp: text(page, &["/revisions/0/timestamp"]).map(owned),
        language: text(page, &["/pagelanguage"]).map(owned),
        model: owned(model.unwrap_or("wikitext")),
        is_redirect: page.get("redirect").is_some_and(|is| is != &Value::Bool(false)),
        text: Cow::Owned(content.as_bytes().to_vec()),
        is_escaped: false,
    })
}

/// The first of several places that holds a text.
pub(super) fn text<'v>(value: &'v Value, places: &[&str]) -> Option<&'v str> {
    places.iter().find_map(|place| value.pointer(place)?.as_str())
}

/// The first of several places that holds a number.
pub(super) fn number(value: &Value, places: &[&str]) -> Option<i64> {
    places.iter().find_map(|place| value.pointer(place)?.as_i64())
}

/// The first of several places that holds an id.
pub(super) fn id(value: &Value, places: &[&str]) -> Option<u64> {
    places.iter().find_map(|place| value.pointer(place)?.as_u64())
}

pub(super) fn owned(text: &str) -> Cow<'static, str> {
    Cow::Owned(text.to_owned())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn only(answer: &Value) -> RawPage<'static> {
        pages(answer).unwrap().remove(0).unwrap()
    }

    #[test]
    fn both_format_versions_of_query_are_read() {
        let revision = |content: Value| json!([{"revid": 70, "timestamp": "2031-05-01T10:00:00Z", "slots": {"main": content}}]);
        let one = json!({"query": {"pages": {"7": {"pageid": 7, "ns": 0, "title": "A",
            "revisions": revision(json!({"contentmodel": "wikitext", "*": "text"}))}}}});
        let two = json!({"query": {"pages": [{"pageid": 7, "ns": 0, "title": "A",
            "revisions": revision(json!({"contentmodel": "wikitext", "content": "text"}))}]}});
        for answer in [one, two] {
            let page = only(&answer);
            assert_eq!((&*page.title, page.page_id, page.revision), ("A", Some(7), Some(70)));
            assert_eq!(
                (&*page.text, page.timestamp.as_deref()),
                (&b"text"[..], Some("2031-05-01T10:00:00Z"))
            );
        }
        let old = json!({"query": {"pages": {"7": {"title": "A", "revisions": [{"*": "text"}]}}}});
        assert_eq!(&*only(&old).text, b"text");
    }

    #[test]
    fn both_format_versions_of_parse_are_read() {
        for wikitext in [json!({"*": "text"}), json!("text")] {
            let answer = json!({"parse": {"title": "A", "pageid": 7, "revid": 70, "wikitext": wikitext}});
            let page = only(&answer);
            assert_eq!((&*page.title, page.revision, &*page.text), ("A", Some(70), &b"text"[..]));
        }
    }

    #[test]
    fn what_has_no_text_says_why() {
        for (answer, why) in [
            (
                json!({"query": {"pages": [{"title": "A", "missing": true}]}}),
                "page “A”: there is no such page",
            ),
            (
                json!({"query": {"pages": {"-1": {"title": "A", "missing": ""}}}}),
                "page “A”: there is no such page",
            ),
            (json!({"query": {"pages": [{"title": "A"}]}}), "page “A”: the answer holds no wikitext of it"),
            (json!({"error": {"info": "Too many"}}), "the API answered with an error: Too many"),
        ] {
            assert_eq!(pages(&answer).unwrap().remove(0).unwrap_err(), why);
        }
        assert!(pages(&json!({"title": "A", "text": "x"})).is_none());
        for error in [json!(null), json!({})] {
            assert!(pages(&json!({"title": "A", "text": "x", "error": error})).is_none());
        }
    }
}
