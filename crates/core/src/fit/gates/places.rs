//! Where the work is, and where it is done.

use super::Gates;
use crate::fit::person::Answer;
use crate::fit::profile::WantedPlace;
use crate::fit::record::GateKind;
use crate::fit::tree::Truth;
use crate::fit::words::{listed, place_name, workplace_name};
use crate::posting::{Location, LocationsMode, Workplace};
use crate::table::gazetteer;
use crate::text::fold::plain;

/// Places that a reason names.
const PLACES_NAMED: usize = 3;

impl Gates<'_> {
    /// Where the work is.
    pub(super) fn place(&mut self) {
        let places = self.person.profile.places.as_deref();
        let locations = &self.posting.locations;
        if locations.is_empty() {
            return self.unsaid(GateKind::Place, places.is_some());
        }
        let remote = self.posting.workplace == Some(Workplace::Remote);
        let mut names: Vec<String> = locations.iter().map(place_name).collect();
        let more = names.len().saturating_sub(PLACES_NAMED);
        names.truncate(PLACES_NAMED);
        let mut asked = names.join("; ");
        if more > 0 {
            asked.push_str(&format!(" and {more} more"));
        }
        if remote {
            asked.push_str(", remote");
        }
        let answer = match places {
            Some(places) => self.placed(places, remote),
            None => Answer::unsaid(),
        };
        self.demand(GateKind::Place, "locations", None, &asked, answer);
    }

    /// Whether the person's places are those of the posting.
    fn placed(&self, places: &[WantedPlace], remote: bool) -> Answer {
        let reached = |location: &Location| {
            let of_one = places
                .iter()
                .map(|place| (reaches(place, location, remote), place));
            of_one
                .max_by_key(|(truth, _)| *truth)
                .map_or((Truth::No, None), |(truth, place)| {
                    (truth, (truth != Truth::No).then(|| written(place)))
                })
        };
        let all: Vec<(Truth, Option<String>)> =
            self.posting.locations.iter().map(reached).collect();
        let best = all.iter().max_by_key(|(truth, _)| *truth).cloned();
        let worst = all.iter().map(|(truth, _)| *truth).min();
        let (Some((best, entry)), Some(worst)) = (best, worst) else {
            return Answer::unsaid();
        };
        match self.posting.locations_mode {
            Some(LocationsMode::All) if worst < best => {
                let truth = if worst == Truth::No {
                    self.person.lacks()
                } else {
                    worst
                };
                Answer::new(
                    truth,
                    entry,
                    "the profile names some of them only, and all are asked",
                )
            }
            Some(LocationsMode::MayVary) if best == Truth::Yes && worst != Truth::Yes => {
                Answer::new(
                    Truth::Unknown,
                    entry,
                    "the profile names some of them, and it may vary",
                )
            }
            _ => match best {
                Truth::Yes => Answer::new(best, entry, "the profile names it"),
                Truth::Unknown => {
                    Answer::new(best, entry, "the profile may mean another place there")
                }
                Truth::No => Answer::new(self.person.lacks(), None, "not a place of the profile"),
            },
        }
    }

    /// On site, hybrid or remote.
    pub(super) fn workplace(&mut self) {
        let Some(wished) = &self.person.profile.wishes.workplace else {
            return;
        };
        let Some(workplace) = self.posting.workplace else {
            return self.unsaid(GateKind::Workplace, true);
        };
        let entry = Some(listed(wished, workplace_name));
        let answer = if wished.contains(&workplace) {
            Answer::new(Truth::Yes, entry, "as wished")
        } else {
            Answer::new(Truth::No, entry, "not as wished")
        };
        self.wish(
            GateKind::Workplace,
            "workplace",
            workplace_name(workplace),
            answer,
        );
    }
}

/// Whether a place of the profile is, or holds, a place of the posting; of remote work only the
/// country is asked.
fn reaches(place: &WantedPlace, location: &Location, remote: bool) -> Truth {
    let same_country = match (&place.country, &location.country) {
        (Some(held), Some(asked)) => Some(held == asked),
        _ => None,
    };
    if same_country == Some(false) {
        return Truth::No;
    }
    match (&place.city, &location.city) {
        (Some(held), Some(asked)) if is_same_city(held, asked) => Truth::Yes,
        _ if same_country == Some(true) && remote => Truth::Yes,
        (Some(_), Some(_)) if remote => Truth::Unknown,
        (Some(_), Some(_)) => Truth::No,
        // A region may hold the city, or not.
        (Some(_), None) if location.region.is_some() => Truth::Unknown,
        (_, None) if same_country == Some(true) => Truth::Yes,
        (None, Some(_)) if same_country == Some(true) => Truth::Yes,
        _ => Truth::Unknown,
    }
}

/// Whether two names are of one city ("Munich", "München").
fn is_same_city(held: &str, asked: &str) -> bool {
    let (held, asked) = (plain(held.trim()), plain(asked.trim()));
    let cities = |name: &str| gazetteer::places(name).into_iter();
    held == asked
        || cities(&held).any(|one| {
            cities(&asked).any(|other| {
                (one.country, one.region, one.population)
                    == (other.country, other.region, other.population)
            })
        })
}

fn written(place: &WantedPlace) -> String {
    let parts: Vec<&str> = [&place.city, &place.country]
        .into_iter()
        .flatten()
        .map(String::as_str)
        .collect();
    parts.join(", ")
}
