//! The named fields in front of a record and of a response.

use std::borrow::Cow;

use memchr::memchr;

/// Longest header that is looked at, in bytes.
pub(super) const LONGEST: usize = 64 << 10;

/// How the first line of a record begins.
pub(super) const VERSION: &[u8] = b"WARC/1.";

/// A header: its first line, and fields `Name: value`, a line each.
#[derive(Debug, Clone, Copy)]
pub(super) struct Header<'a> {
    first: &'a [u8],
    fields: &'a [u8],
}

impl<'a> Header<'a> {
    /// The header at the beginning of `bytes`, and the number of bytes up to what it stands in front
    /// of; `None` when no empty line ends it before the next record begins.
    pub(super) fn read(bytes: &'a [u8]) -> Option<(Self, usize)> {
        let first_end = memchr(b'\n', bytes)? + 1;
        let mut at = first_end;
        loop {
            let line_end = at + memchr(b'\n', bytes.get(at..)?)? + 1;
            if bytes[at..line_end].trim_ascii().is_empty() {
                let header = Self {
                    first: bytes[..first_end].trim_ascii(),
                    fields: &bytes[first_end..at],
                };
                return Some((header, line_end));
            }
            if line_end > LONGEST || bytes[at..].starts_with(VERSION) {
                return None;
            }
            at = line_end;
        }
    }

    /// Its first line.
    pub(super) fn first(&self) -> &'a [u8] {
        self.first
    }

    /// The value of the first field of that name, whatever its case; of a folded value its first
    /// line. `None` where it is missing or empty.
    pub(super) fn get(&self, name: &str) -> Option<Cow<'a, str>> {
        self.fields
            .split(|byte| *byte == b'\n')
            .find_map(|line| {
                let colon = memchr(b':', line)?;
                let (field, value) = line.split_at(colon);
                field
                    .trim_ascii_end()
                    .eq_ignore_ascii_case(name.as_bytes())
                    .then(|| value[1..].trim_ascii())
            })
            .filter(|value| !value.is_empty())
            .map(String::from_utf8_lossy)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_found_by_name() {
        let bytes = b"HTTP/1.1 200 OK\r\ncontent-TYPE : text/html\nEmpty:\r\n\r\nbody: no";
        let (header, length) = Header::read(bytes).unwrap();
        assert_eq!(header.first(), b"HTTP/1.1 200 OK");
        assert_eq!(header.get("Content-Type").unwrap(), "text/html");
        assert_eq!(header.get("Empty"), None);
        assert_eq!(header.get("body"), None);
        assert_eq!(&bytes[length..], b"body: no");
    }

    #[test]
    fn a_header_that_does_not_end_is_none() {
        assert!(Header::read(b"HTTP/1.1 200 OK\r\nA: b\r\n").is_none());
        assert!(Header::read(b"").is_none());
        let endless = [b"first\n".to_vec(), b"a: b\n".repeat(LONGEST)].concat();
        assert!(Header::read(&endless).is_none());
        assert!(Header::read(b"WARC/1.0\r\nA: b\r\nWARC/1.0\r\n\r\n").is_none());
        let (empty, length) = Header::read(b"first\n\n").unwrap();
        assert_eq!((empty.get("a"), length), (None, 7));
    }
}
