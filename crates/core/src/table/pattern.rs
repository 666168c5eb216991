//! A pattern, compiled for the letters that a text holds.
//!
//! `\w` and `[^.]` stand for some hundred thousand characters, of which a posting uses a hundred. An
//! automaton that knows them all takes ten times as long to build and as much of the processor's
//! cache; and word boundaries that know all letters throw the search off its fast path. So the
//! classes of a pattern are cut down to the characters of the text's [`Letters`]: over such a text it
//! matches what it matched before.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, OnceLock, PoisonError};

use regex_automata::Input;
use regex_automata::meta::Regex;
use regex_automata::util::captures::Captures;
use regex_syntax::hir::{Capture, Class, ClassUnicode, ClassUnicodeRange, Hir, HirKind, Look};

use super::starts::Starts;
use super::walk::{TooManySteps, Walk, Walker};

/// Signs beyond ASCII that postings are full of; none is a part of a word.
const SIGNS: [(char, char); 11] = [
    ('\u{a0}', '\u{a9}'),
    ('\u{ab}', '\u{b1}'),
    ('\u{b4}', '\u{b4}'),
    ('\u{b6}', '\u{b8}'),
    ('\u{bb}', '\u{bb}'),
    ('\u{2000}', '\u{200b}'),
    ('\u{2010}', '\u{203e}'),
    ('\u{20a0}', '\u{20bf}'),
    ('\u{2122}', '\u{2122}'),
    ('\u{2500}', '\u{27bf}'),
    ('\u{1f300}', '\u{1faff}'),
];

/// Letters of Latin alphabets beyond ASCII (with the lower case of each), and marks that are written over a letter or
/// behind a sign.
const LATIN: [(char, char); 3] = [
    ('\u{80}', '\u{2af}'),
    ('\u{300}', '\u{36f}'),
    ('\u{fe00}', '\u{fe0f}'),
];

/// Which letters a text holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Letters {
    /// Those of ASCII, with signs beyond it.
    Ascii,
    /// Those of Latin alphabets.
    Latin,
    /// Others too.
    Any,
}

impl Letters {
    /// Those of a text.
    pub(crate) fn of(text: &str) -> Self {
        if text.is_ascii() {
            return Self::Ascii;
        }
        let letters = text.chars().filter(|c| !c.is_ascii()).map(|c| {
            let is_among = |ranges: &[(char, char)]| {
                ranges
                    .iter()
                    .any(|(first, last)| (*first..=*last).contains(&c))
            };
            match c {
                _ if is_among(&SIGNS) => Self::Ascii,
                _ if is_among(&LATIN) => Self::Latin,
                _ => Self::Any,
            }
        });
        letters.max().unwrap_or(Self::Ascii)
    }

    /// All characters of such texts.
    fn characters(self) -> ClassUnicode {
        let ascii = [('\0', '\u{7f}')];
        let latin = if self == Self::Latin { &LATIN[..] } else { &[] };
        let ranges = ascii.iter().chain(&SIGNS).chain(latin);
        ClassUnicode::new(ranges.map(|&(first, last)| ClassUnicodeRange::new(first, last)))
    }
}

/// So many steps are made in trying single places, a byte of the text; a pattern that needs more is
/// searched for from end to end, so that the time it takes stays proportional to the text's length.
const STEPS_A_BYTE: usize = 16;

/// Over so many bytes of text a pattern with many starts is followed; behind them an automaton, which
/// takes a thousand times as long to build, has paid. What is found is the same either way.
const FOLLOWED: usize = 16 << 10;

/// A pattern.
#[derive(Debug)]
pub(super) struct Pattern {
    source: String,
    /// For texts of ASCII's letters; their word boundaries are those of ASCII.
    ascii: OnceLock<Compiled>,
    latin: OnceLock<Compiled>,
    any: OnceLock<Compiled>,
    /// For texts with other letters, without the word boundaries: it matches wherever the pattern
    /// does, and searches fast.
    sieve: OnceLock<Compiled>,
}

/// A pattern for texts of some letters.
#[derive(Debug)]
struct Compiled {
    letters: Letters,
    boundaries: Boundaries,
    /// What it is built from, until it is: of thousands of patterns, that is megabytes.
    parsed: Mutex<Option<Hir>>,
    starts: Option<Starts>,
    /// Bytes of the texts that a pattern with many starts was followed over.
    followed: AtomicUsize,
    /// What tries one place, built when a match may begin somewhere: for half of the patterns of a
    /// posting, never.
    walker: OnceLock<Walker>,
    /// What searches a text from end to end.
    searcher: OnceLock<Regex>,
}

impl Pattern {
    pub(super) fn new(source: String) -> Self {
        Self {
            source,
            ascii: OnceLock::new(),
            latin: OnceLock::new(),
            any: OnceLock::new(),
            sieve: OnceLock::new(),
        }
    }

    /// Calls `found` for each match in a text that holds `letters`: leftmost, the first of
    /// alternatives, without overlap, as the `regex` crate has it.
    pub(super) fn find(&self, text: &str, letters: Letters, mut found: impl FnMut(&Captures)) {
        let compiled = self.over(letters);
        let mut from = 0;
        if let Some(starts) = compiled.starts_in(text) {
            let mut walk = Walk::new(text.as_bytes(), STEPS_A_BYTE);
            loop {
                let Some(at) = starts.next(text.as_bytes(), from) else {
                    return;
                };
                from = at + 1;
                match walk.captures(compiled.walker(&self.source), at) {
                    Ok(None) => {}
                    Ok(Some(captures)) => {
                        found(captures);
                        from = captures
                            .get_match()
                            .map_or(from, |found| from.max(found.end()));
                    }
                    Err(TooManySteps) => {
                        from = at;
                        break;
                    }
                }
            }
        }
        if letters == Letters::Latin && !self.sieve().is_match(Input::new(text).range(from..)) {
            return;
        }
        let regex = compiled.searcher(&self.source);
        for captures in regex.captures_iter(Input::new(text).range(from..)) {
            found(&captures);
        }
    }

    fn over(&self, letters: Letters) -> &Compiled {
        let (compiled, boundaries) = match letters {
            Letters::Ascii => (&self.ascii, Boundaries::Ascii),
            Letters::Latin => (&self.latin, Boundaries::Unicode),
            Letters::Any => (&self.any, Boundaries::Unicode),
        };
        compiled.get_or_init(|| Compiled::new(&self.source, letters, boundaries))
    }

    /// Builds what is large: texts of tests seldom need it.
    #[cfg(test)]
    pub(super) fn build(&self) {
        self.over(Letters::Any).searcher(&self.source);
        self.sieve();
    }

    fn sieve(&self) -> &Regex {
        let compile = || Compiled::new(&self.source, Letters::Latin, Boundaries::None);
        self.sieve.get_or_init(compile).searcher(&self.source)
    }
}

impl Compiled {
    fn new(source: &str, letters: Letters, boundaries: Boundaries) -> Self {
        let pattern = parse(source, letters, boundaries);
        Self {
            letters,
            boundaries,
            starts: Starts::of(&pattern),
            parsed: Mutex::new(Some(pattern)),
            followed: AtomicUsize::new(0),
            walker: OnceLock::new(),
            searcher: OnceLock::new(),
        }
    }

    /// Where matches in a text can begin, if they are to be tried one by one.
    fn starts_in(&self, text: &str) -> Option<&Starts> {
        let starts = self.starts.as_ref()?;
        let is_followed =
            !starts.are_many() || self.followed.fetch_add(text.len(), Ordering::Relaxed) < FOLLOWED;
        is_followed.then_some(starts)
    }

    fn walker(&self, source: &str) -> &Walker {
        self.walker.get_or_init(|| {
            let walker = Walker::new(&self.parsed(source));
            // A test builds every pattern, so this cannot fail on shipped data.
            walker.unwrap_or_else(|error| panic!("{source}: {error}"))
        })
    }

    fn searcher(&self, source: &str) -> &Regex {
        self.searcher.get_or_init(|| {
            // Literals that a search could leap to are what `starts` found, or there are none; and
            // an automaton for captures in one pass costs more than the few matches.
            let plain = Regex::config().auto_prefilter(false).onepass(false);
            let mut builder = Regex::builder();
            let regex = builder
                .configure(plain)
                .build_from_hir(&self.parsed(source));
            // As above.
            regex.unwrap_or_else(|error| panic!("{source}: {error}"))
        })
    }

    /// The pattern as it was parsed; it is given away once, and parsed again for who comes second.
    fn parsed(&self, source: &str) -> Hir {
        let mut parsed = self.parsed.lock().unwrap_or_else(PoisonError::into_inner);
        let parsed = parsed.take();
        parsed.unwrap_or_else(|| parse(source, self.letters, self.boundaries))
    }
}

/// A pattern for texts that hold some letters.
fn parse(source: &str, letters: Letters, boundaries: Boundaries) -> Hir {
    // As above.
    let whole = regex_syntax::parse(source).unwrap_or_else(|e| panic!("{source}: {e}"));
    match letters {
        Letters::Any => whole,
        _ => narrow(&whole, &letters.characters(), boundaries),
    }
}

/// What a pattern's word boundaries are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Boundaries {
    Unicode,
    Ascii,
    None,
}

/// A pattern with its classes cut down to some characters, and with other word boundaries.
fn narrow(pattern: &Hir, to: &ClassUnicode, boundaries: Boundaries) -> Hir {
    let all = |parts: &[Hir]| {
        let parts = parts.iter().map(|part| narrow(part, to, boundaries));
        parts.collect()
    };
    match pattern.kind() {
        HirKind::Empty => Hir::empty(),
        HirKind::Literal(literal) => Hir::literal(literal.0.clone()),
        HirKind::Class(Class::Unicode(class)) => {
            let mut class = class.clone();
            class.intersect(to);
            Hir::class(Class::Unicode(class))
        }
        HirKind::Class(class) => Hir::class(class.clone()),
        HirKind::Look(Look::WordUnicode) => match boundaries {
            Boundaries::Unicode => Hir::look(Look::WordUnicode),
            Boundaries::Ascii => Hir::look(Look::WordAscii),
            Boundaries::None => Hir::empty(),
        },
        HirKind::Look(look) => Hir::look(*look),
        HirKind::Repetition(repetition) => {
            Hir::repetition(repetition.with(narrow(&repetition.sub, to, boundaries)))
        }
        HirKind::Capture(capture) => Hir::capture(Capture {
            sub: Box::new(narrow(&capture.sub, to, boundaries)),
            ..capture.clone()
        }),
        HirKind::Concat(parts) => Hir::concat(all(parts)),
        HirKind::Alternation(parts) => Hir::alternation(all(parts)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_are_no_part_of_words() {
        let word = Regex::new(r"\w").unwrap();
        for c in ('\u{80}'..=char::MAX).filter(|c| Letters::of(&c.to_string()) == Letters::Ascii) {
            assert!(!word.is_match(&*c.encode_utf8(&mut [0; 4])), "{c:?}");
        }
        assert_eq!(Letters::of("bakers’ hours – 30 €"), Letters::Ascii);
        assert_eq!(Letters::of("bäcker – 30 €"), Letters::Latin);
        assert_eq!(Letters::of("bäcker, пекарь"), Letters::Any);
    }

    #[test]
    fn a_narrowed_pattern_finds_the_same() {
        let sources = [
            r"\b(?P<who>[Mm]?\w+) of (?P<what>[^.,]{2,20}?)\b",
            r"(?i)\bBÄCK\w*|£ ?\d+",
            r".{3}$|^\W",
            r"^(?:\w+ of)?",
            r"\A(?P<who>\w+)$|^£",
        ];
        let texts = [
            "Master of bread, and more",
            "“Head of ovens” – £30",
            "Bäckerei, £ 30",
            "master of žito i hleb.",
            "",
            "пекарь of хлеб",
            "🍞 master of café",
            &"£x ".repeat(40),
            &"£1 ".repeat(40),
        ];
        for source in sources {
            let (whole, pattern) = (Regex::new(source).unwrap(), Pattern::new(source.to_owned()));
            for text in texts {
                let places = |found: &Captures| found.iter().collect::<Vec<_>>();
                let wanted: Vec<_> = whole.captures_iter(text).map(|f| places(&f)).collect();
                let mut found = Vec::new();
                pattern.find(text, Letters::of(text), |captures| {
                    found.push(places(captures))
                });
                assert_eq!(found, wanted, "{source}: {text}");
            }
        }
    }
}
