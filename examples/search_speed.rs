//! How fast the pages of a dump go by, on one thread: found in the XML alone, and searched for football too.
//!
//! ```sh
//! cargo run --release --example search_speed -- big.xml
//! ```
//!
//! What is printed for the file is the median of some rounds, in MB/s (10⁶ bytes, unpacked).

use std::{path::PathBuf, time::Instant};

use anyhow::{Context, Result, anyhow, bail};
use scoreline::{
    Catalogue,
    catalogue::FootballSearch,
    source::{self, Opened, Opening},
};

const ROUNDS: usize = 5;

fn main() -> Result<()> {
    let path: PathBuf = std::env::args_os().nth(1).context("usage: search_speed DUMP")?.into();
    let catalogue = Catalogue::embedded()?;
    let mut search = FootballSearch::new(&catalogue, "en");
    let (mut alone, mut searched, mut found) = (Vec::new(), Vec::new(), (0, 0));
    for _ in 0..ROUNDS {
        alone.push(speed(&path, |_| false)?.0);
        let (speed, pages) = speed(&path, |text| search.finds(text))?;
        searched.push(speed);
        found = pages;
    }
    println!("{} of {} pages may speak of football", found.0, found.1);
    println!("pages found: {:.0} MB/s; and searched: {:.0} MB/s", median(alone), median(searched));
    Ok(())
}

/// MB/s of one pass over the pages of a dump, and how many of how many are chosen.
fn speed(path: &PathBuf, mut chooses: impl FnMut(&[u8]) -> bool) -> Result<(f64, (usize, usize))> {
    let listing = source::list(std::slice::from_ref(path));
    let entry = listing.entries.first().with_context(|| format!("{}: no such file", path.display()))?;
    let begun = Instant::now();
    let Opened::Pages(mut pages) =
        source::open(entry, &Opening::default()).map_err(|problem| anyhow!("{problem}"))?
    else {
        bail!("{}: no dump", path.display());
    };
    let (mut chosen, mut all) = (0, 0);
    while let Some(page) = pages.next() {
        let page = page.map_err(|problem| anyhow!("{problem}"))?;
        all += 1;
        chosen += usize::from(chooses(&page.text));
    }
    #[expect(clippy::cast_precision_loss, reason = "shown without digits behind the point")]
    let megabytes = pages.bytes() as f64 / 1e6;
    Ok((megabytes / begun.elapsed().as_secs_f64(), (chosen, all)))
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or_default()
}
