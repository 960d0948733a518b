//! How wide a text is, roughly: SVG does not wrap or clip, and whoever writes it cannot ask for the width.

/// Width of a text in pixels, for a sans-serif font of `size` pixels, wide ones and bold letters included.
#[must_use]
pub fn width(text: &str, size: f32) -> f32 {
    text.chars().map(em).sum::<f32>() * size
}

/// The text, cut to a width with an ellipsis where it is wider.
#[must_use]
pub fn clip(text: &str, size: f32, most: f32) -> String {
    if width(text, size) <= most {
        return text.to_owned();
    }
    let mut left = most - em('…') * size;
    let fits = |letter: &char| {
        left -= em(*letter) * size;
        left >= 0.0
    };
    let kept: String = text.chars().take_while(fits).collect();
    format!("{}…", kept.trim_end())
}

/// A place of a drawing on a whole pixel.
#[must_use]
#[expect(clippy::cast_possible_truncation, reason = "a drawing is some thousand pixels wide")]
pub fn round(place: f32) -> i32 {
    place.round() as i32
}

/// Width of a letter in parts of the font's size.
fn em(letter: char) -> f32 {
    match letter {
        'i' | 'j' | 'l' | 'I' | '\'' | '.' | ',' | ':' | ';' | '|' | '!' | '’' => 0.34,
        'f' | 't' | 'r' | '(' | ')' | '[' | ']' | '/' | '-' | ' ' => 0.42,
        'm' | 'w' | 'M' | 'W' | '@' | '%' | '—' | '…' => 1.0,
        'A'..='Z' => 0.76,
        'a'..='z' | '0'..='9' | '–' => 0.64,
        // Marks that stand above or below the letter before them.
        '\u{300}'..='\u{36f}' => 0.0,
        '\u{2e80}'..='\u{ffef}' | '\u{1f000}'..='\u{3ffff}' => 1.1,
        letter if letter.is_uppercase() => 0.8,
        _ => 0.68,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_that_fits_stays_and_a_longer_one_ends_in_an_ellipsis() {
        assert_eq!(clip("Alder", 13.0, 100.0), "Alder");
        let cut = clip("Alder Town and District Athletic", 13.0, 100.0);
        assert!(cut.ends_with('…') && cut.starts_with("Alder"), "{cut}");
        assert!(width(&cut, 13.0) <= 100.0);
    }

    #[test]
    fn letters_count_as_they_are_seen() {
        assert!(width("WWW", 10.0) > width("iii", 10.0));
        assert_eq!(width("e\u{301}", 10.0), width("e", 10.0));
        assert!(width("東京", 10.0) > width("ab", 10.0));
    }

    #[test]
    fn nothing_fits_no_room() {
        assert_eq!(clip("Alder", 13.0, 0.0), "…");
    }
}
