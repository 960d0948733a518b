//! Outputs of long runs: what was written so far outlasts the run, and a later one goes on from there.

use std::{
    fs::{self, File},
    io::{self, BufWriter, Write},
    path::Path,
};

use serde::{Deserialize, Serialize};

use super::{Group, RecordStyle, Sink, file, partial::Partial, record_json, table_json};
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

/// The ending of the file with the [`Checkpoint`].
const STATE: &str = "state";

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
            let mut partial = Partial::claim(target, &[STATE])?;
            let earlier = if beginning.continues { earlier(&partial, beginning)? } else { None };
            partial.keep(earlier.is_some());
            if earlier.is_none() {
                partial.clear();
            }
            let file =
                File::options().create(true).write(true).truncate(earlier.is_none()).open(partial.path())?;
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
    if length < checkpoint.bytes {
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
        let Self { partial, mut out, .. } = *self;
        let target = partial.target().to_owned();
        let finish = || {
            out.flush()?;
            partial.put_in_place()
        };
        finish().map_err(|error| Error::io(target, error))
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
        let path = self.partial.beside(STATE);
        file::replace(&path, |out| Ok(serde_json::to_writer(out, &checkpoint)?)).map_err(io::Error::other)?;
        self.partial.keep(true);
        Ok(())
    }
}
