//! External links: `[address label]`. They protect nothing, but their label may hold templates and links.

use super::Scanner;
use crate::{
    markup::{Node, NodeKind, Part, byte_set::ByteSet, work},
    span::Span,
};

/// Beginnings of addresses that may stand in `[address label]`
/// (<https://www.mediawiki.org/wiki/Manual:$wgUrlProtocols>).
const PROTOCOLS: [&[u8]; 27] = [
    b"https://",
    b"http://",
    b"//",
    b"bitcoin:",
    b"ftp://",
    b"ftps://",
    b"geo:",
    b"git://",
    b"gopher://",
    b"irc://",
    b"ircs://",
    b"magnet:",
    b"mailto:",
    b"matrix:",
    b"mms://",
    b"news:",
    b"nntp://",
    b"redis://",
    b"sftp://",
    b"sip:",
    b"sips:",
    b"sms:",
    b"ssh://",
    b"svn://",
    b"tel:",
    b"urn:",
    b"xmpp:",
];

/// What an address does not hold.
static ENDS_ADDRESS: ByteSet = ByteSet::of(b" \t\n\x0c\r[]<>\"{|");

/// An open `[address`. It closes on its own line, in its own part, with nothing open inside it, or it is text.
#[derive(Clone, Copy, Debug)]
pub(super) struct External {
    /// Height of the stack where it opens.
    level: usize,
    start: usize,
    /// The node that it reserved.
    node: u32,
    address_end: usize,
}

impl Scanner<'_> {
    pub(super) fn open_external(&mut self, start: usize) {
        let (level, rest) = (self.stack.len(), self.rest(start + 1));
        let is_open = self.externals.last().is_some_and(|external| external.level == level);
        let starts_with = |known: &&[u8]| {
            rest.get(..known.len()).is_some_and(|beginning| beginning.eq_ignore_ascii_case(known))
        };
        if is_open || !PROTOCOLS.iter().any(starts_with) {
            return;
        }
        let length = rest.iter().position(|byte| ENDS_ADDRESS.has(*byte)).unwrap_or(rest.len());
        work::add(length);
        let node = self.out.nodes.len() as u32;
        self.out.nodes.push(Node::RESERVED);
        self.externals.push(External { level, start, node, address_end: start + 1 + length });
    }

    /// Whether a run of `]` begins with the end of `[address label]`: in `[[a|[//b c]]]` it does, in
    /// `[[a|[//b c]]` it does not.
    pub(super) fn closes_external(&self, run: usize, in_link: bool) -> bool {
        let is_open = self.externals.last().is_some_and(|external| external.level == self.stack.len());
        is_open && !(in_link && run == 2)
    }

    pub(super) fn close_external(&mut self) {
        let Some(external) = self.externals.pop() else { return };
        let head = Span::new(external.start + 1, external.address_end);
        let label = Span::new(external.address_end, self.at);
        let first = self.out.parts.len() as u32;
        if !label.is_empty() {
            self.out.parts.push(Part { key: None, value: label });
        }
        let parts = (first, self.out.parts.len() as u32);
        self.at += 1;
        let span = Span::new(external.start, self.at);
        self.fill(external.node, Node { head, parts, ..Node::new(NodeKind::ExternalLink, span) });
    }

    /// Forgets open addresses at this height of the stack and above.
    pub(super) fn drop_externals(&mut self, level: usize) {
        while self.externals.last().is_some_and(|external| external.level >= level) {
            self.externals.pop();
        }
    }
}
