//! An output that is being made beside its target: claimed by one run, continued by a later one, and put in place when it is
//! whole.
//!
//! Beside `out.ndjson` stand `.out.ndjson.partial` with what has been written, and `.out.ndjson.lock` while a run writes it. A
//! run that is killed leaves both, under names that the next run with this target knows; whoever opens the target finds the old
//! output or the new one.

use std::{
    fs::{self, File, TryLockError},
    io,
    path::{Path, PathBuf},
};

use crate::hash;

/// Endings of what belongs to an output until it is whole: a file or a folder, an SQLite journal of it, what a run that goes on
/// has to know, and the same while it is written.
const ENDINGS: [&str; 4] = ["partial", "partial-journal", "state", "state.new"];

/// The longest name of a file, in bytes, with the longest ending before it and behind it: no system takes more than 255.
pub(super) const MOST_NAME: usize = 255 - ".".len() - ".partial-journal".len();

/// Links that are followed, one after the other.
const MOST_LINKS: usize = 40;

/// The right to make an output, held by one run at a time.
#[derive(Debug)]
pub(super) struct Partial {
    target: PathBuf,
    lock: PathBuf,
    /// Held until the file is closed, also by a run that is killed.
    _locked: File,
    /// Whether a later run can go on with what was written.
    is_kept: bool,
}

impl Partial {
    /// Claims an output with what an earlier run left of it, which is kept for now; the folders above it are made. A link
    /// stays, and what it leads to is replaced.
    ///
    /// # Errors
    /// Another run makes it, or its folder cannot be written.
    pub fn claim(target: &Path) -> io::Result<Self> {
        let target = behind_links(target)?;
        fs::create_dir_all(folder_of(&target))?;
        let lock = beside(&target, "lock");
        loop {
            let file = File::options().create(true).truncate(false).write(true).open(&lock)?;
            match file.try_lock() {
                // the run that held it may have removed it since it was opened
                Ok(()) if is_at(&file, &lock) => {
                    return Ok(Self { target, lock, _locked: file, is_kept: true });
                }
                Ok(()) => {}
                Err(TryLockError::WouldBlock) => {
                    return Err(io::Error::other("another run writes this output"));
                }
                Err(TryLockError::Error(error)) => return Err(error),
            }
        }
    }

    /// Claims an output that begins anew: what an earlier run left goes, and what is written goes with the claim unless it
    /// is kept or put in place.
    ///
    /// # Errors
    /// The same as of [`Partial::claim`].
    pub fn begin(target: &Path) -> io::Result<Self> {
        let mut partial = Self::claim(target)?;
        partial.keep(false);
        partial.clear();
        Ok(partial)
    }

    /// Where it will stand.
    pub fn target(&self) -> &Path {
        &self.target
    }

    /// Where the output is made.
    pub fn path(&self) -> PathBuf {
        self.beside("partial")
    }

    /// The file in which an output is made that begins anew.
    pub fn create(&self) -> io::Result<File> {
        File::create_new(self.path())
    }

    /// Another file that belongs to the output until it is whole.
    pub fn beside(&self, ending: &str) -> PathBuf {
        beside(&self.target, ending)
    }

    /// Puts the output, which is a whole file, in its place, through to the disk. It has the permissions of the file that it
    /// replaces.
    ///
    /// # Errors
    /// The target cannot be replaced; it is what it was.
    pub fn put_in_place(&mut self) -> io::Result<()> {
        // the bytes last before the name does
        File::options().write(true).open(self.path())?.sync_all()?;
        self.rename()?;
        sync_folder(folder_of(&self.target))
    }

    /// The same, without waiting for the disk.
    ///
    /// # Errors
    /// The target cannot be replaced; it is what it was.
    pub fn rename(&mut self) -> io::Result<()> {
        let path = self.path();
        if let Ok(metadata) = fs::metadata(&self.target) {
            fs::set_permissions(&path, metadata.permissions())?;
        }
        fs::rename(path, &self.target)?;
        // what belongs to it is of no use any more
        self.keep(false);
        Ok(())
    }

    /// Whether what is written stays for a later run when this one ends before its end.
    pub fn keep(&mut self, is_kept: bool) {
        self.is_kept = is_kept;
    }

    /// Removes what was written.
    pub fn clear(&self) {
        ENDINGS.iter().for_each(|ending| remove(&self.beside(ending)));
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

/// Removes a file or a folder, if it is there and can be removed.
pub(super) fn remove(path: &Path) {
    if fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_dir()) {
        let _ = fs::remove_dir_all(path);
    } else {
        let _ = fs::remove_file(path);
    }
}

/// The folder that a file or a folder stands in.
pub(super) fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Makes the names in a folder last through a loss of power; systems that open no folders do so by themselves.
pub(super) fn sync_folder(folder: &Path) -> io::Result<()> {
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}

/// What a path leads to, also where a link leads to nothing yet.
pub(super) fn behind_links(path: &Path) -> io::Result<PathBuf> {
    if let Ok(path) = fs::canonicalize(path) {
        return Ok(path);
    }
    // without a slash at its end, which would hide the link and the name
    let mut path: PathBuf = path.components().collect();
    for _ in 0..MOST_LINKS {
        let Ok(next) = fs::read_link(&path) else { return Ok(path) };
        path = folder_of(&path).join(next);
    }
    Err(io::Error::other("this link leads back to itself"))
}

/// `.out.ndjson.lock`
pub(super) fn beside(target: &Path, ending: &str) -> PathBuf {
    let name = target.file_name().unwrap_or_default();
    let mut beside = std::ffi::OsString::from(".");
    match shortened(&name.to_string_lossy(), MOST_NAME) {
        Some(shortened) => beside.push(shortened),
        None => beside.push(name),
    }
    beside.push(".");
    beside.push(ending);
    target.with_file_name(beside)
}

/// A name that has more bytes than are allowed, cut off, with a hash of the whole at its end, so that it stays another than
/// those that begin like it.
pub(super) fn shortened(name: &str, most: usize) -> Option<String> {
    let cut = || {
        let hash = format!("~{:016x}", hash::stable(name));
        let ends = (0..=most.saturating_sub(hash.len())).rev();
        let kept = ends.filter_map(|end| name.get(..end)).next().unwrap_or_default();
        format!("{kept}{hash}")
    };
    (name.len() > most).then(cut)
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
        let first = Partial::claim(&target).unwrap();
        let refused = Partial::claim(&target).unwrap_err();
        assert_eq!(refused.to_string(), "another run writes this output");
        assert!(Partial::claim(&folder.path().join("other.ndjson")).is_ok());
        drop(first);
        assert!(Partial::claim(&target).is_ok());
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0, "nothing is left");
    }

    #[test]
    fn what_was_written_goes_unless_it_is_kept() {
        let folder = tempfile::tempdir().unwrap();
        for is_kept in [false, true] {
            let mut partial = Partial::claim(&folder.path().join("out")).unwrap();
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
        let mut partial = Partial::claim(&folder.path().join("out")).unwrap();
        fs::write(partial.path(), "whole").unwrap();
        fs::write(partial.beside("state"), "").unwrap();
        partial.put_in_place().unwrap();
        drop(partial);
        assert_eq!(fs::read_to_string(folder.path().join("out")).unwrap(), "whole");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_run_that_begins_anew_removes_what_a_killed_one_left() {
        let folder = tempfile::tempdir().unwrap();
        for ending in ENDINGS {
            fs::write(folder.path().join(format!(".out.{ending}")), "left").unwrap();
        }
        fs::create_dir(folder.path().join(".tables.partial")).unwrap();
        fs::write(folder.path().join(".tables.partial/goals.csv"), "left").unwrap();
        for target in ["out", "tables/"] {
            drop(Partial::begin(&folder.path().join(target)).unwrap());
        }
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }

    #[test]
    fn long_names_have_room_for_what_stands_beside_them() {
        let folder = tempfile::tempdir().unwrap();
        let names = [format!("{}a", "é".repeat(127)), format!("{}b", "é".repeat(127))];
        let claims = names.map(|name| Partial::begin(&folder.path().join(name)).unwrap());
        for mut claim in claims {
            claim.create().unwrap();
            claim.put_in_place().unwrap();
        }
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2);
    }

    #[cfg(unix)]
    #[test]
    fn a_link_that_leads_to_nothing_yet_stays() {
        use std::os::unix::fs::symlink;
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        symlink("deep/real", path("second")).unwrap();
        symlink("second", path("first")).unwrap();
        let mut partial = Partial::begin(&path("first")).unwrap();
        fs::write(partial.path(), "new").unwrap();
        partial.put_in_place().unwrap();
        assert!(fs::symlink_metadata(path("first")).unwrap().is_symlink());
        assert!(fs::symlink_metadata(path("second")).unwrap().is_symlink());
        assert_eq!(fs::read_to_string(path("deep/real")).unwrap(), "new");
        symlink("round", path("round")).unwrap();
        assert!(Partial::claim(&path("round")).is_err());
    }
}
