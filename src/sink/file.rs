//! Where records go: one file for all articles, a folder with one file an article, or a folder with one file a table.
//!
//! A file, and a folder of tables, is written beside its target and renamed into place, so that an interrupted run leaves
//! the old one or the new one, never half of one.

use std::{
    collections::HashMap,
    ffi::OsString,
    fs::{self, File},
    io::{self, BufWriter, Write},
    path::{Component, Path, PathBuf},
};

use tempfile::{NamedTempFile, TempDir};

use crate::error::{Error, Result};

/// Writes a file in whole or not at all; the folders above it are made. A link stays, and what it leads to is
/// replaced. A device or a pipe cannot be replaced and is written to as it is.
///
/// # Errors
/// A folder or the file cannot be written; the file that was there is untouched.
pub fn replace(path: &Path, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<()> {
    let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let written =
        if is_replaceable(&target) { write_beside(&target, write) } else { write_into(&target, write) };
    written.map_err(|error| Error::io(path, error))
}

/// Whether a file can be put in the place of what a path leads to: no device and no pipe.
#[must_use]
pub fn is_replaceable(path: &Path) -> bool {
    fs::metadata(path).map_or(true, |metadata| metadata.is_file())
}

fn write_beside(path: &Path, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    let mut file = BufWriter::new(beside(path)?);
    write(&mut file)?;
    let file = file.into_inner().map_err(io::IntoInnerError::into_error)?;
    if let Ok(metadata) = fs::metadata(path) {
        file.as_file().set_permissions(metadata.permissions())?;
    }
    file.persist(path).map_err(|error| error.error)?;
    Ok(())
}

/// A new file in the folder of a target, which is made if need be.
fn beside(path: &Path) -> io::Result<NamedTempFile> {
    let folder = folder_of(path);
    fs::create_dir_all(folder)?;
    new_file(folder)
}

fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

/// A file that is filled beside its target and takes its place in the end.
#[cfg(any(feature = "parquet", feature = "sqlite"))]
pub(super) struct NewFile {
    target: PathBuf,
    path: tempfile::TempPath,
}

#[cfg(any(feature = "parquet", feature = "sqlite"))]
impl NewFile {
    /// Begins a file that will stand at `target`. A link stays, and what it leads to is replaced.
    pub fn create(target: &Path) -> Result<(Self, File)> {
        let target = fs::canonicalize(target).unwrap_or_else(|_| target.to_owned());
        match beside(&target) {
            Ok(file) => {
                let (file, path) = file.into_parts();
                Ok((Self { target, path }, file))
            }
            Err(error) => Err(Error::io(target, error)),
        }
    }

    /// Where it will stand.
    pub fn target(&self) -> &Path {
        &self.target
    }

    /// Puts it in its place, with the permissions of the file that was there.
    pub fn finish(self) -> Result<()> {
        let Self { target, path } = self;
        let place = || {
            if let Ok(metadata) = fs::metadata(&target) {
                fs::set_permissions(&path, metadata.permissions())?;
            }
            path.persist(&target).map_err(|error| error.error)?;
            sync_folder(folder_of(&target))
        };
        place().map_err(|error| Error::io(&target, error))
    }
}

/// A folder that is filled beside its target and takes its place in the end.
pub(super) struct NewFolder {
    target: PathBuf,
    folder: TempDir,
}

impl NewFolder {
    /// Begins a folder that will stand at `target`. One that is there must be empty or hold only files that `is_ours` knows
    /// by their names: whatever else a user keeps there is not removed.
    pub fn create(target: &Path, is_ours: &dyn Fn(&str) -> bool) -> Result<Self> {
        // a name that ends in `/` has no parent of its own otherwise
        let target = fs::canonicalize(target).unwrap_or_else(|_| target.components().collect());
        let begin = || {
            refuse_others(&target, is_ours)?;
            let above = folder_of(&target);
            fs::create_dir_all(above)?;
            let mut builder = tempfile::Builder::new();
            builder.prefix(".scoreline-");
            #[cfg(unix)]
            builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o777));
            builder.tempdir_in(above)
        };
        match begin() {
            Ok(folder) => Ok(Self { target, folder }),
            Err(error) => Err(Error::io(target, error)),
        }
    }

    /// Where it will stand.
    pub fn target(&self) -> &Path {
        &self.target
    }

    /// Where it is filled.
    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Puts it in its place.
    pub fn finish(self) -> Result<()> {
        let Self { target, folder } = self;
        let place = || {
            sync_folder(folder.path())?;
            replace_folder(folder.path(), &target)?;
            sync_folder(folder_of(&target))
        };
        // what is now at the temporary name, if anything, is the old folder, and goes
        place().map_err(|error| Error::io(&target, error))
    }
}

/// Fails where a folder holds what this program has not written.
fn refuse_others(folder: &Path, is_ours: &dyn Fn(&str) -> bool) -> io::Result<()> {
    if !fs::exists(folder)? {
        return Ok(());
    }
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name();
        if !name.to_str().is_some_and(is_ours) || !entry.file_type()?.is_file() {
            let message = format!("holds {}, which is no table; choose another folder", name.display());
            return Err(io::Error::other(message));
        }
    }
    Ok(())
}

/// Puts a folder in the place of another, which has the new one's name afterwards where it held anything.
#[cfg(target_os = "linux")]
fn replace_folder(new: &Path, target: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    // a folder without anything in it is replaced, and one that is not there
    match fs::rename(new, target) {
        Err(error) if error.kind() == io::ErrorKind::DirectoryNotEmpty => {
            renameat_with(CWD, new, CWD, target, RenameFlags::EXCHANGE).map_err(io::Error::from)
        }
        renamed => renamed,
    }
}

/// Puts a folder in the place of another: no system but Linux exchanges two, so that between two steps neither is there.
#[cfg(not(target_os = "linux"))]
fn replace_folder(new: &Path, target: &Path) -> io::Result<()> {
    if !fs::exists(target)? {
        return fs::rename(new, target);
    }
    let old = tempfile::Builder::new().prefix(".scoreline-old-").tempdir_in(folder_of(target))?;
    let kept = old.path().join("folder");
    fs::rename(target, &kept)?;
    fs::rename(new, target).or_else(|error| fs::rename(&kept, target).and(Err(error)))
}

/// Makes the names in a folder last through a loss of power; systems that open no folders do so by themselves.
fn sync_folder(folder: &Path) -> io::Result<()> {
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}

fn write_into(path: &Path, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    let mut file = BufWriter::new(fs::OpenOptions::new().write(true).open(path)?);
    write(&mut file)?;
    file.flush()
}

/// A file beside the target with the permissions that any new file has, not those of a private temporary one.
fn new_file(folder: &Path) -> io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".scoreline-");
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    builder.tempfile_in(folder)
}

/// The file below `folder` for each article of a batch: its whole input name and `.json`.
///
/// `names` are the inputs' places below the folders that the user named, `paths` the inputs as named. Where two
/// inputs have one name, all of that name keep their whole path instead; what is still the same is numbered.
#[must_use]
pub fn targets(folder: &Path, names: &[PathBuf], paths: &[&str]) -> Vec<PathBuf> {
    let mut uses: HashMap<&Path, usize> = HashMap::new();
    names.iter().for_each(|name| *uses.entry(name).or_default() += 1);
    let mut taken: HashMap<PathBuf, usize> = HashMap::new();
    let target = |(name, path): (&PathBuf, &&str)| {
        let is_unique = uses.get(name.as_path()) == Some(&1);
        let name = if is_unique { name.clone() } else { plain(Path::new(path)) };
        let earlier = taken.entry(name.clone()).or_default();
        *earlier += 1;
        folder.join(with_json(name, *earlier))
    };
    names.iter().zip(paths).map(target).collect()
}

/// A path without root, `.` and `..`, so that it stays below the folder it is joined to; `..` leaves its trace.
fn plain(path: &Path) -> PathBuf {
    let component = |component: Component<'_>| match component {
        Component::Normal(name) => Some(name.to_owned()),
        Component::ParentDir => Some(OsString::from("_")),
        _ => None,
    };
    path.components().filter_map(component).collect()
}

/// `x.txt.json`; `x.txt~2.json` for the second of a name.
fn with_json(name: PathBuf, number: usize) -> PathBuf {
    let mut name = name.into_os_string();
    if number > 1 {
        name.push(format!("~{number}"));
    }
    name.push(".json");
    PathBuf::from(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn targets_of(named: &[(&str, &str)]) -> Vec<String> {
        let names: Vec<PathBuf> = named.iter().map(|(name, _)| PathBuf::from(name)).collect();
        let paths: Vec<&str> = named.iter().map(|(_, path)| *path).collect();
        let targets = targets(Path::new("out"), &names, &paths);
        targets.iter().map(|target| target.to_str().unwrap().replace('\\', "/")).collect()
    }

    #[test]
    fn targets_keep_the_whole_name_of_the_input() {
        let inputs = [("x.wikitext", "s/x.wikitext"), ("x.txt", "s/x.txt"), ("deep/y.txt", "s/deep/y.txt")];
        assert_eq!(targets_of(&inputs), ["out/x.wikitext.json", "out/x.txt.json", "out/deep/y.txt.json"]);
    }

    #[test]
    fn inputs_of_one_name_do_not_overwrite_each_other() {
        let inputs = [("x.txt", "/a/x.txt"), ("x.txt", "../b/x.txt"), ("y.txt", "b/y.txt")];
        assert_eq!(targets_of(&inputs), ["out/a/x.txt.json", "out/_/b/x.txt.json", "out/y.txt.json"]);
        let inputs = [("a/x.txt", "in/a/x.txt"), ("x.txt", "a/x.txt"), ("x.txt", "b/x.txt")];
        assert_eq!(targets_of(&inputs), ["out/a/x.txt.json", "out/a/x.txt~2.json", "out/b/x.txt.json"]);
    }

    #[test]
    fn a_failed_write_leaves_the_old_file_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("out.json");
        fs::write(&path, "old").unwrap();
        let broken = replace(&path, |out| {
            out.write_all(b"half")?;
            Err(io::Error::other("power cut"))
        });
        assert!(broken.is_err());
        assert_eq!(fs::read_to_string(&path).unwrap(), "old");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
        replace(&path, |out| out.write_all(b"new")).unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "new");
    }

    #[test]
    fn a_folder_is_whole_in_its_place_or_what_it_was() {
        let above = tempfile::tempdir().unwrap();
        let target = above.path().join("tables");
        let is_ours = |name: &str| name == "old" || name == "new";
        let begin = || NewFolder::create(&target, &is_ours).unwrap();
        let names = |folder: &Path| -> Vec<String> {
            let names = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name());
            names.map(|name| name.into_string().unwrap()).collect()
        };
        let first = begin();
        fs::write(first.path().join("old"), "").unwrap();
        assert!(!target.exists());
        first.finish().unwrap();
        assert_eq!(names(&target), ["old"]);

        let given_up = begin();
        fs::write(given_up.path().join("new"), "").unwrap();
        drop(given_up);
        assert_eq!(names(&target), ["old"]);

        let second = begin();
        fs::write(second.path().join("new"), "").unwrap();
        second.finish().unwrap();
        assert_eq!(names(&target), ["new"]);
        assert_eq!(names(above.path()), ["tables"], "nothing is left beside it");

        fs::write(target.join("mine"), "").unwrap();
        assert!(NewFolder::create(&target, &is_ours).is_err());
    }

    #[cfg(unix)]
    #[test]
    fn a_link_stays_and_what_it_leads_to_is_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let (real, link) = (folder.path().join("real.json"), folder.path().join("link.json"));
        fs::write(&real, "old").unwrap();
        std::os::unix::fs::symlink(&real, &link).unwrap();
        replace(&link, |out| out.write_all(b"new")).unwrap();
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(fs::read_to_string(&real).unwrap(), "new");
    }

    #[cfg(unix)]
    #[test]
    fn what_is_no_file_is_not_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let socket = folder.path().join("socket");
        let _listener = std::os::unix::net::UnixListener::bind(&socket).unwrap();
        assert!(replace(&socket, |out| out.write_all(b"text")).is_err());
        assert!(!fs::metadata(&socket).unwrap().is_file());
    }
}
