//! The way through: bytes, page, outline, facts and requirements and skills, summary, record.

use sha2::{Digest, Sha256};

use crate::error::Error;
use crate::facts;
use crate::options::Options;
use crate::outline::{Outline, outline};
use crate::page::{self, BlockKind, Page, Pages, Verdict};
use crate::posting::{BlockRecord, Posting, SCHEMA_VERSION, Section, SectionItem, Source};
use crate::reading::Reading;
use crate::table::Languages;
use crate::trained::Trained;
use crate::{requirements, skills, summary};

impl Posting {
    /// Reads a posting from the bytes of a saved file; of several, the one with the longest text.
    ///
    /// # Errors
    /// When the input is empty, too large, damaged, binary, or of a format that is not read.
    pub fn parse(bytes: &[u8], options: &Options) -> Result<Self, Error> {
        read(bytes, options, &Trained::shipped())
    }

    /// Reads all postings of a saved file: the JSON of a job board and the digest of a mailing list
    /// can hold several. A web page that lists postings is one record, a board.
    ///
    /// Each is read when the iterator comes to it. Where there are several, the number of each stands
    /// behind the input's name in [`Source::name`]: `feed.json#1`.
    ///
    /// ```
    /// use jobgist::{Options, Posting};
    ///
    /// let feed = r#"[{"title": "Night Baker", "company": "Crumbs", "city": "Leeds"},
    ///                {"title": "Day Baker", "company": "Crumbs", "city": "York"}]"#;
    /// let postings = Posting::parse_all(feed.as_bytes(), &Options::default())?;
    /// assert_eq!(postings.len(), 2);
    /// let titles: Vec<_> = postings.filter_map(|posting| posting.title).collect();
    /// assert_eq!(titles, ["Night Baker", "Day Baker"]);
    /// # Ok::<(), jobgist::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`Posting::parse`].
    pub fn parse_all(bytes: &[u8], options: &Options) -> Result<Postings, Error> {
        let pages = page::open(bytes, options)?;
        let source = source(bytes, options.name.clone());
        Ok(Postings {
            several: pages.len() > 1,
            pages,
            read: 0,
            source,
            options: options.clone(),
        })
    }

    /// Reads a posting from text that is decoded already.
    ///
    /// # Errors
    /// As [`Posting::parse`].
    pub fn parse_str(text: &str, options: &Options) -> Result<Self, Error> {
        Self::parse(text.as_bytes(), options)
    }
}

/// The postings of a file, from [`Posting::parse_all`]; at least one record, which says that there
/// is no posting where the file holds none.
#[derive(Debug)]
pub struct Postings {
    pages: Pages,
    several: bool,
    read: usize,
    source: Source,
    options: Options,
}

impl Iterator for Postings {
    type Item = Posting;

    fn next(&mut self) -> Option<Posting> {
        let page = self.pages.next()?;
        self.read += 1;
        let mut source = self.source.clone();
        if self.several {
            source.name = format!("{}#{}", source.name, self.read);
        }
        Some(record(page, source, &self.options, &Trained::shipped()))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.pages.len(), Some(self.pages.len()))
    }
}

impl ExactSizeIterator for Postings {}

impl std::iter::FusedIterator for Postings {}

/// Reads a posting by what was learnt.
///
/// # Errors
/// As [`Posting::parse`].
pub(crate) fn read(
    bytes: &[u8],
    options: &Options,
    trained: &Trained<'_>,
) -> Result<Posting, Error> {
    let page = page::read(bytes, options)?;
    let source = source(bytes, options.name.clone());
    Ok(record(page, source, options, trained))
}

/// What is known of the source before it is read.
fn source(bytes: &[u8], name: String) -> Source {
    let mut digest = String::with_capacity(64);
    for byte in Sha256::digest(bytes) {
        use std::fmt::Write as _;
        let _ = write!(digest, "{byte:02x}");
    }
    Source {
        name,
        bytes: bytes.len() as u64,
        sha256: digest,
        ..Source::default()
    }
}

/// Builds the record of a page.
fn record(mut page: Page, source: Source, options: &Options, trained: &Trained<'_>) -> Posting {
    let source = Source {
        format: page.format,
        encoding: std::mem::take(&mut page.encoding),
        language: page.language.clone(),
        url: page.head.url.clone(),
        truncated: page.truncated.take(),
        notes: std::mem::take(&mut page.notes),
        ..source
    };
    let languages = Languages::of(source.language.as_deref());
    page::furniture::mark(&mut page, &languages);
    let outline = outline(&page, &languages, trained.lines, options.blocks);
    let Verdict { kind, reason } = page::verdict(&page, &outline, &languages);
    let reading = Reading::new(&page, &outline, &languages, options);
    let facts = facts::read(&reading);
    let title = facts.title.as_deref();
    let mut mentions = skills::mentions(&page, &outline, &languages, options);
    skills::without_employer(&page, &mut mentions, facts.company.as_deref());
    let skills = skills::rank(&page, &outline, &mentions, title, trained.of_skills());
    let known = requirements::Known::of(&reading, &mentions);
    let requirements = requirements::read(&reading, &known, title);
    let (summary, coverage) = summary::summarize(&reading, &facts, &known, trained.of_lines());
    Posting {
        schema_version: SCHEMA_VERSION.to_owned(),
        source,
        page_kind: kind,
        page_kind_reason: reason,
        title: facts.title,
        title_raw: facts.title_raw,
        company: facts.company,
        job_id: facts.job_id,
        locations: facts.locations,
        locations_mode: facts.locations_mode,
        workplace: facts.workplace,
        employment_types: facts.employment_types,
        duration: facts.duration,
        start_date: facts.start_date,
        date_posted: facts.date_posted,
        valid_through: facts.valid_through,
        salary: facts.salary,
        experience_years: facts.experience_years,
        education: facts.education,
        languages: facts.languages,
        seniority: facts.seniority,
        hours: facts.hours,
        travel: facts.travel,
        work_authorization: facts.work_authorization,
        sections: sections(&page, &outline),
        requirements,
        skills: skills::marked(skills, options),
        summary,
        coverage,
        evidence: facts.evidence,
        absent: facts.absent,
        conflicts: facts.conflicts,
        blocks: options.blocks.then(|| blocks(&page, &outline)),
    }
}

fn sections(page: &Page, outline: &Outline) -> Vec<Section> {
    outline
        .parts
        .iter()
        .map(|part| Section {
            kind: part.kind,
            heading: part
                .heading
                .clone()
                .map(|range| page.text[range].to_owned()),
            items: part
                .items
                .iter()
                .map(|item| SectionItem {
                    text: page.text[item.range.clone()].to_owned(),
                    block: item.block,
                })
                .collect(),
        })
        .collect()
}

fn blocks(page: &Page, outline: &Outline) -> Vec<BlockRecord> {
    page.blocks
        .iter()
        .enumerate()
        .map(|(at, block)| BlockRecord {
            block: at,
            kind: match block.kind {
                BlockKind::Heading(_) => "heading",
                BlockKind::Paragraph => "paragraph",
                BlockKind::Item(_) => "item",
                BlockKind::Cell { .. } => "cell",
            }
            .to_owned(),
            text: page.text_of(at).to_owned(),
            role: outline.role_name(at).to_owned(),
            why: outline.why.get(at).cloned().unwrap_or_default(),
            region: block.region.name().to_owned(),
            furniture: block.furniture.map(str::to_owned),
        })
        .collect()
}
