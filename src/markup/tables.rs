//! The tables of a document, in wiki markup and in HTML, each of which may stand in a cell of the other.

use super::{
    Document, Table,
    blocks::line_heading,
    builder::Builder,
    html_table::{self, HtmlTable},
    lines::{self, Line},
    table,
    tree::Layout,
    work,
};
use crate::span::Span;

/// Lines and tables of a document.
pub(super) struct Tables<'d, 's> {
    document: &'d Document<'s>,
    pub(super) lines: Vec<Line>,
    /// For each line that begins a wiki table the line that ends it.
    ends: Vec<Option<usize>>,
    html: Vec<HtmlTable>,
}

/// Where a table begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Start {
    /// At this line.
    Line(usize),
    /// With a tag: index of the HTML table.
    Tag(usize),
}

/// A table as read, and what its cells hold beside text.
pub(super) struct Reading {
    pub(super) table: Table,
    /// Where tables inside its cells begin.
    pub(super) inside: Vec<Start>,
    has_heading: bool,
}

impl Reading {
    fn empty() -> Self {
        let table = Table { span: Span::default(), caption: None, rows: Vec::new(), flattened: false };
        Self { table, inside: Vec::new(), has_heading: false }
    }

    /// Whether the table only arranges the page: headings stand in it, or mostly other tables.
    pub(super) fn is_layout(&self) -> bool {
        let cells = self.table.rows.iter().flat_map(|row| &row.cells).filter(|cell| !cell.content.is_empty());
        self.has_heading || (!self.inside.is_empty() && self.inside.len() * 2 >= cells.count())
    }
}

impl<'d, 's> Tables<'d, 's> {
    /// Finds them; those without an end are reported.
    pub(super) fn find(document: &'d Document<'s>, layout: &mut Layout) -> Self {
        let lines = lines::lines(document);
        let ends = table::ends(document, &lines, &mut layout.faults);
        Self { document, lines, ends, html: html_table::tables(document) }
    }

    /// The line that ends the wiki table which begins at a line.
    pub(super) fn end(&self, line: usize) -> Option<usize> {
        self.ends.get(line).copied().flatten()
    }

    /// The first HTML table that begins in a span.
    #[inline]
    pub(super) fn html_in(&self, span: Span) -> Option<(Start, Span)> {
        if self.html.is_empty() {
            return None;
        }
        let index = self.html.partition_point(|table| table.span.start < span.start);
        let found = self.html.get(index).filter(|table| table.span.start < span.end)?;
        Some((Start::Tag(index), found.span))
    }

    /// The line on which an offset lies.
    pub(super) fn line_at(&self, offset: usize) -> usize {
        self.lines.partition_point(|line| line.span.end() < offset)
    }

    /// Reads a table. Tables inside it are text of its cells.
    pub(super) fn read(&self, start: Start) -> Reading {
        match start {
            Start::Line(line) => self.read_lines(line, self.end(line).unwrap_or(line)),
            Start::Tag(index) => {
                self.html.get(index).map_or_else(Reading::empty, |table| self.read_tags(table))
            }
        }
    }

    fn read_lines(&self, start: usize, end: usize) -> Reading {
        let (mut builder, mut reading) = (Builder::default(), Reading::empty());
        let limit = self.lines.get(end).map_or(0, |line| line.span.end());
        let mut at = start + 1;
        while let Some(line) = self.lines.get(at).filter(|_| at <= end) {
            work::add(1);
            if let Some(last) = self.end(at) {
                reading.inside.push(Start::Line(at));
                builder.extend(self.lines.get(last).map_or(line.span.end(), |line| line.span.end()));
                at = last;
            } else {
                reading.has_heading |= line_heading(self.document, line).is_some();
                at = self.read_line(at, limit, &mut builder, &mut reading);
            }
            at += 1;
        }
        let span = table::span(self.document, &self.lines, start, end);
        Reading { table: builder.finish(self.document, span), ..reading }
    }

    /// Reads a line of a wiki table and the HTML tables that begin in it; gives the line on which the last of them ends.
    fn read_line(&self, at: usize, limit: usize, builder: &mut Builder, reading: &mut Reading) -> usize {
        let Some(line) = self.lines.get(at) else { return at };
        let within = |found: &(Start, Span)| found.1.end() <= limit;
        let Some((_, first)) = self.html_in(line.span).filter(within) else {
            builder.line(self.document, line);
            return at;
        };
        if table::mark(table::row_text(self.document, line).1).is_some() {
            builder.line(self.document, line);
        } else {
            builder.text(self.document, Span { end: first.start, ..line.span });
        }
        let (mut last, mut from) = (at, line.span.start());
        while let Some(line) = self.lines.get(last)
            && let Some((start, span)) = self.html_in(Span::new(from, line.span.end())).filter(within)
        {
            reading.inside.push(start);
            (last, from) = (self.line_at(span.end()), span.end());
        }
        builder.extend(self.lines.get(last).map_or(from, |line| line.span.end()));
        last
    }

    fn read_tags(&self, html: &HtmlTable) -> Reading {
        let (mut builder, mut reading) = (Builder::default(), Reading::empty());
        let mut at = html.inside.start();
        loop {
            let rest = Span::new(at, html.inside.end());
            let next = self.next_inside(rest, &mut reading.has_heading);
            let end = next.map_or(rest.end(), |(_, span)| span.start());
            builder.text(self.document, Span::new(at, end));
            let Some((start, span)) = next else { break };
            reading.inside.push(start);
            builder.extend(span.end());
            at = span.end();
        }
        Reading { table: builder.finish(self.document, html.span), ..reading }
    }

    /// The next table inside an HTML table, of which `rest` is not read yet. Notes headings before it.
    fn next_inside(&self, rest: Span, has_heading: &mut bool) -> Option<(Start, Span)> {
        let html = self.html_in(rest);
        let limit = html.map_or(rest.end(), |(_, span)| span.start());
        let first = self.lines.partition_point(|line| line.span.start < rest.start);
        let lines = self.lines.iter().enumerate().skip(first);
        for (index, line) in lines.take_while(|(_, line)| line.span.start() < limit) {
            work::add(1);
            *has_heading |= line_heading(self.document, line).is_some();
            let Some(end) = self.end(index) else { continue };
            let span = table::span(self.document, &self.lines, index, end);
            if span.end() <= rest.end() {
                return Some((Start::Line(index), span));
            }
        }
        html
    }
}
