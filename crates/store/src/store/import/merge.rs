//! Adds the events of another collection to those of this one, job by job.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use rusqlite::Connection;

use super::super::failure::{Failure, Inner};
use super::super::happening::{Happening, Logged};
use super::super::project::replay;
use super::super::types::Imported;
use super::super::{ids, write};
use super::{Arrived, mark_undone, refused};
use crate::JobId;

/// What makes two events the same: time, kind and particulars.
type Same = (i64, String, String);

/// Events of a job by what they are and whether they were taken back; numbers, the latest first.
type Log = HashMap<(Same, bool), Vec<u64>>;

/// A merge under way.
struct Merge<'a> {
    connection: &'a Connection,
    /// Names of jobs, theirs to ours.
    jobs: HashMap<JobId, JobId>,
    /// Numbers of events, theirs to ours.
    numbers: HashMap<u64, u64>,
    /// Our events that none of theirs was found to be yet.
    ours: HashMap<JobId, Log>,
    /// Their events that were taken back there.
    taken_back: HashSet<u64>,
    /// Our numbers of the events that this import added.
    fresh: HashSet<u64>,
    /// The first event that was added: all of them are one change.
    change: Option<u64>,
    added: BTreeSet<JobId>,
}

/// Merges; in a transaction.
pub(super) fn merge(connection: &Connection, arrived: Vec<Arrived>) -> Inner<Imported> {
    let mut merge = Merge {
        connection,
        jobs: HashMap::new(),
        numbers: HashMap::new(),
        ours: HashMap::new(),
        taken_back: taken_back(&arrived),
        fresh: HashSet::new(),
        change: None,
        added: BTreeSet::new(),
    };
    let mut imported = merge.name_jobs(&arrived)?;
    for Arrived { event, .. } in arrived {
        // What is gone there is gone there.
        if !matches!(event.what, Happening::Purged { .. }) && merge.add(event)? {
            imported.events += 1;
        }
    }
    let (merged, known) = imported
        .merged
        .into_iter()
        .partition(|job| merge.added.contains(job));
    (imported.merged, imported.known) = (merged, known);
    for job in &merge.added {
        replay(connection, job)?;
    }
    Ok(imported)
}

impl Merge<'_> {
    /// Finds for each of their jobs the one of ours: the one with a page of it. One that is new keeps
    /// its name if nothing has it here.
    fn name_jobs(&mut self, arrived: &[Arrived]) -> Inner<Imported> {
        let pages = self.pages()?;
        let mut theirs: BTreeMap<&JobId, Vec<&Arrived>> = BTreeMap::new();
        for one in arrived {
            if !matches!(one.event.what, Happening::Purged { .. }) {
                theirs.entry(&one.event.job).or_default().push(one);
            }
        }
        let mut imported = Imported::default();
        for (id, events) in theirs {
            let seen = events.iter().filter_map(|one| page_of(&one.event));
            let seen: Vec<(String, u32)> = seen.collect();
            let Some((sha256, entry)) = seen.first() else {
                let line = events.first().map_or(0, |one| one.line);
                return Err(refused(line, format!("{id} was never saved")).into());
            };
            let ours = match seen.iter().find_map(|page| pages.get(page)) {
                Some(ours) => {
                    self.ours.insert(ours.clone(), self.log_of(ours)?);
                    imported.merged.push(ours.clone());
                    ours.clone()
                }
                None => {
                    let ours = self.new_name(id, sha256, *entry)?;
                    imported.new.push(ours.clone());
                    ours
                }
            };
            if ours != *id {
                imported.renamed.push((id.clone(), ours.clone()));
            }
            self.jobs.insert(id.clone(), ours);
        }
        Ok(imported)
    }

    fn new_name(&self, id: &JobId, sha256: &str, entry: u32) -> Inner<JobId> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT 1 FROM event WHERE job = ?1 AND kind <> 'purged'")?;
        let taken = statement.exists([id.as_str()])? || self.jobs.values().any(|ours| ours == id);
        if taken {
            return ids::free(self.connection, sha256, entry);
        }
        Ok(id.clone())
    }

    /// Our jobs by the pages that were saved of them.
    fn pages(&self) -> Inner<HashMap<(String, u32), JobId>> {
        let mut pages = HashMap::new();
        for event in events(
            self.connection,
            "kind IN ('saved', 'captured') AND ?1 IS NULL",
            None,
        )? {
            if let Some(page) = page_of(&event) {
                pages.entry(page).or_insert(event.job);
            }
        }
        Ok(pages)
    }

    fn log_of(&self, job: &JobId) -> Inner<Log> {
        let mut log = Log::new();
        let mut undone = self
            .connection
            .prepare_cached("SELECT 1 FROM undone WHERE event = ?1")?;
        for event in events(self.connection, "job = ?1", Some(job.as_str()))? {
            let is_undone = undone.exists([event.number])?;
            log.entry((same(&event)?, is_undone))
                .or_default()
                .insert(0, event.number);
        }
        Ok(log)
    }

    /// Our event that one of theirs is. What stands there is only what stands here: what was taken
    /// back here comes anew.
    fn known(&mut self, theirs: u64, event: &Logged) -> Inner<Option<u64>> {
        let Some(log) = self.ours.get_mut(&event.job) else {
            return Ok(None);
        };
        let same = same(event)?;
        let states: &[bool] = if self.taken_back.contains(&theirs) {
            &[true, false]
        } else {
            &[false]
        };
        let mut found = states
            .iter()
            .filter_map(|is_undone| log.get_mut(&(same.clone(), *is_undone))?.pop());
        Ok(found.next())
    }

    /// Adds an event that this collection does not have; says whether.
    fn add(&mut self, theirs: Logged) -> Inner<bool> {
        let number = theirs.number;
        let mut event = Logged {
            job: self.jobs.get(&theirs.job).cloned().unwrap_or(theirs.job),
            what: self.translated(theirs.what),
            ..theirs
        };
        if let Some(ours) = self.known(number, &event)? {
            self.numbers.insert(number, ours);
            return Ok(false);
        }
        match &event.what {
            // What stands here is not taken back by somebody else: notes may have come since.
            Happening::Undone { event: undone } if !self.fresh.contains(undone) => {
                return Ok(false);
            }
            // Two of their jobs are one here.
            Happening::Linked { to, .. } | Happening::Unlinked { to } if *to == event.job => {
                return Ok(false);
            }
            _ => {}
        }
        event.number = write::next_number(self.connection)?;
        event.change = *self.change.get_or_insert(event.number);
        write::insert(self.connection, &event)?;
        if let Happening::Undone { event: undone } = event.what {
            mark_undone(self.connection, undone, event.number)?;
        }
        self.numbers.insert(number, event.number);
        self.fresh.insert(event.number);
        self.added.insert(event.job);
        Ok(true)
    }

    /// What happened, with our numbers and names.
    fn translated(&self, what: Happening) -> Happening {
        let number = |theirs: u64| self.numbers.get(&theirs).copied().unwrap_or(theirs);
        let job = |theirs: JobId| self.jobs.get(&theirs).cloned().unwrap_or(theirs);
        match what {
            Happening::Undone { event } => Happening::Undone {
                event: number(event),
            },
            Happening::Done { reminder } => Happening::Done {
                reminder: number(reminder),
            },
            Happening::Linked { to, reason } => Happening::Linked {
                to: job(to),
                reason,
            },
            Happening::Unlinked { to } => Happening::Unlinked { to: job(to) },
            what => what,
        }
    }
}

/// The numbers of events that others among them take back.
fn taken_back(arrived: &[Arrived]) -> HashSet<u64> {
    let undone = arrived.iter().filter_map(|one| match one.event.what {
        Happening::Undone { event } => Some(event),
        _ => None,
    });
    undone.collect()
}

fn same(event: &Logged) -> Inner<Same> {
    let (kind, detail) = event.what.parts()?;
    Ok((event.at.unix_seconds(), kind, detail))
}

fn page_of(event: &Logged) -> Option<(String, u32)> {
    match &event.what {
        Happening::Saved(seen) | Happening::Captured(seen) => {
            Some((seen.sha256.clone(), seen.entry))
        }
        _ => None,
    }
}

fn events(connection: &Connection, condition: &str, value: Option<&str>) -> Inner<Vec<Logged>> {
    let mut statement = connection.prepare_cached(&format!(
        "SELECT {} FROM event WHERE {condition} ORDER BY number",
        Logged::COLUMNS
    ))?;
    let mut rows = statement.query([value])?;
    let mut events = Vec::new();
    while let Some(row) = rows.next()? {
        events.push(Logged::read(row)?);
    }
    Ok::<_, Failure>(events)
}
