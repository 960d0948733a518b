//! An output that is being made beside its target: claimed by one run, continued by a later one, and put in place when it is whole.
//!
//! Beside `out.ndjson` stand `.out.ndjson.partial` with what has been written, and `.out.ndjson.lock` while a run writes it. A run
//! that is killed leaves both; whoever opens the target finds the old file or the new one.

use std::{
    ffi::OsString,
    fs::{self, File, TryLockError},
    io,
    path::{Path, PathBuf},
};

/// The right to make an output, held by one run at a time.
#[derive(Debug)]
pub(super) struct Partial {
    target: PathBuf,
    lock: PathBuf,
    /// Held until the file is closed, also by a run that is killed.
    _locked: File,
    /// Endings of the files that belong to the output until it is whole.
    endings: &'static [&'static str],
    /// Whether a later run can go on with what was written.
    is_kept: bool,
}

impl Partial {
    /// Claims an output; the folders above it are made. A link stays, and what it leads to is replaced. What is written
    /// goes with the claim, unless it is kept or put in place, and so do the files with other `endings`.
    ///
    /// # Errors
    /// Another run makes it, or its folder cannot be written.
    pub fn claim(target: &Path, endings: &'static [&'static str]) -> io::Result<Self> {
        let target = fs::canonicalize(target).unwrap_or_else(|_| target.to_owned());
        if let Some(folder) = target.parent().filter(|folder| !folder.as_os_str().is_empty()) {
            fs::create_dir_all(folder)?;
        }
        let lock = beside(&target, "lock");
        loop {
            let file = File::options().create(true).truncate(false).write(true).open(&lock)?;
            match file.try_lock() {
                // the run that held it may have removed it since it was opened
                Ok(()) if is_at(&file, &lock) => {
                    return Ok(Self { target, lock, _locked: file, endings, is_kept: true });
                }
                Ok(()) => {}
                Err(TryLockError::WouldBlock) => {
                    return Err(io::Error::other("another run writes this output"));
                }
                Err(TryLockError::Error(error)) => return Err(error),
            }
        }
    }

    /// Where it will stand.
    pub fn target(&self) -> &Path {
        &self.target
    }

    /// Where the output is made.
    pub fn path(&self) -> PathBuf {
        self.beside("partial")
    }

    /// Another file that belongs to the output until it is whole.
    pub fn beside(&self, ending: &str) -> PathBuf {
        beside(&self.target, ending)
    }

    /// Puts the output, which is whole, in its place. It has the permissions of the file that it replaces.
    ///
    /// # Errors
    /// The target cannot be replaced; it is what it was.
    pub fn put_in_place(self) -> io::Result<()> {
        let path = self.path();
        let file = File::options().write(true).open(&path)?;
        if let Ok(metadata) = fs::metadata(&self.target) {
            file.set_permissions(metadata.permissions())?;
        }
        // the bytes last before the name does
        file.sync_all()?;
        fs::rename(path, &self.target)?;
        // what belongs to it is of no use any more
        self.clear();
        sync_folder(&self.target)
    }

    /// Whether what is written stays for a later run when this one ends before its end.
    pub fn keep(&mut self, is_kept: bool) {
        self.is_kept = is_kept;
    }

    /// Removes what was written.
    pub fn clear(&self) {
        let _ = fs::remove_file(self.path());
        for ending in self.endings {
            let _ = fs::remove_file(self.beside(ending));
        }
    }
}

impl Drop for Partial {
    fn drop(&mut self) {
        if !self.is_kept {
            self.clear();
        }
        // while it is still locked, so that nobody else's is removed
        let _ = fs::remove_file(&self.lock);
    }
}

/// Makes the names in the folder of a file last; systems that open no folders do so by themselves.
fn sync_folder(file: &Path) -> io::Result<()> {
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}

/// `.out.ndjson.lock`
fn beside(target: &Path, ending: &str) -> PathBuf {
    let mut name = OsString::from(".");
    name.push(target.file_name().unwrap_or_default());
    name.push(".");
    name.push(ending);
    target.with_file_name(name)
}

/// Whether a file that is open is the one that stands at a path.
#[cfg(unix)]
fn is_at(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let identity = |metadata: &fs::Metadata| (metadata.dev(), metadata.ino());
    matches!((file.metadata(), fs::metadata(path)), (Ok(a), Ok(b)) if identity(&a) == identity(&b))
}

/// Whether a file that is open is the one that stands at a path: a file that is open cannot be removed.
#[cfg(not(unix))]
fn is_at(_: &File, path: &Path) -> bool {
    path.exists()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_run_at_a_time_holds_an_output() {
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("out.ndjson");
        let first = Partial::claim(&target, &[]).unwrap();
        let refused = Partial::claim(&target, &[]).unwrap_err();
        assert_eq!(refused.to_string(), "another run writes this output");
        assert!(Partial::claim(&folder.path().join("other.ndjson"), &[]).is_ok());
        drop(first);
        assert!(Partial::claim(&target, &[]).is_ok());
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0, "nothing is left");
    }

    #[test]
    fn what_was_written_goes_unless_it_is_kept() {
        let folder = tempfile::tempdir().unwrap();
        for is_kept in [false, true] {
            let mut partial = Partial::claim(&folder.path().join("out"), &["state"]).unwrap();
            fs::write(partial.path(), "half").unwrap();
            fs::write(partial.beside("state"), "").unwrap();
            partial.keep(is_kept);
            drop(partial);
            assert_eq!(fs::read_dir(folder.path()).unwrap().count(), if is_kept { 2 } else { 0 });
        }
    }

    #[test]
    fn a_lock_that_a_killed_run_left_is_taken_over() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join(".out.lock"), "").unwrap();
        let partial = Partial::claim(&folder.path().join("out"), &["state"]).unwrap();
        fs::write(partial.path(), "whole").unwrap();
        fs::write(partial.beside("state"), "").unwrap();
        partial.put_in_place().unwrap();
        assert_eq!(fs::read_to_string(folder.path().join("out")).unwrap(), "whole");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }
}
