//! Reads football articles in wiki markup, turns what they state into typed records, and checks the statements
//! against each other.
//!
//! Data flows down the list of modules: `source` → `markup` → `extract` (with `catalogue` and `value`) → `link` →
//! `check` → `sink`; `pipeline` is the only place that sees every stage.
//!
//! ```
//! use scoreline::{Catalogue, pipeline};
//!
//! let catalogue = Catalogue::embedded()?;
//! let batch = pipeline::read(&["seeds".into()], &pipeline::Options::default(), &catalogue);
//! for finding in batch.check().findings {
//!     println!("{} {}", finding.code, finding.message);
//! }
//! for article in batch.entries().articles {
//!     println!("{} states {} matches", article.article.path, article.matches.len());
//! }
//! # assert!(batch.problems.is_empty());
//! # Ok::<(), scoreline::Error>(())
//! ```

pub mod catalogue;
pub mod check;
pub mod cli;
pub mod config;
pub mod error;
pub mod extract;
pub mod finding;
mod hash;
pub mod link;
pub mod markup;
pub mod pipeline;
pub mod record;
#[cfg(feature = "report")]
pub mod report;
pub mod review;
pub mod sink;
pub mod source;
pub mod span;
pub mod value;
mod work;

pub use catalogue::Catalogue;
pub use error::{Error, Result};
