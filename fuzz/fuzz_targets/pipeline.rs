//! Any bytes go from text to findings, as the command takes them.
#![no_main]

use std::sync::{Arc, LazyLock};

use libfuzzer_sys::fuzz_target;
use scoreline::{
    Catalogue, check,
    extract::{Origin, extract},
    link,
    markup::parse,
};

static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(|| Catalogue::embedded().unwrap_or_default());

fuzz_target!(|bytes: &[u8]| {
    let source = String::from_utf8_lossy(bytes);
    let origin = Origin {
        path: Arc::from("article"),
        title: None,
        language: "en".to_owned(),
        page_id: None,
        revision: None,
        timestamp: None,
    };
    let batch = [extract(&parse(&source, None), &origin, &CATALOGUE)];
    let dossiers = link::link(&batch);
    let report = check::check(&dossiers);
    for finding in &report.findings {
        assert!(!finding.message.is_empty());
    }
    assert_eq!(link::articles(&dossiers, &report.findings).len(), 1);
});
