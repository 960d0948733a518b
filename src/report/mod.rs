//! The report: a page to look at, of a batch that has been compared.
//!
//! Views ([`article`], [`findings`], …) are what a part of the page shows, as plain data: no HTML is in them. The geometry of
//! brackets ([`layout`]) knows slots alone. Templates, in `templates/`, are checked when the program is compiled and escape
//! whatever an article states; [`page`] puts them together.
//!
//! A page needs no network and no other file: a policy in it forbids both, names the one script and the one style sheet by
//! their hashes, and thereby keeps anything else from running. Reading needs no script, but for the articles of a large batch in
//! one page, which are packed; filters and keys need it.

mod address;
mod article;
mod bracket;
mod claims;
mod context;
mod facts;
mod findings;
mod layout;
mod marks;
mod matches;
mod measure;
mod page;
mod picture;
mod quote;
mod rules;
mod tables;
mod ties;
mod timeline;
mod words;

#[cfg(test)]
mod tests;

pub use context::Source;
pub use page::{Page, folder, page};
pub use picture::picture;
