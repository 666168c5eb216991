//! What a requirement asks, as a tree over things that a profile can be asked for.

use super::person::{Answer, Person, years_name};
use super::quotes::Quotes;
use super::record::{Judged, Status, Thing};
use super::tree::{Tree, Truth};
use super::words::degree_name;
use crate::posting::{Education, EducationLevel, Expr, Posting, Requirement, RequirementKind};

/// Years in one requirement that a degree may stand for are no experience asked beside it.
const SAME_YEARS: f64 = 0.01;

/// One thing that a requirement names.
struct Leaf {
    name: String,
    answer: Answer,
    /// A profile can settle it; not so a trait.
    can_be_settled: bool,
}

/// A requirement on its way to a tree.
struct Asked<'a> {
    posting: &'a Posting,
    person: &'a Person<'a>,
    quotes: &'a Quotes<'a>,
    requirement: &'a Requirement,
    /// What the posting says of education, where it says it in this requirement.
    education: Option<&'a Education>,
    /// Codes of the human languages that this requirement asks for, with the words that do.
    languages: Vec<(&'a str, &'a str)>,
    /// Answers of gates that this requirement states.
    gates: Vec<(&'static str, Answer)>,
    leaves: Vec<Leaf>,
}

/// Holds a requirement against a person. `permit`: the answer to what the posting says of
/// permissions, for the requirement that says it.
pub(super) fn judge(
    posting: &Posting,
    person: &Person<'_>,
    quotes: &Quotes<'_>,
    permit: Option<&Answer>,
    requirement: &Requirement,
) -> Judged {
    let states = |fact| quotes.of_requirement(fact, requirement).next().is_some();
    let permit = permit.filter(|_| states("work_authorization"));
    let mut asked = Asked {
        posting,
        person,
        quotes,
        requirement,
        education: posting.education.as_ref().filter(|_| states("education")),
        languages: quotes
            .of_requirement("languages", requirement)
            .filter_map(|evidence| Some((evidence.value.as_deref()?, evidence.text.as_str())))
            .collect(),
        gates: permit
            .map(|answer| ("permission to work", answer.clone()))
            .into_iter()
            .collect(),
        leaves: Vec::new(),
    };
    let tree = Tree::All(asked.branches());
    asked.judged(&tree)
}

impl Asked<'_> {
    /// The branches of which every one is asked.
    fn branches(&mut self) -> Vec<Tree> {
        let mut out: Vec<Tree> = Vec::new();
        if let Some(expr) = &self.requirement.expr {
            out.extend(self.tree(expr));
        }
        out.extend(self.years());
        for (code, _) in self.languages.clone() {
            out.extend(self.language(code));
        }
        for (name, answer) in std::mem::take(&mut self.gates) {
            let leaf = self.leaf(name.to_owned(), true, |_| answer);
            out.push(leaf);
        }
        out
    }

    /// The number of the leaf of that name, answered once.
    fn leaf(
        &mut self,
        name: String,
        can_be_settled: bool,
        answer: impl FnOnce(&Person<'_>) -> Answer,
    ) -> Tree {
        let known = self.leaves.iter().position(|leaf| leaf.name == name);
        Tree::Leaf(known.unwrap_or_else(|| {
            let answer = answer(self.person);
            self.leaves.push(Leaf {
                name,
                answer,
                can_be_settled,
            });
            self.leaves.len() - 1
        }))
    }

    /// The tree of an expression; `None` where nothing in it is asked of a profile.
    fn tree(&mut self, expr: &Expr) -> Option<Tree> {
        match expr {
            Expr::AllOf { all_of } => {
                let (fields, rest): (Vec<_>, Vec<_>) =
                    all_of.iter().partition(|branch| self.is_of_fields(branch));
                let mut branches = self.trees(&rest);
                if !fields.is_empty() {
                    // "A degree in botany, zoology or a related field" asks for one of them.
                    branches.push(self.field());
                }
                (!branches.is_empty()).then_some(Tree::All(branches))
            }
            expr if self.is_of_fields(expr) => Some(self.field()),
            Expr::AnyOf { any_of, open } => {
                let branches = self.trees(&any_of.iter().collect::<Vec<_>>());
                let open = *open;
                (!branches.is_empty()).then_some(Tree::Any { branches, open })
            }
            Expr::AtLeast { at_least, of } => {
                let of = self.trees(&of.iter().collect::<Vec<_>>());
                let count = *at_least;
                (!of.is_empty()).then_some(Tree::AtLeast { count, of })
            }
            Expr::Skill { skill } => self.skill(skill),
            Expr::Degree { degree, or_years } => Some(self.degree(*degree, *or_years)),
        }
    }

    fn trees(&mut self, branches: &[&Expr]) -> Vec<Tree> {
        branches
            .iter()
            .filter_map(|branch| self.tree(branch))
            .collect()
    }

    /// A skill, unless it is a piece of the words that ask for a language ("Speak English").
    fn skill(&mut self, name: &str) -> Option<Tree> {
        let known = self.person.known(name);
        if known.is_some_and(|known| known.is_spoken)
            && let Some(code) = self.person.language_code(name)
        {
            return self.language(&code);
        }
        let folded = name.to_lowercase();
        let is_of_language = |(_, words): &(&str, &str)| words.to_lowercase().contains(&folded);
        if self.languages.iter().any(is_of_language) {
            return None;
        }
        if known.is_some_and(|known| known.is_soft) {
            let answer = Answer::new(Truth::Unknown, None, "a trait, which no profile settles");
            return Some(self.leaf(name.to_owned(), false, |_| answer));
        }
        Some(self.leaf(name.to_owned(), true, |person| person.skill(name)))
    }

    /// A human language, at the level that the posting asks; once.
    fn language(&mut self, code: &str) -> Option<Tree> {
        let demand = self
            .posting
            .languages
            .iter()
            .find(|demand| demand.code == code);
        let level = demand.and_then(|demand| demand.level.as_deref());
        let name = match level {
            Some(level) => format!("language {code} {level}"),
            None => format!("language {code}"),
        };
        Some(self.leaf(name, true, |person| person.language(code, level)))
    }

    /// A degree; where the posting says so, one that is under way, or an equivalent.
    fn degree(&mut self, level: EducationLevel, or_years: Option<f64>) -> Tree {
        let start = self.quotes.start();
        let is_enrolled = self.education.is_some_and(|education| education.enrolled);
        let leaf = if is_enrolled {
            let name = format!("enrolled for a {}", degree_name(level));
            self.leaf(name, true, |person| person.enrolled(level, start))
        } else {
            self.leaf(degree_name(level).to_owned(), true, |person| {
                person.degree(level, start)
            })
        };
        let open = self
            .education
            .is_some_and(|education| education.or_equivalent);
        let mut branches = vec![leaf];
        if let Some(years) = or_years {
            let name = format!("{} of experience", years_name(years));
            branches.push(self.leaf(name, true, |person| person.years(years, None, &[])));
        }
        if branches.len() == 1 && !open {
            return branches.remove(0);
        }
        Tree::Any { branches, open }
    }

    /// Whether an expression names nothing but fields of study.
    fn is_of_fields(&self, expr: &Expr) -> bool {
        let Some(education) = self.education else {
            return false;
        };
        match expr {
            Expr::Skill { skill } => education
                .fields
                .iter()
                .any(|field| self.person.holds(field, skill) || self.person.holds(skill, field)),
            Expr::AnyOf { any_of: all, .. } | Expr::AllOf { all_of: all } => {
                !all.is_empty() && all.iter().all(|branch| self.is_of_fields(branch))
            }
            Expr::AtLeast { .. } | Expr::Degree { .. } => false,
        }
    }

    /// One of the fields of study that the posting names; others may be related.
    fn field(&mut self) -> Tree {
        let fields = self
            .education
            .map_or(&[][..], |education| &education.fields);
        let name = format!("field of study: {}", fields.join(", "));
        self.leaf(name, true, |person| person.field(fields))
    }

    /// Years of experience, unless they only stand for a degree.
    fn years(&mut self) -> Option<Tree> {
        let years = self.requirement.min_years?;
        let expr = self.requirement.expr.as_ref();
        if expr.is_some_and(|expr| is_for_degree(expr, years)) {
            return None;
        }
        let main = self.posting.experience_years.as_ref();
        let is_main = main.is_some_and(|main| main.min == Some(years))
            && self
                .quotes
                .of_requirement("experience_years", self.requirement)
                .next()
                .is_some();
        let subject = main
            .filter(|_| is_main)
            .and_then(|main| main.subject.as_deref());
        let skills = self.years_skills(subject);
        let name = match (subject, skills.first()) {
            (Some(subject), _) => format!("{} ({subject})", years_name(years)),
            (None, Some(skill)) => format!("{} ({skill})", years_name(years)),
            (None, None) => years_name(years),
        };
        Some(self.leaf(name, true, |person| person.years(years, subject, &skills)))
    }

    /// The skills of which years are asked: those named in the subject; without a subject the one
    /// that the requirement names.
    fn years_skills(&self, subject: Option<&str>) -> Vec<String> {
        let skills = &self.requirement.skills;
        match subject {
            Some(subject) => {
                let named = skills
                    .iter()
                    .filter(|skill| self.person.holds(subject, skill));
                named.cloned().collect()
            }
            None if skills.len() == 1 => skills.clone(),
            None => Vec::new(),
        }
    }

    /// The requirement with the answers.
    fn judged(self, tree: &Tree) -> Judged {
        let truths: Vec<Truth> = self.leaves.iter().map(|leaf| leaf.answer.truth).collect();
        let status = if self.leaves.is_empty() {
            Status::Unclear
        } else {
            status_of(tree.value(&truths))
        };
        let enough = match status {
            Status::Met => Vec::new(),
            _ => tree.smallest(&truths).unwrap_or_default(),
        };
        Judged {
            rank: self.requirement.rank,
            text: self.requirement.text.clone(),
            block: self.requirement.block,
            kind: self.requirement.kind,
            status,
            can_be_settled: self.leaves.iter().any(|leaf| leaf.can_be_settled),
            enough: enough
                .into_iter()
                .filter_map(|leaf| Some(self.leaves.get(leaf)?.name.clone()))
                .collect(),
            things: self.leaves.into_iter().map(thing).collect(),
        }
    }
}

fn thing(leaf: Leaf) -> Thing {
    Thing {
        name: leaf.name,
        status: status_of(leaf.answer.truth),
        reason: leaf.answer.reason,
        profile: leaf.answer.entry,
    }
}

fn status_of(truth: Truth) -> Status {
    match truth {
        Truth::Yes => Status::Met,
        Truth::Unknown => Status::Unclear,
        Truth::No => Status::Missing,
    }
}

impl Expr {
    /// The years of experience that stand for a degree of a level, where some do.
    pub(super) fn years_for(&self, level: EducationLevel) -> Option<f64> {
        match self {
            Self::Degree { degree, or_years } => or_years.filter(|_| *degree == level),
            Self::AllOf { all_of: all }
            | Self::AnyOf { any_of: all, .. }
            | Self::AtLeast { of: all, .. } => {
                all.iter().find_map(|branch| branch.years_for(level))
            }
            Self::Skill { .. } => None,
        }
    }
}

/// Whether so many years stand for a degree somewhere in an expression.
fn is_for_degree(expr: &Expr, years: f64) -> bool {
    let close = |or: f64| (or - years).abs() < SAME_YEARS;
    EducationLevel::ALL
        .into_iter()
        .filter_map(|level| expr.years_for(level))
        .any(close)
}

/// Whether a requirement asks for a certificate or licence.
pub(super) fn is_licence(judged: &Judged) -> bool {
    judged.kind == RequirementKind::Certification && judged.can_be_settled
}
