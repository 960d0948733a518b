//! What the catalogue knows of the regulations of an article's competition and season.

use crate::{
    catalogue::{Catalogue, KnownRegulation},
    record::Competition,
};

/// The regulations of the season that an article is about; none where it names no competition or no season.
pub(super) fn known(catalogue: &Catalogue, competition: &Competition) -> Vec<KnownRegulation> {
    let first_year = |season: &str| season.get(..4)?.parse::<i16>().ok();
    let (Some(name), Some(season)) = (&competition.name, &competition.season) else { return Vec::new() };
    let Some(year) = first_year(season.value.trim()) else { return Vec::new() };
    catalogue.competitions().known(&name.value, year).cloned().collect()
}
