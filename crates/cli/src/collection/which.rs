//! Which jobs, captures and files the words of a command line mean.

use std::path::Path;

use anyhow::{Context as _, anyhow, bail};
use jobgist::{Options, Posting};
use jobgist_store::{Error, Filter, Job, JobId, Sort, Status, Store};

use crate::args::{SortBy, WhichArgs};
use crate::input;

/// A job and, where one is named, its capture.
#[derive(Debug)]
pub(super) struct Named {
    pub(super) id: JobId,
    /// From zero, the oldest first; `None` for the newest, as corrected.
    pub(super) capture: Option<usize>,
}

impl Named {
    /// "k7m2", "k7m2@1".
    pub(super) fn label(&self) -> String {
        match self.capture {
            Some(index) => format!("{}@{}", self.id, index + 1),
            None => self.id.to_string(),
        }
    }
}

/// What a word of the command line means: a job, or `JOB@2`, its second capture.
///
/// # Errors
/// When no job or capture goes by it, or several do.
pub(super) fn named(store: &Store, text: &str) -> anyhow::Result<Named> {
    let Some((job, number)) = capture(text) else {
        let id = store.resolve(text)?;
        return Ok(Named { id, capture: None });
    };
    let id = store.resolve(job)?;
    let count = store.job(&id)?.captures.len();
    match number.checked_sub(1) {
        Some(index) if index < count => Ok(Named {
            id,
            capture: Some(index),
        }),
        _ if count == 1 => bail!("{id} has one capture, {id}@1"),
        _ => bail!("{id} has {count} captures, {id}@1 to {id}@{count}"),
    }
}

/// Splits `JOB@2`.
fn capture(text: &str) -> Option<(&str, usize)> {
    let (job, number) = text.rsplit_once('@')?;
    Some((job, number.parse().ok()?))
}

/// What a job says, in the capture that is named.
pub(super) fn posting(store: &Store, named: &Named) -> Result<Posting, Error> {
    match named.capture {
        Some(index) => store.posting_at(&named.id, index),
        None => store.posting(&named.id),
    }
}

/// One side of a comparison: a record and how to call it.
#[derive(Debug)]
pub(super) struct Side {
    pub(super) name: String,
    pub(super) posting: Posting,
}

impl Side {
    /// Of a capture of a job, from zero.
    pub(super) fn of_capture(store: &Store, job: &Job, index: usize) -> anyhow::Result<Self> {
        let capture = job.captures.get(index).ok_or_else(|| Error::NoCapture {
            job: job.id.clone(),
            index: index + 1,
            count: job.captures.len(),
        })?;
        Ok(Self {
            name: format!("{}@{} ({})", job.id, index + 1, capture.at.day()),
            posting: store.posting_at(&job.id, index)?,
        })
    }

    /// Of a file that holds one posting.
    pub(super) fn of_file(path: &Path, options: &Options) -> anyhow::Result<Self> {
        let name = crate::output::name(path);
        let postings = input::postings(path, options).with_context(|| name.clone())?;
        let mut held = postings.filter(Posting::holds_posting);
        let posting = held
            .next()
            .ok_or_else(|| anyhow!("{name}: holds no posting"))?;
        if held.next().is_some() {
            bail!("{name}: it holds several postings; save it, and compare its jobs");
        }
        Ok(Self { name, posting })
    }
}

/// The library's filter for the flags.
///
/// # Errors
/// When a status is a slip of the pen.
pub(super) fn filter(which: &WhichArgs) -> anyhow::Result<Filter> {
    let pay = which.pay.as_ref();
    let statuses = which.status.iter().map(|word| status(word));
    Ok(Filter {
        statuses: statuses.collect::<Result<_, _>>()?,
        tags: which.tag.clone(),
        places: which.place.clone(),
        skills: which.skill.clone(),
        company: which.company.clone(),
        pay_at_least: pay.map(|pay| pay.figure),
        currency: pay.and_then(|pay| pay.currency.clone()),
        expiring_within: which.expiring,
        ..Filter::default()
    })
}

/// A usual status in any case, or one of the user's own.
///
/// # Errors
/// When it is a slip of the pen.
pub(super) fn status(word: &str) -> anyhow::Result<Status> {
    let lower = word.trim().to_lowercase();
    let status = Status::from(lower.clone());
    let Status::Own(_) = &status else {
        return Ok(status);
    };
    let near = Status::USUAL
        .iter()
        .find(|usual| is_slip(usual.as_str(), &lower));
    if let Some(usual) = near {
        bail!(
            "{word:?} is no status: is {usual:?} meant?",
            usual = usual.as_str()
        );
    }
    Ok(Status::from(word.trim().to_owned()))
}

/// Whether a word is another one with a letter too many, too few, wrong or out of place.
fn is_slip(usual: &str, word: &str) -> bool {
    let (usual, word): (Vec<char>, Vec<char>) = (usual.chars().collect(), word.chars().collect());
    let ahead = usual
        .iter()
        .zip(&word)
        .take_while(|(one, other)| one == other)
        .count();
    let both = usual[ahead..].iter().rev().zip(word[ahead..].iter().rev());
    let behind = both.take_while(|(one, other)| one == other).count();
    let (left, right) = (
        &usual[ahead..usual.len() - behind],
        &word[ahead..word.len() - behind],
    );
    match (left, right) {
        ([one, other], [first, second]) => one == second && other == first,
        _ => left.len() <= 1 && right.len() <= 1,
    }
}

/// The library's order for the flag.
pub(super) fn sort(by: SortBy) -> Sort {
    match by {
        SortBy::Changed => Sort::Changed,
        SortBy::Saved => Sort::Saved,
        SortBy::Title => Sort::Title,
        SortBy::Company => Sort::Company,
        SortBy::Status => Sort::Status,
        SortBy::Deadline => Sort::Deadline,
        SortBy::Reminder => Sort::Reminder,
        SortBy::Pay => Sort::Pay,
        SortBy::Rating => Sort::Rating,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn captures_are_numbered_behind_the_job() {
        assert_eq!(capture("k7m2@1"), Some(("k7m2", 1)));
        assert_eq!(
            capture("ada@harbour.example@2"),
            Some(("ada@harbour.example", 2))
        );
        assert_eq!(capture("k7m2"), None);
        assert_eq!(capture("baker@night"), None);
    }

    #[test]
    fn slips_of_the_pen_are_no_statuses() {
        assert_eq!(status("Applied").unwrap(), Status::Applied);
        assert_eq!(
            status("second-talk").unwrap(),
            Status::Own("second-talk".to_owned())
        );
        for slip in [
            "aplied",
            "appplied",
            "appleid",
            "ofer",
            "interwiew",
            "Rejceted",
        ] {
            assert!(status(slip).is_err(), "{slip}");
        }
        for own in ["paused", "coffee", "ignored", "ghosted"] {
            assert!(status(own).is_ok(), "{own}");
        }
    }
}
