//! Real pages of many wikis: every one has a tree.

use std::{
    env, fs,
    io::{self, Read},
    path::{Path, PathBuf},
};

use bzip2::read::MultiBzDecoder;
use flate2::read::MultiGzDecoder;
use scoreline::markup::parse;

/// A folder of the shared corpus; `None` where it is missing, which is an error on CI.
fn corpus(name: &str) -> Option<PathBuf> {
    let shared = env::var_os("SCORELINE_SHARED").map_or_else(|| PathBuf::from("../shared"), PathBuf::from);
    let folder = shared.join("corpus").join(name);
    if !folder.is_dir() {
        println!("not run: {} is missing", folder.display());
        assert!(env::var_os("CI").is_none(), "{} is missing", folder.display());
        return None;
    }
    Some(folder)
}

fn files(folder: &Path) -> impl Iterator<Item = PathBuf> {
    let entries = walkdir::WalkDir::new(folder).into_iter().filter_map(Result::ok);
    entries.filter(|entry| entry.file_type().is_file()).map(|entry| entry.into_path())
}

fn unpacked(path: &Path) -> io::Result<String> {
    let file = fs::File::open(path)?;
    let mut bytes = Vec::new();
    match path.extension().and_then(|extension| extension.to_str()) {
        Some("bz2") => MultiBzDecoder::new(file).read_to_end(&mut bytes)?,
        Some("gz") => MultiGzDecoder::new(file).read_to_end(&mut bytes)?,
        _ => io::BufReader::new(file).read_to_end(&mut bytes)?,
    };
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// Texts of the pages of a dump, references in them resolved.
fn pages(dump: &str) -> impl Iterator<Item = String> {
    dump.split("<text").skip(1).filter_map(|page| {
        let text = page.split_once('>')?.1.split_once("</text>")?.0;
        Some(text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&"))
    })
}

/// Reads all there is to read of a text, and checks that the tree covers no more than the text.
fn read(source: &str) {
    let document = parse(source, None);
    assert!(document.nodes.iter().all(|node| source.get(node.span.range()).is_some()));
    assert!(document.blocks().iter().all(|block| source.get(block.span.range()).is_some()));
    assert!(document.diagnostics().iter().all(|found| source.get(found.span.range()).is_some()));
}

#[test]
fn articles_of_other_wikis_are_read() {
    let Some(folder) = corpus("other") else { return };
    let texts = files(&folder).map(|path| unpacked(&path).unwrap());
    assert_eq!(texts.inspect(|text| read(text)).count(), 400);
}

#[test]
fn pages_of_dumps_are_read() {
    let Some(folder) = corpus("dumps") else { return };
    let dumps: Vec<String> = files(&folder).map(|path| unpacked(&path).unwrap()).collect();
    assert_eq!(dumps.len(), 8);
    let count = dumps.iter().flat_map(|dump| pages(dump)).inspect(|page| read(page)).count();
    assert!(count > 100, "{count} pages");
}
