//! Grammars of values, on plain text: what is left when markup is taken away.
//!
//! Each grammar reads a whole value or refuses it with a reason; nothing is read in part and dropped in
//! silence. The score grammar follows the template documentation of Football box and TwoLegResult
//! (<https://en.wikipedia.org/wiki/Template:Football_box>).

mod date;
mod expression;
mod grammar;
mod mark;
mod minute;
mod number;
mod person;
mod score;
mod time;
mod title;
mod venue;
mod years;

pub use date::{DateError, date, date_range};
pub use expression::expression;
pub use minute::{Minute, goal_kind, minute};
pub use number::{Attendance, attendance, number};
pub use person::official;
pub use score::{ScoreValue, is_match_number, score, status_without_score};
pub use time::{TimeValue, complete_kickoff, kickoff, time, utc_offset, zone_offset};
pub use title::{is_template_title, template_title, title};
pub use venue::venue;
pub use years::Years;

/// Why a value could not be read: what was found and what was expected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreadable(pub String);

impl std::fmt::Display for Unreadable {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests;
