//! The posting's language, from its own text.

use whatlang::{Detector, Lang};

use super::{Page, Region};
use crate::table::function_words::likely_languages;

/// Languages worth telling apart: those that postings in our formats are written in.
const LANGUAGES: [(Lang, &str); 24] = [
    (Lang::Eng, "en"),
    (Lang::Deu, "de"),
    (Lang::Fra, "fr"),
    (Lang::Spa, "es"),
    (Lang::Ita, "it"),
    (Lang::Nld, "nl"),
    (Lang::Por, "pt"),
    (Lang::Pol, "pl"),
    (Lang::Ces, "cs"),
    (Lang::Slk, "sk"),
    (Lang::Swe, "sv"),
    (Lang::Nob, "no"),
    (Lang::Dan, "da"),
    (Lang::Fin, "fi"),
    (Lang::Hun, "hu"),
    (Lang::Ron, "ro"),
    (Lang::Hrv, "hr"),
    (Lang::Tur, "tr"),
    (Lang::Ell, "el"),
    (Lang::Rus, "ru"),
    (Lang::Ukr, "uk"),
    (Lang::Cmn, "zh"),
    (Lang::Jpn, "ja"),
    (Lang::Kor, "ko"),
];

/// How much text is looked at, in bytes: more does not change the answer.
const ENOUGH: usize = 1600;

/// How much of it is given to the count of trigrams, which is dear.
const ENOUGH_LETTERS: usize = 900;

/// The language of a page's prose, as an ISO 639-1 code; `None` where there is too little of it.
///
/// Prose is what stands in long blocks with few links: the page's chrome may be in another language.
pub(super) fn detect(page: &Page) -> Option<String> {
    let prose = prose(page);
    let tokens = prose.iter().flat_map(|block| page.tokens_of(*block));
    let likely = likely_languages(tokens);
    let code = match likely[..] {
        [code] => Some(code),
        ref likely => by_letters(page, &prose, likely),
    };
    // Of neighbours that neither letters nor the page tell apart, the one with more small words.
    code.map(str::to_owned)
        .or_else(|| declared(page))
        .or_else(|| {
            likely
                .first()
                .filter(|code| known(code))
                .map(|code| (*code).to_owned())
        })
}

/// Blocks of the page's prose, enough of them to tell the language.
fn prose(page: &Page) -> Vec<usize> {
    let mut blocks = Vec::new();
    let mut bytes = 0;
    for least in [60, 25, 0] {
        for (at, block) in page.blocks.iter().enumerate() {
            let len = block.range.len();
            let prose = block.link_share < 40
                && len >= least
                && !matches!(
                    block.region,
                    Region::Navigation | Region::Footer | Region::Dialog
                );
            if prose && bytes < ENOUGH {
                blocks.push(at);
                bytes += len + 1;
            }
        }
        if bytes > 200 {
            break;
        }
    }
    blocks
}

/// The language of some blocks by their letters and trigrams, among those that are `likely`, or
/// among all where none is.
fn by_letters(page: &Page, blocks: &[usize], likely: &[&str]) -> Option<&'static str> {
    let mut sample = String::new();
    for block in blocks {
        sample.push_str(page.text_of(*block));
        sample.push('\n');
        if sample.len() >= ENOUGH_LETTERS {
            break;
        }
    }
    let allowed = LANGUAGES
        .iter()
        .filter(|(_, code)| likely.is_empty() || likely.contains(code))
        .map(|(lang, _)| *lang);
    let info = Detector::with_allowlist(allowed.collect())
        .detect(&sample)
        .filter(|info| info.is_reliable() || sample.len() > 300)?;
    code_of(|(lang, _)| *lang == info.lang())
}

/// The language that the page declares.
fn declared(page: &Page) -> Option<String> {
    let declared = page
        .head
        .language
        .as_deref()?
        .get(..2)?
        .to_ascii_lowercase();
    code_of(|(_, code)| *code == declared).map(str::to_owned)
}

/// Whether the language is one of those that letters could have told.
fn known(code: &str) -> bool {
    code_of(|(_, known)| *known == code).is_some()
}

fn code_of(wanted: impl Fn(&(Lang, &str)) -> bool) -> Option<&'static str> {
    LANGUAGES
        .iter()
        .find(|row| wanted(row))
        .map(|(_, code)| *code)
}
