//! What of a posting is kept to know it again.

use std::fmt;
use std::str::FromStr;

use jobgist::{EmploymentType, PayPeriod, Posting, Salary, Section, SectionKind};

use super::hash;
use super::words::{each_word, name_words};

/// Values of the sketch: the estimate's standard error at a similarity of 0.8 is 0.041.
pub(super) const VALUES: usize = 96;

/// Words of a shingle.
const SHINGLE: usize = 3;

/// With fewer shingles than this in what the job is and asks, the whole posting is taken.
const ENOUGH: usize = 30;

/// A posting of fewer shingles says too little to be known again.
const LEAST: usize = 8;

/// How many towns and countries are kept: of more, those with the smallest hashes, so that two
/// equal lists keep equal ones.
const PLACES: usize = 4;

/// How many words of the employer's name are kept.
const NAME_WORDS: usize = 6;

/// Bytes of a fingerprint.
const BYTES: usize = 2 * VALUES + 4 + 4 * PLACES + 2 * PLACES + 2 * NAME_WORDS + 4 + 2;

/// What of a posting is kept to know it again: 238 bytes, whatever the posting's length.
///
/// `Display` writes it as 476 lower-case hexadecimal digits, and `FromStr` reads them back. The
/// same posting gives the same fingerprint on every machine and in every version.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Fingerprint {
    /// For each hash function 16 bits of the smallest hash of a shingle (b-bit minwise hashing:
    /// Li and König 2010; one in 65,536 pairs of different values looks equal).
    pub(super) values: [u16; VALUES],
    /// The title's words; 0 without a title.
    pub(super) title: u32,
    /// The towns' names; 0 behind the last.
    pub(super) cities: [u32; PLACES],
    /// The countries' codes; 0 behind the last.
    countries: [u16; PLACES],
    /// The words of the employer's name; 0 behind the last.
    company: [u16; NAME_WORDS],
    /// The figures of pay; 0 where none are stated.
    pay: u32,
    /// A bit for each type of employment.
    employment: u16,
}

impl Fingerprint {
    /// The fingerprint of a posting; `None` where the page is none, or says too little.
    #[must_use]
    pub fn of(posting: &Posting) -> Option<Self> {
        if !posting.holds_posting() {
            return None;
        }
        let title = title(posting.title.as_deref());
        let sketch = sketch(posting, title == 0)?;
        let cities = posting.locations.iter().filter_map(|place| {
            let words = name_words(place.city.as_deref()?);
            (!words.is_empty()).then(|| hash::half(of_words(&words)))
        });
        let countries = posting
            .locations
            .iter()
            .filter_map(|place| Some(hash::short(hash::word(place.country.as_deref()?))));
        Some(Self {
            values: sketch.values(),
            title,
            cities: smallest(cities),
            countries: smallest(countries),
            company: smallest(
                name_words(posting.company.as_deref().unwrap_or_default())
                    .iter()
                    .map(|word| hash::short(hash::word(word))),
            ),
            pay: posting.salary.as_ref().map_or(0, pay),
            employment: employment(&posting.employment_types),
        })
    }

    /// The estimated share of shingles in common, 0 to 1 (Jaccard similarity).
    #[must_use]
    pub fn similarity(&self, other: &Self) -> f64 {
        let equal = self.values.iter().zip(&other.values);
        let equal = equal.filter(|(one, two)| one == two).count();
        equal as f64 / VALUES as f64
    }

    /// Whether titles, places, employers, pay and types of employment let the two be the same job.
    #[must_use]
    pub fn agrees(&self, other: &Self) -> bool {
        self.title == other.title
            && share_one(&self.cities, &other.cities)
            && share_one(&self.countries, &other.countries)
            && (within(&self.company, &other.company) || within(&other.company, &self.company))
            && (self.pay == other.pay || self.pay == 0 || other.pay == 0)
            && (self.employment & other.employment != 0
                || self.employment == 0
                || other.employment == 0)
    }

    /// A hash of the title's words; 0 without a title. Postings that differ in it never
    /// [agree](Self::agrees).
    #[must_use]
    pub fn title_hash(&self) -> u32 {
        self.title
    }

    /// The fingerprint as bytes, half as long as its text.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let shorts = |list: &[u16]| -> Vec<u8> {
            list.iter().flat_map(|value| value.to_be_bytes()).collect()
        };
        let cities = self.cities.iter().flat_map(|city| city.to_be_bytes());
        let mut bytes = shorts(&self.values);
        bytes.extend(self.title.to_be_bytes());
        bytes.extend(cities);
        bytes.extend(shorts(&self.countries));
        bytes.extend(shorts(&self.company));
        bytes.extend(self.pay.to_be_bytes());
        bytes.extend(self.employment.to_be_bytes());
        bytes
    }

    /// Reads what [`to_bytes`](Self::to_bytes) gives.
    ///
    /// # Errors
    /// When there are fewer or more bytes than a fingerprint has.
    pub fn try_from_bytes(bytes: &[u8]) -> Result<Self, BadFingerprint> {
        bytes
            .try_into()
            .map(Self::from_bytes)
            .map_err(|_| BadFingerprint)
    }

    fn from_bytes(bytes: &[u8; BYTES]) -> Self {
        let mut rest = bytes.iter().copied();
        let mut byte = || rest.next().unwrap_or_default();
        Self {
            values: std::array::from_fn(|_| u16::from_be_bytes([byte(), byte()])),
            title: u32::from_be_bytes([byte(), byte(), byte(), byte()]),
            cities: std::array::from_fn(|_| u32::from_be_bytes([byte(), byte(), byte(), byte()])),
            countries: std::array::from_fn(|_| u16::from_be_bytes([byte(), byte()])),
            company: std::array::from_fn(|_| u16::from_be_bytes([byte(), byte()])),
            pay: u32::from_be_bytes([byte(), byte(), byte(), byte()]),
            employment: u16::from_be_bytes([byte(), byte()]),
        }
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.to_bytes()
            .iter()
            .try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

/// A text is no fingerprint.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a fingerprint is {} hexadecimal digits", 2 * BYTES)]
pub struct BadFingerprint;

impl FromStr for Fingerprint {
    type Err = BadFingerprint;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let digits = text.as_bytes();
        if digits.len() != 2 * BYTES {
            return Err(BadFingerprint);
        }
        let digit = |at: usize| char::from(digits[at]).to_digit(16).ok_or(BadFingerprint);
        let mut bytes = [0; BYTES];
        for (at, byte) in bytes.iter_mut().enumerate() {
            *byte = (digit(2 * at)? << 4 | digit(2 * at + 1)?) as u8;
        }
        Ok(Self::from_bytes(&bytes))
    }
}

/// The sketch of a set of shingles as it grows.
struct Sketch {
    smallest: [u32; VALUES],
    /// Shingles read, each as often as it stands there.
    shingles: usize,
}

impl Sketch {
    /// Multiplier and summand of each hash function: multiply-shift (Dietzfelbinger et al. 1997)
    /// over 32 bits of a shingle's hash.
    const FUNCTIONS: [(u64, u64); VALUES] = {
        let mut functions = [(0, 0); VALUES];
        let mut at = 0;
        while at < VALUES {
            let seed = 2 * at as u64;
            functions[at] = (hash::mix(seed + 1) | 1, hash::mix(seed + 2));
            at += 1;
        }
        functions
    };

    fn new() -> Self {
        Self {
            smallest: [u32::MAX; VALUES],
            shingles: 0,
        }
    }

    /// Reads lines one by one: a shingle does not reach from one into the next, so that their order
    /// does not matter. A line of fewer words is a shingle of its own.
    fn read<'a>(&mut self, sections: impl Iterator<Item = &'a Section>) {
        let mut words = Vec::new();
        for item in sections.flat_map(|section| &section.items) {
            words.clear();
            each_word(&item.text, |word| words.push(hash::word(word)));
            if words.is_empty() {
                continue;
            }
            for shingle in words.windows(SHINGLE.min(words.len())) {
                self.add(
                    shingle
                        .iter()
                        .fold(0, |hash, word| hash::chain(hash, *word)),
                );
            }
        }
    }

    fn add(&mut self, shingle: u64) {
        self.shingles += 1;
        let shingle = shingle >> 32;
        for (smallest, (factor, summand)) in self.smallest.iter_mut().zip(Self::FUNCTIONS) {
            let hash = factor.wrapping_mul(shingle).wrapping_add(summand) >> 32;
            *smallest = (*smallest).min(hash as u32);
        }
    }

    /// 16 bits of each smallest hash: mixed, since the smallest of many has zeros in front.
    fn values(&self) -> [u16; VALUES] {
        self.smallest
            .map(|value| hash::mix(u64::from(value)) as u16)
    }
}

/// The sketch of what a posting says of the job: its duties, what it asks, and what the role is
/// about, which parts the roles of two teams that ask the same. `whole`: of all that it says.
fn sketch(posting: &Posting, whole: bool) -> Option<Sketch> {
    let of_the_job = |section: &&Section| {
        use SectionKind::{Overview, Preferred, Required, Responsibilities};
        matches!(
            section.kind,
            Responsibilities | Required | Preferred | Overview
        )
    };
    let mut sketch = Sketch::new();
    sketch.read(posting.sections.iter().filter(of_the_job));
    if whole || sketch.shingles < ENOUGH {
        sketch.read(
            posting
                .sections
                .iter()
                .filter(|section| !of_the_job(section)),
        );
    }
    (sketch.shingles >= LEAST).then_some(sketch)
}

fn title(title: Option<&str>) -> u32 {
    let words = name_words(title.unwrap_or_default());
    if words.is_empty() {
        return 0;
    }
    hash::half(of_words(&words))
}

fn of_words(words: &[String]) -> u64 {
    words
        .iter()
        .fold(0, |hash, word| hash::chain(hash, hash::word(word)))
}

fn pay(pay: &Salary) -> u32 {
    let figures = [pay.min, pay.max].map(|figure| figure.unwrap_or_default().to_bits());
    let terms = [
        pay.currency.as_deref().unwrap_or_default(),
        pay.period.map_or("", period),
    ];
    let values = figures.into_iter().chain(terms.map(hash::word));
    hash::half(values.fold(0, hash::chain))
}

/// Names of periods as they are hashed.
fn period(period: PayPeriod) -> &'static str {
    match period {
        PayPeriod::Hour => "hour",
        PayPeriod::Day => "day",
        PayPeriod::Week => "week",
        PayPeriod::Month => "month",
        PayPeriod::Year => "year",
    }
}

fn employment(types: &[EmploymentType]) -> u16 {
    let bit = |kind: &EmploymentType| match kind {
        EmploymentType::FullTime => 1,
        EmploymentType::PartTime => 1 << 1,
        EmploymentType::Contractor => 1 << 2,
        EmploymentType::Temporary => 1 << 3,
        EmploymentType::Intern => 1 << 4,
        EmploymentType::Volunteer => 1 << 5,
        EmploymentType::PerDiem => 1 << 6,
    };
    types.iter().map(bit).fold(0, |bits, bit| bits | bit)
}

/// The smallest of the values, each once; defaults behind them.
fn smallest<T: Copy + Default + Ord, const N: usize>(values: impl Iterator<Item = T>) -> [T; N] {
    let mut values: Vec<T> = values.collect();
    values.sort_unstable();
    values.dedup();
    std::array::from_fn(|at| values.get(at).copied().unwrap_or_default())
}

/// Whether two lists have an entry in common, or one says nothing.
fn share_one<T: Copy + Default + PartialEq>(one: &[T], two: &[T]) -> bool {
    let stated = |list: &[T]| list.first().is_some_and(|first| *first != T::default());
    let in_two = |value: &T| *value != T::default() && two.contains(value);
    !stated(one) || !stated(two) || one.iter().any(in_two)
}

/// Whether all words of `one` are in `two`; true where `one` says nothing.
fn within(one: &[u16], two: &[u16]) -> bool {
    one.iter().all(|word| *word == 0 || two.contains(word))
}
