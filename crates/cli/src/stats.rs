//! `jobgist stats`: what many records say together.

use std::io::{self, Write as _};
use std::path::Path;

use anyhow::{Context as _, bail};
use jobgist_batch::statistics::{self, Options, Report, Rows, Statistics};

use crate::args::{Color, StatsArgs, StatsForm};
use crate::input::{is_same_file, is_stdin};
use crate::output::{complain, name, safe_json, text_out};
use crate::view::stats;
use crate::view::text::width;
use crate::{Exit, collection};

/// Runs the command.
pub(crate) fn run(args: &StatsArgs) -> anyhow::Result<Exit> {
    if args.outputs.is_empty() {
        return collection::overview(args);
    }
    keep_inputs(args)?;
    let mut counts = Statistics::new(Options {
        by: args.by.map(Into::into),
        top: args.top as usize,
        min_count: args.min_count,
        duplicates: args.all,
    });
    for output in &args.outputs {
        for row in open(output)? {
            counts.add(&row?);
        }
    }
    print(args, &counts.report())?;
    if counts.postings() > 0 {
        return Ok(Exit::Done);
    }
    complain("there is no posting in it");
    Ok(Exit::NoPosting)
}

/// A report is not written over what it is about.
fn keep_inputs(args: &StatsArgs) -> anyhow::Result<()> {
    let Some(out) = &args.out else {
        return Ok(());
    };
    if args.outputs.iter().any(|output| is_same_file(out, output)) {
        bail!("{}: --out would write over an input", name(out));
    }
    Ok(())
}

fn open(output: &Path) -> Result<Rows, statistics::Error> {
    if is_stdin(output) {
        Rows::read("standard input", io::stdin())
    } else {
        Rows::open(output)
    }
}

fn print(args: &StatsArgs, report: &Report) -> anyhow::Result<()> {
    let form = args.form();
    let page = match form {
        StatsForm::Json => safe_json(serde_json::to_string_pretty(report)?) + "\n",
        StatsForm::Html => statistics::html(report),
        StatsForm::Text => stats::page(report, width()),
    };
    let Some(path) = &args.out else {
        let color = match form {
            StatsForm::Text => args.collection.color,
            _ => Color::Never,
        };
        let mut out = text_out(color);
        out.write_all(page.as_bytes())?;
        return Ok(out.flush()?);
    };
    let page = match form {
        StatsForm::Text => anstream::adapter::strip_str(&page).to_string(),
        _ => page,
    };
    std::fs::write(path, page).with_context(|| name(path))
}
