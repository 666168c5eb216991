//! `compare`, `diff`, `special`, `duplicates` and `stats`: jobs held against each other.

use std::collections::{BTreeSet, HashMap};
use std::path::Path;

use anyhow::bail;
use jobgist::{Options, Posting, Profile};
use jobgist_store::difference::{Change as Changed, difference};
use jobgist_store::overview::{Counted, Step, Tally};
use jobgist_store::special::Against;
use jobgist_store::{Change, Day, Event, Filter, JobId, Listed, Status, Store, compare as sides};
use serde::Serialize;

use super::context::Context;
use super::follow::{Changed as Made, called};
use super::which::{self, Side};
use crate::Exit;
use crate::args::{CompareArgs, DiffArgs, DuplicatesArgs, OutputForm, SpecialArgs, StatsArgs};
use crate::matching;
use crate::output::{clean, complain, safe_json};
use crate::view::collection::compare::Sides;
use crate::view::collection::{self, compare as columns, difference as changes, special as view};
use crate::view::text::width;

/// Deadlines so many days ahead are named in the statistics.
const DAYS_AHEAD: u16 = 30;

/// Runs `compare`.
pub(super) fn compare(args: &CompareArgs) -> anyhow::Result<Exit> {
    let context = Context::of(&args.collection)?;
    let store = context.read()?;
    let mut postings: Vec<(JobId, Posting)> = Vec::new();
    let mut labels = Vec::new();
    for word in &args.jobs {
        let named = which::named(&store, word)?;
        let posting = which::posting(&store, &named)?;
        labels.push(named.label());
        postings.push((named.id, posting));
    }
    let options = Options {
        today: Some(context.today.to_string()),
        ..Options::default()
    };
    let profile = args.profile.as_deref();
    let profile = profile
        .map(|path| matching::profile(path, &options))
        .transpose()?;
    let fits = profile.map(|profile: Profile| {
        let fits = postings
            .iter()
            .map(|(_, posting)| posting.fit(&profile, &options));
        fits.collect::<Vec<_>>()
    });
    let both: Vec<(JobId, &Posting)> = postings
        .iter()
        .map(|(id, posting)| (id.clone(), posting))
        .collect();
    let comparison = sides::compare(&both, fits.as_deref());
    let sides = Sides {
        comparison: &comparison,
        labels: &labels,
    };
    let form = if context.json {
        OutputForm::Json
    } else {
        args.format
    };
    context.print(&match form {
        OutputForm::Json => safe_json(serde_json::to_string_pretty(&comparison)?) + "\n",
        OutputForm::Markdown => columns::markdown(sides),
        OutputForm::Text => columns::text(sides, width()),
    })?;
    Ok(Exit::Done)
}

/// What `diff` says, as JSON.
#[derive(Debug, Serialize)]
struct Differs {
    old: String,
    new: String,
    changes: Vec<Changed>,
}

/// Runs `diff`.
pub(super) fn diff(args: &DiffArgs) -> anyhow::Result<Exit> {
    match differs(args) {
        Ok(true) if args.exit_code => Ok(Exit::Found),
        Ok(_) => Ok(Exit::Done),
        // As diff(1) has it: 1 is an answer, 2 is trouble.
        Err(error) if args.exit_code => {
            complain(&format!("{error:#}"));
            Ok(Exit::Trouble)
        }
        Err(error) => Err(error),
    }
}

/// Prints what changed; whether something did.
fn differs(args: &DiffArgs) -> anyhow::Result<bool> {
    let context = Context::of(&args.collection)?;
    let (old, new) = match &args.new {
        Some(new) => (side(&context, &args.old)?, side(&context, new)?),
        None => captures(&context, &args.old)?,
    };
    let difference = difference(&old.posting, &new.posting);
    let title = collection::called(new.posting.title.as_deref(), new.posting.company.as_deref());
    let answer = Differs {
        old: old.name,
        new: new.name,
        changes: difference.changes,
    };
    context.answer(&answer, || {
        let (old, new) = (clean(&answer.old), clean(&answer.new));
        changes::page(&title, &old, &new, &answer.changes, width())
    })?;
    Ok(!answer.changes.is_empty())
}

/// A file that is there, otherwise a job or one of its captures.
fn side(context: &Context, word: &str) -> anyhow::Result<Side> {
    let path = Path::new(word);
    if path.is_file() {
        let options = Options {
            today: Some(context.today.to_string()),
            ..Options::default()
        };
        return Side::of_file(path, &options);
    }
    let store = context.read()?;
    let named = which::named(&store, word)?;
    let job = store.job(&named.id)?;
    let newest = job.captures.len().saturating_sub(1);
    Side::of_capture(&store, &job, named.capture.unwrap_or(newest))
}

/// The last capture of a job and the one before; `JOB@2`: that capture and the one before.
fn captures(context: &Context, word: &str) -> anyhow::Result<(Side, Side)> {
    let store = context.read()?;
    let named = which::named(&store, word)?;
    let job = store.job(&named.id)?;
    let newest = named
        .capture
        .unwrap_or(job.captures.len().saturating_sub(1));
    let Some(before) = newest.checked_sub(1) else {
        let saved = job.captures.first().map(|capture| capture.at.day());
        let on = saved.map_or_else(String::new, |day| format!(" on {day}"));
        bail!(
            "{}: it was captured once{on}; save the page again when it may have changed",
            job.id
        );
    };
    let old = Side::of_capture(&store, &job, before)?;
    Ok((old, Side::of_capture(&store, &job, newest)?))
}

/// Runs `special`.
pub(super) fn special(args: &SpecialArgs) -> anyhow::Result<Exit> {
    let context = Context::of(&args.collection)?;
    let store = context.read()?;
    let id = store.resolve(&args.job)?;
    let one = store.posting(&id)?;
    let mut against = Against::new(&one);
    store.each_posting(|other, posting| {
        if other != id {
            against.add(&posting);
        }
    })?;
    let special = against.finish();
    let title = called(&store, &id)?;
    context.answer(&special, || view::page(&title, &special, width()))?;
    Ok(Exit::Done)
}

/// Two jobs that may be the same.
#[derive(Debug, Serialize)]
struct Pair {
    one: JobId,
    other: JobId,
    reason: String,
    linked: bool,
}

/// Runs `duplicates`.
pub(super) fn duplicates(args: &DuplicatesArgs) -> anyhow::Result<Exit> {
    let context = Context::of(&args.collection)?;
    if let [one, other] = &args.link[..] {
        return link(&context, one, other, true);
    }
    if let [one, other] = &args.unlink[..] {
        return link(&context, one, other, false);
    }
    let pairs = match context.read_if_there()? {
        Some(store) => pairs(&store, context.today)?,
        None => Vec::new(),
    };
    let text = match context.read_if_there()? {
        Some(store) if !pairs.is_empty() => named(&store, &pairs)?,
        _ => "No two saved jobs look like the same one.\n".to_owned(),
    };
    context.answer(&pairs, || text)?;
    Ok(Exit::Done)
}

/// All pairs, those that are linked too, each once.
fn pairs(store: &Store, today: Day) -> anyhow::Result<Vec<Pair>> {
    let mut seen: BTreeSet<(JobId, JobId)> = BTreeSet::new();
    let mut pairs = Vec::new();
    let mut add = |one: &JobId, other: JobId, reason: String, linked: bool| {
        let key = if *one < other {
            (one.clone(), other)
        } else {
            (other, one.clone())
        };
        if seen.insert(key.clone()) {
            let (one, other) = key;
            pairs.push(Pair {
                one,
                other,
                reason,
                linked,
            });
        }
    };
    for listed in store.list(&Filter::default(), today)? {
        for link in store.job(&listed.id)?.links {
            add(&listed.id, link.to, link.reason, true);
        }
        for likely in store.elsewhere(&listed.id)? {
            add(&listed.id, likely.id, likely.reason.to_string(), false);
        }
    }
    Ok(pairs)
}

fn named(store: &Store, pairs: &[Pair]) -> anyhow::Result<String> {
    let mut text = String::new();
    for pair in pairs {
        text += &format!(
            "{}\n{}\n",
            called(store, &pair.one)?,
            called(store, &pair.other)?
        );
        text += &format!("      {}", clean(&pair.reason));
        text += &match pair.linked {
            true => "; linked\n".to_owned(),
            false => format!(
                "; `jobgist duplicates --link {} {}`\n",
                pair.one, pair.other
            ),
        };
    }
    Ok(text)
}

/// Links two jobs as the same one, or takes the link away.
fn link(context: &Context, one: &str, other: &str, linked: bool) -> anyhow::Result<Exit> {
    let mut store = context.open()?;
    let id = store.resolve(one)?;
    let to = store.resolve(other)?;
    if id == to {
        bail!("{id}: both words mean this one job");
    }
    let (names, said) = (
        format!("{}\n{}\n", called(&store, &id)?, called(&store, &to)?),
        if linked {
            "linked as the same job"
        } else {
            "not linked any more"
        },
    );
    let likely = store.elsewhere(&id)?;
    let likely = likely.into_iter().find(|likely| likely.id == to);
    let reason = match likely {
        Some(likely) => likely.reason.to_string(),
        None => "you said so".to_owned(),
    };
    let change = match linked {
        true => Change::Link { to, reason },
        false => Change::Unlink { to },
    };
    let event = store.apply(&id, change, context.now)?;
    context.answer(&Made { id, event }, || format!("{names}      {said}\n"))?;
    Ok(Exit::Done)
}

/// Runs `stats` over the collection.
pub(crate) fn overview(args: &StatsArgs) -> anyhow::Result<Exit> {
    let context = Context::of(&args.collection)?;
    let mut tally = Tally::new(context.today, DAYS_AHEAD);
    if let Some(store) = context.read_if_there()? {
        let listed = store.list(&Filter::default(), context.today)?;
        let listed: HashMap<JobId, Listed> = listed
            .into_iter()
            .map(|job| (job.id.clone(), job))
            .collect();
        let journeys = journeys(&store.events(0)?);
        store.each_posting(|id, posting| {
            if let Some(job) = listed.get(&id) {
                tally.add(&Counted {
                    job,
                    posting: Some(&posting),
                    journey: journeys.get(&id).map_or(&[][..], Vec::as_slice),
                });
            }
        })?;
    }
    let overview = tally.finish();
    context.answer(&overview, || {
        collection::overview::page(&overview, args.top as usize, width())
    })?;
    Ok(Exit::Done)
}

/// The statuses that each job went through, oldest first; what was taken back does not count.
pub(super) fn journeys(events: &[Event]) -> HashMap<JobId, Vec<Step>> {
    let mut journeys: HashMap<JobId, Vec<Step>> = HashMap::new();
    for event in events.iter().filter(|event| event.undone_by.is_none()) {
        let step = match event.kind.as_str() {
            "saved" => Some(Step {
                status: Status::Saved,
                on: event.at.day(),
            }),
            "tracked" => serde_json::from_value(event.detail.clone()).ok(),
            _ => None,
        };
        let journey = journeys.entry(event.job.clone()).or_default();
        journey.extend(step);
    }
    for journey in journeys.values_mut() {
        // A day in the past may have been told later; of one day the order of telling counts. Saving
        // comes first, also of a job that was applied for before it was saved.
        if let Some((_, later)) = journey.split_first_mut() {
            later.sort_by_key(|step| step.on);
        }
    }
    journeys
}
