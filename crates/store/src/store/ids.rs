//! Short names of jobs.

use rusqlite::{Connection, OptionalExtension};
use sha2::{Digest, Sha256};

use super::failure::{Failure, Inner};
use super::happening::Happening;
use crate::JobId;

/// Digits and small letters without those that look like others: i, l, o and u are missing (the
/// alphabet of Douglas Crockford's base 32).
const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// The fewest characters of a name.
const SHORTEST: usize = 4;

/// All characters of a name: 160 bits.
const LONGEST: usize = 32;

/// All characters of the name of the job that was saved first as posting `entry` of a page.
fn whole(sha256: &str, entry: u32) -> String {
    let hash = Sha256::digest(format!("{sha256}:{entry}"));
    let mut name = String::with_capacity(LONGEST);
    let (mut bits, mut held) = (0_u32, 0_u32);
    for byte in hash {
        bits = bits << 8 | u32::from(byte);
        held += 8;
        while held >= 5 && name.len() < LONGEST {
            held -= 5;
            name.push(char::from(ALPHABET[(bits >> held & 31) as usize]));
        }
    }
    name
}

/// What a reader may have written for an id: letters that look like another one are that one.
pub(super) fn as_typed(text: &str) -> String {
    let letters = text
        .trim()
        .chars()
        .map(|letter| match letter.to_ascii_lowercase() {
            'i' | 'l' => '1',
            'o' => '0',
            letter => letter,
        });
    letters.collect()
}

/// Whether a text could be an id.
pub(super) fn is_id(text: &str) -> bool {
    (SHORTEST..=LONGEST).contains(&text.len()) && text.bytes().all(|byte| ALPHABET.contains(&byte))
}

/// The shortest name for a job that no other job has, or had.
pub(super) fn free(connection: &Connection, sha256: &str, entry: u32) -> Inner<JobId> {
    let whole = whole(sha256, entry);
    for length in SHORTEST..=LONGEST {
        let id = JobId(whole[..length].to_owned());
        match origin(connection, &id)? {
            None => return Ok(id),
            // Its saving was taken back, and is done again.
            Some(origin) if origin == (sha256.to_owned(), entry) => return Ok(id),
            Some(_) => {}
        }
    }
    Err(Failure::data("id", "two jobs have the same hash"))
}

/// The page and entry that a job was saved as first; `None` when no job has, or had, this name.
pub(super) fn origin(connection: &Connection, id: &JobId) -> Inner<Option<(String, u32)>> {
    let mut statement = connection.prepare_cached(
        "SELECT kind, detail FROM event WHERE job = ?1 AND kind IN ('saved', 'purged') \
         ORDER BY kind DESC, at, number LIMIT 1",
    )?;
    let row: Option<(String, String)> = statement
        .query_row([id.as_str()], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let Some((kind, detail)) = row else {
        return Ok(None);
    };
    match Happening::of_parts(&kind, &detail) {
        Ok(Happening::Saved(seen)) => Ok(Some((seen.sha256, seen.entry))),
        // Nothing is left of it, and its name can be given anew.
        Ok(_) => Ok(None),
        Err(reason) => Err(Failure::Data(reason)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_of_the_alphabet_and_differ() {
        let names: std::collections::HashSet<String> =
            (0..500).map(|entry| whole("a page", entry)).collect();
        assert_eq!(names.len(), 500);
        assert!(
            names
                .iter()
                .all(|name| is_id(name) && name.len() == LONGEST)
        );
        let used: std::collections::HashSet<u8> =
            names.iter().flat_map(|name| name.bytes()).collect();
        assert_eq!(used.len(), 32, "every letter is used");
    }

    #[test]
    fn a_name_is_known_as_it_may_be_typed() {
        assert_eq!(as_typed(" I0lO "), "1010");
        assert!(!is_id("abc"), "too short");
        assert!(!is_id("abcu"));
        assert!(!is_id("ab/d"));
    }
}
