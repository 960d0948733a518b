//! Tables as JSON: an array of objects, or one object a line.

use std::io::{self, Write};

use super::table::{Checked, Object, Table};

/// One array of rows, each on a line of its own, written in parts.
#[derive(Debug, Default)]
pub(super) struct Array {
    any: bool,
}

impl Array {
    /// Adds rows.
    pub(super) fn write(
        &mut self,
        checked: Checked<'_>,
        table: Table,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        write_rows(checked, table, |object| {
            out.write_all(if self.any { b",\n" } else { b"[\n" })?;
            self.any = true;
            Ok(serde_json::to_writer(&mut *out, &object)?)
        })
    }

    /// Ends the array.
    pub(super) fn finish(self, out: &mut dyn Write) -> io::Result<()> {
        out.write_all(if self.any { b"\n]\n" } else { b"[]\n" })
    }
}

/// Writes one object a line.
pub(super) fn write_lines(checked: Checked<'_>, table: Table, out: &mut dyn Write) -> io::Result<()> {
    write_rows(checked, table, |object| {
        serde_json::to_writer(&mut *out, &object)?;
        out.write_all(b"\n")
    })
}

fn write_rows(
    checked: Checked<'_>,
    table: Table,
    mut write: impl FnMut(Object<'_, '_>) -> io::Result<()>,
) -> io::Result<()> {
    let columns = table.columns();
    table.rows(checked, &mut |cells| write(Object { columns: &columns, cells }))
}
