//! One walk over an article, in document order: templates by their shape, lines by what they say.

use std::sync::Arc;

use super::{
    Extracted, Origin, Records,
    bracket::bracket,
    goalscorers::{self, goalscorers},
    infobox::{bare_name, edition, final_mention, from_title, infobox},
    instruction::instructions,
    known::known,
    leg_list::{self, LegRow, leg_row, series},
    lineup::{self, Lineups},
    lists::{self, List},
    match_box::{self, match_box},
    match_line::match_line,
    matrix::{self, MatrixRead, OpenMatrix},
    prose,
    reader::{Reader, parameter},
    squad::Squads,
    stage,
    standings::{self, OpenStandings},
    tables,
    team::team,
    text::Flat,
    transclusion::{Call, transclusion},
};
use crate::hash::{HashMap, HashSet};
use crate::{
    catalogue::{Catalogue, Phrase, Shape, TemplateEntry},
    markup::{
        Block, BlockKind, Diagnostic, DiagnosticKind, Document, Node, NodeId, NodeKind, Table, Template,
    },
    record::{ArticleInfo, Place, StatementKind, Team},
    source,
    span::Span,
    value::{self, Years},
};

/// Characters of a template that is cut off, as they are listed.
const LONGEST_RAW: usize = 200;

/// Templates that are cut off, as many as are listed; the markup's diagnostics name all.
const MOST_CUT_OFF: usize = 100;

/// Something to read, at its place.
#[derive(Clone, Copy, Debug)]
enum Item {
    Template(NodeId),
    Block(usize),
}

/// See [`Extracted::label`].
fn label(origin: &Origin) -> Arc<str> {
    let title = origin.title.clone().or_else(|| source::title_of(&origin.path));
    let file_name = || origin.path.rsplit(['/', '\\']).next().unwrap_or("").to_owned();
    Arc::from(title.unwrap_or_else(file_name))
}

/// Reads an article.
pub(super) fn read(document: &Document<'_>, origin: &Origin, catalogue: &Catalogue) -> Extracted {
    let mut walk = Walk {
        reader: Reader::new(document, catalogue, &origin.language),
        records: Records::default(),
        run: 0,
        list: List::None,
        named: None,
        title: None,
        results: HashMap::default(),
        squads: Squads::default(),
        standings: OpenStandings::default(),
        matrix: OpenMatrix::default(),
        lineups: Lineups::default(),
    };
    walk.title = walk.title(origin);
    for item in items(document) {
        match item {
            Item::Template(id) => walk.template(id),
            Item::Block(index) => walk.block(index),
        }
    }
    walk.finish(origin)
}

/// Templates and blocks in document order; a template comes after the block that holds it.
fn items<'d>(document: &'d Document<'_>) -> impl Iterator<Item = Item> + use<'d> {
    let is_template = |(_, node): &(NodeId, &Node)| node.kind == NodeKind::Template;
    let mut templates = document.nodes.iter().enumerate().filter(is_template).peekable();
    let mut blocks = document.blocks().iter().enumerate().peekable();
    std::iter::from_fn(move || {
        let template = templates.peek().map(|(_, node)| node.span.start);
        let comes_first = |block: &(usize, &Block)| template.is_none_or(|start| block.1.span.start <= start);
        match blocks.next_if(comes_first) {
            Some((index, _)) => Some(Item::Block(index)),
            None => templates.next().map(|(id, _)| Item::Template(id)),
        }
    })
}

/// The state of the walk.
struct Walk<'d, 's> {
    reader: Reader<'d, 's>,
    records: Records,
    /// The first match mention since the last heading, rule or result: the boxes that a result speaks of.
    run: usize,
    /// The list that the next items belong to.
    list: List,
    /// The competition that the first sentence which names one speaks of.
    named: Option<(String, Place)>,
    /// The title.
    title: Option<String>,
    /// The table whose rows are being read.
    standings: OpenStandings,
    /// The matrix whose cells are being read.
    matrix: OpenMatrix,
    /// Templates without an entry, as their names are written, and whether these speak of results.
    results: HashMap<&'s str, bool>,
    /// What rows of squads take from the text around them.
    squads: Squads,
    /// Which line-ups the match above has by now.
    lineups: Lineups,
}

impl<'d, 's> Walk<'d, 's> {
    /// The title that the input, the text or the name of the file states. It also gives season and name where no infobox does.
    fn title(&mut self, origin: &Origin) -> Option<String> {
        let document = self.reader.document;
        let stated = document.title().map(|title| (document.text(title.text).trim().to_owned(), title.text));
        let stated = origin.title.clone().or_else(|| stated.map(|(title, _)| title));
        let title = stated.or_else(|| source::title_of(&origin.path))?;
        let season =
            title.split(' ').next().filter(|word| super::infobox::is_season(word) && word.len() == 4);
        self.reader.year = season.and_then(|season| season.parse().ok());
        self.reader.season = title.split(' ').next().map_or(Years::Unknown, Years::named);
        Some(title)
    }

    fn template(&mut self, id: NodeId) {
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
                infobox(&mut self.reader, &template, entry, &mut self.records.competition);
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
    fn end_tables(&mut self) {
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

    fn block(&mut self, index: usize) {
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

    fn end_run(&mut self) {
        self.run = self.records.matches.len();
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
            self.squads.line(&self.reader, &flat);
            prose::line(&mut self.reader, &flat, end..end, &mut self.records);
        }
    }

    fn finish(mut self, origin: &Origin) -> Extracted {
        let title = self.title.take();
        self.end_tables();
        stage::name_parts(&self.reader, title.as_deref(), &mut self.records);
        standings::rank(&self.reader, &mut self.records.standings);
        self.name_competition(title.as_deref());
        self.cut_off();
        prose::complete_kickoffs(self.records.times, &mut self.records.matches);
        self.forget_unknown_finalists();
        self.records.ties.extend(final_mention(&self.records.competition));
        let (reader, records) = (self.reader, self.records);
        let document = reader.document;
        let (edition, is_part) = edition(&reader, &records.competition).unzip();
        let known = known(reader.catalogue, &records.competition);
        let mut competition = records.competition;
        bare_name(&reader, &mut competition);
        let page = title.as_deref().and_then(|title| value::title(title, reader.language));
        let redirect = document.redirect().and_then(|to| value::title(document.text(to), reader.language));
        let mut coverage = reader.coverage;
        coverage.statements = u32::try_from(records.statements.len()).unwrap_or(u32::MAX);
        Extracted {
            path: Arc::clone(&origin.path),
            label: label(origin),
            text: Arc::from(document.source),
            lines: document.lines().clone(),
            article: ArticleInfo {
                title,
                language: origin.language.clone(),
                path: origin.path.to_string(),
                page_id: origin.page_id,
                revision: origin.revision,
                timestamp: origin.timestamp.clone(),
                dialect: document.dialect,
            },
            page,
            redirect,
            edition,
            is_part: is_part.unwrap_or(false),
            competition,
            known,
            regulations: records.regulations,
            matches: records.matches,
            ties: records.ties,
            brackets: records.brackets,
            standings: records.standings,
            results: records.results,
            scorers: records.scorers,
            schedule: records.schedule,
            teams: records.teams,
            squads: records.squads,
            lineups: records.lineups,
            statements: records.statements,
            transclusions: records.transclusions,
            missing: reader.missing,
            unread: reader.unread,
            diagnostics: document.diagnostics().to_vec(),
            instructions: instructions(document),
            coverage,
        }
    }

    /// Lists templates that are never closed: their values are text and were not read.
    fn cut_off(&mut self) {
        let document = self.reader.document;
        let unclosed = |found: &&Diagnostic| found.kind == DiagnosticKind::UnclosedTemplate;
        for found in document.diagnostics().iter().filter(unclosed).take(MOST_CUT_OFF) {
            let rest = document.text(Span::new(found.span.start(), document.source.len()));
            let line = rest.lines().next().unwrap_or("");
            let shown = line.char_indices().nth(LONGEST_RAW).map_or(line.len(), |(at, _)| at);
            let span = Span::new(found.span.start(), found.span.start() + shown);
            self.reader.unread("template", None, span, &*found.message);
        }
    }

    /// A sentence about a final is believed to name teams only where other places of the article name them too: narrative
    /// puts half sentences in the same place.
    fn forget_unknown_finalists(&mut self) {
        let records = &self.records;
        let entries = records.teams.iter().filter_map(|entry| entry.team.as_ref());
        let sides = records.matches.iter().flat_map(|mention| [&mention.home, &mention.away]).flatten();
        let infobox = records.competition.champions.iter().chain(&records.competition.runner_up);
        let scorers = records.scorers.iter().filter_map(|row| row.team.as_ref());
        let all = entries.chain(sides).chain(infobox).chain(scorers);
        let known: HashSet<String> = all.map(|team| team.name.to_lowercase()).collect();
        let is_known =
            |team: &Option<Team>| team.as_ref().is_some_and(|team| known.contains(&team.name.to_lowercase()));
        let finals: HashSet<u32> = records
            .statements
            .iter()
            .filter(|statement| statement.kind == StatementKind::Final)
            .map(|statement| statement.at.start)
            .collect();
        self.records.ties.retain(|tie| !finals.contains(&tie.at.start) || tie.teams.iter().all(is_known));
    }

    /// Name and season from the title, or from a sentence, where no infobox states them.
    fn name_competition(&mut self, title: Option<&str>) {
        let document = self.reader.document;
        let competition = &mut self.records.competition;
        let stated = match (title, document.title()) {
            (Some(title), Some(place)) => Some((title.to_owned(), self.reader.place(place.text))),
            (Some(title), None) => Some((title.to_owned(), self.reader.place(Span::default()))),
            (None, _) => self.named.take(),
        };
        if let Some((name, place)) = stated {
            from_title(&mut self.reader, &name, place, competition);
        }
    }
}

/// The competition that a sentence with a season before a name speaks of: `For the 2017 CAF Confederation Cup, …`
fn named_in(reader: &Reader<'_, '_>, flat: &Flat<'_>) -> Option<(String, Place)> {
    let captured = |phrase: &Phrase| phrase.pattern.captures(flat.trimmed())?.get("competition");
    let name = flat.phrases(reader.language, "competition").find_map(captured)?;
    let season = name.split(' ').next().is_some_and(super::infobox::is_season);
    season.then(|| (name.to_owned(), reader.place(flat.span_of(name))))
}
