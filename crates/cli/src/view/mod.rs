//! What the one screen shows of a record, before it is laid out as text or Markdown.

pub(crate) mod collection;
mod explain;
mod facts;
pub(crate) mod fit;
pub(crate) mod markdown;
mod names;
pub(crate) mod review;
pub(crate) mod stats;
pub(crate) mod text;
mod words;

use std::borrow::Cow;

use jobgist::{PageKind, Posting, SectionKind};

use crate::output::clean;
use crate::summarize::{is_no_posting, no_posting};

/// Skills that the screen shows.
const SKILLS_SHOWN: usize = 12;

/// Left-out quotes that the screen names.
const LEFT_OUT_NAMED: usize = 6;

/// Characters of a left-out quote that are shown.
const LEFT_OUT_CHARACTERS: usize = 60;

/// The screen's parts in the order shown. All text in it is safe for a terminal.
#[derive(Debug, Default)]
pub(crate) struct View {
    /// The job's title.
    pub(crate) title: Option<String>,
    /// What the reader must know first: no posting here, or a closed one.
    pub(crate) notice: Option<String>,
    /// Facts that the posting states.
    pub(crate) facts: Vec<Fact>,
    /// The summary's lines by section.
    pub(crate) groups: Vec<Group>,
    /// The most relevant skills, best first.
    pub(crate) skills: Vec<Statement>,
    /// Skills that are not shown.
    pub(crate) more_skills: usize,
    /// What the summary shows of must-haves, nice-to-haves and duties.
    pub(crate) coverage: Option<String>,
    /// Beginnings of what it leaves out.
    pub(crate) left_out: Vec<String>,
    /// What it leaves out beside them.
    pub(crate) more_left_out: usize,
    /// What a reader would look for in vain.
    pub(crate) unsaid: Vec<String>,
    /// What in the posting does not go together.
    pub(crate) doubts: Vec<String>,
}

/// A fact with its label.
#[derive(Debug)]
pub(crate) struct Fact {
    pub(crate) label: &'static str,
    pub(crate) value: String,
    /// What the page says elsewhere, against it.
    pub(crate) conflict: Option<String>,
    /// Rules and quotes behind it; empty when they are not asked for.
    pub(crate) why: Vec<String>,
}

/// Lines under one heading.
#[derive(Debug)]
pub(crate) struct Group {
    pub(crate) heading: &'static str,
    pub(crate) lines: Vec<Statement>,
}

/// A line and the reasons for it.
#[derive(Debug)]
pub(crate) struct Statement {
    pub(crate) text: String,
    pub(crate) why: Vec<String>,
}

impl View {
    /// What to show of a record; `explain`: with the rule and the quote behind each statement.
    pub(crate) fn of(posting: &Posting, explain: bool) -> Self {
        let title = posting.title.as_deref().map(owned);
        let notice = notice(posting);
        if is_no_posting(posting) {
            // What was found on a login form or a list of postings would pass for a posting's.
            return Self {
                title,
                notice,
                ..Self::default()
            };
        }
        let mut view = Self {
            title,
            notice,
            facts: facts::facts(posting, explain),
            groups: groups(posting, explain),
            skills: skills(posting, explain),
            more_skills: posting.skills.len().saturating_sub(SKILLS_SHOWN),
            coverage: coverage(posting),
            ..Self::default()
        };
        let left_out = &posting.coverage.left_out;
        view.left_out = left_out
            .iter()
            .take(LEFT_OUT_NAMED)
            .map(|text| words::beginning(&clean(text), LEFT_OUT_CHARACTERS).into_owned())
            .collect();
        view.more_left_out = left_out.len() - view.left_out.len();
        view.unsaid = facts::unsaid(posting);
        view.doubts = review::doubts(posting);
        view
    }
}

/// Safe text of its own.
fn owned(text: &str) -> String {
    clean(text).trim().to_owned()
}

fn notice(posting: &Posting) -> Option<String> {
    if is_no_posting(posting) {
        return Some(owned(&format!("This file {}", no_posting(posting))));
    }
    (posting.page_kind == PageKind::Closed).then(|| {
        let reason = posting.page_kind_reason.trim();
        if reason.is_empty() {
            "This posting is closed".to_owned()
        } else {
            owned(&format!("This posting is closed ({reason})"))
        }
    })
}

/// The order of the screen, and the headings in the reader's terms.
const HEADINGS: [(SectionKind, &str); 11] = [
    (SectionKind::Required, "Must have"),
    (SectionKind::Preferred, "Nice to have"),
    (SectionKind::Responsibilities, "What you would do"),
    (SectionKind::Benefits, "What they offer"),
    (SectionKind::Compensation, "Pay"),
    (SectionKind::Terms, "Terms"),
    (SectionKind::Location, "Where"),
    (SectionKind::Overview, "About the role"),
    (SectionKind::Company, "About the employer"),
    (SectionKind::Apply, "How to apply"),
    (SectionKind::Legal, "Legal"),
];

fn groups(posting: &Posting, explain: bool) -> Vec<Group> {
    HEADINGS
        .iter()
        .map(|&(kind, heading)| Group {
            heading,
            lines: posting
                .summary
                .iter()
                .filter(|line| line.section == kind)
                .map(|line| Statement {
                    text: owned(&line.text),
                    why: when(explain, || explain::line(posting, line)),
                })
                .collect(),
        })
        .filter(|group| !group.lines.is_empty())
        .collect()
}

fn skills(posting: &Posting, explain: bool) -> Vec<Statement> {
    posting
        .skills
        .iter()
        .take(SKILLS_SHOWN)
        .map(|skill| Statement {
            text: owned(&skill.name),
            why: when(explain, || explain::skill(skill)),
        })
        .collect()
}

/// "Shows 4 of 6 must-haves, 1 of 2 nice-to-haves, 3 of 7 duties".
fn coverage(posting: &Posting) -> Option<String> {
    let coverage = &posting.coverage;
    let parts: Vec<String> = [
        (coverage.required, "must-haves"),
        (coverage.preferred, "nice-to-haves"),
        (coverage.responsibilities, "duties"),
    ]
    .into_iter()
    .filter(|(count, _)| count.total > 0)
    .map(|(count, what)| format!("{} of {} {what}", count.shown, count.total))
    .collect();
    (!parts.is_empty()).then(|| format!("Shows {}", parts.join(", ")))
}

/// The lines of `make`, when they are asked for.
fn when(asked: bool, make: impl FnOnce() -> Vec<String>) -> Vec<String> {
    if asked { make() } else { Vec::new() }
}

/// A quote in quotation marks.
fn quoted(text: &str) -> String {
    format!("“{}”", words::beginning(&owned(text), 200))
}

/// A list in words: "a, b and 3 more".
fn listed(parts: &[Cow<'_, str>], separator: &str, more: usize) -> String {
    let mut list = parts.join(separator);
    if more > 0 {
        list.push_str(&format!("{separator}and {more} more"));
    }
    list
}
