//! Top scorers, squads and line-ups.

use std::{collections::BTreeMap, sync::Arc};

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;

use super::{Country, Place, Player, Team};
use crate::span::Stated;

/// A row of a list of top scorers.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ScorerRow {
    /// Rank; that of the row above where the cell spans several rows.
    pub rank: Option<Stated<u32>>,
    /// The player.
    pub player: Player,
    /// The player's country.
    pub country: Option<Country>,
    /// The team.
    pub team: Option<Team>,
    /// Goals in each round, under the name of its column; rounds without a goal are left out.
    pub per_round: BTreeMap<String, u32>,
    /// Names of all columns for rounds, in the order of the list.
    #[serde(skip)]
    pub rounds: Arc<[String]>,
    /// Goals in all; that of the row above where the cell spans several rows.
    pub total: Option<Stated<u32>>,
    /// Own goals, which count for no total.
    pub own_goals: Option<Stated<u32>>,
    /// Remarks as text: `against Alderland`.
    pub notes: Vec<String>,
    /// The row.
    pub at: Place,
}

/// Whose squad a list of players is.
#[derive(Clone, Debug, Default, Serialize, JsonSchema)]
pub struct Squad {
    /// The team, as the nearest heading or the article's infobox names it.
    pub team: Option<Team>,
    /// Who coaches it, where a line above the list or a row of it says so.
    pub coaches: Vec<Coach>,
}

/// A coach or manager.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Coach {
    /// Name as displayed.
    pub name: String,
    /// Target of the wikilink around the name.
    pub link: Option<String>,
    /// Country code beside the name.
    pub country: Option<String>,
}

/// A row of a squad list.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct SquadPlayer {
    /// Whose squad it is; the rows of one list share it.
    #[serde(flatten)]
    pub squad: Arc<Squad>,
    /// Shirt number.
    pub number: Option<u32>,
    /// Position: `GK`.
    pub position: Option<String>,
    /// Name as displayed.
    pub name: String,
    /// Target of the wikilink around the name.
    pub link: Option<String>,
    /// Whether the row marks the player as captain.
    pub captain: bool,
    /// The player's country.
    pub nationality: Option<Country>,
    /// Birth date.
    pub birth_date: Option<Date>,
    /// Year of birth, where the day is not stated.
    pub birth_year: Option<i16>,
    /// Age as written.
    pub age: Option<u32>,
    /// The day on which the player has the age that is shown.
    pub age_on: Option<Date>,
    /// Caps.
    pub caps: Option<u32>,
    /// Goals.
    pub goals: Option<u32>,
    /// Club, with the code of its country.
    pub club: Option<Team>,
    /// Latest call-up, as text.
    pub latest: Option<String>,
    /// Matches and goals in each competition, where the list states them.
    pub appearances: Vec<Appearances>,
    /// Marks, remarks and footnotes as text: `INJ`, `vice-captain`, `on loan at Alder`.
    pub notes: Vec<String>,
    /// The row.
    pub at: Place,
}

impl SquadPlayer {
    /// A row that states nothing but its place.
    #[must_use]
    pub fn new(squad: Arc<Squad>, at: Place) -> Self {
        Self {
            squad,
            number: None,
            position: None,
            name: String::new(),
            link: None,
            captain: false,
            nationality: None,
            birth_date: None,
            birth_year: None,
            age: None,
            age_on: None,
            caps: None,
            goals: None,
            club: None,
            latest: None,
            appearances: Vec::new(),
            notes: Vec::new(),
            at,
        }
    }
}

/// What a player did in one competition of a season.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Appearances {
    /// The competition, as the head of the list names it.
    pub competition: Option<String>,
    /// Matches from the start.
    pub started: u32,
    /// Matches as a substitute: the second number of `23+1`.
    pub substitute: u32,
    /// Goals.
    pub goals: u32,
}

/// What a person of a line-up did.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum LineupRole {
    /// Played from the start.
    Starter,
    /// Listed among the substitutes, whether used or not.
    Substitute,
    /// Coach or manager.
    Coach,
    /// Listed for another reason, as a rule a card on the bench.
    Other,
}

/// A card.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum CardKind {
    /// Yellow.
    Yellow,
    /// The second yellow card, which sends off.
    SecondYellow,
    /// Red.
    Red,
}

/// A card as a line-up shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Card {
    /// Which.
    pub kind: CardKind,
    /// When, where it is stated.
    #[serde(flatten)]
    pub minute: MatchMinute,
}

/// A minute of a match.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct MatchMinute {
    /// Minute as stated, stoppage time not included.
    pub minute: Option<u16>,
    /// Minutes of stoppage time after `minute`.
    pub stoppage: Option<u16>,
}

/// A row of a line-up.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct LineupPlayer {
    /// The team, where the match of the line-up is clear.
    pub team: Option<Team>,
    /// The match: an index into the article's mentions of matches, where it is clear.
    #[serde(skip)]
    pub mention: Option<usize>,
    /// The id of the match, once it is linked.
    pub match_id: Option<String>,
    /// What the person did.
    pub role: LineupRole,
    /// Shirt number.
    pub number: Option<u32>,
    /// Position: `GK`, `RB`.
    pub position: Option<String>,
    /// Name as displayed.
    pub name: String,
    /// Target of the wikilink around the name.
    pub link: Option<String>,
    /// Code of the flag beside the name.
    pub country: Option<String>,
    /// Whether the row marks the player as captain.
    pub captain: bool,
    /// Cards, in the order written.
    pub cards: Vec<Card>,
    /// When the player came on.
    pub on: Option<MatchMinute>,
    /// When the player went off.
    pub off: Option<MatchMinute>,
    /// Remarks and footnotes as text.
    pub notes: Vec<String>,
    /// The row.
    pub at: Place,
}
