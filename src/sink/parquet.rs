//! Tables as Parquet: one file a table, compressed with Zstandard, in row groups of a bounded size.
//!
//! Types are the narrowest that lose nothing: 64 bit integers, booleans, UTF-8 strings, `DATE`, and `TIMESTAMP` in UTC with
//! microseconds. Columns of the key are `REQUIRED`, all others may be missing. Lists and objects are strings of JSON.
//! The version of the contract and the licence stand in the file's metadata.
//!
//! Only the column writer of the `parquet` crate is used: records become columns here, and Arrow is not needed in between.

use std::{
    fs::File,
    io::{self, Write},
    sync::Arc,
};

use bytes::Bytes;
use jiff::civil::{Date, date};
use parquet::{
    basic::{Compression, LogicalType, Repetition, TimeUnit, Type as Physical, ZstdLevel},
    data_type::{BoolType, ByteArray, ByteArrayType, DataType, Int32Type, Int64Type},
    errors::ParquetError,
    file::{
        metadata::KeyValue,
        properties::WriterProperties,
        writer::{SerializedColumnWriter, SerializedFileWriter},
    },
    schema::types::{Type, TypePtr},
};

use super::{
    LICENCE,
    table::{Cell, Column, Kind, Table},
    tables::TableWriter,
};
use crate::record::SCHEMA_VERSION;

/// Rows of a row group at most; about what query engines give to one thread.
const MOST_ROWS: usize = 1 << 17;

/// Values that are encoded at once.
const BATCH: usize = 4096;

/// A table on its way into a file.
pub(super) struct ParquetTable<W: Write + Send> {
    writer: SerializedFileWriter<W>,
    columns: Vec<Buffer>,
    rows: usize,
    held: usize,
}

impl<W: Write + Send> ParquetTable<W> {
    /// Begins a file.
    pub fn new(table: Table, out: W) -> io::Result<Self> {
        let (columns, key) = (table.columns(), table.key());
        let schema = schema(table, &columns, &key).map_err(io_error)?;
        let writer =
            SerializedFileWriter::new(out, schema, Arc::new(properties(table)?)).map_err(io_error)?;
        let columns = columns.iter().map(|column| Buffer::new(column, key.contains(&column.name))).collect();
        Ok(Self { writer, columns, rows: 0, held: 0 })
    }

    /// Adds a row.
    fn push(&mut self, cells: &[Cell<'_>]) -> io::Result<()> {
        for (column, cell) in self.columns.iter_mut().zip(cells) {
            self.held += column.push(cell)?;
        }
        self.rows += 1;
        if self.rows < MOST_ROWS { Ok(()) } else { self.write_group() }
    }

    /// Writes the rows that are held back, as a group.
    fn write_group(&mut self) -> io::Result<()> {
        if self.rows == 0 {
            return Ok(());
        }
        let mut group = self.writer.next_row_group().map_err(io_error)?;
        for column in &mut self.columns {
            let Some(mut writer) = group.next_column().map_err(io_error)? else { break };
            column.write(&mut writer).map_err(io_error)?;
            writer.close().map_err(io_error)?;
        }
        group.close().map_err(io_error)?;
        (self.rows, self.held) = (0, 0);
        Ok(())
    }

    /// Completes the file.
    fn complete(mut self) -> io::Result<W> {
        self.write_group()?;
        self.writer.into_inner().map_err(io_error)
    }
}

impl TableWriter for ParquetTable<File> {
    fn write(&mut self, cells: &[Cell<'_>]) -> io::Result<()> {
        self.push(cells)
    }

    fn held(&self) -> usize {
        self.held
    }

    fn release(&mut self) -> io::Result<()> {
        self.write_group()
    }

    fn finish(self: Box<Self>) -> io::Result<()> {
        self.complete()?.sync_all()
    }
}

fn properties(table: Table) -> io::Result<WriterProperties> {
    let pair = |(key, value): (&str, String)| KeyValue::new(key.to_owned(), value);
    let about = [
        ("schema_version", SCHEMA_VERSION.to_string()),
        ("table", table.name()),
        ("primary_key", table.key().join(",")),
        ("license", LICENCE.name.to_owned()),
        ("license_note", LICENCE.note.to_owned()),
    ];
    let level = ZstdLevel::try_new(3).map_err(io_error)?;
    let properties = WriterProperties::builder()
        .set_created_by(concat!("scoreline version ", env!("CARGO_PKG_VERSION")).to_owned())
        .set_compression(Compression::ZSTD(level))
        .set_key_value_metadata(Some(about.into_iter().map(pair).collect()));
    Ok(properties.build())
}

fn schema(table: Table, columns: &[Column], key: &[&str]) -> Result<TypePtr, ParquetError> {
    let field = |column: &Column| {
        let (physical, logical) = types(column.kind);
        let is_key = key.contains(&column.name);
        let field = Type::primitive_type_builder(column.name, physical)
            .with_repetition(if is_key { Repetition::REQUIRED } else { Repetition::OPTIONAL })
            .with_logical_type(logical);
        field.build().map(Arc::new)
    };
    let fields = columns.iter().map(field).collect::<Result<_, _>>()?;
    Type::group_type_builder(&table.name()).with_fields(fields).build().map(Arc::new)
}

fn types(kind: Kind) -> (Physical, Option<LogicalType>) {
    match kind {
        Kind::Text | Kind::Array | Kind::Object => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
        Kind::Integer => (Physical::INT64, None),
        Kind::Boolean => (Physical::BOOLEAN, None),
        Kind::Date => (Physical::INT32, Some(LogicalType::Date)),
        Kind::Instant => (Physical::INT64, Some(LogicalType::timestamp(true, TimeUnit::MICROS))),
    }
}

/// The values of a column that are held back.
struct Buffer {
    name: &'static str,
    /// For each row 1 if it has a value, else 0; `None` where every row has one.
    levels: Option<Vec<i16>>,
    values: Values,
}

enum Values {
    Text(Texts),
    Integer(Vec<i64>),
    Boolean(Vec<bool>),
    Day(Vec<i32>),
}

impl Buffer {
    fn new(column: &Column, is_key: bool) -> Self {
        let values = match types(column.kind).0 {
            Physical::BOOLEAN => Values::Boolean(Vec::new()),
            Physical::INT32 => Values::Day(Vec::new()),
            Physical::INT64 => Values::Integer(Vec::new()),
            _ => Values::Text(Texts::default()),
        };
        Self { name: column.name, levels: (!is_key).then(Vec::new), values }
    }

    /// Adds a value, and says how many bytes it takes.
    fn push(&mut self, cell: &Cell<'_>) -> io::Result<usize> {
        let taken = match (&mut self.values, cell) {
            (_, Cell::Null) if self.levels.is_some() => 0,
            (Values::Text(texts), Cell::Text(text)) => texts.push(text),
            (Values::Integer(numbers), Cell::Integer(number)) => push(numbers, *number),
            (Values::Integer(numbers), Cell::Instant(instant)) => push(numbers, instant.as_microsecond()),
            (Values::Boolean(truths), Cell::Boolean(truth)) => push(truths, *truth),
            (Values::Day(days), Cell::Date(date)) => push(days, days_since_1970(*date)?),
            _ => return Err(io::Error::other(format!("no value of column {}: {cell:?}", self.name))),
        };
        let level = self.levels.as_mut().map_or(0, |levels| push(levels, i16::from(*cell != Cell::Null)));
        Ok(taken + level)
    }

    /// Writes all values and forgets them.
    fn write(&mut self, writer: &mut SerializedColumnWriter<'_>) -> Result<(), ParquetError> {
        let levels = self.levels.as_mut().map(std::mem::take);
        let levels = levels.as_deref();
        match &mut self.values {
            Values::Text(texts) => std::mem::take(texts).write(levels, writer),
            Values::Integer(numbers) => write::<Int64Type>(&std::mem::take(numbers), levels, writer),
            Values::Boolean(truths) => write::<BoolType>(&std::mem::take(truths), levels, writer),
            Values::Day(days) => write::<Int32Type>(&std::mem::take(days), levels, writer),
        }
    }
}

/// Adds a value, and says how many bytes it takes.
fn push<T>(values: &mut Vec<T>, value: T) -> usize {
    values.push(value);
    size_of::<T>()
}

fn write<T: DataType>(
    values: &[T::T],
    levels: Option<&[i16]>,
    writer: &mut SerializedColumnWriter<'_>,
) -> Result<(), ParquetError> {
    writer.typed::<T>().write_batch(values, levels, None).map(drop)
}

/// Texts one behind the other. One that is the same as the one before, as the path of an article, is kept once.
#[derive(Default)]
struct Texts {
    bytes: Vec<u8>,
    /// Where each begins and ends.
    places: Vec<(usize, usize)>,
}

impl Texts {
    fn push(&mut self, text: &str) -> usize {
        let last = self.places.last().copied();
        if let Some(place) = last.filter(|(start, end)| self.bytes.get(*start..*end) == Some(text.as_bytes()))
        {
            return push(&mut self.places, place);
        }
        let start = self.bytes.len();
        self.bytes.extend_from_slice(text.as_bytes());
        text.len() + push(&mut self.places, (start, self.bytes.len()))
    }

    /// Writes the texts, some at a time: on their way each is a value of its own.
    fn write(
        self,
        levels: Option<&[i16]>,
        writer: &mut SerializedColumnWriter<'_>,
    ) -> Result<(), ParquetError> {
        let bytes = Bytes::from(self.bytes);
        let mut places = self.places.iter();
        let mut write_some = |count: usize, levels: Option<&[i16]>| {
            let values = places.by_ref().take(count).map(|(start, end)| bytes.slice(*start..*end));
            let values: Vec<ByteArray> = values.map(ByteArray::from).collect();
            write::<ByteArrayType>(&values, levels, writer)
        };
        let Some(levels) = levels else {
            return (0..self.places.len()).step_by(BATCH).try_for_each(|_| write_some(BATCH, None));
        };
        levels.chunks(BATCH).try_for_each(|levels| {
            let count = levels.iter().filter(|level| **level > 0).count();
            write_some(count, Some(levels))
        })
    }
}

/// Days since 1 January 1970, before it less than 0.
fn days_since_1970(day: Date) -> io::Result<i32> {
    let hours = day.duration_since(date(1970, 1, 1)).as_hours();
    i32::try_from(hours / 24).map_err(io::Error::other)
}

fn io_error(error: ParquetError) -> io::Error {
    match error {
        ParquetError::External(error) => match error.downcast::<io::Error>() {
            Ok(error) => *error,
            Err(error) => io::Error::other(error),
        },
        error => io::Error::other(error),
    }
}

#[cfg(test)]
mod tests {
    use parquet::{
        file::reader::{FileReader, SerializedFileReader},
        record::{Field, Row},
    };

    use super::*;

    /// A row of `schedule`: of its columns only these have values.
    fn row(number: i64, title: &'static str, day: Option<Date>) -> Vec<Cell<'static>> {
        let value = |column: &Column| match column.name {
            "article" | "row" => Cell::Integer(number),
            "title" => Cell::Text(title.into()),
            "date_from" => day.map_or(Cell::Null, Cell::Date),
            _ => Cell::Null,
        };
        Table::Schedule.columns().iter().map(value).collect()
    }

    fn value<'r>(row: &'r Row, name: &str) -> &'r Field {
        row.get_column_iter().find(|(column, _)| *column == name).unwrap().1
    }

    #[test]
    fn rows_come_back_in_their_groups_with_days_before_1970_and_missing_values() {
        let mut table = ParquetTable::new(Table::Schedule, Vec::new()).unwrap();
        table.push(&row(1, "Cup", Some(date(1930, 7, 13)))).unwrap();
        table.push(&row(2, "Cup", None)).unwrap();
        assert!(table.held > 0);
        table.write_group().unwrap();
        assert_eq!(table.held, 0);
        table.push(&row(3, "", Some(date(1970, 1, 1)))).unwrap();
        let bytes = Bytes::from(table.complete().unwrap());
        let file = SerializedFileReader::new(bytes).unwrap();
        let groups = file.metadata().row_groups().iter().map(|group| group.num_rows());
        assert_eq!(groups.collect::<Vec<_>>(), [2, 1]);
        let rows: Vec<Row> = file.get_row_iter(None).unwrap().map(Result::unwrap).collect();
        let days = rows.iter().map(|row| value(row, "date_from"));
        // 1930-07-13 is 14417 days before 1970-01-01
        assert_eq!(days.collect::<Vec<_>>(), [&Field::Date(-14417), &Field::Null, &Field::Date(0)]);
        let titles = rows.iter().map(|row| value(row, "title"));
        let expected = ["Cup", "Cup", ""].map(|title| Field::Str(title.to_owned()));
        assert_eq!(titles.collect::<Vec<_>>(), expected.iter().collect::<Vec<_>>());
    }

    #[test]
    fn a_text_that_is_the_one_before_is_held_once() {
        let mut texts = Texts::default();
        let taken: usize = ["path", "path", "path"].iter().map(|text| texts.push(text)).sum();
        assert_eq!((texts.bytes.len(), texts.places.len()), (4, 3));
        assert_eq!(taken, 4 + 3 * size_of::<(usize, usize)>());
    }

    #[test]
    fn a_value_of_another_kind_and_a_missing_key_are_errors() {
        let mut table = ParquetTable::new(Table::Schedule, Vec::new()).unwrap();
        let mut cells = row(1, "Cup", None);
        cells[0] = Cell::Null;
        assert!(table.push(&cells).unwrap_err().to_string().contains("article"));
        cells[0] = Cell::Boolean(true);
        assert!(table.push(&cells).is_err());
    }
}
