//! Reads football articles in wiki markup, turns what they state into typed records, and checks the statements
//! against each other.
//!
//! - [`read`] takes files, folders and dumps, [`read_texts`] takes texts from memory; [`Options`] say how, and a [`Catalogue`]
//!   knows what templates and words mean. All articles of one call are one [`Batch`] and are compared with each other.
//! - [`Batch::entries`] gives an [`Outcome`]: for each article a [`record::Article`], whose matches and ties list every place
//!   that speaks of them, and the findings.
//! - [`Batch::check`] gives the findings alone. A [`Finding`] is data about a batch; a [`FindingRecord`] has paths, lines and
//!   columns.
//!
//! ```
//! use scoreline::{Catalogue, FindingRecord, Options, read_texts};
//!
//! // the legs make 3–1
//! let text = "== First round ==\n{{TwoLegStart}}\n\
//!     {{TwoLegResult|[[Alder Town]]|ENG|5–2|[[Birch Rovers]]|SCO|3–0|0–1}}\n{{TwoLegEnd}}\n";
//!
//! let catalogue = Catalogue::embedded()?;
//! let batch = read_texts([("2031_Lowland_Cup.wiki", text)], &Options::default(), &catalogue);
//! let outcome = batch.entries();
//!
//! let tie = &outcome.articles[0].ties[0];
//! assert_eq!(tie.aggregate, Some([5, 2]));
//! assert!(tie.disputed);
//!
//! let finding = FindingRecord::new(&outcome.report.findings[0], &batch.articles);
//! assert_eq!((finding.code, finding.line), ("AGG001", 3));
//! println!("{}:{}: {}", finding.path, finding.line, finding.message);
//! # Ok::<(), scoreline::Error>(())
//! ```
//!
//! Bad wikitext is never an error: what looks like data and cannot be read is listed in [`record::Article::unread`] with its
//! place. An [`Error`] says that something could not be done at all, such as reading a bad catalogue.
//!
//! `examples/` has four short programs: an article to matches, disputed matches, a catalogue of one's own, findings in a text.
//!
//! Heavy dependencies are features, on by default: `parquet`, `sqlite`, `report`.
//!
//! Records and findings are a contract, with a schema that `scoreline schema` prints. Modules that are not shown here are
//! public for tests and benchmarks of this package alone, and change without notice. Data flows down the list of them:
//! `source` → `markup` → `extract` (with `catalogue` and `value`) → `link` → `check` → `sink`; `pipeline` is the only place
//! that sees every stage.

#[doc(hidden)]
pub mod catalogue;
#[doc(hidden)]
pub mod check;
#[doc(hidden)]
pub mod cli;
#[doc(hidden)]
pub mod config;
mod error;
#[doc(hidden)]
pub mod extract;
#[doc(hidden)]
pub mod finding;
mod hash;
mod line;
#[doc(hidden)]
pub mod link;
#[doc(hidden)]
pub mod markup;
#[doc(hidden)]
pub mod pipeline;
pub mod record;
#[cfg(feature = "report")]
#[doc(hidden)]
pub mod report;
#[doc(hidden)]
pub mod review;
#[doc(hidden)]
pub mod sink;
#[doc(hidden)]
pub mod source;
#[doc(hidden)]
pub mod span;
#[doc(hidden)]
pub mod value;
mod work;

pub use catalogue::Catalogue;
pub use error::{Error, Result};
pub use finding::Finding;
pub use pipeline::{Batch, Options, Outcome, read, read_texts};
pub use sink::FindingRecord;
