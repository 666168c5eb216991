//! A limit on nesting: a tree builder's work grows with the square of the depth.

/// Elements nested deeper than this are cut off. Saved pages stay far below it.
const MAX_DEPTH: usize = 1500;
/// So much of a tag's name is looked at, in bytes.
const LONGEST_NAME: usize = 12;

/// Where the markup first nests too deep, if it does: a byte offset at a `<`.
///
/// Counts start tags against end tags of elements that nest without bound; those that close
/// themselves (void elements, paragraphs, list items, cells) do not count.
pub(super) fn too_deep(html: &str) -> Option<usize> {
    let mut depth = 0usize;
    for (at, _) in html.match_indices('<') {
        let tail = &html[at + 1..];
        let (closes, tail) = match tail.strip_prefix('/') {
            Some(tail) => (true, tail),
            None => (false, tail),
        };
        let name = tail
            .bytes()
            .take(LONGEST_NAME)
            .take_while(u8::is_ascii_alphanumeric)
            .count();
        if name == 0 || closes_itself(&tail[..name]) {
            continue;
        }
        if closes {
            depth = depth.saturating_sub(1);
        } else {
            depth += 1;
            if depth > MAX_DEPTH {
                return Some(at);
            }
        }
    }
    None
}

fn closes_itself(name: &str) -> bool {
    let mut lower = [0; LONGEST_NAME];
    let lower = &mut lower[..name.len()];
    lower.copy_from_slice(name.as_bytes());
    lower.make_ascii_lowercase();
    matches!(
        &*lower,
        b"area"
            | b"base"
            | b"br"
            | b"circle"
            | b"col"
            | b"dd"
            | b"dt"
            | b"ellipse"
            | b"embed"
            | b"hr"
            | b"image"
            | b"img"
            | b"input"
            | b"li"
            | b"line"
            | b"link"
            | b"meta"
            | b"option"
            | b"p"
            | b"param"
            | b"path"
            | b"polygon"
            | b"polyline"
            | b"rect"
            | b"source"
            | b"stop"
            | b"tbody"
            | b"td"
            | b"th"
            | b"thead"
            | b"tr"
            | b"track"
            | b"use"
            | b"wbr"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn deep_markup_is_cut() {
        assert_eq!(too_deep(&"<div><p>x".repeat(1000)), None);
        assert_eq!(too_deep(&"<i>".repeat(2000)), Some(1500 * 3));
        assert_eq!(too_deep(&"<b>x</b><br>".repeat(5000)), None);
    }
}
