//! What a requirement asks, as a tree over things that a profile can be asked for.

use super::gates::outcome;
use super::named::{degrees_of, years_of};
use super::person::{Answer, Person, language_written, years_name};
use super::quotes::Quotes;
use super::record::{Gate, GateKind, Judged, Quote, Status, Thing};
use super::tree::{Tree, Truth};
use super::words::{a_degree, degree_name};
use crate::posting::{Education, EducationLevel, Expr, Posting, Requirement};

/// Years in one requirement that a degree may stand for are no experience asked beside it.
const SAME_YEARS: f64 = 0.01;

/// One thing that a requirement names.
struct Leaf {
    name: String,
    answer: Answer,
    /// A profile can settle it; not so a trait.
    can_be_settled: bool,
    /// It is a certificate or licence.
    is_formal: bool,
}

/// A requirement on its way to a tree.
struct Asked<'a> {
    posting: &'a Posting,
    person: &'a Person<'a>,
    quotes: &'a Quotes<'a>,
    requirement: &'a Requirement,
    /// What the posting says of education, where it says it in this requirement.
    education: Option<&'a Education>,
    /// Codes of the human languages that this requirement asks for.
    languages: Vec<&'a str>,
    /// The words that ask for those languages, or for education: pieces of them are no skills.
    formal_words: Vec<String>,
    /// Answers of gates that this requirement states.
    gates: Vec<(&'static str, Answer)>,
    leaves: Vec<Leaf>,
}

/// Holds a requirement against a person; with the gate of the licences that it names. `permit`: the
/// answer to what the posting says of permissions, for the requirement that says it.
pub(super) fn judge(
    posting: &Posting,
    person: &Person<'_>,
    quotes: &Quotes<'_>,
    permit: Option<&Answer>,
    requirement: &Requirement,
) -> (Judged, Option<Gate>) {
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
            .filter_map(|evidence| evidence.value.as_deref())
            .collect(),
        formal_words: ["languages", "education"]
            .into_iter()
            .flat_map(|fact| quotes.of_requirement(fact, requirement))
            .map(|evidence| evidence.text.to_lowercase())
            .collect(),
        gates: permit
            .map(|answer| ("permission to work", answer.clone()))
            .into_iter()
            .collect(),
        leaves: Vec::new(),
    };
    let tree = Tree::All(asked.branches());
    let licence = asked.licence(&tree);
    (asked.judged(&tree), licence)
}

impl Asked<'_> {
    /// The branches of which every one is asked.
    fn branches(&mut self) -> Vec<Tree> {
        let mut out: Vec<Tree> = Vec::new();
        if let Some(expr) = &self.requirement.expr {
            out.extend(self.tree(expr));
        }
        if let Some(education) = self.education.filter(|_| self.degrees().is_empty())
            && education.level != EducationLevel::None
        {
            let degree = self.degree(education.level, None);
            out.push(degree);
        }
        out.extend(self.years());
        for code in self.languages.clone() {
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
            let is_formal = self
                .person
                .known(&name)
                .is_some_and(|known| known.is_formal);
            self.leaves.push(Leaf {
                name,
                answer,
                can_be_settled,
                is_formal,
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

    /// A skill, unless it is a piece of the words that ask for a language ("Speak English") or for
    /// education.
    fn skill(&mut self, name: &str) -> Option<Tree> {
        let known = self.person.known(name);
        if known.is_some_and(|known| known.is_spoken)
            && let Some(code) = self.person.language_code(name)
        {
            return self.language(&code);
        }
        let folded = name.to_lowercase();
        if known.is_none()
            && self
                .formal_words
                .iter()
                .any(|words| words.contains(&folded))
        {
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
        let name = language_written(code, level);
        Some(self.leaf(name, true, |person| person.language(code, level)))
    }

    /// The degrees that the tree of the requirement names.
    fn degrees(&self) -> Vec<(EducationLevel, Option<f64>)> {
        self.requirement
            .expr
            .as_ref()
            .map(degrees_of)
            .unwrap_or_default()
    }

    /// A degree; where the posting says so, one that is under way, or an equivalent.
    fn degree(&mut self, level: EducationLevel, or_years: Option<f64>) -> Tree {
        let start = self.quotes.start();
        let is_enrolled = self.education.is_some_and(|education| education.enrolled);
        let leaf = if is_enrolled {
            let name = format!("enrolled for {}", a_degree(level));
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
        let close = |or: f64| (or - years).abs() < SAME_YEARS;
        if self
            .degrees()
            .iter()
            .any(|(_, or_years)| or_years.is_some_and(close))
        {
            return None;
        }
        let (name, answer) = years_of(
            self.posting,
            self.person,
            self.quotes,
            self.requirement,
            years,
        );
        Some(self.leaf(name, true, |_| answer))
    }

    /// The gate of the certificates and licences that a tree names; whatever else it names is taken
    /// as given. `None` where it names none.
    fn licence(&self, tree: &Tree) -> Option<Gate> {
        let formal: Vec<&Leaf> = self.leaves.iter().filter(|leaf| leaf.is_formal).collect();
        if formal.is_empty() {
            return None;
        }
        let truth = |leaf: &Leaf| {
            if leaf.is_formal {
                leaf.answer.truth
            } else {
                Truth::Yes
            }
        };
        let truths: Vec<Truth> = self.leaves.iter().map(truth).collect();
        let truth = tree.value(&truths);
        let named = |leaves: &[&Leaf]| -> String {
            let names: Vec<&str> = leaves.iter().map(|leaf| leaf.name.as_str()).collect();
            names.join(", ")
        };
        let held = formal
            .iter()
            .filter_map(|leaf| leaf.answer.entry.as_deref());
        let held: Vec<&str> = held.collect();
        let open: Vec<&Leaf> = formal
            .iter()
            .copied()
            .filter(|leaf| leaf.answer.truth != Truth::Yes)
            .collect();
        let reason = match open.first().filter(|_| truth != Truth::Yes) {
            Some(first) => format!("{}: {}", named(&open), first.answer.reason),
            None => format!("{}: the profile names it", named(&formal)),
        };
        Some(Gate {
            gate: GateKind::Licence,
            outcome: outcome(truth),
            hard: true,
            reason,
            posting: Some(Quote {
                text: self.requirement.text.clone(),
                block: Some(self.requirement.block),
            }),
            profile: (!held.is_empty()).then(|| held.join(", ")),
        })
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
