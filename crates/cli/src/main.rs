//! The program `jobgist`.
#![expect(clippy::print_stdout, reason = "stub")]
use std::io::Read;
fn main() {
    let path = std::env::args().last().unwrap_or_default();
    let mut bytes = Vec::new();
    std::fs::File::open(&path)
        .and_then(|mut f| f.read_to_end(&mut bytes))
        .expect("read");
    let posting = jobgist::Posting::parse(
        &bytes,
        &jobgist::Options {
            blocks: std::env::args().any(|a| a == "--blocks"),
            ..Default::default()
        },
    )
    .expect("parse");
    println!("{}", serde_json::to_string_pretty(&posting).expect("json"));
}
