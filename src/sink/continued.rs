//! Outputs of long runs: what was written so far outlasts the run, and a later one goes on from there.

use std::{
    fs::{self, File},
    io::{self, BufWriter, Write},
    path::Path,
};

use serde::{Deserialize, Serialize};

use super::{Group, RecordStyle, Sink, partial::Partial, record_json, table_json};
use crate::error::{Error, Result};

/// An output that a later run can continue. Until its first checkpoint it is gone when it is dropped, from then on it is kept.
pub trait Continued: Sink {
    /// Makes all that was written last, with what a later run has to know to go on.
    ///
    /// # Errors
    /// The disk is full; what was written before the last checkpoint is still whole.
    fn checkpoint(&mut self, state: &str) -> io::Result<()>;
}

/// How an output is begun.
#[derive(Clone, Copy, Debug)]
pub struct Beginning<'a> {
    /// Inputs and options of the run; only a run with the same ones continues it.
    pub run: &'a str,
    /// Whether what an earlier run left is continued, rather than removed.
    pub continues: bool,
}

impl Beginning<'_> {
    /// Whether what a run began is continued.
    pub(super) fn takes(self, earlier: &str) -> io::Result<()> {
        if earlier == self.run {
            return Ok(());
        }
        Err(io::Error::other("was begun with other inputs or options; without --resume it is begun anew"))
    }
}

/// What stands beside lines that are not all written.
#[derive(Serialize, Deserialize)]
struct Checkpoint {
    run: String,
    /// Of the lines that it speaks of.
    bytes: u64,
    /// How many articles they state.
    articles: usize,
    state: String,
}

/// The endings of the file with the [`Checkpoint`], and of the one that will replace it.
const STATE: &str = "state";
const NEW_STATE: &str = "state.new";

/// Records as lines.
pub struct Lines {
    out: BufWriter<File>,
    partial: Partial,
    style: RecordStyle,
    run: String,
    articles: usize,
}

impl Lines {
    /// Begins lines that will stand at `target`, or goes on with those that an earlier run wrote; then with its state.
    ///
    /// # Errors
    /// The folder cannot be written, another run writes the same output, or an earlier run was another.
    pub fn begin(
        target: &Path,
        style: RecordStyle,
        beginning: Beginning<'_>,
    ) -> Result<(Self, Option<String>)> {
        let begin = || {
            let mut partial = Partial::claim(target)?;
            let earlier = if beginning.continues { earlier(&partial, beginning)? } else { None };
            partial.keep(earlier.is_some());
            let file = if earlier.is_some() {
                File::options().write(true).open(partial.path())?
            } else {
                partial.clear();
                partial.create()?
            };
            let mut lines = Self {
                out: BufWriter::new(file),
                partial,
                style,
                run: beginning.run.to_owned(),
                articles: 0,
            };
            let state = earlier.map(|checkpoint| lines.go_on(checkpoint)).transpose()?;
            Ok((lines, state))
        };
        begin().map_err(|error| Error::io(target, error))
    }

    /// Cuts off what was written behind the last checkpoint.
    fn go_on(&mut self, checkpoint: Checkpoint) -> io::Result<String> {
        let file = self.out.get_mut();
        file.set_len(checkpoint.bytes)?;
        io::Seek::seek(file, io::SeekFrom::End(0))?;
        self.articles = checkpoint.articles;
        Ok(checkpoint.state)
    }
}

/// What an earlier run left, if it is whole.
fn earlier(partial: &Partial, beginning: Beginning<'_>) -> io::Result<Option<Checkpoint>> {
    let Ok(text) = fs::read_to_string(partial.beside(STATE)) else { return Ok(None) };
    let Ok(checkpoint) = serde_json::from_str::<Checkpoint>(&text) else { return Ok(None) };
    let length = fs::metadata(partial.path()).map_or(0, |metadata| metadata.len());
    if !partial.path().is_file() || length < checkpoint.bytes {
        return Ok(None);
    }
    beginning.takes(&checkpoint.run)?;
    Ok(Some(checkpoint))
}

impl Sink for Lines {
    fn write(&mut self, group: &Group<'_>) -> io::Result<()> {
        for checked in group.checked(self.articles) {
            match self.style.table {
                None => record_json::write(checked.article, false, &mut self.out),
                Some(table) => table_json::write_lines(checked, table, &mut self.out),
            }?;
        }
        self.articles += group.len();
        Ok(())
    }

    fn finish(self: Box<Self>) -> Result<()> {
        let Self { mut partial, mut out, .. } = *self;
        let finished = out.flush().and_then(|()| partial.put_in_place());
        finished.map_err(|error| Error::io(partial.target(), error))
    }
}

impl Continued for Lines {
    fn checkpoint(&mut self, state: &str) -> io::Result<()> {
        self.out.flush()?;
        let file = self.out.get_ref();
        // the lines last before they are spoken of
        file.sync_data()?;
        let bytes = file.metadata()?.len();
        let (run, state) = (self.run.clone(), state.to_owned());
        let checkpoint = Checkpoint { run, bytes, articles: self.articles, state };
        let new = self.partial.beside(NEW_STATE);
        let mut file = File::create(&new)?;
        file.write_all(&serde_json::to_vec(&checkpoint)?)?;
        file.sync_data()?;
        fs::rename(new, self.partial.beside(STATE))?;
        self.partial.keep(true);
        Ok(())
    }
}
