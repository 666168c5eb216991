//! Counting jobs.

use std::collections::{BTreeMap, BTreeSet};

use jobgist::Priority;

use super::{Counted, Counter, Expiring, Overview, PayRange, Stage, Step, Waits};
use crate::agenda;
use crate::{Day, Status, lines, pay};

/// The stages of the way to a job.
const STAGES: [Status; 6] = [
    Status::Saved,
    Status::Applied,
    Status::Screening,
    Status::Interview,
    Status::Offer,
    Status::Accepted,
];

/// The jobs counted so far; none of them is kept.
pub struct Tally {
    today: Day,
    /// Days in which a deadline comes near.
    days: u16,
    counts: Counts,
}

#[derive(Default)]
struct Counts {
    jobs: usize,
    statuses: BTreeMap<String, usize>,
    /// How many jobs reached a stage, or a later one.
    reached: [usize; STAGES.len()],
    saved_to_applied: Vec<f64>,
    applied_to_answer: Vec<f64>,
    applied_to_offer: Vec<f64>,
    unanswered: usize,
    tags: BTreeMap<String, usize>,
    skills: BTreeMap<String, usize>,
    pay: BTreeMap<String, Pay>,
    expiring: Vec<Expiring>,
}

/// Pay of one currency.
#[derive(Default)]
struct Pay {
    middles: Vec<f64>,
    lowest: Option<f64>,
    highest: Option<f64>,
    assumed: usize,
}

impl Tally {
    /// Begins to count; deadlines up to `days` days from `today` come near.
    #[must_use]
    pub fn new(today: Day, days: u16) -> Self {
        Self {
            today,
            days,
            counts: Counts::default(),
        }
    }

    /// Counts a job.
    pub fn add(&mut self, counted: &Counted<'_>) {
        self.counts.add(counted, self.today, self.days);
    }

    /// The figures of all jobs that were counted.
    #[must_use]
    pub fn finish(self) -> Overview {
        self.counts.finish()
    }
}

impl Counts {
    fn add(&mut self, counted: &Counted<'_>, today: Day, days: u16) {
        let job = counted.job;
        self.jobs += 1;
        *self.statuses.entry(job.status.to_string()).or_default() += 1;
        let journey = counted.journey.iter().map(|step| &step.status);
        let stages = journey.chain([&job.status]).filter_map(stage_of);
        // Every job in the collection was saved.
        let farthest = stages.max().unwrap_or(0);
        self.reached[..=farthest]
            .iter_mut()
            .for_each(|reached| *reached += 1);
        self.wait(counted);
        for tag in &job.tags {
            *self.tags.entry(tag.clone()).or_default() += 1;
        }
        let musts = counted
            .posting
            .iter()
            .flat_map(|posting| &posting.requirements);
        let musts = musts.filter(|one| one.priority == Priority::Required && !one.negated);
        for skill in musts.flat_map(|one| &one.skills).collect::<BTreeSet<_>>() {
            *self.skills.entry(skill.clone()).or_default() += 1;
        }
        self.add_pay(counted);
        if let Some(on) = job.valid_through
            && agenda::awaits_application(&job.status)
            && (0..=i32::from(days)).contains(&on.days_since(today))
        {
            self.expiring.push(Expiring {
                id: job.id.clone(),
                title: job.title.clone(),
                on,
            });
        }
    }

    /// Days between the stages of one journey.
    fn wait(&mut self, counted: &Counted<'_>) {
        let journey = counted.journey;
        let Some(at) = journey
            .iter()
            .position(|step| step.status == Status::Applied)
        else {
            return;
        };
        let applied = journey[at].on;
        let first =
            |is: &dyn Fn(&Status) -> bool| journey[at..].iter().find(|step| is(&step.status));
        // A day that was entered before the one it follows tells no waiting time.
        let since =
            |earlier: Day, later: Day| Some(later.days_since(earlier)).filter(|days| *days >= 0);
        let days =
            |step: Option<&Step>| step.and_then(|step| since(applied, step.on)).map(f64::from);
        let saved = since(counted.job.saved_at.day(), applied).map(f64::from);
        self.saved_to_applied.extend(saved);
        let answer = first(&|status| is_answer(status));
        self.applied_to_answer.extend(days(answer));
        self.applied_to_offer
            .extend(days(first(&|status| *status == Status::Offer)));
        self.unanswered += usize::from(answer.is_none() && counted.job.status == Status::Applied);
    }

    fn add_pay(&mut self, counted: &Counted<'_>) {
        let hours = counted.posting.and_then(|posting| posting.hours.as_ref());
        let year = counted
            .job
            .salary
            .as_ref()
            .and_then(|salary| pay::per_year(salary, hours));
        let Some((year, least, greatest)) = year.and_then(|year| {
            Some((year.least()?, year.greatest()?)).map(|(least, greatest)| (year, least, greatest))
        }) else {
            return;
        };
        let Some(currency) = year.currency else {
            return;
        };
        let of = self.pay.entry(currency).or_default();
        of.middles.push((least + greatest) / 2.0);
        of.lowest = Some(of.lowest.map_or(least, |lowest| lowest.min(least)));
        of.highest = Some(of.highest.map_or(greatest, |highest| highest.max(greatest)));
        of.assumed += usize::from(year.factor.assumed);
    }

    fn finish(mut self) -> Overview {
        self.expiring.sort_by(|one, other| {
            (one.on, &one.title, &one.id).cmp(&(other.on, &other.title, &other.id))
        });
        Overview {
            jobs: self.jobs,
            statuses: statuses(self.statuses),
            funnel: funnel(&self.reached),
            waits: Waits {
                saved_to_applied: median(self.saved_to_applied),
                applied_to_answer: median(self.applied_to_answer),
                applied_to_offer: median(self.applied_to_offer),
                unanswered: self.unanswered,
            },
            tags: counters(self.tags),
            must_have_skills: counters(self.skills),
            pay: self.pay.into_iter().filter_map(range_of).collect(),
            expiring: self.expiring,
        }
    }
}

fn stage_of(status: &Status) -> Option<usize> {
    STAGES.iter().position(|stage| stage == status)
}

/// Whether a status is the employer's answer to an application.
fn is_answer(status: &Status) -> bool {
    matches!(
        status,
        Status::Screening | Status::Interview | Status::Offer | Status::Accepted | Status::Rejected
    )
}

/// In the order of a journey; the user's own behind, most frequent first.
fn statuses(mut counts: BTreeMap<String, usize>) -> Vec<Counter> {
    let usual = Status::USUAL.iter().filter_map(|status| {
        let (name, count) = counts.remove_entry(status.as_str())?;
        Some(Counter { name, count })
    });
    let mut found: Vec<Counter> = usual.collect();
    found.extend(counters(counts));
    found
}

fn counters(counts: BTreeMap<String, usize>) -> Vec<Counter> {
    let sorted = lines::by_frequency(counts).into_iter();
    sorted
        .map(|(name, count)| Counter { name, count })
        .collect()
}

fn funnel(reached: &[usize; STAGES.len()]) -> Vec<Stage> {
    let percent = |at: usize| {
        let before = *reached.get(at.checked_sub(1)?)?;
        let share = (reached[at] * 100 + before / 2).checked_div(before)?;
        u32::try_from(share).ok()
    };
    let stages = STAGES.into_iter().enumerate();
    stages
        .map(|(at, status)| Stage {
            status,
            reached: reached[at],
            percent: percent(at),
        })
        .collect()
}

fn range_of((currency, of): (String, Pay)) -> Option<PayRange> {
    Some(PayRange {
        currency,
        count: of.middles.len(),
        lowest: of.lowest?,
        highest: of.highest?,
        median: median(of.middles)?,
        assumed: of.assumed,
    })
}

fn median(mut values: Vec<f64>) -> Option<f64> {
    values.sort_by(f64::total_cmp);
    let middle = values.len() / 2;
    let upper = *values.get(middle)?;
    if values.len() % 2 == 1 {
        return Some(upper);
    }
    Some((values.get(middle - 1)? + upper) / 2.0)
}
