//! Entries of templates.

use std::collections::BTreeMap;

/// What a template is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Shape {
    /// One match: `Football box`.
    MatchBox,
    /// Begins a leg list.
    LegListStart,
    /// A row of a leg list: `TwoLegResult`.
    LegListRow,
    /// Ends a leg list.
    LegListEnd,
    /// A bracket with named slots: `4TeamBracket-2legs`.
    Bracket,
    /// Header facts of a competition.
    Infobox,
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
    /// A footnote with text: `refn`, `efn`.
    Footnote,
    /// A source: `cite web`. Shows no text that matters.
    Citation,
    /// Shows one of its parameters: `nowrap`.
    Wrapper,
    /// Layout without data: `Div col`, `reflist`.
    Layout,
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
    /// Fields that a call must have.
    pub required: Vec<String>,
}

impl TemplateEntry {
    /// The parameters that state a field.
    #[must_use]
    pub fn parameters(&self, field: &str) -> &[String] {
        self.fields.get(field).map_or(&[], Vec::as_slice)
    }

    /// The field that a parameter states.
    #[must_use]
    pub fn field_of(&self, parameter: &str) -> Option<&str> {
        let stated_by = |(_, names): &(&String, &Vec<String>)| names.iter().any(|name| name == parameter);
        self.fields.iter().find(stated_by).map(|(field, _)| field.as_str())
    }
}

/// All entries with their names.
#[derive(Debug, Default)]
pub struct Templates {}

impl Templates {
    /// The entry of a name as written.
    pub fn find(&self, language: &str, name: &str) -> Option<&TemplateEntry> {
        let _ = (language, name);
        None
    }
}
