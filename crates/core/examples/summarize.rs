//! Summarizes one file: `cargo run -p jobgist --example summarize -- fixtures/full-page.html`.
#![expect(clippy::print_stdout, reason = "an example prints")]

use jobgist::{Options, Posting, SectionKind, SummaryOptions};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args().nth(1).ok_or("name a file")?;
    let options = Options {
        name: path.clone(),
        summary: SummaryOptions {
            lines: 5,
            words: Some(80),
            sections: vec![SectionKind::Required, SectionKind::Responsibilities],
            ..SummaryOptions::default()
        },
        ..Options::default()
    };
    let posting = Posting::parse(&std::fs::read(&path)?, &options)?;
    if !posting.holds_posting() {
        println!("no posting: {}", posting.page_kind_reason);
        return Ok(());
    }
    println!("{}", posting.title.as_deref().unwrap_or("(no title)"));
    for line in &posting.summary {
        println!("- [{}] {}", line.section.name(), line.text);
    }
    // Each fact has the quote that states it.
    for (fact, quotes) in &posting.evidence {
        for quote in quotes {
            println!("{fact}: “{}” (rule {})", quote.text, quote.rule);
        }
    }
    println!("not stated: {}", posting.absent.join(", "));
    Ok(())
}
