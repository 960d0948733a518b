//! The pages of one input, one after the other, whatever it is written in.

use std::{fmt, sync::Arc};

use super::{Problem, compression::Input, ndjson::JsonPages, page::RawPage, xml::XmlPages};

/// An input that holds pages.
pub struct Pages {
    path: Arc<str>,
    form: Form,
}

enum Form {
    Xml(Box<XmlPages>),
    Json(JsonPages),
}

impl Pages {
    pub(super) fn xml(path: &Arc<str>, head: Vec<u8>, input: Input) -> Self {
        Self { path: Arc::clone(path), form: Form::Xml(Box::new(XmlPages::new(head, input))) }
    }

    pub(super) fn json(path: &Arc<str>, head: Vec<u8>, input: Input) -> Self {
        Self { path: Arc::clone(path), form: Form::Json(JsonPages::new(head, input)) }
    }

    /// The next page, or what keeps it from being read; pages may follow a problem. `None` at the end.
    #[expect(clippy::should_implement_trait, reason = "a page borrows from its input")]
    pub fn next(&mut self) -> Option<Result<RawPage<'_>, Problem>> {
        let path = &self.path;
        let problem = |message| Problem { path: Arc::clone(path), place: None, message, partial: true };
        match &mut self.form {
            Form::Xml(pages) => Some(pages.next()?.map_err(problem)),
            Form::Json(pages) => Some(pages.next()?.map_err(problem)),
        }
    }

    /// Bytes of the input, unpacked, that have been looked at.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        match &self.form {
            Form::Xml(pages) => pages.bytes(),
            Form::Json(pages) => pages.bytes(),
        }
    }
}

impl fmt::Debug for Pages {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Pages").field("path", &self.path).finish_non_exhaustive()
    }
}
