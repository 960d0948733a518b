//! Where articles come from: files, folders and standard input, as text whose byte offsets are those of the input.
//!
//! [`list`] turns the paths that a user named into a stable list of [`Entry`]s; [`load`] reads one of them. What
//! cannot be read is a [`Problem`] with its place, and never stops the others.

mod content;
mod decode;
mod language;
mod listing;
mod reread;
mod title;

use std::{
    fmt,
    fs::File,
    io::{self, Read},
    path::{Path, PathBuf},
    sync::Arc,
};

pub use language::language_of;
pub use listing::{Listing, list};
pub use reread::reread;
pub use title::{revision_of, title_of};

use crate::span::LineIndex;
use content::Content;

/// The longest input: offsets are 32 bits wide.
const MAX_BYTES: u64 = u32::MAX as u64;

/// How much of an input is looked at before the rest is read.
const HEAD_BYTES: u64 = 8 * 1024;

/// One input, found and not yet read.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The input as the user named it.
    pub path: Arc<str>,
    /// Where it is opened.
    pub origin: EntryOrigin,
    /// Its place below the folder that the user named; for a file its name.
    pub relative: PathBuf,
    /// Size in bytes, where the system tells.
    pub size: u64,
}

impl Entry {
    /// Where its file lies, however the user wrote the path; links are not followed.
    #[must_use]
    pub fn absolute(&self) -> Option<PathBuf> {
        match &self.origin {
            EntryOrigin::File(path) => std::path::absolute(path).ok(),
            EntryOrigin::Stdin => None,
        }
    }
}

/// What an [`Entry`] is opened from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EntryOrigin {
    /// A file.
    File(PathBuf),
    /// Standard input, named `-`.
    Stdin,
}

/// The text of an input.
#[derive(Clone, Debug)]
pub struct Loaded {
    /// As many bytes as the input; bytes that are not UTF-8 are each a U+001A.
    pub text: String,
    /// What could not be read within it.
    pub problem: Option<Problem>,
}

/// Something that could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The input as the user named it.
    pub path: Arc<str>,
    /// Line and column, both counted from 1, where the problem has a place inside the input.
    pub place: Option<(u32, u32)>,
    /// What was found.
    pub message: String,
    /// Whether the rest of the input was read.
    pub partial: bool,
}

impl Problem {
    /// A problem that keeps the whole input from being read.
    pub fn new(path: impl Into<Arc<str>>, message: impl Into<String>) -> Self {
        Self { path: path.into(), place: None, message: message.into(), partial: false }
    }

    fn of_io(path: impl Into<Arc<str>>, error: &io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::NotFound => Self::new(path, "no such file or folder"),
            kind => Self::new(path, kind.to_string()),
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let level = if self.partial { "warning" } else { "error" };
        match self.place {
            Some((line, column)) => {
                write!(formatter, "{}:{line}:{column}: {level}: {}", self.path, self.message)
            }
            None => write!(formatter, "{}: {level}: {}", self.path, self.message),
        }
    }
}

/// Reads an input.
///
/// # Errors
/// The input cannot be opened or read, is empty, binary or larger than 4 GiB, or is of a kind that is not an article.
pub fn load(entry: &Entry) -> Result<Loaded, Problem> {
    let bytes = match &entry.origin {
        EntryOrigin::File(file) => open(file).and_then(|file| read(file, entry.size)),
        EntryOrigin::Stdin => read(io::stdin().lock(), entry.size),
    };
    let bytes = bytes.map_err(|refusal| refusal.into_problem(&entry.path))?;
    let (text, bad) = decode::decode(bytes);
    if text.trim_start_matches('\u{feff}').trim().is_empty() {
        return Err(Problem::new(Arc::clone(&entry.path), "input is empty"));
    }
    let problem = bad.map(|bad| invalid_utf8(&entry.path, &text, bad));
    Ok(Loaded { text, problem })
}

/// Why the bytes of an input were not taken.
enum Refusal {
    Io(io::Error),
    Content(Content),
    TooLarge,
}

impl From<io::Error> for Refusal {
    fn from(error: io::Error) -> Self {
        Refusal::Io(error)
    }
}

impl Refusal {
    fn into_problem(self, path: &Arc<str>) -> Problem {
        let path = Arc::clone(path);
        match self {
            Refusal::Io(error) => Problem::of_io(path, &error),
            Refusal::Content(content) => Problem::new(path, content.refusal()),
            Refusal::TooLarge => {
                Problem::new(path, "input is larger than 4 GiB, the most that is read as one article")
            }
        }
    }
}

fn open(path: &Path) -> Result<File, Refusal> {
    Ok(File::open(path)?)
}

/// Reads the head, looks at what it is, then reads the rest, so that a dump is refused before it fills the memory.
fn read(mut input: impl Read, size: u64) -> Result<Vec<u8>, Refusal> {
    if size > MAX_BYTES {
        return Err(Refusal::TooLarge);
    }
    let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or(0) + 1);
    input.by_ref().take(HEAD_BYTES).read_to_end(&mut bytes)?;
    match content::recognise(&bytes) {
        Content::Article => {}
        other => return Err(Refusal::Content(other)),
    }
    input.take(MAX_BYTES + 1 - bytes.len() as u64).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > MAX_BYTES { Err(Refusal::TooLarge) } else { Ok(bytes) }
}

fn invalid_utf8(path: &Arc<str>, text: &str, bad: decode::BadBytes) -> Problem {
    let place = Some(LineIndex::new(text).position(text, bad.first));
    let message = match bad.count {
        1 => "1 byte is not UTF-8; read as U+001A".to_owned(),
        count => format!("{count} bytes are not UTF-8, the first one here; each is read as U+001A"),
    };
    Problem { path: Arc::clone(path), place, message, partial: true }
}

#[cfg(test)]
mod tests;
