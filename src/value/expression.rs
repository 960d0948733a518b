//! Arithmetic of `{{#expr:…}}` on whole numbers: `3 + 2`, `38 - (5 + 7)`, `2 * 6`
//! (<https://www.mediawiki.org/wiki/Help:Extension:ParserFunctions##expr>).

use nom::{
    Parser,
    branch::alt,
    character::complete::{char, one_of},
    combinator::opt,
    multi::fold_many0,
    sequence::{delimited, preceded},
};

use super::grammar::{Grammar, Parsed, dash, integer, refuse, spaced, whole};

/// How deep brackets may nest.
const DEPTH: u8 = 8;

/// Digits of a number.
const DIGITS: usize = 9;

/// Reads sums, differences and products of whole numbers; `None` for anything else.
#[must_use]
pub fn expression(text: &str) -> Option<i64> {
    whole(sum(DEPTH), text)
}

fn sum<'t>(depth: u8) -> impl Grammar<'t, i64> {
    move |input: &'t str| {
        let sign = alt((char('+').map(|_| 1), dash.map(|_| -1)));
        let mut signed = preceded(opt(spaced(char('+'))), product(depth));
        let (rest, first) = signed.parse(input)?;
        let term = (sign, product(depth)).map(|(sign, value)| sign * value);
        fold_many0(term, || first, i64::saturating_add).parse(rest)
    }
}

fn product<'t>(depth: u8) -> impl Grammar<'t, i64> {
    move |input: &'t str| {
        let (rest, first) = spaced(atom(depth)).parse(input)?;
        let factor = (one_of("*×"), spaced(atom(depth))).map(|(_, value)| value);
        fold_many0(factor, || first, i64::saturating_mul).parse(rest)
    }
}

fn atom<'t>(depth: u8) -> impl Grammar<'t, i64> {
    move |input: &'t str| -> Parsed<'t, i64> {
        if let Ok((rest, (_, number))) = (dash, integer::<i64>(DIGITS)).parse(input) {
            return Ok((rest, -number));
        }
        if depth == 0 {
            return refuse(input);
        }
        alt((integer(DIGITS), delimited(char('('), sum(depth - 1), char(')')))).parse(input)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_and_products() {
        for (text, value) in [
            ("3", 3),
            (" 3 + 2 ", 5),
            ("10-4-3", 3),
            ("2*6+1", 13),
            ("38 − (5 + 7)", 26),
            ("-3", -3),
            ("+ 3 + 2 + 0", 5),
            ("((2))", 2),
        ] {
            assert_eq!(expression(text), Some(value), "{text}");
        }
    }

    #[test]
    fn other_texts_are_no_arithmetic() {
        for text in ["", "a", "3 +", "(3", "3 / 2", "1 2", "((((((((((1))))))))))"] {
            assert_eq!(expression(text), None, "{text}");
        }
    }
}
