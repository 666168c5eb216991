//! What the names of fields mean: `data/any/json_fields.toml`.

use std::collections::{BTreeMap, HashMap, HashSet};

use once_cell::sync::Lazy;
use serde::Deserialize;

use crate::page::values as plain;
use crate::text::fold;

/// What a field of a posting's JSON says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Field {
    /// The job's title.
    Title,
    /// The title, where nothing better is found.
    TitleWeak,
    /// Employer.
    Company,
    /// Requisition number.
    JobId,
    /// One or more places.
    Place,
    /// Places beside those of `Place`.
    MorePlaces,
    /// Where an applicant may live.
    ApplicantPlace,
    /// The place's city, in a field of its own.
    City,
    /// The place's region, in a field of its own.
    Region,
    /// The place's country, in a field of its own.
    Country,
    /// Remote, hybrid, on site.
    Workplace,
    /// Contract and employment type.
    EmploymentType,
    /// Date posted.
    DatePosted,
    /// Deadline.
    ValidThrough,
    /// First day of work.
    StartDate,
    /// Pay as one value.
    Salary,
    /// Lower figure of pay.
    SalaryMin,
    /// Upper figure of pay.
    SalaryMax,
    /// Currency of pay.
    Currency,
    /// Period of pay.
    Period,
    /// Degree.
    Education,
    /// Experience in months.
    ExperienceMonths,
    /// Experience in years.
    ExperienceYears,
    /// Language of the text.
    Language,
    /// Address of the posting.
    Url,
    /// The posting's main text.
    Description,
    /// Another short fact.
    Meta,
}

/// What a name stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Target {
    /// A field; with its rank: 0 is the best name for it.
    Field(Field, usize),
    /// A part of the posting: number of [`Names::headings`].
    Part(usize),
    /// A flag: number of [`Names::flags`].
    Flag(usize),
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    leaves: Vec<String>,
    suffixes: Vec<String>,
    ranges: Vec<(String, String)>,
    pair_names: Vec<String>,
    pair_values: Vec<String>,
    unit: Vec<Unit>,
    listings: HashSet<String>,
    skip: HashSet<String>,
    company_containers: HashSet<String>,
    company_heading: String,
    description_heading: String,
    part_headings: Vec<String>,
    part_bodies: Vec<String>,
    fields: BTreeMap<Field, Vec<String>>,
    flag: Vec<Flag>,
    place: PlaceNames,
    pay: PayNames,
    part: Vec<PartRow>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct PartRow {
    heading: String,
    keys: Vec<String>,
}

/// What `true` and `false` of a flag mean for a field.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Flag {
    keys: Vec<String>,
    pub(super) field: Field,
    pub(super) yes: String,
    pub(super) no: Option<String>,
}

/// A unit of time that names of fields end in.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Unit {
    ends: Vec<String>,
    word: String,
}

/// Names of the parts of a place.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PlaceNames {
    pub(super) city: Vec<String>,
    pub(super) region: Vec<String>,
    pub(super) country: Vec<String>,
    /// The whole place as one text.
    pub(super) text: Vec<String>,
    /// Objects inside a place that hold its parts.
    pub(super) inner: Vec<String>,
}

/// Names of the parts of pay.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PayNames {
    pub(super) min: Vec<String>,
    pub(super) max: Vec<String>,
    /// The only figure.
    pub(super) value: Vec<String>,
    pub(super) currency: Vec<String>,
    pub(super) period: Vec<String>,
    /// Objects inside pay that hold its parts.
    pub(super) inner: Vec<String>,
    /// Lower and upper figure in hundredths of the currency.
    pub(super) min_hundredths: Vec<String>,
    pub(super) max_hundredths: Vec<String>,
}

/// The vocabulary, ready for look-up by folded name.
#[derive(Debug)]
pub(super) struct Names {
    /// Last part of a name to: the part before it, if one is asked for, and the meaning.
    ends: HashMap<String, Vec<(Option<String>, Target)>>,
    /// Names that only say "the text of what is named above", best first.
    pub(super) leaves: Vec<String>,
    /// Names of a field's name and of its value, where both stand in an object.
    pub(super) pair_names: Vec<String>,
    pub(super) pair_values: Vec<String>,
    suffixes: Vec<String>,
    /// Beginnings of two names that are the ends of one range.
    pub(super) ranges: Vec<(String, String)>,
    units: Vec<Unit>,
    listings: HashSet<String>,
    skip: HashSet<String>,
    company: HashSet<String>,
    /// Headings of parts, by number.
    pub(super) headings: Vec<String>,
    /// Heading over the main text.
    pub(super) description_heading: String,
    /// Heading over a text about the employer.
    pub(super) company_heading: String,
    pub(super) flags: Vec<Flag>,
    pub(super) part_headings: Vec<String>,
    pub(super) part_bodies: Vec<String>,
    pub(super) place: PlaceNames,
    pub(super) pay: PayNames,
}

/// The vocabulary; a test reads it, so that it cannot fail on shipped data.
pub(super) static NAMES: Lazy<Names> = Lazy::new(|| {
    Names::read(include_str!("../../../data/any/json_fields.toml"))
        .unwrap_or_else(|error| panic!("data/any/json_fields.toml: {error}"))
});

impl Names {
    fn read(text: &str) -> Result<Self, toml::de::Error> {
        let file: File = toml::from_str(text)?;
        let mut ends: HashMap<String, Vec<(Option<String>, Target)>> = HashMap::new();
        let mut add = |name: &str, target: Target| {
            let (parent, end) = match name.rsplit_once('.') {
                Some((parent, end)) => (Some(fold_key(parent)), end),
                None => (None, name),
            };
            ends.entry(fold_key(end))
                .or_default()
                .push((parent, target));
        };
        for (&field, names) in &file.fields {
            for (rank, name) in names.iter().enumerate() {
                add(name, Target::Field(field, rank));
            }
        }
        for (number, row) in file.part.iter().enumerate() {
            row.keys
                .iter()
                .for_each(|name| add(name, Target::Part(number)));
        }
        for (number, flag) in file.flag.iter().enumerate() {
            flag.keys
                .iter()
                .for_each(|name| add(name, Target::Flag(number)));
        }
        Ok(Self {
            ends,
            leaves: file.leaves,
            pair_names: file.pair_names,
            pair_values: file.pair_values,
            suffixes: file.suffixes,
            ranges: file.ranges,
            units: file.unit,
            listings: file.listings,
            skip: file.skip,
            company: file.company_containers,
            headings: file.part.into_iter().map(|row| row.heading).collect(),
            company_heading: file.company_heading,
            description_heading: file.description_heading,
            flags: file.flag,
            part_headings: file.part_headings,
            part_bodies: file.part_bodies,
            place: file.place,
            pay: file.pay,
        })
    }

    /// What a folded name below a folded name means.
    pub(super) fn targets<'a>(
        &'a self,
        parent: &'a str,
        key: &str,
    ) -> impl Iterator<Item = Target> + 'a {
        let rows = self.ends.get(key).map(Vec::as_slice).unwrap_or_default();
        let own = |asked: &Option<String>| asked.as_deref() == Some(parent);
        // What a name means below one parent goes before what it means everywhere.
        let known = rows.iter().any(|(asked, _)| own(asked));
        rows.iter()
            .filter(move |(asked, _)| if known { own(asked) } else { asked.is_none() })
            .map(|(_, target)| *target)
    }

    /// Whether what is below the name is not of the posting.
    pub(super) fn skips(&self, key: &str) -> bool {
        self.skip.contains(key)
    }

    /// Whether names mean something of their own below `parent`.
    pub(super) fn has_fields_of(&self, parent: &str) -> bool {
        let mut rows = self.ends.values().flatten();
        !parent.is_empty() && rows.any(|(asked, _)| asked.as_deref() == Some(parent))
    }

    /// Whether the name is that of a list of postings.
    pub(super) fn is_listing(&self, key: &str) -> bool {
        self.listings.contains(key)
    }

    /// Whether what is below the name is about the employer.
    pub(super) fn is_company(&self, key: &str) -> bool {
        self.company.contains(key)
    }

    /// The unit that a folded name gives to its number.
    pub(super) fn unit(&self, key: &str) -> Option<&str> {
        self.units
            .iter()
            .find(|unit| unit.ends.iter().any(|end| key.ends_with(end.as_str())))
            .map(|unit| unit.word.as_str())
    }

    /// A name in words, without an end that only says that it is a text.
    pub(super) fn in_words(&self, key: &str) -> String {
        let mut words = plain::humanise(key);
        let ends = self
            .suffixes
            .iter()
            .chain(self.units.iter().flat_map(|unit| &unit.ends));
        let longest = ends
            .filter_map(|end| cut_end(&words, end))
            .min_by_key(|start| start.len())
            .map(str::len);
        words.truncate(longest.unwrap_or(words.len()));
        words
    }

    /// Whether the name only says "the text of what is named above".
    pub(super) fn is_leaf(&self, key: &str) -> bool {
        self.leaves.iter().any(|leaf| leaf == key)
    }
}

/// Words without the last ones, where these are together `end`.
fn cut_end<'w>(words: &'w str, end: &str) -> Option<&'w str> {
    words
        .rmatch_indices(' ')
        .take(2)
        .find(|(at, _)| fold_key(&words[*at..]) == end)
        .map(|(at, _)| &words[..at])
}

/// A name without case, accents and marks.
pub(in crate::page) fn fold_key(key: &str) -> String {
    let folded = if key.is_ascii() {
        key.to_ascii_lowercase()
    } else {
        fold::plain(key)
    };
    folded.chars().filter(|c| c.is_alphanumeric()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_vocabulary_loads_and_names_are_folded() {
        let names = &*NAMES;
        for list in [
            &names.leaves,
            &names.part_headings,
            &names.part_bodies,
            &names.place.city,
            &names.pay.min,
        ] {
            assert!(list.iter().all(|name| *name == fold_key(name)), "{list:?}");
        }
        assert!(
            names
                .skip
                .iter()
                .chain(&names.company)
                .all(|name| name.contains('.') || *name == fold_key(name))
        );
    }

    #[test]
    fn names_are_found_whatever_their_habit() {
        for name in ["jobTitle", "job_title", "job-title", "JOBTITLE"] {
            let found: Vec<_> = NAMES.targets("", &fold_key(name)).collect();
            assert_eq!(found, [Target::Field(Field::Title, 0)], "{name}");
        }
        assert_eq!(NAMES.targets("", "nosuchname").count(), 0);
        let von = |parent| NAMES.targets(parent, "von").count();
        assert_eq!((von("eintrittszeitraum"), von("other")), (1, 0));
    }
}
