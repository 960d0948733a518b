//! A sentence and a phrase that fits it to a statement.

use crate::{
    catalogue::{Captures, Phrase},
    extract::{reader::Reader, text::Flat},
    line::one_line,
    record::{Count, Counted, DateRange, Decider, Pair, Round, Statement, StatementKind, Team},
    span::{Span, Stated},
    value,
};

/// A statement, with all winners and losers that the sentence names.
pub(super) struct Found {
    /// The statement; its winner and loser are the first of each.
    pub statement: Statement,
    /// Slots `winner`, `winner2`.
    pub winners: Vec<Stated<String>>,
    /// Slots `loser`, `loser2`.
    pub losers: Vec<Stated<String>>,
    /// Slot `round2`: a second round of which the sentence says the same.
    second_round: Option<Round>,
}

impl Found {
    /// The same statement about the second round that the sentence names.
    pub fn further_round(&self) -> Option<Statement> {
        let round = self.second_round.clone()?;
        Some(Statement { round: Some(round), ..self.statement.clone() })
    }
}

/// Slots that count something.
const COUNTS: &[(&str, Counted)] = &[
    ("teams", Counted::Teams),
    ("entrants", Counted::Entrants),
    ("transferred", Counted::Transferred),
    ("winners", Counted::Winners),
    ("losers", Counted::Losers),
    ("byes", Counted::Byes),
    ("associations", Counted::Associations),
    ("member_associations", Counted::MemberAssociations),
    ("places", Counted::Places),
    ("ties", Counted::Ties),
    ("groups", Counted::Groups),
];

/// Reads a sentence with the first phrase of a kind that fits.
pub(super) fn statement(
    reader: &Reader<'_, '_>,
    flat: &Flat<'_>,
    sentence: &str,
    kind: &str,
    meaning: StatementKind,
) -> Option<Found> {
    let fits = |phrase: &'_ Phrase| phrase.pattern.captures(sentence);
    let (phrase, captures) =
        flat.phrases(reader.language, kind).find_map(|phrase| Some((phrase, fits(phrase)?)))?;
    let at = reader.place(flat.span_of(sentence));
    let text = one_line(sentence);
    let read = Read { reader, flat, phrase, captures: &captures };
    let mut statement = Statement::new(meaning, text, at);
    let (winners, losers) = (read.texts(&["winner", "winner2"]), read.texts(&["loser", "loser2"]));
    statement.winner = winners.first().cloned();
    statement.loser = losers.first().cloned();
    statement.teams = read.teams(&winners, &losers);
    statement.aggregate = read.pair("aggregate");
    statement.score = read.pair("score");
    statement.shootout = read.pair("shootout");
    statement.decided_by = read.decider();
    statement.reason = captures.get("reason").map(str::to_owned);
    statement.subject = captures.get("association").map(str::to_owned);
    statement.counts = COUNTS.iter().filter_map(|(slot, of)| read.count(slot, *of)).collect();
    statement.dates =
        ["dates", "date"].iter().find_map(|slot| capture_dates(reader, flat, captures.get(slot)?));
    statement.dates = statement.dates.or_else(|| read.days());
    statement.round = captures.get("round").and_then(|round| read.known_round(round).0);
    let second_round = captures.get("round2").and_then(|round| read.known_round(round).0);
    let needs_dates = matches!(meaning, StatementKind::PlayedDates | StatementKind::DrawDate);
    (statement.dates.is_some() || !needs_dates).then_some(Found { statement, winners, losers, second_round })
}

/// The days that a slot names.
pub(in crate::extract) fn capture_dates(
    reader: &Reader<'_, '_>,
    flat: &Flat<'_>,
    text: &str,
) -> Option<Stated<DateRange>> {
    let range = value::date_range(text.trim(), reader.language, reader.year).ok()?;
    Some(Stated::new(range, flat.span_of(text)))
}

/// A phrase that fits, and what stands in its slots.
struct Read<'r, 'd, 's, 't> {
    reader: &'r Reader<'d, 's>,
    flat: &'r Flat<'d>,
    phrase: &'r Phrase,
    captures: &'r Captures<'t>,
}

impl Read<'_, '_, '_, '_> {
    fn stated(&self, slot: &str) -> Option<Stated<String>> {
        let text = self.captures.get(slot)?.trim();
        Some(Stated::new(text.to_owned(), self.flat.span_of(text)))
    }

    fn texts(&self, slots: &[&str]) -> Vec<Stated<String>> {
        slots.iter().filter_map(|slot| self.stated(slot)).collect()
    }

    fn teams(&self, winners: &[Stated<String>], losers: &[Stated<String>]) -> Vec<Team> {
        let named = ["home", "away"].iter().filter_map(|slot| self.stated(slot));
        let all = named.chain(winners.iter().cloned()).chain(losers.iter().cloned());
        all.map(|name| Team { name: name.value, at: name.at, ..Team::default() }).collect()
    }

    fn pair(&self, slot: &str) -> Option<Stated<Pair<u16>>> {
        let text = self.captures.get(slot)?;
        let pair = value::score(text, self.reader.language).ok()?.score?;
        Some(Stated::new(pair, self.flat.span_of(text)))
    }

    /// Slots `first_day` and `last_day`; what only one of them says, such as the year, holds for both.
    fn days(&self) -> Option<Stated<DateRange>> {
        let [first, last] = ["first_day", "last_day"].map(|slot| self.captures.get(slot));
        let (first, last) = (first?, last?);
        let text = format!("{first} – {last}");
        let range = value::date_range(&text, self.reader.language, self.reader.year).ok()?;
        let (from, to) = (self.flat.span_of(first), self.flat.span_of(last));
        Some(Stated::new(range, Span { start: from.start, end: to.end.max(from.end) }))
    }

    fn decider(&self) -> Option<Stated<Decider>> {
        let decider = match self.phrase.facts.get("decided_by")?.as_str() {
            "aggregate" => Decider::Aggregate,
            "away_goals" => Decider::AwayGoals,
            "extra_time" => Decider::ExtraTime,
            "shootout" => Decider::Shootout,
            "walkover" => Decider::Walkover,
            "replay" => Decider::Replay,
            "lots" => Decider::Lots,
            _ => return None,
        };
        Some(Stated::new(decider, self.flat.span))
    }

    fn count(&self, slot: &str, of: Counted) -> Option<Count> {
        let text = self.captures.get(slot)?;
        let value = value::number(text, self.reader.language).ok()?;
        let named = self.captures.get(&format!("{slot}_round"));
        let scope = self.phrase.facts.get(&format!("{slot}_round")).map(String::as_str);
        let (round, competition) = match scope {
            Some("section") => (self.reader.round_at(self.flat.span.start()), None),
            Some("round") => (self.captures.get("round").and_then(|round| self.known_round(round).0), None),
            _ => named.map_or((None, self.competition()), |round| self.known_round(round)),
        };
        let whole = scope == Some("article");
        Some(Count { of, value: Stated::new(value, self.flat.span_of(text)), round, whole, competition })
    }

    fn competition(&self) -> Option<String> {
        self.captures.get("competition").map(str::to_owned)
    }

    /// A round as a sentence names it, perhaps behind a competition: `Champions League first round`.
    fn known_round(&self, text: &str) -> (Option<Round>, Option<String>) {
        let text = text.trim();
        let text = text.strip_prefix("the ").unwrap_or(text);
        let starts = text.match_indices(' ').map(|(at, _)| at + 1);
        for start in std::iter::once(0).chain(starts) {
            let (before, name) = text.split_at(start);
            if let Some(round) = self.reader.known_round(name) {
                let before = before.trim();
                return (Some(round), (!before.is_empty()).then(|| before.to_owned()));
            }
        }
        (None, None)
    }
}
