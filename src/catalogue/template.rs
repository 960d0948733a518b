//! Entries of templates: what a template is for, and which parameter states which field.

use std::collections::BTreeMap;

use super::names::ANY_WORDS;
use super::{
    fold::{fold_parameter, is_same_parameter},
    parameter::{Numbers, ParameterPattern, SlotParameter},
};
use crate::hash::{HashMap, HashSet};

/// What a template is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Shape {
    /// One match: `Football box`.
    MatchBox,
    /// One match, summed up at the head of its article: `Infobox football match`.
    MatchInfobox,
    /// Begins a leg list.
    LegListStart,
    /// A row of a leg list: `TwoLegResult`.
    LegListRow,
    /// A whole leg list in one call, its rows by position: `Sports series`.
    LegList,
    /// Ends a leg list.
    LegListEnd,
    /// A bracket with named slots: `4TeamBracket-2legs`.
    Bracket,
    /// A bracket whose cells are told apart by their position: `RoundN`.
    PositionalBracket,
    /// A group or league table in one call: `#invoke:Sports table`.
    Standings,
    /// Begins a table whose rows are calls: `Fb cl header`.
    StandingsStart,
    /// A row of such a table: `Fb cl team`.
    StandingsRow,
    /// Ends such a table: `Fb cl footer`.
    StandingsEnd,
    /// A results matrix in one call: `#invoke:Sports results`.
    ResultMatrix,
    /// Begins a matrix whose rows are calls; its arguments are the columns: `Fb r header`.
    MatrixStart,
    /// Begins a row of such a matrix: `Fb r team`.
    MatrixRow,
    /// The next cell of such a row: `Fb r`.
    MatrixCell,
    /// Ends such a matrix: `Fb r footer`.
    MatrixEnd,
    /// Header facts of a competition.
    Infobox,
    /// Begins a squad; what it says holds for the rows behind it: `Efs start`.
    SquadStart,
    /// A player of a squad: `nat fs player`.
    SquadPlayer,
    /// The coach of a squad, as a row of it: `Fs2 manager`.
    SquadCoach,
    /// Goalscorers by number of goals: `Goalscorers`.
    Goalscorers,
    /// A line-up drawn on a pitch: a parameter for each position.
    LineupOnPitch,
    /// A player's birth date: `Birth date and age`.
    BirthDate,
    /// A flag: shows no text, carries a country code.
    Flag,
    /// A national team: flag and name.
    NationalTeam,
    /// A day: `Start date`.
    Date,
    /// A time of day with its offset: `UTZ`.
    Time,
    /// A shoot-out score: `pso`.
    Shootout,
    /// A walkover mark: `w/o`.
    Walkover,
    /// An extra time mark: `aet`.
    ExtraTime,
    /// Keeps room, shows nothing: `0`.
    Hidden,
    /// Minutes of one player's goals: `goal`.
    Goal,
    /// A kick that went in: `pengoal`.
    KickScored,
    /// A kick that did not: `penmiss`.
    KickMissed,
    /// A card or a substitution: stands in lists of goals and counts for nothing there.
    Card,
    /// A footnote with text: `refn`, `efn`.
    Footnote,
    /// A source: `cite web`. Shows no text that matters.
    Citation,
    /// Shows one of its parameters: `nowrap`.
    Wrapper,
    /// Strikes out one of its parameters: `strike`. The text holds only where nothing else stands beside it.
    Struck,
    /// Layout without data: `Div col`, `reflist`.
    Layout,
    /// Shows a part of another page, where its records are: `#lst`, a template that holds a table.
    Transclusion,
}

impl Shape {
    /// Every shape with its name in the catalogue.
    pub(super) const NAMES: &'static [(&'static str, Self)] = &[
        ("match-box", Self::MatchBox),
        ("match-infobox", Self::MatchInfobox),
        ("leg-list-start", Self::LegListStart),
        ("leg-list-row", Self::LegListRow),
        ("leg-list", Self::LegList),
        ("leg-list-end", Self::LegListEnd),
        ("bracket", Self::Bracket),
        ("positional-bracket", Self::PositionalBracket),
        ("standings", Self::Standings),
        ("standings-start", Self::StandingsStart),
        ("standings-row", Self::StandingsRow),
        ("standings-end", Self::StandingsEnd),
        ("result-matrix", Self::ResultMatrix),
        ("matrix-start", Self::MatrixStart),
        ("matrix-row", Self::MatrixRow),
        ("matrix-cell", Self::MatrixCell),
        ("matrix-end", Self::MatrixEnd),
        ("infobox", Self::Infobox),
        ("squad-start", Self::SquadStart),
        ("squad-player", Self::SquadPlayer),
        ("squad-coach", Self::SquadCoach),
        ("goalscorers", Self::Goalscorers),
        ("lineup-on-pitch", Self::LineupOnPitch),
        ("birth-date", Self::BirthDate),
        ("flag", Self::Flag),
        ("national-team", Self::NationalTeam),
        ("date", Self::Date),
        ("time", Self::Time),
        ("shootout", Self::Shootout),
        ("walkover", Self::Walkover),
        ("extra-time", Self::ExtraTime),
        ("hidden", Self::Hidden),
        ("goal", Self::Goal),
        ("kick-scored", Self::KickScored),
        ("kick-missed", Self::KickMissed),
        ("card", Self::Card),
        ("footnote", Self::Footnote),
        ("citation", Self::Citation),
        ("wrapper", Self::Wrapper),
        ("struck", Self::Struck),
        ("layout", Self::Layout),
        ("transclusion", Self::Transclusion),
    ];

    /// Its name in the catalogue: `match-box`.
    #[must_use]
    pub fn name(self) -> &'static str {
        Self::NAMES.iter().find(|(_, shape)| *shape == self).map_or("", |(name, _)| name)
    }
}

/// What the catalogue knows about a template.
#[derive(Clone, Debug)]
pub struct TemplateEntry {
    /// Stable id: `football-box`.
    pub id: String,
    /// What it is for.
    pub shape: Shape,
    /// Which parameters are which field; the first that is present counts.
    ///
    /// Names of brackets hold `{round}`, `{slot}` and `{leg}` for numbers.
    pub fields: BTreeMap<String, Vec<String>>,
    /// Parameters that are layout and carry no data.
    pub ignored: Vec<String>,
    /// The same, folded.
    ignored_folded: HashSet<String>,
    /// Fields that a call must have.
    pub required: Vec<String>,
    /// Fields that the template states by its name alone: two points for a win in `Fb cl team 2pts`.
    pub constants: BTreeMap<String, String>,
    /// Text that it shows whatever its parameters are: `–` for `{{ndash}}`; `…` shows the words of its name, see
    /// [`Self::words_of`].
    pub shows: Option<String>,
    /// Kind of the national teams that it links to: `men` for `{{fb|BRA}}`.
    pub teams: Option<String>,
    names: Vec<(String, String)>,
    /// Parameter names as the catalogue has them to fields.
    exact: HashMap<String, String>,
    /// Folded parameter names to fields.
    stated_by: HashMap<String, String>,
    /// Numbered parameter names, with their fields.
    numbered: Vec<(ParameterPattern, String)>,
    /// Numbered names of layout.
    numbered_layout: Vec<ParameterPattern>,
    /// What stands before a team's code in a parameter name, with its field; `None` for layout. Longest first.
    by_team: Vec<(String, Option<String>)>,
}

/// Stands for a team's code at the end of a parameter name: `win_{team}`.
const TEAM: &str = "{team}";

impl TemplateEntry {
    /// An entry without fields; `names` are pairs of a wiki language and a template name.
    pub(super) fn new(id: String, shape: Shape, names: Vec<(String, String)>) -> Self {
        Self {
            id,
            shape,
            fields: BTreeMap::new(),
            ignored: Vec::new(),
            ignored_folded: HashSet::default(),
            required: Vec::new(),
            constants: BTreeMap::new(),
            shows: None,
            teams: None,
            names,
            exact: HashMap::default(),
            stated_by: HashMap::default(),
            numbered: Vec::new(),
            numbered_layout: Vec::new(),
            by_team: Vec::new(),
        }
    }

    /// Adds a field with the parameters that state it.
    ///
    /// # Errors
    /// A parameter name holds an unknown placeholder, or states another field already.
    pub(super) fn add_field(&mut self, field: &str, parameters: Vec<String>) -> Result<(), String> {
        self.exact.retain(|_, known| known != field);
        for parameter in &parameters {
            if let Some(head) = parameter.strip_suffix(TEAM) {
                self.add_by_team(head, Some(field));
                continue;
            }
            if let Some(pattern) = ParameterPattern::new(parameter)? {
                self.numbered.push((pattern, field.to_owned()));
                continue;
            }
            self.exact.insert(parameter.clone(), field.to_owned());
            if let Some(other) = self.stated_by.insert(fold_parameter(parameter), field.to_owned())
                && other != field
            {
                return Err(format!("parameter `{parameter}` states both `{other}` and `{field}`"));
            }
        }
        self.fields.insert(field.to_owned(), parameters);
        Ok(())
    }

    /// Adds parameters that carry no data.
    ///
    /// # Errors
    /// A parameter name holds an unknown placeholder.
    pub(super) fn add_ignored(&mut self, parameters: Vec<String>) -> Result<(), String> {
        for parameter in parameters {
            if let Some(head) = parameter.strip_suffix(TEAM) {
                self.add_by_team(head, None);
                continue;
            }
            self.numbered_layout.extend(ParameterPattern::new(&parameter)?);
            self.ignored_folded.insert(fold_parameter(&parameter));
            self.ignored.push(parameter);
        }
        Ok(())
    }

    fn add_by_team(&mut self, head: &str, field: Option<&str>) {
        self.by_team.push((head.to_owned(), field.map(str::to_owned)));
        self.by_team.sort_by_key(|(head, _)| std::cmp::Reverse(head.len()));
    }

    /// The wikis that have it, and its name there; redirects too.
    pub fn names(&self) -> impl Iterator<Item = (&str, &str)> {
        self.names.iter().map(|(language, name)| (language.as_str(), name.as_str()))
    }

    /// What stands for `…` in the name of a call: `Alder Town` of `{{Fb team Alder Town}}`, where the entry has `Fb team …`.
    /// Letter case does not matter.
    #[must_use]
    pub fn words_of<'n>(&self, name: &'n str) -> Option<&'n str> {
        let name = name.trim();
        let between = |(_, pattern): &(String, String)| {
            let (before, behind) = pattern.split_once(ANY_WORDS)?;
            let end = name.len().checked_sub(behind.len())?;
            let is_it =
                |part: Option<&str>, piece: &str| part.is_some_and(|part| part.eq_ignore_ascii_case(piece));
            let fits = is_it(name.get(..before.len()), before) && is_it(name.get(end..), behind);
            name.get(before.len()..end).filter(|_| fits).map(str::trim)
        };
        self.names.iter().find_map(between).filter(|words| !words.is_empty())
    }

    /// The parameters that state a field.
    #[must_use]
    pub fn parameters(&self, field: &str) -> &[String] {
        self.fields.get(field).map_or(&[], Vec::as_slice)
    }

    /// The field that a parameter states. MediaWiki tells names apart by every letter; in an infobox letter case,
    /// `_` and spaces do not matter, as rendering makes `Tourney Name` of `tourney_name`. A numbered parameter
    /// (see [`Self::slot_of`]) states its field too.
    #[must_use]
    pub fn field_of(&self, parameter: &str) -> Option<&str> {
        let folded =
            || self.stated_by.get(&fold_parameter(parameter)).filter(|_| self.shape == Shape::Infobox);
        let known = self.exact.get(parameter).or_else(folded).map(String::as_str);
        known.or_else(|| self.numbers_of(parameter).map(|(field, _)| field))
    }

    /// The field of a parameter in the catalogue's own spelling: [`Self::field_of`] without folding, for templates that
    /// an article calls a thousand times.
    #[must_use]
    pub fn field_as_spelled(&self, parameter: &str) -> Option<&str> {
        self.stated_by.get(parameter).map(String::as_str)
    }

    /// The value of a field among the parameters of a call, given as name and value in the order written: the
    /// first name of the catalogue that is present counts, and of a name that stands twice the last, as in
    /// MediaWiki.
    #[must_use]
    pub fn pick<'p, T>(&self, field: &str, call: impl IntoIterator<Item = (&'p str, T)>) -> Option<T> {
        let mut best: Option<(usize, T)> = None;
        for (name, value) in call {
            let Some(rank) = self.rank(field, name) else { continue };
            if best.as_ref().is_none_or(|(found, _)| rank <= *found) {
                best = Some((rank, value));
            }
        }
        best.map(|(_, value)| value)
    }

    /// The place of a parameter among those that state a field; `None` where it does not state it.
    #[must_use]
    pub fn rank(&self, field: &str, parameter: &str) -> Option<usize> {
        let names = self.parameters(field);
        // A parameter states one field.
        if self.shape == Shape::Infobox && self.exact.get(parameter).is_some_and(|known| known != field) {
            return None;
        }
        let same = |name: &String| self.shape == Shape::Infobox && is_same_parameter(name, parameter);
        let folded = || names.iter().position(same);
        names.iter().position(|name| name == parameter).or_else(folded)
    }

    /// The field and the numbers of a parameter such as `RD1-score3-2`; zero padding (`RD1-team01`) is
    /// accepted.
    #[must_use]
    pub fn slot_of(&self, parameter: &str) -> Option<SlotParameter<'_>> {
        let (field, numbers) = self.numbers_of(parameter)?;
        Some(SlotParameter { field, round: numbers.round?, slot: numbers.slot, leg: numbers.leg })
    }

    /// The field and the team's code of a parameter such as `win_ARG`; the longest name of the catalogue that fits counts.
    /// The field is `None` for layout. Modules tell names apart by every letter.
    #[must_use]
    pub fn by_team<'p>(&self, parameter: &'p str) -> Option<(Option<&str>, &'p str)> {
        self.by_team
            .iter()
            .find_map(|(head, field)| Some((field.as_deref(), parameter.strip_prefix(head.as_str())?)))
    }

    /// The field and the number of a parameter such as `team3`.
    #[must_use]
    pub fn in_list(&self, parameter: &str) -> Option<(&str, u32)> {
        let (field, numbers) = self.numbers_of(parameter)?;
        Some((field, numbers.slot?))
    }

    /// Whether a parameter is layout and carries no data.
    #[must_use]
    pub fn is_ignored(&self, parameter: &str) -> bool {
        // A folded name folds to itself.
        self.ignored_folded.contains(parameter)
            || self.ignored_folded.contains(&fold_parameter(parameter))
            || self.numbered_layout.iter().any(|pattern| pattern.numbers(parameter).is_some())
    }

    fn numbers_of(&self, parameter: &str) -> Option<(&str, Numbers)> {
        self.numbered.iter().find_map(|(pattern, field)| Some((field.as_str(), pattern.numbers(parameter)?)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::Catalogue;

    fn entry(name: &str) -> TemplateEntry {
        Catalogue::embedded().unwrap().template("en", name).unwrap().clone()
    }

    #[test]
    fn a_parameter_states_a_field_in_any_spelling() {
        let infobox = entry("Infobox");
        for (parameter, field) in [
            ("Tourney Name", "name"),
            ("tourney_name", "name"),
            ("Num Teams", "teams"),
            ("champion_other", "champions"),
            ("Count", "titles"),
            ("Second Other", "runner_up"),
            ("Prevseason", "previous"),
        ] {
            assert_eq!(infobox.field_of(parameter), Some(field), "{parameter}");
        }
        assert_eq!(infobox.field_of("Tourney"), None);
    }

    #[test]
    fn the_first_name_of_the_catalogue_counts_and_the_last_of_two_values() {
        let infobox = entry("Infobox");
        let call = [("Champion Other", "A"), ("champion", "B"), ("champion", "C"), ("year", "2017")];
        assert_eq!(infobox.pick("champions", call), Some("C"));
        assert_eq!(infobox.pick("season", call), Some("2017"));
        assert_eq!(infobox.pick("goals", call), None);
    }

    #[test]
    fn slots_of_a_bracket() {
        let bracket = entry("4TeamBracket-2legs");
        let slot = |field, round, slot, leg| Some(SlotParameter { field, round, slot, leg });
        assert_eq!(bracket.slot_of("RD1"), slot("round_title", 1, None, None));
        assert_eq!(bracket.slot_of("RD1-team4"), slot("team", 1, Some(4), None));
        assert_eq!(bracket.slot_of("RD2-team01"), slot("team", 2, Some(1), None));
        assert_eq!(bracket.slot_of("RD1-score3-2"), slot("leg_score", 1, Some(3), Some(2)));
        assert_eq!(bracket.slot_of("RD1-score3-A"), slot("aggregate", 1, Some(3), None));
        assert_eq!(bracket.slot_of("RD1-score3-agg"), slot("aggregate", 1, Some(3), None));
        assert_eq!(bracket.slot_of("RD3b-team2"), slot("third.team", 3, Some(2), None));
        assert_eq!(bracket.slot_of("team-width"), None);
        assert_eq!(bracket.field_of("RD1-seed2"), Some("seed"));
        assert!(bracket.is_ignored("team-width") && bracket.is_ignored("RD2-shade1"));
        assert!(!bracket.is_ignored("RD1-team1"));
    }

    #[test]
    fn every_shape_has_a_name() {
        assert!(Shape::NAMES.iter().all(|(name, shape)| shape.name() == *name));
    }
}
