//! `jobgist match`: postings held against a profile.

use std::cmp::Reverse;
use std::io::Write as _;
use std::path::Path;

use anyhow::Context as _;
use jobgist::{Fit, Options, Profile};

use crate::args::{MatchArgs, OutputForm};
use crate::output::{complain, name, safe_json, text_out};
use crate::summarize::holds_posting;
use crate::view::fit::{self, FitView};
use crate::view::text::width;
use crate::{Exit, input};

/// Runs the command.
pub(crate) fn run(args: &MatchArgs) -> anyhow::Result<Exit> {
    let options = options(args)?;
    let profile = profile(&args.profile, &options)?;
    if profile.is_empty() && !args.quiet {
        let path = name(&args.profile);
        complain(&format!("{path}: note: it says nothing: all is unclear"));
    }
    let (mut fits, exit) = fits(args, &profile, &options);
    // Of equals the order of the files.
    fits.sort_by_key(|fit| Reverse((fit.score, fit.up_to)));
    print(args, &fits)?;
    Ok(exit)
}

/// The fits of all files, and how the program ends.
fn fits(args: &MatchArgs, profile: &Profile, options: &Options) -> (Vec<Fit>, Exit) {
    let posting_options = Options {
        format: args.input.map(|input| input.format()),
        language: args.language.clone(),
        ..options.clone()
    };
    let (mut fits, mut exit) = (Vec::new(), Exit::Done);
    for file in &args.files {
        let Some(postings) = input::postings_or_complain(file, &posting_options, &mut exit) else {
            continue;
        };
        for posting in postings {
            if holds_posting(&posting, &mut exit) {
                fits.push(posting.fit(profile, options));
            }
        }
    }
    (fits, exit)
}

fn options(args: &MatchArgs) -> anyhow::Result<Options> {
    let defaults = Options::default();
    let most = args
        .max_bytes
        .map(|most| usize::try_from(most).unwrap_or(usize::MAX));
    Ok(Options {
        today: args.today.clone(),
        max_bytes: most.unwrap_or(defaults.max_bytes),
        vocabulary: args
            .vocabulary
            .as_deref()
            .map(input::vocabulary)
            .transpose()?,
        ..defaults
    })
}

/// Reads a profile: TOML by its name, anything else is a résumé.
///
/// # Errors
/// When it cannot be read; the error names it.
pub(crate) fn profile(path: &Path, options: &Options) -> anyhow::Result<Profile> {
    read(path, options).with_context(|| name(path))
}

fn read(path: &Path, options: &Options) -> anyhow::Result<Profile> {
    let bytes = input::read(path, options.max_bytes)?;
    let extension = path.extension().and_then(|extension| extension.to_str());
    if !extension.is_some_and(|extension| extension.eq_ignore_ascii_case("toml")) {
        return Ok(Profile::from_resume(&bytes, options)?);
    }
    let text = String::from_utf8(bytes).context("it is not UTF-8")?;
    Ok(Profile::from_toml(&text)?)
}

fn print(args: &MatchArgs, fits: &[Fit]) -> anyhow::Result<()> {
    let page = match (args.format, fits) {
        (OutputForm::Json, [one]) if args.files.len() == 1 => {
            safe_json(serde_json::to_string_pretty(one)?) + "\n"
        }
        (OutputForm::Json, fits) => safe_json(serde_json::to_string_pretty(fits)?) + "\n",
        (_, []) => String::new(),
        (OutputForm::Text, [one]) => fit::text::fit(&FitView::of(one), width()),
        (OutputForm::Text, fits) => fit::text::comparison(&views(fits), width()),
        (OutputForm::Markdown, [one]) => fit::markdown::fit(&FitView::of(one)),
        (OutputForm::Markdown, fits) => fit::markdown::comparison(&views(fits)),
    };
    let mut out = text_out(match args.format {
        OutputForm::Text => args.color,
        _ => crate::args::Color::Never,
    });
    out.write_all(page.as_bytes())?;
    Ok(out.flush()?)
}

fn views(fits: &[Fit]) -> Vec<FitView> {
    fits.iter().map(FitView::of).collect()
}
