//! Lines, items, headings and tables of the walk.

use super::Walk;
use crate::extract::{
    goalscorers, lineup,
    lists::{self, List},
    match_line::match_line,
    prose,
    reader::Reader,
    season_records, standings, tables,
    text::Flat,
};
use crate::{
    catalogue::Phrase,
    markup::{BlockKind, Table},
    record::Place,
    span::Span,
};

impl Walk<'_, '_> {
    pub(super) fn block(&mut self, index: usize) {
        let Some(block) = self.reader.document.blocks().get(index).copied() else { return };
        match block.kind {
            BlockKind::Heading { level } => {
                self.end_run();
                self.squads.heading(level, block.content);
                self.end_tables();
                self.list = lists::introduced(&self.reader, &self.reader.flat(block.content));
            }
            BlockKind::Rule => self.end_run(),
            BlockKind::Line => self.line(block.content),
            BlockKind::Term => self.list = lists::introduced(&self.reader, &self.reader.flat(block.content)),
            BlockKind::Item => self.item(block.content),
            BlockKind::Table(table) => {
                if let Some(table) = self.reader.document.tables().get(table) {
                    self.table(table);
                }
            }
            BlockKind::Template(id) => {
                if let List::Scorers(tally) = self.list {
                    goalscorers::arranged(&mut self.reader, id, tally, &mut self.records);
                }
            }
        }
    }

    fn table(&mut self, table: &Table) {
        if !lineup::is_lineup(&self.reader, table) {
            return tables::table(&mut self.reader, table, &mut self.records);
        }
        self.reader.coverage.tables_seen += 1;
        self.reader.coverage.tables_read += 1;
        self.lineups.table(&mut self.reader, table, &mut self.records);
    }

    fn line(&mut self, span: Span) {
        if self.list == List::Tiebreakers && self.reader.document.text(span).trim_end().ends_with(';') {
            lists::item(&mut self.reader, self.list, span, &mut self.records);
            return;
        }
        if self.reader.document.dialect == crate::markup::Dialect::Rendered
            && let Some(mention) = match_line(&self.reader, span)
        {
            self.records.matches.push(mention);
            return;
        }
        let flat = self.reader.flat(span);
        self.named = self.named.take().or_else(|| named_in(&self.reader, &flat));
        let list = lists::introduced(&self.reader, &flat);
        self.list = if list == List::None && self.list == List::DidNotEnter { List::None } else { list };
        self.squads.line(&self.reader, &flat);
        standings::below(&self.reader, &flat, &mut self.records.standings);
        let run = self.run..self.records.matches.len();
        if prose::line(&mut self.reader, &flat, run, &mut self.records) {
            self.end_run();
        }
    }

    fn item(&mut self, span: Span) {
        if !lists::item(&mut self.reader, self.list, span, &mut self.records) {
            let end = self.records.matches.len();
            let flat = self.reader.flat(span);
            if let Some(list) = season_records::introduced(&self.reader, &flat, &mut self.records) {
                self.list = list;
                return;
            }
            self.squads.line(&self.reader, &flat);
            prose::line(&mut self.reader, &flat, end..end, &mut self.records);
        }
    }
}

/// The competition that a sentence with a season before a name speaks of: `For the 2017 CAF Confederation Cup, …`
fn named_in(reader: &Reader<'_, '_>, flat: &Flat<'_>) -> Option<(String, Place)> {
    let captured = |phrase: &Phrase| phrase.pattern.captures(flat.trimmed())?.get("competition");
    let name = flat.phrases(reader.language, "competition").find_map(captured)?;
    let season = name.split(' ').next().is_some_and(crate::extract::infobox::is_season);
    season.then(|| (name.to_owned(), reader.place(flat.span_of(name))))
}
