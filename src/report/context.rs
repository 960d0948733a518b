//! What every part of the report needs to look up: findings at a place, what a claim says and where, sections.

use std::collections::HashMap;

use super::{
    address::{self, Address},
    marks::{Mark, Marks},
    quote::Quote,
};
use crate::{
    extract::Extracted,
    finding::Finding,
    record::{Article, MatchClaim, MatchMention, Place, TieClaim, TieMention},
    source::Problem,
    span::Span,
};

/// What a report is made of: a batch that has been compared.
#[derive(Clone, Copy)]
pub struct Source<'a> {
    /// The articles as they were read.
    pub texts: &'a [Extracted],
    /// Their entries, in the same order.
    pub articles: &'a [Article],
    /// The findings to be shown.
    pub findings: &'a [Finding],
    /// What could not be read.
    pub problems: &'a [Problem],
}

/// A source with what is looked up in it.
pub(super) struct Context<'a> {
    pub source: Source<'a>,
    pub marks: Marks<'a>,
    by_path: HashMap<&'a str, usize>,
    matches: ByPlace,
    ties: ByPlace,
    /// What each article is called.
    labels: Vec<String>,
}

impl<'a> Context<'a> {
    /// `pages` names the page of each article; it is empty where all are on one.
    pub fn new(source: Source<'a>, pages: &'a [String]) -> Self {
        let by_path = source.texts.iter().enumerate().map(|(index, text)| (&*text.path, index)).collect();
        let labels = labels(source.texts);
        let matches =
            source.texts.iter().map(|text| text.matches.iter().map(|mention| &mention.at).collect());
        let ties = source.texts.iter().map(|text| text.ties.iter().map(|mention| &mention.at).collect());
        let (matches, ties) = (ByPlace::new(matches), ByPlace::new(ties));
        Self {
            source,
            marks: Marks::new(source.findings, source.texts.len(), pages),
            by_path,
            matches,
            ties,
            labels,
        }
    }

    pub fn text(&self, article: usize) -> Option<&'a Extracted> {
        self.source.texts.get(article)
    }

    /// The article of a path as claims name it.
    pub fn article_at(&self, path: &str) -> Option<usize> {
        self.by_path.get(path).copied()
    }

    /// What an article is called: its title, else the name of its file; with its input where others are called so.
    pub fn label(&self, article: usize) -> String {
        self.labels.get(article).cloned().unwrap_or_default()
    }

    pub fn quote(&self, article: usize, places: &[Span]) -> Quote {
        self.text(article).map(|text| Quote::of(text, places)).unwrap_or_default()
    }

    /// Findings inside the place of a record.
    pub fn marks_at(&self, article: usize, place: &Place) -> Vec<Mark> {
        self.marks.inside(article, place.span())
    }

    /// Whether a place of an error is inside a span.
    pub fn has_error(&self, article: usize, span: Span) -> bool {
        self.marks.has_error(article, span)
    }

    /// Findings inside places of whatever articles, as the page of one article shows them.
    pub fn marks_in(&self, shown: usize, places: &[(usize, Span)]) -> Vec<Mark> {
        self.marks.inside_all(shown, places)
    }

    /// The section of a place on its wiki.
    pub fn address_of(&self, article: usize, place: &Place) -> Option<Address> {
        self.address_at(article, place.start)
    }

    /// The section on its wiki in which a byte stands.
    pub fn address_at(&self, article: usize, offset: u32) -> Option<Address> {
        let text = self.text(article)?;
        let before = text.headings.partition_point(|heading| heading.start <= offset);
        let heading = before.checked_sub(1).and_then(|index| text.headings.get(index));
        address::of_section(&text.article, heading)
    }

    /// The mention that a claim about a match was made of.
    pub fn match_mention(&self, article: usize, claim: &MatchClaim) -> Option<&'a MatchMention> {
        let text = self.text(article)?;
        let mut at_place = self.matches.at(article, &claim.at).filter_map(|index| text.matches.get(index));
        at_place.find(|mention| {
            let names = [&mention.home, &mention.away].map(|team| team.as_ref().map(|team| &*team.name));
            mention.kind == claim.kind && are(names, &claim.teams)
        })
    }

    /// The mention that a claim about a tie was made of.
    pub fn tie_mention(&self, article: usize, claim: &TieClaim) -> Option<&'a TieMention> {
        let text = self.text(article)?;
        let mut at_place = self.ties.at(article, &claim.at).filter_map(|index| text.ties.get(index));
        at_place.find(|mention| {
            let names = mention.teams.each_ref().map(|team| team.as_ref().map(|team| &*team.name));
            mention.kind == claim.kind && are(names, &claim.teams)
        })
    }
}

/// Mentions by their article and place.
#[derive(Default)]
struct ByPlace {
    mentions: HashMap<(usize, u32, u32), Vec<usize>>,
}

impl ByPlace {
    fn new<'p>(articles: impl Iterator<Item = Vec<&'p Place>>) -> Self {
        let mut by_place = Self::default();
        for (article, places) in articles.enumerate() {
            for (index, place) in places.into_iter().enumerate() {
                by_place.mentions.entry((article, place.start, place.end)).or_default().push(index);
            }
        }
        by_place
    }

    fn at(&self, article: usize, place: &Place) -> impl Iterator<Item = usize> {
        self.mentions.get(&(article, place.start, place.end)).into_iter().flatten().copied()
    }
}

/// Titles, else names of files. Those that several articles share, as two forms of one do, are told apart by the input.
fn labels(texts: &[Extracted]) -> Vec<String> {
    let plain = |text: &Extracted| text.article.title.clone().unwrap_or_else(|| text.label.to_string());
    let mut uses: HashMap<String, usize> = HashMap::new();
    texts.iter().for_each(|text| *uses.entry(plain(text)).or_default() += 1);
    let label = |text: &Extracted| match plain(text) {
        shared if uses.get(&shared).is_some_and(|uses| *uses > 1) => {
            let name = text.path.rsplit('/').next().unwrap_or(&text.path);
            let extension = name.rsplit_once('.').map_or(name, |(_, extension)| extension);
            [format!("{shared} (.{extension})"), format!("{shared} ({name})")]
        }
        only => [only.clone(), only],
    };
    let labels: Vec<[String; 2]> = texts.iter().map(label).collect();
    let mut uses: HashMap<&str, usize> = HashMap::new();
    labels.iter().for_each(|[short, _]| *uses.entry(short).or_default() += 1);
    let told_apart = |[short, long]: &[String; 2]| {
        let is_alone = uses.get(&**short) == Some(&1);
        if is_alone { short.clone() } else { long.clone() }
    };
    labels.iter().map(told_apart).collect()
}

/// Whether two names are those of a claim, in whatever order.
fn are(names: [Option<&str>; 2], claimed: &[Option<String>; 2]) -> bool {
    let [first, second] = claimed.each_ref().map(Option::as_deref);
    names == [first, second] || names == [second, first]
}
