//! Persons: a name, a link, a flag, and what is written behind the name.

use super::{
    match_box::clean,
    reader::Reader,
    team::flag_code,
    text::{Flat, LinkMark},
};
use crate::{
    line::one_line,
    markup::{NodeId, NodeKind},
    span::{Span, trim},
};

/// Signs that editors put beside a value to point to a remark elsewhere.
const SIGNS: [char; 8] = ['*', '†', '‡', '§', '¹', '²', '³', '^'];

/// A person at one place.
#[derive(Clone, Debug, Default)]
pub(super) struct Person {
    /// Name as displayed.
    pub name: String,
    /// Target of the link around the name.
    pub link: Option<String>,
    /// Code of the flag beside the name.
    pub country: Option<String>,
    /// Whether a mark behind the name says that this is the captain.
    pub captain: bool,
    /// Other remarks, marks and footnotes.
    pub notes: Vec<String>,
}

/// Reads `[[Name]]`, `[[Name (footballer)|Name]] ([[Captain (association football)|c]])`, `{{sortname|Ned|Rock}} <sup>INJ</sup>`,
/// `Name*`; `None` where no name is shown.
pub(super) fn person(reader: &Reader<'_, '_>, span: Span) -> Option<Person> {
    if let Some((target, label)) = only_link(reader.document.text(span)) {
        let person = Person { name: label.to_owned(), link: Some(target.to_owned()), ..Person::default() };
        return Some(person);
    }
    let (shown, raised) = split_raised(reader, span);
    let flat = reader.flat(shown);
    let mut person = Person { country: flag_code(reader, &flat), ..Person::default() };
    let rest = name(&flat, &mut person);
    remarks(reader, rest, &mut person);
    remarks(reader, &raised, &mut person);
    person.notes.extend(footnotes(reader, &flat));
    (!person.name.is_empty()).then_some(person)
}

/// Reads persons one a line, as cells with several coaches list them.
pub(super) fn persons(reader: &Reader<'_, '_>, span: Span) -> Vec<Person> {
    let document = reader.document;
    let is_break = |id: &NodeId| {
        let node = document.nodes.get(*id);
        node.is_some_and(|node| {
            let name = document.text(node.head).trim_matches('/').trim();
            node.kind == NodeKind::Html && name.eq_ignore_ascii_case("br")
        })
    };
    let breaks = document.children_in(span).filter(is_break).filter_map(|id| document.nodes.get(id));
    let end = Span { start: span.end, end: span.end };
    let lines = breaks.map(|node| node.span).chain([end]).scan(span.start, |from, next| {
        let line = Span { start: *from, end: next.start };
        *from = next.end;
        Some(line)
    });
    lines.filter_map(|line| person(reader, line.trimmed(document.source))).collect()
}

/// The name is the label of a link that begins the text, else what stands before the first bracket. Gives what is left.
fn name<'f>(flat: &'f Flat<'_>, person: &mut Person) -> &'f str {
    let text = flat.text.trim_start();
    let start = flat.text.len() - text.len();
    let linked = flat.links.first().filter(|link| link.start <= start && link.end > start);
    let end = linked.map_or_else(|| text.find('(').unwrap_or(text.len()), |link| link.end - start);
    let (name, rest) = text.split_at_checked(end).unwrap_or((text, ""));
    person.link = linked.map(LinkMark::title);
    let (name, signs) = split_signs(name);
    person.name = one_line(name);
    person.notes.extend(signs.map(str::to_owned));
    rest
}

/// Sorts what stands behind a name: `(c)`, `(captain)`, `*`, `INJ`.
pub(super) fn remarks(reader: &Reader<'_, '_>, text: &str, person: &mut Person) {
    for remark in text.split(['(', ')', '[', ']']).map(|remark| remark.trim_matches(is_gap)) {
        if reader.language.is("squad.captain", remark) {
            person.captain = true;
        } else if !remark.is_empty() {
            person.notes.push(one_line(remark));
        }
    }
}

fn is_gap(c: char) -> bool {
    c.is_whitespace() || matches!(c, ',' | ';')
}

/// The text of the footnotes that are called in a value.
pub(super) fn footnotes(reader: &Reader<'_, '_>, flat: &Flat<'_>) -> Vec<String> {
    let texts = flat.notes.iter().filter_map(|&id| reader.footnote_text(id));
    texts.map(|text| clean(&reader.flat(text))).filter(|note| !note.is_empty()).collect()
}

/// Splits a value before its first `<sup>`: status marks (`<sup>INJ</sup>`) are raised, and their letters would run into the
/// text before them. Gives the span before the mark and the raised text.
pub(super) fn split_raised(reader: &Reader<'_, '_>, span: Span) -> (Span, String) {
    let document = reader.document;
    if !document.text(span).contains("<sup") {
        return (span, String::new());
    }
    let nodes = document.children_in(span).filter_map(|id| document.nodes.get(id));
    let is_raised = |tag: &str| tag.eq_ignore_ascii_case("sup");
    let tag =
        nodes.filter(|node| node.kind == NodeKind::Html).find(|node| is_raised(document.text(node.head)));
    let Some(tag) = tag else { return (span, String::new()) };
    let raised = Span { start: tag.span.end, end: span.end };
    (Span { start: span.start, end: tag.span.start }, clean(&reader.flat(raised)))
}

/// Splits `32*` into the value and the signs beside it.
pub(super) fn split_signs(text: &str) -> (&str, Option<&str>) {
    let text = text.trim();
    let before = text.trim_end_matches(SIGNS);
    if before.len() < text.len() {
        return (before.trim_end(), text.get(before.len()..));
    }
    let behind = text.trim_start_matches(SIGNS);
    (behind.trim_start(), text.get(..text.len() - behind.len()).filter(|signs| !signs.is_empty()))
}

/// Target and label of a value that is one link and nothing else, as most names are: no need to look for marks in it.
pub(super) fn only_link(text: &str) -> Option<(&str, &str)> {
    let inside = text.strip_prefix("[[")?.strip_suffix("]]")?;
    let pipe = inside.bytes().position(|byte| byte == b'|').and_then(|at| inside.split_at_checked(at));
    let (target, label) =
        pipe.map_or((inside, inside), |(target, label)| (target, label.get(1..).unwrap_or("")));
    let (target, label) = (trim(target), trim(label));
    // A colon may be that of a namespace, whose links show no text.
    let simple = is_plain(inside)
        && !target.as_bytes().contains(&b':')
        && (pipe.is_none() || !label.as_bytes().contains(&b'|'));
    (simple && !target.is_empty() && !label.is_empty()).then_some((target, label))
}

/// Whether a text holds no markup and no character reference.
pub(super) fn is_plain(text: &str) -> bool {
    let mut before = 0;
    let is_special = |byte: u8| {
        let is_emphasis = byte == b'\'' && before == b'\'';
        before = byte;
        is_emphasis || matches!(byte, b'[' | b']' | b'{' | b'<' | b'&' | b'\n')
    };
    !text.bytes().any(is_special)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_of_one_link() {
        for (text, target, label) in [
            ("[[Ann Reed]]", "Ann Reed", "Ann Reed"),
            ("[[Ann Reed (footballer)|Ann Reed]]", "Ann Reed (footballer)", "Ann Reed"),
            ("[[Ann O'Neill| O'Neill ]]", "Ann O'Neill", "O'Neill"),
        ] {
            assert_eq!(only_link(text), Some((target, label)), "{text}");
        }
        for text in [
            "Ann Reed",
            "[[Ann Reed]]*",
            "[[Ann]] [[Reed]]",
            "[[File:Ann.jpg]]",
            "[[Ann|''Ann'']]",
            "[[Ann|A&nbsp;Reed]]",
            "[[|Ann]]",
            "[[]]",
            "",
        ] {
            assert_eq!(only_link(text), None, "{text}");
        }
    }

    #[test]
    fn signs_beside_a_value() {
        assert_eq!(split_signs("32*"), ("32", Some("*")));
        assert_eq!(split_signs("*22"), ("22", Some("*")));
        assert_eq!(split_signs(" Ann Reed ** "), ("Ann Reed", Some("**")));
        assert_eq!(split_signs("*"), ("", Some("*")));
        assert_eq!(split_signs("7"), ("7", None));
    }
}
