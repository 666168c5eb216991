//! Trains the models of jobgist, and judges it by postings of sources it has not seen.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "it is a program")]

mod align;
mod corpus;
mod crf;
mod folds;
mod judge;
mod linear;
mod marginals;
mod solve;
mod training;
mod variants;

use std::path::PathBuf;

use anyhow::Result;
use clap::{Parser, Subcommand};

/// Trains the models and judges them.
#[derive(Parser)]
#[command(version)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Train the shipped models, and some for each fold that has not seen the fold's sources.
    Train(training::Arguments),
    /// Print the record of a posting, read by the model that has not seen its source.
    Summarize {
        /// A page of the labelled set: its name tells its fold.
        file: PathBuf,
        #[command(flatten)]
        folds: judge::Arguments,
    },
    /// Read JSON Lines ("id", "text") and print the records, each read by the model that has not seen
    /// its source.
    Batch(judge::Arguments),
}

fn main() -> Result<()> {
    match Arguments::parse().command {
        Command::Train(arguments) => training::run(&arguments),
        Command::Summarize { file, folds } => judge::summarize(&file, &folds),
        Command::Batch(folds) => judge::batch(&folds),
    }
}
