//! From the text of `scoreline.toml` to a [`Config`].

use std::path::Path;

use globset::{Glob, GlobBuilder, GlobSetBuilder};

use super::{Config, Layer, PerPath, language_code, named};
use crate::{
    catalogue::load::reader::{Entry, File},
    error::Result,
    finding::Severity,
    link::Aliases,
};

/// Keys of the file, for suggestions.
const KEYS: [&str; 9] =
    ["select", "ignore", "fail-on", "severity", "per-path", "teams", "language", "catalogue", "baseline"];

/// Keys of a part for some paths.
const PER_PATH_KEYS: [&str; 3] = ["paths", "select", "ignore"];

const SEVERITIES: [(&str, Severity); 3] =
    [("error", Severity::Error), ("warning", Severity::Warning), ("info", Severity::Info)];

/// Reads the text of a file.
pub(super) fn parse(path: &Path, text: &str) -> Result<Config> {
    let folder = path.parent().unwrap_or(Path::new("")).to_owned();
    let file = File::of_config(path.to_owned(), text);
    let table = file.parse()?;
    let mut config = Config { folder, ..Config::default() };
    for entry in file.entries(&table) {
        add(&mut config, &entry)?;
    }
    Ok(config)
}

fn add(config: &mut Config, entry: &Entry<'_>) -> Result<()> {
    match entry.key {
        "select" | "ignore" => add_rules(&mut config.rules, entry)?,
        "fail-on" => config.fail_on = Some(entry.one_of("severity", &SEVERITIES)?),
        "severity" => add_severities(config, entry)?,
        "per-path" => {
            config.per_path =
                entry.tables()?.iter().map(|part| per_path(entry, part)).collect::<Result<_>>()?
        }
        "teams" => config.teams = aliases(entry)?,
        "language" => config.language = Some(language(entry)?),
        "catalogue" => config.catalogue = Some(config.folder.join(entry.string()?)),
        "baseline" => config.baseline = Some(config.folder.join(entry.string()?)),
        _ => return Err(entry.unknown("key", &KEYS)),
    }
    Ok(())
}

fn language(entry: &Entry<'_>) -> Result<String> {
    language_code(&entry.string()?).map_err(|message| entry.error_in_value(message))
}

fn add_rules(layer: &mut Layer, entry: &Entry<'_>) -> Result<()> {
    let mut codes = Vec::new();
    for item in entry.items()? {
        codes.extend(named(&item.string()?).map_err(|message| item.error(message))?);
    }
    if entry.key == "select" {
        layer.select = Some(codes);
    } else {
        layer.ignore = codes;
    }
    Ok(())
}

fn add_severities(config: &mut Config, entry: &Entry<'_>) -> Result<()> {
    let mut wanted = Vec::new();
    for entry in entry.entries()? {
        let codes = named(entry.key).map_err(|message| entry.error(message))?;
        wanted.push((codes, entry.one_of("severity", &SEVERITIES)?));
    }
    // A code says more than its family, wherever it stands.
    wanted.sort_by_key(|(codes, _)| std::cmp::Reverse(codes.len()));
    for (codes, severity) in wanted {
        config.severities.extend(codes.into_iter().map(|code| (code, severity)));
    }
    Ok(())
}

fn per_path(list: &Entry<'_>, part: &[Entry<'_>]) -> Result<PerPath> {
    let (mut globs, mut layer) = (None, Layer::default());
    for entry in part {
        match entry.key {
            "paths" => globs = Some(globs_of(entry)?),
            "select" | "ignore" => add_rules(&mut layer, entry)?,
            _ => return Err(entry.unknown("key", &PER_PATH_KEYS)),
        }
    }
    let globs = globs.ok_or_else(|| match part.first() {
        Some(entry) => entry.error("a part for some paths needs `paths`"),
        None => list.error("a part for some paths needs `paths`"),
    })?;
    Ok(PerPath { globs: globs.build().map_err(|error| list.error(error.to_string()))?, layer })
}

fn globs_of(entry: &Entry<'_>) -> Result<GlobSetBuilder> {
    let mut globs = GlobSetBuilder::new();
    for item in entry.items()? {
        for pattern in patterns(&item.string()?) {
            globs.add(glob(&pattern).map_err(|error| item.error(error.kind().to_string()))?);
        }
    }
    Ok(globs)
}

/// A pattern without a slash fits names in any folder; a folder fits all below it.
fn patterns(written: &str) -> [String; 2] {
    let pattern = written.trim_start_matches("./").trim_end_matches('/');
    let pattern = if pattern.contains('/') { pattern.to_owned() } else { format!("**/{pattern}") };
    [format!("{pattern}/**"), pattern]
}

/// `*` and `?` do not go beyond a folder, `**` does.
fn glob(pattern: &str) -> std::result::Result<Glob, globset::Error> {
    GlobBuilder::new(pattern).literal_separator(true).build()
}

/// Names of teams. A name that is itself a spelling of another would make two names of one team.
fn aliases(entry: &Entry<'_>) -> Result<Aliases> {
    let entries: Vec<_> = entry.entries()?.collect();
    let pairs = entries.iter().map(|entry| Ok((entry.key.to_owned(), entry.string()?)));
    let aliases: Aliases = pairs.collect::<Result<Vec<_>>>()?.into_iter().collect();
    for entry in &entries {
        let name = entry.string()?;
        if aliases.contains(&name) {
            let message = format!("`{name}` is itself a spelling of `{}`", aliases.name(&name));
            return Err(entry.error_in_value(message));
        }
    }
    Ok(aliases)
}
