//! The JSON contract as JSON Schema 2020-12, made of the types that are written, so that the two cannot part.
//!
//! A field that is always written is required, and no field is allowed that the contract does not name.

use schemars::{JsonSchema, Schema, generate::SchemaSettings, transform::transform_subschemas};

use super::FindingRecord;
use crate::record::Article;

/// The schema of the object that is written for an article.
#[must_use]
pub fn of_article() -> Schema {
    of::<Article>()
}

/// The schema of a finding.
#[must_use]
pub fn of_finding() -> Schema {
    of::<FindingRecord<'static>>()
}

fn of<T: JsonSchema>() -> Schema {
    let settings = SchemaSettings::draft2020_12().for_serialize().with_transform(close);
    settings.into_generator().into_root_schema_for::<T>()
}

/// Refuses fields that an object does not name.
fn close(schema: &mut Schema) {
    if schema.get("properties").is_some() {
        schema.insert("additionalProperties".to_owned(), false.into());
    }
    transform_subschemas(&mut close, schema);
}
