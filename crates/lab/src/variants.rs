//! The forms in which a labelled posting is shown to the trainer: as saved, as text, without its
//! headings, and under headings that no vocabulary knows.

use anyhow::Result;
use jobgist::internals::{TrainingLine, training_lines};
use jobgist::{Options, internals};

use crate::align::align;
use crate::corpus::{Example, Gold, GoldLine, Set};

/// A posting in one form, with what the trainer needs of it.
#[derive(Debug, Clone)]
pub(crate) struct Variant {
    pub(crate) form: Form,
    pub(crate) lines: Vec<TrainingLine>,
    /// The label of each line, where it is known.
    pub(crate) labels: Vec<Option<usize>>,
}

/// How a posting is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// The page as saved.
    Page,
    /// Its labelled lines as a text.
    Text,
    /// The same without headings.
    Headless,
    /// The same with headings that say nothing.
    Reworded,
    /// The same with some lines under a heading that is not theirs.
    Misplaced,
}

/// Headings of the kind that employers make up.
const PLAYFUL: [&str; 24] = [
    "The fun part",
    "In short",
    "Picture this",
    "Here is the thing",
    "Let's talk",
    "Ready?",
    "The deal",
    "Day in, day out",
    "Straight to the point",
    "Good to know",
    "And now you",
    "The rest",
    "Kurz und knapp",
    "Und jetzt du",
    "Klingt gut?",
    "En bref",
    "Et toi ?",
    "Concrètement",
    "Kort en goed",
    "Kort sagt",
    "W skrócie",
    "Zkrátka",
    "En resumen",
    "In breve",
];

/// The forms that are made of the labelled lines.
const FORMS: [Form; 4] = [Form::Text, Form::Headless, Form::Reworded, Form::Misplaced];

/// The lines of a posting, of which some stand one section too late: what a line says counts for more
/// than its heading, and only such postings show it.
fn misplaced<'l>(lines: &[&'l GoldLine], number: usize) -> Vec<&'l str> {
    let mut out = Vec::with_capacity(lines.len());
    let mut moved: Vec<&str> = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let heading = matches!(line.gold, Gold::Heading(_));
        let in_section = at > 0 && !matches!(lines[at - 1].gold, Gold::Heading(_));
        if !heading && in_section && !line.text.is_empty() && (at + number) % 9 == 0 {
            moved.push(&line.text);
            continue;
        }
        out.push(line.text.as_str());
        if at > 0 && !heading && !in_section {
            out.append(&mut moved);
        }
    }
    out.append(&mut moved);
    out
}

/// All forms of a posting.
pub(crate) fn variants(example: &Example) -> Result<Vec<Variant>> {
    let mut variants = Vec::new();
    if let Some((name, bytes)) = &example.page {
        variants.push(variant(Form::Page, bytes, name, &example.lines)?);
    }
    let own: Vec<&GoldLine> = example
        .lines
        .iter()
        .filter(|line| line.gold != Gold::Noise)
        .collect();
    let is_heading = |line: &GoldLine| matches!(line.gold, Gold::Heading(_));
    let text = |form: Form, number: usize| -> String {
        let mut headings = number;
        if form == Form::Misplaced {
            return misplaced(&own, number).join("\n");
        }
        let lines = own.iter().filter_map(|line| match form {
            Form::Headless if is_heading(line) => None,
            Form::Reworded if is_heading(line) => {
                headings += 7;
                Some(PLAYFUL[headings % PLAYFUL.len()])
            }
            _ => Some(line.text.as_str()),
        });
        lines.collect::<Vec<_>>().join("\n")
    };
    let number = example.id.bytes().map(usize::from).sum();
    let headed = own.iter().any(|line| is_heading(line));
    for form in FORMS {
        let plain = form == Form::Text;
        // A bulk posting in every form would outweigh the others, and teach nothing more.
        if (plain || headed)
            && !(form == Form::Reworded && example.set == Set::Bulk && number % 3 > 0)
            && !(form == Form::Misplaced && example.set == Set::Bulk)
        {
            let text = text(form, number);
            variants.push(variant(
                form,
                text.as_bytes(),
                "posting.txt",
                &example.lines,
            )?);
        }
    }
    Ok(variants)
}

fn variant(form: Form, bytes: &[u8], name: &str, gold: &[GoldLine]) -> Result<Variant> {
    let mut options = Options::default();
    options.name = name.to_owned();
    let lines = if bytes.trim_ascii().is_empty() {
        Vec::new()
    } else {
        training_lines(bytes, &options)?
    };
    debug_assert!(
        lines
            .iter()
            .all(|line| line.context < internals::contexts())
    );
    Ok(Variant {
        form,
        labels: align(&lines, gold),
        lines,
    })
}
