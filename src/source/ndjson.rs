//! JSON that holds pages: one page a line (NDJSON), or answers of the web API, one in a file or one a line.
//!
//! A page is an object with `title` and `text`, and as far as known `namespace`, `page_id`, `revision`, `timestamp`, `language`
//! and `model`; the names that MediaWiki's API gives these (`ns`, `pageid`, `revid`, `contentmodel`) are read too, and so are
//! the objects of Wikimedia Enterprise's dumps (<https://enterprise.wikimedia.com/docs/data-dictionary/>).

use std::{
    collections::VecDeque,
    io::{BufRead, BufReader, Read},
};

use serde_json::Value;

use super::{
    api::{self, id, number, owned, text},
    compression::Input,
    page::RawPage,
};

const TITLE: [&str; 2] = ["/title", "/name"];
const TEXT: [&str; 4] = ["/text", "/wikitext", "/content", "/article_body/wikitext"];
const NAMESPACE: [&str; 3] = ["/namespace", "/ns", "/namespace/identifier"];
const PAGE_ID: [&str; 3] = ["/page_id", "/pageid", "/identifier"];
const REVISION: [&str; 3] = ["/revision", "/revid", "/version/identifier"];
const TIMESTAMP: [&str; 2] = ["/timestamp", "/date_modified"];
const LANGUAGE: [&str; 2] = ["/language", "/in_language/identifier"];
const MODEL: [&str; 2] = ["/model", "/contentmodel"];

/// Pages of a JSON input.
pub(super) struct JsonPages {
    input: BufReader<Input>,
    line: usize,
    bytes: u64,
    is_damaged: bool,
    pages: VecDeque<Result<RawPage<'static>, String>>,
}

impl JsonPages {
    /// The pages of an input; `head` has been read from it before.
    pub fn new(head: Vec<u8>, input: Input) -> Self {
        let input: Input = Box::new(std::io::Cursor::new(head).chain(input));
        let input = BufReader::with_capacity(1 << 16, input);
        Self { input, line: 0, bytes: 0, is_damaged: false, pages: VecDeque::new() }
    }

    /// The next page; in place of one that cannot be read why.
    pub fn next(&mut self) -> Option<Result<RawPage<'static>, String>> {
        while self.pages.is_empty() {
            match self.value()? {
                Ok(value) => {
                    let line = self.line;
                    let located = |page: Result<_, String>| page.map_err(|why| format!("line {line}: {why}"));
                    self.pages.extend(pages(&value).into_iter().map(located));
                }
                Err(why) => return Some(Err(why)),
            }
        }
        self.pages.pop_front()
    }

    /// Bytes of the input that have been read.
    pub fn bytes(&self) -> u64 {
        self.bytes
    }

    /// The object of the next line that is not blank; the first one may stretch over all lines.
    fn value(&mut self) -> Option<Result<Value, String>> {
        let mut line = Vec::new();
        while line.trim_ascii().is_empty() {
            line.clear();
            self.line += 1;
            match self.input.read_until(b'\n', &mut line) {
                Ok(0) => return None,
                Ok(read) => self.bytes += read as u64,
                Err(_) if std::mem::replace(&mut self.is_damaged, true) => return None,
                Err(error) => return Some(Err(self.at_line(&format!("the stream is damaged ({error})")))),
            }
        }
        match serde_json::from_slice(line.trim_ascii()) {
            Err(error) if error.is_eof() && self.line == 1 => self.whole(line),
            parsed => Some(parsed.map_err(|error| self.at_line(&format!("no JSON: {error}")))),
        }
    }

    fn whole(&mut self, mut start: Vec<u8>) -> Option<Result<Value, String>> {
        let read = self.input.read_to_end(&mut start);
        self.bytes = start.len() as u64;
        let parsed = read.map_err(|error| error.to_string());
        let parsed = parsed.and_then(|_| serde_json::from_slice(&start).map_err(|error| error.to_string()));
        Some(parsed.map_err(|error| format!("no JSON: {error}")))
    }

    fn at_line(&self, why: &str) -> String {
        format!("line {}: {why}", self.line)
    }
}

fn pages(value: &Value) -> Vec<Result<RawPage<'static>, String>> {
    api::pages(value).unwrap_or_else(|| vec![page(value)])
}

fn page(value: &Value) -> Result<RawPage<'static>, String> {
    let (Some(title), Some(content)) = (text(value, &TITLE), text(value, &TEXT)) else {
        return Err(
            "no page: an object with `title` and `text`, or an answer of the MediaWiki API, is expected"
                .to_owned(),
        );
    };
    Ok(RawPage {
        title: owned(title),
        namespace: number(value, &NAMESPACE).and_then(|number| i32::try_from(number).ok()).unwrap_or(0),
        page_id: id(value, &PAGE_ID),
        revision: id(value, &REVISION),
        timestamp: text(value, &TIMESTAMP).map(owned),
        language: text(value, &LANGUAGE).map(owned),
        model: owned(text(value, &MODEL).unwrap_or("wikitext")),
        is_redirect: false,
        text: content.as_bytes().to_vec().into(),
        is_escaped: false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(input: &str) -> Vec<Result<(String, String), String>> {
        let mut pages = JsonPages::new(Vec::new(), Box::new(std::io::Cursor::new(input.as_bytes().to_vec())));
        let next =
            || pages.next().map(|page| page.map(RawPage::into_page).map(|page| (page.title, page.text)));
        std::iter::from_fn(next).collect()
    }

    #[test]
    fn a_line_is_a_page() {
        let lines = "{\"title\": \"A\", \"text\": \"a\"}\n\n{\"name\": \"B\", \"article_body\": {\"wikitext\": \"b\"}}\n";
        let pages: Vec<_> = read(lines).into_iter().map(Result::unwrap).collect();
        assert_eq!(pages, [("A".into(), "a".into()), ("B".into(), "b".into())]);
    }

    #[test]
    fn an_answer_may_stretch_over_lines() {
        let answer = "{\n  \"parse\": {\n    \"title\": \"A\",\n    \"wikitext\": \"a\"\n  }\n}\n";
        assert_eq!(read(answer), [Ok(("A".into(), "a".into()))]);
    }

    #[test]
    fn a_bad_line_is_named_and_the_others_are_read() {
        let pages = read(
            "{\"title\": \"A\", \"text\": \"a\"}\n{\"title\": \n{\"schema_version\": 1}\n{\"title\": \"B\", \"text\": \"b\"}",
        );
        assert_eq!(pages.len(), 4);
        assert!(pages[1].as_ref().unwrap_err().starts_with("line 2: no JSON"), "{pages:?}");
        assert!(pages[2].as_ref().unwrap_err().starts_with("line 3: no page"), "{pages:?}");
        assert!(pages[3].is_ok());
    }
}
