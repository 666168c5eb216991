//! Permission to work, sponsorship, clearance.

use super::Gates;
use crate::fit::person::{Answer, Person};
use crate::fit::profile::Permits;
use crate::fit::record::GateKind;
use crate::fit::tree::Truth;
use crate::posting::{Posting, WorkAuthorization, YesNo};

impl Gates<'_> {
    /// What the posting says of permissions.
    pub(super) fn permits(&mut self) {
        let Some(demand) = &self.posting.work_authorization else {
            return;
        };
        for (gate, answer) in answers(self.posting, self.person, demand) {
            let asked = match gate {
                GateKind::WorkPermit => demand.countries.join(", "),
                GateKind::Clearance => demand.clearance.clone().unwrap_or_default(),
                _ if demand.sponsorship == Some(YesNo::Yes) => "sponsors".to_owned(),
                _ => "does not sponsor".to_owned(),
            };
            self.demand(gate, "work_authorization", None, &asked, answer);
        }
    }
}

/// The answers to each thing that a posting says of permissions.
pub(super) fn answers(
    posting: &Posting,
    person: &Person<'_>,
    demand: &WorkAuthorization,
) -> Vec<(GateKind, Answer)> {
    let permits = &person.profile.permits;
    let mut out = Vec::new();
    if !demand.countries.is_empty() {
        let answer = may_work(
            permits,
            person.lacks(),
            &demand.countries,
            "the profile names",
        );
        out.push((GateKind::WorkPermit, answer));
    }
    if let Some(sponsorship) = demand.sponsorship {
        let answer = sponsored(posting, person, demand, sponsorship);
        out.push((GateKind::Sponsorship, answer));
    }
    if let Some(clearance) = &demand.clearance {
        out.push((GateKind::Clearance, cleared(person, clearance)));
    }
    out
}

/// Whether the person may work in some countries.
fn may_work(permits: &Permits, lacks: Truth, countries: &[String], verb: &str) -> Answer {
    if permits.countries.is_none() && permits.citizenships.is_none() {
        return Answer::unsaid();
    }
    let held = |code: &&String| {
        let lists = [&permits.countries, &permits.citizenships];
        lists.into_iter().flatten().any(|list| list.contains(*code))
    };
    let named: Vec<&str> = countries.iter().filter(held).map(String::as_str).collect();
    let entry = (!named.is_empty()).then(|| named.join(", "));
    match named.len() {
        0 => Answer::new(lacks, None, format!("{verb} no permission for it")),
        all if all == countries.len() => Answer::new(Truth::Yes, entry, format!("{verb} it")),
        _ => Answer::new(Truth::Unknown, entry, format!("{verb} some of them only")),
    }
}

/// Whether the person can do with what the posting says of sponsorship.
fn sponsored(
    posting: &Posting,
    person: &Person<'_>,
    demand: &WorkAuthorization,
    sponsorship: YesNo,
) -> Answer {
    let permits = &person.profile.permits;
    if sponsorship == YesNo::Yes {
        return Answer::new(Truth::Yes, None, "who needs a sponsor gets one");
    }
    if permits.needs_sponsorship == Some(false) {
        return Answer::new(
            Truth::Yes,
            Some("needs_sponsorship = false".to_owned()),
            "the profile needs none",
        );
    }
    let mut countries = demand.countries.clone();
    if countries.is_empty() {
        countries.extend(
            posting
                .locations
                .iter()
                .filter_map(|place| place.country.clone()),
        );
        countries.sort_unstable();
        countries.dedup();
    }
    let answer = may_work(permits, Truth::No, &countries, "the profile names");
    match answer.truth {
        Truth::Yes if !countries.is_empty() => answer,
        Truth::No if permits.needs_sponsorship == Some(true) && !countries.is_empty() => {
            Answer::new(
                Truth::No,
                Some("needs_sponsorship = true".to_owned()),
                "the profile needs one there",
            )
        }
        Truth::No if !countries.is_empty() => Answer::new(
            person.lacks(),
            None,
            "the profile names no permission to work there",
        ),
        _ => Answer::new(
            Truth::Unknown,
            answer.entry,
            "the profile does not say whether it needs one",
        ),
    }
}

/// Whether the person holds a clearance in the posting's words.
fn cleared(person: &Person<'_>, asked: &str) -> Answer {
    let held = person.profile.permits.clearances.iter().flatten();
    let certificates = person.profile.certificates.iter().flatten();
    let mut both = held.chain(certificates);
    let same = |held: &&String| person.holds(asked, held) || person.holds(held, asked);
    if let Some(held) = both.find(same) {
        return Answer::new(Truth::Yes, Some(held.clone()), "the profile names it");
    }
    if person.profile.permits.clearances.is_none() {
        return Answer::unsaid();
    }
    // Most clearances and checks are made once a person is hired.
    Answer::new(
        Truth::Unknown,
        None,
        "the profile does not name it; it may be made on hiring",
    )
}
