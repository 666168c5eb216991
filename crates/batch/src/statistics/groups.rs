//! The groups that a posting belongs to.

use std::collections::BTreeSet;

use jobgist::{Posting, Workplace};

use super::title;

/// Characters of a name that are kept.
const NAME: usize = 80;

/// What postings are grouped by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum By {
    /// Titles of the same work: without seniority, level, contract and additions.
    Title,
    /// Countries; a posting counts in each of its own.
    Country,
    /// Towns, with their country; a posting counts in each of its own.
    City,
    /// Months of publication.
    Month,
    /// On site, hybrid, remote.
    Workplace,
}

impl By {
    /// All, in the order of the report.
    pub const ALL: [Self; 5] = [
        Self::Title,
        Self::Country,
        Self::City,
        Self::Month,
        Self::Workplace,
    ];

    /// Its name in reports and arguments.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Country => "country",
            Self::City => "city",
            Self::Month => "month",
            Self::Workplace => "workplace",
        }
    }

    /// The groups of a posting, each once; none where it does not say.
    pub(super) fn groups(self, posting: &Posting) -> BTreeSet<String> {
        match self {
            Self::Title => {
                let title = posting.title.as_deref().and_then(title::group);
                title.map(|title| bounded(&title)).into_iter().collect()
            }
            Self::Country => {
                let countries = posting.locations.iter();
                let countries = countries.filter_map(|place| place.country.as_deref());
                countries
                    .filter(|code| is_code(code, 2))
                    .map(str::to_owned)
                    .collect()
            }
            Self::City => cities(posting),
            Self::Month => month(posting).into_iter().collect(),
            Self::Workplace => {
                let workplace = posting.workplace.map(workplace);
                workplace.map(str::to_owned).into_iter().collect()
            }
        }
    }
}

/// Towns with their countries' codes; one that is written in capitals is written like others.
fn cities(posting: &Posting) -> BTreeSet<String> {
    let name = |city: &str| {
        let shouted = !city.chars().any(char::is_lowercase) && city.chars().count() > 2;
        if shouted {
            capitalised(city)
        } else {
            city.to_owned()
        }
    };
    let places = posting.locations.iter();
    places
        .filter_map(|place| {
            let city = name(&bounded(place.city.as_deref()?.trim()));
            let country = place.country.as_deref();
            let country = country.filter(|code| is_code(code, 2));
            (!city.is_empty()).then(|| match country {
                Some(country) => format!("{city}, {country}"),
                None => city,
            })
        })
        .collect()
}

/// The beginning of a name: a longer one is none, but a page can say anything.
pub(super) fn bounded(name: &str) -> String {
    match name.char_indices().nth(NAME) {
        Some((end, _)) => format!("{}…", &name[..end]),
        None => name.to_owned(),
    }
}

/// Whether a text is a code of so many capital letters, as ISO's of countries and currencies.
pub(super) fn is_code(text: &str, letters: usize) -> bool {
    text.len() == letters && text.bytes().all(|byte| byte.is_ascii_uppercase())
}

/// The first letter of each word in upper case, the others in lower case.
fn capitalised(text: &str) -> String {
    let mut inside = false;
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        if inside {
            out.extend(character.to_lowercase());
        } else {
            out.push(character);
        }
        inside = character.is_alphabetic() || inside && character == '\'';
    }
    out
}

/// The month of publication: "2027-03".
pub(super) fn month(posting: &Posting) -> Option<String> {
    let date = posting.date_posted.as_deref()?;
    let month = date.get(..7)?;
    let shape = |(at, byte): (usize, u8)| {
        if at == 4 {
            byte == b'-'
        } else {
            byte.is_ascii_digit()
        }
    };
    let months = "01"..="12";
    (month.bytes().enumerate().all(shape) && months.contains(&&month[5..]))
        .then(|| month.to_owned())
}

/// The name of a workplace in the record.
pub(super) fn workplace(workplace: Workplace) -> &'static str {
    match workplace {
        Workplace::Onsite => "onsite",
        Workplace::Hybrid => "hybrid",
        Workplace::Remote => "remote",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn capitals_are_put_in_order() {
        assert_eq!(capitalised("LAS VEGAS"), "Las Vegas");
        assert_eq!(capitalised("SAINT-ÉTIENNE"), "Saint-Étienne");
    }
}
