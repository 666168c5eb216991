//! What is understood and what is refused.

use super::*;

#[test]
fn the_definition_is_sound() {
    Cli::command().debug_assert();
}

#[test]
fn a_file_without_a_command_is_summarized() {
    let cli = Cli::try_parse_from(["jobgist", "--lines", "3", "a.html", "-"]).unwrap();
    assert!(cli.command.is_none());
    assert_eq!(cli.summarize.files.len(), 2);
    assert_eq!(cli.summarize.reading.lines, 3);
}

#[test]
fn a_command_needs_no_file_of_the_default_one() {
    let cli = Cli::try_parse_from(["jobgist", "schema"]).unwrap();
    assert!(matches!(cli.command, Some(Command::Schema)));
}

#[test]
fn wrong_words_are_refused() {
    for line in [
        &["jobgist", "--language", "xx", "a"][..],
        &["jobgist", "--today", "tomorrow", "a"],
        &["jobgist", "--section", "duties", "a"],
        &["jobgist", "batch"],
        &["jobgist", "batch", "--resume", "a"],
        &["jobgist", "batch", "--column", "body=text", "a"],
        &["jobgist", "batch", "--column", "text=", "a"],
    ] {
        assert!(Cli::try_parse_from(line).is_err(), "{line:?}");
    }
}
