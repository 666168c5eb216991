//! Jobs of the collection that may be the one that is saved: offered, never merged.

use jobgist_duplicates::{Fingerprint, THRESHOLD, THRESHOLD_UNTITLED};
use rusqlite::{Connection, params};

use super::failure::Inner;
use super::read;
use super::save::{KNOWN, Known, New};
use super::types::{Likely, Reason};
use crate::JobId;

/// So many are offered; an employer with a hundred openings of one title has a hundred reposts.
const MOST: usize = 5;

/// Jobs beside `key` that may be the same, the likeliest first.
pub(super) fn find(connection: &Connection, new: &New<'_>, key: i64) -> Inner<Vec<Likely>> {
    let mut likely = Vec::new();
    for known in near(connection, new, key)? {
        if let Some(reason) = reason(new, &known) {
            likely.push(Likely {
                id: known.id,
                reason,
            });
        }
    }
    likely.sort_by(|one, other| order(one.reason).total_cmp(&order(other.reason)));
    likely.truncate(MOST);
    Ok(likely)
}

/// Jobs beside a saved one that may be the same, the likeliest first.
pub(super) fn of_job(connection: &Connection, id: &JobId) -> Inner<Vec<Likely>> {
    let key = read::key_of(connection, id)?;
    let posting = read::record(connection, id)?;
    let Some(capture) = read::job(connection, id)?.captures.pop() else {
        return Ok(Vec::new());
    };
    let several = connection
        .prepare_cached("SELECT 1 FROM capture WHERE sha256 = ?1 AND entry <> ?2")?
        .exists(params![capture.sha256, capture.entry])?;
    find(connection, &New::saved(&posting, &capture, several), key)
}

/// Where a reason stands among others; smaller is likelier.
fn order(reason: Reason) -> f64 {
    match reason {
        Reason::SameRequisition => 0.0,
        Reason::SameText { similarity } => 2.0 - similarity,
        Reason::Repost => 3.0,
        Reason::SameAddress => 4.0,
    }
}

/// Jobs with the same title, requisition number or address, that are not linked yet and not of the
/// same page.
fn near(connection: &Connection, new: &New<'_>, key: i64) -> Inner<Vec<Known>> {
    let title = new.fingerprint.as_ref().map(Fingerprint::title_hash);
    let address = new.addresses.first().map(|address| &address.text);
    let mut statement = connection.prepare_cached(&format!(
        "SELECT {KNOWN} FROM job WHERE key IN ( \
             SELECT key FROM job WHERE title_hash = ?2 UNION \
             SELECT key FROM job WHERE requisition = ?3 UNION \
             SELECT job FROM capture WHERE address = ?4) \
         AND key <> ?1 AND removed_at IS NULL \
         AND NOT EXISTS (SELECT 1 FROM link WHERE link.job = ?1 AND link.other = job.id) \
         ORDER BY key DESC"
    ))?;
    let mut rows = statement.query(params![key, title, new.requisition(), address])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        found.push(Known::read(row)?);
    }
    Ok(found)
}

fn reason(new: &New<'_>, known: &Known) -> Option<Reason> {
    let employer = new.same_employer(known);
    if employer && new.requisition().is_some() && new.requisition() == known.requisition.as_deref()
    {
        return Some(Reason::SameRequisition);
    }
    let pair = new.fingerprint.as_ref().zip(known.fingerprint.as_ref());
    let same_title = pair.is_some_and(|(one, other)| one.title_hash() == other.title_hash());
    if employer && same_title && new.other_requisition(known) {
        return Some(Reason::Repost);
    }
    if let Some((one, other)) = pair
        && one.agrees(other)
    {
        let similarity = one.similarity(other);
        let least = match one.title_hash() {
            0 => THRESHOLD_UNTITLED,
            _ => THRESHOLD,
        };
        if similarity >= least {
            return Some(Reason::SameText { similarity });
        }
    }
    let at_address = known.address.is_some()
        && new
            .addresses
            .iter()
            .any(|address| Some(&address.text) == known.address.as_ref());
    (at_address && !new.several).then_some(Reason::SameAddress)
}
