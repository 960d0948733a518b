//! The end of the walk: what was read becomes an article.

use std::sync::Arc;

use super::Walk;
use crate::extract::{
    Extracted, Heading, Origin,
    infobox::{bare_name, edition, final_mention, from_title},
    instruction::instructions,
    known::known,
    prose, remarks, stage, standings,
};
use crate::hash::{HashMap, HashSet};
use crate::{
    markup::{Diagnostic, DiagnosticKind, Document, Section},
    record::{ArticleInfo, StatementKind, Team},
    source,
    span::Span,
    value,
};

/// Characters of a template that is cut off, as they are listed.
const LONGEST_RAW: usize = 200;

/// Templates that are cut off, as many as are listed; the markup's diagnostics name all.
const MOST_CUT_OFF: usize = 100;

/// See [`Extracted::label`].
fn label(origin: &Origin) -> Arc<str> {
    let title = origin.title.clone().or_else(|| source::title_of(&origin.path));
    let file_name = || origin.path.rsplit(['/', '\\']).next().unwrap_or("").to_owned();
    Arc::from(title.unwrap_or_else(file_name))
}

/// The headings, each with its number among those of the same text.
fn headings(document: &Document<'_>) -> Vec<Heading> {
    let mut uses: HashMap<String, u32> = HashMap::default();
    let heading = |section: &Section| {
        let text = section.path.last()?.clone();
        let uses = uses.entry(text.to_lowercase()).or_default();
        *uses += 1;
        Some(Heading { start: section.start, text, occurrence: *uses })
    };
    document.sections().iter().filter_map(heading).collect()
}

impl Walk<'_, '_> {
    pub(super) fn finish(mut self, origin: &Origin) -> Extracted {
        let title = self.title.take();
        self.end_tables();
        stage::name_parts(&self.reader, title.as_deref(), &mut self.records);
        remarks::read(&self.reader, &mut self.records);
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
        let mut unread = reader.unread;
        unread.sort_by_key(|unread| unread.at.start);
        coverage.statements = u32::try_from(records.statements.len()).unwrap_or(u32::MAX);
        Extracted {
            path: Arc::clone(&origin.path),
            label: label(origin),
            text: Arc::from(document.source),
            lines: document.lines().clone(),
            headings: headings(document),
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
            unread,
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
