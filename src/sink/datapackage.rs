//! What a folder of CSV tables holds, as a Data Package: columns with their types, keys, licence and sources.
//!
//! Formats: <https://specs.frictionlessdata.io/tabular-data-package/>, <https://specs.frictionlessdata.io/table-schema/>.

use std::{fs::File, io, path::Path};

use serde_json::{Value, json};

use super::{
    CsvStyle, LICENCE, Licence,
    table::{ARTICLE, Column, Table},
    tables::file_names,
};
use crate::record::SCHEMA_VERSION;

/// The description of a folder of tables.
pub(super) struct Package {
    /// The inputs as the user named them.
    sources: Vec<String>,
    style: CsvStyle,
}

impl Package {
    /// The name of its file.
    pub const FILE: &'static str = "datapackage.json";

    /// Describes tables that were read from these inputs.
    pub fn new(sources: &[String], style: CsvStyle) -> Self {
        Self { sources: sources.to_vec(), style }
    }

    /// Writes it into a folder, through to the disk.
    pub fn write(&self, folder: &Path) -> io::Result<()> {
        let file = File::create_new(folder.join(Self::FILE))?;
        serde_json::to_writer_pretty(&file, &self.describe())?;
        file.sync_all()
    }

    fn describe(&self) -> Value {
        let Licence { name, title, url, .. } = LICENCE;
        let sources: Vec<Value> = self.sources.iter().map(|source| json!({ "title": source })).collect();
        let resources: Vec<Value> =
            file_names("csv").map(|(table, file)| resource(table, &file, self.style)).collect();
        json!({
            "profile": "tabular-data-package",
            "name": "football-records",
            "title": "Football records read from Wikipedia articles",
            "description": LICENCE.note,
            "schema_version": SCHEMA_VERSION,
            "licenses": [{ "name": name, "title": title, "path": url }],
            "sources": sources,
            "resources": resources,
        })
    }
}

fn resource(table: Table, file: &str, CsvStyle { delimiter, header }: CsvStyle) -> Value {
    let delimiter = char::from(delimiter);
    json!({
        "profile": "tabular-data-resource",
        "name": table.name(),
        "path": file,
        "title": table.description(),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": { "delimiter": delimiter, "lineTerminator": "\n", "doubleQuote": true, "header": header },
        "schema": schema(table),
    })
}

fn schema(table: Table) -> Value {
    let key = table.key();
    let fields: Vec<Value> = table.columns().iter().map(|column| field(column, &key)).collect();
    let mut keys = Vec::new();
    if table != Table::Articles {
        keys.push(foreign_key(&[ARTICLE], Table::Articles, &[ARTICLE]));
    }
    for reference in table.references() {
        // of a key of which a part may be missing, Table Schema does not say what it means
        if reference.columns.iter().all(|column| key.contains(column)) {
            let with_article = |columns: &[&'static str]| [&[ARTICLE], columns].concat();
            let (columns, there) = (with_article(reference.columns), with_article(reference.key));
            keys.push(foreign_key(&columns, reference.table, &there));
        }
    }
    json!({ "fields": fields, "missingValues": [""], "primaryKey": key, "foreignKeys": keys })
}

fn field(column: &Column, key: &[&str]) -> Value {
    let (name, kind) = (column.name, column.kind.name());
    if key.contains(&name) {
        json!({ "name": name, "type": kind, "constraints": { "required": true } })
    } else {
        json!({ "name": name, "type": kind })
    }
}

fn foreign_key(columns: &[&str], table: Table, key: &[&str]) -> Value {
    json!({ "fields": columns, "reference": { "resource": table.name(), "fields": key } })
}
