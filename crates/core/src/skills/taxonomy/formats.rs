//! The formats of taxonomies.

use csv::{ReaderBuilder, StringRecord};

use super::{Builder, Entry, SkillTaxonomy};
use crate::error::Error;
use crate::posting::TaxonomyReference;

/// Longest part of a header that an error repeats, in characters.
const LONGEST_HEADER: usize = 80;
/// The scheme of a table of one's own that names none.
const OWN_SCHEME: &str = "own";
/// The state of an ESCO concept that is in use.
const RELEASED: &str = "released";
/// ESCO's name for what is a skill.
const ESCO_SKILL: &str = "KnowledgeSkillCompetence";

/// How the rows of a file are read, by the columns of its header.
enum Format {
    /// ESCO's CSV.
    Esco {
        uri: usize,
        label: usize,
        alternatives: Option<usize>,
        kind: Option<usize>,
        status: Option<usize>,
    },
    /// A table of O*NET: a name and a code.
    Onet {
        name: usize,
        code: usize,
        scheme: &'static str,
    },
    /// A table of one's own.
    Own {
        name: usize,
        kind: Option<usize>,
        aliases: Option<usize>,
        id: Option<usize>,
        scheme: Option<usize>,
    },
}

/// Reads a taxonomy.
pub(super) fn read(bytes: &[u8]) -> Result<SkillTaxonomy, Error> {
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let before = bytes.get(..error.valid_up_to()).unwrap_or_default();
        let line = before.iter().filter(|byte| **byte == b'\n').count() as u64 + 1;
        Error::taxonomy(line, None, "is not UTF-8")
    })?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let first = text.lines().next().unwrap_or_default();
    let has_tabs = first.contains('\t');
    let mut reader = ReaderBuilder::new()
        .delimiter(if has_tabs { b'\t' } else { b',' })
        .quoting(!has_tabs)
        .has_headers(true)
        .from_reader(text.as_bytes());
    let header = reader.headers().map_err(|error| wrong(&error))?.clone();
    let format = Format::of(&header)?;
    let mut builder = Builder::default();
    let mut record = StringRecord::new();
    while reader
        .read_record(&mut record)
        .map_err(|error| wrong(&error))?
    {
        let line = record.position().map_or(0, csv::Position::line);
        let row = Row {
            header: &header,
            record: &record,
            line,
        };
        if let Some(entry) = format.entry(&row)? {
            builder.add(entry);
        }
    }
    let taxonomy = builder.finish();
    if taxonomy.is_empty() {
        return Err(Error::taxonomy(1, None, "is followed by no skill"));
    }
    Ok(taxonomy)
}

/// What the reader of CSV complains about, in our words.
fn wrong(error: &csv::Error) -> Error {
    let line = error.position().map_or(1, csv::Position::line);
    let reason = match error.kind() {
        csv::ErrorKind::UnequalLengths {
            expected_len, len, ..
        } => format!("has {len} columns, the header has {expected_len}"),
        other => format!("cannot be read: {other:?}"),
    };
    Error::taxonomy(line, None, reason)
}

impl Format {
    /// Tells the format from the header.
    fn of(header: &StringRecord) -> Result<Self, Error> {
        let column = |name: &str| {
            let same = |cell: &str| cell.trim().eq_ignore_ascii_case(name);
            header.iter().position(same)
        };
        if let (Some(uri), Some(label)) = (column("conceptUri"), column("preferredLabel")) {
            return Ok(Self::Esco {
                uri,
                label,
                alternatives: column("altLabels"),
                kind: column("conceptType"),
                status: column("status"),
            });
        }
        let onet = [
            ("Example", "Commodity Code", "UNSPSC"),
            ("Element Name", "Element ID", "O*NET"),
        ];
        for (name, code, scheme) in onet {
            if let (Some(name), Some(code)) = (column(name), column(code)) {
                return Ok(Self::Onet { name, code, scheme });
            }
        }
        if let Some(name) = column("name") {
            return Ok(Self::Own {
                name,
                kind: column("kind"),
                aliases: column("aliases"),
                id: column("id"),
                scheme: column("scheme"),
            });
        }
        let shown: String = header.iter().collect::<Vec<_>>().join(", ");
        let shown: String = shown.chars().take(LONGEST_HEADER).collect();
        Err(Error::taxonomy(
            1,
            None,
            format!(
                "is the header of no known taxonomy: {shown:?}; known are ESCO's CSV (conceptUri, \
                 preferredLabel), O*NET's tables (Example, Commodity Code; Element ID, Element \
                 Name) and a table with tabs of your own (name, kind, aliases, id, scheme)"
            ),
        ))
    }

    /// The entry of a row; `None` for a row that is no skill in use.
    fn entry<'t>(&self, row: &Row<'t>) -> Result<Option<Entry<'t>>, Error> {
        match *self {
            Self::Esco {
                uri,
                label,
                alternatives,
                kind,
                status,
            } => {
                let is = |column: Option<usize>, wanted: &str| {
                    column.is_none_or(|at| ["", wanted].contains(&row.cell(at)))
                };
                if !is(kind, ESCO_SKILL) || !is(status, RELEASED) {
                    return Ok(None);
                }
                let name = row.name(label)?;
                let aliases = row.list(alternatives, '\n');
                Ok(Some(entry(name, "", aliases, "ESCO", row.filled(uri)?)))
            }
            Self::Onet { name, code, scheme } => {
                let (name, code) = (row.name(name)?, row.filled(code)?);
                Ok(Some(entry(name, "", Vec::new(), scheme, code)))
            }
            Self::Own {
                name,
                kind,
                aliases,
                id,
                scheme,
            } => {
                let or_else = |column: Option<usize>, other: &'t str| {
                    let cell = column.map(|at| row.cell(at));
                    cell.filter(|cell| !cell.is_empty()).unwrap_or(other)
                };
                let name = row.name(name)?;
                let (id, scheme) = (or_else(id, name), or_else(scheme, OWN_SCHEME));
                let aliases = row.list(aliases, '|');
                Ok(Some(entry(name, or_else(kind, ""), aliases, scheme, id)))
            }
        }
    }
}

fn entry<'t>(
    name: &'t str,
    kind: &'t str,
    aliases: Vec<&'t str>,
    scheme: &str,
    id: &str,
) -> Entry<'t> {
    Entry {
        name,
        kind,
        aliases,
        reference: TaxonomyReference {
            scheme: scheme.to_owned(),
            id: id.to_owned(),
            name: name.to_owned(),
        },
    }
}

/// A row of the file.
struct Row<'t> {
    header: &'t StringRecord,
    record: &'t StringRecord,
    line: u64,
}

impl<'t> Row<'t> {
    fn cell(&self, column: usize) -> &'t str {
        self.record.get(column).unwrap_or_default().trim()
    }

    /// A cell that must not be empty.
    fn filled(&self, column: usize) -> Result<&'t str, Error> {
        let cell = self.cell(column);
        if cell.is_empty() {
            return Err(self.wrong(column, "is empty"));
        }
        Ok(cell)
    }

    /// A cell that must hold a name.
    fn name(&self, column: usize) -> Result<&'t str, Error> {
        let cell = self.filled(column)?;
        if !cell.contains(char::is_alphanumeric) {
            return Err(self.wrong(column, "has no letter or digit"));
        }
        Ok(cell)
    }

    /// The parts of a cell.
    fn list(&self, column: Option<usize>, separator: char) -> Vec<&'t str> {
        let cell = column.map_or("", |at| self.cell(at));
        let parts = cell.split(separator).map(str::trim);
        parts.filter(|part| !part.is_empty()).collect()
    }

    fn wrong(&self, column: usize, reason: &str) -> Error {
        Error::taxonomy(self.line, self.header.get(column), reason)
    }
}
