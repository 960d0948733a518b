//! `zones.toml`: an abbreviation and its offsets from UTC.

use super::reader::{Entry, File};
use crate::{catalogue::Zones, error::Result};

/// Adds the zones of a file; its tables are groups for the reader's convenience.
pub fn add(zones: &mut Zones, file: &File<'_>) -> Result<()> {
    let table = file.parse()?;
    for group in file.entries(&table) {
        for zone in group.entries()? {
            let offsets =
                zone.strings()?.iter().map(|text| offset(&zone, text)).collect::<Result<Vec<_>>>()?;
            if offsets.is_empty() {
                return Err(zone.error(format!("`{}` has no offset", zone.key)));
            }
            zones.add(zone.key, offsets);
        }
    }
    Ok(())
}

/// `+05:30` as minutes.
fn offset(zone: &Entry<'_>, text: &str) -> Result<i16> {
    let part = |range: std::ops::Range<usize>| text.get(range)?.parse::<i16>().ok();
    let sign = match text.chars().next() {
        Some('+') => Some(1),
        Some('-') => Some(-1),
        _ => None,
    };
    let well_formed = text.len() == 6 && text.get(3..4) == Some(":");
    let minutes = |sign: i16| Some(sign * (part(1..3)?.min(99) * 60 + part(4..6)?));
    let found = sign.filter(|_| well_formed).and_then(minutes);
    found.ok_or_else(|| {
        zone.error(format!("`{}`: expected an offset such as `+05:30`, found `{text}`", zone.key))
    })
}
