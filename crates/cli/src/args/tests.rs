//! What is understood and what is refused.

use super::*;

#[test]
fn the_definition_is_sound() {
    program().debug_assert();
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

#[test]
fn flags_behind_words_are_flags() {
    for line in [
        &["jobgist", "correct", "k7m2", "salary", "EUR", "5", "--json"][..],
        &[
            "jobgist", "remind", "k7m2", "friday", "call", "them", "--json",
        ],
        &["jobgist", "note", "k7m2", "call", "them", "--json"],
    ] {
        let command = Cli::try_parse_from(line).unwrap().command;
        let json = match command {
            Some(Command::Collection(CollectionCommand::Correct(args))) => args.collection.json,
            Some(Command::Collection(CollectionCommand::Remind(args))) => args.collection.json,
            Some(Command::Collection(CollectionCommand::Note(args))) => args.collection.json,
            other => panic!("{other:?}"),
        };
        assert!(json, "{line:?}");
    }
}
