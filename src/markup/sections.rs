//! Sections: every heading opens one, under the headings above it.

use std::sync::Arc;

use super::{Block, BlockKind, Document, Section, tree::Layout};
use crate::span::Span;

/// Makes the sections of a document from its heading blocks.
pub(super) fn fill(document: &Document<'_>, layout: &mut Layout) {
    let mut sections = vec![Section { start: 0, level: 0, path: Arc::from([]) }];
    let mut above: Vec<(u8, String)> = Vec::new();
    for block in &layout.blocks {
        let Block { kind: BlockKind::Heading { level }, span, content } = *block else { continue };
        while above.last().is_some_and(|(outer, _)| *outer >= level) {
            above.pop();
        }
        above.push((level, title(document, content)));
        let path = above.iter().map(|(_, text)| text.clone()).collect();
        sections.push(Section { start: span.start, level, path });
    }
    layout.sections = sections;
}

/// Longest heading kept in a path: every section under it repeats it.
const LONGEST: usize = 200;

/// The text of a heading, cut where it is too long.
fn title(document: &Document<'_>, span: Span) -> String {
    let mut text = document.plain_text(span);
    let end = text.char_indices().nth(LONGEST).map_or(text.len(), |(at, _)| at);
    text.truncate(end);
    text
}
