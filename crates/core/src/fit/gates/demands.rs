//! What the posting asks a person to have: degree, years, languages, licences.

use super::Gates;
use crate::fit::named::{degrees_of, is_main, years_of};
use crate::fit::person::{Answer, language_written, years_name};
use crate::fit::record::GateKind;
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
        let degrees = trees
            .flat_map(degrees_of)
            .filter(|(degree, _)| *degree == level);
        let years = degrees
            .filter_map(|(_, or_years)| or_years)
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
        // The requirement that says so names the skills as well.
        let mut requirements = self.posting.requirements.iter();
        let stated = requirements
            .find(|one| one.min_years == Some(years) && is_main(self.quotes, one))
            .map(|one| years_of(self.posting, self.person, self.quotes, one, years));
        let (asked, answer) = stated.unwrap_or_else(|| {
            let subject = experience.subject.as_deref();
            let asked = match subject {
                Some(subject) => format!("{} ({subject})", years_name(years)),
                None => years_name(years),
            };
            (asked, self.person.years(years, subject, &[]))
        });
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
            let asked = language_written(&demand.code, level);
            self.demand(
                GateKind::Language,
                "languages",
                Some(&demand.code),
                &asked,
                answer,
            );
        }
    }
}
