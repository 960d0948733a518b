//! One walk over an article, in document order: [`templates`] by their shape, [`blocks`] by what they say; [`finish`] makes
//! the article of what was read.

mod blocks;
mod finish;
mod templates;

use crate::extract::{
    Extracted, Origin, Records, lineup::Lineups, lists::List, matrix::OpenMatrix, reader::Reader,
    squad::Squads, standings::OpenStandings,
};
use crate::hash::HashMap;
use crate::{
    catalogue::Catalogue,
    markup::{Block, Document, Node, NodeId, NodeKind},
    record::Place,
    source,
    value::Years,
};

/// Something to read, at its place.
#[derive(Clone, Copy, Debug)]
enum Item {
    Template(NodeId),
    Block(usize),
}

/// Reads an article.
pub(super) fn read(document: &Document<'_>, origin: &Origin, catalogue: &Catalogue) -> Extracted {
    let mut walk = Walk {
        reader: Reader::new(document, catalogue, &origin.language),
        records: Records::default(),
        run: 0,
        list: List::None,
        named: None,
        title: None,
        results: HashMap::default(),
        squads: Squads::default(),
        standings: OpenStandings::default(),
        matrix: OpenMatrix::default(),
        lineups: Lineups::default(),
    };
    walk.title = walk.title(origin);
    for item in items(document) {
        match item {
            Item::Template(id) => walk.template(id),
            Item::Block(index) => walk.block(index),
        }
    }
    walk.finish(origin)
}

/// Templates and blocks in document order; a template comes after the block that holds it.
fn items<'d>(document: &'d Document<'_>) -> impl Iterator<Item = Item> + use<'d> {
    let is_template = |(_, node): &(NodeId, &Node)| node.kind == NodeKind::Template;
    let mut templates = document.nodes.iter().enumerate().filter(is_template).peekable();
    let mut blocks = document.blocks().iter().enumerate().peekable();
    std::iter::from_fn(move || {
        let template = templates.peek().map(|(_, node)| node.span.start);
        let comes_first = |block: &(usize, &Block)| template.is_none_or(|start| block.1.span.start <= start);
        match blocks.next_if(comes_first) {
            Some((index, _)) => Some(Item::Block(index)),
            None => templates.next().map(|(id, _)| Item::Template(id)),
        }
    })
}

/// The state of the walk.
struct Walk<'d, 's> {
    reader: Reader<'d, 's>,
    records: Records,
    /// The first match mention since the last heading, rule or result: the boxes that a result speaks of.
    run: usize,
    /// The list that the next items belong to.
    list: List,
    /// The competition that the first sentence which names one speaks of.
    named: Option<(String, Place)>,
    /// The title.
    title: Option<String>,
    /// The table whose rows are being read.
    standings: OpenStandings,
    /// The matrix whose cells are being read.
    matrix: OpenMatrix,
    /// Templates without an entry, as their names are written, and whether these speak of results.
    results: HashMap<&'s str, bool>,
    /// What rows of squads take from the text around them.
    squads: Squads,
    /// Which line-ups the match above has by now.
    lineups: Lineups,
}

impl<'d, 's> Walk<'d, 's> {
    /// The title that the input, the text or the name of the file states. It also gives season and name where no infobox does.
    fn title(&mut self, origin: &Origin) -> Option<String> {
        let document = self.reader.document;
        let stated = document.title().map(|title| (document.text(title.text).trim().to_owned(), title.text));
        let stated = origin.title.clone().or_else(|| stated.map(|(title, _)| title));
        let title = stated.or_else(|| source::title_of(&origin.path))?;
        let season = title
            .split(' ')
            .next()
            .filter(|word| crate::extract::infobox::is_season(word) && word.len() == 4);
        self.reader.year = season.and_then(|season| season.parse().ok());
        self.reader.season = title.split(' ').next().map_or(Years::Unknown, Years::named);
        Some(title)
    }

    fn end_run(&mut self) {
        self.run = self.records.matches.len();
    }
}
