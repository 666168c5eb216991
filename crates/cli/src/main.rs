//! The program `jobgist`: arguments, files and printing around the library of the same name.

mod args;
mod batch;
mod blocks;
mod collection;
mod input;
mod matching;
mod output;
mod pages;
mod profile;
mod questions;
mod stats;
mod summarize;
mod view;

use std::process::ExitCode;

use args::Command;

/// How the program ends; the numbers are part of its promise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Exit {
    /// Everything was done.
    Done,
    /// An input could not be read.
    Unread,
    /// The summary leaves out what `--must-cover` names.
    NotCovered,
    /// An input holds no posting.
    NoPosting,
    /// It was interrupted.
    Interrupted,
    /// What `--exit-code` asks for: something is due, something changed.
    Found,
    /// With `--exit-code`, so that it is not taken for that: something could not be read.
    Trouble,
}

impl Exit {
    fn code(self) -> u8 {
        match self {
            Self::Done => 0,
            Self::Unread | Self::Found => 1,
            Self::Trouble => 2,
            Self::NotCovered => 3,
            Self::NoPosting => 4,
            // As shells have it: 128 and the number of the signal.
            Self::Interrupted => 130,
        }
    }

    /// The more serious of two.
    fn worse(self, other: Self) -> Self {
        const ORDER: [Exit; 7] = [
            Exit::Interrupted,
            Exit::Trouble,
            Exit::Unread,
            Exit::Found,
            Exit::NoPosting,
            Exit::NotCovered,
            Exit::Done,
        ];
        *ORDER
            .iter()
            .find(|&&exit| exit == self || exit == other)
            .unwrap_or(&self)
    }
}

fn main() -> ExitCode {
    let cli = args::read();
    let result = match cli.command {
        None => summarize::run(&cli.summarize),
        Some(Command::Summarize(args)) => summarize::run(&args),
        Some(Command::Batch(args)) => batch::run(&args),
        Some(Command::Stats(args)) => stats::run(&args),
        Some(Command::Match(args)) => matching::run(&args),
        Some(Command::Profile(command)) => profile::run(&command),
        Some(Command::Blocks(args)) => blocks::run(&args),
        Some(Command::Questions(args)) => questions::run(&args),
        Some(Command::Collection(command)) => collection::run(&command),
        Some(Command::Completions { shell }) => pages::completions(shell),
        Some(Command::Man { out }) => pages::manual(out.as_deref()),
        Some(Command::Schema) => pages::schema(),
    };
    match result {
        Ok(exit) => ExitCode::from(exit.code()),
        // The reader has seen enough (`jobgist … | head`): no fault, and no message.
        Err(error) if output::is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            output::complain(&format!("{error:#}"));
            ExitCode::from(Exit::Unread.code())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Exit;

    #[test]
    fn the_more_serious_end_wins() {
        assert_eq!(Exit::Done.worse(Exit::NotCovered), Exit::NotCovered);
        assert_eq!(Exit::NotCovered.worse(Exit::NoPosting), Exit::NoPosting);
        assert_eq!(Exit::NoPosting.worse(Exit::Unread), Exit::Unread);
    }
}
