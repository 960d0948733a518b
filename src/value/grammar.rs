//! What the grammars of values share: dashes, blanks, small numbers, and reading a value whole.

use nom::{
    IResult, Parser,
    bytes::complete::take_while,
    character::complete::{digit1, satisfy},
    combinator::{all_consuming, map_res, recognize, verify},
    error::{Error, ErrorKind, ParseError},
};

use crate::catalogue::fold;

/// What is left, and what was read.
pub type Parsed<'t, T> = IResult<&'t str, T>;

/// A grammar on plain text.
pub trait Grammar<'t, T>: Parser<&'t str, Output = T, Error = Error<&'t str>> {}
impl<'t, T, P: Parser<&'t str, Output = T, Error = Error<&'t str>>> Grammar<'t, T> for P {}

/// Reads all of a text, white space at its ends aside; `None` where anything is left.
pub fn whole<'t, T>(grammar: impl Grammar<'t, T>, text: &'t str) -> Option<T> {
    all_consuming(grammar).parse(text.trim()).ok().map(|(_, value)| value)
}

/// Refuses at a place.
pub fn refuse<'t, T>(input: &'t str) -> Parsed<'t, T> {
    Err(nom::Err::Error(Error::from_error_kind(input, ErrorKind::Verify)))
}

/// White space of any kind, or nothing.
pub fn blank(input: &str) -> Parsed<'_, &str> {
    take_while(char::is_whitespace)(input)
}

/// A grammar with white space around it.
pub fn spaced<'t, T>(grammar: impl Grammar<'t, T>) -> impl Grammar<'t, T> {
    nom::sequence::delimited(blank, grammar, blank)
}

/// A dash of any kind.
pub fn dash(input: &str) -> Parsed<'_, char> {
    satisfy(fold::is_dash).parse(input)
}

/// A whole number of at most `digits` digits.
pub fn integer<'t, T: std::str::FromStr>(digits: usize) -> impl Grammar<'t, T> {
    map_res(verify(digit1, move |found: &str| found.len() <= digits), str::parse)
}

/// A run of letters, with the full stops of an abbreviation in it and behind it: `Sept.`, `a.m.`
pub fn word(input: &str) -> Parsed<'_, &str> {
    let is_part = |c: char| c.is_alphabetic() || c == '.';
    recognize((satisfy(char::is_alphabetic), take_while(is_part))).parse(input)
}

/// Text in brackets behind something: what stands before the last opening bracket, and what is inside.
pub fn trailing_bracket(text: &str) -> Option<(&str, &str)> {
    let (before, inside) = text.trim().strip_suffix([')', '）'])?.rsplit_once(['(', '（'])?;
    Some((before.trim(), inside.trim()))
}
