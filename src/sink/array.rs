//! What stands around and between the elements of a JSON array that is written in parts, one element a line.

/// An array on its way.
#[derive(Debug, Default)]
pub(super) struct Array {
    any: bool,
}

impl Array {
    /// What stands before the next element.
    pub fn before(&mut self) -> &'static str {
        if std::mem::replace(&mut self.any, true) { ",\n" } else { "[\n" }
    }

    /// The end of the array, which stands so far from the edge.
    pub fn end(&self, indent: &str) -> String {
        if self.any { format!("\n{indent}]") } else { "[]".to_owned() }
    }
}
