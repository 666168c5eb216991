//! Takes from a title what does not belong to it: markers of sex, ids, places, pay, site names.

use super::shape::is_occupation;
use crate::facts::company;
use crate::facts::labels::{matches, without};
use crate::facts::locations;
use crate::reading::Reading;

/// Separators between the parts of a title.
const SEPARATORS: [&str; 8] = [" - ", " – ", " — ", " | ", " · ", " • ", " // ", " :: "];

/// The title without what does not belong to it.
pub(super) fn clean(reading: &Reading<'_>, raw: &str) -> String {
    let wrapped = matches(reading.languages, "title_wrap", raw)
        .first()
        .and_then(|found| found.group("title"))
        .and_then(|range| raw.get(range))
        .unwrap_or(raw);
    let mut title = tidy(&without_found(reading, "title_marker", wrapped));
    title = tidy(&without_found(reading, "title_cut", &title));
    title = without_brackets(reading, &title);
    title = without_tail(reading, &title);
    title = without_front(reading, &title);
    title = tidy(&title);
    if title.chars().any(char::is_alphabetic) {
        title
    } else {
        tidy(raw)
    }
}

/// The title in the text of `<title>` or `og:title`: without the names of the site and employer.
pub(super) fn clean_head(reading: &Reading<'_>, raw: &str) -> Option<String> {
    let wrapped = matches(reading.languages, "head_wrap", raw)
        .first()
        .and_then(|found| found.group("title"))
        .and_then(|range| raw.get(range));
    let text = wrapped.unwrap_or(raw);
    let parts: Vec<&str> = parts(text)
        .into_iter()
        .map(str::trim)
        .filter(|part| !part.is_empty() && !is_site(reading, part))
        .collect();
    let best = parts
        .iter()
        .position(|part| is_occupation(reading.languages, part))
        .unwrap_or(0);
    let title = clean(reading, parts.get(best)?);
    (!title.is_empty()).then_some(title)
}

/// Whether a part of a page's title names the site.
fn is_site(reading: &Reading<'_>, part: &str) -> bool {
    let site = reading.page.head.site_name.as_deref();
    site.is_some_and(|site| site.trim().eq_ignore_ascii_case(part))
        || company::is_board(part)
        || !matches(reading.languages, "title_not", part).is_empty()
}

/// The parts between separators, in order.
pub(in crate::facts) fn parts(text: &str) -> Vec<&str> {
    let mut out = Vec::new();
    let mut rest = text;
    while let Some((at, mark)) = SEPARATORS
        .iter()
        .filter_map(|mark| Some((rest.find(mark)?, *mark)))
        .min()
    {
        out.push(&rest[..at]);
        rest = &rest[at + mark.len()..];
    }
    out.push(rest);
    out
}

fn without_found(reading: &Reading<'_>, fact: &str, text: &str) -> String {
    without(text, &matches(reading.languages, fact, text))
}

/// Without brackets at the end that hold a place, an id, or nothing.
fn without_brackets(reading: &Reading<'_>, title: &str) -> String {
    let mut title = title.to_owned();
    while let Some(open) = title.rfind(['(', '[']) {
        let inside = title[open + 1..].trim_end_matches([')', ']', ' ']);
        let closed = title.ends_with([')', ']']);
        let drop = inside.trim().is_empty() || closed && is_extra(reading, inside.trim());
        if !drop {
            break;
        }
        title.truncate(open);
        title.truncate(title.trim_end().len());
    }
    title
}

/// Without parts at the end that name a place, an id, or the employer, and without "in Leeds".
fn without_tail(reading: &Reading<'_>, title: &str) -> String {
    let mut title = title.to_owned();
    loop {
        let last = SEPARATORS
            .iter()
            .filter_map(|mark| Some((title.rfind(mark)?, mark.len())))
            .max();
        let Some((at, width)) = last else {
            break;
        };
        let tail = title[at + width..].trim();
        let slogan = title[at..].starts_with(" — ") && !is_occupation(reading.languages, tail);
        if at == 0 || !(slogan || is_extra(reading, tail) || is_employer(reading, tail)) {
            break;
        }
        title.truncate(at);
    }
    let place = matches(reading.languages, "title_place", &title)
        .into_iter()
        .filter_map(|found| Some((found.range.start, found.group("place")?)))
        .find(|(_, place)| {
            title
                .get(place.start..)
                .is_some_and(|place| locations::is_wholly_places(reading.languages, place))
        });
    if let Some((at, _)) = place.filter(|(at, _)| *at > 0) {
        title.truncate(at);
    }
    if let Some(at) = title.find(", ")
        && at > 0
        && locations::is_wholly_places(reading.languages, &title[at + 2..])
    {
        title.truncate(at);
    }
    title
}

/// Without parts at the start that are an id, a place or the employer.
fn without_front(reading: &Reading<'_>, title: &str) -> String {
    let parts = parts(title);
    let [first, rest @ ..] = parts.as_slice() else {
        return title.to_owned();
    };
    let first = first.trim();
    if !rest.is_empty() && (is_extra(reading, first) || is_employer(reading, first)) {
        return title
            .get(first.len() + (title.len() - title.trim_start().len())..)
            .unwrap_or(title)
            .trim_start_matches([' ', '-', '–', '—', '|', '·', '•', '/', ':'])
            .to_owned();
    }
    title.to_owned()
}

/// Whether a part of a title is an id, a place, or only words that rules cut.
fn is_extra(reading: &Reading<'_>, part: &str) -> bool {
    let id = part.chars().any(|c| c.is_ascii_digit())
        && !part.contains(char::is_lowercase)
        && part.split_whitespace().count() <= 2
        && part.chars().filter(char::is_ascii_digit).count() >= 2;
    let rest = without_found(reading, "title_extra", part);
    id || rest.trim_matches(|c: char| !c.is_alphanumeric()).is_empty()
        || !is_occupation(reading.languages, part)
            && locations::is_wholly_places(reading.languages, part)
}

/// Whether a part of a title is the employer's name: the page's data or a sentence says so.
fn is_employer(reading: &Reading<'_>, part: &str) -> bool {
    if part.len() < 2 || is_occupation(reading.languages, part) {
        return false;
    }
    let head = reading.page.head.site_name.as_deref();
    let mut names = reading
        .page
        .structured
        .iter()
        .filter_map(|data| data.company.as_deref())
        .chain(head);
    names.any(|name| name.trim().eq_ignore_ascii_case(part)) || company::is_named(reading, part)
}

/// Without marks and spaces around it, one space between words, no space in empty brackets.
fn tidy(text: &str) -> String {
    let words: Vec<&str> = text
        .split_whitespace()
        .filter(|word| !matches!(*word, "()" | "[]" | "(" | "(/)" | "*"))
        .collect();
    let joined = words
        .join(" ")
        .replace("( ", "(")
        .replace(" )", ")")
        .replace("()", "");
    let edge = |c: char| {
        c.is_whitespace()
            || matches!(
                c,
                '-' | '–'
                    | '—'
                    | '|'
                    | ','
                    | ';'
                    | ':'
                    | '*'
                    | '/'
                    | '·'
                    | '•'
                    | '#'
                    | '!'
                    | '"'
                    | '“'
                    | '”'
                    | '„'
                    | '«'
                    | '»'
                    | '>'
                    | '_'
            )
            || !c.is_ascii() && !c.is_alphanumeric()
    };
    let trimmed = joined
        .trim_matches(edge)
        .trim_end_matches(['(', '[', '.'])
        .trim();
    let open = trimmed.matches('(').count();
    let close = trimmed.matches(')').count();
    if close > open {
        return trimmed.trim_end_matches(')').trim().to_owned();
    }
    if open > close
        && let Some(at) = trimmed.rfind('(')
    {
        return trimmed[..at].trim().to_owned();
    }
    trimmed.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::Page;
    use crate::table::Languages;

    fn cleaned(title: &str) -> String {
        let page = Page::of_lines(title);
        let languages = Languages::of(Some("en"));
        let outline = crate::testing::outline_of(&page, &languages);
        let options = crate::options::Options::default();
        let reading = Reading::new(&page, &outline, &languages, &options);
        clean(&reading, title)
    }

    #[test]
    fn extras_go() {
        for (raw, want) in [
            ("Boat Builder (m/f/d)", "Boat Builder"),
            ("Boat Builder - Falmouth, UK", "Boat Builder"),
            ("Boat Builder in Leeds", "Boat Builder"),
            ("Boat Builder (REQ-20311)", "Boat Builder"),
            ("Boat Builder (Night Shift)", "Boat Builder"),
            ("🚀 Boat Builder | Full-time", "Boat Builder"),
            (
                "Acme is hiring Boat Builders in Boston, MA",
                "Boat Builders",
            ),
            ("Head of Sales, Textiles", "Head of Sales, Textiles"),
            ("(Senior) Boat Builder", "(Senior) Boat Builder"),
        ] {
            assert_eq!(cleaned(raw), want, "{raw}");
        }
    }

    #[test]
    fn parts_of_a_title() {
        assert_eq!(parts("A - B | C"), ["A", "B", "C"]);
    }
}
