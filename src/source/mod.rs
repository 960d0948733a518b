//! Where articles come from: files, folders and standard input, as text whose byte offsets are those of the input; and the
//! pages of dumps, answers of the web API and lists of pages.
//!
//! [`list`] turns the paths that a user named into a stable list of [`Entry`]s; [`open`] looks at what one of them is, by its
//! first bytes and not by its name, and gives its text or its [`Pages`] one after the other. What cannot be read is a
//! [`Problem`] with its place, and never stops the others.

mod api;
mod bzip2;
mod compression;
mod content;
mod decode;
mod language;
mod listing;
mod ndjson;
mod page;
mod pages;
mod reread;
mod title;
mod xml;

use std::{
    fmt,
    fs::{self, File},
    io::{self, Read},
    path::PathBuf,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

pub use language::language_of;
pub use listing::{Listing, list};
pub use page::{Page, RawPage};
pub use pages::Pages;
pub use reread::reread;
pub use title::{revision_of, title_of};

use crate::{line::printable, span::LineIndex};
use compression::Input;
use content::Content;

/// The longest input: offsets are 32 bits wide.
const MAX_BYTES: u64 = u32::MAX as u64;

/// How much of an input is looked at before the rest is read.
const HEAD_BYTES: u64 = 8 * 1024;

/// Room that is made for an article before it is known to be one.
const MOST_ROOM: u64 = 8 << 20;

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
            _ => Self::new(path, error.to_string()),
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let level = if self.partial { "warning" } else { "error" };
        // titles of pages come from the input, and a terminal would obey what stands in them
        let (path, message) = (printable(&self.path), printable(&self.message));
        match self.place {
            Some((line, column)) => write!(formatter, "{path}:{line}:{column}: {level}: {message}"),
            None => write!(formatter, "{path}: {level}: {message}"),
        }
    }
}

/// An input that has been looked at.
#[derive(Debug)]
pub enum Opened {
    /// One article.
    Article(Loaded),
    /// Many pages.
    Pages(Pages),
    /// What belongs to another input and holds nothing itself: the index of a multistream dump.
    Nothing,
}

/// How inputs are opened.
#[derive(Clone, Debug)]
pub struct Opening {
    /// Threads that unpack what is compressed, of which one is that of the reader.
    pub threads: usize,
    /// Counts the bytes of the inputs that are read, still packed.
    pub read: Arc<AtomicU64>,
}

impl Default for Opening {
    fn default() -> Self {
        Self { threads: 1, read: Arc::default() }
    }
}

/// An input whose bytes are counted.
struct Counted<R> {
    input: R,
    read: Arc<AtomicU64>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, target: &mut [u8]) -> io::Result<usize> {
        let read = self.input.read(target)?;
        self.read.fetch_add(read as u64, Ordering::Relaxed);
        Ok(read)
    }
}

/// Opens an input and reads it, if it is one article.
///
/// # Errors
/// The input cannot be opened or read, is empty, binary or larger than 4 GiB, or is of a kind that is not read.
pub fn open(entry: &Entry, opening: &Opening) -> Result<Opened, Problem> {
    let read = || Arc::clone(&opening.read);
    let opened = match &entry.origin {
        EntryOrigin::File(file) => {
            File::open(file).map(|input| Box::new(Counted { input, read: read() }) as Input)
        }
        EntryOrigin::Stdin => Ok(Box::new(Counted { input: io::stdin(), read: read() }) as Input),
    };
    let opened = opened.map_err(Refusal::Io).and_then(|input| recognise(input, entry.size, opening.threads));
    match opened.map_err(|refusal| refusal.into_problem(&entry.path))? {
        Found::Article(bytes, damage) => article(&entry.path, bytes, damage).map(Opened::Article),
        Found::Nothing => Ok(Opened::Nothing),
        Found::Dump(head, input) => Ok(Opened::Pages(Pages::xml(&entry.path, head, input))),
        Found::Json(head, input) => Ok(Opened::Pages(Pages::json(&entry.path, head, input))),
    }
}

/// Reads an input that is one article.
///
/// # Errors
/// As [`open`], and for an input that holds pages.
pub fn load(entry: &Entry) -> Result<Loaded, Problem> {
    match open(entry, &Opening::default())? {
        Opened::Article(loaded) => Ok(loaded),
        Opened::Pages(_) | Opened::Nothing => {
            Err(Problem::new(Arc::clone(&entry.path), Content::Dump.refusal()))
        }
    }
}

/// Reads an input if it is one article and that is known without much work, and counts its bytes; `None` where it is more, or
/// may be.
///
/// # Errors
/// As [`open`].
pub fn load_article(entry: &Entry, read: &AtomicU64) -> Result<Option<Loaded>, Problem> {
    // what is read from a pipe to see what it is cannot be read again
    let is_file = |path: &PathBuf| fs::metadata(path).is_ok_and(|metadata| metadata.is_file());
    if !matches!(&entry.origin, EntryOrigin::File(path) if is_file(path)) {
        return Ok(None);
    }
    match open(entry, &Opening::default())? {
        Opened::Article(loaded) => {
            read.fetch_add(entry.size, Ordering::Relaxed);
            Ok(Some(loaded))
        }
        Opened::Pages(_) | Opened::Nothing => Ok(None),
    }
}

fn article(path: &Arc<str>, bytes: Vec<u8>, damage: Option<io::Error>) -> Result<Loaded, Problem> {
    let length = bytes.len();
    let (text, bad) = decode::decode(bytes);
    if text.trim_start_matches('\u{feff}').trim().is_empty() {
        return Err(Problem::new(Arc::clone(path), "input is empty"));
    }
    let damaged = |error| Problem {
        partial: true,
        ..Problem::new(
            Arc::clone(path),
            format!("the stream is damaged ({error}) behind byte {length}, up to which it is read"),
        )
    };
    let problem = damage.map(damaged).or_else(|| bad.map(|bad| invalid_utf8(path, &text, bad)));
    Ok(Loaded { text, problem })
}

/// An input by its first bytes: read whole, or behind these.
enum Found {
    /// What of it can be read, and why that is not all.
    Article(Vec<u8>, Option<io::Error>),
    Dump(Vec<u8>, Input),
    Json(Vec<u8>, Input),
    Nothing,
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

/// Reads the head, looks at what it is, then reads the rest only of an article: a dump never stands in memory whole.
fn recognise(input: Input, size: u64, threads: usize) -> Result<Found, Refusal> {
    let (head, input) = head(input, size)?;
    match content::recognise(&head) {
        Content::Compressed(format) => {
            let packed: Input = Box::new(io::Cursor::new(head).chain(input));
            let (head, input) = self::head(format.unpack(packed, threads)?, 0)?;
            found(content::recognise(&head), head, input)
        }
        content => found(content, head, input),
    }
}

fn found(content: Content, mut head: Vec<u8>, input: Input) -> Result<Found, Refusal> {
    match content {
        Content::Article => {
            let read = input.take(MAX_BYTES + 1 - head.len() as u64).read_to_end(&mut head);
            if head.len() as u64 > MAX_BYTES {
                Err(Refusal::TooLarge)
            } else {
                Ok(Found::Article(head, read.err()))
            }
        }
        Content::Dump => Ok(Found::Dump(head, input)),
        Content::Json => Ok(Found::Json(head, input)),
        Content::Index => Ok(Found::Nothing),
        other => Err(Refusal::Content(other)),
    }
}

/// The first bytes of an input, with room for as many as it has, and the input behind them: where it cannot be read any
/// further, the reason.
fn head(mut input: Input, size: u64) -> Result<(Vec<u8>, Input), Refusal> {
    let room = if size <= MOST_ROOM { size } else { HEAD_BYTES };
    let mut head = Vec::with_capacity(usize::try_from(room).unwrap_or(0) + 1);
    match input.by_ref().take(HEAD_BYTES).read_to_end(&mut head) {
        Err(error) if !head.is_empty() => Ok((head, Box::new(Damaged(Some(error))))),
        read => read.map(|_| (head, input)).map_err(Refusal::Io),
    }
}

/// What stands behind the damage of an input.
struct Damaged(Option<io::Error>);

impl Read for Damaged {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        self.0.take().map_or(Ok(0), Err)
    }
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
