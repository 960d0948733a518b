//! Pages that an article shows in part: what they state stands there.

use schemars::JsonSchema;
use serde::Serialize;

use super::Place;

/// A call that shows another page, or a part of it.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Transclusion {
    /// Title of the page as MediaWiki resolves it; a page of the Template namespace begins with `Template:` in every wiki.
    pub page: String,
    /// The labelled section, the heading or the table of the page, where the call names one.
    pub section: Option<String>,
    /// How it is shown, by the catalogue's entry: `page`, `template`, `lst` (a section), `lstx` (all but a section),
    /// `lsth` (below a heading), `excerpt` …
    pub how: String,
    /// Whether the page is among the inputs. Its records then stand in its own object.
    pub linked: bool,
    /// Where.
    pub at: Place,
}
