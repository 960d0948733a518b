//! Templates that stand for table markup: `{{!}}` for `|`, `{{(!}}` for `{|`.
//!
//! They are expanded before tables are read, so that a table written with them is a table. `{{!}}` is a magic word
//! (<https://www.mediawiki.org/wiki/Help:Magic_words#Other>); the others are templates that wikis share
//! (<https://en.wikipedia.org/wiki/Template:(!>, "Table markup").

/// What is written, and what it stands for.
const GLYPHS: [(&str, &str); 7] = [
    ("{{!}}", "|"),
    ("{{(!}}", "{|"),
    ("{{!)}}", "|}"),
    ("{{!-}}", "|-"),
    ("{{!+}}", "|+"),
    ("{{!!}}", "||"),
    ("{{=}}", "="),
];

/// The template at the start of a text, and what it stands for.
pub(super) fn glyph(text: &str) -> Option<(&'static str, &'static str)> {
    // Names of other templates begin with a letter.
    if !matches!(text.as_bytes(), [b'{', b'{', b'!' | b'(' | b'=', ..]) {
        return None;
    }
    GLYPHS.into_iter().find(|(written, _)| text.starts_with(written))
}

/// Whether a template may stand for the first or the second character of a text.
pub(super) fn may_hold_glyph(text: &str) -> bool {
    let is_glyph = |text: &[u8]| matches!(text, [b'{', b'{', b'!' | b'(' | b'=', ..]);
    let text = text.as_bytes();
    is_glyph(text) || (matches!(text, [b'{' | b'|', ..]) && text.get(1..).is_some_and(is_glyph))
}

/// What follows `mark` at the start of a text, written plainly or with such templates: `|-`, `{{!}}-`, `{{!-}}`.
#[inline]
pub(super) fn strip<'t>(text: &'t str, mark: &str) -> Option<&'t str> {
    let first = text.as_bytes().first();
    // Most texts begin with no mark at all.
    if first != mark.as_bytes().first() && first != Some(&b'{') { None } else { strip_marked(text, mark) }
}

fn strip_marked<'t>(text: &'t str, mark: &str) -> Option<&'t str> {
    let plain = text.strip_prefix(mark);
    // Beside the plain marks only a brace may begin one, or follow its first byte.
    if plain.is_some() || !text.as_bytes().iter().take(2).any(|byte| *byte == b'{') {
        return plain;
    }
    // A mark has one or two characters, so that a template for one of them stands at the first or the second.
    let is_template = |text: &str| text.starts_with("{{");
    if !is_template(text) && !text.get(1..).is_some_and(is_template) {
        return None;
    }
    let (mut text, mut mark) = (text, mark);
    while let Some(next) = mark.get(..1) {
        let (written, meant) = glyph(text).unwrap_or((next, next));
        text = text.strip_prefix(written)?;
        // `{{!!}}` begins with what `|` asks for; its second pipe then ends attributes that are not there.
        mark = match mark.strip_prefix(meant) {
            Some(rest) => rest,
            None if meant.starts_with(mark) => "",
            None => return None,
        };
    }
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_found_however_they_are_written() {
        for (text, mark, rest) in [
            ("{|a", "{|", "a"),
            ("{{(!}}a", "{|", "a"),
            ("{{{!}}a", "{|", "a"),
            ("|}a", "|}", "a"),
            ("{{!)}}a", "|}", "a"),
            ("{{!}}}a", "|}", "a"),
            ("{{!}}-a", "|-", "a"),
            ("{{!-}}a", "|-", "a"),
            ("{{!+}}a", "|+", "a"),
            ("{{!}}{{!}}a", "||", "a"),
            ("{{!!}}a", "||", "a"),
            ("|{{!}}a", "||", "a"),
            ("{{!!}}a", "|", "a"),
        ] {
            assert_eq!(strip(text, mark), Some(rest), "{text}");
        }
        for (text, mark) in [("{{a}}", "|"), ("{{!}}a", "||"), ("{{!", "|"), ("", "|"), ("{{!-}}", "|}")] {
            assert_eq!(strip(text, mark), None, "{text}");
        }
    }
}
