//! Templates of the walk, by their shape in the catalogue.

use super::Walk;
use crate::extract::{
    bracket::bracket,
    goalscorers::goalscorers,
    infobox::infobox,
    leg_list::{self, LegRow, leg_row, series},
    lineup,
    match_box::{self, match_box},
    matrix::{self, MatrixRead},
    prose,
    reader::parameter,
    standings,
    team::team,
    transclusion::{Call, transclusion},
};
use crate::{
    catalogue::{Shape, TemplateEntry},
    markup::{Node, NodeId, NodeKind, Template},
};

impl<'d, 's> Walk<'d, 's> {
    pub(super) fn template(&mut self, id: NodeId) {
        self.reader.coverage.templates_seen += 1;
        let (Some(template), Some(entry)) = (self.reader.document.template(id), self.reader.entry(id)) else {
            return self.unknown(id);
        };
        self.reader.coverage.templates_read += 1;
        match entry.shape {
            Shape::MatchBox | Shape::MatchInfobox => {
                let mention = match_box(&mut self.reader, &template, entry);
                self.records.ties.extend(match_box::tie(&mention));
                self.records.matches.push(mention);
                self.notes_of(id);
            }
            Shape::LegListRow => {
                let row = leg_row(&mut self.reader, &template, entry);
                self.leg_rows(vec![row]);
            }
            Shape::LegList => {
                let rows = series(&mut self.reader, &template, entry);
                self.leg_rows(rows);
            }
            Shape::Bracket | Shape::PositionalBracket => {
                let read = bracket(&mut self.reader, &template, entry);
                self.records.brackets.push(read.bracket);
                self.records.ties.extend(read.ties);
                self.records.matches.extend(read.matches);
                self.run = self.records.matches.len();
            }
            Shape::Infobox => {
                let subject = parameter(&template, entry, "team");
                self.squads.about(subject.and_then(|span| team(&self.reader, span)));
                infobox(&mut self.reader, &template, entry, &mut self.records);
            }
            Shape::SquadStart => self.squads.start(&self.reader, &template, entry),
            Shape::SquadPlayer => {
                let row = self.squads.player(&mut self.reader, &template, entry, self.records.squads.len());
                self.records.squads.extend(row);
            }
            Shape::SquadCoach => {
                self.squads.coach(&mut self.reader, &template, entry, &mut self.records.squads);
            }
            Shape::Goalscorers => goalscorers(&mut self.reader, &template, entry, &mut self.records),
            Shape::LineupOnPitch => {
                let team = self.squads.subject();
                lineup::on_pitch(&mut self.reader, &template, entry, team, &mut self.records);
            }
            Shape::Transclusion => self.transclusion(id, &template, entry),
            Shape::Standings
            | Shape::StandingsStart
            | Shape::StandingsRow
            | Shape::StandingsEnd
            | Shape::ResultMatrix
            | Shape::MatrixStart
            | Shape::MatrixRow
            | Shape::MatrixCell
            | Shape::MatrixEnd => self.table_template(&template, entry),
            _ => {}
        }
    }

    fn leg_rows(&mut self, rows: Vec<LegRow<'d>>) {
        for row in rows {
            leg_list::keep(&mut self.reader, row, &mut self.records);
        }
        self.end_run();
    }

    fn transclusion(&mut self, id: NodeId, template: &Template<'d, 's>, entry: &TemplateEntry) {
        match transclusion(&self.reader, template, entry, self.title.as_deref()) {
            Call::Shows(shown) => self.records.transclusions.push(shown),
            Call::Unresolved => {
                let reason = "which page it shows depends on the page that it stands on";
                self.reader.unread("transclusion", Some(&template.name()), template.span, reason);
            }
            Call::StatesData => {
                self.reader.coverage.templates_read -= 1;
                self.unread_template(id);
            }
            Call::Navigation => {}
        }
    }

    /// Tables and matrices, in one call or in many.
    fn table_template(&mut self, template: &Template<'d, 's>, entry: &'d TemplateEntry) {
        let reader = &mut self.reader;
        match entry.shape {
            Shape::Standings => {
                let (read, call) = standings::standings(reader, template, entry);
                let results = matrix::embedded(reader, template, &call);
                self.records.standings.push(read);
                self.matrix_read(Some(results).filter(|results| !results.is_empty()));
            }
            Shape::StandingsStart => {
                let before = self.standings.start(reader, template, entry);
                self.records.standings.extend(before);
            }
            Shape::StandingsRow => self.standings.row(reader, template, entry),
            Shape::StandingsEnd => {
                let read = self.standings.end(reader, template, entry);
                self.records.standings.extend(read);
            }
            Shape::ResultMatrix => {
                let read = matrix::matrix(reader, template, entry);
                self.matrix_read(Some(read));
            }
            Shape::MatrixStart => {
                let before = self.matrix.start(reader, template);
                self.matrix_read(before);
            }
            Shape::MatrixRow => self.matrix.row(reader, template, entry),
            Shape::MatrixCell => self.matrix.cell(reader, template, entry),
            _ => {
                let read = self.matrix.take(reader);
                self.matrix_read(read);
            }
        }
    }

    fn matrix_read(&mut self, read: Option<MatrixRead>) {
        let Some((matrix, matches)) = read.map(MatrixRead::finish) else { return };
        self.records.results.push(matrix);
        self.records.matches.extend(matches);
        self.end_run();
    }

    /// A table of calls without an end is over where the next heading stands.
    pub(super) fn end_tables(&mut self) {
        self.records.standings.extend(self.standings.take());
        let read = self.matrix.take(&mut self.reader);
        self.matrix_read(read);
    }

    /// Lists a template that looks like results and is in no entry.
    fn unknown(&mut self, id: NodeId) {
        let Some(template) = self.reader.document.template(id) else {
            self.reader.coverage.templates_other += 1;
            return;
        };
        let written =
            self.reader.document.nodes.get(id).map_or("", |node| self.reader.document.text(node.head));
        let looks_like_results = *self
            .results
            .entry(written)
            .or_insert_with(|| self.reader.language.holds("template.results", &template.name()));
        if looks_like_results {
            self.unread_template(id);
        } else {
            self.reader.coverage.templates_other += 1;
        }
    }

    fn unread_template(&mut self, id: NodeId) {
        let Some(template) = self.reader.document.template(id) else { return };
        self.reader.coverage.templates_unread += 1;
        let name = template.name().into_owned();
        self.reader.unread("template", Some(&name), template.span, "the catalogue has no entry for it");
    }

    /// Sentences in the footnotes of a match box.
    fn notes_of(&mut self, id: NodeId) {
        if !self.has_footnotes(id) {
            return;
        }
        for part in self.reader.document.parts_of(id) {
            let value = self.reader.flat(part.value);
            prose::footnotes(&mut self.reader, &value, &mut self.records);
        }
    }

    /// Whether any footnote stands in a template: most boxes have none, and their values need not be read for them.
    fn has_footnotes(&self, id: NodeId) -> bool {
        let end = self.reader.document.nodes.get(id).map_or(id, Node::end);
        let inside = self.reader.document.nodes.get(id..end).unwrap_or(&[]);
        (id..end).zip(inside).any(|(id, node)| match node.kind {
            NodeKind::Extension => true,
            NodeKind::Template => self.reader.entry(id).is_some_and(|entry| entry.shape == Shape::Footnote),
            _ => false,
        })
    }
}
