//! Where records go: one file for all articles, a folder with one file an article, or a folder with one file a table.
//!
//! A file, and a folder of tables, is written beside its target and renamed into place, so that an interrupted run leaves
//! the old one or the new one, never half of one.

use std::{
    collections::{HashMap, HashSet},
    ffi::OsString,
    fs::{self, File},
    io::{self, BufWriter, Write},
    path::{Component, Path, PathBuf},
};

use super::partial::{MOST_NAME, Partial, behind_links, beside, folder_of, remove, shortened, sync_folder};
use crate::{
    error::{Error, Result},
    hash,
};

/// Writes a file in whole or not at all; the folders above it are made. A link stays, and what it leads to is
/// replaced. A device or a pipe cannot be replaced and is written to as it is.
///
/// # Errors
/// A folder or the file cannot be written, or another run writes it; the file that was there is untouched.
pub fn replace(path: &Path, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<()> {
    Claim::new(path)?.write(write)
}

/// Writes one of many files of a folder as [`replace`] does, but without waiting for the disk each time: after a loss of power
/// the files of the last moments may be empty.
///
/// # Errors
/// The same as of [`replace`].
pub fn replace_one_of_many(path: &Path, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<()> {
    Claim { waits: false, ..Claim::new(path)? }.write(write)
}

/// Whether a file can be put in the place of what a path leads to: no device and no pipe.
#[must_use]
pub fn is_replaceable(path: &Path) -> bool {
    fs::metadata(path).map_or(true, |metadata| metadata.is_file())
}

/// The right to write a file, taken before what is written is known.
#[derive(Debug)]
pub struct Claim {
    path: PathBuf,
    way: Way,
    /// Whether what is written is on the disk in the end.
    waits: bool,
}

#[derive(Debug)]
enum Way {
    Beside(Partial),
    Into(File),
}

impl Claim {
    /// Claims a file as [`replace`] writes it.
    ///
    /// # Errors
    /// Another run writes it, or its folder or, if it cannot be replaced, it itself cannot be written.
    pub fn new(path: &Path) -> Result<Self> {
        let way = if is_replaceable(path) {
            Partial::begin(path).map(Way::Beside)
        } else {
            File::options().write(true).open(path).map(Way::Into)
        };
        let way = way.map_err(|error| Error::io(path, error))?;
        Ok(Self { path: path.to_owned(), way, waits: true })
    }

    /// Writes it, in whole or not at all.
    ///
    /// # Errors
    /// What `write` says, or the disk is full.
    pub fn write(self, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<()> {
        let Self { path, way, waits } = self;
        let place = || match way {
            Way::Into(file) => fill(file, write),
            Way::Beside(mut partial) => {
                fill(partial.create()?, write)?;
                if waits { partial.put_in_place() } else { partial.rename() }
            }
        };
        place().map_err(|error| Error::io(path, error))
    }
}

fn fill(file: File, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    let mut file = BufWriter::new(file);
    write(&mut file)?;
    file.flush()
}

/// A folder that is filled beside its target and takes its place in the end.
pub(super) struct NewFolder {
    partial: Partial,
    is_ours: fn(&str) -> bool,
}

impl NewFolder {
    /// Begins a folder that will stand at `target`. One that is there must be empty or hold only files that `is_ours` knows
    /// by their names: whatever else a user keeps there is not removed.
    pub fn create(target: &Path, is_ours: fn(&str) -> bool) -> Result<Self> {
        let begin = || {
            let partial = Partial::begin(target)?;
            // a run that was killed while two folders changed places
            if !fs::exists(partial.target())? {
                let _ = fs::rename(partial.beside(OLD), partial.target());
            }
            refuse_others(partial.target(), is_ours)?;
            remove(&partial.beside(OLD));
            fs::create_dir(partial.path())?;
            Ok(Self { partial, is_ours })
        };
        begin().map_err(|error| Error::io(target, error))
    }

    /// Where it will stand.
    pub fn target(&self) -> &Path {
        self.partial.target()
    }

    /// Where it is filled.
    pub fn path(&self) -> PathBuf {
        self.partial.path()
    }

    /// Puts it in its place.
    pub fn finish(self) -> Result<()> {
        let (target, new) = (self.target(), self.path());
        let place = || {
            // the run may have taken hours
            refuse_others(target, self.is_ours)?;
            sync_folder(&new)?;
            replace_folder(&new, target)?;
            sync_folder(folder_of(target))
        };
        // what is now beside the target, if anything, is the old folder, and goes
        place().map_err(|error| Error::io(target, error))
    }
}

/// The ending of a folder that is being replaced, where two cannot change places in one step.
const OLD: &str = "old";

/// Fails where a folder holds what this program has not written.
fn refuse_others(folder: &Path, is_ours: fn(&str) -> bool) -> io::Result<()> {
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
fn replace_folder(new: &Path, target: &Path) -> io::Result<()> {
    // a folder without anything in it is replaced, and one that is not there
    match fs::rename(new, target) {
        Ok(()) => Ok(()),
        Err(error) if !fs::exists(target)? => Err(error),
        Err(_) => exchange(new, target).or_else(|_| replace_in_two_steps(new, target)),
    }
}

/// Two folders change places in one step.
#[cfg(target_os = "linux")]
fn exchange(new: &Path, target: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, new, CWD, target, RenameFlags::EXCHANGE)?)
}

#[cfg(not(target_os = "linux"))]
fn exchange(_: &Path, _: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

/// Puts a folder in the place of another where two cannot change places: between two steps neither is there.
fn replace_in_two_steps(new: &Path, target: &Path) -> io::Result<()> {
    let old = beside(target, OLD);
    fs::rename(target, &old)?;
    fs::rename(new, target).or_else(|error| fs::rename(&old, target).and(Err(error)))?;
    remove(&old);
    Ok(())
}

/// Whether two paths lead to one place, where a file is or will be; or the second one into it.
#[must_use]
pub fn holds(place: &Path, path: &Path) -> bool {
    let whole = |path: &Path| {
        let path = behind_links(path).unwrap_or_else(|_| path.to_owned());
        let folder = folder_of(&path);
        let folder = folder.canonicalize().or_else(|_| std::path::absolute(folder));
        folder.unwrap_or_default().join(path.file_name().unwrap_or_default())
    };
    whole(path).starts_with(whole(place))
}

/// The files below a folder, one for each article of a run: its whole input name and `.json`.
///
/// An input is named by its place below the folder that the user named, a page by its dump and its title. Where two inputs have
/// one name, all of that name keep their whole path instead; what is still the same is numbered, and what is too long for the
/// system ends in a hash.
#[derive(Debug)]
pub struct Names {
    folder: PathBuf,
    /// Inputs that keep their whole path.
    apart: HashMap<String, PathBuf>,
    /// How often a name was asked for, and the names that were given; by hash, as a dump may have millions.
    asked: HashMap<u64, u32>,
    given: HashSet<u64>,
}

impl Names {
    /// Begins, with the paths of all inputs as named, and their places below the folders that the user named.
    #[must_use]
    pub fn new(folder: &Path, inputs: &[(&str, &Path)]) -> Self {
        let mut uses: HashMap<&Path, usize> = HashMap::new();
        inputs.iter().for_each(|(_, name)| *uses.entry(name).or_default() += 1);
        let several = inputs.iter().filter(|(_, name)| uses.get(name).is_some_and(|uses| *uses > 1));
        let apart = several.map(|(path, _)| ((*path).to_owned(), plain(Path::new(path)))).collect();
        Self { folder: folder.to_owned(), apart, asked: HashMap::new(), given: HashSet::new() }
    }

    /// The file of the next article, by its place and its path.
    pub fn next(&mut self, place: &Path, path: &str) -> PathBuf {
        // a page is called `dump.xml#Title`, and no title holds a `#`
        let of_dump = || self.apart.get(path.rsplit_once('#')?.0).map(Path::new).zip(place.file_name());
        let name = match (self.apart.get(path), of_dump()) {
            (Some(apart), _) => apart.clone(),
            (None, Some((dump, page))) => dump.join(page),
            (None, None) => place.to_owned(),
        };
        let name = self.numbered(&fitting(name));
        self.folder.join(name)
    }

    fn numbered(&mut self, name: &Path) -> PathBuf {
        let asked = self.asked.entry(hash::stable(name)).or_default();
        loop {
            *asked += 1;
            let name = with_json(name.to_owned(), *asked);
            if self.given.insert(hash::stable(&name)) {
                return name;
            }
        }
    }
}

/// A path whose last name the system takes, also with what is put behind it.
fn fitting(path: PathBuf) -> PathBuf {
    let Some(name) = path.file_name().map(|name| name.to_string_lossy()) else { return path };
    match (shortened(&name, MOST_NAME - "~9999999.json".len()), name.contains('\0')) {
        (None, false) => path,
        (name_that_fits, _) => {
            let name = name_that_fits.unwrap_or_else(|| name.into_owned()).replace('\0', "%00");
            path.with_file_name(name)
        }
    }
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
fn with_json(name: PathBuf, number: u32) -> PathBuf {
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

    /// The files of inputs by their places and paths; of pages, if titles are given.
    fn files_of(inputs: &[(&str, &str)], articles: &[(&str, &str)]) -> Vec<String> {
        let inputs: Vec<_> = inputs.iter().map(|(place, path)| (*path, Path::new(*place))).collect();
        let mut names = Names::new(Path::new("out"), &inputs);
        let files = articles.iter().map(|(place, path)| names.next(Path::new(place), path));
        files.map(|file| file.to_str().unwrap().replace('\\', "/")).collect()
    }

    #[test]
    fn files_keep_the_whole_name_of_the_input() {
        let inputs = [("x.wikitext", "s/x.wikitext"), ("x.txt", "s/x.txt"), ("deep/y.txt", "s/deep/y.txt")];
        assert_eq!(
            files_of(&inputs, &inputs),
            ["out/x.wikitext.json", "out/x.txt.json", "out/deep/y.txt.json"]
        );
    }

    #[test]
    fn inputs_of_one_name_do_not_overwrite_each_other() {
        let inputs = [("x.txt", "/a/x.txt"), ("x.txt", "../b/x.txt"), ("y.txt", "b/y.txt")];
        assert_eq!(files_of(&inputs, &inputs), ["out/a/x.txt.json", "out/_/b/x.txt.json", "out/y.txt.json"]);
        let inputs = [("a/x.txt", "in/a/x.txt"), ("x.txt", "a/x.txt"), ("x.txt", "b/x.txt")];
        assert_eq!(
            files_of(&inputs, &inputs),
            ["out/a/x.txt.json", "out/a/x.txt~2.json", "out/b/x.txt.json"]
        );
    }

    #[test]
    fn pages_stay_in_the_folder_of_their_dump() {
        let one = [("d.xml", "in/d.xml")];
        let twice =
            [("d.xml/Cup", "in/d.xml#Cup"), ("d.xml/Cup~2", "in/d.xml#Cup~2"), ("d.xml/Cup", "in/d.xml#Cup")];
        assert_eq!(
            files_of(&one, &twice),
            ["out/d.xml/Cup.json", "out/d.xml/Cup~2.json", "out/d.xml/Cup~3.json"]
        );
        let two = [("d.xml", "a/d.xml"), ("d.xml", "b/d.xml")];
        let pages = [("d.xml/Cup", "a/d.xml#Cup"), ("d.xml/Cup", "b/d.xml#Cup")];
        assert_eq!(files_of(&two, &pages), ["out/a/d.xml/Cup.json", "out/b/d.xml/Cup.json"]);
    }

    #[test]
    fn names_that_no_system_takes_are_changed() {
        let title = "é".repeat(127);
        let pages =
            ["a", "b", "a", "\0"].map(|end| (format!("d.xml/{title}{end}"), format!("d.xml#{title}{end}")));
        let pages: Vec<_> = pages.iter().map(|(place, path)| (place.as_str(), path.as_str())).collect();
        let files = files_of(&[("d.xml", "d.xml")], &pages);
        assert!(files.iter().all(|file| file.starts_with("out/d.xml/éé") && file.ends_with(".json")));
        assert!(files.iter().all(|file| file.len() < "out/d.xml/".len() + 250 && !file.contains('\0')));
        assert_eq!(files.iter().collect::<HashSet<_>>().len(), 4);
        assert_eq!(files_of(&[], &[("d.xml/A\0", "d.xml#A\0")]), ["out/d.xml/A%00.json"]);
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
        let begin = || NewFolder::create(&target, is_ours).unwrap();
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
        assert!(NewFolder::create(&target, is_ours).is_err());
        assert_eq!(names(above.path()), ["tables"]);
    }

    #[test]
    fn what_a_user_puts_into_a_folder_during_the_run_stays() {
        let above = tempfile::tempdir().unwrap();
        let target = above.path().join("tables");
        fs::create_dir(&target).unwrap();
        let folder = NewFolder::create(&target, |name| name == "ours").unwrap();
        fs::write(target.join("mine"), "").unwrap();
        assert!(folder.finish().is_err());
        assert!(target.join("mine").exists());
    }

    #[test]
    fn a_folder_that_was_moved_away_for_another_comes_back() {
        let above = tempfile::tempdir().unwrap();
        let (target, new) = (above.path().join("tables"), above.path().join("new"));
        for folder in [&target, &new] {
            fs::create_dir(folder).unwrap();
        }
        fs::write(new.join("ours"), "new").unwrap();
        replace_in_two_steps(&new, &target).unwrap();
        assert_eq!(fs::read_dir(above.path()).unwrap().count(), 1);
        fs::rename(&target, above.path().join(".tables.old")).unwrap();
        drop(NewFolder::create(&target, |name| name == "ours").unwrap());
        assert_eq!(fs::read_to_string(target.join("ours")).unwrap(), "new");
        assert_eq!(fs::read_dir(above.path()).unwrap().count(), 1);
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
