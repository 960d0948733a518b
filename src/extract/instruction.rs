//! Comments that speak to this program: `<!-- scoreline: ignore AGG001, score-disagrees: as the association has it -->`.
//!
//! Accepted: `ignore`, then rules by code, name or family, between commas or spaces; what follows a colon is for readers.
//! A comment speaks for the line that it stands on or, alone on its line, for the next line that is not empty; and for all
//! of every template, parameter, table and table row that begins on that line.

use crate::{
    markup::{Document, NodeKind},
    span::{Span, Stated},
};

/// What a comment for this program begins with.
const ADDRESS: &str = "scoreline:";

/// A comment that speaks to this program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Instruction {
    /// The comment.
    pub at: Span,
    /// What to do: `ignore`.
    pub word: Stated<String>,
    /// The rules that it names.
    pub rules: Vec<Stated<String>>,
    /// What it speaks for.
    pub covers: Span,
}

/// The instructions of an article, in document order.
pub(super) fn instructions(document: &Document<'_>) -> Vec<Instruction> {
    if memchr::memmem::find(document.source.as_bytes(), ADDRESS.as_bytes()).is_none() {
        return Vec::new();
    }
    let mut found: Vec<Instruction> = Vec::new();
    for (comment, line) in placed(document) {
        found.extend(instruction(document.source, comment, line));
    }
    extend_over_constructs(document, &mut found);
    found
}

/// Reads a comment.
fn instruction(source: &str, comment: Span, line: Span) -> Option<Instruction> {
    let text = comment.slice(source).strip_prefix("<!--")?;
    let text = text.strip_suffix("-->").unwrap_or(text).trim();
    let mut words = text.strip_prefix(ADDRESS)?.trim_start().splitn(2, char::is_whitespace);
    let word = words.next().unwrap_or("").trim_end_matches(':');
    let rules = words.next().and_then(|rest| rest.split(':').next()).unwrap_or("");
    let stated = |part: &str| Stated::new(part.to_owned(), Span::of(part, source));
    let rules = rules.split([',', ' ', '\t', '\n', '\r']).filter(|rule| !rule.is_empty());
    Some(Instruction { at: comment, word: stated(word), rules: rules.map(stated).collect(), covers: line })
}

/// Every comment with the line that it speaks for.
fn placed(document: &Document<'_>) -> Vec<(Span, Span)> {
    let comments = document.nodes.iter().filter(|node| node.kind == NodeKind::Comment);
    let comments: Vec<Span> = comments.map(|node| node.span).collect();
    let (source, lines) = (document.source, document.lines());
    let followed = followed(source, &comments);
    let mut placed = Vec::with_capacity(comments.len());
    let (mut opens_line, mut last) = (true, 0);
    for (comment, next) in comments.into_iter().zip(followed) {
        let own = lines.line(source, comment.start());
        let before = Span::new(own.start().max(last), comment.start()).slice(source);
        opens_line = before.trim().is_empty() && (last <= own.start() || opens_line);
        last = comment.end();
        let stands_alone = opens_line && next.on_later_line;
        placed.push((comment, if stands_alone { lines.line(source, next.offset) } else { own }));
    }
    placed
}

/// What follows a comment and is neither white space nor a comment.
#[derive(Clone, Copy)]
struct Next {
    offset: usize,
    on_later_line: bool,
}

/// What follows each comment.
fn followed(source: &str, comments: &[Span]) -> Vec<Next> {
    let mut followed: Vec<Next> = Vec::with_capacity(comments.len());
    let (mut limit, mut next) = (source.len(), Next { offset: source.len(), on_later_line: false });
    for comment in comments.iter().rev() {
        let gap = Span::new(comment.end(), limit);
        let content = gap.trimmed(source);
        if content.is_empty() {
            next.on_later_line |= gap.slice(source).contains('\n');
        } else {
            let blank = Span::new(gap.start(), content.start()).slice(source);
            next = Next { offset: content.start(), on_later_line: blank.contains('\n') };
        }
        followed.push(next);
        limit = comment.start();
    }
    followed.reverse();
    followed
}

/// Lengthens what instructions speak for to the end of whatever begins on their lines.
fn extend_over_constructs(document: &Document<'_>, instructions: &mut [Instruction]) {
    let mut lines: Vec<Span> = instructions.iter().map(|found| found.covers).collect();
    lines.sort_unstable();
    lines.dedup();
    let mut covered = lines.clone();
    for construct in constructs(document) {
        let line = lines.partition_point(|line| line.end < construct.start);
        if let Some(line) = covered.get_mut(line).filter(|line| line.start <= construct.start) {
            line.end = line.end.max(construct.end);
        }
    }
    for found in instructions {
        let line = lines.partition_point(|line| *line < found.covers);
        found.covers = covered.get(line).copied().unwrap_or(found.covers);
    }
}

/// Templates, their parameters, tables and rows, without white space around them.
fn constructs<'d>(document: &'d Document<'_>) -> impl Iterator<Item = Span> + 'd {
    let templates = document.templates().map(|template| template.span);
    let parameters = document.parts.iter().map(|part| {
        let start = part.key.unwrap_or(part.value).start;
        Span { start, end: part.value.end.max(start) }
    });
    let tables = document.tables().iter().map(|table| table.span);
    let rows =
        document.tables().iter().flat_map(|table| &table.rows).map(|row| from_marker(document, row.span));
    templates.chain(parameters).chain(tables).chain(rows).map(|span| span.trimmed(document.source))
}

/// A row from the line with its `|-`, where it has one.
fn from_marker(document: &Document<'_>, row: Span) -> Span {
    let first = document.lines().line(document.source, row.start());
    let above = document.lines().line(document.source, first.start().saturating_sub(1));
    let is_marker = above.slice(document.source).trim_start().starts_with("|-");
    if is_marker { Span { start: above.start, end: row.end } } else { row }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markup;

    /// What the instructions of a text speak for.
    fn covered(text: &str) -> Vec<String> {
        let document = markup::parse(text, Some(markup::Dialect::Wikitext));
        instructions(&document).iter().map(|found| found.covers.slice(text).to_owned()).collect()
    }

    #[test]
    fn words_and_rules_are_read_and_the_reason_is_left() {
        let read = |comment: &str| {
            let found = instruction(comment, Span::new(0, comment.len()), Span::default())?;
            Some((found.word.value, found.rules.into_iter().map(|rule| rule.value).collect::<Vec<_>>()))
        };
        let ignore = |rules: &[&str]| {
            Some(("ignore".to_owned(), rules.iter().map(|rule| (*rule).to_owned()).collect::<Vec<_>>()))
        };
        assert_eq!(read("<!-- scoreline: ignore AGG001 -->"), ignore(&["AGG001"]));
        assert_eq!(read("<!--scoreline:ignore AGG001, SCO  tie-x-->"), ignore(&["AGG001", "SCO", "tie-x"]));
        assert_eq!(read("<!-- scoreline: ignore AGG001: see, talk page -->"), ignore(&["AGG001"]));
        assert_eq!(read("<!-- scoreline: ignore -->"), ignore(&[]));
        assert_eq!(read("<!-- the scoreline: ignore it -->"), None);
    }

    #[test]
    fn a_comment_on_a_line_speaks_for_the_line() {
        let text = "one\ntwo <!-- scoreline: ignore A -->\nthree";
        assert_eq!(covered(text), ["two <!-- scoreline: ignore A -->"]);
        assert_eq!(covered("<nowiki><!-- scoreline: ignore A --></nowiki>"), [] as [&str; 0]);
    }

    #[test]
    fn a_comment_alone_speaks_for_the_next_line_below_it() {
        let text =
            "one\n<!-- scoreline: ignore A -->\n<!-- other --> <!-- scoreline: ignore B -->\n\ntwo\nthree";
        assert_eq!(covered(text), ["two", "two"]);
        assert_eq!(covered("one\n<!-- scoreline: ignore A -->\n"), [""]);
    }

    #[test]
    fn what_begins_on_the_line_is_covered_whole() {
        let note = "<!-- scoreline: ignore A -->";
        let template = "{{Box\n|a = 1\n|b = 2\n}}";
        assert_eq!(covered(&format!("{note}\n{template}\nend")), [template]);
        let (first, rest) = template.split_once('\n').unwrap();
        assert_eq!(covered(&format!("{first} {note}\n{rest}\nend")), [format!("{first} {note}\n{rest}")]);
        assert_eq!(
            covered(&format!("{{{{Box\n|a = {note}\n* 1\n* 2\n|b = 3\n}}}}")),
            [format!("|a = {note}\n* 1\n* 2")]
        );
        let table = format!("{{|\n|-\n| 1\n| 2\n|- {note}\n| 3\n| 4\n|}}");
        assert_eq!(covered(&table), [format!("|- {note}\n| 3\n| 4")]);
    }
}
