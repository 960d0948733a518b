//! Articles that are held in memory.

use std::{path::PathBuf, sync::Arc};

use super::{Batch, Options};
use crate::{
    catalogue::{self, Catalogue},
    extract::{self, Origin},
    markup,
};

/// Reads articles from memory, each with a name, by which findings and claims call it. A name like that of a file,
/// `2018_FIFA_World_Cup.wiki`, also says which page it is.
///
/// ```
/// use scoreline::{Catalogue, Options, read_texts};
///
/// let text = "{{Football box|date=1 May 2031|team1=Alder Town|score=3–0|team2=Birch Rovers}}";
/// let batch = read_texts([("final.wiki", text)], &Options::default(), &Catalogue::embedded()?);
/// assert_eq!(batch.entries().articles[0].matches[0].score.unwrap().home, 3);
/// # Ok::<(), scoreline::Error>(())
/// ```
#[must_use]
pub fn read_texts<'t>(
    texts: impl IntoIterator<Item = (&'t str, &'t str)>,
    options: &Options,
    catalogue: &Catalogue,
) -> Batch {
    let mut batch = Batch { teams: options.teams.clone(), ..Batch::default() };
    for (name, text) in texts {
        let origin = Origin {
            path: Arc::from(name),
            title: None,
            language: options.language.clone().unwrap_or_else(|| catalogue::ENGLISH.to_owned()),
            page_id: None,
            revision: None,
            timestamp: None,
        };
        let document = markup::parse(text, options.dialect);
        batch.articles.push(extract::extract(&document, &origin, catalogue));
        batch.relative.push(PathBuf::from(name));
    }
    batch
}
