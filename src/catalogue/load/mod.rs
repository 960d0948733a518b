//! From TOML files to the catalogue. The place of a file says what it holds; every bad entry is an error with
//! its line.

mod competitions;
mod countries;
mod language;
pub(crate) mod reader;
mod teams;
mod template;
mod zones;

use std::path::Path;

use walkdir::WalkDir;

use self::reader::File;
use super::Catalogue;
use crate::error::{Error, Result};

/// The files that come with the program: path inside the catalogue, text.
const EMBEDDED: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/catalogue.rs"));

/// Reads the embedded files.
pub(super) fn embedded() -> Result<Catalogue> {
    let mut catalogue = read_embedded()?;
    catalogue.complete_languages();
    Ok(catalogue)
}

fn read_embedded() -> Result<Catalogue> {
    let mut catalogue = Catalogue::default();
    for (path, text) in EMBEDDED {
        add(&mut catalogue, path, &File::new(Path::new("catalogue").join(path), text))?;
    }
    Ok(catalogue)
}

/// Reads the embedded files, and those of a folder after them.
pub(super) fn with_overlay(folder: &Path) -> Result<Catalogue> {
    let mut catalogue = read_embedded()?;
    for entry in WalkDir::new(folder).sort_by_file_name() {
        let entry = entry.map_err(|error| {
            let path = error.path().unwrap_or(folder).to_owned();
            Error::io(path, error.into())
        })?;
        if entry.path().extension().is_some_and(|extension| extension == "toml") {
            add_from_disk(&mut catalogue, folder, entry.path())?;
        }
    }
    catalogue.complete_languages();
    Ok(catalogue)
}

fn add_from_disk(catalogue: &mut Catalogue, folder: &Path, path: &Path) -> Result<()> {
    let text = std::fs::read_to_string(path).map_err(|source| Error::io(path, source))?;
    let inside = path.strip_prefix(folder).unwrap_or(path).to_string_lossy().replace('\\', "/");
    add(catalogue, &inside, &File::new(path.to_owned(), &text))
}

/// Adds one file; `path` is its place inside the catalogue.
fn add(catalogue: &mut Catalogue, path: &str, file: &File<'_>) -> Result<()> {
    let (folder, name) = path.split_once('/').unwrap_or(("", path));
    let stem = name.rsplit('/').next().and_then(|name| name.strip_suffix(".toml")).unwrap_or(name);
    match folder {
        "templates" => template::add(&mut catalogue.templates, stem, file),
        "languages" => language::add_words(catalogue.language_mut(stem), file),
        "phrases" => language::add_phrases(catalogue.language_mut(stem), file),
        "" if stem == "competitions" => competitions::add(&mut catalogue.competitions, file),
        "" if stem == "countries" => countries::add(&mut catalogue.countries, file),
        "" if stem == "teams" => teams::add(&mut catalogue.teams, file),
        "" if stem == "zones" => zones::add(&mut catalogue.zones, file),
        _ => Err(file.error(
            0,
            "expected `competitions.toml`, `countries.toml`, `teams.toml`, `zones.toml` or a file in `templates`, `languages` or `phrases`"
                .to_owned(),
        )),
    }
}

#[cfg(test)]
mod tests;
