//! The forms in which a labelled posting is shown to the trainer: as saved, as text, without its
//! headings, and under headings that no vocabulary knows.

use anyhow::Result;
use jobgist::Options;
use jobgist::internals::{CONTEXTS, TrainingLine, name_of, training_lines};

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

/// The lines of a posting, of which some stand in a later section: what a line says can count for more
/// than its heading, and only such postings show it. A must is never put among wishes, nor a wish
/// among musts: there the heading alone makes the difference.
fn misplaced<'l>(lines: &[&'l GoldLine], number: usize) -> Vec<&'l str> {
    let mut out = Vec::with_capacity(lines.len());
    let mut moved: Vec<&GoldLine> = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let opens_section = at > 0 && is_heading(lines[at - 1]);
        let plain = !is_heading(line) && !line.text.is_empty();
        if plain && !opens_section && (at + number).is_multiple_of(9) {
            moved.push(line);
            continue;
        }
        out.push(line.text.as_str());
        if plain && opens_section {
            moved.retain(|moved| {
                let kin = asks(moved) && asks(line);
                if !kin {
                    out.push(moved.text.as_str());
                }
                kin
            });
        }
    }
    out
}

/// Whether a line is a must or a wish.
fn asks(line: &GoldLine) -> bool {
    matches!(line.gold, Gold::Line(label) if matches!(name_of(label), "required" | "preferred"))
}

/// All forms of a posting.
pub(crate) fn variants(example: &Example) -> Result<Vec<Variant>> {
    let mut variants = Vec::new();
    if let Some((name, bytes)) = &example.page {
        variants.push(variant(Form::Page, bytes, name, &example.lines)?);
    }
    let own = example.lines.iter().filter(|line| line.gold != Gold::Noise);
    let own: Vec<&GoldLine> = own.collect();
    let number = example.id.bytes().map(usize::from).sum();
    let headed = own.iter().any(|line| is_heading(line));
    for form in FORMS {
        // A bulk posting in every form would outweigh the others, and teach nothing more.
        let shown = match (form, example.set) {
            (Form::Text, _) => true,
            (Form::Reworded, Set::Bulk) => headed && number % 3 == 0,
            (Form::Misplaced, Set::Bulk) => false,
            _ => headed,
        };
        if shown {
            let text = text_in(form, &own, number).join("\n");
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

/// The lines of a posting in one form; `number` chooses among the ways to make it.
fn text_in<'l>(form: Form, lines: &[&'l GoldLine], number: usize) -> Vec<&'l str> {
    let playful = (number..).step_by(7).skip(1);
    let mut playful = playful.map(|at| PLAYFUL[at % PLAYFUL.len()]);
    match form {
        Form::Misplaced => misplaced(lines, number),
        Form::Headless => {
            let plain = lines.iter().filter(|line| !is_heading(line));
            plain.map(|line| line.text.as_str()).collect()
        }
        Form::Reworded => {
            let reworded = lines.iter().map(|line| match is_heading(line) {
                true => playful.next().unwrap_or_default(),
                false => line.text.as_str(),
            });
            reworded.collect()
        }
        Form::Page | Form::Text => lines.iter().map(|line| line.text.as_str()).collect(),
    }
}

fn is_heading(line: &GoldLine) -> bool {
    matches!(line.gold, Gold::Heading(_))
}

fn variant(form: Form, bytes: &[u8], name: &str, gold: &[GoldLine]) -> Result<Variant> {
    let options = Options {
        name: name.to_owned(),
        ..Options::default()
    };
    let lines = if bytes.trim_ascii().is_empty() {
        Vec::new()
    } else {
        training_lines(bytes, &options)?
    };
    debug_assert!(lines.iter().all(|line| line.context < CONTEXTS));
    Ok(Variant {
        form,
        labels: align(&lines, gold),
        lines,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_misplaced_but_for_musts_among_wishes() {
        let label =
            |name: &str| (0..jobgist::internals::LABELS).find(|label| name_of(*label) == name);
        let line = |text: &str, gold: Gold| GoldLine {
            text: text.to_owned(),
            gold,
        };
        let item = |text: &str, name: &str| line(text, Gold::Line(label(name).unwrap()));
        let heading = |text: &str| line(text, Gold::Heading(None));
        let lines = [
            heading("Requirements"),
            item("A degree", "required"),
            item("A licence", "required"),
            heading("Nice to have"),
            item("Danish", "preferred"),
            heading("Benefits"),
            item("Free bread", "benefits"),
        ];
        let lines: Vec<&GoldLine> = lines.iter().collect();
        let texts = misplaced(&lines, 7);
        assert_eq!(
            texts,
            [
                "Requirements",
                "A degree",
                "Nice to have",
                "Danish",
                "Benefits",
                "Free bread",
                "A licence"
            ]
        );
    }
}
