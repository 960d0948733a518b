//! Text to a syntax tree with byte spans. Total: every input gives a tree. Knows no football.
//!
//! Three dialects give the same kind of tree, so that everything below is written once:
//! - [`Dialect::Wikitext`]: MediaWiki's own text. Structure is what MediaWiki's preprocessor makes of it
//!   (<https://www.mediawiki.org/wiki/Manual:Preprocessor>): comments, extension tags, `{{ }}`, `{{{ }}}`, `[[ ]]` and
//!   `-{ }-` protect `|` and `=`; HTML, bold and tables hide nothing.
//! - [`Dialect::Stripped`]: templates are intact, but headings are bare lines, tables have lost their `{|`
//!   and links and references are gone; an empty line stands between the lines.
//! - [`Dialect::Rendered`]: no templates: `= Title =`, `==Section==`, `- Key: value`, `| a | b |`, prose.
//!
//! The tree has two layers over one text. **Nodes** ([`Node`]) are the inline structure, in document order:
//! templates, links, tags, comments. **Blocks** ([`Block`]) are the lines: headings, text, list items, rules,
//! tables, and templates that stand alone. A template in a table cell or in a sentence is a node inside that
//! block's span. Tables in wiki markup and in HTML give the same [`Table`].

mod assemble;
mod blocks;
mod builder;
mod byte_set;
mod cells;
mod detect;
mod duplicates;
mod emphasis;
mod entities;
mod glyphs;
mod grid;
mod html_table;
mod lines;
mod lists;
mod plain;
mod redirect;
mod rendered;
mod sections;
mod stripped;
mod structure;
mod switches;
mod table;
mod tables;
mod tags;
mod template;
mod tree;
mod variants;
mod walk;
mod wikitext;

#[cfg(test)]
mod tests;

pub use detect::detect;
pub use emphasis::Emphasis;
pub use entities::entity;
pub use grid::GridRow;
pub use tags::Extensions;
pub use template::{Key, Parameter, Template};
pub use tree::{
    Block, BlockKind, Cell, Diagnostic, DiagnosticKind, Document, Node, NodeId, NodeKind, Part, Row, Section,
    Table, Title,
};
pub use walk::{Link, Visit, Walk};

use schemars::JsonSchema;
use serde::Serialize;

use crate::work;

/// How the text of an article is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Dialect {
    /// MediaWiki wikitext.
    #[default]
    Wikitext,
    /// Templates kept, everything else stripped.
    Stripped,
    /// Rendered text.
    Rendered,
}

/// Parses `source` in the given dialect; `None` detects it.
///
/// ```
/// use scoreline::markup::parse;
///
/// let document = parse("{{Football box|score = 3–0 <!-- sic -->|team1 = {{fb|BRA}}}}", None);
/// let template = document.templates().next().unwrap();
/// assert_eq!(template.name(), "Football box");
/// let team = template.parameter("team1").unwrap();
/// assert_eq!(document.text(team.value), "{{fb|BRA}}");
/// ```
#[must_use]
pub fn parse(source: &str, dialect: Option<Dialect>) -> Document<'_> {
    parse_with(source, &Options { dialect, ..Options::default() })
}

/// How a text is read.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Options {
    /// How it is written; `None` detects it.
    pub dialect: Option<Dialect>,
    /// Extension tags of the wiki that it comes from.
    pub extensions: Extensions,
    /// Whether `-{ }-` is markup. MediaWiki's preprocessor knows it in every wiki, whether its language has variants
    /// or not, unless the wiki turns it off
    /// (<https://www.mediawiki.org/wiki/Manual:$wgDisableLangConversion>).
    pub variants: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self { dialect: None, extensions: Extensions::default(), variants: true }
    }
}

/// Parses `source` as a wiki with other extension tags would.
///
/// ```
/// use scoreline::markup::{Extensions, Options, parse_with};
///
/// let mut options = Options::default();
/// options.extensions = Extensions::only(&["nowiki"]);
/// assert_eq!(parse_with("<math>{{a}}</math> <nowiki>{{b}}</nowiki>", &options).templates().count(), 1);
/// ```
#[must_use]
pub fn parse_with<'s>(source: &'s str, options: &Options) -> Document<'s> {
    match options.dialect.unwrap_or_else(|| detect(source)) {
        Dialect::Wikitext => wikitext::parse(source, options),
        Dialect::Stripped => stripped::parse(source, options),
        Dialect::Rendered => rendered::parse(source, options),
    }
}
