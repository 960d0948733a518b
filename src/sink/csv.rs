//! Tables as CSV (RFC 4180 quoting, UTF-8, line feeds). What is not stated is an empty field.

use std::{
    fs::File,
    io::{self, Write},
};

use super::{
    table::{Cell, Table},
    tables::TableWriter,
};

/// Bytes that are written at once.
const BUFFER: usize = 64 * 1024;

/// How rows become lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CsvStyle {
    /// What stands between two fields.
    pub delimiter: u8,
    /// Whether the first line names the columns.
    pub header: bool,
}

impl Default for CsvStyle {
    fn default() -> Self {
        Self { delimiter: b',', header: true }
    }
}

/// A table on its way to a writer.
pub(super) struct CsvTable<W: Write>(csv::Writer<W>);

impl<W: Write> CsvTable<W> {
    /// Begins, with the header if there is one.
    pub fn new(table: Table, style: CsvStyle, out: W) -> io::Result<Self> {
        let mut builder = csv::WriterBuilder::new();
        let mut writer = builder.delimiter(style.delimiter).buffer_capacity(BUFFER).from_writer(out);
        if style.header {
            writer.write_record(table.columns().iter().map(|column| column.name))?;
        }
        Ok(Self(writer))
    }

    /// Adds a row.
    pub fn write(&mut self, cells: &[Cell<'_>]) -> io::Result<()> {
        cells.iter().try_for_each(|cell| self.field(cell))?;
        Ok(self.0.write_record(None::<&[u8]>)?)
    }

    /// Writes what is held back.
    pub fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }

    fn field(&mut self, cell: &Cell<'_>) -> io::Result<()> {
        match cell {
            Cell::Null => self.0.write_field(""),
            Cell::Text(text) => self.0.write_field(text.as_bytes()),
            Cell::Integer(number) => self.0.write_field(number.to_string()),
            Cell::Boolean(truth) => self.0.write_field(if *truth { "true" } else { "false" }),
            Cell::Date(date) => self.0.write_field(date.to_string()),
            Cell::Instant(instant) => self.0.write_field(instant.to_string()),
        }?;
        Ok(())
    }
}

impl TableWriter for CsvTable<File> {
    fn write(&mut self, cells: &[Cell<'_>]) -> io::Result<()> {
        CsvTable::write(self, cells)
    }

    fn finish(mut self: Box<Self>) -> io::Result<()> {
        self.flush()?;
        self.0.get_ref().sync_all()
    }
}
