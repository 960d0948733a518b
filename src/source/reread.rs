//! The bytes of an input that was read before, to change them.

use std::{fs, path::Path};

use super::{Problem, decode};

/// The bytes of a file whose text is still what it was when it was read, and that may be replaced.
///
/// # Errors
/// The file is standard input, cannot be read, may not be written, holds more than this one article or has changed.
pub fn reread(path: &str, text: &str) -> Result<Vec<u8>, Problem> {
    if path == "-" {
        return Err(Problem::new(path, "standard input cannot be corrected in place"));
    }
    let file = Path::new(path);
    let is_readonly = fs::metadata(file).is_ok_and(|metadata| metadata.permissions().readonly());
    let bytes = fs::read(file).map_err(|error| Problem::of_io(path, &error))?;
    let (now, _) = decode::decode(bytes.clone());
    if now != text {
        return Err(Problem::new(
            path,
            "the file is not this article alone, or has changed since it was read",
        ));
    }
    if is_readonly { Err(Problem::new(path, "the file is read-only")) } else { Ok(bytes) }
}
