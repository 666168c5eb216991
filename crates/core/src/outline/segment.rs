//! Parts the lines of a posting at its headings.

use std::ops::Range;

use super::cues::Scores;
use super::headings::{self, Heading};
use super::{Outline, Role};
use crate::page::{BlockKind, Page};
use crate::table::Languages;

/// A line to be labelled.
#[derive(Debug)]
pub(super) struct Line {
    pub(super) block: usize,
    pub(super) range: Range<usize>,
    pub(super) scores: Scores,
    /// Number of the heading above it, counted from 1; 0 above the first.
    pub(super) segment: usize,
    pub(super) in_list: bool,
}

/// A heading with its lead-in.
#[derive(Debug, Clone)]
pub(super) struct Segment {
    pub(super) heading: Option<Heading>,
    /// The heading and its lead-in.
    pub(super) range: Option<Range<usize>>,
}

/// Parts the open blocks into headings and lines.
pub(super) fn segment(
    page: &Page,
    languages: &Languages,
    open: &[usize],
    title: Option<usize>,
    outline: &mut Outline,
) -> (Vec<Segment>, Vec<Line>) {
    let mut segments = vec![Segment {
        heading: None,
        range: None,
    }];
    let mut lines: Vec<Line> = Vec::new();
    let mut fresh = false;
    for (at, &block) in open.iter().enumerate() {
        if Some(block) == title {
            outline.roles[block] = Role::Title;
            continue;
        }
        let range = page.blocks[block].range.clone();
        let heading = headings::read(page, languages, block);
        let next_is_item = open
            .get(at + 1)
            .is_some_and(|n| matches!(page.blocks[*n].kind, BlockKind::Item(_)));
        match heading {
            Some(heading) => {
                let rest = heading.rest.clone();
                let inline = rest.is_some();
                let adjoins =
                    fresh && !inline && segments.last().is_some_and(|s| same_opening(s, &heading));
                if adjoins && let Some(last) = segments.last_mut() {
                    extend(last, page, block, &heading.range);
                } else {
                    segments.push(Segment {
                        range: Some(heading.range.clone()),
                        heading: Some(heading),
                    });
                }
                outline.roles[block] = Role::Heading;
                fresh = !inline;
                if let Some(rest) = rest {
                    lines.push(Line::new(block, rest, segments.len() - 1, false));
                    // What follows a labelled line is not under its label.
                    if !next_is_item {
                        segments.push(Segment {
                            heading: None,
                            range: None,
                        });
                    }
                }
            }
            None if fresh && next_is_item && is_lead_in(page, block) => {
                if let Some(last) = segments.last_mut() {
                    extend(last, page, block, &range);
                }
                outline.roles[block] = Role::Heading;
            }
            None => {
                fresh = false;
                let in_list = matches!(page.blocks[block].kind, BlockKind::Item(_));
                lines.push(Line::new(block, range, segments.len() - 1, in_list));
            }
        }
    }
    (segments, lines)
}

impl Line {
    fn new(block: usize, range: Range<usize>, segment: usize, in_list: bool) -> Self {
        Self {
            block,
            range,
            scores: Scores::default(),
            segment,
            in_list,
        }
    }
}

/// Whether two headings in a row say the same ("Requirements" / "You should have:").
fn same_opening(segment: &Segment, next: &Heading) -> bool {
    segment
        .heading
        .as_ref()
        .is_some_and(|last| match (last.opens, next.opens) {
            (Some(last), Some(next)) => last == next,
            (Some(_), None) => true,
            _ => false,
        })
}

/// Lengthens a heading by a range of the block that follows it. It stays as it is where that block
/// stands behind furniture or behind a bullet: the two are no quote then.
fn extend(segment: &mut Segment, page: &Page, block: usize, range: &Range<usize>) {
    match &mut segment.range {
        Some(whole) => {
            let above = block.checked_sub(1).map(|above| &page.blocks[above].range);
            if above.is_some_and(|above| {
                above.start < whole.end
                    && whole.end <= above.end
                    && above.end + 1 == page.blocks[block].range.start
            }) {
                whole.end = range.end;
            }
        }
        whole @ None => *whole = Some(range.clone()),
    }
}

/// A line that leads into a list: it ends with a colon, or the like.
fn is_lead_in(page: &Page, block: usize) -> bool {
    let text = page.text_of(block).trim_end();
    !matches!(page.blocks[block].kind, BlockKind::Item(_))
        && (text.ends_with([':', ';', '…', '：']) || text.ends_with("..."))
}

#[cfg(test)]
mod tests {
    use crate::{Options, Posting};

    fn headings(html: &str) -> Vec<Option<String>> {
        let posting = Posting::parse(html.as_bytes(), &Options::default()).unwrap();
        posting.sections.into_iter().map(|s| s.heading).collect()
    }

    #[test]
    fn a_heading_of_two_lines_is_a_quote() {
        let list = "<ul><li>Two years in a bakery</li><li>A driving licence</li></ul>";
        let one = Some("Requirements\nYou should have:".to_owned());
        let page = format!("<h2>Requirements</h2><h3>You should have:</h3>{list}");
        assert_eq!(headings(&page), [one]);
        // What stands between them is not of the posting.
        for between in ["<p>Apply now</p>", "<p>Share this job</p><p>Apply now</p>"] {
            let page = format!("<h2>Requirements</h2>{between}<h3>You should have:</h3>{list}");
            assert_eq!(headings(&page), [Some("Requirements".to_owned())]);
        }
    }
}
