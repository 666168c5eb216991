//! The program as clap knows it, with its commands listed in groups.

use std::fmt::Write as _;

use clap::builder::styling::Styles;
use clap::{Command, CommandFactory as _, FromArgMatches as _};

use super::Cli;

/// Help is no wider than this.
const MOST_COLUMNS: usize = 100;

/// Columns before a command's description.
const NAME_COLUMNS: usize = 15;

/// The groups, in the order of the help: reading first, since that is what most people begin with.
const GROUPS: [(&str, &[&str]); 5] = [
    (
        "Read postings",
        &["summarize", "questions", "match", "profile", "blocks"],
    ),
    (
        "Keep postings, and follow what becomes of them",
        &[
            "save", "list", "show", "search", "open", "track", "note", "remind", "done", "due",
            "calendar", "tag", "rate", "contact", "correct", "history", "undo",
        ],
    ),
    (
        "Hold saved postings against each other",
        &["compare", "diff", "special", "duplicates"],
    ),
    (
        "Look after the collection",
        &[
            "rm", "undelete", "purge", "export", "import", "backup", "restore", "reparse", "check",
        ],
    ),
    (
        "Many postings, and the program itself",
        &["batch", "stats", "schema", "completions", "man", "help"],
    ),
];

/// Reads the command line; ends the program where it is wrong, or asks for help.
pub(crate) fn read() -> Cli {
    let mut matches = program().get_matches();
    Cli::from_arg_matches_mut(&mut matches)
        .unwrap_or_else(|error| error.format(&mut program()).exit())
}

/// The program's definition.
pub(crate) fn program() -> Command {
    let program = Cli::command();
    let template = template(&program);
    program.help_template(template)
}

/// The layout of the program's help: as clap has it, but for the commands.
fn template(program: &Command) -> String {
    let header = Styles::styled().get_header().to_owned();
    let heading = |text: &str| format!("{header}{text}:{header:#}");
    let mut commands = String::new();
    for (name, members) in GROUPS {
        let _ = writeln!(commands, "\n{}", heading(name));
        for member in members {
            entry(&mut commands, program, member);
        }
    }
    format!(
        "{{before-help}}{{about-with-newline}}\n{{usage-heading}} {{usage}}\n{commands}\n\
         {}\n{{positionals}}\n\n{}\n{{options}}{{after-help}}",
        heading("Arguments"),
        heading("Options"),
    )
}

/// A command and what it does, wrapped.
fn entry(out: &mut String, program: &Command, name: &str) {
    let literal = Styles::styled().get_literal().to_owned();
    let about = program
        .find_subcommand(name)
        .and_then(|command| command.get_about())
        .map_or_else(
            || "Print this message or the help of the given command".to_owned(),
            ToString::to_string,
        );
    let indent = " ".repeat(NAME_COLUMNS);
    let options = textwrap::Options::new(columns())
        .initial_indent(&indent)
        .subsequent_indent(&indent);
    let text = textwrap::fill(&about, options);
    let text = text.get(NAME_COLUMNS..).unwrap_or_default();
    let gap = " ".repeat(NAME_COLUMNS.saturating_sub(2 + name.len()));
    let _ = writeln!(out, "  {literal}{name}{literal:#}{gap}{text}");
}

/// How wide clap takes the screen to be.
fn columns() -> usize {
    let terminal = terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
    let columns = || std::env::var("COLUMNS").ok()?.parse().ok();
    let width = terminal.or_else(columns).unwrap_or(MOST_COLUMNS);
    width.clamp(NAME_COLUMNS + 20, MOST_COLUMNS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_command_is_in_one_group() {
        let grouped: Vec<&str> = GROUPS
            .iter()
            .flat_map(|(_, members)| members.iter().copied())
            .collect();
        for command in program().get_subcommands() {
            let name = command.get_name();
            let times = grouped.iter().filter(|&&member| member == name).count();
            assert_eq!(times, 1, "{name}");
        }
        for name in grouped {
            assert!(
                name == "help" || program().find_subcommand(name).is_some(),
                "{name}"
            );
        }
    }
}
