//! Reads many postings on several threads: one text a line on standard input, one title and its
//! first skills a line on standard output, in the same order.
//!
//! `printf 'Baker wanted…\nWelder wanted…\n' | cargo run -p jobgist --example stream`
//!
//! The library starts no threads of its own; a [`Posting`] and its [`Options`] can go between
//! threads freely, and the vocabulary is loaded once for all of them.

use std::io::{self, BufRead as _, Write as _};
use std::thread;

use jobgist::{Format, Options, Posting};

/// Texts read at once: memory stays bounded, however long the input is.
const CHUNK: usize = 64;

fn main() -> io::Result<()> {
    let options = Options {
        format: Some(Format::Text),
        ..Options::default()
    };
    let mut lines = io::stdin().lock().lines();
    let mut out = io::stdout().lock();
    loop {
        let chunk: Vec<String> = lines.by_ref().take(CHUNK).collect::<io::Result<_>>()?;
        if chunk.is_empty() {
            return Ok(());
        }
        let workers = thread::available_parallelism().map_or(1, usize::from);
        let share = chunk.len().div_ceil(workers);
        let answers: Vec<String> = thread::scope(|scope| {
            let parts: Vec<_> = chunk
                .chunks(share)
                .map(|part| {
                    scope.spawn(|| part.iter().map(|text| answer(text, &options)).collect())
                })
                .collect();
            parts
                .into_iter()
                .flat_map(|part| part.join().unwrap_or_else(|_| Vec::new()))
                .collect()
        });
        for answer in answers {
            writeln!(out, "{answer}")?;
        }
    }
}

/// One line on one posting.
fn answer(text: &str, options: &Options) -> String {
    match Posting::parse_str(text, options) {
        Ok(posting) => {
            let skills: Vec<&str> = posting
                .skills
                .iter()
                .take(5)
                .map(|skill| skill.name.as_str())
                .collect();
            let title = posting.title.unwrap_or_else(|| "(no title)".to_owned());
            format!("{title}: {}", skills.join(", "))
        }
        Err(error) => format!("error: {error}"),
    }
}
