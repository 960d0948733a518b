//! Sentence patterns: `{winner} won {aggregate:score} on aggregate.`

/// What a slot accepts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SlotKind {
    /// Any text, at least one character, as short as possible.
    Text,
    /// Digits, a dash, digits.
    Score,
    /// Digits, or a number word of the language.
    Number,
}

/// A compiled pattern.
#[derive(Clone, Debug)]
pub struct Pattern {
    /// As written.
    pub source: String,
}

/// The slots of a match: slices of the sentence.
#[derive(Clone, Debug, Default)]
pub struct Captures<'t> {
    slots: Vec<(String, &'t str)>,
}

impl<'t> Captures<'t> {
    /// What stands in a slot.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&'t str> {
        self.slots.iter().find(|(slot, _)| slot == name).map(|(_, text)| *text)
    }
}

impl Pattern {
    /// Compiles a pattern.
    ///
    /// # Errors
    /// A brace is not closed, a slot has no name or a kind that does not exist, or two text slots touch.
    pub fn new(source: &str) -> Result<Self, String> {
        Ok(Self { source: source.to_owned() })
    }

    /// The slots of a text that fits.
    #[must_use]
    pub fn captures<'t>(&self, text: &'t str) -> Option<Captures<'t>> {
        let _ = text;
        None
    }
}
