//! The threads of a run: started when they are needed first, and kept.

use std::{num::NonZero, thread};

use rayon::{ThreadPool, ThreadPoolBuilder, prelude::*};

/// Threads that map in order.
pub(super) struct Threads {
    /// How many; at least one, which is that of the caller.
    pub count: usize,
    pool: Option<ThreadPool>,
}

impl Threads {
    /// So many threads; 0 is one for each core.
    pub fn new(jobs: usize) -> Self {
        let cores = || thread::available_parallelism().map_or(1, NonZero::get);
        Self { count: if jobs == 0 { cores() } else { jobs }, pool: None }
    }

    /// Maps in order.
    pub fn map<I: Sync, T: Send>(&mut self, items: &[I], work: impl Fn(&I) -> T + Sync) -> Vec<T> {
        if self.count > 1 && self.pool.is_none() && items.len() > 1 {
            self.pool = ThreadPoolBuilder::new().num_threads(self.count).build().ok();
        }
        match &self.pool {
            Some(pool) if items.len() > 1 => pool.install(|| items.par_iter().map(&work).collect()),
            // a machine that grants no threads still has this one
            _ => items.iter().map(work).collect(),
        }
    }
}
