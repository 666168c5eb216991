//! Microdata: `itemscope itemtype="https://schema.org/JobPosting"` and `itemprop`.

use super::Syntax;

pub(super) const SYNTAX: Syntax = Syntax {
    kind: "itemtype",
    property: "itemprop",
};
