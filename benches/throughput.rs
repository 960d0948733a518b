//! How fast real articles are read, on one thread, beside another parser and two limits.
//!
//! `cargo bench` runs it over the articles in `$SCORELINE_SHARED/corpus/articles` (default `../shared`) and prints a
//! table: the median of each task in MB/s (10⁶ bytes), and its ratio to `markup`.

use std::{
    env, fs,
    hint::black_box,
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use criterion::{Criterion, Throughput};
use memchr::memmem;
use scoreline::{
    Catalogue, check,
    extract::{Extracted, Origin, extract},
    link,
    markup::parse,
};

// As the program does, so that its speed is what is measured; the other parser has it too.
#[cfg(feature = "mimalloc")]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Where the medians are kept between measuring and printing.
const RESULTS: &str = concat!(env!("CARGO_TARGET_TMPDIR"), "/throughput");

/// Articles on which `parse_wiki_text` does not come to an end within ten seconds: none.
const ENDLESS: [&str; 0] = [];

struct Article {
    path: String,
    text: String,
}

fn main() -> scoreline::Result<()> {
    let shared = env::var_os("SCORELINE_SHARED").map_or_else(|| PathBuf::from("../shared"), PathBuf::from);
    let folder = shared.join("corpus/articles");
    let articles = read(&folder);
    if articles.is_empty() {
        eprintln!("nothing to measure: no articles in {}", folder.display());
        return Ok(());
    }
    let bytes = articles.iter().map(|article| article.text.len()).sum();
    measure(&articles, bytes, &Catalogue::embedded()?);
    print(&articles, bytes);
    Ok(())
}

/// All articles below a folder, in the order of their names. Invalid UTF-8 is replaced: every task gets the same text.
fn read(folder: &Path) -> Vec<Article> {
    let files = walkdir::WalkDir::new(folder).sort_by_file_name().into_iter().filter_map(Result::ok);
    let files = files.filter(|entry| entry.file_type().is_file());
    let article = |path: &Path| {
        let text = String::from_utf8_lossy(&fs::read(path).ok()?).into_owned();
        Some(Article { path: path.display().to_string(), text })
    };
    files.filter_map(|entry| article(entry.path())).collect()
}

/// Tasks in the order of the table.
const TASKS: [&str; 7] = [
    "markup",
    "markup, then lines, tables, diagnostics",
    "markup + extract",
    "markup + extract + link + check",
    "parse_wiki_text",
    "limit: memmem for {{",
    "limit: from_utf8",
];

fn measure(articles: &[Article], bytes: usize, catalogue: &Catalogue) {
    let mut criterion = Criterion::default().output_directory(Path::new(RESULTS)).configure_from_args();
    let mut group = criterion.benchmark_group("articles");
    group.sample_size(20).warm_up_time(Duration::from_millis(500)).measurement_time(Duration::from_secs(5));
    group.throughput(Throughput::Bytes(bytes as u64));
    let mut task = |name: &str, work: &mut dyn FnMut()| {
        group.bench_function(file_name(name), |bencher| bencher.iter(&mut *work));
    };
    let [markup, all, extracted, checked, other, braces, utf8] = TASKS;
    let texts = || articles.iter().map(|article| black_box(article.text.as_str()));
    task(markup, &mut || texts().for_each(|text| drop(black_box(parse(text, None)))));
    task(all, &mut || texts().for_each(read_all));
    task(extracted, &mut || texts().for_each(|text| drop(black_box(statements(text, catalogue)))));
    task(checked, &mut || {
        let batch: Vec<Extracted> = texts().map(|text| statements(text, catalogue)).collect();
        black_box(check::check(&link::link(&batch)));
    });
    let configuration = parse_wiki_text::Configuration::default();
    task(other, &mut || {
        let finite = articles.iter().filter(|article| !is_endless(article));
        finite.for_each(|article| drop(black_box(configuration.parse(black_box(&article.text)))));
    });
    let finder = memmem::Finder::new("{{");
    task(braces, &mut || {
        black_box(texts().map(|text| finder.find_iter(text.as_bytes()).count()).sum::<usize>());
    });
    task(utf8, &mut || {
        black_box(texts().filter(|text| str::from_utf8(text.as_bytes()).is_ok()).count());
    });
    group.finish();
}

/// Structure, and all that is otherwise read when it is asked for.
fn read_all(text: &str) {
    let document = parse(text, None);
    black_box((document.blocks().len(), document.tables().len(), document.diagnostics().len()));
}

fn is_endless(article: &Article) -> bool {
    ENDLESS.iter().any(|name| article.path.ends_with(name))
}

fn statements(text: &str, catalogue: &Catalogue) -> Extracted {
    let origin = Origin {
        path: Arc::from("article"),
        title: None,
        language: "en".to_owned(),
        page_id: None,
        revision: None,
        timestamp: None,
    };
    extract(&parse(text, None), &origin, catalogue)
}

/// Prints the medians that criterion has written down.
fn print(articles: &[Article], bytes: usize) {
    println!("{} articles, {:.2} MB, one thread; medians", articles.len(), bytes as f64 / 1e6);
    println!("{:42} {:>8} {:>14} {:>20}", "", "MB/s", "of `markup`", "of `parse_wiki_text`");
    let speed = |task: &str| median(task).map(|nanoseconds| bytes as f64 * 1e3 / nanoseconds);
    let [markup, _, _, _, other, ..] = TASKS.map(speed);
    for task in TASKS {
        let Some(own) = speed(task) else { continue };
        let ratio = |base: Option<f64>| base.map_or("-".to_owned(), |base| format!("{:.2}", own / base));
        println!("{task:42} {own:8.0} {:>14} {:>20}", ratio(markup), ratio(other));
    }
    for article in articles.iter().filter(|article| is_endless(article)) {
        println!("`parse_wiki_text` was spared {}", article.path);
    }
}

/// Median time of a task in nanoseconds.
fn median(task: &str) -> Option<f64> {
    let path = Path::new(RESULTS).join("articles").join(file_name(task)).join("new/estimates.json");
    let estimates: serde_json::Value = serde_json::from_slice(&fs::read(path).ok()?).ok()?;
    estimates.pointer("/median/point_estimate")?.as_f64()
}

/// A task's name as criterion keeps it: no character that a file name may not have.
fn file_name(task: &str) -> String {
    task.replace(|c: char| !c.is_ascii_alphanumeric(), "_")
}
