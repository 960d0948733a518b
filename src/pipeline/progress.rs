//! How far a run is, for whoever watches it, and the wish that it stops.

use std::sync::{
    Arc,
    atomic::{AtomicBool, AtomicU64, Ordering::Relaxed},
};

/// How far a run is. It is shared between the run and those who watch it or stop it.
#[derive(Debug, Default)]
pub struct Progress {
    stops: AtomicBool,
    read: Arc<AtomicU64>,
    bytes: AtomicU64,
    unpacked: AtomicU64,
    pages: AtomicU64,
    kept: AtomicU64,
}

impl Progress {
    /// Asks the run to end: what is whole by then is handed over, what is half done is not.
    pub fn stop(&self) {
        self.stops.store(true, Relaxed);
    }

    /// Whether the run was asked to end.
    #[must_use]
    pub fn stops(&self) -> bool {
        self.stops.load(Relaxed)
    }

    /// Bytes of the inputs that have been read, as they lie on the disk.
    #[must_use]
    pub fn read(&self) -> u64 {
        self.read.load(Relaxed)
    }

    /// Bytes of all inputs whose size is known.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        self.bytes.load(Relaxed)
    }

    /// Bytes of pages that have been looked at, unpacked.
    #[must_use]
    pub fn unpacked(&self) -> u64 {
        self.unpacked.load(Relaxed)
    }

    /// Pages that have been looked at.
    #[must_use]
    pub fn pages(&self) -> u64 {
        self.pages.load(Relaxed)
    }

    /// Pages that were kept, as they state something.
    #[must_use]
    pub fn kept(&self) -> u64 {
        self.kept.load(Relaxed)
    }

    /// What counts the bytes that are read.
    pub(super) fn counter(&self) -> Arc<AtomicU64> {
        Arc::clone(&self.read)
    }

    pub(super) fn expect_bytes(&self, bytes: u64) {
        self.bytes.store(bytes, Relaxed);
    }

    pub(super) fn add_page(&self, bytes: u64) {
        self.pages.fetch_add(1, Relaxed);
        self.unpacked.fetch_add(bytes, Relaxed);
    }

    pub(super) fn add_kept(&self) {
        self.kept.fetch_add(1, Relaxed);
    }
}
