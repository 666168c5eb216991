//! Opens a file: its wrapping, its format, its encoding, and the postings in it.

use std::collections::VecDeque;

use super::container::{self, gzip};
use super::limits::Limits;
use super::lines::Dialect;
use super::structured::Structured;
use super::{Page, assemble, encoding, json, language, sniff};
use crate::error::Error;
use crate::options::Options;
use crate::posting::Format;
use crate::table::Languages;

/// A posting so many times shorter than the longest one of its file is a card.
const CARD: usize = 8;

/// The postings of a file, each to be made a page.
#[derive(Debug)]
pub(crate) struct Pages {
    waiting: VecDeque<Waiting>,
    file: File,
}

/// A posting of a file.
#[derive(Debug)]
pub(super) enum Waiting {
    /// It is a page already.
    Page(Box<Page>),
    /// A posting of a JSON file; its page is written when it is wanted.
    Job(Box<Structured>),
}

/// What holds for all postings of a file.
#[derive(Debug)]
struct File {
    format: Format,
    encoding: String,
    /// Language that the caller asked for.
    language: Option<String>,
    truncated: Option<String>,
    notes: Vec<String>,
    limits: Limits,
}

/// Opens a file.
///
/// # Errors
/// When the input is empty, too large, damaged, binary, or of a format that is not read.
pub(crate) fn open(bytes: &[u8], options: &Options) -> Result<Pages, Error> {
    if let Some(code) = options.language.as_deref()
        && !Languages::knows(code)
    {
        let known = Languages::codes().collect::<Vec<_>>().join(", ");
        return Err(Error::language(code, known));
    }
    let limits = Limits::of(options);
    if bytes.len() > limits.bytes {
        return Err(Error::too_large(bytes.len(), limits.bytes));
    }
    let unpacked = gzip::unpack(bytes, limits.bytes)?;
    let bytes = &*unpacked.bytes;
    if bytes.trim_ascii().is_empty() {
        return Err(Error::empty());
    }
    let mut file = File {
        format: Format::Text,
        encoding: String::new(),
        language: options.language.clone(),
        truncated: unpacked.truncated,
        notes: unpacked.note.into_iter().collect(),
        limits,
    };
    let mut waiting: VecDeque<Waiting> = match options.format.or_else(|| sniff::packed(bytes)) {
        Some(format @ (Format::Mhtml | Format::Eml | Format::Pdf | Format::Docx)) => {
            file.format = format;
            let (pages, encoding) = container::read(bytes, format, limits)?;
            file.encoding = encoding;
            pages
                .into_iter()
                .map(|page| Waiting::Page(Box::new(page)))
                .collect()
        }
        format => plain(bytes, format, &mut file)?,
    };
    // A file without a posting has a record too, which says so.
    if waiting.is_empty() {
        waiting.push_back(Waiting::Page(Box::default()));
    }
    Ok(Pages { waiting, file })
}

/// The postings of a file that is text throughout.
fn plain(
    bytes: &[u8],
    format: Option<Format>,
    file: &mut File,
) -> Result<VecDeque<Waiting>, Error> {
    sniff::refuse(bytes, format.is_some())?;
    let decoded = encoding::decode(bytes);
    let text = decoded.text.trim_start_matches('\u{feff}');
    decoded.encoding.clone_into(&mut file.encoding);
    file.notes.extend(decoded.notes);
    file.format = format.unwrap_or_else(|| sniff::format(text));
    let page = match file.format {
        Format::Json => {
            let jobs = json::read(text)?;
            let jobs = jobs.into_iter().map(|job| Waiting::Job(Box::new(job)));
            return Ok(whole(jobs.collect()));
        }
        Format::Html => assemble::html_page(text, file.limits),
        Format::Markdown => assemble::text_page(text, Dialect::Markdown, file.limits),
        // `container` reads the other formats.
        _ if sniff::is_markdown(text) => assemble::text_page(text, Dialect::Markdown, file.limits),
        _ => assemble::text_page(text, Dialect::Plain, file.limits),
    };
    Ok(VecDeque::from([Waiting::Page(Box::new(page))]))
}

/// The postings without those that only stand beside another one: cards of similar jobs.
fn whole(mut jobs: VecDeque<Waiting>) -> VecDeque<Waiting> {
    let longest = jobs.iter().map(Waiting::size).max().unwrap_or(0);
    jobs.retain(|job| job.size() * CARD >= longest);
    jobs
}

impl Waiting {
    /// Length of its text, in bytes.
    fn size(&self) -> usize {
        match self {
            Self::Page(page) => page.text.len(),
            Self::Job(job) => json::size(job),
        }
    }
}

impl Pages {
    /// How many postings are still to come.
    pub(crate) fn len(&self) -> usize {
        self.waiting.len()
    }

    /// The next posting's page.
    pub(crate) fn next(&mut self) -> Option<Page> {
        let waiting = self.waiting.pop_front()?;
        Some(self.page(waiting))
    }

    /// The page of the posting with the longest text: the first one of several alike. An empty page
    /// where the file holds none.
    pub(crate) fn longest(mut self) -> Page {
        let count = self.waiting.len();
        let best = (0..count).rev().max_by_key(|at| self.waiting[*at].size());
        let waiting = best.and_then(|at| self.waiting.swap_remove_back(at));
        if count > 1 {
            self.file.notes.push(format!(
                "the file holds {count} postings; the one with the longest text was read"
            ));
        }
        self.page(waiting.unwrap_or_else(|| Waiting::Page(Box::default())))
    }

    fn page(&self, waiting: Waiting) -> Page {
        let mut page = match waiting {
            Waiting::Page(page) => *page,
            Waiting::Job(job) => assemble::job_page(*job, self.file.limits),
        };
        page.format = self.file.format;
        page.encoding.clone_from(&self.file.encoding);
        page.truncated = self.file.truncated.clone().or(page.truncated);
        page.notes.splice(0..0, self.file.notes.iter().cloned());
        page.language = self
            .file
            .language
            .clone()
            .or_else(|| language::detect(&page));
        page
    }
}
