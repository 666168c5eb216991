//! The labelled postings: those that are shared, and those written for training.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result, bail};
use jobgist::internals::{LABELS, name_of};
use serde::Deserialize;

/// A line as it was labelled.
#[derive(Debug, Clone)]
pub(crate) struct GoldLine {
    pub(crate) text: String,
    pub(crate) gold: Gold,
}

/// What a labelled line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Gold {
    /// A line of the posting, with its label.
    Line(usize),
    /// A heading, with the label of what it opens.
    Heading(Option<usize>),
    /// Not of the posting.
    Noise,
    /// Nobody has labelled it.
    Unknown,
}

/// Where a posting comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Set {
    /// Read and labelled line by line.
    Dev,
    /// Labelled by its headings.
    Bulk,
    /// Written for training.
    Own,
}

/// A labelled posting.
#[derive(Debug, Clone)]
pub(crate) struct Example {
    /// Its name in the set.
    pub(crate) id: String,
    pub(crate) set: Set,
    /// The site it was saved from; in bulk, nothing yet.
    pub(crate) site: Option<String>,
    /// The page as saved, with its name; in sets of text, nothing.
    pub(crate) page: Option<(String, Vec<u8>)>,
    pub(crate) lines: Vec<GoldLine>,
    /// What an annotator would say of it first; in sets without, nothing.
    pub(crate) highlights: Highlights,
}

/// What matters most in a posting.
#[derive(Debug, Clone, Default)]
pub(crate) struct Highlights {
    /// The key skills, the best first.
    pub(crate) skills: Vec<String>,
    /// The grades of the key lines, 1 to 3, by their number in the posting, from 1.
    pub(crate) grades: BTreeMap<usize, u8>,
}

/// Reads all labelled postings, in a fixed order.
pub(crate) fn read(shared: &Path, own: &Path) -> Result<Vec<Example>> {
    let mut examples = dev(&shared.join("eval/dev"))?;
    examples.extend(bulk(&shared.join("eval/bulk/sections.jsonl"))?);
    examples.extend(written(own)?);
    Ok(examples)
}

/// The label with a name of the guide: "meta" and "title" are one.
fn label(name: &str) -> Option<usize> {
    let name = if name == "title" { "meta" } else { name };
    (0..LABELS).find(|label| name_of(*label) == name)
}

fn gold(name: &str) -> Result<Gold> {
    if name == "noise" {
        return Ok(Gold::Noise);
    }
    if let Some(opens) = name.strip_prefix("h-") {
        return Ok(Gold::Heading(label(opens)));
    }
    label(name)
        .map(Gold::Line)
        .with_context(|| format!("{name:?} is no label"))
}

/// A file of `eval/dev/labels`.
#[derive(Deserialize)]
struct Labels {
    lines: String,
    #[serde(default)]
    skills: Vec<KeySkill>,
    /// Numbers of lines by grade.
    #[serde(default)]
    key_lines: BTreeMap<String, Vec<usize>>,
}

#[derive(Deserialize)]
struct KeySkill {
    name: String,
}

impl Labels {
    fn highlights(&self) -> Result<Highlights> {
        let mut grades = BTreeMap::new();
        for (grade, numbers) in &self.key_lines {
            let grade = grade.parse()?;
            grades.extend(numbers.iter().map(|number| (*number, grade)));
        }
        Ok(Highlights {
            skills: self.skills.iter().map(|skill| short(&skill.name)).collect(),
            grades,
        })
    }
}

/// A name without what stands in parentheses.
fn short(name: &str) -> String {
    let mut depth = 0_usize;
    let kept: String = name
        .chars()
        .filter(|c| match c {
            '(' => {
                depth += 1;
                false
            }
            ')' => {
                depth = depth.saturating_sub(1);
                false
            }
            _ => depth == 0,
        })
        .collect();
    if kept.trim().is_empty() {
        name.to_owned()
    } else {
        kept
    }
}

fn dev(folder: &Path) -> Result<Vec<Example>> {
    let index = text(&folder.join("index.tsv"))?;
    let mut rows = index.lines().map(|row| row.split('\t').collect::<Vec<_>>());
    let head = rows.next().unwrap_or_default();
    let column = |name: &str| head.iter().position(|column| *column == name);
    let (Some(id), Some(ext), Some(site)) = (column("id"), column("ext"), column("site")) else {
        bail!("{}: no columns id, ext, site", folder.display());
    };
    let mut examples = Vec::new();
    for row in rows {
        let labels = folder.join("labels").join(format!("{}.json", row[id]));
        if !labels.exists() {
            continue;
        }
        let labels: Labels = serde_json::from_str(&text(&labels)?)?;
        let highlights = labels.highlights()?;
        let labels = spans(&labels.lines)?;
        let lines = text(&folder.join("lines").join(format!("{}.txt", row[id])))?;
        let name = format!("{}.{}", row[id], row[ext]);
        let page = folder.join("pages").join(&name);
        let bytes = fs::read(&page).with_context(|| page.display().to_string())?;
        let lines = (1..).zip(lines.lines()).map(|(number, line)| GoldLine {
            text: line.to_owned(),
            gold: labels.get(&number).copied().unwrap_or(Gold::Noise),
        });
        examples.push(Example {
            id: row[id].to_owned(),
            set: Set::Dev,
            site: Some(row[site].to_owned()),
            lines: lines.collect(),
            page: Some((name, bytes)),
            highlights,
        });
    }
    Ok(examples)
}

/// Reads "1-3:noise; 4,7:title".
fn spans(text: &str) -> Result<BTreeMap<usize, Gold>> {
    let mut labels = BTreeMap::new();
    for part in text
        .split(';')
        .map(str::trim)
        .filter(|part| !part.is_empty())
    {
        let (ranges, name) = part.split_once(':').context("a range without a label")?;
        for range in ranges.split(',') {
            let (first, last) = range.split_once('-').unwrap_or((range, range));
            for number in first.trim().parse()?..=last.trim().parse()? {
                labels.insert(number, gold(name.trim())?);
            }
        }
    }
    Ok(labels)
}

/// A row of `eval/bulk/sections.jsonl`.
#[derive(Deserialize)]
struct Row {
    id: String,
    lines: Vec<(String, Option<String>)>,
}

fn bulk(path: &Path) -> Result<Vec<Example>> {
    let mut examples = Vec::new();
    for row in text(path)?.lines() {
        let row: Row = serde_json::from_str(row)?;
        let lines = row.lines.into_iter().map(|(text, kind)| {
            let gold = match kind.as_deref() {
                None => Gold::Unknown,
                Some("h") => Gold::Heading(None),
                Some(kind) => gold(kind)?,
            };
            Ok(GoldLine { text, gold })
        });
        let mut lines: Vec<GoldLine> = lines.collect::<Result<_>>()?;
        doubt(&mut lines);
        examples.push(Example {
            id: row.id,
            set: Set::Bulk,
            site: None,
            page: None,
            lines,
            highlights: Highlights::default(),
        });
    }
    Ok(examples)
}

/// Bulk has every line under a heading labelled by it, to the notices at the foot of the page. What
/// follows the bullets of a section without one is not learnt from.
fn doubt(lines: &mut [GoldLine]) {
    let (mut bulleted, mut ended) = (false, false);
    for line in lines {
        let bullet = line.text.trim_start().starts_with(['*', '-', '•', '·']);
        match line.gold {
            Gold::Heading(_) => (bulleted, ended) = (false, false),
            _ => {
                ended |= bulleted && !bullet;
                bulleted |= bullet;
                if ended {
                    line.gold = Gold::Unknown;
                }
            }
        }
    }
}

/// The postings written for training: a file a language. `== name` begins a posting; each further line
/// is a label, a tab and the text; an empty line is an empty line of the page.
fn written(folder: &Path) -> Result<Vec<Example>> {
    let mut paths: Vec<_> = fs::read_dir(folder)
        .with_context(|| folder.display().to_string())?
        .map(|entry| Ok(entry?.path()))
        .collect::<Result<_>>()?;
    paths.retain(|path| path.extension().is_some_and(|ext| ext == "txt"));
    paths.sort();
    let mut examples: Vec<Example> = Vec::new();
    for path in paths {
        let code = path.file_stem().unwrap_or_default().to_string_lossy();
        for (number, line) in (1..).zip(text(&path)?.lines()) {
            let fault = || format!("{}:{number}", path.display());
            if let Some(name) = line.strip_prefix("== ") {
                examples.push(Example {
                    id: format!("{code}/{name}"),
                    set: Set::Own,
                    site: None,
                    page: None,
                    lines: Vec::new(),
                    highlights: Highlights::default(),
                });
            } else if !line.starts_with('#') {
                let example = examples.last_mut().with_context(fault)?;
                let (name, text) = match line.split_once('\t') {
                    Some((name, text)) => (gold(name).with_context(fault)?, text),
                    None if line.trim().is_empty() => (Gold::Unknown, ""),
                    None => bail!("{}: no tab behind the label", fault()),
                };
                example.lines.push(GoldLine {
                    text: text.to_owned(),
                    gold: name,
                });
            }
        }
    }
    Ok(examples)
}

fn text(path: &Path) -> Result<String> {
    fs::read_to_string(path).with_context(|| path.display().to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_read() {
        let labels = spans("1-2:noise; 4,6:h-required; 7:title").unwrap();
        assert_eq!(labels[&2], Gold::Noise);
        assert_eq!(labels[&6], Gold::Heading(label("required")));
        assert_eq!(labels[&7], Gold::Line(LABELS - 1));
        assert_eq!(labels.get(&3), None);
        assert!(spans("1:nonsense").is_err());
    }

    #[test]
    fn what_follows_the_bullets_is_doubted() {
        let required = label("required").unwrap();
        let line = |text: &str, gold| GoldLine {
            text: text.to_owned(),
            gold,
        };
        let mut lines = [
            line("Requirements", Gold::Heading(None)),
            line("* A driving licence", Gold::Line(required)),
            line("We are an equal opportunity employer", Gold::Line(required)),
            line("Qualifications", Gold::Heading(None)),
            line("A degree", Gold::Line(required)),
        ];
        doubt(&mut lines);
        assert_eq!(lines[1].gold, Gold::Line(required));
        assert_eq!(lines[2].gold, Gold::Unknown);
        assert_eq!(lines[4].gold, Gold::Line(required));
    }

    #[test]
    fn the_postings_written_for_training_are_read() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("postings");
        let examples = written(&folder).unwrap();
        let mut names: Vec<&str> = examples.iter().map(|example| example.id.as_str()).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), examples.len(), "two postings have one name");
        for example in &examples {
            let labelled = |line: &&GoldLine| matches!(line.gold, Gold::Line(_));
            assert!(
                example.lines.iter().filter(labelled).count() > 5,
                "{}",
                example.id
            );
        }
    }
}
