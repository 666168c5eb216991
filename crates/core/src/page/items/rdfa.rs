//! RDFa: `vocab="https://schema.org/" typeof="JobPosting"` and `property`, with or without a prefix.

use super::Syntax;

pub(super) const SYNTAX: Syntax = Syntax {
    kind: "typeof",
    property: "property",
};
