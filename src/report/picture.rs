//! A bracket and a finding about it as one picture, for pages that show no HTML.

use askama::Template;

use super::{
    article::Anchors,
    bracket::{self, Drawing, Mentioned},
    context::{Context, Source},
    findings::{self, FindingView, PlaceView},
    measure::{round, width},
    quote::Line,
};

/// Sizes in pixels.
const MARGIN: i32 = 16;
const FONT: f32 = 14.0;
const LINE: i32 = 18;
/// A letter of the font in which lines of an article are set; the picture sets them to this width whatever font there is.
const LETTER: f32 = 7.0;
/// Letters of a line that are shown.
const LETTERS: usize = 58;
const NUMBER: i32 = 44;

#[derive(Template)]
#[template(path = "picture.svg")]
struct Picture {
    width: i32,
    height: i32,
    drawing: Drawing,
    finding: FindingView,
    /// Left edge of what is said about the finding.
    left: i32,
    places: Vec<Place>,
}

/// A place with its line.
struct Place {
    caption: String,
    is_suspect: bool,
    /// Base line of the caption; the line of the article stands below it.
    y: i32,
    number: u32,
    parts: Vec<Part>,
}

/// A part of a line.
struct Part {
    x: i32,
    width: i32,
    text: String,
    is_marked: bool,
}

/// The bracket that a finding touches, beside the finding with its places. `None` where the batch has no such finding, or no
/// bracket of its article is touched.
///
/// # Errors
/// What the template engine says; it writes to memory and never does.
pub fn picture(source: Source<'_>, code: &str) -> askama::Result<Option<String>> {
    let context = Context::new(source, &[]);
    let touched = source.findings.iter().enumerate().filter(|(_, finding)| finding.code == code);
    for (number, finding) in touched {
        let article = finding.location.article;
        let Some(drawing) = drawing(&context, article, finding.location.span) else { continue };
        let Some(view) = findings::views(&context).into_iter().nth(number) else { continue };
        let body = findings::body(&context, finding);
        return compose(drawing, view, &body.places).render().map(|svg| Some(plain(&svg)));
    }
    Ok(None)
}

/// The bracket in which a place stands.
fn drawing(context: &Context<'_>, article: usize, span: crate::span::Span) -> Option<Drawing> {
    let record = context.source.articles.get(article)?;
    let anchors = Anchors::new(article);
    let bracket = record.brackets.iter().find(|bracket| bracket.at.span().contains(span))?;
    let mut drawing = bracket::draw(bracket, &Mentioned::new(record, &anchors))?;
    drawing.meetings.iter_mut().for_each(|meeting| meeting.href = None);
    Some(drawing)
}

fn compose(drawing: Drawing, finding: FindingView, places: &[PlaceView]) -> Picture {
    const HEAD: i32 = 30;
    let left = MARGIN + drawing.width + 2 * MARGIN;
    let mut y = MARGIN + HEAD + LINE;
    let mut shown = Vec::new();
    for place in places {
        let Some(line) = place.quote.lines.first() else { continue };
        let of = place.article.as_ref().map(|_| " in another article").unwrap_or_default();
        let caption = if shown.is_empty() { "here".to_owned() } else { format!("{}{of}", place.message) };
        shown.push(Place {
            caption,
            is_suspect: place.is_suspect,
            y,
            number: line.number,
            parts: parts(line, left),
        });
        y += 2 * LINE + 6;
    }
    let text = left + NUMBER + letters(LETTERS);
    let message = left + round(width(&finding.message, FONT)) + 110;
    Picture {
        width: text.max(message) + MARGIN,
        height: (y - LINE + MARGIN).max(drawing.height + 2 * MARGIN),
        drawing,
        finding,
        left,
        places: shown,
    }
}

/// The parts of a line with their places.
fn parts(line: &Line, left: i32) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut used = 0;
    for part in &line.parts {
        let text: String = part.text.chars().take(LETTERS - used).collect();
        let count = text.chars().count();
        if count > 0 {
            let x = left + NUMBER + letters(used);
            parts.push(Part { x, width: letters(count), text, is_marked: part.is_marked });
        }
        used += count;
    }
    parts
}

fn letters(count: usize) -> i32 {
    round(count as f32 * LETTER)
}

/// XML has no place for control characters.
fn plain(svg: &str) -> String {
    svg.chars().filter(|letter| !letter.is_control() || *letter == '\n').collect()
}
