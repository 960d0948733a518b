//! The only list of rules.

use super::{Described, Rule};
use crate::finding::Severity;

/// What is known about a rule without running it.
#[derive(Clone, Copy, Debug)]
pub struct RuleMeta {
    /// `AGG001`; never reused.
    pub code: &'static str,
    /// `aggregate-mismatch`
    pub name: &'static str,
    /// Default severity.
    pub severity: Severity,
    /// The rule's page: Markdown.
    pub text: &'static str,
    /// Version that brought it.
    pub since: &'static str,
}

impl RuleMeta {
    /// The letters of its code, which rules about one subject share: `AGG`.
    #[must_use]
    pub fn family(&self) -> &'static str {
        self.code.trim_end_matches(|letter: char| letter.is_ascii_digit())
    }

    /// The text below a heading of its page; empty where the page has no such heading.
    #[must_use]
    pub fn section(&self, heading: &str) -> &'static str {
        let mut sections = self.text.split("\n## ").skip(1).filter_map(|section| section.split_once('\n'));
        sections.find(|(title, _)| *title == heading).map_or("", |(_, text)| text.trim())
    }
}

/// A line makes a rule known: the struct that a family file implements [`Rule`] for, its code, name, severity, and the
/// version that brought it. The page `docs/rules/CODE.md` is its documentation and the text of `scoreline rule CODE`.
macro_rules! rules {
    ($($rule:ident, $code:literal, $name:literal, $severity:ident, $since:literal;)*) => {
        $(
            #[doc = include_str!(concat!("../../docs/rules/", $code, ".md"))]
            pub struct $rule;

            impl Described for $rule {
                fn meta(&self) -> &'static RuleMeta {
                    &RuleMeta {
                        code: $code,
                        name: $name,
                        severity: Severity::$severity,
                        text: include_str!(concat!("../../docs/rules/", $code, ".md")),
                        since: $since,
                    }
                }
            }
        )*

        static RULES: &[&dyn Rule] = &[$(&$rule),*];
    };
}

rules! {
    AggregateMismatch, "AGG001", "aggregate-mismatch", Error, "0.1.0";
    AggregateDisagrees, "AGG002", "aggregate-disagrees", Error, "0.1.0";
    LegMissing, "AGG003", "leg-missing", Warning, "0.1.0";
    LegsNotReversed, "AGG004", "legs-not-reversed", Error, "0.1.0";
    AwayGoalsClaimFalse, "AWG001", "away-goals-claim-false", Error, "0.1.0";
    AwayGoalsUnmarked, "AWG002", "away-goals-unmarked", Warning, "0.1.0";
    AwayGoalsNotInForce, "AWG003", "away-goals-not-in-force", Warning, "0.1.0";
    BracketDisagrees, "BRK001", "bracket-disagrees", Error, "0.1.0";
    BracketOrder, "BRK002", "bracket-order", Warning, "0.1.0";
    LegOrder, "DAT001", "leg-order", Error, "0.1.0";
    OutsideStatedDates, "DAT002", "outside-stated-dates", Warning, "0.1.0";
    OutsideRoundWindow, "DAT003", "outside-round-window", Warning, "0.1.0";
    ImpossibleDate, "DAT004", "impossible-date", Error, "0.1.0";
    YearSlip, "DAT005", "year-slip", Warning, "0.1.0";
    DatesDisagree, "DAT006", "dates-disagree", Warning, "0.1.0";
    TwoMatchesADay, "DAT007", "two-matches-a-day", Warning, "0.1.0";
    DuplicateMatch, "DUP001", "duplicate-match", Warning, "0.1.0";
    NothingRecognised, "EMP001", "nothing-recognised", Warning, "0.1.0";
    UnknownIgnore, "IGN001", "unknown-ignore", Warning, "0.1.0";
    UnusedIgnore, "IGN002", "unused-ignore", Info, "0.1.0";
    ScoreLinkAstray, "LNK001", "score-link-astray", Warning, "0.1.0";
    UnclosedTemplate, "MRK001", "unclosed-template", Error, "0.1.0";
    StrayClose, "MRK002", "stray-close", Warning, "0.1.0";
    UnclosedTag, "MRK003", "unclosed-tag", Warning, "0.1.0";
    DuplicateParameter, "MRK004", "duplicate-parameter", Warning, "0.1.0";
    ShootoutAfterDecision, "PEN001", "shootout-after-decision", Error, "0.1.0";
    ShootoutLevel, "PEN002", "shootout-level", Error, "0.1.0";
    ShootoutImpossible, "PEN003", "shootout-impossible", Error, "0.1.0";
    ShootoutDisagrees, "PEN004", "shootout-disagrees", Error, "0.1.0";
    KicksDisagree, "PEN005", "kicks-disagree", Error, "0.1.0";
    GoalsExceedScore, "SCO001", "goals-exceed-score", Error, "0.1.0";
    GoalsShortOfScore, "SCO002", "goals-short-of-score", Info, "0.1.0";
    GoalListedTwice, "SCO003", "goal-listed-twice", Warning, "0.1.0";
    ImpossibleMinute, "SCO004", "impossible-minute", Warning, "0.1.0";
    ExtraTimeUnmarked, "SCO005", "extra-time-unmarked", Warning, "0.1.0";
    ScoreDisagrees, "SCO006", "score-disagrees", Error, "0.1.0";
    ResultFlagMismatch, "SCO007", "result-flag-mismatch", Error, "0.2.0";
    HalfTimeExceedsScore, "SCO008", "half-time-exceeds-score", Error, "0.1.0";
    ScorerRowSum, "SCR001", "scorer-row-sum", Error, "0.1.0";
    ScorerRank, "SCR002", "scorer-rank", Warning, "0.1.0";
    ScorerDisagrees, "SCR003", "scorer-disagrees", Warning, "0.1.0";
    TopScorerDisagrees, "SCR004", "top-scorer-disagrees", Warning, "0.2.0";
    RowArithmetic, "STD001", "row-arithmetic", Error, "0.1.0";
    TableSums, "STD002", "table-sums", Error, "0.1.0";
    TableOrder, "STD003", "table-order", Warning, "0.1.0";
    TableDisagrees, "STD004", "table-disagrees", Error, "0.1.0";
    MatrixIncomplete, "STD005", "matrix-incomplete", Warning, "0.1.0";
    StartPoints, "STD006", "start-points", Warning, "0.2.0";
    NameVariant, "TEA001", "name-variant", Warning, "0.1.0";
    CountryDisagrees, "TEA002", "country-disagrees", Warning, "0.1.0";
    TeamAgainstItself, "TEA003", "team-against-itself", Error, "0.1.0";
    AnchorMismatch, "TEA004", "anchor-mismatch", Info, "0.1.0";
    NotAnEntrant, "TEA005", "not-an-entrant", Warning, "0.1.0";
    InfoboxMatches, "TOT001", "infobox-matches", Warning, "0.1.0";
    InfoboxGoals, "TOT002", "infobox-goals", Warning, "0.1.0";
    CountClaim, "TOT003", "count-claim", Warning, "0.1.0";
    RecordMismatch, "TOT004", "record-mismatch", Warning, "0.2.0";
    UnknownParameter, "TPL001", "unknown-parameter", Warning, "0.1.0";
    MissingParameter, "TPL002", "missing-parameter", Warning, "0.1.0";
    UnreadableValue, "TPL003", "unreadable-value", Warning, "0.1.0";
    UnreadTemplate, "TPL004", "unread-template", Info, "0.2.0";
    PageNotAmongInputs, "TPL005", "page-not-among-inputs", Info, "0.2.0";
    WinnerMismatch, "WIN001", "winner-mismatch", Error, "0.1.0";
    WinnerDisagrees, "WIN002", "winner-disagrees", Error, "0.1.0";
    AdvancedWithoutWinning, "WIN003", "advanced-without-winning", Error, "0.1.0";
    UndecidedTie, "WIN004", "undecided-tie", Warning, "0.1.0";
    WalkoverDisagrees, "WOV001", "walkover-disagrees", Error, "0.1.0";
    WalkoverUnexplained, "WOV002", "walkover-unexplained", Info, "0.1.0";
}

/// All rules, in order of code.
#[must_use]
pub fn rules() -> &'static [&'static dyn Rule] {
    RULES
}

/// The rule with a code or a name.
#[must_use]
pub fn find(code_or_name: &str) -> Option<&'static dyn Rule> {
    rules().iter().copied().find(|rule| {
        let meta = rule.meta();
        meta.code.eq_ignore_ascii_case(code_or_name) || meta.name == code_or_name
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_in_order_and_unique() {
        let codes: Vec<&str> = rules().iter().map(|rule| rule.meta().code).collect();
        assert!(codes.windows(2).all(|pair| pair[0] < pair[1]), "{codes:?}");
    }

    #[test]
    fn a_page_opens_with_name_and_code_and_has_every_section() {
        let sections = ["What it finds", "Why it matters", "Example", "Corrected", "When not to use it"];
        for meta in rules().iter().map(|rule| rule.meta()) {
            let title = format!("# {} ({})\n", meta.name, meta.code);
            assert!(meta.text.starts_with(&title), "{}", meta.code);
            for section in sections {
                assert!(meta.text.contains(&format!("\n## {section}\n")), "{}: {section}", meta.code);
            }
        }
    }

    #[test]
    fn a_rule_is_found_by_code_in_any_case_and_by_name() {
        assert_eq!(find("agg001").map(|rule| rule.meta().name), Some("aggregate-mismatch"));
        assert_eq!(find("aggregate-mismatch").map(|rule| rule.meta().code), Some("AGG001"));
        assert!(find("AGG999").is_none());
    }
}
