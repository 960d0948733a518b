//! Threads that unpack batches ahead of the reader. While the reader waits it unpacks too.

use std::{
    collections::{BTreeMap, VecDeque},
    io,
    sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError},
    thread::{self, JoinHandle},
};

use super::batch::{Batch, Batches, Outcome, Workspace};
use crate::source::compression::Input;

/// Batches that are read ahead: what other threads unpack while the reader's is busy with something else.
const BATCHES_AHEAD: u64 = 24;

/// Batches on their way.
pub(super) struct Ahead {
    batches: Batches,
    is_at_end: bool,
    /// Number of the next batch that is read, and of the next one that is handed over.
    read: u64,
    handed: u64,
    most_ahead: u64,
    shared: Arc<Shared>,
    threads: Vec<JoinHandle<()>>,
    workspace: Workspace,
}

/// What threads share.
#[derive(Default)]
struct Shared {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    /// Batches that nobody unpacks yet, with their numbers.
    waiting: VecDeque<(u64, Batch)>,
    done: BTreeMap<u64, (Batch, Vec<Outcome>)>,
    is_closed: bool,
}

impl Ahead {
    /// Starts the threads, one less than are to unpack.
    pub fn new(packed: Input, threads: usize) -> io::Result<Self> {
        let shared = Arc::new(Shared::default());
        let mut ahead = Self {
            batches: Batches::new(packed),
            is_at_end: false,
            read: 0,
            handed: 0,
            most_ahead: if threads > 1 { BATCHES_AHEAD } else { 1 },
            shared,
            threads: Vec::new(),
            workspace: Workspace::default(),
        };
        for _ in 1..threads {
            let shared = Arc::clone(&ahead.shared);
            let builder = thread::Builder::new().name("unpack".to_owned());
            ahead.threads.push(builder.spawn(move || shared.work())?);
        }
        Ok(ahead)
    }

    /// The next batch, unpacked; `None` behind the last.
    pub fn next(&mut self) -> io::Result<Option<(Batch, Vec<Outcome>)>> {
        self.read_ahead();
        if self.handed == self.read {
            return self.batches.error.take().map_or(Ok(None), Err);
        }
        let number = self.handed;
        self.handed += 1;
        let mut state = self.shared.state();
        loop {
            if let Some(done) = state.done.remove(&number) {
                return Ok(Some(done));
            }
            state = match state.waiting.pop_front() {
                Some(task) => {
                    drop(state);
                    self.shared.unpack(task, &mut self.workspace)
                }
                None => self.shared.changed.wait(state).unwrap_or_else(PoisonError::into_inner),
            };
        }
    }

    fn read_ahead(&mut self) {
        while !self.is_at_end && self.read - self.handed < self.most_ahead {
            match self.batches.next() {
                Some(batch) => {
                    self.shared.state().waiting.push_back((self.read, batch));
                    self.shared.changed.notify_one();
                    self.read += 1;
                }
                None => self.is_at_end = true,
            }
        }
    }
}

impl Drop for Ahead {
    fn drop(&mut self) {
        let mut state = self.shared.state();
        state.is_closed = true;
        state.waiting.clear();
        drop(state);
        self.shared.changed.notify_all();
        for thread in self.threads.drain(..) {
            let _ = thread.join();
        }
    }
}

impl Shared {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What a thread does until there is nothing left to do.
    fn work(&self) {
        let mut workspace = Workspace::default();
        let mut state = self.state();
        while !state.is_closed {
            state = match state.waiting.pop_front() {
                Some(task) => {
                    drop(state);
                    self.unpack(task, &mut workspace)
                }
                None => self.changed.wait(state).unwrap_or_else(PoisonError::into_inner),
            };
        }
    }

    fn unpack(&self, (number, batch): (u64, Batch), workspace: &mut Workspace) -> MutexGuard<'_, State> {
        let outcomes = workspace.unpack(&batch);
        let mut state = self.state();
        state.done.insert(number, (batch, outcomes));
        self.changed.notify_all();
        state
    }
}
