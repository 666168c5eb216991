//! `jobgist blocks`: the clean text block by block, and what each block was taken for.

use std::fmt::Write as _;
use std::io::{self, Write as _};

use jobgist::{BlockRecord, Options, PageKind, Posting};
use serde::Serialize;

use crate::args::{BlocksArgs, BlocksForm};
use crate::output::{before_json, clean, end_of_json, safe_json, visible};
use crate::{Exit, input};

/// The blocks of a posting, as JSON.
#[derive(Serialize)]
struct Blocks<'a> {
    name: &'a str,
    language: Option<&'a str>,
    page_kind: PageKind,
    page_kind_reason: &'a str,
    blocks: &'a [BlockRecord],
}

/// Runs the command.
pub(crate) fn run(args: &BlocksArgs) -> anyhow::Result<Exit> {
    let options = Options {
        format: args.input.map(|input| input.format()),
        language: args.language.clone(),
        blocks: true,
        ..Options::default()
    };
    let mut exit = Exit::Done;
    let mut several = args.files.len() > 1;
    let mut printed = 0_usize;
    let mut out = io::stdout().lock();
    for file in &args.files {
        let Some(postings) = input::postings_or_complain(file, &options, &mut exit) else {
            continue;
        };
        several |= postings.len() > 1;
        for posting in postings {
            let page = match args.format {
                BlocksForm::Text => text(&posting, several, printed == 0),
                BlocksForm::Json => before_json(several, printed).to_owned() + &json(&posting)?,
            };
            out.write_all(page.as_bytes())?;
            printed += 1;
        }
    }
    if args.format == BlocksForm::Json {
        out.write_all(end_of_json(several, printed).as_bytes())?;
    }
    out.flush()?;
    Ok(exit)
}

fn json(posting: &Posting) -> anyhow::Result<String> {
    let blocks = Blocks {
        name: &posting.source.name,
        language: posting.source.language.as_deref(),
        page_kind: posting.page_kind,
        page_kind_reason: &posting.page_kind_reason,
        blocks: posting.blocks.as_deref().unwrap_or_default(),
    };
    Ok(safe_json(serde_json::to_string_pretty(&blocks)?))
}

/// A line a block.
fn text(posting: &Posting, several: bool, first: bool) -> String {
    let mut out = String::new();
    if several {
        let gap = if first { "" } else { "\n" };
        let _ = writeln!(out, "{gap}==> {} <==", visible(&posting.source.name));
    }
    for block in posting.blocks.as_deref().unwrap_or_default() {
        let role = match &block.furniture {
            Some(reason) => format!("furniture: {reason}"),
            None => block.role.clone(),
        };
        let _ = writeln!(
            out,
            "{:>4}  {:<9}  {:<10}  {role:<24}  {}",
            block.block,
            block.kind,
            block.region,
            clean(&block.text)
        );
    }
    out
}
