//! Two or more postings side by side.

mod asks;
mod facts;

use jobgist::{Fit, Posting, Priority, RequirementKind, SectionKind, Status, Verdict};
use serde::{Deserialize, Serialize};

use crate::JobId;
use crate::pay::{self, Normalised};

/// Postings side by side; lists over postings are in the order in which they were given.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Comparison {
    /// The postings.
    pub jobs: Vec<Compared>,
    /// Fact for fact; a fact that none of them states is left out.
    pub facts: Vec<FactRow>,
    /// What at least one of them requires.
    pub must_haves: Asks,
    /// What at least one of them wishes for and none requires.
    pub nice_to_haves: Asks,
}

/// One of the postings.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Compared {
    /// Its name in the collection.
    pub id: JobId,
    /// The job's title.
    pub title: Option<String>,
    /// The employer.
    pub company: Option<String>,
    /// Pay brought to a year, with the factor.
    pub pay_per_year: Option<Normalised>,
    /// Lines about what the employer offers, as written.
    pub benefits: Vec<String>,
    /// Names of the facts that an applicant looks for and it does not state.
    pub not_stated: Vec<String>,
    /// How the user's profile fits, where there is one.
    pub fit: Option<FitInShort>,
}

/// How a profile fits a posting, in short.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FitInShort {
    /// The whole in one word.
    pub verdict: Verdict,
    /// 0 to 100: only what is certain counts.
    pub score: Option<u32>,
    /// The score if everything unclear turned out well.
    pub up_to: Option<u32>,
    /// Quotes of the must-haves that are missing.
    pub missing: Vec<String>,
}

/// One fact of all postings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FactRow {
    /// The fact's name, as in the record; "pay_per_year" for pay brought to a year.
    pub fact: String,
    /// The name to show.
    pub label: String,
    /// A value a posting, in words; `None` where it is not stated.
    pub values: Vec<Option<String>>,
    /// Whether all state the same.
    pub same: bool,
}

/// What postings ask, sorted by who asks it. Each thing stands in one of the lists.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Asks {
    /// Asked by all.
    pub in_common: Vec<Asked>,
    /// Asked by several, but not by all.
    pub in_some: Vec<Asked>,
    /// For each posting what it alone asks.
    pub only: Vec<Vec<Asked>>,
}

/// One thing that is asked.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Asked {
    /// The skill's name; the quote where no skill is named.
    pub name: String,
    /// What sort of thing it is.
    pub kind: RequirementKind,
    /// A demand a posting; `None` where it does not ask it. Among must-haves a wish stands here too:
    /// what one posting requires, another may prefer.
    pub by: Vec<Option<Demand>>,
}

/// How one posting asks for a thing.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Demand {
    /// The quote.
    pub text: String,
    /// Must-have or nice-to-have.
    pub priority: Priority,
    /// Least years of experience that the line asks.
    pub min_years: Option<f64>,
    /// One of several that would do.
    pub alternative: bool,
}

/// Lays postings side by side; `fits` has one entry a posting, in the same order.
///
/// Skills are compared by name, with what a posting asks in other words only by the likeness of the
/// lines. Languages, education and permission to work stand among the facts, and are not repeated as
/// must-haves where a line asks nothing else.
#[must_use]
pub fn compare(postings: &[(JobId, &Posting)], fits: Option<&[Fit]>) -> Comparison {
    let records: Vec<&Posting> = postings.iter().map(|(_, posting)| *posting).collect();
    let fit = |at: usize| fits.and_then(|fits| fits.get(at)).map(in_short);
    let (must_haves, nice_to_haves) = asks::compare(&records);
    Comparison {
        jobs: postings
            .iter()
            .enumerate()
            .map(|(at, (id, posting))| compared(id, posting, fit(at)))
            .collect(),
        facts: facts::rows(&records),
        must_haves,
        nice_to_haves,
    }
}

fn compared(id: &JobId, posting: &Posting, fit: Option<FitInShort>) -> Compared {
    let benefits = posting
        .sections
        .iter()
        .filter(|section| section.kind == SectionKind::Benefits);
    Compared {
        id: id.clone(),
        title: posting.title.clone(),
        company: posting.company.clone(),
        pay_per_year: posting
            .salary
            .as_ref()
            .and_then(|salary| pay::per_year(salary, posting.hours.as_ref())),
        benefits: benefits
            .flat_map(|section| &section.items)
            .map(|item| item.text.clone())
            .collect(),
        not_stated: facts::not_stated(posting),
        fit,
    }
}

fn in_short(fit: &Fit) -> FitInShort {
    let missing = fit
        .must_haves
        .iter()
        .filter(|one| one.status == Status::Missing);
    FitInShort {
        verdict: fit.verdict,
        score: fit.score,
        up_to: fit.up_to,
        missing: missing.map(|one| one.text.clone()).collect(),
    }
}

#[cfg(test)]
mod tests;
