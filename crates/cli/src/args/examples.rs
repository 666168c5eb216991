//! What `--help` says below the flags: examples and exit codes.

/// How the program ends, said in every `--help`.
const EXIT_CODES: &str = "\
Exit codes:
  0  done
  1  an input could not be read (it is named on standard error; the others are still done)
  2  wrong usage
  3  the summary does not show everything that --must-cover asks for
  4  an input holds no posting (its record is printed all the same)
Where several apply, 1 goes before 4, and 4 before 3.";

const SUMMARIZE_EXAMPLES: &str = "\
Examples:
  jobgist posting.html                       one screen on what matters
  jobgist --lines 5 --words 80 posting.html  a shorter summary
  jobgist --explain posting.txt              the rule and the quote behind each statement
  jobgist --format json a.html b.html        the whole records, as an array
  curl -s https://jobs.example/17 | jobgist -";

pub(super) const BLOCKS_EXAMPLES: &str = "\
Examples:
  jobgist blocks posting.html                every line, and what it was taken for
  jobgist blocks posting.html | grep furniture
  jobgist blocks --format json mail.eml";

pub(super) const QUESTIONS_EXAMPLES: &str = "\
Examples:
  jobgist questions posting.html             what to ask, in the posting's language
  jobgist questions --in en annonce.html     the same in English
  jobgist questions --today 2027-03-31 posting.html
                                             is the deadline over?
  jobgist questions --format json posting.html | jq -r '.questions[].question'

Exit codes:
  0  done, whether there is something to ask or not
  1  an input could not be read (it is named on standard error; the others are still done)
  2  wrong usage
  4  an input holds no posting: nothing is asked of it";

pub(super) const COMPLETIONS_EXAMPLES: &str = "\
Examples:
  jobgist completions bash > ~/.local/share/bash-completion/completions/jobgist
  jobgist completions zsh > \"${fpath[1]}/_jobgist\"
  jobgist completions fish > ~/.config/fish/completions/jobgist.fish";

pub(super) const MAN_EXAMPLES: &str = "\
Examples:
  jobgist man | man -l -
  jobgist man --out ~/.local/share/man/man1";

pub(super) const SCHEMA_EXAMPLES: &str = "\
Examples:
  jobgist schema > record.schema.json";

/// Examples and exit codes of `summarize`, and of the program.
pub(super) fn concat_help() -> String {
    format!("{SUMMARIZE_EXAMPLES}\n\n{EXIT_CODES}")
}
