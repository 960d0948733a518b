//! Tables as JSON: an array of objects, or one object a line.

use std::io::{self, Write};

use super::{
    array::Array,
    table::{Checked, Object, Table},
};

/// Adds rows to an array.
pub(super) fn write_elements(
    array: &mut Array,
    checked: Checked<'_>,
    table: Table,
    out: &mut dyn Write,
) -> io::Result<()> {
    write_rows(checked, table, |object| {
        out.write_all(array.before().as_bytes())?;
        Ok(serde_json::to_writer(&mut *out, &object)?)
    })
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
