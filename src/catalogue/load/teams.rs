//! `teams.toml`: kinds of national teams and the titles of the articles about them.

use super::reader::{Entry, File};
use crate::{
    catalogue::{Teams, teams::Kind},
    error::Result,
};

const KEYS: [&str; 3] = ["marks", "title", "titles"];

/// Adds the kinds of a file; an overlay may state only what differs.
pub fn add(teams: &mut Teams, file: &File<'_>) -> Result<()> {
    let table = file.parse()?;
    for section in file.entries(&table) {
        let (mut kind, mut marks) = (Kind::default(), Vec::new());
        for entry in section.entries()? {
            match entry.key {
                "marks" => marks = entry.strings()?,
                "title" => kind.title = title(&entry)?,
                "titles" => {
                    for entry in entry.entries()? {
                        kind.titles.insert(entry.key.to_owned(), title(&entry)?);
                    }
                }
                _ => return Err(entry.unknown("key", &KEYS)),
            }
        }
        teams.add(section.key, kind, marks);
    }
    Ok(())
}

/// A title holds no placeholder but `{name}` and `{age}`.
fn title(entry: &Entry<'_>) -> Result<String> {
    let title = entry.string()?;
    if title.replace("{name}", "").replace("{age}", "").contains(['{', '}']) {
        return Err(entry.error(format!("`{title}`: a title holds `{{name}}` and `{{age}}` only")));
    }
    Ok(title)
}
