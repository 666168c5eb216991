//! The review of a posting as text for a terminal: what to ask, and what does not go together.

use anstyle::Style;
use jobgist::{Contradiction, ContradictionKind, Posting, Question};

use super::text::{Page, QUIET, TITLE};
use super::{owned, quoted};

/// The review, with styles.
pub(crate) fn page(
    posting: &Posting,
    questions: &[Question],
    contradictions: &[Contradiction],
    width: usize,
) -> String {
    let mut page = Page::new(width);
    let title = posting.title.as_deref().map(owned);
    page.wrapped(title.as_deref().unwrap_or("(no title)"), "", TITLE);
    if let Some(company) = &posting.company {
        page.wrapped(&owned(company), "", QUIET);
    }
    if questions.is_empty() {
        page.wrapped(
            "Nothing is left to ask about what decides first.",
            "",
            Style::new(),
        );
    } else {
        page.heading("Ask");
    }
    for (number, question) in (1..).zip(questions) {
        let text = owned(&question.question);
        page.wrapped_after(&format!("{number:>3}. "), &text, "     ", Style::new());
        let why = format!("({})", owned(&question.why));
        page.wrapped_after("     ", &why, "     ", QUIET);
    }
    if !contradictions.is_empty() {
        page.heading("Does not go together");
    }
    for contradiction in contradictions {
        let what = name(contradiction.kind, &contradiction.fact);
        page.wrapped_after("  - ", &what, "    ", Style::new());
        for quote in &contradiction.evidence {
            page.wrapped_after("    ", &quoted(&quote.text), "    ", QUIET);
        }
    }
    page.out
}

/// The contradictions of a posting in a few words each, once.
pub(super) fn doubts(posting: &Posting) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for contradiction in posting.contradictions(None) {
        let name = name(contradiction.kind, &contradiction.fact);
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

/// A contradiction in a few words.
fn name(kind: ContradictionKind, fact: &str) -> String {
    match kind {
        ContradictionKind::BeginnerWithYears => "for beginners, with years of experience",
        ContradictionKind::SeniorWithoutYears => "senior, with next to no experience",
        ContradictionKind::InternWithYears => "an internship, with years of experience",
        ContradictionKind::NoExperienceButYears => "no experience needed, but years of it asked",
        ContradictionKind::RemoteButOnsite => "remote, but days at a workplace",
        ContradictionKind::RangeUpsideDown => "a range upside down",
        ContradictionKind::FullTimeButFewHours => "full time, with the hours of part time",
        ContradictionKind::PartTimeButManyHours => "part time, with the hours of full time",
        ContradictionKind::DeadlinePast => "the deadline is over",
        ContradictionKind::DeadlineBeforePosted => "the deadline is before the day of publication",
        ContradictionKind::EndBeforeStart => "it ends before it begins",
        ContradictionKind::SeveralDeadlines => "different deadlines",
        ContradictionKind::SeveralPays => "different pay",
        _ => return format!("different statements ({})", fact.replace('_', " ")),
    }
    .to_owned()
}
