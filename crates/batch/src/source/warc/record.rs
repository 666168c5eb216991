//! A record: a header, and what stands behind it.

use super::content::{self, Content};
use super::header::Header;
use crate::job::Input;

/// A record whose header and length are understood.
pub(super) struct Record<'a> {
    pub(super) header: Header<'a>,
    /// What stands behind the header.
    pub(super) block: &'a [u8],
}

/// A record that cannot be read.
pub(super) struct Bad {
    pub(super) id: Option<String>,
    pub(super) url: Option<String>,
    pub(super) reason: String,
}

impl Record<'_> {
    /// Its id.
    pub(super) fn id(&self) -> Option<String> {
        id(&self.header)
    }

    /// The address of what it holds.
    pub(super) fn url(&self) -> Option<String> {
        url(&self.header)
    }

    /// What is to be read of it, if it is a page; without its bytes where they are not `wanted`.
    pub(super) fn read(&self, wanted: bool, limit: usize) -> Option<Input> {
        match content::classify(&self.header, self.block) {
            Content::Other => None,
            Content::Bad(reason) => Some(Input::Unread(reason.to_owned())),
            Content::Page(_) if !wanted => Some(Input::Unread(String::new())),
            Content::Page(page) => Some(match page.bytes(limit) {
                Ok(bytes) => Input::Bytes {
                    bytes,
                    format: page.format(),
                },
                Err(reason) => Input::Unread(reason),
            }),
        }
    }
}

impl Bad {
    pub(super) fn new(reason: &str) -> Self {
        Self {
            id: None,
            url: None,
            reason: reason.to_owned(),
        }
    }

    pub(super) fn of(header: &Header<'_>, reason: impl Into<String>) -> Self {
        Self {
            id: id(header),
            url: url(header),
            reason: reason.into(),
        }
    }
}

/// The id of a record.
fn id(header: &Header<'_>) -> Option<String> {
    header.get("WARC-Record-ID").map(|id| bare(&id))
}

/// The address of what a record holds.
fn url(header: &Header<'_>) -> Option<String> {
    header.get("WARC-Target-URI").map(|url| bare(&url))
}

/// An address without the angle brackets around it.
fn bare(address: &str) -> String {
    address.trim_matches(['<', '>']).to_owned()
}
