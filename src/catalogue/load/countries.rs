//! `countries.toml`: a code, the name, and other names of the same country.

use super::reader::{Entry, File};
use crate::hash::HashMap;
use crate::{
    catalogue::{Countries, fold::fold_words},
    error::Result,
};

/// Adds the countries of a file. Its tables are groups for the reader's convenience, but for `aliases`: other
/// codes.
pub fn add(countries: &mut Countries, file: &File<'_>) -> Result<()> {
    let table = file.parse()?;
    let (aliases, groups): (Vec<_>, Vec<_>) = file.entries(&table).partition(|group| group.key == "aliases");
    let mut claimed = HashMap::default();
    for group in groups {
        for country in group.entries()? {
            add_country(countries, &country, &mut claimed)?;
        }
    }
    for group in aliases {
        for alias in group.entries()? {
            add_alias(countries, &alias)?;
        }
    }
    Ok(())
}

/// The first name is the one to show. No name leads to two codes.
fn add_country<'d>(
    countries: &mut Countries,
    country: &Entry<'d>,
    claimed: &mut HashMap<String, &'d str>,
) -> Result<()> {
    let names = country.strings()?;
    let first = names.first().ok_or_else(|| country.error(format!("`{}` has no name", country.key)))?;
    for name in &names {
        if let Some(other) = claimed.insert(fold_words(name), country.key) {
            return Err(
                country.error(format!("`{name}` is the name of both `{other}` and `{}`", country.key))
            );
        }
    }
    countries.add(country.key, first, &names);
    Ok(())
}

/// `CODE = "code of the country"`, or with the name to show where the code stands for an earlier one.
fn add_alias(countries: &mut Countries, alias: &Entry<'_>) -> Result<()> {
    let (code, own_name) = match alias.strings().as_deref() {
        Ok([code, name]) => (code.clone(), Some(name.clone())),
        _ => (alias.string()?, None),
    };
    let name = countries.name(&code).map(str::to_owned);
    let name = name.ok_or_else(|| alias.error(format!("`{code}` is not the code of a country")))?;
    countries.add_alias(alias.key, &code, &own_name.unwrap_or(name));
    Ok(())
}
