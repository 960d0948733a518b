//! Names without what varies between places: accents, letter case, punctuation.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// Lower case, no accents, punctuation to single spaces: `Étoile du Congo` and `Etoile du  Congo` fold alike.
#[must_use]
pub fn fold(name: &str) -> String {
    let mut folded = String::with_capacity(name.len());
    if name.is_ascii() {
        // Most names: nothing to take apart.
        name.bytes().for_each(|byte| push(&mut folded, char::from(byte)));
    } else {
        name.nfkd().filter(|c| !is_combining_mark(*c)).for_each(|c| push(&mut folded, c));
    }
    folded.truncate(folded.trim_end().len());
    folded
}

fn push(folded: &mut String, c: char) {
    if c.is_ascii_alphanumeric() {
        folded.push(c.to_ascii_lowercase());
    } else if c.is_alphanumeric() {
        folded.extend(c.to_lowercase());
    } else if !matches!(c, '\'' | '’' | '.') && !folded.is_empty() && !folded.ends_with(' ') {
        folded.push(' ');
    }
}

/// A folded name as part of an id: `monrovia-club-breweries`. Letters that no accent makes are spelled out.
pub(super) fn slug(name: &str) -> String {
    let mut slug = String::with_capacity(name.len());
    for c in fold(name).chars() {
        match c {
            ' ' => slug.push('-'),
            'ß' => slug.push_str("ss"),
            'æ' => slug.push_str("ae"),
            'œ' => slug.push_str("oe"),
            'ø' => slug.push('o'),
            'ł' => slug.push('l'),
            'đ' | 'ð' => slug.push('d'),
            'þ' => slug.push_str("th"),
            'ı' => slug.push('i'),
            c => slug.push(c),
        }
    }
    slug
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_hold_plain_letters() {
        assert_eq!(slug("Österreichische Fußballmeisterschaft"), "osterreichische-fussballmeisterschaft");
        assert_eq!(slug("Brøndby Łódź"), "brondby-lodz");
    }

    #[test]
    fn accents_case_and_punctuation_fold() {
        assert_eq!(fold("Étoile du Congo"), "etoile du congo");
        assert_eq!(fold("St. Michel  United"), "st michel united");
        assert_eq!(fold("AS Port-Louis 2000"), "as port louis 2000");
        assert_eq!(fold("SuperSport United"), fold("Supersport United"));
    }
}
