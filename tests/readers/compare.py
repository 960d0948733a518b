"""Reads every format of one run with readers that are not ours, and compares each value with the JSON.

usage: compare.py FOLDER, which holds articles.ndjson, findings.ndjson, rows/, csv/, parquet/ and football.sqlite
"""

import csv
import datetime
import json
import pathlib
import sqlite3
import sys

import duckdb
import frictionless
import pyarrow
import pyarrow.parquet

import flat

ARROW = {
    "string": pyarrow.string(),
    "array": pyarrow.string(),
    "object": pyarrow.string(),
    "integer": pyarrow.int64(),
    "boolean": pyarrow.bool_(),
    "date": pyarrow.date32(),
    "datetime": pyarrow.timestamp("us", tz="UTC"),
}
DUCKDB = {
    "string": "VARCHAR",
    "array": "VARCHAR",
    "object": "VARCHAR",
    "integer": "BIGINT",
    "boolean": "BOOLEAN",
    "date": "DATE",
    "datetime": "TIMESTAMP WITH TIME ZONE",
}


def of_text(value, kind):
    """A value that was written as text."""
    if value is None or kind in ("string", "date", "datetime"):
        return value
    if kind == "boolean":
        return {"true": True, "false": False}[value]
    return int(value) if kind == "integer" else json.loads(value)


def of_reader(value, kind):
    """A typed value of a reader, as JSON has it."""
    if isinstance(value, datetime.datetime):
        assert kind == "datetime" and value.utcoffset() is not None, value
        return value.astimezone(datetime.timezone.utc).isoformat().replace("+00:00", "Z")
    if isinstance(value, datetime.date):
        assert kind == "date", value
        return value.isoformat()
    return json.loads(value) if kind in ("array", "object") and value is not None else value


def read_json(path, kinds):
    """Lines of objects, in which lists and objects are texts."""
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            yield {name: of_reader(value, kinds[name]) for name, value in row.items()}


def read_csv(path, kinds):
    """Python's own reader; a field that is empty is not stated."""
    with open(path, encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield {name: of_text(value or None, kinds[name]) for name, value in row.items()}


def read_sqlite(database, table, kinds):
    """What an article is called stands in `articles` alone."""
    repeated = "" if table == "articles" else "a.path, a.title, a.revision, "
    source = table if table == "articles" else f"{table} JOIN articles a USING (article)"
    cursor = database.execute(f"SELECT {repeated}{table}.* FROM {source} ORDER BY {table}.rowid")
    names = [column[0] for column in cursor.description]
    for row in cursor:
        values = dict(zip(names, row))
        for name, kind in kinds.items():
            if kind == "boolean" and values[name] is not None:
                values[name] = {0: False, 1: True}[values[name]]
        yield {name: of_reader(value, kinds[name]) for name, value in values.items()}


def read_arrow(path, kinds):
    """PyArrow, with the types of the columns."""
    file = pyarrow.parquet.ParquetFile(path)
    types = {field.name: field.type for field in file.schema_arrow}
    assert types == {name: ARROW[kind] for name, kind in kinds.items()}, (path, types)
    check_metadata(file.metadata)
    for row in file.read().to_pylist():
        yield {name: of_reader(value, kinds[name]) for name, value in row.items()}


def check_metadata(metadata):
    """Version of the contract, licence, compression."""
    about = metadata.metadata
    assert about[b"schema_version"] == b"1" and about[b"license"] == b"CC-BY-SA-4.0", about
    assert b"CC BY-SA 4.0" in about[b"license_note"], about
    for group in range(metadata.num_row_groups):
        for column in range(metadata.num_columns):
            assert metadata.row_group(group).column(column).compression == "ZSTD"


def read_duckdb(path, kinds):
    """DuckDB, with the types of the columns; points in time are counted there, as texts depend on a zone."""
    duckdb.execute("SET TimeZone = 'UTC'")
    described = duckdb.execute(f"DESCRIBE SELECT * FROM read_parquet('{path}')").fetchall()
    types = {row[0]: row[1] for row in described}
    assert types == {name: DUCKDB[kind] for name, kind in kinds.items()}, (path, types)
    instants = [name for name, kind in kinds.items() if kind == "datetime"]
    counted = ", ".join(f'strftime("{name}", \'%Y-%m-%dT%H:%M:%SZ\') AS "{name}"' for name in instants)
    columns = f"* REPLACE ({counted})" if instants else "*"
    cursor = duckdb.execute(f"SELECT {columns} FROM read_parquet('{path}')")
    names = [column[0] for column in cursor.description]
    for row in cursor.fetchall():
        yield {name: of_reader(value, kinds[name]) for name, value in zip(names, row)}


def compare(table, reader, rows, expected):
    """Row by row and value by value."""
    rows = list(rows)
    assert len(rows) == len(expected), f"{table} by {reader}: {len(rows)} rows, {len(expected)} in JSON"
    for number, (row, wanted) in enumerate(zip(rows, expected)):
        assert row.keys() == wanted.keys(), f"{table} by {reader}: {row.keys() ^ wanted.keys()}"
        for name, value in wanted.items():
            found = row[name]
            same = found == value and type(found) is type(value)
            assert same, f"{table}.{name} of row {number} by {reader}: {found!r}, in JSON {value!r}"


def empty_as_missing(rows):
    """CSV does not tell an empty text from a missing one."""
    return [{name: None if value == "" else value for name, value in row.items()} for row in rows]


def check_database(database, expected, package):
    """Keys that hold, and the same that the package states."""
    assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    for resource in package["resources"]:
        table, schema = resource["name"], resource["schema"]
        columns = database.execute(f"SELECT name, pk FROM pragma_table_info('{table}') WHERE pk ORDER BY pk")
        assert [name for name, _ in columns] == schema["primaryKey"], table
        parents = {row[0] for row in database.execute(f"SELECT \"table\" FROM pragma_foreign_key_list('{table}')")}
        assert {key["reference"]["resource"] for key in schema["foreignKeys"]} <= parents, table
    (clean,) = database.execute("SELECT count(*) FROM clean_matches").fetchone()
    assert clean == sum(not match["disputed"] for match in expected["matches"])


def objects(path):
    """All objects of a file with one a line."""
    with open(path, encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def main(folder):
    """Compares all tables in all formats."""
    expected = flat.tables(objects(folder / "articles.ndjson"), objects(folder / "findings.ndjson"))
    with open(folder / "csv" / "datapackage.json", encoding="utf-8") as file:
        package = json.load(file)
    kinds_of = {
        resource["name"]: {field["name"]: field["type"] for field in resource["schema"]["fields"]}
        for resource in package["resources"]
    }
    assert kinds_of.keys() == expected.keys(), kinds_of.keys() ^ expected.keys()
    database = sqlite3.connect(folder / "football.sqlite")
    check_database(database, expected, package)
    for table, kinds in kinds_of.items():
        rows, parquet = expected[table], folder / "parquet" / f"{table}.parquet"
        compare(table, "json", read_json(folder / "rows" / f"{table}.ndjson", kinds), rows)
        compare(table, "csv", read_csv(folder / "csv" / f"{table}.csv", kinds), empty_as_missing(rows))
        compare(table, "sqlite3", read_sqlite(database, table, kinds), rows)
        compare(table, "pyarrow", read_arrow(parquet, kinds), rows)
        compare(table, "duckdb", read_duckdb(parquet, kinds), rows)
    report = frictionless.Package(str(folder / "csv" / "datapackage.json")).validate()
    assert report.valid, report.flatten(["title", "rowNumber", "fieldName", "type", "message"])[:10]
    for table, rows in expected.items():
        print(table, len(rows))


if __name__ == "__main__":
    csv.field_size_limit(1 << 30)
    main(pathlib.Path(sys.argv[1]))
