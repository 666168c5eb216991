//! Tables of what a record lists: requirements, skills, lines, the summary.

pub(super) mod requirements {
    use jobgist::{Posting, Requirement};

    use crate::tables::{Cell, columns};
    use crate::value::name_of;

    struct Row<'a> {
        id: &'a str,
        posting: &'a Posting,
        asked: &'a Requirement,
    }

    columns! { |row: Row<'_>|
        id: Text, "The input's id." => row.id;
        url: Text, "Address of the posting." => row.posting.source.url.as_ref();
        title: Text, "The job's title." => row.posting.title.as_ref();
        company: Text, "The employer's name." => row.posting.company.as_ref();
        rank: Integer, "Place in the posting's ranking, from 1." => row.asked.rank;
        score: Number, "Score behind the rank, 0 to 1." => row.asked.score;
        section: Text, "Kind of the section it stands in." => name_of(&row.asked.section);
        priority: Text, "required or preferred." => name_of(&row.asked.priority);
        priority_basis: Text, "What the priority rests on: heading, clause or default."
            => name_of(&row.asked.priority_basis);
        kind: Text, "What sort of thing is asked." => name_of(&row.asked.kind);
        text: Text, "The quote." => &row.asked.text;
        min_years: Number, "Least years of experience it asks." => row.asked.min_years;
        max_years: Number, "Upper end of a range of years." => row.asked.max_years;
        years_subject: Text, "What the years count." => row.asked.years_subject.as_ref();
        negated: Boolean, "It says that something is not asked." => row.asked.negated;
        skills: List, "Canonical names of the skills it names." => &row.asked.skills;
        expr: Json, "The tree of alternatives." => row.asked.expr.as_ref().map(json);
        block: Integer, "Number of the block that holds it." => row.asked.block;
    }

    pub(in crate::tables) fn rows(id: &str, posting: &Posting) -> Vec<Vec<Cell>> {
        let row = |asked| cells(&Row { id, posting, asked });
        posting.requirements.iter().map(row).collect()
    }

    fn json(expr: &jobgist::Expr) -> Cell {
        // Its maps have text as keys and its numbers are finite: nothing can fail.
        Cell::Json(serde_json::to_value(expr).unwrap_or_default())
    }
}

pub(super) mod skills {
    use jobgist::{Posting, Skill, TaxonomyReference};

    use crate::tables::{Cell, columns};

    struct Row<'a> {
        id: &'a str,
        posting: &'a Posting,
        skill: &'a Skill,
    }

    columns! { |row: Row<'_>|
        id: Text, "The input's id." => row.id;
        title: Text, "The job's title." => row.posting.title.as_ref();
        rank: Integer, "Place in the posting's ranking, from 1." => row.skill.rank;
        name: Text, "Canonical short name." => &row.skill.name;
        score: Number, "Relevance, 0 to 1." => row.skill.score;
        required: Boolean, "Whether a requirement or the duties ask for it." => row.skill.required;
        mentions: Integer, "How often the posting names it." => row.skill.mentions;
        aliases: List, "The spellings met." => &row.skill.aliases_seen;
        taxonomy: List, "Identifiers in the caller's taxonomy, each behind its scheme."
            => row.skill.taxonomy.iter().map(identifier).collect::<Vec<_>>();
    }

    pub(in crate::tables) fn rows(id: &str, posting: &Posting) -> Vec<Vec<Cell>> {
        let row = |skill| cells(&Row { id, posting, skill });
        posting.skills.iter().map(row).collect()
    }

    fn identifier(reference: &TaxonomyReference) -> String {
        format!("{} {}", reference.scheme, reference.id)
    }
}

pub(super) mod sections {
    use jobgist::{Posting, Section, SectionItem};

    use crate::tables::{Cell, columns};
    use crate::value::name_of;

    struct Row<'a> {
        id: &'a str,
        number: usize,
        section: &'a Section,
        item: Option<(usize, &'a SectionItem)>,
    }

    columns! { |row: Row<'_>|
        id: Text, "The input's id." => row.id;
        section: Integer, "Number of the section in the posting, from 1." => row.number;
        kind: Text, "What the section is about." => name_of(&row.section.kind);
        heading: Text, "The heading as written." => row.section.heading.as_ref();
        item: Integer, "Number of the line in its section, from 1; null for a heading alone."
            => row.item.map(|(number, _)| number);
        text: Text, "The line." => row.item.map(|(_, item)| &item.text);
        block: Integer, "Number of the block that holds it." => row.item.map(|(_, item)| item.block);
    }

    pub(in crate::tables) fn rows(id: &str, posting: &Posting) -> Vec<Vec<Cell>> {
        let mut rows = Vec::new();
        for (at, section) in posting.sections.iter().enumerate() {
            let mut push = |item| {
                let number = at + 1;
                rows.push(cells(&Row {
                    id,
                    number,
                    section,
                    item,
                }));
            };
            if section.items.is_empty() {
                push(None);
            }
            for (at, item) in section.items.iter().enumerate() {
                push(Some((at + 1, item)));
            }
        }
        rows
    }
}

pub(super) mod summary {
    use jobgist::{Posting, SummaryLine};

    use crate::tables::{Cell, columns};
    use crate::value::name_of;

    struct Row<'a> {
        id: &'a str,
        number: usize,
        line: &'a SummaryLine,
    }

    columns! { |row: Row<'_>|
        id: Text, "The input's id." => row.id;
        number: Integer, "Number of the line in the order shown, from 1." => row.number;
        section: Text, "Kind of the section it stands in." => name_of(&row.line.section);
        text: Text, "The quote." => &row.line.text;
        score: Number, "Score behind the choice, 0 to 1." => row.line.score;
        block: Integer, "Number of the block that holds it." => row.line.block;
    }

    pub(in crate::tables) fn rows(id: &str, posting: &Posting) -> Vec<Vec<Cell>> {
        let lines = posting.summary.iter().enumerate();
        lines
            .map(|(at, line)| {
                let number = at + 1;
                cells(&Row { id, number, line })
            })
            .collect()
    }
}
