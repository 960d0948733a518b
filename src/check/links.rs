//! Links behind scores: a leg list links each score to the match box, a box to the article about the match.

use crate::hash::{HashMap, HashSet};

use super::{Reporter, Rule, registry::ScoreLinkAstray, text};
use crate::{
    extract::Extracted,
    finding::{Finding, Location, Suspect},
    link::Dossiers,
    record::MatchMention,
    span::Span,
};

/// Links to one page, from which on another spelling of it is a slip.
const LEAST_USES: usize = 3;

/// Letters by which a slip differs from the page that is meant.
const MOST_EDITS: usize = 2;

/// Longer targets are not compared letter by letter.
const LONGEST_TARGET: usize = 200;

/// A score with the link around it.
struct ScoreLink<'d> {
    mention: &'d MatchMention,
    /// The target as written.
    target: &'d str,
    at: Span,
}

impl<'d> ScoreLink<'d> {
    fn page(&self) -> &'d str {
        self.target.split('#').next().unwrap_or("").trim()
    }

    fn fragment(&self) -> Option<&'d str> {
        self.target.split_once('#').map(|(_, fragment)| fragment.trim())
    }
}

impl Rule for ScoreLinkAstray {
    fn check_batch(&self, dossiers: &Dossiers<'_>, reporter: &mut Reporter<'_, '_>) {
        for (article, extracted) in dossiers.articles.iter().enumerate() {
            let links = score_links(extracted);
            if !links.is_empty() {
                reporter.applied();
            }
            for link in &links {
                check_title(article, link, reporter);
            }
            check_pages(article, &links, reporter);
            check_anchors(article, extracted, &links, reporter);
        }
    }
}

/// The links of all scores of an article, each once.
fn score_links(extracted: &Extracted) -> Vec<ScoreLink<'_>> {
    let mut seen = HashSet::default();
    let linked = extracted.matches.iter().filter_map(|mention| {
        let at = link_target(extracted, mention.score?.at)?;
        Some(ScoreLink { mention, target: extracted.slice(at), at })
    });
    linked.filter(|link| seen.insert(link.at)).collect()
}

/// The target of the wikilink with which a value begins: `[[target|label]]`.
fn link_target(extracted: &Extracted, value: Span) -> Option<Span> {
    let text = extracted.slice(value);
    let quotes = text.len() - text.trim_start_matches([' ', '\'']).len();
    let inside = text.get(quotes..)?.strip_prefix("[[")?;
    let target = inside.get(..inside.find(['|', ']', '{', '\n'])?)?;
    let start = value.start() + quotes + 2;
    (!target.trim().is_empty()).then(|| Span::new(start, start + target.len()))
}

/// An article about a match is called after its score: `Alder Town 6–1 Birch Rovers`.
fn check_title(article: usize, link: &ScoreLink<'_>, reporter: &mut Reporter<'_, '_>) {
    let (Some(titled), Some(score)) = (score_in_title(link.page()), link.mention.score) else { return };
    let [home, away] = score.value.pair();
    if titled == [home, away] || titled == [away, home] {
        return;
    }
    let message =
        format!("the score is {} but its link leads to `{}`", text::score(&score.value), link.page());
    reporter.report(Location { article, span: score.at }, message.clone(), message);
}

/// Two short numbers with a dash between them as a word of a title.
fn score_in_title(page: &str) -> Option<[u16; 2]> {
    let number = |text: &str| text.parse().ok().filter(|_| text.len() <= 2);
    page.split(' ').skip(1).find_map(|word| {
        let (home, away) = word.split_once(['–', '-', '−'])?;
        Some([number(home)?, number(away)?])
    })
}

/// A page that differs by a letter or two from the one to which the other scores link.
fn check_pages(article: usize, links: &[ScoreLink<'_>], reporter: &mut Reporter<'_, '_>) {
    let mut uses: HashMap<&str, usize> = HashMap::default();
    for link in links.iter().filter(|link| link.page().len() <= LONGEST_TARGET && !link.page().is_empty()) {
        *uses.entry(link.page()).or_default() += 1;
    }
    let usual = uses.iter().max_by_key(|(page, count)| (**count, std::cmp::Reverse(**page)));
    let Some((&usual, _)) = usual.filter(|(_, count)| **count >= LEAST_USES) else { return };
    for link in links.iter().filter(|link| uses.get(link.page()) == Some(&1) && link.page() != usual) {
        if strsim::osa_distance(link.page(), usual) > MOST_EDITS {
            continue;
        }
        let message = format!("the link leads to `{}`, those of other scores to `{usual}`", link.page());
        let finding = reporter.report(Location { article, span: link.at }, message.clone(), message);
        finding.suspect(Suspect::This);
        relate_usual(article, links, usual, finding);
    }
}

fn relate_usual(article: usize, links: &[ScoreLink<'_>], usual: &str, finding: &mut Finding) {
    if let Some(other) = links.iter().find(|link| link.page() == usual) {
        finding.relate(Location { article, span: other.at }, format!("a link to `{usual}`"));
    }
}

/// An anchor of the own page that neither a match box nor a heading has, where those of most other links are there.
fn check_anchors(
    article: usize,
    extracted: &Extracted,
    links: &[ScoreLink<'_>],
    reporter: &mut Reporter<'_, '_>,
) {
    let anchors: HashSet<String> = anchors(extracted);
    let title = extracted.article.title.as_deref();
    let own = links.iter().filter(|link| link.page().is_empty() || Some(link.page()) == title);
    let own: Vec<(&ScoreLink<'_>, &str)> = own.filter_map(|link| Some((link, link.fragment()?))).collect();
    let (found, lost): (Vec<_>, Vec<_>) =
        own.into_iter().partition(|(_, name)| anchors.contains(&anchor(name)));
    if found.len() <= lost.len() {
        return;
    }
    for (link, name) in lost {
        let message = format!("no match box and no heading of the article has the anchor `{name}`");
        reporter.report(Location { article, span: link.at }, message.clone(), message);
    }
}

fn anchors(extracted: &Extracted) -> HashSet<String> {
    let boxes = extracted.matches.iter().filter_map(|mention| mention.anchor.as_ref());
    let headings = extracted.matches.iter().flat_map(|mention| mention.at.section.iter());
    boxes.map(|stated| anchor(&stated.value)).chain(headings.map(|heading| anchor(heading))).collect()
}

/// Anchors are compared with `_` for spaces, as MediaWiki writes them.
fn anchor(name: &str) -> String {
    name.trim().replace(' ', "_")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_states_a_score_where_two_short_numbers_stand_between_names() {
        assert_eq!(score_in_title("Alder Town 6–1 Birch Rovers"), Some([6, 1]));
        assert_eq!(score_in_title("Australia 31–0 American Samoa"), Some([31, 0]));
        assert_eq!(score_in_title("2015–16 Alder Cup"), None);
        assert_eq!(score_in_title("Alder Cup 2015–16"), None);
        assert_eq!(score_in_title("Alder Town"), None);
    }
}
