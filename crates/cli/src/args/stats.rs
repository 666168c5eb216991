//! Arguments of `stats`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use jobgist_batch::statistics::By;

use super::CollectionArgs;

pub(super) const STATS_HELP: &str = "\
Examples:
  jobgist stats                                     the collection: statuses, journey, waits, skills
  jobgist batch saved/ --out records.jsonl && jobgist stats records.jsonl
  jobgist stats --by title records.jsonl            what each kind of job asks and pays
  jobgist stats --by month --top 12 2027/*.jsonl.gz the last twelve months
  jobgist stats --out report.html records.parquet   one page with plots, for a browser
  jobgist stats --format json records.jsonl | jq '.skills.shown[].name'

Shares are of all postings, with a 95 % interval (Wilson). A posting counts once for a skill: as a \
must where a must-have names it, as nice where only nice-to-haves do. Lift and NPMI say how much \
more often two skills stand together than chance has it (lift 1 and NPMI 0 are chance, NPMI 1 is \
never apart). Pay is compared only in one currency and period, nothing is converted; a range counts \
as its middle, and \"up to\" alone is left out. Rows that `batch` marked as duplicates are left out.

The JSON object: rows, errors, duplicates, postings; page_kinds, languages, months, titles, \
countries, cities, workplaces, education (each {total, counts: [{name, count}], not_stated}); \
skills {total, shown: [{name, all, must, nice}]}, each of these {count, share, low, high}; pairs \
{support, shown: [{skills, count, lift, npmi}]}; experience {years, counts, not_stated}; pay and \
pay_by_title_and_country (currency, period, net, count, min, lower_quartile, median, \
upper_quartile, max); groups {by, shown} with --by, each with its own skills, experience and pay.

Of the collection (without OUTPUT; --top is the only other flag): jobs; statuses, tags and \
must_have_skills [{name, count}]; funnel [{status, reached, percent}]; waits {saved_to_applied, \
applied_to_answer, applied_to_offer, unanswered}; pay by currency, brought to a year; expiring.

Exit codes:
  0  done
  1  an output could not be read, or holds something else
  2  wrong usage
  4  there is no posting in it (the report is printed all the same)";

/// Arguments of `stats`.
#[derive(Debug, Args)]
pub(crate) struct StatsArgs {
    /// What `batch` wrote: JSON Lines, also compressed (gzip, zstd), or Parquet; `-` is standard
    /// input. When left out: the collection of saved jobs
    #[arg(value_name = "OUTPUT")]
    pub(crate) outputs: Vec<PathBuf>,
    /// Form of the report; told from the name of --out, text otherwise
    #[arg(long, value_name = "FORMAT", value_enum, requires = "outputs")]
    pub(crate) format: Option<StatsForm>,
    /// Write the report to this file instead of standard output
    #[arg(long, value_name = "PATH", requires = "outputs")]
    pub(crate) out: Option<PathBuf>,
    /// Tell groups of postings apart
    #[arg(long, value_name = "WHAT", value_enum, requires = "outputs")]
    pub(crate) by: Option<GroupBy>,
    /// At most so many entries in each list
    #[arg(long, value_name = "N", default_value_t = 20, value_parser = clap::value_parser!(u32).range(1..))]
    pub(crate) top: u32,
    /// Leave out skills, pairs, groups and pay of fewer postings
    #[arg(long, value_name = "N", default_value_t = 3, requires = "outputs", value_parser = clap::value_parser!(u64).range(1..))]
    pub(crate) min_count: u64,
    /// Count rows that are marked as duplicates too
    #[arg(long, requires = "outputs")]
    pub(crate) all: bool,
    #[command(flatten)]
    pub(crate) collection: CollectionArgs,
}

impl StatsArgs {
    /// The form of the report.
    pub(crate) fn form(&self) -> StatsForm {
        let extension = || self.out.as_ref()?.extension()?.to_str();
        let json = self.collection.json.then_some(StatsForm::Json);
        self.format.or(json).unwrap_or_else(|| match extension() {
            Some("html" | "htm") => StatsForm::Html,
            Some("json") => StatsForm::Json,
            _ => StatsForm::Text,
        })
    }
}

/// Form of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum StatsForm {
    /// Tables
    Text,
    /// One object with all figures
    Json,
    /// One page with plots; it loads nothing
    Html,
}

/// What postings are grouped by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum GroupBy {
    /// Titles of the same work: without seniority and additions
    Title,
    /// Countries
    Country,
    /// Towns
    City,
    /// Months of publication
    Month,
    /// On site, hybrid, remote
    Workplace,
}

impl From<GroupBy> for By {
    fn from(by: GroupBy) -> Self {
        match by {
            GroupBy::Title => Self::Title,
            GroupBy::Country => Self::Country,
            GroupBy::City => Self::City,
            GroupBy::Month => Self::Month,
            GroupBy::Workplace => Self::Workplace,
        }
    }
}
