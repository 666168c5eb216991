//! What the posting asks a person to have: degree, years, languages, licences.

use super::Gates;
use crate::fit::asked::is_licence;
use crate::fit::person::{Answer, years_name};
use crate::fit::record::{Gate, GateKind, Judged, Outcome, Quote, Status};
use crate::fit::tree::Truth;
use crate::fit::words::degree_name;
use crate::posting::EducationLevel;

impl Gates<'_> {
    /// The lowest level of education that is accepted.
    pub(super) fn degree(&mut self) {
        let Some(education) = &self.posting.education else {
            return;
        };
        let level = education.level;
        let start = self.quotes.start();
        if level == EducationLevel::None {
            let answer = Answer::new(Truth::Yes, None, "none is needed");
            return self.demand(GateKind::Degree, "education", None, "no degree", answer);
        }
        let mut asked = degree_name(level).to_owned();
        let mut answer = if education.enrolled {
            asked.push_str(", enrolled");
            self.person.enrolled(level, start)
        } else {
            self.person.degree(level, start)
        };
        if education.or_equivalent {
            asked.push_str(" or equivalent");
            if answer.truth == Truth::No {
                answer.truth = Truth::Unknown;
                answer.reason.push_str("; something equivalent would do");
            }
        }
        // Years of experience that stand for the degree.
        let held = self.instead_of_degree(level);
        if let Some(held) = held.filter(|held| held.truth > answer.truth) {
            answer = held;
        }
        self.demand(GateKind::Degree, "education", None, &asked, answer);
    }

    /// The answer on years of experience, where a requirement takes them for the degree.
    fn instead_of_degree(&self, level: EducationLevel) -> Option<Answer> {
        let trees = self
            .posting
            .requirements
            .iter()
            .filter_map(|one| one.expr.as_ref());
        let years = trees
            .filter_map(|expr| expr.years_for(level))
            .reduce(f64::min)?;
        let mut answer = self.person.years(years, None, &[]);
        answer.reason = format!("or {} of experience: {}", years_name(years), answer.reason);
        Some(answer)
    }

    /// The main requirement of experience.
    pub(super) fn experience(&mut self) {
        let Some(experience) = &self.posting.experience_years else {
            return;
        };
        let Some(years) = experience.min else {
            return;
        };
        let subject = experience.subject.as_deref();
        let skills: Vec<String> = self
            .posting
            .skills
            .iter()
            .filter(|skill| subject.is_some_and(|subject| self.person.holds(subject, &skill.name)))
            .map(|skill| skill.name.clone())
            .collect();
        let answer = self.person.years(years, subject, &skills);
        let asked = match subject {
            Some(subject) => format!("{} ({subject})", years_name(years)),
            None => years_name(years),
        };
        self.demand(
            GateKind::Experience,
            "experience_years",
            None,
            &asked,
            answer,
        );
    }

    /// Each human language that is required.
    pub(super) fn languages(&mut self) {
        for demand in self
            .posting
            .languages
            .iter()
            .filter(|demand| demand.required)
        {
            let level = demand.level.as_deref();
            let answer = self.person.language(&demand.code, level);
            let asked = match level {
                Some(level) => format!("{} {level}", demand.code),
                None => demand.code.clone(),
            };
            self.demand(
                GateKind::Language,
                "languages",
                Some(&demand.code),
                &asked,
                answer,
            );
        }
    }

    /// Each certificate or licence that is required.
    pub(super) fn licences(&mut self, must_haves: &[Judged]) {
        for judged in must_haves.iter().filter(|judged| is_licence(judged)) {
            let open = judged
                .things
                .iter()
                .filter(|thing| thing.status != Status::Met);
            let reasons: Vec<String> = if judged.status == Status::Met {
                vec!["the profile has it".to_owned()]
            } else {
                open.map(|thing| format!("{}: {}", thing.name, thing.reason))
                    .collect()
            };
            let held = judged
                .things
                .iter()
                .filter_map(|thing| thing.profile.as_deref());
            let held: Vec<&str> = held.collect();
            self.gates.push(Gate {
                gate: GateKind::Licence,
                outcome: match judged.status {
                    Status::Met => Outcome::Pass,
                    Status::Unclear => Outcome::Unknown,
                    Status::Missing => Outcome::Fail,
                },
                hard: true,
                reason: reasons.join("; "),
                posting: Some(Quote {
                    text: judged.text.clone(),
                    block: Some(judged.block),
                }),
                profile: (!held.is_empty()).then(|| held.join(", ")),
            });
        }
    }
}
