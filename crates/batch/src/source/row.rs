//! What rows and tables have in common.

use jobgist::Format;

use super::stream::too_long;
use super::{Columns, Error, Sources};
use crate::job::Input;

/// How much longer than its page a row may be: for what escapes it and stands beside it.
const ROW_FACTOR: usize = 4;

/// Names of columns that an error lists at most.
const LISTED: usize = 20;

/// Rows over this many bytes are unread.
pub(super) fn limit(sources: &Sources) -> usize {
    sources.max_bytes.saturating_mul(ROW_FACTOR)
}

/// What a row over the limit is answered with.
pub(super) fn row_too_long(limit: usize) -> Input {
    Input::Unread(format!("the row is longer than {limit} bytes"))
}

/// The input of a row: its `html`; its `text` where it has no `html`, or an empty one.
pub(super) fn input(
    html: Option<Vec<u8>>,
    text: Option<Vec<u8>>,
    columns: &Columns,
    max_bytes: usize,
) -> Input {
    let (bytes, format) = match (html, text) {
        (Some(html), text) if !html.is_empty() || text.is_none() => (html, Format::Html),
        (_, Some(text)) => (text, Format::Text),
        (_, None) => {
            let Columns { html, text, .. } = columns;
            return Input::Unread(format!("the row has neither {html} nor {text}"));
        }
    };
    if bytes.len() > max_bytes {
        return too_long(max_bytes);
    }
    Input::Bytes {
        bytes,
        format: Some(format),
    }
}

/// Where in a table its columns are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Places {
    pub(super) id: Option<usize>,
    pub(super) html: Option<usize>,
    pub(super) text: Option<usize>,
    pub(super) url: Option<usize>,
}

impl Places {
    /// All of them: id, html, text, url.
    pub(super) fn all(&self) -> [Option<usize>; 4] {
        [self.id, self.html, self.text, self.url]
    }

    /// Finds the columns by their names.
    ///
    /// # Errors
    /// When there is none for pages.
    pub(super) fn find(
        names: &[String],
        columns: &Columns,
        path: &std::path::Path,
    ) -> Result<Self, Error> {
        let place = |name: &str| {
            let exact = names.iter().position(|column| column == name);
            exact.or_else(|| {
                names
                    .iter()
                    .position(|column| column.trim().to_lowercase() == name.to_lowercase())
            })
        };
        let places = Self {
            id: place(&columns.id),
            html: place(&columns.html),
            text: place(&columns.text),
            url: place(&columns.url),
        };
        if places.html.is_none() && places.text.is_none() {
            let mut listed: Vec<&str> = names.iter().take(LISTED).map(String::as_str).collect();
            if names.len() > LISTED {
                listed.push("...");
            }
            let Columns { html, text, .. } = columns;
            let reason = format!(
                "it has no column {html} or {text}; its columns are: {}",
                listed.join(", ")
            );
            return Err(Error::unusable(path, reason));
        }
        Ok(places)
    }
}
