//! A limit on nesting: a tree builder's work grows with the square of the depth.

/// Where the markup first nests deeper than `limit`, if it does: a byte offset at a `<`. Saved
/// pages stay far below it.
///
/// Counts start tags against end tags of elements that nest without bound; those that close
/// themselves (void elements, paragraphs, list items, cells) do not count.
pub(super) fn too_deep(html: &str, limit: usize) -> Option<usize> {
    let mut depth = 0usize;
    for (at, _) in html.match_indices('<') {
        let tail = &html[at + 1..];
        let (closes, tail) = match tail.strip_prefix('/') {
            Some(tail) => (true, tail),
            None => (false, tail),
        };
        let name = tail
            .bytes()
            .take(12)
            .take_while(u8::is_ascii_alphanumeric)
            .count();
        if name == 0 || closes_itself(&tail[..name]) {
            continue;
        }
        if closes {
            depth = depth.saturating_sub(1);
        } else {
            depth += 1;
            if depth > limit {
                return Some(at);
            }
        }
    }
    None
}

fn closes_itself(name: &str) -> bool {
    [
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param",
        "source", "track", "wbr", "p", "li", "dt", "dd", "td", "th", "tr", "tbody", "thead",
        "option", "path", "use", "rect", "circle", "line", "polygon", "polyline", "ellipse",
        "stop", "image",
    ]
    .iter()
    .any(|known| name.eq_ignore_ascii_case(known))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn deep_markup_is_cut() {
        assert_eq!(too_deep(&"<div><p>x".repeat(1000), 1500), None);
        assert_eq!(too_deep(&"<i>".repeat(2000), 1500), Some(1500 * 3));
        assert_eq!(too_deep(&"<b>x</b><br>".repeat(5000), 1500), None);
    }
}
