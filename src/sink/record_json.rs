//! Articles as JSON objects: the contract that the types in `record` spell out.

use std::io::{self, Write};

use crate::record::Article;

/// Writes one object and a line end.
pub(super) fn write(article: &Article, pretty: bool, out: &mut dyn Write) -> io::Result<()> {
    if pretty {
        serde_json::to_writer_pretty(&mut *out, article)?;
    } else {
        serde_json::to_writer(&mut *out, article)?;
    }
    out.write_all(b"\n")
}
