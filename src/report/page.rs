//! Whole pages: one for all articles, or one an article with an index.

use std::{
    collections::{BTreeSet, HashMap},
    io::Write,
};

use askama::Template;
use base64::{Engine, engine::general_purpose::STANDARD};
use flate2::{Compression, write::DeflateEncoder};
use sha2::{Digest, Sha256};

use super::{
    article::{self, ArticleView, Row},
    context::{Context, Source},
    findings::{self, Counts, FindingBody, FindingView},
    rules::{self, RulePage},
    words::{self, count},
};
use crate::{
    finding::{Finding, Severity},
    review::statistics,
};

const STYLE: &str = include_str!("../../templates/style.css");
const SCRIPT: &str = include_str!("../../templates/script.js");

/// Up to this many bytes of articles stand in the page as they are, and are read without a script. More of them are packed,
/// and unpacked one by one when they are asked for: a browser takes long to lay out what nobody looks at.
const MOST_PLAIN_BYTES: usize = 3 << 20;

/// A page of a report.
#[derive(Clone, Debug)]
pub struct Page {
    /// Name of its file.
    pub name: String,
    /// The HTML.
    pub html: String,
}

/// The whole report as one page.
///
/// # Errors
/// What the template engine says; it writes to memory and never does.
pub fn page(source: Source<'_>) -> askama::Result<String> {
    let context = Context::new(source, &[]);
    let rows = article::rows(&context, &[]);
    let mut articles = Vec::with_capacity(rows.len());
    for (index, row) in rows.iter().enumerate() {
        articles.push(article_html(&context, index, row)?);
    }
    let bodies = source
        .findings
        .iter()
        .map(|finding| body_html(&context, finding))
        .collect::<askama::Result<Vec<_>>>()?;
    let bytes: usize = articles.iter().chain(&bodies).map(String::len).sum();
    let is_packed = bytes > MOST_PLAIN_BYTES;
    let several = rows.len() > 1;
    let mut content = if several { index_html(&rows, &source)? } else { String::new() };
    let all = || findings::views(&context).into_iter();
    let (data, shown) = if is_packed {
        let items = all().map(|view| Item { view, body: None, page: String::new() }).collect();
        content += &findings_html(source.findings, &rows, items, several)?;
        (packs(&source, &articles, &bodies), "<section id=\"viewer\" aria-live=\"polite\"></section>\n<noscript><p class=\"part\">The articles of a batch of this size are packed, and need a script to be unpacked. With <code>-o</code> and a folder each has a page of its own, which needs none.</p></noscript>".to_owned())
    } else {
        let items = all()
            .zip(bodies)
            .map(|(view, body)| Item { view, body: Some(body), page: String::new() })
            .collect();
        content += &findings_html(source.findings, &rows, items, several)?;
        (String::new(), articles.concat())
    };
    content += &shown;
    let contents = contents(&rows, several, is_packed, !source.findings.is_empty());
    whole(
        &source,
        title(&rows, &source),
        &totals(&source),
        contents,
        content,
        data,
        rule_pages(source.findings),
    )
}

/// The report as an index and a page an article, all in one folder. The index comes last.
///
/// # Errors
/// What the template engine says, or what `write` says; nothing is written any more.
pub fn folder<E: From<askama::Error>>(
    source: Source<'_>,
    mut write: impl FnMut(Page) -> Result<(), E>,
) -> Result<(), E> {
    let names: Vec<String> =
        source.texts.iter().enumerate().map(|(index, text)| file_name(index, &text.label)).collect();
    let context = Context::new(source, &names);
    let rows = article::rows(&context, &names);
    let views = findings::views(&context);
    let mut by_article: Vec<Vec<(&FindingView, &Finding)>> = vec![Vec::new(); rows.len()];
    for (view, finding) in views.iter().zip(source.findings) {
        by_article.get_mut(view.article).into_iter().for_each(|own| own.push((view, finding)));
    }
    for ((index, row), own) in rows.iter().enumerate().zip(&by_article) {
        let html = article_page(&context, index, row, own)?;
        write(Page { name: row.page.clone(), html })?;
    }
    let page_of = |view: &FindingView| rows.get(view.article).map(|row| row.page.clone()).unwrap_or_default();
    let items = views.into_iter().map(|view| Item { page: page_of(&view), view, body: None }).collect();
    let content = index_html(&rows, &source)? + &findings_html(source.findings, &rows, items, false)?;
    let contents = contents(&rows, true, true, !source.findings.is_empty());
    let title = title(&rows, &source);
    let rules = rule_pages(source.findings);
    let html = whole(&source, title, &totals(&source), contents, content, String::new(), rules)?;
    write(Page { name: "index.html".to_owned(), html })
}

/// `a7-2018-fifa-world-cup.html`: safe on every file system and in an address, whatever the article is called.
fn file_name(index: usize, label: &str) -> String {
    const MOST_LETTERS: usize = 60;
    let plain = |letter: char| if letter.is_ascii_alphanumeric() { letter.to_ascii_lowercase() } else { '-' };
    let plain: String = label.chars().take(MOST_LETTERS).map(plain).collect();
    let words: Vec<&str> = plain.split('-').filter(|word| !word.is_empty()).collect();
    let number = index + 1;
    if words.is_empty() { format!("a{number}.html") } else { format!("a{number}-{}.html", words.join("-")) }
}

/// The page of one article with its own findings.
fn article_page(
    context: &Context<'_>,
    index: usize,
    row: &Row,
    own: &[(&FindingView, &Finding)],
) -> askama::Result<String> {
    let source = &context.source;
    let item = |(view, finding): &(&FindingView, &Finding)| {
        let body = body_html(context, finding)?;
        Ok(Item { view: (*view).clone(), body: Some(body), page: String::new() })
    };
    let items = own.iter().map(item).collect::<askama::Result<Vec<_>>>()?;
    let own: Vec<Finding> = own.iter().map(|(_, finding)| (*finding).clone()).collect();
    let content = article_html(context, index, row)? + &findings_html(&own, &[], items, false)?;
    let contents = vec![
        Entry { href: "index.html".to_owned(), text: "All articles".to_owned() },
        Entry { href: format!("#{}", row.id), text: row.label.clone() },
        Entry { href: "#findings".to_owned(), text: format!("Findings ({})", own.len()) },
    ];
    let article = source.articles.get(index..=index).unwrap_or_default();
    let one = Source { articles: article, findings: &own, problems: &[], ..*source };
    whole(&one, row.label.clone(), &totals(&one), contents, content, String::new(), rule_pages(&own))
}

/// A finding of the list.
struct Item {
    view: FindingView,
    /// What is shown below its line, where it is not packed.
    body: Option<String>,
    /// The page that shows it, where that is another one.
    page: String,
}

/// Articles of one edition, or the last of all: those that are the only ones of theirs.
struct Group<'r> {
    /// Empty where all articles are in one group.
    title: String,
    rows: Vec<&'r Row>,
}

/// A line of the contents.
struct Entry {
    href: String,
    text: String,
}

#[derive(Template)]
#[template(path = "article.html")]
struct ArticlePart<'v> {
    view: &'v ArticleView,
}

#[derive(Template)]
#[template(path = "finding.html")]
struct BodyPart {
    body: FindingBody,
}

#[derive(Template)]
#[template(path = "findings.html")]
struct FindingsPart<'v> {
    findings: Vec<Item>,
    rules: Vec<statistics::Count>,
    codes: Vec<(&'static str, &'static str)>,
    labels: Vec<(usize, &'v str)>,
    counts: Counts,
    /// Whether the articles stand on this page, too.
    show_article: bool,
}

#[derive(Template)]
#[template(path = "index.html")]
struct IndexPart<'v> {
    rows: &'v [Row],
    groups: Vec<Group<'v>>,
}

#[derive(Template)]
#[template(path = "page.html")]
struct Whole<'v> {
    title: String,
    version: &'static str,
    policy: String,
    style: &'static str,
    script: &'static str,
    totals: &'v [(String, &'static str)],
    contents: Vec<Entry>,
    problems: Vec<String>,
    content: String,
    data: String,
    rule_pages: Vec<RulePage>,
}

fn article_html(context: &Context<'_>, index: usize, row: &Row) -> askama::Result<String> {
    match article::view(context, index, row.clone()) {
        Some(view) => ArticlePart { view: &view }.render(),
        None => Ok(String::new()),
    }
}

fn body_html(context: &Context<'_>, finding: &Finding) -> askama::Result<String> {
    BodyPart { body: findings::body(context, finding) }.render()
}

/// The list of findings; `rows` are the articles among which a reader may choose.
fn findings_html(
    findings: &[Finding],
    rows: &[Row],
    items: Vec<Item>,
    show_article: bool,
) -> askama::Result<String> {
    let codes: BTreeSet<(&str, &str)> = findings.iter().map(|finding| (finding.code, finding.name)).collect();
    let touched: BTreeSet<usize> = items.iter().map(|item| item.view.article).collect();
    let label = |index: usize| Some((index, &*rows.get(index)?.label));
    FindingsPart {
        rules: statistics::count(findings),
        codes: codes.into_iter().collect(),
        labels: touched.into_iter().filter_map(label).collect(),
        counts: Counts::of(findings.iter()),
        findings: items,
        show_article,
    }
    .render()
}

fn index_html(rows: &[Row], source: &Source<'_>) -> askama::Result<String> {
    IndexPart { rows, groups: groups(rows, source) }.render()
}

/// Articles of one edition stand together, where the first of them does; behind them those that are alone.
fn groups<'r>(rows: &'r [Row], source: &Source<'_>) -> Vec<Group<'r>> {
    let mut groups: Vec<Vec<(usize, &Row)>> = Vec::new();
    let mut known: HashMap<&str, usize> = HashMap::new();
    let mut alone: Vec<(usize, &Row)> = Vec::new();
    for (index, row) in rows.iter().enumerate() {
        let Some(edition) = row.edition.as_deref() else {
            alone.push((index, row));
            continue;
        };
        let group = *known.entry(edition).or_insert(groups.len());
        match groups.get_mut(group) {
            Some(group) => group.push((index, row)),
            None => groups.push(vec![(index, row)]),
        }
    }
    let (several, single): (Vec<_>, Vec<_>) = groups.into_iter().partition(|group| group.len() > 1);
    if several.is_empty() || (several.len() == 1 && alone.is_empty() && single.is_empty()) {
        return vec![Group { title: String::new(), rows: rows.iter().collect() }];
    }
    alone.extend(single.into_iter().flatten());
    alone.sort_by_key(|(index, _)| *index);
    let titled = several.into_iter().map(|group| (edition_title(&group, source), group));
    let others = (!alone.is_empty()).then(|| ("Other articles".to_owned(), alone));
    let all = titled.chain(others);
    all.map(|(title, rows)| Group { title, rows: rows.into_iter().map(|(_, row)| row).collect() }).collect()
}

/// Season and name of an edition as one of its articles states them, rather that about the whole than one about a part.
fn edition_title(articles: &[(usize, &Row)], source: &Source<'_>) -> String {
    let named = |is_part: bool| {
        articles.iter().find_map(|(index, _)| {
            let text = source.texts.get(*index).filter(|text| text.is_part == is_part)?;
            let name = &text.competition.name.as_ref()?.value;
            let season = text.competition.season.as_ref().map(|season| &season.value);
            Some(match season.filter(|season| !name.contains(season.as_str())) {
                Some(season) => format!("{season} {name}"),
                None => name.clone(),
            })
        })
    };
    let by_key = || articles.first().and_then(|(_, row)| row.edition.clone());
    named(false).or_else(|| named(true)).or_else(by_key).unwrap_or_default()
}

/// What the page is called: the one article, or the edition that all are about.
fn title(rows: &[Row], source: &Source<'_>) -> String {
    match rows {
        [] => "No article".to_owned(),
        [only] => only.label.clone(),
        [first, rest @ ..]
            if first.edition.is_some() && rest.iter().all(|row| row.edition == first.edition) =>
        {
            edition_title(&rows.iter().enumerate().collect::<Vec<_>>(), source)
        }
        rows => count(rows.len(), "article", "articles"),
    }
}

/// How much there is of everything. A match or tie that several articles state is one.
fn totals(source: &Source<'_>) -> Vec<(String, &'static str)> {
    let (mut matches, mut ties, mut disputed) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    for article in source.articles {
        matches.extend(article.matches.iter().map(|entry| &*entry.id));
        ties.extend(article.ties.iter().map(|tie| &*tie.id));
        let games = article.matches.iter().filter(|entry| entry.disputed).map(|entry| &*entry.id);
        disputed.extend(games.chain(article.ties.iter().filter(|tie| tie.disputed).map(|tie| &*tie.id)));
    }
    let counts = Counts::of(source.findings.iter());
    let total =
        |number: usize, one, several| (words::number(number as u64), if number == 1 { one } else { several });
    vec![
        total(source.articles.len(), "article", "articles"),
        total(matches.len(), "match", "matches"),
        total(ties.len(), "tie", "ties"),
        total(disputed.len(), "≠ disputed", "≠ disputed"),
        total(counts.errors, "error", "errors"),
        total(counts.warnings, "warning", "warnings"),
        total(counts.info, "info", "info"),
    ]
}

/// The parts of the page; articles only where they are few.
fn contents(rows: &[Row], has_index: bool, is_apart: bool, has_findings: bool) -> Vec<Entry> {
    const MOST: usize = 12;
    let entry = |href: &str, text: &str| Entry { href: href.to_owned(), text: text.to_owned() };
    let articles = rows.iter().filter(|_| !is_apart && rows.len() <= MOST);
    let articles = articles.map(|row| Entry { href: format!("#{}", row.id), text: row.label.clone() });
    let rules = has_findings.then(|| entry("#rules", "Rules"));
    let index = has_index.then(|| entry("#articles", "Articles"));
    index.into_iter().chain([entry("#findings", "Findings")]).chain(rules).chain(articles).collect()
}

fn rule_pages(findings: &[Finding]) -> Vec<RulePage> {
    rules::pages(&findings.iter().map(|finding| finding.code).collect())
}

fn whole(
    source: &Source<'_>,
    title: String,
    totals: &[(String, &'static str)],
    contents: Vec<Entry>,
    content: String,
    data: String,
    rule_pages: Vec<RulePage>,
) -> askama::Result<String> {
    let problems = source.problems.iter().map(ToString::to_string).collect();
    let version = env!("CARGO_PKG_VERSION");
    let (policy, style, script) = (policy(), STYLE, SCRIPT);
    Whole { title, version, policy, style, script, totals, contents, problems, content, data, rule_pages }
        .render()
}

/// Nothing is loaded, nothing is sent, and nothing runs but the script of the page.
fn policy() -> String {
    let hash = |text: &str| format!("'sha256-{}'", STANDARD.encode(Sha256::digest(text.as_bytes())));
    format!(
        "default-src 'none'; style-src {}; script-src {}; img-src data:; base-uri 'none'; form-action 'none'",
        hash(STYLE),
        hash(SCRIPT)
    )
}

/// Articles with the bodies of their findings, packed one by one.
fn packs(source: &Source<'_>, articles: &[String], bodies: &[String]) -> String {
    let mut of_article: Vec<String> = articles.to_vec();
    for (number, (finding, body)) in source.findings.iter().zip(bodies).enumerate() {
        if let Some(text) = of_article.get_mut(finding.location.article) {
            text.push_str(&format!("<div data-for=\"{}\">{body}</div>", super::marks::anchor(number)));
        }
    }
    let pack = |(index, text): (usize, &String)| {
        format!(
            "<script type=\"application/x-deflate\" id=\"pack-{}\">{}</script>\n",
            index + 1,
            packed(text)
        )
    };
    of_article.iter().enumerate().map(pack).collect()
}

fn packed(text: &str) -> String {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::best());
    // Memory takes whatever is written to it.
    let bytes = encoder.write_all(text.as_bytes()).and_then(|()| encoder.finish()).unwrap_or_default();
    STANDARD.encode(bytes)
}
