//! The JSON Schema of the record.

use crate::posting::Posting;

/// The JSON Schema (draft 2020-12) of a serialised [`Posting`].
///
/// The same text is in the file `schema.json` beside the library's manifest.
#[must_use]
pub fn schema() -> serde_json::Value {
    schemars::schema_for!(Posting).to_value()
}

#[cfg(test)]
mod tests {
    /// After a change of the record's types: `cargo run -- schema > crates/core/schema.json`.
    #[test]
    fn the_committed_schema_is_that_of_the_types() {
        let committed: serde_json::Value =
            serde_json::from_str(include_str!("../schema.json")).unwrap();
        assert_eq!(
            committed,
            super::schema(),
            "crates/core/schema.json is out of date"
        );
    }
}
