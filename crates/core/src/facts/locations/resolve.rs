//! Pieces of text to places: which city lies in which region and country.

use std::ops::Range;

use super::city::{
    LARGE, city_of_region, country_in, is_city_of, is_code, known_city, new_city, only_country,
    regions_of, same_words, words,
};
use super::segments::{Break, Piece};
use crate::table::gazetteer::{Flag, Place};

/// A place that a text names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Spot {
    /// City as written.
    pub(super) city: Option<String>,
    /// Region as written, or as the gazetteer has it for a region alone.
    pub(super) region: Option<String>,
    /// ISO 3166-1 alpha-2.
    pub(super) country: Option<&'static str>,
    /// The country is not written: it follows from the city.
    pub(super) inferred: bool,
    /// It can be nothing but a place: it has two parts that fit, or a name without a flag.
    pub(super) firm: bool,
    /// Place in the text.
    pub(super) range: Range<usize>,
    /// Ordinary words between the spot before and this one.
    pub(super) words: usize,
    /// What parts it from the spot before.
    pub(super) before: Break,
}

/// What helps to choose among places of one name.
#[derive(Debug, Clone, Default)]
pub(super) struct Hints {
    /// Countries that the text around names, in order.
    pub(super) countries: Vec<&'static str>,
    /// A label or marker says that a place follows: flagged names count.
    pub(super) marked: bool,
}

/// How often larger the largest city of a name must be than the next one in another country.
const LARGER: u32 = 3;

/// The places that `pieces` of `text` name, in order.
pub(super) fn resolve(text: &str, pieces: &[Piece], hints: &Hints) -> Vec<Spot> {
    let mut line: Vec<&'static str> = pieces
        .iter()
        .filter(|piece| regions_of(piece).next().is_none())
        .filter_map(|piece| country_in(text, piece))
        .collect();
    let hints = Hints {
        countries: {
            line.extend(&hints.countries);
            line
        },
        marked: hints.marked,
    };
    let mut spots = Vec::new();
    let mut at = 0;
    while at < pieces.len() {
        let (spot, used) = take(text, pieces, at, &hints);
        if let Some(mut spot) = spot {
            spot.words = pieces[at].words;
            spot.before = pieces[at].before;
            spots.push(spot);
        } else if used > 1
            || pieces[at]
                .name
                .as_ref()
                .is_some_and(|name| name.group.is_some())
        {
            spots.extend(group(&pieces[at]));
        }
        at += used.max(1);
    }
    spots
}

/// Takes the longest run of pieces from `at` that makes up one place.
fn take(text: &str, pieces: &[Piece], at: usize, hints: &Hints) -> (Option<Spot>, usize) {
    let joined = pieces[at + 1..]
        .iter()
        .take(3)
        .take_while(|piece| piece.before.joins())
        .count();
    let chain = &pieces[at..=at + joined];
    for used in (2..=chain.len()).rev() {
        if let Some(spot) = city_first(text, &chain[..used], hints) {
            return (Some(spot), used);
        }
        if let Some(spot) = country_first(text, &chain[..used], pieces.get(at + used)) {
            return (Some(spot), used);
        }
        if used == 2
            && let Some(spot) = region_first(text, chain, at == 0)
        {
            return (Some(spot), used);
        }
    }
    let beside_country = [at.checked_sub(1), Some(at + 1)]
        .into_iter()
        .flatten()
        .filter_map(|at| pieces.get(at))
        .any(only_country);
    (alone(text, &pieces[at], hints, beside_country), 1)
}

/// "City, Region, Country", "City, Country", "City, Region".
fn city_first(text: &str, chain: &[Piece], hints: &Hints) -> Option<Spot> {
    let (first, last) = (chain.first()?, chain.last()?);
    if is_code(text, first) && first.name.is_none() {
        return None;
    }
    if only_country(first) {
        return namesake(text, chain);
    }
    let middle = &chain[1..chain.len() - 1];
    // Without a comma only a city that the gazetteer has goes with a region ("Seattle WA").
    let parted = chain[1..].iter().all(|piece| piece.before == Break::Soft) && !first.numbered;
    let same = |piece: &Piece| same_words(text, piece, first);
    if middle.is_empty() {
        if last.before == Break::Space && last.name.is_none() {
            return None;
        }
        if same(last) && last.before == Break::Soft {
            let mut spot = alone(text, first, hints, false)?;
            spot.region = Some(words(text, last));
            spot.range.end = last.range.end;
            spot.firm = true;
            return Some(spot);
        }
        if let Some((city, country)) = city_of_region(text, first, last, parted, hints) {
            return Some(spot(text, chain, city, Some(last), country));
        }
    }
    let country = country_in(text, last)?;
    let region = middle.first();
    let fits = middle.len() <= 2
        && middle.iter().all(|piece| {
            same(piece)
                || regions_of(piece).any(|region| region.0 == country)
                || piece.name.as_ref().is_none_or(|name| {
                    !name.places.iter().any(|place| place.country == country)
                        && name.country.is_none()
                })
        });
    if !fits {
        return None;
    }
    let within = region
        .and_then(|piece| regions_of(piece).find(|region| region.0 == country))
        .map(|region| region.1);
    let city = known_city(text, first, country, within)
        .or_else(|| known_city(text, first, country, None))
        .or_else(|| {
            (parted && !middle.iter().any(|p| is_city_of(p, country)))
                .then(|| new_city(text, first))?
        })?;
    Some(spot(text, chain, city, region, country))
}

/// A town that bears a country's name ("Lebanon, NH, US"): a region of another country follows.
fn namesake(text: &str, chain: &[Piece]) -> Option<Spot> {
    let [first, region, last] = chain else {
        return None;
    };
    let country = country_in(text, last)?;
    let other = country_in(text, first) != Some(country);
    let within = regions_of(region).any(|region| region.0 == country);
    (other && within).then(|| spot(text, chain, words(text, first), Some(region), country))
}

/// "Country, Region, City", "Country: City".
fn country_first(text: &str, chain: &[Piece], next: Option<&Piece>) -> Option<Spot> {
    let (first, last) = (chain.first()?, chain.last()?);
    let country = country_in(text, first)?;
    if !only_country(first) && !is_code(text, first) || chain.len() > 3 {
        return None;
    }
    let joins_next = next.is_some_and(|next| {
        next.before == Break::Soft && country_in(text, next).is_some_and(|code| code != country)
    });
    let name = last.name.as_ref()?;
    if joins_next || name.country.is_some_and(|other| other.code != country) {
        return None;
    }
    let region = chain.get(1).filter(|_| chain.len() == 3);
    if let Some(region) = region
        && !regions_of(region).any(|region| region.0 == country)
    {
        return None;
    }
    name.places.iter().find(|place| place.country == country)?;
    Some(spot(text, chain, words(text, last), region, country))
}

/// "Region, Country".
fn region_first(text: &str, chain: &[Piece], starts: bool) -> Option<Spot> {
    let (first, last) = (chain.first()?, chain.get(1)?);
    let country = country_in(text, last)?;
    let known = regions_of(first).any(|region| region.0 == country);
    let code = starts
        && last.before == Break::Soft
        && is_code(text, first)
        && first.name.as_ref().is_none_or(|n| n.places.is_empty());
    (known || code).then(|| Spot {
        city: None,
        region: Some(words(text, first)),
        country: Some(country),
        inferred: false,
        firm: true,
        range: first.range.start..last.range.end,
        words: 0,
        before: Break::Hard,
    })
}

/// A name without company.
fn alone(text: &str, piece: &Piece, hints: &Hints, beside_country: bool) -> Option<Spot> {
    let name = piece.name.as_ref()?;
    let counts = |flag| matches!(flag, Flag::Plain | Flag::Case) || hints.marked;
    let mut spot = Spot {
        city: None,
        region: None,
        country: None,
        inferred: false,
        firm: false,
        range: piece.range.clone(),
        words: 0,
        before: Break::Hard,
    };
    if let Some(country) = name.country.filter(|country| counts(country.flag)) {
        let city = name
            .places
            .iter()
            .any(|place| place.country == country.code);
        spot.city =
            (city && !beside_country && country.flag == Flag::Plain).then(|| words(text, piece));
        spot.country = Some(country.code);
        spot.firm = matches!(country.flag, Flag::Plain | Flag::Case);
        return Some(spot);
    }
    let usable: Vec<Place> = name
        .places
        .iter()
        .copied()
        .filter(|p| counts(p.flag))
        .collect();
    let part = piece.segment != piece.range;
    let small = usable.iter().all(|place| place.population < 3 * LARGE);
    let code = is_code(text, piece) && usable.iter().all(|p| p.population < 5 * LARGE);
    if (part && small || code) && !usable.is_empty() {
        return None;
    }
    if usable.is_empty() {
        let region = name
            .regions
            .iter()
            .find(|region| counts(region.flag) && region.flag != Flag::Code)?;
        spot.region = Some(region.region.to_owned());
        spot.country = Some(region.country);
        spot.inferred = true;
        spot.firm = region.flag == Flag::Plain;
        return Some(spot);
    }
    spot.city = Some(words(text, piece));
    spot.firm = usable.iter().any(|place| place.flag == Flag::Plain);
    if let Some(place) = choose(&usable, hints) {
        spot.country = Some(place.country);
        spot.region = (!place.region.is_empty()).then(|| place.region.to_owned());
        spot.inferred = true;
    }
    Some(spot)
}

/// The city meant: the largest in a country that is named around, or the largest by far.
fn choose(places: &[Place], hints: &Hints) -> Option<Place> {
    let largest = |country: Option<&str>| {
        places
            .iter()
            .filter(|place| country.is_none_or(|country| place.country == country))
            .max_by_key(|place| place.population)
            .copied()
    };
    if let Some(place) = hints
        .countries
        .iter()
        .find_map(|country| largest(Some(country)))
    {
        return Some(place);
    }
    let first = largest(None)?;
    let rival = places
        .iter()
        .filter(|place| place.country != first.country)
        .map(|place| place.population)
        .max();
    rival
        .is_none_or(|rival| first.population / LARGER >= rival)
        .then_some(first)
}

/// The countries of a group; none where the group has no clear list.
fn group(piece: &Piece) -> Vec<Spot> {
    let codes = piece.name.as_ref().and_then(|name| name.group.clone());
    codes
        .unwrap_or_default()
        .into_iter()
        .map(|code| Spot {
            city: None,
            region: None,
            country: Some(code),
            inferred: true,
            firm: true,
            range: piece.range.clone(),
            words: piece.words,
            before: piece.before,
        })
        .collect()
}

fn spot(
    text: &str,
    chain: &[Piece],
    city: String,
    region: Option<&Piece>,
    country: &'static str,
) -> Spot {
    let range = chain
        .iter()
        .map(|piece| piece.segment.clone())
        .reduce(|a, b| a.start.min(b.start)..a.end.max(b.end))
        .unwrap_or_default();
    Spot {
        city: Some(city),
        region: region.map(|piece| words(text, piece)),
        country: Some(country),
        inferred: false,
        firm: true,
        range,
        words: 0,
        before: Break::Hard,
    }
}

#[cfg(test)]
mod tests {
    use super::super::segments::pieces;
    use super::*;

    fn read(text: &str) -> Vec<String> {
        let pieces = pieces(text, 0..text.len(), &[], false);
        resolve(text, &pieces, &Hints::default())
            .into_iter()
            .map(|spot| {
                format!(
                    "{}/{}",
                    spot.city.unwrap_or_default(),
                    spot.country.unwrap_or_default()
                )
            })
            .collect()
    }

    #[test]
    fn cities_regions_and_countries() {
        assert_eq!(read("Tucson, AZ, US"), ["Tucson/US"]);
        assert_eq!(read("Qwzzyville, OR"), ["Qwzzyville/US"]);
        assert_eq!(read("Leeds, England"), ["Leeds/GB"]);
        assert_eq!(read("Graz, Austria; Lyon"), ["Graz/AT", "Lyon/FR"]);
        assert_eq!(read("Lisbon, Lisbon, Portugal"), ["Lisbon/PT"]);
        assert_eq!(read("US, WA, Seattle"), ["Seattle/US"]);
        assert_eq!(read("Chennai, IN"), ["Chennai/IN"]);
        assert_eq!(read("TN, IN"), ["/IN"]);
        assert_eq!(read("Berlin, Munich, Germany"), ["Berlin/DE", "Munich/DE"]);
    }

    #[test]
    fn declined_names_stand_in_their_first_case() {
        assert_eq!(read("w Krakowie"), ["Kraków/PL"]);
        assert_eq!(
            read("v Brně a v Karlových Varech"),
            ["Brno/CZ", "Karlovy Vary/CZ"]
        );
    }

    #[test]
    fn lists_of_countries() {
        assert_eq!(
            read("(Austria, Luxembourg, Poland and the UK)"),
            ["/AT", "/LU", "/PL", "/GB"]
        );
        assert_eq!(read("Luxembourg"), ["Luxembourg/LU"]);
    }

    #[test]
    fn ordinary_words_need_context() {
        assert!(read("Reading").is_empty());
        assert_eq!(read("Reading, UK"), ["Reading/GB"]);
        assert!(read("Contact Us Today").is_empty());
    }
}
