//! Paths that a user named to a stable list of inputs.

use std::{collections::HashSet, ffi::OsStr, fs, path::Path, path::PathBuf, sync::Arc};

use walkdir::{DirEntry, WalkDir};

use super::{Entry, EntryOrigin, Problem};

/// Extensions of the files that are read when a folder is named. A file named itself may have any.
const ARTICLE_EXTENSIONS: [&str; 5] = ["wikitext", "wiki", "mediawiki", "txt", "xml"];

/// Extensions behind these of files that are compressed.
const COMPRESSED_EXTENSIONS: [&str; 3] = ["bz2", "gz", "zst"];

/// The inputs of a run.
#[derive(Clone, Debug, Default)]
pub struct Listing {
    /// Inputs in the order named; those of a folder in order of name. Each file once.
    pub entries: Vec<Entry>,
    /// Files in folders that have no extension of an article.
    pub skipped: Vec<PathBuf>,
    /// Paths that could not be followed.
    pub problems: Vec<Problem>,
}

/// Lists the files that `paths` name: files, folders (with their folders, hidden ones left out) and `-` for standard
/// input.
#[must_use]
pub fn list(paths: &[PathBuf]) -> Listing {
    let mut lister = Lister::default();
    paths.iter().for_each(|path| lister.add(path));
    lister.listing
}

#[derive(Default)]
struct Lister {
    listing: Listing,
    seen: HashSet<PathBuf>,
}

impl Lister {
    fn add(&mut self, path: &Path) {
        if path == Path::new("-") {
            return self.add_stdin();
        }
        match fs::metadata(path) {
            Ok(metadata) if metadata.is_dir() => self.add_folder(path),
            Ok(metadata) => {
                let name = path.file_name().unwrap_or(path.as_os_str());
                self.add_file(path, PathBuf::from(name), metadata.len());
            }
            Err(error) => self.listing.problems.push(Problem::of_io(shown(path), &error)),
        }
    }

    fn add_stdin(&mut self) {
        if self.seen.insert(PathBuf::from("-")) {
            self.listing.entries.push(Entry {
                path: Arc::from("-"),
                origin: EntryOrigin::Stdin,
                relative: PathBuf::from("stdin"),
                size: 0,
            });
        }
    }

    fn add_file(&mut self, path: &Path, relative: PathBuf, size: u64) {
        let identity = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        if self.seen.insert(identity) {
            let origin = EntryOrigin::File(path.to_owned());
            self.listing.entries.push(Entry { path: shown(path), origin, relative, size });
        }
    }

    fn add_folder(&mut self, folder: &Path) {
        let mut articles = 0;
        let walk = WalkDir::new(folder).follow_links(true).sort_by_file_name();
        for found in walk.into_iter().filter_entry(|entry| entry.depth() == 0 || !is_hidden(entry)) {
            match found {
                Ok(entry) if entry.file_type().is_dir() => {}
                Ok(entry) if is_article(entry.path()) => {
                    articles += 1;
                    self.add_found(folder, &entry);
                }
                Ok(entry) => self.listing.skipped.push(entry.into_path()),
                Err(error) => self.listing.problems.push(unwalkable(folder, &error)),
            }
        }
        if articles == 0 {
            let endings = ARTICLE_EXTENSIONS.map(|extension| format!(".{extension}")).join(", ");
            let message =
                format!("no articles in this folder: no file ends in {endings}; others are read when named");
            self.listing.problems.push(Problem::new(shown(folder), message));
        }
    }

    fn add_found(&mut self, folder: &Path, entry: &DirEntry) {
        let path = entry.path();
        let relative = path.strip_prefix(folder).unwrap_or(path).to_owned();
        let size = entry.metadata().map_or(0, |metadata| metadata.len());
        self.add_file(path, relative, size);
    }
}

fn is_hidden(entry: &DirEntry) -> bool {
    entry.file_name().as_encoded_bytes().starts_with(b".")
}

fn is_article(path: &Path) -> bool {
    let has = |path: &Path, known: &[&str]| {
        let extension = path.extension().and_then(OsStr::to_str).unwrap_or("");
        known.iter().any(|known| known.eq_ignore_ascii_case(extension))
    };
    let unpacked = path.file_stem().map(Path::new).filter(|_| has(path, &COMPRESSED_EXTENSIONS));
    has(unpacked.unwrap_or(path), &ARTICLE_EXTENSIONS)
}

fn unwalkable(folder: &Path, error: &walkdir::Error) -> Problem {
    let path = shown(error.path().unwrap_or(folder));
    match error.io_error() {
        Some(error) => Problem::of_io(path, error),
        None => Problem::new(path, "this link leads back to a folder above it"),
    }
}

fn shown(path: &Path) -> Arc<str> {
    Arc::from(path.to_string_lossy())
}
