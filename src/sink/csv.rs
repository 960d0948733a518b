//! Tables as CSV (RFC 4180 quoting, a header line, UTF-8, line feeds). What is not stated is an empty field.

use std::io::{self, Write};

use super::table::{Cell, Table};
use crate::record::Article;

/// Writes the header.
pub(super) fn write_header(table: Table, out: &mut dyn Write) -> io::Result<()> {
    let mut writer = csv::Writer::from_writer(out);
    writer.write_record(table.columns().iter().map(|column| column.name))?;
    writer.flush()
}

/// Writes the rows of some articles.
pub(super) fn write_rows(articles: &[Article], table: Table, out: &mut dyn Write) -> io::Result<()> {
    let mut writer = csv::Writer::from_writer(out);
    for article in articles {
        table.rows(article, &mut |cells| {
            for cell in cells {
                field(&mut writer, cell)?;
            }
            Ok(writer.write_record(None::<&[u8]>)?)
        })?;
    }
    writer.flush()
}

fn field(writer: &mut csv::Writer<impl Write>, cell: &Cell<'_>) -> io::Result<()> {
    match cell {
        Cell::Null => writer.write_field(""),
        Cell::Text(text) => writer.write_field(text.as_bytes()),
        Cell::Integer(number) => writer.write_field(number.to_string()),
        Cell::Boolean(truth) => writer.write_field(if *truth { "true" } else { "false" }),
        Cell::Date(date) => writer.write_field(date.to_string()),
    }?;
    Ok(())
}
