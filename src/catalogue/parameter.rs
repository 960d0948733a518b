//! Parameter names with numbers in them: `RD{round}-score{slot}-{leg}`.

/// What a numbered parameter states: the field, and the numbers in its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SlotParameter<'e> {
    /// The field of the entry.
    pub field: &'e str,
    /// Round, counted from 1.
    pub round: u32,
    /// Slot within the round, counted from 1; slots 1 and 2 are the first match. A round's title has none.
    pub slot: Option<u32>,
    /// Leg, counted from 1.
    pub leg: Option<u32>,
}

/// A number of a [`ParameterPattern`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Placeholder {
    Round,
    Slot,
    Leg,
    /// A number that says nothing, in the names of layout parameters.
    Any,
}

impl Placeholder {
    fn named(name: &str) -> Result<Self, String> {
        match name {
            "round" => Ok(Self::Round),
            "slot" => Ok(Self::Slot),
            "leg" => Ok(Self::Leg),
            "n" => Ok(Self::Any),
            _ => {
                Err(format!("unknown placeholder {{{name}}}, expected {{round}}, {{slot}}, {{leg}} or {{n}}"))
            }
        }
    }
}

/// A compiled parameter name: literals, each followed by a number, and a literal at the end.
#[derive(Clone, Debug)]
pub(super) struct ParameterPattern {
    numbers: Vec<(String, Placeholder)>,
    end: String,
}

/// The numbers that a name holds.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Numbers {
    pub round: Option<u32>,
    pub slot: Option<u32>,
    pub leg: Option<u32>,
}

impl ParameterPattern {
    /// Compiles a name; `None` where it holds no placeholder.
    pub fn new(name: &str) -> Result<Option<Self>, String> {
        let (mut numbers, mut rest) = (Vec::new(), name);
        while let Some((literal, behind)) = rest.split_once('{') {
            let (placeholder, after) = behind.split_once('}').ok_or("a brace is not closed")?;
            numbers.push((literal.to_owned(), Placeholder::named(placeholder)?));
            rest = after;
        }
        let pattern = Self { numbers, end: rest.to_owned() };
        Ok((!pattern.numbers.is_empty()).then_some(pattern))
    }

    /// The numbers in a name that fits; letter case does not matter, and numbers may be padded with zeros.
    pub fn numbers(&self, name: &str) -> Option<Numbers> {
        let (mut numbers, mut rest) = (Numbers::default(), name);
        for (literal, placeholder) in &self.numbers {
            let (number, after) = leading_number(strip_literal(rest, literal)?)?;
            rest = after;
            match placeholder {
                Placeholder::Round => numbers.round = Some(number),
                Placeholder::Slot => numbers.slot = Some(number),
                Placeholder::Leg => numbers.leg = Some(number),
                Placeholder::Any => {}
            }
        }
        rest.eq_ignore_ascii_case(&self.end).then_some(numbers)
    }
}

fn strip_literal<'t>(text: &'t str, literal: &str) -> Option<&'t str> {
    let (head, rest) = text.split_at_checked(literal.len())?;
    head.eq_ignore_ascii_case(literal).then_some(rest)
}

fn leading_number(text: &str) -> Option<(u32, &str)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let (number, rest) = text.split_at_checked(digits)?;
    Some((number.parse().ok()?, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(pattern: &str, name: &str) -> Option<(Option<u32>, Option<u32>, Option<u32>)> {
        let numbers = ParameterPattern::new(pattern).unwrap().unwrap().numbers(name)?;
        Some((numbers.round, numbers.slot, numbers.leg))
    }

    #[test]
    fn numbers_are_read_with_or_without_zeros() {
        assert_eq!(read("RD{round}-team{slot}", "RD1-team4"), Some((Some(1), Some(4), None)));
        assert_eq!(read("RD{round}-team{slot}", "RD2-team01"), Some((Some(2), Some(1), None)));
        assert_eq!(read("RD{round}-score{slot}-{leg}", "rd1-score3-2"), Some((Some(1), Some(3), Some(2))));
        assert_eq!(read("RD{round}", "RD3"), Some((Some(3), None, None)));
    }

    #[test]
    fn other_names_do_not_fit() {
        for name in ["RD-team1", "RD1-team", "RD1-team1-", "RD1-team1x", "RD1", "é", "RD99999999999-team1"] {
            assert_eq!(read("RD{round}-team{slot}", name), None, "{name}");
        }
        assert_eq!(read("RD{round}-score{slot}-{leg}", "RD1-score1-A"), None);
    }

    #[test]
    fn bad_names_do_not_compile() {
        assert!(ParameterPattern::new("RD{rund}").unwrap_err().contains("{rund}"));
        assert!(ParameterPattern::new("RD{round").is_err());
        assert!(ParameterPattern::new("team1").unwrap().is_none());
    }
}
