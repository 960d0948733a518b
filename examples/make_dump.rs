//! Builds a dump of any size out of articles and other pages, the same each time, so that scale can be measured.
//!
//! ```sh
//! cargo run --release --example make_dump -- --football articles --other dumps --share 2 --megabytes 400 big.xml.bz2
//! ```
//!
//! A target in `.bz2` is written as Wikipedia writes its `multistream` dumps: a stream for the head, one for each hundred pages
//! and one for the end, with an index beside it; with `--single-stream` it is one stream. Any other name gives plain XML.
//! Pages are used again and again, each time under another title; a page returns long after a block of bzip2 is full, so that
//! the dump packs as well as a real one.

use std::{
    fs::File,
    io::{self, BufWriter, Write},
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, ensure};
use bzip2::{Compression, write::BzEncoder};
use clap::Parser;
use rayon::prelude::*;
use scoreline::source::{self, Opened, Opening};

/// Pages of a stream of a `multistream` dump.
const STREAM_PAGES: usize = 100;

/// Streams that are packed at once.
const STREAMS: usize = 16;

/// Builds a dump of any size out of articles and other pages
#[derive(Debug, Parser)]
struct Arguments {
    /// Folder of articles about football
    #[arg(long, value_name = "PATH")]
    football: PathBuf,
    /// Dumps or folders with pages about something else
    #[arg(long, value_name = "PATH", required = true, num_args = 1..)]
    other: Vec<PathBuf>,
    /// How many of a hundred pages are about football
    #[arg(long, value_name = "PERCENT", default_value_t = 2.0)]
    share: f64,
    /// Size of the dump, unpacked
    #[arg(long, value_name = "MB", default_value_t = 100)]
    megabytes: u64,
    /// One bzip2 stream in place of many
    #[arg(long)]
    single_stream: bool,
    /// The dump: .xml, or .xml.bz2
    target: PathBuf,
}

/// A page whose text is written as XML has it.
struct Page {
    title: String,
    text: String,
}

fn main() -> Result<()> {
    let arguments = Arguments::parse();
    let football = pages(std::slice::from_ref(&arguments.football))?;
    let other = pages(&arguments.other)?;
    let mix = Mix { football, other, share: arguments.share / 100.0, bytes: arguments.megabytes * 1_000_000 };
    let is_packed = arguments.target.extension().is_some_and(|extension| extension == "bz2");
    let out = BufWriter::new(File::create(&arguments.target)?);
    match (is_packed, arguments.single_stream) {
        (false, _) => write_plain(&mix, out)?,
        (true, true) => {
            let mut out = BzEncoder::new(out, Compression::best());
            write_plain(&mix, &mut out)?;
            out.finish()?.flush()?;
        }
        (true, false) => write_multistream(&mix, out, &index_of(&arguments.target))?,
    }
    Ok(())
}

/// `x-multistream-index.txt.bz2` for `x-multistream.xml.bz2`.
fn index_of(target: &Path) -> PathBuf {
    let name = target.file_name().unwrap_or_default().to_string_lossy();
    target.with_file_name(format!("{}-index.txt.bz2", name.trim_end_matches(".bz2").trim_end_matches(".xml")))
}

/// All pages of files, folders and dumps.
fn pages(paths: &[PathBuf]) -> Result<Vec<Page>> {
    let mut pages = Vec::new();
    for entry in source::list(paths).entries {
        match source::open(&entry, &Opening::default()) {
            Ok(Opened::Article(loaded)) => {
                let title = source::title_of(&entry.path).unwrap_or_else(|| entry.path.to_string());
                pages.push(Page { title: escaped(&title), text: escaped(&loaded.text) });
            }
            Ok(Opened::Pages(mut found)) => {
                while let Some(page) = found.next() {
                    // what is damaged is left out
                    let Ok(page) = page.map(source::RawPage::into_page) else { continue };
                    pages.push(Page { title: escaped(&page.title), text: escaped(&page.text) });
                }
            }
            Ok(Opened::Nothing) => {}
            Err(problem) => eprintln!("{problem}"),
        }
    }
    ensure!(!pages.is_empty(), "no pages in {paths:?}");
    Ok(pages)
}

fn escaped(text: &str) -> String {
    let text = text.replace('\u{1a}', "\u{fffd}").replace('&', "&amp;");
    text.replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// Which page comes when.
struct Mix {
    football: Vec<Page>,
    other: Vec<Page>,
    share: f64,
    bytes: u64,
}

impl Mix {
    /// The pages of the dump as XML with their ids and titles, up to its size.
    fn pages(&self) -> impl Iterator<Item = (u64, String, String)> {
        let (mut football, mut other) = (again(&self.football), again(&self.other));
        let mut left = self.bytes;
        let page = move |id: u64| {
            // so that the share holds for each beginning of the dump
            let is_football = (id as f64 * self.share).floor() > ((id - 1) as f64 * self.share).floor();
            let (round, page) = if is_football { football.next()? } else { other.next()? };
            let title = if round == 0 { page.title.clone() } else { format!("{} ({round})", page.title) };
            Some((id, title.clone(), xml(id, &title, &page.text)))
        };
        (1..).map_while(page).take_while(move |(_, _, xml)| {
            let goes_on = left > 0;
            left = left.saturating_sub(xml.len() as u64);
            goes_on
        })
    }
}

/// Each page, and all of them again, with the number of the round.
fn again(pages: &[Page]) -> impl Iterator<Item = (usize, &Page)> {
    (0..).flat_map(move |round| pages.iter().map(move |page| (round, page)))
}

const HEAD: &str =
    "<mediawiki xmlns=\"http://www.mediawiki.org/xml/export-0.11/\" version=\"0.11\" xml:lang=\"en\">
  <siteinfo>
    <sitename>Wikipedia</sitename>
    <dbname>enwiki</dbname>
    <case>first-letter</case>
    <namespaces>
      <namespace key=\"0\" case=\"first-letter\" />
      <namespace key=\"10\" case=\"first-letter\">Template</namespace>
    </namespaces>
  </siteinfo>
";

const END: &str = "</mediawiki>\n";

fn xml(id: u64, title: &str, text: &str) -> String {
    let length = text.len();
    format!(
        "  <page>
    <title>{title}</title>
    <ns>0</ns>
    <id>{id}</id>
    <revision>
      <id>{}</id>
      <parentid>{}</parentid>
      <timestamp>2031-05-02T10:00:00Z</timestamp>
      <contributor>
        <username>Editor {}</username>
        <id>{}</id>
      </contributor>
      <model>wikitext</model>
      <format>text/x-wiki</format>
      <text bytes=\"{length}\" xml:space=\"preserve\">{text}</text>
      <sha1>{:031x}</sha1>
    </revision>
  </page>
",
        id * 10 + 1_000_000_000,
        id * 10 + 999_999_991,
        id % 997,
        id % 997 + 1,
        u128::from(id) * 0x9e37_79b9_7f4a_7c15
    )
}

fn write_plain(mix: &Mix, mut out: impl Write) -> io::Result<()> {
    out.write_all(HEAD.as_bytes())?;
    mix.pages().try_for_each(|(_, _, xml)| out.write_all(xml.as_bytes()))?;
    out.write_all(END.as_bytes())?;
    out.flush()
}

fn write_multistream(mix: &Mix, mut out: impl Write, index: &Path) -> Result<()> {
    let mut index = BzEncoder::new(File::create(index).context("index")?, Compression::best());
    let head = packed(HEAD.as_bytes())?;
    out.write_all(&head)?;
    let mut offset = head.len();
    let mut pages = mix.pages();
    loop {
        let some: Vec<_> = pages.by_ref().take(STREAM_PAGES * STREAMS).collect();
        let pack = |pages: &[(u64, String, String)]| {
            packed(&pages.iter().flat_map(|(_, _, xml)| xml.bytes()).collect::<Vec<u8>>())
        };
        let streams: Vec<_> = some.par_chunks(STREAM_PAGES).map(pack).collect();
        for (stream, pages) in streams.into_iter().zip(some.chunks(STREAM_PAGES)) {
            let stream = stream?;
            pages.iter().try_for_each(|(id, title, _)| writeln!(index, "{offset}:{id}:{title}"))?;
            out.write_all(&stream)?;
            offset += stream.len();
        }
        if some.is_empty() {
            break;
        }
    }
    out.write_all(&packed(END.as_bytes())?)?;
    out.flush()?;
    index.finish()?;
    Ok(())
}

fn packed(text: &[u8]) -> io::Result<Vec<u8>> {
    let mut encoder = BzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(text)?;
    encoder.finish()
}
