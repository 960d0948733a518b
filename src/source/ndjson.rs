//! JSON that holds pages: one page a line (NDJSON), an array of them, or answers of the web API, one in a file or one a line.
//!
//! A page is an object with `title` and `text`, and as far as known `namespace`, `page_id`, `revision`, `timestamp`, `language`
//! and `model`; the names that MediaWiki's API gives these (`ns`, `pageid`, `revid`, `contentmodel`) are read too, and so are
//! the objects of Wikimedia Enterprise's dumps (<https://enterprise.wikimedia.com/docs/data-dictionary/>).

use std::{
    collections::VecDeque,
    io::{self, BufRead, BufReader, Cursor, Read},
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

/// The longest line, and the longest answer that stretches over lines: texts of pages have at most 2 MiB.
const MOST_LINE_BYTES: u64 = if cfg!(test) { 4096 } else { 256 << 20 };

/// Mark at the beginning of a text that says how it is encoded.
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// Pages of a JSON input.
pub(super) struct JsonPages {
    input: BufReader<Input>,
    line: usize,
    bytes: u64,
    /// Whether a line was seen that is not blank.
    is_begun: bool,
    is_damaged: bool,
    pages: VecDeque<Result<RawPage<'static>, String>>,
}

/// A line of an input.
enum Line {
    Text(Vec<u8>),
    TooLong,
    Damaged(String),
}

impl JsonPages {
    /// The pages of an input; `head` has been read from it before.
    pub fn new(head: Vec<u8>, input: Input) -> Self {
        let input = in_front(head, input);
        Self { input, line: 0, bytes: 0, is_begun: false, is_damaged: false, pages: VecDeque::new() }
    }

    /// The next page; in place of one that cannot be read why.
    pub fn next(&mut self) -> Option<Result<RawPage<'static>, String>> {
        while self.pages.is_empty() {
            let line = self.line + 1;
            match self.value()? {
                Ok(value) => {
                    let line = line.max(self.line);
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

    /// The value of the next line that is not blank; the first one may stretch over all lines.
    fn value(&mut self) -> Option<Result<Value, String>> {
        let mut line = Vec::new();
        while line.trim_ascii().is_empty() {
            line = match self.read_line()? {
                Line::Text(line) => line,
                Line::TooLong => return Some(Err(self.at_line(None, "it is too long to be a page"))),
                Line::Damaged(why) => return Some(Err(self.at_line(None, &why))),
            };
            if let Some(text) = line.strip_prefix(BYTE_ORDER_MARK).filter(|_| self.line == 1) {
                line = text.to_vec();
            }
        }
        let is_first = !std::mem::replace(&mut self.is_begun, true);
        Some(match serde_json::from_slice(line.trim_ascii()) {
            Ok(value) => Ok(value),
            Err(error) if error.is_eof() && is_first => self.whole(line).ok_or_else(|| self.no_json(&error)),
            Err(error) => Err(self.no_json(&error)),
        })
    }

    fn read_line(&mut self) -> Option<Line> {
        self.line += 1;
        let mut line = Vec::new();
        let read = self.input.by_ref().take(MOST_LINE_BYTES).read_until(b'\n', &mut line);
        self.bytes += line.len() as u64;
        match read {
            Ok(0) => None,
            Ok(_) if line.len() as u64 == MOST_LINE_BYTES && !line.ends_with(b"\n") => {
                self.skip_line();
                Some(Line::TooLong)
            }
            Ok(_) => Some(Line::Text(line)),
            Err(_) if std::mem::replace(&mut self.is_damaged, true) => None,
            Err(error) => Some(Line::Damaged(format!("the stream is damaged ({error})"))),
        }
    }

    /// Passes over the rest of a line; what is wrong with the stream shows when the next one is read.
    fn skip_line(&mut self) {
        while let Ok(bytes) = self.input.fill_buf() {
            let end = memchr::memchr(b'\n', bytes);
            let passed = end.map_or(bytes.len(), |end| end + 1);
            self.input.consume(passed);
            self.bytes += passed as u64;
            if end.is_some() || passed == 0 {
                break;
            }
        }
    }

    /// One value that stretches over all lines; if it does not, they are still to be read one by one.
    fn whole(&mut self, mut text: Vec<u8>) -> Option<Value> {
        let first = text.len();
        let read = self.input.by_ref().take(MOST_LINE_BYTES).read_to_end(&mut text);
        if let (Ok(read), Ok(value)) = (read, serde_json::from_slice(&text)) {
            self.bytes += read as u64;
            return Some(value);
        }
        let rest = text.split_off(first);
        let input = std::mem::replace(&mut self.input, BufReader::new(Box::new(io::empty())));
        self.input = in_front(rest, Box::new(input));
        None
    }

    fn no_json(&self, error: &serde_json::Error) -> String {
        let cause = error.to_string();
        let cause = cause.rsplit_once(" at line ").map_or(&*cause, |(cause, _)| cause);
        self.at_line(Some(error.column()), &format!("no JSON: {cause}"))
    }

    fn at_line(&self, column: Option<usize>, why: &str) -> String {
        let column = column.map(|column| format!(", column {column}")).unwrap_or_default();
        format!("line {}{column}: {why}", self.line)
    }
}

/// An input behind what was read from it before.
fn in_front(read: Vec<u8>, input: Input) -> BufReader<Input> {
    BufReader::with_capacity(1 << 16, Box::new(Cursor::new(read).chain(input)))
}

fn pages(value: &Value) -> Vec<Result<RawPage<'static>, String>> {
    match value {
        Value::Array(values) => values.iter().flat_map(pages).collect(),
        value => api::pages(value).unwrap_or_else(|| vec![page(value)]),
    }
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
        assert!(pages[1].as_ref().unwrap_err().starts_with("line 2, column 9: no JSON: EOF"), "{pages:?}");
        assert!(pages[2].as_ref().unwrap_err().starts_with("line 3: no page"), "{pages:?}");
        assert!(pages[3].is_ok());
    }

    #[test]
    fn a_first_line_that_is_cut_off_costs_only_itself() {
        let pages = read("\u{feff}\n{\"title\": \"A\", \"te\n{\"title\": \"B\", \"text\": \"b\"}\n");
        assert_eq!(pages.len(), 2, "{pages:?}");
        assert!(pages[0].as_ref().unwrap_err().starts_with("line 2, column "), "{pages:?}");
        assert_eq!(pages[1], Ok(("B".into(), "b".into())));
    }

    #[test]
    fn a_byte_order_mark_is_no_part_of_the_first_line() {
        assert_eq!(read("\u{feff}{\"title\": \"A\", \"text\": \"a\"}"), [Ok(("A".into(), "a".into()))]);
    }

    #[test]
    fn an_array_holds_pages() {
        let expected = [Ok(("A".into(), "a".into())), Ok(("B".into(), "b".into()))];
        let array = "[{\"title\": \"A\", \"text\": \"a\"}, {\"title\": \"B\", \"text\": \"b\"}]";
        assert_eq!(read(array), expected);
        assert_eq!(read(&array.replace("{", "\n{\n")), expected);
    }

    #[test]
    fn a_line_that_is_too_long_costs_only_itself() {
        let long = "x".repeat(usize::try_from(MOST_LINE_BYTES).unwrap() * 3);
        let lines =
            format!("{{\"title\": \"A\", \"text\": \"{long}\"}}\n{{\"title\": \"B\", \"text\": \"b\"}}\n");
        let pages = read(&lines);
        assert_eq!(pages[0], Err("line 1: it is too long to be a page".to_owned()));
        assert_eq!(pages[1..], [Ok(("B".into(), "b".into()))]);
    }
}
