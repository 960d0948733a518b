//! Parameters that no template reads.

use super::{Reporter, Rule, registry::UnknownParameter, text};
use crate::{finding::Location, link::Dossiers};

impl Rule for UnknownParameter {
    fn check_batch(&self, dossiers: &Dossiers<'_>, reporter: &mut Reporter<'_, '_>) {
        reporter.applied();
        for (article, extracted) in dossiers.articles.iter().enumerate() {
            for unread in extracted.unread.iter().filter(|unread| unread.what == "parameter") {
                let value = text::head(unread.raw.trim());
                let message = match &unread.name {
                    Some(name) => format!("parameter `{name}` with the value `{value}`: {}", unread.reason),
                    None => format!("`{value}`: {}", unread.reason),
                };
                reporter.report(Location { article, span: unread.at.span() }, message.clone(), message);
            }
        }
    }
}
