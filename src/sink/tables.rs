//! Flat tables of a run in files: one table in one file, or all of them in a folder.

use std::{fs::File, io, path::Path};

use clap::ValueEnum;

#[cfg(feature = "parquet")]
use super::partial::Partial;
use super::{
    Group, Sink,
    datapackage::Package,
    file::NewFolder,
    table::{Cell, Table},
};
use crate::error::{Error, Result};

/// Bytes of rows that all tables together hold back, before the largest of them is written.
const MOST_HELD: usize = 32 << 20;

/// A table on its way into a file of its own.
pub(super) trait TableWriter {
    /// Adds a row.
    fn write(&mut self, cells: &[Cell<'_>]) -> io::Result<()>;

    /// Bytes of rows that it holds back.
    fn held(&self) -> usize {
        0
    }

    /// Writes the rows that it holds back.
    fn release(&mut self) -> io::Result<()> {
        Ok(())
    }

    /// Completes the file, through to the disk.
    fn finish(self: Box<Self>) -> io::Result<()>;
}

/// How a file of a table is begun.
pub(super) type Begin<'b> = &'b dyn Fn(Table, File) -> io::Result<Box<dyn TableWriter>>;

/// Some tables that are filled together.
struct Tables {
    writers: Vec<(Table, Box<dyn TableWriter>)>,
    articles: usize,
}

impl Tables {
    fn write(&mut self, group: &Group<'_>) -> io::Result<()> {
        for checked in group.checked(self.articles) {
            for (table, writer) in &mut self.writers {
                table.rows(checked, &mut |cells| writer.write(cells))?;
            }
            self.release()?;
        }
        self.articles += group.len();
        Ok(())
    }

    /// Bounds what is held back, with the longest runs of rows that the bound allows.
    fn release(&mut self) -> io::Result<()> {
        let mut writers: Vec<_> = self.writers.iter_mut().map(|(_, writer)| writer).collect();
        while writers.iter().map(|writer| writer.held()).sum::<usize>() > MOST_HELD {
            let Some(largest) = writers.iter_mut().max_by_key(|writer| writer.held()) else { break };
            largest.release()?;
        }
        Ok(())
    }

    fn finish(self) -> io::Result<()> {
        self.writers.into_iter().try_for_each(|(_, writer)| writer.finish())
    }
}

/// A file with one table.
#[cfg(feature = "parquet")]
pub(super) struct TableFile {
    tables: Tables,
    partial: Partial,
}

#[cfg(feature = "parquet")]
impl TableFile {
    /// Begins a file that will stand at `target`.
    pub fn create(target: &Path, table: Table, begin: Begin<'_>) -> Result<Self> {
        let begin = || {
            let partial = Partial::begin(target)?;
            let writers = vec![(table, begin(table, partial.create()?)?)];
            Ok(Self { tables: Tables { writers, articles: 0 }, partial })
        };
        begin().map_err(|error| Error::io(target, error))
    }
}

#[cfg(feature = "parquet")]
impl Sink for TableFile {
    fn write(&mut self, group: &Group<'_>) -> io::Result<()> {
        self.tables.write(group)
    }

    fn finish(self: Box<Self>) -> Result<()> {
        let Self { tables, mut partial } = *self;
        let target = partial.target().to_owned();
        tables.finish().and_then(|()| partial.put_in_place()).map_err(|error| Error::io(target, error))
    }
}

/// A folder with a file for each table.
pub(super) struct TableFolder {
    tables: Tables,
    folder: NewFolder,
    package: Option<Package>,
}

/// The names of the files of a folder of tables.
pub(super) fn file_names(extension: &str) -> impl Iterator<Item = (Table, String)> + '_ {
    Table::value_variants().iter().map(move |table| (*table, format!("{}.{extension}", table.name())))
}

impl TableFolder {
    /// Begins a folder that will stand at `target`, with a description of it where there is one.
    pub fn create(
        target: &Path,
        extension: &str,
        begin: Begin<'_>,
        package: Option<Package>,
    ) -> Result<Self> {
        let folder = NewFolder::create(target, is_ours)?;
        let begin = |(table, name): (Table, String)| {
            let file = File::create_new(folder.path().join(name))?;
            Ok((table, begin(table, file)?))
        };
        let writers: io::Result<_> = file_names(extension).map(begin).collect();
        let writers = writers.map_err(|error| Error::io(target, error))?;
        Ok(Self { tables: Tables { writers, articles: 0 }, folder, package })
    }
}

impl Sink for TableFolder {
    fn write(&mut self, group: &Group<'_>) -> io::Result<()> {
        self.tables.write(group)
    }

    fn finish(self: Box<Self>) -> Result<()> {
        let Self { tables, folder, package } = *self;
        let completed = tables.finish().and_then(|()| match package {
            Some(package) => package.write(&folder.path()),
            None => Ok(()),
        });
        completed.map_err(|error| Error::io(folder.target(), error))?;
        folder.finish()
    }
}

/// Whether a file of this name is part of a folder of tables, so that another one may replace it.
fn is_ours(name: &str) -> bool {
    let of = |extension| file_names(extension).any(|(_, own)| own == name);
    name == Package::FILE || of("csv") || of("parquet")
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Held(usize);

    impl TableWriter for Held {
        fn write(&mut self, _: &[Cell<'_>]) -> io::Result<()> {
            Ok(())
        }

        fn held(&self) -> usize {
            self.0
        }

        fn release(&mut self) -> io::Result<()> {
            self.0 = 0;
            Ok(())
        }

        fn finish(self: Box<Self>) -> io::Result<()> {
            Ok(())
        }
    }

    fn released(held: [usize; 3]) -> Vec<usize> {
        let writer = |held| (Table::Goals, Box::new(Held(held)) as Box<dyn TableWriter>);
        let mut tables = Tables { writers: held.map(writer).into(), articles: 0 };
        tables.release().unwrap();
        tables.writers.iter().map(|(_, writer)| writer.held()).collect()
    }

    #[test]
    fn what_is_held_back_is_bounded_by_writing_the_largest_first() {
        assert_eq!(released([1, MOST_HELD - 1, 0]), [1, MOST_HELD - 1, 0]);
        assert_eq!(released([1, MOST_HELD, 2]), [1, 0, 2]);
        assert_eq!(released([MOST_HELD, MOST_HELD - 1, MOST_HELD + 1]), [0, MOST_HELD - 1, 0]);
    }
}
