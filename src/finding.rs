//! What a rule finds: plain data, no printing.

use schemars::JsonSchema;
use serde::Serialize;

use crate::span::Span;

/// How sure a statement is to be wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Worth a look, or explained by a note at the place.
    Info,
    /// A statement that is very likely wrong.
    Warning,
    /// The article contradicts itself or arithmetic.
    Error,
}

impl Severity {
    /// The severity as it is printed and as it is written on the command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Severity::Info => "info",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }
}

/// How sure the rule is that it read the article as a reader would.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Confidence {
    /// Read from parameters and cells that have one meaning only.
    High,
    /// Rests on a link that the article does not spell out, such as a sentence below a box.
    Medium,
}

/// Which of the places is the likely culprit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Suspect {
    /// The primary place: the other claims agree among themselves.
    This,
    /// The first related place.
    Related,
    /// The claims do not outvote one another.
    #[default]
    None,
}

/// A place in one of the articles of a batch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Location {
    /// Index of the article in the batch.
    pub article: usize,
    /// The bytes that state the value.
    pub span: Span,
}

/// Another place that speaks of the same fact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Related {
    /// Where.
    pub location: Location,
    /// What that place says, e.g. `the leg list says 3–0`.
    pub message: String,
}

/// A correction that follows from agreeing claims.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// The bytes to replace.
    pub span: Span,
    /// What to put there.
    pub replacement: String,
}

/// One contradiction, with all places that take part in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// `AGG001`
    pub code: &'static str,
    /// `aggregate-mismatch`
    pub name: &'static str,
    /// Severity, which a rule may lower for one finding (a note explains it).
    pub severity: Severity,
    /// Whether the reading itself is beyond doubt.
    pub confidence: Confidence,
    /// Names both values: `aggregate is 5–2 but the legs 3–0 and 0–1 make 3–1`.
    pub message: String,
    /// The primary place.
    pub location: Location,
    /// The other places.
    pub related: Vec<Related>,
    /// The likely culprit.
    pub suspect: Suspect,
    /// What the finding is about, without any offset: the base of the fingerprint.
    pub subject: String,
    /// A correction, where one follows.
    pub fix: Option<Fix>,
}

impl Finding {
    /// A short hash that stays the same when lines move: of the code, what the article is called and the subject.
    ///
    /// FNV-1a, 64 bits (<http://www.isthe.com/chongo/tech/comp/fnv/>): stable over versions and machines.
    #[must_use]
    pub fn fingerprint(&self, article: &str) -> String {
        let mut hash = 0xcbf2_9ce4_8422_2325_u64;
        for byte in [self.code, "\0", article, "\0", &self.subject].iter().flat_map(|part| part.bytes()) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
        format!("{hash:016x}")
    }
}
