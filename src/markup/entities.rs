//! Character references: `&nbsp;`, `&#8211;`, `&#x2013;`.

/// The character that an HTML entity stands for, and the entity's length.
///
/// Names are the few that stand in scores, times and names; numbers are read in both bases
/// (<https://html.spec.whatwg.org/multipage/named-characters.html>).
///
/// ```
/// use scoreline::markup::entity;
///
/// assert_eq!(entity("&ndash;1"), Some((7, '–')));
/// assert_eq!(entity("&#x2013;"), Some((8, '–')));
/// assert_eq!(entity("& so on;"), None);
/// ```
#[must_use]
pub fn entity(text: &str) -> Option<(usize, char)> {
    let text = text.strip_prefix('&')?;
    let end = text.bytes().take(11).position(|byte| byte == b';')?;
    let name = text.get(..end)?;
    let decoded = match name {
        "nbsp" => '\u{a0}',
        "thinsp" => '\u{2009}',
        "ensp" => '\u{2002}',
        "ndash" => '–',
        "mdash" => '—',
        "minus" => '−',
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "times" => '×',
        "prime" => '′',
        "rsquo" => '’',
        "lsquo" => '‘',
        "ldquo" => '“',
        "rdquo" => '”',
        "hellip" => '…',
        "middot" => '·',
        "bull" => '•',
        "dagger" => '†',
        "emsp" => '\u{2003}',
        "zwj" => '\u{200d}',
        "zwnj" => '\u{200c}',
        "shy" => '\u{ad}',
        "lrm" => '\u{200e}',
        "rlm" => '\u{200f}',
        "frac12" => '½',
        "deg" => '°',
        "sect" => '§',
        "reg" => '®',
        "copy" => '©',
        "trade" => '™',
        "euro" => '€',
        "pound" => '£',
        _ => numeric_entity(name)?,
    };
    Some((end + 2, decoded))
}

fn numeric_entity(name: &str) -> Option<char> {
    let number = name.strip_prefix('#')?;
    let code = match number.strip_prefix(['x', 'X']) {
        Some(hexadecimal) => u32::from_str_radix(hexadecimal, 16).ok()?,
        None => number.parse().ok()?,
    };
    char::from_u32(code)
}
