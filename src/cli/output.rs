//! Standard output and standard error, both of which may be closed by whoever reads them.

use std::{
    fmt,
    io::{self, BufWriter, IsTerminal, Write},
};

use anyhow::Result;

use crate::Error;

/// Runs `write` with a buffered standard output.
pub(super) fn to_stdout(write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<()> {
    let mut out = BufWriter::with_capacity(64 * 1024, io::stdout().lock());
    write(&mut out).and_then(|()| out.flush()).map_err(|error| Error::io("standard output", error))?;
    Ok(())
}

/// Writes a line on standard error; nobody is told if that fails.
pub(super) fn say(line: fmt::Arguments<'_>) {
    let _ = writeln!(io::stderr().lock(), "{line}");
}

/// Whether standard output takes colours (<https://no-color.org>).
pub(super) fn is_coloured() -> bool {
    let is_set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    let is_dumb = std::env::var_os("TERM").is_some_and(|terminal| terminal == "dumb");
    io::stdout().is_terminal() && !is_set("NO_COLOR") && !is_dumb
}

/// Whether an error is only that the reader of our output has gone.
pub(super) fn is_closed_pipe(error: &anyhow::Error) -> bool {
    is_of_kind(error, io::ErrorKind::BrokenPipe)
}

/// Whether an error comes of one of the system's of this kind.
pub(super) fn is_of_kind(error: &anyhow::Error, kind: io::ErrorKind) -> bool {
    let is_it = |error: &io::Error| error.kind() == kind;
    error.chain().any(|cause| cause.downcast_ref::<io::Error>().is_some_and(is_it))
}

/// `1 match`, `2 matches`
pub(super) fn count(number: usize, one: &str, several: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { several })
}

/// An error with its causes, each said once: one that names its cause already is not followed by it.
pub(super) fn in_full(error: &anyhow::Error) -> String {
    error.chain().skip(1).map(ToString::to_string).fold(error.to_string(), |said, cause| {
        if said.ends_with(&cause) { said } else { format!("{said}: {cause}") }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_is_said_with_its_causes_and_each_once() {
        let error = || Error::io("out", io::Error::other("disk full"));
        assert_eq!(in_full(&error().into()), "out: disk full");
        assert!(!is_of_kind(&error().into(), io::ErrorKind::Interrupted));
        let interrupted = Error::io("out", io::Error::new(io::ErrorKind::Interrupted, "interrupted"));
        assert!(is_of_kind(&interrupted.into(), io::ErrorKind::Interrupted));
        assert_eq!(in_full(&anyhow::Error::from(error()).context("cup.wiki")), "cup.wiki: out: disk full");
    }
}
