//! Places, regions and countries: sorted text files, searched in place.
//!
//! Hardly anything is built at start: a look-up is a binary search over the lines of a file that is part
//! of the program. Keys are folded as [`plain`] folds.

mod first_words;

use std::ops::Range;

use self::first_words::{
    FIRST_WORDS, FirstWord, IN_COUNTRIES, IN_MACRO_REGIONS, IN_PLACES, IN_REGIONS,
};
use crate::text::fold::plain;
use crate::text::tokens::Token;

/// `key, country, region, population, flag`.
static PLACES: &str = include_str!("../../data/any/places.tsv");
/// `key, code, flag`.
static COUNTRIES: &str = include_str!("../../data/any/countries.tsv");
/// `key, country, region, flag`.
static REGIONS: &str = include_str!("../../data/any/regions.tsv");
/// `key, codes`.
static MACRO_REGIONS: &str = include_str!("../../data/any/macro_regions.tsv");
/// `key, name`.
static CASES: &str = include_str!("../../data/any/place_cases.tsv");
/// `alpha-3, alpha-2`, in lower and upper case.
static COUNTRY_CODES: &str = include_str!("../../data/any/country_codes.tsv");

/// Longest name, in tokens.
const MAX_TOKENS: usize = 5;

/// What a name needs to count as a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Flag {
    /// Nothing.
    Plain,
    /// Context: it is also an ordinary word, a person's name or a brand.
    Word,
    /// Context: it is small and risky.
    Minor,
    /// Capitals, and a comma or a city before it.
    Code,
    /// Capitals.
    Case,
}

impl Flag {
    fn of(column: Option<&str>) -> Self {
        match column {
            Some("word") => Self::Word,
            Some("minor") => Self::Minor,
            Some("code") => Self::Code,
            Some("case") => Self::Case,
            _ => Self::Plain,
        }
    }
}

/// A city, town or district.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Place {
    /// ISO 3166-1 alpha-2.
    pub(crate) country: &'static str,
    /// First-level region, for the countries whose regions people write; else empty.
    pub(crate) region: &'static str,
    /// Inhabitants.
    pub(crate) population: u32,
    /// What the name needs to count.
    pub(crate) flag: Flag,
}

/// A state, province, county or Land.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Region {
    /// ISO 3166-1 alpha-2.
    pub(crate) country: &'static str,
    /// Its usual name or code, as [`Place::region`] writes it.
    pub(crate) region: &'static str,
    /// What the name needs to count.
    pub(crate) flag: Flag,
}

/// A country's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Country {
    /// ISO 3166-1 alpha-2.
    pub(crate) code: &'static str,
    /// What the name needs to count.
    pub(crate) flag: Flag,
}

/// All that a name can stand for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Name {
    /// Where the name stands in the text searched.
    pub(crate) range: Range<usize>,
    /// Number of its tokens.
    pub(crate) tokens: usize,
    /// The country of that name.
    pub(crate) country: Option<Country>,
    /// Regions of that name.
    pub(crate) regions: Vec<Region>,
    /// Cities of that name, by key order of the file.
    pub(crate) places: Vec<Place>,
    /// Codes of the countries of a group of that name ("DACH"); empty where it has no clear list.
    pub(crate) group: Option<Vec<&'static str>>,
}

impl Name {
    fn is_known(&self) -> bool {
        self.country.is_some()
            || self.group.is_some()
            || !self.regions.is_empty()
            || !self.places.is_empty()
    }
}

/// Places of a name, folded.
pub(crate) fn places(key: &str) -> Vec<Place> {
    places_of(rows(PLACES, key))
}

fn places_of(rows: impl Iterator<Item = &'static str>) -> Vec<Place> {
    rows.filter_map(|row| {
        let mut columns = row.split('\t').skip(1);
        Some(Place {
            country: columns.next()?,
            region: columns.next()?,
            population: columns.next()?.parse().ok()?,
            flag: Flag::of(columns.next()),
        })
    })
    .collect()
}

/// The name of the city that `text` is a declined form of ("Brně" is Brno).
pub(crate) fn undeclined(text: &str) -> Option<&'static str> {
    rows(CASES, &plain(text)).next()?.split('\t').nth(1)
}

/// Regions of a name, folded.
pub(crate) fn regions(key: &str) -> Vec<Region> {
    rows(REGIONS, key)
        .filter_map(|row| {
            let mut columns = row.split('\t').skip(1);
            Some(Region {
                country: columns.next()?,
                region: columns.next()?,
                flag: Flag::of(columns.next()),
            })
        })
        .collect()
}

/// The country that a text names, as a whole ("Germany", "the UK", "USA").
pub(crate) fn country(text: &str) -> Option<Country> {
    let text = text.trim();
    let row = rows(COUNTRIES, &plain(text)).next()?;
    let mut columns = row.split('\t').skip(1);
    let country = Country {
        code: columns.next()?,
        flag: Flag::of(columns.next()),
    };
    (country.flag != Flag::Case || is_upper(text)).then_some(country)
}

/// The country that a code of two or three capitals stands for.
pub(crate) fn country_of_code(code: &str) -> Option<&'static str> {
    if !(2..=3).contains(&code.len()) || !code.bytes().all(|b| b.is_ascii_uppercase()) {
        return None;
    }
    let key = code.to_ascii_lowercase();
    if code.len() == 3 {
        return rows(COUNTRY_CODES, &key).next()?.split('\t').nth(1);
    }
    rust_iso3166::from_alpha2(code).map(|country| country.alpha2)
}

/// The countries of a group ("Nordics"): empty where the name has no clear list ("Europe").
pub(crate) fn macro_region(key: &str) -> Option<Vec<&'static str>> {
    let row = rows(MACRO_REGIONS, key).next()?;
    let codes = row.split('\t').nth(1).unwrap_or_default();
    Some(codes.split(',').filter(|code| !code.is_empty()).collect())
}

/// The longest name that starts at `tokens[at]`; the tokens lie in `text`.
pub(crate) fn longest_at(text: &str, tokens: &[Token], at: usize) -> Option<Name> {
    let first = *FIRST_WORDS.get(&tokens.get(at)?.key)?;
    let most = usize::from(first.words).min(MAX_TOKENS);
    let mut longest = 1;
    while longest < most && at + longest < tokens.len() {
        let gap =
            text.get(tokens[at + longest - 1].range().end..tokens[at + longest].range().start);
        if !gap.is_some_and(is_inside_name) {
            break;
        }
        longest += 1;
    }
    (1..=longest).rev().find_map(|len| {
        let range = tokens[at].range().start..tokens[at + len - 1].range().end;
        let name = name(text, range, len, first)?;
        name.is_known().then_some(name)
    })
}

/// All that the text in `range` can stand for, as a whole; `first` is known of its first word.
fn name(text: &str, range: Range<usize>, tokens: usize, first: FirstWord) -> Option<Name> {
    let written = text.get(range.clone())?;
    let key = plain(written);
    let upper = is_upper(written);
    let is_in = |table: usize| first.tables & (1 << table) != 0;
    let mut name = Name {
        range,
        tokens,
        ..Name::default()
    };
    if is_in(IN_COUNTRIES) {
        name.country = country(written);
    }
    if is_in(IN_REGIONS) {
        name.regions = regions(&key);
        name.regions.retain(|r| r.flag != Flag::Code || upper);
    }
    if is_in(IN_PLACES) {
        let (start, end) = first.places;
        name.places = places_of(rows_in(PLACES, start as usize..end as usize, &key));
    }
    if is_in(IN_MACRO_REGIONS) {
        name.group = macro_region(&key);
    }
    Some(name)
}

/// What may stand between the words of one name.
fn is_inside_name(gap: &str) -> bool {
    gap.len() <= 3
        && gap
            .chars()
            .all(|c| matches!(c, ' ' | '-' | '‐' | '\'' | '’' | '.' | '&' | '/'))
        && !gap.starts_with(" -")
        && !gap.starts_with(" /")
}

/// Whether all letters are capitals.
fn is_upper(text: &str) -> bool {
    !text.chars().any(char::is_lowercase)
}

/// The rows whose first column is `key`.
fn rows(table: &'static str, key: &str) -> impl Iterator<Item = &'static str> {
    rows_in(table, body(table)..table.len(), key)
}

/// Those of them that lie in a run of whole lines.
fn rows_in(
    table: &'static str,
    lines: Range<usize>,
    key: &str,
) -> impl Iterator<Item = &'static str> {
    let at = lower_bound(table, lines, key);
    table
        .get(at..)
        .unwrap_or_default()
        .lines()
        .take_while(move |line| line.split('\t').next() == Some(key))
}

/// Whether a sorted table has a row with that key in its first column.
pub(crate) fn has_row(table: &'static str, key: &str) -> bool {
    rows(table, key).next().is_some()
}

/// Offset of the first row, of some lines of a sorted table, whose key is not less than `key`, by
/// bytes.
fn lower_bound(table: &str, lines: Range<usize>, key: &str) -> usize {
    let bytes = table.as_bytes();
    let (mut low, mut high) = (lines.start, lines.end);
    while low < high {
        let middle = low + (high - low) / 2;
        let start = bytes[low..middle]
            .iter()
            .rposition(|b| *b == b'\n')
            .map_or(low, |at| low + at + 1);
        let end = bytes[start..]
            .iter()
            .position(|b| *b == b'\n')
            .map_or(bytes.len(), |at| start + at);
        let row = &bytes[start..end];
        let row_key = row.split(|b| *b == b'\t').next().unwrap_or_default();
        if row_key < key.as_bytes() {
            low = (end + 1).min(bytes.len());
        } else {
            high = start;
        }
    }
    low
}

/// Offset of the first row after the comment at the head of a table.
fn body(table: &str) -> usize {
    let mut at = 0;
    for line in table.split_inclusive('\n') {
        if !line.starts_with('#') {
            break;
        }
        at += line.len();
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::tokens::tokenize;

    fn rows_of(table: &str) -> Vec<Vec<&str>> {
        table[body(table)..]
            .lines()
            .map(|line| line.split('\t').collect())
            .collect()
    }

    #[test]
    fn files_are_sorted_and_shaped() {
        for (table, columns) in [
            (PLACES, 5),
            (COUNTRIES, 3),
            (REGIONS, 4),
            (MACRO_REGIONS, 2),
            (CASES, 2),
            (COUNTRY_CODES, 2),
        ] {
            let rows = rows_of(table);
            for row in &rows {
                assert_eq!(row.len(), columns, "{row:?}");
                assert_eq!(plain(row[0]), row[0], "{row:?} is not folded");
            }
            for pair in rows.windows(2) {
                assert!(pair[0][0].as_bytes() <= pair[1][0].as_bytes(), "{pair:?}");
            }
        }
        for row in rows_of(PLACES) {
            assert!(
                row[1].len() == 2 && row[3].parse::<u32>().is_ok(),
                "{row:?}"
            );
            assert!(["", "word", "minor"].contains(&row[4]), "{row:?}");
        }
    }

    #[test]
    fn every_row_is_found() {
        for row in rows_of(PLACES).iter().step_by(97) {
            assert!(places(row[0]).iter().any(|place| place.country == row[1]));
        }
        for row in rows_of(CASES) {
            assert!(!places(row[0]).is_empty(), "{row:?} is no place");
        }
        assert!(places("no such place").is_empty());
        assert!(places("").is_empty() && places("zzzzzz").is_empty());
    }

    #[test]
    fn names_and_codes_of_countries() {
        assert_eq!(country("Österreich").map(|c| c.code), Some("AT"));
        assert_eq!(country("US").map(|c| c.code), Some("US"));
        assert_eq!(country("us"), None);
        assert_eq!(country_of_code("DE"), Some("DE"));
        assert_eq!(country_of_code("DEU"), Some("DE"));
        assert_eq!(country_of_code("de"), None);
        assert_eq!(country_of_code("QQ"), None);
    }

    #[test]
    fn the_longest_name_wins() {
        let text = "in New York City, Frankfurt am Main";
        let tokens = tokenize(text, 0);
        let name = longest_at(text, &tokens, 1).expect("New York City");
        assert_eq!((&text[name.range], name.tokens), ("New York City", 3));
        let name = longest_at(text, &tokens, 4).expect("Frankfurt");
        assert_eq!(&text[name.range], "Frankfurt am Main");
        assert_eq!(longest_at(text, &tokens, 99), None);
    }
}
