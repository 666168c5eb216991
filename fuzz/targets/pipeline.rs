//! The whole way, from any bytes to the records, and what every record promises.
#![no_main]

use jobgist::{Options, Posting};
use libfuzzer_sys::fuzz_target;

#[path = "../../tests/promises/mod.rs"]
mod promises;

/// A file may not grow beyond this many bytes when it is decompressed.
const MAX_BYTES: usize = 1 << 20;

fuzz_target!(|input: &[u8]| {
    let options = Options {
        blocks: true,
        today: Some("2026-11-22".to_owned()),
        max_bytes: MAX_BYTES,
        ..Options::default()
    };
    if let Ok(postings) = Posting::parse_all(input, &options) {
        postings.for_each(|posting| promises::check(&posting));
    }
});
