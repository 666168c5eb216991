//! Leaps over styles, scripts and drawings, which make half of a saved page, to their end tag
//! instead of cutting them into tokens that nobody reads.

use html5ever::LocalName;
use memchr::{memchr, memmem};

/// Content that is not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unread {
    /// Tags are text in it, and the first end tag of its element ends it.
    Raw,
    /// As [`Unread::Raw`], but an end tag inside a comment that holds a start tag is text too.
    Script,
    /// A drawing.
    Svg,
}

impl Unread {
    /// Where such content at the head of `text` ends: at its end tag, or with the text. `None`
    /// where only the tags themselves can tell.
    pub(super) fn end(self, name: &LocalName, text: &str) -> Option<usize> {
        let text = text.as_bytes();
        match self {
            Self::Raw => Some(end_tag(text, 0, name).unwrap_or(text.len())),
            Self::Script => Some(end_of_script(text, name)),
            Self::Svg => end_of_drawing(text),
        }
    }
}

/// The first end tag of that element at or after `from`.
fn end_tag(text: &[u8], from: usize, name: &str) -> Option<usize> {
    memmem::find_iter(&text[from..], b"</")
        .map(|at| from + at)
        .find(|at| is_tag_name(&text[at + 2..], name))
}

/// Whether a tag's name stands at the head of the text.
fn is_tag_name(text: &[u8], name: &str) -> bool {
    text.get(..name.len())
        .is_some_and(|head| head.eq_ignore_ascii_case(name.as_bytes()))
        && text.get(name.len()).is_some_and(|byte| ends_name(*byte))
}

/// Whether a byte ends the name of a tag.
fn ends_name(byte: u8) -> bool {
    is_space(byte) || matches!(byte, b'/' | b'>')
}

fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\n' | b'\t' | b'\r' | b'\x0c')
}

/// The end tag of a script, by the standard's states "script data escaped" and "script data double
/// escaped": inside a comment a script may open and close.
fn end_of_script(text: &[u8], name: &str) -> usize {
    let end_from = |from| end_tag(text, from, name).unwrap_or(text.len());
    let (mut from, mut end) = (0, end_from(0));
    loop {
        let Some(comment) = memmem::find(&text[from..end], b"<!--").map(|at| from + at) else {
            return end;
        };
        // The dashes that open a comment may close it too.
        let closed =
            memmem::find(&text[comment + 2..], b"-->").map_or(text.len(), |at| comment + 2 + at);
        match inner_script(text, comment + 4, closed, name) {
            Inner::Ends(at) => return at,
            Inner::Within => from = closed,
        }
        if end < from {
            end = end_from(from);
        }
    }
}

/// What end tags inside a comment of a script do.
enum Inner {
    /// The one at this place ends the script.
    Ends(usize),
    /// They are text.
    Within,
}

fn inner_script(text: &[u8], from: usize, closed: usize, name: &str) -> Inner {
    let mut opened = false;
    let mut at = from;
    while let Some(next) = text.get(at..closed).and_then(|rest| memchr(b'<', rest)) {
        at += next + 1;
        let is_end = text.get(at) == Some(&b'/');
        let is_name = is_tag_name(&text[at + usize::from(is_end)..], name);
        match (is_name, is_end, opened) {
            (true, false, false) => opened = true,
            (true, true, true) => opened = false,
            (true, true, false) => return Inner::Ends(at - 1),
            _ => {}
        }
    }
    Inner::Within
}

/// Elements of a drawing that neither HTML nor the standard's way out of a drawing knows.
const OF_DRAWINGS: [&str; 24] = [
    "animate",
    "circle",
    "clippath",
    "defs",
    "desc",
    "ellipse",
    "filter",
    "g",
    "line",
    "lineargradient",
    "marker",
    "mask",
    "metadata",
    "path",
    "pattern",
    "polygon",
    "polyline",
    "radialgradient",
    "rect",
    "stop",
    "symbol",
    "text",
    "tspan",
    "use",
];

/// The end tag of a drawing in which nothing but elements of drawings stands.
fn end_of_drawing(text: &[u8]) -> Option<usize> {
    let mut depth = 0_usize;
    let mut at = 0;
    loop {
        let open = at + memchr(b'<', &text[at..])?;
        let is_end = *text.get(open + 1)? == b'/';
        let start = open + 1 + usize::from(is_end);
        let first = *text.get(start)?;
        if !first.is_ascii_alphabetic() {
            if is_end || matches!(first, b'!' | b'?') {
                return None;
            }
            at = start;
            continue;
        }
        let name_end = start + text[start..].iter().position(|byte| ends_name(*byte))?;
        let name = &text[start..name_end];
        let is_svg = name.eq_ignore_ascii_case(b"svg");
        if is_svg && is_end && depth == 0 {
            return Some(open);
        }
        if !is_svg
            && !OF_DRAWINGS
                .iter()
                .any(|known| name.eq_ignore_ascii_case(known.as_bytes()))
        {
            return None;
        }
        let (end, self_closing) = end_of_tag(text, name_end)?;
        match (is_svg, is_end) {
            (true, true) => depth -= 1,
            (true, false) => depth += usize::from(!self_closing),
            _ => {}
        }
        at = end;
    }
}

/// The end of a tag whose attributes begin at `at`, and whether it closes itself.
fn end_of_tag(text: &[u8], mut at: usize) -> Option<(usize, bool)> {
    loop {
        match *text.get(at)? {
            b'>' => return Some((at + 1, false)),
            b'/' if *text.get(at + 1)? == b'>' => return Some((at + 2, true)),
            b'/' => at += 1,
            byte if is_space(byte) => at += 1,
            _ => at = end_of_attribute(text, at)?,
        }
    }
}

/// The end of an attribute that begins at `start`.
fn end_of_attribute(text: &[u8], start: usize) -> Option<usize> {
    // An equals sign at its head belongs to the name.
    let name = text[start + 1..]
        .iter()
        .position(|byte| ends_name(*byte) || *byte == b'=')?;
    let equals = skip_spaces(text, start + 1 + name)?;
    if text[equals] != b'=' {
        return Some(equals);
    }
    let value = skip_spaces(text, equals + 1)?;
    match text[value] {
        quote @ (b'"' | b'\'') => Some(value + 2 + memchr(quote, &text[value + 1..])?),
        _ => text[value..]
            .iter()
            .position(|byte| is_space(*byte) || *byte == b'>')
            .map(|length| value + length),
    }
}

/// The first byte at or after `at` that is no space.
fn skip_spaces(text: &[u8], at: usize) -> Option<usize> {
    text[at..]
        .iter()
        .position(|byte| !is_space(*byte))
        .map(|spaces| at + spaces)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::super::Page;
    use super::super::super::builder::Builder;

    /// The page, and what its scripts hold.
    fn read(html: &str, leaps: bool) -> (Page, Vec<String>) {
        let mut builder = Builder::default();
        let scripts = super::super::read_with(html, &mut builder, leaps);
        (builder.finish(), scripts.json_ld)
    }

    #[track_caller]
    fn same(html: &str) {
        let [leaping, walking] = [true, false].map(|leaps| read(html, leaps));
        assert_eq!(format!("{leaping:?}"), format!("{walking:?}"), "{html}");
    }

    #[test]
    fn content_ends_where_its_tokens_would_end_it() {
        for html in [
            "<p>a<style>p > a { } </styles> </style >b</p>c",
            "<p>a<STYLE></StYlE/>b",
            "a<style>b</style",
            "a<script>if (a < b) '</scripts>' </script>b",
            "a<script><!-- <script> </script> --> </script>b",
            "a<script><!-- <script> </script> </script>b",
            "a<script><!--> <script> </script>b</script>c",
            "a<script><!-- </script>b--></script>c",
            "a<script><!-- <script></script>b",
            "a<svg><path d='>'/><g a=b/></g></svg>b",
            "a<svg><svg></svg>b</svg>c",
            "a<svg><svg/>b</svg>c",
            "a<svg><g a=/><svg a=/>b</svg>c</svg>d",
            "<div>a<svg><path></div>b</svg>c",
            "a<svg><p>b</svg>c",
            "a<svg><!-- </svg> --></svg>b",
            "a<svg><foreignObject><p>b</p></foreignObject></svg>c",
            "a<svg><text =\"></svg>b",
            "a<svg>b",
        ] {
            same(html);
        }
    }

    proptest! {
        #[test]
        fn any_mixture_reads_as_by_its_tokens(
            pieces in proptest::collection::vec(
                proptest::sample::select(vec![
                    "<script>", "</script>", "<script", "</script", "<!--", "-->", "--", ">", "<",
                    "/", "=", "\"", "'", " ", "a", "<svg>", "</svg>", "<svg ", "<path ", "/>",
                    "<g>", "</g>", "<p>", "</p>", "<style>", "</style>", "<div>", "</div>",
                    "<title>", "</title>", "<textarea>", "</textarea>", "<noscript>",
                    "</noscript>", "<script type=application/ld+json>", "<![CDATA[", "]]>", "\r",
                    "<math>", "</math>", "<template>", "</template>", "<foreignObject>", "&lt;",
                    "<select>", "<button>", "</button>", "é",
                ]),
                0..24,
            )
        ) {
            same(&pieces.concat());
        }
    }
}
