//! Lists the files of the catalogue, so that a new template or language needs its TOML file and nothing else.

use std::{
    env, fs, io,
    path::{Path, PathBuf},
};

fn main() -> io::Result<()> {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default()).join("catalogue");
    println!("cargo::rerun-if-changed=catalogue");
    let mut files = Vec::new();
    collect(&root, &mut files)?;
    files.sort();
    let rows: String = files.iter().map(|file| row(&root, file)).collect();
    let target = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default()).join("catalogue.rs");
    fs::write(target, format!("&[\n{rows}]\n"))
}

/// All TOML files below a folder.
fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, files)?;
        } else if path.extension().is_some_and(|extension| extension == "toml") {
            files.push(path);
        }
    }
    Ok(())
}

/// One row of the list: the path inside the catalogue, and the text.
fn row(root: &Path, file: &Path) -> String {
    let inside = file.strip_prefix(root).unwrap_or(file).to_string_lossy().replace('\\', "/");
    format!("    ({inside:?}, include_str!({:?})),\n", file.to_string_lossy())
}
