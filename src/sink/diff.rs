//! Changes of a file as a unified diff that `patch` and `git apply` take.
//!
//! Source of the format: <https://www.gnu.org/software/diffutils/manual/html_node/Detailed-Unified.html>. Lines end with a
//! line feed only, so that carriage returns stay where they are; bytes that are not UTF-8 stay as they are.

use std::io::{self, Write};

use similar::{Algorithm, DiffOp, capture_diff_slices, group_diff_ops, udiff::UnifiedHunkHeader};

/// Lines around a change.
const CONTEXT: usize = 3;

/// Writes the changes from `old` to `new`; nothing where there are none.
///
/// # Errors
/// What the writer says.
pub fn write(path: &str, old: &[u8], new: &[u8], out: &mut dyn Write) -> io::Result<()> {
    let (old, new) = (lines(old), lines(new));
    let hunks = group_diff_ops(capture_diff_slices(Algorithm::Myers, &old, &new), CONTEXT);
    if hunks.is_empty() {
        return Ok(());
    }
    write!(out, "--- {}\n+++ {}\n", name("a", path), name("b", path))?;
    for hunk in &hunks {
        writeln!(out, "{}", UnifiedHunkHeader::new(hunk))?;
        hunk.iter().try_for_each(|part| write_part(part, &old, &new, out))?;
    }
    Ok(())
}

fn write_part(part: &DiffOp, old: &[&[u8]], new: &[&[u8]], out: &mut dyn Write) -> io::Result<()> {
    let removed = old.get(part.old_range()).unwrap_or_default();
    if let DiffOp::Equal { .. } = part {
        return write_lines(' ', removed, out);
    }
    write_lines('-', removed, out)?;
    write_lines('+', new.get(part.new_range()).unwrap_or_default(), out)
}

fn write_lines(sign: char, lines: &[&[u8]], out: &mut dyn Write) -> io::Result<()> {
    lines.iter().try_for_each(|line| {
        write!(out, "{sign}")?;
        out.write_all(line)?;
        if line.ends_with(b"\n") { Ok(()) } else { out.write_all(b"\n\\ No newline at end of file\n") }
    })
}

fn lines(text: &[u8]) -> Vec<&[u8]> {
    text.split_inclusive(|byte| *byte == b'\n').collect()
}

/// The name of one side. One that `patch` could misread is quoted as git quotes it.
fn name(side: &str, path: &str) -> String {
    let path = if path == "-" { "stdin" } else { path.trim_start_matches("./").trim_start_matches('/') };
    let name = format!("{side}/{path}");
    if name.contains(|letter: char| letter.is_control() || matches!(letter, '"' | '\\')) {
        return quoted(&name);
    }
    // What follows a tab is no part of a name.
    if name.contains(' ') { name + "\t" } else { name }
}

fn quoted(name: &str) -> String {
    let mut quoted = String::from('"');
    for letter in name.chars() {
        match letter {
            '"' | '\\' => quoted.extend(['\\', letter]),
            letter if letter.is_ascii_control() => quoted.push_str(&format!("\\{:03o}", u32::from(letter))),
            letter => quoted.push(letter),
        }
    }
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;

    fn diff(path: &str, old: &[u8], new: &[u8]) -> Vec<u8> {
        let mut out = Vec::new();
        write(path, old, new, &mut out).unwrap();
        out
    }

    #[test]
    fn a_change_is_shown_with_three_lines_around_it() {
        let old = b"1\n2\n3\n4\r\n5\n6\n7\n8\n9\n";
        let new = b"1\n2\n3\n4\r\nfive\n6\n7\n8\n9\n";
        let expected: &[u8] =
            b"--- a/x.wiki\n+++ b/x.wiki\n@@ -2,7 +2,7 @@\n 2\n 3\n 4\r\n-5\n+five\n 6\n 7\n 8\n";
        assert_eq!(diff("./x.wiki", old, new), expected);
        assert_eq!(diff("x", old, old), b"");
    }

    #[test]
    fn lone_carriage_returns_bad_bytes_and_a_missing_line_end_stay() {
        let expected: &[u8] =
            b"--- a/tmp/x\n+++ b/tmp/x\n@@ -1 +1 @@\n-a\rb\xff\n\\ No newline at end of file\n\
            +a\rc\xff\n\\ No newline at end of file\n";
        assert_eq!(diff("/tmp/x", b"a\rb\xff", b"a\rc\xff"), expected);
    }

    #[test]
    fn names_that_could_be_misread_are_marked() {
        assert_eq!(name("a", "Copa 2017.wiki"), "a/Copa 2017.wiki\t");
        assert_eq!(name("b", "a\"b\n"), "\"b/a\\\"b\\012\"");
        assert_eq!(name("a", "-"), "a/stdin");
    }
}
