//! The posting's language, from its own text.

use whatlang::{Detector, Lang};

use super::{Page, Region};

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

/// The language of a page's prose, as an ISO 639-1 code; `None` where there is too little of it.
///
/// Prose is what stands in long blocks with few links: the page's chrome may be in another language.
pub(super) fn detect(page: &Page) -> Option<String> {
    let mut sample = String::new();
    for least in [60, 25, 0] {
        for (at, block) in page.blocks.iter().enumerate() {
            let text = page.text_of(at);
            let prose = block.link_share < 40
                && text.len() >= least
                && !matches!(
                    block.region,
                    Region::Navigation | Region::Footer | Region::Dialog
                );
            if prose && sample.len() < ENOUGH {
                sample.push_str(text);
                sample.push('\n');
            }
        }
        if sample.len() > 200 {
            break;
        }
    }
    let detector = Detector::with_allowlist(LANGUAGES.iter().map(|(lang, _)| *lang).collect());
    let found = detector
        .detect(&sample)
        .filter(|info| info.is_reliable() || sample.len() > 300);
    let code = found.and_then(|info| {
        LANGUAGES
            .iter()
            .find(|(lang, _)| *lang == info.lang())
            .map(|(_, code)| *code)
    });
    code.map(str::to_owned).or_else(|| {
        let declared = page
            .head
            .language
            .as_deref()?
            .get(..2)?
            .to_ascii_lowercase();
        LANGUAGES
            .iter()
            .any(|(_, code)| *code == declared)
            .then_some(declared)
    })
}
