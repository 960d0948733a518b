//! Paths as URI references (RFC 3986).

/// The URI of an input as the user named it: `a b.wiki` is `a%20b.wiki`, `/a/b.wiki` is `file:///a/b.wiki`.
///
/// A relative path stays relative, to the folder that the program was started in.
pub(super) fn of_path(path: &str) -> String {
    let path = if cfg!(windows) { path.replace('\\', "/") } else { path.to_owned() };
    let relative = path.trim_start_matches("./");
    let has_drive = cfg!(windows) && path.as_bytes().get(1) == Some(&b':');
    let encoded = encode(if relative.is_empty() { &path } else { relative }, PATH);
    match (path.starts_with('/'), has_drive) {
        (true, _) => format!("file://{encoded}"),
        (false, true) => format!("file:///{encoded}"),
        (false, false) => encoded,
    }
}

/// Unreserved characters and the slash stay in a path (RFC 3986, section 2.3).
const PATH: &[u8] = b"-._~/";

/// Percent-encodes everything but letters, digits and the characters that stay as they are.
pub(crate) fn encode(text: &str, plain: &[u8]) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || plain.contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_become_references() {
        for (path, uri) in [
            ("a/list.wikitext", "a/list.wikitext"),
            ("./a.wiki", "a.wiki"),
            ("../a.wiki", "../a.wiki"),
            ("/tmp/a.wiki", "file:///tmp/a.wiki"),
            ("a b#c?d%.wiki", "a%20b%23c%3Fd%25.wiki"),
            ("Copa: São.wiki", "Copa%3A%20S%C3%A3o.wiki"),
            ("-", "-"),
        ] {
            assert_eq!(of_path(path), uri);
        }
    }
}
