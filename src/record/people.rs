//! Top scorers and squads.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{Country, Place, Player, Team};
use crate::span::Stated;

/// A row of a list of top scorers.
#[derive(Clone, Debug, Serialize)]
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
    /// Goals in all; that of the row above where the cell spans several rows.
    pub total: Option<Stated<u32>>,
    /// The row.
    pub at: Place,
}

/// A row of a squad list.
#[derive(Clone, Debug, Serialize)]
pub struct SquadPlayer {
    /// Shirt number.
    pub number: Option<u32>,
    /// Position: `GK`.
    pub position: Option<String>,
    /// Name as displayed.
    pub name: String,
    /// Target of the wikilink around the name.
    pub link: Option<String>,
    /// Birth date.
    pub birth_date: Option<jiff::civil::Date>,
    /// Caps.
    pub caps: Option<u32>,
    /// Goals.
    pub goals: Option<u32>,
    /// Club.
    pub club: Option<Team>,
    /// The row.
    pub at: Place,
}
