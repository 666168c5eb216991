//! Saves a posting: a new job, or one that the collection has.

use jobgist::Posting;
use jobgist_duplicates::Fingerprint;
use rusqlite::{OptionalExtension, params};

use super::elsewhere;
use super::failure::Inner;
use super::fold::{same_name, words};
use super::happening::{Happening, Seen, json, moment};
use super::records;
use super::refresh::places;
use super::types::{Outcome, Page, Saved};
use super::write::Writer;
use super::{address, ids};
use crate::{Capture, JobId, Moment, Reading};

/// With less of the text in common, a page under the address of another one is another job when its
/// title has no word of the other's.
const SAME_ADDRESS: f64 = 0.3;
/// Words of a title with fewer letters tell nothing of the job.
const SHORTEST_TELLING: usize = 4;

/// What is to be saved, and by what it is known again.
#[derive(Debug)]
pub(super) struct New<'a> {
    pub(super) posting: &'a Posting,
    pub(super) entry: u32,
    pub(super) sha256: String,
    /// Whether the page holds other postings too.
    pub(super) several: bool,
    /// Where the page came from.
    url: Option<String>,
    /// All addresses that are named for it.
    pub(super) addresses: Vec<address::Address>,
    pub(super) fingerprint: Option<Fingerprint>,
}

/// A job of the collection, as far as it is compared.
#[derive(Debug, Clone)]
pub(super) struct Known {
    pub(super) key: i64,
    pub(super) id: JobId,
    pub(super) title: Option<String>,
    pub(super) company: Option<String>,
    pub(super) requisition: Option<String>,
    pub(super) fingerprint: Option<Fingerprint>,
    places: Vec<String>,
    pub(super) address: Option<String>,
    pub(super) host: Option<String>,
}

/// The columns of [`Known`], of a job `job` and its newest capture.
pub(super) const KNOWN: &str = "job.key, job.id, job.title, job.company, job.requisition, \
     job.fingerprint, (SELECT url FROM capture WHERE capture.job = job.key ORDER BY at DESC, event DESC LIMIT 1), job.places";

impl<'a> New<'a> {
    fn of(page: &Page<'_>, entry: u32, posting: &'a Posting) -> Self {
        let several = page.postings > 1;
        let (own, given) = (posting.source.url.as_deref(), page.url);
        // The address of a page that holds several says less than that of one of them.
        let url = if several {
            own.or(given)
        } else {
            given.or(own)
        };
        // What the user says of a page counts more than what the page says of itself: a career
        // site may give all its pages one address.
        let named = if several || given.is_none() {
            [url, None]
        } else {
            [given, None]
        };
        Self {
            posting,
            entry,
            sha256: records::digest(page.bytes),
            several,
            url: url.map(str::to_owned),
            addresses: named
                .into_iter()
                .flatten()
                .filter_map(address::of)
                .collect(),
            fingerprint: Fingerprint::of(posting),
        }
    }

    /// A job that is saved, by its newest capture; `several`: the page holds other postings too.
    pub(super) fn saved(posting: &'a Posting, capture: &Capture, several: bool) -> Self {
        let url = capture.url.clone();
        Self {
            posting,
            entry: capture.entry,
            sha256: capture.sha256.clone(),
            several,
            addresses: url.as_deref().and_then(address::of).into_iter().collect(),
            url,
            fingerprint: Fingerprint::of(posting),
        }
    }

    /// The requisition number, if it says anything.
    pub(super) fn requisition(&self) -> Option<&str> {
        let number = self.posting.job_id.as_deref().map(str::trim);
        number.filter(|number| !number.is_empty())
    }

    /// Whether employers are stated and may be the same.
    pub(super) fn same_employer(&self, known: &Known) -> bool {
        match (&self.posting.company, &known.company) {
            (Some(one), Some(other)) => same_name(one, other),
            _ => false,
        }
    }

    /// Whether both state a requisition number, and not the same one.
    pub(super) fn other_requisition(&self, known: &Known) -> bool {
        matches!((self.requisition(), &known.requisition), (Some(one), Some(other)) if one != other)
    }

    fn same_title(&self, known: &Known) -> bool {
        let of = |title: &Option<String>| words(title.as_deref().unwrap_or_default());
        of(&self.posting.title) == of(&known.title)
    }

    /// Whether what stands at an address now may be what stood there before.
    pub(super) fn continues(&self, known: &Known) -> bool {
        if self.other_requisition(known) {
            return false;
        }
        if self.several {
            return self.same_title(known) && places(self.posting) == known.places;
        }
        let of = |title: &Option<String>| words(title.as_deref().unwrap_or_default());
        let (one, other) = (of(&self.posting.title), of(&known.title));
        // "Senior" and "of" make no job.
        let tells =
            |word: &&String| word.chars().count() >= SHORTEST_TELLING && other.contains(word);
        let some_title = one.is_empty()
            || other.is_empty()
            || one == other
            || one.iter().any(|word| tells(&word));
        let similarity = match (&self.fingerprint, &known.fingerprint) {
            (Some(one), Some(other)) => one.similarity(other),
            // A page that says nothing any more: closed, or behind a login.
            _ if !self.posting.holds_posting() => 1.0,
            // Few words, and other ones.
            _ => 0.0,
        };
        some_title || similarity >= SAME_ADDRESS
    }
}

/// Saves a posting.
pub(super) fn save(
    writer: &mut Writer<'_>,
    page: &Page<'_>,
    entry: u32,
    posting: &Posting,
) -> Inner<Saved> {
    let new = New::of(page, entry, posting);
    let known = find(writer, &new)?;
    let (id, outcome) = match known {
        Some((key, id)) => {
            let restored = out_of_bin(writer, key, &id)?;
            let captured = !is_newest(writer, key, page, &new)?;
            if captured {
                let seen = keep(writer, page, &new)?;
                writer.write(&id, Happening::Captured(seen))?;
            }
            let outcome = match (restored, captured) {
                (true, _) => Outcome::Restored,
                (false, true) => Outcome::Captured,
                (false, false) => Outcome::Unchanged,
            };
            (id, outcome)
        }
        None => {
            let id = ids::free(writer.connection, &new.sha256, entry)?;
            let seen = keep(writer, page, &new)?;
            writer.write(&id, Happening::Saved(seen))?;
            (id, Outcome::New)
        }
    };
    let key = super::project::key(writer.connection, &id)?.unwrap_or_default();
    Ok(Saved {
        since: newest(writer, key)?,
        elsewhere: elsewhere::find(writer.connection, &new, key)?,
        id,
        outcome,
    })
}

fn out_of_bin(writer: &mut Writer<'_>, key: i64, id: &JobId) -> Inner<bool> {
    let binned = writer
        .connection
        .prepare_cached("SELECT 1 FROM job WHERE key = ?1 AND removed_at IS NOT NULL")?
        .exists([key])?;
    if binned {
        writer.write(id, Happening::Restored {})?;
    }
    Ok(binned)
}

/// Keeps page and record; gives what the event says of them.
fn keep(writer: &Writer<'_>, page: &Page<'_>, new: &New<'_>) -> Inner<Seen> {
    records::keep_page(writer.connection, &new.sha256, page.bytes)?;
    Ok(Seen {
        sha256: new.sha256.clone(),
        entry: new.entry,
        name: page.name.to_owned(),
        url: new.url.clone(),
        bytes: page.bytes.len() as u64,
        reading: page.reading.clone(),
        record: records::keep(writer.connection, new.posting)?,
    })
}

/// Whether the newest capture of a job is of this page, read in this way, and from no address that was
/// not known.
fn is_newest(writer: &Writer<'_>, key: i64, page: &Page<'_>, new: &New<'_>) -> Inner<bool> {
    let mut statement = writer.connection.prepare_cached(
        "SELECT sha256, entry, url IS NULL, reading FROM capture WHERE job = ?1 \
         ORDER BY at DESC, event DESC LIMIT 1",
    )?;
    let (sha256, entry, no_url, reading): (String, u32, bool, String) = statement
        .query_row([key], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
        })?;
    let reading: Reading = json(&reading)?;
    // The day is another one each time, and does not make another page.
    let same_way =
        reading.format == page.reading.format && reading.language == page.reading.language;
    Ok((sha256, entry) == (new.sha256.clone(), new.entry)
        && same_way
        && !(no_url && new.url.is_some()))
}

/// When the newest capture of a job was saved.
fn newest(writer: &Writer<'_>, key: i64) -> Inner<Moment> {
    let mut statement = writer
        .connection
        .prepare_cached("SELECT max(at) FROM capture WHERE job = ?1")?;
    moment(statement.query_row([key], |row| row.get(0))?)
}

/// The job that a posting is a capture of.
fn find(writer: &Writer<'_>, new: &New<'_>) -> Inner<Option<(i64, JobId)>> {
    let same_page = writer
        .connection
        .prepare_cached(
            "SELECT job.key, job.id FROM capture JOIN job ON job.key = capture.job \
             WHERE sha256 = ?1 AND entry = ?2 ORDER BY capture.at DESC, capture.event DESC LIMIT 1",
        )?
        .query_row(params![new.sha256, new.entry], |row| {
            Ok((row.get(0)?, JobId(row.get(1)?)))
        })
        .optional()?;
    if same_page.is_some() {
        return Ok(same_page);
    }
    for address in &new.addresses {
        let at_address = candidates(
            writer,
            "job.key IN (SELECT job FROM capture WHERE address = ?1)",
            &address.text,
            new,
        )?;
        for known in at_address {
            if new.continues(&known.as_read(writer)?) {
                return Ok(Some((known.key, known.id)));
            }
        }
    }
    let Some(requisition) = new.requisition() else {
        return Ok(None);
    };
    let same_number = candidates(writer, "job.requisition = ?1", requisition, new)?;
    let same_host = |known: &Known| {
        let mut hosts = new.addresses.iter().map(|address| Some(&address.host));
        known.host.is_some() && hosts.any(|host| host == known.host.as_ref())
    };
    let known = same_number
        .into_iter()
        .find(|known| same_host(known) && new.same_employer(known));
    Ok(known.map(|known| (known.key, known.id)))
}

/// Jobs that may be the one, last saved first. Two postings of one page are two jobs.
fn candidates(
    writer: &Writer<'_>,
    condition: &str,
    value: &str,
    new: &New<'_>,
) -> Inner<Vec<Known>> {
    let mut statement = writer.connection.prepare_cached(&format!(
        "SELECT {KNOWN} FROM job WHERE {condition} AND NOT EXISTS \
         (SELECT 1 FROM capture WHERE capture.job = job.key AND sha256 = ?2 AND entry <> ?3) \
         ORDER BY job.key DESC"
    ))?;
    let mut rows = statement.query(params![value, new.sha256, new.entry])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        found.push(Known::read(row)?);
    }
    Ok(found)
}

impl Known {
    /// With what was read of the job in the place of what the user put right: the next page says
    /// what the last one said.
    fn as_read(&self, writer: &Writer<'_>) -> Inner<Self> {
        let read = records::newest(writer.connection, self.key)?;
        Ok(Self {
            places: places(&read),
            requisition: read.job_id.map(|number| number.trim().to_owned()),
            title: read.title,
            ..self.clone()
        })
    }

    pub(super) fn read(row: &rusqlite::Row<'_>) -> Inner<Self> {
        let fingerprint: Option<Vec<u8>> = row.get(5)?;
        let url: Option<String> = row.get(6)?;
        let address = url.as_deref().and_then(address::of);
        let (address, host) = address.map(|address| (address.text, address.host)).unzip();
        Ok(Self {
            key: row.get(0)?,
            id: JobId(row.get(1)?),
            title: row.get(2)?,
            company: row.get(3)?,
            requisition: row.get(4)?,
            fingerprint: fingerprint.and_then(|bytes| Fingerprint::try_from_bytes(&bytes).ok()),
            places: json(&row.get::<_, String>(7)?)?,
            address,
            host,
        })
    }
}
