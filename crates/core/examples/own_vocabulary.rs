//! Teaches the library skills of your own trade, and shows which of them a posting asks for.
//!
//! `cargo run --example own_vocabulary`
#![expect(clippy::print_stdout, reason = "an example shows what it found")]

use std::sync::Arc;

use jobgist::{Options, Posting, SkillVocabulary};

/// Tab-separated: name, kind, other spellings parted by `|`, guard.
/// The guard `case,list` keeps "Rig" the program apart from any other rig.
const VOCABULARY: &str = "\
Sail making\tcraft\tsail loft|sailmaking
Rope splicing\tcraft\tsplices|splicing
Rig\ttool\trig pro\tcase,list
";

const POSTING: &str = "\
Sailmaker

Requirements
- Two years in a sail loft
- Splicing of wire and rope
- Experience with Rig or a similar program
";

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let options = Options {
        vocabulary: Some(Arc::new(SkillVocabulary::from_tsv(VOCABULARY)?)),
        ..Options::default()
    };
    let posting = Posting::parse_str(POSTING, &options)?;
    for skill in &posting.skills {
        println!(
            "{:.2}  {}  ({})",
            skill.score,
            skill.name,
            skill.why.join(", ")
        );
    }
    Ok(())
}
